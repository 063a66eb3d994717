//! Wilson's interval: hand-worked and published values, and how often it holds the truth.

use proptest::prelude::*;
use smallmighty::forecast::Share;

/// The probability of `k` of `n` where each has the probability `p`.
pub fn binomial(n: u64, k: u64, p: f64) -> f64 {
    let choose: f64 = (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product();
    choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
}

#[test]
fn intervals_agree_with_published_ones() {
    // 3 of 20, 0 of 30, 30 of 30 by hand; the others from R. G. Newcombe, Statistics in Medicine 17 (1998), table I.
    for (count, of, low, high) in [
        (3, 20, 0.0524, 0.3604),
        (0, 30, 0.0, 0.1135),
        (30, 30, 0.8865, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let share = Share::of(count, of, 0.95).unwrap();
        assert!((share.low - low).abs() < 6e-5 && (share.high - high).abs() < 6e-5, "{share:?}");
    }
}

#[test]
fn impossible_samples_have_no_interval() {
    assert_eq!(Share::of(0, 0, 0.95), None);
    assert_eq!(Share::of(4, 3, 0.95), None);
    assert_eq!(Share::of(1, 3, f64::NAN), None);
}

#[test]
fn the_interval_holds_the_truth_as_often_as_it_claims() {
    for (n, confidence) in [(5, 0.9), (20, 0.95), (30, 0.8)] {
        let truths = 400;
        let mut covered = 0.0;
        for step in 0..truths {
            let p = (f64::from(step) + 0.5) / f64::from(truths);
            let holds = |k: &u64| Share::of(*k, n, confidence).is_some_and(|s| s.low <= p && p <= s.high);
            covered += (0..=n).filter(holds).map(|k| binomial(n, k, p)).sum::<f64>() / f64::from(truths);
        }
        assert!((covered - confidence).abs() < 0.025, "{n} {confidence} {covered}");
    }
}

proptest! {
    #[test]
    fn intervals_hold_the_share_and_follow_it(count in 0u64..500, more in 1u64..500, confidence in 0.5..0.999) {
        let of = count + more;
        let share = Share::of(count, of, confidence).unwrap();
        prop_assert!(0.0 <= share.low && share.low <= share.value());
        prop_assert!(share.value() <= share.high && share.high <= 1.0);
        prop_assert!(share.low < share.high);
        let next = Share::of(count + 1, of, confidence).unwrap();
        prop_assert!(next.low > share.low && next.high > share.high);
        let mirror = Share::of(of - count, of, confidence).unwrap();
        prop_assert!((mirror.low - (1.0 - share.high)).abs() < 1e-9);
        let wider = Share::of(count, of, (confidence + 0.0005).min(0.9999)).unwrap();
        prop_assert!(wider.high >= share.high);
    }
}
