//! Weak duality on a part: the exact bound of whole multipliers, and the columns it rules out.

use super::super::work::Work;
use super::part::Part;
use super::price::Duals;
use crate::domain::Cancelled;

/// What each column of a part is worth at whole multipliers.
pub(super) struct Weak {
    /// The bound over the columns switched on, times the denominator, settled values left out.
    pub bound: i128,
    /// Best worth by class.
    top: Vec<i64>,
    /// Worth by column.
    worth: Vec<i64>,
}

impl Weak {
    /// Prices the columns switched on under these limits; every class has one.
    pub fn new(
        part: &Part,
        duals: &Duals,
        on: &[bool],
        (lo, hi): (&[i128], &[i128]),
        work: &mut Work,
    ) -> Result<Weak, Cancelled> {
        let mut weak =
            Weak { bound: duals.limits(lo, hi), top: Vec::with_capacity(part.classes()), worth: vec![0; part.width()] };
        let by_kind = part.kinds.sums(|row| duals.y[row]);
        for class in 0..part.classes() {
            part.pause(class, work)?;
            let mut top = i64::MIN;
            for col in part.columns(class).filter(|&col| on[col]) {
                let (each, money) = by_kind[part.kind[col] as usize];
                let odd = part.odd_entries(col).iter().map(|&(row, weight)| duals.y[row as usize] * weight);
                let worth = duals.per * part.v[col] - each - money * part.w[col] - odd.sum::<i64>();
                weak.worth[col] = worth;
                top = top.max(worth);
            }
            weak.top.push(top);
            weak.bound = weak.bound.saturating_add(i128::from(top));
        }
        Ok(weak)
    }

    /// Whether the columns leave the bound lower by more than `slack` if they are chosen.
    pub fn is_out(&self, class: usize, col: usize, slack: i128) -> bool {
        i128::from(self.top[class]) - i128::from(self.worth[col]) > slack
    }
}
