//! Results: what bookings brought against what was projected for them.

use jiff::civil::Date;

use crate::domain::{Booking, CampaignId, Metric, Money};
use crate::report::record::{Correction, Record};

/// Everything the file knows of results.
#[derive(Clone, PartialEq, Debug)]
pub struct Results {
    /// Campaigns with bookings, the one booked last first.
    pub campaigns: Vec<CampaignResults>,
    /// How the forecasts fared.
    pub record: Record,
    /// Each forecast with a result, newest first.
    pub judged: Vec<Judged>,
    /// What results put on the next forecasts.
    pub corrections: Vec<Correction>,
    /// Whether forecasts use them.
    pub applied: bool,
    /// Metrics with results, but too few for a correction: how many there are.
    pub short: Vec<(Metric, usize)>,
}

/// The bookings of one campaign.
#[derive(Clone, PartialEq, Debug)]
pub struct CampaignResults {
    /// Which campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub name: String,
    /// Whom it is for; may be empty.
    pub client: String,
    /// Its bookings, the most projected first.
    pub rows: Vec<ResultRow>,
    /// Planned against actual, for each metric that was projected.
    pub sums: Vec<Sum>,
    /// Clicks, orders and money.
    pub money: MoneyResult,
}

/// One booking with how its projection fared.
#[derive(Clone, PartialEq, Debug)]
pub struct ResultRow {
    /// The booking.
    pub booking: Booking,
    /// The scenario it was booked in, where the campaign has several.
    pub scenario: String,
    /// What came of what was projected; `None` while unknown.
    pub actual: Option<u64>,
    /// Where it landed; `None` while unknown.
    pub landing: Option<Landing>,
}

/// Where a result landed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Landing {
    /// Below the 80 % band.
    Below,
    /// Inside it.
    Inside,
    /// Above it.
    Above,
}

impl Landing {
    /// As a word: "inside".
    pub fn word(self) -> &'static str {
        match self {
            Landing::Below => "below",
            Landing::Inside => "inside",
            Landing::Above => "above",
        }
    }
}

/// A span with its middle.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Band {
    /// Lower end of the 80 % band.
    pub low: f64,
    /// Middle.
    pub middle: f64,
    /// Upper end of the 80 % band.
    pub high: f64,
}

/// Planned against actual of one metric.
#[derive(Clone, PartialEq, Debug)]
pub struct Sum {
    /// What is counted.
    pub metric: Metric,
    /// Bookings it was projected for.
    pub bookings: usize,
    /// How many of them have a result.
    pub known: usize,
    /// The projection of all of them together.
    pub planned: Band,
    /// The projection of those with a result together; `None` if none has.
    pub planned_known: Option<Band>,
    /// What those brought.
    pub actual: u64,
    /// What all will come to: what came so far, and what is projected for the rest.
    pub heading: Band,
    /// What one costs by the middle of the projection, in currency units; `None` where the fees have several currencies.
    pub each_planned: Option<f64>,
    /// What one of those that came cost.
    pub each_actual: Option<f64>,
}

/// A count over the bookings for which it is known.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// The sum.
    pub sum: u64,
    /// Bookings for which it is known.
    pub known: usize,
}

/// What came of a campaign in clicks, orders and money.
#[derive(Clone, PartialEq, Debug)]
pub struct MoneyResult {
    /// All fees, where they have one currency.
    pub fees: Option<Money>,
    /// Fees and the brief's fixed costs.
    pub costs: Option<Money>,
    /// Clicks.
    pub clicks: Tally,
    /// Orders.
    pub orders: Tally,
    /// What the orders brought in; `None` while unknown.
    pub revenue: Option<Money>,
    /// Low, middle and high of the buyers behind those orders, if they were counted by codes alone.
    pub buyers: [f64; 3],
    /// Orders that pay for everything; the error says what to add.
    pub break_even: Result<u64, String>,
}

/// One forecast with its result.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The creator.
    pub name: String,
    /// The campaign.
    pub campaign: String,
    /// What is counted.
    pub metric: Metric,
    /// What was projected.
    pub projected: Band,
    /// What came.
    pub actual: u64,
    /// Where it landed.
    pub landing: Landing,
    /// When it was booked.
    pub booked_on: Date,
}

/// Whether one creator is really better than another.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The first.
    pub one: String,
    /// The second.
    pub other: String,
    /// What they can be compared by, most telling first; empty if nothing is known of both.
    pub lines: Vec<ComparedBy>,
}

/// One way to compare two creators.
#[derive(Clone, PartialEq, Debug)]
pub struct ComparedBy {
    /// By what: "Orders for the money".
    pub what: String,
    /// The numbers of both, in words.
    pub numbers: String,
    /// The probability that the first is better; 0.5 says nothing.
    pub chance: f64,
    /// How many more orders or clicks are needed until it is known with 95 %, where that can be said.
    pub more: Option<(u64, &'static str)>,
}
