//! The simulation of a campaign from views to the till.

use super::assumed::Assumed;
use super::swings::Swings;
use crate::forecast::draws::{self, BLOCK, Dice, swing};
use crate::forecast::student;

/// The stream of what the whole campaign shares; offers have their own, by their keys.
const COMMON: u64 = u64::MAX;
/// Where in the common stream the share of buyers who use a code is drawn: far behind the luck of the posts.
const CODES: u128 = 1 << 40;

/// Draws between two questions whether to go on where each takes long.
const CHUNK: usize = 128;

/// One offer, prepared.
pub(super) struct Part {
    pub key: u64,
    pub chance: f64,
    pub views: Dice,
    pub engagements: Dice,
    pub reach: Dice,
    pub clicks: Dice,
    pub orders: Dice,
    /// What it costs if it takes place, in currency units.
    pub cost: f64,
}

/// What the offers share.
pub(super) struct Shared<'a> {
    pub swings: Swings,
    pub code_share: &'a Assumed,
    /// The average order and what is left of it, in currency units; `None` while unknown.
    pub order_value: Option<f64>,
    pub order_leaves: Option<f64>,
    /// What is spent whoever takes part, in currency units.
    pub fixed: f64,
}

/// What each draw brought; all lists are of the same length, in the order of the draws. Money that can't be told has
/// none.
#[derive(Default)]
pub(super) struct Draws {
    pub views: Vec<f64>,
    pub engagements: Vec<f64>,
    pub reach: Vec<f64>,
    pub clicks: Vec<f64>,
    pub orders: Vec<f64>,
    pub codes: Vec<f64>,
    pub costs: Vec<f64>,
    pub revenue: Vec<f64>,
    pub contribution: Vec<f64>,
}

/// Draws whole blocks until there are at least `draws`. The same parts, sorted by key, with the same seed give the same.
/// `go_on` is asked for every offer and every result of every block; its error ends the simulation.
pub(super) fn simulate<E>(
    parts: &[Part],
    shared: &Shared,
    seed: u64,
    draws: usize,
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<Draws, E> {
    let mut all = Draws::default();
    for block in 0..draws::blocks(draws) {
        let sums = add_up(parts, shared, seed, block, go_on)?;
        finish(&mut all, sums, shared, (seed, block), go_on)?;
    }
    Ok(all)
}

/// Sums over the offers, before what they share.
struct Sums {
    views: Vec<f64>,
    engagements: Vec<f64>,
    reach: Vec<f64>,
    clicks: Vec<f64>,
    orders: Vec<f64>,
    costs: Vec<f64>,
}

fn add_up<E>(
    parts: &[Part],
    shared: &Shared,
    seed: u64,
    block: usize,
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<Sums, E> {
    let zero = || vec![0.0; BLOCK];
    let mut sums = Sums {
        views: zero(),
        engagements: zero(),
        reach: zero(),
        clicks: zero(),
        orders: zero(),
        costs: vec![shared.fixed; BLOCK],
    };
    for part in parts {
        go_on()?;
        // All that is counted of one offer shares its luck: it is counted on the same posts.
        let luck = draws::uniforms(seed, part.key, draws::begins(block));
        let counted = [
            (&mut sums.views, &part.views),
            (&mut sums.engagements, &part.engagements),
            (&mut sums.reach, &part.reach),
            (&mut sums.clicks, &part.clicks),
            (&mut sums.orders, &part.orders),
        ];
        for (sums, dice) in counted {
            sums.iter_mut().zip(luck).for_each(|(sum, u)| *sum += dice.result(u).unwrap_or(0.0));
        }
        sums.costs.iter_mut().zip(luck).filter(|(_, u)| *u < part.chance).for_each(|(sum, _)| *sum += part.cost);
    }
    Ok(sums)
}

/// From sums to what the campaign's luck and rates make of them, and to money.
fn finish<E>(
    all: &mut Draws,
    sums: Sums,
    shared: &Shared,
    (seed, block): (u64, usize),
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    let luck = draws::common(seed, block);
    let mut moved = |sums: &[f64], by: f64| {
        go_on().map(|()| sums.iter().zip(luck).map(|(sum, z)| sum * swing(by, z)).collect::<Vec<f64>>())
    };
    let swings = &shared.swings;
    let orders = moved(&sums.orders, swings.orders)?;
    if let Some(value) = shared.order_value {
        all.revenue.extend(orders.iter().map(|orders| orders * value));
    }
    if let Some(left) = shared.order_leaves {
        all.contribution.extend(moved(&sums.orders, swings.margin)?.iter().map(|orders| orders * left));
    }
    all.clicks.extend(moved(&sums.clicks, swings.clicks)?);
    all.views.extend(moved(&sums.views, swings.views)?);
    all.engagements.extend(moved(&sums.engagements, swings.engagements)?);
    all.reach.extend(moved(&sums.reach, swings.reach)?);
    let seen = draws::uniforms(seed, COMMON, CODES + draws::begins(block));
    let by_code =
        |(orders, u): (&f64, &f64)| orders * shared.code_share.at(student::quantile(*u, f64::INFINITY)).min(1.0);
    for (orders, seen) in orders.chunks(CHUNK).zip(seen.chunks(CHUNK)) {
        go_on()?;
        all.codes.extend(orders.iter().zip(seen).map(by_code));
    }
    all.orders.extend(orders);
    all.costs.extend(sums.costs);
    Ok(())
}
