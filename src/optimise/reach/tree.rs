//! The exact search: branch and bound over the creators whom the first bound leaves open, by fractional plans.
//!
//! A node settles some creators; its fractional plan bounds what it can reach, rules out what falls short of the best
//! known plan, and is rounded to a plan. The node with the highest bound comes next (Land and Doig 1960), the newest
//! one while much is stored. Nothing is cut off whose bound isn't remembered, so that the bound is valid at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::ReachProblem;
use super::ask::Ask;
use super::incumbent::Incumbent;
use super::part::{OUT, Part};
use super::polish::polish;
use super::relax::{Dual, Relaxed, Stop, relax};
use super::steps::Steps;
use crate::domain::Cancelled;

/// Stored steps of parts (some 40 bytes each) from which on the newest node is taken instead of the best.
const STORE: usize = 600_000;
/// How closely a node's bound is worked out, as a share of its distance to the best plan.
const PRECISE: f64 = 0.03;
/// First smoothing of a node, as a share of its distance to the best plan.
const SMOOTH: f64 = 0.2;
/// From so many classes on a part is large.
const LARGE: usize = 500;
/// Swaps are tried where so many pairs of offers come into question at most.
const SWAPS: usize = 100_000;
/// A part that lost so much of its classes is worth another look before branching.
const SHRUNK: f64 = 0.8;

/// A node: a part of the problem with one more creator settled.
struct Node {
    bound: f64,
    part: Rc<Part>,
    /// A class and its option, or `OUT`.
    decide: Option<(u32, u32)>,
    dual: Rc<Dual>,
}

/// The search under way.
pub(super) struct Tree<'a> {
    problem: &'a ReachProblem,
    ask: &'a Ask,
    nodes: BTreeMap<u64, Node>,
    order: BTreeSet<(u64, u64)>,
    next: u64,
    stored: usize,
    /// The highest bound of anything cut off.
    closed: f64,
    /// Whether the newest node always comes next: good plans soon, the proof later.
    deep: bool,
}

