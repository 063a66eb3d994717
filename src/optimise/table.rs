//! The table: the best value for every amount of money up to a limit (Bellman's dynamic programming, 1957).

use super::core::{Core, Opt};
use super::market::gcd;
use super::work::Work;
use crate::domain::Cancelled;

/// Cells filled in the time of one step of a search.
const CELLS: u64 = 8;

/// Adds a class to a row of best values, cell i holding what i steps of money buy. Options rise in price, the first
/// at 0; `next` is scratch of the same length.
pub(super) fn add_class(row: &mut [i64], next: &mut [i64], options: &[(usize, i64)]) {
    let mut first = true;
    for &(w, v) in options.iter().take_while(|o| o.0 < row.len()) {
        let from = &row[..row.len() - w];
        if first {
            for (to, from) in next[w..].iter_mut().zip(from) {
                *to = from + v;
            }
        } else {
            for (to, from) in next[w..].iter_mut().zip(from) {
                *to = (*to).max(from + v);
            }
        }
        first = false;
    }
    row.copy_from_slice(next);
}

/// A core as tables see it: each class from its cheapest option, money in the largest common step.
pub(super) struct Grid<'a> {
    core: &'a Core,
    /// The largest common step of all prices.
    pub step: i64,
    /// Amounts of money, nothing included.
    pub cells: usize,
}

impl<'a> Grid<'a> {
    /// Lays the grid; `None` if there is nothing open or the cells don't fit into memory.
    pub fn new(core: &'a Core) -> Option<Grid<'a>> {
        let (mut cheapest, mut dearest, mut step) = (0, 0, 0);
        for class in 0..core.len() {
            let options = &core.options[core.class(class)];
            let (first, last) = (options.first()?, options.last()?);
            cheapest += first.w;
            dearest += last.w - first.w;
            step = options.iter().fold(step, |g, o| gcd(g, o.w - first.w));
        }
        let step = step.max(1);
        let cells = (core.room - cheapest).min(dearest) / step + 1;
        (core.len() > 0 && cells > 0 && cells < 1 << 26).then_some(Grid { core, step, cells: cells as usize })
    }

    /// How many steps of work it takes to find the best plan with its options.
    pub fn steps(&self) -> u64 {
        (self.core.options.len() as u64).saturating_mul(self.cells as u64) / CELLS * 2
    }

    /// The best plan: an option for each class.
    pub fn best(&self, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
        let mut pick = vec![0; self.core.len()];
        self.halve(0..self.core.len(), self.cells - 1, &mut pick, work)?;
        Ok(pick)
    }

    /// Splits the classes in two, finds how the money splits between them, and goes on with each part: the options
    /// are found in twice the time of the values and without a table of decisions (Hirschberg 1975).
    fn halve(
        &self,
        classes: std::ops::Range<usize>,
        room: usize,
        pick: &mut [u32],
        work: &mut Work,
    ) -> Result<(), Cancelled> {
        if classes.len() == 1 {
            let all = self.core.class(classes.start);
            let cheapest = self.core.options[all.start].w;
            let fits = all.filter(|&i| (self.core.options[i].w - cheapest) / self.step <= room as i64);
            // The first of the most valuable ones: options rise in price.
            let best = fits.min_by_key(|&i| -self.core.options[i].v);
            pick[classes.start] = best.unwrap_or_default() as u32;
            return Ok(());
        }
        let middle = classes.start + classes.len() / 2;
        let left = self.row(classes.start..middle, room, work)?;
        let right = self.row(middle..classes.end, room, work)?;
        let split = (0..=room).max_by_key(|&i| left[i] + right[room - i]).unwrap_or_default();
        drop((left, right));
        self.halve(classes.start..middle, split, pick, work)?;
        self.halve(middle..classes.end, room - split, pick, work)
    }

    /// The best value of some classes for every amount of money up to `room` steps.
    fn row(&self, classes: std::ops::Range<usize>, room: usize, work: &mut Work) -> Result<Vec<i64>, Cancelled> {
        let (mut row, mut next) = (vec![0; room + 1], vec![0; room + 1]);
        for class in classes {
            let options = &self.core.options[self.core.class(class)];
            let first = options.first().copied().unwrap_or(Opt::OUT);
            let options: Vec<(usize, i64)> =
                options.iter().map(|o| (((o.w - first.w) / self.step) as usize, o.v)).collect();
            work.spend((options.len() * row.len()) as u64 / CELLS)?;
            add_class(&mut row, &mut next, &options);
        }
        Ok(row)
    }
}
