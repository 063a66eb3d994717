//! What the user knows about an audience beyond counts: where it lives, what a look at it found, whom it shares.

use jiff::civil::Date;

use super::{AccountId, CreatorId};

/// The share of an account's audience that lives in one place.
#[derive(Clone, PartialEq, Debug)]
pub struct AudienceShare {
    /// Whose audience.
    pub account: AccountId,
    /// Town, as written.
    pub place: String,
    /// Country, as written; may be empty.
    pub country: String,
    /// Share of the audience, 0–1.
    pub share: f64,
    /// When it was read.
    pub taken_on: Date,
    /// Where from.
    pub source: String,
}

/// What a look at a sample of an account's audience found.
#[derive(Clone, PartialEq, Debug)]
pub struct Audit {
    /// Whose audience.
    pub account: AccountId,
    /// What was looked at.
    pub kind: AuditKind,
    /// How many; 1 or more.
    pub looked_at: u32,
    /// How many of them looked suspicious; at most `looked_at`.
    pub suspicious: u32,
    /// When.
    pub taken_on: Date,
}

/// What a hand audit looks at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AuditKind {
    /// A sample of followers, 30 as a rule.
    Followers,
    /// The newest comments, 20 as a rule.
    Comments,
}

impl AuditKind {
    /// Both kinds.
    pub const ALL: [AuditKind; 2] = [AuditKind::Followers, AuditKind::Comments];

    /// The word stored.
    pub fn key(self) -> &'static str {
        match self {
            AuditKind::Followers => "followers",
            AuditKind::Comments => "comments",
        }
    }

    /// How many to look at.
    pub fn sample(self) -> u32 {
        match self {
            AuditKind::Followers => 30,
            AuditKind::Comments => 20,
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<AuditKind> {
        AuditKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How much of the smaller of two audiences follows both creators.
#[derive(Clone, PartialEq, Debug)]
pub struct Overlap {
    /// One creator; the lower number.
    pub one: CreatorId,
    /// The other.
    pub other: CreatorId,
    /// Share of the smaller audience, 0–1.
    pub share: f64,
    /// Where it comes from.
    pub source: String,
}
