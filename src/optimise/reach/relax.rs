//! The fractional plan: how much a part of the problem could reach if offers could be taken in parts, and the
//! tangents that prove it.
//!
//! The bound of tangents (see [`super::tangent`]) is a convex function of the point they are laid at and of the
//! worth of each row. It is minimised by Newton's method on a smoothed copy, whose smoothing shrinks step by step
//! (Nesterov 2005, Smooth minimization of non-smooth functions; barriers keep the worths positive). Whatever the
//! minimiser does, the bound itself is recomputed from the point without smoothing.

use super::cholesky::Matrix;
use super::part::{OUT, Part};
use super::steps::Steps;
use super::tangent::Tangent;
use crate::domain::Cancelled;

/// By how much the smoothing shrinks at a time, and how often at most.
const SHRINK: f64 = 0.2;
const STAGES: usize = 40;
/// Closer than this share of it nothing is gained by a better bound.
const NEAR: f64 = 1e-7;
/// How many classes take part in Newton's steps at first, where there are many more.
const ACTIVE: usize = 250;
/// How close a cold start comes over everybody, as a multiple of the distance to the target.
const COARSE: f64 = 3.0;
/// So many smoothings below the best an option has no share.
const FAR: f64 = 36.0;
/// Newton steps for one smoothing.
const NEWTON: usize = 8;

/// A point to start from: the share of every segment of the problem that isn't reached, and the worth of each row.
#[derive(Clone, Debug, Default)]
pub(super) struct Dual {
    pub kept: Vec<f64>,
    pub worth: Vec<f64>,
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// A bound at or below this is good enough.
    pub target: f64,
    /// So is one that is within this share of its distance to the target of the best there is.
    pub precise: f64,
    /// First smoothing, in people.
    pub smooth: f64,
}

/// The fractional plan of a part.
#[derive(Clone, Debug)]
pub(super) struct Relaxed {
    /// No plan of the part reaches more.
    pub bound: f64,
    /// What each option counts beyond its worth in the rows, and the best of each class (0 if it may stay out).
    pub gain: Vec<f64>,
    pub best: Vec<f64>,
    /// How far each option is in.
    pub share: Vec<f64>,
    /// The best point found.
    pub dual: Dual,
    /// The last smoothing.
    pub smooth: f64,
}

/// Finds the fractional plan from a starting point, `cold` if that is far from the best. In a large part, Newton's
/// steps leave those alone of whom the tangents are sure; the bound then is worked out over everybody all the same.
pub(super) fn relax(
    part: &Part,
    start: &Dual,
    stop: Stop,
    cold: bool,
    steps: &mut Steps,
) -> Result<Relaxed, Cancelled> {
    let mut active = ACTIVE;
    if part.class.len() <= 2 * active {
        return minimise(part, start, stop, steps);
    }
    let mut best = match cold {
        true => minimise(part, start, Stop { precise: COARSE, ..stop }, steps)?,
        false => at(part, start, stop.smooth, steps)?,
    };
    while best.bound > stop.target && active < part.class.len() / 2 {
        let Some((few, own)) = unsure(part, &best, active) else { return minimise(part, &best.dual, stop, steps) };
        steps.spend(part.steps() * 3)?;
        let inner = minimise(&few, &best.dual, Stop { smooth: best.smooth, ..stop }, steps)?;
        let mut now = at(part, &inner.dual, inner.smooth, steps)?;
        let mut shares = inner.share.iter();
        for (o, share) in now.share.iter_mut().enumerate() {
            *share = if own[o] { shares.next().copied().unwrap_or(0.0) } else { best.share[o] };
        }
        let off = now.bound - inner.bound;
        let better = now.bound < best.bound;
        if better {
            best = now;
        }
        if off <= (best.bound - stop.target) * stop.precise * 2.0 || !better {
            break;
        }
        best.smooth = best.smooth.max(off / active as f64);
        active *= 2;
    }
    Ok(best)
}

/// The part in which only so many classes are open, those of whom the bound is least sure, and which options they
/// have. The others do what is best for them.
fn unsure(part: &Part, now: &Relaxed, active: usize) -> Option<(Part, Vec<bool>)> {
    let choice = |class: usize| {
        let mut top = (if part.out[class] { 0.0 } else { f64::NEG_INFINITY }, OUT);
        let mut next = f64::NEG_INFINITY;
        for i in part.options(class) {
            match now.gain[i] > top.0 {
                true => (next, top) = (top.0, (now.gain[i], i as u32)),
                false => next = next.max(now.gain[i]),
            }
        }
        (top.1, top.0 - next)
    };
    let choices: Vec<(u32, f64)> = (0..part.class.len()).map(choice).collect();
    let mut margins: Vec<f64> = choices.iter().map(|c| c.1).collect();
    let widest = *margins.select_nth_unstable_by(active, f64::total_cmp).1;
    let few = part.reduced(|class, i| choices[class].1 <= widest || choices[class].0 == i)?;
    let mut own = vec![false; part.option.len()];
    let mut inside = few.option.iter().peekable();
    for (o, option) in part.option.iter().enumerate() {
        own[o] = inside.next_if_eq(&option).is_some();
    }
    Some((few, own))
}

