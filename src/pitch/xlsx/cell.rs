//! What goes into a cell: text that stays text, numbers that are known, formulas with their results.

use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::look::Look;
use crate::pitch::text::readable;

/// The most UTF-16 units a cell holds (Excel specifications and limits, Microsoft).
const MOST_UNITS: usize = 32_767;
/// What shows that text was cut.
const CUT: &str = " … (cut: a cell holds no more)";
/// What is shown where nothing is known.
pub(super) const UNKNOWN: &str = "–";

/// A position: row and column, from 0.
pub(super) type At = (u32, u16);

/// Text as a cell can hold it: readable, not too long, and without what Excel would decode.
pub(super) fn safe(text: &str) -> String {
    // Excel reads "_x000D_" as the character it names (ECMA-376 part 1, 22.9.2.19); the escaped sign keeps the text.
    let text = escape_codes(&readable(text));
    if text.encode_utf16().count() <= MOST_UNITS {
        return text;
    }
    let room = MOST_UNITS - CUT.encode_utf16().count();
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    kept.collect::<String>() + CUT
}

fn escape_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let code = text.as_bytes().get(i..i + 7);
        let is_code =
            code.is_some_and(|b| b.starts_with(b"_x") && b[6] == b'_' && b[2..6].iter().all(u8::is_ascii_hexdigit));
        out.push_str(if is_code { "_x005F" } else { "" });
        out.push(c);
    }
    out
}

/// Writes text, or "–" where there is none. Text that looks like a formula also gets the mark that keeps it text
/// when somebody edits the cell.
pub(super) fn text(sheet: &mut Worksheet, at: At, text: &str, format: &Format) -> Result<(), XlsxError> {
    let text = safe(text);
    let shown = if text.trim().is_empty() { UNKNOWN } else { &text };
    let first = shown.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars().next();
    let risky = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\''));
    if risky {
        sheet.write_string_with_format(at.0, at.1, shown, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(at.0, at.1, shown, format)?;
    }
    Ok(())
}

/// Makes a row high enough for its wrapped texts, each with the width of its column in characters. Not every program
/// does so by itself.
pub(super) fn fit(sheet: &mut Worksheet, row: u32, texts: &[(&str, f64)]) -> Result<(), XlsxError> {
    let lines = |text: &str, width: f64| -> f64 {
        text.lines().map(|line| (line.chars().count() as f64 * 1.1 / width).ceil().max(1.0)).sum()
    };
    let most = texts.iter().map(|(text, width)| lines(text, *width)).fold(1.0, f64::max);
    // A row is at most 409 points high.
    sheet.set_row_height(row, (most * 15.0).min(400.0))?;
    Ok(())
}

/// The title of a sheet and the line below it.
pub(super) fn title(sheet: &mut Worksheet, look: &Look, title: &str, lead: &str) -> Result<(), XlsxError> {
    sheet.set_row_height(0, 30)?.set_row_height(1, 20)?;
    text(sheet, (0, 0), title, &look.title)?;
    text(sheet, (1, 0), lead, &look.muted)
}

/// Writes a number, or "–" where it isn't known.
pub(super) fn number(sheet: &mut Worksheet, at: At, value: Option<f64>, format: &Format) -> Result<(), XlsxError> {
    match value.filter(|value| value.is_finite()) {
        Some(value) => sheet.write_number_with_format(at.0, at.1, value, format)?,
        None => {
            let right = format.clone().set_align(FormatAlign::Right);
            sheet.write_string_with_format(at.0, at.1, UNKNOWN, &right)?
        }
    };
    Ok(())
}

/// Writes a formula of ours with its result; `None` is the result "–".
pub(super) fn formula(
    sheet: &mut Worksheet,
    at: At,
    formula: &str,
    result: Option<f64>,
    format: &Format,
) -> Result<(), XlsxError> {
    let result = result.filter(|value| value.is_finite()).map_or(UNKNOWN.to_owned(), |value| value.to_string());
    let right = format.clone().set_align(FormatAlign::Right);
    sheet.write_formula_with_format(at.0, at.1, Formula::new(formula).set_result(result), &right)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_with_a_mark() {
        let exact = "x".repeat(MOST_UNITS);
        assert_eq!(safe(&exact), exact);
        let cut = safe(&"👩".repeat(MOST_UNITS));
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= MOST_UNITS);
    }

    #[test]
    fn codes_stay_text() {
        assert_eq!(safe("a_x000D_b"), "a_x005F_x000D_b");
        assert_eq!(safe("_x00_é_x00é0_"), "_x00_é_x00é0_");
    }
}
