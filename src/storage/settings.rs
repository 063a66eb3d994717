//! Settings: the user's choices, kept out of undo.

use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::store::Store;

impl Store {
    /// What is set under `key`; `None` if nothing is.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM settings WHERE key = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Sets `key`, or removes it. Takes effect at once and is no step to undo. How the columns of a list were
    /// understood is kept under "mapping/" and what identifies its header.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        if self.setting(key)?.as_deref() == value {
            return Ok(());
        }
        self.write(|conn| {
            match value {
                Some(value) => {
                    let sql = "INSERT INTO settings (key, value) VALUES (?1, ?2)
                               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                    conn.prepare_cached(sql)?.execute([key, value])?
                }
                None => conn.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key])?,
            };
            Ok(())
        })
    }
}
