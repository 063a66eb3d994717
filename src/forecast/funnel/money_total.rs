//! What a whole campaign will probably bring and cost, from views to return.

use super::assumptions::FunnelAssumptions;
use super::break_even::{BreakEven, break_even_orders};
use super::few::by_chance;
use super::missing::Missing;
use super::offer::FunnelOffer;
use super::simulate::{Draws, Part, Shared, simulate};
use super::swings::Swings;
use super::unit_cost::UnitCost;
use crate::domain::{Currency, Money};
use crate::forecast::draws::Dice;
use crate::forecast::{Assumptions, Entry, Total};

/// What a campaign costs beside the fees and goods of its offers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CampaignCosts {
    /// What is spent whoever takes part: photos, paid reach, an agency's fee. Its currency is the campaign's.
    pub fixed: Money,
    /// Put aside for the unexpected, as a share of fees and goods: 0.05 is 5 %; 0 or more.
    pub contingency: f64,
}

impl CampaignCosts {
    /// Nothing beside fees and goods.
    pub fn none(currency: Currency) -> CampaignCosts {
        CampaignCosts { fixed: Money::from_minor(0, currency), contingency: 0.0 }
    }
}

/// What the total rests on beside its offers.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// From views to the till.
    pub funnel: &'a FunnelAssumptions,
    /// What kinds of post bring against each other.
    pub views: &'a Assumptions,
    /// What all results share by chance.
    pub swings: Swings,
    /// The different people reached in each draw, by the same luck.
    pub reached: &'a [f64],
    /// Costs beside fees and goods.
    pub costs: CampaignCosts,
}

/// What a campaign will probably bring and cost. Money is in currency units. A number that can't be told is `None`, and
/// [`MoneyTotal::missing`] says why.
#[derive(Clone, PartialEq, Debug)]
pub struct MoneyTotal {
    /// The campaign's currency.
    pub currency: Currency,
    /// Views of all posts.
    pub views: Total,
    /// Engagements of all posts.
    pub engagements: Total,
    /// People reached by each offer, added up: who sees two offers counts twice.
    pub reach: Total,
    /// Clicks on the links.
    pub clicks: Total,
    /// Orders that clicks and rates let expect, seen or not; few of them stray by chance, see `orders_by_chance`.
    pub orders: Total,
    /// Orders that will show up under a code or link; the others can't be told from ordinary business.
    pub orders_by_code: Total,
    /// Fees and goods of the offers that take place, contingency and fixed costs.
    pub costs: Option<Total>,
    /// Orders times the average order.
    pub revenue: Option<Total>,
    /// What is left of the revenue after the goods sold.
    pub contribution: Option<Total>,
    /// Contribution less costs.
    pub profit: Option<Total>,
    /// (Contribution - costs) / costs: 0 is money back, 1 is doubled, -1 is lost. Of the cases in which money is spent.
    pub roi: Option<Total>,
    /// Costs for one engagement.
    pub per_engagement: Option<UnitCost>,
    /// Costs for a thousand views.
    pub per_thousand_views: Option<UnitCost>,
    /// Costs for a thousand different people reached.
    pub per_thousand_reached: Option<UnitCost>,
    /// Costs for one click.
    pub per_click: Option<UnitCost>,
    /// Costs for one order.
    pub per_order: Option<UnitCost>,
    /// The band that holds 8 of 10 numbers of orders, and of their value in average orders, that come in by chance alone
    /// where the middle of `orders` is to be expected.
    pub orders_by_chance: [(f64, f64); 2],
    /// Orders that pay for everything, and their chance.
    pub break_even: Option<BreakEven>,
    /// Why numbers are `None`, most basic first; empty if none is.
    pub missing: Vec<Missing>,
}

