//! The forecast as a planner meets it: odd input, true probabilities, sums, and the proof on later posts.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{ChiSquared, Distribution, Normal};
use smallmighty::domain::post::Counts;
use smallmighty::domain::{Deliverable, Draft, Measure, Metric, Platform, PostDraft, PostKind};
use smallmighty::forecast::*;

mod explained;
mod kept;
mod learning;
mod perturbed;
mod promise;
mod proof;
mod truths;

const METRIC: Metric = Metric::Engagements;

fn seen(values: &[u64]) -> Evidence {
    let observations = values
        .iter()
        .enumerate()
        .map(|(rank, value)| Observation {
            value: *value,
            age_days: Some(30.0 + rank as f64),
            kind: Some(PostKind::Image),
            sponsored: Some(false),
        })
        .collect();
    Evidence { platform: Platform::Instagram, followers: Some(10_000), observations, stated: None }
}

fn one(evidence: &Evidence) -> Level {
    predict(evidence, METRIC, &Assumptions::standard())
}

fn offer(evidence: &Evidence, count: u32) -> OfferForecast {
    deliver(&one(evidence), &[Deliverable { kind: PostKind::Image, count }], false)
}

#[test]
fn every_row_of_the_table_is_read_and_has_a_source() {
    let text = include_str!("../assets/benchmarks.csv");
    let (assumptions, issues) = Assumptions::from_table(text);
    assert_eq!(issues, []);
    assert_eq!(text.lines().count() - 1, assumptions.priors.len() + assumptions.kinds.len() + 3);
    for platform in Platform::ALL {
        for metric in Metric::ALL {
            let prior = assumptions.prior(platform, metric);
            assert_ne!(prior.source.name, "Guess", "{platform:?} {metric:?}");
            assert!(!prior.source.population.is_empty() && !prior.source.basis.is_empty());
            for kind in PostKind::ALL {
                assert_ne!(assumptions.kind(platform, metric, kind).source.name, "Guess");
            }
        }
    }
}

#[test]
fn a_bad_row_is_an_issue_and_the_rest_stands() {
    let text = include_str!("../assets/benchmarks.csv");
    let broken = format!("{text}level,instagram,likes,,1\nnonsense\nkind,,views,poem,1,1\n");
    let (assumptions, issues) = Assumptions::from_table(&broken);
    assert_eq!(assumptions, Assumptions::standard());
    assert_eq!(issues.len(), 3);
    assert!(issues.iter().all(|issue| issue.row.is_some_and(|row| row as usize > text.lines().count())));
    // An empty table still answers, wider than anything.
    let (empty, _) = Assumptions::from_table("");
    let nothing = Evidence::nothing(Platform::Instagram, Some(10_000));
    assert!(predict(&nothing, METRIC, &empty).width(0.8) > one(&nothing).width(0.8));
}

#[test]
fn odd_input_gives_finite_ordered_numbers() {
    let odd = [
        seen(&[500]),
        seen(&[0; 12]),
        seen(&[300, 280, 310_000, 290, 305, 295]),
        Evidence { followers: Some(10_000_000), ..seen(&[3]) },
        Evidence { followers: None, ..seen(&[100, 120]) },
        Evidence { followers: Some(0), ..seen(&[]) },
        Evidence::nothing(Platform::Podcast, None),
        seen(&[u64::MAX; 5]),
        Evidence { followers: Some(u64::MAX), stated: Some(f64::MAX), ..seen(&[u64::MAX, 0]) },
        Evidence { stated: Some(f64::NAN), ..seen(&[5, 6]) },
        Evidence { stated: Some(-3.0), ..seen(&[]) },
    ];
    for evidence in odd {
        let forecast = offer(&evidence, 3);
        let numbers: Vec<f64> = [0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 1.0].map(|p| forecast.quantile(p)).to_vec();
        assert!(numbers.iter().all(|n| n.is_finite() && *n >= 0.0), "{evidence:?}: {numbers:?}");
        assert!(numbers.is_sorted(), "{evidence:?}: {numbers:?}");
        assert!(forecast.mean().is_finite() && (0.0..=1.0).contains(&forecast.chance_of(100.0)));
        let level = one(&evidence);
        let shares = level.shares.posts + level.shares.stated + level.shares.benchmark;
        assert!((shares - 1.0).abs() < 1e-9, "{evidence:?}");
        assert!(level.width(0.8).is_finite() && level.width(0.8) >= 1.0);
    }
    let strange_ages = [f64::NAN, f64::INFINITY, -5.0, 1e300];
    let mut evidence = seen(&[100, 200, 300, 400]);
    for (observation, age) in evidence.observations.iter_mut().zip(strange_ages) {
        observation.age_days = Some(age);
    }
    assert!(one(&evidence).quantile(0.9).is_finite());
}

