//! The bench: who comes next, at which price, and at which budget.

use super::ask::Ask;
use super::choice::{Effort, Rules};
use super::frontier::{Row, best_row};
use super::market::Market;
use super::rows;
use super::shortlist::Shortlist;
use super::work::{CHUNK, Work};
use crate::domain::{Cancelled, Report};

/// An offer that isn't chosen, and what would bring it in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BenchRow {
    /// Place of the offer in the caller's slice.
    pub choice: u32,
    /// The highest price, in minor units, at which some best shortlist for the same budget contains it, everything
    /// else unchanged; exact. `None` if not even for nothing, if the effort didn't suffice to tell, or if a side rule
    /// asks for a least sum of prices that this one is part of.
    pub enters_at_price: Option<i64>,
    /// The smallest budget, in minor units, from the present one up to twice that, at which some best shortlist
    /// contains it at its present price; exact. `None` if there is none, or if it can't be told cheaply: with a share,
    /// a least number of creators or side rules, or where the prices' common step is small against the budget.
    pub enters_at_budget: Option<i64>,
}

/// The most promising offers of creators who aren't chosen, at most `most`, those closest to being chosen first.
/// `shortlist` is the answer to these rules; `effort` is for each of the twenty or so solutions a row takes.
pub fn bench(
    market: &Market,
    rules: &Rules,
    shortlist: &Shortlist,
    most: usize,
    effort: Effort,
    report: &mut Report,
) -> Result<Vec<BenchRow>, Cancelled> {
    let Ok(ask) = Ask::new(market, rules) else { return Ok(Vec::new()) };
    if !rules.rows.is_empty() {
        let offers = market.offers(&mut Work::new(0, report))?;
        return rows::bench((&market.choices, offers), rules, shortlist, most, effort, report);
    }
    let next = next_best(market, &ask, shortlist, most, &mut Work::new(0, report))?;
    let doubled = doubled(market, rules);
    let whole = match &doubled {
        Some(ask) if !next.is_empty() => best_row(market, ask, rules.budget.max(0) / market.price_step, report)?,
        _ => None,
    };
    let mut rows = Vec::with_capacity(next.len());
    for (class, point) in next {
        let p = market.points[point as usize];
        // Only a proved best value tells what has to be matched.
        let target = shortlist.value / market.value_step - p.v;
        let room = match shortlist.proved {
            true => least_room(market, &without(&ask, class), target, effort, report)?,
            false => None,
        };
        let price = room.map(|room| (rules.budget.max(0) - room * market.price_step).min(rules.ceiling()));
        let budget = match (&doubled, &whole) {
            (Some(ask), Some(whole)) => {
                let from = (rules.budget.max(0) / market.price_step - p.w).max(0);
                let others = best_row(market, &without(ask, class), from, report)?;
                others.and_then(|others| first_budget(market, rules, whole, &others, p.w, p.v))
            }
            _ => None,
        };
        rows.push(BenchRow { choice: p.choice, enters_at_price: price, enters_at_budget: budget });
    }
    // The smallest cut in price first; those that no price brings in last.
    let ratio = |row: &BenchRow| {
        let price = market.choices[row.choice as usize].price;
        row.enters_at_price.map_or(-1.0, |at| at as f64 / price.max(1) as f64)
    };
    rows.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.choice.cmp(&b.choice)));
    Ok(rows)
}

/// For the creators outside, their steepest offers: class and point, steepest first.
fn next_best(
    market: &Market,
    ask: &Ask,
    shortlist: &Shortlist,
    most: usize,
    work: &mut Work,
) -> Result<Vec<(u32, u32)>, Cancelled> {
    let mut inside: Vec<u32> =
        shortlist.chosen.iter().filter_map(|&i| market.class_of(market.choices[i as usize].creator)).collect();
    inside.sort_unstable();
    let extra = shortlist.multipliers.per_creator / market.value_step;
    let steepest = |class: u32| {
        let (from, points) = market.class_points(class, ask.ceiling);
        let slope = |p: &super::market::Point| (p.v + extra) as f64 / p.w.max(1) as f64;
        let best = (from..).zip(points).filter(|(_, p)| p.v > 0);
        best.map(|(i, p)| (slope(p), class, i)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)))
    };
    let outside = |class: &u32| ask.is_open(*class) && inside.binary_search(class).is_err();
    let classes = market.creators.len() as u32;
    let mut all: Vec<(f64, u32, u32)> = Vec::new();
    for first in (0..classes).step_by(CHUNK) {
        let chunk = first..classes.min(first + CHUNK as u32);
        work.ask()?;
        all.extend(chunk.filter(outside).filter_map(steepest));
    }
    work.ask()?;
    let order = |a: &(f64, u32, u32), b: &(f64, u32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if most < all.len() {
        all.select_nth_unstable_by(most, order);
        all.truncate(most);
    }
    all.sort_by(order);
    work.ask()?;
    Ok(all.into_iter().map(|(_, class, point)| (class, point)).collect())
}

/// The same rules for everybody else once this creator is in.
fn without(ask: &Ask, class: u32) -> Ask {
    let mut others = ask.clone();
    others.must.retain(|&c| c != class);
    others.min = (ask.min - 1).max(0);
    if let Err(at) = others.never.binary_search(&class) {
        others.never.insert(at, class);
    }
    others
}

/// The rules with twice the budget, where a table can tell every best value: no share and no least number.
fn doubled(market: &Market, rules: &Rules) -> Option<Ask> {
    let plain = rules.max_share.is_none_or(|share| share >= 100) && rules.min_creators == 0;
    let rules = Rules { budget: rules.budget.checked_mul(2)?, ..rules.clone() };
    Ask::new(market, &rules).ok().filter(|_| plain)
}

/// The least money, in steps, for which a plan is worth `target`; `None` if the budget doesn't suffice or the effort
/// doesn't tell.
fn least_room(
    market: &Market,
    ask: &Ask,
    target: i64,
    effort: Effort,
    report: &mut Report,
) -> Result<Option<i64>, Cancelled> {
    let mut reaches = |room: i64| -> Result<Option<bool>, Cancelled> {
        let ask = Ask { room, ceiling: ask.ceiling.min(room), ..ask.clone() };
        if !ask.affordable(market) {
            return Ok(Some(false));
        }
        let out = market.best(&ask, effort, report)?;
        Ok(match out.value >= target {
            true => Some(true),
            false => (out.bound < target).then_some(false),
        })
    };
    let (mut low, mut high) = (-1, ask.room);
    if reaches(high)? != Some(true) {
        return Ok(None);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match reaches(middle)? {
            Some(true) => high = middle,
            Some(false) => low = middle,
            None => return Ok(None),
        }
    }
    Ok(Some(high))
}

/// The first budget from the present one on, in minor units, where the offer with what is best beside it is best.
fn first_budget(market: &Market, rules: &Rules, whole: &Row, others: &Row, w: i64, v: i64) -> Option<i64> {
    let now = rules.budget.max(0) / market.price_step;
    let last = rules.budget.max(0) * 2 / market.price_step;
    let at = (now..=last).find(|&room| match (whole.at(room), others.at(room - w)) {
        (Some(all), Some(rest)) => rest + v >= all,
        _ => false,
    })?;
    Some((at * market.price_step).max(rules.budget.max(0)))
}
