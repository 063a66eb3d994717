//! The JSON objects that `--json` prints.

use serde_json::{Map, Value, json};

use crate::app::import::{Prepared, Preview};
use crate::app::terminal::{
    Backtest, Baseline, Imports, OffersFrontier, OffersPlan, Part, Point, RosterPlan, Scores, Seconds,
};
use crate::domain::{Aim, Issue};
use crate::report::Card;
use crate::report::aimed::Aimed;

/// What a plan over a list of offers found.
pub fn offers_plan(plan: &OffersPlan) -> Value {
    let picks: Vec<Value> = plan
        .picks
        .iter()
        .map(|pick| json!({"creator": pick.creator, "offer": pick.offer, "price": pick.price, "value": pick.value}))
        .collect();
    plan_object(plan.proved, plan.value, plan.cost, plan.bound, picks, plan.seconds)
}

/// What a plan over a roster found.
pub fn roster_plan(found: &RosterPlan) -> Value {
    let plan = &found.plan;
    let picks: Vec<Value> = plan
        .rows
        .iter()
        .map(|row| {
            json!({"creator": row.name, "offer": row.delivers, "price": row.fee.units(), "value": row.projection.projected})
        })
        .collect();
    let mut object =
        plan_object(plan.proof.proved, plan.projected, plan.cost.units(), plan.proof.bound, picks, found.seconds);
    let (low, high) = plan.total.band(0.8);
    object["total"] = json!({
        "projected": plan.projected, "middle": plan.total.middle(), "low": low, "high": high,
        "promise": {"probability": plan.brief.promise, "value": plan.total.promise(plan.brief.promise)}
    });
    if let Some(aimed) = aimed(&plan.aimed) {
        object["aim"] = aimed;
    }
    object
}

/// What pursuing another aim than the most on average came to; `None` where that was the aim.
fn aimed(aimed: &Aimed) -> Option<Value> {
    Some(match aimed {
        Aimed::Most | Aimed::Searching | Aimed::NoTarget => return None,
        Aimed::Safe(safer) => json!({
            "aim": Aim::Safe.key(), "promise": safer.promise, "promise_of_most": safer.most_promise,
            "bound": safer.bound, "given_up": safer.loss,
        }),
        Aimed::Target(reached) => json!({
            "aim": Aim::Target.key(), "target": reached.target, "reached": true, "chance": reached.chance,
            "needs": reached.needs.units(), "at_least": reached.at_least.map(|money| money.units()),
        }),
        Aimed::Short(short) => json!({
            "aim": Aim::Target.key(), "target": short.target, "reached": false, "chance": short.chance,
            "needs": short.would_need.map(|money| money.units()), "proved_out_of_reach": short.proved,
        }),
    })
}

fn plan_object(proved: bool, value: f64, cost: f64, bound: f64, picks: Vec<Value>, seconds: Seconds) -> Value {
    let gap = if proved || value <= 0.0 { 0.0 } else { (bound - value).max(0.0) / value };
    json!({
        "status": if proved { "optimal" } else { "feasible" },
        "value": value, "cost": cost, "bound": bound, "gap": gap, "picks": picks,
        "seconds": {"read": seconds.read, "prepare": seconds.prepare, "solve": seconds.solve},
    })
}

/// A frontier over a list of offers.
pub fn offers_frontier(frontier: &OffersFrontier) -> Value {
    let mut object = self::frontier(&frontier.points, frontier.seconds);
    object["status"] = json!(if frontier.proved { "optimal" } else { "feasible" });
    object
}

/// A frontier.
pub fn frontier(points: &[Point], seconds: f64) -> Value {
    let points: Vec<Value> = points.iter().map(|(budget, value)| json!({"budget": budget, "value": value})).collect();
    json!({"points": points, "seconds": seconds})
}

/// Creators found in a roster.
pub fn creators(total: usize, cards: &[std::sync::Arc<Card>]) -> Value {
    let creators: Vec<Value> = cards.iter().map(|card| creator(card)).collect();
    json!({"total": total, "creators": creators})
}

