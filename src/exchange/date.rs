//! Dates and times as exports and people write them. A date without a day stays unknown; no day is invented.

use jiff::civil::{Date, DateTime, Time};

use crate::domain::text::fold;

/// Whether 03/04 is the third of April or the fourth of March.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DateOrder {
    /// 31/12/2026
    #[default]
    DayFirst,
    /// 12/31/2026
    MonthFirst,
}

/// Why a text isn't a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum DateProblem {
    /// It isn't written like one.
    #[error("isn't a date")]
    NotADate,
    /// It names a month or a year only.
    #[error("names no day")]
    NoDay,
    /// There is no such day or time.
    #[error("isn't a day of the calendar")]
    Impossible,
    /// The day that programs write when they know none.
    #[error("is the day that programs write when they know none")]
    Placeholder,
}

/// What one date says about the order of day and month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DateLean {
    /// Nothing: "2026-03-27", "27 March 2026", "27.03.2026".
    None,
    /// Certainly this order.
    Certain(DateOrder),
    /// Either.
    Open,
}

/// Reads a date with or without a time; the time in UTC, midnight if there is none.
pub(super) fn parse(text: &str, order: DateOrder) -> Result<DateTime, DateProblem> {
    let text = text.trim();
    // Handles, addresses and most words are no dates at first sight.
    if !text.starts_with(|c: char| c.is_alphanumeric()) || text.contains(['_', '@', '=', '?']) {
        return Err(DateProblem::NotADate);
    }
    if text.len() > 60 || !text.is_ascii() && text.chars().count() > 40 {
        return Err(DateProblem::NotADate);
    }
    let moment = match stamp(text) {
        Some(moment) => moment?,
        None => {
            let (day, time) = split_time(text);
            let date = read_day(&tokens(day), day, order)?;
            if time.is_empty() { date.to_datetime(Time::midnight()) } else { with_time(date, time)? }
        }
    };
    // Nobody had followers before; the zero of Unix, of Excel and of .NET lie here.
    if moment.year() <= 1970 { Err(DateProblem::Placeholder) } else { Ok(moment) }
}

/// A day as people write it, where there can be no doubt which number is the month.
///
/// # Errors
/// What is wrong with it, to follow the text in a sentence: "isn't a date".
pub fn certain_day(text: &str) -> Result<Date, String> {
    let order = match lean(text) {
        Some(DateLean::Open) => return Err("may be one of two days".to_owned()),
        Some(DateLean::Certain(order)) => order,
        Some(DateLean::None) | None => DateOrder::DayFirst,
    };
    parse(text, order).map(|moment| moment.date()).map_err(|problem| problem.to_string())
}

/// What `text` says about the order of day and month, if it is a date at all.
pub(super) fn lean(text: &str) -> Option<DateLean> {
    let day_first = parse(text, DateOrder::DayFirst);
    if day_first == Err(DateProblem::NotADate) {
        return None;
    }
    match (day_first, parse(text, DateOrder::MonthFirst)) {
        (Ok(a), Ok(b)) if a == b => Some(DateLean::None),
        (Ok(_), Ok(_)) => Some(DateLean::Open),
        (Ok(_), Err(_)) => Some(DateLean::Certain(DateOrder::DayFirst)),
        (Err(_), Ok(_)) => Some(DateLean::Certain(DateOrder::MonthFirst)),
        (Err(DateProblem::NoDay | DateProblem::Placeholder), _) => Some(DateLean::None),
        (Err(_), Err(_)) => None,
    }
}

/// Seconds or milliseconds since 1970, or "20260327".
fn stamp(text: &str) -> Option<Result<DateTime, DateProblem>> {
    let number: i64 = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    let seconds = match text.len() {
        8 => {
            let day = date(number / 10_000, number / 100 % 100, number % 100);
            return Some(day.map(|day| day.to_datetime(Time::midnight())));
        }
        10 => number,
        13 => number / 1000,
        _ => return Some(Err(if text.len() == 4 { DateProblem::NoDay } else { DateProblem::NotADate })),
    };
    let start = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    Some(start.checked_add(jiff::Span::new().seconds(seconds)).map_err(|_| DateProblem::Impossible))
}

