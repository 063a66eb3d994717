//! Learning the assumptions about a platform from many creators' own histories.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assumptions::{Assumptions, Prior, Source};
use super::deliver::one_post;
use super::history::History;
use super::level::{Known, LogPost, Multipliers, level_of};
use crate::domain::{Metric, Platform};

/// Creators with enough posts needed before a platform's figures are learnt rather than looked up.
const LEAST_CREATORS: usize = 20;

/// Posts a creator needs to be learnt from.
const LEAST_POSTS: usize = 4;

/// Known posts tried when learning; each creator is asked about with each of them.
const KNOWN: [usize; 5] = [0, 1, 3, 5, 10];

/// Posts of one creator that are forecast when learning, spread over the history: at least, and at most.
const TARGETS: usize = 3;
const MOST_TARGETS: usize = 12;

/// Creators asked about when learning, at most; more would only cost time. The curve goes through all of them.
const MOST_CREATORS: usize = 600;

/// Rounds of steps when learning; steps are halved when a round gains little.
const ROUNDS: usize = 12;

impl Assumptions {
    /// The same assumptions with the figures of every platform and metric learnt from `histories` where these hold
    /// enough posts of enough creators (20 with 4 posts); elsewhere they stay as they are.
    ///
    /// What is sought are the figures under which the histories' later posts were most probable given the earlier
    /// ones, with the present figures as a weak prior.
    pub fn learnt(&self, histories: &[&History]) -> Assumptions {
        let mut groups: BTreeMap<(Platform, Metric), Vec<&History>> = BTreeMap::new();
        for history in histories.iter().filter(|history| history.posts.len() >= LEAST_POSTS) {
            groups.entry((history.platform, history.metric)).or_default().push(history);
        }
        let mut learnt = self.clone();
        for ((platform, metric), group) in groups {
            if group.len() >= LEAST_CREATORS {
                let mut start = self.prior(platform, metric).clone();
                start.platform = Some(platform);
                learnt.set_prior(learn(&group, start, &Multipliers::of(self, platform, metric)));
            }
        }
        learnt
    }
}

fn learn(group: &[&History], start: Prior, multipliers: &Multipliers) -> Prior {
    let mut best = with_curve(group, start, multipliers);
    let anchor = best.clone();
    let cases = cases(group);
    let score = |prior: &Prior| {
        let penalties: f64 = FIGURES.iter().map(|figure| figure.penalty(prior, &anchor)).sum();
        score(&cases, prior, multipliers) - penalties
    };
    let mut best_score = score(&best);
    let mut size = 1.0;
    for _ in 0..ROUNDS {
        let before = best_score;
        for figure in &FIGURES {
            for direction in [size, -size] {
                let mut tried = best.clone();
                figure.step(&mut tried, direction);
                let tried_score = score(&tried);
                if tried_score > best_score {
                    (best, best_score) = (tried, tried_score);
                    break;
                }
            }
        }
        // As long as steps of this size gain something, the figures may still be far away.
        if best_score - before < 0.5 {
            size *= 0.5;
        }
    }
    let posts: usize = group.iter().map(|history| history.posts.len()).sum();
    best.source = Arc::new(Source {
        name: "Your own posts".to_owned(),
        year: years(group),
        population: format!("{posts} posts of {} creators in your own data", group.len()),
        basis: "Learnt from which later posts followed which earlier ones".to_owned(),
    });
    best
}

/// The years the posts went out in: "2023-2025"; "unknown" where no post has a day.
fn years(group: &[&History]) -> String {
    let mut days: Vec<f64> = group.iter().flat_map(|history| &history.posts).filter_map(|post| post.day).collect();
    days.sort_by(f64::total_cmp);
    let year = |day: &f64| 1970_i64.saturating_add((day / 365.2425).floor() as i64);
    match (days.first().map(year), days.last().map(year)) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => "unknown".to_owned(),
    }
}

/// One figure that is sought, on a scale where equal steps mean about the same.
struct Figure {
    get: fn(&Prior) -> f64,
    set: fn(&mut Prior, f64),
    /// The first step tried.
    step: f64,
    /// How far from the present figure it is expected to be, as an sd.
    reach: f64,
}

