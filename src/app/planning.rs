//! From a brief to its best shortlist, what that will bring, the curve over budgets and who comes next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::aim_words::aim_method;
use super::aiming::{Pursued, Remembered, THOROUGH};
use super::averages::{Averages, What};
use super::case::Case;
use super::compared;
use super::curve::{Detail, Drawn};
use super::explaining;
use super::fixes::fixes;
use super::freed::Freed;
use super::nearby::Nearby;
use super::prospects::DRAWS;
use super::question::Question;
use super::rows::Members;
use super::rule_costs::rule_costs;
use super::shelf::{Ceiling, Shelf, is_of_premises, shelf_brief};
use super::shortlist::{plan, proof};
use super::slots::Slots;
use super::table::{SEED, Table, table_brief};
use super::worth::worth;
use crate::domain::{Aim, Around, Brief, Cancelled, Goal, OfferId, Overlap, Report, Rule};
use crate::forecast::Draws;
use crate::jobs::Publish;
use crate::optimise::{Answer, Conflict, Effort, Shortlist};
use crate::report::explain::{Backing, Compared, RuleCost, WhyNot};
use crate::report::frontier::Frontier;
use crate::report::outlook::Outlook;
use crate::report::plan::{Bench, Helps, NoPlan, Plan};

/// One part of the answer, as it comes.
pub enum Part {
    /// The shortlist, first within a bound, then proved.
    Plan(Result<Arc<Plan>, NoPlan>),
    /// The curve over budgets.
    Frontier(Arc<Frontier>),
    /// Who comes next.
    Bench(Arc<Bench>),
    /// Who lives around the brief's place.
    Nearby(Arc<Nearby>),
    /// Reach counted once, money, time, and what moves the total most.
    Outlook(Arc<Outlook>),
    /// Why the creator asked about is or isn't in.
    WhyNot(Arc<WhyNot>),
    /// What each rule costs.
    RuleCosts(Arc<Vec<RuleCost>>),
    /// Who could step in, and shortlists nearly as good.
    Backing(Arc<Backing>),
    /// Other ways to spend the money.
    Compared(Arc<Compared>),
}

/// The effort of the first shortlist: so little that it is there within a frame.
const FIRST: Effort = Effort(200_000);
/// The effort within which nearly every shortlist is proved; what rests on a shortlist waits for it.
pub(super) const SOON: Effort = Effort(12_000_000);

/// Answers questions and keeps what the next question will probably need again.
pub struct Planning {
    pub(super) nearby: Cached<(u64, u64, Around), Nearby>,
    averages: Averages,
    shelf: Cached<Key, Shelf>,
    /// The newest last.
    pub(super) tables: Vec<Known>,
    pub(super) frontier: Option<Drawn>,
    pub(super) draws: Draws,
    /// The plan shown and the choices behind it.
    shown: Option<(Vec<u32>, Arc<Plan>)>,
    /// Shortlists found for an aim, and of which offers.
    pub(super) remembered: (Option<Key>, Remembered),
    /// The best shortlists without one of the rules.
    pub(super) freed: Freed,
}

/// How long to wait with what may take its time: longer than a frame, shorter than anybody notices.
const REST: Duration = Duration::from_millis(40);
/// Tables that are kept: the open scenario's, and those of rules left out and of other scenarios.
const TABLES: usize = 4;

impl Default for Planning {
    fn default() -> Planning {
        Planning {
            nearby: None,
            averages: Averages::default(),
            shelf: None,
            tables: Vec::new(),
            frontier: None,
            draws: Draws::new(SEED, DRAWS),
            shown: None,
            remembered: (None, Remembered::default()),
            freed: Freed::default(),
        }
    }
}

/// A value with the key it was made for.
pub(super) type Cached<K, V> = Option<(K, Arc<V>)>;

/// What the offers on a shelf or table depend on: roster, premises, the day posts are aged by, a part of the brief, and
/// for a table who is booked, and which audiences are known to overlap where people are counted once.
pub(super) type Key = (u64, u64, jiff::civil::Date, Brief, Vec<OfferId>, Arc<Vec<Overlap>>);

