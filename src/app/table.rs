//! The offers on the table: those of the roster that a brief can consider, ready for the optimiser.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::Candidate;
use super::question::Question;
use crate::domain::{Brief, Currency, Metric, Money, Offer, OfferId, Platform};
use crate::forecast::{Entry, Total, total};
use crate::optimise::{Choice, Market, Shortlist};
use crate::report::Card;
use crate::report::plan::{LeftOut, NoPlan};

/// The same seed for every total: what differs between two plans is the plans, not the dice.
const SEED: u64 = 1;
/// Values are handed to the optimiser in thousandths.
pub const VALUE_SCALE: f64 = 1000.0;

/// What the offers on the table depend on.
pub type TableKey = (u64, Metric, Vec<Platform>, Vec<String>, Currency);

/// The offers that can be considered, ready for the optimiser.
pub struct Table {
    /// The forecasts of all offers of the roster.
    pub candidates: Arc<Vec<Candidate>>,
    /// Position in `candidates` of each choice.
    pub of_choice: Vec<u32>,
    /// The offers as the optimiser reads them.
    pub choices: Vec<Choice>,
    /// The same, prepared for any budget.
    pub market: Market,
    /// Offers that can't be considered, by reason.
    pub left_out: Vec<(LeftOut, usize)>,
}

/// The key of the table that a question needs.
pub fn table_key(question: &Question) -> TableKey {
    let brief = &question.brief;
    (question.version, brief.goal, brief.platforms.clone(), brief.niches.clone(), brief.budget.currency)
}

impl Table {
    /// Puts the candidates that the brief can consider on the table.
    pub fn new(question: &Question, candidates: Arc<Vec<Candidate>>) -> Result<Table, NoPlan> {
        let mut counts: BTreeMap<LeftOut, usize> = BTreeMap::new();
        let (mut of_choice, mut choices) = (Vec::new(), Vec::new());
        for (position, candidate) in candidates.iter().enumerate() {
            let card = &question.cards[candidate.card as usize];
            let offer = &card.entry.offers[candidate.offer as usize];
            match usable(card, offer, candidate, &question.brief) {
                Err(reason) => *counts.entry(reason).or_default() += 1,
                Ok(fee) => {
                    let value = (candidate.forecast.projected() * VALUE_SCALE).round().min(1e15) as i64;
                    of_choice.push(position as u32);
                    choices.push(Choice { creator: candidate.card, price: fee.minor, value });
                }
            }
        }
        let left_out: Vec<(LeftOut, usize)> = counts.into_iter().collect();
        if choices.is_empty() {
            return Err(nothing_to_choose(question, &left_out));
        }
        let market = Market::new(&choices).map_err(|error| NoPlan {
            brief: Box::new(question.brief.clone()),
            problem: error.to_string(),
            hint: "Narrow the brief to fewer platforms or niches".to_owned(),
        })?;
        Ok(Table { candidates, of_choice, choices, market, left_out })
    }

    /// The candidate behind a choice.
    pub fn candidate(&self, choice: u32) -> &Candidate {
        &self.candidates[self.of_choice[choice as usize] as usize]
    }

    /// The choices that stand for `offers`; offers that are no longer on the table are passed over.
    pub fn places(&self, offers: &[OfferId], cards: &[Arc<Card>]) -> Vec<u32> {
        if offers.is_empty() {
            return Vec::new();
        }
        let offer = |choice: u32| {
            let candidate = self.candidate(choice);
            cards[candidate.card as usize].entry.offers[candidate.offer as usize].id
        };
        let offers: BTreeSet<OfferId> = offers.iter().copied().collect();
        (0..self.of_choice.len() as u32).filter(|choice| offers.contains(&offer(*choice))).collect()
    }

    /// What the chosen offers will bring together.
    pub fn total(&self, question: &Question, best: &Shortlist, draws: usize) -> Total {
        let entries: Vec<Entry<'_>> = best
            .chosen
            .iter()
            .map(|choice| {
                let candidate = self.candidate(*choice);
                let offer = &question.cards[candidate.card as usize].entry.offers[candidate.offer as usize];
                Entry { key: offer.id.0 as u64, forecast: &candidate.forecast, chance: 1.0 }
            })
            .collect();
        total(&entries, question.assumptions.shock.ln_sd, SEED, draws)
    }
}

/// Whether an offer can be considered, and at which fee.
fn usable(card: &Card, offer: &Offer, candidate: &Candidate, brief: &Brief) -> Result<Money, LeftOut> {
    let fee = offer.fee.ok_or(LeftOut::NoFee)?;
    if fee.currency != brief.budget.currency {
        return Err(LeftOut::Currency);
    }
    let platform = card.entry.account_of(offer).map(|account| account.platform);
    if !brief.platforms.is_empty() && !platform.is_some_and(|platform| brief.platforms.contains(&platform)) {
        return Err(LeftOut::Platform);
    }
    let niches = &card.entry.creator.niches;
    if !brief.niches.is_empty() && !niches.iter().any(|niche| brief.niches.contains(niche)) {
        return Err(LeftOut::Niche);
    }
    if !candidate.forecast.projected().is_finite() {
        return Err(LeftOut::NoProjection);
    }
    Ok(fee)
}

fn nothing_to_choose(question: &Question, left_out: &[(LeftOut, usize)]) -> NoPlan {
    let brief = Box::new(question.brief.clone());
    if question.cards.is_empty() {
        let problem = "The roster is empty".to_owned();
        return NoPlan { brief, problem, hint: "Import a list or add creators first".to_owned() };
    }
    let reasons: Vec<String> = left_out.iter().map(|(reason, count)| format!("{count} {}", reason.words())).collect();
    let problem = match reasons.is_empty() {
        true => "Nobody in the roster has an offer yet".to_owned(),
        false => format!("No offer can be considered: {}", reasons.join(", ")),
    };
    let hint = match left_out.first() {
        Some((LeftOut::Platform | LeftOut::Niche, _)) => "Widen the brief's platforms or niches",
        Some((LeftOut::Currency, _)) => "Set the campaign's money in the currency of the fees",
        _ => "Add what creators ask for in the roster; a guess will do",
    };
    NoPlan { brief, problem, hint: hint.to_owned() }
}
