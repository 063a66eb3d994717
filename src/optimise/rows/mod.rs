//! Side rules: the best shortlist where counts, shares of money and other weighted sums have limits.
//!
//! Multipliers for all rules come from a relaxation over the few creators who are nearly undecided ([`sift`],
//! [`simplex`]) and are checked on everybody in whole numbers ([`price`]). What they leave open is searched
//! ([`best`], [`tree`]); every cut is proved by whole multipliers ([`weak`]), so that floats can cost time but never
//! a better shortlist.

mod basis;
mod bench;
mod best;
mod bettered;
mod branch;
mod condense;
mod conflict;
mod frame;
mod frontier;
mod groups;
mod idle;
mod kinds;
mod loosen;
mod offers;
mod part;
mod price;
mod reading;
mod round;
mod sift;
mod simplex;
mod start;
mod step;
mod store;
mod tree;
mod walk;
mod weak;

use super::choice::{Effort, Rules};
use super::shortlist::{Answer, Conflict, Multipliers, Shortlist};
use super::wanted::Wanted;
use super::work::Work;
use crate::domain::{Cancelled, Report};
pub(super) use bench::bench;
use best::{Plan, Verdict, Want, best};
use conflict::conflict;
use frame::{COUNT, Frame, MONEY, OWN, sorted};
pub(super) use frontier::frontier;
pub(super) use offers::Offers;

/// The best shortlist under rules that don't already contradict each other without the rows.
pub(super) fn solve(
    offers: &Offers,
    rules: &Rules,
    keep: &[u32],
    effort: Effort,
    report: &mut Report,
) -> Result<Answer, Cancelled> {
    report(0, effort.0)?;
    let mut work = Work::new(effort.0, report);
    Ok(match told(offers, rules, &Wanted::best(keep), &mut work)? {
        Some(answer) => answer,
        None => Answer::Impossible(conflict(offers, rules, &mut work)?),
    })
}

/// The same without a look at which rules contradict each other; less than the best where that will do.
pub(super) fn answer(
    offers: &Offers,
    rules: &Rules,
    wanted: &Wanted,
    effort: Effort,
    report: &mut Report,
) -> Result<Answer, Cancelled> {
    report(0, effort.0)?;
    let some = || Conflict::Together { parts: conflict::all(rules), smallest: false, loosen: Vec::new() };
    let told = told(offers, rules, wanted, &mut Work::new(effort.0, report))?;
    Ok(told.unwrap_or_else(|| Answer::Impossible(some())))
}

/// The answer; `None` where it is proved that there is no plan, or none worth enough.
fn told(offers: &Offers, rules: &Rules, wanted: &Wanted, work: &mut Work) -> Result<Option<Answer>, Cancelled> {
    let frame = Frame::new(offers, rules, rules.ceiling(), work)?;
    let old = sorted(wanted.keep);
    let keep = if old.is_empty() { None } else { frame.value_of(&old).map(|value| (value, old)) };
    let keep = keep.filter(|(value, _)| wanted.enough.is_none_or(|enough| *value >= enough));
    Ok(match best(&frame, &Want { keep, enough: wanted.enough }, work)? {
        Verdict::Plan(plan) => Some(Answer::Shortlist(shortlist(&frame, plan))),
        Verdict::Undecided => Some(Answer::Impossible(Conflict::Undecided)),
        Verdict::Empty(_) => None,
    })
}

/// The plan in the caller's terms.
fn shortlist(frame: &Frame, plan: Plan) -> Shortlist {
    let y = &plan.duals.y;
    let per = plan.duals.per.max(1);
    let each = y[COUNT].saturating_neg().max(0);
    let proved = plan.bound == plan.value;
    Shortlist {
        value: plan.value,
        cost: plan.chosen.iter().map(|&i| frame.w[i as usize]).sum(),
        bound: plan.bound,
        proved,
        method: plan.method,
        next_unit: y[MONEY] as f64 / per as f64,
        contenders: if proved && plan.bound == plan.relaxed { 0 } else { plan.contenders },
        multipliers: Multipliers {
            money: y[MONEY],
            per,
            per_creator: each / per,
            creator_part: each % per,
            rows: y[OWN..].to_vec(),
        },
        relaxed: plan.relaxed,
        chosen: plan.chosen,
    }
}
