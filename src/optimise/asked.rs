//! A shortlist that is asked about, and how its questions are solved.

use super::choice::{Choice, Effort, Rules};
use super::market::Market;
use super::shortlist::{Answer, Conflict, Shortlist};
use super::unsolved::if_it_adds_up;
use super::wanted::Wanted;
use crate::domain::{Cancelled, Report};

/// Solves for these offers and rules. The offers are those of [`Asked`], some with another price, and possibly more
/// behind them that bring nothing. Why rules can't be kept isn't asked, only whether that is proved.
///
/// Any solver will do: a [`Market`] (see [`by_market`]), with side rules or without, or one that counts people once and
/// says so in whole numbers. Only `chosen`, `cost`, `value`, `bound` and `proved` of its answers are looked at.
pub type Solve<'a> = dyn FnMut(&[Choice], &Rules, &Wanted, &mut Report) -> Result<Answer, Cancelled> + 'a;

/// The shortlist that questions are about, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The offers, as the solver got them.
    pub choices: &'a [Choice],
    /// The rules the shortlist keeps.
    pub rules: &'a Rules,
    /// The solver's answer to them.
    pub best: &'a Shortlist,
    /// Whether a shortlist is worth the sum of the values of its offers. If not (people counted once, say), values of
    /// single offers aren't used.
    pub adds_up: bool,
}

/// A solver over a market: the market itself for its own offers, a new one for changed ones.
pub fn by_market(
    market: &Market,
    effort: Effort,
) -> impl FnMut(&[Choice], &Rules, &Wanted, &mut Report) -> Result<Answer, Cancelled> {
    move |choices, rules, wanted, report| {
        report(0, effort.0)?;
        let same = choices == market.choices;
        report(0, effort.0)?;
        if same {
            return market.answer(rules, wanted, effort, report);
        }
        match if_it_adds_up(Market::prepare(choices, report))? {
            Some(changed) => changed.answer(rules, wanted, effort, report),
            None => Ok(Answer::Impossible(Conflict::Undecided)),
        }
    }
}

impl Asked<'_> {
    /// The creators of these offers, ascending.
    pub(super) fn creators(&self, chosen: &[u32]) -> Vec<u32> {
        let mut creators: Vec<u32> =
            chosen.iter().filter_map(|&i| self.choices.get(i as usize)).map(|c| c.creator).collect();
        creators.sort_unstable();
        creators.dedup();
        creators
    }

    /// The offer of this creator among the chosen ones.
    pub(super) fn offer_of(&self, chosen: &[u32], creator: u32) -> Option<u32> {
        chosen.iter().copied().find(|&i| self.choices.get(i as usize).is_some_and(|c| c.creator == creator))
    }

    /// The rules with this creator in.
    pub(super) fn with(&self, creator: u32) -> Rules {
        with(self.rules, creator)
    }
}

/// The rules with this creator in.
pub(super) fn with(rules: &Rules, creator: u32) -> Rules {
    Rules { must: [&rules.must[..], &[creator]].concat(), ..rules.clone() }
}

/// Those of `these` that aren't among `those`; both ascending.
pub(super) fn only(these: &[u32], those: &[u32]) -> Vec<u32> {
    these.iter().copied().filter(|one| those.binary_search(one).is_err()).collect()
}
