//! The terminal: the same commands without a window, for scripts and for tests.

mod args;
mod json;
mod print;
mod run;

pub use args::{Args, Verb};

use std::io::ErrorKind;
use std::process::ExitCode;

/// Runs a verb: results on standard output, problems on standard error with a failing exit code.
pub fn run(verb: Verb) -> ExitCode {
    match run::run(verb) {
        Ok(done) => {
            for problem in &done.problems {
                eprintln!("{problem}");
            }
            match print::out(&done.output) {
                // A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    eprintln!("The answer can't be written: {error}");
                    ExitCode::FAILURE
                }
                _ if done.failed => ExitCode::FAILURE,
                _ => ExitCode::SUCCESS,
            }
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
