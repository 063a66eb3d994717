//! What is known about one account before its next post is forecast.

use crate::domain::{Platform, PostKind};

/// One past post of the account, counted in the metric that is forecast.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Observation {
    /// What it brought.
    pub value: u64,
    /// How many days before "today" it went out; `None` where unknown. "Today" is whatever day the caller means. Posts of
    /// the last days are taken to lack a part of what they will bring.
    pub age_days: Option<f64>,
    /// Its kind, where known.
    pub kind: Option<PostKind>,
    /// Whether it was paid for; `None` (unknown) is read as unpaid.
    pub sponsored: Option<bool>,
}

/// Everything a forecast of one account starts from.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// Where the account lives.
    pub platform: Platform,
    /// Its followers; `None` where unknown.
    pub followers: Option<u64>,
    /// Its past posts; in any order where ages are known, else newest first.
    pub observations: Vec<Observation>,
    /// What a usual post brings as a list or media kit states it, as a count; `None` where nothing is stated.
    pub stated: Option<f64>,
}

impl Evidence {
    /// An account of which no post is known.
    pub fn nothing(platform: Platform, followers: Option<u64>) -> Evidence {
        Evidence { platform, followers, observations: Vec::new(), stated: None }
    }
}
