//! What the forecast makes of each known post: how much it counts, what it still lacks, whether it is held nearer.

use super::assumptions::Assumptions;
use super::evidence::Evidence;
use super::grown::today;
use super::level::{BEND, Level, LogPost, used};

/// One known post as the forecast reads it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SeenPost {
    /// Its place in the observations of the evidence.
    pub place: usize,
    /// The part of the level it makes up, 0–1; 0 where newer posts have pushed it out.
    pub weight: f64,
    /// What is still to come of its result, as a fraction of what it has: 0.3 is 30 % more. Near 0 after some days.
    pub to_come: f64,
    /// Whether it lies so far from the creator's level that it counts as if it lay nearer.
    pub bent: bool,
}

/// Every post of the evidence that `level` was forecast from, in the order of their weight, and then those that are too
/// old to count.
pub fn seen(evidence: &Evidence, level: &Level, assumptions: &Assumptions) -> Vec<SeenPost> {
    let prior = assumptions.prior(evidence.platform, level.metric);
    let counted = used(&evidence.observations);
    let weights = level.post_shares();
    let weight = |place: usize| counted.iter().position(|known| *known == place).map(|at| weights[at]);
    let rest = (0..evidence.observations.len()).filter(|place| !counted.contains(place));
    let posts = counted.iter().copied().chain(rest).map(|place| {
        let post = &evidence.observations[place];
        let age = post.age_days.filter(|age| age.is_finite());
        let (y, paid) = ((post.value as f64).ln_1p(), post.sponsored == Some(true));
        let log = LogPost { y, kind: post.kind, paid, age, read_at: age };
        let lack = prior.lack(age);
        let bent = (today(&log, prior, &level.multipliers) - level.location).abs() > BEND * level.post_sd;
        SeenPost { place, weight: weight(place).unwrap_or(0.0), to_come: lack.exp_m1(), bent }
    });
    posts.collect()
}

impl Level {
    /// What being paid for does to a post of this creator, as a factor: what is usual, moved by the creator's own.
    pub fn paid_factor(&self) -> f64 {
        self.multipliers.paid.ln.exp()
    }
}
