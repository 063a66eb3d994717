//! How long a total and a safe plan take, and how that compares with as many log-normal draws of `rand_distr`.

// A benchmark has nobody to hand an error to.
#![allow(clippy::expect_used)]

#[path = "../dice.rs"]
#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod dice;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, LogNormal};
use smallmighty::domain::progress::silent;
use smallmighty::domain::{Deliverable, Metric, Platform, PostKind};
use smallmighty::forecast::{Assumptions, Draws, Entry, Evidence, Observation, OfferForecast, deliver, predict, total};
use smallmighty::optimise::{Assurance, Choice, Counting, Effort, Market, Prospects, Rules, Sure, safest, sure_money};

use dice::Dice;

const DRAWS: usize = 10_000;
/// A frame at 60 Hz, in milliseconds.
const FRAME: f64 = 16.7;

/// Creators with three offers each, with no posts to twelve, some of them sure and some not.
fn roster(creators: u32, dice: &mut Dice) -> (Vec<Choice>, Vec<OfferForecast>, Vec<f64>) {
    let assumptions = Assumptions::standard();
    let (mut choices, mut forecasts, mut chances) = (Vec::new(), Vec::new(), Vec::new());
    for creator in 0..creators {
        let followers = 1e3 * 100_f64.powf(dice.part());
        let (usual, sd) = (followers * 0.04 * (0.6 * dice.bell()).exp(), 0.2 + dice.part());
        let observations = (0..[0, 0, 1, 3, 6, 12][(dice.part() * 6.0) as usize])
            .map(|post| Observation {
                value: (usual * (sd * dice.bell()).exp()) as u64,
                age_days: Some(30.0 + f64::from(post) * 7.0),
                kind: None,
                sponsored: None,
            })
            .collect();
        let nothing = Evidence::nothing(Platform::Instagram, Some(followers as u64));
        let level = predict(&Evidence { observations, ..nothing }, Metric::Engagements, &assumptions);
        let dear = (0.35 * dice.bell()).exp();
        let chance = if dice.part() < 0.3 { 0.6 + 0.4 * dice.part() } else { 1.0 };
        for count in 1..=3 {
            let forecast = deliver(&level, &[Deliverable { kind: PostKind::Image, count }], true);
            let price = (followers * f64::from(count).powf(0.85) * dear / 500.0).ceil() as i64 * 500;
            choices.push(Choice { creator, price, value: (forecast.projected() * 1_000.0) as i64 });
            forecasts.push(forecast);
            chances.push(chance);
        }
    }
    (choices, forecasts, chances)
}

/// The median and the largest of a few runs, in milliseconds.
fn time(runs: usize, mut run: impl FnMut(usize)) -> (f64, f64) {
    let mut times: Vec<f64> = (0..runs)
        .map(|i| {
            let start = Instant::now();
            run(i);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[runs / 2], times[runs - 1])
}

fn entries<'a>(forecasts: &'a [OfferForecast], chances: &[f64]) -> Vec<Entry<'a>> {
    let entry = |(key, (forecast, &chance))| Entry { key, forecast, chance };
    (0..).zip(forecasts.iter().zip(chances)).map(entry).collect()
}

fn main() {
    let mut dice = Dice::new(42);
    totals(&mut dice);
    plans(&mut dice);
}

/// Totals of 50 offers, drawn from nothing and with kept draws.
fn totals(dice: &mut Dice) {
    let (_, forecasts, chances) = roster(20, dice);
    let offers = entries(&forecasts[..51], &chances);
    let peer = LogNormal::new(6.0, 0.8).expect("an sd");
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let drawn = time(21, |_| {
        black_box((0..50 * DRAWS).map(|_| peer.sample(&mut random)).sum::<f64>());
    });
    let cold = time(21, |i| {
        black_box(total(&offers[..50], 0.05, i as u64, DRAWS));
    });
    let mut draws = Draws::new(1, DRAWS);
    draws.total(&offers, 0.05, &mut silent).expect("not cancelled");
    let warm = time(101, |i| {
        black_box(draws.total(&offers[i % 2..50 + i % 2], 0.05, &mut silent).is_ok());
    });
    assert_eq!(
        draws.total(&offers, 0.05, &mut silent),
        Ok(total(&offers, 0.05, 1, DRAWS)),
        "kept draws change nothing"
    );
    println!("500,000 log-normal draws of rand_distr {:.2} ms", drawn.0);
    for (what, took) in [("from nothing", cold), ("an offer more or less", warm)] {
        println!(
            "total of 50 offers in {DRAWS} draws, {what}: p50 {:.2} ms, max {:.2} ms, frame {FRAME} ms: {}; {:.2} times the peer",
            took.0,
            took.1,
            if took.1 < FRAME { "kept" } else { "missed" },
            took.0 / drawn.0
        );
    }
}

/// Safe plans, and the least money for a sure target.
fn plans(dice: &mut Dice) {
    for creators in [300, 3_000, 30_000] {
        let (choices, forecasts, chances) = roster(creators, dice);
        let market = Market::new(&choices).expect("adds up");
        let prospects = Prospects {
            average: &market,
            choices: &choices,
            entries: &entries(&forecasts, &chances),
            bundles: &BTreeMap::new(),
            counting: Counting::Sum,
        };
        let sure = Assurance { chance: 0.8, shock: 0.05, seed: 1, draws: DRAWS };
        let rules = Rules::with_budget(500_000);
        for (what, effort) in [("live", Effort::LIVE), ("full", Effort::FULL)] {
            let mut found = None;
            let took = time(3, |_| {
                found = safest(&prospects, &rules, &[], &sure, 1.0, effort, &mut silent).ok().and_then(Result::ok);
            });
            let safe = found.expect("can be met");
            println!(
                "{creators} creators x 3, safe plan of {} offers, {what}: {:.0} ms, promise {:+.2} %, value {:.2} % less",
                safe.chosen.len(),
                took.0,
                (safe.promise / safe.best_promise - 1.0) * 100.0,
                safe.loss() * 100.0
            );
            if what == "full" {
                let mut found = None;
                let target = safe.promise * 0.7;
                let took = time(1, |_| {
                    found = sure_money(&prospects, &rules, target, (&sure, 0.15), effort, &mut silent).ok();
                });
                if let Some(Sure::Found(money)) = found {
                    println!(
                        "  seven tenths of it for sure: {:.0} ms, {} of {} minor units, at least {}, best-value plans for less all counted: {}",
                        took.0, money.budget, rules.budget, money.at_least, money.proved
                    );
                }
            }
        }
    }
}
