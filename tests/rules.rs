//! Side rules in the optimiser against brute force: every kind of row mixed, ties, negative weights, contradictions.

use std::sync::Arc;

use smallmighty::domain::{Cancelled, progress::silent};
use smallmighty::optimise::{
    Answer, Choice, Conflict, Effort, Market, Part, Row, Rules, Shortlist, Side, Weigh, bench, certify, frontier,
};

use crate::dice::Dice;

mod alike;

/// Offers of one of several kinds.
fn offers(dice: &mut Dice, creators: u32, most: i64) -> Vec<Choice> {
    let kind = dice.roll(0, 5);
    let mut all = Vec::new();
    for creator in 0..creators {
        for _ in 0..dice.roll(1, most) {
            let price = match kind {
                0 => dice.roll(1, 8) * 5,
                1 => dice.roll(0, 40),
                2 => 10,
                _ => dice.roll(5, 60),
            };
            let value = match kind {
                2 => dice.roll(0, 3),
                3 => price,
                4 => (price + 10) * 7,
                _ => dice.roll(0, 100),
            };
            all.push(Choice { creator, price, value });
        }
    }
    all
}

/// A row of any kind over some of the offers.
fn row(dice: &mut Dice, choices: &[Choice]) -> Row {
    let many = dice.roll(1, 4);
    let by_creator = dice.one_in(2);
    let chance: Vec<bool> = (0..choices.len() + 1).map(|_| dice.roll(1, 4) <= many).collect();
    let inside = |i: &usize| chance[if by_creator { choices[*i].creator as usize } else { *i }];
    let members: Vec<u32> = (0..choices.len()).filter(inside).map(|i| i as u32).collect();
    let total: i64 = members.iter().map(|&m| choices[m as usize].price).sum();
    let n = members.len() as i64;
    let (weigh, low, high) = match dice.roll(0, 5) {
        0..=2 => (Weigh::Each, 0, n.min(4)),
        3 => (Weigh::Price, 0, total * 2 / 3),
        4 => (Weigh::By((0..n).map(|_| [1, -1][dice.roll(0, 1) as usize]).collect()), -2, 2),
        _ => (Weigh::By((0..n).map(|_| dice.roll(-30, 50)).collect()), -20, 60),
    };
    let least = dice.one_in(2).then(|| dice.roll(low, high));
    let mut most = dice.one_in(2).then(|| dice.roll(low, high));
    if dice.roll(1, 10) > 1 {
        most = most.map(|most| most.max(least.unwrap_or(most)));
    }
    Row { members: Arc::from(members), weigh, least, most }
}

fn rules(dice: &mut Dice, choices: &[Choice], creators: u32) -> Rules {
    let total: i64 = choices.iter().map(|c| c.price).sum();
    let mut rules = Rules::with_budget(dice.roll(0, total * 2 / 3 + 1));
    rules.max_share = dice.one_in(4).then(|| dice.roll(10, 100) as u32);
    if dice.one_in(4) {
        rules.min_creators = dice.roll(0, i64::from(creators)) as u32;
    }
    if dice.one_in(5) {
        rules.must.push(dice.roll(0, i64::from(creators) - 1) as u32);
    }
    if dice.one_in(5) {
        rules.never.push(dice.roll(0, i64::from(creators)) as u32);
    }
    rules.rows = (0..dice.roll(1, 5)).map(|_| row(dice, choices)).collect();
    rules
}

/// The best value by trying everything; `None` if nothing keeps the rules.
fn brute(choices: &[Choice], rules: &Rules) -> Option<i64> {
    brute_within(choices, rules, rules.budget.max(0), rules.ceiling())
}

