//! Writes tables as CSV and for the clipboard, so that no spreadsheet takes a cell for a formula.

/// One cell to write.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing known.
    Empty,
    /// Text of any origin.
    Text(String),
    /// A number; nothing is written if it isn't finite.
    Number(f64),
    /// A number already written out with a decimal point, such as an amount of money.
    Exact(String),
}

/// A table as UTF-8 CSV with the byte order mark that Excel needs, and CRLF line ends (RFC 4180).
pub fn write_csv(headers: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    write_table(
        &mut out,
        headers,
        rows,
        |text| {
            if text.contains([',', ';', '\t', '"', '\n', '\r']) || text.trim() != text {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        },
        (",", "\r\n", '.'),
    );
    out.into_bytes()
}

/// A table for the clipboard: tabs between cells; line breaks and tabs inside cells become spaces. Numbers have the
/// decimal mark that the user's spreadsheet reads.
pub fn write_tsv(headers: &[&str], rows: &[Vec<Cell>], decimal: char) -> String {
    let mut out = String::new();
    write_table(
        &mut out,
        headers,
        rows,
        |text| text.replace(['\t', '\n', '\r'], " ").replace('"', "\u{201d}"),
        ("\t", "\n", decimal),
    );
    out
}

/// `text` with an apostrophe in front if a spreadsheet would compute it (OWASP ASVS 1.2.10, CWE-1236).
/// Import takes the apostrophe off again, so that text survives the round trip.
pub fn text_cell(text: &str) -> String {
    if needs_mark(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether an apostrophe goes in front: also where one stands there already, so that taking one off gives `text` back.
pub(super) fn needs_mark(text: &str) -> bool {
    is_guarded(text) || is_guarded(text.trim_start_matches(|c: char| c.is_whitespace() || c == '\''))
}

/// Whether a spreadsheet would take `text` for a formula, also behind blanks and in full-width letters.
fn is_guarded(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n', '\0']) {
        return true;
    }
    let bare =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'));
    // A quote and a separator in front break out of a cell in readers that cut again.
    let bare = bare.trim_start_matches(['"', ';', ',']);
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'])
}

fn write_table(
    out: &mut String,
    headers: &[&str],
    rows: &[Vec<Cell>],
    quote: impl Fn(String) -> String,
    (between, end, decimal): (&str, &str, char),
) {
    let header = headers.iter().map(|name| quote(text_cell(name))).collect::<Vec<_>>();
    out.push_str(&header.join(between));
    out.push_str(end);
    let marked = |number: String| if decimal == '.' { number } else { number.replace('.', &decimal.to_string()) };
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => quote(text_cell(text)),
            Cell::Number(number) if number.is_finite() => marked(number.to_string()),
            Cell::Number(_) => String::new(),
            Cell::Exact(number) => quote(marked(number.clone())),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(between));
        out.push_str(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_is_a_formula() {
        let check = |text: &str, written: &str| assert_eq!(text_cell(text), written, "{text:?}");
        check("=1+1", "'=1+1");
        check("  @SUM(1)", "'  @SUM(1)");
        check("＝1+1", "'＝1+1");
        check("'=1+1", "''=1+1");
        check("\";=1+1", "'\";=1+1");
        check("+49 30 1234567", "'+49 30 1234567");
        check("Marta's", "Marta's");
        check("", "");
    }

    #[test]
    fn cells_with_separators_are_quoted_and_numbers_stay_numbers() {
        let rows =
            vec![vec![Cell::Text("a, \"b\"".into()), Cell::Number(-1.5), Cell::Exact("9.50".into()), Cell::Empty]];
        let written = String::from_utf8(write_csv(&["x", "y", "z", "w"], &rows)).expect("UTF-8");
        assert_eq!(written, "\u{feff}x,y,z,w\r\n\"a, \"\"b\"\"\",-1.5,9.50,\r\n");
        assert_eq!(write_tsv(&["x"], &[vec![Cell::Text("a\tb\nc".into())]], '.'), "x\na b c\n");
        let numbers = vec![Cell::Number(-1.5), Cell::Exact("9.50".into()), Cell::Text("9.50".into())];
        assert_eq!(write_tsv(&["x"], &[numbers], ','), "x\n-1,5\t9,50\t9.50\n");
    }
}
