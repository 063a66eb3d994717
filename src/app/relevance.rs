//! Relevant engagements beside the plain ones: each weighed by how close its creator's niches are to the brief's.

use super::projecting::Projector;
use crate::domain::{Entry, OfferId};
use crate::report::outlook::Relevant;

/// Weighs engagements, given for each offer with its creator as what they are projected to bring by their chance to
/// take place. `None` while the brief names no niche.
pub fn relevant<'a>(
    projector: &Projector<'_>,
    offers: impl Iterator<Item = (OfferId, &'a Entry, f64)>,
) -> Option<Relevant> {
    if projector.niches.is_empty() {
        return None;
    }
    let mut all = Relevant { plain: 0.0, relevant: 0.0, shares: Vec::new() };
    for (offer, entry, engagements) in offers {
        let share = projector.relevance(entry);
        all.plain += engagements;
        all.relevant += engagements * share;
        all.shares.push((offer, share));
    }
    Some(all)
}
