//! The optimiser against brute force, a table and a general solver, and the cases that are hard for it.

mod asks;
mod hard;
mod many;
mod soon;
mod stock;

use smallmighty::domain::{Cancelled, progress::silent};
use smallmighty::optimise::{
    Answer, Choice, Conflict, Effort, Market, Method, Rules, Shortlist, TooLarge, bench, certify, frontier,
};

use crate::dice::Dice;

fn offer(creator: u32, price: i64, value: i64) -> Choice {
    Choice { creator, price, value }
}

fn answer(choices: &[Choice], rules: &Rules) -> Answer {
    let market = Market::new(choices).expect("adds up");
    market.solve(rules, &[], Effort::FULL, &mut silent).expect("not cancelled")
}

/// The shortlist, checked.
fn solved(choices: &[Choice], rules: &Rules) -> Shortlist {
    match answer(choices, rules) {
        Answer::Shortlist(list) => {
            certify(choices, rules, &list).unwrap_or_else(|e| panic!("{e}: {list:?} {rules:?}"));
            list
        }
        Answer::Impossible(conflict) => panic!("{conflict:?} for {rules:?}"),
    }
}

/// The best value by trying everything; `None` if nothing keeps the rules.
fn brute(choices: &[Choice], rules: &Rules) -> Option<i64> {
    let mut creators: Vec<u32> = choices.iter().map(|c| c.creator).chain(rules.must.iter().copied()).collect();
    creators.sort_unstable();
    creators.dedup();
    fn go(left: &[u32], choices: &[Choice], rules: &Rules, money: i64, count: u32, value: i64) -> Option<i64> {
        let Some((&creator, left)) = left.split_first() else {
            return (count >= rules.min_creators).then_some(value);
        };
        let mut best = None;
        if !rules.must.contains(&creator) {
            best = go(left, choices, rules, money, count, value);
        }
        if !rules.never.contains(&creator) {
            for c in choices.iter().filter(|c| c.creator == creator && c.price >= 0 && c.value >= 0) {
                if c.price <= money && c.price <= rules.ceiling() {
                    best = best.max(go(left, choices, rules, money - c.price, count + 1, value + c.value));
                }
            }
        }
        best
    }
    go(&creators, choices, rules, rules.budget.max(0), 0, 0)
}

/// The best value for every budget from 0 to `most`, by a table over all offers.
fn table(choices: &[Choice], most: i64) -> Vec<i64> {
    let mut row = vec![0_i64; most as usize + 1];
    let mut sorted: Vec<&Choice> = choices.iter().collect();
    sorted.sort_by_key(|c| c.creator);
    for group in sorted.chunk_by(|a, b| a.creator == b.creator) {
        let old = row.clone();
        for c in group.iter().filter(|c| c.price <= most) {
            for b in c.price as usize..row.len() {
                row[b] = row[b].max(old[b - c.price as usize] + c.value);
            }
        }
    }
    row
}

/// A list of one of many kinds, from kind and seed.
fn list(kind: u64, creators: u32, offers: u32, dice: &mut Dice) -> Vec<Choice> {
    let mut all = Vec::new();
    for creator in 0..creators {
        for j in 0..offers {
            let price = match kind % 4 {
                0 => dice.roll(1, 60),
                1 => dice.roll(1, 12) * 5,
                2 => dice.roll(0, 1000),
                _ => dice.roll(30, 34),
            };
            let value = match kind / 4 % 8 {
                0 => dice.roll(0, 100),
                1 => price,
                2 => price + 20,
                3 => (price * 10 + dice.roll(-8, 8)).max(0),
                4 => (price - 10).max(0),
                5 => price / 7 * 7,
                6 => 10 * i64::from(j + 1),
                _ => (price * (200 - price.min(150))).max(1),
            };
            all.push(offer(creator, price, value));
        }
    }
    all
}

