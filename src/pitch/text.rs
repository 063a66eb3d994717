//! Imported text made safe to carry: nothing a file format or a reader would choke on.

/// Text without what XML and HTML can't carry: control characters except line feed and tab, and the two
/// non-characters U+FFFE and U+FFFF (XML 1.0, 5th edition 2008, section 2.2). Signs that turn the direction of
/// whatever follows are dropped too: one name could turn the line it stands in (UAX #9; Trojan Source, 2021).
pub(super) fn readable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let broken = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}') || (c.is_control() && !matches!(c, '\n' | '\t'));
    text.chars().filter(|c| !turns(*c) && !broken(*c)).collect()
}

/// The handle with its "@", or nothing where there is none.
pub(super) fn at_handle(handle: &str) -> String {
    let bare = handle.trim().trim_start_matches('@');
    if bare.is_empty() { String::new() } else { format!("@{bare}") }
}

/// `url` if it is an address of the web that may become a link: http or https, a host without user name, no white
/// space or quotes, at most 2,000 characters.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let hidden = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\');
    let plain = !url.contains(hidden) && url.chars().count() <= 2_000;
    // "https://known.example@other.example/" leads to the second host.
    (known && plain && host.contains('.') && !host.contains('@')).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for good in ["https://www.instagram.com/marta.bakes/?hl=de", "HTTP://tiktok.com/@eats", " https://a.b "] {
            assert_eq!(web_address(good), Some(good.trim()), "{good}");
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "javascript://a.b/%0aalert(1)",
            "data:text/html,x",
            "//a.b/c",
            "https://",
            "https://instagram.com@evil.example/",
            "https://a.b/\" onclick=\"x",
            "https://a.b/\nx",
            "file:///etc/passwd",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_xml_cannot_carry_is_dropped() {
        assert_eq!(readable("a\u{0}b\u{1b}\r\n\tc\u{fffe}\u{85}é👩‍👧"), "ab\n\tcé👩‍👧");
        assert_eq!(readable("txt.\u{202e}gnp.exe\u{2066}"), "txt.gnp.exe");
        assert_eq!((at_handle("@x"), at_handle(" y "), at_handle("@")), ("@x".into(), "@y".into(), String::new()));
    }
}
