//! The shortlist that reaches most people: against brute force, under every rule, and in its hard cases.

mod enough;
mod ruled;
mod small;

use smallmighty::domain::{Cancelled, progress::silent};
use smallmighty::optimise::reach::{
    Exposure, ReachAnswer, ReachMethod, ReachProblem, ReachShortlist, Tangents, bound_by,
};
use smallmighty::optimise::{Choice, Conflict, Effort, Row, Rules, Weigh};

use crate::dice::Dice;

/// Offers, people by segment, exposures.
#[derive(Clone, Debug)]
struct World {
    choices: Vec<Choice>,
    people: Vec<f64>,
    exposures: Vec<Exposure>,
}

impl World {
    fn problem(&self) -> ReachProblem {
        ReachProblem::new(&self.choices, &self.people, &self.exposures).expect("adds up")
    }

    /// People reached, straight from the definition: everybody reached adds their share of those missed so far.
    fn reach(&self, chosen: &[u32]) -> f64 {
        let met = |g: usize| -> f64 {
            let here = self.exposures.iter().filter(|e| e.segment as usize == g && chosen.contains(&e.choice));
            here.filter(|e| e.share > 0.0).fold(0.0, |met, e| met + e.share * (1.0 - met))
        };
        (0..self.people.len()).filter(|&g| self.people[g] > 0.0).map(|g| self.people[g] * met(g)).sum()
    }

    /// The most that any plan reaches by trying them all; `None` if nothing keeps the rules.
    fn brute(&self, rules: &Rules) -> Option<f64> {
        let mut creators: Vec<u32> = self.choices.iter().map(|c| c.creator).chain(rules.must.iter().copied()).collect();
        creators.sort_unstable();
        creators.dedup();
        let mut plan = Vec::new();
        self.go(&creators, rules, rules.budget.max(0), &mut plan)
    }

    fn keeps_rows(&self, rules: &Rules, plan: &[u32]) -> bool {
        let price = |i: u32| self.choices[i as usize].price;
        let mut plan = plan.to_vec();
        plan.sort_unstable();
        rules.rows.iter().all(|row| row.allows(row.sum(&plan, price)))
    }

    fn go(&self, left: &[u32], rules: &Rules, money: i64, plan: &mut Vec<u32>) -> Option<f64> {
        let Some((&creator, left)) = left.split_first() else {
            return (plan.len() >= rules.min_creators as usize && self.keeps_rows(rules, plan))
                .then(|| self.reach(plan));
        };
        let mut best: Option<f64> = None;
        let mut take = |found: Option<f64>| best = best.max_by_total(found);
        if !rules.must.contains(&creator) {
            take(self.go(left, rules, money, plan));
        }
        if !rules.never.contains(&creator) {
            for (i, c) in self.choices.iter().enumerate().filter(|(_, c)| c.creator == creator) {
                if c.price >= 0 && c.price <= money && c.price <= rules.ceiling() {
                    plan.push(i as u32);
                    take(self.go(left, rules, money - c.price, plan));
                    plan.pop();
                }
            }
        }
        best
    }
}

trait Larger {
    fn max_by_total(self, other: Option<f64>) -> Option<f64>;
}

impl Larger for Option<f64> {
    fn max_by_total(self, other: Option<f64>) -> Option<f64> {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }
}

/// A world of one of many kinds.
fn world(kind: u64, creators: u32, offers: u32, segments: u32, dice: &mut Dice) -> World {
    let people = (0..segments)
        .map(|_| match kind % 5 {
            0 => dice.spread(1e3, 1e6).round(),
            1 => 1.0,
            2 => dice.roll(0, 3) as f64 * 1000.0,
            3 => 50_000.0,
            _ => dice.spread(1.0, 1e7),
        })
        .collect();
    let mut world = World { choices: Vec::new(), people, exposures: Vec::new() };
    for creator in 0..creators {
        for _ in 0..offers {
            let price = match kind / 5 % 3 {
                0 => dice.roll(1, 30),
                1 => dice.roll(0, 4) * 5,
                _ => dice.roll(9, 11),
            };
            let choice = world.choices.len() as u32;
            world.choices.push(Choice { creator, price, value: 1 });
            for _ in 0..dice.roll(0, 3) {
                let share = match kind / 15 % 5 {
                    0 => dice.spread(1e-5, 0.05),
                    1 => dice.spread(0.01, 0.9),
                    2 => [0.0, 0.5, 0.999_999, 0.9][dice.roll(0, 3) as usize],
                    3 => price as f64 / 40.0,
                    _ => dice.spread(0.2, 0.5),
                };
                let segment = dice.roll(0, i64::from(segments) - 1) as u32;
                world.exposures.push(Exposure { choice, segment, share });
            }
        }
    }
    world
}

