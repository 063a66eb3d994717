//! Where places are: an embedded gazetteer, searched by name and by distance.

mod area_names;
mod country;
mod decode;
mod distance;
mod find;
mod gazetteer;
mod grid;
mod hint;
mod key;
mod people;
mod place;
mod search;

pub use country::{Country, Region};
pub use distance::distance_km;
pub use find::{Certainty, Found};
pub use gazetteer::Gazetteer;
pub use people::People;
pub use place::Place;
