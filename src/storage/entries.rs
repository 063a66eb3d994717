//! Creators with everything that belongs to them, read in bulk: one ordered scan per table, merged in memory.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::{Connection, Row, params_from_iter};

use super::accounts::{self, keep_latest, row_to_account, row_to_reading};
use super::creators::{self, row_to_creator};
use super::error::StoreError;
use super::facts::{self, row_to_audience, row_to_audit};
use super::offers::{self, row_to_offer};
use super::posts::{self, row_to_post};
use super::store::Store;
use crate::domain::{CreatorId, Entry, Measure};

impl Store {
    /// The creators with these numbers, or all, in order of their numbers. A number that is gone is left out.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn entries(&self, ids: Option<&[CreatorId]>) -> Result<Vec<Entry>, StoreError> {
        // One transaction, so that all tables are seen at the same moment.
        let tx = self.conn.unchecked_transaction()?;
        let entries = read_entries(&tx, ids);
        tx.rollback()?;
        entries
    }
}

/// As [`Store::entries`], inside whatever transaction is under way.
pub(super) fn read_entries(conn: &Connection, ids: Option<&[CreatorId]>) -> Result<Vec<Entry>, StoreError> {
    let scan = Scan::of(conn, ids);
    let mut entries = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    scan.rows(creators::COLUMNS, "creators", "id", &mut |row| {
        let creator = row_to_creator(row)?;
        places.insert(creator.id.0, entries.len());
        entries.push(Entry::of(creator));
        Ok(())
    })?;
    read_labels(&scan, &places, &mut entries)?;
    let accounts = read_accounts(&scan, &places, &mut entries)?;
    read_readings(&scan, &accounts, &mut entries)?;
    read_posts(&scan, &accounts, &mut entries)?;
    read_facts(&scan, &accounts, &mut entries)?;
    scan.rows(offers::COLUMNS, "offers", "creator_id", &mut |row| {
        let offer = row_to_offer(row)?;
        if let Some(place) = places.get(&offer.creator.0) {
            entries[*place].offers.push(offer);
        }
        Ok(())
    })?;
    Ok(entries)
}

/// Where an account is: which entry, and which of its accounts.
type AccountPlaces = HashMap<i64, (usize, usize)>;

fn read_labels(scan: &Scan<'_>, places: &HashMap<i64, usize>, entries: &mut [Entry]) -> Result<(), StoreError> {
    let labels = [("niche_id", "niches", "creator_niches"), ("tag_id", "tags", "creator_tags")];
    for (column, names, links) in labels {
        let mut by_number: HashMap<i64, String> = HashMap::new();
        scan.rows("id, name", names, column, &mut |row| {
            by_number.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        scan.rows(&format!("creator_id, {column}"), links, "creator_id", &mut |row| {
            let (creator, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            if let (Some(place), Some(name)) = (places.get(&creator), by_number.get(&number)) {
                let creator = &mut entries[*place].creator;
                let list = if names == "niches" { &mut creator.niches } else { &mut creator.tags };
                list.push(name.clone());
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn read_accounts(
    scan: &Scan<'_>,
    places: &HashMap<i64, usize>,
    entries: &mut [Entry],
) -> Result<AccountPlaces, StoreError> {
    let mut found = AccountPlaces::new();
    scan.rows(accounts::COLUMNS, "accounts", "creator_id", &mut |row| {
        let account = row_to_account(row)?;
        if let Some(place) = places.get(&account.creator.0) {
            let list = &mut entries[*place].accounts;
            found.insert(account.id.0, (*place, list.len()));
            list.push(account);
        }
        Ok(())
    })?;
    Ok(found)
}

fn read_readings(scan: &Scan<'_>, accounts: &AccountPlaces, entries: &mut [Entry]) -> Result<(), StoreError> {
    let columns = format!("account_id, {}", accounts::READING_COLUMNS);
    scan.rows(&columns, "readings", "account_id", &mut |row| {
        if let Some((entry, account)) = accounts.get(&row.get(0)?) {
            let (entry, reading) = (&mut entries[*entry], row_to_reading(row, 1)?);
            let account = &mut entry.accounts[*account];
            if reading.measure == Measure::Followers {
                entry.growth.push((account.id, reading.taken_on, reading.value));
            }
            keep_latest(&mut account.latest, reading);
        }
        Ok(())
    })?;
    for entry in entries.iter_mut() {
        entry.growth.sort_by_key(|(_, day, _)| *day);
    }
    for account in entries.iter_mut().flat_map(|entry| &mut entry.accounts) {
        account.latest.sort_by_key(|reading| reading.measure);
    }
    Ok(())
}

/// Where audiences live and what audits of them found.
fn read_facts(scan: &Scan<'_>, accounts: &AccountPlaces, entries: &mut [Entry]) -> Result<(), StoreError> {
    scan.rows(facts::AUDIENCE_COLUMNS, "audience", "account_id", &mut |row| {
        let share = row_to_audience(row)?;
        if let Some((entry, _)) = accounts.get(&share.account.0) {
            entries[*entry].audience.push(share);
        }
        Ok(())
    })?;
    scan.rows(facts::AUDIT_COLUMNS, "audits", "account_id", &mut |row| {
        let audit = row_to_audit(row)?;
        if let Some((entry, _)) = accounts.get(&audit.account.0) {
            entries[*entry].audits.push(audit);
        }
        Ok(())
    })
}

fn read_posts(scan: &Scan<'_>, accounts: &AccountPlaces, entries: &mut [Entry]) -> Result<(), StoreError> {
    scan.rows(posts::COLUMNS, "posts", "account_id", &mut |row| {
        let post = row_to_post(row)?;
        if let Some((entry, _)) = accounts.get(&post.account.0) {
            entries[*entry].posts.push(post);
        }
        Ok(())
    })?;
    for entry in entries {
        entry.posts.sort_unstable_by_key(|post| (Reverse(post.posted_at), post.id));
    }
    Ok(())
}

/// Scans of the parts of some creators, or of all.
struct Scan<'c> {
    conn: &'c Connection,
    ids: Option<String>,
}

impl<'c> Scan<'c> {
    fn of(conn: &'c Connection, ids: Option<&[CreatorId]>) -> Scan<'c> {
        let list = |ids: &[CreatorId]| {
            let numbers: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
            format!("[{}]", numbers.join(","))
        };
        Scan { conn, ids: ids.map(list) }
    }

    /// Every row of `table` in order of its number, or those that `key` links to the creators asked for.
    fn rows(
        &self,
        columns: &str,
        table: &str,
        key: &str,
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let filter = match (&self.ids, key) {
            (None, _) => String::new(),
            (Some(_), "account_id") => String::from(
                " WHERE account_id IN (SELECT id FROM accounts WHERE creator_id IN (SELECT value FROM json_each(?1)))",
            ),
            (Some(_), "niche_id" | "tag_id") => format!(
                " WHERE id IN (SELECT {key} FROM creator_{table} WHERE creator_id IN (SELECT value FROM json_each(?1)))"
            ),
            (Some(_), key) => format!(" WHERE {key} IN (SELECT value FROM json_each(?1))"),
        };
        let mut statement = self.conn.prepare_cached(&format!("SELECT {columns} FROM {table}{filter} ORDER BY id"))?;
        let mut rows = statement.query(params_from_iter(self.ids.iter()))?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }
}
