//! Whether a list of offers keeps the rules.

use std::collections::BTreeSet;

use super::choice::{Choice, Rules};

/// Whether these offers, places in `choices` and ascending, are a shortlist under the rules: each creator once, all of
/// them usable, within the budget and the ceiling, enough of them, every must-have creator, none who must stay out, and
/// every row within its limits.
pub fn keeps(choices: &[Choice], rules: &Rules, chosen: &[u32]) -> bool {
    let offers: Vec<Choice> = chosen.iter().filter_map(|&i| choices.get(i as usize)).copied().collect();
    let creators: BTreeSet<u32> = offers.iter().map(|c| c.creator).collect();
    let cost: i128 = offers.iter().map(|c| i128::from(c.price)).sum();
    let ceiling = rules.ceiling();
    let price = |i: u32| choices.get(i as usize).map_or(0, |c| c.price);
    chosen.is_sorted()
        && creators.len() == chosen.len()
        && offers.iter().all(|c| c.price >= 0 && c.value >= 0 && c.price <= ceiling)
        && cost <= i128::from(rules.budget.max(0))
        && offers.len() >= rules.min_creators as usize
        && rules.must.iter().all(|c| creators.contains(c))
        && !rules.never.iter().any(|c| creators.contains(c))
        && rules.rows.iter().all(|row| row.allows(row.sum(chosen, price)))
}
