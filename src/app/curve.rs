//! The curve over budgets: what the best shortlist brings for every budget up to about twice the brief's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::budgets::budgets;
use super::case::Case;
use super::explaining::only;
use super::planning::{Key, Planning, members_of, table_key};
use super::question::Question;
use super::rows::Members;
use super::table::{Table, VALUE_SCALE};
use crate::domain::{Aim, Brief, Cancelled, Money, Report, progress};
use crate::forecast::Draws;
use crate::optimise::{Answer, Effort, Point, frontier};
use crate::report::frontier::{Change, Frontier, FrontierPoint, LEVELS};

/// Steps of money from nothing to the end of an outline.
const OUTLINE: i64 = 40;
/// Steps of money in columns: about as many as the chart has pixels across.
const COLUMNS: i64 = 240;

/// An outline that took longer is left as it is: six times as many budgets would take seconds.
const QUICK: Duration = Duration::from_millis(500);

/// How closely a curve follows the budgets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Detail {
    /// Few budgets at even steps, at once.
    Outline,
    /// Every budget that fees can add up to; of more than fit across the chart, as many at even steps.
    Columns,
}

/// A curve that was drawn, and of what.
pub(super) struct Drawn {
    table: Key,
    /// The part of the brief it depends on, with the largest budget on it.
    asked: Brief,
    detail: Detail,
    /// Whether drawing it took no longer than [`QUICK`].
    quick: bool,
    frontier: Arc<Frontier>,
}

impl Planning {
    /// The curve of a case, at least as close as `detail`. One that still shows the budget well is kept, so that its
    /// axis rests while the budget is dragged.
    pub(super) fn curve(
        &mut self,
        case: &Case,
        detail: Detail,
        report: &mut Report<'_>,
    ) -> Result<Arc<Frontier>, Cancelled> {
        if let Some(drawn) = self.drawn(case).filter(|drawn| detail <= drawn.detail) {
            return Ok(Arc::clone(&drawn.frontier));
        }
        let (begun, table) = (Instant::now(), table_key(&case.question));
        // A closer curve keeps the axis of the one that is shown.
        let limit = self.drawn(case).map(|drawn| drawn.asked.budget);
        let limit = limit.unwrap_or_else(|| frontier_limit(case.question.brief.budget));
        let mut nobody = Members::default();
        let members = members_of(&mut self.tables, case, &mut nobody);
        let frontier = Arc::new(curve(case, members, (limit, detail), &mut self.draws, report)?);
        self.frontier = Some(Drawn {
            table,
            asked: Brief { budget: limit, ..curve_brief(&case.question.brief) },
            detail,
            quick: begun.elapsed() < QUICK,
            frontier: Arc::clone(&frontier),
        });
        Ok(frontier)
    }

    /// The curve of a case with every budget on it, or one for each column of the chart; `None` where it is there
    /// already, or where the outline took so long that columns would keep the machine busy for many seconds.
    pub(super) fn columns(&mut self, case: &Case, report: &mut Report<'_>) -> Result<Option<Arc<Frontier>>, Cancelled> {
        match self.drawn(case).is_some_and(|drawn| drawn.detail < Detail::Columns && drawn.quick) {
            true => Ok(Some(self.curve(case, Detail::Columns, report)?)),
            false => Ok(None),
        }
    }

    /// The curve drawn last, if it is this case's and shows its budget well.
    fn drawn(&self, case: &Case) -> Option<&Drawn> {
        let (drawn, brief) = (self.frontier.as_ref()?, &case.question.brief);
        let (limit, budget) = (drawn.asked.budget, brief.budget.minor);
        let shows = budget <= limit.minor && budget.saturating_mul(8) >= limit.minor;
        let asked = || Brief { budget: limit, ..curve_brief(brief) };
        (shows && drawn.table == table_key(&case.question) && drawn.asked == asked()).then_some(drawn)
    }

