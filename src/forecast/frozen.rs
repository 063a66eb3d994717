//! A frozen forecast: what was said when a pitch went out, kept as a few of its quantiles.

use super::deliver::OfferForecast;
use super::draws::Dice;
use super::student;
use super::total::{Total, rolled};

/// The probabilities at which a forecast is frozen.
pub const FROZEN_AT: [f64; 9] = [0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975];

/// A miss further out than this many sds counts as if it lay there: one mistyped result mustn't bend every forecast.
const MOST_Z: f64 = 3.0;

/// The least ln-sd a forecast is taken to have; one that claims to be surer still isn't.
const LEAST_SD: f64 = 0.05;

/// A forecast as it was said, on the scale ln(1+x) against normal quantiles; between and beyond its points it runs
/// straight there, as a log-normal does.
#[derive(Clone, PartialEq, Debug)]
pub struct Frozen {
    points: Vec<(f64, f64)>,
}

impl Frozen {
    /// From pairs of probability (strictly inside 0..1) and result (0 or more), at least two, in any order; `None` if
    /// they aren't that, or if a larger probability has a smaller result.
    pub fn new(quantiles: &[(f64, f64)]) -> Option<Frozen> {
        let fine = |(p, value): &(f64, f64)| *p > 0.0 && *p < 1.0 && value.is_finite() && *value >= 0.0;
        let mut sorted = quantiles.to_vec();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rising = sorted.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
        let usable = sorted.len() >= 2 && rising && sorted.iter().all(fine);
        let point = |(p, value): &(f64, f64)| (student::quantile(*p, f64::INFINITY), value.ln_1p());
        usable.then(|| Frozen { points: sorted.iter().map(point).collect() })
    }

    /// From low, middle and high, the band between low and high holding the result with probability `level`.
    pub fn band_of(low: f64, middle: f64, high: f64, level: f64) -> Option<Frozen> {
        Frozen::new(&[((1.0 - level) / 2.0, low), (0.5, middle), ((1.0 + level) / 2.0, high)])
    }

    /// The forecast of an offer, frozen at [`FROZEN_AT`].
    pub fn of(forecast: &OfferForecast) -> Option<Frozen> {
        Frozen::new(&FROZEN_AT.map(|p| (p, forecast.quantile(p))))
    }

    /// The result that isn't exceeded with probability `p`, strictly inside 0..1.
    pub fn quantile(&self, p: f64) -> f64 {
        self.value(student::quantile(p, f64::INFINITY))
    }

    /// The result at the normal quantile `z`.
    fn value(&self, z: f64) -> f64 {
        let ((z0, y0), (z1, y1)) = self.stretch(|point| point.0 < z);
        (y0 + (z - z0) / (z1 - z0) * (y1 - y0)).clamp(0.0, student::MOST_LN).exp_m1()
    }

