//! Scoring: results against the forecasts they were booked with, and what that teaches.

use crate::domain::{Booking, Frozen, Metric, Platform};
use crate::forecast::{self, Factor, Scored, correction};

/// Bookings with a result, ready to be scored.
pub fn scored(bookings: &[Booking]) -> Vec<Scored> {
    let one = |booking: &Booking| {
        let actual = booking.result.as_ref()?.counts.of(booking.projected.metric)?;
        let pairs: Vec<(f64, f64)> = Frozen::LEVELS.into_iter().zip(booking.projected.quantiles).collect();
        Some(Scored {
            platform: booking.platform.unwrap_or(Platform::Other),
            kind: booking.kind,
            metric: booking.projected.metric,
            campaign: booking.scenario.0.unsigned_abs(),
            forecast: forecast::Frozen::new(&pairs)?,
            applied: booking.projected.applied,
            actual: actual as f64,
        })
    };
    bookings.iter().filter_map(one).collect()
}

/// What results teach, for every metric and platform with enough of them.
pub fn corrections(scored: &[Scored]) -> Vec<(Metric, Option<Platform>, Factor)> {
    let mut all = Vec::new();
    for metric in Metric::ALL {
        for platform in Platform::ALL.into_iter().map(Some).chain([None]) {
            if let Some(factor) = correction(scored, metric, platform) {
                all.push((metric, platform, factor));
            }
        }
    }
    all
}
