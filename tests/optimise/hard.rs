//! The kinds of lists that are hard for a search, and the edges of what can be asked, against a table and brute force.

use std::sync::Arc;
use std::thread;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{
    Answer, Choice, Conflict, Effort, Market, Part, Row, Rules, Side, Stock, certify, frontier,
};

use super::{brute, offer, solved, table};
use crate::dice::Dice;

/// Kinds of prices and values that searches find hard, as the literature on knapsacks names them (Pisinger 2005, Where
/// are the hard knapsack problems?).
const HARD: [&str; 9] = [
    "strong",
    "almost strong",
    "inverse strong",
    "subset sum",
    "spanner",
    "multiple strong",
    "ceiling",
    "circle",
    "similar",
];

/// Price and value of an offer of a hard kind; prices up to 200.
fn hard(kind: &str, span: &[(i64, i64); 3], dice: &mut Dice) -> (i64, i64) {
    let price = dice.roll(1, 200);
    match kind {
        "strong" => (price, price + 20),
        "almost strong" => (price, price + 20 + dice.roll(-1, 1)),
        "inverse strong" => (price + 20, price),
        "subset sum" => (2 * (price / 2) + 2, 2 * (price / 2) + 2),
        // Small multiples of few cards.
        "spanner" => {
            let (times, card) = (dice.roll(1, 9), dice.of(span));
            (times * card.0, times * card.1)
        }
        "multiple strong" => (price, price + if price % 6 == 0 { 60 } else { 40 }),
        "ceiling" => (price, (price + 2) / 3 * 3),
        "circle" => (price, ((4 * 100 * 100 - (price - 100) * (price - 100)) as f64).sqrt() as i64),
        _ => (1_000 + price % 5, dice.roll(1, 100)),
    }
}

#[test]
fn every_hard_kind_agrees_with_a_table() {
    for (number, kind) in (0..).zip(HARD) {
        for seed in 0..6 {
            let mut dice = Dice::new(100 * number + seed);
            let span = [0; 3].map(|_| (dice.roll(1, 20), dice.roll(1, 20)));
            let offers = dice.roll(1, 3) as u32;
            let choices: Vec<Choice> = (0..120 * offers)
                .map(|i| {
                    let (price, value) = hard(kind, &span, &mut dice);
                    offer(i / offers, price, value)
                })
                .collect();
            let most = if kind == "similar" { 40_000 } else { 5_000 };
            let best = table(&choices, most);
            let market = Market::new(&choices).expect("adds up");
            let stock = Stock::new(&choices).expect("adds up");
            let mut valued = stock.with_values(choices.iter().map(|c| c.value).collect()).expect("one for each");
            for _ in 0..6 {
                let rules = Rules::with_budget(dice.roll(0, most));
                let expected = (best[rules.budget as usize], true);
                let answers = [
                    market.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled"),
                    valued.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled"),
                ];
                for answer in answers {
                    let Answer::Shortlist(list) = answer else { panic!("{kind} {seed}: {answer:?}") };
                    certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{kind} {seed}: {e} {rules:?}"));
                    assert_eq!((list.value, list.proved), expected, "{kind} {seed} {rules:?} {:?}", list.method);
                }
            }
        }
    }
}

#[test]
fn three_hundred_creators_at_cents_agree_with_a_table() {
    for seed in 0..4 {
        let mut dice = Dice::new(7_000 + seed);
        let choices: Vec<Choice> = (0..900)
            .map(|i| {
                let price = dice.spread(400.0, 90_000.0) as i64;
                offer(i / 3, price, (price as f64 * dice.spread(0.2, 5.0)) as i64)
            })
            .collect();
        let best = table(&choices, 60_000);
        let market = Market::new(&choices).expect("adds up");
        let mut budgets: Vec<i64> = (0..12).map(|_| dice.spread(300.0, 60_000.0) as i64).collect();
        budgets.sort_unstable();
        let points = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
        for (&budget, point) in budgets.iter().zip(points) {
            let expected = best[budget as usize];
            let list = solved(&choices, &Rules::with_budget(budget));
            assert_eq!((list.value, list.proved), (expected, true), "{seed} {budget}");
            assert_eq!((point.value, point.proved), (Some(expected), true), "{seed} {budget}");
        }
    }
}

#[test]
fn any_mix_of_small_and_huge_agrees_with_brute_force() {
    let huge = |dice: &mut Dice| match dice.roll(0, 7) {
        0 => 0,
        1 => dice.roll(0, 20),
        2 => dice.roll(0, 4) * 500 + i64::from(dice.one_in(10)),
        3 => 100_000_000_000 - dice.roll(0, 3),
        4 => dice.roll(0, 1_000_000_000_000),
        5 => 1_000_000_000_000_000 - dice.roll(0, 9),
        6 => (1 << 58) - dice.roll(0, 5),
        _ => dice.of(&[1, 2, 1 << 40, 1 << 57]),
    };
    let mut possible = 0;
    for seed in 0..3_000 {
        let mut dice = Dice::new(9_000 + seed);
        let creators = dice.roll(1, 6);
        let choices: Vec<Choice> = (0..creators * 2)
            .map(|i| {
                let price = huge(&mut dice);
                offer((i / 2) as u32, price, if dice.one_in(3) { price } else { huge(&mut dice) })
            })
            .collect();
        let total: i64 = choices.iter().step_by(2).map(|c| c.price).sum();
        let rules = Rules {
            min_creators: if dice.one_in(3) { dice.roll(0, creators) as u32 } else { 0 },
            max_share: dice.one_in(4).then(|| dice.of(&[0, 1, 33, 50, 99, 100, 250])),
            must: if dice.one_in(6) { (0..creators as u32).collect() } else { Vec::new() },
            never: if dice.one_in(6) { vec![dice.roll(0, creators) as u32, 0] } else { Vec::new() },
            ..Rules::with_budget(dice.of(&[0, -1, i64::MAX, total, total / 2, total / 3, choices[0].price]))
        };
        let market = Market::new(&choices).expect("adds up");
        let best = brute(&choices, &rules);
        possible += usize::from(best.is_some());
        for effort in [Effort::NONE, Effort::FULL] {
            match (market.solve(&rules, &[], effort, &mut silent), best) {
                (Ok(Answer::Shortlist(list)), Some(best)) => {
                    certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{seed}: {e}: {list:?} {rules:?}"));
                    assert!(list.value <= best && best <= list.bound, "{seed}: {best} {list:?}");
                    assert!(effort == Effort::NONE || list.proved, "{seed}: {list:?} {rules:?} {choices:?}");
                }
                (Ok(Answer::Impossible(_)), None) => {}
                (got, best) => panic!("{seed}: {got:?} instead of {best:?}: {rules:?} {choices:?}"),
            }
        }
    }
    assert!((1_000..2_900).contains(&possible), "{possible}");
}

