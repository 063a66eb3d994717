//! Rules as sentences.

use super::model::Roster;
use crate::domain::Rule;

/// A rule as a sentence without a full stop: "At most 40 % of the money on one creator".
pub fn rule_words(rule: &Rule, roster: &Roster) -> String {
    let name = |id| roster.card(id).map_or("a removed creator".to_owned(), |card| card.name().to_owned());
    match rule {
        Rule::MinCreators(1) => "At least 1 creator".to_owned(),
        Rule::MinCreators(n) => format!("At least {n} creators"),
        Rule::MaxShare(percent) => format!("At most {percent}\u{a0}% of the money on one creator"),
        Rule::MustHave(id) => format!("With {}", name(*id)),
        Rule::Never(id) => format!("Without {}", name(*id)),
    }
}
