//! Reads one row into a draft; what can't be read becomes an issue and costs nothing but its own cell.

use jiff::civil::DateTime;

use super::date;
use super::drafts::Context;
use super::field::Field;
use super::identity::Identity;
use super::issue_log::IssueLog;
use super::mapping::{Column, ListKind, Mapping};
use super::number::{Exact, NumberProblem, Numeral};
use super::sheet::Row;
use super::style::ShareBasis;
use super::{status, value};
use crate::domain::offer::parse_deliverables;
use crate::domain::{Currency, Draft, Issue, Measure, Money, Platform, PostDraft, PostKind, Sex};

/// More than one post can count: six times what the most viewed video has.
const MOST_COUNT: u64 = 100_000_000_000;

/// More followers than there are people, with room for brands' bots.
const MOST_FOLLOWERS: f64 = 2e10;
/// More of anything than any account has.
const MOST: f64 = 1e13;

/// Reads rows under one mapping and remembers what went wrong.
pub(super) struct RowReader<'a> {
    columns: Vec<&'a Column>,
    currency: Option<&'a Column>,
    posts: bool,
    /// The platform of accounts whose row names none.
    platform: Option<Platform>,
    context: &'a Context,
    log: IssueLog,
}

/// What is known about a row besides its draft.
struct Extra {
    identity: Identity,
    region: Option<String>,
    /// Values of an account whose platform the header tells.
    readings: Vec<(Option<Platform>, Measure, f64)>,
}

