//! The rules: each looks at one file and says what to do about what it finds.

use super::code::{bare, item_end, names_after, says, without_comments, without_tests};

/// The most lines a file and a function may have.
const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

/// Each layer and the layers it may use: the arrows at the top of src/lib.rs.
const ARROWS: [(&str, &[&str]); 14] = [
    ("main", &["ui", "cli"]),
    ("lib", &[]),
    ("ui", &["domain", "report", "app"]),
    ("cli", &["domain", "report", "app"]),
    ("app", &["storage", "jobs", "exchange", "pitch", "report", "optimise", "forecast", "places", "domain"]),
    ("storage", &["domain"]),
    ("jobs", &["domain"]),
    ("exchange", &["domain"]),
    ("pitch", &["domain", "forecast", "report"]),
    ("report", &["domain", "forecast"]),
    ("optimise", &["domain", "forecast"]),
    ("forecast", &["domain"]),
    ("places", &["domain"]),
    ("domain", &[]),
];

/// Layers that turn values into values.
const PURE: [&str; 7] = ["domain", "places", "forecast", "optimise", "report", "exchange", "pitch"];

/// Words, whether a layer may say them, and what to do otherwise.
type Words = (&'static [&'static str], fn(&str) -> bool, &'static str);

const FORBIDDEN: [Words; 8] = [
    (
        &["egui", "eframe", "egui_table", "egui_extras", "rfd"],
        |layer| matches!(layer, "ui" | "main"),
        "only ui paints and asks; return plain values and let ui show them",
    ),
    (&["rusqlite"], |layer| layer == "storage", "only storage knows the database; add a verb to Store"),
    (
        &["std::fs", "std::env", "std::process", "File::open", "PathBuf"],
        |layer| !PURE.contains(&layer),
        "this layer turns values into values; take bytes or text and give some back, app reads and writes files",
    ),
    (
        &["SystemTime", "Instant", "Zoned::now", "Timestamp::now"],
        |layer| !PURE.contains(&layer),
        "this layer has no clock; take the day or the deadline as an argument",
    ),
    (
        &["thread::spawn", "thread::Builder", "thread::scope"],
        |layer| layer == "jobs",
        "only jobs starts threads; hand it a pure function",
    ),
    (
        &["std::thread"],
        |layer| !PURE.contains(&layer) && layer != "ui",
        "this layer knows no threads; return a value and let jobs run the function",
    ),
    (
        &["fs::write", "fs::copy", "fs::rename", "fs::remove_file", "fs::remove_dir_all", "File::create"],
        |layer| layer == "storage",
        "only storage writes files, whole or not at all; use storage::write_whole",
    ),
    (
        &["serde", "serde_json"],
        |layer| !matches!(layer, "domain" | "forecast" | "optimise"),
        "this layer has no file format; write the format in exchange, storage or pitch",
    ),
];

/// A file and three ways to look at it.
pub struct File {
    /// Its path below the root, with "/".
    pub name: String,
    /// Its layer: the folder or file directly in src.
    pub layer: String,
    /// All of it.
    pub text: String,
    /// Code outside tests, without comments, strings blanked.
    pub bare: String,
    /// Code outside tests, without comments, with strings.
    pub code: String,
}

impl File {
    pub fn new(name: &str, text: &str) -> File {
        let below = name.strip_prefix("src/").unwrap_or(name);
        let layer = below.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let all = bare(text);
        File {
            name: name.to_owned(),
            layer,
            text: text.to_owned(),
            bare: without_tests(&all, &all),
            code: without_tests(&all, &without_comments(text)),
        }
    }

    fn says(&self, line: usize, what: String) -> String {
        format!("{}:{line}: {what}", self.name)
    }

    /// A complaint for every line of `code` that `bad` finds something in.
    fn lines(&self, code: &str, bad: impl Fn(&str) -> Option<String>) -> Vec<String> {
        code.lines().enumerate().filter_map(|(i, line)| Some(self.says(i + 1, bad(line)?))).collect()
    }
}

