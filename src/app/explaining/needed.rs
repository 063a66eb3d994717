//! How much more a creator would have to bring, or how much less to ask, to come into the best shortlist.

use super::super::case::Case;
use super::super::projecting::Projector;
use super::{EFFORT, found};
use crate::domain::{Cancelled, Entry, Goal, Offer, Report};
use crate::forecast::Level;
use crate::optimise::{Answer, Asked, Conflict, Rules, Wanted, WhyNot};
use crate::report::explain::RateNeeded;

/// What a creator would have to bring to be in.
#[derive(Default)]
pub struct Needed {
    /// In the optimiser's units, beside nobody.
    pub value: Option<i64>,
    /// The rate of an ordinary post that would mean.
    pub rate: Option<RateNeeded>,
}

/// Halvings of a range of factors: below a thousandth of a percent is left.
const HALVINGS: u32 = 24;
/// Nobody is asked to bring more times what they bring than this.
const MOST_TIMES: f64 = 1000.0;
/// Solutions tried for a fee: enough for every price up to 2³⁵ minor units.
const MOST_SOLVES: u64 = 36;

/// What the creator's choice would have to bring for some best shortlist to hold it, at its fee.
pub fn needed(
    case: &Case,
    asked: &Asked<'_>,
    why: &WhyNot,
    creator: u32,
    report: &mut Report<'_>,
) -> Result<Needed, Cancelled> {
    if why.plan.is_none() || why.loses.is_some_and(|loses| loses <= 0) {
        return Ok(Needed::default());
    }
    let now = case.table.worth(&[why.choice]);
    let times = match (why.needs_value, asked.adds_up) {
        (Some(needs), true) => {
            // The optimiser counts what loses money as worth nothing.
            let needs = needs + case.table.value(why.choice) - case.table.choices[why.choice as usize].value;
            let times = raised(case, why.choice, needs);
            return Ok(Needed { value: Some(needs), rate: times.and_then(|times| rate(case, why.choice, times)) });
        }
        _ => stronger(case, asked, why.choice, creator, report)?,
    };
    let Some(times) = times else { return Ok(Needed::default()) };
    Ok(Needed { value: Some((now as f64 * times).ceil() as i64), rate: rate(case, why.choice, times) })
}

/// How many times what its posts are projected to bring a choice must bring to be worth `needs`.
fn raised(case: &Case, choice: u32, needs: i64) -> Option<f64> {
    let goal = case.question.brief.goal;
    if matches!(goal, Goal::Mix(_)) {
        return None;
    }
    let now = case.table.value(choice);
    // A margin is what is left beyond the fee: only what is earned can be raised, not the fee.
    let fees: f64 = match goal {
        Goal::Margin => case.table.offers(choice).map(|offer| fee_of(case, &offer) * offer.chance).sum(),
        _ => 0.0,
    };
    let earned = super::units(now) + fees;
    (earned > 0.0).then(|| (super::units(needs) + fees) / earned)
}

fn fee_of(case: &Case, candidate: &crate::app::table::Candidate) -> f64 {
    let offer = case.question.offer(candidate.card, candidate.offer);
    offer.fee.map_or(0.0, |fee| fee.units())
}

/// How many times as many people a choice must reach to be in, where people are counted once; `None` if no number is
/// enough or that can't be told.
fn stronger(
    case: &Case,
    asked: &Asked<'_>,
    choice: u32,
    creator: u32,
    report: &mut Report<'_>,
) -> Result<Option<f64>, Cancelled> {
    let rules = Rules { must: [&asked.rules.must[..], &[creator]].concat(), ..asked.rules.clone() };
    let mut enough = |times: f64| -> Result<bool, Cancelled> {
        let (plan, _) = found(case.solve_stronger(choice, times, (&rules, asked.best.value), report)?);
        Ok(plan.is_some_and(|plan| plan.value >= asked.best.value))
    };
    let (mut low, mut high) = (1.0_f64, 2.0_f64);
    while !enough(high)? {
        if high >= MOST_TIMES {
            return Ok(None);
        }
        (low, high) = (high, high * 2.0);
    }
    while high - low > high * 1e-4 {
        let middle = f64::midpoint(low, high);
        if enough(middle)? { high = middle } else { low = middle }
    }
    Ok(Some(high))
}

