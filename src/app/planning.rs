//! From a brief to its best shortlist, what that will bring, the curve over budgets and who comes next.

use std::sync::Arc;
use std::time::Instant;

use super::aim_words::aim_method;
use super::aiming::{Pursued, Remembered, THOROUGH};
use super::candidates::{Candidate, Parts, candidates_with};
use super::compared;
use super::conflict::conflict;
use super::curve::{Curve, curve, curve_brief};
use super::explaining;
use super::fixes::fixes;
use super::nearby::Nearby;
use super::outlook::outlook;
use super::question::Question;
use super::rows::{Asked, Members};
use super::rule_costs::rule_costs;
use super::shortlist::{bench_row, plan};
use super::table::{Table, VALUE_SCALE, table_brief};
use super::terminal::common_step;
use crate::domain::{Around, Brief, Cancelled, Goal, Report, progress};
use crate::jobs::Publish;
use crate::optimise::{Answer, Conflict, Effort, Point, Shortlist, bench, frontier};
use crate::report::explain::{Backing, Compared, RuleCost, WhyNot};
use crate::report::outlook::Outlook;
use crate::report::plan::{Bench, Frontier, NoPlan, Plan};

/// Creators on the bench.
const BENCH_ROWS: usize = 5;

/// One part of the answer, as it comes.
pub enum Part {
    /// The shortlist, first within a bound, then proved.
    Plan(Result<Arc<Plan>, NoPlan>),
    /// The curve over budgets.
    Frontier(Arc<Frontier>),
    /// Who comes next.
    Bench(Arc<Bench>),
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

/// Answers questions and keeps what the next question will probably need again.
#[derive(Default)]
pub struct Planning {
    nearby: Cached<(u64, u64, Around), Nearby>,
    candidates: Cached<CandidatesKey, Vec<Candidate>>,
    /// The parts of mixes, and of which roster, premises, place and niches.
    parts: (Option<PartsKey>, Parts),
    table: Cached<TableKey, Table>,
    pub(super) members: Members,
    frontier: Cached<(TableKey, Brief), Frontier>,
    /// Shortlists found for an aim, and of which offers.
    pub(super) remembered: (Option<TableKey>, Remembered),
}

/// A value with the key it was made for.
type Cached<K, V> = Option<(K, Arc<V>)>;

/// What forecasts depend on: roster, premises, tiers, and of the brief what the goal needs.
type CandidatesKey = (u64, u64, Goal, Option<Around>, Vec<String>);

/// What the parts of a mix depend on.
type PartsKey = (u64, u64, Option<Around>, Vec<String>);

/// What the offers on the table depend on.
pub(super) type TableKey = (u64, u64, Brief);

/// A question with everything it takes to answer it.
pub struct Case {
    /// The question.
    pub question: Question,
    /// The offers it can consider.
    pub table: Arc<Table>,
    /// Its rules.
    pub asked: Asked,
}

impl Planning {
    /// Answers `question` part by part.
    pub fn answer(
        &mut self,
        question: &Question,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        let case = match self.case(question, report)? {
            Ok(case) => case,
            Err(none) => {
                publish(Part::Plan(Err(none)));
                return Ok(());
            }
        };
        let keep = case.table.places(&question.keep, &question.cards);
        let begun = Instant::now();
        let mut quick = case.best(&keep, Effort::LIVE, report)?;
        if quick == Answer::Impossible(Conflict::Undecided) {
            publish(Part::Plan(Err(case.no_plan(&Conflict::Undecided))));
            quick = case.best(&keep, Effort::FULL, report)?;
        }
        if let Answer::Impossible(reason) = &quick {
            publish(Part::Plan(Err(case.no_plan(reason))));
            let fixes = self.apart(|planning| fixes(planning, &case, reason, report))?;
            publish(Part::Plan(Err(NoPlan { fixes, ..case.no_plan(reason) })));
            return Ok(());
        }
        let Some(mut most) = case.shortlisted(quick, publish) else { return Ok(()) };
        let mut best = self.begin(&case, &most, &keep, begun, publish, report)?;
        publish(Part::Frontier(self.curve(&case, report)?));
        case.publish_bench((&most, &best), publish, report)?;
        publish(Part::Outlook(Arc::new(case.outlook(&best))));
        if let Some(settled) = self.settle(&case, &mut most, begun, publish, report)?
            && settled.chosen != best.chosen
        {
            case.publish_bench((&most, &settled), publish, report)?;
            publish(Part::Outlook(Arc::new(case.outlook(&settled))));
            best = settled;
        }
        self.explain(&case, &most, &best, publish, report)?;
        case.look_ahead(&mut self.remembered.1, report)
    }

