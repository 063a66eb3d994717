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
    /// A plan that reaches so many people will do, and one that reaches fewer is of no use.
    pub enough: Option<f64>,
}

impl Incumbent {
    pub fn none(enough: Option<f64>) -> Incumbent {
        Incumbent { plan: Vec::new(), reach: -1.0, enough }
    }

    /// Only what reaches more than this is looked for: a bound at or below it ends the search.
    pub fn target(&self) -> f64 {
        (self.reach + 0.9 * (self.reach * SHARE).clamp(0.0, PEOPLE)).max(self.useless())
    }

    /// Plans that reach no more than this are of no use, known or not.
    pub fn floor(&self) -> f64 {
        self.reach.max(self.useless())
    }

    /// Whether this bound proves it best, or that nothing is enough.
    pub fn proved_by(&self, bound: f64) -> bool {
        bound - self.reach <= (self.reach * SHARE).clamp(0.0, PEOPLE) || bound <= self.useless()
    }

    /// Whether it will do, the best or not.
    pub fn is_enough(&self) -> bool {
        self.enough.is_some_and(|enough| self.reach >= enough.max(0.0))
    }

    /// Below what is enough by what could be rounding.
    fn useless(&self) -> f64 {
        self.enough.map_or(f64::NEG_INFINITY, |enough| enough - enough.abs() * 1e-12)
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
