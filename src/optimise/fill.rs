//! Filling a row of best values, one for each amount of money, class by class (Bellman's dynamic programming, 1957).

use std::ops::Add;

/// An offer above the cheapest thing a creator can do: what more it costs, in steps, and what more it brings.
pub(super) type Extra = (usize, i64);

/// The best value for every amount of money from nothing to a limit.
pub(super) enum Cells {
    /// For values below 2^31: four at once.
    Small(Pair<i32>),
    /// For values below 2^52, which floats hold exactly: two at once.
    Middle(Pair<f64>),
    /// For any other.
    Large(Pair<i64>),
}

impl Cells {
    /// `count` cells that no value above `most` will ever enter.
    pub fn new(count: usize, most: i64) -> Cells {
        match most {
            ..0x7000_0000 => Cells::Small(Pair::new(count)),
            0x7000_0000..0x10_0000_0000_0000 => Cells::Middle(Pair::new(count)),
            _ => Cells::Large(Pair::new(count)),
        }
    }

    /// Adds a class to the first `count` cells; the others are settled without it. Extras rise in price.
    pub fn add(&mut self, extras: &[Extra], count: usize) {
        match self {
            Cells::Small(pair) => pair.add(extras, count, |v| v as i32),
            Cells::Middle(pair) => pair.add(extras, count, |v| v as f64),
            Cells::Large(pair) => pair.add(extras, count, |v| v),
        }
    }

    /// Adds a class of which there are as many alike as the first `count` cells can pay for.
    pub fn add_many(&mut self, extras: &[Extra], count: usize) {
        match self {
            Cells::Small(pair) => pair.add_many(extras, count, |v| v as i32),
            Cells::Middle(pair) => pair.add_many(extras, count, |v| v as f64),
            Cells::Large(pair) => pair.add_many(extras, count, |v| v),
        }
    }

    /// The value of a cell.
    pub fn at(&self, cell: usize) -> i64 {
        match self {
            Cells::Small(pair) => i64::from(pair.at(cell)),
            Cells::Middle(pair) => pair.at(cell) as i64,
            Cells::Large(pair) => pair.at(cell),
        }
    }
}

/// A row and room for the next one.
pub(super) struct Pair<T> {
    row: Vec<T>,
    next: Vec<T>,
    /// Cells from here on are worth as much as the one before: nobody yet costs so much.
    flat: usize,
}

impl<T: Copy + Default + PartialOrd + Add<Output = T>> Pair<T> {
    fn new(count: usize) -> Pair<T> {
        Pair { row: vec![T::default(); count], next: vec![T::default(); count], flat: 1 }
    }

    fn at(&self, cell: usize) -> T {
        self.row[cell.min(self.flat - 1)]
    }

    fn add(&mut self, extras: &[Extra], count: usize, value: impl Fn(i64) -> T) {
        let extras: Vec<(usize, T)> = extras.iter().take_while(|e| e.0 < count).map(|&(w, v)| (w, value(v))).collect();
        let Some(&(dearest, _)) = extras.last() else { return };
        let end = self.widen(dearest, count);
        let (now, rest) = extras.split_at(extras.len().min(3));
        match *now {
            [a] => self.fuse([a], end),
            [a, b] => self.fuse([a, b], end),
            [a, b, c] => self.fuse([a, b, c], end),
            _ => {}
        }
        for &(w, v) in rest {
            for (to, &from) in self.next[w..end].iter_mut().zip(&self.row) {
                *to = larger(*to, from + v);
            }
        }
        let first = now[0].0;
        if end == self.flat {
            // The cells before the first extra stay as they are.
            self.next[..first].copy_from_slice(&self.row[..first]);
            std::mem::swap(&mut self.row, &mut self.next);
        } else {
            self.row[first..end].copy_from_slice(&self.next[first..end]);
        }
    }

