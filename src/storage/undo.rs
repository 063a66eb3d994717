//! Undo: temporary triggers, generated from the tables, log how to take back whatever happens to a row.
//!
//! After "Automatic Undo/Redo Using SQLite" (sqlite.org, undoredo.html), with two differences: the log holds rows as
//! JSON and never SQL, so that a hostile file can't speak through it; and it lives in the file, so undo survives a restart.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use rusqlite::{Connection, OptionalExtension, params};

use super::changed::Changed;
use super::error::StoreError;
use crate::domain::CreatorId;

/// Every table whose changes can be undone, parents before parts.
pub(super) const TABLES: [&str; 25] = [
    "creators",
    "niches",
    "creator_niches",
    "tags",
    "creator_tags",
    "accounts",
    "readings",
    "posts",
    "offers",
    "campaigns",
    "scenarios",
    "briefs",
    "brief_platforms",
    "brief_niches",
    "rules",
    "picks",
    "imports",
    "audience",
    "audits",
    "overlaps",
    "own_picks",
    "postings",
    "bookings",
    "assumptions",
    "niche_edits",
];

/// How many steps can be taken back.
const STEPS_KEPT: i64 = 200;

/// An edit with more changed rows or creators than this is told as "all": reading everything again is as quick.
const MANY_ROWS: i64 = 50_000;
const MANY_CREATORS: usize = 2_000;

/// How many log rows are held in memory at a time.
const CHUNK: usize = 4_096;

/// Which way a step goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// An edit that can be taken back.
    Undo = 0,
    /// One taken back that can be done again.
    Redo = 1,
}

/// Makes the triggers of this connection; they go with it.
pub(super) fn install(conn: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        let columns = columns(conn, table)?;
        let old = columns.iter().map(|c| format!("old.{c}")).collect::<Vec<_>>().join(", ");
        let differs = columns.iter().map(|c| format!("old.{c} IS NOT new.{c}")).collect::<Vec<_>>().join(" OR ");
        conn.execute_batch(&format!(
            "CREATE TEMP TRIGGER undo_{table}_i AFTER INSERT ON main.{table} BEGIN
                 INSERT INTO undo_log (op, tbl, row) VALUES ('I', '{table}', new.id); END;
             CREATE TEMP TRIGGER undo_{table}_u AFTER UPDATE ON main.{table} WHEN {differs} BEGIN
                 INSERT INTO undo_log (op, tbl, row, old) VALUES ('U', '{table}', new.id, json_array({old})); END;
             CREATE TEMP TRIGGER undo_{table}_d AFTER DELETE ON main.{table} BEGIN
                 INSERT INTO undo_log (op, tbl, row, old) VALUES ('D', '{table}', old.id, json_array({old})); END;"
        ))?;
    }
    Ok(())
}

fn columns(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM pragma_table_info(?1, 'main') ORDER BY cid")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

/// Forgets every step.
pub(super) fn forget_all(conn: &Connection) -> Result<(), StoreError> {
    Ok(conn.execute_batch("BEGIN IMMEDIATE; DELETE FROM undo_steps; DELETE FROM undo_log; COMMIT;")?)
}

/// The number of the last log row; 0 if there is none.
pub(super) fn last_entry(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) FROM undo_log", [], |row| row.get(0))?)
}

/// Ends an edit whose log rows follow `before`: makes them a step, forgets what could be redone and the oldest steps.
pub(super) fn seal(conn: &Connection, name: &str, before: i64) -> Result<Changed, StoreError> {
    if last_entry(conn)? == before {
        return Ok(Changed::default());
    }
    forget(conn, "redo = 1")?;
    record(conn, name, Side::Undo, before)?;
    let newest: i64 = conn.query_row("SELECT count(*) FROM undo_steps", [], |row| row.get(0))?;
    if newest > STEPS_KEPT {
        let surplus = newest - STEPS_KEPT;
        forget(conn, &format!("id IN (SELECT id FROM undo_steps ORDER BY id LIMIT {surplus})"))?;
    }
    changed_since(conn, before)
}

/// The name of the next step on that side.
pub(super) fn name(conn: &Connection, side: Side) -> Result<Option<String>, StoreError> {
    let sql = "SELECT name FROM undo_steps WHERE redo = ?1 ORDER BY id DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([side as i64], |row| row.get(0)).optional()?)
}

