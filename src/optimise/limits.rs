//! What no shortlist can promise: the best sum of parts under the rules, for each of a few limits.

use super::choice::{Choice, Effort, Rules};
use super::counting::Counting;
use super::crowded::Crowded;
use super::least::least_budget;
use super::market::Market;
use super::prospects::{Assurance, Prospects};
use super::shortlist::Answer;
use super::unsolved::if_it_adds_up;
use super::wanted::Wanted;
use super::work::{CHUNK, Work};
use crate::domain::{Cancelled, Report};
use crate::forecast::{Draws, Limit, Moments};

/// Steps of work that the parts of one offer take.
const STEPS: u64 = 500;
/// Draws for a rough sd.
const FEW: usize = 1_024;
/// The largest part, in whole units: a thousand million of them add up.
const LARGEST: f64 = 1e9;

/// Offers valued at their parts in a limit.
struct Parts {
    market: Market,
    choices: Vec<Choice>,
    /// Whole units for one.
    scale: f64,
    rest: f64,
}

/// No shortlist under the rules reaches more with the probability asked, however it is found; `None` if the effort
/// doesn't suffice to tell. `like` is a shortlist as large as the one in question, which makes the limit tight.
pub fn most_promised(
    prospects: &Prospects,
    rules: &Rules,
    like: &[u32],
    assurance: &Assurance,
    effort: Effort,
    report: &mut Report,
) -> Result<Option<f64>, Cancelled> {
    let mut most = match Crowded::new(prospects, assurance, effort, report)? {
        Some(crowded) => crowded.most(rules, report)?,
        None => None,
    };
    for parts in all(prospects, like, assurance, effort, report)? {
        if let Answer::Shortlist(best) = parts.market.answer(rules, &Wanted::default(), effort, report)? {
            let limit = best.bound as f64 / parts.scale + parts.rest;
            most = Some(most.map_or(limit, |most| most.min(limit)));
        }
    }
    Ok(most)
}

/// No shortlist that costs less than this many minor units reaches `target` with the probability asked; 0 if the effort
/// doesn't suffice to tell more.
pub(super) fn at_least(
    prospects: &Prospects,
    rules: &Rules,
    like: &[u32],
    target: f64,
    assurance: &Assurance,
    effort: Effort,
    report: &mut Report,
) -> Result<i64, Cancelled> {
    let mut least = 0;
    for parts in all(prospects, like, assurance, effort, report)? {
        // Parts are rounded up and the target down, so that what falls short really does.
        let target = ((target - parts.rest) * parts.scale).floor().clamp(0.0, 1e18) as i64;
        let found = least_budget(&parts.market, &parts.choices, rules, target, effort, report)?;
        least = least.max(found.short + 1);
    }
    match Crowded::new(prospects, assurance, effort, report)? {
        Some(crowded) => crowded.at_least(least, rules, target, report),
        None => Ok(least),
    }
}

/// The offers as each limit values them.
fn all(
    prospects: &Prospects,
    like: &[u32],
    assurance: &Assurance,
    effort: Effort,
    report: &mut Report,
) -> Result<Vec<Parts>, Cancelled> {
    if effort.0 / STEPS < prospects.choices.len() as u64 {
        return Ok(Vec::new());
    }
    let mut work = Work::new(effort.0, report);
    let moments = moments(prospects, &mut work)?;
    // People counted once are fewer than all of them together, so that what limits a sum limits them too.
    let gross = match prospects.counting {
        Counting::Once(_) => Prospects { counting: Counting::Sum, ..*prospects },
        _ => *prospects,
    };
    let few = &mut Draws::new(assurance.seed, FEW);
    let (low, high) = gross.total(like, assurance, few, &mut |_, _| work.ask())?.band(0.68);
    let (chance, spread) = (1.0 - assurance.short(), (high - low) / 2.0);
    let limits = [
        Limit::by_mean(chance, assurance.shock),
        Limit::by_spread(chance, assurance.shock, spread),
        Limit::by_spread(chance, assurance.shock, 2.0 * spread),
    ];
    let mut all = Vec::with_capacity(limits.len());
    for limit in &limits {
        work.spend(prospects.choices.len() as u64)?;
        all.extend(Parts::new(prospects, limit, &moments, &mut work)?);
    }
    Ok(all)
}

/// The moments of all offers.
pub(super) fn moments(prospects: &Prospects, work: &mut Work) -> Result<Vec<Moments>, Cancelled> {
    let mut moments = Vec::with_capacity(prospects.entries.len());
    for entry in prospects.entries {
        work.spend(STEPS)?;
        // Twenty of them take longer than anybody is kept waiting.
        work.pass(4 * STEPS as usize)?;
        moments.push(Moments::of(entry));
    }
    Ok(moments)
}

impl Parts {
    /// `None` if the parts are too large to add up.
    fn new(
        prospects: &Prospects,
        limit: &Limit,
        moments: &[Moments],
        work: &mut Work,
    ) -> Result<Option<Parts>, Cancelled> {
        let mut parts: Vec<f64> = Vec::with_capacity(moments.len());
        for chunk in moments.chunks(CHUNK) {
            work.pass(chunk.len())?;
            let first = parts.len() as u32;
            let part = |(i, own): (u32, &Moments)| limit.part(own, prospects.counting.cost(i));
            parts.extend((first..).zip(chunk).map(part));
        }
        let scale = LARGEST / parts.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let part = |i: usize| parts.get(i).map_or(0, |part| (part * scale).ceil() as i64);
        let mut choices: Vec<Choice> = Vec::with_capacity(prospects.choices.len());
        for chunk in prospects.choices.chunks(CHUNK) {
            work.pass(chunk.len())?;
            let first = choices.len();
            // What can't be chosen stays so.
            let value = |(i, c): (usize, &Choice)| if c.value < 0 { c.value } else { part(i) };
            choices.extend((first..).zip(chunk).map(|own| Choice { value: value(own), ..*own.1 }));
        }
        let market = if_it_adds_up(Market::prepare(&choices, &mut |_, _| work.ask()))?;
        Ok(market.map(|market| Parts { market, choices, scale, rest: limit.rest() }))
    }
}
