//! The fractional plan: walks down the hulls' steps by falling slope until the money is used up.
//!
//! The step that no longer fits gives the value of money, and with it an upper bound and the creators who can still
//! matter (Dyer 1984 and Zemel 1984 for the relaxation; Pisinger 1995, A minimal algorithm for the multiple-choice
//! knapsack problem, for the core around the break).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::ask::Ask;
use super::core::{Base, Core, Opt};
use super::hull::{Corner, Slope, upper_hull};
use super::market::{BLOCK, Market, NONE, Segment};
use super::sieve::{AT_ONCE, LOOK, Sieve};
use super::sorted::sorted;
use super::work::Work;
use crate::domain::Cancelled;

/// How many steps beyond the break are tried to use up what is left of the money.
const FILL: usize = 256;

/// The break of the fractional plan and the whole plan just before it.
pub(super) struct Walk<'m> {
    market: &'m Market,
    ask: &'m Ask,
    /// Class to its point plus one, 0 for left out.
    pick: Vec<u32>,
    /// Classes with a pick, in the order they came in.
    taken: Vec<u32>,
    /// Classes whose hull differs from the market's: must-have ones, and those reached that the ceiling cuts.
    odd: Vec<u32>,
    steps: BinaryHeap<Step>,
    /// Place of the first of the market's segments not walked.
    at: usize,
    /// Money left.
    pub rest: i64,
    /// Value of the plan.
    pub value: i64,
    /// How many creators are in.
    pub count: i64,
    /// The value of money; `None` if all that is wanted fits.
    pub slope: Option<Slope>,
    /// How many creators the break step would have added.
    next: i64,
}

/// A step of an odd class, greatest slope first, then lowest class.
struct Step(Segment);

impl Ord for Step {
    fn cmp(&self, other: &Step) -> Ordering {
        let (a, b) = (self.0.slope, other.0.slope);
        a.above(b).cmp(&b.above(a)).then(other.0.class.cmp(&self.0.class))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Step) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Step {}

impl<'m> Walk<'m> {
    /// Walks to the break.
    pub fn new(market: &'m Market, ask: &'m Ask, work: &mut Work) -> Result<Walk<'m>, Cancelled> {
        Walk::along(market, ask, work, |_| {})
    }

