//! Kinds of columns: all of a kind are in the same rows, so that multipliers are added up once for each kind.

use std::ops::AddAssign;

use super::super::row::Weigh;
use super::frame::{COUNT, Frame, MONEY, OWN};

/// The kind of a column that stands for no offer: it is in no row.
pub(super) const NOTHING: u32 = 0;

/// Which rows, but for odd ones, each kind is in.
pub(super) struct Kinds {
    /// Kind to its first row; one more at the end.
    start: Vec<u32>,
    /// Row, and whether it weighs by price.
    rows: Vec<(u32, bool)>,
    /// The frame's groups to kinds, or `u32::MAX` while none was met.
    of_group: Vec<u32>,
}

impl Kinds {
    /// Only the one without rows.
    pub fn new(frame: &Frame) -> Kinds {
        Kinds { start: vec![0, 0], rows: Vec::new(), of_group: vec![u32::MAX; frame.groups.len()] }
    }

    /// The kind of an offer.
    pub fn of(&mut self, frame: &Frame, place: u32) -> u32 {
        let group = frame.groups.of()[place as usize] as usize;
        if self.of_group[group] == u32::MAX {
            self.of_group[group] = self.len() as u32;
            self.rows.extend([(MONEY as u32, true), (COUNT as u32, false)]);
            let by_price = |row: usize| matches!(frame.rows[row].weigh, Weigh::Price);
            let own = frame.groups.rows_of(place as usize).map(|row| ((OWN + row) as u32, by_price(row)));
            self.rows.extend(own);
            self.start.push(self.rows.len() as u32);
        }
        self.of_group[group]
    }

    /// How many kinds there are.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The rows of a kind, ascending, each with whether it weighs by price.
    pub fn rows(&self, kind: u32) -> &[(u32, bool)] {
        &self.rows[self.start[kind as usize] as usize..self.start[kind as usize + 1] as usize]
    }

    /// For each kind the sum of what its rows come to: a fixed amount, and one for each unit of the price.
    pub fn sums<T: Copy + Default + AddAssign>(&self, of: impl Fn(usize) -> T) -> Vec<(T, T)> {
        let sum = |kind: u32| {
            let mut sum = (T::default(), T::default());
            for &(row, by_price) in self.rows(kind) {
                *(if by_price { &mut sum.1 } else { &mut sum.0 }) += of(row as usize);
            }
            sum
        };
        (0..self.len() as u32).map(sum).collect()
    }
}
