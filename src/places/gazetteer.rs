//! The gazetteer: every place on Earth with about 1,000 people or more, embedded in the program.

use std::sync::OnceLock;

use super::area_names::AreaNames;
use super::country::{Country, Region};
use super::decode::{Contents, Others, decode};
use super::grid::Grid;
use super::key::{key, plain};
use super::place::Place;

/// GeoNames (CC BY 4.0), packed; assets/places says how.
const PACKED: &[u8] = include_bytes!("../../assets/places.bin");

static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();

/// Places with their countries and regions, searchable by name and by distance.
pub struct Gazetteer {
    pub(super) countries: &'static [Country],
    pub(super) regions: &'static [Region],
    pub(super) places: Vec<Place>,
    pub(super) others: Others,
    pub(super) grid: Grid,
    /// Keys of names of several words; made when a word inside of names is first asked for.
    inner_words: OnceLock<Others>,
    areas: OnceLock<AreaNames>,
}

impl Gazetteer {
    /// The gazetteer in the program, unpacked at the first call (about 20 ms) and kept.
    pub fn embedded() -> &'static Gazetteer {
        EMBEDDED.get_or_init(|| Gazetteer::of(decode(PACKED)))
    }

    /// The same with the names of countries and regions sorted too (some 5 ms more), so that nothing is left to be made
    /// when the country of a place is asked for.
    pub fn ready() -> &'static Gazetteer {
        let gazetteer = Gazetteer::embedded();
        gazetteer.areas();
        gazetteer
    }

    /// Whether [`Gazetteer::ready`] has nothing left to do.
    pub fn is_ready() -> bool {
        EMBEDDED.get().is_some_and(|gazetteer| gazetteer.areas.get().is_some())
    }

    /// Of contents that couldn't be read, a gazetteer without places.
    fn of(contents: Option<Contents>) -> Gazetteer {
        let nothing = Contents { countries: &[], regions: &[], places: Vec::new(), others: Others::default() };
        let Contents { countries, regions, places, others } = contents.unwrap_or(nothing);
        let grid = Grid::of(&places);
        let (inner_words, areas) = (OnceLock::new(), OnceLock::new());
        Gazetteer { countries, regions, places, others, grid, inner_words, areas }
    }

    /// Every place, in the order of their names.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Every country, in the order of their codes.
    pub fn countries(&self) -> &'static [Country] {
        self.countries
    }

    /// The country of a code of two or three letters, a name in one of about thirty languages, or a flag.
    pub fn country(&self, text: &str) -> Option<&'static Country> {
        let text = super::hint::without_flags(text);
        let names = self.areas();
        let coded = names.codes.get(&plain(&text)).and_then(|areas| areas.countries.first());
        coded.or_else(|| names.keys.get(&key(&text))?.countries.first()).copied()
    }

    /// The countries and regions by their names; made when first asked for.
    pub(super) fn areas(&self) -> &AreaNames {
        self.areas.get_or_init(|| AreaNames::of(self.countries, self.regions))
    }

    /// The keys of the places whose names have several words.
    pub(super) fn inner_words(&self) -> &Others {
        self.inner_words.get_or_init(|| {
            let mut words = Others::default();
            let several = |place: &Place| place.name.contains(|c: char| !c.is_alphanumeric());
            for (number, place) in self.places.iter().enumerate().filter(|(_, place)| several(place)) {
                let key = key(place.name);
                if key.contains(' ') {
                    words.text.push('\n');
                    words.starts.push(words.text.len() as u32);
                    words.text.push_str(&key);
                    words.places.push(number as u32);
                }
            }
            words.text.push('\n');
            words.starts.push(words.text.len() as u32);
            words
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::collapse;
    use super::*;

    #[test]
    fn the_embedded_bytes_are_read_to_their_end() {
        assert!(decode(PACKED).is_some());
        assert!(decode(&PACKED[..PACKED.len() - 1]).is_none());
        assert!(decode(b"SMPLACE1").is_none());
        assert!(Gazetteer::of(None).search("Paris", 5).is_empty());
    }

    #[test]
    fn keys_here_and_in_the_packer_agree() {
        let gazetteer = Gazetteer::embedded();
        let keys: Vec<String> = gazetteer.places.iter().map(|place| key(place.name)).collect();
        assert!(keys.is_sorted());
        let others = &gazetteer.others;
        let other = |i: usize| &others.text[others.starts[i] as usize..others.starts[i + 1] as usize - 1];
        for i in 0..others.places.len() {
            assert_eq!(key(other(i)), collapse(other(i)));
            assert!(i == 0 || other(i - 1) <= other(i));
        }
    }
}
