//! The greedy plan: always the offer that reaches most new people for its money (Minoux 1978, Accelerated greedy
//! algorithms for maximizing submodular set functions: figures only fall, so that only the top one is looked at again).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::ReachProblem;
use super::ask::Ask;
use super::steps::Steps;
use crate::domain::Cancelled;

/// A plan of these classes' options within the budget, must-have creators first; the other rules may be broken.
pub(super) fn greedy(
    problem: &ReachProblem,
    ask: &Ask,
    classes: &[u32],
    steps: &mut Steps,
) -> Result<Vec<u32>, Cancelled> {
    let price = |o: u32| problem.price[o as usize];
    let usable = |class: u32| problem.options(class).filter(|&o| price(o) <= ask.ceiling());
    let audience = &problem.audience;
    let mut left = audience.people.clone();
    let mut room = ask.limits()[0];
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    for &class in classes.iter().filter(|&&class| ask.is_must(class)) {
        let Some(cheapest) = usable(class).min_by_key(|&o| (price(o), o)) else { continue };
        room -= price(cheapest);
        audience.contacts(cheapest).for_each(|(g, a)| left[g] *= (-a).exp());
        taken.insert(class, cheapest);
    }
    let mut heap: BinaryHeap<(u64, Reverse<u32>)> = BinaryHeap::new();
    for &class in classes.iter().filter(|&&class| !ask.is_never(class)) {
        heap.extend(usable(class).filter_map(|o| Some((key(audience.single[o as usize], price(o))?, Reverse(o)))));
    }
    steps.spend(heap.len() * 3)?;
    while let Some((_, Reverse(o))) = heap.pop() {
        steps.spend(20)?;
        let class = problem.class[o as usize];
        let before = taken.get(&class).copied();
        let cost = price(o) - before.map_or(0, price);
        if before == Some(o) || cost > room {
            continue;
        }
        // The offer it replaces gives back the people only that one reaches.
        let back = |g: usize| before.map_or(0.0, |b| audience.contacts(b).filter(|c| c.0 == g).map(|c| c.1).sum());
        let fresh: f64 = audience.contacts(o).map(|(g, a)| left[g] * back(g).exp() * -(-a).exp_m1()).sum();
        let lost: f64 = before.map_or(0.0, |b| audience.contacts(b).map(|(g, a)| left[g] * a.exp_m1()).sum());
        let Some(now) = key(fresh - lost, cost) else { continue };
        if heap.peek().is_some_and(|top| top.0 > now) {
            heap.push((now, Reverse(o)));
            continue;
        }
        if let Some(b) = before {
            audience.contacts(b).for_each(|(g, a)| left[g] *= a.exp());
        }
        audience.contacts(o).for_each(|(g, a)| left[g] *= (-a).exp());
        room -= cost;
        taken.insert(class, o);
    }
    Ok(taken.into_values().collect())
}

/// Orders offers by people for their money; floats above 0 sort like their bits.
fn key(reach: f64, cost: i64) -> Option<u64> {
    let density = if cost > 0 { reach / cost as f64 } else { f64::MAX };
    (reach > 1e-9).then_some(density.to_bits())
}
