//! The best shortlist for a budget, and its proof.
//!
//! Each creator offers a few deliverables, each with a price and a value; at most one of each creator's is chosen and
//! the prices together stay within the budget: the multiple-choice knapsack problem. A [`Market`] sorts the offers
//! once; [`Market::solve`] walks the fractional plan down to its break ([`relax`]), keeps the few creators who can
//! still change it ([`core`]), and searches those exactly ([`search`], [`hang`], [`split`], [`table`]; [`count`] where a least
//! number of creators is asked). A [`Stock`] does the same for ever other values of the same offers without sorting
//! everybody. [`certify`] checks an answer from the raw offers. Everything is exact in integers.

pub mod alternative;
pub mod asked;
pub mod back_up;
pub mod bench;
pub mod broken;
pub mod certify;
pub mod choice;
pub mod frontier;
pub mod least;
pub mod market;
pub mod reach;
pub mod refusal;
pub mod row;
pub mod safe;
pub mod shortlist;
pub mod stock;
pub mod target;
pub mod unsolved;
pub mod valued;
pub mod wanted;
pub mod waterfall;
pub mod why_not;

mod alike;
mod ask;
mod average;
mod common;
mod core;
mod count;
mod counting;
mod crowded;
mod desk;
mod enters;
mod fill;
mod hang;
mod hull;
mod keeps;
mod lens;
mod limits;
mod missed;
mod narrow;
mod outcome;
mod plain;
mod prospects;
mod queue;
mod rates;
mod relax;
mod rows;
mod scan;
mod search;
mod settle;
mod sheet;
mod sieve;
mod solve;
mod sorted;
mod split;
mod steep;
mod swap;
mod table;
mod window;
mod work;

pub use alternative::{Alternatives, alternatives, differing};
pub use asked::{Asked, Solve, by_market};
pub use average::Average;
pub use back_up::{BackUp, back_ups};
pub use bench::{BenchRow, bench};
pub use broken::{Broken, broken};
pub use certify::certify;
pub use choice::{Choice, Effort, Rules};
pub use common::common_step;
pub use counting::{Counting, Crowd};
pub use frontier::{Point, frontier};
pub use keeps::keeps;
pub use least::{Least, LeastMoney, least_money};
pub use limits::most_promised;
pub use market::{LARGEST_SUM, Market, TooLarge};
pub use prospects::{Assurance, Prospects};
pub use refusal::{Refusal, refusals};
pub use row::{Row, Weigh};
pub use safe::{Safe, least_worth, safest};
pub use shortlist::{Answer, Conflict, Method, Multipliers, Part, Shortlist, Side};
pub use stock::Stock;
pub use target::{Sure, SureMoney, sure_money};
pub use unsolved::{Unsolved, WrongCount, if_it_adds_up};
pub use valued::Valued;
pub use wanted::Wanted;
pub use waterfall::{Step, Waterfall, waterfall};
pub use why_not::{RuleDrop, WhyNot, why_not};