    /// The best projected result for every budget up to the brief's, of more than `most` as many at even steps: budget in
    /// currency units and value. The error is a sentence.
    pub fn exact_frontier(&mut self, question: &Question, most: i64) -> Result<Vec<(f64, f64)>, String> {
        let mut report = progress::silent;
        let case = self.case(question, &mut report).map_err(|cancelled| cancelled.to_string())?;
        let case = case.map_err(|none| format!("{}. {}", none.problem, none.hint))?;
        let market = case.table.market(&mut report).map_err(|cancelled| cancelled.to_string())?;
        let market = market.ok_or("People counted once have no exact curve over budgets")?;
        let budgets = budgets(question.brief.budget.minor, &prices(&case.table), most);
        let points = frontier(market, &case.asked.rules, &budgets, Effort::FULL, &mut report)
            .map_err(|cancelled| cancelled.to_string())?;
        let scale = question.brief.budget.currency.scale() as f64;
        let point = |point: &Point| Some((point.budget as f64 / scale, point.value? as f64 / VALUE_SCALE));
        Ok(points.iter().filter_map(point).collect())
    }
}

/// Draws the curve of a case up to a limit, with the draws of the shortlist beside it, so that both say the same of it.
fn curve(
    case: &Case,
    members: &mut Members,
    (limit, detail): (Money, Detail),
    draws: &mut Draws,
    report: &mut Report<'_>,
) -> Result<Frontier, Cancelled> {
    let Case { question, table, .. } = case;
    let budgets = match detail {
        Detail::Outline => (0..=OUTLINE).map(|step| part(limit.minor, step, OUTLINE)).collect(),
        Detail::Columns => budgets(limit.minor, &prices(table), COLUMNS),
    };
    let mut points: Vec<FrontierPoint> = Vec::new();
    let mut promises: Vec<[f64; LEVELS.len()]> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut keep: Vec<u32> = Vec::new();
    for (step, &budget) in budgets.iter().enumerate() {
        let mut at = question.clone();
        at.brief.budget.minor = budget;
        let asked = members.rules(&at, table, report)?;
        let Answer::Shortlist(best) = table.solve(&asked.rules, &keep, Effort::LIVE, report)? else { continue };
        report(step as u64, budgets.len() as u64)?;
        let budget = at.brief.budget.units();
        let same = points.last().zip(promises.last()).filter(|_| best.chosen == keep);
        let (point, promise) = match same {
            Some((last, promise)) => (FrontierPoint { budget, ..*last }, *promise),
            None => {
                let total = table.total(&best.chosen, draws, report)?;
                report(step as u64, budgets.len() as u64)?;
                let (low, high) = total.band(0.8);
                let point = FrontierPoint { budget, low, middle: total.middle(), high };
                // What less money can have, more money can have too.
                let better = points.last().filter(|last| last.middle > point.middle);
                let point = better.map_or(point, |last| FrontierPoint { budget, ..*last });
                let before = promises.last().copied().unwrap_or([0.0; LEVELS.len()]);
                let promise = |place: usize| total.promise(f64::from(LEVELS[place]) / 100.0).max(before[place]);
                (point, std::array::from_fn(promise))
            }
        };
        points.push(point);
        promises.push(promise);
        changes.push(change(case, &keep, &best.chosen));
        keep = best.chosen;
    }
    report(0, 0)?;
    let knee = Frontier::knee_of(&points);
    Ok(Frontier { points, knee, promises, changes })
}

fn prices(table: &Table) -> Vec<i64> {
    table.choices.iter().map(|choice| choice.price).collect()
}

/// Who is in `now` and not in `before`, and the other way round.
fn change(case: &Case, before: &[u32], now: &[u32]) -> Change {
    let (before, now) = (case.creators(before), case.creators(now));
    Change { enters: case.names(&only(&now, &before)), leaves: case.names(&only(&before, &now)) }
}

/// `step` of `steps` equal parts of an amount.
fn part(amount: i64, step: i64, steps: i64) -> i64 {
    (i128::from(amount) * i128::from(step) / i128::from(steps)) as i64
}

/// The part of a brief that its curve over budgets depends on; two briefs with the same one share a curve.
pub fn curve_brief(brief: &Brief) -> Brief {
    let nothing = Money::from_minor(0, brief.budget.currency);
    Brief { aim: Aim::Most, budget: nothing, promise: 0.0, starts: None, ends: None, target: None, ..brief.clone() }
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
