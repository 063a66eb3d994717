//! The account an import gives of every row.

use crate::domain::{Draft, Issue};

/// How many rows an import tells in detail; the counts are always of all.
pub const OUTCOMES_KEPT: usize = 20_000;

/// How many issues an import tells; a file that has more has the same one over and over.
const ISSUES_KEPT: usize = 5_000;

/// What an import did, or would do. `rows` = `new` + `changed` + `same` + `refused`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Imported {
    /// Rows in all.
    pub rows: u64,
    /// Rows that brought a new creator or a new post.
    pub new: u64,
    /// Rows that changed or added something about a known creator.
    pub changed: u64,
    /// Rows that said nothing new.
    pub same: u64,
    /// Rows that couldn't be used; the outcome has the reason.
    pub refused: u64,
    /// The rows in detail, in order, up to [`OUTCOMES_KEPT`].
    pub outcomes: Vec<Outcome>,
    /// What was left out of rows that were otherwise used.
    pub issues: Vec<Issue>,
}

/// What became of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Row of the file, the first line being 1.
    pub row: u64,
    /// What became of it.
    pub kind: OutcomeKind,
    /// The creator it is about; empty if refused.
    pub creator: String,
    /// What it changed, field by field.
    pub changes: Vec<FieldChange>,
}

/// What became of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OutcomeKind {
    /// It brought a new creator or a new post.
    New,
    /// It changed or added something about a known creator.
    Changed,
    /// It said nothing new.
    Same,
    /// It couldn't be used, for this reason.
    Refused(String),
}

/// One field a row changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// The field, as a word for the user.
    pub field: &'static str,
    /// What was known; empty if nothing.
    pub old: String,
    /// What is known now.
    pub new: String,
}

/// Keeps the account while an import is under way; rows are named by their place in the list of drafts.
pub(super) struct Tally {
    rows: Vec<Line>,
    issues: Vec<Issue>,
}

struct Line {
    row: u64,
    new: bool,
    changed: bool,
    refused: Option<String>,
    creator: String,
    changes: Vec<FieldChange>,
}

impl Tally {
    pub(super) fn new(drafts: &[Draft]) -> Tally {
        let line = |draft: &Draft| Line {
            row: draft.row,
            new: false,
            changed: false,
            refused: None,
            creator: String::new(),
            changes: Vec::new(),
        };
        Tally { rows: drafts.iter().map(line).collect(), issues: Vec::new() }
    }

    /// The row brought something that wasn't there at all.
    pub(super) fn is_new(&mut self, at: usize) {
        self.rows[at].new = true;
    }

    /// The row is about this creator.
    pub(super) fn is_about(&mut self, at: usize, creator: &str) {
        if at < OUTCOMES_KEPT {
            self.rows[at].creator = creator.to_owned();
        }
    }

    /// The row can't be used.
    pub(super) fn refuse(&mut self, at: usize, reason: impl Into<String>) {
        self.rows[at].refused = Some(reason.into());
    }

    /// The row changed a field; nothing if both are equal.
    pub(super) fn charge(&mut self, at: usize, field: &'static str, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.rows[at].changed = true;
            if at < OUTCOMES_KEPT {
                self.rows[at].changes.push(FieldChange { field, old, new });
            }
        }
    }

    /// Part of the row was left out.
    pub(super) fn issue(&mut self, at: usize, column: &str, problem: impl Into<String>, hint: &str) {
        if self.issues.len() < ISSUES_KEPT {
            let (row, column) = (Some(self.rows[at].row), Some(column.to_owned()));
            self.issues.push(Issue { row, column, problem: problem.into(), hint: hint.to_owned() });
        }
    }

    pub(super) fn finish(self) -> Imported {
        let mut imported = Imported { rows: self.rows.len() as u64, issues: self.issues, ..Imported::default() };
        imported.issues.sort_by_key(|issue| issue.row);
        for line in self.rows {
            let (count, kind) = match line.refused {
                Some(reason) => (&mut imported.refused, OutcomeKind::Refused(reason)),
                None if line.new => (&mut imported.new, OutcomeKind::New),
                None if line.changed => (&mut imported.changed, OutcomeKind::Changed),
                None => (&mut imported.same, OutcomeKind::Same),
            };
            *count += 1;
            if imported.outcomes.len() < OUTCOMES_KEPT {
                imported.outcomes.push(Outcome { row: line.row, kind, creator: line.creator, changes: line.changes });
            }
        }
        imported
    }
}
