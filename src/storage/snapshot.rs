//! A private copy of a roster file with its log, for looking at a file that mustn't be touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::{beside, copy_synced, has_content};

/// The copy, in a folder of its own that goes when this is dropped.
pub(super) struct Snapshot {
    folder: PathBuf,
    file: PathBuf,
}

impl Snapshot {
    /// Copies the file at `path` with its rollback journal and, if `with_log`, its write-ahead log.
    pub(super) fn take(path: &Path, with_log: bool) -> std::io::Result<Snapshot> {
        let snapshot = Snapshot::room()?;
        copy_synced(path, &snapshot.file)?;
        for (ending, wanted) in [("-wal", with_log), ("-journal", true)] {
            let log = beside(path, ending);
            if wanted && has_content(&log) {
                copy_synced(&log, &beside(&snapshot.file, ending))?;
            }
        }
        Ok(snapshot)
    }

    /// A private place for a copy that isn't made yet.
    pub(super) fn room() -> std::io::Result<Snapshot> {
        let folder = private_folder()?;
        let file = folder.join("snapshot.smallmighty");
        Ok(Snapshot { folder, file })
    }

    /// Where the copy is.
    pub(super) fn path(&self) -> &Path {
        &self.file
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn private_folder() -> std::io::Result<PathBuf> {
    for n in 0..1_000 {
        let folder = std::env::temp_dir().join(format!("smallmighty-{}-{n}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        private(&mut builder);
        match builder.create(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
            made => return made.map(|()| folder),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

#[cfg(unix)]
fn private(builder: &mut fs::DirBuilder) {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700);
}

#[cfg(not(unix))]
fn private(_builder: &mut fs::DirBuilder) {}
