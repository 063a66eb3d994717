//! Plain tables and series that the screen, files and the pitch render alike.

pub mod aimed;
pub mod card;
pub mod checks;
pub mod explain;
pub mod facets;
pub mod figures;
pub mod frontier;
pub mod known;
pub mod niches;
pub mod outlook;
pub mod picture;
pub mod plan;
pub mod record;
pub mod results;
pub mod roster;
pub mod whereabouts;
pub mod words;

pub use card::Card;
