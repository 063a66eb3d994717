//! The choices on a table with what each will probably bring, as the search for promises reads them.

use super::candidates::Candidate;
use super::question::Question;
use super::table::{SEED, Table};
use crate::forecast::{Entry, OfferForecast};
use crate::optimise::Assurance;

/// Draws behind a shortlist's total.
pub const DRAWS: usize = 10_000;

/// How sure a promise of the brief has to be, counted with the same draws as the totals that are shown.
pub fn assurance(question: &Question, table: &Table) -> Assurance {
    Assurance { chance: question.brief.promise, shock: table.shock(question), seed: SEED, draws: DRAWS }
}

/// The offers behind some choices, as totals add them up.
pub fn offers<'a>(question: &Question, table: &'a Table, chosen: &[u32]) -> Vec<Entry<'a>> {
    let entry = |one: &'a Candidate| Entry { key: key(question, one), forecast: &one.forecast, chance: one.chance };
    chosen.iter().flat_map(|choice| table.offers(*choice)).map(entry).collect()
}

fn key(question: &Question, one: &Candidate) -> u64 {
    question.cards[one.card as usize].entry.offers[one.offer as usize].id.0.unsigned_abs()
}

/// The choices on a table as one forecast each. A bundle's stands for the sum of its offers: the largest one's
/// forecast, raised to the average of all of them.
pub struct Stand {
    /// Of the bundles only, in the order of the choices.
    bundles: Vec<OfferForecast>,
}

impl Stand {
    /// What stands for the bundles of a table.
    pub fn of(table: &Table) -> Stand {
        let bundles = (0..table.choices.len() as u32).filter(|choice| table.offers(*choice).nth(1).is_some());
        let stand = |choice: u32| {
            let whole: f64 = table.offers(choice).map(|one| one.forecast.projected() * one.chance).sum();
            let lead = lead(table, choice)?;
            let own = lead.forecast.projected() * lead.chance;
            Some(lead.forecast.scaled(if own > 0.0 { whole / own } else { 0.0 }, 0.0))
        };
        Stand { bundles: bundles.filter_map(stand).collect() }
    }

    /// Whether every choice is one offer, so that its forecast is exactly what totals are made of.
    pub fn is_exact(&self) -> bool {
        self.bundles.is_empty()
    }

    /// The choices, in their order.
    pub fn entries<'a>(&'a self, question: &Question, table: &'a Table) -> Vec<Entry<'a>> {
        let mut bundles = self.bundles.iter();
        let entry = |choice: u32| {
            let lead = lead(table, choice)?;
            let bundle = table.offers(choice).nth(1).is_some();
            let forecast = if bundle { bundles.next()? } else { &lead.forecast };
            Some(Entry { key: key(question, lead), forecast, chance: lead.chance })
        };
        (0..table.choices.len() as u32).filter_map(entry).collect()
    }
}

/// The offer of a choice that is expected to bring the most.
fn lead(table: &Table, choice: u32) -> Option<&Candidate> {
    let mut offers = table.offers(choice);
    let first = offers.next()?;
    let worth = |one: &Candidate| one.forecast.projected() * one.chance;
    Some(offers.fold(first, |best, one| if worth(one) > worth(best) { one } else { best }))
}
