//! Many creators for few places: those left out by the score must not have mattered.

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{Answer, Choice, Effort, Market, Rules, certify, frontier};

use super::{Dice, list, offer, table};

#[test]
fn small_budgets_among_thousands_agree_with_a_table() {
    for kind in 0..32 {
        let mut dice = Dice::new(kind + 50_000);
        let choices = list(kind, 4_000, 3, &mut dice);
        let best = table(&choices, 400);
        let market = Market::new(&choices).expect("adds up");
        for budget in (1..=400).step_by(13) {
            let rules = Rules::with_budget(budget);
            let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::FULL, &mut silent) else {
                panic!("{kind} {budget}")
            };
            assert_eq!((list.value, list.proved), (best[budget as usize], true), "{kind} {budget} {:?}", list.method);
            if budget % 5 == 0 {
                certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{kind}: {e} {rules:?}"));
            }
        }
    }
}

#[test]
fn the_frontier_among_thousands_is_exact_at_every_width() {
    for kind in 0..32 {
        let mut dice = Dice::new(kind + 51_000);
        let mut choices = list(kind, 1_500, 3, &mut dice);
        // Values below 2^31, below 2^52 and above add up in different cells.
        let scale = [1, 1 << 24, 1 << 34][kind as usize % 3];
        for (i, c) in choices.iter_mut().enumerate() {
            c.value = c.value * scale + i as i64 % 3;
        }
        let best = table(&choices, 800);
        let market = Market::new(&choices).expect("adds up");
        let budgets: Vec<i64> = (0..=800).collect();
        let found = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
        for (point, best) in found.iter().zip(best) {
            assert_eq!((point.value, point.proved), (Some(best), true), "{kind} {}", point.budget);
        }
    }
}

#[test]
fn creators_alike_by_the_thousand_are_proved_while_a_slider_moves() {
    for (kinds, dearest) in [(1, 9), (10, 40), (7, 300)] {
        let mut dice = Dice::new(61_000 + kinds as u64);
        let mut roll = || {
            let price = dice.roll(5, dearest);
            (price, 4 * price + dice.roll(-1, 1))
        };
        let types: Vec<[(i64, i64); 3]> = (0..kinds).map(|_| [roll(), roll(), roll()]).collect();
        let offers = |i: usize| types[i % kinds].iter().map(move |&(w, v)| offer(i as u32, w, v));
        let choices: Vec<Choice> = (0..3_000).flat_map(offers).collect();
        let market = Market::new(&choices).expect("adds up");
        let best = table(&choices, 900);
        for budget in [1, 31, 333, 612, 900] {
            let rules = Rules::with_budget(budget);
            let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::LIVE, &mut silent) else {
                panic!("{kinds} {budget}")
            };
            assert_eq!((list.value, list.proved), (best[budget as usize], true), "{kinds} {budget} {:?}", list.method);
            certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{kinds}: {e} {rules:?}"));
        }
        let budgets: Vec<i64> = (0..=900).collect();
        let points = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
        assert!(points.iter().zip(&best).all(|(p, &value)| p.value == Some(value) && p.proved), "{kinds}");
    }
}

#[test]
fn twelve_of_the_poor_can_be_needed_at_once() {
    // One great creator leaves 24; two dozen small ones for 1 each, worth little but all different, fill it up.
    let mut choices = vec![offer(0, 100, 10_000), offer(1, 130, 10_300)];
    choices.extend((2..4_002).map(|i| offer(i, 1 + i64::from(i % 3), 5 + i64::from(i % 29))));
    let best = table(&choices, 200);
    let market = Market::new(&choices).expect("adds up");
    for budget in 0..=200 {
        let rules = Rules::with_budget(budget);
        let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::FULL, &mut silent) else { panic!() };
        assert_eq!((list.value, list.proved), (best[budget as usize], true), "{budget}");
    }
    let budgets: Vec<i64> = (0..=200).collect();
    let found = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
    assert!(found.iter().zip(&best).all(|(point, &best)| point.value == Some(best)));
}

#[test]
fn one_price_in_cents_among_fives_changes_nothing_else() {
    let mut dice = Dice::new(52_000);
    let mut choices: Vec<Choice> =
        (0..6_000).map(|i| offer(i / 3, dice.roll(1, 200) * 500, dice.roll(1_000, 900_000))).collect();
    choices[17].price += 1;
    let best = table(&choices.iter().map(|c| Choice { price: (c.price + 499) / 500, ..*c }).collect::<Vec<_>>(), 300);
    let market = Market::new(&choices).expect("adds up");
    for budget in [1, 7, 60, 299] {
        // So much that the odd cent never decides.
        let rules = Rules::with_budget(budget * 500);
        let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::FULL, &mut silent) else { panic!() };
        certify(&choices, &rules, &list).expect("certified");
        assert_eq!((list.value, list.proved), (best[budget as usize], true), "{budget}");
    }
}
