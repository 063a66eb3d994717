//! Audience: the people a campaign could reach, in segments, and which part of a creator's reach lies in each.

use std::collections::{BTreeMap, HashMap};

use super::nearby::{Nearby, map};
use super::question::Question;
use super::shelf::Shelf;
use super::slots::Slots;
use super::ties::ties;
use crate::domain::{Cancelled, FeeStatus, Goal, Report};
use crate::forecast::Taxonomy;
use crate::forecast::{Draws, Once, Stake};
use crate::optimise::reach::Exposure;
use crate::places::Gazetteer;

/// The part of a country's people who care for one branch of niches, and the part of a creator's reach among them: an
/// assumption chosen so that two creators of one branch overlap twice as much as by chance, as
/// [`crate::forecast::reach::Kinship`] assumes: 0.406² / 0.1 + 0.594² = 2.0.
const NICHE_PEOPLE: f64 = 0.1;
const NICHE_REACH: f64 = 0.406;
/// People to be reached where no country is known of anybody.
pub(super) const NOWHERE: f64 = 50_000_000.0;
/// No more of a reach than this is taken to be in the home town.
const MOST_AT_HOME: f64 = 0.5;

/// Offers or creators looked at between two reports of progress.
const PIECE: usize = 1_024;

/// Segments of people, and how each creator's reach spreads over them.
pub struct Audience {
    /// People of each segment.
    pub people: Vec<f64>,
    /// Segments and parts of reach, by position of the creator's card; the parts add up to 1.
    spread: Spread,
}

impl Audience {
    /// The segments of a campaign that counts people once, for everybody who sells an offer: those in the radius for
    /// people nearby, else towns, branches of niches and the rest of each country.
    pub fn of(question: &Question, slots: &Slots, report: &mut Report<'_>) -> Result<Audience, Cancelled> {
        let cards = sellers(slots);
        match (&question.nearby, question.brief.goal) {
            (Some(nearby), Goal::Nearby) => Audience::nearby(nearby, &cards, report),
            _ => Audience::everywhere(question, slots, &cards, report),
        }
    }

    /// The people around a brief's place, whom these cards' creators reach.
    pub fn nearby(nearby: &Nearby, cards: &[u32], report: &mut Report<'_>) -> Result<Audience, Cancelled> {
        let mut spread = Spread::default();
        for cards in cards.chunks(PIECE) {
            report(0, 0)?;
            cards.iter().for_each(|card| spread.add(*card, &[(0, 1.0)]));
        }
        Ok(Audience { people: vec![nearby.people.likely.max(1.0)], spread })
    }

    /// Towns, branches of niches and the rest of each country, and how these cards' creators reach them, in ascending
    /// order: the same for some cards of a roster as for all.
    pub fn everywhere(
        question: &Question,
        slots: &Slots,
        cards: &[u32],
        report: &mut Report<'_>,
    ) -> Result<Audience, Cancelled> {
        map(report)?;
        let mut segmenter = Segmenter::of(question, slots, cards, report)?;
        let ties = ties(question, &mut segmenter, report)?;
        let mut spread = Spread::default();
        for (done, card) in cards.iter().enumerate() {
            if done % PIECE == 0 {
                report(done as u64, cards.len() as u64)?;
            }
            let parts = segmenter.parts(*card);
            match ties.get(card) {
                Some(tied) => spread.add(*card, &tied.parts(parts)),
                None => spread.add(*card, &parts),
            }
        }
        Ok(Audience { people: segmenter.segments.people, spread })
    }

    /// The segments that a card's creator reaches, and what share of each, with so many people in all.
    pub fn shares(&self, card: u32, reach: f64) -> impl Iterator<Item = (u32, f64)> {
        self.parts(card).iter().map(move |(segment, part)| (*segment, reach * part / self.people[*segment as usize]))
    }

