//! The safe goal: a shortlist whose total is as large as possible with a given probability.

use super::choice::{Effort, Rules};
use super::desk::{Desk, Goal};
use super::keeps::keeps;
use super::limits::most_promised;
use super::prospects::{Assurance, Prospects};
use super::shortlist::{Answer, Conflict};
use crate::domain::{Cancelled, Report};

/// Plans of the search that are counted with the draws that are shown.
const SHOWN: usize = 6;

/// A shortlist with a large promise, beside the one with the largest value.
#[derive(Clone, PartialEq, Debug)]
pub struct Safe {
    /// Places of the chosen offers, ascending.
    pub chosen: Vec<u32>,
    /// What they cost, in minor units.
    pub cost: i64,
    /// What they are worth on average; may be below 0 where they cost more than they bring.
    pub value: i64,
    /// What they reach with the probability asked, common factor included; counted with the draws that are shown.
    pub promise: f64,
    /// The shortlist with the largest value, ascending: where the search began.
    pub best: Vec<u32>,
    /// What it is worth; `value` is what the promise leaves of it.
    pub best_value: i64,
    /// No shortlist under the rules is worth more; equal to `best_value` if that is proved.
    pub best_bound: i64,
    /// What that shortlist reaches with the probability asked: never more than `promise`.
    pub best_promise: f64,
    /// No shortlist under the rules reaches more with the probability asked, up to the chance of the draws (see
    /// [`most_promised`]). A proof, but a wide one; what the search found is usually much closer to the largest promise
    /// than that. `None` if the effort didn't suffice to tell.
    pub bound: Option<f64>,
}

impl Safe {
    /// What share of the largest value the promise costs, 0..=1.
    pub fn loss(&self) -> f64 {
        (self.best_value - self.value).max(0) as f64 / self.best_value.abs().max(1) as f64
    }
}

/// Looks for the shortlist that reaches the most with the probability asked, and gives up at most the share `give_up`,
/// 0..=1, of the largest value for it.
///
/// Not proved to be the best one. It begins with the exact best shortlists for the values themselves and for values
/// with less and less faith in wide forecasts, and with `keep`, the previous answer; then it exchanges offers while
/// that raises the promise. The answer keeps the rules and never promises less than the shortlist with the largest
/// value. `Err` inside are rules that can't be met together.
pub fn safest(
    prospects: &Prospects,
    rules: &Rules,
    keep: &[u32],
    assurance: &Assurance,
    give_up: f64,
    effort: Effort,
    report: &mut Report,
) -> Result<Result<Safe, Conflict>, Cancelled> {
    let mut safe = match unlimited(prospects, rules, keep, assurance, give_up, effort, report)? {
        Err(conflict) => return Ok(Err(conflict)),
        Ok(safe) => safe,
    };
    if effort.0 > 0 {
        let most = most_promised(prospects, rules, &safe.chosen, assurance, effort, report)?;
        safe.bound = most.map(|most| most.max(safe.promise));
    }
    Ok(Ok(safe))
}

/// The least that a shortlist is worth which gives up at most this share, 0..=1, of the largest worth.
pub fn least_worth(best: i64, give_up: f64) -> i64 {
    best - (best.unsigned_abs() as f64 * give_up.clamp(0.0, 1.0)) as i64
}

/// The same without the bound.
pub(super) fn unlimited(
    prospects: &Prospects,
    rules: &Rules,
    keep: &[u32],
    assurance: &Assurance,
    give_up: f64,
    effort: Effort,
    report: &mut Report,
) -> Result<Result<Safe, Conflict>, Cancelled> {
    let best = match prospects.average.best(rules, &[], Effort(effort.0 / 2), report)? {
        Answer::Impossible(conflict) => return Ok(Err(conflict)),
        Answer::Shortlist(best) => best,
    };
    report(0, effort.0)?;
    let mut shown = assurance.shown();
    let mut safe = Safe {
        promise: prospects.total(&best.chosen, assurance, &mut shown, report)?.promise(assurance.chance),
        chosen: best.chosen.clone(),
        cost: best.cost,
        value: best.value,
        best_promise: 0.0,
        best_value: best.value,
        best_bound: best.bound,
        best: best.chosen,
        bound: None,
    };
    safe.best_promise = safe.promise;
    report(0, effort.0)?;
    if effort.0 == 0 {
        return Ok(Ok(safe));
    }
    let least_value = least_worth(safe.best_value, give_up);
    let mut known = vec![safe.best.clone()];
    if keeps(prospects.choices, rules, keep) {
        known.push(keep.to_vec());
    }
    let goal = Goal { least_value, enough: f64::INFINITY, parts: 1 };
    let mut desk = Desk::new(*prospects, rules, &safe.best, assurance, effort, report)?;
    for (plan, _) in desk.safe_plans(rules, &known, &goal, report)?.into_iter().take(SHOWN).rev() {
        report(0, effort.0)?;
        let promise = prospects.total(&plan, assurance, &mut shown, report)?.promise(assurance.chance);
        if promise > safe.promise && keeps(prospects.choices, rules, &plan) {
            (safe.cost, safe.value, safe.promise) = (prospects.cost(&plan), prospects.average.worth(&plan), promise);
            safe.chosen = plan;
        }
    }
    report(0, effort.0)?;
    Ok(Ok(safe))
}
