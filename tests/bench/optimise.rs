//! How long the optimiser takes for a budget, for other values and for a whole frontier, each against its target and
//! against one bare pass over the same prices and values.
//!
//! Every question is asked five times and the shortest time counts, so that what else the machine does stays out; the
//! percentiles are over the questions. A number after the name of the bench is the largest roster, 100,000 by default.

// A benchmark has nobody to hand an error to.
#![allow(clippy::expect_used)]

#[path = "../dice.rs"]
#[expect(dead_code, reason = "each benchmark uses a part of it")]
mod dice;
mod once;
mod rows;
mod ruled;
mod whole;

use std::hint::black_box;
use std::time::Instant;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{Choice, Effort, Market, Rules, Stock, certify, frontier};

use dice::Dice;
use rows::{TIMES, bare_pass, listed, roster, row, timed};

/// A budget from 500.00 to 50,000.00.
fn budget(dice: &mut Dice) -> i64 {
    dice.spread(5e4, 5e6) as i64
}

/// A budget step on a sorted market.
fn budgets(name: &str, choices: &[Choice], count: usize, target: &str, pass: f64) {
    let (build, market) = timed(|| Market::new(choices).expect("adds up"));
    let (mut dice, mut times, mut unproved) = (Dice::new(7), Vec::new(), 0);
    for i in 0..count {
        let rules = Rules::with_budget(budget(&mut dice));
        let (time, answer) = timed(|| market.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled"));
        let list = listed(answer);
        times.push(time);
        unproved += usize::from(!list.proved);
        if i % 100 == 0 {
            certify(choices, &rules, &list).expect("certified");
        }
    }
    row(&format!("{name}: budget step"), times, target, pass, &format!("{unproved} unproved; market {build:.1} ms"));
}

/// Other values for the same offers: every value changes, as when a weight is moved.
fn values(name: &str, choices: &[Choice], count: usize, target: &str, pass: f64) {
    let (build, stock) = timed(|| Stock::new(choices).expect("adds up"));
    let (mut dice, mut times, mut steps, mut unproved) = (Dice::new(11), Vec::new(), Vec::new(), 0);
    let mut buffer = vec![0_i64; choices.len()];
    for i in 0..count {
        let (weight, rules) = (dice.part(), Rules::with_budget(budget(&mut dice)));
        let (mut best, mut step) = (f64::INFINITY, f64::INFINITY);
        let mut answer = None;
        for _ in 0..TIMES {
            for (value, c) in buffer.iter_mut().zip(choices) {
                let taste = f64::from(c.creator.wrapping_mul(2_654_435_761) >> 22) / 1024.0;
                *value = (c.value as f64 * (1.0 + weight * taste)) as i64;
            }
            let start = Instant::now();
            let mut valued = stock.with_values(std::mem::take(&mut buffer)).expect("one for each");
            answer = valued.solve(&rules, &[], Effort::FULL, &mut silent).ok();
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
            let start = Instant::now();
            black_box(valued.solve(&rules, &[], Effort::FULL, &mut silent).is_ok());
            step = step.min(start.elapsed().as_secs_f64() * 1e3);
            buffer = valued.into_values();
        }
        let list = listed(answer.expect("solved"));
        times.push(best);
        steps.push(step);
        unproved += usize::from(!list.proved);
        if i % 50 == 0 {
            let now: Vec<Choice> = choices.iter().zip(&buffer).map(|(c, &value)| Choice { value, ..*c }).collect();
            certify(&now, &rules, &list).expect("certified");
        }
    }
    row(&format!("{name}: other values"), times, target, pass, &format!("{unproved} unproved; stock {build:.1} ms"));
    row(&format!("{name}: budget step on a stock"), steps, "-", pass, "");
}

/// The best value for 10,001 budgets at once, against a table over all offers.
fn whole_frontier(name: &str, choices: &[Choice], step: i64, target: &str, pass: f64) {
    let market = Market::new(choices).expect("adds up");
    let budgets: Vec<i64> = (0..=10_000).map(|i| i * step).collect();
    let ask = || frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
    let (time, points) = timed(ask);
    let start = Instant::now();
    let mut table = vec![0_i64; budgets.len()];
    for group in choices.chunk_by(|a, b| a.creator == b.creator) {
        let old = table.clone();
        for c in group {
            let w = (c.price / step) as usize;
            for b in w..table.len() {
                table[b] = table[b].max(old[b - w] + c.value);
            }
        }
    }
    let simple = start.elapsed().as_secs_f64() * 1e3;
    assert!(points.iter().zip(&table).all(|(point, &value)| point.value == Some(value)), "the frontier is exact");
    let note = format!("all equal to a table over all offers, which takes {simple:.0} ms");
    row(&format!("{name}: frontier of 10,001 budgets"), vec![time], target, pass, &note);
}

fn main() {
    let largest: u32 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(100_000);
    whole::memory(largest.min(100_000));
    println!("milliseconds, shortest of {TIMES}; ratio: median against a bare pass over all prices and values");
    println!("{:<44} {:>8} {:>8} {:>8} {:>8} {:>8}  {:<34} ratio", "", "p50", "p90", "p99", "max", ">16 ms", "target");
    for (name, step) in [("fives", 500), ("ones", 100), ("cents", 1)] {
        for creators in [1_000, 10_000, 100_000, 1_000_000] {
            if creators > largest || (creators > 100_000 && step != 500) {
                continue;
            }
            let choices = roster(creators, step, &mut Dice::new(42));
            let pass = bare_pass(&choices);
            let name = format!("{creators} x 3, {name}");
            let count = if creators > 100_000 { 100 } else { 2_000 };
            let target = if step == 1 { "p90 2, 97 % within 16" } else { "p99 2" };
            budgets(&name, &choices, count, target, pass);
            values(&name, &choices, count / 10, if creators > 100_000 { "4" } else { "1" }, pass);
            if step == 500 {
                whole_frontier(&name, &choices, step, "10", pass);
            }
            if step == 500 && creators <= 100_000 {
                ruled::side_rules(&name, &choices, pass);
                whole::process(&name, &choices, pass);
            }
        }
    }
    for creators in [1_000, 10_000, 100_000].into_iter().filter(|&creators| creators <= largest) {
        once::people(creators);
    }
}
