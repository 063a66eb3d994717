//! The track record of the open file: its results against its own forecasts, and what that teaches.

use super::model::Model;
use crate::domain::{Metric, Platform};
use crate::forecast::{LEAST_OF_PLATFORM, LEAST_RESULTS, Scored};
use crate::report::record::Correction;

/// The assumption that says whether forecasts use the track record: 0 if they don't.
pub const RECORD_KEY: &str = "record";

/// The normal quantile at 90 %, for bands that hold 80 %.
const TENTH: f64 = 1.2816;

impl Model {
    /// What results put on the next forecasts: of each metric with enough of them, and of platforms with enough of
    /// their own.
    pub(super) fn corrections(&self, scored: &[Scored]) -> Vec<Correction> {
        let own = |metric: Metric, platform: Platform| {
            scored.iter().filter(|one| one.metric == metric && one.platform == platform).count() >= LEAST_OF_PLATFORM
        };
        let shown = self.premises.corrections.iter().filter(|(metric, platform, _)| match platform {
            Some(platform) => own(*metric, *platform),
            None => true,
        });
        let all = shown.map(|(metric, platform, factor)| Correction {
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

/// Metrics with results, but with too few for a correction, and how many there are.
pub fn short(scored: &[Scored]) -> Vec<(Metric, usize)> {
    let count = |metric: Metric| scored.iter().filter(|one| one.metric == metric).count();
    let counts = Metric::ALL.into_iter().map(|metric| (metric, count(metric)));
    counts.filter(|(_, count)| (1..LEAST_RESULTS).contains(count)).collect()
}