/// The same with so much money, and a ceiling of this for one creator.
fn brute_within(choices: &[Choice], rules: &Rules, money: i64, ceiling: i64) -> Option<i64> {
    let mut creators: Vec<u32> = choices.iter().map(|c| c.creator).chain(rules.must.iter().copied()).collect();
    creators.sort_unstable();
    creators.dedup();
    let weights: Vec<Vec<i64>> = rules.rows.iter().map(|row| weights(choices, row)).collect();
    let mut sums = vec![0; rules.rows.len()];
    let mut brute = Brute { choices, rules, ceiling, weights: &weights, creators: &creators, best: None };
    brute.go(0, money, 0, 0, &mut sums);
    brute.best
}

/// The weight of every offer in a row.
fn weights(choices: &[Choice], row: &Row) -> Vec<i64> {
    let mut all = vec![0; choices.len()];
    for (i, &m) in row.members.iter().enumerate() {
        all[m as usize] += match &row.weigh {
            Weigh::Each => 1,
            Weigh::Price => choices[m as usize].price,
            Weigh::By(weights) => weights[i],
        };
    }
    all
}

struct Brute<'a> {
    choices: &'a [Choice],
    rules: &'a Rules,
    ceiling: i64,
    weights: &'a [Vec<i64>],
    creators: &'a [u32],
    best: Option<i64>,
}

impl Brute<'_> {
    fn go(&mut self, at: usize, money: i64, count: u32, value: i64, sums: &mut [i64]) {
        let Some(&creator) = self.creators.get(at) else {
            let holds = |(row, &sum): (&Row, &i64)| {
                row.least.is_none_or(|least| least <= sum) && row.most.is_none_or(|most| sum <= most)
            };
            if count >= self.rules.min_creators && self.rules.rows.iter().zip(sums.iter()).all(holds) {
                self.best = self.best.max(Some(value));
            }
            return;
        };
        if !self.rules.must.contains(&creator) {
            self.go(at + 1, money, count, value, sums);
        }
        if self.rules.never.contains(&creator) {
            return;
        }
        for (i, c) in self.choices.iter().enumerate().filter(|(_, c)| c.creator == creator) {
            if c.price <= money && c.price <= self.ceiling {
                (0..sums.len()).for_each(|r| sums[r] += self.weights[r][i]);
                self.go(at + 1, money - c.price, count + 1, value + c.value, sums);
                (0..sums.len()).for_each(|r| sums[r] -= self.weights[r][i]);
            }
        }
    }
}

fn answer(choices: &[Choice], rules: &Rules, keep: &[u32], effort: Effort) -> Answer {
    let market = Market::new(choices).expect("adds up");
    market.solve(rules, keep, effort, &mut silent).expect("not cancelled")
}

/// A small problem with rules, from a seed.
fn problem(seed: u64) -> (Vec<Choice>, Rules) {
    let mut dice = Dice::new(seed);
    let (creators, most) = match seed % 10 {
        0 => (dice.roll(9, 13) as u32, 1),
        _ => (dice.roll(2, 7) as u32, 3),
    };
    let choices = offers(&mut dice, creators, most);
    let rules = rules(&mut dice, &choices, creators);
    (choices, rules)
}

#[test]
fn small_problems_with_all_kinds_of_rows_agree_with_brute_force() {
    let (mut impossible, mut possible) = (0, 0);
    for seed in 0..4000 {
        let (choices, rules) = problem(seed);
        let best = brute(&choices, &rules);
        match (answer(&choices, &rules, &[], Effort::FULL), best) {
            (Answer::Shortlist(list), Some(best)) => {
                certify(&choices, &rules, &list).unwrap_or_else(|e| panic!("{seed}: {e}: {list:?} {rules:?}"));
                assert_eq!((list.value, list.proved), (best, true), "{seed}: {list:?} {rules:?} {choices:?}");
                possible += 1;
            }
            (Answer::Impossible(conflict), None) => {
                assert_ne!(conflict, Conflict::Undecided, "{seed}");
                impossible += 1;
            }
            (got, best) => panic!("{seed}: {got:?} instead of {best:?}: {rules:?} {choices:?}"),
        }
    }
    assert!(impossible > 400 && possible > 1500, "{impossible} {possible}");
}

