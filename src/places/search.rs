//! Search for places by what is typed of their names.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use super::decode::Others;
use super::gazetteer::Gazetteer;
use super::hint::{Hint, Reading};
use super::key::{collapse, key, plain, spelt_out};
use super::place::Place;

/// Short forms at the beginning of names.
const SHORT_FORMS: [(&str, &str); 7] = [
    ("st ", "saint "),
    ("st ", "sankt "),
    ("st ", "sint "),
    ("ste ", "sainte "),
    ("sta ", "santa "),
    ("mt ", "mount "),
    ("ft ", "fort "),
];

/// How well a name fits what was typed, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// The same, apart from case, accents and marks.
    Same,
    /// The same, with the hint written behind it without a comma.
    SameUnparted,
    /// The same when umlauts are spelt out in either.
    Alike,
    /// It begins so.
    Begins,
    /// It begins so when umlauts are spelt out in either.
    BeginsAlike,
    /// A later word of it begins so.
    Inside,
}

/// A place that fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Match {
    pub(super) fit: Fit,
    pub(super) weight: Reverse<u32>,
    pub(super) place: u32,
    /// Whether it is another name of the place that fits.
    pub(super) other: bool,
}

/// Among places that fit alike, those that fit by another name count as so many times smaller. Towns have up to a
/// hundred other names, many of them rare.
const OTHER: u32 = 8;

impl Gazetteer {
    /// At most `limit` places that fit `text`, the best first: same name, then names that begin so, then names with a
    /// word that begins so; the larger first. Names in other languages and scripts count, of places of 15,000 people and
    /// more; accents and umlauts may be left out or spelt out. What stands behind a comma, or behind the complete name,
    /// says where: "Freiburg, DE", "Paris, Texas", "Kreuzberg, Berlin"; if no place of the name lies there, it is left out.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Place> {
        let mut readings = self.readings(text);
        let mut found = Vec::new();
        for reading in &readings {
            self.fitting(reading, !reading.parted, &mut found);
        }
        if let Some(first) = readings.first().filter(|_| found.len() < limit) {
            self.inside(first, &mut found);
        }
        if found.is_empty() {
            readings.retain(|reading| reading.parted);
            readings.extend(self.reading_of_unfinished(text));
            for reading in &readings {
                self.fitting(reading, false, &mut found);
            }
        }
        if let Some(first) = readings.first().filter(|_| found.is_empty()) {
            self.fitting(&Reading { hints: Vec::new(), ..first.clone() }, false, &mut found);
        }
        found.sort_unstable();
        let mut seen = HashSet::new();
        found.retain(|found| seen.len() < limit && seen.insert(found.place));
        found.iter().filter_map(|found| self.places.get(found.place as usize)).collect()
    }

    /// The largest place of exactly this name.
    pub(super) fn largest_named(&self, name: &str) -> Option<&Place> {
        let mut found = Vec::new();
        let reading = Reading { name: name.to_owned(), hints: Vec::new(), parted: true };
        self.fitting(&reading, true, &mut found);
        self.places.get(found.into_iter().min()?.place as usize)
    }

    /// Adds the places that a reading fits; only those whose whole name it is, if `whole`.
    pub(super) fn fitting(&self, reading: &Reading, whole: bool, found: &mut Vec<Match>) {
        for typed in spellings(&reading.name) {
            let folded = collapse(&typed);
            let own = self.own_range(&folded);
            for number in own.clone() {
                let same = self.places.get(number).is_some_and(|place| is_same(place.name, &typed));
                self.add(number, if same { Fit::Same } else { Fit::Alike }, false, reading, found);
            }
            let other = range(&self.others, |key| key < folded.as_str(), |key| key <= folded.as_str());
            self.add_named(other.clone(), &folded, reading, found);
            if !whole {
                let begins = |key: &str| key < folded.as_str() || key.starts_with(&folded);
                let last = self.places.partition_point(|place| begins(&key(place.name)));
                // "Sue" is rather the beginning of Suez than of Suzhou.
                let same = |place: &Place| typed == folded || begins_same(place.name, &typed);
                for number in own.end..last {
                    let same = self.places.get(number).is_some_and(same);
                    self.add(number, if same { Fit::Begins } else { Fit::BeginsAlike }, false, reading, found);
                }
                let last = range(&self.others, begins, begins).end;
                // Other names are kept as keys only, so four letters could be the beginning of too much.
                let fit = if typed == folded || typed.len() > 4 { Fit::Begins } else { Fit::BeginsAlike };
                self.add_others(other.end..last, fit, reading, found);
            }
        }
    }

    /// Adds the places with a later word that begins as the reading's name. One or two letters would fit too many.
    fn inside(&self, reading: &Reading, found: &mut Vec<Match>) {
        let typed = key(&reading.name);
        if typed.len() < 3 {
            return;
        }
        let word = format!(" {typed}");
        let own = self.inner_words();
        for number in with_word(own, &word).filter_map(|number| own.places.get(number)) {
            self.add(*number as usize, Fit::Inside, false, reading, found);
        }
        for number in with_word(&self.others, &word) {
            self.add_others(number..number + 1, Fit::Inside, reading, found);
        }
    }

    /// Where the places of exactly this key stand.
    fn own_range(&self, folded: &str) -> Range<usize> {
        let start = self.places.partition_point(|place| key(place.name).as_str() < folded);
        let rest = self.places.get(start..).unwrap_or_default();
        start..start + rest.iter().take_while(|place| key(place.name) == folded).count()
    }

    /// Adds places of which `folded` is another name. One that is the beginning of the own name, as "Halle" is of "Halle
    /// (Saale)", counts as the own; one of three letters, likely a code, as a beginning.
    fn add_named(&self, numbers: Range<usize>, folded: &str, reading: &Reading, found: &mut Vec<Match>) {
        let fit = if folded.len() > 3 { Fit::Same } else { Fit::Begins };
        let start = format!("{folded} ");
        for number in self.others.places.get(numbers).unwrap_or_default() {
            let own = self.places.get(*number as usize).is_some_and(|place| key(place.name).starts_with(&start));
            self.add(*number as usize, if own { Fit::Same } else { fit }, !own, reading, found);
        }
    }

    fn add_others(&self, numbers: Range<usize>, fit: Fit, reading: &Reading, found: &mut Vec<Match>) {
        for number in numbers {
            if let Some(place) = self.others.places.get(number) {
                self.add(*place as usize, fit, true, reading, found);
            }
        }
    }

    fn add(&self, number: usize, fit: Fit, other: bool, reading: &Reading, found: &mut Vec<Match>) {
        let Some(place) = self.places.get(number) else { return };
        if reading.hints.iter().all(|hint: &Hint| hint.fits(place)) {
            let fit = if fit == Fit::Same && !reading.parted { Fit::SameUnparted } else { fit };
            let weight = place.weight() / if other { OTHER } else { 1 };
            found.push(Match { fit, weight: Reverse(weight), place: number as u32, other });
        }
    }
}

