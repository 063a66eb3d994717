//! The first 100 bytes of a file, judged before SQLite touches it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::OpenError;
use super::migrate;

/// What marks a file as ours ("SMMY", SQLite's `application_id`).
pub(super) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"SMMY");

/// What the header of a file of ours says.
pub(super) struct Header {
    /// Whether changes may wait in a write-ahead log beside it, as after a crash.
    pub(super) wal: bool,
}

impl Header {
    /// Reads and judges the header of `path`; `settled` if no log lies beside it, so that its length must be right.
    ///
    /// Must not be called on a file this process has open: closing the handle would drop SQLite's locks
    /// (sqlite.org, howtocorrupt, section 2.2).
    pub(super) fn read(path: &Path, settled: bool) -> Result<Header, OpenError> {
        let (bytes, len) =
            first_bytes(path).map_err(|error| OpenError::Io { path: path.into(), detail: error.to_string() })?;
        let not_ours = |detail: &str| OpenError::NotOurs { path: path.into(), detail: detail.into() };
        let damaged = |detail: &str| OpenError::Damaged { path: path.into(), detail: detail.into() };
        if len == 0 {
            return Err(not_ours("the file is empty"));
        }
        if !bytes.starts_with(b"SQLite format 3\0") {
            return Err(not_ours("it is another kind of file"));
        }
        if bytes.len() < 100 {
            return Err(damaged("it ends within its first 100 bytes"));
        }
        let word = |at: usize| bytes[at..at + 4].iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
        if word(68) != APPLICATION_ID as u32 {
            return Err(not_ours("it is the database of another program"));
        }
        let version = i64::from(word(60) as i32);
        if version > migrate::LATEST {
            return Err(OpenError::Newer { path: path.into(), version, known: migrate::LATEST });
        }
        if version < 1 {
            return Err(damaged("its version is missing"));
        }
        let page = match u64::from(bytes[16]) << 8 | u64::from(bytes[17]) {
            1 => 65_536,
            size => size,
        };
        if !page.is_power_of_two() || page < 512 || !matches!(bytes[18], 1 | 2) || !matches!(bytes[19], 1 | 2) {
            return Err(damaged("its header makes no sense"));
        }
        if settled && len < page * u64::from(word(28)) {
            return Err(damaged("its end is missing"));
        }
        Ok(Header { wal: bytes[18] == 2 || bytes[19] == 2 })
    }
}

fn first_bytes(path: &Path) -> std::io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(100);
    file.take(100).read_to_end(&mut bytes)?;
    Ok((bytes, len))
}
