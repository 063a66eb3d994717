//! Where an account's audience lives: what is stated, and what is assumed while nothing is.

/// A share of an audience with the band that holds it with a probability of 80 %.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Likely {
    /// The middle of what it may be, 0–1.
    pub share: f64,
    /// Lower end of the band, 0–1.
    pub low: f64,
    /// Upper end of the band, 0–1.
    pub high: f64,
}

/// Where an account's audience lives.
#[derive(Clone, PartialEq, Debug)]
pub struct Whereabouts {
    /// Stated places that aren't in the list of places, so that nobody there is ever counted as nearby.
    pub unknown: Vec<String>,
    /// The home as the list of places has it; `None` where it isn't known.
    pub home: Option<String>,
    /// How much of the audience is assumed to live within so many kilometres of the home; empty where none is known.
    pub within: Vec<(f64, Likely)>,
    /// How much lives in the circle of the open brief.
    pub circle: Option<Circle>,
    /// Where the assumption comes from.
    pub source: String,
}

/// The part of an audience in the circle of a brief.
#[derive(Clone, PartialEq, Debug)]
pub struct Circle {
    /// What the circle is round.
    pub name: String,
    /// Its radius, in kilometres.
    pub km: f64,
    /// How much of the audience lives there.
    pub likely: Likely,
    /// Whether that rests on stated places rather than on the home alone.
    pub stated: bool,
}
