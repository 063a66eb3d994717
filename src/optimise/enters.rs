//! The highest price at which some best shortlist holds an offer.

use std::sync::Arc;

use super::asked::{Asked, Solve};
use super::choice::{Choice, Rules};
use super::market::gcd;
use super::row::{Row, Weigh};
use super::shortlist::{Answer, Conflict, Shortlist};
use super::wanted::Wanted;
use crate::domain::{Cancelled, Report};

/// More solutions than this aren't tried: enough for every price up to 2³⁵ minor units.
const MOST: u64 = 36;

/// An offer whose price is asked.
pub(super) struct Offer<'a> {
    /// Its place.
    pub place: u32,
    /// What the best plan without it is worth.
    pub target: i64,
    /// The best plan with it, or with another offer of its creator that does better, at the present price.
    pub plan: Option<&'a Shortlist>,
}

/// The highest price of an offer at which a plan with it is worth the target; `None` if there is none. Whether that is
/// proved comes with it.
///
/// A plan that is found at one price is kept at the highest at which it keeps the rules, and the prices between that
/// and the lowest known not to do are halved. A lower price is never worse unless a row asks for a least sum of prices
/// that this offer is part of: then every solution may raise the price by itself, by creators who bring nothing and
/// cost powers of two, so that what is asked is "this price or a higher one", which falls with the price again.
pub(super) fn highest_price(
    asked: &Asked,
    offer: &Offer,
    solve: &mut Solve,
    report: &mut Report,
) -> Result<(Option<i64>, bool), Cancelled> {
    let now = asked.choices[offer.place as usize].price;
    report(0, MOST)?;
    let mut trial = Trial::new(asked, offer.place);
    report(0, MOST)?;
    let (mut low, mut high) = (-1, asked.rules.ceiling().saturating_add(1));
    let mut proved = true;
    match offer.plan.filter(|plan| plan.value >= offer.target && plan.chosen.binary_search(&offer.place).is_ok()) {
        Some(plan) => low = trial.highest(&plan.chosen),
        None if trial.rising => {}
        // What doesn't do at the present price doesn't at a higher one.
        None => high = high.min(now),
    }
    let mut solves = 0;
    while high - low > 1 {
        if solves == MOST {
            return Ok((Some(low).filter(|&low| low >= 0), false));
        }
        report(solves, MOST)?;
        solves += 1;
        let price = if low < 0 { 0 } else { low + (high - low) / 2 };
        // A little dearer or cheaper, it leaves everybody else as much.
        let first = trial.first_alike(price).max(low + 1);
        let rules = trial.at(price, high - 1);
        match solve(&trial.choices, &rules, &Wanted::enough(offer.target), &mut |_, _| report(solves, MOST))? {
            Answer::Shortlist(plan) if plan.value >= offer.target => low = trial.highest(&plan.chosen).max(price),
            Answer::Shortlist(plan) => {
                proved &= plan.bound < offer.target;
                high = first;
            }
            Answer::Impossible(conflict) => {
                proved &= conflict != Conflict::Undecided;
                high = first;
            }
        }
    }
    Ok((Some(low).filter(|&low| low >= 0), proved))
}

/// The offer at other prices, its creator in with nothing else.
struct Trial<'a> {
    asked: &'a Asked<'a>,
    place: u32,
    /// The offers, and behind them those that raise the price.
    choices: Vec<Choice>,
    rules: Rules,
    /// Whether a higher price can do where a lower one doesn't.
    rising: bool,
    /// All other prices are whole multiples of this.
    step: i64,
}

