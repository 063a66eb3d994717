//! Scores of forecasts against what came: how often bands hold, and how far quantiles miss.

use super::deliver::OfferForecast;
use super::student;

/// The bands that are scored, by what they promise.
pub const LEVELS: [f64; 4] = [0.50, 0.80, 0.90, 0.95];

/// Quantiles 5, 10 … 95 % are scored: the upper ones in steps, the lower ones mirrored, and the median.
const STEPS: usize = 9;

/// Adds up scores of single posts.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Tally {
    posts: usize,
    inside: [usize; 4],
    pinball: f64,
}

impl Tally {
    /// Scores a forecast of one post against `y`, the result as ln(1+x).
    pub fn add(&mut self, forecast: &OfferForecast, y: f64) {
        let off_middle = (forecast.probability_of(y) - 0.5).abs() * 2.0;
        let inside = LEVELS.map(|level| off_middle <= level);
        let df = forecast.df();
        // Less than nothing isn't forecast: whoever shows a quantile shows 0 there.
        self.count(inside, |p| forecast.ln_at(student::quantile(p, df)).max(0.0), y);
    }

    /// Scores a normal distribution against `y`.
    pub fn add_normal(&mut self, mean: f64, sd: f64, y: f64) {
        let inside = LEVELS.map(|level| {
            // A creator whose posts were all alike has no band at all; a result exactly on it is inside.
            (y - mean).abs() <= sd * student::quantile((1.0 + level) / 2.0, f64::INFINITY)
        });
        self.count(inside, |p| (mean + sd * student::quantile(p, f64::INFINITY)).max(0.0), y);
    }

    fn count(&mut self, inside: [bool; 4], quantile: impl Fn(f64) -> f64, y: f64) {
        self.posts += 1;
        for (count, inside) in self.inside.iter_mut().zip(inside) {
            *count += usize::from(inside);
        }
        let steps = 2 * STEPS + 1;
        let losses = (1..=steps).map(|step| {
            let p = step as f64 / (steps + 1) as f64;
            let miss = y - quantile(p);
            (p * miss).max((p - 1.0) * miss)
        });
        self.pinball += losses.sum::<f64>() / steps as f64;
    }

    /// Posts scored.
    pub fn posts(&self) -> usize {
        self.posts
    }

    /// Share of posts inside each of [`LEVELS`]; 0 if there were none.
    pub fn coverage(&self) -> [f64; 4] {
        self.inside.map(|count| count as f64 / self.posts.max(1) as f64)
    }

    /// Mean loss over posts and quantiles on ln(1+x); smaller is better, 0 if there were no posts.
    pub fn pinball(&self) -> f64 {
        self.pinball / self.posts.max(1) as f64
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Tally) {
        self.posts += other.posts;
        self.pinball += other.pinball;
        for (count, more) in self.inside.iter_mut().zip(other.inside) {
            *count += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_is_scored_by_hand() {
        let mut tally = Tally::default();
        tally.add_normal(9.0, 1.0, 10.0);
        tally.add_normal(0.0, 0.0, 0.0);
        assert_eq!(tally.posts(), 2);
        assert_eq!(tally.coverage(), [0.5, 1.0, 1.0, 1.0]);
        // A sure and true forecast costs nothing; one sd off the loss is half the continuous ranked probability score
        // (0.6024) up to the coarseness of 19 quantiles.
        assert!((tally.pinball() * 2.0 - 0.3012).abs() < 0.02, "{}", tally.pinball());
    }
}
