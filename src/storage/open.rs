//! Opening and creating roster files: everything is judged before anything is changed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::Connection;

use super::backup;
use super::error::OpenError;
use super::file::{beside, free_name, has_content, identity, sync_folder};
use super::harden::{connect, damage, make_writable, settle};
use super::header::Header;
use super::lock::{Lock, LockError};
use super::migrate;
use super::snapshot::Snapshot;
use super::store::{Store, Way};
use super::undo;

/// What opening needs from outside.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The time, UTC: names and dates backups.
    pub now: DateTime,
    /// The folder of all backups; `None` makes none.
    pub backup_dir: Option<PathBuf>,
}

impl Store {
    /// Makes a new, empty roster at `path` and opens it.
    ///
    /// # Errors
    /// If something is there already, or the folder can't be written.
    pub fn create(path: &Path, options: &OpenOptions) -> Result<Store, OpenError> {
        if path.exists() {
            return Err(OpenError::Exists { path: path.into() });
        }
        // Built under another name, so that a half-made roster never bears the real one.
        let draft = beside(path, &format!(".{}.new", std::process::id()));
        let _ = fs::remove_file(&draft);
        let built = build(&draft).map_err(|error| sql_refusal(path, &error));
        let placed = built.and_then(|()| {
            // Unlike a rename, a link never replaces what came there meanwhile.
            let linked = fs::hard_link(&draft, path).or_else(|_| match path.exists() {
                true => Err(std::io::ErrorKind::AlreadyExists.into()),
                false => fs::rename(&draft, path),
            });
            linked.map_err(|error| io_refusal(path, &error))
        });
        let _ = fs::remove_file(&draft);
        placed?;
        sync_folder(path);
        Store::open(path, options)
    }

    /// Opens the roster at `path` for writing: backs it up if the last copy is older than a day, and brings it up
    /// to date if it is of an older version (after one more copy).
    ///
    /// # Errors
    /// A sentence saying why not and what to do; the file is as it was.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Store, OpenError> {
        must_be_a_file(path)?;
        let lock = match Lock::acquire(path) {
            Ok(lock) => lock,
            Err(LockError::Held { by }) => return Err(OpenError::InUse { path: path.into(), by }),
            Err(error) if error.is_read_only() => {
                // Nobody here writes to that folder, so the header may be looked at, for a better answer.
                Header::read(path, !log_beside(path))?;
                return Err(OpenError::ReadOnly { path: path.into() });
            }
            Err(LockError::Io(error)) => return Err(io_refusal(path, &error)),
        };
        let mut notices = Vec::new();
        let unclean = log_beside(path);
        let header = Header::read(path, !unclean)?;
        must_be_writable(path)?;
        if !header.wal && has_content(&beside(path, "-wal")) {
            notices.push(set_log_aside(path)?);
        }
        let mut conn = accept(path, true, unclean)?;
        make_writable(&conn).map_err(|error| sql_refusal(path, &error))?;
        let backups = backup::Place::of(&conn, path, options.backup_dir.as_deref());
        bring_up_to_date(&mut conn, path, backups.as_ref(), options.now, &mut notices)?;
        undo::install(&conn).map_err(|error| sql_refusal(path, &error))?;
        Ok(Store::new(conn, path, Way::Writing { _lock: lock, identity: identity(path) }, backups, notices))
    }

    /// Opens the roster at `path` for looking only, also while another instance writes it or where the folder is
    /// read-only. What the other instance changes is seen at the next question.
    ///
    /// # Errors
    /// A sentence saying why not and what to do; the file is as it was.
    pub fn open_read_only(path: &Path) -> Result<Store, OpenError> {
        must_be_a_file(path)?;
        if Lock::is_held(path) {
            // Whoever holds it has judged the header, and may be this very process: see `Header::read`.
            return look(accept(path, false, false)?, path);
        }
        let unclean = log_beside(path);
        let header = Header::read(path, !unclean)?;
        if !unclean && !header.wal {
            return look(accept(path, false, false)?, path);
        }
        // After a crash the log must first be folded in, which would write: so that happens to a copy.
        let snapshot = Snapshot::take(path, header.wal).map_err(|error| io_refusal(path, &error))?;
        let mut conn = accept(snapshot.path(), true, true)?;
        migrate::migrate(&mut conn, migrate::LATEST).map_err(|error| sql_refusal(path, &error))?;
        let notice =
            String::from("This roster wasn't closed properly, so you see a copy of it, with everything saved.");
        Ok(Store::new(conn, path, Way::Looking { _snapshot: Some(snapshot) }, None, vec![notice]))
    }
}

