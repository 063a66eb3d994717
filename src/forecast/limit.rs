//! Limits on what any sum of offers can promise, so made that each offer has its part in them.

use super::student;
use super::total::Entry;

/// A limit on promises: no sum of offers reaches more than the sum of their parts and the rest with the probability
/// asked.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limit {
    mean: f64,
    least: f64,
    variance: f64,
    rest: f64,
    /// Whether costs that may not arise count at their mean; else only those that are sure do.
    by_spread: bool,
}

/// What a limit needs to know about an offer, whose results are cut at 2 % on either side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Moments {
    /// The mean.
    pub mean: f64,
    /// The variance.
    pub variance: f64,
    /// The least that is drawn; 0 where the offer may not take place.
    pub least: f64,
    /// The probability that it takes place.
    pub chance: f64,
}

/// The most that offers whose people are counted once can reach with probability `chance`, strictly inside 0..1: `most`
/// bounds how many they reach together if each reaches its mean, `variance` the sum of their variances, and `shock` is
/// the ln-sd of the factor F that all share.
///
/// People reached, f, rise and bend down in F and in the reach of every offer, and independent shares multiply, so that
/// the mean of f is at most `most` times the mean of F (Jensen), and p promises no more than that over p (Markov). The
/// variance of f for a known F is at most F² times `variance`, as no person counts more than once (Efron and Stein 1981);
/// its mean for a known F is off from that for F = 1 by |F - 1| times `most` at most. With both, Cantelli's inequality
/// (1928) limits the promise too.
pub fn most_counted_once(chance: f64, shock: f64, most: f64, variance: f64) -> f64 {
    let (mean, wobble) = factor(shock);
    let off = wobble + (mean - 1.0).powi(2);
    let spread = (most * most * off + (wobble + mean * mean) * variance.max(0.0)).sqrt();
    let by_spread = mean * most + ((1.0 - chance) / chance).sqrt() * spread;
    by_spread.min(mean * most / chance)
}

/// Mean and variance of the log-normal factor with median 1 and this ln-sd.
fn factor(shock: f64) -> (f64, f64) {
    let variance = shock * shock;
    ((variance / 2.0).exp(), variance.exp_m1() * variance.exp())
}

impl Limit {
    /// By the mean alone: where p of all outcomes reach the promise, p times the promise and what the others have at
    /// least come to no more than the mean (Markov's inequality, with what sure offers bring at least taken off).
    /// `chance` is p, strictly inside 0..1; `shock` the ln-sd of what all share.
    pub fn by_mean(chance: f64, shock: f64) -> Limit {
        let (mean, _) = factor(shock);
        // The part of the factor's mean that its lowest 1 - p outcomes have.
        let low = student::probability(student::quantile(1.0 - chance, f64::INFINITY) - shock, f64::INFINITY);
        Limit { mean: mean / chance, least: mean * low / chance, variance: 0.0, rest: 0.0, by_spread: false }
    }

    /// By mean and sd: no promise is more than sqrt((1 - p) / p) sds above the mean (Cantelli 1928). The sd is made
    /// additive by sd <= variance / (2 s) + s / 2, which is tight for sums whose sd, the factor apart, is `spread` (s,
    /// above 0).
    pub fn by_spread(chance: f64, shock: f64, spread: f64) -> Limit {
        let (mean, variance) = factor(shock);
        let sds = ((1.0 - chance) / chance).sqrt();
        let stretched = sds * (variance + mean * mean).sqrt();
        let spread = spread.max(f64::MIN_POSITIVE);
        let each = (stretched / (2.0 * spread)).min(f64::MAX);
        let (mean, rest) = (mean + sds * variance.sqrt(), stretched * spread / 2.0);
        Limit { mean, least: 0.0, variance: each, rest, by_spread: true }
    }

    /// The part of one offer with these moments that costs so much, 0 or more, if it takes place; 0 or more.
    ///
    /// Costs don't share the factor. Sure ones come off whatever is reached. Others come off the mean by their own, and
    /// widen the spread by no more than if they varied independently: they rise with the results, not against them.
    pub fn part(&self, of: &Moments, cost: f64) -> f64 {
        let sure = of.chance >= 1.0;
        let variance = of.variance + cost * cost * of.chance * (1.0 - of.chance);
        let off = if self.by_spread || sure { cost * of.chance } else { 0.0 };
        (self.mean * of.mean - self.least * of.least + self.variance * variance - off).max(0.0)
    }

    /// What every sum has besides the parts, 0 or more.
    pub fn rest(&self) -> f64 {
        self.rest
    }
}

impl Moments {
    /// The moments of one offer, refusals included.
    pub fn of(entry: &Entry) -> Moments {
        let (mut mean, mut square, mut cells) = (0.0, 0.0, 0.0);
        let mut edges = entry.forecast.edges();
        let first = edges.next().unwrap_or(0.0);
        let mut last = first;
        for edge in edges {
            // Results are even within a cell.
            mean += f64::midpoint(last, edge);
            square += (last * last + last * edge + edge * edge) / 3.0;
            cells += 1.0;
            last = edge;
        }
        let chance = entry.chance.clamp(0.0, 1.0);
        let mean = chance * mean / f64::max(cells, 1.0);
        let variance = (chance * square / f64::max(cells, 1.0) - mean * mean).max(0.0);
        Moments { mean, variance, least: if chance < 1.0 { 0.0 } else { first }, chance }
    }
}