/// The part before the time, and the time, which begins two digits before the first colon.
fn split_time(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else {
        // "2026-03-27T00Z" isn't met; a bare zone letter is dropped with the time.
        return (text, "");
    };
    let digits = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count().min(2);
    let (day, time) = text.split_at(colon - digits);
    (day.trim_end_matches([' ', 'T', 't', ',', '\u{a0}', '\u{202f}']), time)
}

fn tokens(day: &str) -> Vec<&str> {
    let parts = day.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    // "Fri", "de", "at" and "27th" carry nothing more than the number beside them.
    parts.filter(|part| part.as_bytes()[0].is_ascii_digit() || month(part).is_some()).collect()
}

fn read_day(parts: &[&str], day: &str, order: DateOrder) -> Result<Date, DateProblem> {
    let number = |part: &str| -> Option<i64> {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &part[digits.len()..];
        let ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
        (ordinal && digits.len() <= 4).then(|| digits.parse().ok()).flatten()
    };
    let year = |part: &str| match (number(part), part.len()) {
        (Some(year), 4) => Some(year),
        (Some(year), 2) => Some(2000 + year),
        _ => None,
    };
    // A word that is no month means that it isn't a date, unless it is a short weekday.
    let words = day.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 3 && month(w).is_none());
    if words.into_iter().any(|word| !fold(word).ends_with("day") && !fold(word).ends_with("tag")) {
        return Err(DateProblem::NotADate);
    }
    let is_year =
        |part: &str| part.len() == 4 && number(part).is_some() && !part.ends_with(|c: char| c.is_alphabetic());
    match parts {
        [a, b, c] if is_year(a) && month(b).is_none() => assemble(year(a), number(b), number(c)),
        [a, b, c] if month(a).is_some() => assemble(year(c), month(a), number(b)),
        [a, b, c] if month(b).is_some() && is_year(a) => assemble(year(a), month(b), number(c)),
        [a, b, c] if month(b).is_some() => assemble(year(c), month(b), number(a)),
        [a, b, c] if order == DateOrder::DayFirst || day.contains('.') => assemble(year(c), number(b), number(a)),
        [a, b, c] => assemble(year(c), number(a), number(b)),
        [a, b] if (month(a).is_some() && is_year(b)) || (month(b).is_some() && is_year(a)) => Err(DateProblem::NoDay),
        [a, b] if is_year(a) != is_year(b) && !day.contains('.') && number(a).and(number(b)).is_some() => {
            Err(DateProblem::NoDay)
        }
        [a] if month(a).is_some() && day.len() == a.len() => Err(DateProblem::NoDay),
        _ => Err(DateProblem::NotADate),
    }
}

fn assemble(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Result<Date, DateProblem> {
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => date(year, month, day),
        _ => Err(DateProblem::NotADate),
    }
}

fn date(year: i64, month: i64, day: i64) -> Result<Date, DateProblem> {
    let narrow = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = narrow else { return Err(DateProblem::Impossible) };
    Date::new(year, month, day).map_err(|_| DateProblem::Impossible)
}

/// Adds "6:08 PM", "05:00:00.5Z" or "11:27:53+02:00" to a day.
fn with_time(day: Date, text: &str) -> Result<DateTime, DateProblem> {
    let clock_end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(clock_end);
    let rest = rest.trim().to_ascii_lowercase().replace('.', "");
    let mut parts = clock.split(':').map(|part| part.split('.').next().unwrap_or_default().parse::<i8>());
    let mut next = || parts.next().unwrap_or(Ok(0)).map_err(|_| DateProblem::NotADate);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let (hour, zone) = match (rest.strip_prefix("am"), rest.strip_prefix("pm")) {
        (Some(zone), _) if hour == 12 => (0, zone),
        (Some(zone), _) => (hour, zone),
        (_, Some(zone)) if hour < 12 => (hour + 12, zone),
        (_, Some(zone)) => (hour, zone),
        _ => (hour, rest.as_str()),
    };
    let time = Time::new(hour, minute, second, 0).map_err(|_| DateProblem::Impossible)?;
    let minutes = offset(zone.trim())?;
    day.to_datetime(time).checked_sub(jiff::Span::new().minutes(minutes)).map_err(|_| DateProblem::Impossible)
}

