//! Swings: what all results of a campaign share by chance, the same for a goal as for what is told beside another one.

use super::question::Question;
use super::shelf::Shelf;
use super::slots::Slot;
use crate::domain::{Goal, Metric, Platform};
use crate::forecast::{Swings, together};

/// Offers whose rates are looked at, evenly over those on the shelf: an average of more of them is the same.
const LOOKED_AT: usize = 1_024;

/// What the results of a campaign share that chooses among the offers on a shelf: luck, what past results leave unsure,
/// and rates. It doesn't depend on which are chosen, so that what promises most can be searched for and proved.
pub fn swings(question: &Question, shelf: &Shelf) -> Swings {
    let premises = &question.premises;
    let offer = |place: &u32| {
        let Slot { card, offer } = shelf.slots.all[*place as usize];
        let entry = &question.cards[card as usize].entry;
        let offer = &entry.offers[offer as usize];
        let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
        (platform, offer.deliverables.as_slice())
    };
    let every = shelf.offers.len().div_ceil(LOOKED_AT).max(1);
    let rates = premises.funnel.unsure(shelf.offers.iter().step_by(every).map(offer), &premises.forecast);
    let posts = |metric| {
        let unsure = premises.correction(metric, Platform::Other).map_or(0.0, |factor| factor.ln_sd);
        together(&[premises.forecast.shock.ln_sd, unsure])
    };
    Swings::of(posts(Metric::Views), posts(Metric::Engagements), posts(Metric::Reach), &rates)
}

/// The one of a goal.
pub fn swing_of(swings: &Swings, goal: Goal) -> f64 {
    match (goal, goal.metric()) {
        (Goal::Clicks, _) => swings.clicks,
        (Goal::Orders, _) => swings.orders,
        (Goal::Margin, _) => swings.margin,
        (_, Metric::Views) => swings.views,
        (_, Metric::Reach) => swings.reach,
        _ => swings.engagements,
    }
}
