//! Briefs in the file: money, dates, platforms, niches and rules of a scenario.

use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::tx::{Tx, date, parsed, read, read_some, text};
use crate::domain::{Brief, CreatorId, Currency, Metric, Money, Platform, Rule, ScenarioId};

/// A brief without its lists.
fn row_to_brief(row: &Row<'_>) -> Result<Brief, StoreError> {
    let currency = read(row, 2, Currency::from_code)?;
    let mut brief = Brief::with_budget(Money::from_minor(row.get(1)?, currency));
    brief.goal = read(row, 0, Metric::from_key)?;
    brief.promise = row.get(3)?;
    brief.starts = read_some(row, 4, parsed)?;
    brief.ends = read_some(row, 5, parsed)?;
    Ok(brief)
}

fn row_to_rule(row: &Row<'_>) -> Result<Rule, StoreError> {
    let amount: Option<u32> = row.get(1)?;
    let creator = row.get::<_, Option<i64>>(2)?.map(CreatorId);
    read(row, 0, |kind| match (kind, amount, creator) {
        ("min_creators", Some(count), _) => Some(Rule::MinCreators(count)),
        ("max_share", Some(percent), _) => Some(Rule::MaxShare(percent)),
        ("must_have", _, Some(creator)) => Some(Rule::MustHave(creator)),
        ("never", _, Some(creator)) => Some(Rule::Never(creator)),
        _ => None,
    })
}

/// The brief of a scenario.
pub(super) fn of_scenario(conn: &Connection, scenario: ScenarioId) -> Result<Brief, StoreError> {
    let list = |sql: &str, push: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>| -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([scenario.0])?;
        while let Some(row) = rows.next()? {
            push(row)?;
        }
        Ok(())
    };
    let mut found = None;
    list(
        "SELECT goal, budget_minor, currency, promise, starts, ends FROM briefs WHERE scenario_id = ?1",
        &mut |row| {
            found = Some(row_to_brief(row)?);
            Ok(())
        },
    )?;
    let mut brief = found.ok_or(StoreError::NotFound("scenario"))?;
    list("SELECT platform FROM brief_platforms WHERE scenario_id = ?1 ORDER BY id", &mut |row| {
        brief.platforms.push(read(row, 0, Platform::from_key)?);
        Ok(())
    })?;
    list("SELECT name FROM brief_niches WHERE scenario_id = ?1 ORDER BY id", &mut |row| {
        brief.niches.push(row.get(0)?);
        Ok(())
    })?;
    list("SELECT kind, amount, creator_id FROM rules WHERE scenario_id = ?1 ORDER BY id", &mut |row| {
        brief.rules.push(row_to_rule(row)?);
        Ok(())
    })?;
    Ok(brief)
}

impl Tx<'_> {
    /// Makes the brief of a scenario equal to `brief`. Doubled platforms, niches and rules count once.
    ///
    /// # Errors
    /// If the scenario or a creator in a rule is gone, the budget is negative or the promise not between 0 and 1.
    pub fn update_brief(&self, scenario: ScenarioId, brief: &Brief) -> Result<(), StoreError> {
        if brief.budget.minor < 0 {
            return Err(StoreError::Refused(String::from("A budget can't be negative. Nothing was changed.")));
        }
        let sql = "INSERT INTO briefs (scenario_id, goal, budget_minor, currency, promise, starts, ends)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (scenario_id) DO UPDATE SET goal = excluded.goal, budget_minor = excluded.budget_minor,
                   currency = excluded.currency, promise = excluded.promise, starts = excluded.starts,
                   ends = excluded.ends";
        let (starts, ends) = (brief.starts.map(date).transpose()?, brief.ends.map(date).transpose()?);
        let currency = brief.budget.currency.code().to_owned();
        let budget = brief.budget.minor;
        self.insert(sql, params![scenario.0, brief.goal.key(), budget, currency, brief.promise, starts, ends])?;
        self.update_lists(scenario, brief)
    }

    /// A list that differs is written anew, so that its order is the order of the rows.
    fn update_lists(&self, scenario: ScenarioId, brief: &Brief) -> Result<(), StoreError> {
        let known = of_scenario(self.conn, scenario)?;
        let platforms = distinct(brief.platforms.iter().copied());
        if platforms != known.platforms {
            self.conn.prepare_cached("DELETE FROM brief_platforms WHERE scenario_id = ?1")?.execute([scenario.0])?;
            let sql = "INSERT INTO brief_platforms (scenario_id, platform) VALUES (?1, ?2)";
            for platform in platforms {
                self.insert(sql, params![scenario.0, platform.key()])?;
            }
        }
        let niches = brief.niches.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
        let niches = distinct(niches.into_iter().filter(|name| !name.is_empty()));
        if niches != known.niches {
            self.conn.prepare_cached("DELETE FROM brief_niches WHERE scenario_id = ?1")?.execute([scenario.0])?;
            for name in niches {
                let sql = "INSERT INTO brief_niches (scenario_id, name) VALUES (?1, ?2)";
                self.insert(sql, params![scenario.0, name])?;
            }
        }
        let rules = distinct(brief.rules.iter().copied());
        if rules != known.rules {
            self.conn.prepare_cached("DELETE FROM rules WHERE scenario_id = ?1")?.execute([scenario.0])?;
            for rule in rules {
                self.add_rule(scenario, rule)?;
            }
        }
        Ok(())
    }

    fn add_rule(&self, scenario: ScenarioId, rule: Rule) -> Result<(), StoreError> {
        let (kind, amount, creator) = match rule {
            Rule::MinCreators(count) => ("min_creators", Some(count), None),
            Rule::MaxShare(percent) => ("max_share", Some(percent), None),
            Rule::MustHave(creator) => ("must_have", None, Some(creator.0)),
            Rule::Never(creator) => ("never", None, Some(creator.0)),
        };
        let sql = "INSERT INTO rules (scenario_id, kind, amount, creator_id) VALUES (?1, ?2, ?3, ?4)";
        self.insert(sql, params![scenario.0, kind, amount, creator])?;
        Ok(())
    }
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}
