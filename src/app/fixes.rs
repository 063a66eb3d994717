//! Fixes: single changes of a brief after which a shortlist keeps its rules, each tried out.

use super::case::Case;
use super::conflict::{Way, drops, ways};
use super::planning::Planning;
use super::question::Question;
use crate::domain::{Cancelled, Report};
use crate::optimise::{Answer, Conflict, Effort};
use crate::report::plan::Fix;

/// Fixes offered at once.
const MOST: usize = 4;

/// The changes that are enough by themselves: first the least change of a number, then rules to drop.
pub fn fixes(
    planning: &mut Planning,
    case: &Case,
    reason: &Conflict,
    report: &mut Report<'_>,
) -> Result<Vec<Fix>, Cancelled> {
    let mut found: Vec<Fix> = Vec::new();
    for way in ways(reason, &case.question, &case.asked).into_iter().chain(drops(&case.question)) {
        let known = found.iter().any(|fix| *fix.brief == way.brief);
        if !known && is_enough(planning, &case.question, &way, report)? {
            found.push(Fix { words: way.words, brief: Box::new(way.brief) });
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

fn is_enough(
    planning: &mut Planning,
    question: &Question,
    way: &Way,
    report: &mut Report<'_>,
) -> Result<bool, Cancelled> {
    let other = Question { brief: way.brief.clone(), keep: Vec::new(), scenarios: Vec::new(), ..question.clone() };
    let Ok(case) = planning.case(&other, report)? else { return Ok(false) };
    Ok(matches!(case.best(&[], Effort::LIVE, report)?, Answer::Shortlist(_)))
}
