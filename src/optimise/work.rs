//! Counting the steps of a search: how many are left, and when to ask whether to go on.

use crate::domain::{Cancelled, Report};

/// Steps between two reports of progress.
const PAUSE: u64 = 10_000;
/// Items that long lists are gone through at a time.
pub(super) const CHUNK: usize = 8192;
/// Bytes given back at a time: to give back hundreds of megabytes at once takes longer than anybody is kept waiting.
const GIVEN_BACK: usize = 1 << 22;

/// Gives the memory of a long list back little by little.
pub(super) fn give_back<T>(mut list: Vec<T>, work: &mut Work) -> Result<(), Cancelled> {
    let piece = GIVEN_BACK / size_of::<T>().max(1);
    while list.len() > piece {
        list.truncate(list.len() - piece);
        list.shrink_to_fit();
        work.ask()?;
    }
    Ok(())
}

/// The steps a search may still take.
pub(super) struct Work<'a, 'b> {
    left: u64,
    total: u64,
    unreported: u64,
    report: &'a mut Report<'b>,
}

impl<'a, 'b> Work<'a, 'b> {
    pub fn new(total: u64, report: &'a mut Report<'b>) -> Work<'a, 'b> {
        Work { left: total, total, unreported: 0, report }
    }

    /// How many steps are left.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Takes steps off what is left, asking every now and then whether anybody still wants the answer.
    pub fn spend(&mut self, steps: u64) -> Result<(), Cancelled> {
        self.left = self.left.saturating_sub(steps);
        self.count(steps)
    }

    /// Counts items gone through that aren't taken off what is left, asking just as often.
    pub fn pass(&mut self, items: usize) -> Result<(), Cancelled> {
        self.count(items as u64)
    }

    /// Asks now.
    pub fn ask(&mut self) -> Result<(), Cancelled> {
        self.count(PAUSE)
    }

    fn count(&mut self, steps: u64) -> Result<(), Cancelled> {
        self.unreported += steps;
        if self.unreported >= PAUSE {
            self.unreported = 0;
            (self.report)(self.total - self.left, self.total)?;
        }
        Ok(())
    }
}
