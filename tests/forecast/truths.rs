//! Rosters with a known truth: an audience that grew, followers nobody knows, creators fallen far below the curve, wild
//! posts, kinds, young posts and refusals are found out, and bands hold where they are.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Bernoulli, Distribution};
use smallmighty::domain::progress::silent;
use smallmighty::domain::{Deliverable, Platform, PostKind};
use smallmighty::forecast::*;

use super::METRIC;
use super::proof::{simulate, truth};

fn learnt(histories: &[History]) -> Prior {
    let all: Vec<&History> = histories.iter().collect();
    Assumptions::standard().learnt(&all).prior(Platform::Instagram, METRIC).clone()
}

/// Share of posts inside bands of 50 and 80 % where no post is known.
fn held_unseen(histories: &[History]) -> [f64; 2] {
    let result = backtest(histories, &[0], &Assumptions::standard(), &mut silent).expect("not stopped");
    let [half, most, ..] = result.by_history[0].1.coverage;
    [half, most]
}

/// `values` of every post multiplied by what `times` says of its creator and its place.
fn changed(mut histories: Vec<History>, times: impl Fn(usize, usize) -> f64) -> Vec<History> {
    for (creator, history) in histories.iter_mut().enumerate() {
        for (place, post) in history.posts.iter_mut().enumerate() {
            post.value = (post.value as f64 * times(creator, place)).round() as u64;
        }
    }
    histories
}

#[test]
fn posts_from_before_an_audience_grew_don_t_lower_what_is_forecast_today() {
    // A post every forty days for three years, while what they bring grows by half a year for year.
    let yearly = 0.4;
    let days = |place: usize| 40.0 * place as f64;
    let truth = Prior { between_sd: 0.6, ..truth() };
    let mut grown =
        changed(simulate(&truth, 120, 30, 3), |_, place| f64::exp((days(place) - days(29)) / 365.25 * yearly));
    for history in &mut grown {
        history.posts.iter_mut().enumerate().for_each(|(place, post)| post.day = Some(19_000.0 + days(place)));
    }
    let prior = learnt(&grown);
    assert!((prior.grown - yearly).abs() < 0.08, "{}", prior.grown);
    assert!((prior.at_10k / 900.0).ln().abs() < 0.25, "what accounts bring today, not on average: {}", prior.at_10k);
    let [half, most] = held_unseen(&grown);
    assert!((half - 0.5).abs() < 0.08 && (most - 0.8).abs() < 0.06, "{half} {most}");
    // Without days nobody can tell, and what an account brings today is taken too low.
    grown.iter_mut().flat_map(|history| &mut history.posts).for_each(|post| post.day = None);
    assert!(learnt(&grown).grown == 0.0 && learnt(&grown).at_10k < 700.0);
    // Pinned posts of long ago aren't a sign of shrinking.
    let faded = changed(grown, |_, place| if place < 3 { 30.0 } else { 1.0 });
    assert_eq!(learnt(&faded).grown, 0.0);
}

#[test]
fn creators_without_followers_are_forecast_as_what_others_without_them_bring() {
    let unknown = |histories: Vec<History>| -> Vec<History> {
        histories.into_iter().map(|history| History { followers: None, ..history }).collect()
    };
    let large = changed(simulate(&truth(), 120, 10, 4), |_, _| 20.0);
    let [half, most] = held_unseen(&unknown(large.clone()));
    assert!((half - 0.5).abs() < 0.1 && (most - 0.8).abs() < 0.08, "{half} {most}");
    // They don't move what is said of those whose followers are known.
    let known = simulate(&truth(), 120, 10, 5);
    let both: Vec<History> = known.iter().cloned().chain(unknown(large)).collect();
    let (alone, together) = (learnt(&known), learnt(&both));
    assert!((alone.at_10k / together.at_10k).ln().abs() < 0.1, "{} {}", alone.at_10k, together.at_10k);
    let middle = |followers| {
        let mut assumptions = Assumptions::standard();
        assumptions.set_prior(together.clone());
        predict(&Evidence::nothing(Platform::Instagram, followers), METRIC, &assumptions).middle()
    };
    assert!((middle(None) / (20.0 * middle(Some(10_000)))).ln().abs() < 0.5, "{}", middle(None));
}

#[test]
fn creators_far_below_the_curve_and_wild_posts_are_learnt() {
    let plain = simulate(&Prior { between_sd: 0.5, ..truth() }, 150, 10, 6);
    let even = learnt(&plain).below;
    let fallen = learnt(&changed(plain.clone(), |creator, _| if creator % 6 == 0 { 0.1 } else { 1.0 })).below;
    let risen = learnt(&changed(plain.clone(), |creator, _| if creator % 6 == 0 { 10.0 } else { 1.0 })).below;
    assert!(fallen > even + 0.05 && risen < even - 0.05, "{fallen} {even} {risen}");
    // Every seventh post or so goes ten times as far: whoever had one looks both better and wilder than they are.
    let viral = changed(plain.clone(), |creator, place| if (creator * 5 + place * 3) % 7 == 0 { 10.0 } else { 1.0 });
    assert!(learnt(&viral).lean > learnt(&plain).lean + 0.1, "{} {}", learnt(&viral).lean, learnt(&plain).lean);
}

