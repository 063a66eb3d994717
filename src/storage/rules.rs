//! Rules of a scenario in the file.

use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::tx::{Tx, read, text};
use crate::domain::{CreatorId, Group, Metric, Rule, ScenarioId};

fn row_to_rule(row: &Row<'_>) -> Result<Rule, StoreError> {
    let amount: Option<i64> = row.get(1)?;
    let creator = row.get::<_, Option<i64>>(2)?.map(CreatorId);
    let subject: Option<String> = row.get(3)?;
    let count = amount.and_then(|amount| u32::try_from(amount).ok());
    let group = || subject.as_deref().and_then(|text| text.split_once(':')).and_then(|(k, v)| Group::from_key(k, v));
    let creators = || subject.as_deref().and_then(numbers);
    read(row, 0, |kind| match kind {
        "min_creators" => Some(Rule::MinCreators(count?)),
        "max_creators" => Some(Rule::MaxCreators(count?)),
        "min_of" => Some(Rule::MinOf(group()?, count?)),
        "max_of" => Some(Rule::MaxOf(group()?, count?)),
        "min_share_of" => Some(Rule::MinShareOf(group()?, count?)),
        "max_share_of" => Some(Rule::MaxShareOf(group()?, count?)),
        "max_share" => Some(Rule::MaxShare(count?)),
        "max_cost" => Some(Rule::MaxCost(Metric::from_key(subject.as_deref()?)?, amount?)),
        "must_have" => Some(Rule::MustHave(creator?)),
        "never" => Some(Rule::Never(creator?)),
        "not_together" => Some(Rule::NotTogether(creators()?)),
        "only_together" => Some(Rule::OnlyTogether(creators()?)),
        "offers_each" => Some(Rule::OffersEach(count?)),
        "contingency" => Some(Rule::Contingency(count?)),
        "fixed_cost" => Some(Rule::FixedCost(amount?, subject.clone()?)),
        "phases" => Some(Rule::Phases(count?)),
        _ => None,
    })
}

/// The numbers of several creators, "12 15".
fn numbers(text: &str) -> Option<Vec<CreatorId>> {
    text.split_whitespace().map(|number| number.parse().ok().map(CreatorId)).collect()
}

/// The rules of a scenario, in their order.
pub(super) fn of_scenario(conn: &Connection, scenario: ScenarioId) -> Result<Vec<Rule>, StoreError> {
    let sql = "SELECT kind, amount, creator_id, subject FROM rules WHERE scenario_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([scenario.0])?;
    let mut rules = Vec::new();
    while let Some(row) = rows.next()? {
        rules.push(row_to_rule(row)?);
    }
    Ok(rules)
}

impl Tx<'_> {
    /// A list that differs is written anew, so that its order is the order of the rows.
    pub(super) fn update_rules(&self, scenario: ScenarioId, wanted: &[Rule], known: &[Rule]) -> Result<(), StoreError> {
        if wanted == known {
            return Ok(());
        }
        self.conn.prepare_cached("DELETE FROM rules WHERE scenario_id = ?1")?.execute([scenario.0])?;
        for rule in wanted {
            let (kind, amount, creator, subject) = parts(rule);
            let subject = subject.map(|subject| text(&subject)).transpose()?;
            let sql = "INSERT INTO rules (scenario_id, kind, amount, creator_id, subject) VALUES (?1, ?2, ?3, ?4, ?5)";
            self.insert(sql, params![scenario.0, kind, amount, creator, subject])?;
        }
        Ok(())
    }
}

type Parts = (&'static str, Option<i64>, Option<i64>, Option<String>);

/// Kind, amount, creator and subject of a rule.
fn parts(rule: &Rule) -> Parts {
    let grouped = |kind, group: &Group, amount: u32| {
        let (name, text) = group.key();
        (kind, Some(i64::from(amount)), None, Some(format!("{name}:{text}")))
    };
    let counted = |kind, amount: u32| (kind, Some(i64::from(amount)), None, None);
    let several = |kind, creators: &[CreatorId]| {
        let numbers: Vec<String> = creators.iter().map(|creator| creator.0.to_string()).collect();
        (kind, None, None, Some(numbers.join(" ")))
    };
    match rule {
        Rule::MinCreators(count) => counted("min_creators", *count),
        Rule::MaxCreators(count) => counted("max_creators", *count),
        Rule::MinOf(group, count) => grouped("min_of", group, *count),
        Rule::MaxOf(group, count) => grouped("max_of", group, *count),
        Rule::MinShareOf(group, percent) => grouped("min_share_of", group, *percent),
        Rule::MaxShareOf(group, percent) => grouped("max_share_of", group, *percent),
        Rule::MaxShare(percent) => counted("max_share", *percent),
        Rule::MaxCost(metric, minor) => ("max_cost", Some(*minor), None, Some(metric.key().to_owned())),
        Rule::MustHave(creator) => ("must_have", None, Some(creator.0), None),
        Rule::Never(creator) => ("never", None, Some(creator.0), None),
        Rule::NotTogether(creators) => several("not_together", creators),
        Rule::OnlyTogether(creators) => several("only_together", creators),
        Rule::OffersEach(count) => counted("offers_each", *count),
        Rule::Contingency(percent) => counted("contingency", *percent),
        Rule::FixedCost(minor, what) => ("fixed_cost", Some(*minor), None, Some(what.clone())),
        Rule::Phases(percent) => counted("phases", *percent),
    }
}
