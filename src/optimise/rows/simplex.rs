//! The relaxation of a part: a dual simplex method that keeps one key column for each creator.
//!
//! Each creator takes options that add up to one, so the basis needs only as many further columns as there are rows
//! (Dantzig & Van Slyke 1967, Generalized upper bounding techniques); the dual step passes every kink that still pays
//! (Fourer 1994, Notes on the dual simplex method). Floats: what comes out are multipliers to be rounded and checked
//! exactly, never a proof.

use super::super::work::Work;
use super::basis::{Basis, Seat};
use super::part::Part;
use super::step::{Kink, Steps};
use crate::domain::Cancelled;

/// Beyond this a scaled amount counts as broken.
const TOLERANCE: f64 = 1e-6;
/// Smaller pivots are not trusted.
const PIVOT: f64 = 1e-9;
/// Pivots between two fresh inverses.
const FRESH: u32 = 60;
/// Columns looked at in the time of one step of a search.
const COLUMNS: usize = 4;

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
    /// What each column is worth at `y`.
    u: Vec<f64>,
    /// Amount of the column in each seat.
    pub x: Vec<f64>,
    /// The direction that shows that the rows can't be met, scaled.
    pub ray: Vec<f64>,
    g: Vec<f64>,
    /// Amount of the key of each class.
    pub share: Vec<f64>,
    steps: Steps,
    /// Columns looked at so far, for counting work.
    pub work: u64,
}

impl<'p> Simplex<'p> {
    /// Everything on, nothing priced: each creator takes what is worth most.
    pub fn new(part: &'p Part, asked: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        Simplex::from(part, Basis::new(part), asked)
    }

    /// Everything on, from a basis whose inverse isn't known.
    pub fn from(part: &'p Part, basis: Basis, asked: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        let scaled = |limits: &[i128]| limits.iter().zip(&part.scale).map(|(&l, &s)| scale(l, s)).collect();
        let mut simplex = Simplex {
            on: vec![true; part.width()],
            lo: scaled(&part.lo),
            hi: scaled(&part.hi),
            basis,
            y: vec![0.0; part.height()],
            u: Vec::new(),
            x: vec![0.0; part.height()],
            ray: vec![0.0; part.height()],
            g: vec![0.0; part.width()],
            share: vec![0.0; part.classes()],
            steps: Steps::default(),
            work: 0,
            part,
        };
        asked.ask()?;
        simplex.refresh(asked)?;
        Ok(simplex)
    }

