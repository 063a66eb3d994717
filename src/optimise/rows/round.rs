//! Rounding: the best whole plan next to a relaxation, by trying the options of the few creators who are split.

use super::frame::MONEY;
use super::part::Part;
use super::simplex::Simplex;

/// Combinations tried at most.
const TRIES: u32 = 300;
/// More split creators than this are not tried.
const SPLIT: usize = 8;

/// The best plan worth more than `best` that differs from the relaxation only in creators who are split there.
pub(super) fn round(part: &Part, simplex: &Simplex, best: Option<i64>) -> Option<(i64, Vec<u32>)> {
    let mut split: Vec<u32> = simplex.fractions().iter().map(|&(col, _)| part.class_of[col as usize]).collect();
    split.sort_unstable();
    split.dedup();
    if split.is_empty() || split.len() > SPLIT {
        return None;
    }
    let pick = simplex.rounded();
    let mut rounding = Rounding {
        part,
        lists: split.iter().map(|&class| options(part, simplex, class as usize)).collect(),
        split,
        sums: Vec::new(),
        value: i128::from(part.value),
        best: best.map_or(i128::MIN, i128::from),
        found: None,
        pick,
        tries: 0,
    };
    let whole = (0..).zip(&rounding.pick).filter(|(class, _)| rounding.split.binary_search(class).is_err());
    let whole: Vec<u32> = whole.map(|(_, &col)| col).collect();
    rounding.sums = part.sums(&whole);
    rounding.value += whole.iter().map(|&col| i128::from(part.v[col as usize])).sum::<i128>();
    rounding.go(0);
    let value = i64::try_from(rounding.best).ok()?;
    rounding.found.map(|pick| (value, pick))
}

/// The columns of a class that are switched on, most valuable first.
fn options(part: &Part, simplex: &Simplex, class: usize) -> Vec<u32> {
    let mut list: Vec<u32> = part.columns(class).filter(|&col| simplex.on[col]).map(|col| col as u32).collect();
    list.sort_by_key(|&col| (-part.v[col as usize], col));
    list
}

struct Rounding<'p> {
    part: &'p Part,
    split: Vec<u32>,
    lists: Vec<Vec<u32>>,
    sums: Vec<i128>,
    value: i128,
    best: i128,
    found: Option<Vec<u32>>,
    pick: Vec<u32>,
    tries: u32,
}

impl Rounding<'_> {
    /// Adds a column so many times.
    fn add(&mut self, col: u32, times: i128) {
        self.value += times * i128::from(self.part.v[col as usize]);
        for (row, weight) in self.part.entries(col as usize) {
            self.sums[row] += times * i128::from(weight);
        }
    }

    /// Tries all options of the split classes from this one on.
    fn go(&mut self, at: usize) {
        if self.tries >= TRIES || self.sums[MONEY] > self.part.hi[MONEY] {
            return;
        }
        let Some(&class) = self.split.get(at) else {
            self.tries += 1;
            let limits = self.part.lo.iter().zip(&self.part.hi);
            if self.value > self.best && self.sums.iter().zip(limits).all(|(sum, (lo, hi))| lo <= sum && sum <= hi) {
                self.best = self.value;
                self.found = Some(self.pick.clone());
            }
            return;
        };
        for i in 0..self.lists[at].len() {
            let col = self.lists[at][i];
            self.pick[class as usize] = col;
            self.add(col, 1);
            self.go(at + 1);
            self.add(col, -1);
        }
    }
}
