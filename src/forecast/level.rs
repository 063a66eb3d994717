//! What one ordinary post of one creator will probably bring: own posts, drawn towards accounts of the same size.

use std::sync::Arc;

use super::assumptions::{Assumptions, Factor, Prior, Source};
use super::evidence::{Evidence, Observation};
use super::grown::today;
use super::known::{Known, curve, stated, years};
use super::memory::Memory;
use super::student;
use crate::domain::{Metric, Platform, PostKind};

/// Posts used at most, the newest ones: older ones would weigh next to nothing.
const MOST_POSTS: usize = 60;

/// Residuals beyond so many scales count as if they lay there, so that one viral post doesn't drag the level (Huber
/// 1964, with a wide bend because ordinary posts reach far).
pub(super) const BEND: f64 = 3.0;

/// A scale of posts is held to be no further above the usual one than so many times that, where the level leans on it.
const MOST_WILD: f64 = 2.0;

/// The least variance of an estimate, so that an assumption set to 0 doesn't make anything infinitely sure.
const LEAST_VARIANCE: f64 = 1e-6;

/// How much of a level comes from where; the three add up to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shares {
    /// From the account's own posts.
    pub posts: f64,
    /// From a stated average.
    pub stated: f64,
    /// From accounts of the same size.
    pub benchmark: f64,
}

/// A multiplier as ln, with the variance of what is still unsure about it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Effect {
    pub ln: f64,
    pub variance: f64,
}

/// What kinds of post and payment do to a creator's posts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Multipliers {
    pub kinds: [Effect; PostKind::ALL.len()],
    pub paid: Effect,
    /// How far a stated average is from the truth, as a variance.
    pub stated: f64,
}

/// The predictive distribution of one ordinary, unpaid post on the scale ln(1+x).
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The platform it is for.
    pub platform: Platform,
    /// What is counted.
    pub metric: Metric,
    /// Median of ln(1+x).
    pub location: f64,
    /// Sd of what isn't known about the creator's level; all posts of the creator share it.
    pub level_sd: f64,
    /// Scale of single posts around the level.
    pub post_sd: f64,
    /// Degrees of freedom of the t distribution of the sum of both.
    pub df: f64,
    /// How much further surprises reach upwards than downwards.
    pub skew: f64,
    /// How much of the location comes from where.
    pub shares: Shares,
    /// Own posts used.
    pub posts_used: usize,
    /// Age of the newest post used, in days, not negative; `None` where unknown.
    pub newest_age_days: Option<f64>,
    /// Where the benchmark comes from.
    pub prior: Arc<Source>,
    pub(super) multipliers: Multipliers,
    /// Variances behind `level_sd`, for "what if more posts were known".
    before_own: f64,
    unseen: f64,
    drift: f64,
    aged: f64,
    prior_df: f64,
    memory: Memory,
}

/// Forecasts one ordinary, unpaid post of the account.
///
/// Three estimates of the level are weighed by how sure each is: the account's own posts (recent ones count more,
/// outliers are bent), a stated average, and the curve over followers of the platform. The scale of its posts is its
/// own, moderated by the platform's usual one (Smyth 2004). Every input, however odd, gives finite numbers.
pub fn predict(evidence: &Evidence, metric: Metric, assumptions: &Assumptions) -> Level {
    predict_in(evidence, None, metric, assumptions)
}

/// [`predict`] for an account whose topic brings `topic` times what others of its size bring (see
/// [`super::topic_effects`]); `None` where the topic is unknown.
pub fn predict_in(evidence: &Evidence, topic: Option<&Factor>, metric: Metric, assumptions: &Assumptions) -> Level {
    let mut posts: Vec<LogPost> = evidence
        .observations
        .iter()
        .map(|seen| LogPost {
            y: (seen.value as f64).ln_1p(),
            kind: seen.kind,
            paid: seen.sponsored == Some(true),
            age: seen.age_days.filter(|age| age.is_finite()),
            read_at: seen.age_days.filter(|age| age.is_finite()),
        })
        .collect();
    // Unknown ages keep their place in the list only where no age is known at all; else they count as oldest.
    posts.sort_by(|a, b| a.age.unwrap_or(f64::MAX).total_cmp(&b.age.unwrap_or(f64::MAX)));
    let topic = topic.map(|topic| Effect { ln: topic.multiplier.max(1e-6).ln(), variance: topic.ln_sd.powi(2) });
    let known = Known { topic, ..Known::new(evidence.platform, evidence.followers, evidence.stated) };
    let prior = assumptions.prior(evidence.platform, metric);
    level_of(&known, &posts, prior, &Multipliers::of(assumptions, evidence.platform, metric))
}

