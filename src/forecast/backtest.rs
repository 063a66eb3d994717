//! The proof of the forecast: later posts of real creators, forecast from earlier ones that the model may know.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::assumptions::{Assumptions, Prior};
use super::deliver::{OfferForecast, one_post};
use super::history::History;
use super::known::Known;
use super::level::{LogPost, Multipliers, level_of};
use super::score::Tally;
use super::total::{Entry, total};
use crate::domain::{Cancelled, Platform, Report, Tier, TierTable};

/// Numbers of creators whose posts are added up to test totals.
pub const CREATORS: [usize; 4] = [1, 5, 10, 20];

/// Creators fall into so many parts; each part is forecast with figures learnt from the others.
const FOLDS: u64 = 5;

/// Sums tried for each number of creators.
const SUMS: usize = 1000;

/// Draws of a total that is tested.
const DRAWS: usize = 1024;

/// The band of totals that is tested.
const TOTAL_BAND: f64 = 0.80;

/// What came of a backtest.
#[derive(Clone, PartialEq, Debug)]
pub struct Backtest {
    /// For each number of known posts asked for: the scores.
    pub by_history: Vec<(usize, Scores)>,
}

/// Scores of all forecasts from one number of known posts.
#[derive(Clone, PartialEq, Debug)]
pub struct Scores {
    /// Posts that were forecast.
    pub posts: usize,
    /// Creators they came from.
    pub creators: usize,
    /// Share of posts inside the bands of 50, 80, 90 and 95 %.
    pub coverage: [f64; 4],
    /// Mean loss over the quantiles 5, 10 … 95 % on ln(1+x); smaller is better.
    pub pinball: f64,
    /// The same for the mean of the known posts with their own normal sd; `None` where fewer than 2 are known or nothing
    /// was forecast.
    pub baseline: Option<Baseline>,
    /// The same for the median of the known posts with their own normal sd.
    pub median: Option<Baseline>,
    /// The same for followers times the published rate (that of an account with 10,000 followers, as it stands in the
    /// table), with the published spread as a normal; `None` where no followers are known.
    pub rate: Option<Baseline>,
    /// Share of sums over 1, 5, 10 and 20 creators inside their 80 % band; `None` if there are too few creators.
    pub totals: [Option<f64>; 4],
    /// Scores by platform.
    pub by_platform: Vec<(Platform, Part)>,
    /// Scores by size of the account, where it is known.
    pub by_tier: Vec<(Tier, Part)>,
}

/// Scores of some of the posts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Part {
    /// Posts that were forecast.
    pub posts: usize,
    /// Share of posts inside the bands of 50, 80, 90 and 95 %.
    pub coverage: [f64; 4],
    /// Mean loss over the quantiles 5, 10 … 95 % on ln(1+x).
    pub pinball: f64,
}

/// Scores of the forecast that is to be beaten.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Baseline {
    /// Share of posts inside the bands of 50, 80, 90 and 95 %.
    pub coverage: [f64; 4],
    /// Mean loss over the quantiles 5, 10 … 95 % on ln(1+x).
    pub pinball: f64,
}

/// Forecasts every post of every creator from the `ks` posts before it, and scores what was said.
///
/// The figures of the model are learnt from other creators only: creators are split in five parts by their names, and
/// each part is forecast with what the other four teach (where they are too few, with `assumptions` as they stand).
/// The same histories give the same scores.
///
/// # Errors
/// [`Cancelled`] when `report` says so.
pub fn backtest(
    histories: &[History],
    ks: &[usize],
    assumptions: &Assumptions,
    report: &mut Report,
) -> Result<Backtest, Cancelled> {
    let steps = FOLDS + ks.len() as u64 * (histories.len() as u64 + CREATORS.len() as u64);
    let mut done = 0;
    let mut report = || {
        done += 1;
        report(done - 1, steps)
    };
    let mut folds = Vec::with_capacity(FOLDS as usize);
    for fold in 0..FOLDS {
        report()?;
        let others: Vec<&History> = histories.iter().filter(|history| fold_of(history) != fold).collect();
        folds.push(assumptions.learnt(&others));
    }
    let mut by_history = Vec::with_capacity(ks.len());
    for &known in ks {
        let mut run = Run::default();
        for history in histories {
            report()?;
            let table = assumptions.prior(history.platform, history.metric);
            run.forecast(history, known, &folds[fold_of(history) as usize], table);
        }
        let mut totals = [None; 4];
        for (total, creators) in totals.iter_mut().zip(CREATORS) {
            report()?;
            *total = run.total(creators, assumptions.shock.ln_sd);
        }
        by_history.push((known, run.scores(totals)));
    }
    Ok(Backtest { by_history })
}

