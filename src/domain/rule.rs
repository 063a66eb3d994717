//! A rule: one condition a shortlist must keep.

use super::{CreatorId, Group, Metric};

/// One condition a shortlist must keep. Shares are whole percents of the money for creators (what contingency and
/// fixed costs leave); amounts are minor units of its currency.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Rule {
    /// At least so many creators.
    MinCreators(u32),
    /// At most so many creators.
    MaxCreators(u32),
    /// At least so many offers of this group.
    MinOf(Group, u32),
    /// At most so many offers of this group.
    MaxOf(Group, u32),
    /// At least this share of the money on this group.
    MinShareOf(Group, u32),
    /// At most this share of the money on this group.
    MaxShareOf(Group, u32),
    /// At most this share of the money on one creator, 1–100.
    MaxShare(u32),
    /// No offer that costs more for each of these than so much; for views and reach per thousand.
    MaxCost(Metric, i64),
    /// This creator must be chosen.
    MustHave(CreatorId),
    /// This creator must not be chosen.
    Never(CreatorId),
    /// At most one of these creators: competitors, one household.
    NotTogether(Vec<CreatorId>),
    /// All of these creators or none.
    OnlyTogether(Vec<CreatorId>),
    /// At most so many offers of one creator; without this rule it is one.
    OffersEach(u32),
    /// This share of all the money is kept back for what nobody foresees.
    Contingency(u32),
    /// So much of the money goes into something that isn't a creator: boosting, production, product.
    FixedCost(i64, String),
    /// Two phases; at most this share of the money in the first and the rest in the second.
    Phases(u32),
}

impl Rule {
    /// Whether a brief can hold only one rule of this kind (and group): a second one replaces the first.
    pub fn same_kind(&self, other: &Rule) -> bool {
        use Rule::*;
        match (self, other) {
            (MinOf(a, _), MinOf(b, _)) | (MaxOf(a, _), MaxOf(b, _)) => a == b,
            (MinShareOf(a, _), MinShareOf(b, _)) | (MaxShareOf(a, _), MaxShareOf(b, _)) => a == b,
            (MaxCost(a, _), MaxCost(b, _)) => a == b,
            (MustHave(_) | Never(_) | NotTogether(_) | OnlyTogether(_) | FixedCost(..), _) => self == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether it only allows more than would be allowed without it, so that it never costs anything.
    pub fn only_permits(&self) -> bool {
        matches!(self, Rule::OffersEach(2..))
    }

    /// The creators it names.
    pub fn creators(&self) -> &[CreatorId] {
        match self {
            Rule::MustHave(id) | Rule::Never(id) => std::slice::from_ref(id),
            Rule::NotTogether(ids) | Rule::OnlyTogether(ids) => ids,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Platform;

    #[test]
    fn rules_of_one_kind_replace_each_other() {
        let tiktok = || Group::Platform(Platform::TikTok);
        assert!(Rule::MinCreators(3).same_kind(&Rule::MinCreators(5)));
        assert!(!Rule::MinCreators(3).same_kind(&Rule::MaxCreators(3)));
        assert!(Rule::MinOf(tiktok(), 1).same_kind(&Rule::MinOf(tiktok(), 2)));
        assert!(!Rule::MinOf(tiktok(), 1).same_kind(&Rule::MinOf(Group::Phase(1), 1)));
        assert!(!Rule::MustHave(CreatorId(1)).same_kind(&Rule::MustHave(CreatorId(2))));
    }
}
