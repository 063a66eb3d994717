//! How far creators lie from the curve over followers, and how wide a forecast must be where no post is known.

use super::assumptions::{FAR, Prior};
use super::deliver::one_post;
use super::fit::Case;
use super::level::{Multipliers, level_of};
use super::ranges::UNSEEN;
use super::score::LEVELS;

/// How many creators the most probable spread counts as against the one under which bands held.
const CALIBRATING: f64 = 30.0;

impl Prior {
    /// Sd of creators with so many followers around the curve.
    pub fn between(&self, followers: u64) -> f64 {
        let size = (followers.max(1) as f64 / 10_000.0).ln();
        self.between_sd * (-self.closer * size.clamp(-FAR, FAR)).exp()
    }
}

/// How much wider than the spread of creators the forecast must be where no post is known for its bands to hold as often
/// as they say; drawn towards the most probable figure where creators are few, and never below it.
///
/// The most probable spread doesn't see to that by itself, because creators aren't spread as any one formula says. So it
/// is widened by what the bands held (cf. Vovk, Gammerman & Shafer 2005, Algorithmic learning in a random world).
pub(super) fn calibrated(cases: &[Case], prior: &Prior, multipliers: &Multipliers, creators: usize) -> f64 {
    let surplus = |unseen: f64| {
        let prior = Prior { unseen, ..prior.clone() };
        let of = |case: &Case| {
            let level = level_of(&case.known, &case.posts, &prior, multipliers);
            let ripe = case.target.y + prior.lack(case.target.read_at);
            let off = (one_post(&level, case.target.kind, case.target.paid).probability_of(ripe) - 0.5).abs() * 2.0;
            LEVELS.iter().map(|level| f64::from(u8::from(off <= *level)) - level).sum::<f64>()
        };
        cases.iter().filter(|case| case.posts.is_empty()).map(of).sum::<f64>()
    };
    let (mut low, mut high) = UNSEEN;
    for _ in 0..10 {
        let middle = f64::midpoint(low, high);
        if surplus(middle) < 0.0 { low = middle } else { high = middle }
    }
    let weight = creators as f64 / (creators as f64 + CALIBRATING);
    let held = (prior.unseen.ln() * (1.0 - weight) + f64::midpoint(low, high).ln() * weight).exp();
    held.max(prior.unseen)
}
