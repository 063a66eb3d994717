//! Engagement for its size: what posts bring against the curve over followers of the platform.

use super::account::{AccountFacts, median};
use super::{Check, CheckKind, CheckOutcome, Figure};
use crate::domain::{Metric, NumberStyle};
use crate::forecast::assumptions::Assumptions;
use crate::forecast::known;
use crate::forecast::level::{LogPost, Multipliers};

/// Posts needed before their middle says anything.
const LEAST_POSTS: usize = 3;

/// How many sds from the curve are unusual. With 2, about one genuine account in twenty is, if the assumptions fit it.
const UNUSUAL: f64 = 2.0;

/// What a usual post of the account brings, as ln(1+x), and how unsure that is.
struct Seen {
    metric: Metric,
    level: f64,
    variance: f64,
    posts: usize,
}

/// Compares the usual result with the curve: beyond two sds of creators around it (and of the account's own
/// uncertainty) it is unusual, in either direction.
pub(super) fn check(facts: &AccountFacts, assumptions: &Assumptions, style: NumberStyle) -> Check {
    let kind = CheckKind::Engagement;
    let Some(seen) = seen(facts, assumptions) else {
        let source = assumptions.prior(facts.platform, Metric::Engagements).source.clone();
        let why = "Too few posts are known to compare them with accounts of the same size.";
        return Check::unknown(kind, why, "Add likes or views of three posts, or the usual engagements", source);
    };
    let prior = assumptions.prior(facts.platform, seen.metric);
    let Some(followers) = facts.followers.filter(|followers| *followers > 0) else {
        let why = "Without the number of followers nothing can be compared.";
        return Check::unknown(kind, why, "Add the number of followers", prior.source.clone());
    };
    let sd = (prior.between(followers).powi(2) + seen.variance).sqrt();
    let curve = prior.curve(followers);
    let sds = (seen.level - curve) / sd;
    let (low, high) = ((curve - UNUSUAL * sd).exp_m1().max(0.0), (curve + UNUSUAL * sd).exp_m1());
    let what = if seen.metric == Metric::Views { "views" } else { "engagements" };
    let usual = style.count(seen.level.exp_m1());
    let range = format!("accounts with {} followers usually bring", style.count(followers as f64));
    let range = format!("{range} {} to {}", style.compact(low), style.compact(high));
    let (outcome, ending) = match sds {
        sds if sds > UNUSUAL => (CheckOutcome::LookCloser, ": unusually much"),
        sds if sds < -UNUSUAL => (CheckOutcome::LookCloser, ": unusually little"),
        _ => (CheckOutcome::Fine, ""),
    };
    Check {
        kind,
        outcome,
        sentence: format!("A usual post brings {usual} {what}; {range}{ending}."),
        evidence: vec![
            Figure::count("Usual result of a post", seen.level.exp_m1(), style),
            Figure::count("Usual at this size, low", low, style),
            Figure::count("Usual at this size, high", high, style),
            Figure::number("Standard deviations from the curve", sds, style),
            Figure::count("Posts used", seen.posts as f64, style),
        ],
        source: prior.source.clone(),
    }
}

fn seen(facts: &AccountFacts, assumptions: &Assumptions) -> Option<Seen> {
    let counted = |metric| from_posts(facts, metric, assumptions);
    counted(Metric::Engagements).or_else(|| counted(Metric::Views)).or_else(|| stated(facts, assumptions))
}

fn from_posts(facts: &AccountFacts, metric: Metric, assumptions: &Assumptions) -> Option<Seen> {
    let prior = assumptions.prior(facts.platform, metric);
    let multipliers = Multipliers::of(assumptions, facts.platform, metric);
    let posts = facts.newest(|counts| counts.of(metric));
    let ordinary = |(post, value): &(&crate::domain::Post, u64)| {
        let age = facts.age(post.posted_at);
        let y = (*value as f64).ln_1p();
        let log = LogPost { y, kind: post.kind, paid: post.sponsored == Some(true), age, read_at: age };
        y + prior.lack(age) - multipliers.shift(&log)
    };
    let ordinary: Vec<f64> = posts.iter().map(ordinary).collect();
    // The variance of a median of normal posts is π/2 times that of their mean.
    let variance = prior.post_sd.powi(2) * (std::f64::consts::FRAC_PI_2 / ordinary.len().max(1) as f64 + prior.drift);
    let posts = ordinary.len();
    (posts >= LEAST_POSTS).then(|| Seen { metric, level: median(ordinary), variance, posts })
}

/// What the account states of itself.
fn stated(facts: &AccountFacts, assumptions: &Assumptions) -> Option<Seen> {
    let metric = Metric::Engagements;
    let prior = assumptions.prior(facts.platform, metric);
    let (level, variance) = known::stated(facts.stated, prior, assumptions.stated.ln_sd.powi(2))?;
    Some(Seen { metric, level: level.max(0.0), variance, posts: 0 })
}
