//! Words and numbers as the pages show them: those of the reports.

use crate::domain::NumberStyle;
pub use crate::report::words::{Amounts, UNKNOWN, plural, span};

/// A change as a percentage: "+12 %", "−3 %"; without a sign where it is rounded to nothing.
pub fn signed_percent(numbers: NumberStyle, change: f64, places: usize) -> String {
    let text = numbers.percent(change, places);
    let something = text.contains(|digit: char| ('1'..='9').contains(&digit));
    if change > 0.0 && something { format!("+{text}") } else { text }
}

/// A share that may be tiny but isn't nothing: "9.8 %", "0.028 %", never "0.0 %".
pub fn fine_percent(numbers: NumberStyle, share: f64) -> String {
    let places = if share.abs() < 0.001 { 3 } else { 1 };
    numbers.percent(if share > 0.0 { share.max(0.00001) } else { share }, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_a_sign_unless_it_is_nothing() {
        let shown = |change| signed_percent(NumberStyle::ENGLISH, change, 1);
        assert_eq!(shown(0.124), "+12.4\u{a0}%");
        assert_eq!(shown(-0.03), "−3.0\u{a0}%");
        assert_eq!([0.0, 0.0004, -0.0004].map(shown), ["0.0\u{a0}%"; 3].map(str::to_owned));
        assert_eq!(shown(f64::NAN), UNKNOWN);
    }

    #[test]
    fn what_is_not_nothing_is_not_told_as_nothing() {
        let shown = |share| fine_percent(NumberStyle::ENGLISH, share).replace('\u{a0}', " ");
        assert_eq!([0.098, 0.000_28, 0.000_000_1, 0.0].map(shown), ["9.8 %", "0.028 %", "0.001 %", "0.000 %"]);
    }
}