/// The places in `observations` of the posts that [`predict`] uses, in the order of their weight: the newest first.
pub fn used(observations: &[Observation]) -> Vec<usize> {
    let age = |place: &usize| observations[*place].age_days.filter(|age| age.is_finite()).unwrap_or(f64::MAX);
    let mut places: Vec<usize> = (0..observations.len()).collect();
    places.sort_by(|a, b| age(a).total_cmp(&age(b)));
    places.truncate(MOST_POSTS);
    places
}

/// One post on the scale of the model.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogPost {
    pub y: f64,
    pub kind: Option<PostKind>,
    pub paid: bool,
    /// Age on the day that the forecast is made for.
    pub age: Option<f64>,
    /// Age when it was counted.
    pub read_at: Option<f64>,
}

/// [`predict`] on prepared posts, newest first.
pub(super) fn level_of(known: &Known, posts: &[LogPost], prior: &Prior, multipliers: &Multipliers) -> Level {
    let posts = &posts[..posts.len().min(MOST_POSTS)];
    let ordinary: Vec<f64> = posts.iter().map(|post| today(post, prior, multipliers)).collect();
    let curve = curve(known, prior);
    let own = Own::of(&ordinary, curve, prior);
    let newest = posts.first().and_then(|post| post.age).map(|age| age.max(0.0));
    let aged = prior.drift_year * years(newest);
    let estimates = [own.level(prior, aged), stated(known.stated, prior, multipliers.stated), Some(curve)];
    let weights = estimates.map(|estimate| estimate.map_or(0.0, |(_, variance)| 1.0 / variance.max(LEAST_VARIANCE)));
    let sum: f64 = weights.iter().sum();
    let location: f64 = estimates.iter().zip(weights).map(|(e, w)| e.map_or(0.0, |e| e.0) * w / sum).sum();

    let mut level = Level {
        platform: known.platform,
        metric: prior.metric,
        location,
        level_sd: 0.0,
        post_sd: own.scale,
        df: 0.0,
        skew: 0.0,
        shares: Shares { posts: weights[0] / sum, stated: weights[1] / sum, benchmark: weights[2] / sum },
        posts_used: posts.len(),
        newest_age_days: newest,
        prior: prior.source.clone(),
        multipliers: multipliers.learnt(&own, posts, &ordinary),
        before_own: 1.0 / (weights[1] + weights[2]),
        unseen: if known.stated.is_some() { 1.0 } else { prior.unseen.powi(2) },
        drift: prior.drift,
        aged,
        prior_df: prior.post_sd_df,
        memory: Memory::of(prior),
    };
    (level.level_sd, level.df) = level.spread(posts.len());
    // Posts are lopsided one way, creators around the curve the other: each as far as it makes up what isn't known.
    let unsure = level.level_sd.powi(2) * level.shares.benchmark;
    let posts = prior.skew_at(location, level.post_sd) * level.post_sd.powi(2);
    level.skew = (posts - prior.below * unsure) / level.scale().powi(2);
    // So far the location is a mean; that of a lopsided distribution lies above the median.
    level.location = (location - student::MEAN_ABOVE * level.skew * level.scale()).max(0.0);
    level
}

impl Multipliers {
    pub fn of(assumptions: &Assumptions, platform: Platform, metric: Metric) -> Multipliers {
        let effect = |factor: &Factor| Effect { ln: factor.multiplier.max(1e-6).ln(), variance: factor.ln_sd.powi(2) };
        Multipliers {
            kinds: PostKind::ALL.map(|kind| effect(assumptions.kind(platform, metric, kind))),
            paid: effect(&assumptions.paid),
            stated: assumptions.stated.ln_sd.powi(2),
        }
    }

