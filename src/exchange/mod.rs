//! Bytes to drafts and back: tables as people keep them, read without guessing cell by cell, and written safely.
//!
//! ```text
//! bytes ─ read ─► Sheet ─ propose ─► Mapping ─ drafts ─► Draft
//!                   what was said     what it means       what it says
//! ```
//!
//! Nothing here opens a file, knows the roster or remembers anything. Pasted text takes the same way.

pub mod offers;
pub mod sample;

mod alias;
pub mod csv_out;
pub mod date;
mod decode;
mod dialect;
pub mod drafts;
pub mod field;
pub mod file_name;
mod header;
mod identity;
mod issue_log;
pub mod mapping;
pub mod number;
pub mod propose;
mod record;
mod row_reader;
mod shape;
pub mod sheet;
mod status;
pub mod style;
mod value;
mod words;

pub use csv_out::{Cell, text_cell, write_csv, write_tsv};
pub use date::DateOrder;
pub use drafts::{Context, Drafts, Refused, drafts, drafts_of};
pub use field::Field;
pub use file_name::guess_platform;
pub use mapping::{Column, ListKind, Mapping};
pub use number::{DecimalMark, NumberProblem, parse_money};
pub use propose::propose;
pub use sheet::{Choices, HeaderChoice, Row, Sheet, read};
pub use style::{ShareBasis, Style};
pub use value::known;

/// Why bytes can't be read as a table at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("There is nothing in it. Nothing was imported.")]
    Empty,
    /// It is a spreadsheet program's own file.
    #[error(
        "This is a workbook of a spreadsheet program. Save its sheet as CSV, or copy the cells and paste them here."
    )]
    Workbook,
    /// It isn't text.
    #[error("This isn't a table of text. Nothing was imported; choose a CSV file.")]
    NotText,
    /// It is larger than 4 GB.
    #[error("It is larger than 4 GB. Split it into smaller files and import them one by one.")]
    TooLarge,
    /// The chosen encoding has no such name.
    #[error("There is no encoding of that name. Choose another one, or let it be found out.")]
    UnknownEncoding,
    /// The chosen delimiter can't be one.
    #[error("That character can't stand between cells. Choose comma, semicolon, tab or bar.")]
    Delimiter,
    /// The chosen header line doesn't begin a row.
    #[error("No row begins on the line chosen for the names of the columns. Choose another line.")]
    NoSuchHeader,
}
