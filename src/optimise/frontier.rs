//! The frontier: the best value for every budget asked.

use super::ask::Ask;
use super::choice::{Effort, Rules};
use super::hull::Slope;
use super::market::Market;
use super::relax::Walk;
use super::table::add_class;
use super::work::Work;
use crate::domain::{Cancelled, Report};

/// Fewer budgets than this are solved one by one.
const FEW: usize = 16;
/// More steps of money than this are too many for one table.
const MOST_CELLS: i64 = 1 << 17;
/// A table with more cells than this, all classes together, takes longer than single solutions.
const MOST_WORK: usize = 1_500_000_000;
/// Classes with a step at least this steep, against the shallowest that is paid for, start in the table.
const STEEP: f64 = 0.9;

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
/// A table over the creators whose steps are steep enough to be paid for gives values for every budget. Then, window
/// by window, everybody whose departure from the fractional plan could still beat the table is added to it.
pub(super) fn best_row(market: &Market, ask: &Ask, least: i64, report: &mut Report) -> Result<Option<Row>, Cancelled> {
    let spent: i64 = ask.must.iter().map(|&class| market.points[market.start[class as usize] as usize].w).sum();
    if ask.room - spent >= MOST_CELLS {
        return Ok(None);
    }
    let mut work = Work::new(u64::MAX, report);
    let cells = (ask.room - spent) as usize + 1;
    let (mut row, mut next) = (vec![0_i64; cells], vec![0_i64; cells]);
    let floor = Walk::new(market, ask).slope.map_or(0.0, Slope::key) * STEEP;
    let steep = market.keys.partition_point(|&key| key >= floor);
    let mut classes: Vec<u32> = market.segments[..steep].iter().map(|s| s.class).collect();
    classes.extend(ask.must.iter().chain(&market.free));
    let mut inside = vec![false; market.creators.len()];
    // Adds classes for budgets up to `high`; those above are settled by then.
    let mut add = |classes: &[u32], high: i64, row: &mut [i64], work: &mut Work| {
        let cells = (high - spent) as usize + 1;
        for &class in classes.iter().filter(|&&class| !ask.is_never(class)) {
            if !std::mem::replace(&mut inside[class as usize], true) {
                let options = from_cheapest(market, ask, class);
                work.spend((options.len() * cells) as u64 / 8)?;
                add_class(&mut row[..cells], &mut next[..cells], &options);
            }
        }
        Ok::<(), Cancelled>(())
    };
    if classes.len().saturating_mul(cells) > MOST_WORK {
        return Ok(None);
    }
    add(&classes, ask.room, &mut row, &mut work)?;
    let least = least.clamp(spent, ask.room);
    let mut high = ask.room;
    loop {
        // Windows shrink with the budget: a three-hundredth of it, at least one step.
        let low = (high - (high - spent) / 300).max(least);
        let window = Ask { room: high, ceiling: high, ..ask.clone() };
        let walk = Walk::new(market, &window);
        let more = match walk.slope {
            Some(slope) => walk.beyond(slope, low, |room| row[(room - spent) as usize]),
            // Everybody under the ceiling is wanted and fits.
            None => {
                let first = |class: u32| market.points[market.start[class as usize] as usize].w;
                (0..market.creators.len() as u32).filter(|&class| first(class) <= high).collect()
            }
        };
        if more.len().saturating_mul((high - spent) as usize) > MOST_WORK {
            return Ok(None);
        }
        add(&more, high, &mut row, &mut work)?;
        if low <= least {
            return Ok(Some(Row { spent, cells: row }));
        }
        high = low - 1;
    }
}

/// The options of a class as prices above the cheapest and values; staying out is one unless it must be in.
fn from_cheapest(market: &Market, ask: &Ask, class: u32) -> Vec<(usize, i64)> {
    let (_, points) = market.class_points(class, ask.room);
    let first = if ask.is_open(class) { 0 } else { points.first().map_or(0, |p| p.w) };
    let out = ask.is_open(class).then_some((0, 0));
    out.into_iter().chain(points.iter().map(|p| ((p.w - first) as usize, p.v))).collect()
}
