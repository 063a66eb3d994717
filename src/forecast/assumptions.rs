//! What is assumed where own posts are silent: a table of published and computed figures, each with its source.

use std::sync::Arc;

use super::ranges::{FALL, GROWTH, LEAN, LOPSIDED, PART, SKEW_RISE, UNSEEN, WILDER};
use super::row::{Row, each_row};
use crate::domain::{Issue, Metric, Platform, PostKind};

/// The table itself, as it stands in the package.
const TABLE: &str = include_str!("../../assets/benchmarks.csv");

/// The curve is bent up to so many ln of followers from 10,000 on either side: 10 to 10 million.
pub(super) const FAR: f64 = 6.9;

/// Sd of ln(followers) among accounts of the size this program is for; used where followers are unknown.
const FOLLOWERS_SD: f64 = 1.5;

/// The skew stays within this on either side.
const MOST_SKEW: f64 = 0.6;

/// The first level of [`Prior::wilder`], 50, on the scale ln(x).
const WILDER_FROM: f64 = 3.912;

/// Where a figure comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Who published or computed it.
    pub name: String,
    /// The year, or span of years, of the data.
    pub year: String,
    /// Whom the data are about, and how many.
    pub population: String,
    /// What was counted, per what, and how it was worked out.
    pub basis: String,
}

impl Source {
    /// The name of figures that were learnt from the user's own posts.
    pub const ROSTER: &str = "Your roster";

    /// Whether it is the user's own posts.
    pub fn is_roster(&self) -> bool {
        self.name == Source::ROSTER
    }
}

/// What posts of one platform bring, before anything is known about the creator but the followers.
///
/// All sds and variances are on the scale ln(1+x). The form is that of G. Smyth's moderated variances (2004,
/// "Linear models and empirical Bayes methods") with a level that follows followers to a power.
#[derive(Clone, PartialEq, Debug)]
pub struct Prior {
    /// The platform; `None` in the row that serves platforms without their own.
    pub platform: Option<Platform>,
    /// The metric.
    pub metric: Metric,
    /// Typical result (geometric mean) of one ordinary post of an account with 10,000 followers, a count.
    pub at_10k: f64,
    /// The power of followers that results grow with; 1 keeps the rate constant over sizes.
    pub elasticity: f64,
    /// How the power itself grows with size: it is added twice per ln of followers above 10,000; 0 is one power for all.
    pub bend: f64,
    /// Sd of creators with 10,000 followers around the curve.
    pub between_sd: f64,
    /// How much closer to the curve larger creators are: ln of that sd falls by this per ln of followers above 10,000.
    pub closer: f64,
    /// What that sd is multiplied by where no post is known: creators far off the curve are more than a normal has.
    pub unseen: f64,
    /// How much further creators fall below the curve than they rise above it, -0.5 to 0.5; 0 is even.
    pub below: f64,
    /// How much more creators' posts bring with every year that their audience grows to what it is today, as ln.
    pub grown: f64,
    /// How much more creators whose followers aren't known bring than one with 10,000, as ln, and its sd.
    pub unsized_level: (f64, f64),
    /// Usual scale of one creator's posts around the creator's own level.
    pub post_sd: f64,
    /// How many posts the usual scale counts as, beside the creator's own; the prior degrees of freedom.
    pub post_sd_df: f64,
    /// Variance of the creator's level from one stretch of posts to the next, as a share of the variance of posts.
    pub drift: f64,
    /// Variance that the creator's level gains with every year since the newest post.
    pub drift_year: f64,
    /// After so many newer posts, a post counts half.
    pub memory: f64,
    /// The part of a post's weight that never fades, 0 to 1.
    pub lasting: f64,
    /// How much more each next post of a creator brings, as ln; 0 where creators neither grow nor fade.
    pub growth: f64,
    /// How much further surprises reach upwards than downwards, -0.5 to 0.5; 0 is even.
    pub skew: f64,
    /// How much less skewed larger creators are: the skew falls by this per ln of the level above `at_10k`.
    pub skew_fall: f64,
    /// How much more skewed wilder creators are: the skew rises by this per ln of the scale of their posts above the usual.
    pub skew_rise: f64,
    /// How far the level of a creator whose posts came out wilder than usual lies below their mean, per unit that the
    /// scale is above the usual one: in lopsided posts, what lifts the one lifts the other.
    pub lean: f64,
    /// How much steadier creators above the curve are: ln of the scale of their posts falls by this per ln above it.
    pub steadier: f64,
    /// How much wilder than usual the posts of creators are whose level is 50, 500, 5,000 and so on to 5 million: ln of the
    /// factor on the scale of their posts; linear in ln of the level in between.
    pub wilder: [f64; 6],
    /// What a post still lacks on its day, as ln: 0.7 is half. The lack is halved after `ripening_days`, a third of it
    /// is left after twice as many, and so on.
    pub unripe: f64,
    /// Days in which half of what a post lacks comes in.
    pub ripening_days: f64,
    /// Where the figures come from.
    pub source: Arc<Source>,
}

