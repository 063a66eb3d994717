//! The outlook of a plan beyond its goal: people reached once, money, time, mix, and what moves it most.

use jiff::civil::Date;

use crate::domain::{Money, OfferId, Platform, Tier};
pub use crate::forecast::reach::Reach;
pub use crate::forecast::{BreakEven, Cost, MoneyTotal, Tornado, Total, UnitCost};

/// Everything a plan means beside its goal.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// Different people who see at least one post.
    pub reach: Option<Reach>,
    /// Different people nearby, where the brief has a place; and how many live there.
    pub nearby: Option<(Reach, f64)>,
    /// Clicks, orders and money.
    pub money: Option<MoneyTotal>,
    /// What is missing for the money, as sentences that say what to add.
    pub missing: Vec<String>,
    /// What moves the total most.
    pub tornado: Option<Tornado>,
    /// How results come in, day by day; empty without dates.
    pub timeline: Vec<TimelinePoint>,
    /// When each offer is posted, in the order of the days; empty without dates.
    pub postings: Vec<Posting>,
    /// The day on which this was worked out.
    pub today: Date,
    /// Engagements weighed by relevance; `None` while the brief names no niche.
    pub relevant: Option<Relevant>,
    /// Where the figures come from.
    pub sources: Sources,
    /// Money by tier of the creators.
    pub tiers: Vec<Slice<Option<Tier>>>,
    /// Money by platform.
    pub platforms: Vec<Slice<Option<Platform>>>,
}

/// What has come in by the end of a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TimelinePoint {
    /// The day.
    pub day: Date,
    /// Lower end of the 80 % band, in units of the goal.
    pub low: f64,
    /// Middle.
    pub middle: f64,
    /// Upper end of the 80 % band.
    pub high: f64,
}

/// When an offer is posted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    /// Which offer.
    pub offer: OfferId,
    /// The day.
    pub day: Date,
    /// Whether the user chose the day; else it follows from the campaign's days.
    pub fixed: bool,
}

/// Engagements beside those of them that are relevant to the brief's niches.
#[derive(Clone, PartialEq, Debug)]
pub struct Relevant {
    /// Engagements of all posts.
    pub plain: Total,
    /// The same, each weighed by its creator's relevance.
    pub relevant: Total,
    /// The relevance of each offer's creator, 0–1.
    pub shares: Vec<(OfferId, f64)>,
}

/// Where figures come from, in words with source and year; one line for each platform, kind of post or status.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Sources {
    /// What posts bring of the goal.
    pub posts: String,
    /// Whom posts reach.
    pub reach: String,
    /// Who could be reached, and how audiences overlap.
    pub people: String,
    /// Clicks per view.
    pub clicks: String,
    /// Orders per click.
    pub orders: String,
    /// Buyers who use a code or link.
    pub codes: String,
    /// Which offers take place.
    pub chances: String,
    /// The assumptions of the tornado, by name.
    pub levers: Vec<(&'static str, String)>,
}

/// A part of the money.
#[derive(Clone, PartialEq, Debug)]
pub struct Slice<Key> {
    /// What it is spent on; `None` where unknown.
    pub key: Key,
    /// How much.
    pub money: Money,
    /// How many offers.
    pub offers: usize,
    /// What it is projected to bring, in units of the goal.
    pub projected: f64,
}
