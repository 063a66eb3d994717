//! A frozen plan becomes what a client gets: a workbook or one page. Bytes out; no windows, database or paths.

mod check;
mod error;
mod file_stem;
mod html;
mod picture;
mod plan;
mod svg;
mod text;
mod words;
mod xlsx;

pub use error::PitchError;
pub use file_stem::file_stem;
pub use html::html;
pub use picture::picture;
pub use plan::{
    Assumption, BAND, BackUp, BenchRow, FrontierPoint, Pitch, PitchBrief, PitchRow, Proof, SourceRow, Totals,
};
pub use xlsx::xlsx;
