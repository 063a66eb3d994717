//! Slots: the offers of a roster in one row, in the order of the cards, with the way to a card and back.

use std::sync::Arc;

use crate::domain::OfferId;
use crate::report::Card;

/// Where an offer stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Position of the creator's card.
    pub card: u32,
    /// Position of the offer in the creator's list.
    pub offer: u32,
}

/// The offers of a roster in one row.
#[derive(Debug)]
pub struct Slots {
    /// Every offer.
    pub all: Vec<Slot>,
    /// Where the offers of each card begin; one more at the end.
    starts: Vec<u32>,
    /// Whose each offer is, by ascending id.
    owners: Vec<(OfferId, u32)>,
}

impl Slots {
    /// The offers of these cards.
    pub fn of(cards: &[Arc<Card>]) -> Slots {
        let mut slots = Slots { all: Vec::with_capacity(cards.len() * 2), starts: vec![0], owners: Vec::new() };
        for (card, own) in (0..).zip(cards) {
            for (offer, sold) in (0..).zip(&own.entry.offers) {
                slots.all.push(Slot { card, offer });
                slots.owners.push((sold.id, card));
            }
            slots.starts.push(slots.all.len() as u32);
        }
        slots.owners.sort_unstable();
        slots
    }

    /// How many cards there are.
    pub fn cards(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many offers there are.
    pub fn offers(&self) -> usize {
        self.all.len()
    }

    /// Places of a card's offers in the row.
    pub fn of_card(&self, card: usize) -> std::ops::Range<usize> {
        self.starts[card] as usize..self.starts[card + 1] as usize
    }

    /// The position of the card of whoever sells an offer; `None` where nobody does.
    pub fn owner(&self, offer: OfferId) -> Option<u32> {
        let place = self.owners.binary_search_by_key(&offer, |(id, _)| *id).ok()?;
        Some(self.owners[place].1)
    }
}
