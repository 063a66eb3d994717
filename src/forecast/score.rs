//! Scores of forecasts against what came: how often bands hold, and how far quantiles miss.

use super::deliver::OfferForecast;
use super::student;

/// The bands that are scored, by what they promise.
pub const LEVELS: [f64; 4] = [0.50, 0.80, 0.90, 0.95];

/// Quantiles 5, 10 … 95 % are scored: the upper ones in steps, the lower ones mirrored, and the median.
const STEPS: usize = 9;

/// Counts above this are as good as continuous.
const LARGE: f64 = 1_000.0;

/// Adds up scores of single posts.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Tally {
    posts: usize,
    inside: [f64; 4],
    pinball: f64,
}

impl Tally {
    /// Scores a forecast of one post against `y`, the result as ln(1+x) of a whole number x.
    pub fn add(&mut self, forecast: &OfferForecast, y: f64) {
        let inside = inside(|y| forecast.probability_of(y), y);
        let df = forecast.df();
        // Less than nothing isn't forecast: whoever shows a quantile shows 0 there.
        self.count(inside, |p| forecast.ln_at(student::quantile(p, df)).max(0.0), y);
    }

    /// Scores a normal distribution against `y`.
    pub fn add_normal(&mut self, mean: f64, sd: f64, y: f64) {
        // A creator whose posts were all alike has no band at all; a result exactly on it is inside.
        let alike = if y == mean { [1.0; 4] } else { [0.0; 4] };
        let normal = |y: f64| student::probability((y - mean) / sd, f64::INFINITY);
        let inside = if sd > 0.0 { inside(normal, y) } else { alike };
        self.count(inside, |p| (mean + sd * student::quantile(p, f64::INFINITY)).max(0.0), y);
    }

    fn count(&mut self, inside: [f64; 4], quantile: impl Fn(f64) -> f64, y: f64) {
        self.posts += 1;
        for (count, inside) in self.inside.iter_mut().zip(inside) {
            *count += inside;
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
        self.inside.map(|count| count / self.posts.max(1) as f64)
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

/// How much of the result lies inside each of [`LEVELS`], 0 to 1, where `probability` is that of staying at or below a
/// ln(1+x).
///
/// A count stands for everything that rounds to it, and the part of that inside the band counts: else a band between two
/// small counts would hold neither (Czado, Gneiting and Held 2009, Predictive model assessment for count data).
fn inside(probability: impl Fn(f64) -> f64, y: f64) -> [f64; 4] {
    let count = y.exp_m1();
    if count > LARGE {
        let off_middle = (probability(y) - 0.5).abs() * 2.0;
        return LEVELS.map(|level| f64::from(u8::from(off_middle <= level)));
    }
    // Nothing is fewer than none: everything below rounds to it too.
    let below = if count < 0.5 { 0.0 } else { probability((count - 0.5).ln_1p()) };
    let above = probability((count + 0.5).ln_1p());
    LEVELS.map(|level| {
        let (low, high) = ((1.0 - level) / 2.0, (1.0 + level) / 2.0);
        let part = (above.min(high) - below.max(low)).max(0.0);
        if above > below { part / (above - below) } else { f64::from(u8::from((low..=high).contains(&above))) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_small_counts_hold_what_they_promise() {
        // Counts that a normal on ln(1+x) rounds to, each as often as it says.
        for mean in [0.2, 0.7, 1.5, 4.0] {
            let (mut tally, draws) = (Tally::default(), 4_001);
            for draw in 0..draws {
                let z = student::quantile((f64::from(draw) + 0.5) / f64::from(draws), f64::INFINITY);
                let count = (mean + 0.5 * z).exp_m1().round().max(0.0);
                tally.add_normal(mean, 0.5, count.ln_1p());
            }
            for (share, level) in tally.coverage().into_iter().zip(LEVELS) {
                assert!((share - level).abs() < 0.002, "{mean}: {share} {level}");
            }
        }
    }

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
