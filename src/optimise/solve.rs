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

impl Market {
    /// Finds the best shortlist under the rules and proves it, as far as `effort` allows; `keep` is the previous
    /// shortlist, which stays where nothing is better. Only `report` can make it fail.
    pub fn solve(&self, rules: &Rules, keep: &[u32], effort: Effort, report: &mut Report) -> Result<Answer, Cancelled> {
        match Ask::new(self, rules) {
            Err(conflict) => Ok(Answer::Impossible(conflict)),
            Ok(_) if !rules.rows.is_empty() => {
                rows::solve(self.offers(&mut Work::new(0, report))?, rules, keep, effort, report)
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
            Ok(_) if !rules.rows.is_empty() => {
                rows::answer(self.offers(&mut Work::new(0, report))?, rules, wanted, effort, report)
            }
            Ok(ask) => self.plain(&ask, rules, wanted.keep, effort, report),
        }
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
        let mut work = Work::new(effort.0, report);
        let walk = Walk::new(self, ask, &mut work)?;
        let out = plain(&walk, &mut work)?;
        counted(self, ask, &walk, out, &mut work)
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
