//! The roster file: the only layer that says SQL.
//!
//! [`Store::open`] judges a file before touching it, [`Store::edit`] is the one door for change, undo is recorded by
//! triggers beneath it, and [`Store::entries`] and [`Store::campaigns`] fill the model in memory. Nothing here reads
//! the clock; the time is handed in.

mod accounts;
mod assumptions;
mod backup;
mod bookings;
mod briefs;
mod campaigns;
mod changed;
mod check;
mod creators;
mod entries;
mod error;
mod facts;
mod file;
mod harden;
mod header;
mod import;
mod imports;
mod lock;
mod migrate;
mod offers;
mod open;
mod posts;
mod restore;
mod rules;
mod scratch;
mod settings;
mod snapshot;
mod store;
mod tx;
mod undo;
mod whole;

pub use backup::Backup;
pub use changed::Changed;
pub use error::{OpenError, StoreError};
pub use file::{FileError, write_whole};
pub use import::{FieldChange, Imported, OUTCOMES_KEPT, Outcome, OutcomeKind};
pub use imports::ImportRecord;
pub use open::OpenOptions;
pub use restore::restore;
pub use scratch::{Scratch, ScratchError};
pub use store::{Edited, Store, Undone};
pub use tx::Tx;
pub use whole::{MakeError, make_whole};

/// What the names of roster files end in.
pub const SUFFIX: &str = "smallmighty";
