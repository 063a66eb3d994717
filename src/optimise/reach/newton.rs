//! Newton's steps towards the lowest bound of a part, on a copy of the bound that is smoothed.
//!
//! Every class counts its soft best instead of its best, and barriers keep the worths of rows above 0; the less
//! smoothing, the closer the copy is to the bound and the harder it is to go down.

use super::cholesky::Matrix;
use super::part::Part;
use super::relax::{Dual, Relaxed, bound_at};
use super::steps::Steps;
use crate::domain::Cancelled;

/// So many smoothings below the best an option has no share.
const FAR: f64 = 36.0;
/// Steps for one smoothing.
const NEWTON: usize = 8;
/// What keeps a place where it is.
const STUCK: f64 = 1e60;
/// Classes measured between two questions whether to go on.
const CHUNK: usize = 1_024;

/// The smoothed bound of a part at a point, with its slope and curvature there.
pub(super) struct Newton<'a> {
    part: &'a Part,
    pub rows: usize,
    pub smooth: f64,
    /// The point: kept shares by local segment, then worths of the rows.
    z: Vec<f64>,
    /// By row, the most that a unit of it can be worth; 0 where nobody counts in it.
    top: Vec<f64>,
    start: &'a Dual,
    /// What each option counts for, as a sum over places of the point; one more start at the end.
    from: Vec<u32>,
    entry: Vec<(u32, f64)>,
    share: Vec<f64>,
    pub entropy: f64,
    gradient: Vec<f64>,
    hessian: Matrix,
    mean: Vec<f64>,
    touched: Vec<u32>,
}

