//! A side rule over some of the offers: a weighted sum that stays between two limits.

use std::sync::Arc;

/// `least` ≤ the sum of the weights of the chosen members ≤ `most`.
///
/// Everything a planner asks beside the budget is such a row: a number of creators of a kind ([`Weigh::Each`] over
/// their offers), a share of the money ([`Weigh::Price`], `most` the share in minor units), "not together"
/// ([`Weigh::Each`] over the offers of those creators, `most` 1), "only together" ([`Weigh::By`] with 1 for the one and
/// -1 for the other, both limits 0), or a shortlist that differs from a known one by `k` ([`Weigh::Each`] over its `n`
/// offers, `most` n − k).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Places of offers in the caller's slice, ascending; places beyond its end are ignored. One named twice counts
    /// twice.
    pub members: Arc<[u32]>,
    /// What each member weighs.
    pub weigh: Weigh,
    /// The least the sum may be, in the unit of the weights.
    pub least: Option<i64>,
    /// The most the sum may be, in the unit of the weights.
    pub most: Option<i64>,
}

/// What the members of a [`Row`] weigh.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Weigh {
    /// Each offer 1.
    Each,
    /// Each offer its price, in minor units.
    Price,
    /// Weights of any sign, one for each member; members beyond the last weight weigh nothing.
    By(Arc<[i64]>),
}

impl Row {
    /// So many of these offers at least and at most.
    pub fn count(members: Arc<[u32]>, least: Option<i64>, most: Option<i64>) -> Row {
        Row { members, weigh: Weigh::Each, least, most }
    }

    /// So much money for these offers at least and at most, in minor units.
    pub fn money(members: Arc<[u32]>, least: Option<i64>, most: Option<i64>) -> Row {
        Row { members, weigh: Weigh::Price, least, most }
    }

    /// The sum of the weights over these offers, ascending and each named once; exact.
    pub fn sum(&self, chosen: &[u32], price: impl Fn(u32) -> i64) -> i128 {
        let weight = |(place, member): (usize, u32)| i128::from(self.weight(place, price(member)));
        // Members may be very many and chosen ones are few: to see that members are in order is quicker than to look for
        // each among the chosen.
        if self.members.is_sorted() {
            let same = |&one: &u32| {
                let from = self.members.partition_point(|&member| member < one);
                (from..).zip(self.members[from..].iter().copied()).take_while(move |(_, member)| *member == one)
            };
            return chosen.iter().flat_map(same).map(weight).sum();
        }
        let members = self.members.iter().copied().enumerate();
        members.filter(|(_, member)| chosen.binary_search(member).is_ok()).map(weight).sum()
    }

    /// What the member at this place of the list weighs, with its price.
    pub(super) fn weight(&self, at: usize, price: i64) -> i64 {
        match &self.weigh {
            Weigh::Each => 1,
            Weigh::Price => price,
            Weigh::By(weights) => weights.get(at).copied().unwrap_or(0),
        }
    }

    /// Whether a sum is within the limits.
    pub fn allows(&self, sum: i128) -> bool {
        self.least.is_none_or(|least| i128::from(least) <= sum) && self.most.is_none_or(|most| sum <= i128::from(most))
    }
}
