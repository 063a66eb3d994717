//! Slots: the offers of a roster in one row, in the order of the cards, with the way to a card and back.

use std::sync::Arc;

use crate::domain::{Cancelled, OfferId, Report};
use crate::report::Card;

/// Cards looked at between two reports of progress.
const PIECE: u32 = 2_048;

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
    pub fn of(cards: &[Arc<Card>], report: &mut Report<'_>) -> Result<Slots, Cancelled> {
        let mut slots = Slots { all: Vec::with_capacity(cards.len() * 2), starts: vec![0], owners: Vec::new() };
        for (card, own) in (0..).zip(cards) {
            if card % PIECE == 0 {
                report(u64::from(card), cards.len() as u64)?;
            }
            for (offer, sold) in (0..).zip(&own.entry.offers) {
                slots.all.push(Slot { card, offer });
                slots.owners.push((sold.id, card));
            }
            slots.starts.push(slots.all.len() as u32);
        }
        report(0, 0)?;
        // They nearly are in order: a sort that makes use of it.
        slots.owners.sort();
        Ok(slots)
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

    /// Where these offers stand in the row, ascending; those that nobody sells are passed over.
    pub fn places(&self, offers: &[OfferId], cards: &[Arc<Card>]) -> Vec<u32> {
        let place = |offer: &OfferId| {
            let card = self.owner(*offer)? as usize;
            let own = cards[card].entry.offers.iter().position(|own| own.id == *offer)?;
            Some((self.of_card(card).start + own) as u32)
        };
        let mut places: Vec<u32> = offers.iter().filter_map(place).collect();
        places.sort_unstable();
        places
    }

    /// The position of the card of whoever sells an offer; `None` where nobody does.
    pub fn owner(&self, offer: OfferId) -> Option<u32> {
        let place = self.owners.binary_search_by_key(&offer, |(id, _)| *id).ok()?;
        Some(self.owners[place].1)
    }
}
