//! Projecting: from what is known about a creator to what one of their offers will bring of a goal.

use jiff::civil::DateTime;

use super::averages::What;
use super::clock;
use super::model::Model;
use super::nearby::Nearby;
use super::premises::Premises;
use crate::domain::{Account, AccountId, Currency, Entry, Goal, Measure, Metric, Offer, Platform, TierTable};
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
    /// from its parts (see [`super::worth`]), and the first of them stands for it here.
    pub fn forecast(&self, entry: &Entry, offer: &Offer, goal: Goal) -> OfferForecast {
        let what = What::of(goal);
        self.brings(entry, offer, &self.posts(entry, offer, what.metric()), what)
    }

    /// What the posts of each offer of a creator will bring, in their order; see [`Projector::posts`].
    pub fn posts_of(&self, entry: &Entry, metric: Metric) -> Vec<OfferForecast> {
        let mut grounds: Vec<(Option<AccountId>, Ground)> = Vec::new();
        let mut posts = |offer: &Offer| {
            let account = entry.account_of(offer).map(|account| account.id);
            let known = grounds.iter().position(|(known, _)| *known == account);
            let place = known.unwrap_or_else(|| {
                grounds.push((account, self.ground(entry, offer, metric)));
                grounds.len() - 1
            });
            grounds[place].1.posts(offer)
        };
        entry.offers.iter().map(&mut posts).collect()
    }

    /// What an offer will bring if its posts bring `posts` of what is counted.
    pub fn brings(&self, entry: &Entry, offer: &Offer, posts: &OfferForecast, what: What) -> OfferForecast {
        let funnel = &self.premises.funnel;
        let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
        let clicks = || funnel.offer_clicks(platform, &offer.deliverables, posts, &self.premises.forecast);
        let orders = || funnel.offer_orders(platform, &clicks());
        match what {
            What::Goal(Goal::Relevant) => posts.scaled(self.relevance(entry).max(RELEVANCE_FLOOR), 0.0),
            What::Goal(Goal::Nearby) => match self.nearby {
                Some(nearby) => {
                    let local = nearby.share(entry, offer);
                    posts.scaled(local.share, local.ln_sd)
                }
                None => posts.scaled(0.0, 0.0),
            },
            What::Goal(Goal::Clicks) => clicks(),
            What::Goal(Goal::Orders) => orders(),
            What::Goal(Goal::Margin) => {
                let orders = orders();
                funnel.offer_contribution(&orders).unwrap_or_else(|| orders.scaled(0.0, 0.0))
            }
            What::Posts(_) | What::Goal(_) => *posts,
        }
    }

    /// What makes a goal impossible to project at all, as a sentence with what to do; `None` if nothing does.
    /// `money` is the currency of the fees.
    pub fn obstacle(&self, goal: Goal, money: Currency) -> Option<(&'static str, &'static str)> {
        match goal {
            Goal::Nearby if self.nearby.is_none() => {
                Some(("The brief doesn't say where the shop is", "Choose a place and a radius in the brief"))
            }
            Goal::Margin if self.premises.funnel.margin_per_order().is_none() => Some((
                "Nobody knows yet what an order is worth",
                "Type the average order and what is left of it under Settings, Assumptions",
            )),
            Goal::Margin if self.premises.funnel.order_value.is_some_and(|value| value.currency != money) => Some((
                "The average order is in another currency than the campaign's money",
                "Choose the campaign's currency under Settings and type the average order in it",
            )),
            Goal::Mix(mix) if mix.shares().is_empty() => {
                Some(("Every weight of the mix is 0", "Give at least one part of the mix some weight"))
            }
            Goal::Mix(mix) => mix.shares().iter().find_map(|(part, _)| self.obstacle(*part, money)),
            _ => None,
        }
    }

    /// What an offer's posts will bring, as paid posts, with what past results and paid posts around it put on it.
    pub fn posts(&self, entry: &Entry, offer: &Offer, metric: Metric) -> OfferForecast {
        self.ground(entry, offer, metric).posts(offer)
    }

    /// The same for another level of the creator than what is known of them says.
    pub fn posts_at(&self, entry: &Entry, offer: &Offer, level: &Level) -> OfferForecast {
        self.ground_at(entry, offer, level.clone()).posts(offer)
    }

    /// What all offers on the account of this one share.
    fn ground(&self, entry: &Entry, offer: &Offer, metric: Metric) -> Ground {
        self.ground_at(entry, offer, self.level(entry, offer, metric))
    }

    fn ground_at(&self, entry: &Entry, offer: &Offer, level: Level) -> Ground {
        let correction = self.premises.correction(level.metric, level.platform).map(|factor| factor.multiplier);
        Ground { level, correction, clutter: self.clutter(entry, offer) }
    }

    /// What one ordinary post of the creator on the offer's account brings.
    pub fn level(&self, entry: &Entry, offer: &Offer, metric: Metric) -> Level {
        predict(&evidence(entry, offer, metric, self.now), metric, &self.premises.forecast)
    }

    /// How well the creator fits the niches wanted, 0–1.
    pub fn relevance(&self, entry: &Entry) -> f64 {
        relevance(&self.premises.niches, &entry.creator.niches, self.niches).unwrap_or(RELEVANCE_FLOOR)
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
        Projector { premises: &self.premises, niches, nearby, tiers: &self.settings.tiers, now: clock::tonight() }
    }
}

/// What the offers on one account share.
struct Ground {
    level: Level,
    /// What past results put on it.
    correction: Option<f64>,
    /// What the paid posts around it put on it: multiplier and spread.
    clutter: Option<(f64, f64)>,
}

impl Ground {
    fn posts(&self, offer: &Offer) -> OfferForecast {
        let forecast = deliver(&self.level, &offer.deliverables, true);
        let corrected = match self.correction {
            Some(multiplier) => forecast.scaled(multiplier, 0.0),
            None => forecast,
        };
        match self.clutter {
            Some((multiplier, ln_sd)) => corrected.scaled(multiplier, ln_sd),
            None => corrected,
        }
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
