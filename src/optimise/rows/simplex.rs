//! The relaxation of a part: a dual simplex method that keeps one key column for each creator.
//!
//! Each creator takes options that add up to one, so the basis needs only as many further columns as there are rows
//! (Dantzig & Van Slyke 1967, Generalized upper bounding techniques); the dual step passes every kink that still pays
//! (Fourer 1994, Notes on the dual simplex method). Creators far from a change of mind are [`super::idle`] meanwhile.
//! Floats: what comes out are multipliers to be rounded and checked exactly, never a proof.

use super::super::work::Work;
use super::basis::{Basis, Seat};
use super::part::Part;
use super::step::Steps;
use super::walk::Stop;
use crate::domain::Cancelled;

/// Beyond this a scaled amount counts as broken.
const TOLERANCE: f64 = 1e-6;
/// Smaller pivots are not trusted.
pub(super) const PIVOT: f64 = 1e-9;
/// Pivots between two fresh inverses.
const FRESH: u32 = 60;
/// Columns looked at in the time of one step of a search.
pub(super) const COLUMNS: usize = 4;

/// How a relaxation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// All rows are kept: `y` are the best multipliers.
    Best,
    /// The rows can't be met, `ray` says why.
    Empty,
    /// Too many steps or a bad pivot; `y` are usable multipliers all the same.
    Stalled,
}

/// The relaxation of a part, with what has been switched off.
pub(super) struct Simplex<'p> {
    /// What is solved.
    pub part: &'p Part,
    /// Whether a column may be used.
    pub on: Vec<bool>,
    /// Lower limits by row, scaled.
    pub lo: Vec<f64>,
    /// Upper limits by row, scaled.
    pub hi: Vec<f64>,
    /// The basis.
    pub basis: Basis,
    /// Multipliers by row, scaled.
    pub y: Vec<f64>,
    /// What each column is worth at `y`; of idle classes only between two solutions.
    pub(super) u: Vec<f64>,
    /// Amount of the column in each seat.
    pub x: Vec<f64>,
    /// The direction that shows that the rows can't be met, scaled.
    pub ray: Vec<f64>,
    pub(super) g: Vec<f64>,
    /// Amount of the key of each class.
    pub share: Vec<f64>,
    /// What the keys come to in every row.
    pub(super) sums: Vec<i128>,
    /// The classes looked at in every step.
    pub(super) active: Vec<u32>,
    /// Class to whether it isn't among them.
    pub(super) is_idle: Vec<bool>,
    pub(super) steps: Steps,
    /// Columns looked at so far, for counting work.
    pub work: u64,
}

impl<'p> Simplex<'p> {
    /// Everything on, nothing priced: each creator takes what is worth most.
    pub fn new(part: &'p Part, asked: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        Simplex::start(part, Basis::new(part), asked)
    }

    /// Everything on, from a basis whose inverse isn't known. It is thought to be near the best one.
    pub fn from(part: &'p Part, basis: Basis, asked: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        let mut simplex = Simplex::start(part, basis, asked)?;
        simplex.rest(asked)?;
        Ok(simplex)
    }

    fn start(part: &'p Part, basis: Basis, asked: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        let scaled = |limits: &[i128]| limits.iter().zip(&part.scale).map(|(&l, &s)| scale(l, s)).collect();
        let mut simplex = Simplex {
            on: vec![true; part.width()],
            lo: scaled(&part.lo),
            hi: scaled(&part.hi),
            basis,
            y: vec![0.0; part.height()],
            u: vec![0.0; part.width()],
            x: vec![0.0; part.height()],
            ray: vec![0.0; part.height()],
            g: vec![0.0; part.width()],
            share: vec![1.0; part.classes()],
            sums: Vec::new(),
            active: (0..part.classes() as u32).collect(),
            is_idle: vec![false; part.classes()],
            steps: Steps::default(),
            work: 0,
            part,
        };
        asked.ask()?;
        simplex.refresh(asked)?;
        Ok(simplex)
    }

    /// Computes inverse, multipliers, worths and sums anew; false if the basis has no inverse.
    pub fn refresh(&mut self, asked: &mut Work) -> Result<bool, Cancelled> {
        let (part, m) = (self.part, self.part.height());
        let sound = self.basis.invert(part);
        if !sound {
            self.basis.reset(part);
        }
        self.work += (m * m * m) as u64 / 2;
        self.y.fill(0.0);
        for (p, seat) in self.basis.seats.iter().enumerate() {
            if let Seat::Column(col) = *seat {
                let key = self.basis.key[part.class_of[col as usize] as usize];
                let gain = (part.v[col as usize] - part.v[key as usize]) as f64;
                for (y, inverse) in self.y.iter_mut().zip(&self.basis.inverse[p * m..(p + 1) * m]) {
                    *y += gain * inverse;
                }
            }
        }
        let rates = self.rates(&self.y);
        for class in 0..part.classes() {
            part.pause(class, asked)?;
            for col in part.columns(class) {
                self.u[col] = part.v[col] as f64 - self.dot(&rates, &self.y, col);
            }
            self.basis.key[class] = self.best_key(class);
        }
        self.share.fill(1.0);
        self.sums = part.sums(&self.basis.key);
        self.work += part.width() as u64;
        asked.ask()?;
        Ok(sound)
    }

