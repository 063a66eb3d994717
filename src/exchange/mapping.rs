//! A mapping: which column fills which field, how it is read, and how sure that is. The user can change all of it.

use super::alias::Unit;
use super::date::DateOrder;
use super::field::Field;
use super::number::DecimalMark;
use super::shape::Shape;
use super::style::{Doubt, Neighbours, ShareBasis, Style, common_mark, decide};
use crate::domain::{Issue, Platform};

/// What the rows of a file are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListKind {
    /// A row is a creator's account.
    Creators,
    /// A row is one post.
    Posts,
}

/// One column and what it is taken for.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its place in the file, from 0.
    pub index: usize,
    /// Its name; distinct in the file.
    pub header: String,
    /// What it fills.
    pub field: Field,
    /// How sure that is, 0–1; 0 where nothing was recognised.
    pub confidence: f64,
    /// The platform its name tells: "TikTok handle".
    pub platform: Option<Platform>,
    /// How its values are read.
    pub style: Style,
    /// Its first different values, at most five, shortened.
    pub samples: Vec<String>,
    /// How many rows say something in it.
    pub filled: u64,
    pub(super) shape: Shape,
    pub(super) unit: Unit,
    /// How sure the field is before its values are looked at.
    pub(super) sureness: f64,
    pub(super) doubts: Vec<Doubt>,
    /// Whether the user said how it is read.
    pub(super) styled: bool,
    /// Why it isn't used though it looks like something: problem and hint.
    pub(super) remark: Option<(String, String)>,
}

/// The columns of a sheet in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// One for each header of the sheet.
    pub columns: Vec<Column>,
}

impl Mapping {
    /// Gives `field` to the column at `column` as the user's choice and decides anew how its values are read.
    /// Another column that had the field loses it, unless several may fill it.
    pub fn assign(&mut self, column: usize, field: Field) {
        let Some(chosen) = self.columns.get(column) else { return };
        let key = (field.target(), chosen.platform.filter(|_| field.is_of_account()));
        if !field.may_repeat() {
            for other in self.columns.iter_mut().filter(|c| c.index != column && (c.field.target(), c.account()) == key)
            {
                other.release(None);
            }
        }
        if let Some(chosen) = self.columns.get_mut(column) {
            (chosen.field, chosen.sureness, chosen.remark, chosen.styled) = (field, 1.0, None, false);
        }
        self.settle();
    }

    /// Reads the column at `column` as the user says.
    pub fn restyle(&mut self, column: usize, style: Style) {
        if let Some(column) = self.columns.get_mut(column) {
            (column.style, column.doubts, column.styled) = (style, Vec::new(), true);
            column.confidence = column.trust();
        }
    }

    /// The first column that fills `field`.
    pub fn column_of(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Posts if a column counts something of single posts, else creators.
    pub fn kind(&self) -> ListKind {
        match self.columns.iter().any(|column| column.field.is_post_count()) {
            true => ListKind::Posts,
            false => ListKind::Creators,
        }
    }

    /// What is doubtful about the columns.
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let mut note = |header: Option<&str>, problem: &str, hint: &str| {
            issues.push(Issue {
                row: None,
                column: header.map(str::to_owned),
                problem: problem.into(),
                hint: hint.into(),
            });
        };
        let named = [Field::Name, Field::FirstName, Field::LastName, Field::Handle, Field::ProfileUrl]
            .map(|field| self.column_of(field).is_some());
        if !named.contains(&true) {
            note(
                None,
                "No column says who the creators are",
                "Choose a column for the name, the handle or the profile address",
            );
        }
        for column in &self.columns {
            if let Some((problem, hint)) = &column.remark {
                note(Some(&column.header), problem, hint);
            }
            for doubt in &column.doubts {
                let (problem, hint) = doubt.words(column.style);
                note(Some(&column.header), problem, hint);
            }
        }
        issues
    }

