//! How every connection is set up: nothing in a file may act on its own, and no acknowledged change may be lost.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

/// The oldest SQLite without the bug that damaged files when two connections wrote and checkpointed at once
/// (sqlite.org, wal.html, "WAL-reset bug", fixed in 3.51.3, 2026).
const OLDEST_ENGINE: i32 = 3_051_003;

/// How long a connection waits for another that is just switching modes or checkpointing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Opens the existing file at `path`; nothing is read or written yet.
pub(super) fn connect(path: &Path, writable: bool) -> rusqlite::Result<Connection> {
    debug_assert!(rusqlite::version_number() >= OLDEST_ENGINE);
    let access = if writable { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    harden(&conn)?;
    Ok(conn)
}

fn harden(conn: &Connection) -> rusqlite::Result<()> {
    let switches = [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        // Off for triggers in the file only; the undo triggers are temporary ones and still run.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        // Until the file is accepted, closing must not fold a log into it.
        (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true),
    ];
    for (switch, on) in switches {
        conn.set_db_config(switch, on)?;
    }
    let limits = [
        (Limit::SQLITE_LIMIT_LENGTH, 64_000_000),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
    ];
    for (limit, most) in limits {
        conn.set_limit(limit, most)?;
    }
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.execute_batch(
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
    )
}

/// Makes an accepted file ready for writing: a write-ahead log synced at every commit (in WAL mode only
/// `synchronous = FULL` keeps acknowledged changes through a power cut), and erased data overwritten.
pub(super) fn make_writable(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;")
}

/// Folds the log into the file, so that one ordinary file remains. A reader elsewhere may prevent that, harmlessly.
pub(super) fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
}

/// The first complaint of SQLite's own check, `None` if there is none; `thorough` also compares indexes with tables.
pub(super) fn damage(conn: &Connection, thorough: bool) -> rusqlite::Result<Option<String>> {
    let sql = if thorough { "PRAGMA integrity_check(1)" } else { "PRAGMA quick_check(1)" };
    let told: String = conn.query_row(sql, [], |row| row.get(0))?;
    Ok((told != "ok").then_some(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_past_the_known_bug() {
        assert!(rusqlite::version_number() >= OLDEST_ENGINE);
    }
}