    /// What each choice on a shelf reaches of each segment; `reach` is how many people an offer reaches on average, by
    /// its place in the slots and how sure its fee is.
    pub(super) fn exposures(
        &self,
        shelf: &Shelf,
        reach: impl Fn(u32, FeeStatus) -> f64,
        report: &mut Report<'_>,
    ) -> Result<Vec<Exposure>, Cancelled> {
        let mut exposures = Vec::with_capacity(shelf.offers.len());
        for (choice, range) in (0..).zip(shelf.starts.windows(2)) {
            if (choice as usize).is_multiple_of(PIECE) {
                report(u64::from(choice), shelf.offers.len() as u64)?;
            }
            let range = range[0] as usize..range[1] as usize;
            for (place, (_, status)) in shelf.offers[range.clone()].iter().zip(&shelf.fees[range]) {
                let reach = reach(*place, *status);
                let card = shelf.slots.all[*place as usize].card;
                exposures.extend(self.shares(card, reach).map(|(segment, share)| Exposure { choice, segment, share }));
            }
        }
        Ok(exposures)
    }

    /// Segments and parts of the reach of a card's creator.
    pub fn parts(&self, card: u32) -> &[(u32, f64)] {
        self.spread.of(card)
    }

    /// The people reached in each draw by offers of these cards, each person counted once.
    pub fn reached(
        &self,
        stakes: &[(u32, Stake<'_>)],
        shock: f64,
        draws: &mut Draws,
        report: &mut Report<'_>,
    ) -> Result<Vec<f64>, Cancelled> {
        // In one order, so that rounding is the same whoever asks.
        let mut stakes: Vec<&(u32, Stake<'_>)> = stakes.iter().collect();
        stakes.sort_by_key(|(_, stake)| stake.entry.key);
        draws.begin(stakes.iter().map(|(_, stake)| stake.entry.key));
        let mut once = Once::new(&self.people, shock, draws);
        for (card, stake) in stakes {
            report(0, 0)?;
            once.add(stake, self.parts(*card), draws);
        }
        once.sums(report)
    }
}

/// Segments and parts of reach of every card, one after the other: a list for each card would take milliseconds to be
/// let go.
#[derive(Default)]
struct Spread {
    /// Where those of a card begin; one more at the end. Cards without offers have none.
    starts: Vec<u32>,
    parts: Vec<(u32, f64)>,
}

impl Spread {
    /// Notes the parts of a card; cards come in their order.
    fn add(&mut self, card: u32, parts: &[(u32, f64)]) {
        self.starts.resize(card as usize + 1, self.parts.len() as u32);
        self.parts.extend_from_slice(parts);
        self.starts.push(self.parts.len() as u32);
    }

    fn of(&self, card: u32) -> &[(u32, f64)] {
        match (self.starts.get(card as usize), self.starts.get(card as usize + 1)) {
            (Some(from), Some(to)) => &self.parts[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

/// The cards of everybody who sells an offer, ascending.
fn sellers(slots: &Slots) -> Vec<u32> {
    (0..slots.cards() as u32).filter(|card| !slots.of_card(*card as usize).is_empty()).collect()
}

/// Finds segments by country, home town and branch of niches.
pub(super) struct Segmenter<'a> {
    question: &'a Question,
    /// The segments met so far.
    pub segments: Segments,
    homes: HashMap<(&'a str, &'a str), Home>,
    branches: HashMap<&'a str, Option<&'a str>>,
    /// Whoever's country is unknown is taken to live where most of the roster does.
    usual: Option<&'static str>,
}

impl<'a> Segmenter<'a> {
    /// For these cards, and those with measured overlaps.
    fn of(
        question: &'a Question,
        slots: &Slots,
        cards: &[u32],
        report: &mut Report<'_>,
    ) -> Result<Segmenter<'a>, Cancelled> {
        let (segments, homes, branches) = (Segments::default(), HashMap::new(), HashMap::new());
        let mut segmenter = Segmenter { question, segments, homes, branches, usual: None };
        let mut known = question.overlaps.is_empty();
        for cards in cards.chunks(PIECE) {
            report(0, 0)?;
            known = known && cards.iter().all(|card| segmenter.home(*card).country.is_some());
        }
        if known {
            return Ok(segmenter);
        }
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (done, card) in sellers(slots).into_iter().enumerate() {
            if done % PIECE == 0 {
                report(done as u64, slots.cards() as u64)?;
            }
            if let Some((code, _)) = segmenter.home(card).country {
                *counts.entry(code).or_default() += 1;
            }
        }
        segmenter.usual = counts.iter().max_by_key(|(_, count)| **count).map(|(code, _)| *code);
        Ok(segmenter)
    }

    fn home(&mut self, card: u32) -> Home {
        let creator = &self.question.cards[card as usize].entry.creator;
        let (place, country) = (creator.place.as_str(), creator.country.as_str());
        *self.homes.entry((place, country)).or_insert_with(|| Home::of(place, country))
    }

    /// Segments and parts of the reach of a card's creator; the parts add up to 1.
    pub fn parts(&mut self, card: u32) -> Vec<(u32, f64)> {
        let home = self.home(card);
        let usual = || {
            let code = self.usual?;
            Some((code, Gazetteer::embedded().country(code)?.population as f64))
        };
        let (code, people) = home.country.or_else(usual).unwrap_or(("", NOWHERE));
        let mut parts = Vec::new();
        let mut rest = 1.0;
        if let Some((town, inhabitants)) = home.town.filter(|(_, inhabitants)| *inhabitants < people) {
            // So much that two creators of one town overlap about twice as much as by chance.
            let part = (inhabitants / people).sqrt().min(MOST_AT_HOME);
            parts.push((self.segments.of(format!("{code}:{town}"), inhabitants), part));
            rest -= part;
        }
        let (question, branches) = (self.question, &mut self.branches);
        let mut branch_of =
            |niche: &'a str| *branches.entry(niche).or_insert_with(|| branch(&question.premises.niches, niche));
        let niches = &question.cards[card as usize].entry.creator.niches;
        if let Some(branch) = niches.iter().find_map(|niche| branch_of(niche.as_str())) {
            let part = rest * NICHE_REACH;
            parts.push((self.segments.of(format!("{code}/{branch}"), people * NICHE_PEOPLE), part));
            rest -= part;
        }
        parts.push((self.segments.of(code.to_owned(), people * (1.0 - NICHE_PEOPLE)), rest));
        parts
    }
}

/// The top of the tree above a niche; `None` where the tree hasn't got it.
fn branch<'a>(niches: &'a Taxonomy, text: &str) -> Option<&'a str> {
    let mut niche = niches.find(text)?;
    // A tree with the user's changes may name circles; it is never this deep.
    for _ in 0..10 {
        match niches.niches().iter().find(|other| other.id == niche.parent) {
            Some(above) => niche = above,
            None => break,
        }
    }
    Some(&niche.id)
}

/// Where a creator lives, as far as the gazetteer knows.
#[derive(Clone, Copy)]
struct Home {
    /// Code and people of the country.
    country: Option<(&'static str, f64)>,
    /// Place in the gazetteer and inhabitants of the town.
    town: Option<(usize, f64)>,
}

impl Home {
    fn of(place: &str, country: &str) -> Home {
        let gazetteer = Gazetteer::embedded();
        let found = gazetteer.find(place, country).filter(|_| !place.is_empty());
        let land = found.map(|found| found.place.country()).or_else(|| gazetteer.country(country));
        Home {
            country: land.map(|land| (land.code, (land.population as f64).max(1.0))),
            town: found.and_then(|found| {
                let at = std::ptr::from_ref(found.place) as usize;
                found.place.population.filter(|people| *people > 0).map(|people| (at, f64::from(people)))
            }),
        }
    }
}

/// Segments by name, in the order they were met.
#[derive(Default)]
pub(super) struct Segments {
    /// People of each.
    pub people: Vec<f64>,
    places: HashMap<String, u32>,
}

impl Segments {
    /// The segment of a name, with so many people if it is new.
    pub fn of(&mut self, name: String, people: f64) -> u32 {
        *self.places.entry(name).or_insert_with(|| {
            self.people.push(people.max(1.0));
            self.people.len() as u32 - 1
        })
    }
}
