//! A shortlist as a plan: its rows, what it will bring, and how good it is known to be.

use std::sync::Arc;

use super::flags::flags;
use super::model::Model;
use super::nearby::Nearby;
use super::projecting::Projector;
use super::question::Question;
use super::table::{Candidate, Table, VALUE_SCALE};
use super::words::{basis, method};
use crate::domain::{Cancelled, Goal, Money, NumberStyle, Offer, Report};
use crate::forecast::{Draws, OfferForecast};
use crate::optimise::{self, Shortlist};
use crate::report::Card;
use crate::report::aimed::Aimed;
use crate::report::plan::{BenchRow, Plan, PlanRow, Projection, Proof};

/// Rows made between two reports of progress.
const PIECE: usize = 16;

/// The plan that a shortlist makes, with what is known about how good it is.
pub fn plan(
    question: &Question,
    table: &Table,
    best: &Shortlist,
    proof: Proof,
    draws: &mut Draws,
    report: &mut Report<'_>,
) -> Result<Plan, Cancelled> {
    let mut rows: Vec<PlanRow> = Vec::new();
    for (done, choice) in best.chosen.iter().enumerate() {
        if done % PIECE == 0 {
            report(done as u64, best.chosen.len() as u64)?;
        }
        for (candidate, phase) in table.offers(*choice).zip(table.phases(*choice)) {
            rows.push(PlanRow { phase, ..row(question, &candidate) });
        }
    }
    rows.sort_by(|a, b| {
        b.projection
            .projected
            .total_cmp(&a.projection.projected)
            .then_with(|| a.name.cmp(&b.name))
            .then(a.offer.cmp(&b.offer))
    });
    let mut plan = Plan {
        brief: question.brief.clone(),
        cost: Money::from_minor(best.cost, question.brief.budget.currency),
        projected: best.value as f64 / VALUE_SCALE,
        expected: rows.iter().map(|row| row.chance).sum(),
        total: table.total(&best.chosen, draws, report)?,
        rows,
        proof,
        left_out: table.left_out.clone(),
        considered: table.considered,
        flags: Vec::new(),
        aimed: Aimed::Most,
    };
    report(0, 0)?;
    plan.flags = flags(&plan, question);
    report(0, 0)?;
    Ok(plan)
}

/// How good a shortlist is known to be; `seconds` is what it took to find and prove it.
pub fn proof(question: &Question, table: &Table, best: &Shortlist, seconds: f64) -> Proof {
    let gap = (best.bound - best.value).max(0) as f64 / (best.value.max(1)) as f64;
    Proof {
        proved: best.proved,
        gap: if best.proved { 0.0 } else { gap },
        bound: best.bound as f64 / VALUE_SCALE,
        method: method(best, table.choices.len(), question.numbers),
        seconds,
        next_unit: best.next_unit * question.brief.budget.currency.scale() as f64 / VALUE_SCALE,
        contenders: best.contenders,
    }
}

/// One offer of a plan.
pub fn row(question: &Question, candidate: &Candidate) -> PlanRow {
    let card = &question.cards[candidate.card as usize];
    let offer = &card.entry.offers[candidate.offer as usize];
    let account = card.entry.account_of(offer);
    let goal = question.brief.goal;
    PlanRow {
        creator: card.entry.creator.id,
        offer: offer.id,
        name: card.name().to_owned(),
        handle: account.filter(|a| !a.handle.is_empty()).map(|a| format!("@{}", a.handle)).unwrap_or_default(),
        platform: account.map(|account| account.platform),
        delivers: offer.summary(),
        fee: offer.fee.unwrap_or(Money::from_minor(0, question.brief.budget.currency)),
        status: offer.status,
        chance: candidate.chance,
        projection: described(&question.projector(), card, offer, goal, &candidate.forecast, question.numbers),
        pinned: question.brief.must_have(card.entry.creator.id),
        phase: None,
    }
}

impl Model {
    /// What one offer will bring of a goal under the open brief, with where that comes from.
    pub fn projection(&self, card: &Card, offer: &Offer, goal: Goal) -> Projection {
        let niches = self.brief().map(|brief| brief.niches.as_slice()).unwrap_or_default();
        let around = self.brief().and_then(|brief| brief.around.as_ref());
        let nearby = around.map(|around| match &self.plan.nearby {
            Some(known) if known.around == *around => Arc::clone(known),
            _ => Arc::new(Nearby::anywhere(around, &self.premises.local)),
        });
        let projector = self.projector(niches, nearby.as_deref());
        let forecast = projector.forecast(&card.entry, offer, goal);
        described(&projector, card, offer, goal, &forecast, self.settings.numbers)
    }
}

fn described(
    projector: &Projector<'_>,
    card: &Card,
    offer: &Offer,
    goal: Goal,
    forecast: &OfferForecast,
    numbers: NumberStyle,
) -> Projection {
    let level = projector.level(&card.entry, offer, goal.metric());
    let (low, high) = forecast.band(0.8);
    // A margin is what is left beyond the fee.
    let fee = offer.fee.filter(|_| goal == Goal::Margin).map_or(0.0, |fee| fee.units());
    Projection {
        low: low - fee,
        projected: forecast.projected() - fee,
        high: high - fee,
        own_share: level.shares.posts,
        posts_used: level.posts_used,
        basis: basis(&level, goal, projector, &card.entry, offer, numbers),
    }
}

/// One row of the bench.
pub fn bench_row(question: &Question, table: &Table, found: &optimise::BenchRow) -> BenchRow {
    let rows: Vec<PlanRow> = table.offers(found.choice).map(|candidate| row(question, &candidate)).collect();
    let money = |minor: Option<i64>| minor.map(|minor| Money::from_minor(minor, question.brief.budget.currency));
    let price = table.choices[found.choice as usize].price;
    let delivers: Vec<&str> = rows.iter().map(|row| row.delivers.as_str()).collect();
    let first = &rows[0];
    BenchRow {
        creator: first.creator,
        offer: first.offer,
        name: first.name.clone(),
        handle: first.handle.clone(),
        delivers: delivers.join(" + "),
        fee: Money::from_minor(price, question.brief.budget.currency),
        enters_at_fee: money(found.enters_at_price),
        enters_at_budget: money(found.enters_at_budget),
    }
}
