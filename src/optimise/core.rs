//! The core: the few creators who can still change the plan, with what each can do; everybody else is fixed.

use super::hull::{Corner, Slope, upper_hull};
use super::market::{Market, NONE};
use super::steep::steepest;
use super::work::Work;
use crate::domain::Cancelled;

/// One thing the creator of a class can do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opt {
    pub w: i64,
    pub v: i64,
    /// 1 if the creator is in.
    pub n: i64,
    pub point: u32,
}

impl Opt {
    /// Staying out.
    pub const OUT: Opt = Opt { w: 0, v: 0, n: 0, point: NONE };

    /// Taking a point of the market.
    pub fn of(market: &Market, point: u32) -> Opt {
        let p = market.points[point as usize];
        Opt { w: p.w, v: p.v, n: 1, point }
    }
}

/// Classes that are still open; exactly one option of each is taken. Options of a class rise in price.
#[derive(Clone, Debug)]
pub(super) struct Core {
    /// Class to its first option; one more at the end.
    pub start: Vec<u32>,
    pub options: Vec<Opt>,
    /// Money for the open classes.
    pub room: i64,
    /// Value of the fixed ones.
    pub value: i64,
    /// How many fixed creators are in.
    pub count: i64,
    /// Their points.
    pub fixed: Vec<u32>,
}

/// The whole plan before the break of a fractional plan, and the multipliers that belong to it.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// Class to its option.
    pub pick: Vec<u32>,
    /// Money left.
    pub rest: i64,
    /// Value and number of creators, the fixed ones included.
    pub value: i64,
    pub count: i64,
    /// The value of money.
    pub slope: Slope,
    /// What one more creator is worth on top of what it brings.
    pub mu: i64,
    /// How many creators the break step would have added.
    pub next: i64,
}

impl Core {
    /// Nobody in it yet.
    pub fn empty(room: i64) -> Core {
        Core { start: vec![0], options: Vec::new(), room, value: 0, count: 0, fixed: Vec::new() }
    }

    /// Settles a creator for good.
    pub fn fix(&mut self, option: Opt) {
        self.room -= option.w;
        self.value += option.v;
        self.count += option.n;
        if option.point != NONE {
            self.fixed.push(option.point);
        }
    }

    /// How many classes are open.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The options of an open class.
    pub fn class(&self, class: usize) -> std::ops::Range<usize> {
        self.start[class] as usize..self.start[class + 1] as usize
    }

    /// The fractional plan where each creator counts `mu` more than it brings.
    pub fn relax(&self, mu: i64, work: &mut Work) -> Result<Base, Cancelled> {
        Ok(self.hung(mu, work)?.0)
    }

    /// The same, and the class whose step doesn't fit whole, if there is one.
    pub fn hung(&self, mu: i64, work: &mut Work) -> Result<(Base, Option<usize>), Cancelled> {
        let mut base = Base {
            pick: Vec::with_capacity(self.len()),
            rest: self.room,
            value: self.value,
            count: self.count,
            slope: Slope { dv: 0, dw: 1 },
            mu,
            next: 0,
        };
        let (mut steps, mut hull) = (Vec::new(), Vec::new());
        for class in 0..self.len() {
            work.pass(self.class(class).len())?;
            let options = self.class(class).map(|i| {
                let o = self.options[i];
                Corner { w: o.w, v: o.v + mu * o.n, id: i as u32 }
            });
            upper_hull(options, &mut hull);
            if let Some(first) = hull.first() {
                base.pick.push(first.id);
                base.add(self.options[first.id as usize], 1);
            }
            steps.extend(hull.windows(2).map(|p| (Slope::between(p[0], p[1]), class, p[1].id)));
        }
        for (slope, class, to) in steepest(&steps, |step| step.0, work)? {
            work.pass(1)?;
            let (from, to_option) = (self.options[base.pick[class] as usize], self.options[to as usize]);
            if slope.dw > base.rest {
                base.slope = slope;
                base.next = to_option.n - from.n;
                return Ok((base, Some(class)));
            }
            base.add(from, -1);
            base.add(to_option, 1);
            base.pick[class] = to;
        }
        Ok((base, None))
    }

