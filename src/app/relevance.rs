//! Relevant engagements beside the plain ones: each weighed by how close its creator's niches are to the brief's.

use super::prospects::DRAWS;
use super::question::Question;
use super::table::{SEED, Table};
use crate::domain::{Cancelled, OfferId, Report};
use crate::forecast::{Draws, Entry, OfferForecast, RELEVANCE_FLOOR, Total};
use crate::report::outlook::Relevant;

/// An offer with its creator and what its posts bring.
pub struct Weighed<'a> {
    /// Which.
    pub offer: OfferId,
    /// Whose.
    pub creator: &'a crate::domain::Entry,
    /// The engagements if it takes place.
    pub engagements: OfferForecast,
    /// The probability that it does.
    pub chance: f64,
}

/// Weighs the engagements of a plan, `plain` all together, with the draws of a goal that counts them. `None` while the
/// brief names no niche.
pub fn relevant(
    (question, table): (&Question, &Table),
    offers: &[Weighed<'_>],
    plain: &Total,
    report: &mut Report<'_>,
) -> Result<Option<Relevant>, Cancelled> {
    let projector = question.projector();
    if projector.niches.is_empty() {
        return Ok(None);
    }
    let shares: Vec<f64> = offers.iter().map(|one| projector.relevance(one.creator).max(RELEVANCE_FLOOR)).collect();
    let weigh = |(one, share): (&Weighed<'_>, &f64)| one.engagements.scaled(*share, 0.0);
    let weighed: Vec<OfferForecast> = offers.iter().zip(&shares).map(weigh).collect();
    let entries: Vec<Entry<'_>> = offers
        .iter()
        .zip(&weighed)
        .map(|(one, forecast)| Entry { key: one.offer.0.unsigned_abs(), forecast, chance: one.chance })
        .collect();
    let relevant = Draws::new(SEED, DRAWS).total(&entries, table.swings.engagements, report)?;
    let shares = offers.iter().zip(shares).map(|(one, share)| (one.offer, share)).collect();
    Ok(Some(Relevant { plain: plain.clone(), relevant, shares }))
}
