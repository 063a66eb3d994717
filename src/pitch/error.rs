//! Why a pitch could not be written.

/// Why a pitch could not be written. Nothing is half written: there are either all bytes or none.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PitchError {
    /// An amount isn't in the currency of the pitch; sums over it would be wrong.
    #[error(
        "The amount for {what} is in {found}, the pitch is in {expected}. Nothing was written. \
         Enter that amount in {expected}, or change the currency of the campaign"
    )]
    MixedCurrency {
        /// Which amount.
        what: String,
        /// Code of its currency.
        found: String,
        /// Code of the pitch's currency.
        expected: String,
    },
    /// A list is longer than a worksheet.
    #[error(
        "The pitch has {count} {what}, a worksheet holds {most}. Nothing was written. \
         Leave some out, or choose HTML"
    )]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many fit.
        most: usize,
    },
    /// The workbook could not be put together.
    #[error("The workbook could not be put together ({0}). Nothing was written. Choose HTML instead")]
    Workbook(String),
    /// The page could not be put together.
    #[error("The page could not be put together ({0}). Nothing was written. Choose Excel instead")]
    Page(String),
}

impl From<rust_xlsxwriter::XlsxError> for PitchError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        PitchError::Workbook(error.to_string())
    }
}

impl From<minijinja::Error> for PitchError {
    fn from(error: minijinja::Error) -> Self {
        PitchError::Page(error.to_string())
    }
}
