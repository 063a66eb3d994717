//! One number that is assumed: what it is, how unsure it is, and who says so.

use std::sync::Arc;

use crate::forecast::Source;
use crate::forecast::student;

/// The normal quantile at 90 %: low and high of a table are the 10 % and 90 % points.
pub(in crate::forecast) const TENTH: f64 = 1.281_551_565_544_6;

/// Who says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The table that comes with the program.
    Table(Arc<Source>),
    /// The user typed it in.
    Yours,
}

/// A positive number that is assumed, spread as a log-normal.
#[derive(Clone, PartialEq, Debug)]
pub struct Assumed {
    /// The middle (median), in the unit of the field it stands in; finite and not negative.
    pub value: f64,
    /// Sd of its logarithm; 0 where it is taken as sure.
    pub ln_sd: f64,
    /// Who says so.
    pub origin: Origin,
}

impl Assumed {
    /// A number of the user's own; `None` unless both are finite and not negative. `ln_sd` 0 takes it as sure; 0.3
    /// means "within a third or so".
    pub fn yours(value: f64, ln_sd: f64) -> Option<Assumed> {
        let fine = |x: f64| x.is_finite() && x >= 0.0;
        (fine(value) && fine(ln_sd)).then_some(Assumed { value, ln_sd, origin: Origin::Yours })
    }

    /// The number at `z` sds of its logarithm from the middle.
    pub fn at(&self, z: f64) -> f64 {
        // The exponent is held so that no setting, however odd, prints infinity.
        self.value * (self.ln_sd * z).clamp(-student::MOST_LN, student::MOST_LN).exp()
    }

    /// The central 80 %: from the 10 % to the 90 % point.
    pub fn band(&self) -> (f64, f64) {
        (self.at(-TENTH), self.at(TENTH))
    }
}