    /// The core with one class settled.
    pub fn with(&self, class: usize, option: usize) -> Core {
        let (before, after) = (self.class(class).start, self.class(class).end);
        let mut core = Core { start: Vec::with_capacity(self.start.len() - 1), options: Vec::new(), ..self.clone() };
        core.options.extend(self.options[..before].iter().chain(&self.options[after..]));
        core.start.extend(&self.start[..class]);
        core.start.extend(self.start[class + 1..].iter().map(|start| start - (after - before) as u32));
        core.fix(self.options[option]);
        core
    }

    /// Settles every class no departure of which can lead to more than `best`, and drops hopeless options.
    pub fn reduce(&self, base: &Base, least: i64, best: i64, work: &mut Work) -> Result<(Core, Base), Cancelled> {
        let gap = base.gap(least, best);
        let mut core = Core { start: vec![0], options: Vec::new(), fixed: self.fixed.clone(), ..*self };
        let mut smaller = Base { pick: Vec::new(), ..base.clone() };
        for class in 0..self.len() {
            work.pass(self.class(class).len())?;
            let now = base.pick[class];
            let from = core.options.len();
            let mut at = from;
            for i in self.class(class) {
                let is_base = i as u32 == now;
                if is_base {
                    at = core.options.len();
                }
                if is_base || base.loss(self, class, i) <= gap {
                    core.options.push(self.options[i]);
                }
            }
            if core.options.len() == from + 1 {
                core.options.truncate(from);
                core.fix(self.options[now as usize]);
            } else {
                core.start.push(core.options.len() as u32);
                smaller.pick.push(at as u32);
            }
        }
        Ok((core, smaller))
    }

    /// The points of a plan: an option for each class.
    pub fn points(&self, pick: &[u32]) -> Vec<u32> {
        let open = pick.iter().map(|&i| self.options[i as usize].point).filter(|&p| p != NONE);
        self.fixed.iter().copied().chain(open).collect()
    }
}

impl Base {
    fn add(&mut self, o: Opt, sign: i64) {
        self.rest -= sign * o.w;
        self.value += sign * o.v;
        self.count += sign * o.n;
    }

    /// The bound of these multipliers, times `slope.dw`. Under "at least `least` creators" if `mu` is positive, under
    /// "at most" if it is negative, and under both if it is 0.
    fn exact_bound(&self, least: i64) -> i128 {
        let counted = i128::from(self.value) + i128::from(self.mu) * i128::from(self.count - least);
        i128::from(self.slope.dw) * counted + i128::from(self.slope.dv) * i128::from(self.rest)
    }

    /// No plan under that condition is worth more.
    pub fn bound(&self, least: i64) -> i64 {
        let bound = self.exact_bound(least).div_euclid(i128::from(self.slope.dw));
        i64::try_from(bound).unwrap_or(if bound < 0 { i64::MIN } else { i64::MAX })
    }

    /// What departures may lose together, times `slope.dw`, and still lead to more than `best`; negative if nothing can.
    pub fn gap(&self, least: i64, best: i64) -> i128 {
        self.exact_bound(least) - i128::from(self.slope.dw) * (i128::from(best) + 1)
    }

    /// What departing to this option loses, times `slope.dw`; 0 or more.
    pub fn loss(&self, core: &Core, class: usize, option: usize) -> i128 {
        let (from, to) = (core.options[self.pick[class] as usize], core.options[option]);
        self.slope.loss(to.w - from.w, to.v - from.v + self.mu * (to.n - from.n))
    }

    /// The best plan that differs in one class at most and has at least so many creators.
    pub fn best_change(&self, core: &Core, least: i64, work: &mut Work) -> Result<Option<(i64, Vec<u32>)>, Cancelled> {
        let mut best = (self.count >= least).then_some((self.value, None));
        for class in 0..core.len() {
            work.pass(core.class(class).len())?;
            let from = core.options[self.pick[class] as usize];
            for i in core.class(class) {
                let to = core.options[i];
                let fits = to.w - from.w <= self.rest && self.count + to.n - from.n >= least;
                let value = self.value + to.v - from.v;
                if fits && best.is_none_or(|b| value > b.0) {
                    best = Some((value, Some((class, i as u32))));
                }
            }
        }
        Ok(best.map(|(value, change)| {
            let mut pick = self.pick.clone();
            if let Some((class, option)) = change {
                pick[class] = option;
            }
            (value, pick)
        }))
    }
}