    /// Walks to the break, telling every slope on the way, steepest first, once must-have and free offers are in; then
    /// the break's own. `slope.dw` is the money it takes.
    pub fn along(
        market: &'m Market,
        ask: &'m Ask,
        work: &mut Work,
        mut tell: impl FnMut(Slope),
    ) -> Result<Walk<'m>, Cancelled> {
        let mut walk = Walk {
            market,
            ask,
            pick: vec![0; market.creators.len()],
            taken: Vec::new(),
            odd: Vec::new(),
            steps: BinaryHeap::new(),
            at: 0,
            rest: ask.room,
            value: 0,
            count: 0,
            slope: None,
            next: 0,
        };
        for &class in &ask.must {
            walk.take(class, market.start[class as usize], NONE);
            walk.bend(class, Some(market.start[class as usize]));
        }
        for &class in market.free.iter().filter(|&&class| ask.is_open(class)) {
            walk.take(class, market.start[class as usize], NONE);
        }
        work.pass(market.free.len())?;
        while let Some(step) = walk.next(work)? {
            work.pass(1)?;
            tell(step.slope);
            if step.slope.dw > walk.rest {
                walk.slope = Some(step.slope);
                walk.next = i64::from(step.from == NONE);
                break;
            }
            walk.take(step.class, step.to, step.from);
        }
        Ok(walk)
    }

    /// No shortlist under these rules is worth more.
    pub fn bound(&self) -> i64 {
        let more = self.slope.map_or(0, |s| i128::from(s.dv) * i128::from(self.rest) / i128::from(s.dw));
        i64::try_from(i128::from(self.value) + more).unwrap_or(i64::MAX)
    }

    /// The points of the plan, filled up from the steps behind the break, and its value.
    pub fn filled(&self) -> (i64, Vec<u32>) {
        let (mut rest, mut value) = (self.rest, self.value);
        let mut more: Vec<(u32, u32)> = Vec::new();
        for s in self.market.segments[self.at..].iter().take(FILL) {
            let now = more.iter().rev().find(|m| m.0 == s.class).map_or(self.pick[s.class as usize], |m| m.1);
            let fits = s.slope.dw <= rest && self.market.points[s.to as usize].w <= self.ask.ceiling;
            if fits && now == s.from.wrapping_add(1) && self.ask.is_open(s.class) {
                rest -= s.slope.dw;
                value += s.slope.dv;
                more.push((s.class, s.to + 1));
            }
        }
        let last = |class: u32| more.iter().rev().find(|m| m.0 == class).map(|m| m.1);
        let kept = self.taken.iter().map(|&c| last(c).unwrap_or(self.pick[c as usize]) - 1);
        let mut points: Vec<u32> = kept.collect();
        for (i, &(class, to)) in more.iter().enumerate() {
            if self.pick[class as usize] == 0 && !more[i + 1..].iter().any(|m| m.0 == class) {
                points.push(to - 1);
            }
        }
        (value, points)
    }

    /// The problem that is left when everybody who can't take part in a shortlist worth more than `best` stays as
    /// in the plan.
    pub fn core(&self, slope: Slope, best: i64, work: &mut Work) -> Result<(Core, Base), Cancelled> {
        let gap = self.gap(slope, best);
        self.open(self.candidates(slope, gap, work)?, slope, gap, work)
    }

    /// The same with only the creators of so many steps on both sides of the break: good plans, but no proof.
    pub fn near(&self, slope: Slope, best: i64, steps: usize, work: &mut Work) -> Result<(Core, Base), Cancelled> {
        let range = self.at.saturating_sub(steps)..(self.at + steps).min(self.market.segments.len());
        let classes = self.market.segments[range].iter().map(|s| s.class).collect();
        self.open(classes, slope, self.gap(slope, best), work)
    }

    /// What departures may lose together, times `slope.dw`, and still lead to more than `best`.
    fn gap(&self, slope: Slope, best: i64) -> i128 {
        slope.loss(self.rest, 0) - i128::from(slope.dw) * (i128::from(best) + 1 - i128::from(self.value))
    }

    /// Opens these classes and the odd ones as far as they can depart within the gap.
    fn open(&self, mut classes: Vec<u32>, slope: Slope, gap: i128, work: &mut Work) -> Result<(Core, Base), Cancelled> {
        classes.extend(&self.odd);
        let mut classes = sorted(classes, work)?;
        classes.dedup();
        let mut core = Core::empty(self.ask.room);
        let mut base = Base {
            pick: Vec::new(),
            rest: self.rest,
            value: self.value,
            count: self.count,
            slope,
            mu: 0,
            next: self.next,
        };
        let mut inside = Vec::new();
        for class in classes {
            work.pass(1)?;
            if self.ask.is_never(class) {
                continue;
            }
            let from = core.options.len();
            let now = self.pick[class as usize].wrapping_sub(1);
            let (w, v) = self.at_point(now);
            let mut at = from;
            for opt in self.options(class, false) {
                let is_base = opt.point == now;
                if is_base {
                    at = core.options.len();
                }
                if is_base || slope.loss(opt.w - w, opt.v - v) <= gap {
                    core.options.push(opt);
                }
            }
            if core.options.len() == from + 1 {
                core.options.truncate(from);
                continue;
            }
            core.start.push(core.options.len() as u32);
            base.pick.push(at as u32);
            inside.push(class);
        }
        for &class in self.taken.iter().filter(|class| inside.binary_search(class).is_err()) {
            core.fix(Opt::of(self.market, self.pick[class as usize] - 1));
        }
        work.pass(self.taken.len())?;
        Ok((core, base))
    }

    /// What the creator of a class can do: stay out, unless in for certain, or one of the offers under the ceiling.
    /// Worthless offers count only where `count` says that creators are counted, or where the creator must be in.
    fn options(&self, class: u32, count: bool) -> impl Iterator<Item = Opt> {
        let open = self.ask.is_open(class);
        let (from, points) = self.market.class_points(class, self.ask.ceiling);
        let head = points.first().is_some_and(|p| p.w == 0 && p.v > 0);
        let out = (!head && open).then_some(Opt::OUT);
        let worth = (from..).zip(points).filter(move |(_, p)| count || !open || p.v > 0);
        out.into_iter().chain(worth.map(|(point, p)| Opt { w: p.w, v: p.v, n: 1, point }))
    }

    /// Every creator who can take part under the rules, with every option, nobody fixed.
    pub fn everybody(&self, work: &mut Work) -> Result<Core, Cancelled> {
        let mut core = Core::empty(self.ask.room);
        for class in (0..self.market.creators.len() as u32).filter(|&class| !self.ask.is_never(class)) {
            let from = core.options.len();
            core.options.extend(self.options(class, true));
            work.pass(core.options.len() - from)?;
            match core.options.len() - from {
                1 => {
                    if let Some(only) = core.options.pop() {
                        core.fix(only);
                    }
                }
                _ => core.start.push(core.options.len() as u32),
            }
        }
        Ok(core)
    }

    /// Classes some departure of which may lose no more than `gap` and that might be needed; a few too many at worst.
    fn candidates(&self, slope: Slope, gap: i128, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
        let (market, lambda) = (self.market, slope.key());
        // Floats decide only with a margin far above their error, so that nobody is lost.
        let gap = gap as f64 / slope.dw as f64 * (1.0 + 1e-9) + 1e-9;
        let away = |key: f64| (lambda - key).abs() - lambda * 1e-12;
        let mut sieve = Sieve::new(market.dearest.min(self.ask.ceiling));
        let mut classes = Vec::new();
        for (b, block) in market.blocks.iter().enumerate() {
            let range = b * BLOCK..((b + 1) * BLOCK).min(market.segments.len());
            let (high, low) = (market.steps[range.start].key, market.steps[range.end - 1].key);
            let before = range.start < self.at && f64::from(block.down) * away(low) <= gap;
            let after = range.end > self.at && f64::from(block.up) * away(high) <= gap;
            let straddles = range.start < self.at && self.at < range.end;
            work.pass(1)?;
            if !(before || after || straddles) {
                continue;
            }
            work.pass(range.len())?;
            for i in range {
                let step = market.steps[i];
                let change = f64::from(if i < self.at { step.down } else { step.up });
                let least = change * away(step.key);
                if least > gap {
                    continue;
                }
                // Somebody outside who loses so much by joining that no more than `AT_ONCE` such can join.
                let joins = i >= self.at && step.joins && least * AT_ONCE as f64 > gap;
                if joins && sieve.settles(change, step.key, gap / away(step.key)) {
                    continue;
                }
                work.pass(LOOK)?;
                let class = market.segments[i].class;
                if !joins || self.pick[class as usize] != 0 || !self.ask.is_open(class) || {
                    let points = market.class_points(class, self.ask.ceiling).1.iter().map(|p| (p.w, p.v));
                    sieve.admits(class, points.filter(|&(w, v)| w as f64 * lambda * (1.0 - 1e-12) - v as f64 <= gap))
                } {
                    classes.push(class);
                }
            }
        }
        Ok(classes)
    }

    /// Price and value of a point, or of staying out.
    fn at_point(&self, point: u32) -> (i64, i64) {
        match point {
            NONE => (0, 0),
            point => (self.market.points[point as usize].w, self.market.points[point as usize].v),
        }
    }

    /// Moves a class from one point to another.
    fn take(&mut self, class: u32, to: u32, from: u32) {
        let (old, new) = (self.at_point(from), self.at_point(to));
        self.rest -= new.0 - old.0;
        self.value += new.1 - old.1;
        if from == NONE {
            self.count += 1;
            self.taken.push(class);
        }
        self.pick[class as usize] = to + 1;
    }

    /// Queues the steps of a class's own hull under the ceiling, from `origin` or from nothing.
    fn bend(&mut self, class: u32, origin: Option<u32>) {
        self.odd.push(class);
        let (from, points) = self.market.class_points(class, self.ask.ceiling);
        let points = (from..).zip(points).map(|(id, p)| Corner { w: p.w, v: p.v, id });
        let mut hull = Vec::new();
        let nothing = origin.is_none().then_some(Corner { w: 0, v: 0, id: NONE });
        upper_hull(nothing.into_iter().chain(points), &mut hull);
        for pair in hull.windows(2) {
            let slope = Slope::between(pair[0], pair[1]);
            self.steps.push(Step(Segment { slope, class, from: pair[0].id, to: pair[1].id }));
        }
    }

    /// The steepest step not yet walked.
    fn next(&mut self, work: &mut Work) -> Result<Option<Segment>, Cancelled> {
        while let Some(&segment) = self.market.segments.get(self.at) {
            if self.steps.peek().is_some_and(|odd| odd.0.slope.above(segment.slope)) {
                break;
            }
            let class = segment.class;
            let top = self.market.points[self.market.start[class as usize + 1] as usize - 1].w;
            if top <= self.ask.ceiling && self.ask.is_open(class) {
                // The break itself stays unwalked.
                self.at += usize::from(segment.slope.dw <= self.rest);
                return Ok(Some(segment));
            }
            work.pass(4)?;
            self.at += 1;
            // A cut hull is nowhere steeper than the whole one, so its first step comes early enough.
            let first = segment.from == NONE || self.market.points[segment.from as usize].w == 0;
            if first && self.ask.is_open(class) {
                self.bend(class, None);
            }
        }
        Ok(self.steps.pop().map(|step| step.0))
    }
}
