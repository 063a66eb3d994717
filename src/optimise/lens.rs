//! Lenses: the offers most likely to matter, each lens with less faith in wide forecasts than the one before.
//!
//! The best plan under such values is found exactly, and one of them is nearly always a good safe plan: for a sum of
//! independent results the promise is about its mean less a multiple of its sd, whose slope towards one more offer is
//! the offer's mean less a multiple of its variance (mean-variance analysis, Markowitz 1952).

use super::average::Average;
use super::choice::{Choice, Effort, Rules};
use super::market::Market;
use super::narrow::renumbered;
use super::prospects::Prospects;
use super::sheet::{Column, Sheet};
use super::shortlist::Answer;
use super::unsolved::if_it_adds_up;
use super::work::Work;
use crate::domain::{Cancelled, Report};

/// How many sds are taken off the mean.
const SDS: [f64; 8] = [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0];
/// How many times the variance over the sd of the whole plan is taken off the mean.
const VARIANCES: [f64; 6] = [0.2, 0.5, 0.85, 1.3, 2.0, 4.0];
/// Steps of work that one measure of an offer takes.
const STEPS: u64 = 5;
/// The largest value in a lens: fine enough for all purposes, and a million of them add up.
const LARGEST: f64 = 1e9;

/// The offers in the pool as seen with several values.
pub(super) struct Lenses {
    pool: Vec<u32>,
    markets: Vec<Market>,
}

/// The offers most likely to matter: of each of a few measures per unit of money the `most` best, those of `plan`, and
/// all of the must-have creators; ascending.
pub(super) fn pool(
    prospects: &Prospects,
    rules: &Rules,
    plan: &[u32],
    short: f64,
    most: usize,
    work: &mut Work,
) -> Result<Vec<u32>, Cancelled> {
    let mut must = rules.must.clone();
    must.sort_unstable();
    let usable = prospects.usable(rules);
    let choice = |i: u32| prospects.choices[i as usize];
    let mut pool: Vec<u32> = plan.to_vec();
    pool.extend(usable.iter().filter(|&&i| must.binary_search(&choice(i).creator).is_ok()));
    if usable.len() <= most {
        pool.extend(usable);
    } else {
        let per = |i: u32, result: f64| (result / (choice(i).price as f64 + 1.0), i);
        let at = |i: u32, p: f64| {
            let entry = prospects.entries[i as usize];
            per(i, (entry.forecast.quantile(p) - prospects.counting.cost(i)) * entry.chance)
        };
        let low = short.clamp(0.02, 0.5);
        let measures: [&dyn Fn(u32) -> (f64, u32); 3] =
            [&|i| per(i, choice(i).value as f64), &|i| at(i, low), &|i| at(i, f64::midpoint(low, 0.5))];
        for measure in measures {
            let mut all = Vec::with_capacity(usable.len());
            for &i in &usable {
                work.spend(STEPS)?;
                all.push(measure(i));
            }
            all.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            pool.extend(all[..most].iter().map(|&(_, i)| i));
        }
    }
    pool.sort_unstable();
    pool.dedup();
    Ok(pool)
}

impl Lenses {
    /// Looks at the offers of the sheet, `spread` being the sd of a plan about as large as those asked for. Where people
    /// are counted once, an offer has the part of its reach that counts beside `plan`, and one inside of it its own.
    pub fn new(sheet: &Sheet, plan: &[u32], spread: f64, work: &mut Work) -> Result<Lenses, Cancelled> {
        let columns: Vec<(u32, &Column)> = sheet.columns().collect();
        let offer = |i: u32| sheet.prospects.choices[i as usize];
        let left = sheet.left(plan);
        let parts: Vec<f64> =
            columns.iter().map(|(i, _)| sheet.part(*i, &left, plan.binary_search(i).is_ok())).collect();
        let mut see = |faith: &dyn Fn(f64, f64) -> f64| {
            let value = |((_, column), part): (&(u32, &Column), &f64)| {
                (faith(part * column.mean, part * part * column.variance) - column.cost).max(0.0)
            };
            let values: Vec<f64> = columns.iter().zip(&parts).map(value).collect();
            let scale = LARGEST / values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
            let see = |((i, _), value): (&(u32, &Column), f64)| Choice { value: (value * scale) as i64, ..offer(*i) };
            let seen = columns.iter().zip(values).map(see).collect::<Vec<Choice>>();
            if_it_adds_up(Market::prepare(&seen, &mut |_, _| work.ask()))
        };
        let per = if spread > 0.0 { 1.0 / spread } else { 0.0 };
        let mut markets = Vec::with_capacity(SDS.len() + VARIANCES.len());
        for c in SDS {
            markets.extend(see(&|mean, variance| mean - c * variance.sqrt())?);
        }
        for c in VARIANCES {
            markets.extend(see(&|mean, variance| mean - c * variance * per)?);
        }
        Ok(Lenses { markets, pool: columns.iter().map(|(i, _)| *i).collect() })
    }

    /// The best plan through each lens, as places of offers, ascending; plans that occur twice are given once. Also the
    /// steps of work that it took.
    pub fn plans(&self, rules: &Rules, effort: Effort, report: &mut Report) -> Result<(Vec<Vec<u32>>, u64), Cancelled> {
        let rules = &renumbered(rules, &self.pool);
        let (mut plans, mut steps) = (Vec::new(), 0);
        for market in &self.markets {
            let (answer, taken) = counted_best(market, self.pool.len(), rules, effort, report)?;
            steps += taken;
            if let Answer::Shortlist(best) = answer {
                plans.push(best.chosen.iter().map(|&i| self.pool[i as usize]).collect::<Vec<u32>>());
            }
        }
        plans.sort_unstable();
        plans.dedup();
        Ok((plans, steps))
    }
}

/// Solves, and counts the steps of work it took: those reported and a pass over the offers.
pub(super) fn counted_best(
    average: &dyn Average,
    offers: usize,
    rules: &Rules,
    effort: Effort,
    report: &mut Report,
) -> Result<(Answer, u64), Cancelled> {
    let mut taken = 0;
    let answer = average.best(rules, &[], effort, &mut |done, all| {
        taken = done;
        report(done, all)
    })?;
    Ok((answer, taken + offers as u64 / 2 + 1_000))
}
