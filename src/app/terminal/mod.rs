//! The commands of the terminal: the same work as the window's, without a window. Errors are sentences.

mod backtest;
mod offers;
mod roster;

pub use crate::forecast::{Backtest, Baseline, Part, Scores};
pub use backtest::backtest;
pub use offers::{OfferPick, OffersFrontier, OffersPlan, frontier_offers, plan_offers};
pub use roster::{Imports, RosterPlan, Wish, check, creators, frontier_roster, import, pitch, plan_roster, sample};

/// How long the parts of an answer took, in seconds.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Seconds {
    /// Reading the file.
    pub read: f64,
    /// Getting its contents ready for the optimiser.
    pub prepare: f64,
    /// Finding and proving the answer.
    pub solve: f64,
}

/// A point of a frontier: a budget in currency units and the best value for it.
pub type Point = (f64, f64);

/// More budgets than this on a frontier are thinned out.
const MOST: i64 = 10_000;

/// Currency units as whole cents, fractions of a cent left out: nothing may cost more than was said. The error is a
/// sentence.
fn cents(units: f64, what: &str) -> Result<i64, String> {
    minor(units, 100, what)
}

/// Currency units as whole minor units, of which `scale` make one unit. The error is a sentence.
fn minor(units: f64, scale: i64, what: &str) -> Result<i64, String> {
    // 20.95 is a hair less in binary; a millionth of a cent makes up for it.
    let minor = (units * scale as f64 + 1e-6).floor();
    if !minor.is_finite() || units < 0.0 || minor >= 9e15 {
        return Err(format!("{what} must be an amount of money that isn't negative, such as 500"));
    }
    Ok(minor as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_never_rounded_up() {
        assert_eq!(cents(20.95, "The budget"), Ok(2095));
        assert_eq!(cents(20.948, "The budget"), Ok(2094));
        assert_eq!(cents(0.005, "The budget"), Ok(0));
        assert!(cents(-0.001, "The budget").is_err() && cents(f64::NAN, "The budget").is_err());
    }
}
