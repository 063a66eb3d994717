//! Counting: how the results of single offers make a total.

/// How the results of single offers make a total, in every draw.
#[derive(Clone, Copy, Debug)]
pub enum Counting<'a> {
    /// They add up.
    Sum,
    /// They add up, less what each offer costs if it takes place: by its place, in the unit of the results.
    Net(&'a [f64]),
    /// They are people, each counted once.
    Once(Crowd<'a>),
}

/// People in segments, and where the reach of offers lies.
#[derive(Clone, Copy, Debug)]
pub struct Crowd<'a> {
    /// People of each segment, above 0.
    pub people: &'a [f64],
    /// By the place of an offer, segments and parts of its reach; no segment twice, and the parts add up to 1 at most.
    pub parts: &'a [&'a [(u32, f64)]],
}

impl Counting<'_> {
    /// What an offer costs if it takes place, as far as that comes off the total.
    pub(super) fn cost(&self, offer: u32) -> f64 {
        match self {
            Counting::Net(costs) => costs.get(offer as usize).copied().unwrap_or(0.0),
            _ => 0.0,
        }
    }
}

impl<'a> Crowd<'a> {
    /// Segments of an offer's reach, each with the share of its people that one person reached anywhere makes.
    pub(super) fn shares(&self, offer: u32) -> impl Iterator<Item = (u32, f64)> + use<'a> {
        let people = self.people;
        let parts = self.parts.get(offer as usize).copied().unwrap_or_default();
        parts.iter().filter_map(move |(segment, part)| Some((*segment, part / people.get(*segment as usize)?)))
    }
}
