//! A part of the problem: some creators open, everybody else settled, the rows as they are left.

use super::super::work::{CHUNK, Work};
use super::frame::{COUNT, FAR, Frame, MONEY, OUT};
use super::price::Priced;
use crate::domain::Cancelled;

/// Classes gone through between two questions whether to go on.
const CLASSES: usize = 512;
/// Entries looked at in the time of one step of a search.
const ENTRIES: usize = 4;

/// "Not in the part".
const ABSENT: u32 = u32::MAX;
/// "Settled as chosen".
const SETTLED: u32 = u32::MAX - 1;

/// Some creators with their options, one of which each takes; the others are settled.
pub(super) struct Part {
    /// Class to its first column; one more at the end.
    pub start: Vec<u32>,
    /// The class in the frame.
    pub class: Vec<u32>,
    /// Column to class.
    pub class_of: Vec<u32>,
    /// Column to place, or [`OUT`].
    pub place: Vec<u32>,
    /// Value by column.
    pub v: Vec<i64>,
    /// Column to its first entry; one more at the end.
    pub ptr: Vec<u32>,
    /// Row of an entry.
    pub row: Vec<u32>,
    /// Weight of an entry.
    pub weight: Vec<i64>,
    /// The same as a float, over the row's `scale`.
    pub scaled: Vec<f64>,
    /// The largest weight in each row.
    pub scale: Vec<f64>,
    /// Lower limits for what is open.
    pub lo: Vec<i128>,
    /// Upper limits for what is open.
    pub hi: Vec<i128>,
    /// Value of what is settled.
    pub value: i64,
    /// Places of what is settled as chosen.
    pub settled: Vec<u32>,
}

impl Part {
    /// Opens these classes (ascending) with every option that loses at most `limit`; all others take their best.
    pub fn new(frame: &Frame, priced: &Priced, open: &[u32], limit: i64, work: &mut Work) -> Result<Part, Cancelled> {
        let mut part = Part::empty(frame);
        let mut used = vec![0_i128; frame.height()];
        let mut next = open.iter().copied().peekable();
        for class in 0..frame.classes() {
            if class % CHUNK == 0 {
                work.pass(CHUNK)?;
            }
            let best = priced.best[class];
            if next.next_if_eq(&(class as u32)).is_none() {
                if best != OUT {
                    part.settled.push(best);
                    part.value = part.value.saturating_add(frame.v[best as usize]);
                    used[MONEY] += i128::from(frame.w[best as usize]);
                    used[COUNT] += 1;
                }
                continue;
            }
            let top = if best == OUT { 0 } else { priced.of[best as usize] };
            let at = part.class.len() as u32;
            if !frame.must[class] && top <= limit {
                part.push(at, OUT, 0);
            }
            for &place in frame.class(class) {
                if top.saturating_sub(priced.of[place as usize]) <= limit {
                    part.push(at, place, frame.v[place as usize]);
                }
            }
            part.class.push(class as u32);
            part.start.push(part.place.len() as u32);
        }
        work.ask()?;
        part.fill(frame, &mut used, work)?;
        work.ask()?;
        for (r, used) in used.iter().enumerate() {
            let less = |limit: i128| if limit.abs() == FAR { limit } else { limit - used };
            part.lo.push(less(frame.lo[r]));
            part.hi.push(less(frame.hi[r]));
        }
        Ok(part)
    }

    fn empty(frame: &Frame) -> Part {
        Part {
            start: vec![0],
            class: Vec::new(),
            class_of: Vec::new(),
            place: Vec::new(),
            v: Vec::new(),
            ptr: Vec::new(),
            row: Vec::new(),
            weight: Vec::new(),
            scaled: Vec::new(),
            scale: vec![0.0; frame.height()],
            lo: Vec::new(),
            hi: Vec::new(),
            value: 0,
            settled: Vec::new(),
        }
    }

    fn push(&mut self, class: u32, place: u32, v: i64) {
        self.class_of.push(class);
        self.place.push(place);
        self.v.push(v);
    }

