//! An independent check of a shortlist: the rules, the sums, and the bound its multipliers prove.

use super::choice::{Choice, Rules};
use super::row::Weigh;
use super::shortlist::Shortlist;

/// Checks from the raw offers that the shortlist keeps the rules, that its sums are right, and that its multipliers
/// prove `relaxed` (weak duality, in exact integers). A proof by search is claimed, not repeated. The error is a
/// sentence that says what doesn't hold.
pub fn certify(choices: &[Choice], rules: &Rules, shortlist: &Shortlist) -> Result<(), String> {
    let offer = |&i: &u32| choices.get(i as usize).copied().ok_or(format!("There is no offer {i}"));
    let chosen = shortlist.chosen.iter().map(offer).collect::<Result<Vec<Choice>, String>>()?;
    let mut creators: Vec<u32> = chosen.iter().map(|c| c.creator).collect();
    creators.sort_unstable();
    let cost: i128 = chosen.iter().map(|c| i128::from(c.price)).sum();
    let value: i128 = chosen.iter().map(|c| i128::from(c.value)).sum();
    let has = |c: &u32| creators.binary_search(c).is_ok();
    let price = |place: u32| choices.get(place as usize).map_or(0, |c| c.price);
    let relaxed = relaxed(choices, rules, shortlist);
    let checks = [
        (shortlist.chosen.is_sorted(), "The chosen offers aren't in order"),
        (creators.windows(2).all(|p| p[0] != p[1]), "A creator is chosen twice"),
        (chosen.iter().all(|c| c.price >= 0 && c.value >= 0), "An unusable offer is chosen"),
        (chosen.iter().all(|c| c.price <= rules.ceiling()), "One creator costs more than allowed"),
        (cost <= i128::from(rules.budget.max(0)), "The budget is exceeded"),
        (chosen.len() >= rules.min_creators as usize, "There are too few creators"),
        (rules.must.iter().all(has), "A must-have creator is missing"),
        (!rules.never.iter().any(has), "A creator who must stay out is in"),
        (cost == i128::from(shortlist.cost), "The cost isn't the sum of the prices"),
        (value == i128::from(shortlist.value), "The value isn't the sum of the values"),
        (shortlist.proved == (shortlist.bound == shortlist.value), "Proof and bound don't agree"),
        (shortlist.value <= shortlist.bound, "The bound is below the value"),
        (shortlist.bound <= shortlist.relaxed.max(shortlist.value), "The bound is above what the multipliers prove"),
        (shortlist.multipliers.per >= 1 && shortlist.multipliers.money >= 0, "The multipliers make no sense"),
        (shortlist.multipliers.per_creator >= 0, "The multiplier on creators is negative"),
        (shortlist.multipliers.creator_part >= 0, "The multiplier on creators is negative"),
        (rules.rows.iter().all(|row| row.allows(row.sum(&shortlist.chosen, price))), "A side rule is broken"),
        (relaxed.is_some_and(|r| r <= i128::from(shortlist.relaxed)), "The multipliers prove less than is claimed"),
    ];
    match checks.iter().find(|check| !check.0) {
        Some((_, sentence)) => Err((*sentence).to_owned()),
        None => Ok(()),
    }
}

/// The bound of the multipliers, rounded down to what values can add up to; `None` if it can't be computed.
fn relaxed(choices: &[Choice], rules: &Rules, shortlist: &Shortlist) -> Option<i128> {
    let m = &shortlist.multipliers;
    let (money, per) = (i128::from(m.money), i128::from(m.per));
    let each = per.checked_mul(i128::from(m.per_creator))?.checked_add(i128::from(m.creator_part))?;
    let mut usable: Vec<(usize, &Choice)> =
        choices.iter().enumerate().filter(|(_, c)| c.price >= 0 && c.value >= 0).collect();
    usable.sort_by_key(|(_, c)| c.creator);
    let divisor =
        |g: i128, x: i64| std::iter::successors(Some((g, i128::from(x))), |&(a, b)| (b != 0).then(|| (b, a % b)));
    let step = |of: fn(&Choice) -> i64| {
        usable.iter().fold(0, |g, (_, c)| divisor(g, of(c)).last().map_or(g, |(g, _)| g)).max(1)
    };
    let budget = i128::from(rules.budget.max(0));
    let budget = budget - budget % step(|c| c.price);
    let mut bound = money.checked_mul(budget)?.checked_sub(each.checked_mul(i128::from(rules.min_creators))?)?;
    let (limits, taken) = side_rules(choices, rules, &m.rows)?;
    bound = bound.checked_add(limits)?;
    for group in usable.chunk_by(|a, b| a.1.creator == b.1.creator) {
        let creator = group[0].1.creator;
        if rules.never.contains(&creator) {
            continue;
        }
        let mut best = None;
        for (place, c) in group.iter().filter(|(_, c)| c.price <= rules.ceiling()) {
            let worth = per.checked_mul(i128::from(c.value))?.checked_sub(money.checked_mul(i128::from(c.price))?)?;
            best = best.max(Some(worth.checked_add(each)?.checked_sub(taken.get(*place).copied().unwrap_or(0))?));
        }
        let least = if rules.must.contains(&creator) { best.unwrap_or(0) } else { 0 };
        bound = bound.checked_add(best.unwrap_or(0).max(least))?;
    }
    let whole = bound.div_euclid(per.max(1));
    Some(whole - whole.rem_euclid(step(|c| c.value)))
}

/// What the side rules' limits add to the bound, and what they take from every offer, by place (nothing if there are
/// none); `None` if that can't be computed, or if a limit is priced that isn't there.
fn side_rules(choices: &[Choice], rules: &Rules, multipliers: &[i64]) -> Option<(i128, Vec<i128>)> {
    if multipliers.is_empty() {
        return Some((0, Vec::new()));
    }
    let (mut limits, mut taken) = (0_i128, vec![0_i128; choices.len()]);
    if multipliers.len() != rules.rows.len() {
        return None;
    }
    for (row, &y) in rules.rows.iter().zip(multipliers).filter(|(_, y)| **y != 0) {
        let limit = if y > 0 { row.most? } else { row.least? };
        limits = limits.checked_add(i128::from(y).checked_mul(i128::from(limit))?)?;
        for (i, &member) in row.members.iter().enumerate() {
            let Some(c) = choices.get(member as usize) else { continue };
            let weight = match &row.weigh {
                Weigh::Each => 1,
                Weigh::Price => c.price,
                Weigh::By(weights) => weights.get(i).copied().unwrap_or(0),
            };
            let less = i128::from(y).checked_mul(i128::from(weight))?;
            taken[member as usize] = taken[member as usize].checked_add(less)?;
        }
    }
    Some((limits, taken))
}
