//! The track record of the open file: its results against its own forecasts, and what that teaches.

use super::model::Model;
use super::scoring::scored;
use crate::domain::Platform;
use crate::forecast;
use crate::report::record::{Correction, Record};

/// The normal quantile at 90 %, for bands that hold 80 %.
const TENTH: f64 = 1.2816;

impl Model {
    /// How the forecasts of all bookings with a result fared.
    pub fn record(&self) -> Record {
        forecast::record(&scored(&self.bookings))
    }

    /// What results put on the next forecasts.
    pub fn corrections(&self) -> Vec<Correction> {
        let all = self.premises.corrections.iter().map(|(metric, platform, factor)| Correction {
            name: match platform {
                Some(platform) => format!("{} on {}", metric.label(), Platform::label(*platform)),
                None => metric.label().to_owned(),
            },
            multiplier: factor.multiplier,
            band: (factor.multiplier * (-TENTH * factor.ln_sd).exp(), factor.multiplier * (TENTH * factor.ln_sd).exp()),
            basis: factor.source.population.clone(),
        });
        all.collect()
    }
}
