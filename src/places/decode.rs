//! Reads the packed gazetteer that assets/places/build.py writes.

use super::country::{Country, Region};
use super::place::Place;

/// The first bytes of a packed gazetteer.
const MAGIC: &[u8] = b"SMPLACE1";

/// The largest number of a coordinate's twenty bits.
const STEPS: f64 = ((1 << 20) - 1) as f64;

/// Everything in the packed gazetteer. What is told of places is borrowed for as long as the program runs.
pub(super) struct Contents {
    /// Sorted by code.
    pub(super) countries: &'static [Country],
    /// Sorted by country.
    pub(super) regions: &'static [Region],
    /// Sorted by key, then largest first.
    pub(super) places: Vec<Place>,
    /// Other names, sorted by key.
    pub(super) others: Others,
}

/// Keys of other names and the places they belong to.
#[derive(Default)]
pub(super) struct Others {
    /// All keys, each after a line feed, so that the start of any is seen.
    pub(super) text: String,
    /// Where each key starts; one more at the end.
    pub(super) starts: Vec<u32>,
    /// The place of each key.
    pub(super) places: Vec<u32>,
}

/// Reads all of `bytes`; `None` if they aren't a packed gazetteer from beginning to end.
pub(super) fn decode(bytes: &'static [u8]) -> Option<Contents> {
    let mut reader = Reader { bytes: bytes.strip_prefix(MAGIC)? };
    let countries = countries(&mut reader)?;
    let regions = regions(&mut reader, countries)?;
    let places = places(&mut reader, regions)?;
    let others = others(&mut reader, places.len())?;
    reader.bytes.is_empty().then_some(Contents { countries, regions, places, others })
}

fn countries(reader: &mut Reader) -> Option<&'static [Country]> {
    let count = reader.number()?;
    let mut countries = Vec::new();
    for _ in 0..count {
        let code = std::str::from_utf8(reader.take(2)?).ok()?;
        let population = reader.number()?;
        let name = reader.string()?;
        let keys = (0..reader.number()?).map(|_| reader.string()).collect::<Option<Vec<_>>>()?;
        countries.push(Country { code, name, population, keys });
    }
    Some(countries.leak())
}

fn regions(reader: &mut Reader, countries: &'static [Country]) -> Option<&'static [Region]> {
    let count = reader.number()?;
    let mut regions = Vec::new();
    for _ in 0..count {
        let country = countries.get(usize::try_from(reader.number()?).ok()?)?;
        regions.push(Region { country, short: reader.string()?, name: reader.string()? });
    }
    Some(regions.leak())
}

fn places(reader: &mut Reader, regions: &'static [Region]) -> Option<Vec<Place>> {
    let names = reader.fronted(b"")?;
    let text: &'static str = names.text.leak();
    let mut places = Vec::with_capacity(names.starts.len());
    for ends in names.starts.windows(2) {
        let name = text.get(ends[0] as usize..ends[1] as usize)?;
        let &[low, high] = reader.take(2)? else { return None };
        let region = regions.get(usize::from(u16::from_le_bytes([low, high])))?;
        let &[a, b, c, d, e] = reader.take(5)? else { return None };
        let point = u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]);
        let people = reader.number()?;
        places.push(Place {
            name,
            region,
            population: u32::try_from(people / 2).ok().filter(|people| *people > 0),
            is_part: people % 2 == 1,
            latitude: ((point & 0xf_ffff) as f64 / STEPS * 180.0 - 90.0) as f32,
            longitude: ((point >> 20) as f64 / STEPS * 360.0 - 180.0) as f32,
        });
    }
    Some(places)
}

fn others(reader: &mut Reader, places: usize) -> Option<Others> {
    let mut others = reader.fronted(b"\n")?;
    let count = others.starts.len().saturating_sub(1);
    others.places = Vec::with_capacity(count);
    for _ in 0..count {
        let &[a, b, c] = reader.take(3)? else { return None };
        let place = u32::from_le_bytes([a, b, c, 0]);
        if place as usize >= places {
            return None;
        }
        others.places.push(place);
    }
    Some(others)
}

/// The bytes not read yet.
struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 127).checked_shl(shift)?;
            if byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn string(&mut self) -> Option<&'static str> {
        let length = self.byte()?;
        std::str::from_utf8(self.take(usize::from(length))?).ok()
    }

    /// Texts that each say how much of the one before they begin with. Each is put after `separator`.
    fn fronted(&mut self, separator: &[u8]) -> Option<Others> {
        let count = usize::try_from(self.number()?).ok().filter(|count| *count <= self.bytes.len())?;
        let mut text = Vec::with_capacity(count * 14);
        let mut starts = Vec::with_capacity(count + 1);
        let mut last = 0;
        for _ in 0..count {
            text.extend_from_slice(separator);
            let (start, shared, length) = (text.len(), usize::from(self.byte()?), usize::from(self.byte()?));
            if last + shared > start {
                return None;
            }
            text.extend_from_within(last..last + shared);
            text.extend_from_slice(self.take(length)?);
            starts.push(u32::try_from(start).ok()?);
            last = start;
        }
        text.extend_from_slice(separator);
        starts.push(u32::try_from(text.len()).ok()?);
        Some(Others { text: String::from_utf8(text).ok()?, starts, places: Vec::new() })
    }
}
