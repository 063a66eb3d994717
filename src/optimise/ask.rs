//! The rules in the market's own terms, checked: what can't be met together is found here and nowhere later.

use super::choice::Rules;
use super::market::{Market, Point};
use super::shortlist::Conflict;

/// Rules that can be met, in steps of money and by class.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The budget.
    pub room: i64,
    /// What one creator may cost.
    pub ceiling: i64,
    /// The least number of creators.
    pub min: i64,
    /// Classes that must be in, ascending; each has an offer under the ceiling.
    pub must: Vec<u32>,
    /// Classes that must stay out, ascending.
    pub never: Vec<u32>,
}

impl Ask {
    /// Translates and checks the rules.
    pub fn new(market: &Market, rules: &Rules) -> Result<Ask, Conflict> {
        let sorted = |creators: &[u32]| {
            let mut list = creators.to_vec();
            list.sort_unstable();
            list.dedup();
            list
        };
        let (must, never) = (sorted(&rules.must), sorted(&rules.never));
        let both: Vec<u32> = must.iter().copied().filter(|c| never.binary_search(c).is_ok()).collect();
        if !both.is_empty() {
            return Err(Conflict::MustAndNever { creators: both });
        }
        let without: Vec<u32> = must.iter().copied().filter(|&c| market.class_of(c).is_none()).collect();
        if !without.is_empty() {
            return Err(Conflict::MustWithoutOffer { creators: without });
        }
        let classes = |list: &[u32]| list.iter().filter_map(|&c| market.class_of(c)).collect::<Vec<u32>>();
        let ask = Ask {
            room: rules.budget.max(0) / market.price_step,
            ceiling: rules.ceiling() / market.price_step,
            min: i64::from(rules.min_creators),
            must: classes(&must),
            never: classes(&never),
        };
        ask.check(market, rules).map(|()| ask)
    }

    /// Whether the creator of this class is free to be in or out.
    pub fn is_open(&self, class: u32) -> bool {
        (self.must.is_empty() || self.must.binary_search(&class).is_err()) && !self.is_never(class)
    }

    /// Whether this class must stay out.
    pub fn is_never(&self, class: u32) -> bool {
        !self.never.is_empty() && self.never.binary_search(&class).is_ok()
    }

    /// The cheapest offers: those of the must-have creators, then those of everybody else with one under the ceiling.
    pub fn cheapest(&self, market: &Market) -> (Vec<u32>, Vec<u32>) {
        let first = |class: u32| market.start[class as usize];
        let open = (0..market.creators.len() as u32)
            .filter(|&class| self.is_open(class) && market.points[first(class) as usize].w <= self.ceiling);
        (self.must.iter().map(|&class| first(class)).collect(), open.map(first).collect())
    }

    /// Whether the must-have creators and so many as are asked for can be paid, each at the cheapest under the ceiling.
    pub fn affordable(&self, market: &Market) -> bool {
        let first = |p: u32| market.points[p as usize].w;
        let must = || self.must.iter().map(|&class| first(market.start[class as usize]));
        let missing = (self.min - self.must.len() as i64).max(0) as usize;
        let mut cost: i64 = must().sum();
        if missing > 0 {
            let prices: Vec<i64> = self.cheapest(market).1.into_iter().map(first).collect();
            if prices.len() < missing {
                return false;
            }
            cost += lowest(prices, missing).iter().sum::<i64>();
        }
        must().all(|w| w <= self.ceiling) && cost <= self.room
    }

    /// Finds rules that can't be met together.
    fn check(&self, market: &Market, rules: &Rules) -> Result<(), Conflict> {
        let cheapest = |class: &u32| -> Point { market.points[market.start[*class as usize] as usize] };
        let budget = rules.budget.max(0);
        let over: Vec<(u32, i64)> = (self.must.iter())
            .filter(|class| cheapest(class).w > self.ceiling)
            .map(|class| (market.creators[*class as usize], cheapest(class).w * market.price_step))
            .collect();
        if rules.ceiling() < budget && !over.is_empty() {
            return Err(Conflict::MustOverCeiling { creators: over, ceiling: rules.ceiling() });
        }
        let cost: i64 = self.must.iter().map(|class| cheapest(class).w).sum::<i64>() * market.price_step;
        if cost > budget {
            return Err(Conflict::MustOverBudget { cost, over: cost - budget });
        }
        let missing = self.min - self.must.len() as i64;
        if missing <= 0 {
            return Ok(());
        }
        self.check_count(market, rules, cost, missing as usize)
    }

    /// Finds out whether so many more creators can be had for what the must-have ones leave.
    fn check_count(&self, market: &Market, rules: &Rules, spent: i64, missing: usize) -> Result<(), Conflict> {
        let prices: Vec<i64> =
            self.cheapest(market).1.iter().map(|&p| market.points[p as usize].w * market.price_step).collect();
        let must = self.must.len() as u32;
        if prices.len() < missing {
            let available = must + prices.len() as u32;
            return Err(Conflict::TooFewCreators { available, wanted: rules.min_creators, ceiling: rules.ceiling() });
        }
        let mut cost = spent;
        let mut affordable = must;
        for price in lowest(prices, missing) {
            cost += price;
            affordable += u32::from(cost <= rules.budget);
        }
        match cost - rules.budget.max(0) {
            over if over > 0 => Err(Conflict::CountOverBudget { wanted: rules.min_creators, affordable, cost, over }),
            _ => Ok(()),
        }
    }
}

/// So many of the lowest prices, ascending; all of them if there are no more.
fn lowest(mut prices: Vec<i64>, most: usize) -> Vec<i64> {
    if most < prices.len() {
        prices.select_nth_unstable(most);
        prices.truncate(most);
    }
    prices.sort_unstable();
    prices
}
