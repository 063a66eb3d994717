//! A plan as a table: the shortlist of a scenario, what it will bring, and how good it is known to be.

use super::aimed::Aimed;
use super::words::Amounts;
use crate::domain::{Brief, CreatorId, FeeStatus, Goal, Money, NumberStyle, OfferId, Platform};
use crate::forecast::Total;

/// The best shortlist for a brief.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The brief it answers.
    pub brief: Brief,
    /// The shortlist, the most projected first.
    pub rows: Vec<PlanRow>,
    /// What it costs.
    pub cost: Money,
    /// The sum of the rows' projected results, each by its chance to take place, and of people reached each counted
    /// once: what the optimiser made as large as possible. The middle of the total
    /// lies above it, because good surprises are larger than bad ones.
    pub projected: f64,
    /// How many of the rows take place on average, by how sure their fees are.
    pub expected: f64,
    /// The distribution of what it will bring, in units of the goal.
    pub total: Total,
    /// How good it is known to be.
    pub proof: Proof,
    /// Offers of the roster that could not be considered, by reason.
    pub left_out: Vec<(LeftOut, usize)>,
    /// How many offers could be considered.
    pub considered: usize,
    /// What the user should look at before signing; sentences without a full stop.
    pub flags: Vec<String>,
    /// How it pursues the brief's aim.
    pub aimed: Aimed,
}

impl Plan {
    /// What is left of the money.
    pub fn left(&self) -> Money {
        Money::from_minor(self.brief.budget.minor - self.cost.minor, self.cost.currency)
    }

    /// Its offers, ascending.
    pub fn offers(&self) -> Vec<OfferId> {
        let mut offers: Vec<OfferId> = self.rows.iter().map(|row| row.offer).collect();
        offers.sort_unstable();
        offers
    }

    /// What is paid on average, in currency units: each fee by the chance that its offer takes place.
    pub fn expected_cost(&self) -> f64 {
        self.rows.iter().map(|row| row.fee.units() * row.chance).sum()
    }

    /// What one unit of the goal costs on average, in currency units: fees and results each by the chance that an offer
    /// takes place, as a pitch tells it; `None` where it brings nothing.
    pub fn each(&self) -> Option<f64> {
        (self.projected > 0.0).then(|| self.expected_cost() / self.projected)
    }

    /// " · counts that about 5 of 8 say yes", to follow what the whole will bring; nothing where all are sure.
    pub fn yes_words(&self, numbers: NumberStyle) -> String {
        let all = self.rows.len();
        match all as f64 - self.expected >= 0.5 {
            true => format!(" · counts that about {} of {all} say yes", numbers.count(self.expected)),
            false => String::new(),
        }
    }

    /// The money at which it stands on a curve over budgets: the brief's, or what is enough for a target.
    pub fn money(&self) -> Money {
        match &self.aimed {
            Aimed::Target(reached) => reached.needs,
            _ => self.brief.budget,
        }
    }

    /// What is counted.
    pub fn goal(&self) -> Goal {
        self.brief.goal
    }

    /// How its results are written.
    pub fn amounts(&self, numbers: NumberStyle) -> Amounts {
        Amounts::of(&self.brief, numbers)
    }
}

/// One creator of a shortlist.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanRow {
    /// Who.
    pub creator: CreatorId,
    /// Which of their offers.
    pub offer: OfferId,
    /// Name of the creator.
    pub name: String,
    /// Handle with "@", or the empty text.
    pub handle: String,
    /// Where it is published.
    pub platform: Option<Platform>,
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// How sure the fee is.
    pub status: FeeStatus,
    /// The projection, in units of the goal.
    pub projection: Projection,
    /// Whether the user asked for this creator.
    pub pinned: bool,
    /// The probability that it takes place, by how sure its fee is.
    pub chance: f64,
    /// The phase it is booked in, 1 or 2, in a campaign of two.
    pub phase: Option<u8>,
}

impl PlanRow {
    /// What one unit of the goal costs on average, in currency units.
    pub fn each(&self) -> Option<f64> {
        (self.projection.projected > 0.0).then(|| self.fee.units() / self.projection.projected)
    }
}

