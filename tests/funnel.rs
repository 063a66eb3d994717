//! Money, levers and the track record of forecasts as a planner meets them.

mod levers;
mod money;
mod record;
mod table;
mod worth;

use smallmighty::domain::{Currency, Deliverable, Metric, Money, Platform, PostKind};
use smallmighty::forecast::*;

/// Assumptions under which an account of 10,000 followers brings exactly `value` per post, and nothing is shared.
fn sure_views(value: f64) -> Assumptions {
    let mut assumptions = Assumptions::standard();
    assumptions.shock.ln_sd = 0.0;
    for prior in &mut assumptions.priors {
        (prior.at_10k, prior.between_sd, prior.post_sd, prior.post_sd_df) = (value, 1e-6, 1e-6, 1e3);
        (prior.skew, prior.skew_fall) = (0.0, 0.0);
    }
    assumptions
}

/// A forecast that is sure of `value`.
fn sure(value: f64) -> OfferForecast {
    let nothing = Evidence::nothing(Platform::Instagram, Some(10_000));
    let level = predict(&nothing, Metric::Views, &sure_views(value));
    deliver(&level, &[Deliverable { kind: PostKind::Reel, count: 1 }], false)
}

fn euros(units: i64) -> Money {
    Money::from_minor(units * 100, Currency::EUR)
}

fn yours(value: f64, ln_sd: f64) -> Assumed {
    Assumed::yours(value, ln_sd).unwrap()
}

/// A funnel without any uncertainty but that of whole numbers: 1 % click, 5 % of them buy for 40 €, of which half is left.
fn sure_funnel() -> FunnelAssumptions {
    let mut funnel = FunnelAssumptions::standard();
    (funnel.clicks, funnel.conversions) = (Vec::new(), Vec::new());
    funnel.set_click_rate(None, None, yours(0.01, 0.0));
    funnel.set_conversion(None, yours(0.05, 0.0));
    (funnel.creator, funnel.code_share, funnel.basket_spread) = (yours(1.0, 0.0), yours(0.5, 0.0), yours(0.0, 0.0));
    (funnel.order_value, funnel.margin) = (Some(euros(40)), Some(yours(0.5, 0.0)));
    funnel
}

/// Asserts that `value` lies within `share` of `wanted`.
#[track_caller]
fn near(value: f64, wanted: f64, share: f64) {
    assert!((value - wanted).abs() <= share * wanted.abs(), "{value} isn't within {share} of {wanted}");
}