    /// The median.
    pub fn middle(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Whether the central band of probability `level` holds `result`.
    pub fn holds(&self, level: f64, result: f64) -> bool {
        let (low, high) = (self.quantile((1.0 - level) / 2.0), self.quantile((1.0 + level) / 2.0));
        // Ends that were rounded for print hold what is printed the same.
        let hair = 1e-9 * (1.0 + high);
        (low - hair..=high + hair).contains(&result)
    }

    /// How far above (or, negative, below) the forecast the result lies, as ln: 0 for the median, and on average 0 where
    /// the forecast is right, however lopsided it is.
    pub(super) fn miss(&self, result: f64) -> f64 {
        self.score(result.max(0.0).ln_1p()).clamp(-MOST_Z, MOST_Z) * self.ln_sd()
    }

    /// The ln-sd that the forecast claims.
    pub(super) fn ln_sd(&self) -> f64 {
        let ends = [0.1, 0.9].map(|p| self.quantile(p).ln_1p());
        let tenth = student::quantile(0.9, f64::INFINITY);
        ((ends[1] - ends[0]) / (2.0 * tenth)).max(LEAST_SD)
    }

    /// The normal quantile at which the forecast says `y`; the middle of them where it says it at several.
    fn score(&self, y: f64) -> f64 {
        let mut same = self.points.iter().filter(|point| point.1 == y).map(|point| point.0);
        if let Some(first) = same.next() {
            return f64::midpoint(first, same.next_back().unwrap_or(first));
        }
        let ((z0, y0), (z1, y1)) = self.stretch(|point| point.1 < y);
        if y1 > y0 {
            return z0 + (y - y0) / (y1 - y0) * (z1 - z0);
        }
        // Beyond an end at which the forecast leaves no room, a miss is as far out as counts.
        if y < y0 { -MOST_Z } else { MOST_Z }
    }

    /// The two points between which (or, outside, next to which) the first lies for which `before` no longer holds.
    fn stretch(&self, before: impl Fn(&(f64, f64)) -> bool) -> ((f64, f64), (f64, f64)) {
        let place = self.points.partition_point(before).clamp(1, self.points.len() - 1);
        (self.points[place - 1], self.points[place])
    }
}

/// Adds up frozen forecasts, each with a number unique among them, in `draws` draws (at least one block of 1,024), as
/// [`super::total()`] adds up forecasts; `shock` is the ln-sd of what they share.
pub fn frozen_total(forecasts: &[(u64, &Frozen)], shock: f64, seed: u64, draws: usize) -> Total {
    let dice = |(key, forecast): &(u64, &Frozen)| {
        let edges: Vec<f64> = student::row(student::NORMAL).map(|z| forecast.value(z)).collect();
        Dice::between(*key, 1.0, &edges)
    };
    let dice: Vec<Dice> = forecasts.iter().map(dice).collect();
    rolled(&dice, shock, seed, draws)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_come_back_and_run_straight_on_the_log_scale() {
        // ln(1+x) is normal with mean 5 and sd 0.5.
        let at = |z: f64| (5.0 + 0.5 * z).exp_m1();
        let frozen = Frozen::band_of(at(-1.281_551_57), at(0.0), at(1.281_551_57), 0.8).unwrap();
        for (p, z) in [(0.1, -1.281_551_57), (0.5, 0.0), (0.75, 0.674_489_75), (0.975, 1.959_963_98)] {
            assert!((frozen.quantile(p) / at(z) - 1.0).abs() < 1e-5, "{p}");
            assert!((frozen.miss(at(z)) - 0.5 * z).abs() < 1e-5, "{p}");
        }
        assert!((frozen.ln_sd() - 0.5).abs() < 1e-6);
        // Ten sds out count as three.
        assert!((frozen.miss(at(10.0)) - 1.5).abs() < 1e-6);
        assert!((frozen.miss(0.0) + 1.5).abs() < 1e-6);
    }

    #[test]
    fn forecasts_that_say_one_number_are_missed_or_hit() {
        let sure = Frozen::band_of(100.0, 100.0, 100.0, 0.8).unwrap();
        assert!(sure.holds(0.5, 100.0) && !sure.holds(0.95, 101.0));
        assert!((sure.miss(100.0)).abs() < 1e-9, "{}", sure.miss(100.0));
        assert!(sure.miss(99.0) < -0.1 && sure.miss(101.0) > 0.1);
        // Half of all outcomes are 0: hitting it lies in the middle of that half, not at its end.
        let often_nothing = Frozen::new(&[(0.1, 0.0), (0.5, 0.0), (0.9, 40.0)]).unwrap();
        assert!((-1.3..0.0).contains(&(often_nothing.miss(0.0) / often_nothing.ln_sd())));
    }

    #[test]
    fn frozen_forecasts_add_up() {
        let one = Frozen::band_of(500.0, 1000.0, 2000.0, 0.8).unwrap();
        let alone = frozen_total(&[(1, &one)], 0.0, 1, 8192);
        for p in [0.1, 0.25, 0.5, 0.75, 0.9] {
            assert!((alone.quantile(p) / one.quantile(p) - 1.0).abs() < 0.02, "{p}");
        }
        let ten: Vec<(u64, &Frozen)> = (0..10).map(|key| (key, &one)).collect();
        let (low, high) = frozen_total(&ten, 0.0, 1, 8192).band(0.8);
        assert!(low > 8_000.0 && high < 16_500.0, "ten are surer than one: {low} {high}");
        let (lower, higher) = frozen_total(&ten, 0.5, 1, 8192).band(0.8);
        assert!(lower < low && higher > high, "what they share doesn't even out");
    }

    #[test]
    fn nonsense_is_no_forecast() {
        assert_eq!(Frozen::new(&[(0.5, 3.0)]), None);
        assert_eq!(Frozen::band_of(5.0, 4.0, 6.0, 0.8), None);
        assert_eq!(Frozen::band_of(1.0, 2.0, f64::INFINITY, 0.8), None);
        assert_eq!(Frozen::band_of(-1.0, 2.0, 3.0, 0.8), None);
        assert_eq!(Frozen::band_of(1.0, 2.0, 3.0, 1.0), None);
    }
}
