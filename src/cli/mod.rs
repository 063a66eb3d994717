//! The terminal: the same commands without a window, for scripts and for tests.

mod args;
mod json;
mod print;
mod run;

pub use args::{Args, Verb};

use std::process::ExitCode;

/// Runs a verb: results on standard output, problems on standard error with a failing exit code.
pub fn run(verb: Verb) -> ExitCode {
    match run::run(verb) {
        Ok(done) => {
            for problem in &done.problems {
                eprintln!("{problem}");
            }
            // A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
            let _written = print::out(&done.output);
            if done.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
