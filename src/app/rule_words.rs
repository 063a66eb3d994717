//! Rules as sentences.

use super::model::{Model, Roster};
use crate::domain::text::listed;
use crate::domain::{CreatorId, Currency, Group, Metric, Money, NumberStyle, Rule, Sex};

/// How names and amounts are written in the sentences of rules.
#[derive(Clone, Copy)]
pub struct RuleWords<'a> {
    /// Whose names the creators of a rule have.
    pub roster: &'a Roster,
    /// How numbers are written.
    pub numbers: NumberStyle,
    /// Of which money shares and amounts are.
    pub currency: Currency,
}

impl Model {
    /// A rule of the open scenario's brief as a sentence without a full stop.
    pub fn rule_words(&self, rule: &Rule) -> String {
        let currency = self.brief().map_or(self.settings.currency, |brief| brief.budget.currency);
        rule_words(rule, RuleWords { roster: &self.roster, numbers: self.settings.numbers, currency })
    }
}

/// A rule as a sentence without a full stop: "At most 40 % of the money on one creator".
pub fn rule_words(rule: &Rule, words: RuleWords<'_>) -> String {
    let money = |minor: i64| words.numbers.money(Money::from_minor(minor, words.currency));
    match rule {
        Rule::MinCreators(n) => format!("At least {}", creators(*n)),
        Rule::MaxCreators(n) => format!("At most {}", creators(*n)),
        Rule::MinOf(group, n) => format!("At least {n} {}", counted(group, *n)),
        Rule::MaxOf(_, 0) => format!("Nothing {}", within(rule)),
        Rule::MaxOf(group, n) => format!("At most {n} {}", counted(group, *n)),
        Rule::MinShareOf(group, percent) => format!("At least {} {}", share(*percent), on(group)),
        Rule::MaxShareOf(group, percent) => format!("At most {} {}", share(*percent), on(group)),
        Rule::MaxShare(percent) => format!("At most {} on one creator", share(*percent)),
        Rule::MaxCost(metric, minor) => format!("At most {} {}", money(*minor), per(*metric)),
        Rule::MustHave(id) => format!("With {}", name(words.roster, *id)),
        Rule::Never(id) => format!("Without {}", name(words.roster, *id)),
        Rule::NotTogether(ids) => format!("Only one of {}", names(words.roster, ids)),
        Rule::OnlyTogether(ids) => format!("All or none of {}", names(words.roster, ids)),
        Rule::OffersEach(1) => "At most 1 offer of one creator".to_owned(),
        Rule::OffersEach(n) => format!("Up to {n} offers of one creator"),
        Rule::Contingency(percent) => format!("Keep {percent}\u{a0}% of all the money back"),
        Rule::FixedCost(minor, what) if what.is_empty() => format!("{} for other costs", money(*minor)),
        Rule::FixedCost(minor, what) => format!("{} for {what}", money(*minor)),
        Rule::Phases(percent) => format!(
            "Two phases: {percent}\u{a0}% of the money in the first, {}\u{a0}% in the second",
            100 - (*percent).min(100)
        ),
    }
}

/// A group in the plural: "offers on TikTok", "nano creators".
pub fn group_words(group: &Group) -> String {
    match group {
        Group::Platform(platform) => format!("offers on {}", platform.label()),
        Group::Tier(tier) => format!("{} creators", tier.label().to_lowercase()),
        Group::Niche(name) => format!("creators about {name}"),
        Group::Place(name) => format!("creators from {name}"),
        Group::Sex(sex) => sex.many().to_owned(),
        Group::Tag(name) => format!("creators tagged \u{201c}{name}\u{201d}"),
        Group::Phase(1) => "offers in the first phase".to_owned(),
        Group::Phase(_) => "offers in the second phase".to_owned(),
    }
}

