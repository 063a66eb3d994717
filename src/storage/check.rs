//! A full check of the file, told in words.

use rusqlite::Connection;

use super::error::StoreError;
use super::migrate;
use super::store::Store;

/// Each query counts rows that break a rule the tables alone can't keep; the words name them.
const RULES: [(&str, &str); 6] = [
    ("SELECT count(*) FROM scenarios WHERE id NOT IN (SELECT scenario_id FROM briefs)", "scenarios have no brief"),
    (
        "SELECT count(*) FROM campaigns WHERE id NOT IN (SELECT campaign_id FROM scenarios)",
        "campaigns have no scenario",
    ),
    (
        "SELECT count(*) FROM offers JOIN accounts ON accounts.id = account_id
         WHERE accounts.creator_id <> offers.creator_id",
        "offers are published on the account of another creator",
    ),
    (
        "SELECT count(*) FROM accounts WHERE (handle = '') <> (handle_key = '')",
        "accounts can't be found by their handle",
    ),
    (
        "SELECT count(*) FROM undo_log
         WHERE NOT EXISTS (SELECT 1 FROM undo_steps WHERE seq BETWEEN first AND last)",
        "entries of the undo log belong to no step",
    ),
    (
        "SELECT count(*) FROM undo_steps WHERE NOT EXISTS (SELECT 1 FROM undo_log WHERE seq = first)
         OR NOT EXISTS (SELECT 1 FROM undo_log WHERE seq = last)",
        "steps to undo are incomplete",
    ),
];

impl Store {
    /// What is wrong with the file, as sentences; empty if all is well.
    ///
    /// # Errors
    /// If the check itself can't be carried out.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut told = Vec::new();
        let mut statement = self.conn.prepare("PRAGMA integrity_check(20)")?;
        for line in statement.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                told.push(format!("The file is damaged: {line}. Open the newest dated copy from the backups folder in the program's data folder."));
            }
        }
        for (table, parent, count) in broken_links(&self.conn)? {
            told.push(format!("{count} rows of “{table}” refer to something missing in “{parent}”."));
        }
        if let Some(part) = migrate::foreign_part(&self.conn, migrate::version(&self.conn)?)? {
            told.push(format!("The file isn't as a roster should be: {part}."));
        }
        for (sql, words) in RULES {
            let count: i64 = self.conn.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                told.push(format!("{count} {words}."));
            }
        }
        Ok(told)
    }
}

fn broken_links(conn: &Connection) -> rusqlite::Result<Vec<(String, String, i64)>> {
    let sql = "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2";
    let mut statement = conn.prepare(sql)?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}
