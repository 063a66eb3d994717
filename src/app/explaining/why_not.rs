//! Why one creator is or isn't in the best shortlist, and what would change that.

use super::super::case::Case;
use super::super::planning::Planning;
use super::super::question::Question;
use super::super::rule_words::{RuleWords, rule_words};
use super::super::slots::Slot;
use super::super::table::hint;
use super::needed::{highest_fee, needed};
use super::{EFFORT, found, only, part, units};
use crate::app::model::Roster;
use crate::domain::{Cancelled, OfferId, Report, Rule};
use crate::optimise::{self, Asked, Rules, Shortlist, Wanted};
use crate::report::explain::{Held, KeepsOut, Missing, WhyAnswer, WhyNot};

/// Why the creator that the question is about is or isn't in; `None` if it isn't about anybody in the roster. Which
/// rules keep them out, [`keep_out`] adds.
pub fn why_not(case: &Case, best: &Shortlist, report: &mut Report<'_>) -> Result<Option<WhyNot>, Cancelled> {
    let cards = &case.question.cards;
    let Some(id) = case.question.focus else { return Ok(None) };
    let Ok(place) = cards.binary_search_by_key(&id, |card| card.entry.creator.id) else { return Ok(None) };
    let creator = place as u32;
    let (answer, proved) = if cards[place].entry.offers.is_empty() {
        (WhyAnswer::NoOffer, true)
    } else if !case.table.choices.iter().any(|choice| choice.creator == creator) {
        (left_out(case, creator), true)
    } else if case.creators(&best.chosen).binary_search(&creator).is_ok() {
        held(case, best, creator, report)?
    } else {
        missing(case, best, creator, report)?
    };
    Ok(Some(WhyNot { creator: id, name: case.name(creator), answer, proved }))
}

/// Why none of the creator's offers is on the table.
fn left_out(case: &Case, creator: u32) -> WhyAnswer {
    let card = &case.question.cards[creator as usize];
    let mut reasons = Vec::new();
    let mut first = None;
    for (place, offer) in (0..).zip(&card.entry.offers) {
        if let Err(reason) = case.table.considers(Slot { card: creator, offer: place }) {
            reasons.push(format!("{} {}", offer.summary(), reason.words()));
            first = first.or(Some(reason));
        }
    }
    WhyAnswer::LeftOut { reasons, hint: hint(first).to_owned() }
}

/// What would be lost without a creator who is in.
fn held(case: &Case, best: &Shortlist, creator: u32, report: &mut Report<'_>) -> Result<(WhyAnswer, bool), Cancelled> {
    let asked = case.asks(best);
    let mut solve = case.solver(EFFORT);
    let mut rules = asked.rules.clone();
    rules.must.retain(|must| *must != creator);
    rules.never.push(creator);
    let (without, told) = found(solve(asked.choices, &rules, &Wanted::best(&best.chosen), report)?);
    let Some(why) = optimise::why_not(&asked, creator, &[], &mut solve, report)? else {
        return Ok((WhyAnswer::NoOffer, true));
    };
    let (fee, fee_told) = entry_fee(case, &asked, &why, creator, report)?;
    let before = case.creators(&best.chosen);
    let after = without.as_ref().map_or_else(|| before.clone(), |plan| case.creators(&plan.chosen));
    let loses = without.map(|plan| best.value - plan.value);
    let others: Vec<u32> = only(&before, &after).into_iter().filter(|other| *other != creator).collect();
    let choice = case.table.choices[why.choice as usize];
    let held = Held {
        delivers: case.delivers(why.choice),
        fee: case.money(choice.price),
        stays_up_to: fee.map(|fee| case.money(fee)),
        projected: units(alone(case, why.choice)),
        loses: loses.map(units),
        share: loses.map(|loses| part(loses, best.value)),
        joins: case.names(&only(&after, &before)),
        leaves: case.names(&others),
    };
    Ok((WhyAnswer::In(Box::new(held)), told && best.proved && fee_told))
}