/// Uses of layers that the arrows don't allow, and steps out of a layer by `super`.
pub fn arrows(file: &File) -> Vec<String> {
    let Some((layer, allowed)) = ARROWS.iter().find(|(layer, _)| *layer == file.layer) else {
        return vec![file.says(1, format!("no layer is called {}; move the file into one", file.layer))];
    };
    let ours = |name: &str| ARROWS.iter().any(|(layer, _)| *layer == name);
    let mut complaints = Vec::new();
    for prefix in ["crate", "smallmighty"] {
        for (line, name) in names_after(&file.bare, prefix) {
            if name != *layer && ours(&name) && !allowed.contains(&name.as_str()) {
                let may = if allowed.is_empty() { "nothing of ours".to_owned() } else { allowed.join(", ") };
                complaints
                    .push(file.says(line, format!("{layer} may use {may}; not {name}. Let app bring them together")));
            }
        }
    }
    let module = file.name.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let out = "super::".repeat(module.split('/').count());
    complaints.extend(file.lines(&file.bare, |line| {
        line.contains(&out).then(|| format!("{out} leaves the layer; write crate::… so that it can be seen"))
    }));
    complaints
}

/// Words of libraries and of the system that belong to another layer.
pub fn forbidden_words(file: &File) -> Vec<String> {
    let std: Vec<(usize, String)> = names_after(&file.bare, "std");
    let mut complaints = Vec::new();
    for (words, allowed, advice) in FORBIDDEN {
        if allowed(&file.layer) {
            continue;
        }
        for word in words {
            let advice = || format!("{word} doesn't belong in {}: {advice}", file.layer);
            complaints.extend(file.lines(&file.bare, |line| says(line, word).then(advice)));
            // `use std::{fs, thread}` says the same in other words.
            if let Some(name) = word.strip_prefix("std::") {
                let grouped = std.iter().filter(|(_, n)| n == name).map(|(line, _)| file.says(*line, advice()));
                complaints.extend(grouped.filter(|c| !complaints.contains(c)).collect::<Vec<_>>());
            }
        }
    }
    complaints
}

/// Statements of SQL outside storage.
pub fn sql(file: &File) -> Vec<String> {
    let words =
        ["SELECT ", "INSERT INTO", "INSERT OR ", "UPDATE ", "DELETE FROM", "CREATE TABLE", "ALTER TABLE", "PRAGMA "];
    if file.layer == "storage" {
        return Vec::new();
    }
    file.lines(&file.code, |line| {
        let word = words.iter().find(|word| line.contains(**word))?;
        Some(format!("\"{}\" is SQL; put it behind a verb of Store in src/storage", word.trim_end()))
    })
}

