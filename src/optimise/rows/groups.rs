//! Offers grouped by the rows they are in: all of a group are priced alike, and an offer's rows are known at once.

use std::collections::HashMap;

use super::super::row::{Row, Weigh};
use super::super::work::{CHUNK, Work};
use crate::domain::Cancelled;

/// Rows that one group can tell apart.
const MOST: usize = 64;
/// Groups met lately, as a power of two.
const LATELY: u32 = 10;
/// Members gone through in the time of one step of a search.
const MEMBERS: usize = 4;

/// Which of the caller's rows every offer is in.
#[derive(Clone)]
pub(super) struct Groups {
    /// Offer to its group.
    of: Vec<u32>,
    /// Group to its rows, a bit for each.
    rows: Vec<u64>,
    /// Whether a row isn't told by the groups: it has weights of its own, names an offer twice or comes late.
    odd: Vec<bool>,
}

impl Groups {
    /// Groups so many offers.
    pub fn new(rows: &[Row], offers: usize, work: &mut Work) -> Result<Groups, Cancelled> {
        let mut odd: Vec<bool> =
            rows.iter().enumerate().map(|(i, row)| i >= MOST || matches!(row.weigh, Weigh::By(_))).collect();
        let mut masks = vec![0_u64; offers];
        let mut twice = 0_u64;
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| !odd[*i]) {
            let bit = 1 << i;
            for chunk in row.members.chunks(CHUNK) {
                for &member in chunk {
                    if let Some(mask) = masks.get_mut(member as usize) {
                        twice |= *mask & bit;
                        *mask |= bit;
                    }
                }
                work.pass(chunk.len() / MEMBERS)?;
            }
        }
        if twice != 0 {
            masks.iter_mut().for_each(|mask| *mask &= !twice);
            (0..odd.len().min(MOST)).for_each(|i| odd[i] |= twice >> i & 1 == 1);
        }
        let mut groups = Groups { of: Vec::with_capacity(offers), rows: Vec::new(), odd };
        groups.number(&masks, work)?;
        Ok(groups)
    }

    /// Gives the same number to the same rows, in the order in which they are first met.
    fn number(&mut self, masks: &[u64], work: &mut Work) -> Result<(), Cancelled> {
        let mut known: HashMap<u64, u32> = HashMap::new();
        let mut lately = vec![(0_u64, u32::MAX); 1 << LATELY];
        for chunk in masks.chunks(CHUNK) {
            for &mask in chunk {
                let slot = &mut lately[(mask.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - LATELY)) as usize];
                if slot.1 == u32::MAX || slot.0 != mask {
                    let next = self.rows.len() as u32;
                    let number = *known.entry(mask).or_insert(next);
                    if number == next {
                        self.rows.push(mask);
                    }
                    *slot = (mask, number);
                }
                self.of.push(slot.1);
            }
            work.pass(chunk.len())?;
        }
        Ok(())
    }

    /// Whether a row must be gone through by itself.
    pub fn is_odd(&self, row: usize) -> bool {
        self.odd[row]
    }

    /// The rows of an offer, ascending, but for odd ones.
    pub fn rows_of(&self, place: usize) -> impl Iterator<Item = usize> {
        ones(self.rows[self.of[place] as usize])
    }

    /// The rows of each group.
    pub fn each(&self) -> impl Iterator<Item = impl Iterator<Item = usize>> {
        self.rows.iter().map(|&mask| ones(mask))
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// For each offer its group.
    pub fn of(&self) -> &[u32] {
        &self.of
    }

    /// For each group the sum of what its rows add.
    pub fn sums(&self, add: impl Fn(usize) -> (i64, i64)) -> Vec<(i64, i64)> {
        let sum = |mask: &u64| {
            ones(*mask).map(&add).fold((0_i64, 0_i64), |a, b| (a.0.wrapping_add(b.0), a.1.wrapping_add(b.1)))
        };
        self.rows.iter().map(sum).collect()
    }
}

/// The places of the bits that are set, ascending.
fn ones(mut left: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros() as usize;
        left &= left.wrapping_sub(1);
        (bit < MOST).then_some(bit)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::progress::silent;

    #[test]
    fn every_offer_knows_its_rows() {
        let count = |members: &[u32]| Row::count(Arc::from(members), None, Some(1));
        let by = Row { weigh: Weigh::By(Arc::from([1, -1])), ..count(&[0, 1]) };
        let rows = [count(&[0, 2, 9]), count(&[1, 1]), by, Row::money(Arc::from([2, 0]), None, Some(5))];
        let groups = Groups::new(&rows, 4, &mut Work::new(0, &mut silent)).expect("not cancelled");
        assert_eq!([0, 1, 2, 3].map(|row| groups.is_odd(row)), [false, true, true, false]);
        let of = |place: usize| groups.rows_of(place).collect::<Vec<_>>();
        assert_eq!([of(0), of(1), of(2), of(3)], [vec![0, 3], vec![], vec![0, 3], vec![]]);
        let sums = groups.sums(|row| if row == 3 { (7, 0) } else { (0, 5) });
        assert_eq!([0, 1].map(|place| sums[groups.of()[place] as usize]), [(7, 5), (0, 0)]);
    }
}
