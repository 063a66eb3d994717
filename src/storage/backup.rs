//! Backups: dated copies in a folder of their own, proved whole before they count.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::Connection;

use super::error::StoreError;
use super::file::{beside, replace};
use super::harden::damage;
use super::store::Store;

/// How many daily copies are kept; those made before a migration come on top and stay.
const KEPT: usize = 10;

/// One copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made, UTC.
    pub made: DateTime,
    /// Whether it was made before bringing the file up to date.
    pub before_migration: bool,
}

impl Store {
    /// The copies of this roster, newest first.
    pub fn backups(&self) -> Vec<Backup> {
        self.backups.as_ref().map(Place::list).unwrap_or_default()
    }

    /// Makes a copy now and returns where it is.
    ///
    /// # Errors
    /// If there is no backup folder, it can't be written, or the copy isn't whole.
    pub fn back_up(&self, now: DateTime) -> Result<PathBuf, StoreError> {
        let place = self.backups.as_ref();
        let place = place.ok_or_else(|| StoreError::Other(String::from("there is no folder for backups")))?;
        let made = place.copy(&self.conn, now, None)?;
        place.thin_out(&made)?;
        Ok(made)
    }

    /// Writes a checked copy of the roster to a new file at `path`.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copy_proved(&self.conn, path)
    }
}

/// Where the copies of one roster file are: a folder named after the number in the file, so that two rosters of one
/// name never mix, and in it the file's own name, so that a copied roster doesn't push out the original's backups.
pub(super) struct Place {
    folder: PathBuf,
    stem: String,
}

impl Place {
    /// The place for this file; `None` if there is no backup folder or the file has no number.
    pub(super) fn of(conn: &Connection, path: &Path, backup_dir: Option<&Path>) -> Option<Place> {
        let sql = "SELECT value FROM meta WHERE key = 'uuid'";
        let uuid: String = conn.query_row(sql, [], |row| row.get(0)).ok()?;
        let plain = !uuid.is_empty() && uuid.bytes().all(|b| b.is_ascii_alphanumeric());
        let stem = path.file_stem()?.to_string_lossy().into_owned();
        plain.then_some(backup_dir)?.map(|folder| Place { folder: folder.join(uuid), stem })
    }

    /// Whether the newest daily copy is a day old. One from the future, as after a wrong clock, counts as none.
    pub(super) fn is_due(&self, now: DateTime) -> bool {
        let age = |backup: &Backup| now.duration_since(backup.made).as_hours();
        !self.list().iter().any(|backup| !backup.before_migration && (0..24).contains(&age(backup)))
    }

    /// Copies the open file, proves the copy whole, and only then gives it its name.
    pub(super) fn copy(&self, conn: &Connection, now: DateTime, before: Option<i64>) -> Result<PathBuf, StoreError> {
        let failed = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::DiskFull,
            _ => StoreError::Other(format!("the backup in {} failed ({error})", self.folder.display())),
        };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let reason = before.map(|version| format!(" before version {version}")).unwrap_or_default();
        let name = format!("{} {}{reason}.smallmighty", self.stem, now.strftime("%Y-%m-%d %H%M%S"));
        let target = self.folder.join(name);
        let draft = beside(&target, ".tmp");
        let _ = fs::remove_file(&draft);
        let copied = copy_proved(conn, &draft).and_then(|()| {
            fs::File::open(&draft).and_then(|file| file.sync_all()).map_err(failed)?;
            replace(&draft, &target).map_err(failed)
        });
        if copied.is_err() {
            let _ = fs::remove_file(&draft);
        }
        copied.map(|()| target)
    }

    /// Removes the oldest daily copies beyond the ten kept; never the one just made, whatever the clock says.
    pub(super) fn thin_out(&self, just_made: &Path) -> Result<(), StoreError> {
        let others = self.list().into_iter().filter(|backup| !backup.before_migration && backup.path != just_made);
        for old in others.skip(KEPT - 1) {
            fs::remove_file(&old.path).map_err(|error| StoreError::Other(error.to_string()))?;
        }
        Ok(())
    }

    /// Newest first.
    fn list(&self) -> Vec<Backup> {
        let Ok(folder) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<Backup> = folder.flatten().filter_map(|file| self.backup_at(file.path())).collect();
        found.sort_by(|a, b| (b.made, &b.path).cmp(&(a.made, &a.path)));
        found
    }

    fn backup_at(&self, path: PathBuf) -> Option<Backup> {
        let name = path.file_name()?.to_str()?;
        let rest = name.strip_prefix(self.stem.as_str())?.strip_prefix(' ')?.strip_suffix(".smallmighty")?;
        let (stamp, reason) = rest.split_at_checked("2026-01-31 235959".len())?;
        let made = DateTime::strptime("%Y-%m-%d %H%M%S", stamp).ok()?;
        let before_migration = reason.starts_with(" before version ");
        (before_migration || reason.is_empty()).then_some(Backup { path, made, before_migration })
    }
}

/// Copies page by page and checks the copy from end to end.
fn copy_proved(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    rusqlite::backup::Backup::new(from, &mut copy)?.step(-1)?;
    // One ordinary file, without a log beside it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    match damage(&copy, true)? {
        Some(detail) => Err(StoreError::Damaged(detail)),
        None => copy.close().map_err(|(_, error)| error.into()),
    }
}
