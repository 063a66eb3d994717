//! How numbers are written for people: decimal mark, grouping, percent, money, short forms.

use super::Money;

/// The user's way of writing numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NumberStyle {
    /// The decimal mark: '.' or ','.
    pub decimal: char,
    /// What separates groups of three digits, if anything.
    pub group: Option<char>,
}

impl NumberStyle {
    /// 1,234.5
    pub const ENGLISH: NumberStyle = NumberStyle { decimal: '.', group: Some(',') };
    /// 1.234,5
    pub const GERMAN: NumberStyle = NumberStyle { decimal: ',', group: Some('.') };
    /// 1 234,5 with a narrow no-break space
    pub const FRENCH: NumberStyle = NumberStyle { decimal: ',', group: Some('\u{202f}') };
    /// 1'234.5
    pub const SWISS: NumberStyle = NumberStyle { decimal: '.', group: Some('\u{2019}') };
    /// 1234.5
    pub const PLAIN: NumberStyle = NumberStyle { decimal: '.', group: None };

    /// Every style a user can choose, with the key it is stored under.
    pub const ALL: [(&'static str, NumberStyle); 5] = [
        ("1,234.5", NumberStyle::ENGLISH),
        ("1.234,5", NumberStyle::GERMAN),
        ("1 234,5", NumberStyle::FRENCH),
        ("1'234.5", NumberStyle::SWISS),
        ("1234.5", NumberStyle::PLAIN),
    ];

    /// The style stored under `key`.
    pub fn from_key(key: &str) -> Option<NumberStyle> {
        Self::ALL.iter().find(|(k, _)| *k == key).map(|(_, style)| *style)
    }

    /// The key this style is stored under.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("1,234.5", |(k, _)| k)
    }

    /// The style usual in a locale such as "de-AT"; English where the language is unknown.
    pub fn for_locale(locale: &str) -> NumberStyle {
        let locale = locale.replace('_', "-");
        let language = locale.split(['-', '.']).next().unwrap_or_default();
        match (language, locale.ends_with("-CH") || locale.contains("-CH.")) {
            (_, true) => NumberStyle::SWISS,
            ("de" | "nl" | "es" | "it" | "pt" | "tr" | "id" | "da" | "el" | "hr" | "ro" | "sl" | "sr" | "vi", _) => {
                NumberStyle::GERMAN
            }
            (
                "fr" | "pl" | "cs" | "sk" | "ru" | "uk" | "sv" | "nb" | "nn" | "no" | "fi" | "hu" | "bg" | "lt" | "lv"
                | "et",
                _,
            ) => NumberStyle::FRENCH,
            _ => NumberStyle::ENGLISH,
        }
    }

