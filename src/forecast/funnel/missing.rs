//! What is missing for a number that can't be told yet, and what to do about it.

use crate::domain::Currency;

/// Why a number is missing. Nothing is ever filled in instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The average order isn't known.
    OrderValue,
    /// What is left of an order isn't known.
    Margin,
    /// An order leaves nothing, so no number of them pays for anything.
    NothingLeft,
    /// So many offers have no fee.
    Fees(u32),
    /// So many offers give goods whose cost isn't known.
    Goods(u32),
    /// An amount is in another currency than the campaign.
    Currency(Currency),
    /// Nothing is spent, so there is nothing to divide by.
    NothingSpent,
}

impl Missing {
    /// What is missing and what to add, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        match self {
            Missing::OrderValue => "The average order isn't known; add it to see revenue".to_owned(),
            Missing::Margin => "What is left of an order after the goods isn't known; add the margin to see what the \
                                campaign earns"
                .to_owned(),
            Missing::NothingLeft => "An order leaves nothing after the goods, so no number of orders pays for the \
                                     campaign; check order value and margin"
                .to_owned(),
            Missing::Fees(1) => "One offer has no fee; add it, even as a guess, to see costs".to_owned(),
            Missing::Fees(count) => format!("{count} offers have no fee; add them, even as guesses, to see costs"),
            Missing::Goods(1) => {
                "One offer gives goods of unknown cost; add what they cost you, 0 if nothing, to see costs".to_owned()
            }
            Missing::Goods(count) => {
                format!("{count} offers give goods of unknown cost; add what they cost you, 0 if nothing, to see costs")
            }
            Missing::Currency(other) => {
                format!(
                    "An amount is in {}, which isn't the campaign's currency; convert it to see costs",
                    other.code()
                )
            }
            Missing::NothingSpent => "Nothing is spent, so there is no return on it and nothing to win back".to_owned(),
        }
    }
}
