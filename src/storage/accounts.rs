//! Accounts in the file, with their readings.

use rusqlite::{Row, params};

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, date, parsed, read, text};
use crate::domain::account::handle_key;
use crate::domain::{Account, AccountId, CreatorId, Measure, Platform, Reading};

/// The columns [`row_to_account`] reads.
pub(super) const COLUMNS: &str = "id, creator_id, platform, handle, url";

/// An account without readings.
pub(super) fn row_to_account(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        creator: CreatorId(row.get(1)?),
        platform: read(row, 2, Platform::from_key)?,
        handle: row.get(3)?,
        url: row.get(4)?,
        latest: Vec::new(),
    })
}

/// The columns [`row_to_reading`] reads.
pub(super) const READING_COLUMNS: &str = "measure, value, taken_on, source";

/// A reading whose columns begin at `at`.
pub(super) fn row_to_reading(row: &Row<'_>, at: usize) -> Result<Reading, StoreError> {
    Ok(Reading {
        measure: read(row, at, Measure::from_key)?,
        value: row.get(at + 1)?,
        taken_on: read(row, at + 2, parsed)?,
        source: row.get(at + 3)?,
    })
}

/// Keeps the newest reading of each measure; of two of one day the one stored later, so they come in order of storing.
pub(super) fn keep_latest(latest: &mut Vec<Reading>, reading: Reading) {
    match latest.iter_mut().find(|known| known.measure == reading.measure) {
        Some(known) if reading.taken_on >= known.taken_on => *known = reading,
        Some(_) => {}
        None => latest.push(reading),
    }
}

impl Store {
    /// Every reading of an account, oldest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn readings(&self, account: AccountId) -> Result<Vec<Reading>, StoreError> {
        let sql = format!("SELECT {READING_COLUMNS} FROM readings WHERE account_id = ?1 ORDER BY taken_on, id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([account.0])?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next()? {
            readings.push(row_to_reading(row, 0)?);
        }
        Ok(readings)
    }
}

impl Tx<'_> {
    /// Adds an account of `account.creator`, with `account.latest` as its first readings; `account.id` is ignored.
    ///
    /// # Errors
    /// If the creator is gone or another account of the platform has the handle.
    pub fn add_account(&self, account: &Account) -> Result<AccountId, StoreError> {
        let sql = "INSERT INTO accounts (creator_id, platform, handle, handle_key, url) VALUES (?1, ?2, ?3, ?4, ?5)";
        let handle = bare(&account.handle)?;
        let key = handle_key(&handle);
        let url = text(&account.url)?;
        let id = AccountId(self.insert(sql, params![account.creator.0, account.platform.key(), handle, key, url])?);
        for reading in &account.latest {
            self.add_reading(id, reading)?;
        }
        Ok(id)
    }

    /// Stores platform, handle and address of `account`; its readings are left alone.
    ///
    /// # Errors
    /// If it is gone or another account of the platform has the handle.
    pub fn update_account(&self, account: &Account) -> Result<(), StoreError> {
        let sql = "UPDATE accounts SET platform = ?2, handle = ?3, handle_key = ?4, url = ?5 WHERE id = ?1";
        let handle = bare(&account.handle)?;
        let key = handle_key(&handle);
        let url = text(&account.url)?;
        self.one("account", sql, params![account.id.0, account.platform.key(), handle, key, url])
    }

    /// Removes an account with readings and posts; its offers stay with the creator.
    ///
    /// # Errors
    /// If it is gone already.
    pub fn remove_account(&self, id: AccountId) -> Result<(), StoreError> {
        self.one("account", "DELETE FROM accounts WHERE id = ?1", [id.0])
    }

    /// Adds a reading; the newest of a measure is the one shown.
    ///
    /// # Errors
    /// If the account is gone, or the value isn't finite and within 0–10¹⁵.
    pub fn add_reading(&self, account: AccountId, reading: &Reading) -> Result<(), StoreError> {
        if !is_storable(reading.value) {
            let name = reading.measure.label();
            return Err(StoreError::Refused(format!("{name} can't be {}. Nothing was changed.", reading.value)));
        }
        let sql = "INSERT INTO readings (account_id, measure, value, taken_on, source) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (taken_on, source) = (date(reading.taken_on)?, text(&reading.source)?);
        self.insert(sql, params![account.0, reading.measure.key(), reading.value, taken_on, source])?;
        Ok(())
    }
}

/// Whether a measured value can be one at all.
pub(super) fn is_storable(value: f64) -> bool {
    (0.0..=1e15).contains(&value)
}

fn bare(handle: &str) -> Result<String, StoreError> {
    Ok(text(handle)?.trim_start_matches('@').trim().to_owned())
}
