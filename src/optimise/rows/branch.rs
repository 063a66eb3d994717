//! Where a search splits: at a count that isn't whole, or at an option that is half taken.

use super::frame::{COUNT, MONEY};
use super::part::Part;
use super::simplex::Simplex;

/// A split in two halves.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// This column is taken, or it isn't; `keep` tells which half is the likelier.
    Column {
        /// The column.
        col: u32,
        /// Whether taking it is the likelier half.
        keep: bool,
    },
    /// The sum of this row is at most `below`, or more.
    Row {
        /// The row.
        row: usize,
        /// The largest sum of the lower half.
        below: i128,
        /// Whether the lower half is the likelier.
        down: bool,
    },
}

/// Chooses a split that makes both halves smaller; `None` if every class has one column left.
pub(super) fn choose(part: &Part, simplex: &Simplex, solved: bool, lo: &[i128], hi: &[i128]) -> Option<Cut> {
    let options = |class: usize| part.columns(class).filter(|&col| simplex.on[col]).count();
    if solved {
        if let Some(cut) = split_count(simplex, lo, hi) {
            return Some(cut);
        }
        let price = |col: usize| (part.w[col] as f64 / part.scale[MONEY]).max(1e-6);
        let mut best: Option<(f64, Cut)> = None;
        for (col, x) in simplex.fractions() {
            let class = part.class_of[col as usize] as usize;
            // Dear options first: what is left after them is finer money, which closes the gap soonest (measured: a
            // twentieth of the nodes that the most broken option takes).
            let score = x.min(1.0 - x) * price(col as usize);
            if simplex.on[col as usize] && options(class) > 1 && best.is_none_or(|b| score > b.0) {
                best = Some((score, Cut::Column { col, keep: x >= 0.5 }));
            }
        }
        if let Some((_, cut)) = best {
            return Some(cut);
        }
    }
    // Nothing is half taken: the first class with a choice, its present option or another one.
    let class = (0..part.classes()).find(|&class| options(class) > 1)?;
    let key = simplex.basis.key[class];
    let col = match simplex.on[key as usize] {
        true => key,
        false => part.columns(class).find(|&col| simplex.on[col])? as u32,
    };
    Some(Cut::Column { col, keep: true })
}

/// The number of creators, where it isn't whole.
fn split_count(simplex: &Simplex, lo: &[i128], hi: &[i128]) -> Option<Cut> {
    let seat = simplex.basis.row_seat[COUNT]? as usize;
    let amount = simplex.x[seat];
    let (below, part) = (amount.floor(), amount - amount.floor());
    let whole = below as i128;
    let open = lo[COUNT] <= whole && whole < hi[COUNT];
    (open && part > 0.05 && part < 0.95).then_some(Cut::Row { row: COUNT, below: whole, down: part < 0.5 })
}
