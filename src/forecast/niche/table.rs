//! The table of niches as text: rows into niches, and what can't be read into issues.

use super::Niche;
use crate::domain::Issue;

/// Reads a table of id, parent, name, synonyms. The second niche with an id is left out and said so.
pub(super) fn read(text: &str) -> (Vec<Niche>, Vec<Issue>) {
    let mut niches: Vec<Niche> = Vec::new();
    let mut issues = Vec::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                issues.push(issue(
                    error.position().map(|p| p.line()),
                    &format!("A niche can't be read: {error}"),
                    LEFT,
                ));
                continue;
            }
        };
        let line = record.position().map(|position| position.line());
        let field = |place: usize| record.get(place).unwrap_or_default().trim().to_owned();
        let synonyms = field(3).split('|').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let niche = Niche { id: field(0), parent: field(1), name: field(2), synonyms };
        if niche.id.is_empty() || niche.name.is_empty() {
            issues.push(issue(line, "A niche lacks its id or its name", LEFT));
        } else if niches.iter().any(|known| known.id == niche.id) {
            issues.push(issue(line, &format!("The id \"{}\" is there twice", niche.id), LEFT));
        } else {
            niches.push(niche);
        }
    }
    (niches, issues)
}

const LEFT: &str = "It was left out and the rest is used; mend the row";

/// An issue of the tree.
pub(super) fn issue(row: Option<u64>, problem: &str, hint: &str) -> Issue {
    Issue { row, column: None, problem: problem.to_owned(), hint: hint.to_owned() }
}
