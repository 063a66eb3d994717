//! What a shortlist will probably bring: a seeded Monte Carlo sum of its offers.

use super::deliver::OfferForecast;
use super::draws::{BLOCK, Dice, blocks, common, swing};

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
/// `shock` is the ln-sd of what all posts of a campaign share by chance (see `Assumptions::shock`); where they share
/// several things, say also a rate of clicks, it is [`together`] of them. Single results are cut at 2 % on either side.
/// The same entries, in any order, with the same seed give the same total. [`Draws`](super::Draws) gives the same
/// totals and is quicker where one follows another.
pub fn total(entries: &[Entry], shock: f64, seed: u64, draws: usize) -> Total {
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.key);
    let dice: Vec<Dice> = ordered.iter().map(|entry| Dice::new(entry)).collect();
    rolled(&dice, shock, seed, draws)
}

/// Rolls `dice` together, `draws` times.
pub(super) fn rolled(dice: &[Dice], shock: f64, seed: u64, draws: usize) -> Total {
    let mut sums = vec![0.0; blocks(draws) * BLOCK];
    for (block, sums) in sums.chunks_exact_mut(BLOCK).enumerate() {
        for dice in dice {
            sums.iter_mut().zip(dice.roll(seed, block)).for_each(|(sum, result)| *sum += result.unwrap_or(0.0));
        }
        sums.iter_mut().zip(common(seed, block)).for_each(|(sum, z)| *sum *= swing(shock, z));
    }
    Total::of(sums)
}

/// The ln-sd of several independent common factors multiplied.
pub fn together(ln_sds: &[f64]) -> f64 {
    ln_sds.iter().map(|sd| sd * sd).sum::<f64>().sqrt()
}

impl Total {
    /// The distribution behind draws of a sum in any order; none at all count as one draw of 0.
    pub fn of(mut draws: Vec<f64>) -> Total {
        if draws.is_empty() {
            draws.push(0.0);
        }
        draws.sort_unstable_by(f64::total_cmp);
        Total { sorted: draws }
    }

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

    /// The probability to come to more than `level`.
    pub fn chance_above(&self, level: f64) -> f64 {
        let short = self.sorted.partition_point(|sum| *sum <= level);
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
