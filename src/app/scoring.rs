//! Scoring: results against the forecasts they were booked with, and what that teaches.

use crate::domain::{Booking, Campaign, Frozen, Metric, Platform, ScenarioId};
use crate::forecast::{self, Factor, Scored, correction};

/// Bookings with a result, ready to be scored. Scenarios of one campaign share its luck.
pub fn scored(bookings: &[Booking], campaigns: &[Campaign]) -> Vec<Scored> {
    let one = |booking: &Booking| {
        Some(Scored {
            platform: booking.platform.unwrap_or(Platform::Other),
            kind: booking.kind,
            metric: booking.projected.metric,
            campaign: campaign_of(booking.scenario, campaigns)?.id.0.unsigned_abs(),
            forecast: frozen(booking)?,
            applied: booking.projected.applied,
            actual: actual(booking)? as f64,
        })
    };
    bookings.iter().filter_map(one).collect()
}

/// What a booking brought of what was projected, where that is known. Engagements without their likes would look like a
/// forecast that failed, so they aren't known before the likes are.
pub fn actual(booking: &Booking) -> Option<u64> {
    let counts = &booking.result.as_ref()?.counts;
    if booking.projected.metric == Metric::Engagements {
        counts.likes?;
    }
    counts.of(booking.projected.metric)
}

/// The projection of a booking as a distribution.
pub fn frozen(booking: &Booking) -> Option<forecast::Frozen> {
    let pairs: Vec<(f64, f64)> = Frozen::LEVELS.into_iter().zip(booking.projected.quantiles).collect();
    forecast::Frozen::new(&pairs)
}

/// The campaign a scenario belongs to.
pub fn campaign_of(scenario: ScenarioId, campaigns: &[Campaign]) -> Option<&Campaign> {
    campaigns.iter().find(|campaign| campaign.scenarios.iter().any(|one| one.id == scenario))
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
