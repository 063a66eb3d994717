//! How long a budget step takes on a shared market, and how that compares with a table over all budgets.

// A benchmark has nobody to hand an error to.
#![allow(clippy::expect_used)]

use std::time::Instant;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{Answer, Choice, Effort, Market, Rules, certify, frontier};

/// A small generator of even-handed numbers (xorshift64*, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    /// From 0 up to 1.
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About normal, mean 0 and deviation 1: the sum of twelve rolls less 6.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.roll()).sum::<f64>() - 6.0
    }
}

/// Creators with three offers each: followers log-uniform from 1,000 to 100,000, engagement falling with size, prices
/// about 10 per thousand followers in multiples of `step` cents, values in thousandths of an engagement.
fn roster(creators: u32, step: i64, dice: &mut Dice) -> Vec<Choice> {
    let mut all = Vec::new();
    for creator in 0..creators {
        let followers = 1e3 * 100_f64.powf(dice.roll());
        let rate = (0.045 * (followers / 1e4).powf(-0.15) * (0.55 * dice.bell()).exp()).clamp(0.003, 0.25);
        let dear = (0.35 * dice.bell()).exp();
        for (price, value) in [(0.4, 0.33), (1.0, 1.0), (1.8, 1.65)] {
            let cents = followers * price * dear * (0.12 * dice.bell()).exp();
            let milli = followers * rate * value * (0.15 * dice.bell()).exp() * 1e3;
            let price = ((cents / step as f64).round() as i64 * step).max(step);
            all.push(Choice { creator, price, value: (milli as i64).max(1) });
        }
    }
    all
}

/// The best value for every budget in steps, by a table over all offers: the simple way.
fn table(choices: &[Choice], step: i64, cells: usize) -> Vec<i64> {
    let mut row = vec![0_i64; cells + 1];
    for group in choices.chunk_by(|a, b| a.creator == b.creator) {
        let old = row.clone();
        for c in group {
            let w = (c.price / step) as usize;
            for b in w..=cells {
                row[b] = row[b].max(old[b - w] + c.value);
            }
        }
    }
    row
}

fn main() {
    for (creators, step) in [(1_000, 500), (10_000, 500), (100_000, 500), (100_000, 100), (10_000, 1), (100_000, 1)] {
        let mut dice = Dice(42);
        let choices = roster(creators, step, &mut dice);
        let start = Instant::now();
        let market = Market::new(&choices).expect("adds up");
        let build = start.elapsed().as_secs_f64() * 1e3;
        let (mut times, mut unproved, mut sample) = (Vec::new(), 0, Vec::new());
        for i in 0..500 {
            let rules = Rules::with_budget((50_000.0 * 100_f64.powf(dice.roll())) as i64);
            let start = Instant::now();
            let answer = market.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled");
            times.push(start.elapsed().as_secs_f64() * 1e6);
            let Answer::Shortlist(list) = answer else { continue };
            unproved += usize::from(!list.proved);
            if i % 50 == 0 {
                certify(&choices, &rules, &list).expect("certified");
                sample.push((rules.budget, list.value));
            }
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize];
        println!(
            "{creators} creators x 3, prices in {step}: market {build:.1} ms, budget step p50 {:.0} us, p90 {:.0} us, p99 {:.0} us, {unproved} unproved",
            at(0.5),
            at(0.9),
            at(0.99)
        );
        if step < 500 {
            continue;
        }
        let budgets: Vec<i64> = (0..=10_000).map(|i| i * step).collect();
        let start = Instant::now();
        let points = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
        let ours = start.elapsed().as_secs_f64() * 1e3;
        let start = Instant::now();
        let row = table(&choices, step, 10_000);
        let peer = start.elapsed().as_secs_f64() * 1e3;
        assert!(points.iter().zip(&row).all(|(point, &value)| point.value == Some(value)), "the frontier is exact");
        assert!(sample.iter().all(|&(b, v)| row[(b / step) as usize] == v), "the solutions are exact");
        println!(
            "  frontier of 10,001 budgets {ours:.1} ms; table over all offers {peer:.1} ms, {:.0} times a step's p50",
            peer * 1e3 / at(0.5)
        );
    }
}
