//! What all results of a campaign share by chance, for each thing that is counted.

use super::assumptions::FunnelAssumptions;
use crate::domain::{Deliverable, Platform};
use crate::forecast::{Assumptions, together};

/// How far all results of a campaign are off together, as sds of their logarithms: whatever is counted is moved by one
/// draw of the campaign's luck, and rates move what comes of it in the same direction.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Swings {
    /// Of views.
    pub views: f64,
    /// Of engagements.
    pub engagements: f64,
    /// Of the people reached by each offer.
    pub reach: f64,
    /// Of clicks.
    pub clicks: f64,
    /// Of orders and revenue.
    pub orders: f64,
    /// Of what orders leave.
    pub margin: f64,
}

impl Swings {
    /// From the swings of what posts bring (views, engagements, reach) and the rates behind them.
    pub fn of(views: f64, engagements: f64, reach: f64, rates: &UnsureRates) -> Swings {
        let clicks = together(&[views, rates.clicks]);
        let orders = together(&[clicks, rates.conversion]);
        Swings { views, engagements, reach, clicks, orders, margin: together(&[orders, rates.margin]) }
    }
}

/// How unsure the rates between a view and the till are for a whole campaign, as sds of their logarithms.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct UnsureRates {
    /// Clicks per view.
    pub clicks: f64,
    /// Orders per click.
    pub conversion: f64,
    /// What is left of an order.
    pub margin: f64,
}

impl FunnelAssumptions {
    /// How unsure the rates of these offers are on average, each where it is published and what of.
    pub fn unsure<'a>(
        &self,
        offers: impl Iterator<Item = (Platform, &'a [Deliverable])>,
        views: &Assumptions,
    ) -> UnsureRates {
        let (mut clicks, mut conversion, mut count) = (0.0, 0.0, 0.0_f64);
        for (platform, deliverables) in offers {
            clicks += self.offer_click_rate(platform, deliverables, views).1;
            conversion += self.conversion(platform).ln_sd;
            count += 1.0;
        }
        let all = count.max(1.0);
        let margin = self.margin.as_ref().map_or(0.0, |margin| margin.ln_sd);
        UnsureRates { clicks: clicks / all, conversion: conversion / all, margin }
    }
}