/// Whether anything keeps these parts of the rules.
fn possible(choices: &[Choice], rules: &Rules, parts: &[Part]) -> bool {
    let mut some = rules.clone();
    some.must.retain(|&c| parts.contains(&Part::Must(c)));
    some.never.retain(|&c| parts.contains(&Part::Never(c)));
    for (i, row) in some.rows.iter_mut().enumerate() {
        row.least = row.least.filter(|_| parts.contains(&Part::Row(i, Side::Least)));
        row.most = row.most.filter(|_| parts.contains(&Part::Row(i, Side::Most)));
    }
    if !parts.contains(&Part::MinCreators) {
        some.min_creators = 0;
    }
    let money = if parts.contains(&Part::Budget) { rules.budget.max(0) } else { i64::MAX };
    let ceiling = if parts.contains(&Part::Ceiling) { rules.ceiling() } else { i64::MAX };
    brute_within(choices, &some, money, ceiling).is_some()
}

/// The rules with one limit changed.
fn changed(rules: &Rules, part: Part, by: i64) -> Rules {
    let mut rules = rules.clone();
    match part {
        Part::Budget => rules.budget = rules.budget.max(0) + by,
        Part::Ceiling => rules.max_share = rules.max_share.map(|share| (i64::from(share) + by) as u32),
        Part::MinCreators => rules.min_creators = (i64::from(rules.min_creators) + by) as u32,
        Part::Must(c) => rules.must.retain(|&must| must != c),
        Part::Never(c) => rules.never.retain(|&never| never != c),
        Part::Row(i, Side::Least) => rules.rows[i].least = rules.rows[i].least.map(|least| least + by),
        Part::Row(i, Side::Most) => rules.rows[i].most = rules.rows[i].most.map(|most| most + by),
    }
    rules
}

/// Checks what is told of rules that contradict each other: how many changes would help, and how many parts no change
/// of which would; `None` if they don't.
fn explained(seed: u64, choices: &[Choice], rules: &Rules) -> Option<(usize, usize)> {
    let Answer::Impossible(Conflict::Together { parts, smallest, loosen }) = answer(choices, rules, &[], Effort::FULL)
    else {
        return None;
    };
    let (mut helped, mut alone) = (0, 0);
    assert!(smallest && !parts.is_empty(), "{seed}");
    assert!(!possible(choices, rules, &parts), "{seed}: {parts:?} can be kept: {rules:?}");
    for part in &parts {
        let fewer: Vec<Part> = parts.iter().copied().filter(|other| other != part).collect();
        assert!(possible(choices, rules, &fewer), "{seed}: {part:?} doesn't matter in {parts:?}: {rules:?}");
        let change = loosen.iter().find(|(other, _)| other == part).map(|(_, change)| *change);
        let by = |by: i64| brute(choices, &changed(rules, *part, by)).is_some();
        match change {
            Some(0) => assert!(by(0), "{seed}: {part:?} {rules:?}"),
            Some(change) => {
                assert!(by(change), "{seed}: {part:?} by {change} isn't enough: {rules:?} {choices:?}");
                let less = change - change.signum();
                assert!(less == 0 || !by(less), "{seed}: {part:?} by {less} is enough: {rules:?} {choices:?}");
                helped += 1;
            }
            None => {
                let far = match part {
                    Part::Ceiling => 100 - i64::from(rules.max_share.unwrap_or(100)),
                    Part::MinCreators => -i64::from(rules.min_creators),
                    Part::Row(_, Side::Least) => -100_000,
                    Part::Must(_) | Part::Never(_) => 0,
                    _ => 100_000,
                };
                assert!(!by(far), "{seed}: {part:?} would help: {rules:?} {choices:?}");
                alone += 1;
            }
        }
    }
    Some((helped, alone))
}

#[test]
fn a_contradiction_is_smallest_and_what_would_help_is_exact() {
    let told: Vec<(usize, usize)> = (10_000..12_500)
        .filter_map(|seed| {
            let (choices, rules) = problem(seed);
            explained(seed, &choices, &rules)
        })
        .collect();
    let (helped, alone) = told.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(told.len() > 300 && helped > 300 && alone > 30, "{} {helped} {alone}", told.len());
}

