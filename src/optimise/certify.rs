//! An independent check of a shortlist: the rules, the sums, and the bound its multipliers prove.

use super::choice::{Choice, Rules};
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
        (relaxed.is_some_and(|r| r <= i128::from(shortlist.relaxed)), "The multipliers prove less than is claimed"),
    ];
    match checks.iter().find(|check| !check.0) {
        Some((_, sentence)) => Err((*sentence).to_owned()),
        None => Ok(()),
    }
}

/// The bound of the multipliers, rounded down to what values can add up to; `None` if it can't be computed.
fn relaxed(choices: &[Choice], rules: &Rules, shortlist: &Shortlist) -> Option<i128> {
    let m = shortlist.multipliers;
    let (money, per, each) = (i128::from(m.money), i128::from(m.per), i128::from(m.per_creator));
    let mut usable: Vec<&Choice> = choices.iter().filter(|c| c.price >= 0 && c.value >= 0).collect();
    usable.sort_by_key(|c| c.creator);
    let divisor =
        |g: i128, x: i64| std::iter::successors(Some((g, i128::from(x))), |&(a, b)| (b != 0).then(|| (b, a % b)));
    let step =
        |of: fn(&Choice) -> i64| usable.iter().fold(0, |g, c| divisor(g, of(c)).last().map_or(g, |(g, _)| g)).max(1);
    let budget = i128::from(rules.budget.max(0));
    let budget = budget - budget % step(|c| c.price);
    let mut bound =
        money.checked_mul(budget)?.checked_sub(per.checked_mul(each)?.checked_mul(i128::from(rules.min_creators))?)?;
    for group in usable.chunk_by(|a, b| a.creator == b.creator) {
        if rules.never.contains(&group[0].creator) {
            continue;
        }
        let offers = group.iter().filter(|c| c.price <= rules.ceiling());
        let best = offers.map(|c| per * (i128::from(c.value) + each) - money * i128::from(c.price)).max();
        let least = if rules.must.contains(&group[0].creator) { best.unwrap_or(0) } else { 0 };
        bound = bound.checked_add(best.unwrap_or(0).max(least))?;
    }
    let whole = bound.div_euclid(per.max(1));
    Some(whole - whole.rem_euclid(step(|c| c.value)))
}
