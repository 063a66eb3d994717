//! What posts, offers and shortlists will probably bring: distributions whose stated probability is meant to be true.
//!
//! Evidence about one account becomes a [`Level`] (one ordinary post), a level becomes an [`OfferForecast`] (what an
//! offer delivers), and the offers of a shortlist become a [`Total`]. [`backtest`] checks all of it against later posts.

mod assumptions;
mod backtest;
mod deliver;
mod evidence;
mod fit;
mod history;
mod level;
mod score;
mod student;
mod total;

pub use assumptions::{Assumptions, Factor, KindFactor, Prior, Source};
pub use backtest::{Backtest, Baseline, CREATORS, Part, Scores, backtest};
pub use deliver::{OfferForecast, deliver};
pub use evidence::{Evidence, Observation};
pub use history::{Histories, History, TimedPost, histories};
pub use level::{Level, Shares, predict};
pub use score::LEVELS;
pub use total::{Bin, Entry, Total, total};
