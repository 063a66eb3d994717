//! Invented people: names, handles, towns, niches.

use crate::domain::Creator;
use crate::domain::text::fold;

use super::dice::Dice;
use super::words::{Names, Niche, Words};

/// An invented person and what their niche does to engagement and fees.
pub struct Person {
    /// The creator.
    pub creator: Creator,
    /// The handle on every platform, unique in the roster.
    pub handle: String,
    /// Engagement of the niche relative to the average, as a natural logarithm.
    pub engagement: f64,
    /// Fees of the niche relative to the average.
    pub fee_factor: f64,
}

/// Invents the person at `index`.
pub fn invent(dice: &mut Dice, words: &Words, seed: u64, index: u64) -> Person {
    let number = shuffled(seed, index);
    let (names, given, family) = name(words, number);
    let main = dice.weighted(words.niches.iter().map(|niche| niche.weight));
    let Niche { word, phrase, engagement, fee_factor, .. } = words.niches.get(main).cloned().unwrap_or_default();
    let shown = if dice.chance(0.15) { format!("{given} {phrase}") } else { format!("{given} {family}") };
    let handle = handle(dice, &given, &family, &word, number);
    let mut creator = Creator::named(shown);
    creator.niches = niches(dice, words, main);
    if !dice.chance(0.05) {
        let place = dice.weighted(words.places.iter().map(|(_, weight)| *weight));
        creator.place = words.places.get(place).map(|(name, _)| name.clone()).unwrap_or_default();
        creator.country = "Germany".to_owned();
    }
    creator.language = if dice.chance(0.8) { "German".to_owned() } else { names.language.clone() };
    if dice.chance(0.85) {
        // The ending "example" is kept free of real addresses (RFC 2606).
        creator.email = format!("{handle}@mail.example");
    }
    if dice.chance(0.2) {
        // The block 23125 of Berlin is kept free of real phones for films and examples (Bundesnetzagentur, 2021).
        creator.phone = format!("+49 30 23125 {:03}", dice.whole(0, 999));
    }
    if dice.chance(0.14) {
        let note = dice.whole(0, words.notes.len() as i64 - 1) as usize;
        creator.notes = words.notes.get(note).cloned().unwrap_or_default();
    }
    for (tag, share) in [("met in person", 0.06), ("worked with us", 0.08), ("local", 0.15)] {
        if dice.chance(share) {
            creator.tags.push(tag.to_owned());
        }
    }
    Person { creator, handle, engagement, fee_factor }
}

/// One to three niches, the main one first, the others related to it; 4 % of people have none noted.
fn niches(dice: &mut Dice, words: &Words, main: usize) -> Vec<String> {
    let mut places = Vec::new();
    if !dice.chance(0.04) {
        places.push(main);
        for share in [0.45, 0.12] {
            let near = main as i64 + if dice.chance(0.5) { dice.whole(1, 3) } else { -dice.whole(1, 3) };
            let near = near.clamp(0, words.niches.len() as i64 - 1) as usize;
            if dice.chance(share) && !places.contains(&near) {
                places.push(near);
            }
        }
    }
    places.iter().filter_map(|place| words.niches.get(*place)).map(|niche| niche.label.clone()).collect()
}

/// A first and a family name. Each number has another one; once the parts are used up, initials tell them apart.
fn name(words: &Words, number: u64) -> (Names, String, String) {
    let turns = words.turns.len().max(1) as u64;
    let (place, turn) = words.turns.get((number % turns) as usize).copied().unwrap_or_default();
    let names = words.names.get(place).cloned().unwrap_or_default();
    let share = words.turns.iter().filter(|(other, _)| *other == place).count() as u64;
    let rank = (number / turns).saturating_mul(share).saturating_add(turn);
    let count = |list: &[String]| list.len().max(1) as u64;
    let (given, stems, ends) = (count(&names.given), count(&names.stems), count(&names.ends));
    let all = given * stems * ends;
    // A large prime visits every combination once before any comes again.
    let pick = (rank % all).wrapping_mul(1_000_003) % all;
    let part = |list: &[String], at: u64| list.get(at as usize).cloned().unwrap_or_default();
    let family = part(&names.stems, pick / given % stems) + &part(&names.ends, pick / given / stems);
    let given = part(&names.given, pick % given);
    let shown = match rank / all {
        0 => given,
        round => format!("{given} {}", initials(round - 1)),
    };
    (names, shown, family)
}

/// "A.", "B." … "Z.", "A. A.", "A. B." …
fn initials(round: u64) -> String {
    let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
    if round < 26 { format!("{}.", letter(round)) } else { format!("{}. {}.", letter(round / 26 - 1), letter(round)) }
}

/// A handle that ends in the person's own number, so that it is unique and nobody's in the world outside.
fn handle(dice: &mut Dice, given: &str, family: &str, word: &str, number: u64) -> String {
    let plain = |text: &str| fold(text).chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let (given, family) = (plain(given), plain(family));
    match dice.whole(0, 4) {
        0 => format!("{given}.{word}_{number}"),
        1 => format!("{given}_{word}{number}"),
        2 => format!("{family}.{word}{number}"),
        3 => format!("{word}.{given}.{number}"),
        _ => format!("{given}{family}_{number}"),
    }
}

/// The index in another order, each once: the first thousand among themselves, then the next nine thousand, and so
/// on, so that small rosters have short numbers.
fn shuffled(seed: u64, index: u64) -> u64 {
    let (mut from, mut to) = (0_u64, 1_000_u64);
    while index >= to && to < u64::MAX / 10 {
        (from, to) = (to, to * 10);
    }
    let size = to - from;
    // The multiplier shares no factor with 2, 3 or 5, the only primes in the sizes.
    let place = u128::from(index - from) * 617 + u128::from(seed % size) * 7;
    from + (place % u128::from(size)) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn shuffling_keeps_every_number_once_and_in_its_block() {
        let numbers: BTreeSet<u64> = (0..10_000).map(|index| shuffled(11, index)).collect();
        assert_eq!((numbers.len(), numbers.first(), numbers.last()), (10_000, Some(&0), Some(&9_999)));
        assert!((0..1_000).all(|index| shuffled(u64::MAX, index) < 1_000));
    }

    #[test]
    fn names_differ_as_long_as_the_parts_last_and_then_get_initials() {
        let words = Words::read();
        let names: BTreeSet<String> = (0..20_000).map(|n| name(&words, n)).map(|(_, g, f)| g + " " + &f).collect();
        assert_eq!(names.len(), 20_000);
        assert_eq!(
            (initials(0), initials(25), initials(26), initials(53)),
            ("A.".into(), "Z.".into(), "A. A.".into(), "B. B.".into())
        );
    }
}