    /// Where a class has no column but its key in the basis, the most worth of those switched on; else its key.
    pub(super) fn best_key(&self, class: usize) -> u32 {
        let key = self.basis.key[class] as usize;
        if self.basis.seated[class] > 0 {
            return key as u32;
        }
        let mut best = self.on[key].then_some(key);
        for col in self.part.columns(class).filter(|&col| self.on[col]) {
            if best.is_none_or(|b: usize| self.u[col] > self.u[b]) {
                best = Some(col);
            }
        }
        best.unwrap_or(key) as u32
    }

    /// Makes the most worth of the columns switched on the key of a class without any other column in the basis.
    pub fn take_best(&mut self, class: usize) {
        self.set_key(class, self.best_key(class));
    }

    /// Changes the key of a class.
    pub(super) fn set_key(&mut self, class: usize, key: u32) {
        let old = std::mem::replace(&mut self.basis.key[class], key);
        self.moved(old, key);
    }

    /// Counts another key instead of an old one.
    fn moved(&mut self, old: u32, new: u32) {
        if old != new {
            self.part.entries(old as usize).for_each(|(row, weight)| self.sums[row] -= i128::from(weight));
            self.part.entries(new as usize).for_each(|(row, weight)| self.sums[row] += i128::from(weight));
        }
    }

    /// What the columns of each kind come to at these multipliers, and what each unit of their price does.
    pub(super) fn rates(&self, y: &[f64]) -> Vec<(f64, f64)> {
        let unscaled = self.unscaled(y);
        self.part.kinds.sums(|row| unscaled[row])
    }

    /// Multipliers, given with their rates, times a column.
    pub(super) fn dot(&self, rates: &[(f64, f64)], y: &[f64], col: usize) -> f64 {
        let (each, money) = rates[self.part.kind[col] as usize];
        each + money * self.part.w[col] as f64 + self.odd(y, col)
    }

    /// What odd rows alone add to that.
    pub(super) fn odd(&self, y: &[f64], col: usize) -> f64 {
        let odd = self.part.odd_entries(col).iter();
        odd.map(|&(row, weight)| y[row as usize] * weight as f64 / self.part.scale[row as usize]).sum()
    }

    /// Switches a column off.
    pub fn switch_off(&mut self, col: usize) {
        self.on[col] = false;
        let class = self.part.class_of[col] as usize;
        if self.basis.key[class] as usize == col {
            self.take_best(class);
        }
    }

    /// Solves the relaxation from the present basis, in at most so many pivots.
    pub fn solve(&mut self, pivots: u32, asked: &mut Work) -> Result<End, Cancelled> {
        for _ in 0..pivots {
            let before = self.work;
            if self.basis.age >= FRESH && !self.refresh(asked)? {
                return Ok(End::Stalled);
            }
            match self.step(asked)? {
                None => {}
                Some(End::Stalled) => break,
                Some(end) if self.wake(end, asked)? => {}
                Some(end) => return Ok(end),
            }
            asked.pass((self.work - before) as usize / COLUMNS)?;
        }
        self.settle(asked)?;
        Ok(End::Stalled)
    }

    /// One pivot among the active classes; how it ends if there is none.
    fn step(&mut self, asked: &mut Work) -> Result<Option<End>, Cancelled> {
        self.amounts();
        let Some((seat, down, amount)) = self.leaving() else { return Ok(Some(End::Best)) };
        let (m, sign) = (self.part.height(), if down { -1.0 } else { 1.0 });
        let inverse = &self.basis.inverse[seat * m..(seat + 1) * m];
        self.ray.iter_mut().zip(inverse).for_each(|(ray, x)| *ray = sign * x);
        Ok(match self.walk(amount, asked)? {
            Stop::Never => Some(End::Empty),
            Stop::Bad => Some(End::Stalled),
            Stop::At(enter, length) => (!self.pivot(seat, down, enter, length)).then_some(End::Stalled),
        })
    }