impl<'a> RowReader<'a> {
    /// A reader for the rows of the sheet that `mapping` was made for.
    pub(super) fn new(mapping: &'a Mapping, context: &'a Context) -> RowReader<'a> {
        RowReader {
            columns: mapping.columns.iter().filter(|column| column.field != Field::Ignore).collect(),
            currency: mapping.column_of(Field::Currency),
            posts: mapping.kind() == ListKind::Posts,
            platform: only_platform(mapping).or(context.platform),
            context,
            log: IssueLog::default(),
        }
    }

    /// Everything that went wrong.
    pub(super) fn finish(self) -> Vec<Issue> {
        self.log.finish()
    }

    /// Reads one row, or says why it can't become a draft.
    pub(super) fn read(&mut self, row: Row) -> Result<Draft, &'static str> {
        if row.is_too_long() {
            return Err("The row is longer than 1 MB; probably a quote in it is never closed");
        }
        let mut draft = Draft { row: row.line, ..Draft::default() };
        draft.post = self.posts.then(PostDraft::default);
        let mut extra = Extra { identity: Identity::default(), region: None, readings: Vec::new() };
        for index in 0..self.columns.len() {
            let column = self.columns[index];
            if let Some(text) = value::known(row.cell(column.index)) {
                self.take(row, column, text, &mut draft, &mut extra);
            }
        }
        let troubles = extra.identity.settle(&mut draft, self.platform)?;
        for (index, problem, hint) in troubles {
            let header = self.columns.iter().find(|c| c.index == index).map(|c| c.header.as_str());
            self.log.add(row.line, header, problem, || (format!("The row {problem}"), hint));
        }
        draft.place = draft.place.or(extra.region);
        // "IG followers" says nothing about the creator's TikTok account.
        let own =
            |platform: Option<Platform>| platform.is_none() || draft.platform.is_none() || platform == draft.platform;
        draft.readings = extra.readings.into_iter().filter(|(p, ..)| own(*p)).map(|(_, m, v)| (m, v)).collect();
        Ok(draft)
    }

    fn take(&mut self, row: Row, column: &Column, text: &str, draft: &mut Draft, extra: &mut Extra) {
        let trouble = match column.field {
            Field::Name => {
                extra.identity.take_name(text, column.index);
                None
            }
            Field::FirstName | Field::LastName => {
                extra.identity.take_part(text, column.field == Field::FirstName);
                None
            }
            Field::Handle => extra.identity.take_handle(text, column.platform, column.index),
            Field::ProfileUrl => extra.identity.take_address(text, column.platform, column.index),
            Field::Platform => extra.identity.take_platform(text, column.index),
            Field::Measure(_) | Field::FakeShare => {
                extra.readings.extend(self.measure(row, column, text));
                None
            }
            Field::Region => {
                extra.region = value::text(text);
                None
            }
            Field::Fee => {
                draft.fee = self.fee(row, column, text);
                None
            }
            field if field.is_post() => {
                self.take_post(row, column, text, draft);
                None
            }
            field if field.is_date() => {
                draft.taken_on = self.moment(row, column, text).map(|moment| moment.date());
                None
            }
            _ => take_text(column, text, draft),
        };
        if let Some((_, problem, hint)) = trouble {
            self.note(row, column, text, problem, || hint);
        }
    }

    fn take_post(&mut self, row: Row, column: &Column, text: &str, draft: &mut Draft) {
        let Some(mut post) = draft.post.take() else { return };
        match column.field {
            Field::PostedAt => post.posted_at = self.moment(row, column, text),
            Field::PostUrl => post.url = value::text(text).unwrap_or_default(),
            Field::PostKind => {
                post.kind = PostKind::parse(text);
                if post.kind.is_none() {
                    self.note(row, column, text, "isn't a kind of post known here", || "Left unknown".to_owned());
                }
            }
            Field::Sponsored => {
                post.sponsored = value::truth(text);
                if post.sponsored.is_none() {
                    self.note(row, column, text, "is neither yes nor no", || {
                        "Left unknown; write yes or no".to_owned()
                    });
                }
            }
            Field::Views => post.counts.views = self.count(row, column, text),
            Field::Reach => post.counts.reach = self.count(row, column, text),
            Field::Likes => post.counts.likes = self.count(row, column, text),
            Field::Comments => post.counts.comments = self.count(row, column, text),
            Field::Shares => post.counts.shares = self.count(row, column, text),
            Field::Saves => post.counts.saves = self.count(row, column, text),
            _ => {}
        }
        draft.post = Some(post);
    }

    fn count(&mut self, row: Row, column: &Column, text: &str) -> Option<u64> {
        let possible = |count: u64| if count > MOST_COUNT { Err(NumberProblem::TooLarge) } else { Ok(count) };
        let read = exact(column, text)?.and_then(Exact::count).and_then(possible);
        self.readable(row, column, text, read)
    }

    fn measure(&mut self, row: Row, column: &Column, text: &str) -> Option<(Option<Platform>, Measure, f64)> {
        let Field::Measure(measure) = column.field.target() else { return None };
        let whole = matches!(measure, Measure::Followers | Measure::Following | Measure::Posts);
        let read = if measure.is_fraction() { share(column, text) } else { exact(column, text)? };
        let number = self.readable(row, column, text, read)?;
        let value = number.float();
        let most = match measure {
            Measure::RealShare => 1.0,
            // Views-based rates do exceed 100 %; ten times that is a slip.
            Measure::EngagementRate => 10.0,
            Measure::Followers | Measure::Following => MOST_FOLLOWERS,
            _ => MOST,
        };
        let problem = match () {
            () if value < 0.0 => NumberProblem::Negative,
            () if value > most => NumberProblem::TooLarge,
            () if whole && number.is_fractional() => NumberProblem::TooPrecise,
            // "-0" is 0.
            () if column.field == Field::FakeShare => {
                return number.complement().map(|real| (column.platform, measure, real.float()));
            }
            () => return Some((column.platform, measure, value.abs())),
        };
        self.readable(row, column, text, Err(problem))
    }

    fn fee(&mut self, row: Row, column: &Column, text: &str) -> Option<Money> {
        let cell = self.currency.and_then(|c| value::known(row.cell(c.index)).map(|text| (c, text)));
        let told = cell.map(|(other, text)| (other, text, Currency::parse(text).or_else(|| Currency::from_code(text))));
        if let Some((other, text, None)) = told {
            self.note(row, other, text, "isn't a currency", || {
                "The fee was left unknown; write a code such as EUR".to_owned()
            });
            return None;
        }
        let told = told.and_then(|(.., currency)| currency);
        let default = told.or(column.style.currency).unwrap_or(self.context.currency);
        let read = super::parse_money(text, column.style.decimal, default);
        let money = self.readable(row, column, text, read)??;
        let negative = || Err::<Money, _>(NumberProblem::Negative);
        if money.minor < 0 { self.readable(row, column, text, negative()) } else { Some(money) }
    }

    fn moment(&mut self, row: Row, column: &Column, text: &str) -> Option<DateTime> {
        match date::parse(text, column.style.order) {
            // Somewhere it is already tomorrow.
            Ok(moment) if moment.date() > self.context.today.tomorrow().unwrap_or(self.context.today) => {
                self.note(row, column, text, "lies in the future", || "Left unknown".to_owned());
                None
            }
            Ok(moment) => Some(moment),
            Err(problem) => {
                let hint = "Left unknown; write it like 2026-03-27".to_owned();
                self.log.add(row.line, Some(&column.header), "a date can't be read", || {
                    (quoted(text, &problem.to_string()), hint)
                });
                None
            }
        }
    }

    /// The value, or `None` with an issue.
    fn readable<T>(&mut self, row: Row, column: &Column, text: &str, read: Result<T, NumberProblem>) -> Option<T> {
        let problem = match read {
            Ok(value) => return Some(value),
            Err(problem) => problem,
        };
        self.log.add(row.line, Some(&column.header), "a number can't be read", || {
            let hint = match (problem, column.reading()) {
                (NumberProblem::Grouping, Some(reading)) => {
                    format!("Left unknown; the column is read so that {reading}")
                }
                _ => "Left unknown; the rest of the row was kept".to_owned(),
            };
            (quoted(text, &problem.to_string()), hint)
        });
        None
    }

    fn note(&mut self, row: Row, column: &Column, text: &str, problem: &'static str, hint: impl FnOnce() -> String) {
        self.log.add(row.line, Some(&column.header), problem, || (quoted(text, problem), hint()));
    }
}

