//! Branch and bound over a part: floats choose the way, whole multipliers prove every cut.

use std::collections::BinaryHeap;

use super::super::work::Work;
use super::branch::{Cut, choose};
use super::part::Part;
use super::price::Duals;
use super::round::round;
use super::sift::COLUMNS;
use super::simplex::{End, Simplex, scale};
use super::store::Store;
use super::weak::Weak;
use crate::domain::Cancelled;

/// More open nodes than this are not kept; the search goes deep instead.
const OPEN: usize = 20_000;
/// Columns times nodes that a search may take beyond the effort; four times that until it has a plan.
const GRACE: u64 = 15_000;
/// Every so many nodes the split creators' options are tried, too.
const ROUNDED: u64 = 8;
/// Columns in a stored word, and words of a limit.
const WORD: usize = 32;
const LIMIT: usize = 4;

/// What is asked of a search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// Only what is worth more counts.
    pub best: Option<i64>,
    /// Values are whole multiples of this.
    pub step: i64,
    /// Whether the first plan will do.
    pub first: bool,
    /// The most nodes to look at.
    pub nodes: u64,
}

/// What a search found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The best plan worth more than was asked for: its value and a column for each class.
    pub plan: Option<(i64, Vec<u32>)>,
    /// No plan over the part is worth more than this or what was asked for, whichever is more; `i64::MIN` if it ended.
    pub bound: i64,
    /// Whether everything was searched.
    pub ended: bool,
}

/// A place in the tree to come back to. It owns nothing, so that thousands of them are let go at once.
struct Node {
    bound: i64,
    born: u64,
    /// Where the columns that are on, the basis and the limits are stored.
    place: u32,
}

impl Ord for Node {
    fn cmp(&self, other: &Node) -> std::cmp::Ordering {
        (self.bound, self.born).cmp(&(other.bound, other.born))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Node) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Node {}

/// Searches a part for a plan worth more than the goal's best, from where `simplex` starts, as long as nodes and work
/// last.
pub(super) fn search<'p>(
    part: &'p Part,
    simplex: Simplex<'p>,
    goal: Goal,
    work: &mut Work,
) -> Result<Found, Cancelled> {
    let mut tree = Tree::new(part, simplex, goal);
    let mut next = tree.root();
    while let Some(node) = next.take() {
        if tree.is_cut(node.bound) {
            tree.store.give_back(node.place);
            next = tree.pop();
            continue;
        }
        let spent = tree.nodes > 0 && tree.is_spent(work);
        if spent || goal.first && tree.plan.is_some() {
            let bound = tree.open.iter().chain(&tree.deep).map(|n| n.bound).max().unwrap_or(i64::MIN);
            let bound = bound.max(node.bound);
            return Ok(Found { plan: tree.plan, bound, ended: false });
        }
        let bound = node.bound;
        tree.load(node, work)?;
        tree.plunge(bound, work)?;
        next = tree.pop();
    }
    Ok(Found { plan: tree.plan, bound: i64::MIN, ended: true })
}

/// The state of a search.
struct Tree<'p> {
    part: &'p Part,
    goal: Goal,
    simplex: Simplex<'p>,
    lo: Vec<i128>,
    hi: Vec<i128>,
    /// The largest value of a column, 1 at least: no value at all would make every proof one about the rows alone.
    values: f64,
    plan: Option<(i64, Vec<u32>)>,
    open: BinaryHeap<Node>,
    deep: Vec<Node>,
    store: Store,
    nodes: u64,
    born: u64,
    counted: u64,
}

/// How a node went on.
enum Turn {
    /// Nothing better is below.
    Cut,
    /// Split in two.
    Split(Cut),
}

