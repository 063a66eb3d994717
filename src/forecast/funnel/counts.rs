//! Whole numbers by chance: how many come in when so many are to be expected.

use crate::forecast::student;

/// Above this expectation the normal distribution, corrected for skew, is as good as the exact sum.
const MANY: f64 = 60.0;

/// The Poisson count with expectation `mean` (0 or more) that belongs to the probability `u`, strictly inside 0..1;
/// never falls as either rises.
pub(super) fn poisson(u: f64, mean: f64) -> f64 {
    if mean > MANY {
        return smooth(u, mean, mean, 1.0);
    }
    walk(u, (-mean).exp(), f64::MAX, |count| mean / (count + 1.0))
}

/// How many of `of` (a whole number) come in when each does with probability `p`: the count that belongs to `u`.
pub(super) fn binomial(u: f64, of: f64, p: f64) -> f64 {
    let p = p.clamp(0.0, 1.0);
    if p > 0.5 {
        return of - binomial(1.0 - u, of, 1.0 - p);
    }
    let mean = of * p;
    if mean > MANY {
        return smooth(u, mean, mean * (1.0 - p), 1.0 - 2.0 * p).min(of);
    }
    walk(u, (of * (-p).ln_1p()).exp(), of, |count| (of - count) / (count + 1.0) * p / (1.0 - p))
}

/// Adds up probabilities from `first` (that of 0) until they pass `u`; `ratio` leads from a count's to the next one's.
fn walk(u: f64, first: f64, most: f64, ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut count, mut probability, mut sum) = (0.0, first, first);
    // The bound ends the walk where rounding leaves the sum a little below 1.
    while sum < u && count < most.min(4.0 * MANY) {
        probability *= ratio(count);
        count += 1.0;
        sum += probability;
    }
    count
}

/// The normal quantile with the first correction for skew (Cornish and Fisher 1938), as a whole number.
fn smooth(u: f64, mean: f64, variance: f64, skew: f64) -> f64 {
    let z = student::quantile(u, f64::INFINITY);
    (mean + variance.sqrt() * z + skew * (z * z - 1.0) / 6.0).round().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_their_distributions() {
        // Poisson with mean 2: 0.1353, 0.4060, 0.6767; with mean 0 nothing ever comes.
        assert_eq!([0.1, 0.14, 0.40, 0.41, 0.67, 0.68].map(|u| poisson(u, 2.0)), [0.0, 1.0, 1.0, 2.0, 2.0, 3.0]);
        assert_eq!(poisson(0.999, 0.0), 0.0);
        // Two of three with 0.5 each: 0.125, 0.5, 0.875.
        assert_eq!([0.12, 0.13, 0.49, 0.51, 0.88].map(|u| binomial(u, 3.0, 0.5)), [0.0, 1.0, 1.0, 2.0, 3.0]);
        assert_eq!((binomial(0.3, 5.0, 1.0), binomial(0.3, 5.0, 0.0), binomial(0.3, 0.0, 0.4)), (5.0, 0.0, 0.0));
    }

    #[test]
    fn more_expected_is_never_less() {
        for u in (1..400).map(|i| f64::from(i) / 400.0) {
            let rising: Vec<f64> = (0..1000).map(|i| poisson(u, f64::from(i) / 10.0)).collect();
            assert!(rising.is_sorted(), "{u}");
            let shares: Vec<f64> = (0..=100).map(|i| binomial(u, 150.0, f64::from(i) / 100.0)).collect();
            assert!(shares.is_sorted(), "{u} {shares:?}");
        }
    }

    #[test]
    fn moments_hold_on_both_sides_of_the_border() {
        let draws = 4000;
        for (mean, p) in [(0.3, 0.02), (5.0, 0.3), (59.0, 0.1), (61.0, 0.1), (5000.0, 0.01)] {
            let of = f64::round(mean / p);
            let mean = of * p;
            for (variance, draw) in
                [(mean, &poisson as &dyn Fn(f64, f64) -> f64), (of * p * (1.0 - p), &|u, _| binomial(u, of, p))]
            {
                let seen: Vec<f64> = (0..draws).map(|i| draw((i as f64 + 0.5) / draws as f64, mean)).collect();
                let average = seen.iter().sum::<f64>() / draws as f64;
                let spread = seen.iter().map(|x| (x - average).powi(2)).sum::<f64>() / draws as f64;
                assert!((average / mean - 1.0).abs() < 0.02, "{mean} {p}: {average}");
                assert!((spread / variance - 1.0).abs() < 0.05, "{mean} {p}: {spread} {variance}");
                assert!(seen.is_sorted());
            }
        }
    }
}