#[test]
fn own_posts_replace_the_benchmark_as_they_become_many() {
    let shares: Vec<f64> = [0, 1, 3, 12].map(|n| one(&seen(&vec![2_000; n])).shares.posts).to_vec();
    assert_eq!(shares[0], 0.0);
    assert!(shares.is_sorted() && shares[1] > 0.5 && shares[3] > 0.9, "{shares:?}");
    let middle = one(&seen(&[2_000; 12])).middle();
    assert!((1_700.0..2_100.0).contains(&middle), "{middle}");
    let widths: Vec<f64> = [0, 1, 3, 12].map(|n| one(&seen(&vec![2_000; n])).width(0.8)).to_vec();
    assert!(widths.iter().rev().is_sorted(), "{widths:?}");
    let level = one(&seen(&[1_500, 2_500, 2_000]));
    assert!(level.width_with(9, 0.8) < level.width_with(3, 0.8) && level.width_with(3, 0.8) < level.width(0.8));
    assert_eq!((level.posts_used, level.newest_age_days), (3, Some(30.0)));
}

#[test]
fn a_stated_average_counts_where_posts_are_missing() {
    let stated = Evidence { stated: Some(900.0), ..seen(&[]) };
    let level = one(&stated);
    assert!(level.shares.stated > 0.7 && (600.0..900.0).contains(&level.middle()), "{level:?}");
    let with_posts = Evidence { stated: Some(900.0), ..seen(&[100; 10]) };
    assert!(one(&with_posts).shares.posts > one(&with_posts).shares.stated);
}

#[test]
fn one_viral_post_barely_moves_the_level() {
    let calm = [300, 280, 310, 290, 305, 295, 320, 270, 300, 288];
    let mut viral = calm;
    viral[4] = 300_000;
    let (before, after) = (one(&seen(&calm)).middle(), one(&seen(&viral)).middle());
    assert!(after / before < 1.35, "{before} {after}");
}

#[test]
fn old_posts_weigh_less_and_stale_ones_widen_the_band() {
    let rising = one(&seen(&[900, 900, 900, 900, 900, 100, 100, 100, 100, 100]));
    let falling = one(&seen(&[100, 100, 100, 100, 100, 900, 900, 900, 900, 900]));
    assert!(rising.middle() > falling.middle());
    let mut stale = seen(&[500; 6]);
    stale.observations.iter_mut().for_each(|post| post.age_days = post.age_days.map(|age| age + 1_000.0));
    assert!(one(&stale).width(0.8) > 1.2 * one(&seen(&[500; 6])).width(0.8));
    // Where ages are known, the order of the list says nothing.
    let mut shuffled = seen(&[900, 700, 100]);
    shuffled.observations.reverse();
    assert_eq!(one(&shuffled), one(&seen(&[900, 700, 100])));
}

#[test]
fn a_young_post_is_taken_to_lack_what_it_will_still_bring() {
    let aged = |age: f64| {
        let mut evidence = Evidence { platform: Platform::TikTok, ..seen(&[1_000]) };
        evidence.observations[0].age_days = Some(age);
        predict(&evidence, Metric::Views, &Assumptions::standard()).middle()
    };
    assert!(aged(0.0) > 1.2 * aged(30.0) && aged(3.0) > aged(30.0));
    let prior = Assumptions::standard().prior(Platform::TikTok, Metric::Views).clone();
    assert!((prior.lack(Some(prior.ripening_days)) - prior.unripe / 2.0).abs() < 1e-12);
    assert_eq!(prior.lack(None), 0.0);
}