/// What would bring a creator in who is out.
fn missing(
    case: &Case,
    best: &Shortlist,
    creator: u32,
    report: &mut Report<'_>,
) -> Result<(WhyAnswer, bool), Cancelled> {
    let barred = case.asked.rules.never.contains(&creator);
    let mut solve = case.solver(EFFORT);
    // Whoever must stay out is asked about as if nobody had said so.
    let rules = allowed(&case.asked.rules, creator);
    let base = match barred {
        true => found(solve(&case.table.choices, &rules, &Wanted::best(&best.chosen), report)?).0,
        false => Some(best.clone()),
    };
    let Some(base) = base else { return Ok((WhyAnswer::NoOffer, false)) };
    let asked = Asked { rules: &rules, ..case.asks(&base) };
    let Some(why) = optimise::why_not(&asked, creator, &[], &mut solve, report)? else {
        return Ok((WhyAnswer::NoOffer, true));
    };
    let (fee, fee_told) = entry_fee(case, &asked, &why, creator, report)?;
    let needed = needed(case, &asked, &why, creator, report)?;
    let held = why.plan.as_ref().map(|plan| case.creators(&plan.chosen));
    let before = case.creators(&best.chosen);
    let mut beside = held.as_ref().map_or(Vec::new(), |held| only(held, &before));
    beside.retain(|other| *other != creator);
    let loses = why.plan.as_ref().map(|plan| best.value - plan.value);
    let offers = case.table.offers(why.choice);
    let card = &case.question.cards[creator as usize];
    let missing = Missing {
        offers: offers.map(|offer| card.entry.offers[offer.offer as usize].id).collect::<Vec<OfferId>>(),
        delivers: case.delivers(why.choice),
        fee: case.money(case.table.choices[why.choice as usize].price),
        projected: units(alone(case, why.choice)),
        enters_at_fee: fee.map(|fee| case.money(fee)),
        needs: needed.value.map(units),
        rate: needed.rate,
        loses: loses.map(units),
        share: loses.map(|loses| part(loses, best.value)),
        instead_of: case.names(&held.map_or(Vec::new(), |held| only(&before, &held))),
        beside: case.names(&beside),
        barred,
        rules: Vec::new(),
    };
    Ok((WhyAnswer::Out(Box::new(missing)), why.proved && fee_told))
}

/// What a choice brings if nobody else is in.
fn alone(case: &Case, choice: u32) -> i64 {
    case.table.worth(&[choice])
}

/// The rules without the one that this creator must stay out.
fn allowed(rules: &Rules, creator: u32) -> Rules {
    let mut rules = rules.clone();
    rules.never.retain(|never| *never != creator);
    rules
}

/// The highest fee, in minor units, at which the creator is in, and whether that is proved.
fn entry_fee(
    case: &Case,
    asked: &Asked<'_>,
    why: &optimise::WhyNot,
    creator: u32,
    report: &mut Report<'_>,
) -> Result<(Option<i64>, bool), Cancelled> {
    match case.fee_counts() {
        true => highest_fee(case, asked, why.choice, creator, report),
        false => Ok((why.enters_at_price, why.price_proved)),
    }
}

/// The same answer with the rules of the brief that, dropped alone, bring the creator in.
pub fn keep_out(
    planning: &mut Planning,
    case: &Case,
    best: &Shortlist,
    mut why: WhyNot,
    report: &mut Report<'_>,
) -> Result<WhyNot, Cancelled> {
    let question = &case.question;
    let creator = question.cards.binary_search_by_key(&why.creator, |card| card.entry.creator.id);
    let (WhyAnswer::Out(missing), Ok(creator)) = (&mut why.answer, creator) else { return Ok(why) };
    let creator = creator as u32;
    let roster = Roster { cards: question.cards.clone(), ..Roster::default() };
    let words = RuleWords { roster: &roster, numbers: question.numbers, currency: question.brief.budget.currency };
    let own = Rule::Never(case.id(creator));
    let barred = question.brief.rules.contains(&own);
    // Beside a rule that bars the creator no other one alone keeps them out.
    let told = |rule: &Rule| !barred || *rule == own;
    for (place, rule) in question.brief.rules.iter().enumerate().filter(|(_, rule)| told(rule)) {
        let mut other = Question { keep: Vec::new(), scenarios: Vec::new(), ..question.clone() };
        other.brief.rules.remove(place);
        let Ok(other) = planning.case(&other, report)? else { continue };
        let keep = if other.table.choices.len() == case.table.choices.len() { &best.chosen[..] } else { &[] };
        let free = found(planning.freed.best(&other, keep, report)?).0;
        if let Some(free) = free
            && brings_in(&other, &free, creator, report)?
        {
            let gains = units((free.value - best.value).max(0));
            missing.rules.push(KeepsOut { rule: rule_words(rule, words), gains });
        }
    }
    Ok(why)
}

/// Whether the best shortlist of a case, or another as good, holds the creator.
fn brings_in(case: &Case, free: &Shortlist, creator: u32, report: &mut Report<'_>) -> Result<bool, Cancelled> {
    if case.creators(&free.chosen).binary_search(&creator).is_ok() {
        return Ok(true);
    }
    let rules = &case.asked.rules;
    let with = Rules { must: [&rules.must[..], &[creator]].concat(), ..rules.clone() };
    let with = found(case.table.answer(&with, &Wanted::enough(free.value), EFFORT, report)?).0;
    Ok(with.is_some_and(|plan| plan.value >= free.value))
}
