//! A part of the problem: some creators open, everybody else settled, the rows as they are left.

use super::super::work::{CHUNK, Work};
use super::frame::{COUNT, FAR, Frame, MONEY, OUT};
use super::kinds::{Kinds, NOTHING};
use super::price::Priced;
use crate::domain::Cancelled;

/// Classes gone through between two questions whether to go on, and columns that they may have.
const CLASSES: usize = 512;
const COLUMNS: usize = 4;

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
    /// Price by column.
    pub w: Vec<i64>,
    /// Column to its kind.
    pub kind: Vec<u32>,
    /// Which rows the kinds are in.
    pub kinds: Kinds,
    /// Column to its first weight in an odd row; one more at the end. Empty if there are no such weights.
    odd_start: Vec<u32>,
    /// Odd rows and weights, by column.
    odd: Vec<(u32, i64)>,
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
    pub fn near(frame: &Frame, priced: &Priced, open: &[u32], limit: i64, work: &mut Work) -> Result<Part, Cancelled> {
        let near = |class: usize, place: u32| {
            let price = |place: u32| if place == OUT { 0 } else { priced.of[place as usize] };
            price(priced.best[class]).saturating_sub(price(place)) <= limit
        };
        Part::new(frame, &priced.best, open, near, work)
    }

    /// Opens these classes (ascending) with every option that is `offered`; all others take what is settled.
    pub fn new(
        frame: &Frame,
        settled: &[u32],
        open: &[u32],
        offered: impl Fn(usize, u32) -> bool,
        work: &mut Work,
    ) -> Result<Part, Cancelled> {
        let mut part = Part::empty(frame);
        let mut used = vec![0_i128; frame.height()];
        let mut next = open.iter().copied().peekable();
        for (class, &settled) in settled.iter().enumerate() {
            if class % CHUNK == 0 {
                work.pass(CHUNK)?;
            }
            if next.next_if_eq(&(class as u32)).is_some() {
                part.open(frame, class, |place| offered(class, place));
            } else if settled != OUT {
                part.settled.push(settled);
            }
        }
        work.ask()?;
        for &place in &part.settled {
            work.pass(4)?;
            let w = i128::from(frame.w[place as usize]);
            part.value = part.value.saturating_add(frame.v[place as usize]);
            used[MONEY] += w;
            used[COUNT] += 1;
            frame.rows_of(place as usize).for_each(|(row, weight)| used[row] += i128::from(weight));
        }
        part.add_odd(frame, &mut used, work)?;
        part.measure(work)?;
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
            w: Vec::new(),
            kind: Vec::new(),
            kinds: Kinds::new(frame),
            odd_start: Vec::new(),
            odd: Vec::new(),
            scale: vec![0.0; frame.height()],
            lo: Vec::new(),
            hi: Vec::new(),
            value: 0,
            settled: Vec::new(),
        }
    }

    /// Opens a class with every option that is offered.
    fn open(&mut self, frame: &Frame, class: usize, offered: impl Fn(u32) -> bool) {
        let at = self.class.len() as u32;
        let mut push = |place: u32, v: i64, w: i64, kind: u32| {
            self.class_of.push(at);
            self.place.push(place);
            self.v.push(v);
            self.w.push(w);
            self.kind.push(kind);
        };
        if !frame.must[class] && offered(OUT) {
            push(OUT, 0, 0, NOTHING);
        }
        for &place in frame.class(class) {
            if offered(place) {
                let kind = self.kinds.of(frame, place);
                push(place, frame.v[place as usize], frame.w[place as usize], kind);
            }
        }
        self.class.push(class as u32);
        self.start.push(self.place.len() as u32);
    }

    /// Collects the weights in the rows that must be gone through by themselves, and what is settled uses of them.
    fn add_odd(&mut self, frame: &Frame, used: &mut [i128], work: &mut Work) -> Result<(), Cancelled> {
        let (mut slot, mut list) = (Vec::new(), Vec::new());
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
                col => list.push((col, row as u32, weight)),
            });
        }
        work.ask()?;
        if !list.is_empty() {
            // Stable, so that the rows of a column stay ascending.
            list.sort_by_key(|&(col, ..)| col);
            self.odd_start = vec![0; self.width() + 1];
            list.iter().for_each(|&(col, ..)| self.odd_start[col as usize + 1] += 1);
            (0..self.width()).for_each(|col| self.odd_start[col + 1] += self.odd_start[col]);
            self.odd = list.into_iter().map(|(_, row, weight)| (row, weight)).collect();
        }
        work.ask()
    }

    /// Finds the largest weight in each row.
    fn measure(&mut self, work: &mut Work) -> Result<(), Cancelled> {
        let mut dearest = vec![0_i64; self.kinds.len()];
        self.kind.iter().zip(&self.w).for_each(|(&kind, w)| dearest[kind as usize] = dearest[kind as usize].max(*w));
        for (kind, &dearest) in (0..).zip(&dearest) {
            for &(row, by_price) in self.kinds.rows(kind) {
                let scale = &mut self.scale[row as usize];
                *scale = scale.max(if by_price { dearest as f64 } else { 1.0 });
            }
        }
        for &(row, weight) in &self.odd {
            let scale = &mut self.scale[row as usize];
            *scale = scale.max(weight.unsigned_abs() as f64);
        }
        self.scale.iter_mut().filter(|scale| **scale == 0.0).for_each(|scale| *scale = 1.0);
        work.pass(self.width())
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

    /// Asks now and then while the classes are gone through, one after the other.
    pub fn pause(&self, class: usize, work: &mut Work) -> Result<(), Cancelled> {
        if class.is_multiple_of(CLASSES) { work.pass(COLUMNS * CLASSES) } else { Ok(()) }
    }

    /// The rows that a column is in, with its weights there.
    pub fn entries(&self, col: usize) -> impl Iterator<Item = (usize, i64)> {
        let w = self.w[col];
        let plain = self.kinds.rows(self.kind[col]).iter();
        let plain = plain.map(move |&(row, by_price)| (row as usize, if by_price { w } else { 1 }));
        plain.chain(self.odd_entries(col).iter().map(|&(row, weight)| (row as usize, weight)))
    }

    /// Whether any column is in an odd row.
    pub fn has_odd(&self) -> bool {
        !self.odd_start.is_empty()
    }

    /// The same for odd rows alone.
    pub fn odd_entries(&self, col: usize) -> &[(u32, i64)] {
        match self.odd_start.is_empty() {
            true => &[],
            false => &self.odd[self.odd_start[col] as usize..self.odd_start[col + 1] as usize],
        }
    }

    /// What one column for each class comes to in every row. Exact.
    pub fn sums(&self, cols: &[u32]) -> Vec<i128> {
        let mut by_kind = vec![(0_i128, 0_i128); self.kinds.len()];
        let mut sums = vec![0_i128; self.height()];
        for &col in cols {
            let kind = &mut by_kind[self.kind[col as usize] as usize];
            *kind = (kind.0 + 1, kind.1 + i128::from(self.w[col as usize]));
            let odd = self.odd_entries(col as usize).iter();
            odd.for_each(|&(row, weight)| sums[row as usize] += i128::from(weight));
        }
        for (kind, (number, money)) in (0..).zip(by_kind) {
            for &(row, by_price) in self.kinds.rows(kind) {
                sums[row as usize] += if by_price { money } else { number };
            }
        }
        sums
    }

    /// Value with what is settled, if one column for each class keeps every row. Exact.
    pub fn value_of(&self, cols: &[u32]) -> Option<i64> {
        let fits = |(r, sum): (usize, i128)| self.lo[r] <= sum && sum <= self.hi[r];
        let value = cols.iter().map(|&col| i128::from(self.v[col as usize])).sum::<i128>() + i128::from(self.value);
        let fits = self.sums(cols).into_iter().enumerate().all(fits);
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