    /// The amounts in the seats at the present limits.
    fn amounts(&mut self) {
        let (part, m) = (self.part, self.part.height());
        let mut rest: Vec<f64> = self.sums.iter().zip(&part.scale).map(|(&sum, scale)| -(sum as f64) / scale).collect();
        for (r, rest) in rest.iter_mut().enumerate().filter(|(r, _)| self.basis.row_seat[*r].is_none()) {
            *rest += if self.basis.upper[r] { self.hi[r] } else { self.lo[r] };
        }
        for p in 0..m {
            self.x[p] = self.basis.inverse[p * m..(p + 1) * m].iter().zip(&rest).map(|(a, b)| a * b).sum();
        }
        let columns = || self.basis.seats.iter().zip(&self.x);
        for (seat, _) in columns() {
            if let Seat::Column(col) = *seat {
                self.share[part.class_of[col as usize] as usize] = 1.0;
            }
        }
        for (seat, x) in columns() {
            if let Seat::Column(col) = *seat {
                self.share[part.class_of[col as usize] as usize] -= x;
            }
        }
        self.work += (m * m / 4) as u64;
    }

    /// The seat whose amount breaks its limits most, whether it must fall, and by how much. A key that breaks them
    /// changes places with a seated column of its class first.
    fn leaving(&mut self) -> Option<(usize, bool, f64)> {
        let (part, m) = (self.part, self.part.height());
        let norm = |row: &[f64]| row.iter().map(|x| x * x).sum::<f64>().max(1e-12);
        let mut best: Option<(f64, usize, bool, f64, bool)> = None;
        let mut consider = |broken: (bool, f64), norm: f64, p: usize, key: bool| {
            let score = broken.1 * broken.1 / norm;
            if broken.1 > TOLERANCE && best.is_none_or(|b| score > b.0) {
                best = Some((score, p, broken.0, broken.1, key));
            }
        };
        for p in 0..m {
            let row = &self.basis.inverse[p * m..(p + 1) * m];
            let x = self.x[p];
            match self.basis.seats[p] {
                Seat::Row(r) => {
                    let (low, high) = (self.lo[r as usize] - x, x - self.hi[r as usize]);
                    consider(if high > low { (true, high) } else { (false, low) }, norm(row), p, false);
                }
                Seat::Column(col) => {
                    let on = self.on[col as usize];
                    consider(if x > 0.0 && !on { (true, x) } else { (false, -x) }, norm(row), p, false);
                    let class = part.class_of[col as usize] as usize;
                    let (share, on) = (self.share[class], self.on[self.basis.key[class] as usize]);
                    consider(if share > 0.0 && !on { (true, share) } else { (false, -share) }, norm(row), p, true);
                }
            }
        }
        let (_, mut seat, down, amount, key) = best?;
        if key && let Seat::Column(col) = self.basis.seats[seat] {
            let class = part.class_of[col as usize];
            // The largest amount makes the soundest key, and it should be one that may stay.
            let mut top = (false, f64::MIN);
            for (p, other) in self.basis.seats.iter().enumerate() {
                if let Seat::Column(other) = *other
                    && part.class_of[other as usize] == class
                    && (self.on[other as usize], self.x[p]) > top
                {
                    (top, seat) = ((self.on[other as usize], self.x[p]), p);
                }
            }
            let old = self.basis.key[class as usize];
            self.basis.swap_key(part, seat);
            self.moved(old, self.basis.key[class as usize]);
        }
        Some((seat, down, amount))
    }

    /// Changes the basis: `enter` takes the seat; false if the pivot is too small.
    fn pivot(&mut self, seat: usize, down: bool, enter: Seat, length: f64) -> bool {
        let (part, m) = (self.part, self.part.height());
        let mut way = vec![0.0; m];
        match enter {
            Seat::Row(r) => {
                for (p, way) in way.iter_mut().enumerate() {
                    *way = -self.basis.inverse[p * m + r as usize];
                }
            }
            Seat::Column(col) => {
                let key = self.basis.key[part.class_of[col as usize] as usize];
                for (col, sign) in [(col, 1.0), (key, -1.0)] {
                    for (r, weight) in part.entries(col as usize) {
                        let a = weight as f64 / part.scale[r] * sign;
                        for (p, way) in way.iter_mut().enumerate() {
                            *way += self.basis.inverse[p * m + r] * a;
                        }
                    }
                }
            }
        }
        if way[seat].abs() < PIVOT {
            return false;
        }
        match self.basis.seats[seat] {
            Seat::Row(r) => self.basis.upper[r as usize] = down,
            Seat::Column(col) => self.share[part.class_of[col as usize] as usize] = 1.0,
        }
        for (y, ray) in self.y.iter_mut().zip(&self.ray) {
            *y += length * ray;
        }
        for &class in &self.active {
            let columns = part.columns(class as usize);
            self.u[columns.clone()].iter_mut().zip(&self.g[columns]).for_each(|(u, g)| *u -= length * g);
        }
        self.basis.replace(part, seat, enter, &way);
        self.work += (m * m) as u64;
        true
    }
}

/// A limit in scaled units.
pub(super) fn scale(limit: i128, scale: f64) -> f64 {
    match limit {
        limit if limit >= super::frame::FAR / 2 => f64::INFINITY,
        limit if limit <= -super::frame::FAR / 2 => f64::NEG_INFINITY,
        limit => limit as f64 / scale,
    }
}
