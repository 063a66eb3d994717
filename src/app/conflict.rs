//! Why rules can't be kept together, in words, and which single changes might help.

use std::sync::Arc;

use super::model::Roster;
use super::question::Question;
use super::rows::Asked;
use super::rule_words::{RuleWords, rule_words};
use crate::domain::{Brief, Currency, Money, NumberStyle, Rule};
use crate::optimise::{Conflict, Part, Side};
use crate::report::Card;

/// A single change of a brief that might let its rules be kept.
pub struct Way {
    /// What is done, in words: "Lower “At least 12 creators” to 9".
    pub words: String,
    /// The brief after it.
    pub brief: Brief,
}

/// Why rules can't be met together, and what would help: two sentences without a full stop.
pub fn conflict(conflict: &Conflict, question: &Question, asked: &Asked) -> (String, String) {
    let (cards, currency, numbers) = (&question.cards, question.brief.budget.currency, question.numbers);
    match conflict {
        Conflict::Together { parts, smallest, .. } => {
            (clash(parts, *smallest, question, asked), hint(&ways(conflict, question, asked)))
        }
        Conflict::Undecided => (
            "So far no shortlist was found that keeps all rules, and it isn't proved that there is none".to_owned(),
            "Loosen or drop a rule, or give it more money".to_owned(),
        ),
        plain => plain_conflict(plain, cards, currency, numbers),
    }
}

/// A part of the optimiser's rules as the brief says it, without a full stop.
pub fn part_words(part: &Part, question: &Question, asked: &Asked) -> String {
    Saying::of(question).part(part, question, asked)
}

/// The ways as one sentence.
fn hint(ways: &[Way]) -> String {
    let words: Vec<&str> = ways.iter().map(|way| way.words.as_str()).collect();
    match words.as_slice() {
        [] => "Drop one of them".to_owned(),
        [one] => (*one).to_owned(),
        [first, rest @ ..] => {
            let rest = rest.iter().map(|way| {
                let mut letters = way.chars();
                letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
            });
            format!("{first}, or {}", rest.collect::<Vec<String>>().join(", or "))
        }
    }
}

/// The rules of a set that can't be kept together, named by their words.
fn clash(parts: &[Part], smallest: bool, question: &Question, asked: &Asked) -> String {
    let say = Saying::of(question);
    let mut told: Vec<String> =
        parts.iter().map(|part| format!("\u{201c}{}\u{201d}", say.part(part, question, asked))).collect();
    told.dedup();
    match told.as_slice() {
        [one] => format!("No shortlist can keep {one}"),
        many if smallest => format!("These can't be kept together: {}", many.join(", ")),
        many => format!("Some of these can't be kept together: {}", many.join(", ")),
    }
}

/// Single changes that might let the rules be kept, the least of their kind first; never one that leaves nobody.
pub fn ways(conflict: &Conflict, question: &Question, asked: &Asked) -> Vec<Way> {
    let say = Saying::of(question);
    let brief = &question.brief;
    let rule = |place: Option<usize>, new: Option<Rule>| place.and_then(|place| say.changed(brief, place, new));
    let id = |creator: &u32| question.cards.get(*creator as usize).map(|card| card.entry.creator.id);
    let without = |wanted: Option<Rule>| rule(brief.rules.iter().position(|rule| Some(rule) == wanted.as_ref()), None);
    let least_number = |to: u32| {
        let place = brief.rules.iter().position(|r| *r == Rule::MinCreators(brief.min_creators()));
        rule(place.filter(|_| to > 0), Some(Rule::MinCreators(to)))
    };
    let share = |to: u32| {
        let place = brief.rules.iter().position(|r| *r == Rule::MaxShare(brief.max_share()));
        rule(place, (to < 100).then_some(Rule::MaxShare(to)))
    };
    let ways: Vec<Option<Way>> = match conflict {
        Conflict::MustAndNever { creators } => creators
            .iter()
            .flat_map(|c| [without(id(c).map(Rule::MustHave)), without(id(c).map(Rule::Never))])
            .collect(),
        Conflict::MustWithoutOffer { creators } => {
            creators.iter().map(|c| without(id(c).map(Rule::MustHave))).collect()
        }
        Conflict::MustOverCeiling { creators, .. } => {
            let dearest = creators.iter().map(|(_, price)| *price).max().unwrap_or_default();
            let unpinned = creators.iter().map(|(c, _)| without(id(c).map(Rule::MustHave)));
            std::iter::once(share(percent_above(dearest, brief.for_creators()))).chain(unpinned).collect()
        }
        Conflict::MustOverBudget { over, .. } => {
            let unpinned = asked.rules.must.iter().map(|c| without(id(c).map(Rule::MustHave)));
            std::iter::once(say.more_money(brief, *over)).chain(unpinned).collect()
        }
        Conflict::TooFewCreators { available, wanted, .. } => {
            vec![least_number(*available), say.money_for(question, *wanted)]
        }
        Conflict::CountOverBudget { affordable, over, .. } => {
            vec![least_number(*affordable), say.more_money(brief, *over)]
        }
        Conflict::Together { loosen, .. } => loosen
            .iter()
            .map(|(part, change)| match part {
                Part::Budget => say.more_money(brief, *change),
                Part::Ceiling => share(brief.max_share().saturating_add_signed(*change as i32)),
                Part::MinCreators => least_number(brief.min_creators().saturating_add_signed(*change as i32)),
                Part::Must(creator) => without(id(creator).map(Rule::MustHave)),
                Part::Never(creator) => without(id(creator).map(Rule::Never)),
                Part::Row(row, side) => {
                    let place = asked.sources.get(*row).copied();
                    let limit = asked.rules.rows.get(*row).and_then(|row| match side {
                        Side::Least => row.least,
                        Side::Most => row.most,
                    });
                    let new = limit.zip(place.and_then(|place| brief.rules.get(place)));
                    rule(place, new.and_then(|(limit, rule)| moved(rule, limit.saturating_add(*change), brief)))
                }
            })
            .collect(),
        Conflict::Undecided => Vec::new(),
    };
    ways.into_iter().flatten().collect()
}