/// Anything that could call out.
pub fn network(file: &File) -> Vec<String> {
    let words =
        ["std::net", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs", "reqwest", "ureq", "hyper", "ehttp"];
    let mut complaints = file.lines(&file.bare, |line| {
        let word = words.iter().find(|word| says(line, word))?;
        Some(format!("{word}: the program never uses a network; remove it"))
    });
    let grouped = names_after(&file.bare, "std").into_iter().filter(|(_, name)| name == "net");
    complaints
        .extend(grouped.map(|(line, _)| file.says(line, "net: the program never uses a network; remove it".into())));
    complaints.dedup_by_key(|complaint| complaint.split(": ").next().map(str::to_owned));
    complaints
}

/// Dependencies that exist to call out.
pub fn network_crates(manifest: &str) -> Vec<String> {
    let crates =
        ["reqwest", "ureq", "hyper", "ehttp", "isahc", "curl", "attohttpc", "surf", "tokio", "tungstenite", "minreq"];
    let named = |line: &str| line.split(['=', '.', ' ']).next().unwrap_or_default().to_owned();
    let found = manifest.lines().map(named).filter(|name| crates.contains(&name.as_str()));
    found.map(|name| format!("Cargo.toml: {name} is a network crate; the program works offline, remove it")).collect()
}

/// A file without a first sentence.
pub fn opening(file: &File) -> Vec<String> {
    let first = file.text.lines().next().unwrap_or_default();
    let sentence = first.strip_prefix("//! ").is_some_and(|words| words.split_whitespace().count() >= 2);
    if sentence {
        Vec::new()
    } else {
        vec![file.says(1, "open with a //! sentence that says what the file is for".into())]
    }
}

/// A file too long to be read at one go.
pub fn file_length(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    let advice = format!("{lines} lines, {FILE_LINES} at most; give the second noun or verb in it a file of its own");
    if lines > FILE_LINES { vec![file.says(lines, advice)] } else { Vec::new() }
}

/// Functions too long to be seen at once.
pub fn function_length(file: &File) -> Vec<String> {
    let chars: Vec<char> = file.bare.chars().collect();
    let (mut complaints, mut line, mut word) = (Vec::new(), 1, String::new());
    for (at, c) in chars.iter().enumerate() {
        if c.is_alphanumeric() || *c == '_' {
            word.push(*c);
            continue;
        }
        if word == "fn" && c.is_whitespace() {
            let end = item_end(&chars, at);
            let lines = 1 + chars[at..end].iter().filter(|c| **c == '\n').count();
            let name: String = chars[at + 1..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
            if lines > FUNCTION_LINES {
                let advice =
                    format!("fn {name} has {lines} lines, {FUNCTION_LINES} at most; name its steps as functions");
                complaints.push(file.says(line, advice));
            }
        }
        word.clear();
        line += usize::from(*c == '\n');
    }
    complaints
}

/// Ways to bring the program down.
pub fn panics(file: &File) -> Vec<String> {
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "unimplemented!(", "todo!(", "dbg!(", "unsafe {"];
    file.lines(&file.bare, |line| {
        let word = words.iter().find(|word| line.contains(**word))?;
        Some(format!("{word} outside of tests; return an error or handle the other case"))
    })
}

/// Marks of unfinished work, tests and comments included.
pub fn left_to_do(file: &File) -> Vec<String> {
    file.lines(&file.text, |line| {
        let word = ["TODO", "FIXME", "XXX", "HACK", "todo!("].into_iter().find(|word| says(line, word))?;
        Some(format!("{word}: finish it, or say in a plain comment what is deliberately absent"))
    })
}

/// Folders of the machine the text was written on.
pub fn machine_paths(file: &File) -> Vec<String> {
    // In two parts, so that this file doesn't complain about itself.
    let folders = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/Use", "rs/"), ("/tm", "p/")];
    file.lines(&file.text, |line| {
        let folder = folders.iter().map(|(a, b)| format!("{a}{b}")).find(|folder| line.contains(folder))?;
        Some(format!("{folder} is a folder of one machine; use a path below the crate, or a temporary folder"))
    })
}

/// Names in the root that nobody expects there; hidden ones and build output are let be.
pub fn top_names(names: impl Iterator<Item = String>, allowed: &[&str]) -> Vec<String> {
    let mut odd: Vec<String> =
        names.filter(|n| !n.starts_with('.') && n != "target" && !allowed.contains(&n.as_str())).collect();
    odd.sort();
    odd.iter().map(|n| format!("{n}: move it below src, assets or tests, or remove it")).collect()
}

/// Tries `rule` on a file of that name and counts its complaints.
#[cfg(test)]
fn complaints(rule: fn(&File) -> Vec<String>, name: &str, text: &str, expected: usize) {
    let found = rule(&File::new(name, text));
    assert_eq!(found.len(), expected, "{name}: {text:?} gave {found:#?}");
}

#[test]
fn arrows_can_be_broken() {
    let check = |name, text, expected| complaints(arrows, name, text, expected);
    check("src/domain/a.rs", "use crate::forecast::x;", 1);
    check("src/domain/a.rs", "use crate::domain::x;\n#[cfg(test)]\nmod tests {\n use crate::storage::x;\n}", 0);
    check("src/ui/pages/a.rs", "use crate::{app::Model, optimise::best, ui::table};", 1);
    check("src/ui/a.rs", "fn f() { crate::storage::open() }", 1);
    check("src/pitch/a.rs", "use crate::report::x;\nuse crate::forecast::y;\nuse crate::domain::z;", 0);
    check("src/report/a.rs", "use crate::pitch::x;", 1);
    check("src/cli.rs", "use crate::app::x; // crate::storage", 0);
    check("src/main.rs", "use smallmighty::storage::x;", 1);
    check("src/helpers/a.rs", "", 1);
    check("src/domain/a.rs", "use super::super::storage::x;", 1);
    check("src/domain/mod.rs", "use super::storage::x;", 1);
    check("src/ui/pages/a.rs", "use super::super::table;", 0);
}

#[test]
fn words_can_be_out_of_place() {
    let check = |name, text, expected| complaints(forbidden_words, name, text, expected);
    check("src/domain/a.rs", "use std::fs;", 1);
    check("src/domain/a.rs", "use std::{fmt, fs::File};", 1);
    check("src/domain/a.rs", "// std::fs\nlet a = \"std::fs\";", 0);
    check("src/app/a.rs", "use std::fs;\nlet t = Instant::now();\nfs::read(path);", 0);
    check("src/app/a.rs", "std::thread::spawn(x);", 1);
    check("src/storage/a.rs", "std::thread::sleep(x);", 0);
    check("src/ui/a.rs", "std::thread::sleep(x);", 1);
    check("src/app/a.rs", "std::fs::write(path, bytes);", 1);
    check("src/storage/a.rs", "std::fs::write(path, bytes);", 0);
    check("src/app/a.rs", "use egui::Ui;", 1);
    check("src/ui/a.rs", "use egui::Ui;", 0);
    check("src/app/a.rs", "use rusqlite::Row;", 1);
    check("src/storage/a.rs", "use rusqlite::Row;", 0);
    check("src/optimise/a.rs", "let t = std::time::Instant::now();", 1);
    check("src/forecast/a.rs", "#[derive(serde::Serialize)]", 1);
    check("src/jobs/a.rs", "std::thread::spawn(f);", 0);
}

#[test]
fn sql_and_networks_are_seen() {
    complaints(sql, "src/app/a.rs", "let q = \"SELECT 1\";", 1);
    complaints(sql, "src/app/a.rs", "// SELECT 1\nlet q = \"Select a file\";", 0);
    complaints(sql, "src/storage/a.rs", "let q = \"SELECT 1\";", 0);
    complaints(network, "src/app/a.rs", "use std::net::TcpStream;", 1);
    complaints(network, "src/app/a.rs", "use std::{io, net};", 1);
    complaints(network, "src/app/a.rs", "let net = gross - fee;", 0);
    assert_eq!(network_crates("[dependencies]\nureq = \"3\"\ncsv = \"1\"\ntokio.workspace = true").len(), 2);
}

#[test]
fn long_and_silent_files_are_seen() {
    complaints(opening, "src/domain/a.rs", "//! Money as whole units.\n", 0);
    complaints(opening, "src/domain/a.rs", "use x;\n//! Money as whole units.\n", 1);
    complaints(opening, "src/domain/a.rs", "//!\n", 1);
    complaints(file_length, "src/domain/a.rs", &"\n".repeat(FILE_LINES), 0);
    complaints(file_length, "src/domain/a.rs", &"\n".repeat(FILE_LINES + 1), 1);
    let function =
        |lines: usize| format!("trait T {{\n fn f();\n}}\nfn g() {{\n{}}}\nfn h() {{}}", "a;\n".repeat(lines - 2));
    complaints(function_length, "src/domain/a.rs", &function(FUNCTION_LINES), 0);
    complaints(function_length, "src/domain/a.rs", &function(FUNCTION_LINES + 1), 1);
    let tricky =
        format!("fn f() {{\n let a = \"}}\"; // }}\n let b: [u8; 2] = x;\n{}}}", "a;\n".repeat(FUNCTION_LINES));
    complaints(function_length, "src/domain/a.rs", &tricky, 1);
}

#[test]
fn panics_and_leftovers_are_seen() {
    complaints(panics, "src/app/a.rs", "let a = b.unwrap();\nlet c = d.expect(\"e\");\npanic!(\"f\");", 3);
    complaints(panics, "src/app/a.rs", "let a = b.unwrap_or(0);\n#[cfg(test)]\nmod t {\n fn f() { b.unwrap(); }\n}", 0);
    complaints(left_to_do, "src/app/a.rs", "// TODO later", 1);
    complaints(left_to_do, "src/app/a.rs", "let mastodon = \"METODO\";", 0);
    let path = format!("let a = \"/{}/me/a.csv\";", "home");
    complaints(machine_paths, "src/app/a.rs", &path, 1);
    let names = ["src", ".git", "target", "notes.txt"].map(str::to_owned).into_iter();
    assert_eq!(top_names(names, &["src"]), ["notes.txt: move it below src, assets or tests, or remove it"]);
}