/// The rate of an ordinary post at which all offers of a choice are projected to bring `times` what they bring now.
fn rate(case: &Case, choice: u32, times: f64) -> Option<RateNeeded> {
    let goal = case.question.brief.goal;
    if matches!(goal, Goal::Mix(_)) {
        return None;
    }
    let projector = case.question.projector();
    let offers: Vec<(&Entry, &Offer)> = (case.table.offers(choice))
        .map(|candidate| {
            let entry = &case.question.cards[candidate.card as usize].entry;
            (entry, &entry.offers[candidate.offer as usize])
        })
        .collect();
    let (entry, offer) = offers.first()?;
    let followers = entry.account_of(offer)?.followers().filter(|followers| *followers > 0)? as f64;
    let level = projector.level(entry, offer, goal.metric());
    let brings =
        |lift: f64| -> f64 { offers.iter().map(|(entry, offer)| lifted(&projector, entry, offer, goal, lift)).sum() };
    let wanted = brings(0.0) * times;
    let (mut low, mut high) = (0.0, times.max(1.0).ln() + 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if brings(middle) >= wanted { high = middle } else { low = middle }
    }
    let needed = higher(level.clone(), high).middle();
    Some(RateNeeded { metric: goal.metric(), now: level.middle() / followers, needed: needed / followers })
}

/// What the posts of an offer bring if the creator's level is `lift` higher, as a logarithm.
fn lifted(projector: &Projector<'_>, entry: &Entry, offer: &Offer, goal: Goal, lift: f64) -> f64 {
    let level = projector.level(entry, offer, goal.metric());
    projector.posts_at(entry, offer, &higher(level, lift)).projected()
}

/// A level that much higher, as a logarithm.
fn higher(mut level: Level, lift: f64) -> Level {
    level.location += lift;
    level
}

/// The highest fee, in minor units, at which some best shortlist holds a choice whose worth depends on its fee, and
/// whether that is proved. A lower fee is never worse unless a rule asks for a least sum of money.
pub fn highest_fee(
    case: &Case,
    asked: &Asked<'_>,
    choice: u32,
    creator: u32,
    report: &mut Report<'_>,
) -> Result<(Option<i64>, bool), Cancelled> {
    let mut solve = case.solver(EFFORT);
    let mut choices = asked.choices.to_vec();
    // What has to be matched: the best without this very offer. A choice with a negative price is ignored.
    choices[choice as usize].price = -1;
    let without = solve(&choices, asked.rules, &Wanted::best(&asked.best.chosen), report)?;
    let mut proved = asked.best.proved && told(&without);
    let target = found(without).0.map_or(i64::MIN, |plan| plan.value);
    choices.iter_mut().filter(|other| other.creator == creator).for_each(|other| other.price = -1);
    let rules = Rules { must: [&asked.rules.must[..], &[creator]].concat(), ..asked.rules.clone() };
    let (mut low, mut high) = (-1, asked.rules.ceiling().saturating_add(1));
    for solved in 0..MOST_SOLVES {
        if high - low <= 1 {
            break;
        }
        report(solved, MOST_SOLVES)?;
        let price = if low < 0 { 0 } else { low + (high - low) / 2 };
        choices[choice as usize].price = price;
        let answer = solve(&choices, &rules, &Wanted::enough(target), report)?;
        match &answer {
            Answer::Shortlist(plan) if plan.value >= target => low = price,
            answer => {
                proved &= told(answer);
                high = price;
            }
        }
    }
    Ok((Some(low).filter(|low| *low >= 0), proved))
}

/// Whether an answer is proved.
fn told(answer: &Answer) -> bool {
    match answer {
        Answer::Shortlist(plan) => plan.proved,
        Answer::Impossible(conflict) => *conflict != Conflict::Undecided,
    }
}
