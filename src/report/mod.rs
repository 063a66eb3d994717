//! Plain tables and series that the screen, files and the pitch render alike.

pub mod card;
pub mod facets;
pub mod plan;
pub mod roster;

pub use card::Card;
