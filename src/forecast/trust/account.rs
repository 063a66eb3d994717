//! What is known about an account before it is checked.

use jiff::civil::{Date, DateTime};

use super::audit::Audit;
use crate::domain::post::Counts;
use crate::domain::{Account, Measure, Platform, Post, PostKind};

/// Posts looked at, the newest ones: older ones say little about the account of today.
const MOST_POSTS: usize = 30;

/// Everything the checks of one account start from; `None` and empty lists are unknown, never 0.
#[derive(Clone, PartialEq, Debug)]
pub struct AccountFacts<'a> {
    /// Where the account lives.
    pub platform: Platform,
    /// Its followers.
    pub followers: Option<u64>,
    /// How many accounts it follows.
    pub following: Option<u64>,
    /// Its past posts, in any order.
    pub posts: Vec<&'a Post>,
    /// Engagements of a usual post as a list or media kit states them, a count.
    pub stated: Option<f64>,
    /// Readings of its followers with their days, in any order.
    pub follower_readings: Vec<(Date, f64)>,
    /// Followers looked at by hand.
    pub follower_audit: Option<Audit>,
    /// Comments looked at by hand.
    pub comment_audit: Option<Audit>,
    /// The day on which the posts were counted, as far as one is known; young posts still lack a part then.
    pub today: Option<Date>,
}

impl<'a> AccountFacts<'a> {
    /// An account of which nothing is known.
    pub fn nothing(platform: Platform) -> AccountFacts<'a> {
        AccountFacts {
            platform,
            followers: None,
            following: None,
            posts: Vec::new(),
            stated: None,
            follower_readings: Vec::new(),
            follower_audit: None,
            comment_audit: None,
            today: None,
        }
    }

    /// What the newest readings of `account` and its posts tell. Older readings of followers, audits and the day are
    /// left for the caller to fill in.
    pub fn of(account: &Account, posts: Vec<&'a Post>) -> AccountFacts<'a> {
        let value = |measure: Measure| account.reading(measure).map(|reading| reading.value).filter(|v| v.is_finite());
        let followers = account.followers();
        let rated = value(Measure::EngagementRate).zip(followers).map(|(rate, followers)| rate * followers as f64);
        let likes = value(Measure::AverageLikes).map(|likes| likes + value(Measure::AverageComments).unwrap_or(0.0));
        AccountFacts {
            followers,
            following: value(Measure::Following).map(|following| following.max(0.0) as u64),
            posts,
            stated: value(Measure::AverageEngagements).or(rated).or(likes),
            follower_readings: account
                .reading(Measure::Followers)
                .map(|reading| (reading.taken_on, reading.value))
                .into_iter()
                .collect(),
            ..AccountFacts::nothing(account.platform)
        }
    }

    /// The newest posts that `value` has a number for, newest first, with that number; stories and live streams are
    /// left out, because they are counted differently. Posts without a date come last.
    pub(super) fn newest<T>(&self, value: impl Fn(&Counts) -> Option<T>) -> Vec<(&'a Post, T)> {
        let ordinary = |post: &&&Post| !matches!(post.kind, Some(PostKind::Story | PostKind::Live));
        let counted = self.posts.iter().filter(ordinary);
        let mut posts: Vec<(&Post, T)> =
            counted.filter_map(|post| value(&post.counts).map(|value| (*post, value))).collect();
        posts.sort_by_key(|(post, _)| std::cmp::Reverse(post.posted_at));
        posts.truncate(MOST_POSTS);
        posts
    }

    /// Age of a post in days on the day it was counted, not negative; `None` where unknown.
    pub(super) fn age(&self, posted_at: Option<DateTime>) -> Option<f64> {
        let posted = posted_at?.date();
        self.today.map(|today| days(posted, today).max(0.0))
    }
}

/// Days from one day to another.
pub(super) fn days(from: Date, to: Date) -> f64 {
    to.duration_since(from).as_secs_f64() / 86_400.0
}

/// The middle value; the mean of the two in the middle of an even number, 0 of none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n => (values[(n - 1) / 2] + values[n / 2]) / 2.0,
    }
}