/// Share of targets inside a band: the posts before the last of each simulated creator as `observe` has them, forecast
/// as a `kind` under `assumptions`, against the last times `times`.
fn held(
    assumptions: &Assumptions,
    band: f64,
    observe: impl Fn(&TimedPost) -> Observation,
    kind: PostKind,
    times: f64,
) -> f64 {
    let histories = simulate(&truth(), 2_000, 6, 12);
    let inside = histories.iter().filter(|history| {
        let evidence = Evidence {
            platform: history.platform,
            followers: history.followers,
            observations: history.posts[..5].iter().map(&observe).collect(),
            stated: None,
        };
        let level = predict(&evidence, METRIC, assumptions);
        let (low, high) = deliver(&level, &[Deliverable { kind, count: 1 }], false).band(band);
        (low..=high).contains(&(history.posts[5].value as f64 * times))
    });
    inside.count() as f64 / histories.len() as f64
}

fn with(prior: Prior) -> Assumptions {
    let mut assumptions = Assumptions::standard();
    assumptions.set_prior(prior);
    assumptions
}

fn plain(post: &TimedPost) -> Observation {
    Observation { value: post.value, age_days: None, kind: None, sponsored: None }
}

#[test]
fn a_kind_s_multiplier_holds_where_it_is_right_and_is_found_out_where_it_is_wrong() {
    let carousel = |multiplier: f64| {
        let mut assumptions = with(truth());
        let factor = Factor { multiplier, ln_sd: 0.05, ..assumptions.paid.clone() };
        let platform = Some(Platform::Instagram);
        assumptions.set_kind(KindFactor { platform, metric: METRIC, kind: PostKind::Carousel, factor });
        held(&assumptions, 0.8, plain, PostKind::Carousel, 1.6)
    };
    assert!((carousel(1.6) - 0.8).abs() < 0.036, "{}", carousel(1.6));
    for wrong in [0.8, 3.2] {
        assert!((carousel(wrong) - 0.8).abs() > 0.05, "{wrong}: {}", carousel(wrong));
    }
}

#[test]
fn what_young_posts_lack_holds_where_it_is_right_and_is_found_out_where_it_is_wrong() {
    let lacking = truth();
    // Half a day old, every known post lacks what the curve says it does.
    let young = |post: &TimedPost| {
        let value = ((post.value as f64 + 1.0) * (-lacking.lack(Some(0.5))).exp() - 1.0).max(0.0).round() as u64;
        Observation { age_days: Some(0.5), ..plain(&TimedPost { value, ..*post }) }
    };
    let held = |unripe: f64| held(&with(Prior { unripe, ..truth() }), 0.8, young, PostKind::Image, 1.0);
    assert!((held(lacking.unripe) - 0.8).abs() < 0.036, "{}", held(lacking.unripe));
    for wrong in [0.0, lacking.unripe * 4.0] {
        assert!(held(wrong) < held(lacking.unripe) - 0.01, "{wrong}: {} {}", held(wrong), held(lacking.unripe));
    }
}

#[test]
fn tails_and_shrinkage_are_found_out_where_they_are_wrong() {
    let held = |prior: Prior, band: f64| held(&with(prior), band, plain, PostKind::Image, 1.0);
    assert!((held(truth(), 0.95) - 0.95).abs() < 0.02, "{}", held(truth(), 0.95));
    // Creators taken to be all alike: the tails of the wild ones stick out, and the band of the steady ones is too wide.
    let alike = Prior { post_sd_df: 60.0, ..truth() };
    assert!(held(alike.clone(), 0.95) < held(truth(), 0.95) - 0.02, "{}", held(alike, 0.95));
    // Taken to lie on the curve, whatever their own posts say.
    let on_curve = Prior { between_sd: 0.1, ..truth() };
    assert!(held(on_curve.clone(), 0.8) < 0.7, "{}", held(on_curve, 0.8));
}

#[test]
fn totals_hold_with_the_refusals_there_are_and_not_without() {
    let level = predict(&super::seen(&[400, 520, 610, 450, 480]), METRIC, &Assumptions::standard());
    let forecast = deliver(&level, &[Deliverable { kind: PostKind::Image, count: 1 }], false);
    let truly = Bernoulli::new(0.6).expect("a chance");
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let held = |chance: f64, random: &mut ChaCha8Rng| {
        let entries: Vec<Entry> = (0..8).map(|key| Entry { key, forecast: &forecast, chance }).collect();
        let (low, high) = total(&entries, 0.05, 3, 4_096).band(0.8);
        let even = rand_distr::Uniform::new(0.0, 1.0).expect("a range");
        let came = |random: &mut ChaCha8Rng| -> f64 {
            (0..8).map(|_| if truly.sample(random) { forecast.quantile(even.sample(random)) } else { 0.0 }).sum()
        };
        (0..1_000).filter(|_| (low..=high).contains(&came(random))).count() as f64 / 1_000.0
    };
    let right = held(0.6, &mut random);
    assert!((right - 0.8).abs() < 0.045, "{right}");
    for wrong in [1.0, 0.25] {
        let share = held(wrong, &mut random);
        assert!(share < 0.7, "{wrong}: {share}");
    }
}
