//! What each rule of a brief costs: the best shortlist without it, against the best with it.

use super::case::Case;
use super::compared::{creators, name_of};
use super::planning::Planning;
use super::question::Question;
use super::table::VALUE_SCALE;
use crate::domain::{Cancelled, Report};
use crate::optimise::{Answer, Shortlist};
use crate::report::explain::RuleCost;

/// The cost of every rule, in the order of the brief's rules.
pub fn rule_costs(
    planning: &mut Planning,
    case: &Case,
    best: &Shortlist,
    report: &mut Report<'_>,
) -> Result<Vec<RuleCost>, Cancelled> {
    let inside = creators(case, best);
    let mut costs = Vec::new();
    for (place, rule) in case.question.brief.rules.iter().enumerate() {
        if rule.only_permits() {
            costs.push(RuleCost { costs: Some(0.0), joins: Vec::new() });
            continue;
        }
        let mut question = Question { keep: Vec::new(), scenarios: Vec::new(), ..case.question.clone() };
        question.brief.rules.remove(place);
        let unknown = RuleCost { costs: None, joins: Vec::new() };
        let Ok(other) = planning.case(&question, report)? else {
            costs.push(unknown);
            continue;
        };
        let keep = if other.table.choices.len() == case.table.choices.len() { &best.chosen[..] } else { &[] };
        let without = match planning.freed.best(&other, keep, report)? {
            Answer::Shortlist(without) => without,
            Answer::Impossible(_) => {
                costs.push(unknown);
                continue;
            }
        };
        let more = (without.value - best.value).max(0) as f64 / VALUE_SCALE;
        let others = creators(&other, &without);
        let joins = others.difference(&inside).filter_map(|id| name_of(&case.question, *id));
        let joins = if more > 0.0 { joins.collect() } else { Vec::new() };
        costs.push(RuleCost { costs: (best.proved && without.proved).then_some(more), joins });
    }
    Ok(costs)
}
