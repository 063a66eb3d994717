//! The exact search: two lists of undominated departures from the base plan, grown class by class and joined.
//!
//! Departures are kept while what they lose under the multipliers can still lead to more than the best known plan.
//! Classes come in the order of their smallest loss, each to the shorter list, so that the states number about the
//! square root of what one list would need; as the losses rise, the lists shrink again (Pisinger 1997, A minimal algorithm for the 0-1 knapsack problem, for
//! the core; Horowitz and Sahni 1974 for the two halves).

use super::core::{Base, Core};
use super::queue::{Move, Queue};
use super::work::{CHUNK, Work};
use crate::domain::Cancelled;

/// The condition on the number of creators under which a search looks for something better.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// The number that the base's multiplier is about.
    pub least: i64,
    /// Whether fewer than `least` creators are forbidden. If not, the number only bounds the search (see `split`).
    pub hard: bool,
}

/// What a search found.
pub(super) struct Found {
    /// Whether everything was searched: nothing under the goal is worth more than the best now known.
    pub finished: bool,
    /// A plan worth more than the one known before, as an option for each class.
    pub better: Option<(i64, Vec<u32>)>,
}

/// A set of departures from the base.
#[derive(Clone, Copy)]
struct State {
    w: i64,
    v: i64,
    n: i64,
    node: u32,
}

/// One departure and those before it.
struct Node {
    before: u32,
    class: u32,
    option: u32,
}

/// Searches the core for a plan worth more than `best` until `work` has no more than `floor` steps left.
pub(super) fn search(
    core: &Core,
    base: &Base,
    goal: Goal,
    best: i64,
    work: &mut Work,
    floor: u64,
) -> Result<Found, Cancelled> {
    let origin = State { w: 0, v: 0, n: 0, node: 0 };
    let mut lists = Lists {
        base,
        goal,
        best,
        gap: base.gap(goal.least, best),
        halves: [vec![origin], vec![origin]],
        nodes: vec![Node { before: 0, class: 0, option: 0 }],
        join: None,
    };
    let mut queue = Queue::new(core, base, lists.gap, goal.hard, work)?;
    while let Some(least) = queue.least(lists.gap, work)? {
        if least > lists.gap {
            break;
        }
        queue.thin(lists.gap, work)?;
        // Two departures of those left lose too much together: at most one happens, whoever's it is.
        let last = least.saturating_mul(2) > lists.gap;
        let moves = lists.moves(if last { queue.rest(work)? } else { queue.next().to_vec() });
        lists.drop_finished(least);
        let [left, right] = lists.halves.each_ref().map(|half| half.len());
        let each = if last { left + right } else { left.min(right) };
        let steps = (each * moves.len() + left + right + 4) as u64;
        if work.left() < floor.saturating_add(steps) {
            return Ok(Found { finished: false, better: lists.unwind() });
        }
        work.spend(steps)?;
        if last {
            for (class, step) in moves {
                lists.join(Some((class, step)), work)?;
            }
            break;
        }
        lists.extend(usize::from(right < left), &moves, work)?;
        lists.join(None, work)?;
    }
    Ok(Found { finished: true, better: lists.unwind() })
}

struct Lists<'a> {
    base: &'a Base,
    goal: Goal,
    best: i64,
    gap: i128,
    /// Each by rising price; the value rises too, among states with at least as many creators if the goal is hard.
    halves: [Vec<State>; 2],
    nodes: Vec<Node>,
    join: Option<(u32, u32)>,
}