/// A table with the key it was made for and what was found out about its groups.
pub(super) struct Known {
    pub key: Key,
    table: Arc<Table>,
    pub members: Members,
}

impl Planning {
    /// Answers `question` part by part: a shortlist within a frame, its proof, then everything that rests on it. Every
    /// stage asks `report` often enough to make way for a newer question within about a millisecond.
    pub fn answer(
        &mut self,
        question: &Question,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        let begun = Instant::now();
        let mut case = match self.case(question, report)? {
            Ok(case) => case,
            Err(none) => {
                publish(Part::Plan(Err(none)));
                return Ok(());
            }
        };
        self.shown = None;
        let found = self.first(&case, begun, publish, report)?;
        // Who lives around the place is looked up after the first shortlist, unless that is what counts.
        case.question.nearby = self.nearby(&case.question, report)?;
        if let Some(nearby) = &case.question.nearby {
            publish(Part::Nearby(Arc::clone(nearby)));
        }
        let Some((mut most, mut best)) = found else { return Ok(()) };
        if case.table.is_large() {
            rest(report)?;
        }
        // A proof, or the search for another aim, may take seconds; the rest needn't wait for it.
        let open = !most.proved || case.question.brief.aim != Aim::Most;
        if open {
            self.beside(&case, (&most, &best), publish, report)?;
        }
        let before = best.chosen.clone();
        if let Some(settled) = self.settle(&case, &mut most, begun, publish, report)? {
            best = settled;
        }
        if !open || best.chosen != before {
            self.beside(&case, (&most, &best), publish, report)?;
        }
        self.explain(&case, (&most, &best), publish, report)?;
        if let Some(columns) = self.columns(&case, report)? {
            publish(Part::Frontier(columns));
        }
        case.look_ahead(&mut self.remembered.1, report)
    }

    /// Gets ready for other goals than the one just answered.
    pub fn look_ahead(&mut self, question: &Question, report: &mut Report<'_>) -> Result<(), Cancelled> {
        let mut question = question.clone();
        self.averages.prepare(&mut question, report)?;
        self.averages.look_ahead(&question, report)
    }

