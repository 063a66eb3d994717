//! The open roster file and its one door for change.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::backup;
use super::changed::Changed;
use super::error::StoreError;
use super::file::identity;
use super::harden::settle;
use super::lock::Lock;
use super::snapshot::Snapshot;
use super::tx::Tx;
use super::undo;

/// An open roster file. One thread owns it; closing (or dropping) leaves one ordinary file.
pub struct Store {
    // Declared first, so that it is closed before the lock is given back and the snapshot removed.
    pub(super) conn: Connection,
    path: PathBuf,
    way: Way,
    pub(super) backups: Option<backup::Place>,
    notices: Vec<String>,
    /// What the disk said when it failed. After a failed sync nothing may be tried again: the system has dropped
    /// what it couldn't write (Rebello et al., USENIX ATC 2020).
    stopped: Option<String>,
}

/// In which way a file is open.
pub(super) enum Way {
    /// For changes, under the lock; with what identifies the file however it is named.
    Writing {
        /// Held as long as the store lives.
        _lock: Lock,
        /// `None` where the system has no such thing.
        identity: Option<(u64, u64)>,
    },
    /// For looking, sometimes at a copy.
    Looking {
        /// Kept as long as the store lives.
        _snapshot: Option<Snapshot>,
    },
}

/// What an edit gave back, and what it changed.
#[derive(Debug)]
pub struct Edited<T> {
    /// The edit's own result.
    pub value: T,
    /// What must be read again.
    pub changed: Changed,
}

/// A step taken back or done again.
#[derive(Debug)]
pub struct Undone {
    /// The name of the edit: "Remove creator".
    pub name: String,
    /// What must be read again.
    pub changed: Changed,
}

impl Store {
    pub(super) fn new(
        conn: Connection,
        path: &Path,
        way: Way,
        backups: Option<backup::Place>,
        notices: Vec<String>,
    ) -> Store {
        Store { conn, path: path.into(), way, backups, notices, stopped: None }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was opened for looking only.
    pub fn is_read_only(&self) -> bool {
        matches!(self.way, Way::Looking { .. })
    }

    /// What happened while opening that the user should know, as sentences.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The one door for change: runs `change` in one transaction, all or nothing, and records how to undo it under
    /// `name` ("Remove creator"). An edit that changes nothing leaves no step.
    ///
    /// # Errors
    /// Those of `change`, and those of the disk; the roster is then as before.
    pub fn edit<T>(
        &mut self,
        name: &str,
        change: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<Edited<T>, StoreError> {
        self.write(|conn| {
            let first = undo::last_entry(conn)?;
            let value = change(&Tx { conn })?;
            let changed = undo::seal(conn, name, first)?;
            Ok(Edited { value, changed })
        })
    }

    /// Runs `change` as an edit would, and forgets it: what would happen.
    ///
    /// # Errors
    /// As [`Store::edit`].
    pub(super) fn rehearse<T>(
        &mut self,
        change: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.may_write()?;
        let tx = self.begin()?;
        let value = change(&Tx { conn: &tx })?;
        tx.rollback()?;
        Ok(value)
    }

    /// Takes the last edit back; `None` if there is none.
    ///
    /// # Errors
    /// Those of the disk; the roster is then as before.
    pub fn undo(&mut self) -> Result<Option<Undone>, StoreError> {
        self.step_back(undo::Side::Undo)
    }

    /// Does the edit taken back last again; `None` if there is none.
    ///
    /// # Errors
    /// Those of the disk; the roster is then as before.
    pub fn redo(&mut self) -> Result<Option<Undone>, StoreError> {
        self.step_back(undo::Side::Redo)
    }

    /// The name of the edit that [`Store::undo`] would take back.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn undo_name(&self) -> Result<Option<String>, StoreError> {
        undo::name(&self.conn, undo::Side::Undo)
    }

    /// Forgets every step, so that what the file holds now is where undo ends: for a file that is made in one go.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], and those of the disk.
    pub fn forget_steps(&mut self) -> Result<(), StoreError> {
        if self.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        undo::forget_all(&self.conn)
    }

    /// The name of the edit that [`Store::redo`] would do again.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn redo_name(&self) -> Result<Option<String>, StoreError> {
        undo::name(&self.conn, undo::Side::Redo)
    }

    fn step_back(&mut self, side: undo::Side) -> Result<Option<Undone>, StoreError> {
        if undo::name(&self.conn, side)?.is_none() {
            return Ok(None);
        }
        let done = self.write(|conn| undo::replay(conn, side))?;
        Ok(done.map(|(name, changed)| Undone { name, changed }))
    }

    /// One transaction that is kept if `work` succeeds.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.may_write()?;
        let done = self.begin().and_then(|tx| {
            let value = work(&tx)?;
            tx.commit()?;
            Ok(value)
        });
        if let Err(StoreError::Stopped(detail)) = &done {
            self.stopped = Some(detail.clone());
        }
        done
    }

    fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    fn may_write(&self) -> Result<(), StoreError> {
        if let Some(detail) = &self.stopped {
            return Err(StoreError::Stopped(detail.clone()));
        }
        match &self.way {
            Way::Looking { .. } => Err(StoreError::ReadOnly),
            Way::Writing { identity: known, .. } if self::identity(&self.path) != *known || !self.path.exists() => {
                Err(StoreError::Moved)
            }
            Way::Writing { .. } => Ok(()),
        }
    }

    /// Closes the file, leaving one ordinary file.
    ///
    /// # Errors
    /// Those of the disk. Nothing is lost then: what was saved waits in the log beside the file.
    pub fn close(self) -> Result<(), StoreError> {
        match &self.way {
            Way::Writing { .. } => Ok(settle(&self.conn)?),
            Way::Looking { .. } => Ok(()),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if !self.is_read_only() && self.stopped.is_none() {
            // Nobody is left to tell; what can't be folded in now is folded in at the next opening.
            let _ = settle(&self.conn);
        }
    }
}
