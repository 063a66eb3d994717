//! The place that a creator's home, written freely, most probably is.

use std::collections::HashSet;

use super::distance::distance_km;
use super::gazetteer::Gazetteer;
use super::hint::{Hint, Reading};
use super::key::key;
use super::place::Place;
use super::search::{Fit, Match};

/// Words that people put before their town.
const LEADS: [&str; 10] =
    ["based in ", "living in ", "lives in ", "located in ", "home: ", "from ", "near ", "in ", "aus ", "bei "];

/// Two entries nearer than this are one town under two names, as GeoNames has some.
const ONE_TOWN_KM: f64 = 25.0;

/// A namesake with more than this part of the people of the place found makes the finding doubtful.
const RIVAL: f64 = 0.05;

/// A name of a region that is also that of a town elsewhere means the town only if so many people live in it, as in
/// Washington.
const CITY: u32 = 500_000;

/// How sure it is that a place is the one meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Certainty {
    /// The only one of that name, as far as the text tells where.
    Only,
    /// The largest of several.
    Largest {
        /// How many more there are.
        others: u32,
        /// Whether one of them has more than a twentieth of its people.
        rivalled: bool,
    },
    /// The text says more than is understood, or only a part of the name.
    Guess,
}

/// A place found from free text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Found<'a> {
    /// The place.
    pub place: &'a Place,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Found<'_> {
    /// Whether someone should look at it.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.certainty, Certainty::Guess | Certainty::Largest { rivalled: true, .. })
    }
}

impl Gazetteer {
    /// The place that `text` most probably means: the largest of its name in `country` and wherever else the text says.
    ///
    /// `country` is a name or code in any form, or empty; one that isn't known is left out. `None` if there is no place
    /// of the name, if none lies in the country, or if the text is the name of a country or region rather than of a
    /// place.
    pub fn find(&self, text: &str, country: &str) -> Option<Found<'_>> {
        let given = self.country(country);
        let text = without_lead(text.trim());
        let mut readings = self.readings(text);
        for reading in &mut readings {
            reading.hints.extend(given.map(Hint::country));
        }
        let mut found = Vec::new();
        for reading in &readings {
            self.fitting(reading, true, &mut found);
        }
        // Where the country is given, a town may well be called as another country is in some language.
        let area = self.area(text).filter(|_| given.is_none());
        if found.is_empty() {
            return if area.is_some() { None } else { self.guess(readings) };
        }
        found.sort_unstable();
        let mut seen = HashSet::new();
        found.retain(|found| seen.insert(found.place));
        let best = *found.first()?;
        let place = self.places.get(best.place as usize)?;
        let elsewhere = area.is_some_and(|area| !area.fits(place));
        if elsewhere && (best.other || place.weight() < CITY || self.country(text).is_some()) {
            return None;
        }
        Some(Found { place, certainty: self.certainty(place, best, &found) })
    }

    fn certainty(&self, place: &Place, best: Match, found: &[Match]) -> Certainty {
        let namesakes = found.iter().filter(|other| other.fit == best.fit);
        let namesakes: Vec<&Place> = namesakes
            .filter_map(|other| self.places.get(other.place as usize))
            .filter(|other| distance_km(place.point(), other.point()) > ONE_TOWN_KM)
            .collect();
        match namesakes.iter().map(|other| other.weight()).max() {
            None => Certainty::Only,
            Some(largest) => Certainty::Largest {
                others: namesakes.len() as u32,
                rivalled: f64::from(largest) >= RIVAL * f64::from(place.weight()),
            },
        }
    }

    /// With hints that fit nowhere: the largest of the name, unless a hint names a country or region that rules it out.
    /// Else the largest whose name goes on after the words given.
    fn guess(&self, readings: Vec<Reading>) -> Option<Found<'_>> {
        let mut found = Vec::new();
        for reading in readings.into_iter().filter(|reading| reading.parted) {
            let start = key(&reading.name) + " ";
            self.fitting(&reading, false, &mut found);
            found.retain(|found| {
                let goes_on = |place: &Place| key(place.name).starts_with(&start);
                found.fit < Fit::Begins || self.places.get(found.place as usize).is_some_and(goes_on)
            });
            if !reading.hints.iter().any(|hint| hint.is_name) {
                self.fitting(&Reading { hints: Vec::new(), ..reading }, true, &mut found);
            }
        }
        let place = self.places.get(found.into_iter().min()?.place as usize)?;
        Some(Found { place, certainty: Certainty::Guess })
    }
}

fn without_lead(text: &str) -> &str {
    let lead = LEADS.iter().find(|lead| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)));
    lead.map_or(text, |lead| text[lead.len()..].trim_start())
}
