//! Briefs in the file: money, dates, platforms, niches and rules of a scenario.

use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::rules;
use super::tx::{Tx, date, parsed, read, read_some, text};
use crate::domain::{Aim, Around, Brief, Currency, Goal, Mix, Money, Platform, ScenarioId};

/// What [`row_to_brief`] reads.
const COLUMNS: &str =
    "goal, budget_minor, currency, promise, starts, ends, mix, aim, target, place, latitude, longitude, km";

/// A brief without its lists.
fn row_to_brief(row: &Row<'_>) -> Result<Brief, StoreError> {
    let currency = read(row, 2, Currency::from_code)?;
    let mut brief = Brief::with_budget(Money::from_minor(row.get(1)?, currency));
    brief.goal = read(row, 0, Goal::from_key)?;
    if let (Goal::Mix(_), Some(mix)) = (brief.goal, read_some(row, 6, mix)?) {
        brief.goal = Goal::Mix(mix);
    }
    brief.promise = row.get(3)?;
    brief.starts = read_some(row, 4, parsed)?;
    brief.ends = read_some(row, 5, parsed)?;
    brief.aim = read(row, 7, Aim::from_key)?;
    brief.target = row.get(8)?;
    if let Some(name) = row.get(9)? {
        brief.around = Some(Around { name, latitude: row.get(10)?, longitude: row.get(11)?, km: row.get(12)? });
    }
    Ok(brief)
}

/// The weights of a mix, "50 0 50 0 0".
fn mix(text: &str) -> Option<Mix> {
    let weights: Vec<u8> = text.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some(Mix { weights: weights.try_into().ok()? })
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
    list(&format!("SELECT {COLUMNS} FROM briefs WHERE scenario_id = ?1"), &mut |row| {
        found = Some(row_to_brief(row)?);
        Ok(())
    })?;
    let mut brief = found.ok_or(StoreError::NotFound("scenario"))?;
    list("SELECT platform FROM brief_platforms WHERE scenario_id = ?1 ORDER BY id", &mut |row| {
        brief.platforms.push(read(row, 0, Platform::from_key)?);
        Ok(())
    })?;
    list("SELECT name FROM brief_niches WHERE scenario_id = ?1 ORDER BY id", &mut |row| {
        brief.niches.push(row.get(0)?);
        Ok(())
    })?;
    brief.rules = rules::of_scenario(conn, scenario)?;
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
        let sql =
            "INSERT INTO briefs (scenario_id, goal, mix, aim, target, budget_minor, currency, promise, starts, ends,
                   place, latitude, longitude, km)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                   ON CONFLICT (scenario_id) DO UPDATE SET goal = excluded.goal, mix = excluded.mix, aim = excluded.aim,
                   target = excluded.target, budget_minor = excluded.budget_minor, currency = excluded.currency,
                   promise = excluded.promise, starts = excluded.starts, ends = excluded.ends, place = excluded.place,
                   latitude = excluded.latitude, longitude = excluded.longitude, km = excluded.km";
        let (starts, ends) = (brief.starts.map(date).transpose()?, brief.ends.map(date).transpose()?);
        let mix = match brief.goal {
            Goal::Mix(mix) => Some(mix.weights.map(|weight| weight.to_string()).join(" ")),
            _ => None,
        };
        let around = brief.around.as_ref();
        let place = around.map(|around| text(&around.name)).transpose()?;
        self.insert(
            sql,
            params![
                scenario.0,
                brief.goal.key(),
                mix,
                brief.aim.key(),
                brief.target.filter(|target| *target > 0.0),
                brief.budget.minor,
                brief.budget.currency.code().to_owned(),
                brief.promise,
                starts,
                ends,
                place,
                around.map(|around| around.latitude),
                around.map(|around| around.longitude),
                around.map(|around| around.km)
            ],
        )?;
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
        self.update_rules(scenario, &distinct(brief.rules.iter().cloned()), &known.rules)
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
