//! What a forecast says about itself: which posts it used, what would narrow it, and what becomes of it times a factor.

use smallmighty::domain::{Metric, Platform, PostKind};
use smallmighty::forecast::*;

use super::{METRIC, offer, one, seen};

#[test]
fn a_level_says_which_posts_it_used_and_how_much_each_counts() {
    let mut evidence = seen(&[100, 200, 300, 400, 500]);
    evidence.observations.reverse();
    assert_eq!(used(&evidence.observations), [4, 3, 2, 1, 0]);
    let level = one(&evidence);
    let shares = level.post_shares();
    assert_eq!(shares.len(), level.posts_used);
    assert!(shares.iter().rev().is_sorted(), "{shares:?}");
    assert!((shares.iter().sum::<f64>() - level.shares.posts).abs() < 1e-9);
    let many = seen(&[100; 200]);
    assert_eq!(used(&many.observations).len(), one(&many).posts_used);
    // Posts of unknown age count as the oldest, and their order stays.
    evidence.observations[4].age_days = None;
    evidence.observations[1].age_days = Some(f64::NAN);
    assert_eq!(used(&evidence.observations), [3, 2, 0, 1, 4]);
    assert!(used(&[]).is_empty() && one(&seen(&[])).post_shares().is_empty());
}

#[test]
fn more_posts_narrow_the_band_as_they_really_do() {
    let nothing = one(&seen(&[]));
    let (five, twenty) = (nothing.narrows(5, 0.8), nothing.narrows(20, 0.8));
    assert!(five < 0.7 && twenty <= five && twenty > 0.05, "{five} {twenty}");
    assert_eq!(nothing.narrows(0, 0.8), 1.0);
    let level = one(&seen(&[180, 260, 210, 300, 190, 240]));
    let exact = level.width_with(5, 0.8).ln() / level.width(0.8).ln();
    assert!((level.narrows(5, 0.8) - exact).abs() < 1e-12);
    assert!(level.narrows(5, 0.8) > five && level.narrows(5, 0.8) <= 1.0);
    // What was promised for six posts of the usual scale is what six such posts bring.
    let spread = Assumptions::standard().prior(Platform::Instagram, METRIC).post_sd;
    let z = [-1.2, -0.6, -0.2, 0.2, 0.6, 1.2].map(|z| (210.0 * f64::exp(1.1 * z * spread)) as u64);
    let (promised, came) = (nothing.width_with(6, 0.8).ln(), one(&seen(&z)).width(0.8).ln());
    assert!((promised / came - 1.0).abs() < 0.25, "{promised} {came}");
}

#[test]
fn a_forecast_times_a_factor_is_wider_and_adds_up() {
    let forecast = offer(&seen(&[1_500, 2_500, 2_000, 900, 4_000]), 2);
    let same = forecast.scaled(1.0, 0.0);
    assert_eq!(same.quantile(0.3), forecast.quantile(0.3));
    let tenth = forecast.scaled(0.1, 0.0);
    for p in [0.02, 0.2, 0.5, 0.8, 0.98] {
        assert!((tenth.quantile(p) - forecast.quantile(p) / 10.0).abs() < 1e-6 * forecast.quantile(p), "{p}");
    }
    assert!((tenth.chance_of(300.0) - forecast.chance_of(3_000.0)).abs() < 1e-9);
    let unsure = forecast.scaled(0.1, 0.5);
    assert!((unsure.middle() / tenth.middle() - 1.0).abs() < 1e-9 && unsure.width(0.8) > 1.3 * tenth.width(0.8));
    // Two factors are one factor.
    let (twice, once) = (forecast.scaled(0.5, 0.3).scaled(0.2, 0.4), forecast.scaled(0.1, 0.5));
    assert!((twice.quantile(0.9) / once.quantile(0.9) - 1.0).abs() < 0.02);
    for nothing in [0.0, -2.0, f64::NAN, f64::INFINITY].map(|times| forecast.scaled(times, 0.5)) {
        assert_eq!(
            (nothing.middle(), nothing.mean(), nothing.quantile(0.999), nothing.projected()),
            (0.0, 0.0, 0.0, 0.0)
        );
        assert_eq!((nothing.chance_of(1e-9), nothing.chance_of(0.0)), (0.0, 1.0));
        assert_eq!(nothing.scaled(5.0, 0.2).quantile(0.9), 0.0);
        let sum = total(&[Entry { key: 1, forecast: &nothing, chance: 1.0 }], 0.05, 1, 1_000);
        assert_eq!(sum.promise(0.1), 0.0);
    }
    for odd in [f64::NAN, -1.0, f64::INFINITY, 1e300] {
        assert!(forecast.scaled(2.0, odd).quantile(0.9).is_finite());
        assert!(forecast.scaled(1e-300, odd).quantile(0.9) >= 0.0);
        assert!(forecast.scaled(1e300, odd).mean().is_finite());
    }
}

#[test]
fn single_counts_hang_together() {
    let assumptions = Assumptions::standard();
    for platform in Platform::ALL {
        let middle = |metric| predict(&Evidence::nothing(platform, Some(10_000)), metric, &assumptions).middle();
        let engagements = middle(Metric::Engagements);
        for part in [Metric::Likes, Metric::Comments, Metric::Shares, Metric::Saves] {
            // Where only the whole is published, the general figures of its parts may lie above it.
            let of_its_own = assumptions.priors.iter().any(|p| (p.platform, p.metric) == (Some(platform), part));
            assert!(!of_its_own || middle(part) <= engagements, "{platform:?} {part:?}");
        }
        assert!(middle(Metric::Reach) <= 1.01 * middle(Metric::Views), "{platform:?}");
        // A kind's multiplier for likes is that for engagements unless likes have their own.
        let kind = |metric| assumptions.kind(platform, metric, PostKind::Story).multiplier;
        assert_eq!((kind(Metric::Likes), kind(Metric::Reach)), (kind(Metric::Engagements), kind(Metric::Views)));
    }
}

#[test]
fn posts_dated_in_the_future_and_lone_posts_do_no_harm() {
    let mut future = seen(&[400, 500, 600]);
    future.observations.iter_mut().for_each(|post| post.age_days = Some(-40.0));
    let level = one(&future);
    assert!(level.middle().is_finite() && level.newest_age_days == Some(0.0));
    let lone = one(&seen(&[1_000_000]));
    let (low, high) = lone.band(0.8);
    assert!(low < lone.middle() && lone.middle() < high && lone.middle() < 1_000_000.0);
    let tiny = one(&Evidence { followers: Some(10_000_000), ..seen(&[3, 3, 3, 2]) });
    assert!(tiny.band(0.8).1 < 100_000.0, "{:?}", tiny.band(0.8));
}
