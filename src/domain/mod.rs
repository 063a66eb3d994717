//! The nouns of campaign planning and the rules they keep.
//!
//! Nothing here knows about SQL, files, threads, the clock, the window or a serialiser.

pub mod account;
pub mod booking;
pub mod brief;
pub mod campaign;
pub mod creator;
pub mod draft;
pub mod entry;
pub mod fact;
pub mod goal;
pub mod group;
pub mod issue;
pub mod metric;
pub mod money;
pub mod number;
pub mod offer;
pub mod platform;
pub mod post;
pub mod progress;
pub mod reading;
pub mod rule;
pub mod text;
pub mod tier;

pub use account::{Account, AccountId};
pub use booking::{Booking, BookingId, Frozen, Outcome};
pub use brief::{Aim, Around, Brief};
pub use campaign::{Campaign, CampaignId, Scenario, ScenarioId};
pub use creator::{Creator, CreatorId};
pub use draft::{Draft, PostDraft};
pub use entry::Entry;
pub use fact::{AudienceShare, Audit, AuditKind, Overlap};
pub use goal::{Goal, Mix};
pub use group::{Group, Sex};
pub use issue::Issue;
pub use metric::Metric;
pub use money::{Currency, Money};
pub use number::NumberStyle;
pub use offer::{Deliverable, FeeStatus, Offer, OfferId};
pub use platform::Platform;
pub use post::{Post, PostId, PostKind};
pub use progress::{Cancelled, Report};
pub use reading::{Measure, Reading};
pub use rule::Rule;
pub use tier::{Tier, TierTable};
