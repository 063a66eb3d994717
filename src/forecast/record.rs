//! The track record: how our own forecasts fared, and what the next ones learn from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assumptions::{Factor, Source};
use super::frozen::Frozen;
use super::student;
use super::wilson::Share;
use crate::domain::{Metric, Platform, PostKind};

/// The bands that are scored.
pub const RECORD_BANDS: [f64; 4] = [0.50, 0.80, 0.90, 0.95];

/// Fewer results than this correct nothing.
pub const LEAST_RESULTS: usize = 3;

/// A platform gets a correction of its own from this many results on.
pub const LEAST_OF_PLATFORM: usize = 5;

/// How far off our forecasts of one metric may be as a whole before any result is known, as ln-sd: in two of three cases
/// within a factor of 1.35. An assumption; it lies between the published levels, which disagree by more, and forecasts
/// from own posts, which backtests find off by less.
const METRIC_SD: f64 = 0.30;

/// How much further off a single platform may be than all of them.
const PLATFORM_SD: f64 = 0.20;

/// What the results of one campaign share by chance, as ln-sd: ten results of one campaign are less than ten results.
/// Twice the shock that sums over 20 creators showed, because product and season are shared too.
const CAMPAIGN_SD: f64 = 0.10;

/// One result against what was forecast.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored {
    /// The platform.
    pub platform: Platform,
    /// The kind of post, where the deliverable was of one kind.
    pub kind: Option<PostKind>,
    /// What was counted.
    pub metric: Metric,
    /// Which campaign it belongs to: results of one campaign share its luck.
    pub campaign: u64,
    /// What was said when the pitch went out.
    pub forecast: Frozen,
    /// The multiplier of the correction that was already in the forecast; 1 if none was.
    pub applied: f64,
    /// What came, a count.
    pub actual: f64,
}

/// How one group of forecasts fared.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordPart {
    /// Results scored.
    pub results: usize,
    /// Campaigns they come from.
    pub campaigns: usize,
    /// Results by forecasts; `None` for fewer than 2.
    pub bias: Option<Bias>,
    /// Results inside the bands of [`RECORD_BANDS`], with the 95 % interval of the true share (Wilson 1927).
    pub bands: [Share; 4],
}

/// How results compare with the middles of their forecasts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bias {
    /// Geometric mean of (1 + result) / (1 + middle): 0.8 means a fifth less than forecast.
    pub ratio: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end of the 90 % interval.
    pub high: f64,
}

/// How our forecasts fared, together and in groups.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Record {
    /// All of them; `None` if there is no result.
    pub all: Option<RecordPart>,
    /// By platform, in the order of the platforms.
    pub by_platform: Vec<(Platform, RecordPart)>,
    /// By kind of post, where there was one.
    pub by_kind: Vec<(PostKind, RecordPart)>,
    /// By metric.
    pub by_metric: Vec<(Metric, RecordPart)>,
}

/// Scores forecasts against results, in any order. Results that aren't a number of 0 or more are left out.
pub fn record(scored: &[Scored]) -> Record {
    let usable: Vec<&Scored> = scored.iter().filter(|one| usable(one)).collect();
    Record {
        all: RecordPart::of(&usable),
        by_platform: groups(&usable, |one| Some(one.platform)),
        by_kind: groups(&usable, |one| one.kind),
        by_metric: groups(&usable, |one| Some(one.metric)),
    }
}

fn usable(one: &Scored) -> bool {
    one.actual.is_finite() && one.actual >= 0.0 && one.applied.is_finite() && one.applied > 0.0
}

fn groups<Key: Ord + Copy>(scored: &[&Scored], key: impl Fn(&Scored) -> Option<Key>) -> Vec<(Key, RecordPart)> {
    let mut groups: BTreeMap<Key, Vec<&Scored>> = BTreeMap::new();
    for one in scored {
        if let Some(key) = key(one) {
            groups.entry(key).or_default().push(one);
        }
    }
    groups.into_iter().filter_map(|(key, group)| Some((key, RecordPart::of(&group)?))).collect()
}

impl Record {
    /// The record in one sentence without a full stop, as a pitch may print it: "Our last 9 forecasts: 8 inside the 80 %
    /// band".
    pub fn sentence(&self) -> String {
        let band = RECORD_BANDS[1] * 100.0;
        match self.all.as_ref().map(|part| (part.results, part.bands[1].count)) {
            None => "No results yet; enter what posts brought to see how good our forecasts are".to_owned(),
            Some((1, inside)) => {
                format!("Our only forecast with a result so far: {} the {band:.0} % band", in_or_out(inside > 0))
            }
            Some((results, inside)) => format!("Our last {results} forecasts: {inside} inside the {band:.0} % band"),
        }
    }
}

fn in_or_out(inside: bool) -> &'static str {
    if inside { "inside" } else { "outside" }
}

impl RecordPart {
    fn of(scored: &[&Scored]) -> Option<RecordPart> {
        let results = scored.len();
        let share = |level: f64| {
            let inside = scored.iter().filter(|one| one.forecast.holds(level, one.actual)).count();
            Share::of(inside as u64, results as u64, 0.95)
        };
        let campaigns = campaigns(scored);
        Some(RecordPart {
            results,
            campaigns,
            bias: Bias::of(scored, campaigns),
            bands: [share(RECORD_BANDS[0])?, share(RECORD_BANDS[1])?, share(RECORD_BANDS[2])?, share(RECORD_BANDS[3])?],
        })
    }
}