/// A multiplier with its uncertainty.
#[derive(Clone, PartialEq, Debug)]
pub struct Factor {
    /// The multiplier; 1 changes nothing.
    pub multiplier: f64,
    /// Sd of its logarithm.
    pub ln_sd: f64,
    /// Where it comes from.
    pub source: Arc<Source>,
}

/// The multiplier of one kind of post against the ordinary post of its platform.
#[derive(Clone, PartialEq, Debug)]
pub struct KindFactor {
    /// The platform; `None` serves platforms without their own row.
    pub platform: Option<Platform>,
    /// The metric.
    pub metric: Metric,
    /// The kind of post.
    pub kind: PostKind,
    /// Its multiplier.
    pub factor: Factor,
}

/// Every assumption of a forecast.
#[derive(Clone, PartialEq, Debug)]
pub struct Assumptions {
    /// What one post brings, by platform and metric.
    pub priors: Vec<Prior>,
    /// What kinds of post bring against the ordinary one.
    pub kinds: Vec<KindFactor>,
    /// What a paid post brings against an unpaid one.
    pub paid: Factor,
    /// What all posts of a campaign share by chance: a season, a change of the platform. Its multiplier is 1.
    pub shock: Factor,
    /// How far a stated average is from the truth. Its multiplier is 1.
    pub stated: Factor,
    last_prior: [Prior; Metric::ALL.len()],
    last_kind: Factor,
}

impl Default for Assumptions {
    fn default() -> Self {
        Assumptions::standard()
    }
}

impl Assumptions {
    /// The table that comes with the program. It always answers; a test holds that every row of it is read.
    pub fn standard() -> Assumptions {
        Assumptions::from_table(TABLE).0
    }

    /// Reads a table of the same form. Rows that can't be read become issues and leave the rest standing; what a
    /// table lacks altogether is answered with a very wide guess that calls itself one.
    pub fn from_table(text: &str) -> (Assumptions, Vec<Issue>) {
        let mut assumptions = Assumptions::bare();
        let issues = each_row(text, |row| assumptions.take(row));
        (assumptions, issues)
    }

    /// What one post on `platform` brings before anything is known about the creator.
    pub fn prior(&self, platform: Platform, metric: Metric) -> &Prior {
        let of = |wanted: Option<Platform>| self.priors.iter().find(|p| p.platform == wanted && p.metric == metric);
        of(Some(platform)).or_else(|| of(None)).unwrap_or(&self.last_prior[metric as usize])
    }

    /// What a post of `kind` brings against the ordinary post of `platform`. Likes, comments, shares and saves follow
    /// engagements, and reach follows views, where they have no row of their own.
    pub fn kind(&self, platform: Platform, metric: Metric, kind: PostKind) -> &Factor {
        let of = |platform: Option<Platform>, metric: Metric| {
            self.kinds.iter().find(|k| k.platform == platform && k.metric == metric && k.kind == kind)
        };
        let wide = match metric {
            Metric::Views | Metric::Reach => Metric::Views,
            _ => Metric::Engagements,
        };
        let places = [(Some(platform), metric), (Some(platform), wide), (None, metric), (None, wide)];
        places.into_iter().find_map(|(platform, metric)| of(platform, metric)).map_or(&self.last_kind, |k| &k.factor)
    }

