//! The classes a search has yet to look at, by what departing from the base loses at least.
//!
//! If no more than `m` of them can depart together, a departure that `m` other classes can better (no dearer, worth no
//! less) is never needed: one of the `m` is free to take its place. So of thousands of open creators a few dozen stay.

use super::core::{Base, Core};
use super::sorted::sorted;
use super::work::Work;
use crate::domain::Cancelled;

/// How many classes are put in order at first.
const FIRST: usize = 48;
/// With more departures than this at once it isn't worth looking for those that others better.
const MOST: i128 = 24;

/// Nor before so many of so many parts are left of those that could happen at once when last looked for.
const LEFT: i128 = 3;
const PARTS: i128 = 4;

/// A departure from the base: another option for one class.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub w: i64,
    pub v: i64,
    pub n: i64,
    pub class: u32,
    pub option: u32,
    /// What it loses, times `slope.dw`.
    pub loss: i128,
}

/// A class that is yet to come.
struct Waiting {
    /// The smallest loss of its moves.
    least: i128,
    /// The smallest change of money.
    change: i64,
    from: u32,
    to: u32,
}

/// The departures that are yet to come.
pub(super) struct Queue {
    /// Of one class together, by rank (see [`rank`]).
    moves: Vec<Move>,
    /// Those before `at` are done; those before `sorted` are in order.
    order: Vec<Waiting>,
    at: usize,
    sorted: usize,
    /// For how many departures at once the moves were thinned out.
    thinned: i128,
    hard: bool,
    mu: i64,
}

impl Queue {
    /// All departures that lose no more than `gap`. `hard` says whether having fewer creators counts against a move.
    pub fn new(core: &Core, base: &Base, gap: i128, hard: bool, work: &mut Work) -> Result<Queue, Cancelled> {
        let mut queue = Queue {
            moves: Vec::with_capacity(core.options.len()),
            order: Vec::with_capacity(core.len()),
            at: 0,
            sorted: 0,
            thinned: MOST + 1,
            hard,
            mu: base.mu.signum(),
        };
        for class in 0..core.len() {
            work.pass(core.class(class).len())?;
            let (pick, from) = (base.pick[class], queue.moves.len());
            let now = core.options[pick as usize];
            for i in core.class(class).filter(|&i| i as u32 != pick) {
                let (to, loss) = (core.options[i], base.loss(core, class, i));
                if loss <= gap {
                    let (w, v, n) = (to.w - now.w, to.v - now.v, to.n - now.n);
                    queue.moves.push(Move { w, v, n, class: class as u32, option: i as u32, loss });
                }
            }
            let mu = queue.mu;
            queue.moves[from..].sort_by_key(|m| rank(m, mu));
            queue.enter(from, queue.moves.len());
        }
        queue.sort_next();
        work.pass(queue.order.len())?;
        Ok(queue)
    }

    /// What the next class loses at least; `None` if all have come.
    pub fn least(&mut self, gap: i128, work: &mut Work) -> Result<Option<i128>, Cancelled> {
        if self.at == self.sorted && self.at < self.order.len() {
            self.thin(gap, work)?;
            self.sort_next();
        }
        Ok(self.order.get(self.at).map(|w| w.least))
    }

    /// The moves of the next class.
    pub fn next(&mut self) -> &[Move] {
        let Some(w) = self.order.get(self.at) else { return &[] };
        self.at += 1;
        &self.moves[w.from as usize..w.to as usize]
    }

    /// The moves of all classes that wait, by rank.
    pub fn rest(&self, work: &mut Work) -> Result<Vec<Move>, Cancelled> {
        let waiting = self.order[self.at..].iter().flat_map(|w| w.from..w.to);
        let key = |at: u32| (rank(&self.moves[at as usize], self.mu), self.moves[at as usize].option, at);
        let order = sorted(waiting.map(key).collect(), work)?;
        Ok(order.into_iter().map(|key| self.moves[key.2 as usize]).collect())
    }

    /// Drops moves that enough others better, if that pays: not many can happen at once, fewer than when last tried.
    pub fn thin(&mut self, gap: i128, work: &mut Work) -> Result<(), Cancelled> {
        let seen = if self.at < self.sorted { self.at + 1 } else { self.order.len() };
        let least = self.order[self.at..seen].iter().map(|w| w.least).min().filter(|&least| least > 0);
        let Some(most) = least.map(|least| gap / least).filter(|&most| most * PARTS <= self.thinned * LEFT) else {
            return Ok(());
        };
        self.thinned = most;
        let mut kept = Vec::new();
        let mut tops = Tops::new(most.max(1) as usize);
        for m in self.rest(work)? {
            work.pass(1)?;
            let level = if self.hard { (m.n + 1).clamp(0, 2) as usize } else { 0 };
            if m.loss <= gap && tops.admits(&m, level) {
                kept.push(m);
            }
        }
        kept.sort_by_key(|m| m.class);
        self.order.truncate(self.at);
        self.moves.clear();
        for group in kept.chunk_by(|a, b| a.class == b.class) {
            let from = self.moves.len();
            self.moves.extend(group);
            self.enter(from, from + group.len());
        }
        self.order.drain(..self.at);
        (self.at, self.sorted) = (0, 0);
        self.sort_next();
        Ok(())
    }

    /// Lets a class wait.
    fn enter(&mut self, from: usize, to: usize) {
        let moves = &self.moves[from..to];
        if let Some(first) = moves.iter().min_by_key(|m| (m.loss, m.w.abs())) {
            let (least, change) = (first.loss, first.w.abs());
            self.order.push(Waiting { least, change, from: from as u32, to: to as u32 });
        }
    }

    /// Puts more of the classes in order.
    fn sort_next(&mut self) {
        let key = |w: &Waiting| (w.least, w.change, w.from);
        let to = (self.sorted * 4).max(self.at + FIRST).min(self.order.len());
        let rest = &mut self.order[self.sorted..];
        let count = to - self.sorted;
        if count > 0 && count < rest.len() {
            rest.select_nth_unstable_by_key(count, key);
        }
        rest[..count].sort_unstable_by_key(key);
        self.sorted = to;
    }
}

/// By price; of equal ones the most valuable first, then the one that the multiplier on creators likes better.
fn rank(m: &Move, mu: i64) -> (i64, i64, i64) {
    (m.w, -m.v, -mu * m.n)
}

/// The most valuable moves so far of so many classes, for those with any number of creators, with no fewer, with more.
struct Tops {
    most: usize,
    levels: [Vec<(i64, u32)>; 3],
}

impl Tops {
    fn new(most: usize) -> Tops {
        Tops { most, levels: Default::default() }
    }

    /// Whether fewer than `most` other classes have a move that came earlier and is as good; if so it counts from now
    /// on. `level` is 0 where any number of creators will do, and otherwise 1 more than the move's own number.
    fn admits(&mut self, m: &Move, level: usize) -> bool {
        let better = self.levels[level].iter().take_while(|t| t.0 >= m.v).filter(|t| t.1 != m.class).count();
        if better >= self.most {
            return false;
        }
        for list in &mut self.levels[..=level] {
            match list.iter().position(|t| t.1 == m.class) {
                Some(at) if list[at].0 >= m.v => continue,
                Some(at) => _ = list.remove(at),
                None => {}
            }
            let at = list.partition_point(|t| t.0 >= m.v);
            list.insert(at, (m.v, m.class));
            list.truncate(self.most + 1);
        }
        true
    }
}
