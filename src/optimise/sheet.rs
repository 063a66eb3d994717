//! The sheet: draws of every offer a search may want, so that a plan's promise is a sum of columns away.

use std::collections::BTreeMap;

use super::counting::Counting;
use super::missed::{self, Left, Missed};
use super::prospects::{Assurance, Prospects};
use super::work::Work;
use crate::domain::Cancelled;
use crate::forecast::{factors, rolls};

/// Searching draws come from another seed than those shown.
const OTHER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The draws of one offer, the common factor included and its cost taken off, and its moments without both.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub results: Vec<f64>,
    pub mean: f64,
    pub variance: f64,
    /// What it costs on average, as far as that comes off the total.
    pub cost: f64,
    /// What it is worth alone, in the unit of values.
    pub worth: i64,
}

/// What a plan brings in each draw, ready for exchanges.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub totals: Vec<f64>,
    /// Where people are counted once, whom it misses.
    missed: Missed,
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
                let cost = self.prospects.counting.cost(offer);
                let rolls = rolls(entry, self.seed, self.factors.len());
                let (mean, variance) = moments(&rolls.iter().map(|roll| roll.unwrap_or(0.0)).collect::<Vec<f64>>());
                let net = |(roll, factor): (&Option<f64>, &f64)| roll.map_or(0.0, |result| result * factor - cost);
                let results = rolls.iter().zip(&self.factors).map(net).collect();
                let worth = self.prospects.average.worth(&[offer]);
                let cost = cost * entry.chance.clamp(0.0, 1.0);
                self.columns.insert(offer, Column { results, mean, variance, cost, worth });
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
        match self.prospects.counting {
            Counting::Once(_) => 3 * self.factors.len() as u64,
            _ => self.factors.len() as u64 / 2,
        }
    }

    /// What a plan brings in each draw.
    pub fn sums(&self, plan: &[u32], work: &mut Work) -> Result<Sums, Cancelled> {
        let mut sums = Sums { totals: vec![0.0; self.factors.len()], missed: Missed::new() };
        for (offer, column) in plan.iter().filter_map(|offer| Some((*offer, self.column(*offer)?))) {
            work.pass(self.factors.len() / 2)?;
            match &self.prospects.counting {
                Counting::Once(crowd) => missed::add(crowd, &mut sums.missed, (offer, &column.results)),
                _ => sums.totals.iter_mut().zip(&column.results).for_each(|(sum, result)| *sum += result),
            }
        }
        if let Counting::Once(crowd) = &self.prospects.counting {
            work.pass(sums.missed.len() * self.factors.len() / 4)?;
            missed::count(crowd, &sums.missed, &mut sums.totals);
        }
        Ok(sums)
    }

    /// What the plan of these sums brings in each draw with offers out of it and others into it.
    pub fn after(&self, sums: &Sums, out: &[u32], into: &[u32]) -> Vec<f64> {
        let mut totals = sums.totals.clone();
        let of = |offers: &[u32]| -> Vec<(u32, &[f64])> {
            offers.iter().filter_map(|&offer| Some((offer, &self.column(offer)?.results[..]))).collect()
        };
        let (out, into) = (of(out), of(into));
        if let Counting::Once(crowd) = &self.prospects.counting {
            missed::exchange(crowd, &sums.missed, &out, &into, &mut totals);
            return totals;
        }
        for (_, results) in into {
            totals.iter_mut().zip(results).for_each(|(sum, result)| *sum += result);
        }
        for (_, results) in out {
            totals.iter_mut().zip(results).for_each(|(sum, result)| *sum -= result);
        }
        totals
    }

    /// What a plan with these totals reaches with the probability asked; leaves them in another order.
    pub fn promise(&self, totals: &mut [f64]) -> f64 {
        let at = (self.short * totals.len() as f64 - 0.5).max(0.0) as usize;
        *totals.select_nth_unstable_by(at.min(totals.len() - 1), f64::total_cmp).1
    }

    /// What a plan reaches with the probability asked.
    pub fn promise_of(&self, plan: &[u32], work: &mut Work) -> Result<f64, Cancelled> {
        Ok(self.promise(&mut self.sums(plan, work)?.totals))
    }

    /// Whom a plan leaves unreached on average; everybody where people aren't counted once.
    pub fn left(&self, plan: &[u32]) -> Left {
        let means = plan.iter().filter_map(|&offer| Some((offer, self.column(offer)?.mean)));
        match &self.prospects.counting {
            Counting::Once(crowd) => Left::of(crowd, means),
            _ => Left::default(),
        }
    }

    /// Which part of an offer's results counts beside a plan that leaves these people unreached; or, of an offer inside
    /// of it, goes with it.
    pub fn part(&self, offer: u32, left: &Left, inside: bool) -> f64 {
        match (&self.prospects.counting, self.column(offer)) {
            (Counting::Once(crowd), Some(column)) => left.part(crowd, offer, column.mean, inside),
            _ => 1.0,
        }
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