    /// How far the post lies from an ordinary one by its kind and payment.
    pub fn shift(&self, post: &LogPost) -> f64 {
        post.kind.map_or(0.0, |kind| self.kinds[kind as usize].ln) + if post.paid { self.paid.ln } else { 0.0 }
    }

    /// Moves each multiplier towards what the creator's own posts of that sort show, as far as their number deserves.
    fn learnt(mut self, own: &Own, posts: &[LogPost], ordinary: &[f64]) -> Multipliers {
        let mut kinds = [(0.0, 0.0); PostKind::ALL.len()];
        let mut paid = (0.0, 0.0);
        for (post, y) in posts.iter().zip(ordinary) {
            let residual = own.bent(y - own.center);
            if let Some(kind) = post.kind {
                let (count, sum) = &mut kinds[kind as usize];
                (*count, *sum) = (*count + 1.0, *sum + residual);
            }
            if post.paid {
                paid = (paid.0 + 1.0, paid.1 + residual);
            }
        }
        for (effect, (count, sum)) in self.kinds.iter_mut().zip(kinds).chain([(&mut self.paid, paid)]) {
            if count > 0.0 && effect.variance > 0.0 {
                let weight = count / (count + own.scale.powi(2) / effect.variance);
                effect.ln += weight * sum / count;
                effect.variance *= 1.0 - weight;
            }
        }
        self
    }
}

/// What the own posts say by themselves.
struct Own {
    center: f64,
    scale: f64,
    effective: f64,
    /// The scale that is usual for creators at this level.
    usual: f64,
    /// How many posts lie on average between the post that is forecast and those that are known.
    lag: f64,
}

impl Own {
    fn of(ordinary: &[f64], curve: (f64, f64), prior: &Prior) -> Own {
        let scale = prior.post_sd.max(LEAST_VARIANCE.sqrt());
        let mut own = Own { center: 0.0, scale, effective: 0.0, usual: scale, lag: 0.0 };
        if ordinary.is_empty() {
            own.scale *= prior.wilder_at(curve.0).exp();
            return own;
        }
        let posts = ordinary.len();
        let memory = Memory::of(prior);
        let (weights, steady) = (memory.weights(posts), memory.steady().weights(posts));
        own.effective = memory.effective(posts);
        own.lag = 1.0 + weights.iter().enumerate().map(|(rank, weight)| rank as f64 * weight).sum::<f64>();
        let own_df = (memory.steady().effective(posts) - 1.0).max(0.0);
        // The share of the variance that is left in squares around a center with other weights.
        let left: f64 = weights.iter().zip(&steady).map(|(center, spread)| center * (center - 2.0 * spread)).sum();
        let left = (1.0 + left).max(0.1);
        let mut sorted = ordinary.to_vec();
        sorted.sort_by(f64::total_cmp);
        own.center = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
        own.usual = own.usual_scale(curve, prior);
        own.scale = own.usual;
        let usual = prior.post_sd_df * own.usual.powi(2);
        // From the median outwards: three rounds settle all but the oddest input, and settle it the same way always.
        for _ in 0..3 {
            let bent: Vec<f64> = ordinary.iter().map(|y| own.bent(y - own.center)).collect();
            let step: f64 = bent.iter().zip(&weights).map(|(bent, weight)| bent * weight).sum();
            let squares: f64 = bent.iter().zip(&steady).map(|(bent, weight)| (bent - step).powi(2) * weight).sum();
            own.center += step;
            own.scale = ((own_df * squares / left + usual) / (own_df + prior.post_sd_df)).sqrt();
        }
        own
    }

    /// The scale of posts that is usual for creators so far above or below the curve (cf. Smyth's trended prior, 2004,
    /// and Law and others 2014): who brings more than others of the size is steadier on most platforms.
    fn usual_scale(&self, (level, variance): (f64, f64), prior: &Prior) -> f64 {
        let sure = variance / (variance + prior.post_sd.powi(2) / self.effective);
        let above = sure * (self.center - level);
        self.scale * (prior.wilder_at(level + above) - prior.steadier * above.clamp(-2.0, 2.0)).exp()
    }

