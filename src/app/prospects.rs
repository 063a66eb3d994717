//! The choices on a table with what each will probably bring, as the search for promises reads them.

use std::collections::BTreeMap;

use super::question::Question;
use super::slots::Slot;
use super::stand::Stand;
use super::table::{SEED, Table};
use crate::domain::{Cancelled, Goal, Report};
use crate::forecast::{Entry, Stake};
use crate::optimise::{Answer, Assurance, Average, Counting, Crowd, Effort, Prospects, Rules, Wanted};

/// Draws behind a shortlist's total.
pub const DRAWS: usize = 10_000;

/// Choices looked at between two reports of progress.
const PIECE: usize = 2_048;

/// How sure a promise of the brief has to be, counted with the same draws as the totals that are shown.
pub fn assurance(question: &Question, table: &Table) -> Assurance {
    Assurance { chance: question.brief.promise, shock: table.shock(), seed: SEED, draws: DRAWS }
}

/// Everything on a table as the search for promises reads it.
pub struct Laid<'a> {
    table: &'a Table,
    entries: Vec<Entry<'a>>,
    /// What each choice costs if its stand-in takes place, where that comes off the goal.
    costs: Vec<f64>,
    /// The offers behind choices of more than one.
    bundles: BTreeMap<u32, Vec<Stake<'a>>>,
    /// Where each choice's reach lies, where people are counted once.
    parts: Vec<&'a [(u32, f64)]>,
    /// Whether every choice is one offer, so that its forecast is exactly what totals are made of.
    pub exact: bool,
}

impl<'a> Laid<'a> {
    /// Lays out the choices of a table.
    pub fn out(table: &'a Table, question: &Question, report: &mut Report<'_>) -> Result<Laid<'a>, Cancelled> {
        let stand = Stand::of(table, report)?;
        let entries = stand.entries(question, report)?;
        report(0, 0)?;
        let costs = match question.brief.goal {
            Goal::Margin => costs(table, question, &entries, report)?,
            _ => Vec::new(),
        };
        let mut parts = Vec::new();
        if let Some(audience) = &table.audience {
            for choices in table.choices.chunks(PIECE) {
                report(0, 0)?;
                parts.extend(choices.iter().map(|choice| audience.parts(choice.creator)));
            }
        }
        let bundles = stand.bundles(question, report)?;
        Ok(Laid { table, exact: bundles.is_empty(), entries, costs, bundles, parts })
    }

    /// The same for the optimiser.
    pub fn prospects(&self) -> Prospects<'_> {
        let counting = match &self.table.audience {
            Some(audience) => Counting::Once(Crowd { people: &audience.people, parts: &self.parts }),
            None if self.costs.is_empty() => Counting::Sum,
            None => Counting::Net(&self.costs),
        };
        let (average, choices) = (self.table, &self.table.choices);
        Prospects { average, choices, entries: &self.entries, bundles: &self.bundles, counting }
    }
}

/// What every choice costs on average.
fn costs(
    table: &Table,
    question: &Question,
    entries: &[Entry<'_>],
    report: &mut Report<'_>,
) -> Result<Vec<f64>, Cancelled> {
    let mut costs = Vec::with_capacity(entries.len());
    for (choice, entry) in (0..).zip(entries) {
        if (choice as usize).is_multiple_of(PIECE) {
            report(u64::from(choice), entries.len() as u64)?;
        }
        costs.push(cost(table, question, choice, entry));
    }
    Ok(costs)
}

/// What a choice costs on average, all of it put on the draws in which its stand-in takes place.
fn cost(table: &Table, question: &Question, choice: u32, entry: &Entry<'_>) -> f64 {
    let of_slot = |slot: Slot| {
        let offer = &question.cards[slot.card as usize].entry.offers[slot.offer as usize];
        offer.fee.map_or(0.0, |fee| fee.units()) * question.chance(offer)
    };
    let average: f64 = table.slots(choice).map(of_slot).sum();
    if entry.chance > 0.0 { average / entry.chance } else { 0.0 }
}

impl Average for Table {
    fn best(&self, rules: &Rules, keep: &[u32], effort: Effort, report: &mut Report<'_>) -> Result<Answer, Cancelled> {
        self.answer(rules, &Wanted::best(keep), effort, report)
    }

    fn worth(&self, chosen: &[u32]) -> i64 {
        Table::worth(self, chosen)
    }
}
