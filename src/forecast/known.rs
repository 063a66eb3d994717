//! What is known about an account beside its posts, and the level that it suggests.

use super::assumptions::Prior;
use super::level::Effect;
use super::topics::TOPIC_SD;
use crate::domain::Platform;

/// Days in a year.
const YEAR: f64 = 365.25;

/// A century in days: the longest time that anything is said to have changed over.
const MOST_DAYS: f64 = 36_500.0;

/// So many days in years, from 0 to a century; 0 where unknown.
pub fn years(days: Option<f64>) -> f64 {
    days.unwrap_or(0.0).clamp(0.0, MOST_DAYS) / YEAR
}

/// What is known about an account beside its posts.
pub struct Known {
    /// Where it lives.
    pub platform: Platform,
    /// Its followers, as they were read last.
    pub followers: Option<u64>,
    /// What a usual post is said to bring, as a count.
    pub stated: Option<f64>,
    /// What its topic does to the level of accounts of its size, where known.
    pub topic: Option<Effect>,
    /// Years from the day that the forecast is made for to the day that the followers were read, not negative.
    pub years: f64,
}

impl Known {
    /// An account of which no topic is known.
    pub fn new(platform: Platform, followers: Option<u64>, stated: Option<f64>) -> Known {
        Known { platform, followers, stated, topic: None, years: 0.0 }
    }

    /// The same account for a forecast of a post that was so many days old when its followers were read.
    pub fn aged(self, days: Option<f64>) -> Known {
        Known { years: years(days), ..self }
    }
}

/// A stated average as a level and its variance.
pub fn stated(value: Option<f64>, prior: &Prior, variance: f64) -> Option<(f64, f64)> {
    // An average lies above the median by half the variance of posts; it is taken to stand for about ten of them.
    let posts = prior.post_sd.powi(2);
    let value = value.filter(|value| value.is_finite() && *value >= 0.0)?;
    Some((value.ln_1p() - posts.min(2.0) / 2.0, variance + posts / 10.0))
}

/// The curve over followers: the level it gives and its variance. Followers are those of today: while they came, posts
/// brought less (Vassio and others 2022 hold each post against the followers of its day).
pub fn curve(known: &Known, prior: &Prior) -> (f64, f64) {
    let followers = known.followers;
    let (unsized_ln, unsized_sd) = if followers.is_none() { prior.unsized_level } else { (0.0, 0.0) };
    let changed = prior.drift_year * known.years;
    // Creators around the curve differ by their topics too; what is known about the topic comes off again.
    let between = prior.between(followers.unwrap_or(10_000)).powi(2);
    let (shift, sure) = known.topic.map_or((0.0, 0.0), |topic| (topic.ln, TOPIC_SD.powi(2) - topic.variance));
    let shift = shift + unsized_ln - prior.grown * known.years;
    let level = (prior.curve(followers.unwrap_or(10_000)) + shift).max(0.0);
    (level, (between - sure.clamp(0.0, between / 2.0)) + unsized_sd.powi(2) + changed)
}