#[test]
fn small_problems_under_every_rule_agree_with_brute_force() {
    let mut impossible = 0;
    for seed in 0..6000 {
        let mut dice = Dice::new(seed);
        let creators = dice.roll(1, 7) as u32;
        let offers = dice.roll(1, 3) as u32;
        let choices = list(seed, creators, offers, &mut dice);
        let total: i64 = choices.iter().map(|c| c.price).sum();
        let mut rules = Rules::with_budget(dice.roll(0, total * 2 / 3 + 1));
        if dice.roll(0, 2) == 0 {
            rules.max_share = Some(dice.roll(5, 100) as u32);
        }
        if dice.roll(0, 1) == 0 {
            rules.min_creators = dice.roll(0, i64::from(creators)) as u32;
        }
        if dice.roll(0, 2) == 0 {
            rules.must.push(dice.roll(0, i64::from(creators) - 1) as u32);
        }
        if dice.roll(0, 2) == 0 {
            rules.never.push(dice.roll(0, i64::from(creators)) as u32);
        }
        match (answer(&choices, &rules), brute(&choices, &rules)) {
            (Answer::Shortlist(list), Some(best)) => {
                certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{seed}: {e}: {list:?} {rules:?}"));
                assert!(list.proved, "{seed}: {rules:?} {choices:?}");
                assert_eq!(list.value, best, "{seed}: {list:?} {rules:?} {choices:?}");
            }
            (Answer::Impossible(_), None) => impossible += 1,
            (got, best) => panic!("{seed}: {got:?} instead of {best:?}: {rules:?} {choices:?}"),
        }
    }
    assert!(impossible > 100, "too few impossible ones to mean anything");
}

#[test]
fn middling_problems_of_every_kind_agree_with_a_table() {
    for seed in 0..192 {
        let mut dice = Dice::new(seed + 77);
        let offers = dice.roll(1, 6) as u32;
        let choices = list(seed, 120, offers, &mut dice);
        let best = table(&choices, 3000);
        let market = Market::new(&choices).expect("adds up");
        for _ in 0..12 {
            let rules = Rules::with_budget(dice.roll(0, 3000));
            let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::FULL, &mut silent) else {
                panic!("{seed} {rules:?}")
            };
            certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{seed}: {e} {rules:?}"));
            assert_eq!((list.value, list.proved), (best[rules.budget as usize], true), "{seed} {rules:?}");
        }
    }
}

/// The best value with at least `least` creators for a budget, by a table over money and number.
fn counted(choices: &[Choice], rules: &Rules) -> Option<i64> {
    let (most, least) = (rules.budget as usize, rules.min_creators as usize);
    // Cell [n][b]: n creators (the last row: at least `least`), b spent at most.
    let mut cells = vec![vec![None::<i64>; most + 1]; least + 1];
    cells[0] = vec![Some(0); most + 1];
    let mut sorted: Vec<&Choice> = choices.iter().collect();
    sorted.sort_by_key(|c| c.creator);
    for group in sorted.chunk_by(|a, b| a.creator == b.creator) {
        let old = cells.clone();
        for c in group.iter().filter(|c| c.price <= rules.ceiling()) {
            for (n, row) in old.iter().enumerate() {
                for b in c.price as usize..=most {
                    let to = (n + 1).min(least);
                    cells[to][b] = cells[to][b].max(row[b - c.price as usize].map(|v| v + c.value));
                }
            }
        }
    }
    cells[least][most]
}

#[test]
fn a_least_number_of_creators_agrees_with_a_table() {
    let mut binding = 0;
    for seed in 0..96 {
        let mut dice = Dice::new(seed + 500);
        let choices = list(seed, 40, 3, &mut dice);
        let market = Market::new(&choices).expect("adds up");
        for _ in 0..3 {
            let rules = Rules {
                min_creators: dice.roll(1, 30) as u32,
                max_share: Some(dice.roll(10, 100) as u32),
                ..Rules::with_budget(dice.roll(30, 700))
            };
            match (market.solve(&rules, &[], Effort::FULL, &mut silent), counted(&choices, &rules)) {
                (Ok(Answer::Shortlist(list)), Some(best)) => {
                    certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{seed}: {e} {rules:?}"));
                    assert_eq!((list.value, list.proved), (best, true), "{seed} {rules:?}");
                    binding += usize::from(list.multipliers.per_creator > 0);
                }
                (Ok(Answer::Impossible(_)), None) => {}
                (got, best) => panic!("{seed}: {got:?} instead of {best:?}: {rules:?}"),
            }
        }
    }
    assert!(binding > 20, "the rule hardly ever mattered: {binding}");
}

