//! The least money that reaches a target, and what is known where the brief's money doesn't.

use super::aiming::{GIVE_UP, Pursued, Remembered};
use super::case::Case;
use super::prospects::{Laid, assurance};
use super::question::Question;
use super::rows::Members;
use crate::domain::{Brief, Cancelled, Money, Report};
use crate::optimise::{Answer, Assurance, Effort, Prospects, Rules, Shortlist, Sure, sure_money};
use crate::report::aimed::{Aimed, Reached, Short};

/// How often the money is doubled to find out what a target would need.
const DOUBLINGS: u32 = 6;

/// The shortlist that reaches `target` for the least money found.
pub fn least(
    case: &Case,
    most: &Shortlist,
    target: f64,
    (known, members): (&mut Remembered, &mut Members),
    effort: Effort,
    report: &mut Report<'_>,
) -> Result<Pursued, Cancelled> {
    let laid = Laid::out(&case.table, &case.question, report)?;
    let assurance = assurance(&case.question, &case.table);
    let hunt = Hunt { case, prospects: laid.prospects(), assurance, exact: laid.exact };
    match sure_money(&hunt.prospects, &case.asked.rules, target, (&hunt.assurance, GIVE_UP), effort, report)? {
        Sure::Impossible(_) => Ok(Pursued { best: most.clone(), aimed: Aimed::Searching }),
        Sure::Found(found) => {
            let (chosen, budget) = case.cheapest_known(target, (found.chosen, found.budget), known, report)?;
            known.add(&chosen);
            let brief = &case.question.brief;
            let at_least = (found.at_least > 0 && hunt.exact).then(|| money_for(brief, found.at_least));
            let reached = Reached {
                target,
                needs: money_for(brief, budget),
                at_least,
                chance: case.table.total(&chosen, &mut known.draws, report)?.chance_of(target),
                counted: found.proved && hunt.exact,
            };
            let best = hunt.for_its_money(&chosen, budget, most, report)?;
            Ok(Pursued { best, aimed: Aimed::Target(reached) })
        }
        Sure::OutOfReach { most: safe, proved, .. } => {
            known.add(&safe.chosen);
            let (best, promise, _) = case.safest_known(most, 1.0, known, report)?;
            let total = case.table.total(&best.chosen, &mut known.draws, report)?;
            let short = Short {
                target,
                promise,
                chance: total.chance_of(target),
                proved: proved && hunt.exact,
                would_need: hunt.would_need(target, members, effort, report)?,
            };
            Ok(Pursued { best, aimed: Aimed::Short(short) })
        }
    }
}

struct Hunt<'a> {
    case: &'a Case,
    prospects: Prospects<'a>,
    assurance: Assurance,
    exact: bool,
}

impl Hunt<'_> {
    /// The choices as a shortlist, measured against the most on average that the same money can have.
    fn for_its_money(
        &self,
        chosen: &[u32],
        budget: i64,
        most: &Shortlist,
        report: &mut Report<'_>,
    ) -> Result<Shortlist, Cancelled> {
        let shortlist = self.case.shortlist(chosen, most);
        let rules = Rules { budget, ..self.case.asked.rules.clone() };
        Ok(match self.case.table.solve(&rules, chosen, Effort::LIVE, report)? {
            Answer::Shortlist(best) => {
                let proved = best.proved && best.value == shortlist.value;
                Shortlist { chosen: shortlist.chosen, value: shortlist.value, cost: shortlist.cost, proved, ..best }
            }
            Answer::Impossible(_) => shortlist,
        })
    }

    /// The least money found beyond the brief's.
    fn would_need(
        &self,
        target: f64,
        members: &mut Members,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Option<Money>, Cancelled> {
        let mut question = self.case.question.clone();
        for _ in 0..DOUBLINGS {
            let Some(double) = question.brief.budget.minor.max(1).checked_mul(2) else { break };
            question.brief.budget.minor = double;
            let rules = rules(&question, self.case, members, report)?;
            let sure = (&self.assurance, GIVE_UP);
            if let Sure::Found(found) = sure_money(&self.prospects, &rules, target, sure, Effort(effort.0 / 2), report)?
            {
                return Ok(Some(money_for(&question.brief, found.budget)));
            }
        }
        Ok(None)
    }
}

fn rules(question: &Question, case: &Case, members: &mut Members, report: &mut Report<'_>) -> Result<Rules, Cancelled> {
    Ok(members.rules(question, &case.table, report)?.rules)
}

/// The least money of a brief that leaves so much for creators, at most the brief's own.
pub fn money_for(brief: &Brief, creators: i64) -> Money {
    let leaves = |minor: i64| {
        let mut at = brief.clone();
        at.budget.minor = minor;
        at.for_creators()
    };
    let (mut low, mut high) = (creators.min(brief.budget.minor), brief.budget.minor);
    while low < high {
        let middle = low + (high - low) / 2;
        if leaves(middle) >= creators {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Money::from_minor(high, brief.budget.currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Rule};

    #[test]
    fn money_kept_back_comes_on_top() {
        let mut brief = Brief::with_budget(Money::from_minor(100_000, Currency::EUR));
        assert_eq!(money_for(&brief, 34_000).minor, 34_000);
        brief.rules = vec![Rule::Contingency(10), Rule::FixedCost(2_500, "Boosting".into())];
        let needed = money_for(&brief, 34_000);
        brief.budget = needed;
        assert_eq!(brief.for_creators(), 34_000);
        brief.budget.minor -= 1;
        assert!(brief.for_creators() < 34_000);
    }
}