    /// Computes inverse, multipliers and worths anew; false if the basis has no inverse.
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
        self.u.clear();
        for class in 0..part.classes() {
            part.pause(class, asked)?;
            self.u.extend(part.columns(class).map(|col| part.v[col] as f64 - dot(part, &self.y, col)));
            self.take_best(class);
        }
        self.work += part.row.len() as u64;
        Ok(sound)
    }

    /// Where a class has no column but its key in the basis, makes the most worth of those switched on the key.
    pub fn take_best(&mut self, class: usize) {
        if self.basis.seated[class] > 0 {
            return;
        }
        let key = self.basis.key[class] as usize;
        let mut best = self.on[key].then_some(key);
        for col in self.part.columns(class).filter(|&col| self.on[col]) {
            if best.is_none_or(|b: usize| self.u[col] > self.u[b]) {
                best = Some(col);
            }
        }
        self.basis.key[class] = best.unwrap_or(key) as u32;
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
            self.amounts(asked)?;
            let Some((seat, down, amount)) = self.leaving() else { return Ok(End::Best) };
            let (m, sign) = (self.part.height(), if down { -1.0 } else { 1.0 });
            let inverse = &self.basis.inverse[seat * m..(seat + 1) * m];
            self.ray.iter_mut().zip(inverse).for_each(|(ray, x)| *ray = sign * x);
            self.project(asked)?;
            match self.entering(amount, asked)? {
                Entering::None => return Ok(End::Empty),
                Entering::Bad => return Ok(End::Stalled),
                Entering::Seat(enter, length) => {
                    if !self.pivot(seat, down, enter, length) {
                        return Ok(End::Stalled);
                    }
                }
            }
            asked.pass((self.work - before) as usize / COLUMNS)?;
        }
        Ok(End::Stalled)
    }

    /// The amounts in the seats at the present limits.
    fn amounts(&mut self, asked: &mut Work) -> Result<(), Cancelled> {
        let (part, m) = (self.part, self.part.height());
        let mut rest = vec![0.0; m];
        for (class, &key) in self.basis.key.iter().enumerate() {
            part.pause(class, asked)?;
            for e in part.entries(key as usize) {
                rest[part.row[e] as usize] -= part.scaled[e];
            }
        }
        for (r, rest) in rest.iter_mut().enumerate().filter(|(r, _)| self.basis.row_seat[*r].is_none()) {
            *rest += if self.basis.upper[r] { self.hi[r] } else { self.lo[r] };
        }
        for p in 0..m {
            self.x[p] = self.basis.inverse[p * m..(p + 1) * m].iter().zip(&rest).map(|(a, b)| a * b).sum();
        }
        self.share.fill(1.0);
        for (seat, x) in self.basis.seats.iter().zip(&self.x) {
            if let Seat::Column(col) = *seat {
                self.share[part.class_of[col as usize] as usize] -= x;
            }
        }
        self.work += (part.classes() * 3 + m * m) as u64;
        Ok(())
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
            self.basis.swap_key(part, seat);
        }
        Some((seat, down, amount))
    }

    /// How every column and row moves along the ray.
    fn project(&mut self, asked: &mut Work) -> Result<(), Cancelled> {
        let part = self.part;
        for class in 0..part.classes() {
            part.pause(class, asked)?;
            let key = self.basis.key[class] as usize;
            for col in part.columns(class) {
                if self.on[col] || col == key || self.basis.col_seat[col].is_some() {
                    self.g[col] = dot(part, &self.ray, col);
                }
            }
        }
        self.work += part.row.len() as u64;
        Ok(())
    }

    /// Walks along the ray, past every kink that still leaves the amount broken; the one that stops it enters.
    fn entering(&mut self, amount: f64, asked: &mut Work) -> Result<Entering, Cancelled> {
        let part = self.part;
        self.steps.clear();
        for class in 0..part.classes() {
            part.pause(class, asked)?;
            let key = self.basis.key[class] as usize;
            if let Some(kink) = self.next_kink(class, key, 0.0) {
                self.steps.add(kink);
            }
        }
        for r in (0..part.height()).filter(|&r| self.basis.row_seat[r].is_none() && self.lo[r] < self.hi[r]) {
            let toward = if self.basis.upper[r] { -self.ray[r] } else { self.ray[r] };
            if toward > PIVOT {
                let ratio = self.y[r].abs() / toward;
                self.steps.add(Kink { ratio, drop: toward * (self.hi[r] - self.lo[r]), key: u32::MAX, to: r as u32 });
            }
        }
        self.steps.heap();
        let (mut left, mut last) = (amount, None);
        while let Some(kink) = self.steps.pop() {
            asked.pass(COLUMNS)?;
            last = Some(kink);
            left -= kink.drop;
            if left <= 0.0 {
                break;
            }
            self.steps.pass(kink);
            if kink.key != u32::MAX {
                let class = part.class_of[kink.to as usize] as usize;
                if let Some(next) = self.next_kink(class, kink.to as usize, kink.ratio) {
                    self.steps.push(next);
                }
            }
        }
        asked.pass(part.classes())?;
        Ok(match last {
            Some(kink) if left <= 0.0 && kink.ratio.is_finite() => {
                self.apply_passed();
                let enter = if kink.key == u32::MAX { Seat::Row(kink.to) } else { Seat::Column(kink.to) };
                Entering::Seat(enter, kink.ratio)
            }
            Some(_) if left <= 0.0 => Entering::Bad,
            _ => Entering::None,
        })
    }

    /// The first column of a class to become worth as much as `key` along the ray, from a way of `from` on.
    fn next_kink(&self, class: usize, key: usize, from: f64) -> Option<Kink> {
        let mut best: Option<Kink> = None;
        for col in self.part.columns(class) {
            if !self.on[col] || col == key || self.basis.col_seat[col].is_some() {
                continue;
            }
            let alpha = self.g[key] - self.g[col];
            if alpha <= PIVOT {
                continue;
            }
            let ratio = ((self.u[key] - self.u[col]) / alpha).max(from);
            if best.is_none_or(|b| ratio < b.ratio || ratio == b.ratio && alpha > b.drop) {
                // With a seated column beside the key the class can't just change over: it stops the walk.
                best = Some(Kink { ratio, drop: alpha, key: key as u32, to: col as u32 });
            }
        }
        best.map(|b| if self.basis.seated[class] > 0 { Kink { drop: f64::INFINITY, ..b } } else { b })
    }

    /// Lets classes and rows change over at the kinks passed.
    fn apply_passed(&mut self) {
        for kink in self.steps.passed() {
            match kink.key {
                u32::MAX => self.basis.upper[kink.to as usize] ^= true,
                _ => self.basis.key[self.part.class_of[kink.to as usize] as usize] = kink.to,
            }
        }
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
                    for e in part.entries(col as usize) {
                        let (r, a) = (part.row[e] as usize, part.scaled[e] * sign);
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
        if let Seat::Row(r) = self.basis.seats[seat] {
            self.basis.upper[r as usize] = down;
        }
        for (y, ray) in self.y.iter_mut().zip(&self.ray) {
            *y += length * ray;
        }
        for (u, g) in self.u.iter_mut().zip(&self.g) {
            *u -= length * g;
        }
        self.basis.replace(part, seat, enter, &way);
        self.work += (m * m) as u64;
        true
    }
}

/// What ends the walk along the ray.
enum Entering {
    /// Nothing: the ray proves that the rows can't be met.
    None,
    /// Only something that can't be computed with.
    Bad,
    /// This, after a way of this length.
    Seat(Seat, f64),
}

/// A limit in scaled units.
pub(super) fn scale(limit: i128, scale: f64) -> f64 {
    match limit {
        limit if limit >= super::frame::FAR / 2 => f64::INFINITY,
        limit if limit <= -super::frame::FAR / 2 => f64::NEG_INFINITY,
        limit => limit as f64 / scale,
    }
}

/// Multipliers times a column.
fn dot(part: &Part, y: &[f64], col: usize) -> f64 {
    part.entries(col).map(|e| y[part.row[e] as usize] * part.scaled[e]).sum()
}
