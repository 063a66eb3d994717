//! What a promise is asked of: the offers with what each will probably bring, and how sure the promise has to be.

use super::choice::{Choice, Rules};
use super::market::Market;
use crate::forecast::{Draws, Entry, Total};

/// The offers on the table and what each of them will probably bring.
#[derive(Clone, Copy, Debug)]
pub struct Prospects<'a> {
    /// The offers, prepared.
    pub market: &'a Market,
    /// The same offers.
    pub choices: &'a [Choice],
    /// What each will probably bring, in the order of `choices`; the keys are unique. An offer without an entry brings
    /// nothing.
    pub entries: &'a [Entry<'a>],
}

/// How sure a promise has to be, and how that is counted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Assurance {
    /// The probability to reach what is promised, strictly inside 0..1.
    pub chance: f64,
    /// The ln-sd of what all results share by chance.
    pub shock: f64,
    /// The seed of the draws that are shown. Plans are looked for with other draws, so that a promise isn't flattered
    /// by having been picked for its luck.
    pub seed: u64,
    /// How many draws are shown.
    pub draws: usize,
}

impl Prospects<'_> {
    /// What these offers will probably bring together, by the draws of `draws`.
    pub(super) fn total(&self, chosen: &[u32], assurance: &Assurance, draws: &mut Draws) -> Total {
        let entries: Vec<Entry> = chosen.iter().filter_map(|&i| self.entries.get(i as usize)).copied().collect();
        draws.total(&entries, assurance.shock)
    }

    /// What these offers cost together, in minor units.
    pub(super) fn cost(&self, chosen: &[u32]) -> i64 {
        chosen.iter().filter_map(|&i| self.choices.get(i as usize)).fold(0, |sum, c| sum.saturating_add(c.price))
    }

    /// The sum of their values.
    pub(super) fn value(&self, chosen: &[u32]) -> i64 {
        chosen.iter().filter_map(|&i| self.choices.get(i as usize)).fold(0, |sum, c| sum.saturating_add(c.value))
    }

    /// Places of the offers that may be chosen at all under the rules.
    pub(super) fn usable(&self, rules: &Rules) -> Vec<u32> {
        let mut never = rules.never.clone();
        never.sort_unstable();
        let ceiling = rules.ceiling();
        let open =
            |c: &Choice| (0..=ceiling).contains(&c.price) && c.value >= 0 && never.binary_search(&c.creator).is_err();
        (0..).zip(self.choices).zip(self.entries).filter(|((_, c), _)| open(c)).map(|((i, _), _)| i).collect()
    }
}

impl Assurance {
    /// The draws that are shown.
    pub(super) fn shown(&self) -> Draws {
        Draws::new(self.seed, self.draws)
    }

    /// The probability to fall short of what is promised, inside 0.001..=0.999.
    pub(super) fn short(&self) -> f64 {
        (1.0 - self.chance).clamp(0.001, 0.999)
    }
}
