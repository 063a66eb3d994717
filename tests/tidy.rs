//! The house rules, so that the tree stays as the architecture describes it.
//!
//! Every rule is a function from a file to complaints, and is itself tried on a file that breaks it.

mod code;
pub mod readme;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use rules::File;

/// What may lie in the root where everybody sees it.
const TOP: [&str; 7] = ["Cargo.toml", "Cargo.lock", "README.md", "LICENSE", "src", "assets", "tests"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of these endings, in a fixed order.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
    File::new(&name, &text)
}

fn sources() -> Vec<File> {
    files(&root().join("src"), &["rs"]).iter().map(|path| read(path)).collect()
}

fn expect_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} broken house rules:\n  {}\n", complaints.len(), complaints.join("\n  "));
}

fn every_source(rule: impl Fn(&File) -> Vec<String>) {
    let sources = sources();
    assert!(sources.len() > 10, "src wasn't found");
    expect_none(sources.iter().flat_map(rule).collect());
}

#[test]
fn layers_use_only_the_layers_below_them() {
    every_source(rules::arrows);
}

#[test]
fn layers_keep_to_their_own_words() {
    every_source(rules::forbidden_words);
}

#[test]
fn sql_is_said_in_storage_only() {
    every_source(rules::sql);
    let outside =
        files(&root().join("src"), &["sql"]).into_iter().filter(|path| !path.starts_with(root().join("src/storage")));
    expect_none(outside.map(|path| format!("{}: move it below src/storage", path.display())).collect());
}

#[test]
fn nothing_reaches_for_the_network() {
    every_source(rules::network);
    expect_none(rules::network_crates(&fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml")));
}

#[test]
fn files_open_with_a_sentence_and_stay_short() {
    every_source(rules::opening);
    every_source(rules::file_length);
}

#[test]
fn functions_stay_short() {
    every_source(rules::function_length);
}

#[test]
fn nothing_panics_on_purpose_and_nothing_is_left_to_do() {
    every_source(rules::panics);
    every_source(rules::left_to_do);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let mut all = sources();
    all.extend(files(&root().join("tests"), &["rs"]).iter().map(|path| read(path)));
    all.extend([root().join("README.md"), root().join("Cargo.toml")].iter().filter(|p| p.exists()).map(|p| read(p)));
    expect_none(all.iter().flat_map(rules::machine_paths).collect());
}

#[test]
fn tests_open_with_a_sentence() {
    let tests: Vec<File> = files(&root().join("tests"), &["rs"]).iter().map(|path| read(path)).collect();
    expect_none(tests.iter().flat_map(rules::opening).collect());
}

#[test]
fn the_root_holds_only_what_a_reader_expects() {
    let names = fs::read_dir(root()).expect("the root").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    expect_none(rules::top_names(names, &TOP));
}

#[test]
fn commands_in_the_readme_name_features_that_exist() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let text = fs::read_to_string(root().join("README.md")).unwrap_or_default();
    expect_none(readme::unknown_features(&text, &manifest));
}
