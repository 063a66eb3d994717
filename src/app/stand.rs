//! Stand: one forecast for each choice on a table, with the offers behind choices of several.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::question::Question;
use super::table::{Candidate, Table};
use crate::domain::{Cancelled, Goal, Report};
use crate::forecast::{Entry, Stake};
use crate::jobs::crew;

/// Choices made ready between two reports of progress.
const PIECE: usize = 64;

/// The choices on a table as one forecast each. A bundle's stands for the sum of its offers: the largest one's
/// forecast, raised to the average of all of them.
pub struct Stand {
    /// In the order of the choices, as far as they are made.
    pieces: Vec<OnceLock<Vec<Standing>>>,
}

/// What stands for a choice.
struct Standing {
    one: Candidate,
    /// The offers it stands for, where there is more than one.
    offers: Vec<Candidate>,
}

impl Stand {
    /// What stands for the choices of a table. It is made once; what is made when `report` says stop isn't lost.
    pub fn of<'a>(table: &'a Table, report: &mut Report<'_>) -> Result<&'a Stand, Cancelled> {
        let choices = table.choices.len();
        let empty = || Stand { pieces: (0..choices.div_ceil(PIECE)).map(|_| OnceLock::new()).collect() };
        let stand = table.stand.get_or_init(empty);
        let todo: Vec<usize> = (0..stand.pieces.len()).filter(|piece| stand.pieces[*piece].get().is_none()).collect();
        let work = |place: usize| {
            let from = todo[place] * PIECE;
            let all = from..choices.min(from + PIECE);
            stand.pieces[todo[place]]
                .get_or_init(|| all.filter_map(|choice| Standing::of(table.offers(choice as u32).collect())).collect());
        };
        crew(todo.len(), work, |_, ()| (), report)?;
        Ok(stand)
    }

    /// The choices, in their order.
    pub fn entries(&self, question: &Question, report: &mut Report<'_>) -> Result<Vec<Entry<'_>>, Cancelled> {
        let mut entries = Vec::with_capacity(self.pieces.len() * PIECE);
        for piece in self.pieces.iter().filter_map(OnceLock::get) {
            report(0, 0)?;
            entries.extend(piece.iter().map(|standing| entry(question, &standing.one)));
        }
        Ok(entries)
    }

    /// The offers behind choices of more than one, by their places, as totals are made of them.
    pub fn bundles(
        &self,
        question: &Question,
        report: &mut Report<'_>,
    ) -> Result<BTreeMap<u32, Vec<Stake<'_>>>, Cancelled> {
        let (mut bundles, mut choice) = (BTreeMap::new(), 0);
        for piece in self.pieces.iter().filter_map(OnceLock::get) {
            report(0, 0)?;
            for standing in piece {
                if !standing.offers.is_empty() {
                    bundles.insert(choice, standing.offers.iter().map(|one| stake(question, one)).collect());
                }
                choice += 1;
            }
        }
        Ok(bundles)
    }
}

impl Standing {
    /// `None` for no offers.
    fn of(offers: Vec<Candidate>) -> Option<Standing> {
        let worth = |one: &Candidate| one.forecast.projected() * one.chance;
        // The first of the largest.
        let largest = |best, one| if worth(one) > worth(best) { one } else { best };
        let lead = offers.iter().reduce(largest)?.clone();
        if offers.len() == 1 {
            return Some(Standing { one: lead, offers: Vec::new() });
        }
        let (own, whole) = (worth(&lead), offers.iter().map(worth).sum::<f64>());
        let forecast = lead.forecast.scaled(if own > 0.0 { whole / own } else { 0.0 }, 0.0);
        Some(Standing { one: Candidate { forecast, ..lead }, offers })
    }
}

/// An offer with its forecast, as totals add it up.
pub fn entry<'a>(question: &Question, one: &'a Candidate) -> Entry<'a> {
    let offer = question.offer(one.card, one.offer);
    Entry { key: offer.id.0.unsigned_abs(), forecast: &one.forecast, chance: one.chance }
}

/// The same with what comes off the goal where it takes place: of margin, its fee.
pub fn stake<'a>(question: &Question, one: &'a Candidate) -> Stake<'a> {
    let offer = question.offer(one.card, one.offer);
    let margin = question.brief.goal == Goal::Margin;
    let cost = offer.fee.filter(|_| margin).map_or(0.0, |fee| fee.units());
    Stake { entry: entry(question, one), share: 1.0, cost }
}
