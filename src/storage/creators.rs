//! Creators in the file, with their niches and tags.

use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::tx::{Tx, read_some, text};
use crate::domain::{Creator, CreatorId, Sex};

/// The columns [`row_to_creator`] reads.
pub(super) const COLUMNS: &str = "id, name, place, country, language, email, phone, notes, sex";

const BY_ID: &str = "SELECT id, name, place, country, language, email, phone, notes, sex FROM creators WHERE id = ?1";

/// A creator without niches and tags.
pub(super) fn row_to_creator(row: &Row<'_>) -> Result<Creator, StoreError> {
    Ok(Creator {
        id: CreatorId(row.get(0)?),
        name: row.get(1)?,
        place: row.get(2)?,
        country: row.get(3)?,
        language: row.get(4)?,
        email: row.get(5)?,
        phone: row.get(6)?,
        notes: row.get(7)?,
        sex: read_some(row, 8, Sex::parse)?,
        niches: Vec::new(),
        tags: Vec::new(),
    })
}

/// One creator with niches and tags; `None` if it is gone.
pub(super) fn read_creator(conn: &Connection, id: CreatorId) -> Result<Option<Creator>, StoreError> {
    let mut statement = conn.prepare_cached(BY_ID)?;
    let mut rows = statement.query([id.0])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut creator = row_to_creator(row)?;
    creator.niches = labels(conn, id, Label::Niche)?;
    creator.tags = labels(conn, id, Label::Tag)?;
    Ok(Some(creator))
}

fn labels(conn: &Connection, creator: CreatorId, label: Label) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(label.sql().0)?;
    let names = statement.query_map([creator.0], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Adds a creator with niches and tags; `creator.id` is ignored.
    ///
    /// # Errors
    /// If the name is empty.
    pub fn add_creator(&self, creator: &Creator) -> Result<CreatorId, StoreError> {
        let sql = "INSERT INTO creators (name, place, country, language, email, phone, notes, sex)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let id = self.insert(
            sql,
            params![
                text(&creator.name)?,
                text(&creator.place)?,
                text(&creator.country)?,
                text(&creator.language)?,
                text(&creator.email)?,
                text(&creator.phone)?,
                text(&creator.notes)?,
                creator.sex.map(Sex::key)
            ],
        )?;
        self.set_labels(CreatorId(id), Label::Niche, &creator.niches)?;
        self.set_labels(CreatorId(id), Label::Tag, &creator.tags)?;
        Ok(CreatorId(id))
    }

    /// Makes the stored creator equal to `creator`, niches and tags included.
    ///
    /// # Errors
    /// If it is gone or the name is empty.
    pub fn update_creator(&self, creator: &Creator) -> Result<(), StoreError> {
        let sql = "UPDATE creators SET name = ?2, place = ?3, country = ?4, language = ?5, email = ?6, phone = ?7,
                   notes = ?8, sex = ?9 WHERE id = ?1";
        self.one(
            "creator",
            sql,
            params![
                creator.id.0,
                text(&creator.name)?,
                text(&creator.place)?,
                text(&creator.country)?,
                text(&creator.language)?,
                text(&creator.email)?,
                text(&creator.phone)?,
                text(&creator.notes)?,
                creator.sex.map(Sex::key)
            ],
        )?;
        self.set_labels(creator.id, Label::Niche, &creator.niches)?;
        self.set_labels(creator.id, Label::Tag, &creator.tags)
    }

    /// Removes a creator with accounts, readings, posts, offers, and the rules and picks that name them.
    ///
    /// # Errors
    /// If it is gone already.
    pub fn remove_creator(&self, id: CreatorId) -> Result<(), StoreError> {
        self.one("creator", "DELETE FROM creators WHERE id = ?1", [id.0])
    }

    fn set_labels(&self, creator: CreatorId, label: Label, names: &[String]) -> Result<(), StoreError> {
        let (of_creator, remove, find, add, link) = label.sql();
        let known: Vec<String> = self
            .conn
            .prepare_cached(of_creator)?
            .query_map([creator.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut wanted: Vec<String> = Vec::with_capacity(names.len());
        for name in names {
            let name = text(name)?;
            if !name.is_empty() && !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        if wanted == known {
            return Ok(());
        }
        // In the order given, which is the order of the links: so a changed order is written anew.
        let kept = if wanted.starts_with(&known) { known.len() } else { 0 };
        if kept == 0 {
            self.conn.prepare_cached(remove)?.execute([creator.0])?;
        }
        for name in wanted.iter().skip(kept) {
            let mut found = self.conn.prepare_cached(find)?;
            let id = match found.query([name])?.next()? {
                Some(row) => row.get(0)?,
                None => self.insert(add, [name])?,
            };
            self.insert(link, [creator.0, id])?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum Label {
    Niche,
    Tag,
}

impl Label {
    /// Names of a creator, removal of the links, number of a name, new name, new link.
    fn sql(self) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        match self {
            Label::Niche => (
                "SELECT name FROM creator_niches JOIN niches ON niches.id = niche_id WHERE creator_id = ?1
                 ORDER BY creator_niches.id",
                "DELETE FROM creator_niches WHERE creator_id = ?1",
                "SELECT id FROM niches WHERE name = ?1",
                "INSERT INTO niches (name) VALUES (?1)",
                "INSERT INTO creator_niches (creator_id, niche_id) VALUES (?1, ?2)",
            ),
            Label::Tag => (
                "SELECT name FROM creator_tags JOIN tags ON tags.id = tag_id WHERE creator_id = ?1
                 ORDER BY creator_tags.id",
                "DELETE FROM creator_tags WHERE creator_id = ?1",
                "SELECT id FROM tags WHERE name = ?1",
                "INSERT INTO tags (name) VALUES (?1)",
                "INSERT INTO creator_tags (creator_id, tag_id) VALUES (?1, ?2)",
            ),
        }
    }
}