#[test]
fn a_general_solver_finds_nothing_better() {
    for seed in 0..6 {
        let mut dice = Dice::new(seed + 900);
        let choices: Vec<Choice> =
            (0..90).map(|i| offer(i / 3, dice.roll(500, 60_000), dice.roll(1_000, 90_000))).collect();
        let rules = Rules::with_budget(dice.roll(30_000, 300_000));
        let mut problem = microlp::Problem::new(microlp::OptimizationDirection::Maximize);
        let vars: Vec<_> = choices.iter().map(|c| problem.add_binary_var(c.value as f64)).collect();
        let money = vars.iter().zip(&choices).map(|(&v, c)| (v, c.price as f64));
        problem.add_constraint(money.collect::<Vec<_>>().as_slice(), microlp::ComparisonOp::Le, rules.budget as f64);
        for three in vars.chunks(3) {
            let one: Vec<_> = three.iter().map(|&v| (v, 1.0)).collect();
            problem.add_constraint(one.as_slice(), microlp::ComparisonOp::Le, 1.0);
        }
        let Ok(microlp::SolveOutcome::Solution(best)) = problem.solve() else { panic!("{seed}: not solved") };
        let best = best.objective().round() as i64;
        let ours = solved(&choices, &rules);
        assert_eq!((ours.value, ours.proved), (best, true), "{seed}");
    }
}

#[test]
fn the_frontier_is_exact_for_every_budget() {
    for seed in 0..64 {
        let mut dice = Dice::new(seed + 1300);
        let choices = list(seed, 80, 3, &mut dice);
        let market = Market::new(&choices).expect("adds up");
        let (never, must) = (dice.roll(0, 79) as u32, dice.roll(0, 79) as u32);
        let mut rules = Rules { never: vec![never], ..Rules::default() };
        let open: Vec<Choice> = choices.iter().copied().filter(|c| c.creator != never).collect();
        let budgets: Vec<i64> = (0..=1500).collect();
        let best = table(&open, 1500);
        let found = frontier(&market, &rules, &budgets, Effort::FULL, &mut silent).expect("not cancelled");
        for (point, best) in found.iter().zip(best) {
            assert_eq!((point.value, point.proved), (Some(best), true), "{seed} {}", point.budget);
        }
        if must != never {
            rules.must.push(must);
            let found = frontier(&market, &rules, &budgets, Effort::FULL, &mut silent).expect("not cancelled");
            for point in found.iter().step_by(97) {
                let one =
                    market.solve(&Rules { budget: point.budget, ..rules.clone() }, &[], Effort::FULL, &mut silent);
                let one = match one.expect("not cancelled") {
                    Answer::Shortlist(list) => Some(list.value),
                    Answer::Impossible(_) => None,
                };
                assert_eq!((point.value, point.proved), (one, true), "{seed} {}", point.budget);
            }
        }
    }
}

#[test]
fn the_frontier_keeps_other_rules() {
    let choices: Vec<Choice> = (0..12).map(|i| offer(i / 2, 10 + 7 * i64::from(i), 5 + i64::from(i * i))).collect();
    let market = Market::new(&choices).expect("adds up");
    let rules = Rules { min_creators: 2, max_share: Some(60), must: vec![3], ..Rules::default() };
    let budgets: Vec<i64> = (0..300).step_by(13).collect();
    for point in frontier(&market, &rules, &budgets, Effort::FULL, &mut silent).expect("not cancelled") {
        assert_eq!(point.value, brute(&choices, &Rules { budget: point.budget, ..rules.clone() }), "{}", point.budget);
        assert!(point.proved);
    }
}

