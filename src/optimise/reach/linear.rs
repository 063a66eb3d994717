//! The best plan where every offer counts a fixed number of people: an ordinary market, solved exactly.

use super::ReachProblem;
use crate::domain::{Cancelled, Report};
use crate::optimise::choice::{Choice, Effort, Rules};
use crate::optimise::market::Market;
use crate::optimise::shortlist::{Answer, Conflict};
use crate::optimise::unsolved::if_it_adds_up;
use crate::optimise::wanted::Wanted;

/// Steps for one such plan; it needs to be good, not proved.
const STEPS: u64 = 300_000;
/// The same where side rules make it harder to find one at all.
const STEPS_WITH_ROWS: u64 = 20_000_000;

/// How closely a plan is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// The best one, or why the rules can't be kept.
    Why,
    /// The best one.
    Best,
    /// A good one, the best only if none is found otherwise.
    Good,
}

/// The best of these options under the rules, counting `worth` people each, or that the rules can't be kept.
pub(super) fn linear(
    problem: &ReachProblem,
    rules: &Rules,
    worth: &[(u32, f64)],
    look: Look,
    report: &mut Report,
) -> Result<Result<Vec<u32>, Conflict>, Cancelled> {
    let total: f64 = worth.iter().map(|w| w.1).sum();
    // Thousandths of a person as far as the sum leaves room.
    let scale = (1e15 / total.max(1e-9)).min(1000.0);
    let choice = |o: u32, people: f64| Choice {
        creator: problem.creators[problem.class[o as usize] as usize],
        price: problem.price[o as usize],
        value: (people.max(0.0) * scale) as i64,
    };
    // Side rules name offers by their places, so that each must stand in its own.
    let choices: Vec<Choice> = if rules.rows.is_empty() {
        worth.iter().map(|&(o, people)| choice(o, people)).collect()
    } else {
        let mut all = vec![Choice { creator: 0, price: -1, value: -1 }; problem.options.len()];
        worth.iter().for_each(|&(o, people)| all[problem.place[o as usize] as usize] = choice(o, people));
        all
    };
    let steps = if rules.rows.is_empty() { STEPS } else { STEPS_WITH_ROWS };
    // Too large to add up can't be: the scale sees to the values, and the prices were added up before.
    let Some(market) = if_it_adds_up(Market::prepare(&choices, report))? else { return Ok(Ok(Vec::new())) };
    let mut answer = match look {
        Look::Why => market.solve(rules, &[], Effort(steps), report)?,
        Look::Best => market.answer(rules, &Wanted::default(), Effort(steps), report)?,
        Look::Good => market.answer(rules, &Wanted::default(), Effort(STEPS), report)?,
    };
    if look == Look::Good && answer == Answer::Impossible(Conflict::Undecided) {
        answer = market.answer(rules, &Wanted::default(), Effort(steps), report)?;
    }
    Ok(match answer {
        Answer::Impossible(conflict) => Err(conflict),
        Answer::Shortlist(list) if rules.rows.is_empty() => {
            Ok(list.chosen.iter().map(|&i| worth[i as usize].0).collect())
        }
        Answer::Shortlist(list) => Ok(list.chosen.iter().filter_map(|&i| problem.option_of(i)).collect()),
    })
}
