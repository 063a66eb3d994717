//! Settling ties: among equally good shortlists the previous one stays, and who was in stays in.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::Rules;
use super::market::Market;

/// The chosen offers, ascending: the previous shortlist if it keeps the rules and is worth no less, or else the new
/// one with previous offers in the place of others with the same price and value.
pub(super) fn settle(market: &Market, rules: &Rules, new: &[u32], keep: &[u32]) -> Vec<u32> {
    let value = |list: &[u32]| list.iter().map(|&i| i128::from(market.choices[i as usize].value)).sum::<i128>();
    let mut old: Vec<u32> = keep.iter().copied().filter(|&i| (i as usize) < market.choices.len()).collect();
    old.sort_unstable();
    old.dedup();
    if !old.is_empty() && keeps_rules(market, rules, &old) && value(&old) >= value(new) {
        return old;
    }
    let mut chosen = swapped(market, rules, new, &old);
    chosen.sort_unstable();
    chosen
}

/// Whether these offers are a shortlist under the rules, without anything worthless that no rule asks for.
fn keeps_rules(market: &Market, rules: &Rules, list: &[u32]) -> bool {
    let offers = || list.iter().map(|&i| market.choices[i as usize]);
    let creators: BTreeSet<u32> = offers().map(|c| c.creator).collect();
    let cost: i128 = offers().map(|c| i128::from(c.price)).sum();
    let worthless = offers().filter(|c| c.value == 0 && !rules.must.contains(&c.creator)).count();
    creators.len() == list.len()
        && offers().all(|c| c.price >= 0 && c.value >= 0 && c.price <= rules.ceiling())
        && cost <= i128::from(rules.budget.max(0))
        && list.len() >= rules.min_creators as usize
        && (worthless == 0 || list.len() == rules.min_creators as usize)
        && rules.must.iter().all(|c| creators.contains(c))
        && !rules.never.iter().any(|c| creators.contains(c))
}

/// Puts previous offers in the place of new ones with the same price and value, where the creator is free.
fn swapped(market: &Market, rules: &Rules, new: &[u32], old: &[u32]) -> Vec<u32> {
    let choice = |i: u32| market.choices[i as usize];
    let mut inside: BTreeSet<u32> = new.iter().map(|&i| choice(i).creator).collect();
    let mut spare: BTreeMap<(i64, i64), Vec<u32>> = BTreeMap::new();
    for &i in old.iter().rev().filter(|i| new.binary_search(i).is_err()) {
        let c = choice(i);
        if c.price >= 0 && c.value >= 0 && !rules.never.contains(&c.creator) {
            spare.entry((c.price, c.value)).or_default().push(i);
        }
    }
    let mut chosen = new.to_vec();
    for slot in chosen.iter_mut().filter(|i| old.binary_search(i).is_err()) {
        let now = choice(*slot);
        let Some(list) = spare.get_mut(&(now.price, now.value)) else { continue };
        let bound = rules.must.contains(&now.creator);
        let fits = |&i: &u32| match choice(i).creator == now.creator {
            true => true,
            false => !bound && !inside.contains(&choice(i).creator),
        };
        if let Some(at) = list.iter().rposition(fits) {
            let other = list.remove(at);
            inside.remove(&now.creator);
            inside.insert(choice(other).creator);
            *slot = other;
        }
    }
    chosen
}
