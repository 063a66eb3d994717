//! Nearby: who lives in a brief's circle, and which part of each creator's audience does.

use std::collections::HashMap;
use std::sync::Arc;

use super::planning::Planning;
use super::question::Question;
use crate::domain::{Account, Around, Cancelled, Entry, Offer, Report};
use crate::forecast::nearby::{
    AudiencePlace, Circle, LocalAssumptions, LocalBasis, LocalShare, Surroundings, assumed_share, stated_share,
};
use crate::jobs::aside;
use crate::places::{Gazetteer, People, Place, distance_km};
use crate::report::Card;

/// Creators looked at between two reports of progress.
const PIECE: usize = 1_024;
/// Homes farther away than this don't need to know who lives between.
const ROUND_ABOUT_KM: f64 = 150.0;

/// The circle round the place that a text names; `None` where the gazetteer hasn't got it.
pub fn around(text: &str, km: f64) -> Option<Around> {
    Some(circle(Gazetteer::embedded().find(text, "")?.place, km))
}

/// The circle round the place that a text names beyond doubt; `None` where several may be meant, or none.
pub fn surely_around(text: &str, km: f64) -> Option<Around> {
    Gazetteer::embedded().find(text, "").filter(|found| !found.is_doubtful()).map(|found| circle(found.place, km))
}

/// Circles round up to so many places that a text may mean, each with the people living in the place where that is
/// known; the likeliest first.
pub fn perhaps_around(text: &str, km: f64, limit: usize) -> Vec<(Around, Option<u32>)> {
    let places = Gazetteer::embedded().search(text, limit);
    places.into_iter().map(|place| (circle(place, km), place.population)).collect()
}

/// The gazetteer. Where it isn't unpacked yet, that is done aside, so that whoever waits for it can be called off.
pub(super) fn map(report: &mut Report<'_>) -> Result<&'static Gazetteer, Cancelled> {
    if !Gazetteer::is_ready() {
        aside(Gazetteer::ready, report)?;
    }
    Ok(Gazetteer::ready())
}

fn circle(place: &Place, km: f64) -> Around {
    Around { name: place.label(), latitude: place.latitude(), longitude: place.longitude(), km }
}

impl Planning {
    /// Who lives around a question's place, looked up anew only where that or the roster has changed.
    pub(super) fn nearby(
        &mut self,
        question: &Question,
        report: &mut Report<'_>,
    ) -> Result<Option<Arc<Nearby>>, Cancelled> {
        let Some(around) = &question.brief.around else { return Ok(None) };
        let key = (question.version, question.premises.version, around.clone());
        if self.nearby.as_ref().is_none_or(|(known, _)| *known != key) {
            map(report)?;
            let found = Nearby::new(around, &question.cards, &question.premises.local, report)?;
            self.nearby = Some((key, Arc::new(found)));
        }
        Ok(self.nearby.as_ref().map(|(_, nearby)| Arc::clone(nearby)))
    }
}

/// A circle round the brief's place, and how it lies to the homes of creators.
#[derive(Debug)]
pub struct Nearby {
    /// The circle.
    pub around: Around,
    /// People who live in it.
    pub people: People,
    assumptions: LocalAssumptions,
    circles: HashMap<(String, String), Option<Circle>>,
}

impl Nearby {
    /// Looks at the circle from the homes of these creators.
    pub fn new(
        around: &Around,
        cards: &[Arc<Card>],
        assumptions: &LocalAssumptions,
        report: &mut Report<'_>,
    ) -> Result<Nearby, Cancelled> {
        let mut nearby = Nearby::anywhere(around, assumptions);
        for (place, card) in cards.iter().enumerate() {
            let creator = &card.entry.creator;
            let known = nearby.circles.contains_key(&(creator.place.clone(), creator.country.clone()));
            if !known || place.is_multiple_of(PIECE) {
                report(place as u64, cards.len() as u64)?;
            }
            if !known {
                let circle = nearby.circle(&creator.place, &creator.country);
                nearby.circles.insert((creator.place.clone(), creator.country.clone()), circle);
            }
        }
        Ok(nearby)
    }

    /// Looks at the circle from nowhere in particular; the home of whoever is asked about is found when it is needed.
    pub fn anywhere(around: &Around, assumptions: &LocalAssumptions) -> Nearby {
        let people = Gazetteer::embedded().people_within(around.latitude, around.longitude, around.km);
        let assumptions = assumptions.clone();
        Nearby { around: around.clone(), people, assumptions, circles: HashMap::new() }
    }

    /// The part of the audience of an offer's account that lives in the circle: from places that are stated, else from
    /// the creator's home; nearly nobody, and very unsure, where neither is known.
    pub fn share(&self, entry: &Entry, offer: &Offer) -> LocalShare {
        self.share_of(entry, entry.account_of(offer))
    }

    /// The same for an account.
    pub fn share_of(&self, entry: &Entry, account: Option<&Account>) -> LocalShare {
        let followers = account.and_then(|account| account.followers());
        let creator = &entry.creator;
        let known = self.circles.get(&(creator.place.clone(), creator.country.clone())).copied();
        let circle = known.unwrap_or_else(|| self.circle(&creator.place, &creator.country));
        let assumed = circle.map(|circle| assumed_share(followers, &circle, &self.assumptions));
        let stated: Vec<AudiencePlace> = entry
            .audience
            .iter()
            .filter(|share| account.is_some_and(|account| account.id == share.account))
            .map(|share| AudiencePlace { share: share.share, inside: self.inside(&share.place, &share.country) })
            .collect();
        stated_share(&stated, assumed.as_ref(), &self.assumptions).or(assumed).unwrap_or(LocalShare {
            share: self.by_chance(),
            ln_sd: 1.5,
            basis: LocalBasis::Unknown,
        })
    }

    /// The circle's part of everybody, for creators of whom no home is known.
    fn by_chance(&self) -> f64 {
        let all: f64 = Gazetteer::embedded().countries().iter().map(|country| country.population as f64).sum();
        (self.people.likely / all.max(1.0)).clamp(0.0, 1.0)
    }

    /// How the circle lies to a home; `None` if the home isn't known.
    fn circle(&self, place: &str, country: &str) -> Option<Circle> {
        let home = Gazetteer::embedded().find(place, country)?.place;
        let distance_km = self.distance(home.latitude(), home.longitude());
        let radius_km = self.around.km;
        let people = (distance_km < ROUND_ABOUT_KM).then(|| {
            let round = |km: f64| Gazetteer::embedded().people_within(home.latitude(), home.longitude(), km).likely;
            Surroundings {
                inside: self.people.likely,
                near: round((radius_km - distance_km).abs()),
                far: round(radius_km + distance_km),
            }
        });
        Some(Circle { distance_km, radius_km, people })
    }

    /// The part of a stated place that lies in the circle: all of it or nothing, for only its middle is known.
    fn inside(&self, place: &str, country: &str) -> f64 {
        let found = Gazetteer::embedded().find(place, country).map(|found| found.place);
        match found {
            Some(place) if self.distance(place.latitude(), place.longitude()) <= self.around.km => 1.0,
            _ => 0.0,
        }
    }

    fn distance(&self, latitude: f64, longitude: f64) -> f64 {
        distance_km((self.around.latitude, self.around.longitude), (latitude, longitude))
    }
}
