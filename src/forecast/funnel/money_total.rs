//! What a whole campaign will probably bring and cost, from views to return.

use super::assumptions::FunnelAssumptions;
use super::break_even::{BreakEven, break_even_orders};
use super::missing::Missing;
use super::offer::FunnelOffer;
use super::simulate::{Draws, Part, Shared, simulate};
use super::unit_cost::UnitCost;
use crate::domain::{Currency, Money};
use crate::forecast::{Assumptions, Total};

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
    /// From posts to views: what kinds of post bring against each other, and the shock that all posts share.
    pub views: &'a Assumptions,
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
    /// Orders, seen or not.
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
    /// Costs for a thousand people reached, counted as in `reach`.
    pub per_thousand_reached: Option<UnitCost>,
    /// Costs for one click.
    pub per_click: Option<UnitCost>,
    /// Costs for one order.
    pub per_order: Option<UnitCost>,
    /// Orders that pay for everything, and their chance.
    pub break_even: Option<BreakEven>,
    /// Why numbers are `None`, most basic first; empty if none is.
    pub missing: Vec<Missing>,
}

/// Simulates the campaign `draws` times (at least one block of 1,024), as long as `go_on` doesn't fail, which is asked
/// every fraction of a millisecond. The same offers, in any order, with the same seed give the same total, and its views
/// are those of [`crate::forecast::total()`] with the same seed.
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
        shock: outlook.views.shock.ln_sd,
        creator: funnel.creator.ln_sd,
        code_share: &funnel.code_share,
        // Beyond a thousand times the average nothing is an order any more, and its square would be no number.
        basket_spread: funnel.basket_spread.value.clamp(0.0, 1000.0),
        order_value: order_value.map(|value| value.units()),
        margin: funnel.margin.as_ref(),
        fixed: outlook.costs.fixed.units().max(0.0),
    };
    let all = simulate(&parts, &shared, seed, draws, &mut go_on)?;
    let money = Figures::of(&all, gaps.costs_known, &mut go_on)?;
    let planned = shared.fixed + parts.iter().map(|part| part.cost).sum::<f64>();
    let break_even = gaps.break_even(planned, order_value.and(funnel.margin_per_order()), &all);
    let mut unit = |counts: &[f64], per: f64| {
        go_on().map(|()| gaps.costs_known.then(|| UnitCost::of(&all.costs, counts, per)).flatten())
    };
    let per_engagement = unit(&all.engagements, 1.0)?;
    let per_thousand_views = unit(&all.views, 1000.0)?;
    let per_thousand_reached = unit(&all.reach, 1000.0)?;
    let per_click = unit(&all.clicks, 1.0)?;
    let per_order = unit(&all.orders, 1.0)?;
    let mut total = |counts: Vec<f64>| go_on().map(|()| Total::of(counts));
    Ok(MoneyTotal {
        currency,
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
        orders: total(all.orders)?,
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
    let amount = |money: Option<Money>| money.map_or(0.0, |money| money.units().max(0.0));
    let contingency = if outlook.costs.contingency > 0.0 { outlook.costs.contingency } else { 0.0 };
    Part {
        key: offer.key,
        chance: if offer.chance > 0.0 { offer.chance.min(1.0) } else { 0.0 },
        views: offer.views.edges().collect(),
        engagements: offer.engagements.edges().collect(),
        reach: offer.reach.edges().collect(),
        click_rate: outlook.funnel.offer_click_rate(offer.platform, offer.deliverables, outlook.views),
        conversion: outlook.funnel.conversion(offer.platform).clone(),
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
        let spent = all.costs.iter().zip(&all.contribution).filter(|(costs, _)| **costs > 0.0);
        let (cases, won) = spent.fold((0_usize, 0_usize), |(cases, won), (costs, contribution)| {
            (cases + 1, won + usize::from(contribution >= costs))
        });
        Some(BreakEven { orders, chance: won as f64 / cases.max(1) as f64 })
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