impl<'a> Trial<'a> {
    fn new(asked: &'a Asked<'a>, place: u32) -> Trial<'a> {
        let creator = asked.choices[place as usize].creator;
        let mut choices = asked.choices.to_vec();
        // A choice with a negative price is ignored.
        choices.iter_mut().filter(|c| c.creator == creator).for_each(|c| c.price = -1);
        let step = choices.iter().filter(|c| c.price > 0).fold(0, |step, c| gcd(step, c.price)).max(1);
        let rising = asked.rules.rows.iter().any(|row| row.least.is_some() && times(row, place) > 0);
        Trial { asked, place, choices, rules: asked.with(creator), rising, step }
    }

    /// Sets the offers up so that this one costs `from`, or, where a higher price can do what a lower one doesn't,
    /// anything from `from` up to `to`; the rules for them.
    fn at(&mut self, from: i64, to: i64) -> Rules {
        let mut rules = self.rules.clone();
        self.choices.truncate(self.asked.choices.len());
        self.choices[self.place as usize].price = from;
        if !self.rising || to <= from {
            return rules;
        }
        let first = self.choices.len() as u32;
        let mut free = free_numbers(&self.choices, &rules);
        for price in parts(to - from) {
            self.choices.push(Choice { creator: free.next().unwrap_or(u32::MAX), price, value: 0 });
        }
        let more: Vec<u32> = (first..self.choices.len() as u32).collect();
        for row in &mut rules.rows {
            let times = times(row, self.place);
            if times > 0 {
                let mut members = row.members.to_vec();
                more.iter().for_each(|&part| members.extend(std::iter::repeat_n(part, times)));
                row.members = Arc::from(members);
            }
        }
        // They aren't creators that count.
        if rules.min_creators > 0 {
            rules.rows.push(Row::count((0..first).collect(), Some(i64::from(rules.min_creators)), None));
            rules.min_creators = 0;
        }
        rules
    }

    /// The lowest price at which just the same plans keep the rules as at this one, not above the ceiling.
    fn first_alike(&self, price: i64) -> i64 {
        if self.rising {
            return price;
        }
        let (price, step) = (i128::from(price), i128::from(self.step));
        let rows = self.asked.rules.rows.iter().map(|row| (row.most, times(row, self.place)));
        let limits = rows.chain([(Some(self.asked.rules.budget.max(0)), 1)]);
        let first = limits.filter_map(|(limit, times)| Some((i128::from(limit?), times as i128))).filter(|l| l.1 > 0);
        let first = first.map(|(limit, times)| {
            // What others may cost in all, in whole steps, is the same down to where one more is left.
            let steps = (limit - times * price).div_euclid(step) + 1;
            (limit - steps * step).div_euclid(times) + 1
        });
        first.max().and_then(|first| i64::try_from(first).ok()).unwrap_or(0).max(0)
    }

    /// The highest price at which the plan keeps the rules, if a lower one does.
    fn highest(&self, plan: &[u32]) -> i64 {
        let rules = self.asked.rules;
        let price = |i: u32| self.asked.choices.get(i as usize).map_or(0, |c| c.price);
        let inside = |&i: &u32| i != self.place && (i as usize) < self.asked.choices.len();
        let others: Vec<u32> = plan.iter().copied().filter(inside).collect();
        let cost: i128 = others.iter().map(|&i| i128::from(price(i))).sum();
        let mut most = i128::from(rules.ceiling()).min(i128::from(rules.budget.max(0)) - cost);
        for row in &rules.rows {
            if let (Some(limit), times @ 1..) = (row.most, times(row, self.place)) {
                most = most.min((i128::from(limit) - row.sum(&others, price)).div_euclid(times as i128));
            }
        }
        i64::try_from(most).unwrap_or(-1)
    }
}

/// How often the offer's price counts in the row.
fn times(row: &Row, place: u32) -> usize {
    match row.weigh {
        Weigh::Price => row.members.iter().filter(|&&member| member == place).count(),
        _ => 0,
    }
}

/// Numbers whose sums are everything from 0 to `most`, and nothing else.
fn parts(most: i64) -> Vec<i64> {
    let (mut left, mut next, mut list) = (most, 1_i64, Vec::new());
    while left > 0 {
        let part = next.min(left);
        list.push(part);
        left -= part;
        next = next.saturating_mul(2);
    }
    list
}

/// Numbers that no creator has, neither in the offers nor in the rules, ascending.
fn free_numbers(choices: &[Choice], rules: &Rules) -> impl Iterator<Item = u32> + use<> {
    let mut taken: Vec<u32> = choices.iter().map(|c| c.creator).collect();
    taken.extend(rules.must.iter().chain(&rules.never));
    taken.sort_unstable();
    (0..u32::MAX).filter(move |number| taken.binary_search(number).is_err())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_make_every_sum_up_to_the_most_and_no_other() {
        for most in 0..70 {
            let parts = parts(most);
            let sums = (0..1_u32 << parts.len()).map(|set| (0..parts.len()).filter(move |i| set >> i & 1 == 1));
            let mut sums: Vec<i64> = sums.map(|set| set.map(|i| parts[i]).sum()).collect();
            sums.sort_unstable();
            sums.dedup();
            assert_eq!(sums, (0..=most).collect::<Vec<i64>>());
        }
    }
}
