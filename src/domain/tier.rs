//! Tiers: names for sizes of audience. Only labels; no calculation jumps at their borders.

/// A size class by followers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tier {
    /// Below the first border (1,000 by default): too small for the field to have a name.
    Starter,
    /// 1,000–10,000 by default.
    Nano,
    /// 10,000–50,000 by default.
    Micro,
    /// 50,000–500,000 by default.
    Mid,
    /// 500,000–1,000,000 by default.
    Macro,
    /// Above.
    Mega,
}

impl Tier {
    /// Every tier, smallest first.
    pub const ALL: [Tier; 6] = [Tier::Starter, Tier::Nano, Tier::Micro, Tier::Mid, Tier::Macro, Tier::Mega];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Tier::Starter => "Starter",
            Tier::Nano => "Nano",
            Tier::Micro => "Micro",
            Tier::Mid => "Mid",
            Tier::Macro => "Macro",
            Tier::Mega => "Mega",
        }
    }
}

/// The borders between tiers, in followers. Sources disagree on them, so the user may change them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TierTable {
    /// The least followers of nano, micro, mid, macro and mega; ascending.
    pub borders: [u64; 5],
}

impl Default for TierTable {
    /// HypeAuditor's borders since 2023, the most used: 1K, 10K, 50K, 500K, 1M.
    fn default() -> Self {
        TierTable { borders: [1_000, 10_000, 50_000, 500_000, 1_000_000] }
    }
}

impl TierTable {
    /// The tier of an account with so many followers.
    pub fn tier(&self, followers: u64) -> Tier {
        Tier::ALL[self.borders.iter().filter(|border| followers >= **border).count()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_belong_to_the_tier_above() {
        let tiers = TierTable::default();
        assert_eq!(tiers.tier(0), Tier::Starter);
        assert_eq!(tiers.tier(999), Tier::Starter);
        assert_eq!(tiers.tier(1_000), Tier::Nano);
        assert_eq!(tiers.tier(50_000), Tier::Mid);
        assert_eq!(tiers.tier(u64::MAX), Tier::Mega);
    }
}