#[test]
fn the_frontier_and_the_bench_keep_side_rules() {
    let (mut points, mut prices) = (0, 0);
    for seed in 20_000..20_150 {
        let (choices, rules) = problem(seed);
        let market = Market::new(&choices).expect("adds up");
        let budgets: Vec<i64> = (0..6).map(|i| rules.budget * i / 4).collect();
        for point in frontier(&market, &rules, &budgets, Effort::FULL, &mut silent).expect("not cancelled") {
            let best = brute(&choices, &Rules { budget: point.budget, ..rules.clone() });
            assert_eq!((point.value, point.proved), (best, true), "{seed} {}", point.budget);
            points += usize::from(best.is_some());
        }
        let Answer::Shortlist(list) = answer(&choices, &rules, &[], Effort::FULL) else { continue };
        // Whether some best shortlist contains this offer at this price.
        let contains = |place: u32, price: i64| {
            let mut changed = choices.clone();
            changed[place as usize].price = price;
            let creator = changed[place as usize].creator;
            let mut forced = changed.clone();
            for (i, c) in forced.iter_mut().enumerate().filter(|(_, c)| c.creator == creator) {
                c.price = if i == place as usize { c.price } else { -1 };
            }
            let must = [&rules.must[..], &[creator]].concat();
            forced.iter_mut().filter(|c| c.price < 0).for_each(|c| c.price = i64::MAX);
            let with = brute(&forced, &Rules { must, ..rules.clone() });
            with.is_some() && with == brute(&changed, &rules)
        };
        for row in bench(&market, &rules, &list, 2, Effort::FULL, &mut silent).expect("not cancelled") {
            let Some(price) = row.enters_at_price else { continue };
            assert!(contains(row.choice, price), "{seed}: not at {price}: {row:?} {rules:?} {choices:?}");
            let higher = rules.ceiling().min(price + 4);
            assert!((price + 1..=higher).all(|p| !contains(row.choice, p)), "{seed}: higher: {row:?}");
            prices += 1;
        }
    }
    assert!(points > 200 && prices > 20, "{points} {prices}");
}

#[test]
fn every_effort_gives_a_valid_bound_and_the_same_answer_twice() {
    for seed in 30_000..30_400 {
        let (choices, rules) = problem(seed);
        let best = brute(&choices, &rules);
        for effort in [Effort::NONE, Effort(2_000), Effort::LIVE] {
            let got = answer(&choices, &rules, &[], effort);
            assert_eq!(got, answer(&choices, &rules, &[], effort), "{seed}");
            match (&got, best) {
                (Answer::Shortlist(list), Some(best)) => {
                    certify(&choices, &rules, list).unwrap_or_else(|e| panic!("{seed}: {e}: {list:?} {rules:?}"));
                    assert!(list.value <= best && best <= list.bound, "{seed}: {list:?}");
                }
                (Answer::Impossible(Conflict::Undecided), _) => {}
                (Answer::Impossible(Conflict::Together { parts, .. }), None) => {
                    assert!(!possible(&choices, &rules, parts), "{seed}: {parts:?}");
                }
                (Answer::Impossible(_), None) => {}
                (got, best) => panic!("{seed}: {got:?} instead of {best:?}"),
            }
        }
    }
}

#[test]
fn on_ties_the_previous_shortlist_stays_under_side_rules() {
    let choices: Vec<Choice> = (0..400).map(|i| Choice { creator: i, price: 300, value: 7 }).collect();
    let row = Row::count((0..200).collect(), Some(1), Some(2));
    let rules = Rules { rows: vec![row], ..Rules::with_budget(1_000) };
    let old = [150, 377, 399];
    let Answer::Shortlist(list) = answer(&choices, &rules, &old, Effort::LIVE) else { panic!("possible") };
    assert_eq!((&list.chosen[..], list.proved, list.value), (&old[..], true, 21));
    // What breaks a side rule now doesn't stay.
    let Answer::Shortlist(list) = answer(&choices, &rules, &[1, 2, 3], Effort::LIVE) else { panic!("possible") };
    assert_eq!((list.proved, list.value), (true, 21));
    assert_ne!(list.chosen, [1, 2, 3]);
    assert_eq!(certify(&choices, &rules, &list), Ok(()));
}

