//! Why a stock with values has no answer.

use super::market::TooLarge;
use crate::domain::Cancelled;

/// There isn't one value for each offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrongCount {
    /// How many offers there are.
    pub offers: usize,
    /// How many values came.
    pub values: usize,
}

impl std::fmt::Display for WrongCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "There are {} values for {} offers; there must be one for each", self.values, self.offers)
    }
}

impl std::error::Error for WrongCount {}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsolved {
    /// Nobody wants it any more.
    Cancelled,
    /// The best values of all creators don't add up within 61 bits.
    TooLarge,
}

/// What was made, or nothing where it is too large to add up, so that only being stopped is an error.
pub fn if_it_adds_up<T>(made: Result<T, Unsolved>) -> Result<Option<T>, Cancelled> {
    match made {
        Ok(made) => Ok(Some(made)),
        Err(Unsolved::TooLarge) => Ok(None),
        Err(Unsolved::Cancelled) => Err(Cancelled),
    }
}

impl std::fmt::Display for Unsolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unsolved::Cancelled => Cancelled.fmt(f),
            Unsolved::TooLarge => TooLarge.fmt(f),
        }
    }
}

impl std::error::Error for Unsolved {}

impl From<Cancelled> for Unsolved {
    fn from(_: Cancelled) -> Unsolved {
        Unsolved::Cancelled
    }
}

impl From<TooLarge> for Unsolved {
    fn from(_: TooLarge) -> Unsolved {
        Unsolved::TooLarge
    }
}
