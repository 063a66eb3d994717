//! Learning the assumptions about a platform from many creators' own histories.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assumptions::{Assumptions, FAR, Prior, Source};
use super::deliver::one_post;
use super::effects::learn_effects;
use super::figures::{FIGURES, drawn_back};
use super::grown::{grown, ripe};
use super::history::History;
use super::known::{self, Known};
use super::level::{LogPost, Multipliers, level_of};
use super::spread::calibrated;
use crate::domain::{Cancelled, Metric, Platform, Report, progress};

/// Creators with enough posts needed before a platform's figures are learnt rather than looked up.
const LEAST_CREATORS: usize = 5;

/// Posts a creator needs to be learnt from.
const LEAST_POSTS: usize = 4;

/// Known posts tried when learning; each creator is asked about with each of them.
const KNOWN: [usize; 5] = [0, 1, 3, 5, 10];

/// Posts of one creator that are forecast when learning, spread over the history: at least, and at most.
const TARGETS: usize = 3;
const MOST_TARGETS: usize = 12;

/// Creators asked about when learning, at most; more would only cost time. The curve goes through all of them.
const MOST_CREATORS: usize = 400;

/// How far the level at 10,000 followers, the power and its bend are expected to be from the present ones, as sds.
const CURVE_REACH: [f64; 3] = [1.0, 0.1, 0.015];

/// How many creators the present spread around the curve counts as.
const SPREAD_DF: f64 = 5.0;

/// Rounds of steps when learning. Each figure has its own step, which grows where it helps and shrinks where it doesn't.
const ROUNDS: usize = 12;

/// Steps below this part of a figure's first one aren't tried any more.
const LEAST_STEP: f64 = 0.1;

impl Assumptions {
    /// The same assumptions with the figures of every platform and metric learnt from `histories` where these hold
    /// 5 creators with 4 posts or more; elsewhere they stay as they are. The fewer the creators, the closer the figures
    /// stay to the present ones, so it is safe for a roster of any size.
    ///
    /// What is sought are the figures under which the histories' later posts were most probable given the earlier
    /// ones, with the present figures as a weak prior.
    pub fn learnt(&self, histories: &[&History]) -> Assumptions {
        self.learnt_unless(histories, &mut progress::silent).unwrap_or_else(|_| self.clone())
    }

    /// [`Assumptions::learnt`], which takes seconds for many creators, told of as it goes.
    ///
    /// # Errors
    /// [`Cancelled`] when `report` says so.
    pub fn learnt_unless(&self, histories: &[&History], report: &mut Report<'_>) -> Result<Assumptions, Cancelled> {
        let mut groups: BTreeMap<(Platform, Metric), Vec<&History>> = BTreeMap::new();
        for history in histories.iter().filter(|history| history.posts.len() >= LEAST_POSTS) {
            groups.entry((history.platform, history.metric)).or_default().push(history);
        }
        let mut learnt = self.clone();
        learn_effects(&mut learnt, histories);
        let all = groups.len() as u64;
        for (done, ((platform, metric), group)) in groups.into_iter().enumerate() {
            if group.len() >= LEAST_CREATORS {
                let mut start = self.prior(platform, metric).clone();
                start.platform = Some(platform);
                let multipliers = Multipliers::of(&learnt, platform, metric);
                let mut step = || report(done as u64, all);
                learnt.set_prior(learn(&group, start, &multipliers, &mut step)?);
            }
        }
        Ok(learnt)
    }
}

