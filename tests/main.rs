//! Every test of the public behaviour, in one binary so that the window is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod aims;
mod campaign_look;
mod charts;
mod consistent;
mod dice;
mod every_rule;
mod exchange;
mod explain;
mod explaining;
mod explaining_window;
mod forecast;
mod funnel;
mod live;
mod looked;
mod optimise;
mod people;
mod pictures;
mod pitch;
mod places;
mod planner;
mod posts_window;
mod reach_goal;
mod readme;
mod results;
mod rules;
mod rules_window;
mod safe;
mod sample;
mod storage;
mod terminal;
mod tidy;
mod trust;
mod window;
mod window_more;
mod world;