/// The ways in which what is typed may stand in the gazetteer, plain.
fn spellings(typed: &str) -> Vec<String> {
    let typed = plain(typed);
    let longer = SHORT_FORMS.iter().filter_map(|(short, long)| Some(format!("{long}{}", typed.strip_prefix(short)?)));
    let mut spellings: Vec<String> = longer.collect();
    spellings.push(typed);
    spellings.retain(|spelling| !spelling.is_empty());
    spellings
}

/// Whether `typed`, plain, is `name` and not only alike.
fn is_same(name: &str, typed: &str) -> bool {
    plain(name) == typed || plain(&spelt_out(name)) == typed
}

/// Whether `name` begins with `typed`, plain, and not only alike.
fn begins_same(name: &str, typed: &str) -> bool {
    plain(name).starts_with(typed) || plain(&spelt_out(name)).starts_with(typed)
}

/// The keys from the first that isn't `before` to the first that isn't `until`.
fn range(others: &Others, before: impl Fn(&str) -> bool, until: impl Fn(&str) -> bool) -> Range<usize> {
    let point = |test: &dyn Fn(&str) -> bool| {
        let mut range = 0..others.places.len();
        while !range.is_empty() {
            let middle = range.start.midpoint(range.end);
            if test(at(others, middle)) {
                range.start = middle + 1;
            } else {
                range.end = middle;
            }
        }
        range.start
    };
    point(&before)..point(&until)
}

fn at(others: &Others, number: usize) -> &str {
    let end = others.starts.get(number + 1).map_or(0, |end| *end as usize - 1);
    others.starts.get(number).and_then(|start| others.text.get(*start as usize..end)).unwrap_or_default()
}

/// The numbers of the keys in which `word` occurs; rising, each once or more.
fn with_word(keys: &Others, word: &str) -> impl Iterator<Item = usize> {
    let hits = keys.text.match_indices(word).map(|(at, _)| at);
    hits.map(|at| keys.starts.partition_point(|start| *start as usize <= at).saturating_sub(1))
}
