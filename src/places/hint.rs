//! Reading of what stands beside a place's name: the "Texas" of "Paris, Texas" and the flag of "Zürich 🇨🇭".

use super::area_names::Areas;
use super::country::Country;
use super::distance::distance_km;
use super::gazetteer::Gazetteer;
use super::key::plain;
use super::place::Place;

/// A city named beside a part or a suburb of it is at most so far away.
const BESIDE_KM: f64 = 75.0;

/// No name of a place with all it lies in is longer, in characters; the rest of longer texts isn't read.
const LONGEST: usize = 200;

/// What parts a place from the one it lies in.
const PARTING: [char; 2] = [',', ';'];

/// What may do so too, but as well be in a name or between two homes.
const SOFTLY_PARTING: [char; 13] = ['(', ')', '[', ']', '/', '|', '·', '•', '\n', '–', '—', '&', '+'];

/// Where a place must lie to be the one that is meant.
#[derive(Clone, Default)]
pub(super) struct Hint {
    areas: Areas,
    /// A larger place beside it, where the words are neither a country nor a region.
    beside: Option<(f64, f64)>,
    /// Whether the words are a name rather than a few letters, which may stand for something unknown here.
    pub(super) is_name: bool,
}

impl Hint {
    /// Somewhere in a country.
    pub(super) fn country(country: &'static Country) -> Hint {
        Hint { areas: Areas { countries: vec![country], regions: Vec::new() }, beside: None, is_name: true }
    }

    /// Whether `place` lies where the hint says.
    pub(super) fn fits(&self, place: &Place) -> bool {
        let beside = |point| distance_km(point, place.point()) <= BESIDE_KM;
        self.areas.countries.iter().any(|country| std::ptr::eq(*country, place.country()))
            || self.areas.regions.iter().any(|region| std::ptr::eq(*region, place.region))
            || self.beside.is_some_and(beside)
    }
}

/// One way to understand a text: a name, and where the place of that name lies.
#[derive(Clone)]
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) hints: Vec<Hint>,
    /// Whether the hints were parted from the name by a comma or the like; if not, the name has to be complete.
    pub(super) parted: bool,
}

impl Gazetteer {
    /// The ways to understand a text, the likeliest first.
    pub(super) fn readings(&self, text: &str) -> Vec<Reading> {
        let text: String = without_flags(text).replace(" - ", " – ").chars().take(LONGEST).collect();
        let mut parts = text.split(PARTING).map(str::trim).filter(|part| !plain(part).is_empty());
        let Some(first) = parts.next() else { return Vec::new() };
        let rest: Vec<&str> = parts.collect();
        let hints: Vec<Hint> = rest.iter().map(|part| self.hint(part)).collect();
        let mut readings = vec![Reading { name: first.to_owned(), hints: hints.clone(), parted: true }];
        if let (Some(country), Some(second)) = (self.country(first), rest.first())
            && self.area(second).is_none()
        {
            readings.push(Reading { name: (*second).to_owned(), hints: vec![Hint::country(country)], parted: true });
        }
        let mut softly = first.split(SOFTLY_PARTING).map(str::trim).filter(|part| !plain(part).is_empty());
        let Some(start) = softly.next() else { return readings };
        let soft: Vec<Hint> = softly.map(|part| Hint { is_name: false, ..self.hint(part) }).chain(hints).collect();
        if start != first {
            readings.push(Reading { name: start.to_owned(), hints: soft.clone(), parted: true });
        }
        self.unparted(start, &soft, &mut readings);
        readings
    }

    /// Adds the readings of a name with a country or region behind it and nothing between.
    fn unparted(&self, first: &str, hints: &[Hint], readings: &mut Vec<Reading>) {
        let words: Vec<&str> = first.split_whitespace().collect();
        for name in (words.len().saturating_sub(3)..words.len()).filter(|name| *name > 0) {
            let last = words[name..].join(" ");
            // Two or three letters are part of the name, "Rio de", unless they are written as a code, "Rio DE".
            let coded = plain(&last).len() > 3 || last.chars().all(|c| c.is_uppercase() || c == '.');
            if let Some(area) = self.area(&last).filter(|_| coded) {
                let hints = hints.iter().cloned().chain([area]).collect();
                readings.push(Reading { name: words[..name].join(" "), hints, parted: false });
            }
        }
    }

    /// A text as a name and the beginning of where it lies, as "paris tex".
    pub(super) fn reading_of_unfinished(&self, text: &str) -> Option<Reading> {
        let (name, last) = text.trim().rsplit_once(char::is_whitespace)?;
        Some(Reading { name: name.to_owned(), hints: vec![self.hint(last)], parted: true })
    }

    /// The country or the regions of exactly this name or code.
    pub(super) fn area(&self, text: &str) -> Option<Hint> {
        let areas = self.areas().named(text);
        let known = !areas.countries.is_empty() || !areas.regions.is_empty();
        known.then(|| Hint { areas, beside: None, is_name: plain(text).chars().count() > 3 })
    }

    /// What the words mean: an area, a place beside, or the beginning of an area's name; possibly nothing.
    fn hint(&self, text: &str) -> Hint {
        if let Some(area) = self.area(text) {
            return area;
        }
        let beside = self.largest_named(text).map(Place::point);
        Hint { areas: self.areas().beginning(text), beside, is_name: false }
    }
}

/// The text with flags written as codes of countries beside it: "Zürich 🇨🇭" is "Zürich ,CH".
pub(super) fn without_flags(text: &str) -> String {
    let letter = |c: char| {
        let number = u32::from(c).checked_sub(0x1f1e6).filter(|number| *number < 26)?;
        char::from_u32(u32::from('A') + number)
    };
    let mut out = String::with_capacity(text.len());
    let mut codes = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (letter(c), rest.peek().copied().and_then(letter)) {
            (Some(first), Some(second)) => {
                codes.extend([',', first, second]);
                rest.next();
            }
            _ => out.push(c),
        }
    }
    if plain(&out).is_empty() && !codes.is_empty() { codes.trim_start_matches(',').to_owned() } else { out + &codes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_become_codes() {
        assert_eq!(without_flags("Zürich 🇨🇭"), "Zürich ,CH");
        assert_eq!(without_flags("🇩🇪"), "DE");
        assert_eq!(without_flags("🇩🇪 Ulm 🇦🇹"), " Ulm ,DE,AT");
        assert_eq!(without_flags("🇩"), "🇩");
        assert_eq!(without_flags("👋🏽 Ulm"), "👋🏽 Ulm");
    }
}
