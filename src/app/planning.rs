//! From a brief to its best shortlist, what that will bring, the curve over budgets and who comes next.

use std::sync::Arc;
use std::time::Instant;

use jiff::civil::DateTime;

use super::candidates::{Candidate, candidates, level_of};
use super::flags::flags;
use super::question::Question;
use super::table::{Table, TableKey, VALUE_SCALE, table_key};
use super::terminal::common_step;
use super::words::{basis, conflict, method};
use crate::domain::{Brief, Cancelled, CreatorId, Metric, Money, NumberStyle, Offer, Report, Rule, progress};
use crate::forecast::{Assumptions, deliver};
use crate::jobs::Publish;
use crate::optimise::{Answer, Effort, Point, Rules, Shortlist, bench, frontier};
use crate::report::Card;
use crate::report::plan::{Bench, BenchRow, Frontier, FrontierPoint, NoPlan, Plan, PlanRow, Projection, Proof};

/// Draws behind a shortlist's total, and behind each point of the frontier.
const DRAWS: usize = 10_000;
const FRONTIER_DRAWS: usize = 4_000;
/// Points of the frontier, and creators on the bench.
const FRONTIER_POINTS: i64 = 40;
const BENCH_ROWS: usize = 5;

/// One part of the answer, as it comes.
pub enum Part {
    /// The shortlist, first within a bound, then proved.
    Plan(Result<Arc<Plan>, NoPlan>),
    /// The curve over budgets.
    Frontier(Arc<Frontier>),
    /// Who comes next.
    Bench(Arc<Bench>),
}

/// Answers questions and keeps what the next question will probably need again.
#[derive(Default)]
pub struct Planning {
    candidates: Cached<(u64, Metric), Vec<Candidate>>,
    table: Cached<TableKey, Table>,
    frontier: Cached<(TableKey, Brief), Frontier>,
}

/// A value with the key it was made for.
type Cached<K, V> = Option<(K, Arc<V>)>;

impl Planning {
    /// Answers `question` part by part.
    pub fn answer(
        &mut self,
        question: &Question,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        let table = match self.table(question, report)? {
            Ok(table) => table,
            Err(none) => {
                publish(Part::Plan(Err(none)));
                return Ok(());
            }
        };
        let rules = rules(&question.brief, &question.cards);
        let keep = table.places(&question.keep, &question.cards);
        let begun = Instant::now();
        let quick = table.market.solve(&rules, &keep, Effort::LIVE, report)?;
        let quick = self.publish(question, &table, quick, begun, publish);
        let Some(quick) = quick else { return Ok(()) };
        publish(Part::Frontier(self.frontier(question, &table, report)?));
        publish(Part::Bench(bench_rows(question, &table, &rules, &quick, report)?));
        if quick.proved {
            return Ok(());
        }
        let answer = table.market.solve(&rules, &quick.chosen, Effort::FULL, report)?;
        if let Some(best) = self.publish(question, &table, answer, begun, publish)
            && best.chosen != quick.chosen
        {
            publish(Part::Bench(bench_rows(question, &table, &rules, &best, report)?));
        }
        Ok(())
    }

    /// The best shortlist alone, proved if it can be; how long the offers took to get ready, in seconds, beside it.
    pub fn best(
        &mut self,
        question: &Question,
        report: &mut Report<'_>,
    ) -> Result<(Result<Arc<Plan>, NoPlan>, f64), Cancelled> {
        let begun = Instant::now();
        let table = match self.table(question, report)? {
            Ok(table) => table,
            Err(none) => return Ok((Err(none), begun.elapsed().as_secs_f64())),
        };
        let prepared = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let answer = table.market.solve(&rules(&question.brief, &question.cards), &[], Effort::FULL, report)?;
        let mut found = None;
        let mut publish = |part| {
            if let Part::Plan(plan) = part {
                found = Some(plan);
            }
        };
        self.publish(question, &table, answer, begun, &mut publish);
        let nothing =
            || NoPlan { brief: Box::new(question.brief.clone()), problem: String::new(), hint: String::new() };
        Ok((found.unwrap_or_else(|| Err(nothing())), prepared))
    }

    /// The best projected result for every budget that `budgets` names, given the step all fees share: budget in
    /// currency units and value. The error is a sentence.
    pub fn exact_frontier(
        &mut self,
        question: &Question,
        budgets: impl Fn(i64) -> Vec<i64>,
    ) -> Result<Vec<(f64, f64)>, String> {
        let mut report = progress::silent;
        let table = self.table(question, &mut report).map_err(|cancelled| cancelled.to_string())?;
        let table = table.map_err(|none| format!("{}. {}", none.problem, none.hint))?;
        let step = common_step(table.choices.iter().map(|choice| choice.price));
        let rules = rules(&question.brief, &question.cards);
        let points = frontier(&table.market, &rules, &budgets(step), Effort::FULL, &mut report)
            .map_err(|cancelled| cancelled.to_string())?;
        let scale = question.brief.budget.currency.scale() as f64;
        let point = |point: &Point| Some((point.budget as f64 / scale, point.value? as f64 / VALUE_SCALE));
        Ok(points.iter().filter_map(point).collect())
    }

