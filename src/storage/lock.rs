//! The lock that lets one instance at a time write a roster file: held by the system, so a crash leaves none behind.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::file::{beside, same_file};

/// The right to write one roster file, until dropped.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// Why the lock wasn't got.
pub(super) enum LockError {
    /// Another instance has it.
    Held {
        /// What it wrote about itself.
        by: String,
    },
    /// The lock can't be made; where `PermissionDenied` or `ReadOnlyFilesystem`, the folder can't be written.
    Io(Error),
}

/// How often, and after which pause, a taken lock is tried again: another instance may just be asking who holds it.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(20);

impl Lock {
    /// Takes the lock of `target`.
    pub(super) fn acquire(target: &Path) -> Result<Lock, LockError> {
        let path = beside(target, ".lock");
        let mut last = LockError::Held { by: String::from("another instance") };
        for _ in 0..TRIES {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(LockError::Io)?;
            match file.try_lock() {
                // Whoever held it may have removed the file between our opening and locking it.
                Ok(()) if !same_file(&file, &path) => continue,
                Ok(()) => {
                    let _ = file.set_len(0).and_then(|()| write!(file, "{}", who()));
                    return Ok(Lock { file, path });
                }
                Err(TryLockError::WouldBlock) => last = LockError::Held { by: holder(&mut file) },
                Err(TryLockError::Error(error)) => return Err(LockError::Io(error)),
            }
            std::thread::sleep(PAUSE);
        }
        Err(last)
    }

    /// Whether some instance, this one included, holds the lock of `target`.
    pub(super) fn is_held(target: &Path) -> bool {
        let Ok(file) = File::open(beside(target, ".lock")) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

impl Drop for Lock {
    /// Removes the file while still holding it; elsewhere than on Unix a held file can't go, and an empty one stays.
    fn drop(&mut self) {
        if cfg!(unix) && same_file(&self.file, &self.path) {
            let _ = std::fs::remove_file(&self.path);
        } else {
            let _ = self.file.set_len(0);
        }
    }
}

impl LockError {
    /// Whether the folder can't be written at all.
    pub(super) fn is_read_only(&self) -> bool {
        matches!(self, LockError::Io(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem))
    }
}

fn who() -> String {
    let name = std::env::var("COMPUTERNAME").or_else(|_| std::fs::read_to_string("/etc/hostname")).unwrap_or_default();
    match name.trim() {
        "" => format!("process {}", std::process::id()),
        name => format!("process {} on {name}", std::process::id()),
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    // Where a lock also forbids reading, nothing is told.
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut text));
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if read.is_ok() && !text.is_empty() { text } else { String::from("another instance") }
}