impl<'a> Newton<'a> {
    pub fn new(part: &'a Part, start: &'a Dual, smooth: f64) -> Newton<'a> {
        let mut z = part.kept(&start.kept);
        let local = z.len();
        let top = dearest(part);
        for (k, &top) in top.iter().enumerate() {
            // From next to nothing a worth would only double at every step.
            let least = smooth / part.limits[k].unsigned_abs().max(1) as f64;
            z.push(start.worth[k].max(least).min(top));
        }
        let size = z.len();
        let (mut from, mut entry) = (vec![0], Vec::with_capacity(part.option.len() * 4));
        for o in 0..part.option.len() {
            let first = entry.len();
            for &(g, a) in part.contacts(o) {
                let more = part.people[g as usize] * a;
                match entry[first..].iter_mut().find(|e: &&mut (u32, f64)| e.0 == g) {
                    Some(known) => known.1 += more,
                    None => entry.push((g, more)),
                }
            }
            let rows = (local as u32..).zip(part.weights(o)).filter(|(_, w)| **w != 0);
            entry.extend(rows.map(|(k, &w)| (k, -(w as f64))));
            from.push(entry.len() as u32);
        }
        Newton {
            part,
            rows: part.limits.len(),
            smooth,
            z,
            top,
            start,
            from,
            entry,
            share: vec![0.0; part.option.len()],
            entropy: 0.0,
            gradient: vec![0.0; size],
            hessian: Matrix::zero(size),
            mean: vec![0.0; size],
            touched: Vec::new(),
        }
    }

    /// Newton steps until the smoothed function is about as low as it gets.
    pub fn settle(&mut self, steps: &mut Steps) -> Result<(), Cancelled> {
        let size = self.z.len();
        let mut value = self.measure(steps)?;
        for _ in 0..NEWTON {
            steps.spend(size * size * (size + 12) / 60)?;
            let stuck = self.stuck();
            let mut step: Vec<f64> = self.gradient.iter().map(|g| -g).collect();
            self.hessian.solve(&mut step);
            stuck.for_each(|i| step[i] = 0.0);
            let slope: f64 = step.iter().zip(&self.gradient).map(|(s, g)| s * g).sum();
            if slope.is_nan() || -slope <= 0.2 * self.smooth {
                break;
            }
            let (from, gradient) = (self.z.clone(), self.gradient.clone());
            let mut length = 1.0;
            for _ in 0..30 {
                // No coordinate falls below a tenth of itself at once; the others needn't wait for it.
                let mut falls = 0.0;
                for (i, z) in self.z.iter_mut().enumerate() {
                    *z = (from[i] + length * step[i]).max(0.1 * from[i]);
                    if let Some(top) = (i + self.rows).checked_sub(size).and_then(|k| self.top.get(k)) {
                        *z = z.min(*top);
                    }
                    falls += gradient[i] * (*z - from[i]);
                }
                let now = self.measure(steps)?;
                if now <= value + 1e-4 * falls.min(0.0) {
                    value = now;
                    break;
                }
                length *= 0.4;
            }
        }
        Ok(())
    }

    /// Places of rows that are worth as much as they can be and would be worth more: they stay where they are.
    fn stuck(&mut self) -> impl Iterator<Item = usize> + use<> {
        let local = self.z.len() - self.rows;
        let at_top = |k: &usize| self.z[local + k] >= self.top[*k] && self.gradient[local + k] <= 0.0;
        let stuck: Vec<usize> = (0..self.rows).filter(at_top).map(|k| local + k).collect();
        for &i in &stuck {
            self.gradient[i] = 0.0;
            self.hessian.add(i, i, STUCK);
        }
        stuck.into_iter()
    }

    /// The smoothed function at the point, with its gradient and curvature.
    fn measure(&mut self, steps: &mut Steps) -> Result<f64, Cancelled> {
        let (part, local, tau) = (self.part, self.part.people.len(), self.smooth);
        let (kept, worth) = self.z.split_at(local);
        let mut value = part.base;
        self.hessian.clear();
        for (g, (n, u)) in part.people.iter().zip(kept).enumerate() {
            let log = u.ln();
            value += n * (1.0 - u + u * log);
            self.gradient[g] = n * log;
            self.hessian.add(g, g, n / u);
        }
        for (k, (&b, y)) in part.limits.iter().zip(worth).enumerate() {
            let counts = self.top[k] > 0.0;
            value += if counts { b as f64 * y - tau * y.ln() } else { 0.0 };
            self.gradient[local + k] = if counts { b as f64 - tau / y } else { 0.0 };
            self.hessian.add(local + k, local + k, if counts { tau / (y * y) } else { 1.0 });
        }
        self.entropy = 0.0;
        for from in (0..part.class.len()).step_by(CHUNK) {
            let to = (from + CHUNK).min(part.class.len());
            let options = part.options(from).start..part.options(to - 1).end;
            let entries = self.from[options.end] - self.from[options.start];
            steps.spend(to - from + options.len() + entries as usize / 4)?;
            for class in from..to {
                value += self.class(class);
            }
        }
        Ok(value)
    }

    /// The entries of an option.
    fn entries(&self, option: usize) -> &[(u32, f64)] {
        &self.entry[self.from[option] as usize..self.from[option + 1] as usize]
    }

    /// The part of one class in the smoothed function: the best of its options, or rather a soft best.
    fn class(&mut self, class: usize) -> f64 {
        let tau = self.smooth;
        let range = self.part.options(class);
        let out = self.part.out[class];
        let mut top = if out { 0.0 } else { f64::NEG_INFINITY };
        for o in range.clone() {
            let gain: f64 = self.entries(o).iter().map(|&(a, x)| self.z[a as usize] * x).sum();
            self.share[o] = gain;
            top = top.max(gain);
        }
        let soft = |below: f64| if below > -FAR * tau { (below / tau).exp() } else { 0.0 };
        let mut sum = if out { soft(-top) } else { 0.0 };
        let mut tilt = -top * sum;
        for o in range.clone() {
            let below = self.share[o] - top;
            self.share[o] = soft(below);
            sum += self.share[o];
            tilt += below * self.share[o];
        }
        // Alone at the top, or out without anything near.
        if sum == 1.0 {
            if top > 0.0 || !out {
                self.bend(range);
            }
            return top;
        }
        let level = tau * sum.ln();
        self.entropy += (level - tilt / sum) / tau;
        range.clone().for_each(|o| self.share[o] /= sum);
        self.bend(range);
        top + level
    }

    /// Adds one class to gradient and curvature.
    fn bend(&mut self, options: std::ops::Range<usize>) {
        let taken = |s: f64| s > 1e-12;
        let mut inside = options.filter(|&o| taken(self.share[o]));
        let (Some(first), second) = (inside.next(), inside.next()) else { return };
        let Some(second) = second else {
            let p = self.share[first];
            let spread = if p < 1.0 - 1e-9 { p * (1.0 - p) / self.smooth } else { 0.0 };
            return self.lean(first, p, spread);
        };
        let rest: Vec<usize> = inside.collect();
        let mut touched = std::mem::take(&mut self.touched);
        for o in [first, second].into_iter().chain(rest) {
            let p = self.share[o];
            self.lean(o, p, p / self.smooth);
            for &(a, x) in &self.entry[self.from[o] as usize..self.from[o + 1] as usize] {
                let mean = &mut self.mean[a as usize];
                if *mean == 0.0 {
                    touched.push(a);
                }
                *mean += p * x;
            }
        }
        for (i, &a) in touched.iter().enumerate() {
            let by = -self.mean[a as usize] / self.smooth;
            for &b in &touched[..=i] {
                self.hessian.add(a as usize, b as usize, by * self.mean[b as usize]);
            }
        }
        touched.drain(..).for_each(|a| self.mean[a as usize] = 0.0);
        self.touched = touched;
    }

    /// Adds one option to the gradient so many times, and its square to the curvature.
    fn lean(&mut self, option: usize, times: f64, square: f64) {
        let entries = &self.entry[self.from[option] as usize..self.from[option + 1] as usize];
        for (i, &(a, x)) in entries.iter().enumerate() {
            self.gradient[a as usize] += times * x;
            if square > 0.0 {
                for &(b, y) in &entries[..=i] {
                    self.hessian.add(a as usize, b as usize, square * x * y);
                }
            }
        }
    }

    /// The true bound at the point.
    pub fn relaxed(&self) -> Relaxed {
        let (kept, worth) = self.z.split_at(self.part.people.len());
        let (bound, gain, best) = bound_at(self.part, kept, worth);
        let mut dual = Dual { kept: self.start.kept.clone(), worth: worth.to_vec() };
        for ((&g, &r), &u) in self.part.segment.iter().zip(&self.part.unmet).zip(kept) {
            dual.kept[g as usize] = u.min(1.0) * r;
        }
        Relaxed { bound, gain, best, share: self.share.clone(), dual, smooth: self.smooth }
    }
}

/// By row, the worth of a unit at which not even the offer that reaches most would be taken for it; 0 where nobody counts.
/// More only loses the reach of offers in rounding.
fn dearest(part: &Part) -> Vec<f64> {
    let mut lightest = vec![u64::MAX; part.limits.len()];
    let mut most = 0.0_f64;
    for o in 0..part.option.len() {
        let reach: f64 = part.contacts(o).iter().map(|&(g, a)| part.people[g as usize] * a).sum();
        most = most.max(reach);
        for (lightest, weight) in lightest.iter_mut().zip(part.weights(o)).filter(|(_, w)| **w != 0) {
            *lightest = weight.unsigned_abs().min(*lightest);
        }
    }
    let top = |lightest: u64| if lightest == u64::MAX { 0.0 } else { (2.0 * most / lightest as f64).max(1e-9) };
    lightest.into_iter().map(top).collect()
}
