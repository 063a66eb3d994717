//! Why a creator isn't on the shortlist, and what would bring them in.

use super::asked::{Asked, Solve, only, with};
use super::choice::{Choice, Rules};
use super::enters::{Offer, highest_price};
use super::shortlist::{Answer, Conflict, Shortlist};
use super::wanted::Wanted;
use crate::domain::{Cancelled, Report};

/// Why a creator is out, or by how much they are in.
#[derive(Clone, PartialEq, Debug)]
pub struct WhyNot {
    /// The offer it is about, a place in the caller's slice: the chosen one of a creator who is in; otherwise the one
    /// that a best plan with the creator holds, or the cheapest if no plan can hold any.
    pub choice: u32,
    /// What the plan loses if the creator has to be in; 0 if they are or could be without loss, below 0 only if the
    /// shortlist wasn't proved. `None` if the rules leave no plan with them, or none was found.
    pub loses: Option<i64>,
    /// A best plan with the creator in, if there is one.
    pub plan: Option<Shortlist>,
    /// Who leaves the shortlist then, ascending.
    pub instead_of: Vec<u32>,
    /// Who joins it beside the creator, ascending.
    pub beside: Vec<u32>,
    /// The least value of the offer, at its price, at which some best shortlist holds it, everything else unchanged.
    /// `None` if no value is enough, or if values don't add up.
    pub needs_value: Option<i64>,
    /// The highest price of the offer, in minor units, at which some best shortlist holds it, everything else
    /// unchanged (rows that weigh prices count the changed one). `None` if not even for nothing.
    pub enters_at_price: Option<i64>,
    /// What dropping a rule would do, in the order asked.
    pub rules: Vec<RuleDrop>,
    /// Whether `loses` and `needs_value` are proved exact: the shortlist was, and the solutions they took. Otherwise
    /// both may be smaller.
    pub proved: bool,
    /// Whether `enters_at_price` is proved exact. Otherwise it may be higher, or there after all.
    pub price_proved: bool,
}

/// What dropping a rule would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleDrop {
    /// The caller's number of the rule.
    pub rule: usize,
    /// What the plan gains without the rule: what the rule costs. `None` if no plan was found.
    pub gains: Option<i64>,
    /// Whether some best shortlist without the rule holds the creator.
    pub brings_in: bool,
    /// Whether both are proved.
    pub proved: bool,
}

/// Asks why this creator isn't on the shortlist; `None` if they have no usable offer. `drops` are the rules with one
/// rule of the brief dropped, each with the caller's number of it.
///
/// Exact wherever the solver proves its answers: the loss is the difference of two best plans, the least value follows
/// from it (a plan with the offer is worth the same plan without it, and the offer). Takes one solution for the loss,
/// one more for a creator who is in, at most 36 for the price (about the binary logarithm of what one creator may
/// cost in minor units), and two at most for each rule.
pub fn why_not(
    asked: &Asked,
    creator: u32,
    drops: &[(usize, Rules)],
    solve: &mut Solve,
    report: &mut Report,
) -> Result<Option<WhyNot>, Cancelled> {
    let Some(cheapest) = cheapest(asked.choices, creator) else { return Ok(None) };
    let inside = asked.offer_of(&asked.best.chosen, creator);
    let mut proved = asked.best.proved;
    let plan = match inside {
        Some(_) => Some(asked.best.clone()),
        None => {
            found(solve(asked.choices, &asked.with(creator), &Wanted::best(&asked.best.chosen), report)?, &mut proved)
        }
    };
    let held = plan.as_ref().and_then(|plan| asked.offer_of(&plan.chosen, creator));
    let choice = held.unwrap_or(cheapest);
    // What has to be matched: the best plan without this very offer.
    let target = match inside {
        None => Some(asked.best.value),
        Some(_) => found(without(asked, choice, solve, report)?, &mut proved).map(|plan| plan.value),
    };
    let never = asked.rules.never.contains(&creator);
    let (enters_at_price, exact) = if never {
        (None, true)
    } else {
        let offer = Offer { place: choice, target: target.unwrap_or(i64::MIN), plan: plan.as_ref() };
        highest_price(asked, &offer, solve, report)?
    };
    let value = asked.choices[choice as usize].value;
    let needs = |plan: &Shortlist| {
        let others = plan.value.saturating_sub(value);
        target.map_or(0, |target| target.saturating_sub(others).max(0))
    };
    let (before, after) =
        (asked.creators(&asked.best.chosen), asked.creators(plan.as_ref().map_or(&[], |plan| &plan.chosen[..])));
    let mut beside = only(&after, &before);
    beside.retain(|&other| other != creator);
    Ok(Some(WhyNot {
        choice,
        loses: plan.as_ref().map(|plan| asked.best.value.saturating_sub(plan.value)),
        instead_of: if plan.is_some() { only(&before, &after) } else { Vec::new() },
        beside,
        needs_value: plan.as_ref().filter(|_| asked.adds_up).map(needs),
        enters_at_price,
        rules: rule_drops(asked, creator, drops, solve, report)?,
        proved,
        price_proved: proved && exact,
        plan,
    }))
}

/// The plan of an answer; it counts as proved if it is, or if it is proved that there is none.
pub(super) fn found(answer: Answer, proved: &mut bool) -> Option<Shortlist> {
    match answer {
        Answer::Shortlist(plan) => {
            *proved &= plan.proved;
            Some(plan)
        }
        Answer::Impossible(conflict) => {
            *proved &= conflict != Conflict::Undecided;
            None
        }
    }
}

/// The creator's cheapest usable offer, the most valuable one of several.
fn cheapest(choices: &[Choice], creator: u32) -> Option<u32> {
    let usable = (0..).zip(choices).filter(|(_, c)| c.creator == creator && c.price >= 0 && c.value >= 0);
    usable.min_by_key(|&(i, c)| (c.price, std::cmp::Reverse(c.value), i)).map(|(i, _)| i)
}

/// The best plan if this offer weren't there; other offers of its creator stay.
fn without(asked: &Asked, place: u32, solve: &mut Solve, report: &mut Report) -> Result<Answer, Cancelled> {
    let mut others = asked.choices.to_vec();
    others[place as usize].price = -1;
    solve(&others, asked.rules, &Wanted::best(&asked.best.chosen), report)
}

/// What dropping each of the rules would do.
fn rule_drops(
    asked: &Asked,
    creator: u32,
    drops: &[(usize, Rules)],
    solve: &mut Solve,
    report: &mut Report,
) -> Result<Vec<RuleDrop>, Cancelled> {
    let mut list = Vec::with_capacity(drops.len());
    for (done, (rule, rules)) in drops.iter().enumerate() {
        let mut report = |_: u64, _: u64| report(done as u64, drops.len() as u64);
        let mut proved = asked.best.proved;
        let free = found(solve(asked.choices, rules, &Wanted::best(&asked.best.chosen), &mut report)?, &mut proved);
        let brings_in = match &free {
            None => false,
            Some(free) if asked.offer_of(&free.chosen, creator).is_some() => true,
            // Another plan that is worth the same may hold the creator.
            Some(free) => {
                let wanted = Wanted::enough(free.value);
                match solve(asked.choices, &with(rules, creator), &wanted, &mut report)? {
                    Answer::Shortlist(plan) => {
                        proved &= plan.value >= free.value || plan.bound < free.value;
                        plan.value >= free.value
                    }
                    none => found(none, &mut proved).is_some(),
                }
            }
        };
        let gains = free.map(|free| free.value.saturating_sub(asked.best.value));
        list.push(RuleDrop { rule: *rule, gains, brings_in, proved });
    }
    Ok(list)
}
