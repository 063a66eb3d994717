//! Is A really better than B? The probability, from forecasts or from results.

use statrs::function::beta::beta_reg;

use super::deliver::OfferForecast;

/// Points at which two forecasts are compared.
const POINTS: usize = 400;

/// Larger counts say nothing more about who is better, and would only strain the arithmetic.
const MOST: f64 = 1e9;

/// The probability that `a` brings more than `b`, a tie counting half. 0.5 says nothing, 0.9 is a good reason.
///
/// Both are taken as independent, which two creators are once the common weather of a campaign, which moves both alike,
/// is left out of both.
pub fn better_forecast(a: &OfferForecast, b: &OfferForecast) -> f64 {
    let wins = (0..POINTS).map(|point| {
        let value = a.quantile((point as f64 + 0.5) / POINTS as f64);
        // "More than nothing" has a probability of its own, because results can't fall below 0.
        let (reached, passed) = (b.chance_of(value), b.chance_of(value.max(0.0) + f64::MIN_POSITIVE.sqrt()));
        1.0 - f64::midpoint(reached, passed)
    });
    wins.sum::<f64>() / POINTS as f64
}

/// What a creator, a code or a campaign brought, against what it took.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Counted {
    /// Orders, clicks or other single events.
    pub events: u64,
    /// What they are measured by: posts, views, clicks or money spent; 1 on both sides compares the events themselves.
    /// Above 0.
    pub exposure: f64,
}

/// The probability that `a`'s true rate (events by exposure) is above `b`'s; `None` if an exposure isn't a number above 0.
///
/// Events are Poisson with Jeffreys' prior, so each rate is Gamma(events + 1/2, exposure), and the first's share of two
/// such follows a beta distribution (Jeffreys 1946; cf. Przyborowski and Wilenski 1940 for the test). Right for events
/// that come one by one, such as orders; likes and views come in bursts and would look surer than they are.
pub fn better_result(a: Counted, b: Counted) -> Option<f64> {
    let fine = |counted: Counted| counted.exposure.is_finite() && counted.exposure > 0.0;
    if !fine(a) || !fine(b) {
        return None;
    }
    let share = 1.0 / (1.0 + b.exposure / a.exposure);
    Some(more(a.events as f64, b.events as f64, share))
}

/// The probability that X / (X + Y) of Gamma(a + 1/2) and Gamma(b + 1/2) lies above `share`.
fn more(a: f64, b: f64, share: f64) -> f64 {
    1.0 - beta_reg(a.min(MOST) + 0.5, b.min(MOST) + 0.5, share.clamp(0.0, 1.0))
}

/// How many more events, of both together, are needed until the better of two is known with probability `sure`
/// (0.5..1), if they go on as they began: "keep testing: about 20 more orders". 0 if it is known already; `None` if
/// they are so alike that a million more wouldn't tell, if nothing has come yet, or if an exposure isn't above 0.
pub fn more_needed(a: Counted, b: Counted, sure: f64) -> Option<u64> {
    better_result(a, b)?;
    let share = 1.0 / (1.0 + b.exposure / a.exposure);
    let (first, second) = (a.events as f64, b.events as f64);
    let all = first + second;
    let known = |more_events: f64| {
        let grown = 1.0 + more_events / all;
        let chance = more(first * grown, second * grown, share);
        chance.max(1.0 - chance) >= sure
    };
    if all <= 0.0 || !known(1e6) {
        return None;
    }
    // The probability rises with the number of events at fixed proportions, so halving finds the border.
    let (mut low, mut high) = (0_u64, 1_000_000_u64);
    while low < high {
        let middle = low.midpoint(high);
        if known(middle as f64) { high = middle } else { low = middle + 1 }
    }
    Some(low)
}
