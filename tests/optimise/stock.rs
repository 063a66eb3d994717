//! A stock asked with ever other values says the same as a market made anew.

use smallmighty::domain::{Cancelled, progress::silent};
use smallmighty::optimise::{Answer, Choice, Effort, Market, Rules, Shortlist, Stock, Unsolved, WrongCount, certify};

use super::{Dice, list, offer};

fn values(choices: &[Choice]) -> Vec<i64> {
    choices.iter().map(|c| c.value).collect()
}

fn ask(choices: &[Choice], rules: &Rules) -> Answer {
    let stock = Stock::new(choices).expect("adds up");
    let mut valued = stock.with_values(values(choices)).expect("one for each");
    valued.solve(rules, &[], Effort::FULL, &mut silent).expect("not cancelled")
}

fn listed(answer: Answer) -> Shortlist {
    match answer {
        Answer::Shortlist(list) => list,
        Answer::Impossible(conflict) => panic!("{conflict:?}"),
    }
}

/// The same from the stock and from a market, certified.
fn same(choices: &[Choice], rules: &Rules) -> Option<Shortlist> {
    let market = Market::new(choices).expect("adds up");
    let whole = market.solve(rules, &[], Effort::FULL, &mut silent).expect("not cancelled");
    match (ask(choices, rules), whole) {
        (Answer::Shortlist(part), Answer::Shortlist(whole)) => {
            certify(choices, rules, &part).unwrap_or_else(|e| panic!("{e}: {part:?} {rules:?}"));
            assert_eq!((part.value, part.proved), (whole.value, whole.proved), "{rules:?} {part:?} {whole:?}");
            Some(part)
        }
        (Answer::Impossible(part), Answer::Impossible(whole)) => {
            assert_eq!(part, whole);
            None
        }
        (part, whole) => panic!("{part:?} instead of {whole:?}"),
    }
}

#[test]
fn small_rosters_under_every_rule() {
    for seed in 0..1500 {
        let mut dice = Dice::new(seed + 40_000);
        let creators = dice.roll(1, 40) as u32;
        let mut choices = list(seed, creators, 3, &mut dice);
        if seed % 3 == 0 {
            // In no order, and some unusable.
            for i in 0..choices.len() {
                let other = dice.roll(0, 3 * i64::from(creators) - 1) as usize;
                choices.swap(i, other);
            }
            choices[0].price = -5;
            let last = choices.len() - 1;
            choices[last].value = -7;
        }
        let mut rules = Rules::with_budget(dice.roll(0, 400));
        let roll = |dice: &mut Dice| dice.roll(0, i64::from(creators)) as u32;
        if dice.roll(0, 3) == 0 {
            rules.max_share = Some(dice.roll(5, 100) as u32);
        }
        if dice.roll(0, 3) == 0 {
            rules.must.push(roll(&mut dice));
        }
        if dice.roll(0, 3) == 0 {
            rules.never.push(roll(&mut dice));
        }
        if dice.roll(0, 5) == 0 {
            rules.min_creators = roll(&mut dice);
        }
        same(&choices, &rules);
    }
}

#[test]
fn rosters_of_which_only_a_part_is_sorted() {
    for kind in 0..32 {
        let mut dice = Dice::new(kind + 41_000);
        let mut choices = list(kind, 3_000, 3, &mut dice);
        if kind % 4 == 2 {
            choices.iter_mut().for_each(|c| c.value *= 1_000);
        }
        for budget in [0, 3, 40, 151, 997, 4_001] {
            same(&choices, &Rules::with_budget(budget));
        }
        let must = vec![dice.roll(0, 2_999) as u32, 7];
        same(&choices, &Rules { must, never: vec![3, 2_000], ..Rules::with_budget(1_500) });
        same(&choices, &Rules { max_share: Some(10), ..Rules::with_budget(900) });
    }
}

#[test]
fn creators_far_below_the_line_fill_up_what_is_left() {
    // Great ones for 100 each, and one of all the poor ones for what remains.
    let mut choices: Vec<Choice> = (0..3_000).map(|i| offer(i, 100, 1_000 + i64::from(i % 7))).collect();
    choices.extend((3_000..9_000).map(|i| offer(i, 60, 3)));
    choices.push(offer(9_000, 50, 2));
    choices.push(offer(9_001, 49, 4));
    let list = same(&choices, &Rules::with_budget(349)).expect("possible");
    assert_eq!((list.value, list.chosen.last()), (3 * 1_006 + 4, Some(&9_001)));
    assert_eq!(same(&choices, &Rules::with_budget(360)).expect("possible").value, 3 * 1_006 + 4);
    let many = same(&choices, &Rules::with_budget(3_000 * 100 + 50 + 49)).expect("possible");
    assert_eq!(many.chosen.len(), 3_002);
}