/// The money for creators that pays for the cheapest `wanted` of them, none above the most that one may cost; in minor
/// units, `None` where fewer have a fee in the campaign's currency.
fn enough_for(question: &Question, wanted: u32) -> Option<i64> {
    let currency = question.brief.budget.currency;
    let fee_of = |card: &Arc<Card>| {
        let fees = card.entry.offers.iter().filter_map(|offer| offer.fee);
        fees.filter(|fee| fee.currency == currency).map(|fee| fee.minor).min()
    };
    let mut fees: Vec<i64> = question.cards.iter().filter_map(fee_of).collect();
    fees.sort_unstable();
    let cheapest = fees.get(..wanted as usize)?;
    let dearest = i128::from(*cheapest.last()?);
    let share = i128::from(question.brief.max_share().max(1));
    let whole = i64::try_from((dearest * 100 + share - 1) / share).ok()?;
    Some(cheapest.iter().fold(0, |sum: i64, fee| sum.saturating_add(*fee)).max(whole))
}

/// Every rule left out, one at a time.
pub fn drops(question: &Question) -> Vec<Way> {
    let say = Saying::of(question);
    (0..question.brief.rules.len()).filter_map(|place| say.changed(&question.brief, place, None)).collect()
}

/// The rule with its limit at `to`; `None` where that would be no rule any more.
fn moved(rule: &Rule, to: i64, brief: &Brief) -> Option<Rule> {
    let count = u32::try_from(to).unwrap_or(0);
    let money = brief.for_creators().max(1);
    // A least share is rounded up to money and a most share down, so the percents are rounded the other way.
    let below = (i128::from(to.max(0)) * 100 / i128::from(money)) as u32;
    let above = percent_above(to, money);
    match rule {
        Rule::MinOf(group, _) => (count > 0).then(|| Rule::MinOf(group.clone(), count)),
        Rule::MaxOf(group, _) => Some(Rule::MaxOf(group.clone(), count)),
        Rule::MaxCreators(_) => Some(Rule::MaxCreators(count)),
        Rule::MinShareOf(group, _) => (below > 0).then(|| Rule::MinShareOf(group.clone(), below)),
        Rule::MaxShareOf(group, _) => (above < 100).then(|| Rule::MaxShareOf(group.clone(), above)),
        _ => None,
    }
}

/// The whole percent of `money` that is `minor` or more.
fn percent_above(minor: i64, money: i64) -> u32 {
    let (minor, money) = (i128::from(minor.max(0)), i128::from(money.max(1)));
    ((minor * 100 + money - 1) / money).min(1_000) as u32
}

/// How things are said.
struct Saying {
    roster: Roster,
    numbers: NumberStyle,
    currency: Currency,
}

impl Saying {
    fn of(question: &Question) -> Saying {
        Saying {
            roster: Roster { cards: Arc::clone(&question.cards), ..Roster::default() },
            numbers: question.numbers,
            currency: question.brief.budget.currency,
        }
    }

    fn rule(&self, rule: &Rule) -> String {
        rule_words(rule, RuleWords { roster: &self.roster, numbers: self.numbers, currency: self.currency })
    }

    fn money(&self, minor: i64) -> String {
        self.numbers.money(Money::from_minor(minor, self.currency))
    }

    fn part(&self, part: &Part, question: &Question, asked: &Asked) -> String {
        let brief = &question.brief;
        match part {
            Part::Budget => format!("{} for creators", self.money(brief.for_creators())),
            Part::Ceiling => self.rule(&Rule::MaxShare(brief.max_share())),
            Part::MinCreators => self.rule(&Rule::MinCreators(brief.min_creators())),
            Part::Must(creator) => format!("With {}", name(&question.cards, *creator)),
            Part::Never(creator) => format!("Without {}", name(&question.cards, *creator)),
            Part::Row(place, _) => {
                let rule = asked.sources.get(*place).and_then(|source| brief.rules.get(*source));
                rule.map_or_else(|| "A rule".to_owned(), |rule| self.rule(rule))
            }
        }
    }