/// The part a creator belongs to, the same on every machine (FNV-1a, Fowler, Noll and Vo 1991).
fn fold_of(history: &History) -> u64 {
    let hash = history
        .creator
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) % FOLDS
}

#[derive(Default)]
struct Run {
    all: Tally,
    baseline: Tally,
    median: Tally,
    rate: Tally,
    platforms: BTreeMap<Platform, Tally>,
    tiers: BTreeMap<Tier, Tally>,
    /// For each creator: every forecast with the value that came.
    creators: Vec<Vec<(OfferForecast, f64)>>,
}

impl Run {
    fn forecast(&mut self, history: &History, known: usize, assumptions: &Assumptions, table: &Prior) {
        if history.posts.len() <= known {
            return;
        }
        let prior = assumptions.prior(history.platform, history.metric);
        let multipliers = Multipliers::of(assumptions, history.platform, history.metric);
        let published = history.followers.map(|followers| (table.at_10k / 10_000.0 * followers as f64).ln_1p());
        let mut tally = Tally::default();
        let mut forecasts = Vec::with_capacity(history.posts.len() - known);
        for target in known..history.posts.len() {
            let posts = history.before(target, known);
            let came = history.log(&history.posts[target]);
            let account = Known::new(history.platform, history.followers, None).aged(came.read_at);
            let level = level_of(&account, &posts, prior, &multipliers);
            let forecast = one_post(&level, came.kind, came.paid).unripe(prior.lack(came.read_at));
            tally.add(&forecast, came.y);
            forecasts.push((forecast, history.posts[target].value as f64));
            self.simple(&posts, came.y);
            if let Some(level) = published {
                self.rate.add_normal(level, table.between_sd.hypot(table.post_sd), came.y);
            }
        }
        self.all.merge(&tally);
        self.platforms.entry(history.platform).or_default().merge(&tally);
        if let Some(followers) = history.followers {
            self.tiers.entry(TierTable::default().tier(followers)).or_default().merge(&tally);
        }
        self.creators.push(forecasts);
    }

    /// Scores the forecasts that need nothing but the known posts.
    fn simple(&mut self, posts: &[LogPost], y: f64) {
        if let Some((mean, sd)) = mean_and_sd(posts.iter().map(|post| post.y)) {
            let mut sorted: Vec<f64> = posts.iter().map(|post| post.y).collect();
            sorted.sort_by(f64::total_cmp);
            let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
            self.baseline.add_normal(mean, sd, y);
            self.median.add_normal(median, sd, y);
        }
    }

    /// Share of sums over so many creators that lay inside their band; one post of each, drawn anew for every sum.
    fn total(&self, creators: usize, shock: f64) -> Option<f64> {
        if self.creators.len() < creators.max(2) {
            return None;
        }
        let mut random = ChaCha8Rng::seed_from_u64(creators as u64);
        let mut pick = |below: usize| ((u64::from(random.next_u32()) * below as u64) >> 32) as usize;
        let mut order: Vec<usize> = (0..self.creators.len()).collect();
        let mut inside = 0;
        for sum in 0..SUMS {
            let mut came = 0.0;
            let mut entries = Vec::with_capacity(creators);
            for place in 0..creators {
                let other = place + pick(order.len() - place);
                order.swap(place, other);
                let posts = &self.creators[order[place]];
                let (forecast, value) = &posts[pick(posts.len())];
                came += value;
                entries.push(Entry { key: place as u64, forecast, chance: 1.0 });
            }
            let (low, high) = total(&entries, shock, sum as u64, DRAWS).band(TOTAL_BAND);
            // Half a like isn't counted: the band is the one that is read, in whole numbers.
            inside += usize::from((low.round()..=high.round()).contains(&came));
        }
        Some(f64::from(inside as u32) / SUMS as f64)
    }

    fn scores(self, totals: [Option<f64>; 4]) -> Scores {
        let part = |tally: &Tally| Part { posts: tally.posts(), coverage: tally.coverage(), pinball: tally.pinball() };
        let simple = |tally: &Tally| {
            (tally.posts() > 0).then(|| Baseline { coverage: tally.coverage(), pinball: tally.pinball() })
        };
        Scores {
            posts: self.all.posts(),
            creators: self.creators.len(),
            coverage: self.all.coverage(),
            pinball: self.all.pinball(),
            baseline: simple(&self.baseline),
            median: simple(&self.median),
            rate: simple(&self.rate),
            totals,
            by_platform: self.platforms.iter().map(|(platform, tally)| (*platform, part(tally))).collect(),
            by_tier: self.tiers.iter().map(|(tier, tally)| (*tier, part(tally))).collect(),
        }
    }
}

/// Mean and sd; `None` for fewer than two values.
fn mean_and_sd(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let values: Vec<f64> = values.collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() >= 2).then(|| (mean, (squares / (count - 1.0)).sqrt()))
}