/// The bound at a point, with everybody doing what is best.
fn at(part: &Part, dual: &Dual, smooth: f64, steps: &mut Steps) -> Result<Relaxed, Cancelled> {
    steps.spend(part.steps())?;
    let kept: Vec<f64> = part.kept(&dual.kept);
    let (bound, gain, best) = bound_at(part, &kept, &dual.worth);
    let mut share = vec![0.0; gain.len()];
    for (class, &most) in best.iter().enumerate() {
        let top = part.options(class).find(|&i| gain[i] == most);
        top.into_iter().for_each(|i| share[i] = 1.0);
    }
    Ok(Relaxed { bound, gain, best, share, dual: dual.clone(), smooth })
}

/// The same for a part of any size, by Newton's steps over all of it.
fn minimise(part: &Part, start: &Dual, stop: Stop, steps: &mut Steps) -> Result<Relaxed, Cancelled> {
    let mut newton = Newton::new(part, start, stop.smooth);
    let mut best: Option<Relaxed> = None;
    for _ in 0..STAGES {
        newton.settle(steps)?;
        steps.spend(part.steps() / 2)?;
        let now = newton.relaxed();
        let error = newton.smooth * (newton.entropy + newton.rows as f64);
        let bound = now.bound;
        if best.as_ref().is_none_or(|b| bound < b.bound) {
            best = Some(now);
        } else if let Some(b) = &mut best {
            (b.share, b.smooth) = (now.share, now.smooth);
        }
        let reached = best.as_ref().map_or(bound, |b| b.bound);
        let wanted = (reached - stop.target) * stop.precise;
        if reached <= stop.target || error <= wanted.max(reached.abs() * NEAR) {
            break;
        }
        newton.smooth *= SHRINK;
    }
    Ok(best.unwrap_or_else(|| newton.relaxed()))
}

/// The bound at a point, by the tangents alone: bound, gains of the options, best of each class.
pub(super) fn bound_at(part: &Part, kept: &[f64], worth: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let tangents: Vec<Tangent> = part.people.iter().zip(kept).map(|(&n, &u)| Tangent::new(n, u)).collect();
    let ground: f64 = tangents.iter().map(Tangent::ground).sum();
    let rows: f64 = part.limits.iter().zip(worth).map(|(&b, y)| b as f64 * y).sum();
    let gain: Vec<f64> = (0..part.option.len())
        .map(|o| {
            let value: f64 = part.contacts(o).iter().map(|&(g, a)| tangents[g as usize].worth(a)).sum();
            value - part.weights(o).iter().zip(worth).map(|(&w, y)| w as f64 * y).sum::<f64>()
        })
        .collect();
    let top = |class: usize| {
        let out = if part.out[class] { 0.0 } else { f64::NEG_INFINITY };
        gain[part.options(class)].iter().fold(out, |a, &b| a.max(b))
    };
    let best: Vec<f64> = (0..part.class.len()).map(top).collect();
    // Rounding can't lift the true figure above this.
    let size = part.base + rows.abs() + ground.abs() + best.iter().map(|b| b.abs()).sum::<f64>();
    let bound = part.base + ground + rows + best.iter().sum::<f64>() + size * 1e-13;
    (bound, gain, best)
}

struct Newton<'a> {
    part: &'a Part,
    rows: usize,
    smooth: f64,
    /// The point: kept shares by local segment, then worths of the rows.
    z: Vec<f64>,
    start: &'a Dual,
    share: Vec<f64>,
    entropy: f64,
    gradient: Vec<f64>,
    hessian: Matrix,
    mean: Vec<f64>,
}