/// Minutes east of UTC.
fn offset(zone: &str) -> Result<i64, DateProblem> {
    let bare = zone.trim_start_matches("utc").trim_start_matches("gmt").trim();
    if matches!(bare, "" | "z") {
        return Ok(0);
    }
    let (sign, digits) = match (bare.strip_prefix('+'), bare.strip_prefix(['-', '−'])) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return Err(DateProblem::NotADate),
    };
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().map_err(|_| DateProblem::NotADate)?;
    match digits.len() {
        1 | 2 if number <= 14 => Ok(sign * number * 60),
        4 if number <= 1400 && number % 100 < 60 => Ok(sign * (number / 100 * 60 + number % 100)),
        _ => Err(DateProblem::NotADate),
    }
}

/// Names of the months in English, German, French, Spanish, Italian and Portuguese, without accents.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro"],
    &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro"],
    &["march", "marz", "maerz", "mrz", "mars", "marzo", "marco"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
];

/// The month that a word names, in full or by its first three or four letters.
fn month(word: &str) -> Option<i64> {
    if !word.chars().all(char::is_alphabetic) || word.len() < 3 || word.len() > 12 {
        return None;
    }
    let word = fold(word);
    let named = |name: &&str| *name == word || (word.len() <= 4 && name.starts_with(&word));
    (1..).zip(MONTHS).find(|(_, names)| names.iter().any(named)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_written() {
        let check = |text: &str, order, expected: &str| {
            assert_eq!(parse(text, order).map(|d| d.to_string()), Ok(expected.to_owned()), "{text}");
        };
        let (day, month) = (DateOrder::DayFirst, DateOrder::MonthFirst);
        check("2017-04-04 05:00:00", day, "2017-04-04T05:00:00");
        check("2017-04-04T05:00:00.250+02:00", day, "2017-04-04T03:00:00");
        check("2017-04-04T23:30:00-0100", day, "2017-04-05T00:30:00");
        check("03/27/2026 06:08", month, "2026-03-27T06:08:00");
        check("27.03.2026", month, "2026-03-27T00:00:00");
        check("3/4/26", day, "2026-04-03T00:00:00");
        check("Mar 27, 2026 6:08 PM", day, "2026-03-27T18:08:00");
        check("Friday, 27th March 2026", day, "2026-03-27T00:00:00");
        check("27. März 2026", day, "2026-03-27T00:00:00");
        check("1774569600", day, "2026-03-27T00:00:00");
        check("20260327", day, "2026-03-27T00:00:00");
    }

    #[test]
    fn what_is_no_day_stays_unknown() {
        let check = |text: &str, problem| assert_eq!(parse(text, DateOrder::DayFirst), Err(problem), "{text}");
        check("2026-03", DateProblem::NoDay);
        check("March 2026", DateProblem::NoDay);
        check("2026", DateProblem::NoDay);
        check("2026-02-30", DateProblem::Impossible);
        check("31/31/2026", DateProblem::Impossible);
        check("1970-01-01 00:00:00", DateProblem::Placeholder);
        check("Lifetime", DateProblem::NotADate);
        check("1.5", DateProblem::NotADate);
        check("marta99", DateProblem::NotADate);
        check("2026-03-27 25:61", DateProblem::Impossible);
        check("", DateProblem::NotADate);
    }

    #[test]
    fn one_date_can_tell_the_order() {
        assert_eq!(lean("27/03/2026"), Some(DateLean::Certain(DateOrder::DayFirst)));
        assert_eq!(lean("03/27/2026"), Some(DateLean::Certain(DateOrder::MonthFirst)));
        assert_eq!(lean("03/04/2026"), Some(DateLean::Open));
        assert_eq!(lean("2026-03-04"), Some(DateLean::None));
        assert_eq!(lean("reel"), None);
    }
}