    /// The offers on the table for the brief, made anew only when something they depend on has changed.
    fn table(&mut self, question: &Question, report: &mut Report<'_>) -> Result<Result<Arc<Table>, NoPlan>, Cancelled> {
        let brief = &question.brief;
        let metric = brief.goal;
        let key = table_key(question);
        if let Some((known, table)) = &self.table
            && *known == key
        {
            return Ok(Ok(Arc::clone(table)));
        }
        let all = match &self.candidates {
            Some((known, all)) if *known == (question.version, metric) => Arc::clone(all),
            _ => Arc::new(candidates(&question.cards, metric, &question.assumptions, question.now, report)?),
        };
        self.candidates = Some(((question.version, metric), Arc::clone(&all)));
        match Table::new(question, all) {
            Ok(table) => {
                let table = Arc::new(table);
                self.table = Some((key, Arc::clone(&table)));
                Ok(Ok(table))
            }
            Err(none) => Ok(Err(none)),
        }
    }

    fn publish(
        &self,
        question: &Question,
        table: &Table,
        answer: Answer,
        begun: Instant,
        publish: &mut Publish<'_, Part>,
    ) -> Option<Shortlist> {
        match answer {
            Answer::Impossible(reason) => {
                let (problem, hint) = conflict(&reason, &question.cards, question.brief.budget, question.numbers);
                publish(Part::Plan(Err(NoPlan { brief: Box::new(question.brief.clone()), problem, hint })));
                None
            }
            Answer::Shortlist(best) => {
                let plan = plan(question, table, &best, begun.elapsed().as_secs_f64());
                publish(Part::Plan(Ok(Arc::new(plan))));
                Some(best)
            }
        }
    }

    fn frontier(
        &mut self,
        question: &Question,
        table: &Arc<Table>,
        report: &mut Report<'_>,
    ) -> Result<Arc<Frontier>, Cancelled> {
        let brief = &question.brief;
        let mut asked = curve_brief(brief);
        if let Some(((known_table, known), frontier)) = &self.frontier {
            // A curve that still shows the budget well is kept, so that its axis rests while the budget is dragged.
            let shows =
                brief.budget.minor <= known.budget.minor && brief.budget.minor.saturating_mul(8) >= known.budget.minor;
            asked.budget = known.budget;
            if shows && asked == *known && *known_table == table_key(question) {
                return Ok(Arc::clone(frontier));
            }
        }
        let limit = frontier_limit(brief.budget);
        asked.budget = limit;
        let key = (table_key(question), asked);
        let mut points = Vec::new();
        let mut keep: Vec<u32> = Vec::new();
        for step in 0..=FRONTIER_POINTS {
            let mut at = brief.clone();
            at.budget.minor = (i128::from(limit.minor) * i128::from(step) / i128::from(FRONTIER_POINTS)) as i64;
            let answer = table.market.solve(&rules(&at, &question.cards), &keep, Effort::LIVE, report)?;
            let Answer::Shortlist(best) = answer else { continue };
            let total = table.total(question, &best, FRONTIER_DRAWS);
            let (low, high) = total.band(0.8);
            let point = FrontierPoint { budget: at.budget.units(), low, middle: total.middle(), high };
            // What less money can have, more money can have too.
            let better = points.last().filter(|last: &&FrontierPoint| last.middle > point.middle);
            points.push(better.map_or(point, |last| FrontierPoint { budget: point.budget, ..*last }));
            keep = best.chosen;
        }
        let knee = Frontier::knee_of(&points);
        let frontier = Arc::new(Frontier { points, knee });
        self.frontier = Some((key, Arc::clone(&frontier)));
        Ok(frontier)
    }
}

/// The part of a brief that its curve over budgets depends on; two briefs with the same one share a curve.
pub fn curve_brief(brief: &Brief) -> Brief {
    let nothing = Money::from_minor(0, brief.budget.currency);
    Brief { budget: nothing, promise: 0.0, starts: None, ends: None, ..brief.clone() }
}

/// How far the frontier is drawn: a round number at or above twice the budget, so that small changes of the budget
/// don't move the axis.
fn frontier_limit(budget: Money) -> Money {
    let wanted = budget.minor.saturating_mul(2).max(budget.currency.scale());
    let mut step = 1_i64;
    while step.saturating_mul(10) <= wanted {
        step *= 10;
    }
    let round = [1, 2, 3, 4, 5, 6, 8, 10].into_iter().map(|n| step.saturating_mul(n)).find(|n| *n >= wanted);
    Money::from_minor(round.unwrap_or(wanted), budget.currency)
}