/// The shortlist, checked against the definition, the rules and its own proof.
fn checked(world: &World, rules: &Rules, effort: Effort) -> Option<ReachShortlist> {
    let problem = world.problem();
    let ReachAnswer::Shortlist(list) = problem.solve(rules, &[], effort, &mut silent).expect("not cancelled") else {
        return None;
    };
    let creator = |i: u32| world.choices[i as usize].creator;
    let price = |i: u32| world.choices[i as usize].price;
    let mut creators: Vec<u32> = list.chosen.iter().map(|&i| creator(i)).collect();
    creators.sort_unstable();
    assert!(creators.windows(2).all(|pair| pair[0] < pair[1]), "one offer each: {list:?}");
    assert!(list.chosen.is_sorted());
    assert!(list.chosen.iter().all(|&i| price(i) >= 0 && price(i) <= rules.ceiling()), "{list:?} {rules:?}");
    assert_eq!(list.cost, list.chosen.iter().map(|&i| price(i)).sum::<i64>());
    assert!(list.cost <= rules.budget.max(0));
    assert!(list.chosen.len() >= rules.min_creators as usize && world.keeps_rows(rules, &list.chosen));
    assert!(rules.must.iter().all(|c| creators.contains(c)) && !rules.never.iter().any(|c| creators.contains(c)));
    let reach = world.reach(&list.chosen);
    assert!((list.reach - reach).abs() <= 1e-9 * (1.0 + reach), "{} is {reach}", list.reach);
    assert!(list.bound >= list.reach && list.relaxed >= list.bound);
    assert!(list.sum_of_singles >= list.reach * (1.0 - 1e-9) && list.largest_single <= list.reach * (1.0 + 1e-9));
    assert_eq!(list.proved, list.method != ReachMethod::Unproved);
    let by_tangents = bound_by(&problem, rules, &list.tangents);
    assert!(by_tangents <= list.relaxed * (1.0 + 1e-9) + 1e-9, "{by_tangents} above {}", list.relaxed);
    assert!(by_tangents >= reach * (1.0 - 1e-9) - 1e-9);
    Some(list)
}

/// Rules of every kind.
fn rules(creators: u32, total: i64, dice: &mut Dice) -> Rules {
    let mut rules = Rules::with_budget(dice.roll(0, total * 2 / 3 + 1));
    if dice.roll(0, 2) == 0 {
        rules.max_share = Some(dice.roll(5, 100) as u32);
    }
    if dice.roll(0, 2) == 0 {
        rules.min_creators = dice.roll(0, i64::from(creators)) as u32;
    }
    if dice.roll(0, 2) == 0 {
        rules.must.push(dice.roll(0, i64::from(creators) - 1) as u32);
    }
    if dice.roll(0, 2) == 0 {
        rules.never.push(dice.roll(0, i64::from(creators)) as u32);
    }
    rules
}

#[test]
fn small_problems_under_every_rule_agree_with_brute_force() {
    let (mut impossible, mut plans) = (0, 0);
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let (creators, offers) = (dice.roll(1, 7) as u32, dice.roll(1, 3) as u32);
        let segments = dice.roll(1, 5) as u32;
        let world = world(seed, creators, offers, segments, &mut dice);
        let total: i64 = world.choices.iter().map(|c| c.price).sum();
        let rules = rules(creators, total, &mut dice);
        match (checked(&world, &rules, Effort::FULL), world.brute(&rules)) {
            (Some(list), Some(best)) => {
                plans += 1;
                assert!(list.proved, "{seed}: {list:?} {best}");
                assert!(
                    list.reach >= best - best * 1e-6,
                    "{seed}: {} of {best}: {list:?} {rules:?} {world:?}",
                    list.reach
                );
                assert!(list.bound >= best * (1.0 - 1e-12), "{seed}: bound {} below {best}", list.bound);
            }
            (None, None) => impossible += 1,
            (list, best) => panic!("{seed}: {list:?} but {best:?} for {rules:?}"),
        }
    }
    assert!(plans > 1500 && impossible > 300, "{plans} {impossible}");
}

