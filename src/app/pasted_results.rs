//! Results pasted from a spreadsheet: rows become results of bookings, and what can't be read is told, never guessed.

use super::model::Model;
use super::outcome_text::{OutcomeField, OutcomeText, take};
use crate::domain::text::fold;
use crate::domain::{Booking, BookingId, CampaignId, Issue, Outcome};
use crate::exchange::{Choices, HeaderChoice, known, read};

/// What a pasted block would do.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct PastedResults {
    /// Results as they shall be: what was known with what the block says. Empty cells leave what is known.
    pub changes: Vec<(BookingId, Outcome)>,
    /// The same in words: the creator, and what is new.
    pub words: Vec<(String, String)>,
    /// Rows that say nothing new.
    pub same: usize,
    /// What couldn't be used.
    pub issues: Vec<Issue>,
}

/// What a column of the block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Creator,
    Delivers,
    Code,
    Result(OutcomeField),
    Passed,
}

impl Column {
    fn of(heading: &str) -> Column {
        match fold(heading).as_str() {
            "creator" | "name" | "influencer" | "kreativ" => Column::Creator,
            "delivers" | "deliverable" | "leistung" => Column::Delivers,
            "code" => Column::Code,
            _ => OutcomeField::from_heading(heading).map_or(Column::Passed, Column::Result),
        }
    }
}

impl Model {
    /// What a block pasted onto the bookings of `campaign` would do; nothing is changed.
    pub fn pasted_results(&self, campaign: CampaignId, text: &str) -> PastedResults {
        let mut pasted = PastedResults::default();
        let scenarios = self.campaigns.iter().filter(|one| one.id == campaign).flat_map(|one| &one.scenarios);
        let scenarios: Vec<_> = scenarios.map(|one| one.id).collect();
        let bookings: Vec<&Booking> = self.bookings.iter().filter(|one| scenarios.contains(&one.scenario)).collect();
        let choices = Choices {
            delimiter: text.contains('\t').then_some('\t'),
            header: Some(HeaderChoice::Missing),
            ..Choices::default()
        };
        let sheet = match read(text.as_bytes(), &choices) {
            Ok(sheet) => sheet,
            Err(error) => {
                pasted.issue(None, None, error.to_string(), "Copy the cells in the spreadsheet again");
                return pasted;
            }
        };
        let mut rows = sheet.rows();
        let heading: Vec<&str> = rows.next().map(|row| row.cells().collect()).unwrap_or_default();
        let columns: Vec<Column> = heading.iter().map(|heading| Column::of(heading)).collect();
        if !columns.contains(&Column::Creator) && !columns.contains(&Column::Code) {
            let hint = "Copy the row of headings too; one of them must be Creator or Code";
            pasted.issue(None, None, "The block doesn't say whose results these are".to_owned(), hint);
            return pasted;
        }
        for (heading, _) in heading.iter().zip(&columns).filter(|(h, c)| **c == Column::Passed && !h.trim().is_empty())
        {
            let hint = "It was passed over; name it as in the form if it holds results";
            pasted.issue(None, Some(heading), "This column isn't one of a result".to_owned(), hint);
        }
        for row in rows {
            let cells: Vec<(&str, Column)> = columns.iter().enumerate().map(|(i, c)| (row.cell(i), *c)).collect();
            pasted.take(self, row.line, &cells, &heading, &bookings);
        }
        pasted
    }
}

impl PastedResults {
    fn take(&mut self, model: &Model, line: u64, cells: &[(&str, Column)], heading: &[&str], bookings: &[&Booking]) {
        if cells.iter().all(|(text, _)| known(text).is_none()) {
            return;
        }
        let booking = match whose(cells, bookings) {
            Ok(booking) => booking,
            Err((problem, hint)) => return self.issue(Some(line), None, problem, hint),
        };
        if self.changes.iter().any(|(id, _)| *id == booking.id) {
            let problem = format!("{} stands in the block twice", booking.creator);
            return self.issue(Some(line), None, problem, "The first row was taken; join the two");
        }
        let numbers = model.settings.numbers;
        let before = booking.result.clone().unwrap_or_default();
        let (mut outcome, mut new) = (before.clone(), Vec::new());
        for ((text, column), heading) in cells.iter().zip(heading) {
            let Column::Result(field) = column else { continue };
            if known(text).is_none() {
                continue;
            }
            match take(&mut outcome, *field, text, numbers, booking.fee.currency) {
                Ok(()) => {}
                Err(problem) => self.issue(Some(line), Some(heading), problem, "This cell was left out"),
            }
        }
        let (was, is) = [&before, &outcome].map(|o| OutcomeText::of(Some(o), numbers, booking.fee.currency)).into();
        for ((field, was), is) in
            OutcomeField::ALL.into_iter().zip(was.cells).zip(is.cells).filter(|((_, w), i)| w != i)
        {
            let instead = if was.is_empty() { String::new() } else { format!(" instead of {was}") };
            new.push(format!("{} {is}{instead}", field.label().to_lowercase()));
        }
        if new.is_empty() {
            self.same += 1;
        } else {
            self.words.push((booking.creator.clone(), new.join(", ")));
            self.changes.push((booking.id, outcome));
        }
    }

    fn issue(&mut self, row: Option<u64>, column: Option<&str>, problem: String, hint: &str) {
        self.issues.push(Issue { row, column: column.map(str::to_owned), problem, hint: hint.to_owned() });
    }
}

/// The one booking a row is about; the error is what is wrong and what to do.
fn whose<'a>(cells: &[(&str, Column)], bookings: &[&'a Booking]) -> Result<&'a Booking, (String, &'static str)> {
    let said = |wanted: Column| {
        let cell = cells.iter().find(|(_, column)| *column == wanted)?;
        known(cell.0).map(fold).filter(|text| !text.is_empty())
    };
    let (creator, delivers, code) = (said(Column::Creator), said(Column::Delivers), said(Column::Code));
    let fits = |known: &str, said: &Option<String>| said.as_ref().is_none_or(|said| fold(known) == *said);
    let by_code: Vec<&&Booking> =
        bookings.iter().filter(|one| code.is_some() && !one.code.is_empty() && fits(&one.code, &code)).collect();
    if let [only] = by_code.as_slice() {
        return Ok(only);
    }
    let written = cells.iter().find(|(_, column)| *column == Column::Creator).and_then(|cell| known(cell.0));
    let (Some(_), Some(name)) = (&creator, written) else {
        return Err(("This row names nobody".to_owned(), "Write the creator as they were booked"));
    };
    let by_name: Vec<&&Booking> = bookings.iter().filter(|one| fits(&one.creator, &creator)).collect();
    let narrowed: Vec<&&Booking> = by_name.iter().copied().filter(|one| fits(&one.delivers, &delivers)).collect();
    match (narrowed.as_slice(), by_name.len()) {
        ([only], _) => Ok(only),
        (_, 0) => Err((format!("{name} isn't booked in this campaign"), "Write the name as in the table of bookings")),
        (_, 1) => Err((format!("{name} was booked for something else"), "Write what is delivered as in the table")),
        _ => Err((format!("{name} is booked more than once"), "Add a column Delivers, or Code, that tells which")),
    }
}
