//! Folding of text, so that search finds "Łódź" under "lodz" and "Straße" under "strasse".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, with ligatures and look-alikes spelt out, white space collapsed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Text as it is stored: composed (NFC), without control characters other than line breaks, trimmed.
pub fn clean(text: &str) -> String {
    let kept: String = text.nfc().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
    kept.trim().to_owned()
}

/// Names as a list in a sentence: "A, B and C".
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            format!("{} and {}", rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_finds_what_people_type() {
        let check = |text: &str, folded: &str| assert_eq!(fold(text), folded, "{text}");
        check("Łódź", "lodz");
        check("  Straße\t Nr ", "strasse nr");
        check("MICHÈLE", "michele");
        check("Ærø", "aero");
        check("İstanbul", "istanbul");
        check("ﬁne", "fine");
        check("東京", "東京");
    }

    #[test]
    fn cleaning_keeps_text_and_drops_controls() {
        assert_eq!(clean(" a\u{0}b\r\nc "), "ab\nc");
        assert_eq!(clean("e\u{301}"), "é");
    }
}