/// The brief's rules as the optimiser reads them; creators are named by their place in the roster.
pub fn rules(brief: &Brief, cards: &[Arc<Card>]) -> Rules {
    let place = |id: &CreatorId| cards.binary_search_by_key(id, |card| card.entry.creator.id).ok().map(|i| i as u32);
    let pick = |wanted: fn(&Rule) -> Option<CreatorId>| {
        let mut places: Vec<u32> = brief.rules.iter().filter_map(wanted).filter_map(|id| place(&id)).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let share = brief.rules.iter().filter_map(|rule| match rule {
        Rule::MaxShare(percent) => Some(*percent),
        _ => None,
    });
    Rules {
        budget: brief.budget.minor,
        max_share: share.min(),
        min_creators: brief.min_creators(),
        must: pick(|rule| match rule {
            Rule::MustHave(id) => Some(*id),
            _ => None,
        }),
        never: pick(|rule| match rule {
            Rule::Never(id) => Some(*id),
            _ => None,
        }),
    }
}

fn plan(question: &Question, table: &Table, best: &Shortlist, seconds: f64) -> Plan {
    let currency = question.brief.budget.currency;
    let mut rows: Vec<PlanRow> = best.chosen.iter().map(|choice| row(question, table.candidate(*choice))).collect();
    rows.sort_by(|a, b| {
        b.projection
            .projected
            .total_cmp(&a.projection.projected)
            .then_with(|| a.name.cmp(&b.name))
            .then(a.offer.cmp(&b.offer))
    });
    let gap = (best.bound - best.value).max(0) as f64 / (best.value.max(1)) as f64;
    let proof = Proof {
        proved: best.proved,
        gap: if best.proved { 0.0 } else { gap },
        bound: best.bound as f64 / VALUE_SCALE,
        method: method(best, table.choices.len()),
        seconds,
        next_unit: best.next_unit * currency.scale() as f64 / VALUE_SCALE,
    };
    let mut plan = Plan {
        brief: question.brief.clone(),
        rows,
        cost: Money::from_minor(best.cost, currency),
        projected: best.value as f64 / VALUE_SCALE,
        total: table.total(question, best, DRAWS),
        proof,
        left_out: table.left_out.clone(),
        considered: table.choices.len(),
        flags: Vec::new(),
    };
    plan.flags = flags(&plan, question.numbers);
    plan
}

fn row(question: &Question, candidate: &Candidate) -> PlanRow {
    let card = &question.cards[candidate.card as usize];
    let offer = &card.entry.offers[candidate.offer as usize];
    let account = card.entry.account_of(offer);
    PlanRow {
        creator: card.entry.creator.id,
        offer: offer.id,
        name: card.name().to_owned(),
        handle: account.filter(|a| !a.handle.is_empty()).map(|a| format!("@{}", a.handle)).unwrap_or_default(),
        platform: account.map(|account| account.platform),
        delivers: offer.summary(),
        fee: offer.fee.unwrap_or(Money::from_minor(0, question.brief.budget.currency)),
        status: offer.status,
        projection: projection(card, offer, question.brief.goal, &question.assumptions, question.now, question.numbers),
        pinned: question.brief.must_have(card.entry.creator.id),
    }
}

/// What one offer will bring, with where that comes from.
pub fn projection(
    card: &Card,
    offer: &Offer,
    goal: Metric,
    assumptions: &Assumptions,
    now: DateTime,
    numbers: NumberStyle,
) -> Projection {
    let level = level_of(&card.entry, offer, goal, assumptions, now);
    let forecast = deliver(&level, &offer.deliverables, true);
    let (low, high) = forecast.band(0.8);
    Projection {
        low,
        projected: forecast.projected(),
        high,
        own_share: level.shares.posts,
        posts_used: level.posts_used,
        basis: basis(&level, numbers),
    }
}

fn bench_rows(
    question: &Question,
    table: &Table,
    rules: &Rules,
    best: &Shortlist,
    report: &mut Report<'_>,
) -> Result<Arc<Bench>, Cancelled> {
    let rows = bench(&table.market, rules, best, BENCH_ROWS, Effort::LIVE, report)?;
    Ok(Arc::new(rows.iter().map(|row| bench_row(question, table, row)).collect()))
}

fn bench_row(question: &Question, table: &Table, row: &crate::optimise::BenchRow) -> BenchRow {
    let found = self::row(question, table.candidate(row.choice));
    let money = |minor: Option<i64>| minor.map(|minor| Money::from_minor(minor, question.brief.budget.currency));
    BenchRow {
        creator: found.creator,
        offer: found.offer,
        name: found.name,
        handle: found.handle,
        delivers: found.delivers,
        fee: found.fee,
        enters_at_fee: money(row.enters_at_price),
        enters_at_budget: money(row.enters_at_budget),
    }
}