    /// The shortlist with the most on average and the one that is shown, within a frame, and after a little longer again
    /// if the first isn't proved; `None` where there is none.
    fn first(
        &mut self,
        case: &Case,
        begun: Instant,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<Option<(Shortlist, Shortlist)>, Cancelled> {
        let mut keep = case.table.places(&case.question.keep);
        let mut found = None;
        for effort in [FIRST, Effort::LIVE, SOON, Effort::FULL] {
            let most = match case.best(&keep, effort, report)? {
                Answer::Shortlist(most) => most,
                // What is impossible is worth a little more effort to be told well.
                Answer::Impossible(_) if effort == FIRST => continue,
                Answer::Impossible(Conflict::Undecided) if effort != Effort::FULL => {
                    publish(Part::Plan(Err(case.no_plan(&Conflict::Undecided))));
                    continue;
                }
                Answer::Impossible(reason) => {
                    publish(Part::Plan(Err(case.no_plan(&reason))));
                    let fixes = fixes(self, case, &reason, report)?;
                    publish(Part::Plan(Err(NoPlan { fixes, ..case.no_plan(&reason) })));
                    return Ok(None);
                }
            };
            let enough = most.proved || effort.0 >= SOON.0;
            let mut best = self.begin(case, &most, &keep, begun, publish, report)?;
            if enough {
                best = self.pursue(case, &most, begun, publish, report)?.unwrap_or(best);
            }
            keep.clone_from(&best.chosen);
            found = Some((most, best));
            if enough {
                break;
            }
        }
        Ok(found)
    }

    /// The curve over budgets, who comes next, and what the shortlist shown means beside its goal.
    fn beside(
        &mut self,
        case: &Case,
        (most, best): (&Shortlist, &Shortlist),
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        publish(Part::Frontier(self.curve(case, Detail::Outline, report)?));
        case.publish_bench((most, best), publish, report)?;
        if let Some((_, plan)) = &self.shown {
            publish(Part::Outlook(case.outlook(best, plan, &mut self.draws, report)?));
        }
        Ok(())
    }

    /// Publishes a shortlist; what is already known of the same one isn't worked out again.
    pub(super) fn publish(
        &mut self,
        case: &Case,
        pursued: &Pursued,
        begun: Instant,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        let best = &pursued.best;
        let proof = proof(&case.question, &case.table, best, begun.elapsed().as_secs_f64());
        let mut plan = match self.shown.take().filter(|(chosen, _)| *chosen == best.chosen) {
            Some((_, known)) => Plan { proof, ..(*known).clone() },
            None => plan(&case.question, &case.table, best, proof, &mut self.draws, report)?,
        };
        plan.aimed = pursued.aimed.clone();
        if let Some(method) = aim_method(&plan, case.question.numbers) {
            plan.proof.method = method;
        }
        let plan = Arc::new(plan);
        self.shown = Some((best.chosen.clone(), Arc::clone(&plan)));
        publish(Part::Plan(Ok(plan)));
        Ok(())
    }

    /// What rules cost, who could step in, and other ways to spend the money: what may take its time.
    fn explain(
        &mut self,
        case: &Case,
        (most, best): (&Shortlist, &Shortlist),
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        // What rules cost, and who could step in, is told of the most on average, whatever the aim.
        let why = explaining::why_not(case, most, report)?;
        if let Some(why) = why.as_ref().filter(|why| !why.is_barred()) {
            publish(Part::WhyNot(Arc::new(why.clone())));
        }
        publish(Part::RuleCosts(Arc::new(rule_costs(self, case, most, report)?)));
        // Which rules keep somebody out is told from the shortlists without them.
        if let Some(why) = why {
            publish(Part::WhyNot(Arc::new(explaining::keep_out(self, case, most, why, report)?)));
        }
        publish(Part::Backing(Arc::new(explaining::backing(case, most, report)?)));
        if !case.plain_bench() {
            publish(Part::Bench(Arc::new(explaining::bench(case, (most, best), report)?)));
        }
        let waterfall = explaining::waterfall(case, best, report)?;
        let tiers = compared::tiers(case, &mut self.draws, report)?;
        let open = compared::creators(case, best);
        let shown = self.shown.as_ref().map(|(_, plan)| Arc::clone(plan));
        let scenarios = compared::scenarios(self, &case.question, (&open, shown.as_deref()), report)?;
        publish(Part::Compared(Arc::new(Compared { tiers, scenarios, waterfall })));
        Ok(())
    }

    /// The best shortlist alone, proved if it can be; how long the offers took to get ready, in seconds, beside it.
    pub fn best(
        &mut self,
        question: &Question,
        report: &mut Report<'_>,
    ) -> Result<(Result<Arc<Plan>, NoPlan>, f64), Cancelled> {
        let begun = Instant::now();
        let case = match self.case(question, report)? {
            Ok(case) => case,
            Err(none) => return Ok((Err(none), begun.elapsed().as_secs_f64())),
        };
        let prepared = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let answer = case.best(&[], Effort::FULL, report)?;
        let mut found = None;
        let mut publish = |part| {
            if let Part::Plan(plan) = part {
                found = Some(plan);
            }
        };
        self.shown = None;
        if let Some(most) = case.shortlisted(answer, &mut publish) {
            let mut known = Remembered::default();
            let mut nobody = Members::default();
            let members = members_of(&mut self.tables, &case, &mut nobody);
            let pursued = case.pursue(&most, &mut known, members, THOROUGH, report)?;
            let shown = match pursued {
                Some(pursued) => pursued,
                None => case.first(&most, &[], &mut known, report)?,
            };
            self.publish(&case, &shown, begun, &mut publish, report)?;
        }
        Ok((found.unwrap_or_else(|| Err(NoPlan::new(&question.brief, "", ""))), prepared))
    }

    /// The question with the offers it is about, made anew only where something they depend on has changed.
    pub fn case(&mut self, question: &Question, report: &mut Report<'_>) -> Result<Result<Case, NoPlan>, Cancelled> {
        let mut question = question.clone();
        if question.brief.goal.is_local() {
            question.nearby = self.nearby(&question, report)?;
        }
        let (goal, money) = (question.brief.goal, question.brief.budget.currency);
        if let Some((problem, hint)) = question.projector().obstacle(goal, money) {
            let helps = if goal == Goal::Margin { Helps::Settings } else { Helps::Brief };
            return Ok(Err(NoPlan { helps, ..NoPlan::new(&question.brief, problem, hint) }));
        }
        let slots = self.averages.prepare(&mut question, report)?;
        let key = table_key(&question);
        let mut known = match self.tables.iter().position(|known| known.key == key) {
            Some(place) => self.tables.remove(place),
            None => match self.table(&question, &slots, report)? {
                Ok(table) => Known { key, table: Arc::new(table), members: Members::default() },
                Err(none) => return Ok(Err(none)),
            },
        };
        let asked = known.members.rules(&question, &known.table, report);
        let table = Arc::clone(&known.table);
        self.tables.push(known);
        if self.tables.len() > TABLES {
            self.tables.remove(0);
        }
        // The table is kept, whether anybody still waits for the rules or not.
        Ok(Ok(Case { question, table, asked: asked? }))
    }

    fn table(
        &mut self,
        question: &Question,
        slots: &Arc<Slots>,
        report: &mut Report<'_>,
    ) -> Result<Result<Table, NoPlan>, Cancelled> {
        let worth = worth(&mut self.averages, question, report)?;
        let key = shelf_key(question);
        let known = self.shelf.as_ref().filter(|(known, _)| *known == key).map(|(_, shelf)| Arc::clone(shelf));
        let revalued = known.is_some();
        let shelf = match known {
            Some(shelf) => shelf,
            None => {
                let mut ceilings: Vec<Ceiling> = Vec::new();
                for rule in &question.brief.rules {
                    if let Rule::MaxCost(metric, _) = rule {
                        ceilings.push((*metric, self.averages.of(What::Posts(*metric), question, report)?));
                    }
                }
                Arc::new(Shelf::new(question, slots, &worth, &ceilings, report)?)
            }
        };
        self.shelf = Some((key, Arc::clone(&shelf)));
        Table::new(question, &shelf, &worth, revalued, report)
    }
}

/// What was found out about the groups of a case's table; `nobody` where the table isn't kept.
pub(super) fn members_of<'a>(tables: &'a mut [Known], case: &Case, nobody: &'a mut Members) -> &'a mut Members {
    let key = table_key(&case.question);
    tables.iter_mut().find(|known| known.key == key).map_or(nobody, |known| &mut known.members)
}

/// Waits a moment for a newer question. With a large roster, what comes after the proof takes steps of many milliseconds,
/// and whoever drags a slider asks again before they begin.
fn rest(report: &mut Report<'_>) -> Result<(), Cancelled> {
    let begun = Instant::now();
    while begun.elapsed() < REST {
        report(0, 0)?;
        std::thread::sleep(Duration::from_millis(1));
    }
    report(0, 0)
}

pub(super) fn table_key(question: &Question) -> Key {
    let brief = table_brief(&question.brief);
    let overlaps = if brief.goal == Goal::Reach { Arc::clone(&question.overlaps) } else { Arc::default() };
    (question.version, question.premises.version, question.now.date(), brief, question.booked.clone(), overlaps)
}

fn shelf_key(question: &Question) -> Key {
    let premises = if is_of_premises(&question.brief) { question.premises.version } else { 0 };
    (question.version, premises, question.now.date(), shelf_brief(&question.brief), Vec::new(), Arc::default())
}
