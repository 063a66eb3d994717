//! A result as text, as it is typed into a form, pasted from a spreadsheet and written into a file.

use super::clock;
use super::typed::{self, Typed};
use crate::domain::text::fold;
use crate::domain::{Currency, Money, NumberStyle, Outcome};
use crate::exchange::date::certain_day;
use crate::exchange::known;

/// One number of a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutcomeField {
    /// The day it was posted.
    PostedOn,
    /// Views.
    Views,
    /// Reach.
    Reach,
    /// Likes.
    Likes,
    /// Comments.
    Comments,
    /// Shares.
    Shares,
    /// Saves.
    Saves,
    /// Clicks.
    Clicks,
    /// Orders.
    Orders,
    /// What the orders brought in.
    Revenue,
}

use OutcomeField::*;

/// Label and the headings, folded, that it also goes by.
const TABLE: [(OutcomeField, &str, &[&str]); 10] = [
    (PostedOn, "Posted on", &["posted", "date", "published", "datum", "veroffentlicht", "gepostet am"]),
    (Views, "Views", &["impressions", "plays", "video views", "aufrufe", "impressionen"]),
    (Reach, "Reach", &["reached", "accounts reached", "reichweite"]),
    (Likes, "Likes", &["like count", "gefallt mir"]),
    (Comments, "Comments", &["comment count", "kommentare"]),
    (Shares, "Shares", &["reposts", "sends", "geteilt"]),
    (Saves, "Saves", &["saved", "bookmarks", "gespeichert"]),
    (Clicks, "Clicks", &["link clicks", "visits", "sessions", "klicks"]),
    (Orders, "Orders", &["sales", "purchases", "conversions", "bestellungen"]),
    (Revenue, "Revenue", &["turnover", "sales value", "umsatz"]),
];

impl OutcomeField {
    /// Every field, in the order of forms and files.
    pub const ALL: [OutcomeField; 10] =
        [PostedOn, Views, Reach, Likes, Comments, Shares, Saves, Clicks, Orders, Revenue];

    /// Its name.
    pub fn label(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The field that a column's heading names.
    pub fn from_heading(heading: &str) -> Option<OutcomeField> {
        let heading = fold(heading);
        let named = |(_, label, others): &&(OutcomeField, &str, &[&str])| {
            fold(label) == heading || others.contains(&heading.as_str())
        };
        TABLE.iter().find(named).map(|(field, ..)| *field)
    }

    /// How it is to be written, to follow what was typed: "isn't a count; write it like 12,400".
    fn advice(self, numbers: NumberStyle) -> String {
        match self {
            PostedOn => format!("write it like {}", clock::today()),
            Revenue => format!("write it like {}", numbers.decimal(1_250.5, 2)),
            _ => format!("write it like {}", numbers.count(12_400.0)),
        }
    }
}

/// A result as text; empty cells are unknown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OutcomeText {
    /// One for each of [`OutcomeField::ALL`].
    pub cells: [String; 10],
}

impl OutcomeText {
    /// What is known, as the user writes numbers.
    pub fn of(outcome: Option<&Outcome>, numbers: NumberStyle, currency: Currency) -> OutcomeText {
        let nothing = Outcome::default();
        let outcome = outcome.unwrap_or(&nothing);
        OutcomeText { cells: OutcomeField::ALL.map(|field| cell(field, outcome, numbers, currency)) }
    }

    /// The result it tells.
    ///
    /// # Errors
    /// The first field that can't be read, and a sentence.
    pub fn read(&self, numbers: NumberStyle, currency: Currency) -> Result<Outcome, (OutcomeField, String)> {
        let mut outcome = Outcome::default();
        for (field, text) in OutcomeField::ALL.into_iter().zip(&self.cells) {
            take(&mut outcome, field, text, numbers, currency).map_err(|problem| (field, problem))?;
        }
        Ok(outcome)
    }

    /// Puts the cells of a pasted row into the fields from `first` on; what there is no field for stays out. How many
    /// cells were put in.
    pub fn paste(&mut self, first: OutcomeField, row: &str) -> usize {
        let row = row.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let places = first as usize..self.cells.len();
        let pairs = places.zip(row.split('\t'));
        pairs.map(|(place, text)| self.cells[place] = text.trim().trim_matches('"').to_owned()).count()
    }
}

fn cell(field: OutcomeField, outcome: &Outcome, numbers: NumberStyle, currency: Currency) -> String {
    let count = |count: Option<u64>| count.map(|count| numbers.count(count as f64)).unwrap_or_default();
    let counts = &outcome.counts;
    match field {
        PostedOn => outcome.posted_on.map(|day| day.to_string()).unwrap_or_default(),
        Views => count(counts.views),
        Reach => count(counts.reach),
        Likes => count(counts.likes),
        Comments => count(counts.comments),
        Shares => count(counts.shares),
        Saves => count(counts.saves),
        Clicks => count(outcome.clicks),
        Orders => count(outcome.orders),
        Revenue => outcome
            .revenue
            .map(|minor| numbers.decimal(Money::from_minor(minor, currency).units(), currency.digits() as usize))
            .unwrap_or_default(),
    }
}

/// Takes over one field as it is written; nothing, or a word that says that nothing is known, makes it unknown.
///
/// # Errors
/// A sentence that names what was written; the outcome is as it was.
pub fn take(
    outcome: &mut Outcome,
    field: OutcomeField,
    text: &str,
    numbers: NumberStyle,
    currency: Currency,
) -> Result<(), String> {
    let text = known(text).unwrap_or_default();
    let wrong = |what: &str| format!("\u{201c}{text}\u{201d} {what}; {}", field.advice(numbers));
    let count = || match typed::count(text, numbers) {
        Typed::Wrong => Err(wrong("isn't a count")),
        typed => Ok(typed.value()),
    };
    let counts = &mut outcome.counts;
    match field {
        PostedOn if text.is_empty() => outcome.posted_on = None,
        PostedOn => {
            let day = certain_day(text).map_err(|problem| wrong(&problem))?;
            // A day's grace, because midnight isn't everywhere at once.
            if day > clock::today().tomorrow().unwrap_or(day) {
                return Err(format!("{day} is still to come; a result needs a day that has passed"));
            }
            outcome.posted_on = Some(day);
        }
        Views => counts.views = count()?,
        Reach => counts.reach = count()?,
        Likes => counts.likes = count()?,
        Comments => counts.comments = count()?,
        Shares => counts.shares = count()?,
        Saves => counts.saves = count()?,
        Clicks => outcome.clicks = count()?,
        Orders => outcome.orders = count()?,
        Revenue => {
            outcome.revenue = match typed::money(text, numbers, currency) {
                Typed::Wrong => return Err(wrong("isn't an amount")),
                typed => typed.value().map(|money| money.minor),
            }
        }
    }
    Ok(())
}
