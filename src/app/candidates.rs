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
    if let Goal::Mix(mix) = goal {
        return mixed(cards, &mix.shares(), projector, report);
    }
    of_goal(cards, goal, projector, report)
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
fn mixed(
    cards: &[Arc<Card>],
    shares: &[(Goal, f64)],
    projector: &Projector<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Candidate>, Cancelled> {
    let mut points: Vec<f64> = Vec::new();
    let mut lead: Vec<Candidate> = Vec::new();
    for (goal, share) in shares {
        let part = of_goal(cards, *goal, projector, report)?;
        let projected: Vec<f64> = part.iter().map(|candidate| candidate.forecast.projected()).collect();
        let average = projected.iter().sum::<f64>() / projected.len().max(1) as f64;
        points.resize(projected.len(), 0.0);
        if average > 0.0 {
            points.iter_mut().zip(&projected).for_each(|(sum, value)| *sum += AVERAGE * share * value / average);
        }
        if lead.is_empty() {
            lead = part;
        }
    }
    for (candidate, points) in lead.iter_mut().zip(points) {
        let projected = candidate.forecast.projected();
        let factor = if projected > 0.0 { points / projected } else { 0.0 };
        candidate.forecast = candidate.forecast.scaled(factor, 0.0);
    }
    Ok(lead)
}