impl<'a> Tree<'a> {
    pub fn new(problem: &'a ReachProblem, ask: &'a Ask, deep: bool) -> Tree<'a> {
        Tree { problem, ask, nodes: BTreeMap::new(), order: BTreeSet::new(), next: 0, stored: 0, closed: 0.0, deep }
    }

    /// Searches a part until it is finished or so many steps are used up; the bound that then holds.
    pub fn search(
        &mut self,
        part: Part,
        from: &Relaxed,
        bound: f64,
        best: &mut Incumbent,
        most: u64,
        steps: &mut Steps,
    ) -> Result<f64, Cancelled> {
        let end = steps.taken().saturating_add(most);
        // Whoever isn't in the part was settled because nothing else could do better than this.
        self.closed = best.target();
        let dual = Rc::new(from.dual.clone());
        self.push(Node { bound, part: Rc::new(part), decide: None, dual }, best);
        while steps.taken() < end && !best.is_enough() {
            let Some(node) = self.pop() else { break };
            if node.bound <= best.target() {
                self.closed = self.closed.max(node.bound);
            } else {
                self.expand(node, best, steps)?;
            }
        }
        let open = self.nodes.values().map(|node| node.bound).fold(0.0, f64::max);
        Ok(open.max(self.closed).max(best.reach).min(bound))
    }

    fn push(&mut self, node: Node, best: &Incumbent) {
        if node.bound <= best.target() {
            self.closed = self.closed.max(node.bound);
            return;
        }
        self.order.insert((node.bound.max(0.0).to_bits(), u64::MAX - self.next));
        self.nodes.insert(self.next, node);
        self.next += 1;
    }

    fn pop(&mut self) -> Option<Node> {
        let id = match self.deep || self.stored > STORE {
            true => *self.nodes.last_key_value()?.0,
            false => u64::MAX - self.order.last()?.1,
        };
        let node = self.nodes.remove(&id)?;
        self.order.remove(&(node.bound.max(0.0).to_bits(), u64::MAX - id));
        if Rc::strong_count(&node.part) == 1 {
            self.stored = self.stored.saturating_sub(node.part.steps());
        }
        Some(node)
    }

    /// Bounds a node, tries a plan in it, and branches.
    fn expand(&mut self, node: Node, best: &mut Incumbent, steps: &mut Steps) -> Result<(), Cancelled> {
        steps.spend(node.part.steps() * 3)?;
        let decided = |class: usize, i: u32| match node.decide {
            Some((c, o)) if node.part.class[class] == c => {
                o == if i == OUT { OUT } else { node.part.option[i as usize] }
            }
            _ => true,
        };
        let Some(mut part) = node.part.reduced(decided) else { return Ok(()) };
        let (mut bound, mut dual) = (node.bound, node.dual);
        loop {
            if part.class.is_empty() {
                // What breaks a rule is no plan, however much it reaches.
                if self.ask.allows(self.problem, &part.fixed) {
                    self.closed = self.closed.max(part.base.min(bound));
                    best.offer(self.problem, self.ask, &part.fixed);
                }
                return Ok(());
            }
            let stop = Stop { target: best.target(), precise: PRECISE, smooth: (bound - best.target()) * SMOOTH };
            let relaxed = relax(&part, &dual, stop, false, steps)?;
            bound = bound.min(relaxed.bound);
            if bound <= best.target() {
                self.closed = self.closed.max(bound);
                return Ok(());
            }
            self.round(&part, &relaxed, best, steps)?;
            let gap = relaxed.bound - best.target();
            let loss =
                |class: usize, i: u32| relaxed.best[class] - if i == OUT { 0.0 } else { relaxed.gain[i as usize] };
            steps.spend(part.steps() * 3)?;
            self.closed = self.closed.max(cut_off(&part, &relaxed, gap));
            let Some(left) = part.reduced(|class, i| loss(class, i) <= gap) else { return Ok(()) };
            dual = Rc::new(relaxed.dual.clone());
            if (left.class.len() as f64) > part.class.len() as f64 * SHRUNK {
                self.branch(&part, &relaxed, left, bound, dual, best);
                return Ok(());
            }
            part = left;
        }
    }

    /// One node for each thing that the most undecided creator can do.
    fn branch(&mut self, part: &Part, relaxed: &Relaxed, left: Part, bound: f64, dual: Rc<Dual>, best: &Incumbent) {
        let Some(class) = most_undecided(part, relaxed, &left) else {
            self.closed = self.closed.max(bound);
            return;
        };
        let left = Rc::new(left);
        let before = self.nodes.len();
        let place = left.class.iter().position(|&c| c == part.class[class]).unwrap_or(0);
        let options = left.options(place).map(|i| left.option[i]).chain(left.out[place].then_some(OUT));
        let mut children: Vec<(f64, u32)> = options
            .map(|o| {
                let at = part.options(class).find(|&i| part.option[i] == o);
                (relaxed.best[class] - at.map_or(0.0, |i| relaxed.gain[i]), o)
            })
            .collect();
        // The likeliest last, to be the newest.
        children.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (loss, o) in children {
            let bound = bound.min(relaxed.bound - loss);
            let decide = Some((part.class[class], o));
            self.push(Node { bound, part: left.clone(), decide, dual: dual.clone() }, best);
        }
        if self.nodes.len() > before {
            self.stored += left.steps();
        }
    }

    /// Rounds the fractional plan: who is in furthest first, as the money allows, then what still fits.
    fn round(&self, part: &Part, relaxed: &Relaxed, best: &mut Incumbent, steps: &mut Steps) -> Result<(), Cancelled> {
        let mut order: Vec<(f64, usize, usize)> = Vec::new();
        for class in 0..part.class.len() {
            let must = if part.out[class] { 0.0 } else { 1.0 };
            let shares = part.options(class).map(|i| (relaxed.share[i] + must, class, i));
            order.extend(shares.filter(|s| s.0 > 0.02));
        }
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        let mut taken = vec![false; part.class.len()];
        let mut plan = part.fixed.clone();
        let mut room = part.limits[0];
        for (_, class, i) in order {
            let price = part.weights(i)[0];
            if !taken[class] && price <= room {
                taken[class] = true;
                room -= price;
                plan.push(part.option[i]);
            }
        }
        if self.ask.plain && self.ask.allows(self.problem, &plan) {
            plan = polish(self.problem, self.ask, &plan, &part.option, false, steps)?;
            if part.option.len() * plan.len() <= SWAPS && best.would_take(self.problem, &plan) {
                plan = polish(self.problem, self.ask, &plan, &part.option, true, steps)?;
            }
        }
        best.offer(self.problem, self.ask, &plan);
        Ok(())
    }
}

/// The highest bound of what falls short of the best plan by more than the gap.
fn cut_off(part: &Part, relaxed: &Relaxed, gap: f64) -> f64 {
    let mut least = f64::INFINITY;
    for class in 0..part.class.len() {
        let out = part.out[class].then_some(relaxed.best[class]);
        let losses = part.options(class).map(|i| relaxed.best[class] - relaxed.gain[i]).chain(out);
        least = losses.filter(|&loss| loss > gap).fold(least, f64::min);
    }
    relaxed.bound - least
}

/// The class that the fractional plan splits most, weighed by the people at stake.
fn most_undecided(part: &Part, relaxed: &Relaxed, left: &Part) -> Option<usize> {
    // Deep offers are what the tangents are worst at. In a large part the money left matters more.
    let large = part.class.len() > LARGE;
    let mut best = (f64::NEG_INFINITY, None);
    let mut open = left.class.iter().peekable();
    for class in 0..part.class.len() {
        if open.next_if(|&&c| c == part.class[class]).is_none() {
            continue;
        }
        let mut out = 1.0;
        let (mut most, mut stake) = (0.0_f64, 0.0_f64);
        for i in part.options(class) {
            let p = relaxed.share[i];
            out -= p;
            most = most.max(p);
            let people = part.contacts(i).iter().map(|&(g, a)| {
                let g = g as usize;
                part.people[g] / part.unmet[g]
                    * relaxed.dual.kept[part.segment[g] as usize]
                    * a
                    * if large { 1.0 } else { a }
            });
            stake = stake.max(people.sum());
        }
        let undecided = 1.0 - most.max(out);
        let score = stake * (undecided + if large { 1e-6 } else { 0.01 });
        if score > best.0 {
            best = (score, Some(class));
        }
    }
    best.1
}
