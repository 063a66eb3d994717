//! A case: a question with everything it takes to answer it.

use std::sync::Arc;

use super::conflict::conflict;
use super::outlook::outlook;
use super::planning::Part;
use super::question::Question;
use super::rows::Asked;
use super::shortlist::bench_row;
use super::table::Table;
use crate::domain::{Cancelled, Goal, Report};
use crate::forecast::Draws;
use crate::jobs::Publish;
use crate::optimise::{Answer, Conflict, Effort, Shortlist, bench};
use crate::report::outlook::Outlook;
use crate::report::plan::{NoPlan, Plan};

/// Creators on the bench.
const BENCH_ROWS: usize = 5;

/// A question with everything it takes to answer it.
pub struct Case {
    /// The question.
    pub question: Question,
    /// The offers it can consider.
    pub table: Arc<Table>,
    /// Its rules.
    pub asked: Asked,
}

impl Case {
    /// The best shortlist under the brief's rules.
    pub fn best(&self, keep: &[u32], effort: Effort, report: &mut Report<'_>) -> Result<Answer, Cancelled> {
        self.table.solve(&self.asked.rules, keep, effort, report)
    }

    /// Why rules can't be kept together, and what would help.
    pub fn conflict(&self, reason: &Conflict) -> (String, String) {
        conflict(reason, &self.question, &self.asked)
    }

    /// That there is no shortlist, and why.
    pub(super) fn no_plan(&self, reason: &Conflict) -> NoPlan {
        let (problem, hint) = self.conflict(reason);
        let title = "No shortlist keeps these rules";
        NoPlan { title, ..NoPlan::new(&self.question.brief, problem, hint) }
    }

    /// What a plan means beside its goal.
    pub(super) fn outlook(
        &self,
        best: &Shortlist,
        plan: &Plan,
        draws: &mut Draws,
        report: &mut Report<'_>,
    ) -> Result<Arc<Outlook>, Cancelled> {
        Ok(Arc::new(outlook(&self.question, &self.table, &best.chosen, plan, draws, report)?))
    }

    /// Whether the market tells who comes next; where results don't add up, or depend on fees, that takes longer.
    pub(super) fn plain_bench(&self) -> bool {
        self.table.is_sum() && self.question.brief.goal != Goal::Margin
    }

    /// The shortlist of an answer, or `None` after saying why there is none.
    pub(super) fn shortlisted(&self, answer: Answer, publish: &mut Publish<'_, Part>) -> Option<Shortlist> {
        match answer {
            Answer::Impossible(reason) => {
                publish(Part::Plan(Err(self.no_plan(&reason))));
                None
            }
            Answer::Shortlist(best) => Some(best),
        }
    }

    /// Publishes who would come next on average, without those the aim has brought in already.
    pub(super) fn publish_bench(
        &self,
        (most, shown): (&Shortlist, &Shortlist),
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        if let Some(market) = self.table.market(report)?.filter(|_| self.plain_bench()) {
            let mut rows = bench(market, &self.asked.rules, most, BENCH_ROWS, Effort::LIVE, report)?;
            let creator = |choice: u32| self.table.choices[choice as usize].creator;
            rows.retain(|row| !shown.chosen.iter().any(|choice| creator(*choice) == creator(row.choice)));
            let rows = rows.iter().map(|row| bench_row(&self.question, &self.table, row)).collect();
            publish(Part::Bench(Arc::new(rows)));
        }
        Ok(())
    }
}
