//! The program: a window on a roster, or one verb in the terminal.

use std::process::ExitCode;

use clap::Parser;
use smallmighty::{cli, ui};

fn main() -> ExitCode {
    let args = cli::Args::parse();
    match args.verb {
        Some(verb) => cli::run(verb),
        None => ui::run(args.roster, args.sample),
    }
}
