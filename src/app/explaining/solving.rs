//! Solving for offers that are changed: at another price, or out of the question.

use super::super::case::Case;
use super::super::losses::Losses;
use super::super::table::{Solver, counted, people, value};
use crate::domain::{Cancelled, Goal, Report};
use crate::optimise::reach::{Exposure, ReachProblem};
use crate::optimise::{Answer, Choice, Conflict, Effort, Market, Rules, Wanted, if_it_adds_up};

impl Case {
    /// Solves for the offers on the table, some of them at another price or out, and possibly more behind them that
    /// bring nothing.
    pub(super) fn solver(
        &self,
        effort: Effort,
    ) -> impl FnMut(&[Choice], &Rules, &Wanted<'_>, &mut Report<'_>) -> Result<Answer, Cancelled> + '_ {
        move |choices, rules, wanted, report| {
            let table = &self.table;
            report(0, effort.0)?;
            let same = choices == table.choices;
            report(0, effort.0)?;
            if same {
                return table.answer(rules, wanted, effort, report);
            }
            // Prices and people were added up before; nothing that is asked here makes them larger.
            let undecided = || Ok(Answer::Impossible(Conflict::Undecided));
            match &table.solver {
                Solver::Sum(_) => {
                    let mut choices = self.revalued(choices);
                    let losses = Losses::taken_from(&mut choices);
                    let Some(market) = if_it_adds_up(Market::prepare(&choices, report))? else { return undecided() };
                    if losses.is_none() {
                        return market.answer(rules, wanted, effort, report);
                    }
                    let answer = market.solve(rules, wanted.keep, effort, report)?;
                    Losses::counted(losses.as_ref(), &choices, rules, answer, effort, report)
                }
                Solver::Once(_, exposures) => match self.counted_once(choices, exposures, report)? {
                    Some(problem) => {
                        let enough = wanted.enough.map(people);
                        Ok(counted(problem.answer(rules, wanted.keep, enough, effort, report)?))
                    }
                    None => undecided(),
                },
            }
        }
    }

    /// Solves as if one choice reached `times` as many people, until a shortlist reaches `enough` of them, in thousandths,
    /// or it is told that none does; only where people are counted once.
    pub(super) fn solve_stronger(
        &self,
        choice: u32,
        times: f64,
        (rules, enough): (&Rules, i64),
        report: &mut Report<'_>,
    ) -> Result<Answer, Cancelled> {
        let Solver::Once(_, exposures) = &self.table.solver else {
            return Ok(Answer::Impossible(Conflict::Undecided));
        };
        let mut stronger = exposures.clone();
        stronger.iter_mut().filter(|exposure| exposure.choice == choice).for_each(|exposure| exposure.share *= times);
        match self.counted_once(&self.table.choices, &stronger, report)? {
            Some(problem) => Ok(counted(problem.answer(rules, &[], Some(people(enough)), super::EFFORT, report)?)),
            None => Ok(Answer::Impossible(Conflict::Undecided)),
        }
    }

    fn counted_once(
        &self,
        choices: &[Choice],
        exposures: &[Exposure],
        report: &mut Report<'_>,
    ) -> Result<Option<ReachProblem>, Cancelled> {
        let Some(audience) = &self.table.audience else { return Ok(None) };
        if_it_adds_up(ReachProblem::prepare(choices, &audience.people, exposures, report))
    }

    /// Whether what an offer is worth depends on its fee.
    pub(super) fn fee_counts(&self) -> bool {
        self.question.brief.goal == Goal::Margin
    }

    /// The choices with the values that belong to their prices.
    fn revalued(&self, choices: &[Choice]) -> Vec<Choice> {
        let mut choices = choices.to_vec();
        if self.fee_counts() {
            for (place, (choice, known)) in (0..).zip(choices.iter_mut().zip(&self.table.choices)) {
                if choice.price >= 0 {
                    choice.value = match choice.price == known.price {
                        true => self.table.value(place),
                        false => self.value_at(place, choice.price),
                    };
                }
            }
        }
        choices
    }

    /// What a choice is worth at another price; offers taken together share the difference by their fees' order.
    fn value_at(&self, choice: u32, price: i64) -> i64 {
        let mut left = price;
        let mut offers = self.table.offers(choice).peekable();
        let mut sum = 0;
        while let Some(candidate) = offers.next() {
            let offer = self.question.offer(candidate.card, candidate.offer);
            let own = offer.fee.map_or(0, |fee| fee.minor);
            let fee = if offers.peek().is_some() { own.min(left) } else { left };
            left -= fee;
            let projected = candidate.forecast.projected();
            sum += value(projected, self.money(fee), candidate.chance, self.question.brief.goal);
        }
        sum
    }
}