/// Looks through `conn`; at a copy brought up to date where the file is of an older version.
fn look(conn: Connection, path: &Path) -> Result<Store, OpenError> {
    let refusal = |error: rusqlite::Error| sql_refusal(path, &error);
    if migrate::version(&conn).map_err(refusal)? == migrate::LATEST {
        return Ok(Store::new(conn, path, Way::Looking { _snapshot: None }, None, Vec::new()));
    }
    let snapshot = Snapshot::room().map_err(|error| io_refusal(path, &error))?;
    conn.backup("main", snapshot.path(), None::<fn(rusqlite::backup::Progress)>).map_err(refusal)?;
    let mut conn = accept(snapshot.path(), true, false)?;
    migrate::migrate(&mut conn, migrate::LATEST).map_err(refusal)?;
    Ok(Store::new(conn, path, Way::Looking { _snapshot: Some(snapshot) }, None, Vec::new()))
}

fn build(path: &Path) -> rusqlite::Result<()> {
    let mut conn = Connection::open(path)?;
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;")?;
    migrate::lay_out(&mut conn, migrate::LATEST)?;
    settle(&conn)
}

/// Connects and looks at everything: damage, version, tables. Writes nothing.
pub(super) fn accept(path: &Path, writable: bool, thorough: bool) -> Result<Connection, OpenError> {
    let conn = connect(path, writable).map_err(|error| sql_refusal(path, &error))?;
    let judge = || -> rusqlite::Result<Result<(), OpenError>> {
        let version = migrate::version(&conn)?;
        if version > migrate::LATEST {
            return Ok(Err(OpenError::Newer { path: path.into(), version, known: migrate::LATEST }));
        }
        if let Some(detail) = damage(&conn, thorough)? {
            return Ok(Err(OpenError::Damaged { path: path.into(), detail }));
        }
        let foreign = migrate::foreign_part(&conn, version)?;
        Ok(foreign.map_or(Ok(()), |detail| Err(OpenError::NotOurs { path: path.into(), detail })))
    };
    judge().map_err(|error| sql_refusal(path, &error))??;
    Ok(conn)
}

fn bring_up_to_date(
    conn: &mut Connection,
    path: &Path,
    backups: Option<&backup::Place>,
    now: DateTime,
    notices: &mut Vec<String>,
) -> Result<(), OpenError> {
    let version = migrate::version(conn).map_err(|error| sql_refusal(path, &error))?;
    if version < migrate::LATEST {
        if let Some(place) = backups {
            let made = place.copy(conn, now, Some(migrate::LATEST));
            made.map_err(|error| OpenError::Backup { path: path.into(), detail: error.to_string() })?;
        }
        return migrate::migrate(conn, migrate::LATEST).map_err(|error| sql_refusal(path, &error));
    }
    if let Some(place) = backups.filter(|place| place.is_due(now))
        && let Err(error) = place.copy(conn, now, None).and_then(|made| place.thin_out(&made))
    {
        notices.push(format!("Today's backup couldn't be made: {error}. Your roster is open all the same."));
    }
    Ok(())
}

fn must_be_a_file(path: &Path) -> Result<(), OpenError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(()),
        Ok(_) => Err(OpenError::NotAFile { path: path.into() }),
        Err(error) => Err(io_refusal(path, &error)),
    }
}

fn must_be_writable(path: &Path) -> Result<(), OpenError> {
    let marked = fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly());
    if marked || fs::OpenOptions::new().append(true).open(path).is_err() {
        return Err(OpenError::ReadOnly { path: path.into() });
    }
    Ok(())
}

/// Whether changes wait beside the file, as after a crash.
fn log_beside(path: &Path) -> bool {
    has_content(&beside(path, "-wal")) || has_content(&beside(path, "-journal"))
}

/// A log beside a file that was closed properly belongs to another file of this name (a backup copied over it, say).
/// SQLite would mix the two into a damaged one.
fn set_log_aside(path: &Path) -> Result<String, OpenError> {
    let aside = free_name(path, "-wal.set-aside");
    fs::rename(beside(path, "-wal"), &aside).map_err(|error| io_refusal(path, &error))?;
    let _ = fs::remove_file(beside(path, "-shm"));
    Ok(format!("A left-over log of another file lay beside this roster; it was set aside as {}.", aside.display()))
}

pub(super) fn io_refusal(path: &Path, error: &std::io::Error) -> OpenError {
    let path = path.to_path_buf();
    match error.kind() {
        std::io::ErrorKind::NotFound => OpenError::NotFound { path },
        std::io::ErrorKind::AlreadyExists => OpenError::Exists { path },
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly { path },
        _ => OpenError::Io { path, detail: error.to_string() },
    }
}

pub(super) fn sql_refusal(path: &Path, error: &rusqlite::Error) -> OpenError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase, ReadOnly};
    let (path, detail) = (path.to_path_buf(), error.to_string());
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => OpenError::Damaged { path, detail },
        Some(ReadOnly) => OpenError::ReadOnly { path },
        Some(DatabaseBusy | DatabaseLocked) => OpenError::InUse { path, by: String::from("another program") },
        Some(CannotOpen) if !path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir()) => {
            OpenError::NotFound { path }
        }
        _ => OpenError::Io { path, detail },
    }
}
