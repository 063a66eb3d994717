//! Every test of the public behaviour, in one binary so that the window is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod exchange;
mod forecast;
mod optimise;
mod pictures;
mod pitch;
mod planner;
mod readme;
mod sample;
mod storage;
mod terminal;
mod tidy;
mod window;
mod window_more;
mod world;
