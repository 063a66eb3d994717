//! The sheet: draws of every offer a search may want, so that a plan's promise is a sum of columns away.

use std::collections::BTreeMap;

use super::prospects::{Assurance, Prospects};
use super::work::Work;
use crate::domain::Cancelled;
use crate::forecast::{column, factors};

/// Searching draws come from another seed than those shown.
const OTHER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The draws of one offer, the common factor included, and its moments without.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub results: Vec<f64>,
    pub mean: f64,
    pub variance: f64,
}

/// Draws of offers that a search looks at.
pub(super) struct Sheet<'a> {
    pub prospects: Prospects<'a>,
    /// The probability to fall short.
    pub short: f64,
    seed: u64,
    factors: Vec<f64>,
    /// Mean and variance of the common factor.
    lift: f64,
    wobble: f64,
    columns: BTreeMap<u32, Column>,
}

impl<'a> Sheet<'a> {
    /// A sheet of so many draws without any offer.
    pub fn new(prospects: Prospects<'a>, assurance: &Assurance, draws: usize) -> Sheet<'a> {
        let seed = assurance.seed ^ OTHER;
        let factors = factors(assurance.shock, seed, draws);
        let (lift, wobble) = moments(&factors);
        Sheet { prospects, short: assurance.short(), seed, factors, lift, wobble, columns: BTreeMap::new() }
    }

    /// Draws these offers unless they are there.
    pub fn admit(&mut self, offers: &[u32], work: &mut Work) -> Result<(), Cancelled> {
        for &offer in offers {
            let Some(entry) = self.prospects.entries.get(offer as usize) else { continue };
            if !self.columns.contains_key(&offer) {
                work.spend(self.factors.len() as u64)?;
                let mut results = column(entry, self.seed, self.factors.len());
                let (mean, variance) = moments(&results);
                results.iter_mut().zip(&self.factors).for_each(|(result, factor)| *result *= factor);
                self.columns.insert(offer, Column { results, mean, variance });
            }
        }
        Ok(())
    }

    /// The offers that are there, ascending, with their draws.
    pub fn columns(&self) -> impl Iterator<Item = (u32, &Column)> {
        self.columns.iter().map(|(&offer, column)| (offer, column))
    }

    /// The draws of an offer that is there.
    pub fn column(&self, offer: u32) -> Option<&Column> {
        self.columns.get(&offer)
    }

    /// Steps of work that looking at one plan takes.
    pub fn steps(&self) -> u64 {
        self.factors.len() as u64 / 2
    }

    /// The sums of a plan in each draw.
    pub fn sums(&self, plan: &[u32]) -> Vec<f64> {
        let mut sums = vec![0.0; self.factors.len()];
        for column in plan.iter().filter_map(|offer| self.column(*offer)) {
            sums.iter_mut().zip(&column.results).for_each(|(sum, result)| *sum += result);
        }
        sums
    }

    /// What a plan with these sums reaches with the probability asked; leaves them in another order.
    pub fn promise(&self, sums: &mut [f64]) -> f64 {
        let at = (self.short * sums.len() as f64 - 0.5).max(0.0) as usize;
        *sums.select_nth_unstable_by(at.min(sums.len() - 1), f64::total_cmp).1
    }

    /// What a plan reaches with the probability asked.
    pub fn promise_of(&self, plan: &[u32]) -> f64 {
        self.promise(&mut self.sums(plan))
    }

    /// The sd of a plan's sum from the sums of its offers' means and variances.
    pub fn spread(&self, mean: f64, variance: f64) -> f64 {
        ((self.wobble + self.lift * self.lift) * variance + self.wobble * mean * mean).sqrt()
    }

    /// The mean of a plan's sum from the sum of its offers' means.
    pub fn middle(&self, mean: f64) -> f64 {
        self.lift * mean
    }
}

/// Mean and variance.
fn moments(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    (mean, numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count)
}
