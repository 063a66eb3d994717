//! Who could step in if a creator says no, and the next-best shortlists.

use super::super::case::Case;
use super::{EFFORT, only, part, units};
use crate::domain::{Cancelled, Report};
use crate::optimise::{Asked, BackUp, Refusal, Shortlist, alternatives, back_ups, refusals};
use crate::report::explain::{AlternativeRow, BackUpRow, Backing, RefusalRow};

/// Creators who may say no, at most; of a longer shortlist those who bring most.
const REFUSALS: usize = 60;
/// Back-ups named.
const BACK_UPS: usize = 5;
/// Shortlists for each number of creators that differ, and the largest such number.
const ALTERNATIVES: usize = 3;
const MOST_DIFFER: u32 = 5;

/// What happens if somebody says no, and what else could be booked.
pub fn backing(case: &Case, best: &Shortlist, report: &mut Report<'_>) -> Result<Backing, Cancelled> {
    let asked = case.asks(best);
    let found = refusals(&asked, REFUSALS, &mut case.solver(EFFORT), report)?;
    let mut backing = Backing {
        of: case.offer_ids(&best.chosen),
        refusals: found.iter().map(|refusal| refusal_row(case, best, refusal)).collect(),
        back_ups: back_ups(&found, BACK_UPS).iter().map(|back_up| back_up_row(case, back_up)).collect(),
        alternatives: Vec::new(),
    };
    for differ in 1..=MOST_DIFFER {
        backing.alternatives.push(differing(case, &asked, differ, report)?);
    }
    Ok(backing)
}

fn refusal_row(case: &Case, best: &Shortlist, refusal: &Refusal) -> RefusalRow {
    let loses = refusal.plan.as_ref().map(|_| refusal.loses);
    RefusalRow {
        creator: case.id(refusal.creator),
        name: case.name(refusal.creator),
        loses: loses.map(units),
        share: loses.map(|loses| part(loses, best.value)),
        joins: case.named(&refusal.joins),
        leaves: case.names(&refusal.leaves),
        proved: refusal.proved,
    }
}

fn back_up_row(case: &Case, back_up: &BackUp) -> BackUpRow {
    BackUpRow {
        creator: case.id(back_up.creator),
        name: case.name(back_up.creator),
        repairs: case.names(&back_up.repairs),
        share: back_up.share,
    }
}

/// The best shortlists that do without so many creators of the best one.
fn differing(
    case: &Case,
    asked: &Asked<'_>,
    differ: u32,
    report: &mut Report<'_>,
) -> Result<Vec<AlternativeRow>, Cancelled> {
    let best = asked.best;
    let before = case.creators(&best.chosen);
    if before.len() < differ as usize {
        return Ok(Vec::new());
    }
    let found = alternatives(asked, differ, ALTERNATIVES, &mut case.solver(EFFORT), report)?;
    let row = |list: &Shortlist| {
        let after = case.creators(&list.chosen);
        let loses = best.value - list.value;
        AlternativeRow {
            projected: units(list.value),
            cost: case.money(list.cost),
            loses: units(loses),
            less: part(loses, best.value),
            joins: case.named(&only(&after, &before)),
            leaves: case.named(&only(&before, &after)),
            proved: list.proved && best.proved,
        }
    };
    Ok(found.lists.iter().map(row).collect())
}
