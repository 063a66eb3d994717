//! Explaining a plan: why somebody isn't in, who could step in, other shortlists, the way from the user's own list.

mod backing;
mod bench;
mod needed;
mod solving;
mod waterfall;
mod why_not;

pub use backing::backing;
pub use bench::bench;
pub use waterfall::waterfall;
pub use why_not::{keep_out, why_not};

use super::case::Case;
use super::table::VALUE_SCALE;
use crate::domain::{CreatorId, Money, OfferId};
use crate::optimise::{Answer, Asked, Conflict, Effort, Shortlist};

/// For each of the many solutions that an explanation takes.
const EFFORT: Effort = Effort(4_000_000);

impl Case {
    /// The shortlist as questions are asked about it.
    fn asks<'a>(&'a self, best: &'a Shortlist) -> Asked<'a> {
        Asked { choices: &self.table.choices, rules: &self.asked.rules, best, adds_up: self.table.is_sum() }
    }

    /// The creator at this place of the roster.
    fn id(&self, creator: u32) -> CreatorId {
        self.question.cards[creator as usize].entry.creator.id
    }

    /// Their name.
    fn name(&self, creator: u32) -> String {
        self.question.cards[creator as usize].name().to_owned()
    }

    /// The names of these creators.
    pub(super) fn names(&self, creators: &[u32]) -> Vec<String> {
        creators.iter().map(|creator| self.name(*creator)).collect()
    }

    fn named(&self, creators: &[u32]) -> Vec<(CreatorId, String)> {
        creators.iter().map(|creator| (self.id(*creator), self.name(*creator))).collect()
    }

    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.question.brief.budget.currency)
    }

    /// The creators of these choices, ascending.
    pub(super) fn creators(&self, chosen: &[u32]) -> Vec<u32> {
        let mut creators: Vec<u32> = chosen.iter().map(|i| self.table.choices[*i as usize].creator).collect();
        creators.sort_unstable();
        creators.dedup();
        creators
    }

    /// The offers of these choices, ascending.
    fn offer_ids(&self, chosen: &[u32]) -> Vec<OfferId> {
        let slots = chosen.iter().flat_map(|choice| self.table.slots(*choice));
        let mut offers: Vec<OfferId> = slots.map(|slot| self.question.offer(slot.card, slot.offer).id).collect();
        offers.sort_unstable();
        offers
    }

    /// What is published for a choice, in words.
    fn delivers(&self, choice: u32) -> String {
        let offers = self.table.slots(choice).map(|slot| self.question.offer(slot.card, slot.offer).summary());
        offers.collect::<Vec<_>>().join(" + ")
    }
}

/// A value of the optimiser in units of the goal.
fn units(value: i64) -> f64 {
    value as f64 / VALUE_SCALE
}

/// A part of a whole as a fraction; 0 of nothing.
fn part(value: i64, whole: i64) -> f64 {
    value as f64 / whole.max(1) as f64
}

/// Those of `these` that aren't among `those`; both ascending.
pub fn only(these: &[u32], those: &[u32]) -> Vec<u32> {
    these.iter().copied().filter(|one| those.binary_search(one).is_err()).collect()
}

/// The shortlist of an answer, and whether the answer is proved.
fn found(answer: Answer) -> (Option<Shortlist>, bool) {
    match answer {
        Answer::Shortlist(best) => {
            let proved = best.proved;
            (Some(best), proved)
        }
        Answer::Impossible(conflict) => (None, conflict != Conflict::Undecided),
    }
}
