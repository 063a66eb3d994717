//! Keys of names: what different spellings of one name have in common.

use std::sync::OnceLock;

use crate::domain::text::fold;

/// Marks that some write and some leave out.
const DROPPED: [char; 12] = ['\'', '’', '‘', '`', '´', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '′', '.', '\u{fe0f}'];

/// The folded text without marks: "St. Gallen" is "st gallen", "L'Aquila" is "laquila".
pub(super) fn plain(text: &str) -> String {
    if text.chars().all(|c| c < TABLE_END) {
        let table = TABLE.get_or_init(|| ('\0'..TABLE_END).map(folded).collect());
        words(text.chars().flat_map(|c| table.get(c as usize).map(String::as_str).unwrap_or_default().chars()))
    } else {
        words(fold(text).chars())
    }
}

/// Folded letters up to the end of Latin Extended-B. Folding each by itself is folding them together, as none of them
/// combines with its neighbours; looking them up is ten times faster.
static TABLE: OnceLock<Vec<String>> = OnceLock::new();

/// What a letter becomes inside of a word; at the ends, spaces would be lost.
fn folded(c: char) -> String {
    let framed = fold(&format!("|{c}|"));
    framed.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).unwrap_or_default().to_owned()
}

/// The first letter that isn't in the table.
const TABLE_END: char = '\u{250}';

fn words(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars.filter(|c| !DROPPED.contains(c)) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The plain text with "ae", "oe", "ue" and "aa" as one letter, so that "Zürich", "Zurich" and "Zuerich" are one.
pub(super) fn key(text: &str) -> String {
    collapse(&plain(text))
}

/// Of a plain text, the key.
pub(super) fn collapse(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        let twin = match c {
            'a' => matches!(rest.peek(), Some('a' | 'e')),
            'o' | 'u' => rest.peek() == Some(&'e'),
            _ => false,
        };
        if twin {
            rest.next();
        }
    }
    out
}

/// The text with umlauts and rings spelt out, as people do without such keys: "Köln" is "Koeln", "Århus" is "Aarhus".
pub(super) fn spelt_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            'Ä' | 'Æ' => out.push_str("Ae"),
            'Ö' | 'Ø' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'Å' => out.push_str("Aa"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        let same = |names: &[&str]| {
            for name in names {
                assert_eq!(key(name), key(names[0]), "{name}");
            }
        };
        same(&["Zürich", "Zurich", "Zuerich", "ZÜRICH", " zu\u{308}rich "]);
        same(&["Łódź", "lodz", "Lódź"]);
        same(&["Århus", "Aarhus", "Arhus"]);
        same(&["Tromsø", "Tromsoe", "Tromso"]);
        same(&["Gießen", "Giessen"]);
        same(&["L'Aquila", "L’Aquila", "LAquila"]);
        same(&["Saint-Denis", "saint denis", "Saint  Denis"]);
        for c in '\0'..TABLE_END {
            let text = format!("a{c}b");
            assert_eq!(plain(&text), words(fold(&text).chars()), "{c:?}");
        }
        assert_eq!(plain("A\tB\u{a0}C"), "a b c");
        assert_eq!(key("---"), "");
        assert_eq!(key("東京"), "東京");
        assert_eq!(spelt_out("Århus, Köln"), "Aarhus, Koeln");
    }
}
