//! The best multipliers for all creators, found on a few and checked on all, until both agree.
//!
//! Sifting (Bixby, Gregory, Lustig, Marsten & Shanno 1992, Very large-scale linear programming: a case study): a
//! relaxation over the creators who are nearly undecided gives multipliers; pricing everybody with them gives an exact
//! bound and those who were missing.

use super::super::work::Work;
use super::basis::Basis;
use super::frame::{Frame, OUT};
use super::part::Part;
use super::price::{Duals, Priced};
use super::simplex::{End, Simplex};
use super::start::{cheapest, money_worth, needed};
use crate::domain::Cancelled;

/// Offers priced, or creators gone through for a part, in about one step of effort.
const OFFERS: u64 = 4;
/// Columns looked at in about one step of effort.
pub(super) const COLUMNS: u64 = 2;
/// Creators in the first relaxation who are closest to a change of mind.
const FIRST: usize = 150;
/// Not more creators than this who would be in for money alone are all in it, too.
const INSIDE: usize = 1_000;
/// Creators added in a round.
const MORE: usize = 500;
/// Rounds at most.
const ROUNDS: usize = 14;
/// The share of the value within which relaxation and exact bound agree.
const NEAR: f64 = 2e-6;

/// Multipliers with everybody priced.
pub(super) struct Sifted {
    /// The multipliers with the lowest bound.
    pub duals: Duals,
    /// Everybody's prices there.
    pub priced: Priced,
    /// The last relaxation and its basis.
    last: Option<(Part, Basis)>,
}

impl Sifted {
    /// Where the relaxation of a part starts: from the last basis, if the part has what is in it.
    pub fn simplex<'p>(&self, part: &'p Part, work: &mut Work) -> Result<Simplex<'p>, Cancelled> {
        match self.last.as_ref().and_then(|(before, basis)| basis.carried(before, part)) {
            Some(basis) => Simplex::from(part, basis, work),
            None => Simplex::new(part, work),
        }
    }
}

/// What sifting ends with.
pub(super) enum Root {
    /// The rows can't be met together, proved by these multipliers of denominator 0.
    Empty(Duals),
    /// The best multipliers found.
    Bounded(Box<Sifted>),
}

/// Prices everybody, counting the work.
pub(super) fn price(frame: &Frame, duals: &Duals, work: &mut Work) -> Result<Priced, Cancelled> {
    work.spend(frame.w.len() as u64 / OFFERS)?;
    Priced::new(frame, duals, work)
}

/// Finds multipliers whose bound is as low as can be.
pub(super) fn sift(frame: &Frame, work: &mut Work) -> Result<Root, Cancelled> {
    let values = frame.largest.max(1.0);
    let mut y = vec![0.0; frame.height()];
    work.ask()?;
    let (cheap, cost) = cheapest(frame, work)?;
    y[0] = money_worth(frame, cost, work)?;
    let duals = Duals::round(&y, values, &frame.large, &frame.lo, &frame.hi);
    let priced = price(frame, &duals, work)?;
    let mut open = closest(&priced, FIRST);
    work.ask()?;
    // Who would be in may have to make way for others.
    let inside = || (0..).zip(&priced.best).filter(|(_, best)| **best != OUT).map(|(class, _)| class);
    if inside().nth(INSIDE).is_none() {
        open.extend(inside());
    }
    open.extend(cheap);
    open.extend(needed(frame, &priced, work)?);
    let settled = priced.best.clone();
    let best = Sifted { duals, priced, last: None };
    let mut sifting = Sifting { frame, values, best, settled, open, value: None };
    let empty = sifting.rounds(work)?;
    Ok(empty.map_or_else(|| Root::Bounded(Box::new(sifting.best)), Root::Empty))
}

/// The state on the way.
struct Sifting<'f, 'a> {
    frame: &'f Frame<'a>,
    /// The largest value.
    values: f64,
    /// The lowest bound so far.
    best: Sifted,
    /// What classes take that aren't open. It stays the same, so that what could be met once still can.
    settled: Vec<u32>,
    /// The classes in the relaxation.
    open: Vec<u32>,
    /// What the last relaxation came to.
    value: Option<f64>,
}

impl Sifting<'_, '_> {
    /// Whether relaxation and bound agree.
    fn is_near(&self) -> bool {
        let bound = bound(&self.best.duals, &self.best.priced);
        self.value.is_some_and(|value| bound - value <= NEAR * value.abs())
    }

    /// Relaxes and prices in turn; the multipliers if they prove that the rows can't be met together.
    fn rounds(&mut self, work: &mut Work) -> Result<Option<Duals>, Cancelled> {
        for _ in 0..ROUNDS {
            self.open.sort_unstable();
            self.open.dedup();
            let part = Part::new(self.frame, &self.settled, &self.open, |_, _| true, work)?;
            work.spend(self.frame.classes() as u64 / OFFERS)?;
            let mut simplex = self.best.simplex(&part, work)?;
            let end = simplex.solve(2_000, work)?;
            work.spend(simplex.work / COLUMNS)?;
            let empty = end == End::Empty;
            let y = simplex.unscaled(if empty { &simplex.ray } else { &simplex.y });
            let (large, lo, hi) = (&self.frame.large, &self.frame.lo, &self.frame.hi);
            let duals = Duals::round(&y, if empty { 0.0 } else { self.values }, large, lo, hi);
            let priced = price(self.frame, &duals, work)?;
            if empty && priced.bound < 0 {
                return Ok(Some(duals));
            }
            work.ask()?;
            let more = gaining(self.frame, &self.settled, &priced, &self.open);
            work.ask()?;
            let done = more.is_empty() || end == End::Stalled;
            self.open.extend(more);
            if empty {
                self.open.extend(needed(self.frame, &priced, work)?);
            } else {
                self.value = Some(simplex.value());
                if bound(&duals, &priced) < bound(&self.best.duals, &self.best.priced) {
                    self.open.extend(closest(&priced, MORE));
                    (self.best.duals, self.best.priced) = (duals, priced);
                }
            }
            let basis = simplex.basis;
            self.best.last = Some((part, basis));
            if done || !empty && self.is_near() {
                break;
            }
        }
        Ok(None)
    }
}

/// The bound as a float.
fn bound(duals: &Duals, priced: &Priced) -> f64 {
    priced.bound as f64 / duals.per.max(1) as f64
}

/// The classes that lose least by their second best option, at most so many.
pub(super) fn closest(priced: &Priced, most: usize) -> Vec<u32> {
    let mut list: Vec<(i64, u32)> = priced.loss.iter().copied().zip(0..).collect();
    if most < list.len() {
        list.select_nth_unstable(most);
        list.truncate(most);
    }
    list.into_iter().map(|(_, class)| class).collect()
}

/// The classes outside (`open` is ascending) that gain most at these prices, or along a ray, by a change of mind.
fn gaining(frame: &Frame, settled: &[u32], along: &Priced, open: &[u32]) -> Vec<u32> {
    let of = |place: u32| if place == OUT { 0 } else { along.of[place as usize] };
    let mut inside = open.iter().copied().peekable();
    let mut list: Vec<(i64, u32)> = (0..frame.classes())
        .filter(|class| inside.next_if_eq(&(*class as u32)).is_none())
        .map(|class| (of(settled[class]).saturating_sub(of(along.best[class])), class as u32))
        .filter(|&(gain, _)| gain < 0)
        .collect();
    if MORE < list.len() {
        list.select_nth_unstable(MORE);
        list.truncate(MORE);
    }
    list.into_iter().map(|(_, class)| class).collect()
}
