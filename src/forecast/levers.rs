//! Levers: the named assumptions behind a plan, and how much each moves what the plan will probably bring.

use super::acceptance::Acceptance;
use super::assumptions::Assumptions;
use super::deliver::deliver;
use super::evidence::Evidence;
use super::funnel::{Assumed, FunnelAssumptions, TENTH};
use super::level::predict;
use super::tornado::{Swing, Tornado, tornado};
use crate::domain::{Cancelled, Deliverable, FeeStatus, Metric, Report};

/// Ln-sd of the curve that forecasts lean on where own posts are few. Published levels of one tier on one platform run
/// from 0.54 % (HypeAuditor 2026) to 2.8 % (SociaVault 2026) of followers; taken as 10 % and 90 % points.
const CURVE_SD: f64 = 0.64;

/// Ln-sd of what young posts still lack. An assumption: published half-lives of posts come from compilations without
/// spreads (Graffius 2018 to 2022), and own computations from one platform and country.
const RIPENING_SD: f64 = 0.35;

/// One offer of a plan with what its forecast starts from.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// What is known about the account.
    pub evidence: &'a Evidence,
    /// What is published.
    pub deliverables: &'a [Deliverable],
    /// Whether it is paid for.
    pub paid: bool,
    /// How sure the fee is, which says how likely the offer takes place.
    pub status: FeeStatus,
    /// Whether it is booked: then it takes place, whatever its fee's status says.
    pub booked: bool,
}

/// The number that is asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// What posts are counted in.
    Posts(Metric),
    /// Clicks on the links.
    Clicks,
    /// Orders.
    Orders,
    /// What orders leave after the goods, in currency units.
    Contribution,
}

/// A plan and what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The offers.
    pub planned: &'a [Planned<'a>],
    /// Behind the posts.
    pub assumptions: &'a Assumptions,
    /// Behind the money.
    pub funnel: &'a FunnelAssumptions,
    /// People who could be reached at all, where reach is counted once; `None` adds up the reach of the offers.
    pub universe: Option<&'a Assumed>,
}

/// What can be moved.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Lever {
    Curve,
    Ripening,
    Kinds,
    Paid,
    Shock,
    Acceptance,
    Clicks,
    Conversion,
    Margin,
    Universe,
}

/// How much each assumption moves `outcome`. `None` for [`Outcome::Contribution`] while order value or margin is unknown.
///
/// The number is the sum over the offers of the chance to take place times the average outcome inside the 80 % band.
/// That adds up, so it needs no simulation, and a bar is never the noise of one. Its level isn't the middle of the
/// simulated total (for 5 to 50 hardly known creators it is 0.95 to 0.7 of it), but what an assumption does to it as a
/// share nearly is the same; [`Tornado::scaled_to`] brings both together. Every assumption moves by its own uncertainty,
/// all its rows together. `report` is asked for every offer, again and again.
pub fn levers(grounds: &Grounds, outcome: Outcome, report: &mut Report) -> Result<Option<Tornado>, Cancelled> {
    if outcome == Outcome::Contribution && grounds.funnel.margin_per_order().is_none() {
        return Ok(None);
    }
    let levers: Vec<Lever> = of(grounds, outcome);
    let swings: Vec<Swing> = levers.iter().map(|lever| lever.swing(grounds)).collect();
    let found = tornado(&swings, |moved| {
        let at = |lever: Lever| levers.iter().position(|other| *other == lever).map_or(0.0, |place| moved[place]);
        number(grounds, outcome, at, report)
    });
    found.map(Some)
}

/// The levers that could matter, in the order of the funnel.
fn of(grounds: &Grounds, outcome: Outcome) -> Vec<Lever> {
    let mut levers = vec![Lever::Curve, Lever::Ripening, Lever::Kinds];
    levers.extend(grounds.planned.iter().any(|planned| planned.paid).then_some(Lever::Paid));
    levers.extend([Lever::Shock, Lever::Acceptance]);
    let money: &[Lever] = match outcome {
        Outcome::Posts(_) => &[],
        Outcome::Clicks => &[Lever::Clicks],
        Outcome::Orders => &[Lever::Clicks, Lever::Conversion],
        Outcome::Contribution => &[Lever::Clicks, Lever::Conversion, Lever::Margin],
    };
    levers.extend(money);
    let once = outcome == Outcome::Posts(Metric::Reach) && grounds.universe.is_some();
    levers.extend(once.then_some(Lever::Universe));
    levers
}

