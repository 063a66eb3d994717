//! The least money that reaches a target with a given probability.

use super::choice::{Effort, Rules};
use super::desk::{Desk, Goal};
use super::keeps::keeps;
use super::lens::counted_best;
use super::limits::{at_least, most_promised};
use super::market::gcd;
use super::prospects::{Assurance, Prospects};
use super::safe::{Safe, unlimited};
use super::shortlist::{Answer, Conflict};
use crate::domain::{Cancelled, Report};
use crate::forecast::Draws;

/// Plans of one search that are counted with the draws that are shown.
const SHOWN: usize = 4;
/// Below the least budget found, budgets smaller by so many thousandths are tried as well: a smaller one may do where
/// one between failed.
const SMALLER: [i64; 6] = [2, 5, 10, 20, 40, 80];

/// The answer to a target that has to be reached with a probability.
#[derive(Clone, PartialEq, Debug)]
pub enum Sure {
    /// A shortlist reaches it.
    Found(SureMoney),
    /// Nothing found reaches it with the budget of the rules.
    OutOfReach {
        /// The shortlist that promises most.
        most: Box<Safe>,
        /// The probability that it reaches the target.
        chance: f64,
        /// Whether it is proved that no shortlist does.
        proved: bool,
    },
    /// The rules can't be met together even with the whole budget.
    Impossible(Conflict),
}

/// The least money found that reaches a target with the probability asked.
#[derive(Clone, PartialEq, Debug)]
pub struct SureMoney {
    /// The least budget found, in minor units.
    pub budget: i64,
    /// What the shortlist costs: the budget, or less where a share of the budget limits what one creator may cost.
    pub cost: i64,
    /// Its offers, ascending.
    pub chosen: Vec<u32>,
    /// What they are worth on average.
    pub value: i64,
    /// The probability that it reaches the target, by the draws that are shown.
    pub chance: f64,
    /// Proved up to the chance of the draws: no shortlist for less money, however found, reaches the target with the
    /// probability asked. 0 if the effort didn't suffice to tell.
    pub at_least: i64,
    /// Whether every best-value shortlist for less money was counted, and every one falls short. "Best-value" are those
    /// that [`Average::best`](super::Average::best) gives for the budgets from `at_least` on; one of several that are
    /// worth the same is counted. Other shortlists between `at_least` and `budget` were searched, not ruled out.
    pub proved: bool,
}

/// What reaches the target: a budget, a plan and its chance.
struct Found {
    budget: i64,
    plan: Vec<u32>,
    chance: f64,
}

/// Finds the least money, up to the budget of the rules, with which a shortlist reaches `target`, in the unit of the
/// forecasts, with the probability asked.
///
/// A best-value shortlist for more money can promise less, as it may rest on one wide forecast, so budgets can't simply
/// be halved: they are halved as a first guess, then smaller ones are tried, with safe plans as [`safest`](super::safest) finds them;
/// then best-value shortlists are counted one by one downwards. In the end the safe goal, which gives up `give_up` of the
/// largest value at most (see [`safest`](super::safest)), is pursued with a step less, as long as it promises the target
/// for that.
pub fn sure_money(
    prospects: &Prospects,
    rules: &Rules,
    target: f64,
    (assurance, give_up): (&Assurance, f64),
    effort: Effort,
    report: &mut Report,
) -> Result<Sure, Cancelled> {
    let mut most = match unlimited(prospects, rules, &[], assurance, 1.0, Effort(effort.0 / 8), report)? {
        Err(conflict) => return Ok(Sure::Impossible(conflict)),
        Ok(most) => most,
    };
    let part = Effort(effort.0 / 50);
    let desk = Desk::new(*prospects, rules, &most.best, assurance, effort, report)?;
    let mut hunt = Hunt { prospects, rules, target, assurance, desk, shown: assurance.shown(), part };
    report(0, effort.0)?;
    let chance = hunt.chance(&most.chosen, report)?;
    report(0, effort.0)?;
    let mut best = match hunt.found(rules.budget.max(0), most.chosen.clone(), chance) {
        Some(found) => found,
        None => {
            most.bound = most_promised(prospects, rules, &most.chosen, assurance, effort, report)?;
            let proved = most.bound.is_some_and(|bound| bound < target);
            return Ok(Sure::OutOfReach { most: Box::new(most), chance, proved });
        }
    };
    // Every shortlist costs whole steps.
    let step = hunt.step();
    let floor = at_least(prospects, rules, &best.plan, target, assurance, effort, report)?;
    let floor = (floor.max(0) as u64).next_multiple_of(step.max(1) as u64) as i64;
    hunt.halve(floor, &mut best, report)?;
    hunt.smaller(floor, &mut best, report)?;
    let proved = hunt.count_down(floor, &mut best, report)?;
    hunt.safer(floor, &mut best, (give_up, effort), report)?;
    Ok(Sure::Found(SureMoney {
        budget: best.budget,
        cost: prospects.cost(&best.plan),
        value: prospects.average.worth(&best.plan),
        chosen: best.plan,
        chance: best.chance,
        at_least: floor.min(best.budget),
        proved,
    }))
}

struct Hunt<'a, 'b> {
    prospects: &'b Prospects<'a>,
    rules: &'b Rules,
    target: f64,
    assurance: &'b Assurance,
    desk: Desk<'a>,
    shown: Draws,
    part: Effort,
}