/// What one offer will bring, with where that comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Projection {
    /// Lower end of the 80 % band.
    pub low: f64,
    /// The average of the outcomes inside the band. Unlike middles, averages add up.
    pub projected: f64,
    /// Upper end of the 80 % band.
    pub high: f64,
    /// How much of it is the creator's own record, 0–1.
    pub own_share: f64,
    /// How many of the creator's own posts it uses.
    pub posts_used: usize,
    /// Where it comes from, in sentences without a closing full stop.
    pub basis: String,
}

/// How good a shortlist is known to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Proof {
    /// Whether no better shortlist exists under the rules.
    pub proved: bool,
    /// How much more another shortlist could bring at most, as a fraction of this one.
    pub gap: f64,
    /// The most any shortlist can bring under the rules, in units of the goal.
    pub bound: f64,
    /// How it was shown, as a sentence without a full stop.
    pub method: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// What the next unit of money would bring, in units of the goal.
    pub next_unit: f64,
    /// How many creators the multipliers alone don't settle.
    pub contenders: usize,
}

/// Why an offer could not be considered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LeftOut {
    /// Nobody knows its fee.
    NoFee,
    /// Its fee is in another currency than the campaign's money.
    Currency,
    /// It is on a platform the brief doesn't use.
    Platform,
    /// The creator is in none of the brief's niches.
    Niche,
    /// The goal can't be projected for it.
    NoProjection,
    /// One result of it costs more than a rule allows.
    TooDear,
}

impl LeftOut {
    /// The reason in words, after a number of offers.
    pub fn words(self) -> &'static str {
        match self {
            LeftOut::NoFee => "without a known fee",
            LeftOut::Currency => "with a fee in another currency",
            LeftOut::Platform => "on other platforms",
            LeftOut::Niche => "in other niches",
            LeftOut::NoProjection => "that can't be projected",
            LeftOut::TooDear => "over your ceiling for one result",
        }
    }
}

/// Why there is no shortlist.
#[derive(Clone, PartialEq, Debug)]
pub struct NoPlan {
    /// The brief it answers.
    pub brief: Box<Brief>,
    /// That there is none, as a title.
    pub title: &'static str,
    /// What stands in the way, as a sentence.
    pub problem: String,
    /// What would help, as a sentence.
    pub hint: String,
    /// Single changes that are known to be enough; empty while that isn't known, or where none is.
    pub fixes: Vec<Fix>,
    /// Where what would help is typed.
    pub helps: Helps,
}

/// Where something is typed that would make a shortlist possible.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Helps {
    /// In the brief.
    #[default]
    Brief,
    /// In the roster.
    Roster,
    /// In the settings.
    Settings,
}

impl NoPlan {
    /// There is no shortlist for this brief, and no single change is known to be enough.
    pub fn new(brief: &Brief, problem: impl Into<String>, hint: impl Into<String>) -> NoPlan {
        NoPlan {
            brief: Box::new(brief.clone()),
            title: "There is no shortlist yet",
            problem: problem.into(),
            hint: hint.into(),
            fixes: Vec::new(),
            helps: Helps::default(),
        }
    }
}

/// A single change after which a shortlist keeps all rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Fix {
    /// What is done, in words: "Lower “At least 12 creators” to 9".
    pub words: String,
    /// The brief after it.
    pub brief: Box<Brief>,
}

/// Who comes next.
pub type Bench = Vec<BenchRow>;

/// A creator who isn't in the shortlist, and what would bring them in.
#[derive(Clone, PartialEq, Debug)]
pub struct BenchRow {
    /// Who.
    pub creator: CreatorId,
    /// Which of their offers.
    pub offer: OfferId,
    /// Name of the creator.
    pub name: String,
    /// Handle with "@", or the empty text.
    pub handle: String,
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// The highest fee at which they would be in a best shortlist for the same money.
    pub enters_at_fee: Option<Money>,
    /// The least money at which they are in a best shortlist.
    pub enters_at_budget: Option<Money>,
}