#[test]
fn the_bench_names_the_exact_price_and_budget() {
    let (mut prices, mut budgets) = (0, 0);
    for seed in 0..150 {
        let mut dice = Dice::new(seed + 2100);
        let mut choices = list(seed, 6, 2, &mut dice);
        choices.retain(|c| c.value > 0 && c.price > 0);
        let mut rules = Rules::with_budget(dice.roll(20, 200));
        rules.min_creators = dice.roll(0, 1) as u32 * 2;
        rules.max_share = (dice.roll(0, 3) == 0).then_some(70);
        let market = Market::new(&choices).expect("adds up");
        let Ok(Answer::Shortlist(best)) = market.solve(&rules, &[], Effort::FULL, &mut silent) else { continue };
        // Whether some best shortlist contains this offer at this price and budget.
        let contains = |place: u32, price: i64, budget: i64| {
            let mut changed = choices.clone();
            changed[place as usize].price = price;
            let offer = changed[place as usize];
            let rules = Rules { budget, ..rules.clone() };
            let mut forced = changed.clone();
            forced.retain(|c| c.creator != offer.creator || *c == offer);
            let with = brute(&forced, &Rules { must: vec![offer.creator], ..rules.clone() });
            with.is_some() && with == brute(&changed, &rules)
        };
        for row in bench(&market, &rules, &best, 3, Effort::FULL, &mut silent).expect("not cancelled") {
            if let Some(price) = row.enters_at_price {
                assert!(contains(row.choice, price, rules.budget), "{seed}: not at {price}: {row:?}");
                let higher = rules.ceiling().min(price + 5);
                assert!(
                    (price + 1..=higher).all(|p| !contains(row.choice, p, rules.budget)),
                    "{seed}: higher: {row:?}"
                );
                prices += 1;
            } else {
                assert!(!contains(row.choice, 0, rules.budget), "{seed}: enters for nothing: {row:?}");
            }
            let price = choices[row.choice as usize].price;
            if rules.min_creators == 0 && rules.max_share.is_none() {
                let first = (rules.budget..=2 * rules.budget).find(|&b| contains(row.choice, price, b));
                assert_eq!(row.enters_at_budget, first, "{seed}: {row:?}");
                budgets += usize::from(first.is_some());
            }
        }
    }
    assert!(prices > 100 && budgets > 20, "too few rows to mean anything: {prices}, {budgets}");
}

#[test]
fn on_ties_the_previous_shortlist_stays() {
    let choices: Vec<Choice> = (0..10_000).map(|i| offer(i, 300, 7)).collect();
    let market = Market::new(&choices).expect("adds up");
    let ask =
        |budget: i64, keep: &[u32]| match market.solve(&Rules::with_budget(budget), keep, Effort::LIVE, &mut silent) {
            Ok(Answer::Shortlist(list)) => list,
            other => panic!("{other:?}"),
        };
    let old = [17, 4_000, 9_999];
    assert_eq!(ask(1_000, &old).chosen, old);
    let more = ask(1_500, &old);
    assert!(old.iter().all(|i| more.chosen.contains(i)), "{:?}", more.chosen);
    assert_eq!((more.chosen.len(), more.proved), (5, true));
    let fewer = ask(600, &old);
    assert!(fewer.chosen.iter().all(|i| old.contains(i)), "{:?}", fewer.chosen);
    // As good with other prices: one for 10 or two for 5 each.
    let mixed = Market::new(&[offer(1, 10, 10), offer(2, 5, 5), offer(3, 5, 5)]).expect("adds up");
    for keep in [vec![0], vec![1, 2]] {
        let Ok(Answer::Shortlist(list)) = mixed.solve(&Rules::with_budget(10), &keep, Effort::LIVE, &mut silent) else {
            panic!()
        };
        assert_eq!((list.chosen, list.proved), (keep, true));
    }
    // What was kept but breaks the rules now, or is worth less, goes.
    assert_eq!(ask(300, &[5, 5, 77_777]).chosen, [5]);
    let banned = Rules { never: vec![17], ..Rules::with_budget(1_000) };
    let Ok(Answer::Shortlist(list)) = market.solve(&banned, &old, Effort::LIVE, &mut silent) else { panic!() };
    assert!(!list.chosen.contains(&17) && list.chosen.contains(&4_000) && list.chosen.contains(&9_999));
}

