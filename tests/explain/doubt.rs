//! How many solutions an answer takes, what isn't proved, and being stopped.

use super::*;
use smallmighty::domain::{Cancelled, Report};
use smallmighty::optimise::{Alternatives, Asked, Conflict, Wanted, alternatives, by_market, refusals, why_not};

/// Offers close to each other in worth, and the best of them.
fn crowd() -> (Vec<Choice>, Rules, Shortlist) {
    let mut dice = Dice::new(3);
    let choice = |dice: &mut Dice, creator| {
        let price = dice.roll(1_000, 40_000);
        Choice { creator, price, value: price * 2 + dice.roll(0, 9_000) }
    };
    let choices: Vec<Choice> = (0..200).map(|i| choice(&mut dice, i / 2)).collect();
    let rules = Rules { min_creators: 5, ..Rules::with_budget(250_000) };
    let best = best(&choices, &rules).expect("possible");
    (choices, rules, best)
}

#[test]
fn the_price_takes_few_solutions_and_all_answers_repeat() {
    let (choices, rules, best) = crowd();
    let market = Market::new(&choices).expect("adds up");
    let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: true };
    let inside = creators(&choices, &best.chosen);
    for creator in (0..100).step_by(9) {
        let mut calls = 0;
        let mut inner = by_market(&market, Effort::FULL);
        let mut solve = |choices: &[Choice], rules: &Rules, wanted: &Wanted, report: &mut Report| {
            calls += 1;
            inner(choices, rules, wanted, report)
        };
        let first = why_not(&asked, creator, &[], &mut solve, &mut silent).expect("not cancelled").expect("has offers");
        assert!(first.price_proved && calls <= 38, "{calls}");
        assert_eq!(
            first.loses.is_some_and(|loses| loses > 0),
            first.enters_at_price < Some(choices[first.choice as usize].price)
        );
        assert!(!inside.contains(&creator) || first.loses == Some(0));
        let mut solve = by_market(&market, Effort::FULL);
        let second = why_not(&asked, creator, &[], &mut solve, &mut silent).expect("not cancelled");
        assert_eq!(second, Some(first));
    }
    let mut solve = by_market(&market, Effort::FULL);
    assert_eq!(why_not(&asked, 1_000, &[], &mut solve, &mut silent), Ok(None));
}

#[test]
fn what_is_not_proved_says_so() {
    let (choices, rules, best) = crowd();
    let market = Market::new(&choices).expect("adds up");
    let mut solve = by_market(&market, Effort::FULL);
    let unproved = Shortlist { proved: false, bound: best.value + 1, ..best.clone() };
    let doubtful = Asked { choices: &choices, rules: &rules, best: &unproved, adds_up: false };
    let why = why_not(&doubtful, 50, &[(0, Rules::with_budget(250_000))], &mut solve, &mut silent);
    let why = why.expect("not cancelled").expect("has offers");
    assert!(!why.proved && !why.price_proved && why.needs_value.is_none() && !why.rules[0].proved);
    assert!(refusals(&doubtful, 3, &mut solve, &mut silent).expect("not cancelled").iter().all(|r| !r.proved));
    // A solver that doesn't find out anything.
    let asked = Asked { best: &best, adds_up: true, ..doubtful };
    let mut lost = |_: &[Choice], _: &Rules, _: &Wanted, _: &mut Report| Ok(Answer::Impossible(Conflict::Undecided));
    let outside = (0..100).find(|c| !creators(&choices, &best.chosen).contains(c)).expect("somebody is out");
    let why = why_not(&asked, outside, &[], &mut lost, &mut silent).expect("not cancelled").expect("has offers");
    assert_eq!((why.loses, why.needs_value, why.enters_at_price, why.proved), (None, None, None, false));
    let list = refusals(&asked, 2, &mut lost, &mut silent).expect("not cancelled");
    assert!(list.len() == 2 && list.iter().all(|r| !r.proved && r.loses == best.value && r.plan.is_none()));
    let none = alternatives(&asked, 1, 3, &mut lost, &mut silent).expect("not cancelled");
    assert_eq!(none, Alternatives { lists: Vec::new(), all: false });
}

#[test]
fn questions_stop_when_they_are_told_to() {
    let (choices, rules, best) = crowd();
    let market = Market::new(&choices).expect("adds up");
    let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: false };
    let drops = drops(&rules);
    for patience in [0, 1, 4] {
        let calls = std::cell::Cell::new(0);
        let mut report = |_: u64, _: u64| {
            calls.set(calls.get() + 1);
            if calls.get() > patience { Err(Cancelled) } else { Ok(()) }
        };
        let mut solve = by_market(&market, Effort::FULL);
        assert_eq!(why_not(&asked, 50, &drops, &mut solve, &mut report), Err(Cancelled));
        calls.set(0);
        assert_eq!(refusals(&asked, 9, &mut solve, &mut report), Err(Cancelled));
        calls.set(0);
        assert_eq!(alternatives(&asked, 1, 9, &mut solve, &mut report), Err(Cancelled));
    }
}
