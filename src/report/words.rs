//! Words and numbers as every page, chart and file writes them.

use crate::domain::{Currency, Goal, Money, NumberStyle};

/// What is unknown.
pub const UNKNOWN: &str = "–";

/// "3,140 engagements".
pub fn amount(numbers: NumberStyle, value: f64, goal: Goal) -> String {
    format!("{} {}", numbers.count(value), goal.many())
}

/// A span: "2,130–4,620".
pub fn span(numbers: NumberStyle, low: f64, high: f64) -> String {
    format!("{}–{}", numbers.count(low), numbers.count(high))
}

/// Currency units as money, rounded to whole units.
pub fn money(numbers: NumberStyle, units: f64, currency: Currency) -> String {
    Money::from_units(units.round(), currency).map_or_else(|| UNKNOWN.to_owned(), |money| numbers.money(money))
}

/// "1 creator", "7 creators".
pub fn plural(numbers: NumberStyle, count: usize, one: &str, many: &str) -> String {
    format!("{} {}", numbers.count(count as f64), if count == 1 { one } else { many })
}