#[test]
fn rows_speak_the_rules_planners_have() {
    let offer = |creator, price, value| Choice { creator, price, value };
    let choices = [offer(1, 10, 10), offer(1, 15, 14), offer(2, 10, 9), offer(3, 10, 2), offer(4, 10, 1)];
    let chosen = |rows: Vec<Row>| {
        let rules = Rules { rows, ..Rules::with_budget(20) };
        let list = match answer(&choices, &rules, &[], Effort::FULL) {
            Answer::Shortlist(list) => list,
            other => panic!("{other:?}"),
        };
        assert_eq!(certify(&choices, &rules, &list), Ok(()));
        list.chosen
    };
    let of = |places: &[u32]| Arc::<[u32]>::from(places);
    assert_eq!(chosen(vec![]), [0, 2]);
    // Not together.
    assert_eq!(chosen(vec![Row::count(of(&[0, 1, 2]), None, Some(1))]), [1]);
    // Only together: the second with the third.
    let pair = Row { members: of(&[2, 3]), weigh: Weigh::By(Arc::from([1, -1])), least: Some(0), most: Some(0) };
    assert_eq!(chosen(vec![pair]), [1]);
    // At most half of the money for the first.
    assert_eq!(chosen(vec![Row::money(of(&[0, 1]), None, Some(9))]), [2, 3]);
    // Another one than the best by one creator at least.
    assert_eq!(chosen(vec![Row::count(of(&[0, 2]), None, Some(1))]), [1]);
}

#[test]
fn hostile_rows_do_no_harm() {
    let choices: Vec<Choice> = (0..16)
        .map(|i| Choice { creator: i / 2, price: 1 + i64::from(i % 7), value: 1_000_000 + i64::from(i) })
        .collect();
    let all: Arc<[u32]> = (0..16).collect();
    let by = |weights: Vec<i64>| Weigh::By(Arc::from(weights));
    let rows = [
        Row { members: all.clone(), weigh: by(vec![i64::MAX; 16]), least: None, most: Some(i64::MAX) },
        Row { members: all.clone(), weigh: by(vec![i64::MIN; 16]), least: Some(i64::MIN), most: Some(i64::MAX) },
        Row { members: all.clone(), weigh: by(vec![3, -1]), least: Some(-5), most: Some(5) },
        Row { members: Arc::from([7, 7, 99_999]), weigh: Weigh::Each, least: None, most: Some(1) },
        Row { members: Arc::from([]), weigh: Weigh::Price, least: Some(0), most: Some(0) },
    ];
    for row in rows {
        let rules = Rules { rows: vec![row], ..Rules::with_budget(20) };
        let Answer::Shortlist(list) = answer(&choices, &rules, &[], Effort::LIVE) else { panic!("{rules:?}") };
        assert_eq!(certify(&choices, &rules, &list), Ok(()), "{rules:?}");
        let best = brute_wide(&choices, &rules).expect("possible");
        // The largest weights blunt the multipliers: then the bound is far, but it holds.
        assert!(list.value == best && best <= list.bound, "{best} {list:?} {rules:?}");
    }
    let none = Row { members: Arc::from([]), weigh: Weigh::Each, least: Some(1), most: None };
    let rules = Rules { rows: vec![none], ..Rules::with_budget(20) };
    let Answer::Impossible(Conflict::Together { parts, loosen, .. }) = answer(&choices, &rules, &[], Effort::FULL)
    else {
        panic!()
    };
    assert_eq!((parts, loosen), (vec![Part::Row(0, Side::Least)], vec![(Part::Row(0, Side::Least), -1)]));
}

