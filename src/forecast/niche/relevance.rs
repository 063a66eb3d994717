//! How much of a creator's audience a brief is for: the best match between their niches and those wanted.

use super::Taxonomy;
use crate::domain::text::fold;

/// What counts of an audience whose relevance is unknown, or that shares nothing with the niches wanted, 0–1.
///
/// An assumption (2026), no published figure: nobody posts about one thing only, so nothing known is not nothing worth.
/// It is the likeness of two niches drawn at random from the standard tree, rounded up (0.028; a test holds it
/// above the mean), so that an unknown niche is worth about as much as a guess.
pub const RELEVANCE_FLOOR: f64 = 0.05;

/// How well a creator of these niches fits niches that are wanted, 0–1: the best match of any with any.
///
/// A niche below a wanted one fits fully (who cooks vegan cooks); else the likeness of both counts, see
/// [`Taxonomy::similarity`]. Words that no niche has fit fully where the same word is wanted. A text that is no niche
/// as a whole is taken apart at commas and the like: "Food, travel". `Some(1.0)` where nothing is wanted; `None`,
/// unknown, where nothing of either side can be compared: callers use [`RELEVANCE_FLOOR`] then, as [`relevant`] does.
pub fn relevance(taxonomy: &Taxonomy, creator: &[String], wanted: &[String]) -> Option<f64> {
    let wanted: Vec<Word> = wanted.iter().flat_map(|text| words(taxonomy, text)).collect();
    if wanted.is_empty() {
        return Some(1.0);
    }
    let own: Vec<Word> = creator.iter().flat_map(|text| words(taxonomy, text)).collect();
    own.iter().flat_map(|own| wanted.iter().filter_map(|wanted| fit(taxonomy, own, wanted))).reduce(f64::max)
}

/// The engagements (or views, or reach) of a projection that come from people a brief is for, in the projection's unit:
/// projected × relevance, at least [`RELEVANCE_FLOOR`] of it.
pub fn relevant(projected: f64, relevance: Option<f64>) -> f64 {
    projected * relevance.filter(|share| share.is_finite()).unwrap_or(RELEVANCE_FLOOR).clamp(RELEVANCE_FLOOR, 1.0)
}

/// One niche named: its place in the tree, or the folded word where the tree hasn't got it.
enum Word {
    Known(usize),
    Unknown(String),
}

fn words(taxonomy: &Taxonomy, text: &str) -> Vec<Word> {
    if let Some(place) = taxonomy.place(text) {
        return vec![Word::Known(place)];
    }
    let apart = text.replace(" and ", ",").replace(" und ", ",");
    let parts = apart.split([',', ';', '/', '|', '&', '+', '·']);
    let parts = parts.filter_map(|part| taxonomy.place(part).map(Word::Known));
    // The whole stays beside its parts, so that two equal texts always fit.
    let whole = Some(fold(text)).filter(|folded| !folded.is_empty()).map(Word::Unknown);
    parts.chain(whole).collect()
}

fn fit(taxonomy: &Taxonomy, own: &Word, wanted: &Word) -> Option<f64> {
    match (own, wanted) {
        (Word::Known(own), Word::Known(wanted)) if taxonomy.line(*own).contains(wanted) => Some(1.0),
        (Word::Known(own), Word::Known(wanted)) => Some(taxonomy.similarity_at(*own, *wanted)),
        (Word::Unknown(own), Word::Unknown(wanted)) => (own == wanted).then_some(1.0),
        _ => None,
    }
}
