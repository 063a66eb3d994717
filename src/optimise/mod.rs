//! The best shortlist for a budget, and its proof.
//!
//! Each creator offers a few deliverables, each with a price and a value; at most one of each creator's is chosen and
//! the prices together stay within the budget: the multiple-choice knapsack problem. A [`Market`] sorts the offers
//! once; [`Market::solve`] walks the fractional plan down to its break ([`relax`]), keeps the few creators who can
//! still change it ([`core`]), and searches those exactly ([`search`], [`split`], [`table`]; [`count`] where a least
//! number of creators is asked). [`certify`] checks an answer from the raw offers. Everything is exact in integers.

pub mod bench;
pub mod certify;
pub mod choice;
pub mod frontier;
pub mod market;
pub mod shortlist;

mod ask;
mod core;
mod count;
mod hull;
mod outcome;
mod plain;
mod relax;
mod search;
mod settle;
mod solve;
mod split;
mod table;
mod work;

pub use bench::{BenchRow, bench};
pub use certify::certify;
pub use choice::{Choice, Effort, Rules};
pub use frontier::{Point, frontier};
pub use market::{Market, TooLarge};
pub use shortlist::{Answer, Conflict, Method, Multipliers, Shortlist};
