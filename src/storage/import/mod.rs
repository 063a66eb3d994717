//! Import: drafts meet the roster. Preview and import are the same code; only the end of the transaction differs.
//!
//! First every row finds its creator (`people`), then each creator is brought up to date from all of its rows at once,
//! the last row that speaks about a field deciding. So the same file imported twice changes nothing the second time,
//! even if its rows contradict each other.

mod clues;
mod fees;
mod fields;
mod people;
mod post_list;
mod tally;
mod values;

use jiff::civil::DateTime;

use super::error::StoreError;
use super::imports::ImportRecord;
use super::store::Store;
use super::tx::Tx;
use crate::domain::{AccountId, CreatorId, Draft, Report};

pub use tally::{FieldChange, Imported, OUTCOMES_KEPT, Outcome, OutcomeKind};

use people::{People, Person};
use tally::Tally;

/// After how many rows progress is reported.
const STRIDE: usize = 256;

/// One import under way.
struct Work<'a> {
    tx: &'a Tx<'a>,
    drafts: &'a [Draft],
    source: &'a str,
    now: DateTime,
    tally: Tally,
}

impl Store {
    /// What [`Tx::import`] would do, without doing it.
    ///
    /// # Errors
    /// As [`Tx::import`].
    pub fn preview(
        &mut self,
        drafts: &[Draft],
        source: &str,
        now: DateTime,
        report: &mut Report<'_>,
    ) -> Result<Imported, StoreError> {
        self.rehearse(|tx| tx.import(drafts, source, now, report))
    }
}

impl Tx<'_> {
    /// Brings the roster up to date with `drafts`, rows of the file `source`, at `now` (UTC). A field a row is silent
    /// about stays. `report` gets rows done and rows in all, each row counting twice (finding and applying).
    ///
    /// # Errors
    /// If `report` says stop, or the disk fails; nothing is changed then. Bad data is no error: it becomes an issue or
    /// a refused row.
    pub fn import(
        &self,
        drafts: &[Draft],
        source: &str,
        now: DateTime,
        report: &mut Report<'_>,
    ) -> Result<Imported, StoreError> {
        let total = drafts.len() as u64 * 2;
        let mut work = Work { tx: self, drafts, source, now, tally: Tally::new(drafts) };
        let mut people = People::of_roster(self.conn)?;
        people.find_all(&mut work, &mut |done| report(done as u64, total))?;
        let (mut done, mut told) = (drafts.len(), drafts.len());
        for person in people.spoken_of() {
            done += person.rows.len();
            if done - told >= STRIDE {
                told = done;
                report(done as u64, total)?;
            }
            work.apply(person)?;
        }
        report(total, total)?;
        let imported = work.tally.finish();
        if imported.new + imported.changed > 0 {
            self.record_import(&imported.record(source, now))?;
        }
        Ok(imported)
    }
}

/// What the roster and this file know about one creator, while the file is applied.
struct Known {
    creator: CreatorId,
    /// Number of each account slot, in the order of `Person::slots`.
    accounts: Vec<AccountId>,
}

impl Work<'_> {
    /// Brings one creator up to date from all rows about them.
    fn apply(&mut self, person: &Person) -> Result<(), StoreError> {
        let creator = self.apply_fields(person)?;
        let mut accounts = Vec::with_capacity(person.slots.len());
        for slot in &person.slots {
            accounts.push(self.apply_account(creator, slot)?);
        }
        let known = Known { creator, accounts };
        for at in 0..person.slots.len() {
            let rows: Vec<usize> = person.rows.iter().filter(|row| row.slot == Some(at)).map(|row| row.draft).collect();
            if !rows.is_empty() {
                self.apply_readings(known.accounts[at], &rows)?;
                self.apply_posts(known.accounts[at], &rows)?;
            }
        }
        self.apply_fees(person, &known)
    }
}

impl Imported {
    fn record(&self, source: &str, at: DateTime) -> ImportRecord {
        let Imported { rows, new, changed, same, refused, .. } = *self;
        ImportRecord { source: source.to_owned(), at, rows, new, changed, same, refused }
    }
}
