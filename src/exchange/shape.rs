//! What the values of a column look like, counted over all of them.

use std::collections::BTreeSet;

use super::date::{self, DateLean, DateOrder};
use super::number::{DecimalMark, Lean, Numeral};
use super::sheet::Sheet;
use super::{status, value, words};
use crate::domain::account::HandleText;
use crate::domain::{Currency, Platform, PostKind, Sex};

/// Words, addresses and handles are looked for in so many values, spread over the column.
const LOOKED: usize = 2_000;
const SAMPLES: usize = 5;

/// Counts over the values of one column.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Shape {
    /// Values that say something.
    pub(super) filled: u64,
    /// The first different values, shortened.
    pub(super) samples: Vec<String>,
    /// Evidence about numbers, over all values.
    pub(super) numbers: Numbers,
    /// Evidence about dates, over all values.
    pub(super) dates: Dates,
    /// Evidence about words, over a part of the values.
    pub(super) words: Words,
}

/// What the numbers of a column look like.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Numbers {
    /// Values that are one number.
    pub(super) readable: u64,
    /// Values that prove a decimal point, and a decimal comma.
    pub(super) certain: [u64; 2],
    /// Values like "1.234", and like "1,234".
    pub(super) open: [u64; 2],
    /// Values with a percent sign.
    pub(super) percent: u64,
    /// Values with a suffix such as "K".
    pub(super) suffixed: u64,
    /// Values in scientific notation.
    pub(super) scientific: u64,
    /// Values with decimals and no suffix.
    pub(super) fractional: u64,
    /// Values above 1, above 0.3, and of 0.2 or more, without a percent sign.
    pub(super) above_one: u64,
    pub(super) above_third: u64,
    pub(super) from_fifth: u64,
    /// The largest value without a percent sign that can be read in one way only.
    pub(super) largest: f64,
    /// Values with a currency beside them, and those currencies.
    pub(super) priced: u64,
    pub(super) currencies: BTreeSet<Currency>,
}

/// What the dates of a column look like.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Dates {
    /// Values that are dates, or months at least.
    pub(super) readable: u64,
    /// Values that prove that the day comes first, and that the month does.
    pub(super) certain: [u64; 2],
    /// Values that could be either.
    pub(super) open: u64,
}

/// What the words of a column look like.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Words {
    /// How many values were looked at.
    pub(super) looked: u64,
    /// Values that look like nothing but a handle.
    pub(super) handles: u64,
    /// Values that could be a handle.
    pub(super) handleable: u64,
    /// Handles with a digit, a point or an underscore inside.
    pub(super) signed: u64,
    /// Web addresses.
    pub(super) addresses: u64,
    /// Addresses on a known platform.
    pub(super) profiles: u64,
    /// Handles with "@" before them and addresses of profiles: nobody writes a name so.
    pub(super) marked: u64,
    /// Addresses of single posts.
    pub(super) posts: u64,
    pub(super) emails: u64,
    pub(super) phones: u64,
    pub(super) platforms: u64,
    pub(super) countries: u64,
    pub(super) languages: u64,
    pub(super) sexes: u64,
    pub(super) kinds: u64,
    pub(super) statuses: u64,
    pub(super) truths: u64,
    pub(super) currencies: u64,
}

/// Counts over every column of a sheet.
pub(super) fn shapes(sheet: &Sheet) -> Vec<Shape> {
    let mut shapes = vec![Shape::default(); sheet.headers.len()];
    let stride = (sheet.len() / LOOKED).max(1);
    for (index, row) in sheet.rows().enumerate() {
        for (shape, cell) in shapes.iter_mut().zip(row.cells()) {
            if let Some(text) = value::known(cell) {
                shape.add(text, index % stride == 0);
            }
        }
    }
    shapes
}

impl Shape {
    fn add(&mut self, text: &str, look: bool) {
        self.filled += 1;
        if self.samples.len() < SAMPLES {
            let sample: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
            if !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
        let digits = text.bytes().take(64).any(|b| b.is_ascii_digit());
        let number = digits.then(|| Numeral::scan(text).ok()).flatten();
        if let Some(number) = &number {
            self.numbers.add(number);
        }
        // Most numbers aren't dates: those without a separator, or with one only.
        if digits && text.len() >= 6 && (number.is_none() || text.len() >= 8) {
            self.dates.add(text);
        }
        if look {
            self.words.add(text, number.is_some());
        }
    }

    /// The share of the filled values that `count` are.
    pub(super) fn share(&self, count: u64) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }
}

