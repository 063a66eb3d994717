//! The results of the open file: planned against actual by campaign, and how the forecasts fared.

use super::model::Model;
use super::record::short;
use super::scoring::{actual, frozen, scored};
use crate::domain::{Booking, Campaign, Metric, Money};
use crate::forecast::{self, Missing, Total, break_even_orders, frozen_total, together};
use crate::report::record::RECORD_BANDS;
use crate::report::results::{Band, CampaignResults, Judged, Landing, MoneyResult, ResultRow, Results, Sum, Tally};

/// The same seed as the plan's total.
const SEED: u64 = 1;
/// Draws behind a campaign's total.
const DRAWS: usize = 4_096;

impl Model {
    /// Everything the file knows of results.
    pub fn results(&self) -> Results {
        let scored = scored(&self.bookings, &self.campaigns);
        let mut campaigns: Vec<CampaignResults> =
            self.campaigns.iter().filter_map(|campaign| self.campaign_results(campaign)).collect();
        campaigns.sort_by_key(|one| std::cmp::Reverse(one.rows.iter().map(|row| row.booking.id).max()));
        Results {
            campaigns,
            record: forecast::record(&scored),
            judged: self.judged(),
            corrections: self.corrections(&scored),
            applied: self.premises.use_record,
            short: short(&scored),
        }
    }

    fn campaign_results(&self, campaign: &Campaign) -> Option<CampaignResults> {
        let scenario = |booking: &Booking| campaign.scenarios.iter().find(|one| one.id == booking.scenario);
        let mut bookings: Vec<&Booking> = self.bookings.iter().filter(|one| scenario(one).is_some()).collect();
        bookings.sort_by(|a, b| {
            let middles = b.projected.middle().total_cmp(&a.projected.middle());
            a.projected.metric.cmp(&b.projected.metric).then(middles).then(a.id.cmp(&b.id))
        });
        let row = |booking: &&Booking| ResultRow {
            booking: (*booking).clone(),
            scenario: scenario(booking)
                .filter(|_| campaign.scenarios.len() > 1)
                .map(|one| one.name.clone())
                .unwrap_or_default(),
            actual: actual(booking),
            landing: landing(booking),
        };
        let metrics =
            Metric::ALL.into_iter().filter(|metric| bookings.iter().any(|one| one.projected.metric == *metric));
        (!bookings.is_empty()).then(|| CampaignResults {
            campaign: campaign.id,
            name: campaign.name.clone(),
            client: campaign.client.clone(),
            rows: bookings.iter().map(row).collect(),
            sums: metrics.map(|metric| self.sum(metric, &bookings)).collect(),
            money: self.money_result(campaign, &bookings),
        })
    }

    fn sum(&self, metric: Metric, bookings: &[&Booking]) -> Sum {
        let ours: Vec<&Booking> = bookings.iter().copied().filter(|one| one.projected.metric == metric).collect();
        let (known, open): (Vec<&Booking>, Vec<&Booking>) = ours.iter().copied().partition(|one| actual(one).is_some());
        let total = |bookings: &[&Booking]| band(&self.total(bookings));
        let came: u64 = known.iter().filter_map(|one| actual(one)).fold(0, u64::saturating_add);
        let (planned, rest) = (total(&ours), total(&open));
        let so_far = came as f64;
        let each =
            |bookings: &[&Booking], count: f64| fees(bookings).filter(|_| count > 0.0).map(|fees| fees.units() / count);
        Sum {
            metric,
            bookings: ours.len(),
            known: known.len(),
            planned,
            planned_known: (!known.is_empty()).then(|| total(&known)),
            actual: came,
            heading: Band { low: so_far + rest.low, middle: so_far + rest.middle, high: so_far + rest.high },
            each_planned: each(&ours, planned.middle),
            each_actual: each(&known, so_far),
        }
    }

