//! What a projection of one account rests on: the posts behind it, how much is the creator's own, what would narrow it.

use jiff::civil::Date;

use super::checks::Check;
use crate::domain::{Metric, PostKind};
pub use crate::forecast::{Shares, Source};

/// What is known about one account before its next post is projected.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
    /// What is counted.
    pub metric: Metric,
    /// What one ordinary, unpaid post brings: the middle of what may come.
    pub level: f64,
    /// The band that holds such a post with a probability of 80 %.
    pub band: (f64, f64),
    /// How much of the level comes from own posts, a stated average and accounts of the same size; adds up to 1.
    pub shares: Shares,
    /// The same in one sentence.
    pub sentence: String,
    /// What would make the band narrower, in one sentence.
    pub narrower: String,
    /// Where the figures for accounts of this size come from.
    pub source: Source,
    /// The account's posts that tell the count, newest first.
    pub posts: Vec<KnownPost>,
    /// What is said about posts that don't count as they are, a sentence each.
    pub remarks: Vec<String>,
    /// What unpaid and paid posts of this creator bring.
    pub paid: PaidAgainstUnpaid,
    /// How much of what they post is paid for; `None` where no size is known to compare it with.
    pub clutter: Option<PaidShare>,
}

/// One post behind a projection.
#[derive(Clone, PartialEq, Debug)]
pub struct KnownPost {
    /// The day it went out, where known.
    pub day: Option<Date>,
    /// Its kind, where known.
    pub kind: Option<PostKind>,
    /// Whether it was paid for, where known.
    pub sponsored: Option<bool>,
    /// What it brought.
    pub value: u64,
    /// The part of the level it makes up, 0–1.
    pub weight: f64,
    /// What is still to come, as a fraction of what it has.
    pub to_come: f64,
    /// How it counts.
    pub standing: Standing,
}

/// How a post counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// As it is.
    Full,
    /// It is so young that what is still to come is added.
    Young,
    /// It lies so far off that it counts as if it lay nearer.
    Bent,
    /// Newer posts have taken its place.
    Old,
}

/// What one post brings unpaid and paid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PaidAgainstUnpaid {
    /// Unpaid, a count.
    pub organic: f64,
    /// Paid for, a count.
    pub paid: f64,
    /// Both as parts of the followers; `None` where these aren't known.
    pub rates: Option<(f64, f64)>,
    /// Posts used that are known to be paid for.
    pub paid_posts: usize,
    /// Posts used that aren't.
    pub organic_posts: usize,
}

/// The paid part of what an account posts.
#[derive(Clone, PartialEq, Debug)]
pub struct PaidShare {
    /// The share with its band of 90 %; `None` where it is known of no post.
    pub share: Option<(f64, f64, f64)>,
    /// What is usual for accounts of this size.
    pub usual: (f64, f64),
    /// What to think of it.
    pub check: Check,
}
