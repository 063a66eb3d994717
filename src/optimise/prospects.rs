//! What a promise is asked of: the offers with what each will probably bring, and how sure the promise has to be.

use std::collections::BTreeMap;

use super::average::Average;
use super::choice::{Choice, Rules};
use super::counting::Counting;
use crate::domain::{Cancelled, Report};
use crate::forecast::{Draws, Entry, Once, Stake, Total};

/// The offers on the table and what each of them will probably bring.
#[derive(Clone, Copy)]
pub struct Prospects<'a> {
    /// Who finds the best of them on average.
    pub average: &'a dyn Average,
    /// The offers.
    pub choices: &'a [Choice],
    /// What each will probably bring, in the order of `choices`; the keys are unique. An offer without an entry brings
    /// nothing.
    pub entries: &'a [Entry<'a>],
    /// What stands behind a place for which more than one offer is taken together; its entry stands for all of them
    /// while shortlists are looked for, and these count in what is shown.
    pub bundles: &'a BTreeMap<u32, Vec<Stake<'a>>>,
    /// How that makes a total.
    pub counting: Counting<'a>,
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
    pub(super) fn total(
        &self,
        chosen: &[u32],
        assurance: &Assurance,
        draws: &mut Draws,
        report: &mut Report,
    ) -> Result<Total, Cancelled> {
        let mut stakes: Vec<(u32, Stake)> = Vec::with_capacity(chosen.len());
        for &offer in chosen {
            let alone = || {
                let entry = *self.entries.get(offer as usize)?;
                Some(Stake { entry, share: 1.0, cost: self.counting.cost(offer) })
            };
            match self.bundles.get(&offer) {
                Some(bundle) => stakes.extend(bundle.iter().map(|stake| (offer, *stake))),
                None => stakes.extend(alone().map(|stake| (offer, stake))),
            }
        }
        let Counting::Once(crowd) = &self.counting else {
            let stakes: Vec<Stake> = stakes.iter().map(|(_, stake)| *stake).collect();
            return draws.total_of(&stakes, assurance.shock, report);
        };
        let mut once = Once::new(crowd.people, assurance.shock, draws);
        for (offer, stake) in &stakes {
            report(0, 0)?;
            once.add(stake, crowd.parts.get(*offer as usize).copied().unwrap_or_default(), draws);
        }
        once.total(report)
    }

    /// What these offers cost together, in minor units.
    pub(super) fn cost(&self, chosen: &[u32]) -> i64 {
        chosen.iter().filter_map(|&i| self.choices.get(i as usize)).fold(0, |sum, c| sum.saturating_add(c.price))
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
