//! Bringing a list into the roster: read it, say what its columns mean, see what would happen, do it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Currency, Issue, NumberStyle, Platform};
use crate::exchange::field::Field;
use crate::exchange::{self, Choices, Context, ListKind, Mapping, Sheet};
use crate::storage::{Imported, Outcome, Store, StoreError};

pub use crate::exchange::Column;
pub use crate::storage::OutcomeKind;

use super::clock;
use crate::domain::Report;

/// Where a list comes from.
#[derive(Clone, PartialEq, Debug)]
pub enum ImportSource {
    /// A file.
    File(PathBuf),
    /// The clipboard.
    Pasted(String),
}

impl ImportSource {
    /// Its name, as readings and notices quote it.
    pub fn name(&self) -> String {
        match self {
            ImportSource::File(path) => {
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
            ImportSource::Pasted(_) => "Pasted table".to_owned(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        match self {
            ImportSource::File(path) => std::fs::read(path)
                .map_err(|error| format!("{} can't be read ({error}). The roster is as it was", path.display())),
            ImportSource::Pasted(text) => Ok(text.clone().into_bytes()),
        }
    }
}

/// A list that has been read, with what its columns mean.
#[derive(Clone)]
pub struct Prepared {
    /// Name of the source.
    pub name: String,
    /// The list.
    pub sheet: Arc<Sheet>,
    /// What its columns mean.
    pub mapping: Mapping,
    /// The platform of rows that name none.
    pub platform: Option<Platform>,
    /// The currency of fees that name none.
    pub currency: Currency,
}

/// What an import would do, or has done.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Data rows of the list: new + changed + same + refused.
    pub rows: u64,
    /// Rows that bring something new.
    pub new: u64,
    /// Rows that change what is known.
    pub changed: u64,
    /// Rows that say what is known already.
    pub same: u64,
    /// Rows that can't be used, each with a reason among the issues.
    pub refused: u64,
    /// What happens row by row, as far as kept in memory.
    pub outcomes: Vec<Outcome>,
    /// What is wrong with the list.
    pub issues: Vec<Issue>,
}

/// How far an import has come.
#[derive(Clone)]
pub enum Stage {
    /// The file is being read.
    Reading,
    /// It can't be read: why.
    Failed(String),
    /// It has been read; a preview may still be on its way.
    Ready,
    /// It is being brought in.
    Running,
}

/// The import that is being prepared.
#[derive(Clone)]
pub struct ImportState {
    /// Name of the source.
    pub name: String,
    /// How far it is.
    pub stage: Stage,
    /// The list, once read.
    pub prepared: Option<Prepared>,
    /// What would happen, once known.
    pub preview: Option<Arc<Preview>>,
    /// Rows done and rows in all of the running work.
    pub progress: (u64, u64),
}

impl ImportState {
    /// An import of `name` that has just begun.
    pub fn reading(name: String) -> ImportState {
        ImportState { name, stage: Stage::Reading, prepared: None, preview: None, progress: (0, 0) }
    }

    /// Whether the roster is being changed by it.
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running)
    }
}

impl Prepared {
    /// Reads a list and proposes what its columns mean, or takes over what was said about a list with the same
    /// header before. The error is a sentence.
    pub fn read(
        source: &ImportSource,
        currency: Currency,
        remembered: impl Fn(&str) -> Option<String>,
    ) -> Result<Prepared, String> {
        let bytes = source.bytes()?;
        let sheet = exchange::read(&bytes, &Choices::default()).map_err(|error| error.to_string())?;
        let mut mapping = exchange::propose(&sheet);
        if let Some(stored) = remembered(&signature(&sheet)) {
            for (column, key) in stored.split('\t').enumerate().take(sheet.headers.len()) {
                if let Some(field) = Field::from_key(key)
                    && mapping.columns[column].field != field
                {
                    mapping.assign(column, field);
                }
            }
        }
        let name = source.name();
        let platform = exchange::guess_platform(&name);
        Ok(Prepared { name, sheet: Arc::new(sheet), mapping, platform, currency })
    }

    /// Whether it is a list of posts rather than of creators.
    pub fn is_posts(&self) -> bool {
        self.mapping.kind() == ListKind::Posts
    }

    /// What would happen, found by doing it and taking it back. The error is a sentence.
    pub fn preview(&self, store: &mut Store, report: &mut Report<'_>) -> Result<Preview, StoreError> {
        let drafts = self.drafts(report)?;
        let imported = store.preview(&drafts.drafts, &self.name, clock::now(), report)?;
        Ok(self.summary(drafts, imported))
    }

    /// Brings the list in as one undoable step and remembers what its columns mean.
    pub fn run(&self, store: &mut Store, report: &mut Report<'_>) -> Result<(Preview, bool), StoreError> {
        let drafts = self.drafts(report)?;
        let step = format!("Import of {} rows from {}", NumberStyle::ENGLISH.count(self.sheet.len() as f64), self.name);
        let edited = store.edit(&step, |tx| tx.import(&drafts.drafts, &self.name, clock::now(), report))?;
        let fields: Vec<&str> = self.mapping.columns.iter().map(|column| column.field.key()).collect();
        // The rows are in; a meaning that can't be remembered is only asked for once more.
        let _remembered = store.set_setting(&signature(&self.sheet), Some(&fields.join("\t")));
        let changed = !edited.changed.is_empty();
        Ok((self.summary(drafts, edited.value), changed))
    }

    fn drafts(&self, report: &mut Report<'_>) -> Result<exchange::Drafts, StoreError> {
        let context = Context { currency: self.currency, platform: self.platform, today: clock::today() };
        Ok(exchange::drafts(&self.sheet, &self.mapping, &context, report)?)
    }

    fn summary(&self, drafts: exchange::Drafts, imported: Imported) -> Preview {
        let mut issues = self.sheet.issues.clone();
        issues.extend(self.mapping.issues());
        issues.extend(drafts.issues);
        issues.extend(drafts.refused.iter().map(|refused| Issue {
            row: Some(refused.row),
            column: None,
            problem: refused.reason.to_owned(),
            hint: "The row was left out".to_owned(),
        }));
        issues.extend(imported.issues);
        issues.sort_by_key(|issue| issue.row.unwrap_or(0));
        Preview {
            rows: self.sheet.len() as u64,
            new: imported.new,
            changed: imported.changed,
            same: imported.same,
            refused: imported.refused + drafts.refused.len() as u64,
            outcomes: imported.outcomes,
            issues,
        }
    }
}

/// The key under which the meaning of a list's columns is remembered: the same for every list with this header.
fn signature(sheet: &Sheet) -> String {
    // FNV-1a, 64 bits (Fowler, Noll, Vo): small, stable over versions, and nobody gains by a collision here.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in sheet.headers.join("\u{1f}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("mapping/{hash:016x}")
}
