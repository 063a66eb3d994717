//! Acceptance: the chance that an offer takes place, by how sure its fee is.
//!
//! Nobody publishes these chances. They are assumptions with reasons (`assets/funnel.csv`), meant to be replaced by the
//! user's own experience; that they are there at all keeps totals from pretending that everybody says yes.

use std::sync::Arc;

use super::assumptions::Source;
use super::funnel::{FunnelAssumptions, Origin, TENTH};
use crate::domain::FeeStatus;

/// Chances held this far from 0 and 1 while they are moved on the scale of odds.
const EDGE: f64 = 1e-6;

/// The chance that an offer of one status takes place.
#[derive(Clone, PartialEq, Debug)]
pub struct Chance {
    /// The chance, 0..=1.
    pub value: f64,
    /// Sd of the logarithm of its odds; 0 where it is taken as sure.
    pub odds_sd: f64,
    /// Who says so.
    pub origin: Origin,
}

impl Chance {
    /// A chance of the user's own, taken as sure; `None` unless it lies in 0..=1.
    pub fn yours(value: f64) -> Option<Chance> {
        (0.0..=1.0).contains(&value).then_some(Chance { value, odds_sd: 0.0, origin: Origin::Yours })
    }

    /// The chance at `z` sds of its odds from the middle; always 0..=1.
    pub fn at(&self, z: f64) -> f64 {
        let held = self.value.clamp(EDGE, 1.0 - EDGE);
        if self.odds_sd == 0.0 || z == 0.0 {
            return self.value;
        }
        1.0 / (1.0 + (-(odds(held) + z * self.odds_sd)).exp())
    }
}

/// The chances by status.
#[derive(Clone, PartialEq, Debug)]
pub struct Acceptance {
    chances: [Chance; FeeStatus::ALL.len()],
}

impl Default for Acceptance {
    /// The table that comes with the program.
    fn default() -> Self {
        FunnelAssumptions::standard().acceptance
    }
}

impl Acceptance {
    /// The entry for `status`, with its source.
    pub fn of(&self, status: FeeStatus) -> &Chance {
        &self.chances[status as usize]
    }

    /// The chance that an offer of `status` takes place, 0..=1.
    pub fn chance(&self, status: FeeStatus) -> f64 {
        self.of(status).value
    }

    /// Puts `chance` in the place of the one for `status`.
    pub fn set(&mut self, status: FeeStatus, chance: Chance) {
        self.chances[status as usize] = chance;
    }

    /// The same table with every chance moved by `z` sds of its odds.
    pub fn moved(&self, z: f64) -> Acceptance {
        let mut moved = self.clone();
        for chance in &mut moved.chances {
            chance.value = chance.at(z);
        }
        moved
    }

    /// A table in which everybody accepts, for "if all say yes".
    pub fn certain() -> Acceptance {
        let sure = Chance { value: 1.0, odds_sd: 0.0, origin: Origin::Yours };
        Acceptance { chances: std::array::from_fn(|_| sure.clone()) }
    }

    /// What stands where a table says nothing.
    pub(super) fn guess(source: &Arc<Source>) -> Acceptance {
        let chance = |value: f64| Chance { value, odds_sd: 1.0, origin: Origin::Table(source.clone()) };
        Acceptance { chances: [0.5, 0.5, 0.8, 0.95].map(chance) }
    }

    /// Takes a row of the table: middle, 10 % and 90 % points, each a chance.
    pub(super) fn take(&mut self, status: FeeStatus, [low, value, high]: [f64; 3], source: Arc<Source>) {
        let span = odds(high.clamp(EDGE, 1.0 - EDGE)) - odds(low.clamp(EDGE, 1.0 - EDGE));
        let odds_sd = (span / (2.0 * TENTH)).max(0.0);
        self.set(status, Chance { value: value.clamp(0.0, 1.0), odds_sd, origin: Origin::Table(source) });
    }
}

fn odds(chance: f64) -> f64 {
    (chance / (1.0 - chance)).ln()
}
