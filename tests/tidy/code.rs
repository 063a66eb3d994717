//! Rust text without what isn't code: comments, the insides of strings, tests.

/// What a stretch of text is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    Text,
}

/// `text` with comments blanked out and strings kept; every line keeps its number.
pub fn without_comments(text: &str) -> String {
    blank(text, |kind| kind == Kind::Comment)
}

/// `text` with comments and the insides of strings blanked out; every line keeps its number.
pub fn bare(text: &str) -> String {
    blank(text, |kind| kind != Kind::Code)
}

fn blank(text: &str, hide: impl Fn(Kind) -> bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (kind, end) = stretch(&chars, at);
        for c in &chars[at..end] {
            out.push(if hide(kind) && *c != '\n' { ' ' } else { *c });
        }
        at = end;
    }
    out
}

/// The kind of the stretch that begins at `at`, and where it ends.
fn stretch(chars: &[char], at: usize) -> (Kind, usize) {
    let rest = &chars[at..];
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    let inside_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if starts("//") {
        return (Kind::Comment, at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()));
    }
    if starts("/*") {
        return (Kind::Comment, at + block_comment(rest));
    }
    if rest[0] == '"' {
        return (Kind::Text, at + quoted(rest));
    }
    if !inside_word && (rest[0] == 'r' || starts("br")) {
        let from = if rest[0] == 'b' { 2 } else { 1 };
        let hashes = rest[from..].iter().take_while(|c| **c == '#').count();
        if rest.get(from + hashes) == Some(&'"') {
            return (Kind::Text, at + raw(rest, from, hashes));
        }
    }
    if rest[0] == '\'' && (rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')) {
        let close = if rest[1] == '\\' { rest.iter().skip(3).position(|c| *c == '\'').map_or(1, |p| p + 4) } else { 3 };
        return (Kind::Text, at + close.min(rest.len()));
    }
    (Kind::Code, at + 1)
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut i) = (0, 0);
    while i + 1 < rest.len() {
        match (rest[i], rest[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') if depth == 1 => return i + 2,
            ('*', '/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    rest.len()
}

fn quoted(rest: &[char]) -> usize {
    let mut i = 1;
    while i < rest.len() && rest[i] != '"' {
        i += if rest[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(rest.len())
}

fn raw(rest: &[char], from: usize, hashes: usize) -> usize {
    let body = from + hashes + 1;
    (body..rest.len())
        .find(|i| rest[*i] == '"' && rest[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes)
        .map_or(rest.len(), |i| i + 1 + hashes)
}

/// Bare code with what stands under `#[cfg(test)]` blanked out; every line keeps its number.
pub fn without_tests(bare: &str, keep: &str) -> String {
    let mut out: Vec<char> = keep.chars().collect();
    let chars: Vec<char> = bare.chars().collect();
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut at = 0;
    while at + mark.len() <= chars.len() {
        if chars[at..at + mark.len()] != mark[..] {
            at += 1;
            continue;
        }
        let end = item_end(&chars, at + mark.len());
        for c in &mut out[at..end] {
            *c = if *c == '\n' { '\n' } else { ' ' };
        }
        at = end;
    }
    out.into_iter().collect()
}

/// Where the item that begins at `at` ends: after its `;`, or after the `}` that closes its first `{`.
pub fn item_end(chars: &[char], at: usize) -> usize {
    let (mut braces, mut others) = (0_i32, 0_i32);
    for (i, c) in chars.iter().enumerate().skip(at) {
        match c {
            '{' => braces += 1,
            '}' if braces == 1 => return i + 1,
            '}' => braces -= 1,
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            ';' if braces == 0 && others == 0 => return i + 1,
            _ => {}
        }
    }
    chars.len()
}

/// Whether `code` says `word` as a word of its own; `word` may be a path such as "std::fs".
pub fn says(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let before = code[..at].chars().next_back().is_some_and(part);
        let after = code[at + word.len()..].chars().next().is_some_and(part);
        !(before && word.starts_with(part) || after && word.ends_with(part))
    })
}

/// The names that follow `prefix::` in code: `crate::a::b` and `crate::{a::b, c}` give "a" and "c". With line numbers.
pub fn names_after(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let start = format!("{prefix}::");
    let mut names = Vec::new();
    for (at, _) in code.match_indices(&start) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = code[at + start.len()..].trim_start();
        let word =
            |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_level(group).iter().map(|part| (line, word(part)))),
            None => names.push((line, word(rest))),
        }
    }
    names.retain(|(_, name)| !name.is_empty());
    names
}

/// The parts of `a::{b, c}, d}…` up to the closing brace, split at the commas outside of inner braces.
fn first_level(group: &str) -> Vec<String> {
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                part.push(c);
            }
        }
    }
    parts.push(part);
    parts
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let text =
        "let a = \"// no\"; // yes\nlet b = r#\"x \" y\"#; /* a /* b */ */ let c = '\"'; let d: &'a str = \"\\\"\"; e";
    let code = bare(text);
    let shown: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(shown.join(" "), "let a = ; let b = ; let c = ; let d: &'a str = ; e");
    assert!(without_comments(text).contains("// no") && !without_comments(text).contains("yes"));
    assert_eq!(bare(text).lines().count(), 2);
}

#[test]
fn tests_are_left_out() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { {} }\n}\nfn c() {}\n#[cfg(test)]\nuse x;\nfn d() {}";
    let kept = without_tests(&bare(text), text);
    assert!(kept.contains("fn a") && kept.contains("fn c") && kept.contains("fn d"), "{kept}");
    assert!(!kept.contains("fn b") && !kept.contains("use x"), "{kept}");
}

#[test]
fn names_are_found_alone_and_in_groups() {
    let names = |code| names_after(code, "crate").into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::a::b; let x = crate::c::d(); $crate::m!();"), "a c");
    assert_eq!(names("use crate::{\n    a::{b, c},\n    d,\n    e::f,\n};"), "a d e");
    assert!(says("use std::fs;", "std::fs") && !says("std::fsx", "std::fs") && !says("megui::x", "egui"));
}
