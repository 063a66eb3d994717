//! Every offer of the roster with what it will probably bring.

use std::sync::Arc;

use super::projecting::Projector;
use crate::domain::{Cancelled, Goal, Report};
use crate::forecast::OfferForecast;
use crate::report::Card;

/// One offer and its forecast.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Position of the creator's card.
    pub card: u32,
    /// Position of the offer in the creator's list.
    pub offer: u32,
    /// The probability that it takes place.
    pub chance: f64,
    /// What it will bring if it takes place.
    pub forecast: OfferForecast,
}

/// Points an average offer has in a mix.
const AVERAGE: f64 = 100.0;

/// Forecasts of every offer, in the order of the cards.
pub fn candidates(
    cards: &[Arc<Card>],
    goal: Goal,
    projector: &Projector<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Candidate>, Cancelled> {
    candidates_with(&mut Parts::default(), cards, goal, projector, report)
}

/// The parts of mixes, kept while weights are dragged: they depend on everything but the weights.
#[derive(Default)]
pub struct Parts {
    known: Vec<(Goal, Part)>,
}

/// One part of a mix: the forecasts of its goal, their projections, and the average of those.
struct Part {
    candidates: Vec<Candidate>,
    projected: Vec<f64>,
    average: f64,
}

/// The same, with the parts of mixes that are known already.
pub fn candidates_with(
    parts: &mut Parts,
    cards: &[Arc<Card>],
    goal: Goal,
    projector: &Projector<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Candidate>, Cancelled> {
    let Goal::Mix(mix) = goal else { return of_goal(cards, goal, projector, report) };
    for (goal, _) in mix.shares() {
        if parts.of(goal).is_none() {
            let candidates = of_goal(cards, goal, projector, report)?;
            let projected: Vec<f64> = candidates.iter().map(|candidate| candidate.forecast.projected()).collect();
            let average = projected.iter().sum::<f64>() / projected.len().max(1) as f64;
            parts.known.push((goal, Part { candidates, projected, average }));
        }
    }
    Ok(mixed(&mix.shares(), parts))
}

impl Parts {
    fn of(&self, goal: Goal) -> Option<&Part> {
        self.known.iter().find(|(known, _)| *known == goal).map(|(_, part)| part)
    }
}

fn of_goal(
    cards: &[Arc<Card>],
    goal: Goal,
    projector: &Projector<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Candidate>, Cancelled> {
    let mut all = Vec::with_capacity(cards.len() * 2);
    for (position, card) in cards.iter().enumerate() {
        if position % 64 == 0 {
            report(position as u64, cards.len() as u64)?;
        }
        for (index, offer) in card.entry.offers.iter().enumerate() {
            let forecast = projector.forecast(&card.entry, offer, goal);
            let chance = projector.chance(offer);
            all.push(Candidate { card: position as u32, offer: index as u32, chance, forecast });
        }
    }
    Ok(all)
}

/// Points of a mix: each part counts against what an average offer of the roster brings of it, so that parts of
/// different size weigh as much as asked. The distribution is that of the first part, moved to the points.
fn mixed(shares: &[(Goal, f64)], parts: &Parts) -> Vec<Candidate> {
    let known: Vec<(&Part, f64)> =
        shares.iter().filter_map(|(goal, share)| parts.of(*goal).map(|part| (part, *share))).collect();
    let Some((lead, _)) = known.first() else { return Vec::new() };
    let points = |place: usize| -> f64 {
        let part = |(part, share): &(&Part, f64)| AVERAGE * share * part.projected[place] / part.average;
        known.iter().filter(|(part, _)| part.average > 0.0).map(part).sum()
    };
    let mixed = |(place, candidate): (usize, &Candidate)| {
        let projected = lead.projected[place];
        let factor = if projected > 0.0 { points(place) / projected } else { 0.0 };
        Candidate { forecast: candidate.forecast.scaled(factor, 0.0), ..candidate.clone() }
    };
    lead.candidates.iter().enumerate().map(mixed).collect()
}