const FIGURES: [Figure; 9] = [
    Figure {
        get: |prior| prior.post_sd.ln(),
        set: |prior, value| prior.post_sd = value.exp().clamp(0.05, 4.0),
        step: 0.3,
        reach: 0.5,
    },
    Figure {
        get: |prior| prior.post_sd_df.ln(),
        set: |prior, value| prior.post_sd_df = value.exp().clamp(2.0, 40.0),
        step: 0.4,
        reach: 0.4,
    },
    Figure {
        get: |prior| prior.drift,
        set: |prior, value| prior.drift = value.clamp(0.0, 2.0),
        step: 0.15,
        reach: 0.2,
    },
    Figure {
        get: |prior| prior.memory.ln(),
        set: |prior, value| prior.memory = value.exp().clamp(1.0, 200.0),
        step: 0.7,
        reach: 0.7,
    },
    Figure { get: |prior| prior.skew, set: |prior, value| prior.skew = value.clamp(-0.4, 0.4), step: 0.1, reach: 0.15 },
    Figure {
        get: |prior| prior.unripe,
        set: |prior, value| prior.unripe = value.clamp(0.0, 2.0),
        step: 0.15,
        reach: 0.3,
    },
    Figure {
        get: |prior| prior.skew_fall,
        set: |prior, value| prior.skew_fall = value.clamp(-0.1, 0.1),
        step: 0.02,
        reach: 0.03,
    },
    Figure {
        get: |prior| prior.steadier,
        set: |prior, value| prior.steadier = value.clamp(-0.3, 0.6),
        step: 0.1,
        reach: 0.2,
    },
    Figure {
        get: |prior| prior.between_sd.ln(),
        set: |prior, value| prior.between_sd = value.exp().clamp(0.1, 4.0),
        step: 0.2,
        reach: 0.4,
    },
];

impl Figure {
    fn step(&self, prior: &mut Prior, steps: f64) {
        (self.set)(prior, (self.get)(prior) + steps * self.step);
    }

    fn penalty(&self, prior: &Prior, anchor: &Prior) -> f64 {
        (((self.get)(prior) - (self.get)(anchor)) / self.reach).powi(2) / 2.0
    }
}

/// A later post and what was known before it.
struct Case {
    known: Known,
    posts: Vec<LogPost>,
    target: LogPost,
}

fn cases(group: &[&History]) -> Vec<Case> {
    let mut cases = Vec::new();
    for history in group.iter().step_by(group.len().div_ceil(MOST_CREATORS).max(1)) {
        let (platform, followers) = (history.platform, history.followers);
        for known in KNOWN.into_iter().filter(|known| *known < history.posts.len()) {
            let room = history.posts.len() - known;
            // Long histories are asked about more often, as they are in a backtest.
            let targets = (history.posts.len() / 8).clamp(TARGETS, MOST_TARGETS).min(room);
            for turn in 0..targets {
                let target = known + (turn * 2 + 1) * room / (targets * 2);
                cases.push(Case {
                    known: Known { platform, followers, stated: None },
                    posts: history.before(target, known),
                    target: history.log(&history.posts[target]),
                });
            }
        }
    }
    cases
}

fn score(cases: &[Case], prior: &Prior, multipliers: &Multipliers) -> f64 {
    let score = |case: &Case| {
        let level = level_of(&case.known, &case.posts, prior, multipliers);
        let ripe = case.target.y + prior.lack(case.target.read_at);
        one_post(&level, case.target.kind, case.target.paid).ln_density(ripe)
    };
    // Cases of one creator overlap, so three of them count as one.
    cases.iter().map(score).sum::<f64>() / TARGETS as f64
}

/// Puts the curve over followers through the creators' mean levels: least squares with the present slope as a prior.
fn with_curve(group: &[&History], start: Prior, multipliers: &Multipliers) -> Prior {
    let points: Vec<(f64, f64)> = group
        .iter()
        .filter_map(|history| {
            let size = (history.followers?.max(1) as f64 / 10_000.0).ln();
            let sum: f64 = history
                .posts
                .iter()
                .map(|post| history.log(post))
                .map(|post| post.y + start.lack(post.read_at) - multipliers.shift(&post))
                .sum();
            Some((size, sum / history.posts.len() as f64))
        })
        .collect();
    if points.len() < LEAST_CREATORS {
        return start;
    }
    let count = points.len() as f64;
    let mean_size = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_level = points.iter().map(|point| point.1).sum::<f64>() / count;
    let spread: f64 = points.iter().map(|(size, _)| (size - mean_size).powi(2)).sum();
    let slope: f64 = points.iter().map(|(size, level)| (size - mean_size) * (level - mean_level)).sum();
    // The present slope counts as if seen with an sd of 0.1.
    let trust = start.between_sd.powi(2) / 0.01;
    let elasticity = ((slope + trust * start.elasticity) / (spread + trust)).clamp(0.1, 1.5);
    let middle = mean_level - elasticity * mean_size;
    let off: f64 = points.iter().map(|(size, level)| (level - middle - elasticity * size).powi(2)).sum();
    let between_sd = (off / (count - 2.0)).sqrt().clamp(0.1, 4.0);
    Prior { at_10k: middle.exp_m1().max(0.0), elasticity, between_sd, ..start }
}
