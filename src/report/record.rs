//! The track record: our own forecasts against what came.

pub use crate::forecast::{Bias, LEAST_RESULTS, RECORD_BANDS, Record, RecordPart, Share};

/// What past results put on the next forecasts.
#[derive(Clone, PartialEq, Debug)]
pub struct Correction {
    /// Of what, in words: "Engagements on Instagram".
    pub name: String,
    /// The multiplier; 1 changes nothing.
    pub multiplier: f64,
    /// Lower and upper end of the 80 % band of the multiplier.
    pub band: (f64, f64),
    /// From how many results, in words.
    pub basis: String,
}
