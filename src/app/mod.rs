//! The whole program without a window: commands in, a model out.

pub mod audience;
pub mod bundles;
pub mod candidates;
pub mod clock;
pub mod command;
pub mod folders;
pub mod import;
pub mod model;
pub mod nearby;
pub mod pitching;
pub mod planner;
pub mod planning;
pub mod premises;
pub mod projecting;
pub mod question;
pub mod readings;
pub mod rule_words;
pub mod settings;
pub mod terminal;

mod answer;
mod booking;
mod checks;
mod compared;
mod curve;
mod edit;
mod exporting;
mod flags;
mod importing;
mod outlook;
mod record;
mod rows;
mod sample;
mod scenario;
mod shortlist;
mod table;
mod words;

pub use crate::exchange::field::Field;
pub use command::{Command, NewCreator};
pub use exporting::roster_text;
pub use folders::Folders;
pub use import::ImportSource;
pub use model::Model;
pub use planner::{Planner, Refusal};
pub use settings::{Settings, ThemeChoice};
