//! What people type into fields, read as numbers; empty means unknown.

use crate::domain::{Currency, Money, NumberStyle};

/// What a field holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Typed<T> {
    /// Nothing.
    Empty,
    /// A value.
    Value(T),
    /// Something that can't be read.
    Wrong,
}

impl<T> Typed<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Typed::Value(value) => Some(value),
            Typed::Empty | Typed::Wrong => None,
        }
    }
}

/// A number in the user's style, with "K" or "M" after it if they like.
pub fn number(text: &str, style: NumberStyle) -> Typed<f64> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace() && Some(*c) != style.group).collect();
    if text.is_empty() {
        return Typed::Empty;
    }
    let lower = text.to_lowercase();
    let (digits, factor) = match lower.strip_suffix('k') {
        Some(rest) => (rest, 1e3),
        None => lower.strip_suffix('m').map_or((lower.as_str(), 1.0), |rest| (rest, 1e6)),
    };
    let plain = digits.replace(style.decimal, ".");
    let sound = plain.chars().all(|c| c.is_ascii_digit() || c == '.') && plain.chars().any(|c| c.is_ascii_digit());
    match plain.parse::<f64>().ok().filter(|_| sound) {
        Some(value) => Typed::Value(value * factor),
        None => Typed::Wrong,
    }
}

/// A whole count.
pub fn count(text: &str, style: NumberStyle) -> Typed<u64> {
    match number(text, style) {
        Typed::Value(value) if value.round() >= 0.0 && value < 1e15 => Typed::Value(value.round() as u64),
        Typed::Empty => Typed::Empty,
        _ => Typed::Wrong,
    }
}

/// Money in `currency`, with or without its symbol.
pub fn money(text: &str, style: NumberStyle, currency: Currency) -> Typed<Money> {
    let bare = text.replace(currency.symbol(), "").replace(currency.code(), "");
    match number(&bare, style) {
        Typed::Value(value) => Money::from_units(value, currency).map_or(Typed::Wrong, Typed::Value),
        Typed::Empty if text.trim().is_empty() => Typed::Empty,
        _ => Typed::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_the_users_style() {
        let check =
            |text: &str, style: NumberStyle, wanted: Typed<f64>| assert_eq!(number(text, style), wanted, "{text}");
        check("12,400", NumberStyle::ENGLISH, Typed::Value(12_400.0));
        check("12.400,5", NumberStyle::GERMAN, Typed::Value(12_400.5));
        check(" 12.4K ", NumberStyle::ENGLISH, Typed::Value(12_400.0));
        check("1,2m", NumberStyle::GERMAN, Typed::Value(1_200_000.0));
        check("", NumberStyle::ENGLISH, Typed::Empty);
        check("-5", NumberStyle::ENGLISH, Typed::Wrong);
        check("many", NumberStyle::ENGLISH, Typed::Wrong);
        check("1.2.3", NumberStyle::ENGLISH, Typed::Wrong);
    }

    #[test]
    fn money_may_carry_its_symbol() {
        let wanted = Typed::Value(Money::from_minor(9_550, Currency::EUR));
        assert_eq!(money("95.50 €", NumberStyle::ENGLISH, Currency::EUR), wanted);
        assert_eq!(money("€", NumberStyle::ENGLISH, Currency::EUR), Typed::Wrong);
    }
}
