//! What of the rules a list of offers breaks, and by how much.

use super::choice::{Choice, Rules};
use super::shortlist::{Part, Side};

/// Something that keeps a list from being a shortlist under the rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Broken {
    /// There is no offer at this place.
    NoSuchOffer(u32),
    /// The offer at this place has a negative price or value.
    Unusable(u32),
    /// Several offers of this creator are chosen.
    Twice(u32),
    /// A part of the rules is broken.
    Rule {
        /// Which.
        part: Part,
        /// By how much, 1 or more: minor units for the budget, the ceiling (the dearest offer counts) and rows that
        /// weigh prices, creators for a number, 1 for a must-have or never, the row's own unit otherwise.
        by: i64,
    },
}

/// Everything that these offers break, in the order of the offers and the parts of the rules; empty for a shortlist
/// that keeps them. Checked from the raw offers; the order of the list doesn't matter, an offer named twice is
/// [`Broken::Twice`].
pub fn broken(choices: &[Choice], rules: &Rules, chosen: &[u32]) -> Vec<Broken> {
    let mut list = chosen.to_vec();
    list.sort_unstable();
    let mut found: Vec<Broken> =
        list.iter().filter(|&&i| i as usize >= choices.len()).map(|&i| Broken::NoSuchOffer(i)).collect();
    list.retain(|&i| (i as usize) < choices.len());
    let offer = |i: u32| choices[i as usize];
    found.extend(list.iter().filter(|&&i| offer(i).price < 0 || offer(i).value < 0).map(|&i| Broken::Unusable(i)));
    let mut creators: Vec<u32> = list.iter().map(|&i| offer(i).creator).collect();
    creators.sort_unstable();
    found.extend(creators.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).map(|run| Broken::Twice(run[0])));
    creators.dedup();
    let has = |creator: u32| creators.binary_search(&creator).is_ok();
    let mut over = |part: Part, by: i128| {
        if by > 0 {
            found.push(Broken::Rule { part, by: i64::try_from(by).unwrap_or(i64::MAX) });
        }
    };
    let cost: i128 = list.iter().map(|&i| i128::from(offer(i).price)).sum();
    over(Part::Budget, cost - i128::from(rules.budget.max(0)));
    let dearest = list.iter().map(|&i| offer(i).price).max().unwrap_or(0);
    // Without a share the budget says it all.
    if rules.max_share.is_some_and(|share| share < 100) {
        over(Part::Ceiling, i128::from(dearest) - i128::from(rules.ceiling()));
    }
    over(Part::MinCreators, i128::from(rules.min_creators) - creators.len() as i128);
    for creator in sorted(&rules.must) {
        over(Part::Must(creator), i128::from(!has(creator)));
    }
    for creator in sorted(&rules.never) {
        over(Part::Never(creator), i128::from(has(creator)));
    }
    let price = |i: u32| choices.get(i as usize).map_or(0, |c| c.price);
    list.dedup();
    for (r, row) in rules.rows.iter().enumerate() {
        let sum = row.sum(&list, price);
        over(Part::Row(r, Side::Least), row.least.map_or(0, |least| i128::from(least) - sum));
        over(Part::Row(r, Side::Most), row.most.map_or(0, |most| sum - i128::from(most)));
    }
    found
}

/// The creators once each, ascending.
fn sorted(creators: &[u32]) -> Vec<u32> {
    let mut list = creators.to_vec();
    list.sort_unstable();
    list.dedup();
    list
}
