//! Words and numbers as the pages show them: those of the reports.

use crate::domain::NumberStyle;
pub use crate::report::words::{Amounts, UNKNOWN, plural, span};

/// A change as a percentage: "+12 %", "−3 %"; without a sign where it is rounded to nothing.
pub fn signed_percent(numbers: NumberStyle, change: f64, places: usize) -> String {
    let text = numbers.percent(change, places);
    let something = text.contains(|digit: char| ('1'..='9').contains(&digit));
    if change > 0.0 && something { format!("+{text}") } else { text }
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
}