#[test]
fn one_offer_everybody_in_everybody_out_and_everybody_too_dear() {
    let one = [offer(4, 70, 9)];
    assert_eq!(solved(&one, &Rules::with_budget(70)).chosen, [0]);
    assert_eq!(solved(&one, &Rules::with_budget(69)).chosen, [0_u32; 0]);
    // The same offer again and again is one offer.
    let again = [one[0]; 40];
    let list = solved(&again, &Rules::with_budget(10_000));
    assert_eq!((list.chosen.len(), list.value, list.proved), (1, 9, true));
    let all: Vec<Choice> = (0..2_000).map(|i| offer(i / 2, 30 + i64::from(i % 7), 50 + i64::from(i % 11))).collect();
    let everybody: Vec<u32> = (0..1_000).collect();
    let cheapest: i64 = all.chunks(2).map(|two| two[0].price.min(two[1].price)).sum();
    let dearest = solved(&all, &Rules { must: everybody.clone(), ..Rules::with_budget(1 << 40) });
    assert_eq!(dearest.value, all.chunks(2).map(|two| two[0].value.max(two[1].value)).sum::<i64>());
    // Exactly enough money, and one too little.
    let pinned = |budget| Rules { must: everybody.clone(), ..Rules::with_budget(budget) };
    let market = Market::new(&all).expect("adds up");
    let tight = solved(&all, &pinned(cheapest));
    assert_eq!((tight.chosen.len(), tight.cost, tight.proved), (1_000, cheapest, true));
    let short = market.conflict(&pinned(cheapest - 1));
    assert_eq!(short, Some(Conflict::MustOverBudget { cost: cheapest, over: 1 }));
    let counted = |budget| Rules { min_creators: 1_000, ..Rules::with_budget(budget) };
    assert_eq!(solved(&all, &counted(cheapest)).chosen.len(), 1_000);
    assert!(matches!(market.conflict(&counted(cheapest - 1)), Some(Conflict::CountOverBudget { over: 1, .. })));
    for rules in [Rules { never: everybody, ..Rules::with_budget(1 << 40) }, Rules::with_budget(29)] {
        let nobody = solved(&all, &rules);
        assert!(nobody.chosen.is_empty() && nobody.value == 0 && nobody.proved, "{nobody:?}");
    }
}

/// What would help is told for rules over nobody as well, where every plan is as good as any other.
#[test]
fn a_rule_that_nobody_can_meet_is_explained_at_once() {
    let choices: Vec<Choice> =
        (0..30).map(|i| offer(i / 2, i64::from(i * 7 % 5) * 11, i64::from(i * 13 % 9))).collect();
    let nobody = Row::count(Arc::from([]), Some(1), Some(3));
    let rules = Rules { min_creators: 8, rows: vec![nobody], ..Rules::with_budget(163) };
    let market = Market::new(&choices).expect("adds up");
    let mut steps = 0;
    let mut count = |done: u64, _: u64| {
        steps = done;
        Ok(())
    };
    let answer = market.solve(&rules, &[], Effort::FULL, &mut count).expect("not cancelled");
    let least = Part::Row(0, Side::Least);
    let told = Conflict::Together { parts: vec![least], smallest: true, loosen: vec![(least, -1)] };
    assert_eq!(answer, Answer::Impossible(told));
    assert!(steps < 100_000, "{steps} steps");
}

#[test]
fn many_at_once_ask_the_same_market_and_hear_the_same() {
    let mut dice = Dice::new(31);
    let choices: Vec<Choice> =
        (0..3_000).map(|i| offer(i / 3, dice.roll(500, 60_000), dice.roll(1_000, 90_000))).collect();
    let market = Arc::new(Market::new(&choices).expect("adds up"));
    let ask = |market: &Market| -> Vec<Answer> {
        let solve = |budget| market.solve(&Rules::with_budget(budget), &[], Effort::LIVE, &mut silent);
        [40_001, 333_333, 2_500_000].map(|budget| solve(budget).expect("not cancelled")).into()
    };
    let alone = ask(&market);
    let others: Vec<_> = (0..6)
        .map(|_| {
            let market = Arc::clone(&market);
            thread::spawn(move || ask(&market))
        })
        .collect();
    assert!(others.into_iter().all(|other| other.join().expect("didn't panic") == alone));
}