    /// Puts `factor` in the place of the one for the same platform, metric and kind.
    pub fn set_kind(&mut self, factor: KindFactor) {
        let same =
            |k: &&mut KindFactor| (k.platform, k.metric, k.kind) == (factor.platform, factor.metric, factor.kind);
        match self.kinds.iter_mut().find(same) {
            Some(place) => *place = factor,
            None => self.kinds.push(factor),
        }
    }

    /// Puts `prior` in the place of the one for the same platform and metric.
    pub fn set_prior(&mut self, prior: Prior) {
        match self.priors.iter_mut().find(|p| p.platform == prior.platform && p.metric == prior.metric) {
            Some(place) => *place = prior,
            None => self.priors.push(prior),
        }
    }

    fn bare() -> Assumptions {
        let source = Arc::new(Source {
            name: "Guess".to_owned(),
            year: "none".to_owned(),
            population: "no figures found".to_owned(),
            basis: "a guess that says little".to_owned(),
        });
        let factor = |ln_sd: f64| Factor { multiplier: 1.0, ln_sd, source: source.clone() };
        let prior = |metric: Metric| Prior {
            platform: None,
            metric,
            at_10k: 200.0,
            elasticity: 0.9,
            bend: 0.0,
            between_sd: 2.0,
            closer: 0.0,
            unseen: 1.0,
            below: 0.0,
            grown: 0.0,
            unsized_level: (0.0, 0.9 * FOLLOWERS_SD),
            post_sd: 0.9,
            post_sd_df: 4.0,
            drift: 0.1,
            drift_year: 0.2,
            memory: 20.0,
            lasting: 0.0,
            growth: 0.0,
            skew: 0.0,
            skew_fall: 0.0,
            skew_rise: 0.0,
            lean: 0.0,
            steadier: 0.0,
            wilder: [0.0; 6],
            unripe: 0.2,
            ripening_days: 1.7,
            source: source.clone(),
        };
        Assumptions {
            priors: Vec::new(),
            kinds: Vec::new(),
            paid: factor(0.15),
            shock: factor(0.04),
            stated: factor(0.35),
            last_prior: Metric::ALL.map(prior),
            last_kind: factor(0.5),
        }
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let source = Arc::new(row.source()?);
        match row.text("topic") {
            "level" => self.priors.push(row.prior(source)?),
            "kind" => {
                let kind = PostKind::from_key(row.text("kind")).ok_or("its kind of post is unknown")?;
                let (platform, metric) = (row.platform()?, row.metric()?);
                self.kinds.push(KindFactor { platform, metric, kind, factor: row.factor(source)? });
            }
            "paid" => self.paid = row.factor(source)?,
            "shock" => self.shock = row.factor(source)?,
            "stated" => self.stated = row.factor(source)?,
            other => return Err(format!("its topic \"{other}\" is unknown")),
        }
        Ok(())
    }
}

impl Prior {
    /// The typical level of accounts with so many followers, on the scale ln(1+x); it never falls with followers.
    pub fn curve(&self, followers: u64) -> f64 {
        let size = (followers.max(1) as f64 / 10_000.0).ln();
        let bent = self.bend * size.clamp(-FAR, FAR).powi(2);
        (self.at_10k * (self.elasticity * size + bent).exp()).ln_1p()
    }

    /// The skew of posts of creators at this level and with posts of this scale, on the scale ln(1+x).
    pub fn skew_at(&self, level: f64, scale: f64) -> f64 {
        let fall = (self.skew_fall * (level - self.at_10k.ln_1p())).clamp(-0.8, 0.8);
        let rise = (self.skew_rise * (scale / self.post_sd).ln()).clamp(-0.4, 0.4);
        (self.skew - fall + rise).clamp(-MOST_SKEW, MOST_SKEW)
    }

