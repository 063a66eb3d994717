//! Histories: the posts of creators in the order of time, to learn from and to be tested on.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, date};

use super::level::LogPost;
use crate::domain::account::handle_key;
use crate::domain::{Draft, Measure, Metric, Platform, PostDraft, PostKind};

/// One past post with its day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TimedPost {
    /// What it brought.
    pub value: u64,
    /// Days since 1970-01-01; `None` where unknown.
    pub day: Option<f64>,
    /// Its kind, where known.
    pub kind: Option<PostKind>,
    /// Whether it was paid for, where known.
    pub sponsored: Option<bool>,
}

/// The posts of one creator on one platform.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    /// The creator's handle or name.
    pub creator: String,
    /// The platform.
    pub platform: Platform,
    /// What the values count.
    pub metric: Metric,
    /// The creator's followers, where known.
    pub followers: Option<u64>,
    /// The posts, oldest first.
    pub posts: Vec<TimedPost>,
}

/// Histories read from a list of posts.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Histories {
    /// One for each creator and platform, in the order of their names.
    pub histories: Vec<History>,
    /// Posts left out because their creator or the count that is used is unknown.
    pub left_out: usize,
}

/// Groups the rows of a posts file by creator and platform.
///
/// A creator's posts are counted in views where at least as many of them tell views as tell likes or comments, else in
/// likes plus comments; posts that lack the count are left out and said so.
pub fn histories(drafts: &[Draft]) -> Histories {
    grouped(drafts, usual_metric)
}

/// Groups the rows of a posts file by creator and platform, counted in `metric`; engagements are likes plus comments.
/// Posts that lack the count are left out and said so.
pub fn histories_of(drafts: &[Draft], metric: Metric) -> Histories {
    grouped(drafts, |_| metric)
}

fn usual_metric(posts: &[&PostDraft]) -> Metric {
    let views = posts.iter().filter(|post| post.counts.views.is_some()).count();
    let likes = posts.iter().filter(|post| likes_and_comments(post).is_some()).count();
    if views > 0 && views >= likes { Metric::Views } else { Metric::Engagements }
}

fn grouped(drafts: &[Draft], metric: impl Fn(&[&PostDraft]) -> Metric) -> Histories {
    let mut groups: BTreeMap<(String, Platform), Vec<&Draft>> = BTreeMap::new();
    let mut left_out = 0;
    for draft in drafts.iter().filter(|draft| draft.post.is_some()) {
        match draft.handle.as_ref().or(draft.name.as_ref()) {
            Some(name) => {
                groups.entry((handle_key(name), draft.platform.unwrap_or(Platform::Other))).or_default().push(draft);
            }
            None => left_out += 1,
        }
    }
    let mut histories = Vec::with_capacity(groups.len());
    for ((creator, platform), drafts) in groups {
        let posts: Vec<&PostDraft> = drafts.iter().filter_map(|draft| draft.post.as_ref()).collect();
        let metric = metric(&posts);
        let mut timed: Vec<TimedPost> = posts.iter().filter_map(|post| timed(post, metric)).collect();
        timed.sort_by(|a, b| a.day.unwrap_or(f64::MIN).total_cmp(&b.day.unwrap_or(f64::MIN)));
        left_out += posts.len() - timed.len();
        // The newest known number of followers: the last row that tells one.
        let followers = drafts.iter().rev().find_map(|draft| followers(draft));
        histories.push(History { creator, platform, metric, followers, posts: timed });
    }
    Histories { histories, left_out }
}

fn likes_and_comments(post: &PostDraft) -> Option<u64> {
    post.counts.likes.or(post.counts.comments)?;
    Some(post.counts.likes.unwrap_or(0).saturating_add(post.counts.comments.unwrap_or(0)))
}

fn timed(post: &PostDraft, metric: Metric) -> Option<TimedPost> {
    let value = match metric {
        Metric::Engagements => likes_and_comments(post),
        other => post.counts.of(other),
    }?;
    Some(TimedPost { value, day: post.posted_at.map(day), kind: post.kind, sponsored: post.sponsored })
}

/// Days since 1970-01-01, with the time of day as a fraction.
fn day(at: DateTime) -> f64 {
    at.duration_since(date(1970, 1, 1).at(0, 0, 0, 0)).as_secs_f64() / 86_400.0
}

fn followers(draft: &Draft) -> Option<u64> {
    let reading = draft.readings.iter().find(|(measure, _)| *measure == Measure::Followers);
    reading.map(|(_, value)| *value).filter(|value| value.is_finite() && *value >= 0.0).map(|value| value as u64)
}

impl History {
    /// The `known` posts before the post at `target`, newest first, as the model wants them.
    pub(super) fn before(&self, target: usize, known: usize) -> Vec<LogPost> {
        let today = self.posts.get(target).and_then(|post| post.day);
        let start = target.saturating_sub(known);
        self.posts[start..target]
            .iter()
            .rev()
            .map(|post| LogPost {
                age: today.zip(post.day).map(|(today, day)| (today - day).max(0.0)),
                ..self.log(post)
            })
            .collect()
    }

    /// The post on the scale of the model. It is taken to have been counted on the day of the newest post.
    pub(super) fn log(&self, post: &TimedPost) -> LogPost {
        let newest = self.posts.last().and_then(|post| post.day);
        LogPost {
            y: (post.value as f64).ln_1p(),
            kind: post.kind,
            paid: post.sponsored == Some(true),
            age: None,
            read_at: newest.zip(post.day).map(|(newest, day)| (newest - day).max(0.0)),
        }
    }
}
