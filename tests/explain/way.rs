//! The way from one's own list to the best one, and what a list breaks.

use super::*;
use smallmighty::optimise::{Broken, Part, Side, broken, keeps, waterfall};

#[test]
fn a_waterfall_leads_from_the_own_list_to_the_best_and_adds_up() {
    let (mut kept, mut swaps, mut from_broken) = (0, 0, 0);
    for (seed, choices, rules, best) in problems(3_000..3_800) {
        let own = any_list(&mut Dice::new(seed + 7), &choices);
        let value = |list: &[u32]| list.iter().map(|&i| choices[i as usize].value).sum::<i64>();
        let cost = |list: &[u32]| list.iter().map(|&i| choices[i as usize].price).sum::<i64>();
        let fall = waterfall(&choices, &rules, &own, &best.chosen, &value, &mut silent).expect("not cancelled");
        assert_eq!(
            fall,
            waterfall(&choices, &rules, &own, &best.chosen, &value, &mut silent).expect("not cancelled"),
            "{seed}"
        );
        let context = format!("{seed}: {fall:?} from {own:?} to {:?} {rules:?} {choices:?}", best.chosen);
        assert_eq!(fall.breaks.is_empty(), holds(&choices, &rules, &own), "{context}");
        assert_eq!(fall.start, value(&own), "{context}");
        let mut list = own.clone();
        let mut keeps = fall.breaks.is_empty();
        from_broken += usize::from(!keeps);
        for step in &fall.steps {
            assert!(
                step.out.iter().all(|i| list.contains(i)) && step.into.iter().all(|i| !list.contains(i)),
                "{context}"
            );
            let (old_value, old_cost) = (value(&list), cost(&list));
            list.retain(|i| !step.out.contains(i));
            list.extend(&step.into);
            list.sort_unstable();
            assert_eq!((step.gain, step.cost_change), (value(&list) - old_value, cost(&list) - old_cost), "{context}");
            assert_eq!(step.feasible, holds(&choices, &rules, &list), "{context}");
            assert!(step.feasible || !keeps, "from a list that keeps the rules to one that doesn't: {context}");
            keeps = step.feasible;
            kept += usize::from(keeps);
            swaps += 1;
        }
        assert_eq!(list, best.chosen, "{context}");
    }
    assert!(kept > 900 && swaps > kept && from_broken > 150, "{kept} {swaps} {from_broken}");
}

#[test]
fn a_waterfall_swaps_the_most_gainful_first_and_few_for_few_where_money_asks_for_it() {
    let offer = |creator, price, value| Choice { creator, price, value };
    let choices = [offer(1, 10, 5), offer(2, 10, 6), offer(3, 10, 9), offer(4, 10, 20), offer(5, 20, 30)];
    let value = |list: &[u32]| list.iter().map(|&i| choices[i as usize].value).sum::<i64>();
    let steps = |own: &[u32], best: &[u32]| {
        let fall = waterfall(&choices, &Rules::with_budget(20), own, best, &value, &mut silent).expect("not cancelled");
        assert!(fall.steps.iter().all(|step| step.feasible));
        fall.steps.into_iter().map(|step| (step.out, step.into, step.gain)).collect::<Vec<_>>()
    };
    assert_eq!(steps(&[0, 1], &[2, 3]), [(vec![0], vec![3], 15), (vec![1], vec![2], 3)]);
    assert_eq!(steps(&[0, 1], &[4]), [(vec![0, 1], vec![4], 19)]);
    assert_eq!(steps(&[2], &[2, 3]), [(vec![], vec![3], 20)]);
    assert_eq!(steps(&[4], &[4]), []);
    // Too dear and twice the same creator at first: what is broken goes first, then come the gains.
    let fall = waterfall(&choices, &Rules::with_budget(20), &[0, 1, 2, 77], &[2, 3], &value, &mut silent)
        .expect("not cancelled");
    let over = Broken::Rule { part: Part::Budget, by: 10 };
    assert_eq!(fall.breaks, [Broken::NoSuchOffer(77), over]);
    assert_eq!((fall.start, fall.steps.iter().map(|s| s.gain).sum::<i64>()), (20, 9));
    assert!(fall.steps.iter().all(|step| step.feasible));
}

