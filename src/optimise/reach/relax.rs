//! The fractional plan: how much a part of the problem could reach if offers could be taken in parts, and the
//! tangents that prove it.
//!
//! The bound of tangents (see [`super::tangent`]) is a convex function of the point they are laid at and of the
//! worth of each row. It is minimised by Newton's method on a smoothed copy, whose smoothing shrinks step by step
//! (Nesterov 2005, Smooth minimization of non-smooth functions; barriers keep the worths positive). Whatever the
//! minimiser does, the bound itself is recomputed from the point without smoothing.

use super::newton::Newton;
use super::part::{OUT, Part};
use super::steps::Steps;
use super::tangent::Tangent;
use crate::domain::Cancelled;

/// By how much the smoothing shrinks at a time, and how often at most.
const SHRINK: f64 = 0.2;
const STAGES: usize = 40;
/// After so many of them that didn't lower the bound by this share of its distance to the target nothing more will.
const IDLE: usize = 3;
const WORTHWHILE: f64 = 1e-3;
/// Closer than this share of it nothing is gained by a better bound.
const NEAR: f64 = 1e-7;
/// How many classes take part in Newton's steps at first, where there are many more, and by how much the smoothing grows
/// again when others do.
const ACTIVE: usize = 250;
const REOPEN: f64 = 25.0;
/// How close a cold start comes over everybody, as a multiple of the distance to the target.
const COARSE: f64 = 3.0;

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
/// steps leave those alone of whom the tangents are sure, until they turn out not to be; the bound is worked out over
/// everybody all the same.
pub(super) fn relax(
    part: &Part,
    start: &Dual,
    stop: Stop,
    cold: bool,
    steps: &mut Steps,
) -> Result<Relaxed, Cancelled> {
    if part.class.len() <= 2 * ACTIVE {
        return minimise(part, start, stop, steps);
    }
    let mut best = match cold {
        true => minimise(part, start, Stop { precise: COARSE, ..stop }, steps)?,
        false => at(part, start, stop.smooth, steps)?,
    };
    let mut few = Few::unsure(part, &best);
    let (mut dual, mut smooth) = (best.dual.clone(), best.smooth);
    while best.bound > stop.target {
        steps.spend(part.steps() * 3)?;
        let open = if few.count * 2 < part.class.len() { few.part(part) } else { None };
        let Some(open) = open else {
            let whole = minimise(part, &dual, Stop { smooth, ..stop }, steps)?;
            return Ok(if whole.bound < best.bound { whole } else { best });
        };
        let inner = minimise(&open, &dual, Stop { smooth, ..stop }, steps)?;
        let mut now = at(part, &inner.dual, inner.smooth, steps)?;
        few.share(part, &open, &inner, &mut now);
        let (off, added) = (now.bound - inner.bound, few.widen(part, &now));
        (dual, smooth) = (inner.dual, (inner.smooth * REOPEN).min(stop.smooth));
        if now.bound < best.bound {
            best = now;
        }
        if added == 0 || off <= (best.bound - stop.target) * stop.precise * 2.0 {
            break;
        }
    }
    Ok(best)
}

/// The classes of a part that are open; the others are held to what was best for them.
struct Few {
    held: Vec<u32>,
    open: Vec<bool>,
    count: usize,
}

impl Few {
    /// Those open of whom the bound is least sure.
    fn unsure(part: &Part, now: &Relaxed) -> Few {
        let choices: Vec<(u32, f64)> = (0..part.class.len()).map(|class| choice(part, now, class)).collect();
        let mut margins: Vec<f64> = choices.iter().map(|c| c.1).collect();
        let widest = *margins.select_nth_unstable_by(ACTIVE, f64::total_cmp).1;
        let open: Vec<bool> = choices.iter().map(|c| c.1 <= widest).collect();
        let count = open.iter().filter(|open| **open).count();
        Few { held: choices.into_iter().map(|c| c.0).collect(), open, count }
    }

    /// The part in which only the open ones are; `None` if no plan is left in it.
    fn part(&self, part: &Part) -> Option<Part> {
        part.reduced(|class, i| self.open[class] || self.held[class] == i)
    }

    /// Takes the shares of open classes over.
    fn share(&self, part: &Part, open: &Part, inner: &Relaxed, now: &mut Relaxed) {
        let mut shares = open.option.iter().zip(&inner.share).peekable();
        for (o, share) in now.share.iter_mut().enumerate() {
            if let Some(known) = shares.next_if(|known| *known.0 == part.option[o]) {
                *share = *known.1;
            }
        }
    }

    /// Opens those whom it costs most to be held, as many as are open at most; how many that are.
    fn widen(&mut self, part: &Part, now: &Relaxed) -> usize {
        let loss = |class: usize| {
            let held = self.held[class];
            now.best[class] - if held == OUT { 0.0 } else { now.gain[held as usize] }
        };
        let closed = (0..part.class.len()).filter(|&class| !self.open[class]);
        let mut costly: Vec<(f64, usize)> = closed.map(|class| (loss(class), class)).filter(|c| c.0 > 0.0).collect();
        let most = self.count.max(ACTIVE);
        if costly.len() > most {
            costly.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            costly.truncate(most);
        }
        costly.iter().for_each(|&(_, class)| self.open[class] = true);
        self.count += costly.len();
        costly.len()
    }
}

/// What is best for a class at a point, and by how much.
fn choice(part: &Part, now: &Relaxed, class: usize) -> (u32, f64) {
    let mut top = (if part.out[class] { 0.0 } else { f64::NEG_INFINITY }, OUT);
    let mut next = f64::NEG_INFINITY;
    for i in part.options(class) {
        match now.gain[i] > top.0 {
            true => (next, top) = (top.0, (now.gain[i], i as u32)),
            false => next = next.max(now.gain[i]),
        }
    }
    (top.1, top.0 - next)
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
    let (mut best, mut idle): (Option<Relaxed>, usize) = (None, 0);
    for _ in 0..STAGES {
        newton.settle(steps)?;
        steps.spend(part.steps() / 2)?;
        let now = newton.relaxed();
        let error = newton.smooth * (newton.entropy + newton.rows as f64);
        let bound = now.bound;
        let worthwhile = |b: &Relaxed| b.bound - bound > (b.bound - stop.target) * WORTHWHILE;
        idle = if best.as_ref().is_none_or(worthwhile) { 0 } else { idle + 1 };
        if best.as_ref().is_none_or(|b| bound < b.bound) {
            best = Some(now);
        } else if let Some(b) = &mut best {
            (b.share, b.smooth) = (now.share, now.smooth);
        }
        let reached = best.as_ref().map_or(bound, |b| b.bound);
        let wanted = (reached - stop.target) * stop.precise;
        if reached <= stop.target || error <= wanted.max(reached.abs() * NEAR) || idle == IDLE {
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
