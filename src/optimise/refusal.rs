//! What happens if a creator on the shortlist refuses.

use super::asked::{Asked, Solve, only};
use super::choice::{Choice, Rules};
use super::shortlist::{Answer, Shortlist};
use super::wanted::Wanted;
use super::why_not::found;
use crate::domain::{Cancelled, Report};

/// The best plan left if a creator refuses.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// Who refuses.
    pub creator: u32,
    /// What the plan loses then, at the best that can be done; everything if no plan is left or known, below 0 if the
    /// plan is better off without a must-have creator.
    pub loses: i64,
    /// What it would lose if nobody stepped in and everybody else stayed. The rest may break a least number or a row.
    /// `None` if that can't be told.
    pub gap: Option<i64>,
    /// The best plan without the creator; `None` if the rules leave none, or none was found.
    pub plan: Option<Shortlist>,
    /// Who joins then, ascending.
    pub joins: Vec<u32>,
    /// Who leaves beside the creator, ascending.
    pub leaves: Vec<u32>,
    /// Whether the loss is proved exact.
    pub proved: bool,
}

/// What happens if each of the chosen creators refuses, one at a time; the most costly refusal first. At most `limit`
/// creators are asked about, those with the most valuable offers. A must-have creator who refuses is no longer
/// must-have. One solution for each, and a second, tiny one where values don't add up.
pub fn refusals(
    asked: &Asked,
    limit: usize,
    solve: &mut Solve,
    report: &mut Report,
) -> Result<Vec<Refusal>, Cancelled> {
    let offer = |i: &u32| asked.choices.get(*i as usize).copied();
    let mut chosen: Vec<(u32, Choice)> =
        asked.best.chosen.iter().filter_map(|i| offer(i).map(|offer| (*i, offer))).collect();
    chosen.sort_by_key(|&(i, c)| (std::cmp::Reverse((c.value, c.price)), i));
    chosen.truncate(limit);
    let before = asked.creators(&asked.best.chosen);
    let mut list = Vec::with_capacity(chosen.len());
    for (done, &(place, offer)) in chosen.iter().enumerate() {
        let mut report = |_: u64, _: u64| report(done as u64, chosen.len() as u64);
        report(0, 0)?;
        let creator = offer.creator;
        let rest: Vec<u32> = asked.best.chosen.iter().copied().filter(|&i| i != place).collect();
        let mut proved = asked.best.proved;
        let plan = found(
            solve(asked.choices, &refused(asked.rules, creator), &Wanted::best(&rest), &mut report)?,
            &mut proved,
        );
        let gap = match asked.adds_up {
            true => Some(offer.value),
            false => worth(asked, &rest, solve, &mut report)?.map(|rest| asked.best.value.saturating_sub(rest)),
        };
        let after = plan.as_ref().map(|plan| asked.creators(&plan.chosen));
        let mut leaves = after.as_ref().map_or(Vec::new(), |after| only(&before, after));
        leaves.retain(|&other| other != creator);
        list.push(Refusal {
            creator,
            loses: asked.best.value.saturating_sub(plan.as_ref().map_or(0, |plan| plan.value)),
            gap,
            joins: after.map_or(Vec::new(), |after| only(&after, &before)),
            leaves,
            plan,
            proved,
        });
    }
    list.sort_by_key(|refusal| (std::cmp::Reverse(refusal.loses), refusal.creator));
    Ok(list)
}

/// The rules once this creator has refused.
fn refused(rules: &Rules, creator: u32) -> Rules {
    let mut rules = rules.clone();
    rules.must.retain(|&must| must != creator);
    rules.never.push(creator);
    rules
}

/// What these offers are worth together: the best plan where nobody else is on the market and nothing is ruled.
fn worth(asked: &Asked, list: &[u32], solve: &mut Solve, report: &mut Report) -> Result<Option<i64>, Cancelled> {
    let mut choices = asked.choices.to_vec();
    (0..).zip(&mut choices).filter(|(i, _)| list.binary_search(i).is_err()).for_each(|(_, c)| c.price = -1);
    Ok(match solve(&choices, &Rules::with_budget(asked.rules.budget), &Wanted::best(list), report)? {
        Answer::Shortlist(plan) if plan.proved => Some(plan.value),
        _ => None,
    })
}
