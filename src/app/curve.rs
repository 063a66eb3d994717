//! The curve over budgets: what the best shortlist brings for every budget up to about twice the brief's.

use super::question::Question;
use super::rows::Members;
use super::table::{SEED, Table};
use crate::domain::{Aim, Brief, Cancelled, Money, Report};
use crate::forecast::Draws;
use crate::optimise::{Answer, Effort};
use crate::report::plan::{Frontier, FrontierPoint, LEVELS};

/// Draws behind each point.
const DRAWS: usize = 4_000;
/// Steps of money from nothing to the end of the curve.
const POINTS: i64 = 40;

/// A curve and how far it goes.
pub struct Curve {
    /// The largest budget on it.
    pub limit: Money,
    /// The curve.
    pub frontier: Frontier,
}

/// Draws the curve of a question's brief.
pub fn curve(
    question: &Question,
    table: &Table,
    members: &mut Members,
    report: &mut Report<'_>,
) -> Result<Curve, Cancelled> {
    let limit = frontier_limit(question.brief.budget);
    let mut points = Vec::new();
    let mut promises: Vec<[f64; LEVELS.len()]> = Vec::new();
    let mut keep: Vec<u32> = Vec::new();
    let mut draws = Draws::new(SEED, DRAWS);
    for step in 0..=POINTS {
        let mut at = question.clone();
        at.brief.budget.minor = (i128::from(limit.minor) * i128::from(step) / i128::from(POINTS)) as i64;
        let asked = members.rules(&at, table);
        let Answer::Shortlist(best) = table.solve(&asked.rules, &keep, Effort::LIVE, report)? else { continue };
        report(step as u64, POINTS as u64)?;
        let total = table.total_by(question, &best.chosen, &mut draws, &|_| 1.0);
        let (low, high) = total.band(0.8);
        let point = FrontierPoint { budget: at.brief.budget.units(), low, middle: total.middle(), high };
        // What less money can have, more money can have too.
        let better = points.last().filter(|last: &&FrontierPoint| last.middle > point.middle);
        points.push(better.map_or(point, |last| FrontierPoint { budget: point.budget, ..*last }));
        let before = promises.last().copied().unwrap_or([0.0; LEVELS.len()]);
        let promise = |place: usize| total.promise(f64::from(LEVELS[place]) / 100.0).max(before[place]);
        promises.push(std::array::from_fn(promise));
        keep = best.chosen;
    }
    let knee = Frontier::knee_of(&points);
    Ok(Curve { limit, frontier: Frontier { points, knee, promises } })
}

/// The part of a brief that its curve over budgets depends on; two briefs with the same one share a curve.
pub fn curve_brief(brief: &Brief) -> Brief {
    let nothing = Money::from_minor(0, brief.budget.currency);
    Brief { aim: Aim::Most, budget: nothing, promise: 0.0, starts: None, ends: None, target: None, ..brief.clone() }
}

/// How far the frontier is drawn: a round number at or above twice the budget, so that small changes of the budget
/// don't move the axis.
fn frontier_limit(budget: Money) -> Money {
    let wanted = budget.minor.saturating_mul(2).max(budget.currency.scale());
    let mut step = 1_i64;
    while step.saturating_mul(10) <= wanted {
        step *= 10;
    }
    let round = [1, 2, 3, 4, 5, 6, 8, 10].into_iter().map(|n| step.saturating_mul(n)).find(|n| *n >= wanted);
    Money::from_minor(round.unwrap_or(wanted), budget.currency)
}
