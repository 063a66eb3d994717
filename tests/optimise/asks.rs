//! Whatever passes over many offers asks every few thousand of them whether the answer is still wanted, and stops at
//! once where it isn't.

use smallmighty::domain::{Cancelled, Report, progress::silent};
use smallmighty::forecast::reach::{Pair, Shared, Universe, unique_reach};
use smallmighty::optimise::reach::{Exposure, ReachProblem};
use smallmighty::optimise::{
    Answer, Asked, Choice, Effort, Market, Row, Rules, Stock, Unsolved, alternatives, bench, by_market, differing,
    refusals, waterfall,
};

use super::offer;
use crate::dice::Dice;

/// Offers passed over between two questions at most, on average.
const PASSED: usize = 16_384;

/// Whether a path was stopped.
type Stopped = Result<(), Cancelled>;

fn stopped<T>(made: Result<T, Unsolved>) -> Stopped {
    match made {
        Ok(_) => Ok(()),
        Err(Unsolved::Cancelled) => Err(Cancelled),
        Err(Unsolved::TooLarge) => panic!("too large"),
    }
}

/// Counts the questions of a path over so many offers, and stops it at some of them.
fn check(name: &str, offers: usize, path: &mut dyn FnMut(&mut Report) -> Stopped) {
    let mut asked = 0;
    let mut count = |_: u64, _: u64| {
        asked += 1;
        Ok(())
    };
    assert_eq!(path(&mut count), Ok(()), "{name}");
    assert!(asked >= offers / PASSED, "{name} asks {asked} times");
    for stop in [0, asked / 3, asked - 1] {
        let mut calls = 0;
        let mut report = |_: u64, _: u64| {
            calls += 1;
            if calls > stop { Err(Cancelled) } else { Ok(()) }
        };
        assert_eq!(path(&mut report), Err(Cancelled), "{name}");
        assert_eq!(calls, stop + 1, "{name} goes on after it was stopped");
    }
}

#[test]
fn every_pass_over_many_offers_asks_often() {
    let mut dice = Dice::new(71);
    let choices: Vec<Choice> =
        (0..60_000).map(|i| offer(i / 2, dice.roll(10, 900) * 500, dice.roll(1_000, 900_000))).collect();
    let offers = choices.len();
    check("sorting a market", 3 * offers, &mut |report| stopped(Market::prepare(&choices, report)));
    check("making a stock", offers, &mut |report| stopped(Stock::prepare(&choices, report)));
    let exposures: Vec<Exposure> =
        (0..60_000).map(|choice| Exposure { choice, segment: choice % 2, share: 0.001 }).collect();
    for people in [&[1e7][..], &[1e7, 3e6]] {
        check("sorting people counted once", 6 * offers, &mut |report| {
            stopped(ReachProblem::prepare(&choices, people, &exposures, report))
        });
    }
    let stock = Stock::new(&choices).expect("adds up");
    check("valuing a stock", 1, &mut |report| {
        let mut valued = stock.with_values(choices.iter().map(|c| c.value).collect()).expect("one for each");
        stopped(valued.solve(&Rules::with_budget(5_000_000), &[], Effort::LIVE, report))
    });
    let market = Market::new(&choices).expect("adds up");
    let some = Row::count((0..60_000).step_by(3).collect(), Some(3), Some(40));
    // The first question with a side rule makes the offers ready for all of them.
    let first = Rules { rows: vec![some.clone()], ..Rules::with_budget(5_000_000) };
    market.solve(&first, &[], Effort::NONE, &mut silent).expect("not cancelled");
    for rules in [Rules::with_budget(5_000_000), Rules { rows: vec![some], ..Rules::with_budget(5_000_000) }] {
        let Ok(Answer::Shortlist(best)) = market.solve(&rules, &[], Effort::LIVE, &mut silent) else { panic!() };
        check("leaving creators out", offers, &mut |report| {
            differing(&choices, &rules, &best.chosen, 2, report).map(|_| ())
        });
        check("the bench", offers / 2, &mut |report| {
            bench(&market, &rules, &best, 2, Effort::NONE, report).map(|_| ())
        });
        let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: true };
        check("alternatives", 2 * offers, &mut |report| {
            alternatives(&asked, 2, 1, &mut by_market(&market, Effort::NONE), report).map(|_| ())
        });
        check("refusals", 1, &mut |report| {
            refusals(&asked, 2, &mut by_market(&market, Effort::NONE), report).map(|_| ())
        });
    }
}

#[test]
fn what_looks_at_every_pair_or_swap_of_a_long_list_asks_often() {
    let pairs: Vec<Pair> = (0..500)
        .flat_map(|first| (first + 1..500).map(move |second| Pair { first, second, shared: Shared::Times(2.0) }))
        .collect();
    check("people reached by many", 6 * pairs.len(), &mut |report| {
        unique_reach(&[1_000.0; 500], Universe::about(1e7), &pairs, report).map(|_| ())
    });
    let choices: Vec<Choice> = (0..80).map(|i| offer(i, 1_000, 500 + i64::from(i))).collect();
    let (own, best): (Vec<u32>, Vec<u32>) = ((0..40).collect(), (40..80).collect());
    let value = |list: &[u32]| list.iter().map(|&i| choices[i as usize].value).sum::<i64>();
    // Every step is chosen from some six hundred swaps.
    check("the way from a long list", 10_000 * PASSED, &mut |report| {
        waterfall(&choices, &Rules::with_budget(40_000), &own, &best, &value, report).map(|_| ())
    });
}
