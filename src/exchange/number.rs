//! Numbers as people and exports write them: "42.9K", "1,2 Mio", "3.4 %", "1.200,00 €"; exact, never through a float.

use crate::domain::{Currency, Money};

/// Which character begins the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DecimalMark {
    /// 1,234.5
    #[default]
    Point,
    /// 1.234,5
    Comma,
}

impl DecimalMark {
    fn char(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }
}

/// Why a text isn't the number it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NumberProblem {
    /// There is no number in it, or more than one.
    #[error("isn't a number")]
    NotANumber,
    /// Its separators don't stand where thousands and decimals do.
    #[error("has its points and commas in unusual places")]
    Grouping,
    /// More decimals than the currency has, or a fraction of a whole thing.
    #[error("has more decimals than make sense here")]
    TooPrecise,
    /// Too large for what it should count.
    #[error("is too large")]
    TooLarge,
    /// Less than nothing.
    #[error("is negative")]
    Negative,
}

/// What a single separator says about the decimal mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lean {
    /// Nothing.
    None,
    /// This is the decimal mark.
    Certain(DecimalMark),
    /// "1.234": a thousand and more if the mark given isn't the decimal mark, one and a bit if it is.
    Open(DecimalMark),
}

/// A number taken apart, before it is known which character begins its decimals.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Numeral<'a> {
    negative: bool,
    /// Digits and separators.
    body: &'a str,
    /// Power of ten of a suffix: 3 for "K".
    power: i32,
    /// Whether the power was written as "E+11".
    pub(super) scientific: bool,
    /// Whether a percent sign follows.
    pub(super) percent: bool,
    /// The currency beside it.
    pub(super) currency: Option<Currency>,
}

/// A decimal number: `mantissa` times ten to the `exponent`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Exact {
    mantissa: i128,
    exponent: i32,
}

impl<'a> Numeral<'a> {
    /// Takes `text` apart.
    pub(super) fn scan(text: &'a str) -> Result<Numeral<'a>, NumberProblem> {
        let mut rest = text.trim().trim_start_matches(['~', '≈', '>']).trim_start();
        let mut negative = false;
        if let Some(inside) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            (rest, negative) = (inside.trim(), true);
        }
        if rest.len() > 80 {
            return Err(NumberProblem::NotANumber);
        }
        let start = rest.find(|c: char| c.is_ascii_digit()).ok_or(NumberProblem::NotANumber)?;
        // ".5" begins with its separator.
        let start = if rest[..start].ends_with(['.', ',']) { start - 1 } else { start };
        let (before, rest) = rest.split_at(start);
        let end = rest.find(|c: char| !c.is_ascii_digit() && !is_separator(c)).unwrap_or(rest.len());
        let (body, after) = rest.split_at(end);
        let body = body.trim_end_matches(is_blank);
        let mut numeral = Numeral { negative, body, power: 0, scientific: false, percent: false, currency: None };
        numeral.take_before(before)?;
        numeral.take_after(after.trim())?;
        Ok(numeral)
    }

    fn take_before(&mut self, before: &str) -> Result<(), NumberProblem> {
        let minus = |c: char| matches!(c, '-' | '−' | '–');
        let before = before.trim();
        let word = before.trim_start_matches(minus).trim_end_matches(minus).trim();
        let signs = before.chars().filter(|c| minus(*c)).count();
        let word = word.strip_prefix('+').unwrap_or(word).trim();
        match signs {
            0 => {}
            1 if !self.negative => self.negative = true,
            _ => return Err(NumberProblem::NotANumber),
        }
        if !word.is_empty() {
            self.currency = Some(Currency::parse(word).ok_or(NumberProblem::NotANumber)?);
        }
        Ok(())
    }

    fn take_after(&mut self, after: &str) -> Result<(), NumberProblem> {
        if let Some(power) = after.strip_prefix(['e', 'E']).and_then(|power| power.parse::<i32>().ok()) {
            (self.power, self.scientific) = (power.clamp(-400, 400), true);
            return Ok(());
        }
        let mut rest = after;
        if let Some(less) = rest.strip_suffix(['-', '−']) {
            if self.negative {
                return Err(NumberProblem::NotANumber);
            }
            (self.negative, rest) = (true, less.trim());
        }
        rest = rest.strip_suffix('+').unwrap_or(rest).trim();
        if let Some(less) = rest.strip_suffix('%') {
            (self.percent, rest) = (true, less.trim());
        }
        if rest.is_empty() {
            return Ok(());
        }
        if let Some(power) = power_of(rest) {
            self.power = power;
            return Ok(());
        }
        // "10 k €", "10€": the currency is the last word or the last sign.
        let splits = rest.char_indices().map(|(at, _)| at);
        let split = splits.filter_map(|at| {
            let (unit, currency) = (rest[..at].trim(), Currency::parse(&rest[at..])?);
            let power = if unit.is_empty() { 0 } else { power_of(unit)? };
            Some((power, currency))
        });
        let (power, currency) = { split }.next().ok_or(NumberProblem::NotANumber)?;
        if self.currency.is_some_and(|known| known != currency) {
            return Err(NumberProblem::NotANumber);
        }
        (self.power, self.currency) = (power, Some(currency));
        Ok(())
    }