    /// The brief with another rule at `place`, or without the one that is there.
    fn changed(&self, brief: &Brief, place: usize, new: Option<Rule>) -> Option<Way> {
        let old = brief.rules.get(place)?;
        let mut changed = brief.clone();
        let words = match (old, &new) {
            (Rule::MustHave(id), None) => format!("Unpin {}", self.name(*id)),
            (Rule::Never(id), None) => format!("Allow {}", self.name(*id)),
            (old, None) => format!("Drop \u{201c}{}\u{201d}", self.rule(old)),
            (old, Some(new)) => {
                let (before, after) = (limit(old)?, limit(new)?);
                let verb = if after.0 < before.0 { "Lower" } else { "Raise" };
                format!("{verb} \u{201c}{}\u{201d} to {}", self.rule(old), after.1)
            }
        };
        match new {
            Some(new) => changed.rules[place] = new,
            None => drop(changed.rules.remove(place)),
        }
        Some(Way { words, brief: changed })
    }

    fn name(&self, id: crate::domain::CreatorId) -> String {
        self.roster.card(id).map_or("a removed creator", |card| card.name()).to_owned()
    }

    /// The brief with money for so many creators, whoever is cheapest.
    fn money_for(&self, question: &Question, wanted: u32) -> Option<Way> {
        let brief = &question.brief;
        self.more_money(brief, enough_for(question, wanted)?.checked_sub(brief.for_creators())?)
    }

    /// The brief with so much more for creators, in whole units of money.
    fn more_money(&self, brief: &Brief, more: i64) -> Option<Way> {
        let wanted = brief.for_creators().checked_add(more)?;
        let scale = brief.budget.currency.scale();
        let mut changed = brief.clone();
        // Part of what is added is kept back too; twice the money and again is far more than that needs.
        let (mut low, mut high) = (brief.budget.minor / scale, (brief.budget.minor / scale).saturating_add(1));
        let fits = |units: i64| {
            let mut tried = brief.clone();
            tried.budget.minor = units.saturating_mul(scale);
            tried.for_creators() >= wanted
        };
        for _ in 0..40 {
            if fits(high) {
                break;
            }
            high = high.saturating_mul(2);
        }
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if fits(middle) { high = middle } else { low = middle }
        }
        changed.budget.minor = high.saturating_mul(scale);
        fits(high)
            .then(|| Way { words: format!("Raise the money to {}", self.money(changed.budget.minor)), brief: changed })
    }
}

/// The number of a rule, and how it is written.
fn limit(rule: &Rule) -> Option<(u32, String)> {
    match rule {
        Rule::MinCreators(n) | Rule::MaxCreators(n) | Rule::MinOf(_, n) | Rule::MaxOf(_, n) => {
            Some((*n, n.to_string()))
        }
        Rule::MinShareOf(_, n) | Rule::MaxShareOf(_, n) | Rule::MaxShare(n) => Some((*n, format!("{n}\u{a0}%"))),
        _ => None,
    }
}

fn name(cards: &[Arc<Card>], creator: u32) -> String {
    cards.get(creator as usize).map_or("a creator", |card| card.name()).to_owned()
}

fn creators(count: u32) -> String {
    if count == 1 { "1 creator".to_owned() } else { format!("{count} creators") }
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
            let dearest = creators.iter().map(|(_, price)| *price).max().unwrap_or_default();
            (
                format!("{} must be in, but one creator may cost at most {}", names(&list), money(*ceiling)),
                format!("Allow {} on one creator, or unpin them", money(dearest)),
            )
        }
        Conflict::MustOverBudget { cost, over } => (
            format!("The creators who must be in cost at least {}", money(*cost)),
            format!("Add {} to the money, or unpin one of them", money(*over)),
        ),
        Conflict::TooFewCreators { available, wanted, ceiling } => {
            let who = match available {
                0 => "Nobody asks".to_owned(),
                1 => "Only 1 creator asks".to_owned(),
                many => format!("Only {many} creators ask"),
            };
            (
                format!("{who} for {} or less, but {wanted} must be in", money(*ceiling)),
                "Ask for fewer creators, add money, or allow more of it on one".to_owned(),
            )
        }
        Conflict::CountOverBudget { wanted, affordable, cost, over } => {
            let fewer = match affordable {
                0 => "drop the least number".to_owned(),
                some => format!("ask for {}", creators(*some)),
            };
            (
                format!("{} cost at least {}; the money pays for {affordable}", creators(*wanted), money(*cost)),
                format!("Add {} to the money, or {fewer}", money(*over)),
            )
        }
        Conflict::Together { .. } | Conflict::Undecided => {
            ("The rules can't be kept together".to_owned(), "Drop or loosen one of them".to_owned())
        }
    }
}