#[test]
fn side_rules_agree_with_brute_force() {
    let (mut impossible, mut proved, mut plans) = (0, 0, 0);
    for seed in 0..400 {
        let mut dice = Dice::new(seed + 77_000);
        let creators = dice.roll(2, 6) as u32;
        let (offers, segments) = (dice.roll(1, 2) as u32, dice.roll(1, 4) as u32);
        let world = world(seed, creators, offers, segments, &mut dice);
        let total: i64 = world.choices.iter().map(|c| c.price).sum();
        let mut rules = rules(creators, total, &mut dice);
        for _ in 0..dice.roll(1, 3) {
            let members: Vec<u32> = (0..world.choices.len() as u32).filter(|_| dice.roll(0, 1) == 0).collect();
            let own: Vec<i64> = members.iter().map(|_| dice.roll(-2, 2)).collect();
            let row = match dice.roll(0, 4) {
                0 => Row::count(members.into(), Some(dice.roll(0, 2)), None),
                1 => Row::count(members.into(), None, Some(dice.roll(0, 2))),
                2 => Row::money(members.into(), Some(dice.roll(0, 10)), Some(dice.roll(10, 40))),
                3 => Row { members: members.into(), weigh: Weigh::By(own.into()), least: Some(0), most: Some(0) },
                _ => Row { members: members.into(), weigh: Weigh::By(own.into()), least: None, most: Some(1) },
            };
            rules.rows.push(row);
        }
        match (checked(&world, &rules, Effort::FULL), world.brute(&rules)) {
            (Some(list), Some(best)) => {
                plans += 1;
                proved += usize::from(list.proved);
                assert!(!list.proved || list.reach >= best - best * 1e-6, "{seed}: {} of {best}", list.reach);
                assert!(list.bound >= best * (1.0 - 1e-12), "{seed}: bound {} below {best}", list.bound);
            }
            (None, None) => impossible += 1,
            (list, best) => panic!("{seed}: {list:?} but {best:?} for {rules:?}"),
        }
    }
    assert!(plans > 100 && impossible > 40, "{plans} {impossible}");
    assert_eq!(proved, plans);
}

#[test]
fn larger_problems_are_proved_and_the_first_bound_holds() {
    for seed in 0..30 {
        let mut dice = Dice::new(seed + 1000);
        let world = world(seed % 2 * 4 + 15 * (seed % 3), 60, 3, 12, &mut dice);
        let rules = Rules::with_budget(dice.roll(20, 300));
        let best = checked(&world, &rules, Effort(100_000_000)).expect("possible");
        let first = checked(&world, &rules, Effort::NONE).expect("possible");
        assert!(best.proved, "{seed}: {} to {}", best.reach, best.bound);
        assert!(first.bound >= best.reach * (1.0 - 1e-12), "{seed}: {} below {}", first.bound, best.reach);
        assert!(first.reach <= best.bound && first.reach >= best.reach * 0.5, "{seed}: {}", first.reach);
    }
}

#[test]
fn any_tangents_are_a_bound() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed + 5000);
        let world = world(seed, 5, 2, 3, &mut dice);
        let rules = Rules { min_creators: dice.roll(0, 2) as u32, ..Rules::with_budget(dice.roll(0, 60)) };
        let Some(best) = world.brute(&rules) else { continue };
        let tangents = Tangents {
            kept: (0..3).map(|_| dice.spread(1e-4, 1.0)).collect(),
            money: dice.spread(0.1, 1e5),
            per_creator: dice.spread(1e-3, 1e3),
            rows: Vec::new(),
        };
        let bound = bound_by(&world.problem(), &rules, &tangents);
        assert!(bound >= best * (1.0 - 1e-12), "{seed}: {bound} below {best}: {tangents:?} {world:?}");
    }
}