    /// Whether it has a suffix such as "K".
    pub(super) fn has_suffix(&self) -> bool {
        self.power != 0 && !self.scientific
    }

    /// What its separators say about the decimal mark.
    pub(super) fn lean(&self) -> Lean {
        let marks = || self.body.char_indices().filter(|(_, c)| matches!(c, '.' | ','));
        let Some((at, last)) = marks().next_back() else { return Lean::None };
        let (mark, other) = match last {
            '.' => (DecimalMark::Point, DecimalMark::Comma),
            _ => (DecimalMark::Comma, DecimalMark::Point),
        };
        let same = marks().filter(|(_, c)| *c == last).count();
        if same > 1 {
            return Lean::Certain(other);
        }
        if marks().count() > 1 {
            return Lean::Certain(mark);
        }
        let (before, after) = (&self.body[..at], &self.body[at + 1..]);
        let thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        if thousands && !self.has_suffix() && !self.scientific { Lean::Open(mark) } else { Lean::Certain(mark) }
    }

    /// Its value, if `mark` begins the decimals.
    pub(super) fn value(&self, mark: DecimalMark) -> Result<Exact, NumberProblem> {
        let (whole, decimals) = match self.body.split_once(mark.char()) {
            Some((whole, decimals)) => (whole, decimals),
            None => (self.body, ""),
        };
        if !decimals.bytes().all(|b| b.is_ascii_digit()) || !grouped(whole, decimals.is_empty()) {
            return Err(NumberProblem::Grouping);
        }
        let digits = whole.chars().filter(char::is_ascii_digit).chain(decimals.chars());
        let mut mantissa: i128 = 0;
        for digit in digits {
            let digit = i128::from(digit.to_digit(10).unwrap_or_default());
            mantissa = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit)).ok_or(NumberProblem::TooLarge)?;
        }
        let mantissa = if self.negative { -mantissa } else { mantissa };
        // The text is at most 80 bytes long, so the count of decimals fits.
        Ok(Exact { mantissa, exponent: self.power - decimals.len() as i32 })
    }
}

impl Exact {
    /// The same number times `factor`.
    pub(super) fn times(self, factor: u64) -> Option<Exact> {
        self.mantissa.checked_mul(i128::from(factor)).map(|mantissa| Exact { mantissa, ..self })
    }

    /// A hundredth of it.
    pub(super) fn percent(self) -> Exact {
        Exact { exponent: self.exponent - 2, ..self }
    }

    /// What it lacks to 1.
    pub(super) fn complement(self) -> Option<Exact> {
        let one = 10_i128.checked_pow(self.exponent.checked_neg()?.try_into().ok()?)?;
        Some(Exact { mantissa: one.checked_sub(self.mantissa)?, ..self })
    }

    /// The nearest float.
    pub(super) fn float(self) -> f64 {
        if self.exponent == 0 {
            return self.mantissa as f64;
        }
        // Both are exact floats here, so that dividing rounds once, as parsing does.
        if (-18..0).contains(&self.exponent) && self.mantissa.unsigned_abs() < 1 << 53 {
            return self.mantissa as f64 / 10_i64.pow(self.exponent.unsigned_abs()) as f64;
        }
        format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::INFINITY)
    }

    /// Whether it has decimals other than zeros.
    pub(super) fn is_fractional(self) -> bool {
        self.scaled(0).is_none_or(|scaled| scaled == Err(NumberProblem::TooPrecise))
    }

    /// As a count.
    pub(super) fn count(self) -> Result<u64, NumberProblem> {
        let whole = self.scaled(0).ok_or(NumberProblem::TooLarge)??;
        u64::try_from(whole).map_err(|_| if whole < 0 { NumberProblem::Negative } else { NumberProblem::TooLarge })
    }

    /// As money, in minor units of `currency`.
    fn minor(self, currency: Currency) -> Result<i64, NumberProblem> {
        let whole = self.scaled(currency.digits() as i32).ok_or(NumberProblem::TooLarge)??;
        i64::try_from(whole).map_err(|_| NumberProblem::TooLarge)
    }

    /// It times ten to the `digits`, if that is whole; `None` if it doesn't fit.
    fn scaled(self, digits: i32) -> Option<Result<i128, NumberProblem>> {
        let exponent = self.exponent + digits;
        if self.mantissa == 0 {
            return Some(Ok(0));
        }
        let factor = 10_i128.checked_pow(exponent.unsigned_abs());
        match (exponent >= 0, factor) {
            (true, factor) => factor.and_then(|factor| self.mantissa.checked_mul(factor)).map(Ok),
            (false, Some(factor)) if self.mantissa % factor == 0 => Some(Ok(self.mantissa / factor)),
            (false, _) => Some(Err(NumberProblem::TooPrecise)),
        }
    }
}

