//! The best shortlist for a budget and its rules.

use super::ask::Ask;
use super::choice::{Effort, Rules};
use super::count::counted;
use super::market::Market;
use super::outcome::Outcome;
use super::plain::plain;
use super::relax::Walk;
use super::rows;
use super::settle::settle;
use super::shortlist::{Answer, Conflict, Multipliers, Shortlist};
use super::wanted::Wanted;
use super::work::Work;
use crate::domain::progress::silent;
use crate::domain::{Cancelled, Report};

/// No more effort than this goes into a plan without side rules that may not keep them: a few tenths of a second.
const SPARED: Effort = Effort(100_000_000);
/// A step without side rules takes less than such a part of the time of one under them.
const QUICKER: u64 = 6;

impl Market {
    /// Finds the best shortlist under the rules and proves it, as far as `effort` allows; `keep` is the previous
    /// shortlist, which stays where nothing is better. Only `report` can make it fail.
    pub fn solve(&self, rules: &Rules, keep: &[u32], effort: Effort, report: &mut Report) -> Result<Answer, Cancelled> {
        match Ask::new(self, rules) {
            Err(conflict) => Ok(Answer::Impossible(conflict)),
            Ok(ask) if !rules.rows.is_empty() => {
                let spared = match self.spared(&ask, rules, keep, effort, report)? {
                    Some(list) if list.proved || effort.0 < Effort::LIVE.0 => return Ok(Answer::Shortlist(list)),
                    spared => spared,
                };
                let offers = self.offers(&mut Work::new(0, report))?;
                Ok(better(spared, rows::solve(offers, rules, keep, effort, report)?))
            }
            Ok(ask) => self.plain(&ask, rules, keep, effort, report),
        }
    }

    /// The same for questions that only ask for a plan and whether it is proved: where side rules leave no plan, or none
    /// that is worth enough, it isn't looked for which of them contradict each other.
    pub fn answer(
        &self,
        rules: &Rules,
        wanted: &Wanted,
        effort: Effort,
        report: &mut Report,
    ) -> Result<Answer, Cancelled> {
        match Ask::new(self, rules) {
            Err(conflict) => Ok(Answer::Impossible(conflict)),
            Ok(ask) if !rules.rows.is_empty() => {
                let spared = self.spared(&ask, rules, wanted.keep, effort, report)?;
                let enough = |list: &Shortlist| wanted.enough.is_none_or(|enough| list.value >= enough);
                match spared.filter(enough) {
                    Some(list) if list.proved || wanted.enough.is_some() => Ok(Answer::Shortlist(list)),
                    spared => {
                        let offers = self.offers(&mut Work::new(0, report))?;
                        Ok(better(spared, rows::answer(offers, rules, wanted, effort, report)?))
                    }
                }
            }
            Ok(ask) => self.plain(&ask, rules, wanted.keep, effort, report),
        }
    }

    /// The best plan without the side rules, where it keeps them all the same: nothing under them is worth more. It takes
    /// milliseconds, and most rules of most briefs are kept by the best plan anyway. Where they aren't kept by the plan
    /// that comes before any search, the best one isn't looked for: it hardly ever keeps them either.
    fn spared(
        &self,
        ask: &Ask,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<Option<Shortlist>, Cancelled> {
        let price = |choice: u32| self.choices[choice as usize].price;
        let keeps = |list: &Shortlist| rules.rows.iter().all(|row| row.allows(row.sum(&list.chosen, price)));
        let mut plan = |tried: Effort| -> Result<Option<Shortlist>, Cancelled> {
            let mut taken = 0;
            let mut count = |done: u64, all: u64| {
                taken = done;
                report(done, all)
            };
            let out = self.best(ask, tried, &mut count)?;
            let mut list = self.shortlist(rules, out, keep);
            list.multipliers.rows = vec![0; rules.rows.len()];
            report(taken.min(effort.0), effort.0)?;
            Ok(Some(list).filter(keeps))
        };
        let first = plan(Effort::NONE)?;
        if first.as_ref().is_none_or(|first| first.proved || effort == Effort::NONE) {
            return Ok(first);
        }
        let more = if effort.0 < Effort::LIVE.0 { 1 } else { QUICKER };
        plan(Effort(effort.0.saturating_mul(more).min(SPARED.0)))
    }

    /// The best plan under rules without rows.
    fn plain(
        &self,
        ask: &Ask,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<Answer, Cancelled> {
        let out = self.best(ask, effort, report)?;
        Ok(Answer::Shortlist(self.shortlist(rules, out, keep)))
    }

    /// Why the rules can't be met together; `None` if they can.
    /// With side rules that can't always be told at once: [`Conflict::Undecided`].
    pub fn conflict(&self, rules: &Rules) -> Option<Conflict> {
        let conflict = Ask::new(self, rules).err();
        if conflict.is_some() || rules.rows.is_empty() {
            return conflict;
        }
        match self.solve(rules, &[], Effort::LIVE, &mut silent) {
            Ok(Answer::Impossible(conflict)) => Some(conflict),
            _ => None,
        }
    }

    /// The best plan in the market's own steps.
    pub(super) fn best(&self, ask: &Ask, effort: Effort, report: &mut Report) -> Result<Outcome, Cancelled> {
        report(0, effort.0)?;
        let walk = Walk::new(self, ask, &mut Work::new(0, report))?;
        // Where the plan will have too few creators, half of the work is kept for having more of them.
        let few = walk.filled().1.len() < ask.min.max(0) as usize;
        let mut work = Work::new(if few { effort.0 / 2 } else { effort.0 }, report);
        let out = plain(&walk, &mut work)?;
        let left = work.left() + if few { effort.0 - effort.0 / 2 } else { 0 };
        counted(self, ask, &walk, out, &mut Work::new(left, report))
    }

    /// The plan in the caller's units.
    fn shortlist(&self, rules: &Rules, out: Outcome, keep: &[u32]) -> Shortlist {
        let mut new: Vec<u32> = out.points.iter().map(|&p| self.points[p as usize].choice).collect();
        new.sort_unstable();
        let chosen = settle(self, rules, &new, keep);
        let offers = || chosen.iter().map(|&i| self.choices[i as usize]);
        let value: i64 = offers().map(|c| c.value).sum();
        let multipliers = Multipliers {
            money: out.slope.dv.saturating_mul(self.value_step),
            per: out.slope.dw.saturating_mul(self.price_step),
            per_creator: out.mu.saturating_mul(self.value_step),
            creator_part: 0,
            rows: Vec::new(),
        };
        let bound = out.bound.saturating_mul(self.value_step).max(value);
        Shortlist {
            value,
            cost: offers().map(|c| c.price).sum(),
            bound,
            proved: bound == value,
            method: out.method,
            next_unit: multipliers.money as f64 / multipliers.per as f64,
            contenders: if bound == out.relaxed.saturating_mul(self.value_step) && bound == value {
                0
            } else {
                out.contenders
            },
            multipliers,
            relaxed: out.relaxed.saturating_mul(self.value_step),
            chosen,
        }
    }
}

/// The better one of a shortlist that is feasible and an answer, with the lower bound of both.
fn better(known: Option<Shortlist>, answer: Answer) -> Answer {
    let (known, list) = match (known, answer) {
        (None, answer) => return answer,
        (Some(known), Answer::Impossible(_)) => return Answer::Shortlist(known),
        (Some(known), Answer::Shortlist(list)) => (known, list),
    };
    let bound = known.bound.min(list.bound);
    let mut best = if known.value > list.value { known } else { list };
    best.bound = bound;
    best.proved = bound == best.value;
    Answer::Shortlist(best)
}