/// What so many of a group are called: "offer on TikTok", "offers on TikTok".
pub fn counted(group: &Group, count: u32) -> String {
    let many = group_words(group);
    match group {
        _ if count != 1 => many,
        Group::Sex(Sex::Female) => "woman".to_owned(),
        Group::Sex(Sex::Male) => "man".to_owned(),
        Group::Sex(Sex::Other) => "other".to_owned(),
        Group::Platform(_) | Group::Phase(_) => many.replacen("offers", "offer", 1),
        // A name in front, such as of a tier, isn't touched.
        _ => many.replacen("creators", "creator", 1),
    }
}

/// What a ceiling is per: "per thousand views".
pub fn per(metric: Metric) -> String {
    match metric {
        Metric::Views => "per thousand views".to_owned(),
        Metric::Reach => "per thousand people reached".to_owned(),
        Metric::Engagements => "per engagement".to_owned(),
        metric => format!("per {}", metric.label().to_lowercase().trim_end_matches('s')),
    }
}

fn creators(count: u32) -> String {
    if count == 1 { "1 creator".to_owned() } else { format!("{count} creators") }
}

fn share(percent: u32) -> String {
    format!("{percent}\u{a0}% of the money")
}

/// What money is spent on: "on TikTok", "on women", "in the first phase".
pub fn on(group: &Group) -> String {
    match group {
        Group::Platform(platform) => format!("on {}", platform.label()),
        Group::Phase(1) => "in the first phase".to_owned(),
        Group::Phase(_) => "in the second phase".to_owned(),
        group => format!("on {}", group_words(group)),
    }
}

/// Where "nothing" is, of a rule that allows none of its group.
fn within(rule: &Rule) -> String {
    match rule {
        Rule::MaxOf(group @ (Group::Platform(_) | Group::Phase(_)), _) => on(group),
        Rule::MaxOf(group, _) => format!("by {}", group_words(group)),
        _ => String::new(),
    }
}

fn name(roster: &Roster, id: CreatorId) -> String {
    roster.card(id).map_or("a removed creator".to_owned(), |card| card.name().to_owned())
}

fn names(roster: &Roster, ids: &[CreatorId]) -> String {
    let known: Vec<String> = ids.iter().filter_map(|id| roster.card(*id)).map(|card| card.name().to_owned()).collect();
    if known.is_empty() { "removed creators".to_owned() } else { listed(&known) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Platform, Tier};

    #[test]
    fn rules_read_as_sentences() {
        let roster = Roster::default();
        let words = RuleWords { roster: &roster, numbers: NumberStyle::ENGLISH, currency: Currency::EUR };
        let check = |rule: Rule, expected: &str| assert_eq!(rule_words(&rule, words).replace('\u{a0}', " "), expected);
        check(Rule::MinCreators(1), "At least 1 creator");
        check(Rule::MaxShare(40), "At most 40 % of the money on one creator");
        check(Rule::MinOf(Group::Sex(Sex::Female), 2), "At least 2 women");
        check(Rule::MinOf(Group::Sex(Sex::Female), 1), "At least 1 woman");
        check(Rule::MinOf(Group::Tier(Tier::Nano), 1), "At least 1 nano creator");
        check(Rule::MaxOf(Group::Platform(Platform::TikTok), 1), "At most 1 offer on TikTok");
        check(Rule::MaxOf(Group::Platform(Platform::TikTok), 0), "Nothing on TikTok");
        check(Rule::MaxOf(Group::Tier(Tier::Mega), 0), "Nothing by mega creators");
        check(Rule::MaxShareOf(Group::Platform(Platform::TikTok), 45), "At most 45 % of the money on TikTok");
        check(Rule::MinShareOf(Group::Tier(Tier::Nano), 20), "At least 20 % of the money on nano creators");
        check(Rule::Phases(60), "Two phases: 60 % of the money in the first, 40 % in the second");
        check(Rule::NotTogether(vec![CreatorId(1)]), "Only one of removed creators");
        assert!(rule_words(&Rule::FixedCost(2_000, "boosting".into()), words).ends_with(" for boosting"));
    }
}