#[test]
fn kinds_and_payment_follow_the_creators_own_posts() {
    let mut evidence = seen(&[100, 400, 100, 400, 100, 400, 100, 400, 100, 400]);
    for (rank, post) in evidence.observations.iter_mut().enumerate() {
        post.kind = Some(if rank % 2 == 1 { PostKind::Reel } else { PostKind::Image });
    }
    let middle = |level: &Level, kind, paid| deliver(level, &[Deliverable { kind, count: 1 }], paid).middle();
    let level = one(&evidence);
    let ratio = middle(&level, PostKind::Reel, false) / middle(&level, PostKind::Image, false);
    let usual = Assumptions::standard().kind(Platform::Instagram, METRIC, PostKind::Reel).multiplier;
    assert!(ratio > usual && ratio < 4.0, "{ratio}");
    let plain = one(&seen(&[400; 8]));
    let paid = middle(&plain, PostKind::Image, true) / middle(&plain, PostKind::Image, false);
    assert!((0.94..0.96).contains(&paid), "{paid}");
    let mut sold = seen(&[400, 100, 400, 100, 400, 100, 400, 100]);
    sold.observations.iter_mut().skip(1).step_by(2).for_each(|post| post.sponsored = Some(true));
    let sold = one(&sold);
    assert!(middle(&sold, PostKind::Image, true) / middle(&sold, PostKind::Image, false) < 0.93);
    let both = deliver(&plain, &[Deliverable { kind: PostKind::Image, count: 1 }], true);
    assert!(both.width(0.8) > offer(&seen(&[400; 8]), 1).width(0.8));
}

#[test]
fn a_bundle_is_the_sum_of_its_posts_as_a_simulation_has_it() {
    let level = one(&seen(&[150, 900, 300, 420, 80, 500, 260]));
    let forecast = offer(&seen(&[150, 900, 300, 420, 80, 500, 260]), 5);
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (chi, normal) = (ChiSquared::new(level.df).expect("df"), Normal::new(0.0, 1.0).expect("sd"));
    let draws = 20_000;
    let mut inside = 0;
    let (low, high) = forecast.band(0.8);
    for _ in 0..draws {
        let stretch = (level.df / chi.sample(&mut random)).sqrt();
        let shared = level.location + stretch * level.level_sd * normal.sample(&mut random);
        let mut post = || (shared + stretch * level.post_sd * normal.sample(&mut random)).exp_m1();
        let sum: f64 = (0..5).map(|_| post()).sum();
        inside += u32::from((low..=high).contains(&sum));
    }
    let coverage = f64::from(inside) / f64::from(draws);
    assert!((coverage - 0.8).abs() < 0.025, "{coverage}");
    assert!((forecast.chance_of(forecast.middle()) - 0.5).abs() < 1e-6);
}

#[test]
fn totals_are_monotone_repeatable_and_don_t_jitter() {
    let forecasts: Vec<OfferForecast> = (1..=8).map(|n| offer(&seen(&[n * 100, n * 150, n * 90]), 1)).collect();
    let entries: Vec<Entry> = forecasts
        .iter()
        .enumerate()
        .map(|(place, forecast)| Entry { key: place as u64 + 40, forecast, chance: 1.0 })
        .collect();
    let sum = total(&entries, 0.05, 1, 10_000);
    let mut backwards = entries.clone();
    backwards.reverse();
    assert_eq!(total(&backwards, 0.05, 1, 10_000), sum);
    assert_ne!(total(&entries, 0.05, 2, 10_000), sum);
    let promises: Vec<f64> = (0..=100).map(|p| sum.promise(f64::from(p) / 100.0)).collect();
    assert!(promises.iter().rev().is_sorted());
    assert!((sum.chance_of(sum.promise(0.8)) - 0.8).abs() < 0.001);
    let singles: f64 = forecasts.iter().map(OfferForecast::mean).sum();
    assert!((sum.mean() / singles - 1.0).abs() < 0.01, "{} {singles}", sum.mean());
    assert!((total(&entries, 0.05, 9, 10_000).promise(0.8) / sum.promise(0.8) - 1.0).abs() < 0.02);
    // With one offer more, every draw of the others is as it was: all promises rise.
    let fewer = total(&entries[..7], 0.05, 1, 10_000);
    assert!((1..100).all(|p| fewer.quantile(f64::from(p) / 100.0) < sum.quantile(f64::from(p) / 100.0)));
    let bins = sum.histogram(30);
    assert_eq!(bins.len(), 30);
    assert!((bins.iter().map(|bin| bin.share).sum::<f64>() - 0.99).abs() < 0.002);
}

