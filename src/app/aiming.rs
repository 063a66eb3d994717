//! Aiming: from the shortlist with the most on average to the one that promises most, or reaches a target for least.

use super::case::Case;
use super::prospects::{DRAWS, Laid, assurance};
use super::rows::Members;
use super::table::SEED;
use super::target;
use crate::domain::{Aim, Cancelled, Report};
use crate::forecast::Draws;
use crate::optimise::{Assurance, Effort, Method, Rules, Shortlist, keeps, least_worth, safest};
use crate::report::aimed::{Aimed, Safer};

/// The largest share of the most on average that is given up for a larger promise.
pub const GIVE_UP: f64 = 0.15;
/// While a slider moves.
pub const QUICK: Effort = Effort(4_000_000);
/// When the search may take its time.
pub const THOROUGH: Effort = Effort(100_000_000);
/// Shortlists remembered at most.
const REMEMBERED: usize = 12;
/// Levels of the promise for which shortlists are looked for ahead, so that the slider finds them ready.
const LEVELS: [f64; 5] = [0.5, 0.65, 0.8, 0.9, 0.95];

/// A shortlist that pursues the brief's aim.
pub struct Pursued {
    /// The shortlist.
    pub best: Shortlist,
    /// What is known about it.
    pub aimed: Aimed,
}

/// Shortlists found before for the same offers, and draws of theirs. What is shown at a level of the promise is the best of them, so that
/// the promise never rises as more certainty is asked.
pub struct Remembered {
    plans: Vec<Vec<u32>>,
    pub draws: Draws,
}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered { plans: Vec::new(), draws: Draws::new(SEED, DRAWS) }
    }
}

impl Remembered {
    /// Notes a shortlist; the oldest one goes where there are too many.
    pub fn add(&mut self, plan: &[u32]) {
        if !plan.is_empty() && !self.plans.iter().any(|known| known == plan) {
            if self.plans.len() == REMEMBERED {
                self.plans.remove(0);
            }
            self.plans.push(plan.to_vec());
        }
    }
}

impl Case {
    /// The shortlist of the first frame, without a search: the best for the aim of what is known already.
    pub fn first(
        &self,
        most: &Shortlist,
        keep: &[u32],
        known: &mut Remembered,
        report: &mut Report<'_>,
    ) -> Result<Pursued, Cancelled> {
        let aim = self.question.brief.aim;
        let searching = |best| Pursued { best, aimed: Aimed::Searching };
        Ok(match aim {
            Aim::Most => Pursued { best: most.clone(), aimed: Aimed::Most },
            Aim::Safe => {
                known.add(keep);
                searching(self.safest_known(most, GIVE_UP, known, report)?.0)
            }
            Aim::Target => match self.question.brief.target {
                None => Pursued { best: most.clone(), aimed: Aimed::NoTarget },
                Some(target) => {
                    let promise = self.question.brief.promise;
                    let reaches = self.keeps(keep)
                        && self.table.total(keep, &mut known.draws, report)?.chance_of(target) >= promise;
                    searching(if reaches { self.shortlist(keep, most) } else { most.clone() })
                }
            },
        })
    }

