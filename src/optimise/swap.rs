//! Exchanges: a plan's promise raised step by step, each step the best of a few that look best.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::choice::Rules;
use super::counting::Counting;
use super::keeps::keeps;
use super::sheet::{Sheet, Sums};
use super::work::Work;
use crate::domain::Cancelled;

/// "No offer".
const NONE: u32 = u32::MAX;
/// Of the exchanges that look best, so many are tried once one is found, and so many at most.
const FEW: usize = 16;
const MANY: usize = 160;
/// Of the offers outside, and of those inside, so many are tried in twos or for two.
const IN_TWOS: usize = 40;
/// A step raises the promise by at least this share of it.
const LEAST_STEP: f64 = 1e-7;

/// What a plan keeps while its promise is raised.
pub(super) struct Terms<'a> {
    pub rules: &'a Rules,
    /// The least that the plan is worth on average.
    pub least_value: i64,
    /// A promise that needs no improvement.
    pub enough: f64,
    /// Work that is to be left over.
    pub floor: u64,
}

/// Offers out of a plan and others into it, with what the plan would probably promise.
#[derive(Clone, Copy, Debug)]
struct Exchange {
    out: [u32; 2],
    into: [u32; 2],
    guess: f64,
}

/// An offer as an exchange sees it: with the part of its results that counts beside the plan.
#[derive(Clone, Copy, Debug)]
struct Part {
    offer: u32,
    creator: u32,
    price: i64,
    worth: i64,
    mean: f64,
    variance: f64,
    cost: f64,
}

/// Raises the promise of a plan by exchanges as long as one is found and work is left. The plan and its promise.
pub(super) fn improve(
    sheet: &Sheet,
    terms: &Terms,
    plan: Vec<u32>,
    work: &mut Work,
) -> Result<(Vec<u32>, f64), Cancelled> {
    let mut best = plan;
    let mut sums = sheet.sums(&best, work)?;
    let mut promise = sheet.promise(&mut sums.totals.clone());
    while work.left() > terms.floor && promise < terms.enough {
        let mut found: Option<(Vec<u32>, f64)> = None;
        let outside = sheet.columns().count() + IN_TWOS * IN_TWOS;
        work.spend((best.len() * outside / 2) as u64)?;
        for (at, exchange) in exchanges(sheet, terms, &best, (&sums, promise), work)?.into_iter().enumerate() {
            if work.left() <= terms.floor || (found.is_some() && at >= FEW) {
                break;
            }
            let next = exchange.done(&best);
            let worth = || sheet.prospects.average.worth(&next);
            if keeps(sheet.prospects.choices, terms.rules, &next) && worth() >= terms.least_value {
                work.spend(sheet.steps())?;
                let reached = sheet.promise(&mut sheet.after(&sums, &exchange.out, &exchange.into));
                if reached > found.as_ref().map_or(promise + promise.abs() * LEAST_STEP, |found| found.1) {
                    found = Some((next, reached));
                }
            }
        }
        let Some((next, _)) = found else { break };
        // Summed afresh, so that no rounding piles up.
        sums = sheet.sums(&next, work)?;
        promise = sheet.promise(&mut sums.totals.clone());
        best = next;
    }
    Ok((best, promise))
}

/// The exchanges that look best, best first. Taking an offer out alone never raises a total unless offers cost something.
fn exchanges(
    sheet: &Sheet,
    terms: &Terms,
    plan: &[u32],
    (sums, promise): (&Sums, f64),
    work: &mut Work,
) -> Result<Vec<Exchange>, Cancelled> {
    let left = sheet.left(plan);
    let part = |offer: u32, inside: bool| Part::new(sheet, offer, sheet.part(offer, &left, inside));
    let inside: Vec<Part> = plan.iter().filter_map(|&offer| part(offer, true)).collect();
    let creators: BTreeSet<u32> = inside.iter().map(|part| part.creator).collect();
    let chosen = |offer: u32| plan.binary_search(&offer).is_ok();
    let outside: Vec<Part> = sheet.columns().filter(|(i, _)| !chosen(*i)).filter_map(|(i, _)| part(i, false)).collect();
    let scale = Scale::new(sheet, terms, plan, &inside, (sums, promise));
    let free = |part: &Part, out: &[&Part]| {
        !creators.contains(&part.creator) || out.iter().any(|gone| gone.creator == part.creator)
    };
    let mut all = Vec::new();
    for part in outside.iter().filter(|part| free(part, &[])) {
        scale.weigh(&[], &[part], &mut all);
    }
    for gone in &inside {
        work.pass(2 * outside.len())?;
        if gone.cost > 0.0 {
            scale.weigh(&[gone], &[], &mut all);
        }
        for part in outside.iter().filter(|part| free(part, &[gone])) {
            scale.weigh(&[gone], &[part], &mut all);
        }
    }
    let few = scale.steepest(outside, 1.0);
    let inside = scale.steepest(inside, -1.0);
    for (i, gone) in inside.iter().enumerate() {
        work.pass(2 * few.len() * few.len())?;
        for (j, part) in few.iter().enumerate().filter(|(_, part)| free(part, &[gone])) {
            for other in few[j + 1..].iter().filter(|other| free(other, &[gone]) && other.creator != part.creator) {
                scale.weigh(&[gone], &[part, other], &mut all);
            }
        }
        for other in &inside[i + 1..] {
            for part in few.iter().filter(|part| free(part, &[gone, other])) {
                scale.weigh(&[gone, other], &[part], &mut all);
            }
        }
    }
    all.sort_by(best_first);
    all.truncate(MANY);
    Ok(all)
}

