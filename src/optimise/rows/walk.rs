//! The dual step: a walk along a ray, past every kink that still pays, to the column or row that stops it.

use std::ops::RangeInclusive;

use super::super::work::Work;
use super::basis::Seat;
use super::simplex::{COLUMNS, PIVOT, Simplex};
use super::step::Kink;
use crate::domain::Cancelled;

/// An amount broken by less is mended: where limits leave just one way, all kinks together mend it all but for rounding.
const MENDED: f64 = 1e-9;

/// What ends the walk along the ray.
pub(super) enum Stop {
    /// Nothing: the ray proves that the rows can't be met.
    Never,
    /// Only something that can't be computed with.
    Bad,
    /// This, after a way of this length.
    At(Seat, f64),
}

impl Simplex<'_> {
    /// Walks along the ray, past every kink of active classes that still leaves the amount broken.
    pub(super) fn walk(&mut self, amount: f64, asked: &mut Work) -> Result<Stop, Cancelled> {
        let part = self.part;
        let rates = self.rates(&self.ray);
        self.steps.clear();
        // One kink that mends all of it is enough to know how far the walk can go.
        let mut end = f64::INFINITY;
        for r in (0..part.height()).filter(|&r| self.basis.row_seat[r].is_none() && self.lo[r] < self.hi[r]) {
            let toward = if self.basis.upper[r] { -self.ray[r] } else { self.ray[r] };
            if toward > PIVOT {
                let (ratio, drop) = (self.y[r].abs() / toward, toward * (self.hi[r] - self.lo[r]));
                self.steps.add(Kink { ratio, drop, key: u32::MAX, to: r as u32 });
                end = if drop >= amount { end.min(ratio) } else { end };
            }
        }
        for at in 0..self.active.len() {
            part.pause(at, asked)?;
            let class = self.active[at] as usize;
            if let Some(kink) = self.first_kink(class, &rates, end) {
                self.steps.add(kink);
                end = if kink.drop >= amount { end.min(kink.ratio) } else { end };
            }
        }
        self.steps.heap();
        let (mut left, mut last) = (amount, None);
        while let Some(kink) = self.steps.pop() {
            asked.pass(COLUMNS)?;
            last = Some(kink);
            left -= kink.drop;
            if left <= MENDED {
                break;
            }
            self.steps.pass(kink);
            if kink.key != u32::MAX {
                let class = part.class_of[kink.to as usize] as usize;
                if let Some(next) = self.next_kink(class, kink.to as usize, kink.ratio..=end) {
                    self.steps.push(next);
                }
            }
        }
        asked.pass(self.active.len())?;
        Ok(match last {
            Some(kink) if left <= MENDED && kink.ratio.is_finite() => {
                self.apply_passed();
                let enter = if kink.key == u32::MAX { Seat::Row(kink.to) } else { Seat::Column(kink.to) };
                Stop::At(enter, kink.ratio)
            }
            Some(_) if left <= MENDED => Stop::Bad,
            _ => Stop::Never,
        })
    }

    /// How the columns of a class move along the ray, given by its rates, and the first of them to become worth as much
    /// as the key within this way.
    pub(super) fn first_kink(&mut self, class: usize, rates: &[(f64, f64)], end: f64) -> Option<Kink> {
        let columns = self.part.columns(class);
        self.work += columns.len() as u64;
        let (kinds, w) = (&self.part.kind[columns.clone()], &self.part.w[columns.clone()]);
        for ((g, &kind), &w) in self.g[columns.clone()].iter_mut().zip(kinds).zip(w) {
            let (each, money) = rates[kind as usize];
            *g = each + money * w as f64;
        }
        if self.part.has_odd() {
            for col in columns {
                self.g[col] += self.odd(&self.ray, col);
            }
        }
        self.next_kink(class, self.basis.key[class] as usize, 0.0..=end)
    }

    /// The first column of a class to become worth as much as `key` on this stretch of the ray; none lies before it.
    fn next_kink(&self, class: usize, key: usize, stretch: RangeInclusive<f64>) -> Option<Kink> {
        let (from, end) = stretch.into_inner();
        let columns = self.part.columns(class);
        let (g, u) = (&self.g[columns.clone()], &self.u[columns.clone()]);
        let (key_g, key_u) = (self.g[key], self.u[key]);
        let mut best: Option<Kink> = None;
        for ((col, g), u) in columns.zip(g).zip(u) {
            let (alpha, behind) = (key_g - g, key_u - u);
            // Most are further away, which takes no division to see.
            if alpha <= PIVOT || behind > end * alpha || !self.on[col] || self.basis.col_seat[col].is_some() {
                continue;
            }
            let ratio = (behind / alpha).max(from);
            if best.is_none_or(|b| ratio < b.ratio || ratio == b.ratio && alpha > b.drop) {
                // With a seated column beside the key the class can't just change over: it stops the walk.
                best = Some(Kink { ratio, drop: alpha, key: key as u32, to: col as u32 });
            }
        }
        best.map(|b| if self.basis.seated[class] > 0 { Kink { drop: f64::INFINITY, ..b } } else { b })
    }

    /// Lets classes and rows change over at the kinks passed.
    fn apply_passed(&mut self) {
        let steps = std::mem::take(&mut self.steps);
        for kink in steps.passed() {
            match kink.key {
                u32::MAX => self.basis.upper[kink.to as usize] ^= true,
                _ => self.set_key(self.part.class_of[kink.to as usize] as usize, kink.to),
            }
        }
        self.steps = steps;
    }
}
