//! Losses: the best shortlist where rules ask for offers that cost more than they bring.

use crate::domain::{Cancelled, Report};
use crate::optimise::{Answer, Choice, Effort, Market, Row, Rules, Shortlist, if_it_adds_up};

/// What choices are really worth, where some lose money; the choices themselves count those as worth nothing.
pub struct Losses {
    worth: Vec<i64>,
}

impl Losses {
    /// Takes the losses out of choices, so that each is worth nothing or more; `None` if there are none.
    pub fn taken_from(choices: &mut [Choice]) -> Option<Losses> {
        if choices.iter().all(|choice| choice.value >= 0) {
            return None;
        }
        let worth = choices.iter().map(|choice| choice.value).collect();
        choices.iter_mut().for_each(|choice| choice.value = choice.value.max(0));
        Some(Losses { worth })
    }

    /// What a choice is really worth.
    pub fn worth(&self, choice: u32) -> i64 {
        self.worth[choice as usize]
    }

    /// An answer with losses counted, where there are any, given the one without.
    pub fn counted(
        losses: Option<&Losses>,
        choices: &[Choice],
        rules: &Rules,
        answer: Answer,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Answer, Cancelled> {
        match (answer, losses) {
            (Answer::Shortlist(best), Some(losses)) => {
                Ok(Answer::Shortlist(losses.settle(choices, rules, best, effort, report)?))
            }
            (answer, _) => Ok(answer),
        }
    }

    /// The best shortlist with losses counted, given the best without. That one is the best of all if nothing in it
    /// loses, for losses only make others worse. Else every creator with a loss is given a free choice that stands for
    /// being out, and all of their choices are worth more by their largest loss: then nothing is worth less than
    /// nothing, and what is added is the same for every shortlist.
    fn settle(
        &self,
        choices: &[Choice],
        rules: &Rules,
        best: Shortlist,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Shortlist, Cancelled> {
        if best.chosen.iter().all(|place| self.worth[*place as usize] >= 0) {
            return Ok(best);
        }
        let told = Told { value: best.chosen.iter().map(|place| self.worth[*place as usize]).sum(), ..Told::default() };
        let lifted = self.lifted(choices, rules);
        report(0, 0)?;
        let made = if_it_adds_up(Market::prepare(&lifted.choices, report))?;
        let Some(market) = made else { return Ok(told.of(best)) };
        Ok(match market.solve(&lifted.rules, &best.chosen, effort, report)? {
            Answer::Shortlist(mut found) => {
                found.chosen.retain(|place| (*place as usize) < choices.len());
                Told { value: found.value - lifted.by, by: lifted.by, proved: found.proved }.of(found)
            }
            Answer::Impossible(_) => told.of(best),
        })
    }

    fn lifted(&self, choices: &[Choice], rules: &Rules) -> Lifted {
        let mut all: Vec<Choice> =
            choices.iter().zip(&self.worth).map(|(choice, worth)| Choice { value: *worth, ..*choice }).collect();
        let mut rules = rules.clone();
        let everybody = (0..choices.len() as u32).collect();
        rules.rows.push(Row::count(everybody, Some(i64::from(std::mem::take(&mut rules.min_creators))), None));
        let mut never = rules.never.clone();
        never.sort_unstable();
        let (mut by, mut outs) = (0, Vec::new());
        for own in all.chunk_by_mut(|a, b| a.creator == b.creator) {
            let creator = own[0].creator;
            let loss = own.iter().map(|choice| -choice.value).max().unwrap_or(0).max(0);
            if loss == 0 {
                continue;
            }
            own.iter_mut().for_each(|choice| choice.value += loss);
            if never.binary_search(&creator).is_ok() {
                continue;
            }
            by += loss;
            if !rules.must.contains(&creator) {
                outs.push(Choice { creator, price: 0, value: loss });
            }
        }
        rules.must.extend(outs.iter().map(|out| out.creator));
        all.extend(outs);
        Lifted { choices: all, rules, by }
    }
}

/// The same question without losses.
struct Lifted {
    choices: Vec<Choice>,
    rules: Rules,
    /// What every shortlist is worth more.
    by: i64,
}

/// What is to be told of a shortlist instead of what the optimiser says.
#[derive(Default)]
struct Told {
    value: i64,
    by: i64,
    proved: bool,
}

impl Told {
    fn of(&self, best: Shortlist) -> Shortlist {
        let bound = best.bound.saturating_sub(self.by).max(self.value);
        let relaxed = best.relaxed.saturating_sub(self.by).max(bound);
        Shortlist { value: self.value, bound, relaxed, proved: self.proved && bound == self.value, ..best }
    }
}
