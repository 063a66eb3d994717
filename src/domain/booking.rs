//! A booking: an offer taken into a campaign with the projection of that day and, once it is known, its result.

use jiff::civil::Date;

use super::post::Counts;
use super::{Goal, Metric, Money, OfferId, Platform, PostKind, ScenarioId};

/// The number a booking has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BookingId(pub i64);

/// An offer taken into a campaign. Names and projection are frozen: they stay whatever happens to the creator.
#[derive(Clone, PartialEq, Debug)]
pub struct Booking {
    /// Its number; meaningless before it is stored.
    pub id: BookingId,
    /// The scenario it was booked in.
    pub scenario: ScenarioId,
    /// The offer; `None` once it has been removed from the roster.
    pub offer: Option<OfferId>,
    /// Name of the creator on that day.
    pub creator: String,
    /// Where it is published.
    pub platform: Option<Platform>,
    /// The kind of post, where the offer holds only one.
    pub kind: Option<PostKind>,
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// What was projected.
    pub projected: Frozen,
    /// The day it was booked.
    pub booked_on: Date,
    /// What came of it.
    pub result: Option<Outcome>,
    /// The code its audience was given; may be empty.
    pub code: String,
    /// The link its audience was given; may be empty.
    pub link: String,
}

/// A projection as it stood when an offer was booked.
#[derive(Clone, PartialEq, Debug)]
pub struct Frozen {
    /// What was counted.
    pub metric: Metric,
    /// Quantiles at the probabilities of [`Frozen::LEVELS`], rising.
    pub quantiles: [f64; 9],
    /// The multiplier that past results had put on it; 1 where none did.
    pub applied: f64,
}

impl Frozen {
    /// The probabilities that are kept: the ends of the 95, 90, 80 and 50 % bands and the middle.
    pub const LEVELS: [f64; 9] = [0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975];

    /// The middle.
    pub fn middle(&self) -> f64 {
        self.quantiles[4]
    }

    /// The 80 % band.
    pub fn band(&self) -> (f64, f64) {
        (self.quantiles[2], self.quantiles[6])
    }
}

/// What a deliverable really brought; unknown counts stay unknown.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Outcome {
    /// The day it was posted.
    pub posted_on: Option<Date>,
    /// Counts of its posts together.
    pub counts: Counts,
    /// Visits to the shop's page.
    pub clicks: Option<u64>,
    /// Orders.
    pub orders: Option<u64>,
    /// What the orders brought in, in minor units of the fee's currency.
    pub revenue: Option<i64>,
}

impl Outcome {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Outcome::default()
    }

    /// What it brought of `goal`, where that was counted.
    pub fn of(&self, goal: Goal) -> Option<u64> {
        match goal {
            Goal::Clicks => self.clicks,
            Goal::Orders => self.orders,
            goal => self.counts.of(goal.metric()),
        }
    }
}
