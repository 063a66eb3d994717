//! What is known or assumed of the people that two audiences share.

use crate::domain::{Cancelled, Report};

/// Pairs gone through between two reports.
const CHUNK: usize = 8192;

/// How many people two audiences share.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Shared {
    /// So many people, measured.
    People(f64),
    /// So many times as many as by chance, assumed; 1 is by chance.
    Times(f64),
}

/// Two of a list of audiences and what they share.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pair {
    /// The place of one in the list.
    pub first: usize,
    /// The place of the other in the list.
    pub second: usize,
    /// What they share.
    pub shared: Shared,
}

/// How many times more than by chance audiences of one kind overlap, where nothing is measured.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kinship {
    /// For two creators of one niche.
    pub niche: f64,
    /// For two creators of one town; not to be used where the universe is that town already.
    pub town: f64,
}

impl Default for Kinship {
    /// Twice for each: an assumption. No published measurement gives overlap relative to chance; what is shown by tools
    /// for pairs of accounts runs from 0.5 % to 40 % of the smaller one.
    fn default() -> Self {
        Kinship { niche: 2.0, town: 2.0 }
    }
}

impl Kinship {
    /// What two audiences share; `None` if they have nothing in common, so that chance is all there is.
    pub fn shared(&self, same_niche: bool, same_town: bool) -> Option<Shared> {
        let times = if same_niche { self.niche } else { 1.0 } * if same_town { self.town } else { 1.0 };
        (same_niche || same_town).then_some(Shared::Times(times))
    }
}

/// The people shared by pairs, in a universe of one size.
pub(super) struct Table {
    /// By the places of both, the smaller first, ascending. A list and not a tree, so that hundreds of thousands of pairs
    /// are let go at once when nobody wants the answer any more.
    pairs: Vec<Known>,
}

/// What is known of a pair: the places of both, people, and whether they were measured.
#[derive(Clone, Copy)]
struct Known {
    places: (usize, usize),
    people: f64,
    measured: bool,
}

impl Table {
    /// Pairs of one audience with itself or with none are left out. Of several statements about one pair, a measured one
    /// counts, else the last. Nobody shares more than the smaller audience, or less than has to be shared in the universe.
    pub(super) fn of(singles: &[f64], pairs: &[Pair], size: f64, report: &mut Report) -> Result<Table, Cancelled> {
        let mut known: Vec<Known> = Vec::with_capacity(pairs.len());
        for chunk in pairs.chunks(CHUNK) {
            report(0, 0)?;
            known.extend(chunk.iter().filter_map(|pair| Known::of(pair, singles, size)));
        }
        report(0, 0)?;
        if !known.is_sorted_by(|a, b| a.places < b.places) {
            // Of equal places the measured come last, else the later; the last one stays.
            known.sort_by_key(|known| (known.places, known.measured));
            known.reverse();
            known.dedup_by_key(|known| known.places);
            known.reverse();
        }
        report(0, 0)?;
        Ok(Table { pairs: known })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether something in it is assumed rather than measured.
    pub(super) fn is_assumed(&self) -> bool {
        self.pairs.iter().any(|known| !known.measured)
    }

    /// The sum of what `beyond` makes of every pair and the people it shares.
    pub(super) fn sum(
        &self,
        beyond: impl Fn((usize, usize), f64) -> f64,
        report: &mut Report,
    ) -> Result<f64, Cancelled> {
        let mut sum = 0.0;
        for chunk in self.pairs.chunks(CHUNK) {
            report(0, 0)?;
            chunk.iter().for_each(|known| sum += beyond(known.places, known.people));
        }
        Ok(sum)
    }

    /// The fewest and the most people that measured pairs leave possible: all less every pair (Bonferroni), where pairs
    /// not measured may share the smaller audience; and all less the pairs of a tree (Hunter 1976, Worsley 1982).
    pub(super) fn bounds(&self, singles: &[f64]) -> (f64, f64) {
        let gross: f64 = singles.iter().sum();
        let mut measured: Vec<&Known> = self.pairs.iter().filter(|known| known.measured).collect();
        let mut falling = singles.to_vec();
        falling.sort_by(|a, b| b.total_cmp(a));
        let mut most_shared: f64 = falling.iter().zip(0u32..).map(|(single, larger)| single * f64::from(larger)).sum();
        for Known { places: (first, second), people, .. } in &measured {
            most_shared += people - singles[*first].min(singles[*second]);
        }
        measured.sort_by(|a, b| b.people.total_cmp(&a.people).then(a.places.cmp(&b.places)));
        let mut group: Vec<usize> = (0..singles.len()).collect();
        let mut tree = 0.0;
        for Known { places: (first, second), people, .. } in measured {
            let (from, to) = (group[*first], group[*second]);
            if from != to {
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
                tree += people;
            }
        }
        (gross - most_shared, gross - tree)
    }
}

impl Known {
    fn of(pair: &Pair, singles: &[f64], size: f64) -> Option<Known> {
        let (first, second) = (pair.first.min(pair.second), pair.first.max(pair.second));
        let (a, b) = (singles.get(first)?, singles.get(second)?);
        let (people, measured) = match pair.shared {
            Shared::People(people) => (people, true),
            Shared::Times(times) => (times * a * b / size, false),
        };
        let least = (a + b - size).clamp(0.0, a.min(*b));
        let people = (first != second && people >= 0.0).then(|| people.clamp(least, a.min(*b)))?;
        Some(Known { places: (first, second), people, measured })
    }
}