/// One offer for each creator: price, and share of each of the segments.
fn simple(people: &[f64], offers: &[(i64, &[f64])]) -> World {
    let mut world = World { choices: Vec::new(), people: people.to_vec(), exposures: Vec::new() };
    for (i, &(price, shares)) in (0..).zip(offers) {
        world.choices.push(Choice { creator: i, price, value: 0 });
        let exposure = |(segment, &share): (u32, &f64)| Exposure { choice: i, segment, share };
        world.exposures.extend((0..).zip(shares).map(exposure));
    }
    world
}

fn best(world: &World, budget: i64) -> ReachShortlist {
    checked(world, &Rules::with_budget(budget), Effort::FULL).expect("possible")
}

#[test]
fn the_same_people_are_counted_once() {
    // Two offers for the same people, and a smaller one for others.
    let list = best(&simple(&[1000.0, 1000.0], &[(10, &[0.5, 0.0]), (10, &[0.5, 0.0]), (10, &[0.0, 0.3])]), 20);
    assert_eq!(list.chosen.len(), 2);
    assert!(list.chosen.contains(&2), "{list:?}");
    assert!((list.reach - 800.0).abs() < 1e-9 && (list.sum_of_singles - 800.0).abs() < 1e-9);
    assert!((list.largest_single - 500.0).abs() < 1e-9 && list.proved);
    // Twins cost each other what both reach.
    let both = best(&simple(&[1000.0, 1.0], &[(10, &[0.5, 0.0]), (10, &[0.5, 0.0])]), 20);
    assert!((both.reach - 750.0).abs() < 1e-9 && (both.sum_of_singles - 1000.0).abs() < 1e-9);
}

#[test]
fn one_audience_is_exact() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed + 300);
        let world = world(seed / 15 * 15 + 3, 8, 2, 1, &mut dice);
        let rules = Rules::with_budget(dice.roll(0, 80));
        let list = checked(&world, &rules, Effort::FULL).expect("possible");
        let best = world.brute(&rules).expect("possible");
        assert!(list.proved && list.reach >= best * (1.0 - 1e-6), "{seed}: {} of {best}", list.reach);
        assert!(list.bound >= best * (1.0 - 1e-12));
    }
}

#[test]
fn odd_figures_are_taken_as_they_are() {
    let none = best(&World { choices: Vec::new(), people: Vec::new(), exposures: Vec::new() }, 100);
    assert!(none.chosen.is_empty() && none.reach == 0.0 && none.proved);
    // Nobody lives there, nobody is reached, nothing is affordable, no money at all.
    for (world, budget) in [
        (simple(&[0.0, -5.0, f64::NAN], &[(10, &[0.5, 0.5, 0.5])]), 20),
        (simple(&[100.0, 100.0], &[(10, &[0.0, -0.3]), (10, &[f64::NAN, 0.0])]), 20),
        (simple(&[100.0, 100.0], &[(10, &[0.5, 0.5])]), 9),
        (simple(&[100.0, 100.0], &[(10, &[0.5, 0.5])]), 0),
        (simple(&[100.0, 100.0], &[(10, &[0.5, 0.5])]), -7),
    ] {
        let list = best(&world, budget);
        assert!(list.chosen.is_empty() && list.reach == 0.0 && list.bound < 1e-6 && list.proved, "{list:?}");
    }
    // Everybody is reached, again and again; a single person; an exposure of nothing to nowhere.
    let mut world = simple(&[1.0, 1e9], &[(10, &[1.0, 1.0]), (10, &[1.0, 0.9]), (0, &[0.5, 0.0])]);
    world.exposures.push(Exposure { choice: 9, segment: 0, share: 0.5 });
    world.exposures.push(Exposure { choice: 0, segment: 9, share: 0.5 });
    let problem = world.problem();
    let ReachAnswer::Shortlist(list) =
        problem.solve(&Rules::with_budget(30), &[], Effort::FULL, &mut silent).expect("not cancelled")
    else {
        panic!("possible");
    };
    assert!(list.proved && (list.reach - 1_000_000_001.0).abs() < 1.0, "{list:?}");
    assert!(problem.reach(&list.chosen) == list.reach && problem.reach(&[]) == 0.0 && problem.reach(&[77]) == 0.0);
    assert!(ReachProblem::new(&[], &[f64::INFINITY], &[]).is_err());
    assert!(ReachProblem::new(&[Choice { creator: 0, price: i64::MAX, value: 0 }], &[1.0], &[]).is_err());
}