impl Numbers {
    /// Whether any value has a point or a comma.
    pub(super) fn has_marks(&self) -> bool {
        self.certain != [0, 0] || self.open != [0, 0]
    }

    fn add(&mut self, number: &Numeral) {
        self.readable += 1;
        let slot = |mark: DecimalMark| usize::from(mark == DecimalMark::Comma);
        let mut mark = DecimalMark::Point;
        match number.lean() {
            Lean::Certain(certain) => {
                self.certain[slot(certain)] += 1;
                mark = certain;
            }
            Lean::Open(open) => self.open[slot(open)] += 1,
            Lean::None => {}
        }
        self.percent += u64::from(number.percent);
        self.suffixed += u64::from(number.has_suffix());
        self.scientific += u64::from(number.scientific);
        if let Some(currency) = number.currency {
            self.priced += 1;
            self.currencies.insert(currency);
        }
        if matches!(number.lean(), Lean::Open(_)) {
            // Above 1 either way, and whole or not, nobody knows.
            self.above_one += 1;
            self.above_third += 1;
            self.from_fifth += 1;
            return;
        }
        let Ok(exact) = number.value(mark) else { return };
        let float = exact.float();
        self.fractional += u64::from(exact.is_fractional() && !number.has_suffix());
        if !number.percent && float.is_finite() {
            self.above_one += u64::from(float > 1.0);
            self.above_third += u64::from(float > 0.3);
            self.from_fifth += u64::from(float >= 0.2);
            self.largest = self.largest.max(float);
        }
    }
}

impl Dates {
    fn add(&mut self, text: &str) {
        let Some(lean) = date::lean(text) else { return };
        self.readable += 1;
        match lean {
            DateLean::Certain(DateOrder::DayFirst) => self.certain[0] += 1,
            DateLean::Certain(DateOrder::MonthFirst) => self.certain[1] += 1,
            DateLean::Open => self.open += 1,
            DateLean::None => {}
        }
    }
}

impl Words {
    fn add(&mut self, text: &str, number: bool) {
        self.looked += 1;
        let address = is_address(text);
        self.addresses += u64::from(address);
        let post = address && is_post_address(text);
        let profile = address && HandleText::parse(text).is_some_and(|read| read.platform.is_some());
        self.posts += u64::from(post);
        self.profiles += u64::from(profile);
        self.marked += u64::from((profile && !post) || (text.starts_with('@') && is_handleable(text)));
        self.emails += u64::from(is_email(text));
        self.phones += u64::from(is_phone(text));
        self.platforms += u64::from(Platform::parse(text).is_some());
        self.countries += u64::from(words::is_country(text));
        self.languages += u64::from(words::is_language(text));
        self.sexes += u64::from(Sex::parse(text).is_some());
        self.kinds += u64::from(PostKind::parse(text).is_some());
        self.statuses += u64::from(status::parse(text).is_some());
        self.truths += u64::from(value::truth(text).is_some());
        self.currencies += u64::from(Currency::parse(text).is_some());
        let plain = !address && !number && is_handleable(text);
        self.handleable += u64::from(plain);
        self.handles += u64::from(plain && is_handle(text));
        self.signed += u64::from(plain && text.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '@')));
    }

    /// The share of the values looked at that `count` are.
    pub(super) fn share(&self, count: u64) -> f64 {
        if self.looked == 0 { 0.0 } else { count as f64 / self.looked as f64 }
    }
}

/// Letters, digits and the signs that platforms allow.
pub(super) fn is_handleable(text: &str) -> bool {
    let bare = text.trim_start_matches('@');
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ')');
    (1..=40).contains(&bare.len()) && bare.chars().all(allowed)
}

/// A handle and not just a one-word name: "@", a digit, a sign inside, or no capital at the start only.
fn is_handle(text: &str) -> bool {
    let bare = text.trim_start_matches('@');
    let name_case = bare.starts_with(|c: char| c.is_ascii_uppercase())
        && bare.chars().skip(1).all(|c| c.is_ascii_lowercase() || c == '-');
    bare.len() < text.len() || !name_case
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://")
        || text.starts_with("https://")
        || (text.contains('/') && HandleText::parse(text).is_some_and(|read| read.url.is_some()))
}

fn is_post_address(text: &str) -> bool {
    ["/p/", "/reel/", "/reels/", "/video/", "watch?v=", "/status/", "/shorts/", "/posts/", "youtu.be/"]
        .iter()
        .any(|part| text.contains(part))
}

fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    !user.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let shape = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '/' | '(' | ')' | '.'));
    (7..=16).contains(&digits) && shape && (text.starts_with(['+', '0', '(']) || text.contains([' ', '/']))
}
