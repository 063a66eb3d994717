//! A pitch as plain values: everything a client gets to read, frozen, with nothing that points into live data.

use jiff::civil::Date;

use crate::domain::{Currency, FeeStatus, Goal, Money, NumberStyle, Platform};
use crate::report::aimed::Aimed;
use crate::report::figures::Figure;

/// The probability of every band in a pitch: 8 in 10 outcomes fall between `low` and `high`.
pub const BAND: f64 = 0.80;

/// A frozen plan, ready to be written as a workbook or a page. Text may come from imports: the writers make it safe.
#[derive(Clone, PartialEq, Debug)]
pub struct Pitch {
    /// Whom it is for; empty where the campaign is the user's own.
    pub client: String,
    /// Name of the campaign.
    pub campaign: String,
    /// Name of the scenario: "A".
    pub scenario: String,
    /// Who sends it; may be empty.
    pub agency: String,
    /// The day it was made; also the date inside the workbook, so that equal pitches give equal bytes.
    pub prepared_on: Date,
    /// The last day the fees hold, if one was named.
    pub valid_until: Option<Date>,
    /// The currency of every amount.
    pub currency: Currency,
    /// How numbers are written.
    pub numbers: NumberStyle,
    /// What the client asked for.
    pub brief: PitchBrief,
    /// How sure the promised number is: 0.50–0.95.
    pub promise_level: f64,
    /// The sums of the shortlist.
    pub totals: Totals,
    /// How good the shortlist is known to be.
    pub proof: Proof,
    /// How it pursues the aim of the brief.
    pub aimed: Aimed,
    /// The shortlist, in the order it is shown.
    pub rows: Vec<PitchRow>,
    /// The best result for every budget, by ascending budget; fewer than two points show no chart.
    pub frontier: Vec<FrontierPoint>,
    /// The point of this plan on the frontier.
    pub current: Option<FrontierPoint>,
    /// Density of the total: outcome and relative likelihood (any unit), by ascending outcome; fewer than three
    /// points show no chart.
    pub density: Vec<(f64, f64)>,
    /// What it means beside the goal: people reached, clicks, orders, money.
    pub outlook: Vec<Figure>,
    /// Who comes next.
    pub bench: Vec<BenchRow>,
    /// Who could step in for whom, the most useful first.
    pub back_ups: Vec<BackUp>,
    /// What the projections rest on.
    pub assumptions: Vec<Assumption>,
    /// The readings behind the shortlist.
    pub sources: Vec<SourceRow>,
    /// What the client should know: red flags, fees that are guesses; sentences without a full stop.
    pub notes: Vec<String>,
    /// What happens after a yes; where empty, the pitch writes its own from the state of the fees.
    pub next_steps: Vec<String>,
}

/// What the client asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct PitchBrief {
    /// What there should be as much of as possible; every projected number counts this.
    pub goal: Goal,
    /// What may be spent.
    pub budget: Money,
    /// First day of posting.
    pub starts: Option<Date>,
    /// Last day of posting.
    pub ends: Option<Date>,
    /// Platforms to use; empty means any.
    pub platforms: Vec<Platform>,
    /// Niches to use; empty means any.
    pub niches: Vec<String>,
    /// The rules kept, as sentences without a full stop: "At least 5 creators".
    pub rules: Vec<String>,
}

/// The sums of a shortlist. Cost is the sum of the rows, the projected result that of what they count as (see
/// [`PitchRow::counted`]) unless the goal counts people once; promise and band come from the distribution of the whole,
/// because the ends of bands don't add up.
#[derive(Clone, PartialEq, Debug)]
pub struct Totals {
    /// What the shortlist costs: the sum of the rows' fees.
    pub cost: Money,
    /// The budget less the cost; negative where the shortlist costs more.
    pub left_over: Money,
    /// What the rows come to, each by its chance to take part and every person once where the goal counts people, in
    /// units of the goal.
    pub projected: f64,
    /// Reached in half of all outcomes, from the distribution of the whole.
    pub middle: f64,
    /// Reached with the probability `promise_level`.
    pub promise: f64,
    /// Lower end of the 80 % band ([`BAND`]).
    pub low: f64,
    /// Upper end of the 80 % band ([`BAND`]).
    pub high: f64,
}