    /// Adds a class with as many alike as can be paid for: each cell builds on those before it, which have it already
    /// (the unbounded knapsack).
    fn add_many(&mut self, extras: &[Extra], count: usize, value: impl Fn(i64) -> T) {
        let extras: Vec<(usize, T)> = extras.iter().take_while(|e| e.0 < count).map(|&(w, v)| (w, value(v))).collect();
        let Some(&(first, _)) = extras.first() else { return };
        let end = self.widen(count, count);
        for cell in first..end {
            let mut best = self.row[cell];
            for &(w, v) in extras.iter().take_while(|e| e.0 <= cell) {
                best = larger(best, self.row[cell - w] + v);
            }
            self.row[cell] = best;
        }
    }

    /// Makes room for a class that costs up to `dearest`; returns the end of the cells that can change.
    fn widen(&mut self, dearest: usize, count: usize) -> usize {
        if count < self.row.len() && self.flat < self.row.len() {
            // The cells above stay as they are.
            let last = self.row[self.flat - 1];
            self.row[self.flat..].fill(last);
            self.flat = self.row.len();
        }
        let end = self.flat.saturating_add(dearest).min(count);
        if end > self.flat {
            let last = self.row[self.flat - 1];
            self.row[self.flat..end].fill(last);
            self.flat = end;
        }
        end
    }

    /// Sets the next row's cells up to `end` to the best of the row's own and of these extras.
    fn fuse<const N: usize>(&mut self, extras: [(usize, T); N], end: usize) {
        for i in 0..N {
            let from = extras[i].0;
            let to = extras.get(i + 1).map_or(end, |e| e.0).min(end);
            let (row, cells) = (&self.row, &mut self.next[from..to]);
            let len = cells.len();
            let still = &row[from..from + len];
            // Those of the extras that these cells can pay for.
            let parts = extras.map(|(w, v)| (row.get(from.wrapping_sub(w)..).map_or(still, |r| &r[..len]), v));
            match &parts[..=i] {
                [a] => (0..len).for_each(|k| cells[k] = larger(still[k], a.0[k] + a.1)),
                [a, b] => (0..len).for_each(|k| {
                    cells[k] = larger(still[k], larger(a.0[k] + a.1, b.0[k] + b.1));
                }),
                [a, b, c] => (0..len).for_each(|k| {
                    cells[k] = larger(larger(still[k], a.0[k] + a.1), larger(b.0[k] + b.1, c.0[k] + c.1));
                }),
                _ => {}
            }
        }
    }
}

/// The larger of two. Not `max`: floats have none that one instruction computes.
fn larger<T: PartialOrd>(a: T, b: T) -> T {
    if a > b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_alike_are_as_good_as_one_by_one() {
        let extras: [&[Extra]; 3] = [&[(3, 4), (5, 8)], &[(2, 1)], &[(4, 5), (7, 11), (200, 900)]];
        let mut many = Cells::new(120, 1 << 40);
        let mut single = Cells::new(120, 1 << 40);
        for (i, extras) in extras.into_iter().enumerate() {
            let count = [120, 120, 60][i];
            many.add_many(extras, count);
            (0..=count / extras[0].0).for_each(|_| single.add(extras, count));
            assert!((0..120).all(|cell| many.at(cell) == single.at(cell)), "{i}");
        }
    }

    #[test]
    fn every_width_fills_the_same_cells() {
        let roll = |i: i64| (i * 7_919 + 13).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 9;
        for most in [1_000, 1 << 40, 1 << 60] {
            let count = 300;
            let mut cells = Cells::new(count, most);
            let mut plain = vec![0_i64; count];
            for class in 0..60 {
                let size = 1 + roll(class) as usize % 6;
                let mut extras: Vec<Extra> =
                    (0..size as i64).map(|j| ((roll(class * 9 + j) % 40) as usize, roll(j + class) % 15)).collect();
                extras.sort_unstable();
                extras.dedup_by_key(|e| e.0);
                // Some come late and only for little money.
                let part = if class % 7 == 6 { 120 } else { count };
                if class % 7 == 6 || class < 42 {
                    let old = plain.clone();
                    for &(w, v) in &extras {
                        for b in w..part {
                            plain[b] = plain[b].max(old[b - w] + v);
                        }
                    }
                    cells.add(&extras, part);
                }
                let upto = if class < 6 { count } else { 120 };
                assert!((0..upto).all(|b| cells.at(b) == plain[b]), "{most} {class}");
            }
        }
    }
}