    fn bent(&self, residual: f64) -> f64 {
        residual.clamp(-BEND * self.scale, BEND * self.scale)
    }

    /// The level and its variance; `None` without posts. In lopsided posts mean and scale err the same way, so where the
    /// scale came out large the level lies below the mean (cf. Johnson 1978, Modified t tests for asymmetrical
    /// populations).
    fn level(&self, prior: &Prior, aged: f64) -> Option<(f64, f64)> {
        let variance = self.scale.powi(2) * (1.0 / self.effective + prior.drift) + aged;
        let wild = (self.scale - self.usual).clamp(-self.usual, MOST_WILD * self.usual);
        let level = self.center + prior.growth * self.lag - prior.lean * wild;
        (self.effective > 0.0).then_some((level, variance))
    }
}

impl Level {
    /// Sd of the level and degrees of freedom if so many posts were known.
    fn spread(&self, posts: usize) -> (f64, f64) {
        let effective = self.memory.effective(posts);
        let post = self.post_sd.powi(2);
        let own = (post * (1.0 / effective + self.drift) + self.aged).max(LEAST_VARIANCE);
        let level =
            if effective > 0.0 { 1.0 / (1.0 / self.before_own + 1.0 / own) } else { self.before_own * self.unseen };
        // Only what is scaled by the estimated variance has heavy tails (Welch and Satterthwaite 1946).
        let scaled = if effective > 0.0 { post + level * level / own } else { post };
        let own_df = (self.memory.steady().effective(posts) - 1.0).max(0.0);
        let df = (self.prior_df + own_df) * ((post + level) / scaled).powi(2);
        (level.sqrt(), df.clamp(student::LEAST_DF, 1e6))
    }

    /// The scale of one post: level and post together.
    pub(super) fn scale(&self) -> f64 {
        self.level_sd.hypot(self.post_sd)
    }

    /// The number that one ordinary post stays below with probability `p`, strictly inside 0..1.
    pub fn quantile(&self, p: f64) -> f64 {
        let t = student::stretch(student::quantile(p, self.df), self.skew);
        (self.location + self.scale() * t).clamp(0.0, student::MOST_LN).exp_m1()
    }

    /// The central band that holds one ordinary post with probability `p`: 0.8 is from 10 % to 90 %.
    pub fn band(&self, p: f64) -> (f64, f64) {
        (self.quantile((1.0 - p) / 2.0), self.quantile((1.0 + p) / 2.0))
    }

    /// The median of one ordinary post.
    pub fn middle(&self) -> f64 {
        self.location.exp_m1()
    }

    /// How many times its lower end the upper end of the band is, on the scale 1+x.
    pub fn width(&self, p: f64) -> f64 {
        self.width_of(self.level_sd, self.df, p)
    }

    /// [`Level::width`] if so many more posts like those known were known: "5 more posts make it a factor of 4". It ends
    /// where more posts would only push older ones out of the memory.
    pub fn width_with(&self, more_posts: usize, p: f64) -> f64 {
        let posts = self.posts_used.saturating_add(more_posts).min(MOST_POSTS);
        let (level_sd, df) = self.spread(posts);
        self.width_of(level_sd, df, p)
    }

    /// How much narrower the band would be with so many more posts, as a share of today's width on the scale of
    /// [`Level::width`]'s logarithm: 0.5 halves it, 1 changes nothing. What single posts differ by stays, so it never
    /// comes near 0.
    pub fn narrows(&self, more_posts: usize, p: f64) -> f64 {
        let (now, then) = (self.width(p).ln(), self.width_with(more_posts, p).ln());
        if now > 0.0 { (then / now).min(1.0) } else { 1.0 }
    }

    /// How much of the location each own post makes up, newest first (see [`used`]); they add up to `shares.posts`.
    pub fn post_shares(&self) -> Vec<f64> {
        self.memory.weights(self.posts_used).into_iter().map(|weight| weight * self.shares.posts).collect()
    }

    fn width_of(&self, level_sd: f64, df: f64, p: f64) -> f64 {
        let t = student::quantile((1.0 + p) / 2.0, df);
        (2.0 * t * level_sd.hypot(self.post_sd)).min(student::MOST_LN).exp()
    }
}
