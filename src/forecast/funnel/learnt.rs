//! A rate learnt from results: what the table says, drawn towards what the user's own campaigns brought.

use std::sync::Arc;

use super::assumed::{Assumed, Origin};
use crate::forecast::{Counted, Source};

/// Points of the grid that the rate is learnt on, and how many sds it reaches to either side.
const POINTS: i32 = 400;
const REACH: f64 = 7.0;

/// How much the rate of one campaign differs from the next, as the shape of a gamma distribution: 10 is an sd of a
/// third. An assumption: products and offers differ, so one large campaign mustn't settle the rate for good.
const SHAPE: f64 = 10.0;

impl Assumed {
    /// This rate after the campaigns in `results`: of each, the events (clicks, orders) and what they came from (views,
    /// clicks). Those whose exposure isn't a number above 0 are left out, and a rate that is taken as sure, or 0, stays.
    ///
    /// The rate is log-normal before the results; each campaign's events are negative-binomial around it, so that
    /// campaigns differ by more than chance. The answer is the log-normal with the mean and sd of the logarithm that
    /// follow from Bayes' rule, worked out on a grid.
    pub fn learnt(&self, results: &[Counted]) -> Assumed {
        let results: Vec<Counted> =
            results.iter().copied().filter(|t| t.exposure.is_finite() && t.exposure > 0.0).collect();
        if results.is_empty() || self.ln_sd <= 0.0 || self.value <= 0.0 {
            return self.clone();
        }
        let points = (-POINTS..=POINTS).map(|point| REACH * f64::from(point) / f64::from(POINTS));
        let weighed: Vec<(f64, f64)> = points
            .map(|z| (z, results.iter().map(|tally| likelihood(tally, self.at(z))).sum::<f64>() - z * z / 2.0))
            .collect();
        let most = weighed.iter().map(|(_, ln)| *ln).fold(f64::NEG_INFINITY, f64::max);
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for (z, ln) in weighed {
            let weight = (ln - most).exp();
            (sum, first, second) = (sum + weight, first + weight * z, second + weight * z * z);
        }
        let mean = first / sum;
        let ln_sd = self.ln_sd * (second / sum - mean * mean).max(0.0).sqrt();
        Assumed { value: self.at(mean), ln_sd, origin: Origin::Table(Arc::new(source(&results))) }
    }
}

/// The logarithm of the probability of the tally at this rate, up to what doesn't depend on the rate.
fn likelihood(tally: &Counted, rate: f64) -> f64 {
    let mean = (rate * tally.exposure).max(f64::MIN_POSITIVE);
    let events = tally.events as f64;
    events * (mean / (mean + SHAPE)).ln() - SHAPE * (mean / SHAPE).ln_1p()
}

fn source(results: &[Counted]) -> Source {
    let events = results.iter().fold(0_u64, |sum, tally| sum.saturating_add(tally.events));
    let from: f64 = results.iter().map(|tally| tally.exposure).sum();
    Source {
        name: "Your results".to_owned(),
        year: "as entered".to_owned(),
        population: format!("{events} of {from:.0} in {} campaigns", results.len()),
        basis: "The figure of the table, drawn towards your own results".to_owned(),
    }
}
