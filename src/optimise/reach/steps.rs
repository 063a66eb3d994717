//! Counting the steps of a search for reach, and asking every now and then whether anybody still wants the answer.

use crate::domain::{Cancelled, Report};

/// Steps between two reports of progress: about a tenth of a millisecond.
const PAUSE: u64 = 10_000;

/// The steps a search may still take; one is about 10 nanoseconds.
pub(super) struct Steps<'a, 'b> {
    taken: u64,
    total: u64,
    unreported: u64,
    report: &'a mut Report<'b>,
}

impl<'a, 'b> Steps<'a, 'b> {
    pub fn new(total: u64, report: &'a mut Report<'b>) -> Steps<'a, 'b> {
        Steps { taken: 0, total, unreported: PAUSE, report }
    }

    /// How many were taken.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// How many are left for searching. What a first answer needs is counted, but never refused.
    pub fn left(&self) -> u64 {
        self.total.saturating_sub(self.taken)
    }

    /// Takes so many steps.
    pub fn spend(&mut self, steps: usize) -> Result<(), Cancelled> {
        self.taken = self.taken.saturating_add(steps as u64);
        self.unreported = self.unreported.saturating_add(steps as u64);
        if self.unreported >= PAUSE {
            self.unreported = 0;
            (self.report)(self.taken.min(self.total), self.total)?;
        }
        Ok(())
    }

    /// A report for work of another kind, which asks as often as it likes and is told nothing of these steps.
    pub fn pass(&mut self) -> impl FnMut(u64, u64) -> Result<(), Cancelled> + use<'_, 'a, 'b> {
        move |_, _| (self.report)(self.taken.min(self.total), self.total)
    }
}