/// How good the shortlist is known to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Proof {
    /// Whether no better shortlist exists under the rules.
    pub proved: bool,
    /// How much better another shortlist could be at most, as a fraction of this one (0.012 is 1.2 %); 0 if proved.
    pub gap: f64,
    /// How it was shown, in a sentence.
    pub method: String,
}

/// One creator of the shortlist.
#[derive(Clone, PartialEq, Debug)]
pub struct PitchRow {
    /// The creator's name.
    pub creator: String,
    /// The handle without "@"; may be empty.
    pub handle: String,
    /// Where the deliverables appear; `None` if unknown.
    pub platform: Option<Platform>,
    /// Address of the profile; may be empty. Only http and https become links.
    pub url: String,
    /// Home town; may be empty.
    pub place: String,
    /// What they post about, in words; may be empty.
    pub niche: String,
    /// Followers; `None` if unknown.
    pub followers: Option<u64>,
    /// Engagement rate, a fraction (0.034 is 3.4 %); `None` if unknown.
    pub engagement_rate: Option<f64>,
    /// What is published: "1 reel + 2 stories".
    pub deliverables: String,
    /// What it costs; 0 is a gift.
    pub fee: Money,
    /// How sure the fee is.
    pub fee_status: FeeStatus,
    /// The probability that the creator takes part, 0–1, by how sure the fee is.
    pub chance: f64,
    /// Lower end of the creator's 80 % band if they take part, in units of the goal.
    pub low: f64,
    /// Average of the outcomes inside the band if they take part, in units of the goal.
    pub projected: f64,
    /// Upper end of the creator's 80 % band, in units of the goal.
    pub high: f64,
    /// How many of the creator's own posts the projection uses.
    pub posts_used: u32,
    /// How much of the projection is the creator's own record, 0–1; the rest is what is usual for the size.
    pub own_share: f64,
    /// Where the projection comes from, in words.
    pub source: String,
}

impl PitchRow {
    /// What the row counts as in the whole: the projected result by the chance that the creator takes part.
    pub fn counted(&self) -> f64 {
        self.projected * self.chance
    }
}

/// The best result for one budget.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FrontierPoint {
    /// The money.
    pub budget: Money,
    /// The projected result of the best shortlist for it, in units of the goal.
    pub value: f64,
}

/// A creator who comes next.
#[derive(Clone, PartialEq, Debug)]
pub struct BenchRow {
    /// The creator's name.
    pub creator: String,
    /// The handle without "@"; may be empty.
    pub handle: String,
    /// What is published: "1 reel".
    pub deliverables: String,
    /// What it costs; `None` if unknown.
    pub fee: Option<Money>,
    /// What would bring them in: "in at 70 €, or from 515 €".
    pub brings_in: String,
}

/// A creator who could step in.
#[derive(Clone, PartialEq, Debug)]
pub struct BackUp {
    /// The creator's name.
    pub creator: String,
    /// Whose refusal they make up for, by name.
    pub replaces: Vec<String>,
}

/// Something the projections rest on.
#[derive(Clone, PartialEq, Debug)]
pub struct Assumption {
    /// What it is.
    pub name: String,
    /// Its value with unit, as it is read.
    pub value: String,
    /// Why this value.
    pub basis: String,
    /// Where it comes from.
    pub source: String,
    /// When the source was published; `None` if it has no year.
    pub year: Option<i16>,
}

/// One reading behind the shortlist.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceRow {
    /// Whose it is.
    pub creator: String,
    /// What was measured: "Followers".
    pub what: String,
    /// The value, as it is read.
    pub value: String,
    /// The day it was true; `None` if unknown.
    pub date: Option<Date>,
    /// Where it comes from.
    pub source: String,
}
