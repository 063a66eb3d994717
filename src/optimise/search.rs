//! The exact search: two lists of undominated departures from the base plan, grown class by class and joined.
//!
//! Departures are kept while what they lose under the multipliers can still lead to more than the best known plan.
//! Classes come in the order of their smallest loss, each to the shorter list, so that the states number about the
//! square root of what one list would need; as the losses rise, the lists shrink again (Pisinger 1997, A minimal
//! algorithm for the 0-1 knapsack problem, for the core; Horowitz and Sahni 1974 for the two halves).
//!
//! A departure is joined with both lists before it makes one of them longer. So what can't bear one class more never
//! gets into a list: from a third of the gap on that is nearly everything.

use std::marker::PhantomData;

use super::core::{Base, Core};
use super::queue::{Move, Queue};
use super::work::{CHUNK, Work, give_back};
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

/// A loss takes no more bits than this.
const LOSS_BITS: u32 = 60;
/// The lists are looked through for what is finished once for every such part of the gap.
const DROPS: i128 = 24;

/// A set of departures from the base.
#[derive(Clone, Copy)]
struct State {
    w: i64,
    v: i64,
    /// What it loses, rounded down: see [`Lists::coarse`].
    loss: i64,
    n: i32,
    node: u32,
}

impl State {
    /// No departure.
    const NONE: State = State { w: 0, v: 0, loss: 0, n: 0, node: 0 };

    /// With one departure more; `node` is for the caller to set.
    fn and(self, step: State) -> State {
        let (w, v, loss) = (self.w + step.w, self.v + step.v, self.loss + step.loss);
        State { w, v, loss, n: self.n + step.n, node: self.node }
    }
}

/// One departure and those before it.
#[derive(Clone, Copy)]
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
    if goal.hard {
        Lists::<AtLeast>::new(base, goal, best).run(core, work, floor)
    } else {
        Lists::<Any>::new(base, goal, best).run(core, work, floor)
    }
}

struct Lists<'a, F> {
    base: &'a Base,
    goal: Goal,
    best: i64,
    gap: i128,
    /// Losses are held in multiples of two to this power, rounded down, so that two of them add up within 64 bits.
    coarse: u32,
    /// Each by rising price; the value rises too, among states with at least as many creators if the goal is hard.
    halves: [Vec<State>; 2],
    nodes: Vec<Node>,
    join: Option<(u32, u32)>,
    front: PhantomData<F>,
}

