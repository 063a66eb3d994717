//! Words and numbers as every page, chart and file writes them.

use crate::domain::{Brief, Currency, Goal, Money, NumberStyle};

/// What is unknown.
pub const UNKNOWN: &str = "–";

/// How the results of a campaign are written: as counts, and as money where the goal is the margin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amounts {
    /// The number style.
    pub numbers: NumberStyle,
    /// What is counted.
    pub goal: Goal,
    /// The currency of the campaign's money.
    pub currency: Currency,
}

impl Amounts {
    /// As the results of `brief` are written.
    pub fn of(brief: &Brief, numbers: NumberStyle) -> Amounts {
        Amounts { numbers, goal: brief.goal, currency: brief.budget.currency }
    }

    /// The number alone: "3,140", of the margin "930 €".
    pub fn count(self, value: f64) -> String {
        match self.goal {
            Goal::Margin => money(self.numbers, value, self.currency),
            _ => self.numbers.count(value),
        }
    }

    /// With what it counts: "3,140 engagements", "930 € of margin".
    pub fn amount(self, value: f64) -> String {
        format!("{} {}", self.count(value), self.goal.many())
    }

    /// A span: "2,130–4,620", of the margin "130 € – 620 €".
    pub fn span(self, low: f64, high: f64) -> String {
        match self.goal {
            Goal::Margin => between(self.count(low), self.count(high)),
            _ => span(self.numbers, low, high),
        }
    }

    /// What an axis without currency counts: "engagements", "€ of margin".
    pub fn unit(self) -> String {
        match self.goal {
            Goal::Margin => format!("{} {}", self.currency.symbol(), self.goal.many()),
            _ => self.goal.many().to_owned(),
        }
    }
}

/// A span: "2,130–4,620", below nothing "−80 – 1,138".
pub fn span(numbers: NumberStyle, low: f64, high: f64) -> String {
    between(numbers.count(low), numbers.count(high))
}

/// Two ends as a span. Numbers alone stand close; what has a sign or a unit of its own keeps off the dash.
pub fn between(low: String, high: String) -> String {
    let digit = |end: Option<char>| end.is_some_and(|end| end.is_ascii_digit());
    let plain = |text: &str| digit(text.chars().next()) && digit(text.chars().last());
    if plain(&low) && plain(&high) { format!("{low}–{high}") } else { format!("{low} – {high}") }
}

/// Currency units as money, rounded to whole units.
pub fn money(numbers: NumberStyle, units: f64, currency: Currency) -> String {
    Money::from_units(units.round(), currency).map_or_else(|| UNKNOWN.to_owned(), |money| numbers.money(money))
}

/// "1 creator", "7 creators".
pub fn plural(numbers: NumberStyle, count: usize, one: &str, many: &str) -> String {
    format!("{} {}", numbers.count(count as f64), if count == 1 { one } else { many })
}