    /// Decides style and confidence of every column whose style the user hasn't set.
    pub(super) fn settle(&mut self) {
        let mark = common_mark(self.columns.iter().map(|column| &column.shape));
        // Whether the unit of one column is lost tells something about the others, so they are decided twice.
        for unit_lost in [false, true] {
            let lost = unit_lost && self.columns.iter().any(|column| column.doubts.contains(&Doubt::UnitLost));
            for column in self.columns.iter_mut().filter(|column| !column.styled) {
                let neighbours = Neighbours { mark, unit_lost: lost };
                (column.style, column.doubts) = decide(&column.shape, column.field, column.unit, neighbours);
                column.confidence = column.trust();
            }
        }
    }
}

impl Column {
    /// How its values are read, in words; `None` where there is only one way.
    pub fn reading(&self) -> Option<String> {
        let style = self.style;
        let comma = style.decimal == DecimalMark::Comma;
        let words = match self.field {
            field if field.is_share() && self.shape.numbers.percent == self.shape.numbers.readable => return None,
            field if field.is_share() => match (style.basis, comma) {
                (ShareBasis::Percent, false) => "3.4 is 3.4 %".to_owned(),
                (ShareBasis::Percent, true) => "3,4 is 3.4 %".to_owned(),
                (ShareBasis::Fraction, false) => "0.034 is 3.4 %".to_owned(),
                (ShareBasis::Fraction, true) => "0,034 is 3.4 %".to_owned(),
            },
            field if field.is_count() && style.multiplier == Some(1) && !self.shape.numbers.has_marks() => return None,
            field if field.is_count() => match style.multiplier {
                None => "unit lost, left unknown".to_owned(),
                Some(1) if comma => "1.234 is a thousand".to_owned(),
                Some(1) => "1,234 is a thousand".to_owned(),
                Some(times) => format!("times {times}"),
            },
            Field::Fee => {
                let mark = if comma { "decimal comma" } else { "decimal point" };
                style.currency.map_or(mark.to_owned(), |currency| format!("{mark}, {}", currency.code()))
            }
            field
                if field.is_date()
                    && self.shape.dates.open + self.shape.dates.certain[0] + self.shape.dates.certain[1] == 0 =>
            {
                return None;
            }
            field if field.is_date() => match style.order {
                DateOrder::DayFirst => "day first".to_owned(),
                DateOrder::MonthFirst => "month first".to_owned(),
            },
            _ => return None,
        };
        Some(words)
    }

    /// Fields of an account may stand once for every platform that headers tell.
    pub(super) fn account(&self) -> Option<Platform> {
        self.platform.filter(|_| self.field.is_of_account())
    }

    /// Takes its field away.
    pub(super) fn release(&mut self, remark: Option<(String, String)>) {
        (self.field, self.sureness, self.remark) = (Field::Ignore, 0.0, remark);
    }

    /// The share of its values that can be read as its field; 1 where any text can.
    pub(super) fn fit(&self) -> f64 {
        let (shape, words) = (&self.shape, &self.shape.words);
        if shape.filled == 0 {
            return 0.5;
        }
        match self.field {
            Field::Ignore => 1.0,
            field if field.is_count() || field.is_share() || field == Field::Fee => shape.share(shape.numbers.readable),
            field if field.is_date() => shape.share(shape.dates.readable),
            Field::Platform => words.share(words.platforms),
            // An address with a slip is kept as it is.
            Field::Email => words.share(words.emails).max(0.4),
            Field::ProfileUrl => words.share(words.addresses + words.handleable),
            Field::PostUrl => words.share(words.addresses),
            Field::Handle => words.share(words.addresses + words.handleable).max(0.4),
            Field::PostKind => words.share(words.kinds),
            Field::Sponsored => words.share(words.truths),
            Field::FeeStatus => words.share(words.statuses),
            Field::Currency => words.share(words.currencies),
            Field::Sex => words.share(words.sexes),
            Field::Phone | Field::Notes | Field::Tags | Field::Deliverables => 1.0,
            _ => 1.0 - shape.share(shape.numbers.readable),
        }
    }

    fn trust(&self) -> f64 {
        let doubts: f64 = self.doubts.iter().map(|doubt| doubt.factor()).product();
        self.sureness * (0.5 + 0.5 * self.fit()) * doubts
    }
}
