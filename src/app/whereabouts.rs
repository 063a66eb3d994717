//! Whereabouts: where an account's audience lives, as far as it is stated, and as it is assumed where nothing is.

use super::model::Model;
use super::nearby::Nearby;
use crate::domain::{Account, Entry};
use crate::forecast::nearby::{Circle, LocalBasis, LocalShare, assumed_share};
use crate::places::Gazetteer;
use crate::report::whereabouts::{self, Likely, Whereabouts};

/// Distances from home that are shown, in kilometres.
const DISTANCES: [f64; 4] = [10.0, 25.0, 50.0, 100.0];

impl Model {
    /// Where the audience of one account of `entry` lives.
    pub fn whereabouts(&self, entry: &Entry, account: &Account) -> Whereabouts {
        let gazetteer = Gazetteer::embedded();
        let creator = &entry.creator;
        let local = &self.premises.local;
        let stated = || entry.audience.iter().filter(|share| share.account == account.id);
        let home = gazetteer.find(&creator.place, &creator.country).filter(|_| !creator.place.is_empty());
        let round_home = |km: f64| Circle { distance_km: 0.0, radius_km: km, people: None };
        let within = DISTANCES.map(|km| (km, likely(&assumed_share(account.followers(), &round_home(km), local))));
        Whereabouts {
            unknown: stated()
                .filter(|share| gazetteer.find(&share.place, &share.country).is_none())
                .map(|share| share.place.clone())
                .collect(),
            within: if home.is_some() { within.to_vec() } else { Vec::new() },
            home: home.map(|home| home.place.label()),
            circle: self.brief().and_then(|brief| brief.around.as_ref()).map(|around| {
                let share = Nearby::anywhere(around, local).share_of(entry, Some(account));
                whereabouts::Circle {
                    name: around.name.clone(),
                    km: around.km,
                    likely: likely(&share),
                    stated: share.basis == LocalBasis::Stated,
                }
            }),
            source: format!(
                "{}, {}. {}. {}",
                local.source.name, local.source.year, local.source.population, local.source.basis
            ),
        }
    }
}

fn likely(share: &LocalShare) -> Likely {
    let (low, high) = share.band();
    Likely { share: share.share, low, high }
}
