//! The frontier: the best value for every budget asked.

use super::alike::mark;
use super::ask::Ask;
use super::choice::{Effort, Rules};
use super::fill::{Cells, Extra};
use super::market::Market;
use super::rows;
use super::sorted::sorted;
use super::window::{Path, Window};
use super::work::Work;
use crate::domain::{Cancelled, Report};

/// Fewer budgets than this are solved one by one.
const FEW: usize = 16;
/// More steps of money than this are too many for one table.
const MOST_CELLS: i64 = 1 << 17;
/// A table with more cells than this, all classes together, takes longer than single solutions.
const MOST_WORK: usize = 1_500_000_000;
/// Classes with a step at least this steep, against the shallowest that is paid for, start in the table.
const STEEP: f64 = 0.95;
/// Where far more steps are as steep as that, not many more start in the table than are paid for.
const CROWD: usize = 1_000;
/// So many alike are looked at together.
const MANY: usize = 8;

/// The best value for one budget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The budget, in minor units.
    pub budget: i64,
    /// The best value found; `None` if the other rules can't be met with this budget.
    pub value: Option<i64>,
    /// Whether it is proved that there is no better one, or that the rules can't be met.
    pub proved: bool,
}

/// The best value for each of these budgets, in their order, under the other rules; `effort` is for one budget.
/// Without a share rule the values never fall as the budget rises.
pub fn frontier(
    market: &Market,
    rules: &Rules,
    budgets: &[i64],
    effort: Effort,
    report: &mut Report,
) -> Result<Vec<Point>, Cancelled> {
    if !rules.rows.is_empty() {
        return rows::frontier(market.offers(&mut Work::new(0, report))?, rules, budgets, effort, report);
    }
    let plain = rules.max_share.is_none_or(|share| share >= 100) && rules.min_creators == 0;
    let largest = budgets.iter().copied().max().unwrap_or(0);
    if plain
        && budgets.len() >= FEW
        && let Ok(ask) = Ask::new(market, &Rules { budget: largest, ..rules.clone() })
    {
        let least = budgets.iter().copied().min().unwrap_or(0).max(0) / market.price_step;
        if let Some(row) = best_row(market, &ask, least, report)? {
            let point = |&budget: &i64| {
                let value = row.at(budget.max(0) / market.price_step).map(|v| v * market.value_step);
                Point { budget, value, proved: true }
            };
            return Ok(budgets.iter().map(point).collect());
        }
    }
    let mut points = Vec::with_capacity(budgets.len());
    for (i, &budget) in budgets.iter().enumerate() {
        report(i as u64, budgets.len() as u64)?;
        points.push(match Ask::new(market, &Rules { budget, ..rules.clone() }) {
            Err(_) => Point { budget, value: None, proved: true },
            Ok(ask) => {
                let out = market.best(&ask, effort, &mut |_, _| report(i as u64, budgets.len() as u64))?;
                Point { budget, value: Some(out.value * market.value_step), proved: out.proved() }
            }
        });
    }
    Ok(points)
}

/// The best value for every amount of money in a range.
pub(super) struct Row {
    /// What the must-have creators cost at least.
    spent: i64,
    cells: Vec<i64>,
}

impl Row {
    /// The best value for a budget in steps; `None` if it doesn't pay the must-have creators.
    pub fn at(&self, room: i64) -> Option<i64> {
        usize::try_from(room - self.spent).ok().and_then(|i| self.cells.get(i)).copied()
    }
}

