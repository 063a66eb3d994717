//! Making a new roster file whole or not at all: beside its place first, then moved there.

use std::path::Path;

use super::{OpenError, StoreError};

/// Why a roster wasn't made; its text is a sentence.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// There is something at its place, or nothing can be made there.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It can't be filled.
    #[error(transparent)]
    Fill(#[from] StoreError),
    /// It can't be moved to its place.
    #[error("{path} can't be made: {error}. Nothing was written")]
    Place {
        /// Its place.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
}

/// Lets `fill` make a roster at a path beside `path` and moves it there. Nothing is left behind if it fails.
pub fn make_whole(path: &Path, fill: impl FnOnce(&Path) -> Result<(), MakeError>) -> Result<(), MakeError> {
    if path.exists() {
        return Err(OpenError::Exists { path: path.to_owned() }.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let filled = fill(&beside).and_then(|()| {
        let place = |error| MakeError::Place { path: path.display().to_string(), error };
        std::fs::rename(&beside, path).map_err(place)
    });
    if filled.is_err() {
        // What was never moved is of no use to anybody.
        let _removed = std::fs::remove_file(&beside);
    }
    filled
}
