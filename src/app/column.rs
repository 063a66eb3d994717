//! A column: what is known of every offer of the roster, filled creator by creator and kept where nothing changed.

use std::sync::Arc;

use super::slots::Slots;
use crate::domain::{Cancelled, Report};
use crate::jobs::crew;

/// Creators that are filled in between two reports of progress.
const PIECE: usize = 32;
/// Creators looked at between two reports of progress.
pub(super) const LOOKED_AT: usize = 1_024;
/// Blank values that are written between two reports of progress.
const BLANKS: usize = 8_192;

/// One value for each offer, in the order of the slots.
pub(super) struct Column<T> {
    values: Arc<Vec<T>>,
    /// By card.
    known: Vec<bool>,
    whole: bool,
}

impl<T: Clone + Default + Send> Column<T> {
    /// A column of which nothing is known yet.
    pub fn unknown(slots: &Slots, report: &mut Report<'_>) -> Result<Column<T>, Cancelled> {
        let mut values = Vec::with_capacity(slots.offers());
        while values.len() < slots.offers() {
            report(values.len() as u64, slots.offers() as u64)?;
            values.resize((values.len() + BLANKS).min(slots.offers()), T::default());
        }
        Ok(Column { values: Arc::new(values), known: vec![false; slots.cards()], whole: false })
    }

    /// Whether every card is filled in.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The values; those of cards not yet filled in are blank.
    pub fn values(&self) -> &Arc<Vec<T>> {
        &self.values
    }

    /// The same after a change of the roster; `from` says for each card where it was.
    pub fn moved(
        &self,
        from: &[Option<u32>],
        before: &Slots,
        after: &Slots,
        report: &mut Report<'_>,
    ) -> Result<Column<T>, Cancelled> {
        let mut moved = Column::unknown(after, report)?;
        let values = Arc::make_mut(&mut moved.values);
        for (card, from) in from.iter().enumerate() {
            if card % LOOKED_AT == 0 {
                report(card as u64, after.cards() as u64)?;
            }
            if let Some(from) = from.map(|from| from as usize).filter(|from| self.known[*from]) {
                values[after.of_card(card)].clone_from_slice(&self.values[before.of_card(from)]);
                moved.known[card] = true;
            }
        }
        Ok(moved)
    }

    /// Fills in what isn't known; `of` tells the values of a card's offers in their order. What is done when `report`
    /// says stop isn't lost.
    pub fn fill(
        &mut self,
        slots: &Slots,
        of: impl Fn(usize) -> Vec<T> + Sync,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        if self.whole {
            return Ok(());
        }
        let todo: Vec<usize> = (0..slots.cards()).filter(|card| !self.known[*card]).collect();
        let pieces: Vec<&[usize]> = todo.chunks(PIECE).collect();
        let work = |piece: usize| -> Vec<T> { pieces[piece].iter().flat_map(|card| of(*card)).collect() };
        let (values, known) = (Arc::make_mut(&mut self.values), &mut self.known);
        let done = |piece: usize, found: Vec<T>| {
            let mut found = found.into_iter();
            for card in pieces[piece] {
                known[*card] = true;
                values[slots.of_card(*card)].iter_mut().zip(&mut found).for_each(|(to, from)| *to = from);
            }
        };
        crew(pieces.len(), work, done, report)?;
        self.whole = true;
        Ok(())
    }
}
