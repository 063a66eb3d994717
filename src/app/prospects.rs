//! The choices on a table with what each will probably bring, as the search for promises reads them.

use std::sync::OnceLock;

use super::question::Question;
use super::table::{Candidate, SEED, Table};
use crate::domain::{Cancelled, Report};
use crate::forecast::Entry;
use crate::jobs::crew;
use crate::optimise::Assurance;

/// Draws behind a shortlist's total.
pub const DRAWS: usize = 10_000;

/// Choices made ready between two reports of progress.
const PIECE: usize = 64;

/// How sure a promise of the brief has to be, counted with the same draws as the totals that are shown.
pub fn assurance(question: &Question, table: &Table) -> Assurance {
    Assurance { chance: question.brief.promise, shock: table.shock(question), seed: SEED, draws: DRAWS }
}

/// Offers with their forecasts, as totals add them up.
pub fn entries<'a>(question: &Question, offers: &'a [Candidate]) -> Vec<Entry<'a>> {
    let key = |one: &Candidate| question.cards[one.card as usize].entry.offers[one.offer as usize].id.0.unsigned_abs();
    offers.iter().map(|one| Entry { key: key(one), forecast: &one.forecast, chance: one.chance }).collect()
}

/// The choices on a table as one forecast each. A bundle's stands for the sum of its offers: the largest one's
/// forecast, raised to the average of all of them.
pub struct Stand {
    /// In the order of the choices, as far as they are made.
    pieces: Vec<OnceLock<Vec<Candidate>>>,
    exact: bool,
}

impl Stand {
    /// What stands for the choices of a table. It is made once; what is made when `report` says stop isn't lost.
    pub fn of<'a>(table: &'a Table, report: &mut Report<'_>) -> Result<&'a Stand, Cancelled> {
        let choices = table.choices.len();
        let stand = table.stand.get_or_init(|| Stand {
            pieces: (0..choices.div_ceil(PIECE)).map(|_| OnceLock::new()).collect(),
            exact: (0..choices as u32).all(|choice| table.slots(choice).nth(1).is_none()),
        });
        let todo: Vec<usize> = (0..stand.pieces.len()).filter(|piece| stand.pieces[*piece].get().is_none()).collect();
        let work = |place: usize| {
            let from = todo[place] * PIECE;
            let made = || (from..choices.min(from + PIECE)).filter_map(|choice| one(table, choice as u32)).collect();
            stand.pieces[todo[place]].get_or_init(made);
        };
        crew(todo.len(), work, |_, ()| (), report)?;
        Ok(stand)
    }

    /// Whether every choice is one offer, so that its forecast is exactly what totals are made of.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// The choices, in their order.
    pub fn entries(&self, question: &Question) -> Vec<Entry<'_>> {
        self.pieces.iter().filter_map(OnceLock::get).flat_map(|piece| entries(question, piece)).collect()
    }
}

/// What stands for a choice.
fn one(table: &Table, choice: u32) -> Option<Candidate> {
    let worth = |one: &Candidate| one.forecast.projected() * one.chance;
    let offers: Vec<Candidate> = table.offers(choice).collect();
    let whole: f64 = offers.iter().map(worth).sum();
    let alone = offers.len() == 1;
    // The first of the largest.
    let lead = offers.into_iter().reduce(|best, one| if worth(&one) > worth(&best) { one } else { best })?;
    if alone {
        return Some(lead);
    }
    let own = worth(&lead);
    let forecast = lead.forecast.scaled(if own > 0.0 { whole / own } else { 0.0 }, 0.0);
    Some(Candidate { forecast, ..lead })
}