    /// Collects the weights column by column, and what the settled ones use of every row.
    fn fill(&mut self, frame: &Frame, used: &mut [i128], work: &mut Work) -> Result<(), Cancelled> {
        let mut entries: Vec<(u32, u32, i64)> = Vec::new();
        for (col, &place) in self.place.iter().enumerate().filter(|(_, place)| **place != OUT) {
            work.pass(2)?;
            entries.push((col as u32, MONEY as u32, frame.w[place as usize]));
            entries.push((col as u32, COUNT as u32, 1));
        }
        for (col, &place) in self.place.iter().enumerate().filter(|(_, place)| **place != OUT) {
            work.pass(4)?;
            entries.extend(frame.rows_of(place as usize).map(|(row, weight)| (col as u32, row as u32, weight)));
        }
        for &place in &self.settled {
            work.pass(4)?;
            frame.rows_of(place as usize).for_each(|(row, weight)| used[row] += i128::from(weight));
        }
        work.ask()?;
        self.fill_odd(frame, used, &mut entries, work)?;
        work.ask()?;
        let mut ptr = vec![0_u32; self.place.len() + 1];
        for &(col, row, weight) in &entries {
            work.pass(1)?;
            ptr[col as usize + 1] += 1;
            let scale = &mut self.scale[row as usize];
            *scale = scale.max(weight.unsigned_abs() as f64);
        }
        for i in 1..ptr.len() {
            ptr[i] += ptr[i - 1];
        }
        self.scale.iter_mut().filter(|scale| **scale == 0.0).for_each(|scale| *scale = 1.0);
        let mut at = ptr.clone();
        self.row = vec![0; entries.len()];
        self.weight = vec![0; entries.len()];
        self.scaled = vec![0.0; entries.len()];
        for (col, row, weight) in entries {
            work.pass(1)?;
            let i = at[col as usize] as usize;
            at[col as usize] += 1;
            (self.row[i], self.weight[i]) = (row, weight);
            self.scaled[i] = weight as f64 / self.scale[row as usize];
        }
        self.ptr = ptr;
        Ok(())
    }

    /// The same for the rows that must be gone through by themselves.
    fn fill_odd(
        &self,
        frame: &Frame,
        used: &mut [i128],
        entries: &mut Vec<(u32, u32, i64)>,
        work: &mut Work,
    ) -> Result<(), Cancelled> {
        let mut slot = Vec::new();
        for row in frame.odd_rows() {
            work.ask()?;
            if slot.is_empty() {
                slot = vec![ABSENT; frame.w.len()];
                self.settled.iter().for_each(|&place| slot[place as usize] = SETTLED);
                let columns = (0..).zip(&self.place).filter(|(_, place)| **place != OUT);
                columns.for_each(|(col, &place)| slot[place as usize] = col);
            }
            frame.each_member(row, |place, weight| match slot[place] {
                ABSENT => {}
                SETTLED => used[row] += i128::from(weight),
                col => entries.push((col, row as u32, weight)),
            });
        }
        Ok(())
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.place.len()
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.lo.len()
    }

    /// How many classes are open.
    pub fn classes(&self) -> usize {
        self.class.len()
    }

    /// The columns of a class.
    pub fn columns(&self, class: usize) -> std::ops::Range<usize> {
        self.start[class] as usize..self.start[class + 1] as usize
    }

    /// Asks now and then while the classes are gone through with their entries, one after the other.
    pub fn pause(&self, class: usize, work: &mut Work) -> Result<(), Cancelled> {
        if class.is_multiple_of(CLASSES) {
            let first = |class: usize| self.ptr[self.start[class] as usize] as usize;
            work.pass((first((class + CLASSES).min(self.classes())) - first(class)) / ENTRIES)?;
        }
        Ok(())
    }

    /// The entries of a column.
    pub fn entries(&self, col: usize) -> std::ops::Range<usize> {
        self.ptr[col] as usize..self.ptr[col + 1] as usize
    }

    /// Value with what is settled, if one column for each class keeps every row. Exact.
    pub fn value_of(&self, cols: &[u32]) -> Option<i64> {
        let mut sums = vec![0_i128; self.height()];
        let mut value = i128::from(self.value);
        for &col in cols {
            value += i128::from(self.v[col as usize]);
            for e in self.entries(col as usize) {
                sums[self.row[e] as usize] += i128::from(self.weight[e]);
            }
        }
        let fits = sums.iter().enumerate().all(|(r, sum)| self.lo[r] <= *sum && *sum <= self.hi[r]);
        fits.then(|| i64::try_from(value).ok()).flatten()
    }

    /// All chosen places, ascending, with one column for each class.
    pub fn places(&self, cols: &[u32]) -> Vec<u32> {
        let open = cols.iter().map(|&col| self.place[col as usize]).filter(|&place| place != OUT);
        let mut all: Vec<u32> = self.settled.iter().copied().chain(open).collect();
        all.sort_unstable();
        all
    }
}
