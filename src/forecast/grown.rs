//! How much less creators' posts brought while their audience was still growing to what it is today.

use super::assumptions::Prior;
use super::history::History;
use super::known::years;
use super::level::{LogPost, Multipliers};

/// Years that a creator's posts must span: over less, a season looks like growth.
const LEAST_YEARS: f64 = 1.0;

/// Sd of creators' yearly growth around the usual one, and how far the usual one is expected to be from the present
/// figure.
const BETWEEN: f64 = 0.25;
const REACH: f64 = 0.3;

/// How much more posts bring with every year, as ln: the slopes through each creator's own posts over the years, each
/// counting as far as it is sure (a random-effects mean, DerSimonian and Laird 1986), drawn towards the present figure.
///
/// It is never below 0: followers that left aren't among those that are read today, and old posts that still stand out
/// are more often pinned ones than signs of a greater past.
pub(super) fn grown(group: &[&History], present: &Prior, multipliers: &Multipliers) -> f64 {
    let trust = REACH.powi(-2);
    let slopes = group.iter().filter_map(|history| slope(history, present, multipliers));
    let (sum, weight) = slopes.fold((trust * present.grown, trust), |(sum, weight), (slope, variance)| {
        (sum + slope / variance, weight + 1.0 / variance)
    });
    (sum / weight).clamp(0.0, 1.0)
}

/// One creator's growth in a year, with its variance; `None` where posts have no days or span too few.
fn slope(history: &History, prior: &Prior, multipliers: &Multipliers) -> Option<(f64, f64)> {
    let points: Vec<(f64, f64)> = history
        .posts
        .iter()
        .filter_map(|post| {
            let post = history.log(post);
            Some((-years(Some(post.read_at?)), ripe(&post, prior, multipliers)))
        })
        .collect();
    let count = points.len() as f64;
    let span = points.last()?.0 - points.first()?.0;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let (squares, products) = points
        .iter()
        .fold((0.0, 0.0), |(xx, xy), point| (xx + (point.0 - x).powi(2), xy + (point.0 - x) * (point.1 - y)));
    // Beside single posts, the level wanders: a random walk's slope over a span has 6/5 of its yearly variance by the span.
    let variance = BETWEEN.powi(2) + prior.post_sd.powi(2) / squares + 1.2 * prior.drift_year / span;
    (span >= LEAST_YEARS).then_some((products / squares, variance))
}

/// A post as it would stand were it an ordinary one that had brought all it brings.
pub(super) fn ripe(post: &LogPost, prior: &Prior, multipliers: &Multipliers) -> f64 {
    post.y + prior.lack(post.read_at) - multipliers.shift(post)
}

/// What an ordinary post of the creator would bring on the day that the forecast is made for, by this one.
pub(super) fn today(post: &LogPost, prior: &Prior, multipliers: &Multipliers) -> f64 {
    ripe(post, prior, multipliers) + prior.grown * years(post.age)
}
