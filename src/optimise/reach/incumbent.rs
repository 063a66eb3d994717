//! The best plan known so far.

use super::ReachProblem;
use super::ask::Ask;

/// A plan counts as best once nothing can reach so many more people, nor so large a share more.
pub(super) const PEOPLE: f64 = 0.5;
pub(super) const SHARE: f64 = 1e-6;

/// The best plan so far and its reach, below 0 while there is none.
#[derive(Clone, Debug)]
pub(super) struct Incumbent {
    pub plan: Vec<u32>,
    pub reach: f64,
}

impl Incumbent {
    pub fn none() -> Incumbent {
        Incumbent { plan: Vec::new(), reach: -1.0 }
    }

    /// A bound at or below this proves it best.
    pub fn target(&self) -> f64 {
        self.reach + 0.9 * (self.reach * SHARE).clamp(0.0, PEOPLE)
    }

    /// Whether this bound proves it best.
    pub fn proved_by(&self, bound: f64) -> bool {
        bound - self.reach <= (self.reach * SHARE).clamp(0.0, PEOPLE)
    }

    /// Whether these options reach more.
    pub fn would_take(&self, problem: &ReachProblem, plan: &[u32]) -> bool {
        better(problem.audience.reach_of(plan), self.reach)
    }

    /// Takes a plan if it keeps the rules and reaches more.
    pub fn offer(&mut self, problem: &ReachProblem, ask: &Ask, plan: &[u32]) -> bool {
        let mut plan = plan.to_vec();
        plan.sort_unstable();
        let reach = problem.audience.reach_of(&plan);
        let takes = better(reach, self.reach) && ask.allows(problem, &plan);
        if takes {
            (self.plan, self.reach) = (plan, reach);
        }
        takes
    }
}

/// More by what isn't rounding.
fn better(new: f64, old: f64) -> bool {
    new > old + old.abs() * 1e-12
}
