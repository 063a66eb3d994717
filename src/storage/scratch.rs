//! A copy of a roster to try something on, in a folder of its own that goes when it is dropped.

use std::path::{Path, PathBuf};

use super::{OpenError, Store, StoreError};

/// A copy of a roster in a folder of its own; a path without a file if there is no roster to copy.
pub struct Scratch {
    folder: PathBuf,
    roster: PathBuf,
}

/// Why there is no copy; its text is a sentence.
#[derive(Debug, thiserror::Error)]
pub enum ScratchError {
    /// The folder can't be made.
    #[error("No copy to try it on can be made in {}: {error}", folder.display())]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The roster can't be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The roster can't be copied.
    #[error(transparent)]
    Copy(#[from] StoreError),
}

impl Scratch {
    /// Copies the roster at `path`, without changing it, into the system's folder for passing things.
    pub fn of(path: &Path) -> Result<Scratch, ScratchError> {
        let folder = std::env::temp_dir().join(format!("smallmighty-copy-{}", std::process::id()));
        if let Err(error) = std::fs::create_dir_all(&folder) {
            return Err(ScratchError::Folder { folder, error });
        }
        let scratch = Scratch { roster: folder.join("copy.smallmighty"), folder };
        if path.exists() {
            Store::open_read_only(path)?.copy_to(&scratch.roster)?;
        }
        Ok(scratch)
    }

    /// Where the copy is.
    pub fn roster(&self) -> &Path {
        &self.roster
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed lies among passing things and goes with them.
        let _removed = std::fs::remove_dir_all(&self.folder);
    }
}
