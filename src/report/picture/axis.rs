//! An axis: from where to where, its marks, its unit.

/// An axis of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Axis {
    /// The value at its beginning.
    pub from: f64,
    /// The value at its end; may be below `from`.
    pub to: f64,
    /// Values that are written beside it.
    pub marks: Vec<(f64, String)>,
    /// What is counted; empty where the marks say so themselves.
    pub unit: String,
}

impl Axis {
    /// An axis with about `wanted` round marks; an empty span is widened to 1.
    pub fn round(from: f64, to: f64, wanted: f64, words: impl Fn(f64) -> String, unit: &str) -> Axis {
        let to = if to > from { to } else { from + 1.0 };
        let marks = round_marks(from, to, wanted).into_iter().map(|mark| (mark, words(mark))).collect();
        Axis { from, to, marks, unit: unit.to_owned() }
    }

    /// An axis without marks.
    pub fn plain(from: f64, to: f64) -> Axis {
        Axis { from, to, marks: Vec::new(), unit: String::new() }
    }

    /// Rows from top to bottom, each one unit high.
    pub fn rows(count: usize) -> Axis {
        Axis::plain(count as f64, 0.0)
    }

    /// Where a value lies between the beginning (0) and the end (1); not beyond them.
    pub fn share(&self, value: f64) -> f64 {
        let span = self.to - self.from;
        if span == 0.0 { 0.0 } else { ((value - self.from) / span).clamp(0.0, 1.0) }
    }

    /// The value at a share of the length.
    pub fn value(&self, share: f64) -> f64 {
        self.from + (self.to - self.from) * share
    }
}

/// Round values between `from` and `to`, about `wanted` of them.
pub fn round_marks(from: f64, to: f64, wanted: f64) -> Vec<f64> {
    let raw = ((to - from) / wanted).max(f64::MIN_POSITIVE);
    let unit = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|n| n * unit).find(|step| *step >= raw).unwrap_or(unit);
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    (first..=last.min(first + 20)).map(|i| i as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_inside() {
        assert_eq!(round_marks(0.0, 1000.0, 4.0), [0.0, 250.0, 500.0, 750.0, 1000.0]);
        assert_eq!(round_marks(-130.0, 220.0, 3.0), [0.0, 200.0]);
        let axis = Axis::rows(4);
        assert_eq!((axis.share(0.0), axis.share(4.0), axis.value(0.5)), (1.0, 0.0, 2.0));
    }
}
