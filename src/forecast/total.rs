//! What a shortlist will probably bring: a seeded Monte Carlo sum of its offers.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::deliver::OfferForecast;
use super::student;

/// Draws in a block. Every block of every offer has its own place in its own stream, so blocks may be computed in any
/// order, by any number of workers, with the same result.
const BLOCK: usize = 1024;

/// One offer of a shortlist.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The offer's number, unique in the total and below `u64::MAX`: its draws stay the same while other offers come
    /// and go, so totals don't jitter.
    pub key: u64,
    /// What it will probably bring.
    pub forecast: &'a OfferForecast,
    /// The probability that it takes place at all, 0..=1; 1 where it is agreed.
    pub chance: f64,
}

/// The predictive distribution of a sum, as sorted draws.
#[derive(Clone, PartialEq, Debug)]
pub struct Total {
    sorted: Vec<f64>,
}

/// One bar of a histogram.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bin {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// Share of the draws inside.
    pub share: f64,
}

/// Adds up `entries` in `draws` draws (at least one block of 1,024 is made).
///
/// `shock` is the ln-sd of what all posts of a campaign share by chance (see `Assumptions::shock`). Single results are
/// cut at 2 % on either side. The same entries, in any order, with the same seed give the same total.
pub fn total(entries: &[Entry], shock: f64, seed: u64, draws: usize) -> Total {
    let blocks = draws.div_ceil(BLOCK).max(1);
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.key);
    let tables: Vec<Vec<f64>> = ordered.iter().map(|entry| entry.forecast.edges().collect()).collect();
    let mut sorted = Vec::with_capacity(blocks * BLOCK);
    for block in 0..blocks {
        let mut sums = [0.0; BLOCK];
        for (entry, table) in ordered.iter().zip(&tables) {
            add(&mut sums, entry, table, seed, block);
        }
        let common = uniforms(seed, u64::MAX, block);
        sorted
            .extend(sums.iter().zip(common).map(|(sum, u)| sum * (shock * student::quantile(u, f64::INFINITY)).exp()));
    }
    sorted.sort_unstable_by(f64::total_cmp);
    Total { sorted }
}

/// Adds one block of draws of one offer.
fn add(sums: &mut [f64; BLOCK], entry: &Entry, table: &[f64], seed: u64, block: usize) {
    let chance = entry.chance.clamp(0.0, 1.0);
    for (sum, u) in sums.iter_mut().zip(uniforms(seed, entry.key, block)) {
        if u < chance {
            // The same draw decides both: below the chance it is spread over 0..1 again.
            let at = u / chance * student::CELLS as f64;
            let cell = (at as usize).min(student::CELLS - 1);
            *sum += table[cell] + (at - cell as f64) * (table[cell + 1] - table[cell]);
        }
    }
}

/// One block of numbers strictly between 0 and 1, one in each of `BLOCK` strata so that few draws go far (McKay and
/// others 1979), in an order that belongs to the stream.
fn uniforms(seed: u64, stream: u64, block: usize) -> [f64; BLOCK] {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(stream);
    random.set_word_pos(block as u128 * BLOCK as u128 * 2);
    let mut order: [u16; BLOCK] = std::array::from_fn(|place| place as u16);
    for place in (1..BLOCK).rev() {
        let other = (u64::from(random.next_u32()) * (place as u64 + 1)) >> 32;
        order.swap(place, other as usize);
    }
    order.map(|stratum| (f64::from(stratum) + (f64::from(random.next_u32()) + 0.5) / 4_294_967_296.0) / BLOCK as f64)
}

impl Total {
    /// The number of draws behind it.
    pub fn draws(&self) -> usize {
        self.sorted.len()
    }

    /// The median.
    pub fn middle(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.sorted.iter().sum::<f64>() / self.sorted.len() as f64
    }

    /// The number that the sum stays below with probability `p`, 0..=1; never falls as `p` rises.
    pub fn quantile(&self, p: f64) -> f64 {
        let last = self.sorted.len() - 1;
        let at = (p.clamp(0.0, 1.0) * self.sorted.len() as f64 - 0.5).clamp(0.0, last as f64);
        let below = at as usize;
        let above = (below + 1).min(last);
        self.sorted[below] + (at - below as f64) * (self.sorted[above] - self.sorted[below])
    }

    /// The number that is reached with probability `p`; never rises as `p` rises.
    pub fn promise(&self, p: f64) -> f64 {
        self.quantile(1.0 - p)
    }

    /// The central band that holds the sum with probability `p`: 0.8 is from 10 % to 90 %.
    pub fn band(&self, p: f64) -> (f64, f64) {
        (self.quantile((1.0 - p) / 2.0), self.quantile((1.0 + p) / 2.0))
    }

    /// The probability to reach `target`.
    pub fn chance_of(&self, target: f64) -> f64 {
        let short = self.sorted.partition_point(|sum| *sum < target);
        (self.sorted.len() - short) as f64 / self.sorted.len() as f64
    }

    /// The draws between 0.5 % and 99.5 % in `bins` bars of equal width; one bar if they are all the same, none if
    /// `bins` is 0.
    pub fn histogram(&self, bins: usize) -> Vec<Bin> {
        let (low, high) = self.band(0.99);
        let bins = if high > low { bins } else { bins.min(1) };
        let width = (high - low) / bins.max(1) as f64;
        let edge = |bin: usize| if bin == bins { high } else { low + width * bin as f64 };
        let below = |value: f64, last: bool| {
            self.sorted.partition_point(|sum| if last { *sum <= value } else { *sum < value }) as f64
        };
        (0..bins)
            .map(|bin| {
                let (from, to) = (edge(bin), edge(bin + 1));
                let inside = below(to, bin + 1 == bins) - below(from, false);
                Bin { from, to, share: inside / self.sorted.len() as f64 }
            })
            .collect()
    }
}