    /// What bookings were projected to bring together.
    fn total(&self, bookings: &[&Booking]) -> Total {
        let frozen: Vec<(u64, forecast::Frozen)> =
            bookings.iter().filter_map(|one| Some((one.id.0.unsigned_abs(), frozen(one)?))).collect();
        let frozen: Vec<(u64, &forecast::Frozen)> = frozen.iter().map(|(key, forecast)| (*key, forecast)).collect();
        // A correction that was in them is off for all of them together.
        let corrected = bookings.iter().filter(|one| one.projected.applied != 1.0);
        let unsure = corrected.filter_map(|one| {
            let factors = self.premises.corrections.iter();
            factors
                .filter(|(metric, ..)| *metric == one.projected.metric)
                .map(|(.., factor)| factor.ln_sd)
                .reduce(f64::max)
        });
        let shock = together(&[self.premises.forecast.shock.ln_sd, unsure.fold(0.0, f64::max)]);
        frozen_total(&frozen, shock, SEED, DRAWS)
    }

    fn money_result(&self, campaign: &Campaign, bookings: &[&Booking]) -> MoneyResult {
        let all_fees = fees(bookings);
        let fixed = campaign.scenarios.iter().filter(|one| {
            let booked = bookings.iter().any(|booking| booking.scenario == one.id);
            booked && all_fees.is_some_and(|fees| fees.currency == one.brief.budget.currency)
        });
        let fixed = fixed.map(|one| one.brief.fixed_costs()).max().unwrap_or(0);
        let costs = all_fees.map(|fees| Money::from_minor(fees.minor.saturating_add(fixed), fees.currency));
        let tally = |count: fn(&crate::domain::Outcome) -> Option<u64>| {
            let known = bookings.iter().filter_map(|one| count(one.result.as_ref()?));
            known.fold(Tally::default(), |tally, count| Tally {
                sum: tally.sum.saturating_add(count),
                known: tally.known + 1,
            })
        };
        let revenues: Vec<i64> = bookings.iter().filter_map(|one| one.result.as_ref()?.revenue).collect();
        let revenue = all_fees.filter(|_| !revenues.is_empty());
        let orders = tally(|outcome| outcome.orders);
        MoneyResult {
            fees: all_fees,
            costs,
            clicks: tally(|outcome| outcome.clicks),
            orders,
            revenue: revenue.map(|fees| {
                Money::from_minor(revenues.iter().fold(0, |sum, one| sum.saturating_add(*one)), fees.currency)
            }),
            buyers: self.premises.funnel.buyers_behind(orders.sum),
            break_even: self.break_even(costs),
        }
    }

    fn break_even(&self, costs: Option<Money>) -> Result<u64, String> {
        let funnel = &self.premises.funnel;
        let costs = costs.ok_or("The fees have several currencies, so they don't add up")?;
        let left = funnel.margin_per_order().ok_or(
            "Type the average order and what is left of it under Settings, Assumptions, to see how many orders pay for it",
        )?;
        match funnel.order_value {
            Some(value) if value.currency != costs.currency => Err(format!(
                "The average order is in {}, the fees are in {}",
                value.currency.code(),
                costs.currency.code()
            )),
            _ => break_even_orders(costs.units(), left).map_err(|missing: Missing| missing.sentence().to_owned()),
        }
    }

    fn judged(&self) -> Vec<Judged> {
        let one = |booking: &Booking| {
            let campaign = super::scoring::campaign_of(booking.scenario, &self.campaigns)?;
            let (low, high) = booking.projected.band();
            Some(Judged {
                name: booking.creator.clone(),
                campaign: campaign.name.clone(),
                metric: booking.projected.metric,
                projected: Band { low, middle: booking.projected.middle(), high },
                actual: actual(booking)?,
                landing: landing(booking)?,
                booked_on: booking.booked_on,
            })
        };
        self.bookings.iter().rev().filter_map(one).collect()
    }
}

fn landing(booking: &Booking) -> Option<Landing> {
    let came = actual(booking)? as f64;
    let frozen = frozen(booking)?;
    Some(match frozen.holds(RECORD_BANDS[1], came) {
        true => Landing::Inside,
        false if came < booking.projected.middle() => Landing::Below,
        false => Landing::Above,
    })
}

fn band(total: &Total) -> Band {
    let (low, high) = total.band(RECORD_BANDS[1]);
    Band { low, middle: total.middle(), high }
}

/// The fees of bookings together; `None` where they have several currencies.
fn fees(bookings: &[&Booking]) -> Option<Money> {
    let currency = bookings.first()?.fee.currency;
    let same = bookings.iter().all(|one| one.fee.currency == currency);
    let sum = bookings.iter().fold(0_i64, |sum, one| sum.saturating_add(one.fee.minor));
    same.then(|| Money::from_minor(sum, currency))
}