/// Reads an amount such as "95 €", "$120.50" or "1.200,00", exactly; `None` where the text says that it is unknown.
/// `mark` begins the decimals; `default` is the currency of an amount that names none.
///
/// # Errors
/// If it isn't one amount, has more decimals than the currency, or doesn't fit.
pub fn parse_money(text: &str, mark: DecimalMark, default: Currency) -> Result<Option<Money>, NumberProblem> {
    if super::value::known(text).is_none() {
        // A table of amounts that says "NaN" went wrong where it was made; that is for its owner to know.
        return if text.trim().eq_ignore_ascii_case("nan") { Err(NumberProblem::NotANumber) } else { Ok(None) };
    }
    let numeral = Numeral::scan(text)?;
    if numeral.percent || numeral.scientific {
        return Err(NumberProblem::NotANumber);
    }
    let currency = numeral.currency.unwrap_or(default);
    Ok(Some(Money::from_minor(numeral.value(mark)?.minor(currency)?, currency)))
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '\u{2019}' | '_') || is_blank(c)
}

/// Whether the digits before the decimals stand alone or in groups: 1,234,567 or, as in India, 12,34,567.
fn grouped(whole: &str, alone: bool) -> bool {
    let separators = || whole.chars().filter(|c| !c.is_ascii_digit());
    let Some(separator) = separators().next() else { return !(whole.is_empty() && alone) };
    let same = separators().all(|c| c == separator);
    let groups: Vec<usize> = whole.split(separator).map(str::len).collect();
    let ends = groups.first().is_some_and(|len| (1..=3).contains(len)) && groups.last() == Some(&3);
    same && ends && groups.iter().skip(1).all(|len| (2..=3).contains(len))
}

/// The power of ten of "K", "Mio." and their like.
fn power_of(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    match word.trim_end_matches('.') {
        "k" | "tsd" | "tausend" | "thousand" | "tys" | "tis" | "mila" | "mil" | "тыс" | "rb" | "tn" | "千" => {
            Some(3)
        }
        "m" | "mm" | "mio" | "mln" | "mn" | "mill" | "million" | "millions" | "millionen" | "млн" | "jt" | "tr" => {
            Some(6)
        }
        "b" | "bn" | "mrd" | "mld" | "md" | "billion" | "billions" | "milliarden" | "млрд" => Some(9),
        "万" | "萬" => Some(4),
        "亿" | "億" => Some(8),
        "lakh" | "lakhs" => Some(5),
        "crore" | "crores" | "cr" => Some(7),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    #[test]
    fn counts_are_read_as_written() {
        let check = |text: &str, mark, expected: Result<u64, NumberProblem>| {
            assert_eq!(Numeral::scan(text).and_then(|n| n.value(mark)).and_then(Exact::count), expected, "{text}");
        };
        check("42.9K", Point, Ok(42_900));
        check("1,2 Mio", Comma, Ok(1_200_000));
        check("29.0b", Point, Ok(29_000_000_000));
        check("12 tys.", Comma, Ok(12_000));
        check("3.5万", Point, Ok(35_000));
        check("9007199254740993", Point, Ok(9_007_199_254_740_993));
        check("2.28E+11", Point, Ok(228_000_000_000));
        check("12.5", Point, Err(NumberProblem::TooPrecise));
        check("-4942", Point, Err(NumberProblem::Negative));
        check("1,23,45", Point, Err(NumberProblem::Grouping));
        check("10-20", Point, Err(NumberProblem::NotANumber));
        check("1e400", Point, Err(NumberProblem::TooLarge));
        check("marta99", Point, Err(NumberProblem::NotANumber));
        check("١٢", Point, Err(NumberProblem::NotANumber));
        check("", Point, Err(NumberProblem::NotANumber));
    }

    #[test]
    fn separators_tell_the_decimal_mark() {
        let check = |text: &str, lean| assert_eq!(Numeral::scan(text).map(|n| n.lean()), Ok(lean), "{text}");
        check("1.234,5", Lean::Certain(Comma));
        check("1,234,567", Lean::Certain(Point));
        check("0.034", Lean::Certain(Point));
        check("3,4 %", Lean::Certain(Comma));
        check("1.234", Lean::Open(Point));
        check("1234", Lean::None);
        check("1.234K", Lean::Certain(Point));
    }
}
