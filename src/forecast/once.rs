//! People counted once: how many a shortlist reaches in each draw, however many of its posts they see.

use std::collections::BTreeMap;

use super::draws::{Draws, Stake};
use super::total::Total;
use crate::domain::{Cancelled, Report};

/// A total of people that is being added up: in every segment, whoever no offer so far reaches.
///
/// Within a segment offers reach people independently of each other: of those that one misses, another reaches the same
/// share as of all (Sainsbury's rule, in Caffyn and Sagovsky 1963).
#[derive(Clone, Debug)]
pub struct Once<'a> {
    people: &'a [f64],
    factors: Vec<f64>,
    missed: BTreeMap<u32, Vec<f64>>,
}

impl<'a> Once<'a> {
    /// Nobody yet, of so many people in each segment, above 0; `shock` is the ln-sd of what all offers share.
    pub fn new(people: &'a [f64], shock: f64, draws: &Draws) -> Once<'a> {
        Once { people, factors: draws.factors(shock), missed: BTreeMap::new() }
    }

    /// Adds an offer whose reach lies in these segments, by these parts of it; a segment that doesn't exist counts
    /// nobody. What offers cost doesn't move people.
    pub fn add(&mut self, stake: &Stake, parts: &[(u32, f64)], draws: &mut Draws) {
        let reach = draws.column(&stake.entry);
        for (segment, part) in parts {
            let Some(people) = self.people.get(*segment as usize) else { continue };
            let share = part * stake.share / people;
            let missed = self.missed.entry(*segment).or_insert_with(|| vec![1.0; reach.len()]);
            for ((missed, reach), factor) in missed.iter_mut().zip(reach).zip(&self.factors) {
                *missed *= 1.0 - (reach * factor * share).clamp(0.0, 1.0);
            }
        }
    }

    /// The distribution of the people reached; see [`Once::sums`].
    pub fn total(self, report: &mut Report) -> Result<Total, Cancelled> {
        Ok(Total::of(self.sums(report)?))
    }

    /// The people reached in each draw. `report` is asked for every segment.
    pub fn sums(self, report: &mut Report) -> Result<Vec<f64>, Cancelled> {
        let mut sums = vec![0.0; self.factors.len()];
        for (segment, missed) in &self.missed {
            report(0, 0)?;
            let people = self.people.get(*segment as usize).copied().unwrap_or(0.0);
            sums.iter_mut().zip(missed).for_each(|(sum, missed)| *sum += people * (1.0 - missed));
        }
        report(0, 0)?;
        Ok(sums)
    }
}
