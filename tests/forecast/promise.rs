//! The promise while its slider is dragged: it never rises as it gets surer, and it moves in small steps, except where
//! so few creators may all say no that nothing can be promised.

use smallmighty::domain::{Metric, Platform};
use smallmighty::forecast::*;

use super::{offer, seen};

const DRAWS: usize = 10_000;

/// The promises at 1, 2 … 99 %.
fn promises(sum: &Total) -> Vec<f64> {
    (1..100).map(|percent| sum.promise(f64::from(percent) / 100.0)).collect()
}

/// A total of so many creators with different levels and spreads, each taking part with `chance`.
fn roster(creators: u64, chance: f64, known: usize) -> Total {
    let forecasts: Vec<OfferForecast> = (0..creators)
        .map(|n| {
            let values: Vec<u64> = (0..known as u64).map(|post| 80 + n * 90 + post * (n * 53 % 140)).collect();
            offer(&Evidence { followers: Some(2_000 + n * 4_000), ..seen(&values) }, 1 + (n % 3) as u32)
        })
        .collect();
    let entry = |(key, forecast)| Entry { key: key as u64, forecast, chance };
    total(&forecasts.iter().enumerate().map(entry).collect::<Vec<_>>(), 0.05, 1, DRAWS)
}

/// The largest fall from one percent to the next between `from` and `to`, as a share.
fn largest_step(promises: &[f64], from: usize, to: usize) -> f64 {
    let steps = promises[from - 1..to].windows(2).map(|pair| 1.0 - pair[1] / pair[0].max(f64::MIN_POSITIVE));
    steps.fold(0.0, f64::max)
}

#[test]
fn a_promise_falls_in_small_steps_where_all_take_part() {
    for (creators, known, most) in
        [(1, 0, 0.20), (1, 5, 0.12), (2, 3, 0.10), (6, 0, 0.10), (6, 5, 0.06), (25, 10, 0.03)]
    {
        let all = promises(&roster(creators, 1.0, known));
        assert!(all.windows(2).all(|pair| pair[1] <= pair[0]) && all.iter().all(|promise| promise.is_finite()));
        // What is asked for lies between 50 and 95 %.
        let step = largest_step(&all, 50, 95);
        assert!(step < most, "{creators} creators with {known} posts: {step}");
    }
}

#[test]
fn many_who_may_refuse_give_a_promise_without_steps_and_few_one_with_the_end_where_all_may() {
    for (creators, chance, most) in [(30, 0.5, 0.05), (30, 0.8, 0.05), (12, 0.8, 0.08)] {
        let step = largest_step(&promises(&roster(creators, chance, 5)), 50, 95);
        assert!(step < most, "{creators} at {chance}: {step}");
    }
    for (creators, chance) in [(1, 0.3), (1, 0.5), (2, 0.3), (3, 0.4), (4, 0.5)] {
        let sum = roster(creators, chance, 5);
        let all = promises(&sum);
        assert!(all.windows(2).all(|pair| pair[1] <= pair[0]), "{creators} at {chance}");
        // Nothing can be promised more surely than that anybody takes part, and up to there something can.
        let any = 1.0 - (1.0 - chance).powi(creators as i32);
        for (place, promise) in all.iter().enumerate() {
            let level = (place + 1) as f64 / 100.0;
            assert!((level - any).abs() < 0.011 || (*promise > 0.0) == (level < any), "{creators} {chance} {level}");
            assert!(sum.chance_of(*promise) >= level - 1e-3, "kept as often as it says: {creators} {chance} {level}");
        }
    }
}

#[test]
fn no_promise_is_beyond_what_is_plausible() {
    let viral = [100, 100, 100, 100, 100_000, 100, 100, 100];
    let extreme = [
        (seen(&viral), 2_000.0),
        (Evidence { followers: Some(10_000_000), ..seen(&[3; 10]) }, 30.0),
        (seen(&[0; 12]), 2.0),
        (seen(&[u64::MAX; 12]), 1e11),
        (Evidence { followers: Some(u64::MAX), ..seen(&[]) }, 1e11),
        (Evidence::nothing(Platform::Instagram, Some(0)), 200.0),
    ];
    for (evidence, most) in extreme {
        let forecast = offer(&evidence, 1);
        let sum = total(&[Entry { key: 1, forecast: &forecast, chance: 1.0 }], 0.05, 1, DRAWS);
        let all = promises(&sum);
        assert!(all.windows(2).all(|pair| pair[1] <= pair[0]), "{evidence:?}");
        assert!(all[49] <= most && all[0] < 2e11, "{} {}: {evidence:?}", all[49], all[0]);
        assert!(forecast.metric == Metric::Engagements && sum.band(0.95).1.is_finite());
    }
}
