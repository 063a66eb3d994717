//! What the rows of the optimiser's benchmark share: a roster, the shortest of several times, a printed row.

use std::hint::black_box;
use std::time::Instant;

use smallmighty::optimise::{Answer, Choice, Shortlist};

use super::dice::Dice;

/// How often a question is asked.
pub const TIMES: usize = 5;

/// Creators with three offers each: followers log-uniform from 1,000 to 100,000, engagement falling with size, prices
/// about 10 per thousand followers in multiples of `step` cents, values in thousandths of an engagement.
pub fn roster(creators: u32, step: i64, dice: &mut Dice) -> Vec<Choice> {
    let mut all = Vec::new();
    for creator in 0..creators {
        let followers = 1e3 * 100_f64.powf(dice.part());
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

/// Milliseconds that this takes at best, and what comes of it.
pub fn timed<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut result = None;
    for _ in 0..TIMES {
        let start = Instant::now();
        result = Some(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    (best, result.expect("asked at least once"))
}

/// One bare pass: the sum of all prices and values.
pub fn bare_pass(choices: &[Choice]) -> f64 {
    let prices: Vec<f32> = choices.iter().map(|c| c.price as f32).collect();
    let values: Vec<i64> = choices.iter().map(|c| c.value).collect();
    timed(|| {
        let prices = black_box(&prices).chunks_exact(8).fold([0_f32; 8], |mut sum, chunk| {
            sum.iter_mut().zip(chunk).for_each(|(s, p)| *s += p);
            sum
        });
        black_box((prices, black_box(&values).iter().fold(0, |bits, v| bits | v)));
    })
    .0
}

/// Prints a row of figures in milliseconds.
pub fn row(what: &str, mut times: Vec<f64>, target: &str, pass: f64, note: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize];
    let late = times.iter().filter(|&&t| t > 16.0).count() as f64 / times.len() as f64 * 100.0;
    println!(
        "{what:<44} {:>8.3} {:>8.3} {:>8.3} {:>8.3} {late:>6.1} %  {target:<34} {:>7.1} x {note}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        at(0.5) / pass
    );
}

/// The shortlist of rules that can be kept.
pub fn listed(answer: Answer) -> Shortlist {
    match answer {
        Answer::Shortlist(list) => list,
        Answer::Impossible(conflict) => unreachable!("{conflict:?}"),
    }
}
