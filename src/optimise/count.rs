//! The best plan with at least so many creators.
//!
//! The plain best plan often has enough of them, or has room for cheap ones more. If not, one more multiplier, on the
//! number of creators, gives the bound, and the same search runs with the number as a third thing to compare.

use super::ask::Ask;
use super::core::Core;
use super::market::Market;
use super::outcome::Outcome;
use super::relax::Walk;
use super::search::{Goal, search};
use super::shortlist::Method;
use super::sorted::sorted;
use super::split::tighten;
use super::work::Work;
use crate::domain::Cancelled;

/// Turns the plain best plan into the best one with at least `ask.min` creators.
pub(super) fn counted(
    market: &Market,
    ask: &Ask,
    walk: &Walk,
    mut plain: Outcome,
    work: &mut Work,
) -> Result<Outcome, Cancelled> {
    if plain.points.len() as i64 >= ask.min {
        return Ok(plain);
    }
    let (mut points, others) = ask.cheapest(market);
    let others = cheapest_first(market, others, work)?;
    if let Some(points) = topped_up(market, ask, &plain.points, &others, work)? {
        // Worth as much as without the rule: what was proved stays proved.
        plain.value = points.iter().map(|&p| market.points[p as usize].v).sum();
        plain.points = points;
        if plain.proved() {
            plain.bound = plain.value;
        }
        return Ok(plain);
    }
    points.extend(others.iter().take((ask.min as usize).saturating_sub(points.len())));
    let method = Method::Unproved;
    let worth = |points: &[u32]| points.iter().map(|&p| market.points[p as usize].v).sum::<i64>();
    let (value, contenders) = (worth(&points), market.creators());
    let mut out = Outcome { value, points, bound: plain.bound, method, contenders, ..plain };
    // The plan before the search has more and cheaper creators than the best one.
    let filled = topped_up(market, ask, &walk.filled().1, &others, work)?;
    out.improve(filled.map(|points| (worth(&points), points)));
    if work.left() == 0 {
        return Ok(out);
    }
    let (mut best, mut better) = (out.value, None);
    let (core, base) = tighten(walk.everybody(work)?, ask.min, 1, &mut best, &mut better, work)?;
    out.improve(better);
    let relaxed = full_bound(market, ask, base.slope, base.mu, work)?;
    let fits = |x: i64| x.checked_mul(market.value_step).is_some();
    if relaxed < out.relaxed && fits(base.mu) && fits(base.slope.dv) {
        (out.slope, out.mu, out.relaxed) = (base.slope, base.mu, relaxed);
    }
    out.bound = out.bound.min(base.bound(ask.min).max(out.value)).min(out.relaxed);
    out.contenders = core.len();
    if base.bound(ask.min) <= out.value || out.proved() {
        out.close(Method::Bound);
        return Ok(out);
    }
    prove(&core, &base, ask, &mut out, work)?;
    Ok(out)
}

/// Searches what is left open with the number of creators as a hard rule.
fn prove(
    core: &Core,
    base: &super::core::Base,
    ask: &Ask,
    out: &mut Outcome,
    work: &mut Work,
) -> Result<(), Cancelled> {
    let found = search(core, base, Goal { least: ask.min, hard: true }, out.value, work, 0)?;
    out.improve(found.better.map(|(value, pick)| (value, core.points(&pick))));
    if found.finished {
        out.close(Method::Search);
    } else if out.proved() {
        out.close(Method::Bound);
    }
    Ok(())
}

/// Adds the first of `others`, the cheapest, until there are enough; `None` if the money doesn't reach.
fn topped_up(
    market: &Market,
    ask: &Ask,
    points: &[u32],
    others: &[u32],
    work: &mut Work,
) -> Result<Option<Vec<u32>>, Cancelled> {
    let class = |p: u32| (market.start.partition_point(|&s| s <= p) - 1) as u32;
    let mut inside: Vec<u32> = points.iter().map(|&p| class(p)).collect();
    inside.sort_unstable();
    let mut rest = ask.room - points.iter().map(|&p| market.points[p as usize].w).sum::<i64>();
    let mut all = points.to_vec();
    for &p in others {
        work.pass(4)?;
        if all.len() as i64 >= ask.min {
            break;
        }
        if inside.binary_search(&class(p)).is_err() {
            rest -= market.points[p as usize].w;
            all.push(p);
        }
    }
    Ok((rest >= 0 && all.len() as i64 >= ask.min).then_some(all))
}

/// Points by rising price, of the same price the most valuable first.
fn cheapest_first(market: &Market, points: Vec<u32>, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let key = |p: u32| (market.points[p as usize].w, -market.points[p as usize].v, p);
    work.ask()?;
    Ok(sorted(points.into_iter().map(key).collect(), work)?.into_iter().map(|key| key.2).collect())
}

/// What the multipliers prove over every creator.
fn full_bound(
    market: &Market,
    ask: &Ask,
    slope: super::hull::Slope,
    mu: i64,
    work: &mut Work,
) -> Result<i64, Cancelled> {
    let mut bound = slope.loss(ask.room, 0) - i128::from(slope.dw) * i128::from(mu) * i128::from(ask.min);
    for class in (0..market.creators.len() as u32).filter(|&class| !ask.is_never(class)) {
        let gains = market.class_points(class, ask.ceiling).1.iter().map(|p| -slope.loss(p.w, p.v + mu));
        let best = gains.max();
        work.pass(1)?;
        bound += if ask.is_open(class) { best.unwrap_or(0).max(0) } else { best.unwrap_or(0) };
    }
    Ok(i64::try_from(bound.div_euclid(i128::from(slope.dw))).unwrap_or(i64::MAX))
}
