//! Splitting on the number of creators: at most so many, or more, each with a multiplier of its own.
//!
//! Where values are nearly a price plus a constant, one multiplier on money leaves a wide gap, and the number of
//! creators closes it (Martello and Toth 1997, Upper bounds and algorithms for hard 0-1 knapsack problems).
//!
//! States are still dominated by price and value alone. That loses nothing: take a best plan with the lowest cost.
//! What removes one of its partial states costs no more and brings no less, so both are equal, and of equals the one
//! stays that its branch's multiplier prefers, which is in the same branch.

use std::cmp::Ordering;

use super::core::{Base, Core};
use super::search::{Found, Goal, search};
use super::work::Work;
use crate::domain::Cancelled;

/// Values and multiplied counts stay below this together.
const LARGEST: i64 = 1 << 60;
/// How many times a multiplier is refined at most.
const REFINE: u32 = 60;

/// Steps of work that a creator's offer takes in a round.
pub(super) const STEPS: u64 = 4;
/// No further round where it can't lower the bound by more than such a part of what it is above the best plan.
const WORTHWHILE: f64 = 64.0;

/// What splitting proved.
pub(super) struct Split {
    /// Whether both branches were searched to the end.
    pub finished: bool,
    /// No plan is worth more than this or the best now known.
    pub bound: i64,
    /// A plan worth more than the one known before: its value and points.
    pub better: Option<(i64, Vec<u32>)>,
}

/// The bound of a branch at one multiplier, and by how much it changes with it: nowhere is the bound below this line.
struct Line {
    mu: i64,
    bound: i64,
    rise: f64,
}

impl Line {
    /// Where a falling and a rising line meet: the multiplier to try next (Kelley 1960, The cutting-plane method), or
    /// halfway where that is one of the ends. Nothing where even the bound at that place is hardly below the tightest.
    fn meets(&self, high: &Line, tight: i64, best: i64) -> Option<i64> {
        let (width, steeper) = ((high.mu - self.mu) as f64, high.rise - self.rise);
        let along = ((self.bound - high.bound) as f64 + high.rise * width) / steeper;
        let lowest = self.bound as f64 + self.rise * along;
        if high.mu - self.mu < 2 || tight as f64 - lowest <= (tight - best) as f64 / WORTHWHILE {
            return None;
        }
        let met = self.mu + along as i64;
        let inside = self.mu < met && met < high.mu;
        Some(if inside { met } else { self.mu + (high.mu - self.mu) / 2 })
    }
}

/// Searches for a plan worth more than `best` with at most `k` and with more than `k` creators, where `k` and `k + 1`
/// are the numbers between which the fractional plan hangs.
pub(super) fn split(core: &Core, base: &Base, best: i64, work: &mut Work) -> Result<Split, Cancelled> {
    let k = base.count + base.next.min(0);
    let mut all = Split { finished: true, bound: best, better: None };
    let mut best = best;
    let mut branches = Vec::new();
    for (least, side) in [(k, -1), (k + 1, 1)] {
        let (core, base) = tighten(core.clone(), least, side, &mut best, &mut all.better, work)?;
        branches.push((base.bound(least), least, core, base));
    }
    branches.retain(|b| b.0 > best);
    let bound = branches.iter().map(|b| b.0).max().unwrap_or(best);
    if bound - best > (base.bound(0) - best) / 2 {
        // Not a case where the number of creators says much.
        all.bound = bound;
        all.finished = false;
        return Ok(all);
    }
    branches.sort_by_key(|b| -b.0);
    let count = branches.len() as u64;
    for (i, (bound, least, core, base)) in branches.into_iter().enumerate() {
        let (core, base) = core.reduce(&base, least, best, work)?;
        let floor = work.left() / (count - i as u64) * (count - 1 - i as u64);
        let Found { finished, better } = search(&core, &base, Goal { least, hard: false }, best, work, floor)?;
        if let Some((value, pick)) = better {
            best = value;
            all.better = Some((value, core.points(&pick)));
        }
        if !finished {
            all.finished = false;
            all.bound = all.bound.max(bound);
        }
    }
    all.bound = all.bound.max(best);
    Ok(all)
}

