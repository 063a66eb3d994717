//! What a search for reach answers.

use super::ReachProblem;
use super::incumbent::Incumbent;
use super::tangent::Tangents;
use crate::optimise::shortlist::Conflict;

/// The answer to a set of rules.
#[derive(Clone, PartialEq, Debug)]
pub enum ReachAnswer {
    /// The best shortlist found, with what is proved about it.
    Shortlist(ReachShortlist),
    /// No shortlist keeps the rules; this is why.
    Impossible(Conflict),
}

/// A shortlist that keeps the rules, and how many people it reaches, each counted once.
#[derive(Clone, PartialEq, Debug)]
pub struct ReachShortlist {
    /// Places of the chosen offers in the caller's slice, ascending.
    pub chosen: Vec<u32>,
    /// People reached, each counted once.
    pub reach: f64,
    /// Sum of the prices in minor units.
    pub cost: i64,
    /// No shortlist that keeps the rules reaches more people.
    pub bound: f64,
    /// Whether nothing better is left to find: `bound` is above `reach` by half a person at most, and by a millionth
    /// of it at most.
    pub proved: bool,
    /// The sum of what the chosen offers reach each alone, people counted as often as they are reached.
    pub sum_of_singles: f64,
    /// The most that one of the chosen offers reaches alone; 0 if none is chosen.
    pub largest_single: f64,
    /// How it was proved.
    pub method: ReachMethod,
    /// People that the next minor unit of money reaches in the fractional problem.
    pub next_unit: f64,
    /// How many creators the tangents alone don't settle.
    pub contenders: usize,
    /// The tangents behind `relaxed`.
    pub tangents: Tangents,
    /// The upper bound that the tangents prove by themselves (see [`super::bound_by`]); never below `bound`.
    pub relaxed: f64,
}

/// How a shortlist was proved best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReachMethod {
    /// The best offer of everybody fits into the budget.
    Everyone,
    /// One audience for all: its depths add up, and the market proved it.
    Additive,
    /// The tangents' bound is reached.
    Bound,
    /// Everything the tangents leave open was searched, creator by creator.
    Search,
    /// Not proved: the effort was used up.
    Unproved,
}

impl ReachShortlist {
    /// Works out the figures of a plan; `method` counts only if the bound proves it.
    pub(super) fn new(
        problem: &ReachProblem,
        options: &[u32],
        bound: f64,
        method: ReachMethod,
        contenders: usize,
        tangents: Tangents,
        relaxed: f64,
    ) -> ReachShortlist {
        let mut plan = options.to_vec();
        plan.sort_unstable();
        let reach = problem.audience.reach_of(&plan);
        let proved = Incumbent { plan: Vec::new(), reach, enough: None }.proved_by(bound);
        let single = |o: &u32| problem.audience.single[*o as usize];
        let mut chosen: Vec<u32> = plan.iter().map(|&o| problem.place[o as usize]).collect();
        chosen.sort_unstable();
        ReachShortlist {
            chosen,
            reach,
            cost: plan.iter().map(|&o| problem.price[o as usize]).sum(),
            bound: bound.max(reach),
            proved,
            sum_of_singles: plan.iter().map(single).sum(),
            largest_single: plan.iter().map(single).fold(0.0, f64::max),
            method: if proved { method } else { ReachMethod::Unproved },
            next_unit: tangents.money,
            contenders,
            tangents,
            relaxed: relaxed.max(bound).max(reach),
        }
    }
}
