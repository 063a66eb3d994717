//! The question that a shortlist answers.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::clock;
use super::model::Model;
use super::nearby::Nearby;
use super::premises::Premises;
use super::projecting::Projector;
use crate::domain::{Brief, CreatorId, NumberStyle, Offer, OfferId, Overlap, ScenarioId, TierTable};
use crate::report::Card;

/// What is asked.
#[derive(Clone)]
pub struct Question {
    /// Goes up with every change of the roster.
    pub version: u64,
    /// The roster.
    pub cards: Arc<Vec<Arc<Card>>>,
    /// What the shortlist is for.
    pub brief: Brief,
    /// What is assumed.
    pub premises: Arc<Premises>,
    /// Who lives around the brief's place; found by whoever answers.
    pub nearby: Option<Arc<Nearby>>,
    /// Names for sizes of audience.
    pub tiers: TierTable,
    /// The shortlist to keep to among equals.
    pub keep: Vec<OfferId>,
    /// The list the user would book without help.
    pub own: Vec<OfferId>,
    /// The offers that are booked in the campaign, ascending: whoever is booked has agreed.
    pub booked: Vec<OfferId>,
    /// On which day which offer is posted, where the user fixed it.
    pub postings: Vec<(OfferId, Date)>,
    /// What is known of pairs of audiences.
    pub overlaps: Arc<Vec<Overlap>>,
    /// The scenarios of the campaign, to be compared: name and brief.
    pub scenarios: Vec<(ScenarioId, String, Brief)>,
    /// The creator of whom it is asked why they aren't in.
    pub focus: Option<CreatorId>,
    /// The moment posts are aged by.
    pub now: DateTime,
    /// How numbers are written in sentences.
    pub numbers: NumberStyle,
}

impl Question {
    /// What a brief asks of a model; nothing is kept to among equals, and nobody is asked about in particular.
    pub fn of(model: &Model, brief: Brief) -> Question {
        Question {
            version: model.roster.version,
            tiers: model.settings.tiers,
            overlaps: Arc::clone(&model.overlaps),
            numbers: model.settings.numbers,
            booked: model.open_scenario().map(|(campaign, _)| model.booked(campaign)).unwrap_or_default(),
            ..Question::about(Arc::clone(&model.roster.cards), brief, Arc::clone(&model.premises), clock::tonight())
        }
    }

    /// What a brief asks of these cards, where nothing else is known and nothing was changed yet.
    pub fn about(cards: Arc<Vec<Arc<Card>>>, brief: Brief, premises: Arc<Premises>, now: DateTime) -> Question {
        Question {
            version: 0,
            cards,
            brief,
            premises,
            nearby: None,
            tiers: TierTable::default(),
            keep: Vec::new(),
            own: Vec::new(),
            booked: Vec::new(),
            postings: Vec::new(),
            overlaps: Arc::default(),
            scenarios: Vec::new(),
            focus: None,
            now,
            numbers: NumberStyle::ENGLISH,
        }
    }

    /// The offer that stands at a place of a card's offers.
    pub fn offer(&self, card: u32, offer: u32) -> &Offer {
        &self.cards[card as usize].entry.offers[offer as usize]
    }

    /// The probability that an offer takes place: by how sure its fee is, and for certain once it is booked.
    pub fn chance(&self, offer: &Offer) -> f64 {
        match self.is_booked(offer.id) {
            true => 1.0,
            false => self.premises.funnel.acceptance.chance(offer.status),
        }
    }

    /// Whether an offer is booked in the campaign.
    pub fn is_booked(&self, offer: OfferId) -> bool {
        self.booked.binary_search(&offer).is_ok()
    }

    /// From what is known to what an offer will bring.
    pub fn projector(&self) -> Projector<'_> {
        Projector {
            premises: &self.premises,
            niches: &self.brief.niches,
            nearby: self.nearby.as_deref(),
            tiers: &self.tiers,
            now: self.now,
        }
    }
}