impl<'a> Newton<'a> {
    fn new(part: &'a Part, start: &'a Dual, smooth: f64) -> Newton<'a> {
        let kept = part.kept(&start.kept).into_iter();
        let z: Vec<f64> = kept.chain(start.worth.iter().map(|y| y.max(1e-9))).collect();
        let size = z.len();
        Newton {
            part,
            rows: part.limits.len(),
            smooth,
            z,
            start,
            share: vec![0.0; part.option.len()],
            entropy: 0.0,
            gradient: vec![0.0; size],
            hessian: Matrix::zero(size),
            mean: vec![0.0; size],
        }
    }

    /// Newton steps until the smoothed function is about as low as it gets.
    fn settle(&mut self, steps: &mut Steps) -> Result<(), Cancelled> {
        let size = self.z.len();
        let mut value = self.measure(steps)?;
        for _ in 0..NEWTON {
            steps.spend(size * size * (size + 12) / 60)?;
            let mut step: Vec<f64> = self.gradient.iter().map(|g| -g).collect();
            self.hessian.solve(&mut step);
            let slope: f64 = step.iter().zip(&self.gradient).map(|(s, g)| s * g).sum();
            if slope.is_nan() || -slope <= 0.2 * self.smooth {
                break;
            }
            // No coordinate falls below a tenth of itself at once.
            let limit = step.iter().zip(&self.z).filter(|(s, _)| **s < 0.0).map(|(s, z)| -0.9 * z / s);
            let mut length = limit.fold(1.0_f64, f64::min);
            let from = self.z.clone();
            for _ in 0..30 {
                for ((z, f), s) in self.z.iter_mut().zip(&from).zip(&step) {
                    *z = f + length * s;
                }
                let now = self.measure(steps)?;
                if now <= value + 1e-4 * length * slope {
                    value = now;
                    break;
                }
                length *= 0.4;
            }
        }
        Ok(())
    }

    /// The smoothed function at the point, with its gradient and curvature.
    fn measure(&mut self, steps: &mut Steps) -> Result<f64, Cancelled> {
        steps.spend(self.part.steps())?;
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
            value += b as f64 * y - tau * y.ln();
            self.gradient[local + k] = b as f64 - tau / y;
            self.hessian.add(local + k, local + k, tau / (y * y));
        }
        let slope: Vec<f64> = part.people.iter().zip(kept).map(|(n, u)| n * u).collect();
        self.entropy = 0.0;
        for class in 0..part.class.len() {
            value += self.class(class, &slope);
        }
        Ok(value)
    }

    /// The part of one class in the smoothed function: the best of its options, or rather a soft best.
    fn class(&mut self, class: usize, slope: &[f64]) -> f64 {
        let (part, local, tau) = (self.part, slope.len(), self.smooth);
        let range = part.options(class);
        let out = part.out[class];
        let mut top = if out { 0.0 } else { f64::NEG_INFINITY };
        for o in range.clone() {
            let reach: f64 = part.contacts(o).iter().map(|&(g, a)| slope[g as usize] * a).sum();
            let cost: f64 = part.weights(o).iter().zip(&self.z[local..]).map(|(&w, y)| w as f64 * y).sum();
            self.share[o] = reach - cost;
            top = top.max(reach - cost);
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
        let (part, local, tau) = (self.part, self.part.people.len(), self.smooth);
        let taken = |s: f64| s > 1e-12;
        let spread = options.clone().any(|o| taken(self.share[o]) && self.share[o] < 1.0 - 1e-9);
        let mut touched: Vec<usize> = Vec::new();
        let mut entries: Vec<(usize, f64)> = Vec::new();
        for o in options.filter(|&o| taken(self.share[o])) {
            let p = self.share[o];
            entries.clear();
            entries.extend(part.contacts(o).iter().map(|&(g, a)| (g as usize, part.people[g as usize] * a)));
            entries.extend(part.weights(o).iter().enumerate().map(|(k, &w)| (local + k, -(w as f64))));
            entries.retain(|e| e.1 != 0.0);
            for (i, &(a, x)) in entries.iter().enumerate() {
                self.gradient[a] += p * x;
                if spread {
                    if self.mean[a] == 0.0 {
                        touched.push(a);
                    }
                    self.mean[a] += p * x;
                    for &(b, y) in &entries[..=i] {
                        self.hessian.add(a, b, p * x * y / tau);
                    }
                }
            }
        }
        for (i, &a) in touched.iter().enumerate() {
            for &b in &touched[..=i] {
                self.hessian.add(a, b, -self.mean[a] * self.mean[b] / tau);
            }
        }
        touched.iter().for_each(|&a| self.mean[a] = 0.0);
    }

    /// The true bound at the point.
    fn relaxed(&self) -> Relaxed {
        let (kept, worth) = self.z.split_at(self.part.people.len());
        let (bound, gain, best) = bound_at(self.part, kept, worth);
        let mut dual = Dual { kept: self.start.kept.clone(), worth: worth.to_vec() };
        for ((&g, &r), &u) in self.part.segment.iter().zip(&self.part.unmet).zip(kept) {
            dual.kept[g as usize] = u.min(1.0) * r;
        }
        Relaxed { bound, gain, best, share: self.share.clone(), dual, smooth: self.smooth }
    }
}
