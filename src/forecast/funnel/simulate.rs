//! The simulation of a campaign from views to the till.

use super::assumed::Assumed;
use super::counts;
use crate::forecast::draws::{self, BLOCK};
use crate::forecast::student;

/// The stream of what the whole campaign shares; offers have their own, by their keys.
const COMMON: u64 = u64::MAX;

/// What chance decides, each with its own place in a stream.
#[derive(Clone, Copy)]
enum By {
    /// How posts do: those of an offer in its own stream, and whether it takes place at all; those of the whole campaign
    /// in the common one. First in their streams, where [`crate::forecast::total()`] has them too, so that the same seed
    /// gives the same views in both.
    Posts,
    /// How readily a creator's audience clicks, or everybody's.
    Clicks,
    Conversion,
    Margin,
    Visits,
    Orders,
    Basket,
    CodeShare,
    Codes,
}

/// One offer, prepared.
pub(super) struct Part {
    pub key: u64,
    pub chance: f64,
    /// Results at the edges of cells of equal probability.
    pub views: Vec<f64>,
    pub engagements: Vec<f64>,
    pub reach: Vec<f64>,
    /// Clicks per view and the sd of its logarithm, shared by the whole campaign.
    pub click_rate: (f64, f64),
    /// Orders per click, shared by the whole campaign.
    pub conversion: Assumed,
    /// What it costs if it takes place, in currency units.
    pub cost: f64,
}

/// What the offers share.
pub(super) struct Shared<'a> {
    /// Ln-sd of what all posts of the campaign share.
    pub shock: f64,
    /// Ln-sd between creators' click rates.
    pub creator: f64,
    pub code_share: &'a Assumed,
    pub basket_spread: f64,
    /// The average order in currency units and the share of it that is left; `None` while unknown.
    pub order_value: Option<f64>,
    pub margin: Option<&'a Assumed>,
    /// What is spent whoever takes part, in currency units.
    pub fixed: f64,
}

/// What each draw brought; all lists are of the same length, in the order of the draws.
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
/// `go_on` is asked for every offer of every block; its error ends the simulation.
pub(super) fn simulate<E>(
    parts: &[Part],
    shared: &Shared,
    seed: u64,
    draws: usize,
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<Draws, E> {
    let mut all = Draws::default();
    for block in 0..draws.div_ceil(BLOCK).max(1) {
        let sums = add_up(parts, shared, seed, block, go_on)?;
        finish(&mut all, &sums, shared, seed, block);
    }
    Ok(all)
}

/// Sums over the offers, before what counts by whole numbers.
struct Sums {
    views: Vec<f64>,
    engagements: Vec<f64>,
    reach: Vec<f64>,
    /// Expected clicks and orders.
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
    let shock = normals(seed, COMMON, By::Posts, block).map(|z| exp(shared.shock * z));
    let eager = normals(seed, COMMON, By::Clicks, block);
    let buying = normals(seed, COMMON, By::Conversion, block);
    for part in parts {
        go_on()?;
        let luck = uniforms(seed, part.key, By::Posts, block);
        let creator = normals(seed, part.key, By::Clicks, block);
        for draw in 0..BLOCK {
            if luck[draw] >= part.chance {
                continue;
            }
            // The same draw decides whether the offer takes place and how it does: below the chance it is spread again.
            // Views, engagements and reach of one offer share their luck: they are counted on the same posts.
            let at = luck[draw] / part.chance;
            let views = place(&part.views, at);
            let (rate, ln_sd) = part.click_rate;
            let clicks = views * (rate * exp(ln_sd * eager[draw] + shared.creator * creator[draw])).min(1.0);
            sums.views[draw] += views;
            sums.engagements[draw] += place(&part.engagements, at);
            sums.reach[draw] += place(&part.reach, at);
            sums.clicks[draw] += clicks;
            sums.orders[draw] += clicks * part.conversion.at(buying[draw]).min(1.0);
            sums.costs[draw] += part.cost;
        }
    }
    for counts in [&mut sums.views, &mut sums.engagements, &mut sums.reach, &mut sums.clicks, &mut sums.orders] {
        counts.iter_mut().zip(&shock).for_each(|(count, shock)| *count *= shock);
    }
    go_on()?;
    Ok(sums)
}

/// From expected clicks and orders to whole ones, and to money.
fn finish(all: &mut Draws, sums: &Sums, shared: &Shared, seed: u64, block: usize) {
    let common = |by: By| uniforms(seed, COMMON, by, block);
    let normal = |by: By| normals(seed, COMMON, by, block);
    let (visits, orders, codes) = (common(By::Visits), common(By::Orders), common(By::Codes));
    let (seen, basket) = (normal(By::CodeShare), normal(By::Basket));
    let margins = normal(By::Margin);
    for draw in 0..BLOCK {
        let clicks = counts::poisson(visits[draw], sums.clicks[draw]);
        let conversion = if sums.clicks[draw] > 0.0 { sums.orders[draw] / sums.clicks[draw] } else { 0.0 };
        let bought = counts::binomial(orders[draw], clicks, conversion);
        all.clicks.push(clicks);
        all.orders.push(bought);
        all.codes.push(counts::binomial(codes[draw], bought, shared.code_share.at(seen[draw]).min(1.0)));
        if let Some(value) = shared.order_value {
            // The average of so many orders, as a log-normal of the right mean and variance.
            let variance = (shared.basket_spread.powi(2) / bought.max(1.0)).ln_1p();
            let revenue = bought * value * exp(variance.sqrt() * basket[draw] - variance / 2.0);
            all.revenue.push(revenue);
            if let Some(margin) = shared.margin {
                all.contribution.push(revenue * margin.at(margins[draw]).min(1.0));
            }
        }
    }
    all.views.extend_from_slice(&sums.views);
    all.engagements.extend_from_slice(&sums.engagements);
    all.reach.extend_from_slice(&sums.reach);
    all.costs.extend_from_slice(&sums.costs);
}

fn exp(ln: f64) -> f64 {
    ln.clamp(-student::MOST_LN, student::MOST_LN).exp()
}

/// The result at `at`, 0..1 of the probability.
fn place(edges: &[f64], at: f64) -> f64 {
    let at = at * student::CELLS as f64;
    let cell = (at as usize).min(student::CELLS - 1);
    edges[cell] + (at - cell as f64) * (edges[cell + 1] - edges[cell])
}

fn normals(seed: u64, stream: u64, by: By, block: usize) -> [f64; BLOCK] {
    uniforms(seed, stream, by, block).map(|u| student::quantile(u, f64::INFINITY))
}

/// Numbers that belong to the stream and to what is decided by them.
fn uniforms(seed: u64, stream: u64, by: By, block: usize) -> [f64; BLOCK] {
    draws::uniforms(seed, stream, ((by as u128) << 40) + draws::begins(block))
}
