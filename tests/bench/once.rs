//! People counted once over sixty segments.

use std::time::Instant;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::reach::{Exposure, ReachAnswer, ReachProblem};
use smallmighty::optimise::{Choice, Effort, Rules};

use super::dice::Dice;
use super::rows::{bare_pass, row};

/// Segments: a town and an interest each.
const SEGMENTS: i64 = 60;

/// Creators with three offers each, whose people live in one to six of the segments.
fn problem(creators: u32, dice: &mut Dice) -> (Vec<Choice>, Vec<f64>, Vec<Exposure>) {
    let people: Vec<f64> = (0..SEGMENTS).map(|_| dice.spread(3e5, 1e7)).collect();
    let (mut choices, mut exposures) = (Vec::new(), Vec::new());
    for creator in 0..creators {
        let (followers, dear) = (dice.spread(1e3, 1e5), (0.35 * dice.bell()).exp());
        let rate = (0.35 * (followers / 1e4).powf(-0.1) * (0.4 * dice.bell()).exp()).min(0.9);
        let homes: Vec<(u32, f64)> =
            (0..dice.roll(1, 6)).map(|_| (dice.roll(0, SEGMENTS - 1) as u32, dice.part())).collect();
        let all: f64 = homes.iter().map(|home| home.1).sum::<f64>().max(1e-9);
        for (price, reach) in [(0.4, 0.4), (1.0, 1.0), (1.8, 1.5)] {
            let cents = followers * price * dear * (0.12 * dice.bell()).exp();
            let reached = followers * rate * reach * (0.1 * dice.bell()).exp();
            let choice = choices.len() as u32;
            choices.push(Choice { creator, price: ((cents / 500.0).round() as i64 * 500).max(500), value: 1 });
            exposures.extend(homes.iter().map(|&(segment, weight)| {
                let share = (reached * weight / all / people[segment as usize]).min(0.9);
                Exposure { choice, segment, share }
            }));
        }
    }
    (choices, people, exposures)
}

/// The first shortlist with its gap, and the proof, for budgets from 2,000.00 to 50,000.00.
pub fn people(creators: u32) {
    let (mut first, mut proofs, mut unproved, mut wide) = (Vec::new(), Vec::new(), 0, 0.0_f64);
    let mut pass = f64::INFINITY;
    for seed in 0..4 {
        let (choices, people, exposures) = problem(creators, &mut Dice::new(seed));
        pass = pass.min(bare_pass(&choices));
        let problem = ReachProblem::new(&choices, &people, &exposures).expect("adds up");
        for budget in [200_000, 500_000, 2_000_000, 5_000_000] {
            let (begun, mut shown) = (Instant::now(), None);
            let since = || begun.elapsed().as_secs_f64() * 1e3;
            let mut publish = |list: &smallmighty::optimise::reach::ReachShortlist| {
                shown.get_or_insert_with(|| (since(), (list.bound - list.reach) / list.reach));
            };
            let rules = Rules::with_budget(budget);
            let answer = problem.solve_with(&rules, &[], Effort::FULL, &mut silent, &mut publish);
            proofs.push(since());
            let Ok(ReachAnswer::Shortlist(list)) = answer else { unreachable!("money alone can be kept") };
            unproved += usize::from(!list.proved);
            let (time, gap) = shown.unwrap_or((since(), 0.0));
            first.push(time);
            wide = wide.max(gap * 100.0);
        }
    }
    let name = format!("{creators} x 3, 60 segments: people once");
    row(&format!("{name}, first"), first, "50", pass, &format!("gap {wide:.3} % at most"));
    row(&format!("{name}, proved"), proofs, "500", pass, &format!("{unproved} unproved"));
}
