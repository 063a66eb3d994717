//! Putting a backup in the place of a roster file, keeping what was there.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::OpenError;
use super::file::{beside, copy_synced, free_name, has_content, replace, sync_folder};
use super::lock::{Lock, LockError};
use super::open::{accept, io_refusal};
use super::store::Store;

/// Puts a copy of `backup` in the place of `target`, which must not be open. What was there is kept, with its log,
/// under the name returned (ending in ".before-restore"); `None` if nothing was there.
///
/// # Errors
/// If the backup isn't a whole roster, the target is open, or the disk refuses. The target is then as it was.
pub fn restore(backup: &Path, target: &Path) -> Result<Option<PathBuf>, OpenError> {
    Store::open_read_only(backup)?
        .close()
        .map_err(|error| OpenError::Io { path: backup.into(), detail: error.to_string() })?;
    let lock = Lock::acquire(target).map_err(|error| match error {
        LockError::Held { by } => OpenError::InUse { path: target.into(), by },
        LockError::Io(error) => io_refusal(target, &error),
    })?;
    let draft = beside(target, &format!(".{}.restored", std::process::id()));
    let _ = fs::remove_file(&draft);
    let done = copy_synced(backup, &draft)
        .map_err(|error| io_refusal(&draft, &error))
        // The copy is proved from end to end before anything of the target moves.
        .and_then(|()| accept(&draft, false, true).map(drop))
        .and_then(|()| swap(&draft, target).map_err(|error| io_refusal(target, &error)));
    let _ = fs::remove_file(&draft);
    drop(lock);
    done
}

/// Until the last rename the old file is in its place or, with its log, whole under the other name.
fn swap(draft: &Path, target: &Path) -> std::io::Result<Option<PathBuf>> {
    let mut kept = None;
    if target.exists() {
        let old = free_name(target, ".before-restore");
        copy_synced(target, &old)?;
        for ending in ["-wal", "-journal"] {
            if has_content(&beside(target, ending)) {
                copy_synced(&beside(target, ending), &beside(&old, ending))?;
            }
        }
        sync_folder(&old);
        kept = Some(old);
    }
    // A log left beside the new file would be mixed into it.
    for ending in ["-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(target, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    replace(draft, target)?;
    Ok(kept)
}
