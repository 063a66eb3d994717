//! Readings of an account, from all rows about it.

use std::collections::HashSet;

use jiff::civil::Date;

use super::Work;
use crate::domain::{AccountId, Measure, Reading};
use crate::storage::accounts::{READING_COLUMNS, is_storable, keep_latest, row_to_reading};
use crate::storage::error::StoreError;

impl Work<'_> {
    /// A dated value is history: it is added unless the very same is known. An undated one says what is true now: the
    /// last row that speaks decides, and it is added, as of today, if it differs from the newest known.
    pub(super) fn apply_readings(&mut self, account: AccountId, rows: &[usize]) -> Result<(), StoreError> {
        let drafts = self.drafts;
        if rows.iter().all(|at| drafts[*at].readings.is_empty()) {
            return Ok(());
        }
        let mut known = Known::of(self.tx.conn, account)?;
        for at in rows {
            let Some(day) = drafts[*at].taken_on else { continue };
            for (measure, value) in &drafts[*at].readings {
                let is_known = known.all.contains(&(*measure, day, value.to_bits()));
                if !is_known && self.is_possible(*at, *measure, *value) && self.is_a_day(*at, day) {
                    self.take_reading(account, *at, (*measure, *value, day), &mut known)?;
                }
            }
        }
        for measure in Measure::ALL {
            let undated = rows.iter().rev().filter(|at| drafts[**at].taken_on.is_none());
            let last = undated.flat_map(|at| drafts[*at].readings.iter().rev().map(move |said| (*at, said)));
            let Some((at, (_, value))) = last.into_iter().find(|(_, said)| said.0 == measure) else { continue };
            let newest = known.newest(measure).map(|reading| (reading.value, reading.taken_on));
            if newest.is_none_or(|(known, _)| known != *value) && self.is_possible(at, measure, *value) {
                // Not before the newest known one, or it wouldn't be seen.
                let day = newest.map_or(self.now.date(), |(_, day)| day.max(self.now.date()));
                self.take_reading(account, at, (measure, *value, day), &mut known)?;
            }
        }
        Ok(())
    }

    fn take_reading(
        &mut self,
        account: AccountId,
        at: usize,
        (measure, value, taken_on): (Measure, f64, Date),
        known: &mut Known,
    ) -> Result<(), StoreError> {
        let reading = Reading { measure, value, taken_on, source: self.source.to_owned() };
        let old = known.newest(measure).map(|reading| shown(measure, reading.value)).unwrap_or_default();
        let new = shown(measure, value);
        // An equal value of another day is news too.
        let new = if old == new { format!("{new} on {taken_on}") } else { new };
        self.tally.charge(at, measure.label(), old, new);
        self.tx.add_reading(account, &reading)?;
        known.all.insert((measure, taken_on, value.to_bits()));
        keep_latest(&mut known.latest, reading);
        Ok(())
    }

    fn is_possible(&mut self, at: usize, measure: Measure, value: f64) -> bool {
        let possible = is_storable(value);
        if !possible {
            self.tally.issue(at, measure.label(), format!("{value} can't be a value"), "It was left out");
        }
        possible
    }

    fn is_a_day(&mut self, at: usize, day: Date) -> bool {
        let possible = day.year() >= 1;
        if !possible {
            self.tally.issue(
                at,
                "Date",
                format!("{day} is before all calendars"),
                "The values of this day were left out",
            );
        }
        possible
    }
}

/// The readings of one account.
struct Known {
    all: HashSet<(Measure, Date, u64)>,
    latest: Vec<Reading>,
}

impl Known {
    fn of(conn: &rusqlite::Connection, account: AccountId) -> Result<Known, StoreError> {
        let sql = format!("SELECT {READING_COLUMNS} FROM readings WHERE account_id = ?1 ORDER BY id");
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([account.0])?;
        let mut known = Known { all: HashSet::new(), latest: Vec::new() };
        while let Some(row) = rows.next()? {
            let reading = row_to_reading(row, 0)?;
            known.all.insert((reading.measure, reading.taken_on, reading.value.to_bits()));
            keep_latest(&mut known.latest, reading);
        }
        Ok(known)
    }

    fn newest(&self, measure: Measure) -> Option<&Reading> {
        self.latest.iter().find(|reading| reading.measure == measure)
    }
}

fn shown(measure: Measure, value: f64) -> String {
    if measure.is_fraction() { format!("{:.2} %", value * 100.0) } else { format!("{value}") }
}
