//! What all posts of a campaign share, and what payment does, hold in bands where they are right and are found out where
//! they are wrong.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};
use smallmighty::domain::{Deliverable, PostKind};
use smallmighty::forecast::*;

use super::METRIC;
use super::proof::{simulate, truth};

/// Known posts of each creator.
const KNOWN: usize = 5;

/// The forecasts of one image of so many simulated creators from [`KNOWN`] posts each, with what the next post brings.
fn offers(creators: usize, paid: bool, assumed: &Assumptions) -> Vec<(OfferForecast, f64)> {
    let mut assumptions = assumed.clone();
    assumptions.set_prior(truth());
    let offer = |history: &History| {
        let observe = |post: &TimedPost| Observation { value: post.value, age_days: None, kind: None, sponsored: None };
        let evidence = Evidence {
            platform: history.platform,
            followers: history.followers,
            observations: history.posts[..KNOWN].iter().map(observe).collect(),
            stated: None,
        };
        let level = predict(&evidence, METRIC, &assumptions);
        let image = [Deliverable { kind: PostKind::Image, count: 1 }];
        (deliver(&level, &image, paid), history.posts[KNOWN].value as f64)
    };
    simulate(&truth(), creators, KNOWN + 1, 23).iter().map(offer).collect()
}

/// `values` multiplied by draws of `factor`, one for every `each` of them.
fn multiplied(values: &[f64], factor: &Factor, each: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let ln = Normal::new(factor.multiplier.ln(), factor.ln_sd).expect("sd");
    let draw = |group: &[f64]| {
        let times = ln.sample(&mut random).exp();
        group.iter().map(|value| value * times).collect::<Vec<f64>>()
    };
    values.chunks(each).flat_map(draw).collect()
}

/// Share of campaigns of 20 creators inside the band of 80 %, where posts truly share `true_shock`.
fn totals_held(true_shock: &Factor, shock: &Factor) -> f64 {
    let (forecasts, values): (Vec<OfferForecast>, Vec<f64>) =
        offers(8_000, false, &Assumptions::standard()).into_iter().unzip();
    let values = multiplied(&values, true_shock, 20);
    let campaigns = forecasts.chunks(20).zip(values.chunks(20));
    let held = campaigns.clone().enumerate().filter(|(seed, (forecasts, values))| {
        let entry = |(key, forecast)| Entry { key: key as u64, forecast, chance: 1.0 };
        let entries: Vec<Entry> = forecasts.iter().enumerate().map(entry).collect();
        let (low, high) = total(&entries, shock.ln_sd, *seed as u64, 1_024).band(0.8);
        (low..=high).contains(&values.iter().sum::<f64>())
    });
    held.count() as f64 / campaigns.len() as f64
}

#[test]
fn totals_hold_with_the_shock_that_posts_share_and_not_with_another() {
    let shock = |ln_sd: f64| Factor { ln_sd, ..Assumptions::standard().shock };
    let table = Assumptions::standard().shock;
    for right in [table.clone(), shock(0.4)] {
        let held = totals_held(&right, &right);
        // Three sds of the share of 400 campaigns are 6 points.
        assert!((held - 0.8).abs() < 0.06, "shock {}: {held}", right.ln_sd);
    }
    for (truly, wrong) in [(shock(0.4), table.clone()), (table, shock(0.4))] {
        let held = totals_held(&truly, &wrong);
        assert!((held - 0.8).abs() > 0.1, "shock {} taken for {}: {held}", truly.ln_sd, wrong.ln_sd);
    }
}

/// Share of paid posts inside the band of 80 % that `assumed` gives them, where payment does what the table says.
fn paid_held(assumed: Factor) -> f64 {
    let mut assumptions = Assumptions::standard();
    assumptions.paid = assumed;
    let (forecasts, values): (Vec<OfferForecast>, Vec<f64>) = offers(2_000, true, &assumptions).into_iter().unzip();
    let values = multiplied(&values, &Assumptions::standard().paid, 1);
    let held = forecasts.iter().zip(values).filter(|(forecast, value)| {
        let (low, high) = forecast.band(0.8);
        (low..=high).contains(value)
    });
    held.count() as f64 / forecasts.len() as f64
}

#[test]
fn paid_posts_hold_with_the_multiplier_they_have_and_not_with_another() {
    let table = Assumptions::standard().paid;
    let held = paid_held(table.clone());
    // Four sds of the share of 2,000 creators are 3.6 points.
    assert!((held - 0.8).abs() < 0.036, "{held}");
    for wrong in [
        Factor { multiplier: table.multiplier / 2.0, ..table.clone() },
        Factor { multiplier: table.multiplier * 2.0, ..table.clone() },
        Factor { ln_sd: table.ln_sd * 5.0, ..table.clone() },
    ] {
        let held = paid_held(wrong.clone());
        assert!((held - 0.8).abs() > 0.05, "times {} with sd {}: {held}", wrong.multiplier, wrong.ln_sd);
    }
}
