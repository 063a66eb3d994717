//! What the optimiser is asked: the offers on the table, the rules, and how hard to try.

use super::row::Row;

/// One offer of one creator; its place in the caller's slice is its identity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Whose offer it is; at most one offer of each creator is ever chosen.
    pub creator: u32,
    /// Price in minor units of the campaign's currency, 0 or more. A choice with a negative price is ignored.
    pub price: i64,
    /// What it is expected to bring, in the caller's fixed point, 0 or more. A choice with a negative value is ignored.
    pub value: i64,
}

/// The rules a shortlist keeps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// The most that may be spent, in minor units; a negative budget counts as 0.
    pub budget: i64,
    /// The most that one creator may cost, in percent of the budget; `None` and everything from 100 up mean no limit.
    pub max_share: Option<u32>,
    /// The least number of creators, free ones counted.
    pub min_creators: u32,
    /// Creators that must be chosen.
    pub must: Vec<u32>,
    /// Creators that must not be chosen.
    pub never: Vec<u32>,
    /// Side rules over some of the offers.
    pub rows: Vec<Row>,
}

impl Rules {
    /// A budget and nothing else.
    pub fn with_budget(budget: i64) -> Rules {
        Rules { budget, ..Rules::default() }
    }

    /// The most that one creator may cost, in minor units: the budget or the share of it, rounded down.
    pub fn ceiling(&self) -> i64 {
        let share = i128::from(self.max_share.unwrap_or(100).min(100));
        (i128::from(self.budget.max(0)) * share / 100) as i64
    }
}

/// How many steps (states or table cells) a proof may take before the best found so far is returned with its bound.
///
/// A step is about 10 nanoseconds on a desktop of 2024. A count, not a clock, so that answers don't depend on the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effort(pub u64);

impl Effort {
    /// The first feasible shortlist with its bound and no search: for the first frame.
    pub const NONE: Effort = Effort(0);
    /// While a slider moves: some 20 milliseconds at worst.
    pub const LIVE: Effort = Effort(2_000_000);
    /// When the answer may take its time: a few seconds at worst.
    pub const FULL: Effort = Effort(300_000_000);
}
