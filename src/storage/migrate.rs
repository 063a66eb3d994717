//! Migrations: numbered steps that bring an older file up to date, each in one transaction with its version.

use rusqlite::{Connection, TransactionBehavior};

use super::header::APPLICATION_ID;

/// One step per version, in order. A released step is never edited.
const STEPS: [&str; 2] = [include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];

/// The newest file version this program reads and the one it writes.
pub(super) const LATEST: i64 = STEPS.len() as i64;

/// The version of an open file; 0 is a new one.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the file from its version to `target`.
pub(super) fn migrate(conn: &mut Connection, target: i64) -> rusqlite::Result<()> {
    conn.pragma_update(None, "foreign_keys", false)?;
    for (version, step) in (1..=target).zip(STEPS) {
        if version > self::version(conn)? {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if version > 1 {
                // The log speaks of tables as they were; undoing across a migration would damage them.
                tx.execute_batch("DELETE FROM undo_steps; DELETE FROM undo_log;")?;
            }
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", version)?;
            tx.commit()?;
        }
    }
    conn.pragma_update(None, "foreign_keys", true)
}

/// Gives a new file its mark, its tables and its own number.
pub(super) fn lay_out(conn: &mut Connection, target: i64) -> rusqlite::Result<()> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(conn, target)?;
    conn.execute("INSERT INTO meta (key, value) VALUES ('uuid', lower(hex(randomblob(16))))", [])?;
    Ok(())
}

/// What is wrong with the tables of a file that says it has `version`; `None` if they are exactly as they should be.
/// Triggers and views count as foreign: we keep none in the file, and a stranger's would run inside our changes.
pub(super) fn foreign_part(conn: &Connection, version: i64) -> rusqlite::Result<Option<String>> {
    let mut model = Connection::open_in_memory()?;
    migrate(&mut model, version)?;
    let (found, expected) = (schema(conn)?, schema(&model)?);
    let extra = found.iter().find(|item| !expected.contains(item));
    let missing = expected.iter().find(|item| !found.contains(item));
    Ok(match (extra, missing) {
        (Some((kind, name, _)), _) => Some(format!("it holds a {kind} “{name}” that isn't part of a roster")),
        (None, Some((kind, name, _))) => Some(format!("its {kind} “{name}” is missing")),
        (None, None) => None,
    })
}

fn schema(conn: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY type, name";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_of_the_latest_version_and_has_nothing_foreign() {
        let mut conn = Connection::open_in_memory().expect("memory");
        lay_out(&mut conn, LATEST).expect("layout");
        assert_eq!(version(&conn), Ok(LATEST));
        assert_eq!(foreign_part(&conn, LATEST), Ok(None));
        conn.execute_batch("CREATE VIEW v AS SELECT 1").expect("view");
        assert!(foreign_part(&conn, LATEST).expect("schema").is_some_and(|told| told.contains("view")));
        conn.execute_batch("DROP VIEW v; DROP INDEX posts_by_account").expect("drop");
        assert!(foreign_part(&conn, LATEST).expect("schema").is_some_and(|told| told.contains("posts_by_account")));
    }
}
