//! The planner's side of the open scenario: which one it is, what is asked about it, what is taken over.

use std::sync::Arc;

use super::awaited::Awaited;
use super::curve::curve_brief;
use super::model::{Model, PlanState};
use super::planner::Planner;
use super::planning::Part;
use super::question::Question;
use crate::domain::{Brief, CampaignId, Money, ScenarioId};
use crate::report::plan::{NoPlan, Plan};

impl Model {
    /// The money a new campaign starts with: 500 in the currency of the settings, or in that of most fees where none is
    /// in the settings'; a hundred times as much where money has no cents.
    pub fn first_money(&self) -> Money {
        let chosen = self.settings.currency;
        let known = self.roster.cards.iter().any(|card| card.fee_in(chosen).is_some());
        let currency = self.roster.facets.top_fee.filter(|_| !known).map_or(chosen, |fee| fee.currency);
        let units = if currency.digits() == 0 { 50_000 } else { 500 };
        Money::from_minor(units * currency.scale(), currency)
    }
}

impl Planner {
    /// Takes over a plan; a curve or bench that belongs to other rules or another goal goes with the old one.
    pub(super) fn take_plan(&mut self, answer: Result<Arc<Plan>, NoPlan>) {
        let brief_of = |plan: &Result<Arc<Plan>, NoPlan>| match plan {
            Ok(plan) => curve_brief(&plan.brief),
            Err(none) => curve_brief(&none.brief),
        };
        let before = self.model.plan.answer.as_ref().map(brief_of);
        if before.as_ref() != Some(&brief_of(&answer)) {
            let plan = &mut self.model.plan;
            (plan.frontier, plan.bench, plan.why_not) = (None, None, None);
            (plan.rule_costs, plan.backing, plan.compared) = (None, None, None);
            // The outlook stays while only money or rules move, so that nothing flickers; in another unit it would lie.
            let unit = |brief: &Brief| (brief.goal.key(), brief.budget.currency);
            if before.as_ref().map(unit) != Some(unit(&brief_of(&answer))) {
                plan.outlook = None;
            }
        }
        self.model.plan.take(Part::Plan(answer));
    }

    /// Opens `wanted`, or keeps what is open as long as it exists, or goes back to the one before, or stays in `campaign`,
    /// or opens the newest campaign.
    pub(super) fn choose_scenario(&mut self, wanted: Option<ScenarioId>, campaign: Option<CampaignId>) {
        let exists = |id| self.model.campaigns.iter().any(|c| c.scenarios.iter().any(|s| s.id == id));
        let near = self.model.campaigns.iter().find(|c| Some(c.id) == campaign).and_then(|c| c.scenarios.last());
        let newest = self.model.campaigns.last().and_then(|c| c.scenarios.first());
        let kept = self.model.plan.scenario.filter(|id| exists(*id));
        let before = self.model.plan.before.filter(|id| exists(*id));
        let open = wanted.filter(|id| exists(*id)).or(kept).or(before).or(near.or(newest).map(|s| s.id));
        if open != self.model.plan.scenario {
            let before = self.model.plan.scenario;
            self.model.plan = PlanState { scenario: open, before, ..PlanState::default() };
        }
    }

    /// Asks for the best shortlist of the open scenario's brief; what is in sight isn't told to others any more.
    pub(super) fn replan(&mut self) {
        self.model.plan.awaited = Awaited::default();
        self.ask();
    }

    /// Asks what the open scenario's brief and the creator asked about bring.
    pub(super) fn ask(&mut self) {
        let Some((campaign, scenario)) = self.model.open_scenario() else { return };
        if self.model.file.loading {
            return;
        }
        let brief = self.model.brief().unwrap_or(&scenario.brief).clone();
        let keep = match &self.model.plan.answer {
            Some(Ok(plan)) => plan.rows.iter().map(|row| row.offer).collect(),
            _ => scenario.picks.clone(),
        };
        let (own, postings) = (scenario.own.clone(), scenario.postings.clone());
        let scenarios = match campaign.scenarios.as_slice() {
            [_] => Vec::new(),
            all => all.iter().map(|other| (other.id, other.name.clone(), other.brief.clone())).collect(),
        };
        let focus = self.model.plan.focus;
        let question = Question::of(&self.model, brief);
        let question = Question { keep, own, postings, scenarios, focus, ..question };
        self.model.plan.working = true;
        self.engine.planning.ask(question);
    }

    /// The first letter no scenario of the open campaign has.
    pub(super) fn free_scenario_name(&self) -> String {
        let taken: Vec<&str> = self
            .model
            .open_scenario()
            .map(|(c, _)| c.scenarios.iter().map(|s| s.name.as_str()).collect())
            .unwrap_or_default();
        let letters = ('A'..='Z').map(String::from).chain((27..).map(|n| format!("Scenario {n}")));
        letters.into_iter().find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
    }
}
