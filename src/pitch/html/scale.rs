//! An axis: from values to places, with round tick values.

use crate::domain::NumberStyle;

/// A straight axis from `from` to `to` values, drawn between two places.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// An axis over `from..to` drawn from place `start` to place `end`; an empty span is widened to 1.
    pub(super) fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Scale {
        let to = if to > from { to } else { from + 1.0 };
        Scale { from, to, start, end }
    }

    /// The place of a value, never outside the axis.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + share * (self.end - self.start)
    }

    /// Round values inside the axis, about `wanted` of them.
    pub(super) fn ticks(&self, wanted: u32) -> Vec<f64> {
        let step = round_step((self.to - self.from) / f64::from(wanted.max(1)));
        let first = (self.from / step).ceil();
        // The step is at least a hundredth of the span over `wanted`, so the list is short.
        (0..100).map(|i| (first + f64::from(i)) * step).take_while(|tick| *tick <= self.to + step * 1e-9).collect()
    }
}

/// A tick in words: the whole number while it is short, else "12.4 K"; decimals only on axes that need them.
pub(super) fn tick_text(numbers: NumberStyle, ticks: &[f64], tick: f64) -> String {
    let widest = ticks.iter().copied().fold(0.0, f64::max);
    let whole = ticks.iter().all(|tick| tick.fract() == 0.0);
    match (widest < 10_000.0, whole) {
        (true, true) => numbers.count(tick),
        (true, false) => numbers.decimal(tick, 2),
        (false, _) => numbers.compact(tick),
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that isn't below `least`.
fn round_step(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| factor * power >= least * 0.999).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let check = |from: f64, to: f64, ticks: &[f64]| {
            assert_eq!(Scale::new((from, to), (0.0, 1.0)).ticks(4), ticks, "{from} {to}");
        };
        check(0.0, 1000.0, &[0.0, 250.0, 500.0, 750.0, 1000.0]);
        check(1800.0, 6300.0, &[2000.0, 4000.0, 6000.0]);
        check(0.0, 0.0, &[0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn places_stay_on_the_axis() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(5.0), scale.at(99.0), scale.at(-9.0)), (100.0, 50.0, 0.0, 100.0));
    }
}
