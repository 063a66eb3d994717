//! Averages: what every offer of the roster will bring of a goal on average, kept for as long as nothing behind it changes.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::premises::Premises;
use super::question::Question;
use super::slots::Slots;
use crate::domain::{Around, Cancelled, Goal, Metric, Report, TierTable};
use crate::jobs::crew;
use crate::report::Card;

/// Creators that are averaged between two reports of progress.
const PIECE: usize = 32;
/// Creators looked at between two reports of progress.
const LOOKED_AT: usize = 4_096;
/// Columns that are kept; one takes 8 bytes for each offer.
const KEPT: usize = 12;

/// What is averaged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum What {
    /// What paid posts bring.
    Posts(Metric),
    /// What offers bring of a goal that isn't counted on posts; never a mix.
    Goal(Goal),
}

impl What {
    /// What a goal averages; of a mix, its first part.
    pub fn of(goal: Goal) -> What {
        match goal {
            Goal::Engagements | Goal::Views | Goal::Reach => What::Posts(goal.metric()),
            Goal::Mix(mix) => What::of(mix.shares().first().map_or(Goal::Engagements, |(lead, _)| *lead)),
            goal => What::Goal(goal),
        }
    }

    /// What is counted on the posts behind it.
    pub fn metric(self) -> Metric {
        match self {
            What::Posts(metric) => metric,
            What::Goal(goal) => goal.metric(),
        }
    }
}

/// What is averaged, with that part of a brief that it depends on.
#[derive(Clone, PartialEq, Debug)]
struct Key {
    what: What,
    niches: Vec<String>,
    around: Option<Around>,
}

impl Key {
    fn of(what: What, question: &Question) -> Key {
        let mut key = Key { what, niches: Vec::new(), around: None };
        match what {
            What::Goal(Goal::Relevant) => key.niches.clone_from(&question.brief.niches),
            What::Goal(Goal::Nearby) => key.around.clone_from(&question.brief.around),
            _ => {}
        }
        key
    }
}

/// The columns of averages of one roster.
#[derive(Default)]
pub struct Averages {
    roster: Option<Roster>,
    columns: Vec<(Key, Column)>,
}

/// What all columns rest on.
struct Roster {
    version: u64,
    cards: Arc<Vec<Arc<Card>>>,
    slots: Arc<Slots>,
    premises: Arc<Premises>,
    tiers: TierTable,
    now: DateTime,
}

/// One number for each offer, in the order of the slots.
struct Column {
    values: Arc<Vec<f64>>,
    /// By card.
    known: Vec<bool>,
    whole: bool,
}

impl Averages {
    /// Gets ready for a question: what hasn't changed since the last one is kept, creator by creator. The question's
    /// moment becomes that of the averages, so that they and what is said of single offers are of one moment. Where
    /// `report` says stop, all stays as it was.
    pub fn prepare(&mut self, question: &mut Question, report: &mut Report<'_>) -> Result<Arc<Slots>, Cancelled> {
        let known = self.roster.as_ref().filter(|known| {
            known.premises.version == question.premises.version
                && known.tiers == question.tiers
                && known.now.date() == question.now.date()
        });
        if let Some(known) = known.filter(|known| known.version == question.version) {
            question.now = known.now;
            return Ok(Arc::clone(&known.slots));
        }
        let slots = Arc::new(Slots::of(&question.cards, report)?);
        let mut columns = Vec::new();
        if let Some(known) = known {
            let from = origins(known, &question.cards, report)?;
            for (key, column) in &self.columns {
                columns.push((key.clone(), column.moved(&from, &known.slots, &slots, report)?));
            }
            question.now = known.now;
        }
        self.columns = columns;
        self.roster = Some(Roster {
            version: question.version,
            cards: Arc::clone(&question.cards),
            slots: Arc::clone(&slots),
            premises: Arc::clone(&question.premises),
            tiers: question.tiers,
            now: question.now,
        });
        Ok(slots)
    }

    /// The average of every offer, in the order of the slots that [`Averages::prepare`] gave for the same question. What
    /// is done when `report` says stop isn't lost.
    pub fn of(&mut self, what: What, question: &Question, report: &mut Report<'_>) -> Result<Arc<Vec<f64>>, Cancelled> {
        let Some(roster) = &self.roster else { return Ok(Arc::default()) };
        let key = Key::of(what, question);
        let mut column = match self.columns.iter().position(|(known, _)| *known == key) {
            Some(place) => self.columns.remove(place).1,
            None => Column::unknown(&roster.slots),
        };
        let filled = column.fill(what, question, &roster.slots, report);
        let values = Arc::clone(&column.values);
        self.columns.push((key, column));
        if self.columns.len() > KEPT {
            self.columns.remove(0);
        }
        filled.map(|()| values)
    }
}

impl Column {
    fn unknown(slots: &Slots) -> Column {
        Column { values: Arc::new(vec![0.0; slots.offers()]), known: vec![false; slots.cards()], whole: false }
    }

    /// The same after a change of the roster; `from` says for each card where it was.
    fn moved(
        &self,
        from: &[Option<u32>],
        before: &Slots,
        after: &Slots,
        report: &mut Report<'_>,
    ) -> Result<Column, Cancelled> {
        let mut moved = Column::unknown(after);
        let values = Arc::make_mut(&mut moved.values);
        for (card, from) in from.iter().enumerate() {
            if card % LOOKED_AT == 0 {
                report(card as u64, after.cards() as u64)?;
            }
            if let Some(from) = from.map(|from| from as usize).filter(|from| self.known[*from]) {
                values[after.of_card(card)].copy_from_slice(&self.values[before.of_card(from)]);
                moved.known[card] = true;
            }
        }
        Ok(moved)
    }

    fn fill(
        &mut self,
        what: What,
        question: &Question,
        slots: &Slots,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        if self.whole {
            return Ok(());
        }
        let todo: Vec<u32> = (0..slots.cards() as u32).filter(|card| !self.known[*card as usize]).collect();
        let pieces: Vec<&[u32]> = todo.chunks(PIECE).collect();
        let projector = question.projector();
        let work = |piece: usize| -> Vec<f64> {
            let entries = pieces[piece].iter().map(|card| &question.cards[*card as usize].entry);
            entries.flat_map(|entry| projector.averages(entry, what)).collect()
        };
        let (values, known) = (Arc::make_mut(&mut self.values), &mut self.known);
        let done = |piece: usize, averages: Vec<f64>| {
            let mut averages = averages.into_iter();
            for card in pieces[piece] {
                known[*card as usize] = true;
                values[slots.of_card(*card as usize)].iter_mut().zip(&mut averages).for_each(|(to, from)| *to = from);
            }
        };
        crew(pieces.len(), work, done, report)?;
        self.whole = true;
        Ok(())
    }
}

/// For each card, where the same one was before; `None` for one that is new or has changed.
fn origins(before: &Roster, cards: &[Arc<Card>], report: &mut Report<'_>) -> Result<Vec<Option<u32>>, Cancelled> {
    let mut rest = before.cards.iter().enumerate().peekable();
    let id = |card: &Card| card.entry.creator.id;
    let mut origins = Vec::with_capacity(cards.len());
    for (place, card) in cards.iter().enumerate() {
        if place % LOOKED_AT == 0 {
            report(place as u64, cards.len() as u64)?;
        }
        while rest.next_if(|(_, old)| id(old) < id(card)).is_some() {}
        origins.push(rest.next_if(|(_, old)| Arc::ptr_eq(old, card)).map(|(place, _)| place as u32));
    }
    Ok(origins)
}
