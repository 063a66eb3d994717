//! A safe file name for a pitch.

use super::Pitch;

/// The most bytes a stem has; an extension and a counter still fit every file system.
const MOST: usize = 120;

/// A file name without extension made of campaign and scenario: "autumn-menu-a".
///
/// Holds only letters, digits, and single "-" between them; at most 120 bytes of UTF-8; is never empty, never a
/// name that Windows reserves, never starts with "-" or "." and never ends with a dot or a space.
pub fn file_stem(pitch: &Pitch) -> String {
    let mut stem = words(&format!("{} {}", pitch.campaign, pitch.scenario));
    // Cut the campaign and not the scenario, so that the files of two scenarios differ.
    let scenario = words(&pitch.scenario);
    if stem.len() > MOST && !scenario.is_empty() && scenario.len() <= MOST / 2 {
        stem = cut(&words(&pitch.campaign), MOST - scenario.len() - 1);
        stem.push('-');
        stem.push_str(&scenario);
    }
    let stem = cut(&stem, MOST);
    if stem.is_empty() || is_reserved(&stem) { cut(&format!("pitch-{stem}"), MOST) } else { stem }
}

/// Lower case letters and digits of any script; everything between them becomes one "-".
fn words(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn cut(text: &str, most: usize) -> String {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text[..end].trim_end_matches('-').to_owned()
}

/// Device names of Windows ("Naming Files, Paths, and Namespaces", Microsoft 2024).
fn is_reserved(stem: &str) -> bool {
    let port = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|n| matches!(n.chars().next(), Some('0'..='9' | '¹' | '²' | '³')) && n.chars().count() == 1)
    };
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin" | "conout" | "clock") || port("com") || port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_letters_of_any_script() {
        assert_eq!(words("  Herbst-Menü 2026 / Café & Łódź "), "herbst-menü-2026-café-łódź");
        assert_eq!(words("../../etc/passwd"), "etc-passwd");
        assert_eq!(words("東京 🍜"), "東京");
        assert_eq!(words("...\u{202e}"), "");
    }
}