fn creator(card: &Card) -> Value {
    let creator = &card.entry.creator;
    let account = card.entry.main_account();
    json!({
        "name": creator.name,
        "handle": account.map(|account| account.handle.as_str()).filter(|handle| !handle.is_empty()),
        "platform": account.map(|account| account.platform.key()),
        "followers": card.followers,
        "engagement_rate": card.rate.map(|(rate, _)| rate),
        "fee": card.fee.map(|fee| fee.units()),
        "currency": card.fee.map(|fee| fee.currency.code().to_owned()),
        "place": creator.place, "country": creator.country, "niches": creator.niches, "tags": creator.tags,
        "posts": card.entry.posts.len(), "offers": card.entry.offers.len(),
        "accounts": card.entry.accounts.iter().map(|account| json!({
            "platform": account.platform.key(), "handle": account.handle, "followers": account.followers(),
        })).collect::<Vec<_>>(),
    })
}

/// What an import did; with several files their sums, and each file's own object under "files".
pub fn imports(imports: &Imports) -> Value {
    let mut objects: Vec<Value> = imports.iter().map(|(name, prepared, done)| import(name, prepared, done)).collect();
    if objects.len() == 1 {
        return objects.remove(0);
    }
    let sum = |count: fn(&Preview) -> u64| imports.iter().map(|(_, _, done)| count(done)).sum::<u64>();
    json!({
        "rows": sum(|done| done.rows), "new": sum(|done| done.new), "changed": sum(|done| done.changed),
        "same": sum(|done| done.same), "refused": sum(|done| done.refused), "files": objects,
    })
}

fn import(name: &str, prepared: &Prepared, done: &Preview) -> Value {
    let mut mapping = Map::new();
    for column in &prepared.mapping.columns {
        let entry = json!({"field": column.field.key(), "confidence": column.confidence});
        mapping.insert(column.header.clone(), entry);
    }
    let sheet = &prepared.sheet;
    json!({
        "file": name, "rows": done.rows, "new": done.new, "changed": done.changed, "same": done.same,
        "refused": done.refused, "issues": done.issues.iter().map(issue).collect::<Vec<_>>(), "mapping": mapping,
        "detected": {
            "encoding": sheet.encoding, "delimiter": sheet.delimiter.to_string(), "header_row": sheet.header_row,
        },
    })
}

fn issue(issue: &Issue) -> Value {
    json!({"row": issue.row, "column": issue.column, "problem": issue.problem, "hint": issue.hint})
}

/// How well the forecast did.
pub fn backtest(scored: &Backtest) -> Value {
    let mut history = Map::new();
    for (known, scores) in &scored.by_history {
        history.insert(known.to_string(), self::scores(scores));
    }
    json!({"history": history})
}

fn scores(scores: &Scores) -> Value {
    let totals: Map<String, Value> = ["1", "5", "10", "20"]
        .iter()
        .zip(scores.totals)
        .map(|(count, share)| ((*count).to_owned(), json!(share)))
        .collect();
    let platforms = scores.by_platform.iter().map(|(platform, p)| (platform.key().to_owned(), part(p)));
    let tiers = scores.by_tier.iter().map(|(tier, p)| (tier.label().to_lowercase(), part(p)));
    // What no post was forecast for is unknown, not 0.
    let known = scores.posts > 0;
    json!({
        "posts": scores.posts, "creators": scores.creators,
        "coverage": known.then(|| coverage(scores.coverage)), "pinball": known.then_some(scores.pinball),
        "baseline": simple(scores.baseline), "median": simple(scores.median), "rate": simple(scores.rate),
        "totals": totals, "by_platform": platforms.collect::<Map<_, _>>(), "by_tier": tiers.collect::<Map<_, _>>(),
    })
}

fn part(part: &Part) -> Value {
    json!({"posts": part.posts, "coverage": coverage(part.coverage), "pinball": part.pinball})
}

fn simple(simple: Option<Baseline>) -> Value {
    json!(simple.map(|simple| json!({"coverage": coverage(simple.coverage), "pinball": simple.pinball})))
}

fn coverage(levels: [f64; 4]) -> Value {
    json!({"50": levels[0], "80": levels[1], "90": levels[2], "95": levels[3]})
}
