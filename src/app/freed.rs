//! Freed: the best shortlists without one of the rules, worked out once for everybody who asks about the same offers.

use std::sync::{Arc, Weak};

use super::case::Case;
use super::table::Table;
use crate::domain::{Cancelled, Report};
use crate::optimise::{Answer, Effort, Rules};

/// What one of them may take: where this isn't enough, it is said that the cost of the rule isn't proved.
const EFFORT: Effort = Effort(30_000_000);
/// How many are kept: as many as a long brief has rules, twice.
const KEPT: usize = 64;

/// The best shortlists known, the newest last, each with its table and its rules.
#[derive(Default)]
pub struct Freed {
    known: Vec<(Weak<Table>, Rules, Answer)>,
}

impl Freed {
    /// The best shortlist of a case, worked out only if that hasn't been done; `keep` stays where nothing is better.
    pub fn best(&mut self, case: &Case, keep: &[u32], report: &mut Report<'_>) -> Result<Answer, Cancelled> {
        let table = Arc::downgrade(&case.table);
        let same = |known: &&(Weak<Table>, Rules, Answer)| known.0.ptr_eq(&table) && known.1 == case.asked.rules;
        if let Some((_, _, answer)) = self.known.iter().find(same) {
            return Ok(answer.clone());
        }
        let answer = case.best(keep, EFFORT, report)?;
        if self.known.len() == KEPT {
            self.known.remove(0);
        }
        self.known.push((table, case.asked.rules.clone(), answer.clone()));
        Ok(answer)
    }
}
