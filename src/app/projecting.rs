//! Projecting: from what is known about a creator to what one of their offers will bring of a goal.

use jiff::civil::DateTime;

use super::clock;
use super::model::Model;
use super::nearby::Nearby;
use super::premises::Premises;
use crate::domain::{Account, Entry, Goal, Measure, Metric, Offer, Platform, TierTable};
use crate::forecast::{ClutterWindow, clutter};
use crate::forecast::{Evidence, Level, Observation, OfferForecast, deliver, predict};
use crate::forecast::{RELEVANCE_FLOOR, relevance};

/// Everything a projection of one offer needs beside the offer.
#[derive(Clone, Copy)]
pub struct Projector<'a> {
    /// What is assumed.
    pub premises: &'a Premises,
    /// Niches a brief wants, for relevance.
    pub niches: &'a [String],
    /// Where the brief's shop is, for people nearby.
    pub nearby: Option<&'a Nearby>,
    /// Names for sizes of audience.
    pub tiers: &'a TierTable,
    /// The moment posts are aged by.
    pub now: DateTime,
}

impl Projector<'_> {
    /// What an offer will probably bring of a goal if it takes place. A mix has no unit of its own: it is put together
    /// from its parts (see [`super::candidates`]), and the first of them stands for it here.
    pub fn forecast(&self, entry: &Entry, offer: &Offer, goal: Goal) -> OfferForecast {
        match goal {
            Goal::Engagements | Goal::Views | Goal::Reach => self.posts(entry, offer, goal.metric()),
            Goal::Relevant => {
                let fit = self.relevance(entry).max(RELEVANCE_FLOOR);
                self.posts(entry, offer, Metric::Engagements).scaled(fit, 0.0)
            }
            Goal::Nearby => {
                let reach = self.posts(entry, offer, Metric::Reach);
                match self.nearby {
                    Some(nearby) => {
                        let local = nearby.share(entry, offer);
                        reach.scaled(local.share, local.ln_sd)
                    }
                    None => reach.scaled(0.0, 0.0),
                }
            }
            Goal::Clicks => self.clicks(entry, offer),
            Goal::Orders => self.orders(entry, offer),
            Goal::Margin => {
                let orders = self.orders(entry, offer);
                self.premises.funnel.offer_contribution(&orders).unwrap_or_else(|| orders.scaled(0.0, 0.0))
            }
            Goal::Mix(mix) => {
                let lead = mix.shares().first().map_or(Goal::Engagements, |(goal, _)| *goal);
                self.forecast(entry, offer, lead)
            }
        }
    }

    /// What makes a goal impossible to project at all, as a sentence with what to do; `None` if nothing does.
    pub fn obstacle(&self, goal: Goal) -> Option<(&'static str, &'static str)> {
        match goal {
            Goal::Nearby if self.nearby.is_none() => {
                Some(("The brief doesn't say where the shop is", "Choose a place and a radius in the brief"))
            }
            Goal::Margin if self.premises.funnel.margin_per_order().is_none() => Some((
                "Nobody knows yet what an order is worth",
                "Type the average order and what is left of it under Settings, Assumptions",
            )),
            Goal::Mix(mix) if mix.shares().is_empty() => {
                Some(("Every weight of the mix is 0", "Give at least one part of the mix some weight"))
            }
            Goal::Mix(mix) => mix.shares().iter().find_map(|(part, _)| self.obstacle(*part)),
            _ => None,
        }
    }

    /// The probability that an offer takes place, by how sure its fee is.
    pub fn chance(&self, offer: &Offer) -> f64 {
        self.premises.funnel.acceptance.chance(offer.status)
    }

    /// Whether one result of `metric` (or a thousand, for views and reach) costs `most` minor units or less.
    pub fn costs_at_most(&self, entry: &Entry, offer: &Offer, metric: Metric, most: i64) -> bool {
        let per = if matches!(metric, Metric::Views | Metric::Reach) { 1000.0 } else { 1.0 };
        let projected = self.posts(entry, offer, metric).projected();
        offer.fee.is_none_or(|fee| fee.minor as f64 * per <= most as f64 * projected)
    }

    /// What an offer's posts will bring, as paid posts, with what past results and paid posts around it put on it.
    pub fn posts(&self, entry: &Entry, offer: &Offer, metric: Metric) -> OfferForecast {
        self.posts_at(entry, offer, &self.level(entry, offer, metric))
    }

    /// The same for another level of the creator than what is known of them says.
    pub fn posts_at(&self, entry: &Entry, offer: &Offer, level: &Level) -> OfferForecast {
        let metric = level.metric;
        let forecast = deliver(level, &offer.deliverables, true);
        let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
        let corrected = match self.premises.correction(metric, platform) {
            Some(factor) => forecast.scaled(factor.multiplier, 0.0),
            None => forecast,
        };
        match self.clutter(entry, offer) {
            Some((multiplier, ln_sd)) => corrected.scaled(multiplier, ln_sd),
            None => corrected,
        }
    }

    /// What one ordinary post of the creator on the offer's account brings.
    pub fn level(&self, entry: &Entry, offer: &Offer, metric: Metric) -> Level {
        predict(&evidence(entry, offer, metric, self.now), metric, &self.premises.forecast)
    }

    /// How well the creator fits the niches wanted, 0–1.
    pub fn relevance(&self, entry: &Entry) -> f64 {
        relevance(&self.premises.niches, &entry.creator.niches, self.niches).unwrap_or(RELEVANCE_FLOOR)
    }

    /// Clicks an offer will probably bring.
    pub fn clicks(&self, entry: &Entry, offer: &Offer) -> OfferForecast {
        let views = self.posts(entry, offer, Metric::Views);
        let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
        self.premises.funnel.offer_clicks(platform, &offer.deliverables, &views, &self.premises.forecast)
    }

    fn orders(&self, entry: &Entry, offer: &Offer) -> OfferForecast {
        let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
        self.premises.funnel.offer_orders(platform, &self.clicks(entry, offer))
    }

    /// What the share of paid posts on the account does to one more: multiplier and spread; `None` where nothing is
    /// known of it or it does nothing.
    fn clutter(&self, entry: &Entry, offer: &Offer) -> Option<(f64, f64)> {
        self.clutter_of(entry, entry.account_of(offer)?)
    }

    /// The same for an account.
    pub fn clutter_of(&self, entry: &Entry, account: &Account) -> Option<(f64, f64)> {
        let posts: Vec<_> = entry.posts_of(account.id).collect();
        let found = clutter(&posts, Some(self.now.date()), ClutterWindow::default());
        found.share?;
        let tier = self.tiers.tier(account.followers()?);
        let factor = found.effect(self.premises.clutter.band(tier), &self.premises.clutter_effect);
        (factor.multiplier != 1.0 || factor.ln_sd > 0.0).then_some((factor.multiplier, factor.ln_sd))
    }
}