    /// What rules cost, who could step in, and other ways to spend the money: what may take its time.
    fn explain(
        &mut self,
        case: &Case,
        most: &Shortlist,
        best: &Shortlist,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        self.apart(|planning| planning.other_briefs(case, (most, best), publish, report))
    }

    /// Looks at other briefs. They have other tables; the open one's are wanted again when the next slider moves.
    fn apart<T>(&mut self, look: impl FnOnce(&mut Planning) -> T) -> T {
        let kept = (self.nearby.clone(), self.candidates.clone(), self.table.clone());
        let seen = look(self);
        if self.table.as_ref().map(|(key, _)| key) != kept.2.as_ref().map(|(key, _)| key) {
            self.members = Members::default();
        }
        (self.nearby, self.candidates, self.table) = kept;
        seen
    }

    fn other_briefs(
        &mut self,
        case: &Case,
        (most, best): (&Shortlist, &Shortlist),
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        // What rules cost, and who could step in, is told of the most on average, whatever the aim.
        if let Some(why) = explaining::why_not(self, case, most, report)? {
            publish(Part::WhyNot(Arc::new(why)));
        }
        publish(Part::RuleCosts(Arc::new(rule_costs(self, case, most, report)?)));
        publish(Part::Backing(Arc::new(explaining::backing(case, most, report)?)));
        if !case.plain_bench() {
            publish(Part::Bench(Arc::new(explaining::bench(case, most, report)?)));
        }
        let waterfall = explaining::waterfall(case, best);
        let tiers = compared::tiers(case, report)?;
        let open = compared::creators(case, best);
        let scenarios = compared::scenarios(self, &case.question, &open, report)?;
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
        if let Some(most) = case.shortlisted(answer, &mut publish) {
            let mut known = Remembered::default();
            let pursued = case.pursue(&most, &mut known, &mut self.members, THOROUGH, report)?;
            let shown = pursued.unwrap_or_else(|| case.first(&most, &[], &mut known));
            case.publish(&shown, begun, &mut publish);
        }
        Ok((found.unwrap_or_else(|| Err(NoPlan::new(&question.brief, "", ""))), prepared))
    }

    /// The best projected result for every budget that `budgets` names, given the step all fees share: budget in
    /// currency units and value. The error is a sentence.
    pub fn exact_frontier(
        &mut self,
        question: &Question,
        budgets: impl Fn(i64) -> Vec<i64>,
    ) -> Result<Vec<(f64, f64)>, String> {
        let mut report = progress::silent;
        let case = self.case(question, &mut report).map_err(|cancelled| cancelled.to_string())?;
        let case = case.map_err(|none| format!("{}. {}", none.problem, none.hint))?;
        let step = common_step(case.table.choices.iter().map(|choice| choice.price));
        let market = case.table.market().ok_or("People counted once have no exact curve over budgets")?;
        let points = frontier(market, &case.asked.rules, &budgets(step), Effort::FULL, &mut report)
            .map_err(|cancelled| cancelled.to_string())?;
        let scale = question.brief.budget.currency.scale() as f64;
        let point = |point: &Point| Some((point.budget as f64 / scale, point.value? as f64 / VALUE_SCALE));
        Ok(points.iter().filter_map(point).collect())
    }

    /// The question with the offers it is about, made anew only where something they depend on has changed.
    pub fn case(&mut self, question: &Question, report: &mut Report<'_>) -> Result<Result<Case, NoPlan>, Cancelled> {
        let question = Question { nearby: self.nearby(question), ..question.clone() };
        if let Some((problem, hint)) = question.projector().obstacle(question.brief.goal) {
            return Ok(Err(NoPlan::new(&question.brief, problem, hint)));
        }
        let key = table_key(&question);
        let table = match &self.table {
            Some((known, table)) if *known == key => Arc::clone(table),
            _ => {
                let all = self.candidates(&question, report)?;
                match Table::new(&question, all) {
                    Ok(table) => Arc::new(table),
                    Err(none) => return Ok(Err(none)),
                }
            }
        };
        if self.table.as_ref().is_none_or(|(known, _)| *known != key) {
            self.members = Members::default();
            self.table = Some((key, Arc::clone(&table)));
        }
        let asked = self.members.rules(&question, &table);
        Ok(Ok(Case { question, table, asked }))
    }

    fn nearby(&mut self, question: &Question) -> Option<Arc<Nearby>> {
        let around = question.brief.around.as_ref()?;
        let key = (question.version, question.premises.version, around.clone());
        if self.nearby.as_ref().is_none_or(|(known, _)| *known != key) {
            self.nearby = Some((key, Arc::new(Nearby::new(around, &question.cards, &question.premises.local))));
        }
        self.nearby.as_ref().map(|(_, nearby)| Arc::clone(nearby))
    }

