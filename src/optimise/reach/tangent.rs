//! Tangents: a straight line above the reach of each segment, which together bound every plan.
//!
//! A segment of N people of whom depth s (see [`super::audience`]) leaves N·e^-s unreached lies below its tangent at
//! s0: with u = e^-s0, at most N·(1 - c + u·s), c = u·(1 + s0). An offer that alone is deeper than s0 counts
//! N·(c - e^-a) instead of N·u·a: in any set of offers the deepest of these counts exactly, every other then meets at
//! most u of the people, and reaches at most u·(1 - e^-a), which is less than either figure.

/// The tangent of one segment. Where hardly anybody is reached, everything here is a small difference of numbers close
/// to 1: they are never added up before it is taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tangent {
    people: f64,
    /// People times u: how fast reach grows at the tangent's point.
    slope: f64,
    /// The point itself.
    at: f64,
    ground: f64,
}

impl Tangent {
    /// The tangent where the share `kept` of these people isn't reached, above 0 and at most 1.
    pub fn new(people: f64, kept: f64) -> Tangent {
        let kept = kept.clamp(f64::MIN_POSITIVE, 1.0);
        let at = -kept.ln();
        Tangent { people, slope: people * kept, at, ground: people * ((1.0 - kept) - kept * at) }
    }

    /// Where the line meets depth 0: people times 1 - c.
    pub fn ground(&self) -> f64 {
        self.ground
    }

    /// What an offer of this depth counts for.
    #[inline]
    pub fn worth(&self, depth: f64) -> f64 {
        match depth <= self.at {
            true => self.slope * depth,
            false => -self.people * (-depth).exp_m1() - self.ground,
        }
    }
}

/// A point at which to lay tangents, with what a unit of each row is worth: together a proof of a bound.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tangents {
    /// Share of each segment that isn't reached at the point, from 0 to 1.
    pub kept: Vec<f64>,
    /// People per minor unit of money, 0 or more.
    pub money: f64,
    /// People per creator missing from a least number of them, 0 or more.
    pub per_creator: f64,
    /// For every side rule, people per unit of its least and of its most, 0 or more.
    pub rows: Vec<(f64, f64)>,
}
