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
    number_of_places(text, style, usize::MAX)
}

/// A whole count. "12.4K" is one, but "12.400" isn't where the point is the decimal mark: who types it means 12,400.
pub fn count(text: &str, style: NumberStyle) -> Typed<u64> {
    match number_of_places(text, style, 0) {
        Typed::Value(value) if value < 1e15 => Typed::Value(value.round() as u64),
        Typed::Empty => Typed::Empty,
        _ => Typed::Wrong,
    }
}

/// Money in `currency`, with or without its symbol, and with no more decimals than the currency has.
pub fn money(text: &str, style: NumberStyle, currency: Currency) -> Typed<Money> {
    let bare = text.replace(currency.symbol(), "").replace(currency.code(), "");
    match number_of_places(&bare, style, currency.digits() as usize) {
        Typed::Value(value) => Money::from_units(value, currency).map_or(Typed::Wrong, Typed::Value),
        Typed::Empty if text.trim().is_empty() => Typed::Empty,
        _ => Typed::Wrong,
    }
}

/// A number with at most so many decimals, unless "K" or "M" follows.
fn number_of_places(text: &str, style: NumberStyle, most: usize) -> Typed<f64> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        return Typed::Empty;
    }
    let (digits, factor) = match (lower.strip_suffix('k'), lower.strip_suffix('m')) {
        (Some(rest), _) => (rest, 1e3),
        (_, Some(rest)) => (rest, 1e6),
        _ => (lower.as_str(), 1.0),
    };
    let (whole, fraction) = digits.trim_end().split_once(style.decimal).unwrap_or((digits.trim_end(), ""));
    let sound = fraction.bytes().all(|b| b.is_ascii_digit()) && (factor > 1.0 || fraction.len() <= most);
    let value = ungrouped(whole, style)
        .filter(|whole| sound && !(whole.is_empty() && fraction.is_empty()))
        .and_then(|whole| format!("0{whole}.{fraction}").parse::<f64>().ok())
        .map(|value| value * factor);
    value.filter(|value| value.is_finite()).map_or(Typed::Wrong, Typed::Value)
}

/// The digits of the whole part. A group mark may stand only before exactly three digits, so that "95,50" is never
/// taken for 9,550. Spaces and apostrophes can mean nothing else, so every style takes them.
fn ungrouped(whole: &str, style: NumberStyle) -> Option<String> {
    let is_mark = |c: char| Some(c) == style.group || c.is_whitespace() || c == '\'' || c == '\u{2019}';
    let groups: Vec<&str> = whole.split(is_mark).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    (digits && grouped).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: NumberStyle = NumberStyle::ENGLISH;
    const GERMAN: NumberStyle = NumberStyle::GERMAN;

    #[test]
    fn numbers_are_read_in_the_users_style() {
        let check = |text: &str, style: NumberStyle, wanted: f64| {
            assert_eq!(number(text, style), Typed::Value(wanted), "{text}")
        };
        check("12,400", ENGLISH, 12_400.0);
        check("1,234,567.5", ENGLISH, 1_234_567.5);
        check("12.400,5", GERMAN, 12_400.5);
        check(" 12.4K ", ENGLISH, 12_400.0);
        check("12,4 k", GERMAN, 12_400.0);
        check("1,2m", GERMAN, 1_200_000.0);
        check(".5", ENGLISH, 0.5);
        check("1'234.5", NumberStyle::SWISS, 1_234.5);
        check("1\u{2019}234", NumberStyle::SWISS, 1_234.0);
        for space in [' ', '\u{a0}', '\u{202f}', '\u{2009}'] {
            check(&format!("1{space}234,5"), NumberStyle::FRENCH, 1_234.5);
        }
        for (_, style) in NumberStyle::ALL {
            check(&style.decimal(1_234_567.25, 2), style, 1_234_567.25);
        }
    }

    #[test]
    fn what_could_mean_something_else_is_wrong() {
        let check = |text: &str, style: NumberStyle| assert_eq!(number(text, style), Typed::Wrong, "{text}");
        for text in ["95,50", "1234,567", "1,2345", ",123", "1.5,000", "-5", "many", "1.2.3", ".", "k", "1e5", "inf"] {
            check(text, ENGLISH);
        }
        check("12.4K", GERMAN);
        check("12,400", NumberStyle::PLAIN);
        check("95 5", NumberStyle::FRENCH);
        assert_eq!(number("  ", ENGLISH), Typed::Empty);
    }

    #[test]
    fn counts_are_whole() {
        assert_eq!(count("12,400", ENGLISH), Typed::Value(12_400));
        assert_eq!(count("12.4K", ENGLISH), Typed::Value(12_400));
        assert_eq!(count("12.400", ENGLISH), Typed::Wrong);
        assert_eq!(count("", ENGLISH), Typed::Empty);
    }

    #[test]
    fn money_may_carry_its_symbol() {
        let wanted = Typed::Value(Money::from_minor(9_550, Currency::EUR));
        assert_eq!(money("95.50 €", ENGLISH, Currency::EUR), wanted);
        assert_eq!(money("€", ENGLISH, Currency::EUR), Typed::Wrong);
        assert_eq!(money("95,50", ENGLISH, Currency::EUR), Typed::Wrong);
        assert_eq!(money("1.500", ENGLISH, Currency::EUR), Typed::Wrong);
        let dinar = Currency::from_code("BHD").expect("a code");
        assert_eq!(money("1.500", ENGLISH, dinar), Typed::Value(Money::from_minor(1_500, dinar)));
    }
}