#[test]
fn free_worthless_dear_and_odd_offers() {
    // Free offers are taken, at the most valuable; worthless ones aren't; the same creator never twice.
    let choices = [offer(1, 0, 5), offer(1, 0, 6), offer(1, 10, 7), offer(2, 0, 0), offer(3, 4, 0), offer(4, 90, 50)];
    assert_eq!(solved(&choices, &Rules::with_budget(0)).chosen, [1]);
    assert_eq!(solved(&choices, &Rules::with_budget(10)).chosen, [2]);
    let none = solved(&choices, &Rules { budget: -5, ..Rules::default() });
    assert_eq!((none.cost, none.value), (0, 6));
    // Unless a rule asks for more creators: then the one who costs least of what matters.
    assert_eq!(solved(&choices, &Rules { min_creators: 3, ..Rules::with_budget(4) }).chosen, [1, 3, 4]);
    assert_eq!(solved(&choices, &Rules { must: vec![3], ..Rules::with_budget(9) }).chosen, [1, 4]);
    // Unusable offers are ignored, wherever they stand.
    let odd = [offer(7, -1, 100), offer(7, 5, -100), offer(7, 5, 3), offer(8, 1_000_000_000_000_000, 9)];
    assert_eq!(solved(&odd, &Rules::with_budget(100)).chosen, [2]);
    assert_eq!(solved(&[], &Rules::with_budget(100)).chosen, [0_u32; 0]);
    // One dear creator against many cheap ones with better value for money.
    let trap = [offer(1, 1, 2), offer(2, 100, 100)];
    assert_eq!(solved(&trap, &Rules::with_budget(100)).chosen, [1]);
    // A share leaves nobody but the small ones.
    let share = Rules { max_share: Some(40), ..Rules::with_budget(100) };
    assert_eq!(solved(&trap, &share).chosen, [0]);
}

#[test]
fn huge_numbers_neither_overflow_nor_round() {
    let mut dice = Dice::new(5);
    let value = |dice: &mut Dice| 1_000_000_000_000_000 - dice.roll(0, 9);
    let choices: Vec<Choice> =
        (0..60).map(|i| offer(i / 2, 100_000_000_000 - dice.roll(0, 9), value(&mut dice))).collect();
    for k in [1, 7, 29] {
        let list = solved(&choices, &Rules::with_budget(k * 100_000_000_000));
        assert!(list.proved && list.chosen.len() == k as usize, "{list:?}");
    }
    assert!(solved(&choices, &Rules::with_budget(i64::MAX)).proved);
    let large: Vec<Choice> = (0..3).map(|i| offer(i, 1, i64::MAX / 2)).collect();
    assert_eq!(Market::new(&large).err(), Some(TooLarge));
    // Slopes that floats can't tell apart.
    let near: Vec<Choice> = (0..200)
        .map(|i| {
            let w = 90_000_000_000_000 + dice.roll(0, 99_999);
            offer(i, w, w * 100 + dice.roll(0, 9))
        })
        .collect();
    let rules = Rules::with_budget(37 * 90_000_050_000_000);
    let market = Market::new(&near).expect("adds up");
    let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], Effort::LIVE, &mut silent) else { panic!() };
    assert_eq!(certify(&near, &rules, &list), Ok(()));
}

#[test]
fn what_cannot_be_met_together_is_named() {
    let choices = [offer(1, 50, 5), offer(1, 80, 9), offer(2, 60, 6), offer(3, 30, 1), offer(9, -1, 1)];
    let check = |rules: Rules, conflict: Conflict| assert_eq!(answer(&choices, &rules), Answer::Impossible(conflict));
    let rules = || Rules::with_budget(100);
    check(Rules { must: vec![2, 1], never: vec![2], ..rules() }, Conflict::MustAndNever { creators: vec![2] });
    check(Rules { must: vec![9, 1, 5], ..rules() }, Conflict::MustWithoutOffer { creators: vec![5, 9] });
    check(
        Rules { must: vec![2, 3], max_share: Some(55), ..rules() },
        Conflict::MustOverCeiling { creators: vec![(2, 60)], ceiling: 55 },
    );
    check(Rules { must: vec![1, 2], ..rules() }, Conflict::MustOverBudget { cost: 110, over: 10 });
    check(
        Rules { min_creators: 3, max_share: Some(55), ..rules() },
        Conflict::TooFewCreators { available: 2, wanted: 3, ceiling: 55 },
    );
    check(
        Rules { min_creators: 3, must: vec![2], ..rules() },
        Conflict::CountOverBudget { wanted: 3, affordable: 2, cost: 140, over: 40 },
    );
}