impl<'a, F: Front> Lists<'a, F> {
    fn new(base: &'a Base, goal: Goal, best: i64) -> Lists<'a, F> {
        // No departure at all may be better already.
        let better = base.value > best && base.rest >= 0 && (!goal.hard || base.count >= goal.least);
        let best = if better { base.value } else { best };
        let gap = base.gap(goal.least, best);
        Lists {
            base,
            goal,
            best,
            gap,
            coarse: (128 - gap.max(0).leading_zeros()).saturating_sub(LOSS_BITS),
            halves: [vec![State::NONE], vec![State::NONE]],
            nodes: vec![Node { before: 0, class: 0, option: 0 }],
            join: better.then_some((0, 0)),
            front: PhantomData,
        }
    }

    fn run(mut self, core: &Core, work: &mut Work, floor: u64) -> Result<Found, Cancelled> {
        let mut queue = Queue::new(core, self.base, self.gap, self.goal.hard, work)?;
        let mut dropped = 0;
        while let Some(least) = queue.least(self.gap, work)?.filter(|&least| least <= self.gap) {
            queue.thin(self.gap, work)?;
            // Two departures of those left lose too much together: at most one happens, whoever's it is.
            let last = least.saturating_mul(2) > self.gap;
            let moves = self.moves(if last { queue.rest(work)? } else { queue.next().to_vec() });
            if last || least - dropped > self.gap / DROPS {
                self.drop_finished(least, work)?;
                dropped = least;
            }
            let [left, right] = self.halves.each_ref().map(Vec::len);
            let steps = ((left + right) * (moves.len() + 1) + 4) as u64;
            if work.left() < floor.saturating_add(steps) {
                return Ok(Found { finished: false, better: self.unwind(work)? });
            }
            work.spend(steps)?;
            for &(class, step) in &moves {
                self.join(class, step, work)?;
            }
            if last {
                break;
            }
            self.extend(usize::from(right < left), &moves, least, work)?;
        }
        Ok(Found { finished: true, better: self.unwind(work)? })
    }

    /// A loss, or a gap, as states hold it.
    fn coarse(&self, loss: i128) -> i64 {
        i64::try_from(loss >> self.coarse).unwrap_or(if loss < 0 { i64::MIN } else { i64::MAX })
    }

    /// The departures of these, given by rank, that can matter if one of them may happen: those not dominated.
    fn moves(&self, all: Vec<Move>) -> Vec<(u32, State)> {
        let steps = all.iter().filter(|m| m.loss <= self.gap);
        let steps: Vec<(u32, State)> = steps
            .map(|m| {
                let loss = self.coarse(m.loss);
                (m.class, State { w: m.w, v: m.v, loss, n: m.n as i32, node: m.option })
            })
            .collect();
        let mut front = F::over(steps.iter().map(|s| s.1.n));
        steps.into_iter().filter(|(_, step)| front.admits(step)).collect()
    }

    /// Drops what can't take part in anything new: all pairs of the lists are joined, and any plan not yet seen
    /// departs in at least one class more, which loses at least so much.
    fn drop_finished(&mut self, least: i128, work: &mut Work) -> Result<(), Cancelled> {
        let most = self.coarse(self.gap) - self.coarse(least);
        for half in &mut self.halves {
            let mut kept = 0;
            for from in (0..half.len()).step_by(CHUNK) {
                let to = (from + CHUNK).min(half.len());
                work.pass(to - from)?;
                for at in from..to {
                    half[kept] = half[at];
                    kept += usize::from(half[at].loss <= most);
                }
            }
            half.truncate(kept);
        }
        Ok(())
    }

    /// Adds to one of the lists every state with each of these departures that might take part in something with one
    /// class more, which loses `least` at least.
    fn extend(&mut self, half: usize, moves: &[(u32, State)], least: i128, work: &mut Work) -> Result<(), Cancelled> {
        let list = std::mem::take(&mut self.halves[half]);
        let mut still = Vec::with_capacity(list.len());
        for chunk in list.chunks(CHUNK) {
            work.pass(chunk.len())?;
            still.extend_from_slice(chunk);
        }
        for &(class, step) in moves {
            let most = self.coarse(self.gap) - self.coarse(least) - step.loss;
            let mut grown = Vec::with_capacity(still.len() + list.len() / 2);
            let mut front = F::over(still.iter().chain(&list).flat_map(|s| [s.n, s.n + step.n]));
            let mut at = 0;
            for chunk in list.chunks(CHUNK) {
                work.pass(chunk.len())?;
                for s in chunk.iter().filter(|s| s.loss <= most) {
                    let s = s.and(step);
                    let from = at;
                    at += still[from..].iter().take_while(|old| old.w < s.w || self.rank(old) <= self.rank(&s)).count();
                    front.pass(&still[from..at], &mut grown);
                    if front.admits(&s) {
                        self.nodes.push(Node { before: s.node, class, option: step.node });
                        let node = (self.nodes.len() - 1) as u32;
                        grown.push(State { node, ..s });
                    }
                }
            }
            for chunk in still[at..].chunks(CHUNK) {
                work.pass(chunk.len())?;
                front.pass(chunk, &mut grown);
            }
            give_back(std::mem::replace(&mut still, grown), work)?;
        }
        give_back(list, work)?;
        self.halves[half] = still;
        Ok(())
    }

    /// By price; of equal ones the most valuable first, then the one that the multiplier on creators likes better.
    fn rank(&self, s: &State) -> (i64, i64, i32) {
        (s.w, -s.v, -self.base.mu.signum() as i32 * s.n)
    }

    /// Finds the best pair of states that fits with one departure more, and keeps it if it is worth more than the best
    /// known.
    fn join(&mut self, class: u32, step: State, work: &mut Work) -> Result<(), Cancelled> {
        let [left, right] = &self.halves;
        let needed = self.goal.least - self.base.count - i64::from(step.n);
        let (room, value) = (self.base.rest - step.w, self.base.value + step.v);
        let mut front = F::over(right.iter().map(|s| s.n));
        let mut right = right.iter().peekable();
        let (mut best, mut walked) = (None, 0);
        for chunk in left.rchunks(CHUNK) {
            work.pass(chunk.len())?;
            for a in chunk.iter().rev() {
                while let Some(b) = right.next_if(|b| b.w <= room - a.w) {
                    front.admits(b);
                    walked += 1;
                    if walked % CHUNK == 0 {
                        work.pass(CHUNK)?;
                    }
                }
                if let Some((v, node)) = front.best(needed - i64::from(a.n))
                    && value + a.v + v > self.best
                {
                    self.best = value + a.v + v;
                    best = Some((a.node, node));
                }
            }
        }
        let Some((first, second)) = best else { return Ok(()) };
        self.nodes.push(Node { before: first, class, option: step.node });
        self.join = Some(((self.nodes.len() - 1) as u32, second));
        self.gap = self.base.gap(self.goal.least, self.best);
        Ok(())
    }

    /// The options of the best pair; gives everything back.
    fn unwind(self, work: &mut Work) -> Result<Option<(i64, Vec<u32>)>, Cancelled> {
        let best = self.join.map(|(a, b)| {
            let mut pick = self.base.pick.clone();
            for mut node in [a, b] {
                while node != 0 {
                    let step = &self.nodes[node as usize];
                    pick[step.class as usize] = step.option;
                    node = step.before;
                }
            }
            (self.best, pick)
        });
        for half in self.halves {
            give_back(half, work)?;
        }
        give_back(self.nodes, work)?;
        Ok(best)
    }
}

/// What states have come by rising price, as far as it counts against later ones.
trait Front {
    /// For no other numbers of creators than these.
    fn over(counts: impl Iterator<Item = i32>) -> Self;