fn campaigns(scored: &[&Scored]) -> usize {
    scored.iter().map(|one| one.campaign).collect::<BTreeSet<u64>>().len()
}

impl Bias {
    fn of(scored: &[&Scored], campaigns: usize) -> Option<Bias> {
        let n = scored.len() as f64;
        if scored.len() < 2 {
            return None;
        }
        let lns: Vec<f64> = scored.iter().map(|one| one.actual.ln_1p() - one.forecast.middle().ln_1p()).collect();
        let mean = lns.iter().sum::<f64>() / n;
        let variance = lns.iter().map(|ln| (ln - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let error = (variance / n + CAMPAIGN_SD.powi(2) / campaigns.max(1) as f64).sqrt();
        // One degree of freedom has tails that t tables of this program don't go to; two is wide enough to say nothing.
        let t = student::quantile(0.95, (n - 1.0).max(student::LEAST_DF));
        let at = |ln: f64| ln.clamp(-student::MOST_LN, student::MOST_LN).exp();
        Some(Bias { ratio: at(mean), low: at(mean - t * error), high: at(mean + t * error) })
    }
}

/// What the next forecasts of `metric` on `platform` are to be multiplied by, and how sure that is. `None` from fewer
/// than [`LEAST_RESULTS`] results of the metric.
///
/// The bias of our forecasts is taken as normal around 0 on the log scale, and results pull it away from there as far as
/// their number and sureness deserve (normal-normal shrinkage; Efron and Morris 1975). Results of one campaign share its
/// luck. Where results scatter more than their forecasts claimed, they count less. With enough results of its own, a
/// platform is drawn towards what the others teach instead of towards 0. Misses are measured so that lopsided forecasts
/// aren't taken for biased ones, and against the forecast without the correction that was in it, so that corrections
/// don't undo themselves.
///
/// To apply it: [`super::OfferForecast::scaled`] with the multiplier and no spread for each offer, and the square root of
/// the sum of squares of `ln_sd` and the shock for the total: all forecasts are off together.
pub fn correction(scored: &[Scored], metric: Metric, platform: Option<Platform>) -> Option<Factor> {
    let of_metric: Vec<&Scored> = scored.iter().filter(|one| one.metric == metric && usable(one)).collect();
    if of_metric.len() < LEAST_RESULTS {
        return None;
    }
    let (own, others): (Vec<&Scored>, Vec<&Scored>) =
        of_metric.iter().partition(|one| platform.is_some_and(|platform| one.platform == platform));
    let start = (0.0, METRIC_SD.powi(2));
    let (mean, variance) = if own.len() >= LEAST_OF_PLATFORM {
        let (mean, variance) = learn(start, &others);
        learn((mean, variance + PLATFORM_SD.powi(2)), &own)
    } else {
        learn(start, &of_metric)
    };
    let population = format!("{} results of {} campaigns", of_metric.len(), campaigns(&of_metric));
    let source = Source {
        name: "Your results".to_owned(),
        year: "as entered".to_owned(),
        population,
        basis: "Results against the forecasts that were pitched, drawn towards no correction".to_owned(),
    };
    Some(Factor { multiplier: mean.exp(), ln_sd: variance.sqrt(), source: Arc::new(source) })
}

/// Draws the mean and variance of a bias towards what results show.
fn learn((mean, variance): (f64, f64), scored: &[&Scored]) -> (f64, f64) {
    let misses: Vec<(u64, f64, f64)> = scored
        .iter()
        .map(|one| (one.campaign, one.forecast.miss(one.actual) + one.applied.ln(), one.forecast.ln_sd().powi(-2)))
        .collect();
    let loose = looseness(&misses);
    let mut by_campaign: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for (campaign, miss, weight) in misses {
        let sums = by_campaign.entry(campaign).or_default();
        *sums = (sums.0 + weight / loose, sums.1 + weight / loose * miss);
    }
    let (mut weights, mut sum) = (1.0 / variance, mean / variance);
    for (weight, weighed) in by_campaign.into_values() {
        let sure = 1.0 / (1.0 / weight + CAMPAIGN_SD.powi(2));
        weights += sure;
        sum += sure * weighed / weight;
    }
    (sum / weights, 1.0 / weights)
}

/// How much more than they claimed forecasts scatter, as a ratio of variances; at least 1. What they claimed counts as
/// much as so many results, so that chance among a few doesn't pass for looseness.
fn looseness(misses: &[(u64, f64, f64)]) -> f64 {
    const CLAIMED: f64 = 10.0;
    let weights: f64 = misses.iter().map(|(_, _, weight)| weight).sum();
    let center = misses.iter().map(|(_, miss, weight)| miss * weight).sum::<f64>() / weights.max(f64::MIN_POSITIVE);
    let squares: f64 = misses.iter().map(|(_, miss, weight)| (miss - center).powi(2) * weight).sum();
    ((squares + CLAIMED) / (misses.len().saturating_sub(1) as f64 + CLAIMED)).max(1.0)
}