impl<'p> Tree<'p> {
    fn new(part: &'p Part, simplex: Simplex<'p>, goal: Goal) -> Tree<'p> {
        Tree {
            part,
            goal,
            store: Store::new(part.width().div_ceil(WORD) + simplex.basis.words() + 2 * LIMIT * part.height()),
            simplex,
            lo: part.lo.clone(),
            hi: part.hi.clone(),
            values: part.v.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0).max(1) as f64,
            plan: None,
            open: BinaryHeap::new(),
            deep: Vec::new(),
            nodes: 0,
            born: 0,
            counted: 0,
        }
    }

    /// The whole part; nothing if a class has no column.
    fn root(&mut self) -> Option<Node> {
        let empty = (0..self.part.classes()).any(|class| self.part.columns(class).is_empty());
        let crossed = self.lo.iter().zip(self.hi.iter()).any(|(lo, hi)| lo > hi);
        (!empty && !crossed).then(|| self.node(i64::MAX))
    }

    /// Whether nodes or effort are used up. Beyond the effort a small part is looked at for a little while all the same,
    /// and until there is a plan the first way down is gone on with.
    fn is_spent(&self, work: &Work) -> bool {
        let (most, grace) = match self.best() {
            Some(_) => (self.goal.nodes, GRACE),
            None => (self.goal.nodes.saturating_mul(4), 4 * GRACE),
        };
        self.nodes >= most || work.left() == 0 && self.nodes > grace / (self.part.width() as u64 + 1)
    }

    /// The present state as a place to come back to.
    fn node(&mut self, bound: i64) -> Node {
        let (place, words) = self.store.take();
        let (on, rest) = words.split_at_mut(self.part.width().div_ceil(WORD));
        let (basis, limits) = rest.split_at_mut(self.simplex.basis.words());
        for (word, columns) in on.iter_mut().zip(self.simplex.on.chunks(WORD)) {
            *word = columns.iter().rev().fold(0, |word, &on| word << 1 | u32::from(on));
        }
        self.simplex.basis.write(self.part, basis);
        for (words, limit) in limits.chunks_exact_mut(LIMIT).zip(self.lo.iter().chain(&self.hi)) {
            let word = |part: usize| (limit >> (32 * part)) as u32;
            words.copy_from_slice(&[word(0), word(1), word(2), word(3)]);
        }
        self.born += 1;
        Node { bound, born: self.born, place }
    }

    fn pop(&mut self) -> Option<Node> {
        if self.best().is_some() && self.open.len() + self.deep.len() < OPEN {
            self.open.extend(self.deep.drain(..));
        }
        if self.open.peek().is_some_and(|highest| self.is_cut(highest.bound)) {
            self.open.drain().for_each(|node| self.store.give_back(node.place));
        }
        self.deep.pop().or_else(|| self.open.pop())
    }

    /// Goes to a place.
    fn load(&mut self, node: Node, work: &mut Work) -> Result<(), Cancelled> {
        let (on, rest) = self.store.read(node.place).split_at(self.part.width().div_ceil(WORD));
        let (basis, limits) = rest.split_at(self.simplex.basis.words());
        for (col, column) in self.simplex.on.iter_mut().enumerate() {
            *column = on[col / WORD] >> (col % WORD) & 1 == 1;
        }
        self.simplex.basis.restore(self.part, basis);
        for (words, limit) in limits.chunks_exact(LIMIT).zip(self.lo.iter_mut().chain(&mut self.hi)) {
            *limit = words.iter().rev().fold(0, |limit, word| limit << 32 | i128::from(*word));
        }
        self.store.give_back(node.place);
        self.limits();
        work.pass(self.part.width())?;
        self.simplex.refresh(work)?;
        Ok(())
    }

    /// Tells the relaxation the present limits.
    fn limits(&mut self) {
        for (r, &by) in self.part.scale.iter().enumerate() {
            (self.simplex.lo[r], self.simplex.hi[r]) = (scale(self.lo[r], by), scale(self.hi[r], by));
        }
    }

    /// What a plan has to be worth more than.
    fn best(&self) -> Option<i64> {
        self.plan.as_ref().map(|plan| plan.0).or(self.goal.best)
    }

    /// Whether a bound leaves nothing to be found.
    fn is_cut(&self, bound: i64) -> bool {
        let floor = |bound: i64| bound.saturating_sub(bound.rem_euclid(self.goal.step));
        self.best().is_some_and(|best| floor(bound) <= best)
    }

    /// Follows the likelier half of every split down to the end; the other halves are kept.
    fn plunge(&mut self, mut bound: i64, work: &mut Work) -> Result<(), Cancelled> {
        loop {
            self.nodes += 1;
            let end = self.relax(work)?;
            let turn = self.judge(end, &mut bound, work)?;
            work.spend((self.simplex.work - self.counted) / COLUMNS)?;
            self.counted = self.simplex.work;
            let Turn::Split(cut) = turn else { return Ok(()) };
            if self.goal.first && self.plan.is_some() || self.is_spent(work) {
                let here = self.node(bound);
                self.open.push(here);
                return Ok(());
            }
            let (lo, hi, on) = (self.lo.clone(), self.hi.clone(), self.simplex.on.clone());
            if self.apply(&cut, false) {
                let other = self.node(bound);
                // Until there is a plan the search stays deep, where plans are.
                if self.open.len() < OPEN && self.best().is_some() {
                    self.open.push(other)
                } else {
                    self.deep.push(other)
                }
            }
            (self.lo, self.hi) = (lo, hi);
            self.simplex.on = on;
            if !self.apply(&cut, true) {
                return Ok(());
            }
            if let Cut::Column { col, .. } = cut {
                self.simplex.take_best(self.part.class_of[col as usize] as usize);
            }
            self.limits();
        }
    }

    /// Solves the relaxation; once more from a fresh inverse if that doesn't end well.
    fn relax(&mut self, work: &mut Work) -> Result<End, Cancelled> {
        let pivots = 200 + 4 * self.part.height() as u32;
        let end = self.simplex.solve(pivots, work)?;
        if end == End::Best || end == End::Empty && self.is_empty(work)? {
            return Ok(end);
        }
        self.simplex.refresh(work)?;
        self.simplex.solve(pivots, work)
    }

    /// Switches to one side of a cut; false if nothing is left there. The basis stays as it is.
    fn apply(&mut self, cut: &Cut, likely: bool) -> bool {
        match *cut {
            Cut::Column { col, keep } => {
                let class = self.part.class_of[col as usize] as usize;
                for c in self.part.columns(class) {
                    if (c == col as usize) != (keep == likely) {
                        self.simplex.on[c] = false;
                    }
                }
                self.part.columns(class).any(|c| self.simplex.on[c])
            }
            Cut::Row { row, below, down } => {
                if down == likely {
                    self.hi[row] = below.min(self.hi[row]);
                } else {
                    self.lo[row] = (below + 1).max(self.lo[row]);
                }
                self.lo[row] <= self.hi[row]
            }
        }
    }

    /// Bounds the node exactly, tries the plan next to its relaxation, rules columns out, and decides how to go on.
    fn judge(&mut self, end: End, bound: &mut i64, work: &mut Work) -> Result<Turn, Cancelled> {
        let part = self.part;
        if end == End::Empty && self.is_empty(work)? {
            return Ok(Turn::Cut);
        }
        let y = self.simplex.unscaled(&self.simplex.y);
        let duals = Duals::round(&y, self.values, &part.scale, &self.lo, &self.hi);
        let weak = Weak::new(part, &duals, &self.simplex.on, (&self.lo, &self.hi), work)?;
        self.simplex.work += 2 * part.width() as u64;
        if duals.per > 0 {
            let whole = weak.bound.div_euclid(i128::from(duals.per)) + i128::from(part.value);
            *bound = (*bound).min(i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX }));
        }
        if self.is_cut(*bound) {
            return Ok(Turn::Cut);
        }
        if end == End::Best {
            work.pass(part.width())?;
            self.take(self.simplex.rounded());
            if self.plan.is_none() || self.nodes.is_multiple_of(ROUNDED) {
                self.plan = round(part, &self.simplex, self.best()).or(self.plan.take());
                self.simplex.work += 2_000;
            }
            if self.is_cut(*bound) {
                return Ok(Turn::Cut);
            }
        }
        if duals.per > 0
            && let Some(best) = self.best()
        {
            let next = i128::from(best.saturating_sub(best.rem_euclid(self.goal.step))) + i128::from(self.goal.step);
            let needed = next - i128::from(part.value);
            self.rule_out(&weak, weak.bound - needed * i128::from(duals.per));
        }
        work.pass(part.width())?;
        match choose(part, &self.simplex, end == End::Best, &self.lo, &self.hi) {
            Some(cut) => Ok(Turn::Split(cut)),
            None => {
                let only = |class: usize| part.columns(class).find(|&col| self.simplex.on[col]).map(|col| col as u32);
                self.take((0..part.classes()).filter_map(only).collect());
                Ok(Turn::Cut)
            }
        }
    }

    /// Takes a plan if it keeps every row and is worth more.
    fn take(&mut self, cols: Vec<u32>) {
        if let Some(value) = self.part.value_of(&cols)
            && self.best().is_none_or(|best| value > best)
        {
            self.plan = Some((value, cols));
        }
    }

    /// Switches off what would leave the bound too low.
    fn rule_out(&mut self, weak: &Weak, slack: i128) {
        for class in 0..self.part.classes() {
            for col in self.part.columns(class) {
                if self.simplex.on[col] && weak.is_out(class, col, slack) {
                    self.simplex.switch_off(col);
                }
            }
        }
    }

    /// Whether the ray proves exactly that nothing keeps the rows here.
    fn is_empty(&self, work: &mut Work) -> Result<bool, Cancelled> {
        let ray = self.simplex.unscaled(&self.simplex.ray);
        let duals = Duals::round(&ray, 0.0, &self.part.scale, &self.lo, &self.hi);
        Ok(Weak::new(self.part, &duals, &self.simplex.on, (&self.lo, &self.hi), work)?.bound < 0)
    }
}