#[test]
fn everything_at_any_effort_is_feasible_and_bounded() {
    for kind in 0..32 {
        let mut dice = Dice::new(kind + 3000);
        let choices = list(kind, 3_000, 3, &mut dice);
        let market = Market::new(&choices).expect("adds up");
        for (budget, least) in [(77, 0), (1_234, 0), (9_999, 0), (9_999, 250)] {
            let rules = Rules { min_creators: least, ..Rules::with_budget(budget) };
            let mut bounds = Vec::new();
            for effort in [Effort::NONE, Effort(50), Effort(5_000), Effort::LIVE] {
                let Ok(Answer::Shortlist(list)) = market.solve(&rules, &[], effort, &mut silent) else { break };
                certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{kind}: {e} {rules:?} {list:?}"));
                bounds.push((list.value, list.bound));
            }
            for &(value, _) in &bounds {
                assert!(bounds.iter().all(|b| value <= b.1), "{kind} {rules:?}: {bounds:?}");
            }
        }
    }
}

#[test]
fn the_answer_is_the_same_whatever_the_order_of_the_offers() {
    let mut dice = Dice::new(11);
    let choices = list(0, 500, 3, &mut dice);
    let mut turned = choices.clone();
    turned.reverse();
    for budget in [100, 999, 5_000] {
        let (a, b) = (solved(&choices, &Rules::with_budget(budget)), solved(&turned, &Rules::with_budget(budget)));
        assert_eq!((a.value, a.bound, a.multipliers.clone()), (b.value, b.bound, b.multipliers.clone()));
        assert_eq!(a, solved(&choices, &Rules::with_budget(budget)));
    }
}

#[test]
fn a_search_stops_when_it_is_told_to() {
    let mut dice = Dice::new(3);
    let choices: Vec<Choice> = (0..3_000)
        .map(|i| {
            let price = dice.roll(1_000, 90_000);
            offer(i, price, price + 5_000 + dice.roll(0, 50))
        })
        .collect();
    let market = Market::new(&choices).expect("adds up");
    for patience in [0, 1, 3] {
        let mut calls = 0;
        let mut report = |_: u64, _: u64| {
            calls += 1;
            if calls > patience { Err(Cancelled) } else { Ok(()) }
        };
        let rules = Rules { min_creators: 480, ..Rules::with_budget(4_567_891) };
        assert_eq!(market.solve(&rules, &[], Effort::FULL, &mut report), Err(Cancelled));
    }
}

#[test]
fn a_wrong_shortlist_is_not_certified() {
    let mut dice = Dice::new(21);
    let choices = list(0, 30, 3, &mut dice);
    let rules = Rules { never: vec![0], min_creators: 2, ..Rules::with_budget(200) };
    let good = solved(&choices, &rules);
    let check = |change: &dyn Fn(&mut Shortlist)| {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(certify(&choices, &rules, &bad).is_err(), "{bad:?}");
    };
    check(&|s| s.value += 1);
    check(&|s| s.cost -= 1);
    check(&|s| s.chosen.push(9_999));
    check(&|s| _ = s.chosen.pop());
    check(&|s| s.relaxed = s.value - 1);
    check(&|s| s.multipliers.money /= 3);
    check(&|s| s.multipliers.money *= 3);
    check(&|s| s.bound = s.value + 1);
    check(&|s| s.proved = false);
    assert_ne!(good.method, Method::Unproved);
}
