//! Which line names the columns, if any, and what the columns are called.

use super::alias::is_header;
use super::number::Numeral;
use super::record::MAX_CELLS;
use crate::domain::text::clean;

/// How far down a header is looked for: a title, a remark and a blank line may stand above it.
pub(super) const DEPTH: usize = 20;

/// Finds the header among the first `lines` of a file; `None` if every line is data.
pub(super) fn find_header(lines: &[Vec<&str>]) -> Option<usize> {
    let known: Vec<usize> = lines.iter().map(|line| known_cells(line)).collect();
    let most = known.iter().copied().max().unwrap_or_default();
    if most > 0 {
        // A title such as "Creators" must not beat the line below it with ten known names.
        let best = known.iter().position(|count| *count * 2 > most);
        let wide = |line: &usize| most > 1 || filled(&lines[*line]).count() <= 3;
        let naming =
            |line: &usize| is_naming(&lines[*line], most > 1) && !comes_back(&lines[*line], &lines[line + 1..]);
        if let Some(line) = best.filter(wide).filter(naming) {
            return Some(line);
        }
    }
    let first = lines.first()?;
    (names_unlike_values(first, &lines[1..])).then_some(0)
}

/// Names for `width` columns: the header's, or else "Column 3"; all distinct, none empty.
pub(super) fn column_names(header: Option<&[&str]>, width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    for index in 0..width.min(MAX_CELLS) {
        let cell = header.and_then(|cells| cells.get(index)).copied().unwrap_or_default();
        let written = clean(&cell.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{feff}', ""));
        let base = if written.is_empty() { format!("Column {}", index + 1) } else { shorten(&written) };
        let mut name = base.clone();
        for copy in 2.. {
            if taken.insert(name.clone()) {
                break;
            }
            name = format!("{base} ({copy})");
        }
        names.push(name);
    }
    names
}

fn shorten(name: &str) -> String {
    name.chars().take(80).collect()
}

fn filled<'a>(line: &'a [&str]) -> impl Iterator<Item = &'a str> {
    line.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

fn known_cells(line: &[&str]) -> usize {
    filled(line).filter(|cell| cell.len() <= 60 && is_header(cell)).count()
}

fn is_value(cell: &str) -> bool {
    Numeral::scan(cell).is_ok()
        || cell.starts_with('@')
        || cell.contains("://")
        || (cell.contains('@') && cell.contains('.'))
}

/// A header names things; a line of data that happens to hold "instagram" has numbers or addresses beside it.
fn is_naming(line: &[&str], lenient: bool) -> bool {
    let (values, all) = (filled(line).filter(|cell| is_value(cell)).count(), filled(line).count());
    if lenient { values * 3 <= all } else { values == 0 }
}

/// The name of a column isn't a value of the same column; "instagram" in a list without a header is.
fn comes_back(line: &[&str], below: &[Vec<&str>]) -> bool {
    let back =
        |column: usize, name: &str| below.iter().any(|row| row.get(column).is_some_and(|cell| cell.trim() == name));
    line.iter().enumerate().any(|(column, cell)| !cell.trim().is_empty() && back(column, cell.trim()))
}

/// Without a known name: a first line of distinct words is a header if some column below holds values,
/// or if none of its words comes back below.
fn names_unlike_values(first: &[&str], below: &[Vec<&str>]) -> bool {
    let words: std::collections::BTreeSet<&str> = filled(first).collect();
    let naming = !words.is_empty() && words.len() == filled(first).count() && !words.iter().any(|cell| is_value(cell));
    let values =
        |column: usize| below.iter().filter_map(|line| line.get(column)).filter(|cell| is_value(cell.trim())).count();
    let typed = (0..first.len()).any(|column| values(column) * 2 > below.len());
    let repeated = below.iter().flat_map(|line| filled(line)).any(|cell| words.contains(cell));
    naming && !below.is_empty() && (typed || (!repeated && first.len() > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_or_missed_rightly() {
        let check = |lines: &[&[&str]], expected: Option<usize>| {
            let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.to_vec()).collect();
            assert_eq!(find_header(&lines), expected, "{lines:?}");
        };
        check(&[&["name", "followers"], &["marta", "1200"]], Some(0));
        check(&[&["Creators", ""], &["Influencer Name", "Handle"], &["Marta", "@marta"]], Some(1));
        check(&[&["xQcOW", "6196161750", "English"], &["Gaules", "5644590915", "Portuguese"]], None);
        check(&[&["marta", "instagram", "1200"], &["jonas", "instagram", "900"]], None);
        check(&[&["Zauberer", "Rang"], &["Merlin", "1"], &["Gandalf", "2"]], Some(0));
        check(&[&["@marta"], &["@jonas"]], None);
        check(&[&["handle"], &["@jonas"]], Some(0));
        check(&[], None);
    }

    #[test]
    fn column_names_are_distinct_and_never_empty() {
        assert_eq!(
            column_names(Some(&["followers", "followers", "", "Name\r\n", "followers (2)"]), 6),
            ["followers", "followers (2)", "Column 3", "Name", "followers (2) (2)", "Column 6"]
        );
        assert_eq!(column_names(None, 2), ["Column 1", "Column 2"]);
    }
}