/// The best value by trying every set of offers, sums in wide numbers.
fn brute_wide(choices: &[Choice], rules: &Rules) -> Option<i64> {
    fn go(choices: &[Choice], rules: &Rules, from: usize, chosen: &mut Vec<u32>, money: i64) -> Option<i64> {
        let price = |i: u32| choices[i as usize].price;
        let holds = rules.rows.iter().all(|row| row.allows(row.sum(chosen, price)));
        let mut best = holds.then(|| chosen.iter().map(|&i| choices[i as usize].value).sum());
        for i in from..choices.len() {
            let taken = chosen.iter().any(|&c| choices[c as usize].creator == choices[i].creator);
            if !taken && choices[i].price <= money {
                chosen.push(i as u32);
                best = best.max(go(choices, rules, i + 1, chosen, money - choices[i].price));
                chosen.pop();
            }
        }
        best
    }
    go(choices, rules, 0, &mut Vec::new(), rules.budget)
}

#[test]
fn a_wrong_shortlist_is_not_certified_under_side_rules() {
    let mut dice = Dice::new(4);
    let choices: Vec<Choice> =
        (0..60).map(|i| Choice { creator: i / 2, price: dice.roll(5, 60), value: dice.roll(0, 100) }).collect();
    let rows = vec![
        Row::count((0..20).collect(), Some(4), None),
        Row::count((20..40).collect(), None, Some(1)),
        Row::money((30..60).collect(), None, Some(40)),
    ];
    let rules = Rules { rows, ..Rules::with_budget(150) };
    let Answer::Shortlist(good) = answer(&choices, &rules, &[], Effort::FULL) else { panic!("possible") };
    assert_eq!(certify(&choices, &rules, &good), Ok(()));
    assert!(good.proved && good.multipliers.rows.iter().any(|&y| y != 0), "{good:?}");
    let check = |change: &dyn Fn(&mut Shortlist)| {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(certify(&choices, &rules, &bad).is_err(), "{bad:?}");
    };
    check(&|s| s.value += 1);
    check(&|s| s.bound = s.value + 1);
    check(&|s| s.multipliers.rows = vec![0; 3]);
    check(&|s| s.multipliers.rows.iter_mut().for_each(|y| *y = -*y));
    check(&|s| _ = s.multipliers.rows.pop());
    check(&|s| s.multipliers.money /= 2);
    check(&|s| s.relaxed = s.value - 1);
    let tight = Rules { rows: vec![Row::count((0..60).collect(), None, Some(1))], ..rules.clone() };
    assert!(certify(&choices, &tight, &good).is_err());
}

#[test]
fn a_search_under_side_rules_stops_when_it_is_told_to() {
    let mut dice = Dice::new(9);
    let choices: Vec<Choice> = (0..3_000)
        .map(|i| {
            let price = dice.roll(1_000, 90_000);
            Choice { creator: i, price, value: price + 5_000 + dice.roll(0, 50) }
        })
        .collect();
    let market = Market::new(&choices).expect("adds up");
    let rows = (0..10).map(|k| Row::count((0..3_000).filter(|i| i % 10 == k).collect(), Some(3), Some(9))).collect();
    let rules = Rules { rows, ..Rules::with_budget(1_234_567) };
    for patience in [0, 1, 3, 50] {
        let mut calls = 0;
        let mut report = |_: u64, _: u64| {
            calls += 1;
            if calls > patience { Err(Cancelled) } else { Ok(()) }
        };
        assert_eq!(market.solve(&rules, &[], Effort::FULL, &mut report), Err(Cancelled));
    }
}

