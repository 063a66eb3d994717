//! The proof: bands hold on creators drawn from the model, fail where its figures are wrong, and a backtest says so.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{ChiSquared, Distribution, Normal};
use smallmighty::domain::progress::silent;
use smallmighty::domain::{Cancelled, Platform, PostKind};
use smallmighty::forecast::*;

use super::METRIC;

/// Histories drawn from the model itself, with these figures.
#[allow(clippy::expect_used)]
pub fn simulate(prior: &Prior, creators: usize, posts: usize, seed: u64) -> Vec<History> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let normal = Normal::new(0.0, 1.0).expect("sd");
    let chi = ChiSquared::new(prior.post_sd_df).expect("df");
    let mut histories = Vec::new();
    for creator in 0..creators {
        let followers = f64::exp(9.2 + 1.2 * normal.sample(&mut random));
        let curve = (prior.at_10k * (followers / 10_000.0).powf(prior.elasticity)).ln_1p();
        let level: f64 = curve + prior.between_sd * normal.sample(&mut random);
        let sd = prior.post_sd * (prior.post_sd_df / chi.sample(&mut random)).sqrt();
        let posts = (0..posts)
            .map(|day| {
                let value = (level + sd * normal.sample(&mut random)).exp_m1().max(0.0).round() as u64;
                TimedPost { value, day: None, kind: (day % 2 == 0).then_some(PostKind::Image), sponsored: None }
            })
            .collect();
        histories.push(History {
            creator: format!("creator {creator}"),
            platform: Platform::Instagram,
            metric: METRIC,
            followers: Some(followers as u64),
            posts,
        });
    }
    histories
}

pub fn truth() -> Prior {
    let plain = Assumptions::standard().prior(Platform::Instagram, METRIC).clone();
    Prior {
        at_10k: 900.0,
        memory: 500.0,
        drift: 0.0,
        skew: 0.0,
        skew_fall: 0.0,
        steadier: 0.0,
        wilder: [0.0; 6],
        growth: 0.0,
        closer: 0.0,
        unseen: 1.0,
        below: 0.0,
        ..plain
    }
}

/// Share of simulated posts inside their 80 % band, forecast from `known` others with the figures of `prior`.
fn coverage(prior: &Prior, known: usize) -> f64 {
    let creators = 2_000;
    let histories = simulate(&truth(), creators, known + 1, 11);
    let mut assumptions = Assumptions::standard();
    assumptions.set_prior(prior.clone());
    let inside = histories.iter().filter(|history| {
        let observe =
            |post: &TimedPost| Observation { value: post.value, age_days: None, kind: post.kind, sponsored: None };
        let evidence = Evidence {
            platform: history.platform,
            followers: history.followers,
            observations: history.posts[..known].iter().map(observe).collect(),
            stated: None,
        };
        let (low, high) = predict(&evidence, METRIC, &assumptions).band(0.8);
        (low..=high).contains(&(history.posts[known].value as f64))
    });
    inside.count() as f64 / creators as f64
}

#[test]
fn bands_hold_what_they_promise_on_simulated_creators() {
    for known in [1, 3, 5, 10] {
        let share = coverage(&truth(), known);
        // Four sds of the share among 2,000 creators are 3.6 points.
        assert!((share - 0.8).abs() < 0.036, "{known} known: {share}");
    }
    // Without posts the tails of two distributions are added up roughly, and a little too narrow.
    assert!((coverage(&truth(), 0) - 0.8).abs() < 0.05, "{}", coverage(&truth(), 0));
}

#[test]
fn wrong_figures_are_found_out_by_the_bands() {
    let check = |wrong: Prior, known: usize| {
        let share = coverage(&wrong, known);
        assert!((share - 0.8).abs() > 0.05, "{known} known: {share}");
    };
    check(Prior { post_sd: truth().post_sd * 1.6, ..truth() }, 3);
    check(Prior { post_sd: truth().post_sd / 1.6, ..truth() }, 3);
    check(Prior { between_sd: truth().between_sd / 2.0, ..truth() }, 0);
    check(Prior { between_sd: truth().between_sd * 0.6, ..truth() }, 0);
    check(Prior { between_sd: truth().between_sd * 1.6, ..truth() }, 0);
    check(Prior { drift: 1.0, ..truth() }, 5);
    check(Prior { post_sd: truth().post_sd * 0.6, ..truth() }, 1);
    check(Prior { post_sd: truth().post_sd * 0.6, ..truth() }, 3);
}

#[test]
fn a_backtest_scores_later_posts_against_the_simple_forecast() {
    let histories = simulate(&truth(), 120, 14, 5);
    let result = backtest(&histories, &[0, 5], &Assumptions::standard(), &mut silent).expect("not stopped");
    assert_eq!(result.by_history.iter().map(|(known, _)| *known).collect::<Vec<_>>(), [0, 5]);
    for (known, scores) in &result.by_history {
        assert_eq!((scores.posts, scores.creators), (120 * (14 - known), 120));
        for (share, promised) in scores.coverage.iter().zip(LEVELS) {
            assert!((share - promised).abs() < if *known == 0 { 0.1 } else { 0.05 }, "{known} {:?}", scores.coverage);
        }
        for share in scores.totals {
            assert!((share.expect("enough creators") - 0.8).abs() < 0.1, "{known} {:?}", scores.totals);
        }
        assert_eq!(scores.by_platform.len(), 1);
        assert_eq!(scores.by_tier.iter().map(|(_, part)| part.posts).sum::<usize>(), scores.posts);
        assert_eq!(scores.baseline.is_some(), *known >= 2);
        if let Some(baseline) = scores.baseline {
            assert!(scores.pinball < baseline.pinball && baseline.coverage[1] < scores.coverage[1]);
        }
        assert_eq!(scores.median.is_some(), *known >= 2);
        assert!(scores.median.is_none_or(|median| scores.pinball < median.pinball));
        assert!(scores.pinball < scores.rate.expect("followers are known").pinball);
    }
    let again = || backtest(&histories[..30], &[3], &Assumptions::standard(), &mut silent);
    assert_eq!(again(), again());
}

#[test]
fn a_backtest_can_be_stopped_and_needs_no_posts() {
    let histories = simulate(&truth(), 10, 5, 5);
    let mut stop = |done: u64, all: u64| if done * 2 > all { Err(Cancelled) } else { Ok(()) };
    assert_eq!(backtest(&histories, &[3], &Assumptions::standard(), &mut stop), Err(Cancelled));
    let result = backtest(&histories[..1], &[3, 50], &Assumptions::standard(), &mut silent).expect("not stopped");
    assert_eq!((result.by_history[0].1.posts, result.by_history[1].1.posts), (2, 0));
    assert_eq!(result.by_history[1].1.totals, [None; 4]);
    assert!(backtest(&[], &[0], &Assumptions::standard(), &mut silent).is_ok());
}