impl Lever {
    fn name(self) -> &'static str {
        match self {
            Lever::Curve => "What accounts of this size bring",
            Lever::Ripening => "What young posts still lack",
            Lever::Kinds => "What kinds of post bring against each other",
            Lever::Paid => "Paid against unpaid posts",
            Lever::Shock => "Season and platform",
            Lever::Acceptance => "How many accept",
            Lever::Clicks => "Click rate",
            Lever::Conversion => "Orders per click",
            Lever::Margin => "Margin",
            Lever::Universe => "People who could be reached",
        }
    }

    /// Ln-sd where one number describes it; levers of several rows are described by their own words.
    fn ln_sd(self, grounds: &Grounds) -> Option<f64> {
        match self {
            Lever::Curve => Some(CURVE_SD),
            Lever::Ripening => Some(RIPENING_SD),
            Lever::Paid => Some(grounds.assumptions.paid.ln_sd),
            Lever::Shock => Some(grounds.assumptions.shock.ln_sd),
            Lever::Margin => grounds.funnel.margin.as_ref().map(|margin| margin.ln_sd),
            Lever::Universe => grounds.universe.map(|people| people.ln_sd),
            Lever::Kinds | Lever::Acceptance | Lever::Clicks | Lever::Conversion => None,
        }
    }

    fn swing(self, grounds: &Grounds) -> Swing {
        let words = [-TENTH, TENTH].map(|z| match (self, self.ln_sd(grounds)) {
            (_, Some(ln_sd)) => format!("× {:.2}", (ln_sd * z).exp()),
            (Lever::Acceptance, _) => acceptance_words(&grounds.funnel.acceptance.moved(z)),
            _ => (if z < 0.0 { "each at its low end" } else { "each at its high end" }).to_owned(),
        });
        Swing { name: self.name().to_owned(), points: [-TENTH, 0.0, TENTH], words }
    }
}

fn acceptance_words(acceptance: &Acceptance) -> String {
    let of = |status: FeeStatus| format!("{} {:.0} %", status.key(), acceptance.chance(status) * 100.0);
    FeeStatus::ALL.map(of).join(", ")
}

/// The number with every lever moved by so many sds.
fn number(
    grounds: &Grounds,
    outcome: Outcome,
    at: impl Fn(Lever) -> f64,
    report: &mut Report,
) -> Result<f64, Cancelled> {
    let assumptions = moved(grounds.assumptions, &at);
    let funnel = grounds.funnel;
    let acceptance = funnel.acceptance.moved(at(Lever::Acceptance));
    let metric = if let Outcome::Posts(metric) = outcome { metric } else { Metric::Views };
    let shock = (assumptions.shock.ln_sd * at(Lever::Shock)).exp();
    let mut results: Vec<f64> = Vec::with_capacity(grounds.planned.len());
    for planned in grounds.planned {
        report(0, 0)?;
        let level = predict(planned.evidence, metric, &assumptions);
        let posts = deliver(&level, planned.deliverables, planned.paid);
        let platform = planned.evidence.platform;
        let (rate, rate_sd) = funnel.offer_click_rate(platform, planned.deliverables, &assumptions);
        let clicks = rate * (rate_sd * at(Lever::Clicks)).exp();
        let orders = clicks.min(1.0) * funnel.conversion(platform).at(at(Lever::Conversion)).min(1.0);
        let result = match outcome {
            Outcome::Posts(_) => posts,
            Outcome::Clicks => posts.scaled(clicks.min(1.0), funnel.creator.ln_sd),
            Outcome::Orders | Outcome::Contribution => posts.scaled(orders, funnel.creator.ln_sd),
        };
        let chance = if planned.booked { 1.0 } else { acceptance.chance(planned.status) };
        results.push(chance * result.projected() * shock);
    }
    let left = funnel.margin.as_ref().zip(funnel.order_value);
    let left = left.map_or(0.0, |(margin, value)| margin.at(at(Lever::Margin)).min(1.0) * value.units());
    Ok(match (outcome, grounds.universe) {
        (Outcome::Posts(Metric::Reach), Some(people)) => once(&results, people.at(at(Lever::Universe))),
        (Outcome::Contribution, _) => left * results.iter().sum::<f64>(),
        _ => results.iter().sum(),
    })
}

/// Different people among so many, if who sees one offer says nothing about who sees another (Sainsbury; cf. Agostini
/// 1961). Nobody but those people can be reached.
fn once(results: &[f64], people: f64) -> f64 {
    let missed: f64 = results.iter().map(|result| (1.0 - result / people.max(1.0)).clamp(0.0, 1.0)).product();
    people * (1.0 - missed)
}

fn moved(assumptions: &Assumptions, at: impl Fn(Lever) -> f64) -> Assumptions {
    let mut moved = assumptions.clone();
    for prior in &mut moved.priors {
        prior.at_10k *= (CURVE_SD * at(Lever::Curve)).exp();
        prior.unripe *= (RIPENING_SD * at(Lever::Ripening)).exp();
    }
    for kind in &mut moved.kinds {
        kind.factor.multiplier *= (kind.factor.ln_sd * at(Lever::Kinds)).exp();
    }
    moved.paid.multiplier *= (moved.paid.ln_sd * at(Lever::Paid)).exp();
    moved
}