fn learn(
    group: &[&History],
    start: Prior,
    multipliers: &Multipliers,
    step: &mut dyn FnMut() -> Result<(), Cancelled>,
) -> Result<Prior, Cancelled> {
    let table = start.clone();
    let start = Prior { grown: grown(group, &start, multipliers), ..start };
    let mut best = with_curve(group, start, multipliers);
    best.unsized_level = unsized_level(group, &best, multipliers);
    let anchor = best.clone();
    let cases = cases(group);
    let score = |prior: &Prior| {
        let penalties: f64 = FIGURES.iter().map(|figure| figure.penalty(prior, &anchor)).sum();
        score(&cases, prior, multipliers) - penalties
    };
    let mut best_score = score(&best);
    let mut steps = [1.0_f64; FIGURES.len()];
    for _ in 0..ROUNDS {
        for (figure, stride) in FIGURES.iter().zip(&mut steps) {
            step()?;
            let found =
                [*stride, -*stride].into_iter().filter(|stride| stride.abs() >= LEAST_STEP).find_map(|stride| {
                    let tried = figure.stepped(&best, stride);
                    let tried_score = score(&tried);
                    (tried_score > best_score).then_some((tried, tried_score, stride))
                });
            match found {
                // What helped once is tried again first, and further.
                Some((tried, tried_score, taken)) => (best, best_score, *stride) = (tried, tried_score, 1.5 * taken),
                None => *stride *= 0.4,
            }
        }
    }
    best.unseen = calibrated(&cases, &best, multipliers, group.len());
    drawn_back(&mut best, &table, group.len());
    let posts: usize = group.iter().map(|history| history.posts.len()).sum();
    best.source = Arc::new(Source {
        name: Source::ROSTER.to_owned(),
        year: years(group),
        population: format!("{posts} posts of {} creators", group.len()),
        basis: format!(
            "Learnt from which later posts followed which earlier ones, drawn towards: {}",
            table.source.name
        ),
    });
    Ok(best)
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

/// A later post and what was known before it.
pub(super) struct Case {
    /// The account.
    pub known: Known,
    /// Posts before it, newest first.
    pub posts: Vec<LogPost>,
    /// The later post.
    pub target: LogPost,
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
                let came = history.log(&history.posts[target]);
                cases.push(Case {
                    known: Known::new(platform, followers, None).aged(came.read_at),
                    posts: history.before(target, known),
                    target: came,
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

/// Puts the curve over followers through the creators' mean levels: least squares with the present curve as a prior,
/// in a few Gauss-Newton rounds because small counts bend it.
fn with_curve(group: &[&History], start: Prior, multipliers: &Multipliers) -> Prior {
    let points: Vec<(u64, f64)> = group
        .iter()
        .filter_map(|history| Some((history.followers?, mean_level(history, &start, multipliers))))
        .collect();
    let trust = CURVE_REACH.map(|reach| (start.between_sd / reach).powi(2));
    // Whoever is expected closer to the curve counts more.
    let sureness = |followers: u64| (start.between_sd / start.between(followers)).powi(2);
    let mut curve = start.clone();
    let mut found = [0.0; 3];
    for _ in 0..5 {
        let mut sums = [[0.0; 4]; 3];
        for row in 0..3 {
            (sums[row][row], sums[row][3]) = (trust[row], -trust[row] * found[row]);
        }
        for &(followers, level) in &points {
            let at = curve.curve(followers);
            let size = (followers.max(1) as f64 / 10_000.0).ln();
            let slope = -(-at).exp_m1();
            let pulls = [slope, slope * size, slope * size.clamp(-FAR, FAR).powi(2)];
            let weight = sureness(followers);
            for (row, pull) in sums.iter_mut().zip(pulls) {
                for (cell, other) in row.iter_mut().zip(pulls.into_iter().chain([level - at])) {
                    *cell += weight * pull * other;
                }
            }
        }
        let step = solve(sums);
        for (place, step) in found.iter_mut().zip(step) {
            *place += step;
        }
        curve.at_10k = (start.at_10k.max(1e-3).ln() + found[0].clamp(-8.0, 8.0)).exp();
        curve.elasticity = (start.elasticity + found[1]).clamp(0.1, 1.5);
        // A curve that falls with followers would say more than a few creators can.
        let most = (curve.elasticity - 0.05) / (2.0 * FAR);
        curve.bend = (start.bend + found[2]).clamp(-most, most);
    }
    let off: f64 =
        points.iter().map(|&(followers, level)| (level - curve.curve(followers)).powi(2) * sureness(followers)).sum();
    let count = points.len() as f64;
    let variance = (off + SPREAD_DF * start.between_sd.powi(2)) / ((count - 2.0).max(0.0) + SPREAD_DF);
    Prior { between_sd: variance.sqrt().clamp(0.1, 4.0), ..curve }
}

/// What creators whose followers aren't known bring beyond one with 10,000, as ln, and its sd: drawn towards the present
/// figures, as far as few creators leave it open.
fn unsized_level(group: &[&History], curve: &Prior, multipliers: &Multipliers) -> (f64, f64) {
    let (ln, sd) = curve.unsized_level;
    let at = curve.curve(10_000);
    let unknown = group.iter().filter(|history| history.followers.is_none());
    let off: Vec<f64> = unknown.map(|history| mean_level(history, curve, multipliers) - at).collect();
    let (count, between) = (off.len() as f64, curve.between_sd.powi(2));
    // Where they lie is as unsure as one of them; the mean of several is the surer.
    let mean = (ln + off.iter().sum::<f64>()) / (1.0 + count);
    let squares: f64 = off.iter().map(|off| (off - mean).powi(2)).sum();
    let variance = (squares + SPREAD_DF * (sd * sd + between)) / (count + SPREAD_DF);
    (mean, (variance - between).max(0.0).sqrt())
}

/// The mean level that all posts of a creator would have today.
pub(super) fn mean_level(history: &History, prior: &Prior, multipliers: &Multipliers) -> f64 {
    let ordinary = history.posts.iter().map(|post| {
        let post = history.log(post);
        ripe(&post, prior, multipliers) + prior.grown * known::years(post.read_at)
    });
    ordinary.sum::<f64>() / history.posts.len() as f64
}

/// Solves three equations, whose right sides are the last column, by elimination; all zeros if they have no answer.
fn solve(mut rows: [[f64; 4]; 3]) -> [f64; 3] {
    for place in 0..3 {
        // The sums of squares with a prior on the diagonal are positive definite, so no rows are swapped.
        let pivot = rows[place];
        for other in (0..3).filter(|other| *other != place) {
            let part = rows[other][place] / pivot[place];
            for column in 0..4 {
                rows[other][column] -= part * pivot[column];
            }
        }
    }
    let answer = [0, 1, 2].map(|place| rows[place][3] / rows[place][place]);
    if answer.iter().all(|value| value.is_finite()) { answer } else { [0.0; 3] }
}