#[test]
fn long_lists_fall_in_small_steps_without_a_loss() {
    let mut dice = Dice::new(5);
    let choices: Vec<Choice> = (0..400)
        .map(|i| Choice { creator: i, price: dice.roll(50, 300) * 100, value: dice.roll(500, 9_000) })
        .collect();
    let rows =
        vec![Row::count((0..200).collect(), Some(12), Some(20)), Row::money((100..300).collect(), None, Some(260_000))];
    let rules = Rules { rows, ..Rules::with_budget(600_000) };
    let best = best(&choices, &rules).expect("possible");
    // One's own list: the first who fit.
    let mut own: Vec<u32> = Vec::new();
    for i in (0..400).rev().step_by(3) {
        let with = [&own[..], &[i]].concat();
        let spent: i64 = with.iter().map(|&i| choices[i as usize].price).sum();
        let counted = with.iter().filter(|&&i| i < 200).count();
        let dear: i64 = with.iter().filter(|i| (100..300).contains(*i)).map(|&i| choices[i as usize].price).sum();
        if spent <= 600_000 && counted <= 20 && dear <= 260_000 && (i < 200 || with.len() <= 20) {
            own = with;
        }
    }
    let value = |list: &[u32]| list.iter().map(|&i| choices[i as usize].value).sum::<i64>();
    let fall = waterfall(&choices, &rules, &own, &best.chosen, &value, &mut silent).expect("not cancelled");
    assert!(own.len() > 15 && best.chosen.len() > 30 && fall.breaks.is_empty(), "{own:?} {:?}", fall.breaks);
    assert!(fall.steps.iter().all(|step| step.feasible), "{fall:?}");
    assert_eq!(fall.start + fall.steps.iter().map(|s| s.gain).sum::<i64>(), best.value);
    let small = fall.steps.iter().filter(|step| step.out.len() <= 2 && step.into.len() <= 2).count();
    assert!(small == fall.steps.len() && fall.steps.iter().all(|step| step.gain >= 0), "{fall:?}");
}

#[test]
fn what_is_broken_is_named_with_its_amount() {
    let (mut fine, mut bad) = (0, 0);
    for seed in 4_000..6_000 {
        let (choices, rules) = problem(seed, seed % 2 == 0);
        let list = any_list(&mut Dice::new(seed + 1), &choices);
        let all = broken(&choices, &rules, &list);
        assert_eq!(all.is_empty(), holds(&choices, &rules, &list), "{seed}: {all:?} {list:?} {rules:?} {choices:?}");
        assert_eq!(all.is_empty(), keeps(&choices, &rules, &list), "{seed}");
        // Every part that is named is broken by that much, and no other is.
        let mut eased = rules.clone();
        let mut twice = false;
        for one in &all {
            match *one {
                Broken::Rule { part: Part::Budget, by } => {
                    eased.max_share = None;
                    eased.budget += by;
                }
                Broken::Rule { part: Part::Ceiling, .. } => eased.max_share = None,
                Broken::Rule { part: Part::MinCreators, by } => eased.min_creators -= by as u32,
                Broken::Rule { part: Part::Must(c), .. } => eased.must.retain(|&must| must != c),
                Broken::Rule { part: Part::Never(c), .. } => eased.never.retain(|&never| never != c),
                Broken::Rule { part: Part::Row(r, Side::Least), by } => {
                    eased.rows[r].least = eased.rows[r].least.map(|least| least - by);
                }
                Broken::Rule { part: Part::Row(r, Side::Most), by } => {
                    eased.rows[r].most = eased.rows[r].most.map(|most| most + by);
                }
                Broken::Twice(_) => twice = true,
                other => panic!("{seed}: {other:?}"),
            }
        }
        assert!(twice || holds(&choices, &eased, &list), "{seed}: {all:?} {list:?} {rules:?} {choices:?}");
        fine += usize::from(all.is_empty());
        bad += all.len();
    }
    assert!(fine > 100 && bad > 1_000, "{fine} {bad}");
    let choices = [Choice { creator: 1, price: i64::MAX, value: 1 }, Choice { creator: 2, price: i64::MAX, value: -1 }];
    let all = broken(&choices, &Rules::with_budget(-5), &[9, 1, 0, 0]);
    let over = Broken::Rule { part: Part::Budget, by: i64::MAX };
    assert_eq!(all, [Broken::NoSuchOffer(9), Broken::Unusable(1), Broken::Twice(1), over]);
}
