//! Words and numbers as the pages show them: those of the reports.

pub use crate::report::words::{Amounts, UNKNOWN, plural, span};