/// Simulates the campaign `draws` times (at least one block of 1,024), as long as `go_on` doesn't fail, which is asked
/// every fraction of a millisecond. The same offers, in any order, with the same seed give the same total, and what is
/// counted is that of [`crate::forecast::total()`] with the same seed and swing.
pub fn money_total<E>(
    offers: &[FunnelOffer],
    outlook: &Outlook,
    seed: u64,
    draws: usize,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<MoneyTotal, E> {
    let currency = outlook.costs.fixed.currency;
    let mut ordered: Vec<&FunnelOffer> = offers.iter().collect();
    ordered.sort_by_key(|offer| offer.key);
    let mut gaps = Gaps::of(&ordered, outlook, currency);
    let parts = parts(&ordered, outlook, &mut go_on)?;
    let funnel = outlook.funnel;
    let order_value = funnel.order_value.filter(|value| value.currency == currency && value.minor >= 0);
    let shared = Shared {
        swings: outlook.swings,
        code_share: &funnel.code_share,
        order_value: order_value.map(|value| value.units()),
        order_leaves: order_value.and(funnel.margin_per_order()),
        fixed: outlook.costs.fixed.units().max(0.0),
    };
    let all = simulate(&parts, &shared, seed, draws, &mut go_on)?;
    let money = Figures::of(&all, gaps.costs_known, &mut go_on)?;
    let planned = shared.fixed + parts.iter().map(|part| part.cost).sum::<f64>();
    let break_even = gaps.break_even(planned, shared.order_leaves, &all);
    let mut unit = |counts: &[f64], per: f64| {
        go_on().map(|()| gaps.costs_known.then(|| UnitCost::of(&all.costs, counts, per)).flatten())
    };
    let per_engagement = unit(&all.engagements, 1.0)?;
    let per_thousand_views = unit(&all.views, 1000.0)?;
    let per_thousand_reached = unit(outlook.reached, 1000.0)?;
    let per_click = unit(&all.clicks, 1.0)?;
    let per_order = unit(&all.orders, 1.0)?;
    let mut total = |counts: Vec<f64>| go_on().map(|()| Total::of(counts));
    let orders = total(all.orders)?;
    let by_chance = |differ: f64| by_chance(orders.middle(), differ);
    Ok(MoneyTotal {
        currency,
        // Beyond a thousand times the average nothing is an order any more.
        orders_by_chance: [by_chance(0.0), by_chance(funnel.basket_spread.value.clamp(0.0, 1000.0))],
        per_engagement,
        per_thousand_views,
        per_thousand_reached,
        per_click,
        per_order,
        costs: money.costs,
        revenue: money.revenue,
        contribution: money.contribution,
        profit: money.profit,
        roi: money.roi,
        break_even,
        missing: gaps.missing,
        views: total(all.views)?,
        engagements: total(all.engagements)?,
        reach: total(all.reach)?,
        clicks: total(all.clicks)?,
        orders,
        orders_by_code: total(all.codes)?,
    })
}

fn parts<E>(
    offers: &[&FunnelOffer],
    outlook: &Outlook,
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<Vec<Part>, E> {
    let mut parts = Vec::with_capacity(offers.len());
    for offer in offers {
        go_on()?;
        parts.push(part(offer, outlook));
    }
    Ok(parts)
}

fn part(offer: &FunnelOffer, outlook: &Outlook) -> Part {
    let chance = if offer.chance > 0.0 { offer.chance.min(1.0) } else { 0.0 };
    let clicks = outlook.funnel.offer_clicks(offer.platform, offer.deliverables, offer.views, outlook.views);
    let orders = outlook.funnel.offer_orders(offer.platform, &clicks);
    let dice = |forecast| Dice::new(&Entry { key: offer.key, forecast, chance });
    let amount = |money: Option<Money>| money.map_or(0.0, |money| money.units().max(0.0));
    let contingency = if outlook.costs.contingency > 0.0 { outlook.costs.contingency } else { 0.0 };
    Part {
        key: offer.key,
        chance,
        views: dice(offer.views),
        engagements: dice(offer.engagements),
        reach: dice(offer.reach),
        clicks: dice(&clicks),
        orders: dice(&orders),
        cost: (amount(offer.fee) + amount(offer.goods)) * (1.0 + contingency),
    }
}

/// What is missing.
struct Gaps {
    costs_known: bool,
    missing: Vec<Missing>,
}

impl Gaps {
    fn of(offers: &[&FunnelOffer], outlook: &Outlook, currency: Currency) -> Gaps {
        let count = |lacks: &dyn Fn(&FunnelOffer) -> bool| offers.iter().filter(|offer| lacks(offer)).count() as u32;
        let (fees, goods) = (count(&|offer| offer.fee.is_none()), count(&|offer| offer.goods.is_none()));
        let mut missing = Vec::new();
        missing.extend((fees > 0).then_some(Missing::Fees(fees)));
        missing.extend((goods > 0).then_some(Missing::Goods(goods)));
        let amounts = offers.iter().flat_map(|offer| [offer.fee, offer.goods]).flatten();
        // An amount of 0 is 0 in every currency.
        let foreign = amounts.filter(|money| money.currency != currency && money.minor != 0).map(|m| m.currency).min();
        missing.extend(foreign.map(Missing::Currency));
        let costs_known = missing.is_empty();
        match outlook.funnel.order_value {
            None => missing.push(Missing::OrderValue),
            Some(value) if value.currency != currency => missing.push(Missing::Currency(value.currency)),
            Some(value) if value.minor < 0 => missing.push(Missing::OrderValue),
            Some(_) => {}
        }
        missing.extend(outlook.funnel.margin.is_none().then_some(Missing::Margin));
        Gaps { costs_known, missing }
    }

    /// Break-even where everything for it is known; else what is missing is noted.
    fn break_even(&mut self, planned: f64, left: Option<f64>, all: &Draws) -> Option<BreakEven> {
        if self.costs_known && all.costs.iter().all(|costs| *costs <= 0.0) {
            self.missing.push(Missing::NothingSpent);
            return None;
        }
        let orders = break_even_orders(planned, left?).map_err(|missing| self.missing.push(missing)).ok()?;
        if !self.costs_known {
            return None;
        }
        let won = all.costs.iter().zip(&all.contribution).filter(|(costs, left)| left > costs).count();
        Some(BreakEven { orders, chance: won as f64 / all.costs.len().max(1) as f64 })
    }
}

/// Money as far as it is known.
struct Figures {
    costs: Option<Total>,
    revenue: Option<Total>,
    contribution: Option<Total>,
    profit: Option<Total>,
    roi: Option<Total>,
}

impl Figures {
    fn of<E>(all: &Draws, costs_known: bool, go_on: &mut impl FnMut() -> Result<(), E>) -> Result<Figures, E> {
        let both = || all.contribution.iter().zip(&all.costs).filter(|_| costs_known);
        let spent = both().filter(|(_, costs)| **costs > 0.0);
        let mut spread = |draws: Vec<f64>| go_on().map(|()| spread(draws));
        Ok(Figures {
            costs: spread(if costs_known { all.costs.clone() } else { Vec::new() })?,
            revenue: spread(all.revenue.clone())?,
            contribution: spread(all.contribution.clone())?,
            profit: spread(both().map(|(left, costs)| left - costs).collect())?,
            roi: spread(spent.map(|(left, costs)| (left - costs) / costs).collect())?,
        })
    }
}

/// The distribution behind the draws; `None` where nothing could be drawn.
fn spread(draws: Vec<f64>) -> Option<Total> {
    (!draws.is_empty()).then(|| Total::of(draws))
}
