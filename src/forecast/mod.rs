//! What posts, offers and shortlists will probably bring: distributions whose stated probability is meant to be true.
//!
//! Evidence about one account becomes a [`Level`] (one ordinary post), a level becomes an [`OfferForecast`] (what an
//! offer delivers), and the offers of a shortlist become a [`Total`]. [`backtest`] checks all of it against later posts.

mod acceptance;
mod better;
mod clutter;
mod emv;
mod frozen;
mod funnel;
mod grown;
mod levers;
pub mod nearby;
mod niche;
pub mod reach;
mod record;
mod tornado;
mod trust;
mod wilson;

mod assumptions;
mod backtest;
mod deliver;
mod draws;
mod effects;
mod evidence;
mod figures;
mod fit;
mod history;
mod known;
mod level;
mod limit;
mod memory;
mod once;
mod ranges;
mod row;
mod score;
mod seen;
mod spread;
mod student;
mod topics;
mod total;

pub use acceptance::{Acceptance, Chance};
pub use assumptions::{Assumptions, Factor, KindFactor, Prior, Source};
pub use backtest::{Backtest, Baseline, CREATORS, Part, Scores, backtest};
pub use better::{Counted, better_forecast, better_result, more_needed};
pub use clutter::{Clutter, ClutterBands, ClutterEffect, ClutterWindow, clutter, clutter_check};
pub use deliver::{OfferForecast, deliver};
pub use draws::{Draws, Stake, column, factors, rolls};
pub use emv::{Emv, EmvProblem, EmvTable};
pub use evidence::{Evidence, Observation};
pub use frozen::{FROZEN_AT, Frozen, frozen_total};
pub use funnel::{
    Assumed, BreakEven, CampaignCosts, ClickRate, Conversion, Cost, FunnelAssumptions, FunnelOffer, Missing,
    MoneyTotal, Origin, Outlook, Swings, UnitCost, UnsureRates, break_even_orders, by_chance, money_total,
};
pub use history::{Histories, History, TimedPost, histories, histories_of};
pub use level::{Level, Shares, predict, predict_in, used};
pub use levers::{Grounds, Outcome, Planned, levers};
pub use limit::{Limit, Moments, most_counted_once};
pub use niche::{Niche, NicheEdit, RELEVANCE_FLOOR, Taxonomy, relevance, relevant};
pub use once::Once;
pub use record::{
    Bias, LEAST_OF_PLATFORM, LEAST_RESULTS, RECORD_BANDS, Record, RecordPart, Scored, correction, record,
};
pub use score::LEVELS;
pub use seen::{SeenPost, seen};
pub use topics::{TOPIC_SD, topic_effects};
pub use tornado::{Bar, Swing, Tornado, tornado};
pub use total::{Bin, Entry, Total, together, total};
pub use trust::{AccountFacts, Audit, Check, CheckKind, CheckOutcome, Figure, check_account};
pub use wilson::Share;
