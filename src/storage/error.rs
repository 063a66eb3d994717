//! What can go wrong with the roster file, as sentences that say what to do.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::domain::Cancelled;

/// Why a roster file wasn't opened. The file is as it was.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("There is no file at {}. Check the name, or create a new roster there.", path.display())]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A folder, a device or a pipe.
    #[error("{} is not a file but a folder or a device. Choose a roster file (it ends in .smallmighty).", path.display())]
    NotAFile {
        /// What was chosen.
        path: PathBuf,
    },
    /// A new roster would overwrite a file.
    #[error("{} exists already, and was left as it is. Open it, or choose another name.", path.display())]
    Exists {
        /// The file in the way.
        path: PathBuf,
    },
    /// Some other program's file.
    #[error("{} is not a Smallmighty roster: {detail}. It was left as it is. Lists of creators are opened with Import.", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// What tells that it isn't ours.
        detail: String,
    },
    /// Made by a later version of the program.
    #[error("{} was made by a newer Smallmighty (file version {version}; this one reads up to {known}). It was left as it is. Install the newer version to open it.", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i64,
        /// The newest version this program reads.
        known: i64,
    },
    /// Ours, but not whole.
    #[error("{} is damaged: {detail}. It was left as it is. Open the newest dated copy from the backups folder in the program's data folder instead.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file or its folder can't be written.
    #[error("{} can't be changed, because the file or its folder is read-only. Open it read-only, or copy it to a folder of your own.", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another instance holds it.
    #[error("{} is open in another window ({by}). Close it there, or open it read-only here.", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// Who holds it, as far as known.
        by: String,
    },
    /// The copy that must precede a migration failed.
    #[error("{} needs to be brought up to date, but the backup before that failed: {detail}. It was left as it is. Make room or choose another backup folder, then open it again.", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What failed.
        detail: String,
    },
    /// The system refused.
    #[error("{} couldn't be opened: {detail}. It was left as it is.", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
}

/// Why a change or a question failed. A failed change leaves the roster as it was before.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Opened read-only.
    #[error("This roster is open read-only, so nothing was changed. Close it in the other window, then open it again.")]
    ReadOnly,
    /// Stopped on request.
    #[error("Stopped; nothing was changed.")]
    Cancelled,
    /// A rule of the data would be broken; the sentence says which.
    #[error("{0}")]
    Refused(String),
    /// What should be changed is gone.
    #[error("This {0} is no longer in the roster. Nothing was changed.")]
    NotFound(&'static str),
    /// No room, or the disk refuses to write.
    #[error(
        "The disk is full or can't be written. Nothing was changed and nothing is lost. Make room, then try again."
    )]
    DiskFull,
    /// The file was moved, replaced or deleted while open.
    #[error(
        "The roster file was moved, replaced or deleted by another program, so nothing was changed. Open it again from where it is now."
    )]
    Moved,
    /// The disk failed in a way that makes further writing unsafe.
    #[error("The disk reported a failure ({0}), so the roster takes no more changes. Close it and open it again.")]
    Stopped(String),
    /// The file isn't whole any more.
    #[error(
        "The roster file is damaged: {0}. Nothing was changed. Open the newest dated copy from the backups folder in the program's data folder instead."
    )]
    Damaged(String),
    /// Someone else writes at this moment.
    #[error("The roster file is busy. Nothing was changed; try again in a moment.")]
    Busy,
    /// Anything else.
    #[error("The roster file couldn't do that: {0}. Nothing was changed.")]
    Other(String),
}

impl From<Cancelled> for StoreError {
    fn from(_: Cancelled) -> Self {
        StoreError::Cancelled
    }
}

/// SQLite's code of a failed write; the disk is full more often than broken.
const IOERR_WRITE: i32 = 778;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error() else {
            return match error {
                rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                    StoreError::Damaged(error.to_string())
                }
                other => StoreError::Other(other.to_string()),
            };
        };
        match failure.code {
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::SystemIoFailure if failure.extended_code == IOERR_WRITE => StoreError::DiskFull,
            ErrorCode::SystemIoFailure => StoreError::Stopped(error.to_string()),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(error.to_string()),
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ConstraintViolation => StoreError::Refused(broken_rule(&error.to_string())),
            _ => StoreError::Other(error.to_string()),
        }
    }
}

fn broken_rule(message: &str) -> String {
    let known = [
        (
            "accounts.platform, accounts.handle_key",
            "Another account in the roster already has this handle on this platform",
        ),
        ("campaigns.name", "Another campaign already has this name"),
        ("scenarios.campaign_id, scenarios.name", "Another scenario of this campaign already has this name"),
        ("name <> ''", "A name can't be empty"),
        ("FOREIGN KEY", "Something this refers to is no longer in the roster"),
    ];
    let found = known.iter().find(|(part, _)| message.contains(part)).map(|(_, sentence)| *sentence);
    match found {
        Some(sentence) => format!("{sentence}. Nothing was changed."),
        None => format!("The roster can't hold this value ({message}). Nothing was changed."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_rules_are_told_in_words() {
        let told = broken_rule("UNIQUE constraint failed: campaigns.name");
        assert_eq!(told, "Another campaign already has this name. Nothing was changed.");
        assert!(broken_rule("CHECK constraint failed: value >= 0").contains("value >= 0"));
    }
}