impl Hunt<'_, '_> {
    fn chance(&mut self, plan: &[u32], report: &mut Report) -> Result<f64, Cancelled> {
        Ok(self.prospects.total(plan, self.assurance, &mut self.shown, report)?.chance_of(self.target))
    }

    fn at(&self, budget: i64) -> Rules {
        Rules { budget, ..self.rules.clone() }
    }

    /// The best-value shortlist.
    fn solve(&mut self, rules: &Rules, report: &mut Report) -> Result<Answer, Cancelled> {
        let (answer, steps) =
            counted_best(self.prospects.average, self.prospects.choices.len(), rules, self.part, report)?;
        self.desk.spend(steps);
        Ok(answer)
    }

    /// The plan with the least budget it needs, if its chance suffices.
    fn found(&self, budget: i64, plan: Vec<u32>, chance: f64) -> Option<Found> {
        let cost = self.prospects.cost(&plan);
        let tight = keeps(self.prospects.choices, &self.at(cost), &plan);
        let budget = if tight { cost } else { budget };
        (chance >= self.assurance.chance).then_some(Found { budget, plan, chance })
    }

    /// Looks for a plan within the budget that reaches the target.
    fn try_budget(&mut self, budget: i64, report: &mut Report) -> Result<Option<Found>, Cancelled> {
        let rules = self.at(budget);
        let Answer::Shortlist(best) = self.solve(&rules, report)? else { return Ok(None) };
        let goal = Goal { least_value: 0, enough: self.target, parts: 8 };
        let plans = self.desk.safe_plans(&rules, &[best.chosen], &goal, report)?;
        let mut found: Option<Found> = None;
        for (plan, _) in plans.into_iter().take(SHOWN).filter(|(plan, _)| keeps(self.prospects.choices, &rules, plan)) {
            let chance = self.chance(&plan, report)?;
            let next = self.found(budget, plan, chance);
            if next.as_ref().is_some_and(|next| found.as_ref().is_none_or(|found| next.budget < found.budget)) {
                found = next;
            }
        }
        Ok(found)
    }

    /// The smallest difference between two budgets that matters.
    fn step(&self) -> i64 {
        let prices = self.prospects.choices.iter().filter(|c| c.price > 0).map(|c| c.price);
        match self.rules.max_share {
            None | Some(100..) => prices.fold(0, gcd).max(1),
            Some(_) => 1,
        }
    }

    /// Halves the budgets from `floor` on.
    fn halve(&mut self, floor: i64, best: &mut Found, report: &mut Report) -> Result<(), Cancelled> {
        let (step, mut low) = (self.step(), floor - 1);
        while best.budget - low > step && self.desk.has_time() {
            let middle = low + (best.budget - low) / 2;
            match self.try_budget(middle, report)? {
                Some(found) => *best = found,
                None => low = middle,
            }
        }
        Ok(())
    }

    /// Tries somewhat smaller budgets as long as one does.
    fn smaller(&mut self, floor: i64, best: &mut Found, report: &mut Report) -> Result<(), Cancelled> {
        let step = self.step();
        let mut next = 0;
        while let Some(thousandths) = SMALLER.get(next).copied().filter(|_| self.desk.has_time()) {
            let less = (i128::from(best.budget) * i128::from(thousandths) / 1_000) as i64;
            let budget = best.budget - less.max(step);
            next += 1;
            if budget >= floor
                && let Some(found) = self.try_budget(budget, report)?
            {
                *best = found;
                next = 0;
            }
        }
        Ok(())
    }

    /// Pursues the safe goal with a step less as long as that does.
    fn safer(
        &mut self,
        floor: i64,
        best: &mut Found,
        (give_up, effort): (f64, Effort),
        report: &mut Report,
    ) -> Result<(), Cancelled> {
        let step = self.step();
        while effort.0 > 0 && best.budget - step >= floor.max(0) {
            let budget = best.budget - step;
            let safe = unlimited(self.prospects, &self.at(budget), &[], self.assurance, give_up, effort, report)?;
            let Ok(safe) = safe else { break };
            let chance = self.chance(&safe.chosen, report)?;
            match self.found(budget, safe.chosen, chance) {
                Some(found) => *best = found,
                None => break,
            }
        }
        Ok(())
    }

    /// Counts the best-value shortlists below the budget one by one; whether all of them down to `floor` were, and
    /// every one but the answer falls short.
    fn count_down(&mut self, floor: i64, best: &mut Found, report: &mut Report) -> Result<bool, Cancelled> {
        let mut budget = best.budget - 1;
        let mut proved = true;
        while budget >= floor.max(0) {
            if !self.desk.has_time() {
                return Ok(false);
            }
            self.desk.spend(self.assurance.draws as u64 * 3);
            let list = match self.solve(&self.at(budget), report)? {
                Answer::Shortlist(list) => list,
                // Less money makes nothing possible that more doesn't.
                Answer::Impossible(conflict) => return Ok(proved && conflict != Conflict::Undecided),
            };
            proved &= list.proved;
            let chance = self.chance(&list.chosen, report)?;
            let tight = keeps(self.prospects.choices, &self.at(list.cost), &list.chosen);
            if let Some(found) = self.found(budget, list.chosen, chance) {
                *best = found;
            }
            budget = if tight { list.cost - 1 } else { budget - 1 };
        }
        Ok(proved)
    }
}