/// Finds the multiplier with the lowest bound for one branch, and what is left open under it: nothing that matters if
/// its bound is no more than `best`. `side` is 1 for "at least `least`" and -1 for "at most".
pub(super) fn tighten(
    mut core: Core,
    least: i64,
    side: i64,
    best: &mut i64,
    better: &mut Option<(i64, Vec<u32>)>,
    work: &mut Work,
) -> Result<(Core, Base), Cancelled> {
    // So large that even times the number of creators it can be added to a value.
    let most = LARGEST / (core.len() as i64 + core.count + least.abs() + 2);
    // A plan met by the way is a plan, whatever the branch; only too few creators may be forbidden.
    let floor = if side > 0 { least } else { i64::MIN };
    let (mut low, mut high, mut mu) = (None, None, 0);
    let mut tight = (i64::MAX, 0);
    for round in 0..REFINE {
        if round > 0 && work.left() == 0 {
            break;
        }
        work.spend(core.options.len() as u64 * STEPS)?;
        let base = core.relax(side * mu, work)?;
        if let Some((value, pick)) = base.best_change(&core, floor, work)?
            && value > *best
        {
            *best = value;
            *better = Some((value, core.points(&pick)));
        }
        let bound = base.bound(least);
        if bound <= *best {
            return Ok((core, base));
        }
        if bound < tight.0 {
            tight = (bound, mu);
            // Fewer open creators make the next rounds cheaper.
            core = core.reduce(&base, least, *best, work)?.0;
        }
        // How many creators the fractional plan has beyond `least`, times `dw`.
        let beyond =
            i128::from(base.count - least) * i128::from(base.slope.dw) + i128::from(base.next) * i128::from(base.rest);
        let line = Line { mu, bound, rise: (beyond * i128::from(side)) as f64 / base.slope.dw as f64 };
        match (beyond * i128::from(side)).cmp(&0) {
            Ordering::Greater if mu > 0 => high = Some(line),
            Ordering::Less => low = Some(line),
            // Exactly `least`, or more than needed for nothing: no multiplier is better.
            _ => break,
        }
        let next = match (&low, &high) {
            (Some(low), Some(high)) => low.meets(high, tight.0, *best),
            _ if mu == 0 => Some((1 + base.value / (base.count + 1)).min(most)),
            _ => Some((mu.saturating_mul(4)).min(most)).filter(|next| *next > mu),
        };
        let Some(next) = next else { break };
        mu = next;
    }
    let base = core.relax(side * tight.1, work)?;
    core.reduce(&base, least, *best, work)
}

#[cfg(test)]
mod tests {
    use super::super::ask::Ask;
    use super::super::choice::{Choice, Rules};
    use super::super::market::Market;
    use super::super::relax::Walk;
    use super::super::table::Grid;
    use super::*;
    use crate::domain::progress::silent;

    /// Every way to prove must find the same best plan, also where another would have come first.
    #[test]
    fn split_and_table_and_lists_agree() {
        let mut closed = 0;
        for seed in 0..400_i64 {
            let roll = |i: i64| (i * 7_919 + seed * 104_729).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 9;
            let choices: Vec<Choice> = (0..60)
                .map(|i| {
                    let price = 20 + roll(i) % 200;
                    Choice { creator: (i / 2) as u32, price, value: price + 30 + roll(i + 999) % (1 + seed % 9) }
                })
                .collect();
            let market = Market::new(&choices).expect("adds up");
            let ask = Ask::new(&market, &Rules::with_budget(500 + 3 * seed)).expect("can be met");
            let mut report = silent;
            let mut work = Work::new(u64::MAX, &mut report);
            let walk = Walk::new(&market, &ask, &mut work).expect("not cancelled");
            let Some(slope) = walk.slope else { continue };
            let (core, base) = walk.core(slope, walk.value - 1, &mut work).expect("not cancelled");
            if core.len() == 0 {
                continue;
            }
            let pick = Grid::new(&core).expect("fits").best(&mut work).expect("not cancelled");
            let best = core.value + pick.iter().map(|&i| core.options[i as usize].v).sum::<i64>();
            let goal = Goal { least: 0, hard: false };
            let lists = search(&core, &base, goal, walk.value - 1, &mut work, 0).expect("not cancelled");
            assert_eq!((lists.finished, lists.better.map(|b| b.0)), (true, Some(best)), "{seed}");
            // From just below the best, so that something better is left to find in either branch.
            let both = split(&core, &base, best - 1, &mut work).expect("not cancelled");
            assert!(both.bound >= best, "{seed}");
            if both.finished {
                assert_eq!(both.better.map(|b| b.0), Some(best), "{seed}");
                closed += 1;
            }
        }
        assert!(closed > 100, "splitting hardly ever ended: {closed}");
    }
}
