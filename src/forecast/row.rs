//! A table of assumptions: its rows, each with columns by name, and what can't be read of them.

use super::Source;
use crate::domain::{Issue, Platform};

/// One row.
pub(super) struct Row<'a> {
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

/// Hands every row to `take`; rows that can't be read, or that it can't take, become issues and leave the rest standing.
pub(super) fn each_row(text: &str, mut take: impl FnMut(&Row<'_>) -> Result<(), String>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    for record in reader.records() {
        let problem = match &record {
            Ok(record) => take(&Row { header: &header, record })
                .map_err(|problem| (record.position().map_or(0, |p| p.line()), problem)),
            Err(error) => Err((error.position().map_or(0, |p| p.line()), error.to_string())),
        };
        if let Err((line, problem)) = problem {
            issues.push(Issue {
                row: Some(line),
                column: None,
                problem: format!("This assumption can't be read: {problem}"),
                hint: "It was left out and the rest is used; mend the row".to_owned(),
            });
        }
    }
    issues
}

impl Row<'_> {
    /// What stands in a column; empty where there is none.
    pub fn text(&self, column: &str) -> &str {
        let place = self.header.iter().position(|name| name == column);
        place.and_then(|place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// Its platform; `None` for all others.
    pub fn platform(&self) -> Result<Option<Platform>, String> {
        match self.text("platform") {
            "" => Ok(None),
            key => Platform::from_key(key).map(Some).ok_or_else(|| format!("its platform \"{key}\" is unknown")),
        }
    }

    /// Where it comes from.
    pub fn source(&self) -> Result<Source, String> {
        let field = |column: &str| match self.text(column) {
            "" => Err(format!("\"{column}\" is empty")),
            text => Ok(text.to_owned()),
        };
        Ok(Source {
            name: field("source")?,
            year: field("year")?,
            population: field("population")?,
            basis: field("basis")?,
        })
    }
}
