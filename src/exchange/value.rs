//! A cell as a value: which words mean that nothing is known, and text as it is kept.

use crate::domain::text::clean;

/// What programs and people write where they know nothing, in lower case.
const UNKNOWN: &[&str] = &[
    "-",
    "–",
    "—",
    "−",
    ".",
    "?",
    "n/a",
    "n/a'",
    "na",
    "n.a.",
    "n.v.",
    "k.a.",
    "k. a.",
    "keine angabe",
    "nan%",
    "null",
    "none",
    "nil",
    "undefined",
    "unknown",
    "unbekannt",
    "tbd",
    "#n/a",
    "#na",
    "#nv",
    "#null!",
    "#value!",
    "#valor!",
    "#valeur!",
    "#wert!",
    "#ref!",
    "#bezug!",
    "#name?",
    "#div/0!",
    "#num!",
    "#zahl!",
    "#error!",
    "<na>",
    "\\n",
];

/// The trimmed cell, or `None` if it says that nothing is known. A cell that says nothing is never 0.
pub fn known(cell: &str) -> Option<&str> {
    let text = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.is_empty() || matches!(text, "nan" | "NaN" | "NAN") {
        return None;
    }
    // Most cells are numbers, names or longer than the longest of these words.
    let likely = text.len() <= 14
        && text.starts_with(['-', '–', '—', '−', '.', '?', '#', '<', '\\', 'n', 'N', 'k', 'K', 'u', 'U', 't', 'T']);
    let silent = likely && UNKNOWN.contains(&text.to_lowercase().as_str());
    (!silent).then_some(text)
}

/// Text as it is kept: cleaned, and without the apostrophe that keeps a spreadsheet from computing it.
pub(super) fn text(cell: &str) -> Option<String> {
    let text = known(cell)?;
    let bare = text.strip_prefix('\'').filter(|rest| super::csv_out::needs_mark(rest)).unwrap_or(text);
    let plain = bare.is_ascii() && !bare.bytes().any(|b| b.is_ascii_control());
    let kept = if plain { bare.trim().to_owned() } else { clean(bare) };
    (!kept.is_empty()).then_some(kept)
}

/// Several texts in one cell, such as niches: cut at semicolon, comma, bar and line break; each once.
pub(super) fn list(cell: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in cell.split([';', ',', '|', '\n', '•', '、', '，']).filter_map(text) {
        let part: String = part.trim_start_matches('#').trim().chars().take(100).collect();
        let key = crate::domain::text::fold(&part);
        if !part.is_empty() && !parts.iter().any(|known| crate::domain::text::fold(known) == key) {
            parts.push(part);
        }
    }
    parts
}

/// Yes or no, as people and exports write them.
pub(super) fn truth(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "1" | "1.0" | "true" | "t" | "yes" | "y" | "ja" | "oui" | "si" | "sí" | "tak" | "x" | "✓" | "✔"
        | "sponsored" | "paid" | "ad" => Some(true),
        "0" | "0.0" | "false" | "f" | "no" | "n" | "nein" | "non" | "nie" | "organic" | "unpaid" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_unknown_and_zero_is_zero() {
        for cell in ["", " ", "-", "–", "N/A", "N/A'", "nan", "#VALOR!", "#N/A", "null", "None", "\u{feff}"] {
            assert_eq!(known(cell), None, "{cell:?}");
        }
        assert_eq!(known(" 0 "), Some("0"));
        assert_eq!(known("Nan"), Some("Nan"));
    }

    #[test]
    fn lists_are_cut_and_each_part_kept_once() {
        assert_eq!(list("Food; Travel;food, #vegan | –"), ["Food", "Travel", "vegan"]);
        assert_eq!(list("Music & Dance"), ["Music & Dance"]);
    }
}
