//! An edit under way, and the helpers its verbs share.

use jiff::civil::{Date, DateTime};
use rusqlite::{Connection, Row};

use super::error::StoreError;
use crate::domain::text::clean;

/// An edit under way: the verbs that change the roster. Got from [`super::Store::edit`].
pub struct Tx<'a> {
    pub(super) conn: &'a Connection,
}

/// The longest text a field holds, in bytes; a cell longer than this is no field but an accident.
pub(super) const LONGEST_TEXT: usize = 1_000_000;

impl Tx<'_> {
    /// Runs one statement that must touch exactly the row it names; `what` is its noun.
    pub(super) fn one(&self, what: &'static str, sql: &str, params: impl rusqlite::Params) -> Result<(), StoreError> {
        match self.conn.prepare_cached(sql)?.execute(params)? {
            0 => Err(StoreError::NotFound(what)),
            _ => Ok(()),
        }
    }

    /// Runs one insertion and gives the new row's number.
    pub(super) fn insert(&self, sql: &str, params: impl rusqlite::Params) -> Result<i64, StoreError> {
        Ok(self.conn.prepare_cached(sql)?.insert(params)?)
    }
}

/// Text as it is stored.
pub(super) fn text(value: &str) -> Result<String, StoreError> {
    if value.len() > LONGEST_TEXT {
        let sentence = "A text is longer than a million characters, more than a roster holds. Nothing was changed.";
        return Err(StoreError::Refused(sentence.into()));
    }
    Ok(clean(value))
}

/// A count as it is stored.
pub(super) fn count(value: Option<u64>) -> Result<Option<i64>, StoreError> {
    value
        .map(i64::try_from)
        .transpose()
        .map_err(|_| StoreError::Refused(String::from("A count is larger than a roster holds. Nothing was changed.")))
}

/// A date as it is stored.
pub(super) fn date(value: Date) -> Result<String, StoreError> {
    within_years(value.year()).map(|()| value.to_string())
}

/// A time as it is stored.
pub(super) fn time(value: DateTime) -> Result<String, StoreError> {
    within_years(value.year()).map(|()| value.to_string())
}

fn within_years(year: i16) -> Result<(), StoreError> {
    match year {
        1.. => Ok(()),
        _ => Err(StoreError::Refused(format!("The year {year} is before all calendars. Nothing was changed."))),
    }
}

/// A value of a domain type from the text in `column`.
pub(super) fn read<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    parse(text).ok_or_else(|| StoreError::Damaged(format!("it holds “{text}” where that can't be")))
}

/// As [`read`], where the column may be empty.
pub(super) fn read_some<T>(
    row: &Row<'_>,
    column: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => read(row, column, parse).map(Some),
    }
}

/// Parses what [`date`] or [`time`] wrote.
pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}
