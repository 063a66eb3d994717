//! Sentences for what the optimiser and the forecast answer.

use std::sync::Arc;

use crate::domain::{Money, NumberStyle};
use crate::forecast::Level;
use crate::optimise::{Conflict, Method, Shortlist};
use crate::report::Card;

/// How a shortlist was proved, as a sentence without a full stop. `offers` is how many were considered.
pub fn method(best: &Shortlist, offers: usize) -> String {
    match best.method {
        Method::Everyone => "Everybody's best offer fits into the money".to_owned(),
        Method::Bound => format!("All {offers} offers were priced; no exchange can bring more"),
        Method::Search | Method::Count => format!(
            "All {offers} offers were priced; for the {} creators that could still change it, every exchange was tried",
            best.contenders
        ),
        Method::Table => format!("All {offers} offers were tried against every step of the money"),
        Method::Unproved => format!("{} creators could still change it; the proof goes on", best.contenders),
    }
}

/// Where a projection comes from, in sentences without a closing full stop.
pub fn basis(level: &Level, numbers: NumberStyle) -> String {
    let percent = |share: f64| numbers.percent(share, 0);
    let prior = format!("{} ({}, {})", level.prior.population, level.prior.name, level.prior.year);
    let mut parts = Vec::new();
    if level.posts_used > 0 {
        let days =
            |days: f64| if days.round() == 1.0 { "1 day".to_owned() } else { format!("{} days", numbers.count(days)) };
        let age = level.newest_age_days.map(|age| format!(", the newest {} old", days(age)));
        let posts = if level.posts_used == 1 { "post" } else { "posts" };
        let used = level.posts_used;
        parts.push(format!("{} from {used} own {posts}{}", percent(level.shares.posts), age.unwrap_or_default()));
    }
    if level.shares.stated > 0.005 {
        parts.push(format!("{} from the average the list states", percent(level.shares.stated)));
    }
    if level.shares.benchmark > 0.005 || parts.is_empty() {
        parts.push(format!("{} from what is usual at this size: {prior}", percent(level.shares.benchmark)));
    }
    parts.join("; ")
}

/// Why rules can't be met together and what would loosen them, as two sentences without full stops.
pub fn conflict(conflict: &Conflict, cards: &[Arc<Card>], budget: Money, numbers: NumberStyle) -> (String, String) {
    let money = |minor: i64| numbers.money(Money::from_minor(minor, budget.currency));
    let name = |creator: &u32| cards.get(*creator as usize).map_or("a creator", |card| card.name()).to_owned();
    let names = |creators: &[u32]| creators.iter().map(name).collect::<Vec<_>>().join(", ");
    match conflict {
        Conflict::MustAndNever { creators } => (
            format!("{} must be in and must stay out at the same time", names(creators)),
            "Drop one of the two rules".to_owned(),
        ),
        Conflict::MustWithoutOffer { creators } => (
            format!("{} must be in but has no offer that can be considered", names(creators)),
            "Add a fee for them, widen platforms or niches, or unpin them".to_owned(),
        ),
        Conflict::MustOverCeiling { creators, ceiling } => {
            let list: Vec<u32> = creators.iter().map(|(creator, _)| *creator).collect();
            let cheapest = creators.iter().map(|(_, price)| *price).max().unwrap_or_default();
            (
                format!("{} must be in, but one creator may cost at most {}", names(&list), money(*ceiling)),
                format!("Allow {} on one creator, or unpin them", money(cheapest)),
            )
        }
        Conflict::MustOverBudget { cost, over } => (
            format!("The creators who must be in cost at least {}", money(*cost)),
            format!("Add {} to the money, or unpin one of them", money(*over)),
        ),
        Conflict::TooFewCreators { available, wanted, ceiling } => (
            format!("Only {available} creators ask for {} or less, but {wanted} must be in", money(*ceiling)),
            "Ask for fewer creators, or allow a larger share of the money on one".to_owned(),
        ),
        Conflict::CountOverBudget { wanted, affordable, cost, over } => (
            format!("{wanted} creators cost at least {}; the money pays for {affordable}", money(*cost)),
            format!("Add {} to the money, or ask for {affordable} creators", money(*over)),
        ),
    }
}