#[test]
fn what_was_asked_before_does_not_matter() {
    let mut dice = Dice::new(42_000);
    let choices = list(0, 5_000, 3, &mut dice);
    let stock = Stock::new(&choices).expect("adds up");
    let mut valued = stock.with_values(values(&choices)).expect("one for each");
    let mut ask = |budget: i64, keep: &[u32]| {
        listed(valued.solve(&Rules::with_budget(budget), keep, Effort::FULL, &mut silent).expect("not cancelled"))
    };
    let budgets = [500, 90, 20_000, 1_234, 7];
    let first: Vec<Shortlist> = budgets.iter().map(|&b| ask(b, &[])).collect();
    let again: Vec<Shortlist> = budgets.iter().rev().map(|&b| ask(b, &[])).collect();
    assert!(first.iter().eq(again.iter().rev()));
    // A previous shortlist stays where nothing is better.
    let kept = ask(1_234, &first[3].chosen);
    assert_eq!(kept.chosen, first[3].chosen);
    // Other values of the same offers, in the buffer of the first.
    let mut buffer = valued.into_values();
    buffer.iter_mut().zip(&choices).for_each(|(v, c)| *v = c.price * 3 + i64::from(c.creator % 11));
    let changed: Vec<Choice> = choices.iter().zip(&buffer).map(|(c, &value)| Choice { value, ..*c }).collect();
    let mut valued = stock.with_values(buffer).expect("one for each");
    let list = valued.solve(&Rules::with_budget(500), &[], Effort::FULL, &mut silent).expect("not cancelled");
    let market = Market::new(&changed).expect("adds up");
    let whole = market.solve(&Rules::with_budget(500), &[], Effort::FULL, &mut silent).expect("not cancelled");
    assert_eq!(listed(list).value, listed(whole).value);
}

#[test]
fn at_any_effort_the_bound_holds_for_everybody() {
    for kind in 0..32 {
        let mut dice = Dice::new(kind + 43_000);
        let choices = list(kind, 2_000, 3, &mut dice);
        let stock = Stock::new(&choices).expect("adds up");
        let mut valued = stock.with_values(values(&choices)).expect("one for each");
        for budget in [77, 1_234, 9_999] {
            let rules = Rules::with_budget(budget);
            let best = listed(valued.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled"));
            for effort in [Effort::NONE, Effort(50), Effort(5_000)] {
                let list = listed(valued.solve(&rules, &[], effort, &mut silent).expect("not cancelled"));
                certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{kind}: {e} {rules:?} {list:?}"));
                assert!(list.value <= best.value && best.value <= list.bound, "{kind} {rules:?}");
            }
        }
    }
}

#[test]
fn odd_values_are_refused_or_right() {
    let choices = [offer(1, 10, 1), offer(2, 20, 2), offer(2, 0, 0)];
    let stock = Stock::new(&choices).expect("adds up");
    assert_eq!(stock.with_values(vec![1, 2]).err(), Some(WrongCount { offers: 3, values: 2 }));
    let mut huge = stock.with_values(vec![i64::MAX / 2; 3]).expect("one for each");
    let refused = huge.solve(&Rules::with_budget(100), &[], Effort::FULL, &mut silent);
    assert_eq!(refused, Err(Unsolved::TooLarge));
    let mut valued = stock.with_values(vec![5, 5, 5]).expect("one for each");
    let stopped = valued.solve(&Rules::with_budget(15), &[], Effort::FULL, &mut |_, _| Err(Cancelled));
    assert_eq!(stopped, Err(Unsolved::Cancelled));
    let list = listed(valued.solve(&Rules::with_budget(15), &[], Effort::FULL, &mut silent).expect("not cancelled"));
    assert_eq!(list.chosen, [0, 2]);
    assert!(Stock::new(&[offer(1, i64::MAX / 2, 1), offer(2, i64::MAX / 2, 1)]).is_err());
    let mut none = Stock::new(&[]).expect("adds up").with_values(Vec::new()).expect("none for none");
    assert_eq!(listed(none.solve(&Rules::with_budget(9), &[], Effort::FULL, &mut silent).expect("solved")).value, 0);
    // Beyond what floats hold exactly.
    let mut dice = Dice::new(44_000);
    let large: Vec<Choice> = (0..4_000)
        .map(|i| offer(i / 2, 1_000_000_000 - dice.roll(0, 99_999_999), (1 << 45) + dice.roll(0, 1 << 48) - (1 << 40)))
        .collect();
    same(&large, &Rules::with_budget(30_000_000_000));
    let more: Vec<Choice> = large.iter().take(300).map(|c| Choice { value: (c.value << 5) | 1, ..*c }).collect();
    same(&more, &Rules::with_budget(5_000_000_000));
}