/// The best value by a general solver.
fn general(choices: &[Choice], rules: &Rules) -> Option<i64> {
    use microlp::{
        ComparisonOp::{Ge, Le},
        Error,
        OptimizationDirection::Maximize,
        Problem, SolveOutcome,
    };
    let mut problem = Problem::new(Maximize);
    let vars: Vec<_> = choices.iter().map(|c| problem.add_binary_var(c.value as f64)).collect();
    let money: Vec<_> = vars.iter().zip(choices).map(|(&v, c)| (v, c.price as f64)).collect();
    problem.add_constraint(money.as_slice(), Le, rules.budget as f64);
    for pair in vars.chunks(2) {
        let one: Vec<_> = pair.iter().map(|&v| (v, 1.0)).collect();
        problem.add_constraint(one.as_slice(), Le, 1.0);
    }
    for row in &rules.rows {
        let weights = weights(choices, row);
        let sum: Vec<_> = vars.iter().zip(&weights).filter(|(_, w)| **w != 0).map(|(&v, &w)| (v, w as f64)).collect();
        if let Some(least) = row.least {
            problem.add_constraint(sum.as_slice(), Ge, least as f64);
        }
        if let Some(most) = row.most {
            problem.add_constraint(sum.as_slice(), Le, most as f64);
        }
    }
    match problem.solve() {
        Ok(SolveOutcome::Solution(best)) => Some(best.objective().round() as i64),
        Err(Error::Infeasible) => None,
        _ => panic!("not solved"),
    }
}

#[test]
fn with_hundreds_of_creators_a_general_solver_finds_nothing_better() {
    let (mut proved, mut searched) = (0, 0);
    for seed in 0..14 {
        let mut dice = Dice::new(seed + 40_000);
        let choices: Vec<Choice> = (0..600)
            .map(|i| Choice { creator: i / 2, price: dice.roll(10, 400) * 5, value: dice.roll(1_000, 90_000) })
            .collect();
        let kinds: Vec<i64> = (0..300).map(|_| dice.roll(0, 4)).collect();
        let of = |kind: i64| (0..600).filter(|i| kinds[*i as usize / 2] == kind).collect::<Arc<[u32]>>();
        let mut rows: Vec<Row> =
            (0..5).map(|kind| Row::count(of(kind), Some(dice.roll(0, 6)), Some(dice.roll(6, 14)))).collect();
        let rules = Rules::with_budget(dice.roll(2_000, 12_000));
        rows.push(Row::money(of(0), None, Some(rules.budget * 3 / 10)));
        let rules = Rules { rows, ..rules };
        match (answer(&choices, &rules, &[], Effort::FULL), general(&choices, &rules)) {
            (Answer::Shortlist(list), Some(best)) => {
                assert_eq!(certify(&choices, &rules, &list), Ok(()), "{seed}");
                assert_eq!((list.value, list.proved), (best, true), "{seed}: {list:?}");
                searched += usize::from(list.contenders > 0);
                proved += 1;
            }
            (Answer::Impossible(Conflict::Together { .. }), None) => {}
            (got, best) => panic!("{seed}: {got:?} instead of {best:?}"),
        }
    }
    assert!(proved > 9 && searched > 7, "{proved} {searched}");
}

#[test]
fn a_crowd_of_barred_creators_isnt_looked_through_one_by_one() {
    let choices: Vec<Choice> = (0..3_000).map(|creator| Choice { creator, price: 10, value: 5 }).collect();
    let market = Market::new(&choices).expect("adds up");
    let local: Vec<u32> = (0..1_500).collect();
    let rules = Rules {
        never: local.clone(),
        rows: vec![Row::count(local.into(), Some(2), None)],
        ..Rules::with_budget(1_000)
    };
    let mut asked = 0;
    let mut report = |_: u64, _: u64| -> Result<(), Cancelled> {
        asked += 1;
        Ok(())
    };
    let answer = market.solve(&rules, &[], Effort::FULL, &mut report).expect("not cancelled");
    let Answer::Impossible(Conflict::Together { parts, smallest, .. }) = answer else { panic!("{answer:?}") };
    assert!(parts.contains(&Part::Row(0, Side::Least)) && parts.contains(&Part::Never(7)) && !smallest);
    assert!(asked < 2_000, "asked {asked} times, more than once for each of them");
}