impl Model {
    /// A projector with what the file assumes, for a brief's niches and place.
    pub(super) fn projector<'a>(&'a self, niches: &'a [String], nearby: Option<&'a Nearby>) -> Projector<'a> {
        Projector { premises: &self.premises, niches, nearby, tiers: &self.settings.tiers, now: clock::now() }
    }
}

/// What is known about the account an offer is published on.
pub fn evidence(entry: &Entry, offer: &Offer, metric: Metric, now: DateTime) -> Evidence {
    match entry.account_of(offer) {
        Some(account) => evidence_of(entry, account, metric, now),
        None => Evidence::nothing(Platform::Other, None),
    }
}

/// What is known about one account.
pub fn evidence_of(entry: &Entry, account: &Account, metric: Metric, now: DateTime) -> Evidence {
    let observations = entry.posts_of(account.id).filter_map(|post| {
        Some(Observation {
            value: post.counts.of(metric)?,
            age_days: post.posted_at.map(|at| days_between(at, now)),
            kind: post.kind,
            sponsored: post.sponsored,
        })
    });
    Evidence {
        observations: observations.collect(),
        stated: stated(account, metric),
        ..Evidence::nothing(account.platform, account.followers())
    }
}

/// What a usual post brings as a list or media kit states it.
fn stated(account: &Account, metric: Metric) -> Option<f64> {
    let reading = |measure| account.reading(measure).map(|reading| reading.value);
    match metric {
        Metric::Views => reading(Measure::AverageViews),
        Metric::Engagements => reading(Measure::AverageEngagements)
            .or_else(|| Some(reading(Measure::AverageLikes)? + reading(Measure::AverageComments).unwrap_or(0.0)))
            .or_else(|| Some(reading(Measure::EngagementRate)? * account.followers()? as f64)),
        Metric::Likes => reading(Measure::AverageLikes),
        Metric::Comments => reading(Measure::AverageComments),
        Metric::Reach => reading(Measure::AverageReach),
        Metric::Shares | Metric::Saves => None,
    }
}

/// Days from `then` to `now`; 0 for a moment in the future.
fn days_between(then: DateTime, now: DateTime) -> f64 {
    let seconds = now.duration_since(then).as_secs_f64();
    (seconds / 86_400.0).max(0.0)
}
