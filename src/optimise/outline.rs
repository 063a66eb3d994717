//! The outline of the frontier at once: between which values the best one for every budget lies.

use super::ask::Ask;
use super::choice::Rules;
use super::market::Market;
use super::relax::Walk;
use super::work::Work;
use crate::domain::{Cancelled, Report};

/// Between which values the best one for a budget lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outline {
    /// The budget, in minor units.
    pub budget: i64,
    /// A shortlist is worth so much; `None` if none is known under the other rules, or none can be.
    pub least: Option<i64>,
    /// None is worth more.
    pub most: i64,
}

/// The outline for each of these budgets, in their order: the fractional plan above, its whole steps below. They lie
/// no further apart than the value of one step. One walk for all, so that it can be drawn before anything is solved.
///
/// Rules on the share or the number of creators, and side rules, only make values smaller: under them the upper line
/// holds and there is no lower one.
pub fn outline(
    market: &Market,
    rules: &Rules,
    budgets: &[i64],
    report: &mut Report,
) -> Result<Vec<Outline>, Cancelled> {
    let plain = rules.max_share.is_none_or(|share| share >= 100) && rules.min_creators == 0 && rules.rows.is_empty();
    let largest = budgets.iter().copied().max().unwrap_or(0);
    let loose = Rules { budget: largest, must: rules.must.clone(), never: rules.never.clone(), ..Rules::default() };
    let Ok(ask) = Ask::new(market, &loose) else {
        return Ok(budgets.iter().map(|&budget| Outline { budget, least: None, most: 0 }).collect());
    };
    // Money spent and value after every step, from what is in for certain.
    let mut slopes = Vec::new();
    let walk = Walk::along(market, &ask, &mut Work::new(0, report), |slope| slopes.push(slope))?;
    let taken = slopes.len() - usize::from(walk.slope.is_some());
    let spent = ask.room - walk.rest - slopes[..taken].iter().map(|s| s.dw).sum::<i64>();
    let value = walk.value - slopes[..taken].iter().map(|s| s.dv).sum::<i64>();
    let mut after = vec![(spent, value)];
    for slope in &slopes[..taken] {
        let (w, v) = after[after.len() - 1];
        after.push((w + slope.dw, v + slope.dv));
    }
    let at = |budget: i64| {
        let room = budget.max(0) / market.price_step;
        let Some(i) = after.partition_point(|a| a.0 <= room).checked_sub(1) else {
            return Outline { budget, least: None, most: 0 };
        };
        let rest = i128::from(room - after[i].0);
        let more = slopes.get(i).map_or(0, |s| i128::from(s.dv) * rest / i128::from(s.dw));
        let most = i64::try_from(i128::from(after[i].1) + more).unwrap_or(i64::MAX);
        let least = plain.then(|| after[i].1.saturating_mul(market.value_step));
        Outline { budget, least, most: most.saturating_mul(market.value_step) }
    };
    Ok(budgets.iter().map(|&budget| at(budget)).collect())
}