/// Takes back the newest step of `side` and records, by the same triggers, how to go the other way.
pub(super) fn replay(conn: &Connection, side: Side) -> Result<Option<(String, Changed)>, StoreError> {
    let sql = "SELECT id, name, first, last FROM undo_steps WHERE redo = ?1 ORDER BY id DESC LIMIT 1";
    let step = conn
        .prepare_cached(sql)?
        .query_row([side as i64], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let Some((id, name, first, last)): Option<(i64, String, i64, i64)> = step else { return Ok(None) };
    // Backwards through states that were whole; in between, a part may come back before its owner.
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let before = last_entry(conn)?;
    let mut statements: BTreeMap<&str, Statements> = BTreeMap::new();
    let mut next = last;
    while next >= first {
        let chunk = chunk(conn, first, next)?;
        let Some(lowest) = chunk.last().map(|entry| entry.seq) else { break };
        for entry in &chunk {
            let known = match statements.entry(entry.table) {
                Slot::Occupied(known) => known.into_mut(),
                Slot::Vacant(free) => free.insert(Statements::of(conn, entry.table)?),
            };
            known.take_back(conn, entry)?;
        }
        next = lowest - 1;
    }
    forget(conn, &format!("id = {id}"))?;
    let other = if side == Side::Undo { Side::Redo } else { Side::Undo };
    if last_entry(conn)? > before {
        record(conn, &name, other, before)?;
    }
    Ok(Some((name, changed_since(conn, before)?)))
}

fn record(conn: &Connection, name: &str, side: Side, before: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO undo_steps (id, name, redo, first, last)
               VALUES ((SELECT coalesce(max(id), 0) + 1 FROM undo_steps), ?1, ?2, ?3, ?4)";
    conn.prepare_cached(sql)?.execute(params![name, side as i64, before + 1, last_entry(conn)?])?;
    Ok(())
}

/// Removes the steps that meet `condition`, with their log rows.
fn forget(conn: &Connection, condition: &str) -> Result<(), StoreError> {
    let ranges: Vec<(i64, i64)> = conn
        .prepare(&format!("SELECT first, last FROM undo_steps WHERE {condition}"))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (first, last) in ranges {
        conn.prepare_cached("DELETE FROM undo_log WHERE seq BETWEEN ?1 AND ?2")?.execute([first, last])?;
    }
    conn.execute(&format!("DELETE FROM undo_steps WHERE {condition}"), [])?;
    Ok(())
}

struct Entry {
    seq: i64,
    op: String,
    table: &'static str,
    row: i64,
    old: Option<String>,
}

fn chunk(conn: &Connection, first: i64, last: i64) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT seq, op, tbl, row, old FROM undo_log WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq DESC LIMIT ?3";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![first, last, CHUNK as i64])?;
    let mut chunk = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(2)?;
        let table = TABLES.into_iter().find(|table| *table == name);
        let table = table.ok_or_else(|| StoreError::Damaged(format!("its undo log speaks of “{name}”")))?;
        chunk.push(Entry { seq: row.get(0)?, op: row.get(1)?, table, row: row.get(3)?, old: row.get(4)? });
    }
    Ok(chunk)
}

/// The statements that take entries of one table back.
struct Statements {
    delete: String,
    insert: String,
    update: String,
}

impl Statements {
    fn of(conn: &Connection, table: &str) -> Result<Statements, StoreError> {
        let columns = columns(conn, table)?;
        let value = |at: usize| format!("json_extract(?1, '$[{at}]')");
        let values: Vec<String> = (0..columns.len()).map(value).collect();
        let sets: Vec<String> =
            columns.iter().zip(&values).map(|(column, value)| format!("{column} = {value}")).collect();
        Ok(Statements {
            delete: format!("DELETE FROM {table} WHERE id = ?1"),
            insert: format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), values.join(", ")),
            update: format!("UPDATE {table} SET {} WHERE id = ?2", sets.join(", ")),
        })
    }

    fn take_back(&self, conn: &Connection, entry: &Entry) -> Result<(), StoreError> {
        match entry.op.as_str() {
            "I" => conn.prepare_cached(&self.delete)?.execute([entry.row])?,
            "D" => conn.prepare_cached(&self.insert)?.execute([&entry.old])?,
            _ => conn.prepare_cached(&self.update)?.execute(params![entry.old, entry.row])?,
        };
        Ok(())
    }
}

/// What the log rows after `before` touched.
fn changed_since(conn: &Connection, before: i64) -> Result<Changed, StoreError> {
    let all = Changed { creators: Vec::new(), campaigns: true, all: true };
    if last_entry(conn)? - before > MANY_ROWS {
        return Ok(all);
    }
    let creators: Vec<CreatorId> = conn
        .prepare_cached(include_str!("touched_creators.sql"))?
        .query_map([before], |row| row.get(0).map(CreatorId))?
        .collect::<Result<_, _>>()?;
    if creators.len() > MANY_CREATORS {
        return Ok(all);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM undo_log WHERE seq > ?1 AND tbl IN ('campaigns', 'scenarios', 'briefs',
               'brief_platforms', 'brief_niches', 'rules', 'picks', 'overlaps', 'own_picks', 'postings', 'bookings',
               'assumptions', 'niche_edits'))";
    let campaigns = conn.prepare_cached(sql)?.query_row([before], |row| row.get(0))?;
    Ok(Changed { creators, campaigns, all: false })
}