#[test]
fn a_total_of_one_is_its_offer_and_refusals_count() {
    let forecast = offer(&seen(&[150, 900, 300, 420]), 1);
    let entry = Entry { key: 3, forecast: &forecast, chance: 1.0 };
    let alone = total(&[entry], 0.0, 5, 20_000);
    for p in [0.1, 0.3, 0.5, 0.8, 0.95] {
        assert!((alone.quantile(p) / forecast.quantile(p) - 1.0).abs() < 0.01, "{p}");
    }
    let perhaps = total(&[Entry { chance: 0.6, ..entry }], 0.05, 5, 10_000);
    assert!((perhaps.chance_of(1.0) - 0.6).abs() < 0.002);
    assert_eq!(perhaps.promise(0.7), 0.0);
    let nothing = total(&[], 0.05, 1, 100);
    assert_eq!((nothing.middle(), nothing.chance_of(1.0), nothing.histogram(20).len()), (0.0, 0.0, 1));
}

#[test]
fn rows_of_a_posts_file_become_histories() {
    let row = |handle: &str, day: &str, counts: Counts| Draft {
        handle: Some(handle.to_owned()),
        platform: Some(Platform::TikTok),
        readings: vec![(Measure::Followers, 1_200.0)],
        post: Some(PostDraft { posted_at: day.parse().ok(), counts, ..PostDraft::default() }),
        ..Draft::default()
    };
    let views = |n| Counts { views: Some(n), likes: Some(1), ..Counts::default() };
    let likes = |likes, comments| Counts { likes: Some(likes), comments, shares: Some(99), ..Counts::default() };
    let mut drafts = vec![
        row("B", "2025-02-02T00:00:00", views(20)),
        row("@b", "2025-02-01T12:00:00", views(10)),
        row("a", "2025-01-01T00:00:00", likes(5, Some(2))),
        row("a", "1970-01-02T00:00:00", likes(7, None)),
        row("a", "", Counts { comments: None, shares: Some(4), ..Counts::default() }),
    ];
    drafts.push(Draft { handle: None, name: None, ..drafts[0].clone() });
    drafts.push(Draft { post: None, ..drafts[0].clone() });
    let read = histories(&drafts);
    assert_eq!(read.left_out, 2);
    let [a, b] = &read.histories[..] else { panic!("{read:?}") };
    assert_eq!((a.creator.as_str(), a.metric, a.followers), ("a", Metric::Engagements, Some(1_200)));
    assert_eq!(a.posts.iter().map(|post| post.value).collect::<Vec<_>>(), [7, 7]);
    assert_eq!(a.posts[0].day, Some(1.0));
    assert_eq!(b.metric, Metric::Views);
    assert_eq!(b.posts.iter().map(|post| post.value).collect::<Vec<_>>(), [10, 20]);
    assert_eq!(histories(&[]), Histories::default());
    let likes = histories_of(&drafts, Metric::Likes);
    assert_eq!(likes.histories[0].posts.iter().map(|post| post.value).collect::<Vec<_>>(), [7, 5]);
    assert!(likes.histories.iter().all(|history| history.metric == Metric::Likes));
    assert_eq!(histories_of(&drafts, Metric::Saves).left_out, 6);
}