    /// Searches for the shortlist that pursues the aim; `None` where nothing has to be searched for.
    pub fn pursue(
        &self,
        most: &Shortlist,
        known: &mut Remembered,
        members: &mut Members,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Option<Pursued>, Cancelled> {
        // Without an aim nobody needs to be sorted for it.
        if self.question.brief.aim == Aim::Most || !self.table.prepare(report)? {
            return Ok(None);
        }
        match (self.question.brief.aim, self.question.brief.target) {
            (Aim::Safe, _) => self.safer(most, known, effort, report).map(Some),
            (Aim::Target, Some(target)) => {
                target::least(self, most, target, (known, members), effort, report).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Looks ahead for what other levels of the promise will want.
    pub fn look_ahead(&self, known: &mut Remembered, report: &mut Report<'_>) -> Result<(), Cancelled> {
        if self.question.brief.aim != Aim::Safe || !self.table.prepare(report)? {
            return Ok(());
        }
        let laid = Laid::out(&self.table, &self.question, report)?;
        let prospects = laid.prospects();
        let own = assurance(&self.question, &self.table);
        for chance in LEVELS {
            let at = Assurance { chance, ..own };
            if let Ok(safe) = safest(&prospects, &self.asked.rules, &[], &at, GIVE_UP, QUICK, report)? {
                known.add(&safe.chosen);
            }
        }
        Ok(())
    }

    fn safer(
        &self,
        most: &Shortlist,
        known: &mut Remembered,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Pursued, Cancelled> {
        let laid = Laid::out(&self.table, &self.question, report)?;
        let prospects = laid.prospects();
        let assurance = assurance(&self.question, &self.table);
        let start = self.safest_known(most, GIVE_UP, known, report)?.0.chosen;
        let found = safest(&prospects, &self.asked.rules, &start, &assurance, GIVE_UP, effort, report)?;
        let (mut bound, mut promised) = (most.bound, None);
        if let Ok(safe) = found {
            known.add(&safe.chosen);
            bound = bound.min(safe.best_bound);
            // The limit is about single offers; what stands for bundles isn't what totals are made of.
            promised = safe.bound.filter(|_| laid.exact);
        }
        let (best, promise, most_promise) = self.safest_known(most, GIVE_UP, known, report)?;
        let loss = (bound - best.value).max(0) as f64 / bound.abs().max(1) as f64;
        let bound = promised.map(|promised| promised.max(promise));
        let most_middle = self.table.total(&most.chosen, &mut known.draws, report)?.middle();
        Ok(Pursued { best, aimed: Aimed::Safe(Safer { promise, most_promise, most_middle, loss, bound }) })
    }

    /// The one of the shortlists known that promises most, and gives up no more than it may; what it promises, and
    /// what the one with the most on average does.
    pub fn safest_known(
        &self,
        most: &Shortlist,
        give_up: f64,
        known: &mut Remembered,
        report: &mut Report<'_>,
    ) -> Result<(Shortlist, f64, f64), Cancelled> {
        let mut promise = |plan: &[u32]| -> Result<f64, Cancelled> {
            let total = self.table.total(plan, &mut known.draws, report)?;
            Ok(total.promise(self.question.brief.promise))
        };
        let most_promise = promise(&most.chosen)?;
        let least = least_worth(most.value, give_up);
        let mut best: (&[u32], f64) = (&most.chosen, most_promise);
        for plan in known.plans.iter().filter(|plan| self.keeps(plan) && self.table.worth(plan) >= least) {
            let promise = promise(plan)?;
            if promise > best.1 {
                best = (plan, promise);
            }
        }
        Ok((self.shortlist(best.0, most), best.1, most_promise))
    }

    /// The shortlist with its budget or one of those known that reaches the target for less: what was shown as enough a
    /// moment ago is never forgotten for something dearer.
    pub fn cheapest_known(
        &self,
        target: f64,
        (chosen, budget): (Vec<u32>, i64),
        known: &mut Remembered,
        report: &mut Report<'_>,
    ) -> Result<(Vec<u32>, i64), Cancelled> {
        let mut best: (&[u32], i64) = (&chosen, budget);
        for plan in &known.plans {
            let price = |choice: &u32| self.table.choices[*choice as usize].price;
            let cost = plan.iter().map(price).fold(0, i64::saturating_add);
            let rules = Rules { budget: cost, ..self.asked.rules.clone() };
            if cost < best.1 && keeps(&self.table.choices, &rules, plan) {
                let total = self.table.total(plan, &mut known.draws, report)?;
                if total.chance_of(target) >= self.question.brief.promise {
                    best = (plan, cost);
                }
            }
        }
        Ok((best.0.to_vec(), best.1))
    }

    /// The choices as a shortlist, beside the one with the most on average under the same rules.
    pub fn shortlist(&self, chosen: &[u32], most: &Shortlist) -> Shortlist {
        if chosen == most.chosen {
            return most.clone();
        }
        let price = |choice: &u32| self.table.choices[*choice as usize].price;
        Shortlist {
            chosen: chosen.to_vec(),
            value: self.table.worth(chosen),
            cost: chosen.iter().map(price).fold(0, i64::saturating_add),
            proved: false,
            method: Method::Unproved,
            ..most.clone()
        }
    }

    /// Whether the choices are a shortlist under the rules.
    pub fn keeps(&self, chosen: &[u32]) -> bool {
        !chosen.is_empty() && keeps(&self.table.choices, &self.asked.rules, chosen)
    }
}
