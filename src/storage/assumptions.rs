//! What the user assumes instead of the table that comes with the program, and niches of their own.

use rusqlite::params;

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, text};

impl Store {
    /// The user's own assumptions: key, value and, where it has one, the sd of its logarithm; by key.
    pub fn own_assumptions(&self) -> Result<Vec<(String, f64, Option<f64>)>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT key, value, ln_sd FROM assumptions ORDER BY key")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Niches the user added or moved: name, parent and synonyms (parted by semicolons); oldest first.
    pub fn niche_edits(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT name, parent, synonyms FROM niche_edits ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Assumes `value` from now on, or what the table says where it is `None`.
    ///
    /// # Errors
    /// If a number isn't finite or the sd lies outside 0–5.
    pub fn set_assumption(&self, key: &str, value: Option<(f64, Option<f64>)>) -> Result<(), StoreError> {
        let Some((value, ln_sd)) = value else {
            self.conn.prepare_cached("DELETE FROM assumptions WHERE key = ?1")?.execute([key])?;
            return Ok(());
        };
        if !value.is_finite() || ln_sd.is_some_and(|sd| !(0.0..=5.0).contains(&sd)) {
            return Err(StoreError::Refused(format!("{value} can't be assumed here. Nothing was changed.")));
        }
        let sql = "INSERT INTO assumptions (key, value, ln_sd) VALUES (?1, ?2, ?3)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value, ln_sd = excluded.ln_sd";
        self.conn.prepare_cached(sql)?.execute(params![text(key)?, value, ln_sd])?;
        Ok(())
    }

    /// Forgets every assumption of the user's own.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn restore_assumptions(&self) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM assumptions")?.execute([])?;
        Ok(())
    }

    /// Adds a niche under `parent` or moves it there; a `parent` of `None` forgets what was said about it.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn set_niche(&self, name: &str, parent: Option<&str>, synonyms: &str) -> Result<(), StoreError> {
        let name = text(name)?;
        let Some(parent) = parent else {
            self.conn.prepare_cached("DELETE FROM niche_edits WHERE name = ?1")?.execute([name])?;
            return Ok(());
        };
        let sql = "INSERT INTO niche_edits (name, parent, synonyms) VALUES (?1, ?2, ?3)
                   ON CONFLICT (name) DO UPDATE SET parent = excluded.parent, synonyms = excluded.synonyms";
        self.conn.prepare_cached(sql)?.execute(params![name, text(parent)?, text(synonyms)?])?;
        Ok(())
    }
}