/// The best values for all budgets from `least` up to `ask.room`, all in steps, where nothing but money, must-have and
/// never is ruled; `None` if that takes too large a table.
///
/// A table over the creators whose steps are steep enough to be paid for gives values for every budget. Then, from the
/// largest budgets down, everybody whose joining could still beat the table is added to it (see [`Window`]).
pub(super) fn best_row(market: &Market, ask: &Ask, least: i64, report: &mut Report) -> Result<Option<Row>, Cancelled> {
    let spent: i64 = ask.must.iter().map(|&class| market.points[market.start[class as usize] as usize].w).sum();
    if ask.room - spent >= MOST_CELLS {
        return Ok(None);
    }
    let mut work = Work::new(u64::MAX, report);
    let path = Path::new(market, ask, (ask.room - spent) as usize + 1, &mut work)?;
    let mut steep = market.steps.partition_point(|step| step.key >= path.last_key() * STEEP);
    if steep > 3 * path.taken + CROWD {
        steep = path.taken + path.taken / 4 + CROWD / 4;
    }
    let mut table = Table {
        market,
        ask,
        cells: Cells::new(path.bound.len(), path.most),
        base: 0,
        inside: vec![false; market.creators.len()],
        work,
    };
    let mut classes: Vec<u32> = market.segments[..steep].iter().map(|s| s.class).collect();
    classes.extend(ask.must.iter().chain(&market.free));
    if classes.len().saturating_mul(path.bound.len()) > MOST_WORK {
        return Ok(None);
    }
    table.add(&classes, path.bound.len())?;
    let least = (least.clamp(spent, ask.room) - spent) as usize;
    let mut high = path.bound.len() - 1;
    loop {
        let low = (high / 2).max(least);
        let Some(window) = Window::new(&path, &mut table, steep, low..high + 1)? else { return Ok(None) };
        let more = window.joining(&mut table, steep)?;
        if more.len().saturating_mul(high) > MOST_WORK {
            return Ok(None);
        }
        table.add(&more, high + 1)?;
        if low <= least || low == 0 {
            let cells = (0..path.bound.len()).map(|i| table.value(i)).collect();
            return Ok(Some(Row { spent, cells }));
        }
        high = low;
    }
}

/// The table so far.
pub(super) struct Table<'a, 'w, 'r> {
    pub market: &'a Market,
    pub ask: &'a Ask,
    cells: Cells,
    /// What everybody brings who is in whatever the budget.
    base: i64,
    pub inside: Vec<bool>,
    pub work: Work<'w, 'r>,
}

impl Table<'_, '_, '_> {
    /// The best value so far for so much money beyond the must-have creators'.
    pub fn value(&self, cell: usize) -> i64 {
        self.base + self.cells.at(cell)
    }

    /// Adds classes for the first `count` cells; those above are settled by then. Cheap ones first, because a row is
    /// flat beyond what all in it cost.
    fn add(&mut self, classes: &[u32], count: usize) -> Result<(), Cancelled> {
        let mut all: Vec<(usize, Vec<Extra>)> = Vec::with_capacity(classes.len());
        for &class in classes {
            self.work.pass(4)?;
            if !self.ask.is_never(class) && !std::mem::replace(&mut self.inside[class as usize], true) {
                let (first, extras) = extras(self.market, self.ask, class);
                self.base += first;
                all.extend(extras.last().map(|e| e.0).map(|dearest| (dearest, extras)));
            }
        }
        let key = |(at, (dearest, extras)): (u32, &(usize, Vec<Extra>))| {
            (*dearest, mark(extras.iter().flat_map(|e| [e.0 as u64, e.1 as u64])), at)
        };
        self.work.ask()?;
        let order = sorted((0..).zip(&all).map(key).collect(), &mut self.work)?;
        let own = |key: &(usize, u64, u32)| &all[key.2 as usize].1;
        for alike in order.chunk_by(|a, b| own(a) == own(b)) {
            let extras = own(&alike[0]);
            // More of them than the money pays for are as good as any number.
            let paid = extras.first().map_or(0, |e| (count - 1) / e.0);
            if MANY < alike.len() && paid <= alike.len() {
                self.work.spend((extras.len() * count) as u64 / 4)?;
                self.cells.add_many(extras, count);
                continue;
            }
            for extras in alike.iter().take(paid).map(own) {
                self.work.spend((extras.len() * count) as u64 / 16)?;
                self.cells.add(extras, count);
            }
        }
        Ok(())
    }
}

/// What a class brings at least, and its offers beyond that; staying out is one unless it must be in.
fn extras(market: &Market, ask: &Ask, class: u32) -> (i64, Vec<Extra>) {
    let (_, points) = market.class_points(class, ask.room);
    let head = points.first().filter(|p| !ask.is_open(class) || p.w == 0).map_or((0, 0), |p| (p.w, p.v));
    let beyond = points.iter().filter(|p| p.w > head.0);
    (head.1, beyond.map(|p| ((p.w - head.0) as usize, p.v - head.1)).collect())
}
