//! From views to the till: clicks, orders, revenue and what is left, as distributions and never as a single number.
//!
//! views → clicks (a rate by platform and kind) → orders (a conversion) → revenue (the average order) → contribution
//! (the margin on it). Rates are off for the whole campaign together, so that many offers don't make a total look surer
//! than it is. On top, creators differ in how readily their audience clicks. The numbers are those that posts and rates
//! let expect, the same as where clicks, orders or margin are the goal; how far few single orders stray from them by
//! chance is told beside them ([`by_chance`]).
//!
//! Nothing here fills in a value that only the user knows: without an order value there is no revenue, and
//! [`Missing`] says what to add.

mod assumed;
mod assumptions;
mod break_even;
mod few;
mod learnt;
mod missing;
mod money_total;
mod offer;
mod simulate;
mod swings;
mod unit_cost;

pub(super) use assumed::TENTH;
pub use assumed::{Assumed, Origin};
pub use assumptions::{ClickRate, Conversion, FunnelAssumptions};
pub use break_even::{BreakEven, break_even_orders};
pub use few::by_chance;
pub use missing::Missing;
pub use money_total::{CampaignCosts, MoneyTotal, Outlook, money_total};
pub use offer::FunnelOffer;
pub use swings::{Swings, UnsureRates};
pub use unit_cost::{Cost, UnitCost};
