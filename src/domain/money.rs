//! Money as whole minor units of one currency; never a float.

use std::fmt;

/// An ISO 4217 currency, by its three-letter code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Code, symbol and number of minor digits (ISO 4217:2015) of the currencies with a symbol of their own
/// or other than two digits; every other code has two digits and is written as its code.
const KNOWN: &[(&str, &str, u32)] = &[
    ("EUR", "€", 2),
    ("USD", "$", 2),
    ("GBP", "£", 2),
    ("CHF", "CHF", 2),
    ("JPY", "¥", 0),
    ("CNY", "CN¥", 2),
    ("INR", "₹", 2),
    ("PLN", "zł", 2),
    ("CZK", "Kč", 2),
    ("SEK", "kr", 2),
    ("NOK", "NOK", 2),
    ("DKK", "DKK", 2),
    ("HUF", "Ft", 2),
    ("RON", "lei", 2),
    ("TRY", "₺", 2),
    ("UAH", "₴", 2),
    ("BRL", "R$", 2),
    ("MXN", "MX$", 2),
    ("CAD", "CA$", 2),
    ("AUD", "A$", 2),
    ("NZD", "NZ$", 2),
    ("KRW", "₩", 0),
    ("VND", "₫", 0),
    ("CLP", "CLP", 0),
    ("ISK", "ISK", 0),
    ("BIF", "BIF", 0),
    ("DJF", "DJF", 0),
    ("GNF", "GNF", 0),
    ("KMF", "KMF", 0),
    ("PYG", "PYG", 0),
    ("RWF", "RWF", 0),
    ("UGX", "UGX", 0),
    ("UYI", "UYI", 0),
    ("VUV", "VUV", 0),
    ("XAF", "XAF", 0),
    ("XOF", "XOF", 0),
    ("XPF", "XPF", 0),
    ("BHD", "BHD", 3),
    ("IQD", "IQD", 3),
    ("JOD", "JOD", 3),
    ("KWD", "KWD", 3),
    ("LYD", "LYD", 3),
    ("OMR", "OMR", 3),
    ("TND", "TND", 3),
];

impl Currency {
    /// The euro, the default of a new file where the system tells nothing else.
    pub const EUR: Currency = Currency(*b"EUR");
    /// The US dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The currencies offered in a list; any other three-letter code can be typed.
    pub fn common() -> impl Iterator<Item = Currency> {
        KNOWN.iter().filter_map(|(code, _, _)| Currency::from_code(code))
    }

    /// Reads a three-letter code in any case; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// Reads a code or a symbol ("€", "eur", "US$", "zł"); `None` if neither is known.
    pub fn parse(text: &str) -> Option<Currency> {
        let text = text.trim();
        let by_symbol = KNOWN
            .iter()
            .find(|(_, symbol, _)| symbol.eq_ignore_ascii_case(text))
            .and_then(|(code, _, _)| Currency::from_code(code));
        match text {
            "US$" => Some(Currency::USD),
            "Euro" | "euro" | "euros" => Some(Currency::EUR),
            _ => by_symbol
                .or_else(|| Currency::from_code(text).filter(|c| KNOWN.iter().any(|(code, _, _)| *code == c.code()))),
        }
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// The symbol, or the code where there is none.
    pub fn symbol(&self) -> &str {
        KNOWN.iter().find(|(code, _, _)| *code == self.code()).map_or(self.code(), |(_, symbol, _)| symbol)
    }

    /// How many digits the minor unit has: 2 for cents, 0 for yen, 3 for dinars.
    pub fn digits(&self) -> u32 {
        KNOWN.iter().find(|(code, _, _)| *code == self.code()).map_or(2, |(_, _, digits)| *digits)
    }

    /// Minor units in one unit: 100 for euros.
    pub fn scale(&self) -> i64 {
        10_i64.pow(self.digits())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// Whole minor units (cents); may be negative only in differences.
    pub minor: i64,
    /// What the units are.
    pub currency: Currency,
}

impl Money {
    /// So many minor units.
    pub fn from_minor(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// The nearest minor unit to `units` currency units; `None` if it isn't finite or doesn't fit.
    pub fn from_units(units: f64, currency: Currency) -> Option<Money> {
        let minor = (units * currency.scale() as f64).round();
        (minor.is_finite() && minor.abs() < 9e15).then(|| Money::from_minor(minor as i64, currency))
    }

    /// The amount in currency units, for charts and for JSON.
    pub fn units(&self) -> f64 {
        self.minor as f64 / self.currency.scale() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_read_by_code_and_symbol() {
        let check = |text: &str, code: Option<&str>| {
            assert_eq!(Currency::parse(text).map(|c| c.code().to_owned()).as_deref(), code, "{text}");
        };
        check("€", Some("EUR"));
        check("eur", Some("EUR"));
        check("$", Some("USD"));
        check("US$", Some("USD"));
        check("zł", Some("PLN"));
        check("abc", None);
        check("", None);
    }

    #[test]
    fn minor_units_follow_the_currency() {
        assert_eq!(Money::from_units(1.5, Currency::EUR).map(|m| m.minor), Some(150));
        let yen = Currency::from_code("JPY").expect("a code");
        assert_eq!(Money::from_units(1500.0, yen).map(|m| m.minor), Some(1500));
        assert_eq!(Money::from_units(f64::NAN, yen), None);
        assert_eq!(Money::from_units(1e300, yen), None);
    }
}