    fn candidates(&mut self, question: &Question, report: &mut Report<'_>) -> Result<Arc<Vec<Candidate>>, Cancelled> {
        let brief = &question.brief;
        let weighed = matches!(brief.goal, Goal::Relevant | Goal::Mix(_));
        let niches = if weighed { brief.niches.clone() } else { Vec::new() };
        let placed = matches!(brief.goal, Goal::Nearby | Goal::Mix(_));
        let around = brief.around.clone().filter(|_| placed);
        let key = (question.version, question.premises.version, brief.goal, around, niches);
        if self.candidates.as_ref().is_none_or(|(known, _)| *known != key) {
            let of = (key.0, key.1, key.3.clone(), key.4.clone());
            if self.parts.0.as_ref() != Some(&of) {
                self.parts = (Some(of), Parts::default());
            }
            let all = candidates_with(&mut self.parts.1, &question.cards, brief.goal, &question.projector(), report)?;
            self.candidates = Some((key, Arc::new(all)));
        }
        Ok(self.candidates.as_ref().map(|(_, all)| Arc::clone(all)).unwrap_or_default())
    }

    fn curve(&mut self, case: &Case, report: &mut Report<'_>) -> Result<Arc<Frontier>, Cancelled> {
        let brief = &case.question.brief;
        let mut asked = curve_brief(brief);
        let table = table_key(&case.question);
        if let Some(((known_table, known), frontier)) = &self.frontier {
            // A curve that still shows the budget well is kept, so that its axis rests while the budget is dragged.
            let shows =
                brief.budget.minor <= known.budget.minor && brief.budget.minor.saturating_mul(8) >= known.budget.minor;
            asked.budget = known.budget;
            if shows && asked == *known && *known_table == table {
                return Ok(Arc::clone(frontier));
            }
        }
        let Curve { limit, frontier } = curve(&case.question, &case.table, &mut self.members, report)?;
        asked.budget = limit;
        let frontier = Arc::new(frontier);
        self.frontier = Some(((table, asked), Arc::clone(&frontier)));
        Ok(frontier)
    }
}

pub(super) fn table_key(question: &Question) -> TableKey {
    (question.version, question.premises.version, table_brief(&question.brief))
}

impl Case {
    /// The best shortlist under the brief's rules.
    pub fn best(&self, keep: &[u32], effort: Effort, report: &mut Report<'_>) -> Result<Answer, Cancelled> {
        self.table.solve(&self.asked.rules, keep, effort, report)
    }

    /// Why rules can't be kept together, and what would help.
    pub fn conflict(&self, reason: &Conflict) -> (String, String) {
        conflict(reason, &self.question, &self.asked)
    }

    fn no_plan(&self, reason: &Conflict) -> NoPlan {
        let (problem, hint) = self.conflict(reason);
        NoPlan::new(&self.question.brief, problem, hint)
    }

    fn outlook(&self, best: &Shortlist) -> Outlook {
        let plan = plan(&self.question, &self.table, best, 0.0);
        outlook(&self.question, &self.table, &best.chosen, &plan)
    }

    /// The shortlist of an answer, or `None` after saying why there is none.
    pub(super) fn shortlisted(&self, answer: Answer, publish: &mut Publish<'_, Part>) -> Option<Shortlist> {
        match answer {
            Answer::Impossible(reason) => {
                publish(Part::Plan(Err(self.no_plan(&reason))));
                None
            }
            Answer::Shortlist(best) => Some(best),
        }
    }

    pub(super) fn publish(&self, pursued: &Pursued, begun: Instant, publish: &mut Publish<'_, Part>) {
        let mut plan = plan(&self.question, &self.table, &pursued.best, begun.elapsed().as_secs_f64());
        plan.aimed = pursued.aimed.clone();
        if let Some(method) = aim_method(&plan, self.question.numbers) {
            plan.proof.method = method;
        }
        publish(Part::Plan(Ok(Arc::new(plan))));
    }

    /// Whether the market tells who comes next; where results don't add up, or depend on fees, that takes longer.
    fn plain_bench(&self) -> bool {
        self.table.market().is_some() && self.question.brief.goal != Goal::Margin
    }

    /// Who would come next on average, without those the aim has brought in already.
    fn publish_bench(
        &self,
        (most, shown): (&Shortlist, &Shortlist),
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        if let Some(market) = self.table.market().filter(|_| self.plain_bench()) {
            let mut rows = bench(market, &self.asked.rules, most, BENCH_ROWS, Effort::LIVE, report)?;
            let creator = |choice: u32| self.table.choices[choice as usize].creator;
            rows.retain(|row| !shown.chosen.iter().any(|choice| creator(*choice) == creator(row.choice)));
            let rows = rows.iter().map(|row| bench_row(&self.question, &self.table, row)).collect();
            publish(Part::Bench(Arc::new(rows)));
        }
        Ok(())
    }
}
