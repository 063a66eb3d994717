//! Every offer of the roster with what it will probably bring.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::domain::{Cancelled, Entry, Measure, Metric, Offer, Platform, Report};
use crate::forecast::{Assumptions, Evidence, Level, Observation, OfferForecast, deliver, predict};
use crate::report::Card;

/// One offer and its forecast.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Position of the creator's card.
    pub card: u32,
    /// Position of the offer in the creator's list.
    pub offer: u32,
    /// What it will bring.
    pub forecast: OfferForecast,
}

/// Forecasts of every offer, in the order of the cards.
pub fn candidates(
    cards: &[Arc<Card>],
    metric: Metric,
    assumptions: &Assumptions,
    now: DateTime,
    report: &mut Report<'_>,
) -> Result<Vec<Candidate>, Cancelled> {
    let mut all = Vec::with_capacity(cards.len() * 2);
    for (position, card) in cards.iter().enumerate() {
        if position % 256 == 0 {
            report(position as u64, cards.len() as u64)?;
        }
        for (index, offer) in card.entry.offers.iter().enumerate() {
            let level = level_of(&card.entry, offer, metric, assumptions, now);
            let forecast = deliver(&level, &offer.deliverables, true);
            all.push(Candidate { card: position as u32, offer: index as u32, forecast });
        }
    }
    Ok(all)
}

/// What one ordinary post of the creator on the offer's account brings.
pub fn level_of(entry: &Entry, offer: &Offer, metric: Metric, assumptions: &Assumptions, now: DateTime) -> Level {
    predict(&evidence(entry, offer, metric, now), metric, assumptions)
}

/// What is known about the account an offer is published on.
fn evidence(entry: &Entry, offer: &Offer, metric: Metric, now: DateTime) -> Evidence {
    let Some(account) = entry.account_of(offer) else {
        return Evidence::nothing(Platform::Other, None);
    };
    let observations = entry.posts_of(account.id).filter_map(|post| {
        Some(Observation {
            value: post.counts.of(metric)?,
            age_days: post.posted_at.map(|at| days_between(at, now)),
            kind: post.kind,
            sponsored: post.sponsored,
        })
    });
    let reading = |measure| account.reading(measure).map(|reading| reading.value);
    let stated = match metric {
        Metric::Views => reading(Measure::AverageViews),
        Metric::Engagements => reading(Measure::AverageEngagements)
            .or_else(|| Some(reading(Measure::AverageLikes)? + reading(Measure::AverageComments).unwrap_or(0.0)))
            .or_else(|| Some(reading(Measure::EngagementRate)? * account.followers()? as f64)),
    };
    Evidence {
        platform: account.platform,
        followers: account.followers(),
        observations: observations.collect(),
        stated,
    }
}

/// Days from `then` to `now`; 0 for a moment in the future.
fn days_between(then: DateTime, now: DateTime) -> f64 {
    let seconds = now.duration_since(then).as_secs_f64();
    (seconds / 86_400.0).max(0.0)
}
