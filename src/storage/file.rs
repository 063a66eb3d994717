//! Files written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use thiserror::Error as ThisError;

/// Why a file wasn't written; what was there before is untouched.
#[derive(Debug, ThisError)]
pub enum FileError {
    /// No room.
    #[error("{} wasn't written, because the disk is full. What was there before is untouched. Make room, then try again.", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The folder is missing.
    #[error("{} wasn't written, because its folder doesn't exist. Choose another folder.", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// No right to write there, or a folder is in the way.
    #[error("{} wasn't written, because it can't be changed there. Choose another name or folder.", path.display())]
    Denied {
        /// The file.
        path: PathBuf,
    },
    /// Anything else.
    #[error("{} wasn't written: {detail}. What was there before is untouched.", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
}

/// Writes `bytes` to `path` so that, whatever happens, either the old or the new file is there, whole:
/// beside the target, flushed, synced, renamed, and the folder synced.
///
/// # Errors
/// A sentence saying what happened; the target is as it was, and nothing is left beside it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if path.is_dir() {
        return Err(FileError::Denied { path: path.into() });
    }
    let temporary = beside(path, &format!(".{}.tmp", std::process::id()));
    let written = write_synced(&temporary, bytes).and_then(|()| replace(&temporary, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        told(path, &error)
    })
}

fn told(path: &Path, error: &Error) -> FileError {
    let path = path.to_path_buf();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileError::Full { path },
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::NoFolder { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::IsADirectory => {
            FileError::Denied { path }
        }
        _ => FileError::Other { path, detail: error.to_string() },
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    private(&mut options);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts the finished file `from` in the place of `to`, and makes that last through a power cut.
pub(super) fn replace(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to);
    Ok(())
}

/// Copies `from` to `to`, which must be new, and syncs it.
pub(super) fn copy_synced(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let mut target = options.open(to)?;
    std::io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()
}

/// Makes the names in the folder of `path` last. Not every system can open a folder; the rename itself has happened.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// `path` with `ending` added to its file name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// `path` with `ending` added, numbered where that exists already.
pub(super) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let first = beside(path, ending);
    let numbered = (2..10_000).map(|n| beside(path, &format!("{ending}-{n}")));
    std::iter::once(first).chain(numbered).find(|name| !name.exists()).unwrap_or_else(|| beside(path, ending))
}

/// Whether a file is there and holds anything.
pub(super) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.len() > 0)
}

/// What stays the same about a file however it is named: device and number. `None` where the system has no such thing.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().and_then(|meta| number(&meta))
}

/// Whether `path` still names the opened `file`; where that can't be told, whether it exists.
pub(super) fn same_file(file: &File, path: &Path) -> bool {
    let opened = file.metadata().ok().and_then(|meta| number(&meta));
    if opened.is_some() { opened == identity(path) } else { path.exists() }
}

#[cfg(unix)]
fn number(meta: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn number(_meta: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// Only the user may read what holds people's addresses.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}
