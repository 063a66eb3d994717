//! One offer in the funnel: its posts, its cost, and what it brings by itself.

use super::assumptions::FunnelAssumptions;
use crate::domain::{Deliverable, Money, Platform};
use crate::forecast::{Assumptions, OfferForecast};

/// One offer of a shortlist with everything that money needs.
#[derive(Clone, Copy, Debug)]
pub struct FunnelOffer<'a> {
    /// The offer's number, unique in the campaign and below `u64::MAX`: its draws stay the same while others come and go.
    pub key: u64,
    /// Where it is published.
    pub platform: Platform,
    /// What is published.
    pub deliverables: &'a [Deliverable],
    /// The views it will probably bring.
    pub views: &'a OfferForecast,
    /// The engagements it will probably bring.
    pub engagements: &'a OfferForecast,
    /// The people it will probably reach.
    pub reach: &'a OfferForecast,
    /// The fee; `None` while unknown, 0 where only goods are given.
    pub fee: Option<Money>,
    /// What the goods given to the creator cost the user (not their price); 0 where none are given, `None` where their
    /// cost is unknown.
    pub goods: Option<Money>,
    /// The probability that it takes place, 0..=1.
    pub chance: f64,
}

impl FunnelAssumptions {
    /// The clicks that one offer will probably bring, from its views.
    ///
    /// The noise is the offer's own: its posts and its creator's audience. That click rate and conversion may be off for
    /// the whole campaign moves all offers together and belongs to the total ([`super::money_total`]), so they stand at
    /// their middles here. For choosing, use [`OfferForecast::projected`] of it: it adds up over offers.
    pub fn offer_clicks(
        &self,
        platform: Platform,
        deliverables: &[Deliverable],
        views: &OfferForecast,
        assumptions: &Assumptions,
    ) -> OfferForecast {
        let (rate, _) = self.offer_click_rate(platform, deliverables, assumptions);
        views.scaled(rate, self.creator.ln_sd)
    }

    /// The orders that so many clicks from `platform` will probably bring, before the chance of whole numbers.
    pub fn offer_orders(&self, platform: Platform, clicks: &OfferForecast) -> OfferForecast {
        clicks.scaled(self.conversion(platform).value.min(1.0), 0.0)
    }

    /// What so many orders leave after the goods, in currency units; `None` while order value or margin is unknown.
    pub fn offer_contribution(&self, orders: &OfferForecast) -> Option<OfferForecast> {
        Some(orders.scaled(self.margin_per_order()?, 0.0))
    }
}