    /// Whether no earlier state is as good in everything; if so it counts from now on.
    fn admits(&mut self, s: &State) -> bool;

    /// Appends those of a list without dominated states that stay.
    fn pass(&mut self, run: &[State], out: &mut Vec<State>);

    /// The most valuable so far with at least `n` creators, if they count, and its node.
    fn best(&self, n: i64) -> Option<(i64, u32)>;
}

/// The most valuable state so far, whatever the number of creators.
struct Any {
    v: i64,
    node: u32,
}

impl Front for Any {
    fn over(_: impl Iterator<Item = i32>) -> Any {
        Any { v: i64::MIN, node: 0 }
    }

    fn admits(&mut self, s: &State) -> bool {
        let stays = s.v > self.v;
        self.v = if stays { s.v } else { self.v };
        self.node = if stays { s.node } else { self.node };
        stays
    }

    fn pass(&mut self, run: &[State], out: &mut Vec<State>) {
        // The value rises along the list, so that those without enough of it come first.
        let stays = run.iter().position(|s| s.v > self.v).map_or(&[][..], |from| &run[from..]);
        if let Some(last) = stays.last() {
            (self.v, self.node) = (last.v, last.node);
            out.extend_from_slice(stays);
        }
    }

    fn best(&self, _: i64) -> Option<(i64, u32)> {
        (self.v > i64::MIN).then_some((self.v, self.node))
    }
}

/// The most valuable state so far for each number of creators that it has at least.
struct AtLeast {
    low: i32,
    best: Vec<Option<(i64, u32)>>,
}

impl Front for AtLeast {
    fn over(counts: impl Iterator<Item = i32>) -> AtLeast {
        let (low, high) = counts.fold((i32::MAX, i32::MIN), |(low, high), n| (low.min(n), high.max(n)));
        AtLeast { low, best: vec![None; (i64::from(high) - i64::from(low) + 1).max(1) as usize] }
    }

    fn admits(&mut self, s: &State) -> bool {
        let at = (s.n - self.low) as usize;
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

    fn pass(&mut self, run: &[State], out: &mut Vec<State>) {
        out.extend(run.iter().filter(|&s| self.admits(s)));
    }

    fn best(&self, n: i64) -> Option<(i64, u32)> {
        self.best.get((n - i64::from(self.low)).max(0) as usize).copied().flatten()
    }
}
