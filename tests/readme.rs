//! The README's commands exist and say what the program takes.

use clap::Parser;
use smallmighty::cli::Args;

use crate::tidy::readme;

fn text(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect("a file")
}

#[test]
fn every_command_of_the_readme_is_understood() {
    let accepts = |args: &[String]| {
        let all = std::iter::once("smallmighty".to_owned()).chain(args.iter().cloned());
        Args::try_parse_from(all).map(drop).map_err(|error| error.to_string())
    };
    let readme = text("README.md");
    assert!(readme::commands(&readme).len() >= 10, "the README shows its commands");
    let refused = readme::refused(&readme, accepts);
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    let features = readme::unknown_features(&readme, &text("Cargo.toml"));
    assert!(features.is_empty(), "{}", features.join("\n"));
}

#[test]
fn a_command_that_does_not_exist_is_noticed() {
    let accepts = |args: &[String]| if args[0] == "fly" { Err("no".to_owned()) } else { Ok(()) };
    assert_eq!(readme::refused("```sh\nsmallmighty fly --high\n```\n", accepts).len(), 1);
}
