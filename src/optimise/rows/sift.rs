//! The best multipliers for all creators, found on a few and checked on all, until both agree.
//!
//! Sifting (Bixby, Gregory, Lustig, Marsten & Shanno 1992, Very large-scale linear programming: a case study): a
//! relaxation over the creators who are nearly undecided gives multipliers; pricing everybody with them gives an exact
//! bound and those who were missing.

use super::super::work::Work;
use super::frame::{Frame, OUT};
use super::part::Part;
use super::price::{Duals, Priced};
use super::simplex::{End, Simplex};
use super::start::{money_worth, needed};
use crate::domain::Cancelled;

/// Offers priced in about one step of effort.
const OFFERS: u64 = 12;
/// Creators in the first relaxation.
const FIRST: usize = 500;
/// Creators added in a round.
const MORE: usize = 250;
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
}

/// What sifting ends with.
pub(super) enum Root {
    /// The rows can't be met together, proved by these multipliers of denominator 0.
    Empty(Duals),
    /// The best multipliers found.
    Bounded(Sifted),
}

/// Prices everybody, counting the work.
pub(super) fn price(frame: &Frame, duals: &Duals, work: &mut Work) -> Result<Priced, Cancelled> {
    let members: usize =
        frame.rows.iter().zip(&duals.y[2..]).filter(|(_, y)| **y != 0).map(|(r, _)| r.members.len()).sum();
    work.spend((frame.w.len() + members) as u64 / OFFERS)?;
    Priced::new(frame, duals, work)
}

/// The largest value of an offer.
pub(super) fn largest(frame: &Frame) -> f64 {
    frame.order.iter().map(|&i| frame.v[i as usize].unsigned_abs()).max().unwrap_or(0) as f64
}

/// Finds multipliers whose bound is as low as can be.
pub(super) fn sift(frame: &Frame, work: &mut Work) -> Result<Root, Cancelled> {
    let values = largest(frame).max(1.0);
    let round = |y: &[f64], values: f64| Duals::round(y, values, &frame.large, &frame.lo, &frame.hi);
    let mut y = vec![0.0; frame.height()];
    work.ask()?;
    y[0] = money_worth(frame, work)?;
    let duals = round(&y, values);
    let priced = price(frame, &duals, work)?;
    let mut open = closest(&priced, FIRST);
    work.ask()?;
    open.extend(needed(frame, &priced, work)?);
    // Who isn't open is settled as at the lowest bound so far.
    let mut best = Sifted { duals, priced };
    for _ in 0..ROUNDS {
        open.sort_unstable();
        open.dedup();
        let part = Part::new(frame, &best.priced, &open, i64::MAX, work)?;
        work.spend((frame.w.len() + frame.rows.iter().map(|r| r.members.len()).sum::<usize>()) as u64 / OFFERS)?;
        let mut simplex = Simplex::new(&part);
        let end = simplex.solve(2_000, work)?;
        work.spend(simplex.work / 8)?;

        let empty = end == End::Empty;
        let y = simplex.unscaled(if empty { &simplex.ray } else { &simplex.y });
        let duals = round(&y, if empty { 0.0 } else { values });
        let next = price(frame, &duals, work)?;
        if empty && next.bound < 0 {
            return Ok(Root::Empty(duals));
        }
        work.ask()?;
        let more = gaining(frame, &best.priced, &next, &open);
        work.ask()?;
        let done = more.is_empty() || end == End::Stalled;

        open.extend(more);
        if !empty {
            let (now, value) = (bound(&next, &duals), simplex.value());
            if now < bound(&best.priced, &best.duals) {
                open.extend(closest(&next, MORE));
                best = Sifted { duals, priced: next };
            }
            if bound(&best.priced, &best.duals) - value <= NEAR * value.abs() {
                break;
            }
        }
        if done {
            break;
        }
    }
    Ok(Root::Bounded(best))
}

/// The bound as a float.
fn bound(priced: &Priced, duals: &Duals) -> f64 {
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

/// The classes outside (`open` is ascending) that help most along a ray.
fn gaining(frame: &Frame, now: &Priced, along: &Priced, open: &[u32]) -> Vec<u32> {
    let of = |place: u32| if place == OUT { 0 } else { along.of[place as usize] };
    let mut inside = open.iter().copied().peekable();
    let mut list: Vec<(i64, u32)> = (0..frame.classes())
        .filter(|class| inside.next_if_eq(&(*class as u32)).is_none())
        .map(|class| (of(now.best[class]).saturating_sub(of(along.best[class])), class as u32))
        .filter(|&(gain, _)| gain < 0)
        .collect();
    if MORE < list.len() {
        list.select_nth_unstable(MORE);
        list.truncate(MORE);
    }
    list.into_iter().map(|(_, class)| class).collect()
}
