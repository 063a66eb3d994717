//! A draft: what one row of an import says, before it meets the roster.

use jiff::civil::{Date, DateTime};

use super::post::Counts;
use super::{Deliverable, FeeStatus, Measure, Money, Platform, PostKind, Sex};

/// What one row of an import says about a creator. `None` and empty lists mean that the row is silent:
/// what the roster already knows stays.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Draft {
    /// Row of the source file, the first line being 1.
    pub row: u64,
    /// The creator's name.
    pub name: Option<String>,
    /// The platform of the account.
    pub platform: Option<Platform>,
    /// The handle, without "@".
    pub handle: Option<String>,
    /// The address of the profile.
    pub url: Option<String>,
    /// Home town.
    pub place: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Language of the posts.
    pub language: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// Niches named.
    pub niches: Vec<String>,
    /// Tags named.
    pub tags: Vec<String>,
    /// Measured values of the account.
    pub readings: Vec<(Measure, f64)>,
    /// The day the readings were true, where the row tells it.
    pub taken_on: Option<Date>,
    /// What the creator sells; empty where only a fee is given.
    pub deliverables: Vec<Deliverable>,
    /// A fee.
    pub fee: Option<Money>,
    /// How sure the fee is.
    pub fee_status: Option<FeeStatus>,
    /// One post of the account, where the file is a list of posts.
    pub post: Option<PostDraft>,
}

/// What one row says about one post.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct PostDraft {
    /// When it went out, UTC.
    pub posted_at: Option<DateTime>,
    /// Its kind.
    pub kind: Option<PostKind>,
    /// Whether it was paid for.
    pub sponsored: Option<bool>,
    /// Its counts.
    pub counts: Counts,
    /// Its address; empty where unknown.
    pub url: String,
}
