//! A window of budgets: who outside a table of best values might still better one of them.
//!
//! For every budget the fractional plan gives an upper bound and the value of money. What the table lacks to the bound
//! is the gap; whoever joins loses price times the value of money less the own value, and matters only if that is
//! within the gap (reduced costs, as for a single budget).

use std::ops::Range;

use super::ask::Ask;
use super::frontier::Table;
use super::hull::Slope;
use super::market::{BLOCK, Market};
use super::relax::Walk;
use super::sieve::{AT_ONCE, LOOK, Sieve};
use super::work::Work;
use crate::domain::Cancelled;

/// Looking at more pairs of a price and a budget takes longer than the table.
const MOST_PAIRS: usize = 100_000_000;
/// Pairs looked at in the time of one step of a search.
const PAIRS: usize = 8;
/// Room for the rounding of floats, in parts of the numbers at hand.
const MARGIN: f64 = 1e-12;

/// The fractional plans for all budgets.
pub(super) struct Path {
    /// No plan is worth more, for so much money beyond the must-have creators'; rounded up.
    pub bound: Vec<f64>,
    /// The value of money there; 0 once all that is wanted fits.
    rate: Vec<f64>,
    /// No plan for any of the budgets is worth more.
    pub most: i64,
    /// Steps that the largest budget pays for.
    pub taken: usize,
}

impl Path {
    /// For so many budgets from what the must-have creators cost on.
    pub fn new(market: &Market, ask: &Ask, cells: usize, work: &mut Work) -> Result<Path, Cancelled> {
        let mut steps = Vec::new();
        let walk = Walk::along(market, ask, work, |slope| steps.push(slope))?;
        let most = walk.bound();
        let taken = steps.len() - usize::from(walk.slope.is_some());
        let start = walk.value - steps[..taken].iter().map(|s| s.dv).sum::<i64>();
        let mut path = Path { bound: Vec::with_capacity(cells), rate: Vec::with_capacity(cells), most, taken };
        let (mut money, mut value) = (0_i64, start);
        let mut steps = steps.into_iter().peekable();
        for cell in 0..cells as i64 {
            while let Some(step) = steps.next_if(|s| money + s.dw <= cell) {
                money += step.dw;
                value += step.dv;
            }
            let slope = steps.peek().copied().unwrap_or(Slope { dv: 0, dw: 1 });
            path.bound.push((value as f64 + (cell - money) as f64 * slope.key()) * (1.0 + MARGIN) + MARGIN);
            path.rate.push(slope.key());
            work.pass(1)?;
        }
        Ok(path)
    }

    /// The value of money at the largest budget.
    pub fn last_key(&self) -> f64 {
        self.rate.last().copied().unwrap_or(0.0)
    }
}

/// What joining may cost and must bring to better any budget of a window.
pub(super) struct Window {
    /// For every price that can matter: the least value that can.
    least: Vec<f64>,
    /// Creators whose cheapest offer costs so much and whose steepest is no steeper can't matter, ...
    idle: Vec<f64>,
    /// ... or can't matter more than [`AT_ONCE`] together.
    far: Vec<f64>,
}

impl Window {
    /// For a range of budgets of a table that has all steps before `steep` in it; `None` if it can't be told quickly.
    pub fn new(path: &Path, table: &mut Table, steep: usize, range: Range<usize>) -> Result<Option<Window>, Cancelled> {
        let key = table.market.steps.get(steep).map_or(0.0, |s| s.key);
        let gap = |cell: usize| path.bound[cell] - (table.value(cell) as f64 * (1.0 - MARGIN)) - 1.0;
        // Nothing betters a budget without a gap.
        let gaps: Vec<(usize, f64, f64)> = (range.clone())
            .map(|cell| (cell, gap(cell), path.rate[cell] * (1.0 - MARGIN)))
            .filter(|&(_, gap, _)| gap >= 0.0)
            .collect();
        let mut window = Window { least: Vec::new(), idle: Vec::new(), far: Vec::new() };
        if key == 0.0 {
            return Ok(Some(window));
        }
        let mut dearest = -1.0_f64;
        for &(_, gap, rate) in &gaps {
            // At the value of money itself nobody loses anything, whatever the price.
            dearest = if rate > key { dearest.max(gap / (rate - key)) } else { f64::INFINITY };
            if dearest == f64::INFINITY {
                break;
            }
        }
        let prices = (dearest.min(range.end as f64).min(table.market.dearest as f64) + 1.0) as usize;
        if prices.saturating_mul(gaps.len()) > MOST_PAIRS {
            return Ok(None);
        }
        let least = |price: usize, share: f64| {
            let from = gaps.partition_point(|g| g.0 < price);
            let line = gaps[from..].iter().map(|(_, gap, rate)| price as f64 * rate - gap * share);
            line.fold(f64::INFINITY, |a, b| if b < a { b } else { a })
        };
        let key_of = |price: usize, least: f64| least / price.max(1) as f64 * (1.0 - MARGIN);
        for price in 0..prices {
            table.work.pass(2 + gaps.len() / PAIRS)?;
            let line = least(price, 1.0);
            window.least.push(line);
            window.idle.push(key_of(price, line));
            window.far.push(key_of(price, least(price, 1.0 / AT_ONCE as f64)));
        }
        for list in [&mut window.idle, &mut window.far] {
            for p in (1..prices).rev() {
                list[p - 1] = list[p - 1].min(list[p]);
            }
        }
        Ok(Some(window))
    }

    /// The classes outside the table that might matter and that not too many others better.
    pub fn joining(&self, table: &mut Table, steep: usize) -> Result<Vec<u32>, Cancelled> {
        let (market, prices) = (table.market, self.least.len());
        // Free offers are in the table.
        let Some(&lowest) = self.idle.get(1) else { return Ok(Vec::new()) };
        let end = market.steps.partition_point(|step| step.key >= lowest);
        let limit = prices as f64;
        let mut sieve = Sieve::new(prices as i64);
        let mut classes = Vec::new();
        let mut i = steep;
        while i < end {
            table.work.pass(1)?;
            if i.is_multiple_of(BLOCK) && f64::from(market.blocks[i / BLOCK].up) >= limit {
                i += BLOCK;
                continue;
            }
            let step = market.steps[i];
            let at = step.up as usize;
            i += 1;
            if !step.joins || at >= prices || step.key < self.idle[at] {
                continue;
            }
            let far = step.key < self.far[at];
            if far && sieve.settles(f64::from(step.up), step.key, limit) {
                continue;
            }
            table.work.pass(LOOK)?;
            let class = market.segments[i - 1].class;
            if table.inside[class as usize] || !table.ask.is_open(class) {
                continue;
            }
            let points = market.class_points(class, table.ask.room).1.iter().map(|p| (p.w, p.v));
            let mut points = points.filter(|&(w, v)| self.matters(w, v));
            let needed = if far { sieve.admits(class, points) } else { points.next().is_some() };
            if needed {
                classes.push(class);
            }
        }
        Ok(classes)
    }

    /// Whether an offer can better any budget of the window.
    fn matters(&self, w: i64, v: i64) -> bool {
        self.least.get(w as usize).is_some_and(|&least| v as f64 >= least * (1.0 - MARGIN) - MARGIN)
    }
}
