//! Booking: freezing what a shortlist is projected to bring, so that results can be held against it.

use super::clock;
use super::edit::book;
use super::model::Model;
use super::nearby::Nearby;
use super::planner::Planner;
use super::projecting::Projector;
use crate::domain::{Booking, BookingId, Frozen, Platform};
use crate::report::plan::Plan;

impl Planner {
    /// Books the open scenario's shortlist as it stands.
    pub(super) fn book_shortlist(&mut self) {
        let Some(scenario) = self.model.plan.scenario else { return };
        let Some(Ok(plan)) = &self.model.plan.answer else { return };
        let bookings = bookings(&self.model, plan);
        let edit = book(scenario, bookings, &self.model.bookings);
        self.store_edit(edit);
    }
}

/// The bookings that a plan makes: what each offer's posts are projected to be counted in.
fn bookings(model: &Model, plan: &Plan) -> Vec<Booking> {
    let Some(scenario) = model.plan.scenario else { return Vec::new() };
    let around = plan.brief.around.as_ref();
    let nearby = around.map(|around| Nearby::new(around, &[], &model.premises.local));
    let projector = Projector {
        premises: &model.premises,
        niches: &plan.brief.niches,
        nearby: nearby.as_ref(),
        tiers: &model.settings.tiers,
        now: clock::now(),
    };
    let metric = plan.goal().metric();
    let one = |row: &crate::report::plan::PlanRow| {
        let entry = &model.roster.card(row.creator)?.entry;
        let offer = entry.offers.iter().find(|offer| offer.id == row.offer)?;
        let forecast = projector.posts(entry, offer, metric);
        let platform = row.platform.unwrap_or(Platform::Other);
        let kind = match offer.deliverables.as_slice() {
            [only] => Some(only.kind),
            _ => None,
        };
        Some(Booking {
            id: BookingId(0),
            scenario,
            offer: Some(offer.id),
            creator: row.name.clone(),
            platform: row.platform,
            kind,
            delivers: row.delivers.clone(),
            fee: row.fee,
            projected: Frozen {
                metric,
                quantiles: Frozen::LEVELS.map(|level| forecast.quantile(level)),
                applied: model.premises.correction(metric, platform).map_or(1.0, |factor| factor.multiplier),
            },
            booked_on: clock::today(),
            result: None,
            code: String::new(),
            link: String::new(),
        })
    };
    plan.rows.iter().filter_map(one).collect()
}