/// The platform that headers such as "Instagram followers" tell, if they all tell the same.
fn only_platform(mapping: &Mapping) -> Option<Platform> {
    let used = mapping.columns.iter().filter(|column| column.field != Field::Ignore);
    let mut told = used.filter_map(|column| column.platform);
    let first = told.next()?;
    told.all(|platform| platform == first).then_some(first)
}

/// A cell's number in the column's style; `None` where the column's unit is lost, which is told once for the column.
fn exact(column: &Column, text: &str) -> Option<Result<Exact, NumberProblem>> {
    let numeral = match Numeral::scan(text) {
        Ok(numeral) if numeral.percent => return Some(Err(NumberProblem::NotANumber)),
        Ok(numeral) => numeral,
        Err(problem) => return Some(Err(problem)),
    };
    // A suffix is a unit of its own.
    let factor = if numeral.has_suffix() { 1 } else { column.style.multiplier? };
    let value = numeral.value(column.style.decimal);
    Some(value.and_then(|value| value.times(factor).ok_or(NumberProblem::TooLarge)))
}

fn share(column: &Column, text: &str) -> Result<Exact, NumberProblem> {
    let numeral = Numeral::scan(text)?;
    let value = numeral.value(column.style.decimal)?;
    let percent = numeral.percent || column.style.basis == ShareBasis::Percent;
    Ok(if percent { value.percent() } else { value })
}

fn take_text(column: &Column, text: &str, draft: &mut Draft) -> Option<super::identity::Trouble> {
    let read = || value::text(text);
    match column.field {
        Field::Place => draft.place = read(),
        Field::Country => draft.country = read(),
        Field::Language => draft.language = read(),
        Field::Phone => draft.phone = read(),
        Field::Sex => {
            draft.sex = Sex::parse(text);
            let hint = || "Left unknown; write female, male or other".to_owned();
            return draft.sex.is_none().then(|| (column.index, "doesn't tell a sex", hint()));
        }
        Field::Niches => draft.niches.extend(value::list(text)),
        Field::Tags => draft.tags.extend(value::list(text)),
        Field::Email => {
            draft.email = read();
            let plausible = draft.email.as_ref().is_some_and(|email| email.contains('@'));
            return (!plausible)
                .then(|| (column.index, "isn't an e-mail address", "Kept as it is; check it".to_owned()));
        }
        Field::Notes => {
            let more = draft.notes.take().into_iter().chain(read()).collect::<Vec<_>>();
            draft.notes = Some(more.join("\n")).filter(|notes| !notes.is_empty());
        }
        Field::Deliverables => match parse_deliverables(text) {
            Some(deliverables) => draft.deliverables = deliverables,
            None => {
                return Some((
                    column.index,
                    "can't be read as deliverables",
                    "Left out; write it like 1 reel + 2 stories".to_owned(),
                ));
            }
        },
        Field::FeeStatus => {
            draft.fee_status = status::parse(text);
            let hint = || "Left unknown; write guess, asked, quoted or agreed".to_owned();
            return draft.fee_status.is_none().then(|| (column.index, "doesn't say how sure the fee is", hint()));
        }
        _ => {}
    }
    None
}

fn quoted(text: &str, problem: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
    let dots = if text.chars().nth(40).is_some() { "…" } else { "" };
    format!("\u{201c}{shown}{dots}\u{201d} {problem}")
}
