//! Sentences for what the optimiser and the forecast answer.

use std::sync::Arc;

use super::model::Roster;
use super::projecting::Projector;
use super::question::Question;
use super::rows::Asked;
use super::rule_words::{RuleWords, rule_words};
use crate::domain::{Currency, Entry, Goal, Money, NumberStyle, Offer, Platform, Rule};
use crate::forecast::Level;
use crate::forecast::nearby::LocalBasis;
use crate::optimise::{Conflict, Method, Part, Shortlist, Weigh};
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
        Method::Rows => format!(
            "All {offers} offers were priced under every rule; for the {} creators that could still change it, every \
             exchange was tried",
            best.contenders
        ),
        Method::Table => format!("All {offers} offers were tried against every step of the money"),
        Method::Unproved => format!("{} creators could still change it; the proof goes on", best.contenders),
    }
}

/// Where a projection comes from, in sentences without a closing full stop.
pub fn basis(
    level: &Level,
    goal: Goal,
    projector: &Projector<'_>,
    entry: &Entry,
    offer: &Offer,
    numbers: NumberStyle,
) -> String {
    let mut parts = level_words(level, numbers);
    parts.extend(goal_words(goal, projector, entry, offer, numbers));
    parts.join("; ")
}

/// What a goal adds to the posts it starts from.
fn goal_words(
    goal: Goal,
    projector: &Projector<'_>,
    entry: &Entry,
    offer: &Offer,
    numbers: NumberStyle,
) -> Option<String> {
    let percent = |share: f64| numbers.percent(share, if share < 0.02 { 2 } else { 0 });
    match goal {
        Goal::Relevant => {
            Some(format!("{} of it counts as relevant to the brief's niches", percent(projector.relevance(entry))))
        }
        Goal::Nearby => {
            let local = projector.nearby?.share(entry, offer);
            let (low, high) = local.band();
            let source = match local.basis {
                LocalBasis::Stated => "as stated for this audience",
                LocalBasis::Assumed => "assumed from the home town and the distance",
            };
            Some(format!("{} of it nearby ({} to {}), {source}", percent(local.share), percent(low), percent(high)))
        }
        Goal::Clicks | Goal::Orders | Goal::Margin => {
            let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
            let funnel = &projector.premises.funnel;
            let (rate, _) = funnel.offer_click_rate(platform, &offer.deliverables, &projector.premises.forecast);
            let clicks = format!("{} of views click", percent(rate));
            let orders = funnel.conversion(platform).value;
            Some(if goal == Goal::Clicks { clicks } else { format!("{clicks}, {} of clicks order", percent(orders)) })
        }
        _ => None,
    }
}

fn level_words(level: &Level, numbers: NumberStyle) -> Vec<String> {
    let mut parts = share_words(level, numbers);
    if usual_counts(level)
        && let Some(last) = parts.last_mut()
    {
        last.push_str(&format!(": {} ({}, {})", level.prior.population, level.prior.name, level.prior.year));
    }
    parts
}

/// Whether what is usual at this size is told as a part of a level.
fn usual_counts(level: &Level) -> bool {
    level.shares.benchmark > 0.005 || (level.posts_used == 0 && level.shares.stated <= 0.005)
}

/// How much of a level comes from where, a part of a sentence each; what is usual comes last.
pub fn share_words(level: &Level, numbers: NumberStyle) -> Vec<String> {
    let percent = |share: f64| numbers.percent(share, 0);
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
    if usual_counts(level) {
        parts.push(format!("{} from what is usual at this size", percent(level.shares.benchmark)));
    }
    parts
}

/// Why rules can't be met together, and what would help: two sentences without a full stop.
pub fn conflict(conflict: &Conflict, question: &Question, asked: &Asked) -> (String, String) {
    let (cards, currency, numbers) = (&question.cards, question.brief.budget.currency, question.numbers);
    match conflict {
        Conflict::Together { parts, loosen, .. } => clash(parts, loosen, question, asked),
        Conflict::Undecided => (
            "Nothing that keeps all rules has been found so far".to_owned(),
            "Loosen a rule, or give it more money".to_owned(),
        ),
        plain => plain_conflict(plain, cards, currency, numbers),
    }
}

