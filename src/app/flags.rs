//! Red flags: what a careful planner looks at before signing.

use std::collections::BTreeMap;

use super::question::Question;
use super::rule_words::per;
use crate::domain::{CreatorId, FeeStatus, Goal, Money, NumberStyle, Rule};
use crate::forecast::nearby::LocalBasis;
use crate::report::plan::{Plan, PlanRow};

/// A single creator above this share of the money is flagged.
const LARGE_SHARE: f64 = 0.40;
/// So much of the money left over is as good as a contingency.
const ENOUGH_LEFT: f64 = 0.05;

/// What the user should look at before signing, as sentences without full stops, the gravest first.
pub fn flags(plan: &Plan, question: &Question) -> Vec<String> {
    let numbers = question.numbers;
    if plan.rows.is_empty() {
        let pinned = plan.brief.rules.iter().any(|rule| matches!(rule, Rule::MustHave(_)));
        return if pinned { Vec::new() } else { vec!["Nobody can be had for this money".to_owned()] };
    }
    let mut flags = on_one(plan, numbers);
    if plan.goal() == Goal::Relevant && plan.brief.niches.is_empty() {
        flags.push("The brief names no niche, so every engagement counts as relevant".to_owned());
    }
    flags.extend(may_lose(plan, numbers));
    flags.extend(from_nowhere(plan, question));
    flags.extend(plan.brief.rules.iter().filter_map(|rule| over_ceiling(plan, rule, numbers)));
    flags.extend(fees(plan));
    flags.extend(unknown_posts(plan));
    let left = plan.left().units() / plan.brief.budget.units();
    if !plan.brief.has_contingency() && left < ENOUGH_LEFT {
        flags.push("Nothing is kept back for what nobody foresees".to_owned());
    }
    flags
}

/// Creators who take a large part of the money, all their offers together.
fn on_one(plan: &Plan, numbers: NumberStyle) -> Vec<String> {
    let mut places: BTreeMap<CreatorId, usize> = BTreeMap::new();
    let mut fees: Vec<(&PlanRow, i64)> = Vec::new();
    for row in &plan.rows {
        let place = *places.entry(row.creator).or_insert(fees.len());
        match fees.get_mut(place) {
            Some((_, sum)) => *sum += row.fee.minor,
            None => fees.push((row, row.fee.minor)),
        }
    }
    let share = |minor: i64| minor as f64 / plan.brief.budget.minor as f64;
    let large = fees.into_iter().filter(|(_, minor)| *minor > 0 && share(*minor) > LARGE_SHARE);
    large.map(|(row, minor)| format!("{} takes {} of the money", row.name, numbers.percent(share(minor), 0))).collect()
}

/// A margin that isn't above nothing as surely as the brief asks.
fn may_lose(plan: &Plan, numbers: NumberStyle) -> Option<String> {
    let loses = plan.goal() == Goal::Margin && plan.total.promise(plan.brief.promise) < 0.0;
    loses.then(|| {
        format!("It earns back its fees with {} certainty only", numbers.percent(plan.total.chance_above(0.0), 0))
    })
}

/// Creators who count as strangers near the shop because nobody knows where their audience lives.
fn from_nowhere(plan: &Plan, question: &Question) -> Option<String> {
    let nearby = question.nearby.as_ref().filter(|_| plan.goal().is_local())?;
    let is_unknown = |row: &&PlanRow| {
        let place = question.cards.binary_search_by_key(&row.creator, |card| card.entry.creator.id).ok();
        let entry = place.map(|place| &question.cards[place].entry);
        let offer = entry.and_then(|entry| Some((entry, entry.offers.iter().find(|offer| offer.id == row.offer)?)));
        offer.is_some_and(|(entry, offer)| nearby.share(entry, offer).basis == LocalBasis::Unknown)
    };
    let unknown: Vec<&str> = plan.rows.iter().filter(is_unknown).map(|row| row.name.as_str()).collect();
    let who = match unknown.as_slice() {
        [] => return None,
        [one] => format!("the audience of {one} lives"),
        many => format!("the audiences of {} offers live", question.numbers.count(many.len() as f64)),
    };
    Some(format!("Nobody knows where {who}, so next to none of them is counted nearby; type a town in the roster"))
}

/// Ceilings are kept by what is projected; what is promised may break them.
fn over_ceiling(plan: &Plan, rule: &Rule, numbers: NumberStyle) -> Option<String> {
    let Rule::MaxCost(metric, most) = rule else { return None };
    let counted =
        matches!(plan.goal(), Goal::Engagements | Goal::Views | Goal::Reach) && plan.goal().metric() == *metric;
    let promise = plan.total.promise(plan.brief.promise);
    let costs = plan.cost.units() * metric.priced_by() / promise;
    let most = Money::from_minor(*most, plan.cost.currency);
    (counted && promise > 0.0 && costs > most.units()).then(|| {
        let sure = numbers.percent(plan.brief.promise, 0);
        let (costs, most) = (numbers.rate(costs, most), numbers.money(most));
        format!(
            "At the number promised with {sure} certainty you pay {costs} {}, over your ceiling of {most}",
            per(*metric)
        )
    })
}

/// Fees nobody has confirmed.
fn fees(plan: &Plan) -> Option<String> {
    let unsure = |row: &&PlanRow| matches!(row.status, FeeStatus::Guess | FeeStatus::Asked);
    let guesses: Vec<&str> =
        plan.rows.iter().filter(|row| row.status == FeeStatus::Guess).map(|row| row.name.as_str()).collect();
    match (plan.rows.iter().filter(unsure).count(), guesses.as_slice()) {
        (count, _) if count == plan.rows.len() => Some("No fee is confirmed: none is quoted or agreed".to_owned()),
        (_, []) => None,
        (_, [one]) => Some(format!("One fee is a guess ({one})")),
        (_, many) => Some(format!("{} fees are guesses ({})", many.len(), many.join(", "))),
    }
}

/// Creators whose projection rests on nothing of their own.
fn unknown_posts(plan: &Plan) -> Option<String> {
    let blind: Vec<&str> =
        plan.rows.iter().filter(|row| row.projection.posts_used == 0).map(|row| row.name.as_str()).collect();
    match blind.as_slice() {
        [] => None,
        [one] => Some(format!("No posts of {one} are known, so their band is wide")),
        many => Some(format!("No posts of {} creators are known, so their bands are wide", many.len())),
    }
}
