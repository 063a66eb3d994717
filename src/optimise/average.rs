//! Who finds the shortlists with the most on average that a search for promises begins with.

use super::choice::{Effort, Rules};
use super::market::Market;
use super::shortlist::Answer;
use super::wanted::Wanted;
use crate::domain::{Cancelled, Report};

/// Finds the shortlist with the most on average, and says what shortlists are worth: a [`Market`], or who counts people
/// once or knows of losses.
pub trait Average {
    /// The best shortlist under the rules, as far as `effort` allows; `keep` is the previous one, which stays where
    /// nothing is better. Which side rules contradict each other isn't looked for. Only `report` can make it fail.
    fn best(&self, rules: &Rules, keep: &[u32], effort: Effort, report: &mut Report<'_>) -> Result<Answer, Cancelled>;

    /// What these offers are worth together, in the unit of the answers' values; may be below 0.
    fn worth(&self, chosen: &[u32]) -> i64;
}

impl Average for Market {
    fn best(&self, rules: &Rules, keep: &[u32], effort: Effort, report: &mut Report<'_>) -> Result<Answer, Cancelled> {
        self.answer(rules, &Wanted::best(keep), effort, report)
    }

    fn worth(&self, chosen: &[u32]) -> i64 {
        chosen.iter().filter_map(|&i| self.choices.get(i as usize)).fold(0, |sum, c| sum.saturating_add(c.value))
    }
}
