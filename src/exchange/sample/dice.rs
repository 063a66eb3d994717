//! The dice one creator is thrown with.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// A stream of random numbers that belongs to one creator of one roster.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of the creator at `index`. Each creator has a stream of their own, so that none depends on the others.
    pub fn for_creator(seed: u64, index: u64) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(index);
        Dice(rng)
    }

    /// True with probability `p`, 0–1.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A number from 0 (included) to 1 (excluded).
    pub fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// A whole number from `low` to `high`, both included; `low` where `high` is smaller.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// A normal number with this mean and standard deviation.
    pub fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        mean + sd * self.0.sample::<f64, _>(StandardNormal)
    }

    /// A log-normal number with this median and standard deviation of its logarithm.
    pub fn around(&mut self, median: f64, ln_sd: f64) -> f64 {
        median * self.normal(0.0, ln_sd).exp()
    }

    /// A place in a list of weights, each as likely as its weight; 0 where the list is empty.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            last = place;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}
