//! Towns by what is typed of their names, for fields that ask for one.

use crate::places::Gazetteer;

/// A town that fits what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Town {
    /// Its name with the region where it has one, so that namesakes are told apart.
    pub place: String,
    /// Its country.
    pub country: String,
    /// Name, region and country.
    pub label: String,
    /// People living in it, where known.
    pub people: Option<u32>,
}

/// At most `limit` towns that fit `text`, the likeliest first; accents may be left out, names may be foreign.
pub fn towns(text: &str, limit: usize) -> Vec<Town> {
    let town = |place: &crate::places::Place| {
        let region = place.region.name;
        let own = region.is_empty() || region == place.name;
        Town {
            place: if own { place.name.to_owned() } else { format!("{}, {region}", place.name) },
            country: place.country().name.to_owned(),
            label: place.label(),
            people: place.population,
        }
    };
    if text.trim().is_empty() {
        Vec::new()
    } else {
        Gazetteer::embedded().search(text, limit).into_iter().map(town).collect()
    }
}
