//! The least money whose best shortlist is worth a target.

use super::choice::{Choice, Effort, Rules};
use super::keeps::keeps;
use super::market::Market;
use super::shortlist::{Answer, Conflict};
use super::wanted::Wanted;
use crate::domain::{Cancelled, Report};

/// The answer to a target.
#[derive(Clone, PartialEq, Debug)]
pub enum Least {
    /// The target can be reached.
    Found(LeastMoney),
    /// It can't be reached, or isn't known to be, with the budget of the rules.
    OutOfReach {
        /// The most that a shortlist found is worth.
        value: i64,
        /// No shortlist is worth more; below the target if it is proved that the budget doesn't suffice.
        bound: i64,
    },
    /// The rules can't be met together even with the whole budget.
    Impossible(Conflict),
}

/// The least money for a target, and a shortlist for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeastMoney {
    /// The least budget, in minor units.
    pub budget: i64,
    /// What the shortlist costs: the budget, or less where a share of the budget limits what one creator may cost.
    pub cost: i64,
    /// Its offers, places in the caller's slice, ascending.
    pub chosen: Vec<u32>,
    /// What it is worth: the target or more.
    pub value: i64,
    /// Whether it is proved that no smaller budget does.
    pub proved: bool,
}

/// What a search over budgets knows.
pub(super) struct Search {
    /// The best shortlist for the whole budget.
    pub whole: Answer,
    /// The least budget found, with its offers and their value.
    pub found: Option<(i64, Vec<u32>, i64)>,
    /// No budget up to this one reaches the target; -1 if that is proved of none.
    pub short: i64,
}

/// Finds the least money, up to the budget of the rules, whose best shortlist is worth `target` or more; `effort` is
/// for each of the thirty or so solutions that takes. More money never means fewer shortlists, so halving finds it.
pub fn least_money(
    market: &Market,
    choices: &[Choice],
    rules: &Rules,
    target: i64,
    effort: Effort,
    report: &mut Report,
) -> Result<Least, Cancelled> {
    let search = least_budget(market, choices, rules, target, effort, report)?;
    Ok(match (search.whole, search.found) {
        (Answer::Impossible(conflict), _) => Least::Impossible(conflict),
        (Answer::Shortlist(_), Some((budget, chosen, value))) => {
            let cost = cost(choices, &chosen);
            Least::Found(LeastMoney { budget, cost, chosen, value, proved: search.short + 1 >= budget })
        }
        (Answer::Shortlist(best), None) => Least::OutOfReach { value: best.value, bound: best.bound },
    })
}

/// Halves the budgets between those proved too small and the least found.
pub(super) fn least_budget(
    market: &Market,
    choices: &[Choice],
    rules: &Rules,
    target: i64,
    effort: Effort,
    report: &mut Report,
) -> Result<Search, Cancelled> {
    let whole = market.solve(rules, &[], effort, report)?;
    let mut search = Search { whole: whole.clone(), found: None, short: -1 };
    let best = match whole {
        Answer::Shortlist(best) => best,
        Answer::Impossible(Conflict::Undecided) => return Ok(search),
        Answer::Impossible(_) => {
            search.short = rules.budget.max(0);
            return Ok(search);
        }
    };
    if best.value < target {
        search.short = if best.bound < target { rules.budget.max(0) } else { -1 };
        return Ok(search);
    }
    let at = |budget: i64| Rules { budget, ..rules.clone() };
    // A shortlist needs no more budget than it costs, unless a share of the budget is ruled.
    let tight = |budget: i64, chosen: &[u32]| {
        let cost = cost(choices, chosen);
        if keeps(choices, &at(cost), chosen) { cost } else { budget }
    };
    let mut high = tight(rules.budget.max(0), &best.chosen);
    let mut found = (best.chosen, best.value);
    // Below `low` nothing was found; up to `search.short` nothing is proved to be.
    let mut low = -1;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let undecided = match market.answer(&at(middle), &Wanted::default(), effort, report)? {
            Answer::Shortlist(best) if best.value >= target => {
                high = tight(middle, &best.chosen);
                found = (best.chosen, best.value);
                continue;
            }
            Answer::Shortlist(best) => best.bound >= target,
            Answer::Impossible(conflict) => conflict == Conflict::Undecided,
        };
        if !undecided && search.short == low {
            search.short = middle;
        }
        low = middle;
    }
    search.found = Some((high, found.0, found.1));
    Ok(search)
}

/// What these offers cost together.
fn cost(choices: &[Choice], chosen: &[u32]) -> i64 {
    chosen.iter().filter_map(|&i| choices.get(i as usize)).fold(0, |sum, c| sum.saturating_add(c.price))
}