impl Lists<'_> {
    /// What a set of departures loses.
    fn loss(&self, s: &State) -> i128 {
        self.base.slope.loss(s.w, s.v + self.base.mu * s.n)
    }

    /// The departures of these, given by rank, that can matter if one of them may happen: those not dominated.
    fn moves(&self, all: Vec<Move>) -> Vec<(u32, State)> {
        let mut front = Front::new(self.goal.hard, all.iter().map(|m| m.n), 0);
        let steps = all.iter().filter(|m| m.loss <= self.gap);
        let steps = steps.map(|m| (m.class, State { w: m.w, v: m.v, n: m.n, node: m.option }));
        steps.filter(|(_, step)| front.admits(step)).collect()
    }

    /// Drops what can't take part in anything new: all pairs of the lists are joined, and any plan not yet seen
    /// departs in at least one class more, which loses at least so much.
    fn drop_finished(&mut self, least: i128) {
        let (gap, base) = (self.gap, self.base);
        for half in &mut self.halves {
            half.retain(|s| base.slope.loss(s.w, s.v + base.mu * s.n) + least <= gap);
        }
    }

    /// Adds to one of the lists every state with each of these departures, as far as any can matter.
    fn extend(&mut self, half: usize, moves: &[(u32, State)], work: &mut Work) -> Result<(), Cancelled> {
        let list = std::mem::take(&mut self.halves[half]);
        let mut grown = list.clone();
        for &(class, step) in moves {
            grown = self.merge(&grown, &list, step, class, work)?;
        }
        self.halves[half] = grown;
        Ok(())
    }

    /// By price; of equal ones the most valuable first, then the one that the multiplier on creators likes better.
    fn rank(&self, s: &State) -> (i64, i64, i64) {
        (s.w, -s.v, -self.base.mu.signum() * s.n)
    }

    /// Merges a list with another that is moved by a departure, leaving out what is dominated or can't matter.
    fn merge(
        &mut self,
        still: &[State],
        moved: &[State],
        shift: State,
        class: u32,
        work: &mut Work,
    ) -> Result<Vec<State>, Cancelled> {
        let mut out = Vec::with_capacity(still.len() + moved.len() / 2);
        let mut front = Front::new(self.goal.hard, still.iter().chain(moved).map(|s| s.n), shift.n);
        let mut still = still.iter().copied().peekable();
        let moving = |s: &State| State { w: s.w + shift.w, v: s.v + shift.v, n: s.n + shift.n, node: s.node };
        for chunk in moved.chunks(CHUNK) {
            work.pass(chunk.len())?;
            for mut s in chunk.iter().map(moving) {
                while let Some(earlier) = still.next_if(|e| self.rank(e) <= self.rank(&s)) {
                    if front.admits(&earlier) {
                        out.push(earlier);
                    }
                }
                if self.loss(&s) <= self.gap && front.admits(&s) {
                    self.nodes.push(Node { before: s.node, class, option: shift.node });
                    s.node = (self.nodes.len() - 1) as u32;
                    out.push(s);
                }
            }
        }
        out.extend(still.filter(|s| front.admits(s)));
        Ok(out)
    }

    /// Finds the best pair of states that fits, with one departure more if given, and keeps it if it is worth more
    /// than the best known.
    fn join(&mut self, more: Option<(u32, State)>, work: &mut Work) -> Result<(), Cancelled> {
        let step = more.map_or(State { w: 0, v: 0, n: 0, node: 0 }, |m| m.1);
        let [left, right] = &self.halves;
        let needed = self.goal.least - self.base.count - step.n;
        let (room, value) = (self.base.rest - step.w, self.base.value + step.v);
        let mut front = Front::new(self.goal.hard, right.iter().map(|s| s.n), 0);
        let mut right = right.iter().peekable();
        let mut best = None;
        for chunk in left.rchunks(CHUNK) {
            work.pass(chunk.len())?;
            for a in chunk.iter().rev() {
                while let Some(b) = right.next_if(|b| b.w <= room - a.w) {
                    front.admits(b);
                }
                if let Some((v, node)) = front.best(needed - a.n)
                    && value + a.v + v > self.best
                {
                    self.best = value + a.v + v;
                    best = Some((a.node, node));
                }
            }
        }
        let Some((mut first, second)) = best else { return Ok(()) };
        if let Some((class, step)) = more {
            self.nodes.push(Node { before: first, class, option: step.node });
            first = (self.nodes.len() - 1) as u32;
        }
        self.join = Some((first, second));
        self.gap = self.base.gap(self.goal.least, self.best);
        Ok(())
    }

    /// The options of the best pair.
    fn unwind(self) -> Option<(i64, Vec<u32>)> {
        let (a, b) = self.join?;
        let mut pick = self.base.pick.clone();
        for mut node in [a, b] {
            while node != 0 {
                let step = &self.nodes[node as usize];
                pick[step.class as usize] = step.option;
                node = step.before;
            }
        }
        Some((self.best, pick))
    }
}

/// The most valuable state so far with at least so many creators, as states come by rising price.
struct Front {
    hard: bool,
    low: i64,
    best: Vec<Option<(i64, u32)>>,
}

impl Front {
    fn new(hard: bool, counts: impl Iterator<Item = i64>, shift: i64) -> Front {
        if !hard {
            return Front { hard, low: 0, best: vec![None] };
        }
        let (low, high) = counts.fold((i64::MAX, i64::MIN), |(low, high), n| (low.min(n), high.max(n)));
        let (low, high) = (low + shift.min(0), high + shift.max(0));
        Front { hard, low, best: vec![None; (high - low + 1).max(1) as usize] }
    }

    /// Whether no earlier state is as good in everything; if so it counts from now on.
    fn admits(&mut self, s: &State) -> bool {
        let at = if self.hard { (s.n - self.low) as usize } else { 0 };
        if self.best[at].is_some_and(|(v, _)| v >= s.v) {
            return false;
        }
        for slot in self.best[..=at].iter_mut().rev() {
            if slot.is_some_and(|(v, _)| v >= s.v) {
                break;
            }
            *slot = Some((s.v, s.node));
        }
        true
    }

    /// The best with at least `n` creators.
    fn best(&self, n: i64) -> Option<(i64, u32)> {
        let at = if self.hard { (n - self.low).max(0) as usize } else { 0 };
        self.best.get(at).copied().flatten()
    }
}
