//! Whom every offer reaches, segment by segment, ready for adding up.
//!
//! A share r of a segment reached independently of the others is kept as its depth a = -ln(1 - r): depths add up, and
//! people reached = people x (1 - e^-(sum of depths)) (Sainsbury's rule, see Metheringham 1964 on duplicated reach).

use super::Exposure;
use crate::domain::Cancelled;
use crate::optimise::work::{CHUNK, Work};

/// The depth of a share as close to everybody as a float can tell from 1.
const DEEPEST: f64 = 36.7;

/// Segments with their people, and what each option reaches of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Audience {
    /// People in each segment, 0 or more.
    pub people: Vec<f64>,
    /// Option to its first contact; one more at the end.
    start: Vec<u32>,
    segment: Vec<u32>,
    depth: Vec<f64>,
    /// What each option reaches alone.
    pub single: Vec<f64>,
}

impl Audience {
    /// Sorts the contacts by option; `option_of` turns the place of a choice into an option.
    pub fn new(
        people: &[f64],
        exposures: &[Exposure],
        options: usize,
        option_of: &[u32],
        work: &mut Work,
    ) -> Result<Audience, Cancelled> {
        let people: Vec<f64> = people.iter().map(|&n| if n > 0.0 { n } else { 0.0 }).collect();
        let place = |e: &Exposure| -> Option<usize> {
            let inhabited = people.get(e.segment as usize).is_some_and(|&n| n > 0.0);
            let option = option_of.get(e.choice as usize).copied().filter(|&o| (o as usize) < options)?;
            (inhabited && e.share > 0.0).then_some(option as usize)
        };
        let mut start = vec![0_u32; options + 2];
        for chunk in exposures.chunks(CHUNK) {
            chunk.iter().filter_map(place).for_each(|option| start[option + 2] += 1);
            work.pass(chunk.len())?;
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        work.ask()?;
        let total = start.last().copied().unwrap_or(0) as usize;
        let (mut segment, mut depth) = (vec![0; total], vec![0.0; total]);
        for chunk in exposures.chunks(CHUNK) {
            for e in chunk {
                let Some(option) = place(e) else { continue };
                let at = start[option + 1] as usize;
                segment[at] = e.segment;
                depth[at] = (-(-e.share.min(1.0)).ln_1p()).min(DEEPEST);
                start[option + 1] += 1;
            }
            work.pass(4 * chunk.len())?;
        }
        start.truncate(options + 1);
        let mut audience = Audience { people, start, segment, depth, single: Vec::with_capacity(options) };
        let mut kept = vec![1.0; audience.people.len()];
        for option in 0..options as u32 {
            work.pass(4 * audience.count(option..option + 1))?;
            let alone = audience.alone(option, &mut kept);
            audience.single.push(alone);
        }
        Ok(audience)
    }

    /// The segments an option reaches, with the depth in each.
    pub fn contacts(&self, option: u32) -> impl Iterator<Item = (usize, f64)> {
        let range = self.start[option as usize] as usize..self.start[option as usize + 1] as usize;
        self.segment[range.clone()].iter().map(|&g| g as usize).zip(self.depth[range].iter().copied())
    }

    /// How many contacts these options have.
    pub fn count(&self, options: std::ops::Range<u32>) -> usize {
        (self.start[options.end as usize] - self.start[options.start as usize]) as usize
    }

    /// People reached where the depths of each segment are these.
    pub fn reach(&self, depths: &[f64]) -> f64 {
        self.people.iter().zip(depths).map(|(n, s)| -n * (-s).exp_m1()).sum()
    }

    /// People reached by these options together, each counted once.
    pub fn reach_of(&self, options: &[u32]) -> f64 {
        self.reach(&self.depths(options))
    }

    /// The depth of each segment that these options add up to.
    pub fn depths(&self, options: &[u32]) -> Vec<f64> {
        let mut depths = vec![0.0; self.people.len()];
        for &o in options {
            self.contacts(o).for_each(|(g, a)| depths[g] += a);
        }
        depths
    }

    /// What an option reaches by itself; `kept` is all ones before and after.
    fn alone(&self, option: u32, kept: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        for (g, a) in self.contacts(option) {
            sum += self.people[g] * kept[g] * -(-a).exp_m1();
            kept[g] *= (-a).exp();
        }
        self.contacts(option).for_each(|(g, _)| kept[g] = 1.0);
        sum
    }
}