fn best_first(a: &Exchange, b: &Exchange) -> Ordering {
    b.guess.total_cmp(&a.guess).then(a.out.cmp(&b.out)).then(a.into.cmp(&b.into))
}

/// Weighs exchanges by the moments of the plan: as many sds below its mean as now.
struct Scale<'a, 'b> {
    sheet: &'a Sheet<'b>,
    depth: f64,
    /// What is reached on average beside the parts.
    shared: f64,
    mean: f64,
    variance: f64,
    cost: f64,
    floor: f64,
    room: i64,
    spare: i64,
}

impl<'a, 'b> Scale<'a, 'b> {
    /// For a plan with these offers, totals and promise.
    fn new(
        sheet: &'a Sheet<'b>,
        terms: &Terms,
        plan: &[u32],
        inside: &[Part],
        (sums, promise): (&Sums, f64),
    ) -> Scale<'a, 'b> {
        let sum = |of: fn(&Part) -> f64| inside.iter().map(of).sum::<f64>();
        let (mean, variance, cost) = (sum(|part| part.mean), sum(|part| part.variance), sum(|part| part.cost));
        let spread = sheet.spread(mean, variance);
        // The parts that only the offers inside reach aren't all that is reached.
        let shared = match sheet.prospects.counting {
            Counting::Once(_) => sums.totals.iter().sum::<f64>() / sums.totals.len().max(1) as f64 - sheet.middle(mean),
            _ => 0.0,
        };
        let depth = if spread > 0.0 { (shared + sheet.middle(mean) - cost - promise) / spread } else { 0.0 };
        Scale {
            sheet,
            depth,
            shared,
            mean,
            variance,
            cost,
            floor: promise - 0.05 * spread,
            room: terms.rules.budget.max(0) - inside.iter().map(|part| part.price).sum::<i64>(),
            spare: sheet.prospects.average.worth(plan).saturating_sub(terms.least_value),
        }
    }

    fn guess(&self, mean: f64, variance: f64, cost: f64) -> f64 {
        let (mean, variance) = (self.mean + mean, (self.variance + variance).max(0.0));
        let middle = self.shared + self.sheet.middle(mean) - (self.cost + cost);
        middle - self.depth * self.sheet.spread(mean, variance)
    }

    fn weigh(&self, out: &[&Part], into: &[&Part], all: &mut Vec<Exchange>) {
        let net =
            |of: fn(&Part) -> f64| into.iter().map(|p| of(p)).sum::<f64>() - out.iter().map(|p| of(p)).sum::<f64>();
        let sum =
            |of: fn(&Part) -> i64| into.iter().map(|p| of(p)).sum::<i64>() - out.iter().map(|p| of(p)).sum::<i64>();
        if sum(|p| p.price) > self.room || self.spare.saturating_add(sum(|p| p.worth)) < 0 {
            return;
        }
        let guess = self.guess(net(|p| p.mean), net(|p| p.variance), net(|p| p.cost));
        if guess > self.floor {
            let two = |list: &[&Part]| [0, 1].map(|i| list.get(i).map_or(NONE, |part| part.offer));
            all.push(Exchange { out: two(out), into: two(into), guess });
            if all.len() == 32 * MANY {
                all.select_nth_unstable_by(MANY, best_first);
                all.truncate(MANY);
            }
        }
    }

    /// The offers that change the promise the most for their price when they come in (`sign` 1), or the least when they
    /// go (-1).
    fn steepest(&self, mut parts: Vec<Part>, sign: f64) -> Vec<Part> {
        let now = self.guess(0.0, 0.0, 0.0);
        let change = |p: &Part| self.guess(sign * p.mean, sign * p.variance, sign * p.cost) - now;
        let rate = |p: &Part| change(p) / (p.price as f64 + 1.0);
        parts.sort_by(|a, b| rate(b).total_cmp(&rate(a)).then(a.offer.cmp(&b.offer)));
        parts.truncate(IN_TWOS);
        parts
    }
}

impl Part {
    /// With so much of its results.
    fn new(sheet: &Sheet, offer: u32, part: f64) -> Option<Part> {
        let (choice, column) = (sheet.prospects.choices.get(offer as usize)?, sheet.column(offer)?);
        Some(Part {
            offer,
            creator: choice.creator,
            price: choice.price,
            worth: (column.worth as f64 * part) as i64,
            mean: part * column.mean,
            variance: part * part * column.variance,
            cost: column.cost,
        })
    }
}

impl Exchange {
    /// The plan after it, ascending.
    fn done(&self, plan: &[u32]) -> Vec<u32> {
        let into = self.into.into_iter().filter(|offer| *offer != NONE);
        let mut next: Vec<u32> = plan.iter().copied().filter(|offer| !self.out.contains(offer)).chain(into).collect();
        next.sort_unstable();
        next
    }
}