    /// How much wilder than usual the posts of creators at this level are, as ln; the level is on the scale ln(1+x).
    pub fn wilder_at(&self, level: f64) -> f64 {
        let at = ((level - WILDER_FROM) / std::f64::consts::LN_10).clamp(0.0, (self.wilder.len() - 1) as f64);
        let below = (at as usize).min(self.wilder.len() - 2);
        let weight = at - below as f64;
        (1.0 - weight) * self.wilder[below] + weight * self.wilder[below + 1]
    }

    /// What a post of this age still lacks, as ln; 0 where the age is unknown.
    pub fn lack(&self, age_days: Option<f64>) -> f64 {
        age_days.map_or(0.0, |age| self.unripe / (1.0 + age.max(0.0) / self.ripening_days))
    }
}

impl Row<'_> {
    fn number(&self, column: &str, (least, most): (f64, f64)) -> Result<f64, String> {
        let value: Option<f64> = self.text(column).parse().ok().filter(|value| (least..=most).contains(value));
        value.ok_or_else(|| format!("\"{column}\" must be a number from {least} to {most}"))
    }

    /// A number that may be left empty where the platform has no figure of its own.
    fn optional(&self, column: &str, usual: f64, range: (f64, f64)) -> Result<f64, String> {
        if self.text(column).is_empty() { Ok(usual) } else { self.number(column, range) }
    }

    /// Six numbers with spaces between them, or nothing.
    fn wilder(&self) -> Result<[f64; 6], String> {
        let numbers: Vec<f64> = self.text("wilder").split_whitespace().filter_map(|word| word.parse().ok()).collect();
        match <[f64; 6]>::try_from(numbers) {
            Ok(wilder) if wilder.iter().all(|value| (WILDER.0..=WILDER.1).contains(value)) => Ok(wilder),
            Err(_) if self.text("wilder").is_empty() => Ok([0.0; 6]),
            _ => Err(format!("\"wilder\" must be six numbers from {} to {}", WILDER.0, WILDER.1)),
        }
    }

    fn metric(&self) -> Result<Metric, String> {
        Metric::from_key(self.text("metric")).ok_or_else(|| "its metric is unknown".to_owned())
    }

    fn factor(&self, source: Arc<Source>) -> Result<Factor, String> {
        Ok(Factor { multiplier: self.number("value", (0.001, 1000.0))?, ln_sd: self.number("sd", (0.0, 5.0))?, source })
    }

    fn prior(&self, source: Arc<Source>) -> Result<Prior, String> {
        let elasticity = self.number("elasticity", (0.0, 2.0))?;
        Ok(Prior {
            platform: self.platform()?,
            metric: self.metric()?,
            at_10k: self.number("value", (0.0, 1e9))?,
            elasticity,
            bend: self.optional("bend", 0.0, (-0.04, 0.04))?,
            between_sd: self.number("sd", (0.01, 5.0))?,
            closer: self.optional("closer", 0.0, FALL)?,
            unseen: self.optional("unseen", 1.0, UNSEEN)?,
            below: self.optional("below", 0.0, LOPSIDED)?,
            grown: self.optional("grown", 0.0, (0.0, 1.0))?,
            unsized_level: (0.0, elasticity * FOLLOWERS_SD),
            post_sd: self.number("post_sd", (0.01, 5.0))?,
            post_sd_df: self.number("post_sd_df", (2.0, 1000.0))?,
            drift: self.number("drift", (0.0, 5.0))?,
            drift_year: self.number("drift_year", (0.0, 5.0))?,
            memory: self.number("memory", (0.5, 1000.0))?,
            lasting: self.optional("lasting", 0.0, PART)?,
            growth: self.optional("growth", 0.0, GROWTH)?,
            skew: self.number("skew", LOPSIDED)?,
            skew_fall: self.number("skew_fall", FALL)?,
            skew_rise: self.optional("skew_rise", 0.0, SKEW_RISE)?,
            lean: self.optional("lean", 0.0, LEAN)?,
            steadier: self.number("steadier", (-1.0, 1.0))?,
            wilder: self.wilder()?,
            unripe: self.number("unripe", (0.0, 3.0))?,
            ripening_days: self.number("ripening_days", (0.01, 365.0))?,
            source,
        })
    }
}
