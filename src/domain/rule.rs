//! A rule: one condition a shortlist must keep.

use super::CreatorId;

/// One condition a shortlist must keep.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rule {
    /// At least so many creators.
    MinCreators(u32),
    /// At most this share of the money on one creator, in percent, 1–100.
    MaxShare(u32),
    /// This creator must be chosen.
    MustHave(CreatorId),
    /// This creator must not be chosen.
    Never(CreatorId),
}
