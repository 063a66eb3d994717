//! The record of past imports.

use jiff::civil::DateTime;
use rusqlite::params;

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, parsed, read, text, time};

/// One import that was taken over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRecord {
    /// The file's name.
    pub source: String,
    /// When, UTC.
    pub at: DateTime,
    /// Rows in all: the sum of the next four.
    pub rows: u64,
    /// Rows that brought a new creator or post.
    pub new: u64,
    /// Rows that changed what was known.
    pub changed: u64,
    /// Rows that said nothing new.
    pub same: u64,
    /// Rows that couldn't be used.
    pub refused: u64,
}

impl Store {
    /// Every import that was taken over and not undone, newest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let sql = "SELECT source, at, rows, new, changed, same, refused FROM imports ORDER BY id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            records.push(ImportRecord {
                source: row.get(0)?,
                at: read(row, 1, parsed)?,
                rows: number(2)?,
                new: number(3)?,
                changed: number(4)?,
                same: number(5)?,
                refused: number(6)?,
            });
        }
        Ok(records)
    }
}

impl Tx<'_> {
    pub(super) fn record_import(&self, record: &ImportRecord) -> Result<(), StoreError> {
        let sql = "INSERT INTO imports (source, at, rows, new, changed, same, refused)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let counts = [record.rows, record.new, record.changed, record.same, record.refused];
        let [rows, new, changed, same, refused] = counts.map(|count| count.min(i64::MAX as u64) as i64);
        self.insert(sql, params![text(&record.source)?, time(record.at)?, rows, new, changed, same, refused])?;
        Ok(())
    }
}
