//! Other ways to spend the same money: each tier alone, the other scenarios, the user's own list.

use std::collections::BTreeSet;

use super::aiming::{Remembered, THOROUGH};
use super::case::Case;
use super::planning::{Planning, SOON, members_of};
use super::prospects::DRAWS;
use super::question::Question;
use super::rows::{Members, is_of};
use super::table::{SEED, VALUE_SCALE};
use crate::domain::{Brief, Cancelled, CreatorId, Group, Money, Report, Tier};
use crate::forecast::Draws;
use crate::optimise::{Answer, Effort, Shortlist};
use crate::report::explain::{Outcome, ScenarioRow, TierRow};
use crate::report::plan::Plan;

/// Choices looked at between two reports of progress.
const PIECE: usize = 2_048;

/// The same money on one tier only, for every tier with an offer on the table.
pub fn tiers(case: &Case, draws: &mut Draws, report: &mut Report<'_>) -> Result<Vec<TierRow>, Cancelled> {
    let question = &case.question;
    let mut rows = Vec::new();
    for tier in Tier::ALL {
        report(0, 0)?;
        let group = Group::Tier(tier);
        let mut rules = case.asked.rules.clone();
        let mut nobody = true;
        for choices in case.table.choices.chunks(PIECE) {
            report(0, 0)?;
            for creator in choices.iter().map(|choice| choice.creator) {
                match is_of(&question.cards[creator as usize], &group, &question.tiers) {
                    true => nobody = false,
                    // The choices of a creator stand together.
                    false if rules.never.last() == Some(&creator) => {}
                    false => rules.never.push(creator),
                }
            }
        }
        if nobody {
            continue;
        }
        report(0, 0)?;
        rules.never.sort_unstable();
        rules.never.dedup();
        // A tier that must be had, or must-haves of another, would leave nothing to compare.
        rules.must.retain(|creator| rules.never.binary_search(creator).is_err());
        report(0, 0)?;
        let answer = case.table.solve(&rules, &[], Effort::LIVE, report)?;
        let outcome = match answer {
            Answer::Shortlist(best) if !best.chosen.is_empty() => Some(outcome(case, &best, draws, report)?),
            _ => None,
        };
        rows.push(TierRow { tier, outcome });
    }
    Ok(rows)
}

/// The scenarios of the campaign side by side; `open` is the open one's shortlist, and `shown` what is told of it: of a
/// scenario with the same brief nothing else is.
pub fn scenarios(
    planning: &mut Planning,
    question: &Question,
    (open, shown): (&BTreeSet<CreatorId>, Option<&Plan>),
    report: &mut Report<'_>,
) -> Result<Vec<ScenarioRow>, Cancelled> {
    let mut rows = Vec::new();
    // Those of the open scenario stay as they are: another goal has other draws of the same offers.
    let mut draws = Draws::new(SEED, DRAWS);
    for (scenario, name, brief) in &question.scenarios {
        let other = Question { brief: brief.clone(), keep: Vec::new(), scenarios: Vec::new(), ..question.clone() };
        let (outcome, chosen) = match shown.filter(|plan| plan.brief == *brief) {
            Some(plan) => (Ok(Outcome::of(plan)), open.clone()),
            None => one_scenario(planning, &other, &mut draws, report)?,
        };
        let names = |from: &BTreeSet<CreatorId>, without: &BTreeSet<CreatorId>| -> Vec<String> {
            from.difference(without).filter_map(|id| name_of(question, *id)).collect()
        };
        rows.push(ScenarioRow {
            scenario: *scenario,
            name: name.clone(),
            goal: brief.goal,
            budget: brief.budget,
            outcome,
            joins: names(&chosen, open),
            leaves: names(open, &chosen),
        });
    }
    Ok(rows)
}

type OneScenario = (Result<Outcome, String>, BTreeSet<CreatorId>);

fn one_scenario(
    planning: &mut Planning,
    question: &Question,
    draws: &mut Draws,
    report: &mut Report<'_>,
) -> Result<OneScenario, Cancelled> {
    let nobody = BTreeSet::new;
    let case = match planning.case(question, report)? {
        Ok(case) => case,
        Err(none) => return Ok((Err(none.problem), nobody())),
    };
    // As thoroughly as where the scenario is opened, so that hardly anybody finds another number there.
    Ok(match case.best(&[], SOON, report)? {
        Answer::Impossible(reason) => (Err(case.conflict(&reason).0), nobody()),
        Answer::Shortlist(most) => {
            let mut known = Remembered::default();
            let mut nobody = Members::default();
            let members = members_of(&mut planning.tables, &case, &mut nobody);
            let pursued = case.pursue(&most, &mut known, members, THOROUGH, report)?;
            let best = pursued.map_or(most, |pursued| pursued.best);
            (Ok(outcome(&case, &best, draws, report)?), creators(&case, &best))
        }
    })
}

/// The creators of a shortlist.
pub fn creators(case: &Case, best: &Shortlist) -> BTreeSet<CreatorId> {
    let place = |choice: &u32| case.table.choices[*choice as usize].creator as usize;
    best.chosen.iter().map(|choice| case.question.cards[place(choice)].entry.creator.id).collect()
}

/// The name of a creator of the roster.
pub fn name_of(question: &Question, id: CreatorId) -> Option<String> {
    let place = question.cards.binary_search_by_key(&id, |card| card.entry.creator.id).ok()?;
    Some(question.cards[place].name().to_owned())
}

/// What a shortlist comes to.
fn outcome(case: &Case, best: &Shortlist, draws: &mut Draws, report: &mut Report<'_>) -> Result<Outcome, Cancelled> {
    let Brief { promise, budget, .. } = &case.question.brief;
    let total = case.table.total(&best.chosen, draws, report)?;
    Ok(Outcome {
        creators: best.chosen.len(),
        cost: Money::from_minor(best.cost, budget.currency),
        projected: best.value as f64 / VALUE_SCALE,
        middle: total.middle(),
        promise: total.promise(*promise),
        proved: best.proved,
    })
}