#[test]
fn everybody_may_be_pinned_or_banned() {
    let world = simple(&[1000.0, 500.0], &[(10, &[0.5, 0.1]), (20, &[0.5, 0.0]), (5, &[0.0, 0.3])]);
    let all = Rules { must: vec![0, 1, 2], ..Rules::with_budget(35) };
    let list = checked(&world, &all, Effort::FULL).expect("possible");
    assert!(list.chosen == [0, 1, 2] && list.proved);
    let none = Rules { never: vec![0, 1, 2], ..Rules::with_budget(35) };
    assert!(checked(&world, &none, Effort::FULL).expect("possible").chosen.is_empty());
    let problem = world.problem();
    let answer = |rules: &Rules| problem.solve(rules, &[], Effort::FULL, &mut silent).expect("not cancelled");
    let short = Rules { must: vec![0, 1, 2], ..Rules::with_budget(34) };
    assert_eq!(answer(&short), ReachAnswer::Impossible(Conflict::MustOverBudget { cost: 35, over: 1 }));
    let torn = Rules { must: vec![1], never: vec![1], ..Rules::with_budget(34) };
    assert_eq!(answer(&torn), ReachAnswer::Impossible(Conflict::MustAndNever { creators: vec![1] }));
}

#[test]
fn the_same_question_has_the_same_answer_and_the_old_list_stays() {
    let mut dice = Dice::new(42);
    let world = world(0, 80, 3, 10, &mut dice);
    let (problem, rules) = (world.problem(), Rules::with_budget(200));
    let ask = |keep: &[u32]| {
        let mut shown = Vec::new();
        let mut publish = |list: &ReachShortlist| shown.push(list.clone());
        let answer = problem.solve_with(&rules, keep, Effort::FULL, &mut silent, &mut publish).expect("not cancelled");
        assert!(!shown.is_empty() && shown.windows(2).all(|p| p[0].reach <= p[1].reach && p[0].bound >= p[1].bound));
        match answer {
            ReachAnswer::Shortlist(list) => list,
            ReachAnswer::Impossible(conflict) => panic!("{conflict:?}"),
        }
    };
    let first = ask(&[]);
    assert_eq!(first, ask(&[]));
    assert_eq!(first.chosen, ask(&first.chosen).chosen);
    // Twins are told apart by nothing but who was in before.
    let twins = simple(&[1000.0, 10.0], &[(10, &[0.5, 0.0]), (10, &[0.5, 0.0]), (10, &[0.5, 0.0])]).problem();
    for i in 0..3 {
        match twins.solve(&Rules::with_budget(10), &[i], Effort::FULL, &mut silent).expect("not cancelled") {
            ReachAnswer::Shortlist(list) => assert_eq!(list.chosen, [i]),
            ReachAnswer::Impossible(conflict) => panic!("{conflict:?}"),
        }
    }
}

#[test]
fn it_stops_when_told() {
    let mut dice = Dice::new(7);
    let world = world(19, 150, 3, 10, &mut dice);
    let (problem, rules) = (world.problem(), Rules::with_budget(300));
    let mut asked = 0_u32;
    let _ = problem.solve(&rules, &[], Effort(3_000_000), &mut |_, _| {
        asked += 1;
        Ok(())
    });
    assert!(asked > 20, "{asked}");
    for stop in [0, 1, asked / 2, asked - 1] {
        let mut calls = 0;
        let answer = problem.solve(&rules, &[], Effort(3_000_000), &mut |done, total| {
            assert!(done <= total);
            calls += 1;
            if calls > stop { Err(Cancelled) } else { Ok(()) }
        });
        assert_eq!(answer, Err(Cancelled));
        assert_eq!(calls, stop + 1);
    }
}
