//! Splitting on the creator at whom the fractional plan hangs: without, or with each of the offers.
//!
//! One who costs as much as many others together leaves a gap as wide as half of what they bring, within which
//! everybody seems to matter. Without and with them the fractional plan hangs at somebody small.

use super::core::{Base, Core};
use super::search::{Found, Goal, search};
use super::split::{STEPS, Split};
use super::work::Work;
use crate::domain::Cancelled;

/// Fewer open creators than this are searched at once.
const MANY: usize = 40;
/// No more creators than this are split on, one inside the other.
const DEPTH: u32 = 10;
/// A split takes one of so many parts of the gap at least, or it isn't worth it.
const PARTS: i64 = 8;
/// Relaxations that splitting takes at least to be worth it.
const ROUNDS: u64 = 8;
/// Steps of the search of one part.
const TRY: u64 = 6_000_000;

/// A part of the plans: no plan in it is worth more than the bound.
struct Part {
    bound: i64,
    core: Core,
    base: Base,
    depth: u32,
}

/// Whether so much is open that splitting may be worth it, and there is the effort for it.
pub(super) fn is_crowded(core: &Core, work: &Work) -> bool {
    core.len() >= MANY && core.options.len() as u64 * STEPS * ROUNDS <= work.left()
}

/// Searches for a plan worth more than `best`, if so many creators are open because of a single one.
pub(super) fn hang(core: &Core, base: &Base, best: i64, work: &mut Work) -> Result<Split, Cancelled> {
    let mut all = Split { finished: true, bound: best, better: None };
    let (mut best, end) = (best, work.left() / 2);
    let mut open = vec![Part { bound: base.bound(0), core: core.clone(), base: base.clone(), depth: 0 }];
    while let Some(part) = open.pop().filter(|part| part.bound > best) {
        let (core, base) = part.core.reduce(&part.base, 0, best, work)?;
        let part = Part { core, base, ..part };
        if part.depth == 0 || part.depth < DEPTH && is_crowded(&part.core, work) {
            let (parts, highest) = split(&part, &mut best, &mut all.better, work)?;
            if highest - best <= (part.bound - best) / PARTS * (PARTS - 1) {
                open.extend(parts);
                open.sort_by_key(|part| part.bound);
                continue;
            }
            if part.depth == 0 {
                // Where not even the first split helps, this isn't the way.
                return Ok(Split { finished: highest <= best, bound: highest.max(best), ..all });
            }
        }
        let floor = work.left().saturating_sub(TRY).max(end);
        let goal = Goal { least: 0, hard: false };
        let Found { finished, better } = search(&part.core, &part.base, goal, best, work, floor)?;
        if let Some((value, pick)) = better {
            (best, all.better) = (value, Some((value, part.core.points(&pick))));
        }
        if !finished {
            // What is still open is bounded no higher.
            return Ok(Split { finished: false, bound: part.bound.max(best), ..all });
        }
    }
    all.bound = all.bound.max(best);
    Ok(all)
}

/// The parts with each of the options of the creator at whom a part hangs, and the highest of their bounds.
fn split(
    part: &Part,
    best: &mut i64,
    better: &mut Option<(i64, Vec<u32>)>,
    work: &mut Work,
) -> Result<(Vec<Part>, i64), Cancelled> {
    let options = part.core.options.len() as u64;
    work.spend(options * STEPS)?;
    let Some(class) = part.core.hung(0, work)?.1 else { return Ok((Vec::new(), part.bound)) };
    let mut parts = Vec::new();
    for option in part.core.class(class) {
        work.spend(options * STEPS)?;
        let core = part.core.with(class, option);
        let base = core.relax(0, work)?;
        if base.rest < 0 {
            continue;
        }
        if let Some((value, pick)) = base.best_change(&core, i64::MIN, work)?
            && value > *best
        {
            (*best, *better) = (value, Some((value, core.points(&pick))));
        }
        let bound = base.bound(0).min(part.bound);
        let (core, base) = core.reduce(&base, 0, *best, work)?;
        parts.push(Part { bound, core, base, depth: part.depth + 1 });
    }
    parts.retain(|part| part.bound > *best);
    let highest = parts.iter().map(|part| part.bound).max().unwrap_or(*best);
    Ok((parts, highest))
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

    /// Somebody large in the middle of many who are small, and the best plan with or without them.
    #[test]
    fn splitting_finds_what_a_table_finds() {
        let (mut closed, mut split) = (0, 0);
        for seed in 0..400_i64 {
            let roll = |i: i64| (i * 7_919 + seed * 104_729).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 9;
            let large = 1 + seed % 4;
            let choices: Vec<Choice> = (0..160)
                .map(|i| {
                    let price = if i / 2 < large { 900 + roll(i) % 900 } else { 20 + roll(i) % 60 };
                    let value = price * (60 + roll(i + 999) % 60) / 4;
                    Choice { creator: (i / 2) as u32, price, value }
                })
                .collect();
            let market = Market::new(&choices).expect("adds up");
            let ask = Ask::new(&market, &Rules::with_budget(900 + 7 * seed)).expect("can be met");
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
            // From far below and from just below the best.
            for from in [walk.value - 1, best - 1] {
                let found = hang(&core, &base, from, &mut work).expect("not cancelled");
                assert!(found.bound >= best, "{seed}");
                if let Some((value, points)) = &found.better {
                    let sum = |of: fn(&Choice) -> i64| {
                        points.iter().map(|&p| of(&choices[market.points[p as usize].choice as usize])).sum::<i64>()
                    };
                    assert!(*value <= best && sum(|c| c.value) == value * market.value_step, "{seed}");
                    assert!(sum(|c| c.price) <= 900 + 7 * seed, "{seed}");
                }
                if found.finished {
                    assert_eq!((found.better.map(|b| b.0), found.bound), (Some(best), best), "{seed}");
                    closed += 1;
                }
            }
            split += usize::from(core.len() >= MANY);
        }
        assert!(closed > 300 && split > 100, "splitting hardly ever ended: {closed}, {split}");
    }
}
