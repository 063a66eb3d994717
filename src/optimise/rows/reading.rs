//! What a solved relaxation says: its value, its multipliers, who is split, and the whole plan nearest to it.

use super::basis::Seat;
use super::simplex::Simplex;

/// Amounts closer to none or all than this are whole.
const WHOLE: f64 = 1e-6;

impl Simplex<'_> {
    /// The options taken when each class takes its largest amount.
    pub fn rounded(&self) -> Vec<u32> {
        let mut pick = self.basis.key.clone();
        let mut most = self.share.clone();
        for (seat, &x) in self.basis.seats.iter().zip(&self.x) {
            if let Seat::Column(col) = *seat {
                let class = self.part.class_of[col as usize] as usize;
                if x > most[class] {
                    (most[class], pick[class]) = (x, col);
                }
            }
        }
        pick
    }

    /// Columns with an amount that isn't whole.
    pub fn fractions(&self) -> Vec<(u32, f64)> {
        let mut list = Vec::new();
        for (seat, &x) in self.basis.seats.iter().zip(&self.x) {
            if let Seat::Column(col) = *seat {
                let class = self.part.class_of[col as usize] as usize;
                list.push((col, x));
                list.push((self.basis.key[class], self.share[class]));
            }
        }
        list.retain(|&(_, x)| x > WHOLE && x < 1.0 - WHOLE);
        list.sort_by_key(|&(col, _)| col);
        list.dedup_by_key(|&mut (col, _)| col);
        list
    }

    /// The value of the relaxation with what is settled.
    pub fn value(&self) -> f64 {
        let keys = self.basis.key.iter().zip(&self.share).map(|(&key, share)| self.part.v[key as usize] as f64 * share);
        let seated = self.basis.seats.iter().zip(&self.x).map(|(seat, x)| match *seat {
            Seat::Column(col) => self.part.v[col as usize] as f64 * x,
            Seat::Row(_) => 0.0,
        });
        self.part.value as f64 + keys.sum::<f64>() + seated.sum::<f64>()
    }

    /// The multipliers in the rows' own units.
    pub fn unscaled(&self, of: &[f64]) -> Vec<f64> {
        of.iter().zip(&self.part.scale).map(|(y, scale)| y / scale).collect()
    }
}
