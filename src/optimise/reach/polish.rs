//! Improving a plan by adding one offer, or by putting one in the place of another.

use super::ReachProblem;
use super::ask::Ask;
use super::steps::Steps;
use crate::domain::Cancelled;

/// An improvement below this share of the reach isn't worth a change.
const WORTH: f64 = 1e-9;
/// How often the whole plan is gone through.
const ROUNDS: usize = 4;

/// Adds what still fits, then swaps if asked, until nothing helps. Only for plans that money alone limits.
pub(super) fn polish(
    problem: &ReachProblem,
    ask: &Ask,
    plan: &[u32],
    candidates: &[u32],
    swap: bool,
    steps: &mut Steps,
) -> Result<Vec<u32>, Cancelled> {
    let mut work = Polish::new(problem, ask, plan, candidates);
    for _ in 0..ROUNDS {
        while let Some(i) = work.best(None) {
            steps.spend(work.offers.len() + work.contacts.len() / 4)?;
            work.put(work.offers[i].0);
        }
        if !swap || !work.swaps(steps)? {
            break;
        }
    }
    work.plan.sort_unstable();
    Ok(work.plan)
}

struct Polish<'a> {
    problem: &'a ReachProblem,
    ask: &'a Ask,
    plan: Vec<u32>,
    /// By class, whether it is in.
    inside: Vec<bool>,
    room: i64,
    /// People of each segment whom the plan doesn't reach.
    left: Vec<f64>,
    /// Candidates with their first contact, and segment and share of each contact.
    offers: Vec<(u32, u32)>,
    contacts: Vec<(u32, f64)>,
    least: f64,
}

impl<'a> Polish<'a> {
    fn new(problem: &'a ReachProblem, ask: &'a Ask, plan: &[u32], candidates: &[u32]) -> Polish<'a> {
        let audience = &problem.audience;
        let (mut offers, mut contacts) = (Vec::with_capacity(candidates.len() + 1), Vec::new());
        for &o in candidates {
            offers.push((o, contacts.len() as u32));
            contacts.extend(audience.contacts(o).map(|(g, a)| (g as u32, -(-a).exp_m1())));
        }
        let mut work = Polish {
            problem,
            ask,
            plan: Vec::new(),
            inside: vec![false; problem.creators.len()],
            room: ask.limits()[0],
            left: audience.people.clone(),
            offers,
            contacts,
            least: audience.reach_of(plan) * WORTH + 1e-9,
        };
        plan.iter().for_each(|&o| work.put(o));
        work
    }

    fn put(&mut self, o: u32) {
        self.plan.push(o);
        self.inside[self.problem.class[o as usize] as usize] = true;
        self.room -= self.problem.price[o as usize];
        let left = &mut self.left;
        self.problem.audience.contacts(o).for_each(|(g, a)| left[g] *= (-a).exp());
    }

    fn take(&mut self, at: usize) -> u32 {
        let o = self.plan.swap_remove(at);
        self.inside[self.problem.class[o as usize] as usize] = false;
        self.room += self.problem.price[o as usize];
        // From scratch where it matters: a factor of e^a would magnify rounding.
        let deep = self.problem.audience.contacts(o).any(|c| c.1 > 3.0);
        if deep {
            let depths = self.problem.audience.depths(&self.plan);
            self.left = self.problem.audience.people.iter().zip(depths).map(|(n, s)| n * (-s).exp()).collect();
        } else {
            let left = &mut self.left;
            self.problem.audience.contacts(o).for_each(|(g, a)| left[g] *= a.exp());
        }
        o
    }

    /// What a candidate would add.
    fn gain(&self, i: usize) -> f64 {
        let end = self.offers.get(i + 1).map_or(self.contacts.len(), |next| next.1 as usize);
        self.contacts[self.offers[i].1 as usize..end].iter().map(|&(g, r)| self.left[g as usize] * r).sum()
    }

    /// The candidate that fits and adds most; only of one class if given.
    fn best(&self, only: Option<u32>) -> Option<usize> {
        let mut best = (self.least, None);
        for (i, &(o, _)) in self.offers.iter().enumerate() {
            let class = self.problem.class[o as usize];
            let free = !self.inside[class as usize] && only.is_none_or(|c| c == class);
            if free && self.problem.price[o as usize] <= self.room {
                let gain = self.gain(i);
                if gain > best.0 {
                    best = (gain, Some(i));
                }
            }
        }
        best.1
    }

    /// Tries to put something better in the place of each offer; whether that helped.
    fn swaps(&mut self, steps: &mut Steps) -> Result<bool, Cancelled> {
        let mut helped = false;
        let mut places = self.plan.clone();
        places.sort_unstable();
        for old in places {
            let Some(at) = self.plan.iter().position(|&o| o == old) else { continue };
            steps.spend(self.offers.len() + self.contacts.len() / 4)?;
            let (class, before) = (self.problem.class[old as usize], self.left.clone());
            self.take(at);
            let audience = &self.problem.audience;
            let lost: f64 = audience
                .contacts(old)
                .map(|(g, _)| g)
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .map(|g| self.left[g] - before[g])
                .sum();
            let only = self.ask.is_must(class).then_some(class);
            match self.best(only) {
                Some(i) if self.gain(i) > lost + self.least => {
                    self.put(self.offers[i].0);
                    helped = true;
                }
                _ => {
                    self.put(old);
                    self.left = before;
                }
            }
        }
        Ok(helped)
    }
}
