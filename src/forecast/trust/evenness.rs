//! Evenness: whether posts bring so nearly the same that something may be topping them up.

use super::account::{AccountFacts, median};
use super::{Check, CheckKind, CheckOutcome, Figure};
use crate::domain::{Metric, NumberStyle};
use crate::forecast::assumptions::Assumptions;

/// Posts needed: with fewer, genuine posts are often this even by chance (of 501 genuine accounts the lowest hundredth
/// of sds rises from 0.07 with 6 posts to 0.08 with 10 and stays there).
const LEAST_POSTS: usize = 10;

/// Posts must bring so many engagements in the middle: below, chance alone scatters whole numbers, or all are 0.
const LEAST_ENGAGEMENTS: f64 = 30.0;

/// Less than this part of the platform's usual sd of ln(engagement) is unusual. Chosen on posts: at a fifth, 1 % or
/// fewer of genuine accounts fire on Instagram and TikTok alike; the figures stand at the top of the module.
const EVEN: f64 = 0.2;

/// Compares the sd of ln(1 + engagement) of the newest posts with the usual one of the platform.
pub(super) fn check(facts: &AccountFacts, assumptions: &Assumptions, style: NumberStyle) -> Check {
    let kind = CheckKind::Evenness;
    let prior = assumptions.prior(facts.platform, Metric::Engagements);
    let source = prior.source.clone();
    let posts = facts.newest(|counts| counts.engagements());
    let counts: Vec<f64> = posts.iter().map(|(_, count)| *count as f64).collect();
    if counts.len() < LEAST_POSTS {
        let why = format!("{} of {LEAST_POSTS} posts needed are known with their likes.", counts.len());
        let add = format!("Add likes and comments of {} more posts", LEAST_POSTS - counts.len());
        return Check::unknown(kind, &why, add, source);
    }
    let middle = median(counts.clone());
    if middle < LEAST_ENGAGEMENTS {
        let why = "Posts bring too few engagements to tell even from uneven.";
        return Check::unknown(kind, why, "Look at comments by hand instead", source);
    }
    let logs: Vec<f64> = counts.iter().map(|count| count.ln_1p()).collect();
    let n = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / n;
    let sd = (logs.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let even = sd < EVEN * prior.post_sd;
    let least = counts.iter().copied().fold(f64::INFINITY, f64::min);
    let most = counts.iter().copied().fold(0.0, f64::max);
    let range = format!("The newest {} posts brought {} to {}", logs.len(), style.count(least), style.count(most));
    let ending = if even { "engagements: more even than posts usually are" } else { "engagements: as uneven as usual" };
    Check {
        kind,
        outcome: if even { CheckOutcome::LookCloser } else { CheckOutcome::Fine },
        sentence: format!("{range} {ending}."),
        evidence: vec![
            Figure::number("Spread of the logarithm of engagements", sd, style),
            Figure::number("Unusual below", EVEN * prior.post_sd, style),
            Figure::number("Usual on the platform", prior.post_sd, style),
            Figure::count("Posts used", n, style),
        ],
        source,
    }
}
