//! An issue: a problem in the user's data; where, what, what to do.

/// A problem in the user's data. Everything readable around it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    /// Row of the file, the first line being 1; `None` if it concerns the whole file.
    pub row: Option<u64>,
    /// Name of the column, where one is to blame.
    pub column: Option<String>,
    /// What is wrong, as a sentence without a full stop.
    pub problem: String,
    /// What was done about it or what to do, as a sentence without a full stop.
    pub hint: String,
}
