//! The model: everything the window shows, as plain data. Only the planner changes it.

use std::path::PathBuf;
use std::sync::Arc;

use super::awaited::Awaited;
use super::import::ImportState;
use super::learning::Learnt;
use super::nearby::Nearby;
use super::planning::Part;
use super::premises::Premises;
use super::scoring::scored;
use super::settings::Settings;
use crate::domain::{Booking, Brief, Campaign, CreatorId, Currency, OfferId, Overlap, Scenario, ScenarioId};
use crate::report::Card;
use crate::report::explain::{Backing, Compared, RuleCost, WhyNot};
use crate::report::facets::Facets;
use crate::report::frontier::Frontier;
use crate::report::outlook::Outlook;
use crate::report::plan::{Bench, NoPlan, Plan};

/// Everything the window shows.
#[derive(Clone)]
pub struct Model {
    /// The open file.
    pub file: FileState,
    /// All creators.
    pub roster: Roster,
    /// All campaigns, oldest first.
    pub campaigns: Vec<Campaign>,
    /// The scenario that is open, and its answers.
    pub plan: PlanState,
    /// The import that is being prepared, if one is.
    pub import: Option<ImportState>,
    /// What the user chose.
    pub settings: Settings,
    /// What is assumed.
    pub premises: Arc<Premises>,
    /// Offers that were booked, with what came of them; oldest first.
    pub bookings: Arc<Vec<Booking>>,
    /// What is known of pairs of audiences.
    pub overlaps: Arc<Vec<Overlap>>,
    /// Whether the roster's posts are being learnt from.
    pub learning: bool,
    /// Things to tell the user, oldest first.
    pub notices: Vec<Notice>,
}

/// The open file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileState {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it can only be read.
    pub read_only: bool,
    /// Whether it is still being read.
    pub loading: bool,
    /// What undo would undo.
    pub undo: Option<String>,
    /// What redo would do again.
    pub redo: Option<String>,
    /// Dated copies, newest first: day and time in words, and where.
    pub backups: Vec<(String, PathBuf)>,
}

impl FileState {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// All creators, in the order they were added, with counts for the filters.
#[derive(Clone, Default)]
pub struct Roster {
    /// Goes up with every change, so that derived tables know when to be made anew.
    pub version: u64,
    /// The creators.
    pub cards: Arc<Vec<Arc<Card>>>,
    /// Counts for the filters.
    pub facets: Facets,
}

impl Roster {
    /// The card of a creator.
    pub fn card(&self, creator: CreatorId) -> Option<&Arc<Card>> {
        let position = self.cards.binary_search_by_key(&creator, |card| card.entry.creator.id).ok()?;
        self.cards.get(position)
    }
}

/// The open scenario and what is known about its best shortlist.
#[derive(Clone, Default)]
pub struct PlanState {
    /// Which scenario is open.
    pub scenario: Option<ScenarioId>,
    /// Which was open before it: gone back to where the open one is undone or removed.
    pub before: Option<ScenarioId>,
    /// The brief as it is being changed, before it is stored.
    pub trial: Option<Brief>,
    /// The creator of whom it is asked why they aren't in.
    pub focus: Option<CreatorId>,
    /// The newest answer; it carries the brief it answers.
    pub answer: Option<Result<Arc<Plan>, NoPlan>>,
    /// The best result for every budget.
    pub frontier: Option<Arc<Frontier>>,
    /// Who comes next.
    pub bench: Option<Arc<Bench>>,
    /// Why the creator asked about isn't in.
    pub why_not: Option<Arc<WhyNot>>,
    /// What each rule costs, in the order of the brief's rules.
    pub rule_costs: Option<Arc<Vec<RuleCost>>>,
    /// Who could step in, and the next-best shortlists.
    pub backing: Option<Arc<Backing>>,
    /// The same money in other ways: each tier alone, the user's own list.
    pub compared: Option<Arc<Compared>>,
    /// Reach counted once, money, and what moves the total most.
    pub outlook: Option<Arc<Outlook>>,
    /// Who lives around the place of the newest brief that was answered and has one.
    pub nearby: Option<Arc<Nearby>>,
    /// Whether a better answer may still come.
    pub working: bool,
    /// What of all that is still of an older question or of another shortlist.
    pub awaited: Awaited,
}

impl PlanState {
    /// Takes over one part of an answer.
    pub fn take(&mut self, part: Part) {
        if let Part::Plan(answer) = &part
            && offers(answer) != self.answer.as_ref().and_then(offers)
        {
            self.awaited.another_shortlist();
        }
        self.awaited.take(&part);
        match part {
            Part::Plan(plan) => self.answer = Some(plan),
            Part::Frontier(frontier) => self.frontier = Some(frontier),
            Part::Bench(bench) => self.bench = Some(bench),
            Part::Nearby(nearby) => self.nearby = Some(nearby),
            Part::Outlook(outlook) => self.outlook = Some(outlook),
            Part::WhyNot(answer) => self.why_not = Some(answer),
            Part::RuleCosts(costs) => self.rule_costs = Some(costs),
            Part::Backing(backing) => self.backing = Some(backing),
            Part::Compared(compared) => self.compared = Some(compared),
        }
    }
}

/// The offers of an answer's shortlist.
fn offers(answer: &Result<Arc<Plan>, NoPlan>) -> Option<Vec<OfferId>> {
    answer.as_ref().ok().map(|plan| plan.offers())
}

/// Something the app tells the user.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// Its number, to dismiss it by.
    pub id: u64,
    /// What happened, as a sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// A file it is about, to be shown in its folder.
    pub path: Option<PathBuf>,
}

/// How a notice is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// It went well.
    Done,
    /// It didn't.
    Problem,
}

impl Model {
    /// What is assumed, with other money or after another lesson.
    pub(super) fn premises_with(&self, currency: Currency, learnt: Option<Arc<Learnt>>) -> Premises {
        let results = scored(&self.bookings, &self.campaigns);
        Premises::with(&self.premises.own, &self.premises.niche_edits, &results, currency, learnt)
    }

    /// Takes over what is assumed. What rests on it is worked out anew only if it has changed, not with every brief that
    /// is stored.
    pub(super) fn take_premises(&mut self, premises: Premises) {
        let premises = Premises { version: self.premises.version, ..premises };
        if premises != *self.premises {
            self.premises = Arc::new(Premises { version: premises.version + 1, ..premises });
        }
    }

    /// The open scenario with its campaign.
    pub fn open_scenario(&self) -> Option<(&Campaign, &Scenario)> {
        let open = self.plan.scenario?;
        self.campaigns
            .iter()
            .find_map(|campaign| Some((campaign, campaign.scenarios.iter().find(|scenario| scenario.id == open)?)))
    }

    /// The brief of the open scenario: as it is being changed, else as it is stored.
    pub fn brief(&self) -> Option<&Brief> {
        self.plan.trial.as_ref().or_else(|| self.open_scenario().map(|(_, scenario)| &scenario.brief))
    }
}
