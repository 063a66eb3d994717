//! Accounts followed: follow-for-follow shows in more accounts followed per follower than the size explains.

use super::account::AccountFacts;
use super::{Check, CheckKind, CheckOutcome, Figure, source, steps};
use crate::domain::{NumberStyle, Platform};

/// The 99th percentile of accounts followed per follower, by followers.
///
/// From 1,000 followers up: 33,934 Instagram influencers (roster of Kim and others, WWW 2020) in 13 size classes: the
/// 99th percentile of accounts followed by the geometric mean of followers. Below: 944 genuine private accounts with
/// fewer than 1,000 followers (InstaFake, Akyon and Kalfaoglu 2019). Up to 200,000 followers the percentile of accounts
/// followed is about 7,400, just under Instagram's own limit of 7,500: in effect the check asks whether an account sits
/// at that limit.
const MOST: [(f64, f64); 14] = [
    (336.0, 9.83),
    (1_397.0, 5.35),
    (2_434.0, 3.04),
    (3_878.0, 1.93),
    (5_905.0, 1.24),
    (8_368.0, 0.892),
    (13_894.0, 0.538),
    (24_351.0, 0.306),
    (38_187.0, 0.195),
    (68_879.0, 0.108),
    (135_542.0, 0.0543),
    (298_001.0, 0.0232),
    (687_021.0, 0.00723),
    (2_097_013.0, 0.00251),
];

/// Accounts followed that are nothing unusual at any size.
const ALWAYS_FINE: u64 = 500;

/// Compares accounts followed per follower with the 99th percentile at the size of the account.
pub(super) fn check(facts: &AccountFacts, style: NumberStyle) -> Check {
    let kind = CheckKind::Following;
    let source = source(
        "Kim and others (WWW 2020); InstaFake (2019)",
        "2019-2020",
        "33,934 Instagram influencers; 944 private Instagram accounts below 1,000 followers",
        "99th percentile of accounts followed per follower, by size",
    );
    if facts.platform != Platform::Instagram {
        let why = format!("How many accounts {} creators usually follow isn't known.", facts.platform.label());
        return Check::unknown(kind, &why, "Look at a sample of followers instead", source);
    }
    let (Some(followers), Some(following)) = (facts.followers.filter(|n| *n > 0), facts.following) else {
        let why = "Followers or accounts followed are unknown.";
        return Check::unknown(kind, why, "Add how many followers it has and how many accounts it follows", source);
    };
    let ratio = following as f64 / followers as f64;
    let most = steps::at(&MOST, followers);
    let unusual = ratio > most && following > ALWAYS_FINE;
    let follows = format!("It follows {} accounts with", style.count(following as f64));
    let has = format!("{} followers of its own", style.count(followers as f64));
    let limit = style.count(most * followers as f64);
    let (outcome, ending) = if unusual {
        (CheckOutcome::LookCloser, format!("99 of 100 accounts of this size follow fewer than {limit}"))
    } else {
        (CheckOutcome::Fine, "usual at this size".to_owned())
    };
    Check {
        kind,
        outcome,
        sentence: format!("{follows} {has}: {ending}."),
        evidence: vec![
            Figure::count("Accounts followed", following as f64, style),
            Figure::count("Followers", followers as f64, style),
            Figure::number("Followed per follower", ratio, style),
            Figure::number("99th percentile at this size", most, style),
        ],
        source,
    }
}