    /// `value` with exactly `places` decimals, grouped; "–" if it isn't a number.
    pub fn decimal(self, value: f64, places: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{:.places$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let is_zero = plain.bytes().all(|b| b == b'0' || b == b'.');
        let mut out = String::with_capacity(plain.len() + plain.len() / 3 + 1);
        if value < 0.0 && !is_zero {
            out.push('−');
        }
        for (i, digit) in whole.chars().enumerate() {
            if let Some(group) = self.group
                && i > 0
                && (whole.len() - i) % 3 == 0
            {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(self.decimal);
            out.push_str(fraction);
        }
        out
    }

    /// A count, rounded to a whole number and grouped.
    pub fn count(self, value: f64) -> String {
        self.decimal(value, 0)
    }

    /// A count in little space: 940, 12.4 K, 3.1 M.
    pub fn compact(self, value: f64) -> String {
        let (scaled, unit) = match value.abs() {
            v if v < 999.5 => return self.decimal(value, 0),
            v if v < 999_500.0 => (value / 1e3, "K"),
            v if v < 999_500_000.0 => (value / 1e6, "M"),
            _ => (value / 1e9, "B"),
        };
        let places = usize::from(scaled.abs() < 99.95 && (scaled * 10.0).round() % 10.0 != 0.0);
        format!("{}\u{a0}{unit}", self.decimal(scaled, places))
    }

    /// A fraction as a percentage: 0.041 with one place is "4.1 %".
    pub fn percent(self, fraction: f64, places: usize) -> String {
        if !fraction.is_finite() {
            return "–".to_owned();
        }
        format!("{}\u{a0}%", self.decimal(fraction * 100.0, places))
    }

    /// Money with its symbol; cents only below 100 or where they aren't zero.
    pub fn money(self, money: Money) -> String {
        let digits = money.currency.digits() as usize;
        let whole = money.minor % money.currency.scale() == 0;
        self.money_units(money.units(), if whole { 0 } else { digits }, money)
    }

    /// A rate in the currency of `like`, such as a cost per engagement: with two significant digits at least, also
    /// where the currency has no cents.
    pub fn rate(self, units: f64, like: Money) -> String {
        self.money_units(units, rate_places(units, like), like)
    }

    /// The number of a rate alone, as [`rate`](Self::rate) writes it.
    pub fn rate_number(self, units: f64, like: Money) -> String {
        self.decimal(units, rate_places(units, like))
    }

    fn money_units(self, units: f64, places: usize, like: Money) -> String {
        let number = self.decimal(units, places);
        let symbol = like.currency.symbol();
        // Dollars and pounds stand before the number in the styles of the countries that use them.
        let before = self.decimal == '.' && matches!(symbol.chars().last(), Some('$' | '£' | '₹' | '¥' | '₩'));
        if before { format!("{symbol}{number}") } else { format!("{number}\u{a0}{symbol}") }
    }
}

/// How many decimals a rate has.
fn rate_places(units: f64, like: Money) -> usize {
    let digits = like.currency.digits() as usize;
    match units.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => digits,
        v if v >= 1.0 => digits.max(1),
        v if v >= 0.1 => digits.max(2),
        v if v >= 0.01 || v == 0.0 => (digits + 1).max(3),
        _ => (digits + 2).max(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    #[test]
    fn counts_and_decimals_follow_the_style() {
        assert_eq!(NumberStyle::ENGLISH.count(1_234_567.0), "1,234,567");
        assert_eq!(NumberStyle::GERMAN.decimal(1234.5, 1), "1.234,5");
        assert_eq!(NumberStyle::PLAIN.count(1234.0), "1234");
        assert_eq!(NumberStyle::ENGLISH.count(-0.4), "0");
        assert_eq!(NumberStyle::ENGLISH.count(-1200.0), "−1,200");
        assert_eq!(NumberStyle::ENGLISH.count(f64::NAN), "–");
    }

    #[test]
    fn short_forms_round_over_the_border() {
        let check =
            |value: f64, text: &str| assert_eq!(NumberStyle::ENGLISH.compact(value).replace('\u{a0}', " "), text);
        check(940.0, "940");
        check(999.6, "1 K");
        check(12_400.0, "12.4 K");
        check(999_600.0, "1 M");
        check(150_000.0, "150 K");
        check(3_100_000.0, "3.1 M");
    }

    #[test]
    fn money_shows_cents_only_where_they_matter() {
        let check = |minor: i64, text: &str| {
            assert_eq!(
                NumberStyle::ENGLISH.money(Money::from_minor(minor, Currency::EUR)).replace('\u{a0}', " "),
                text
            );
        };
        check(50_000, "500 €");
        check(9_550, "95.50 €");
        check(123_456_789, "1,234,567.89 €");
        let dollars = Money::from_minor(50_000, Currency::USD);
        assert_eq!(NumberStyle::ENGLISH.money(dollars), "$500");
        assert_eq!(NumberStyle::GERMAN.money(dollars).replace('\u{a0}', " "), "500 $");
        assert_eq!(NumberStyle::ENGLISH.rate(0.034, dollars), "$0.034");
        assert_eq!(NumberStyle::ENGLISH.rate(0.16, dollars), "$0.16");
        // What one costs is told as exactly in a currency without cents.
        let yen = Currency::from_code("JPY").map(|yen| Money::from_minor(0, yen)).expect("yen");
        let rates = [349.4, 63.2, 4.26, 0.31, 0.042].map(|units| NumberStyle::ENGLISH.rate(units, yen));
        assert_eq!(rates, ["¥349", "¥63", "¥4.3", "¥0.31", "¥0.042"]);
        assert_eq!(NumberStyle::GERMAN.rate_number(4.26, yen), "4,3");
    }

    #[test]
    fn locales_choose_a_style() {
        assert_eq!(NumberStyle::for_locale("de-DE"), NumberStyle::GERMAN);
        assert_eq!(NumberStyle::for_locale("de_CH.UTF-8"), NumberStyle::SWISS);
        assert_eq!(NumberStyle::for_locale("pl-PL"), NumberStyle::FRENCH);
        assert_eq!(NumberStyle::for_locale("C"), NumberStyle::ENGLISH);
    }
}