/// A part of the optimiser's rules as the brief says it, without a full stop.
pub fn part_words(part: &Part, question: &Question, asked: &Asked) -> String {
    let (brief, numbers) = (&question.brief, question.numbers);
    let roster = Roster { cards: Arc::clone(&question.cards), ..Roster::default() };
    let words = RuleWords { roster: &roster, numbers, currency: brief.budget.currency };
    let rule = |place: &usize| asked.sources.get(*place).and_then(|source| brief.rules.get(*source));
    match part {
        Part::Budget => {
            format!("{} for creators", numbers.money(Money::from_minor(brief.for_creators(), brief.budget.currency)))
        }
        Part::Ceiling => rule_words(&Rule::MaxShare(brief.max_share()), words),
        Part::MinCreators => rule_words(&Rule::MinCreators(brief.min_creators()), words),
        Part::Must(creator) => format!("With {}", name(&question.cards, *creator)),
        Part::Never(creator) => format!("Without {}", name(&question.cards, *creator)),
        Part::Row(place, _) => rule(place).map_or_else(|| "A rule".to_owned(), |rule| rule_words(rule, words)),
    }
}

/// A smallest set of rules that can't be kept together, and what would loosen it.
fn clash(parts: &[Part], loosen: &[(Part, i64)], question: &Question, asked: &Asked) -> (String, String) {
    let (brief, numbers) = (&question.brief, question.numbers);
    let money = |minor: i64| numbers.money(Money::from_minor(minor, brief.budget.currency));
    let sentence = |part: &Part| part_words(part, question, asked);
    let mut told: Vec<String> = parts.iter().map(|part| format!("\u{201c}{}\u{201d}", sentence(part))).collect();
    told.dedup();
    let problem = match told.as_slice() {
        [one] => format!("No shortlist can keep {one}"),
        many => format!("These can't be kept together: {}", many.join(", ")),
    };
    let helps: Vec<String> = loosen
        .iter()
        .map(|(part, change)| match part {
            Part::Budget => format!("add {} to the money", money(*change)),
            Part::Ceiling => format!("allow {} % more on one creator", change),
            Part::MinCreators => format!("ask for {} fewer creators", change.abs()),
            Part::Must(creator) => format!("unpin {}", name(&question.cards, *creator)),
            Part::Never(creator) => format!("allow {}", name(&question.cards, *creator)),
            Part::Row(place, _) => {
                let by = match asked.rules.rows.get(*place).map(|row| &row.weigh) {
                    Some(Weigh::Price) => money(change.abs()),
                    _ => change.abs().to_string(),
                };
                format!("loosen \u{201c}{}\u{201d} by {by}", sentence(part))
            }
        })
        .collect();
    let hint = match helps.as_slice() {
        [] => "Drop one of them".to_owned(),
        helps => {
            let mut text = helps.join(", or ");
            text.get_mut(..1).map(str::make_ascii_uppercase);
            text
        }
    };
    (problem, hint)
}

fn name(cards: &[Arc<Card>], creator: u32) -> String {
    cards.get(creator as usize).map_or("a creator", |card| card.name()).to_owned()
}

/// Why rules can't be met together and what would loosen them, as two sentences without full stops.
pub fn plain_conflict(
    conflict: &Conflict,
    cards: &[Arc<Card>],
    currency: Currency,
    numbers: NumberStyle,
) -> (String, String) {
    let money = |minor: i64| numbers.money(Money::from_minor(minor, currency));
    let names = |creators: &[u32]| creators.iter().map(|c| name(cards, *c)).collect::<Vec<_>>().join(", ");
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
        Conflict::Together { .. } | Conflict::Undecided => {
            ("The rules can't be kept together".to_owned(), "Drop or loosen one of them".to_owned())
        }
    }
}
