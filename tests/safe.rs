//! Safe plans and targets as a planner meets them: against every possible plan of small problems, and their promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use smallmighty::domain::progress::silent;
use smallmighty::domain::{Cancelled, Deliverable, Metric, Platform, PostKind};
use smallmighty::forecast::*;
use smallmighty::optimise::*;

use crate::dice::Dice;

/// Offers with prices, and what each will probably bring.
struct Table {
    choices: Vec<Choice>,
    forecasts: Vec<OfferForecast>,
    chances: Vec<f64>,
}

#[allow(clippy::expect_used)]
impl Table {
    /// Creators with one or two offers each: some with many steady posts, some with a few wild ones, some with none.
    fn new(creators: u32, dice: &mut Dice) -> Table {
        let mut table = Table { choices: Vec::new(), forecasts: Vec::new(), chances: Vec::new() };
        for creator in 0..creators {
            let (known, wild) = (dice.of(&[0, 2, 12]), dice.of(&[1.2, 3.0, 20.0]));
            let usual = 100.0 + 900.0 * dice.part();
            let observations = (0..known)
                .map(|_| Observation {
                    value: (usual * f64::powf(wild, 2.0 * dice.part() - 1.0)) as u64,
                    age_days: Some(40.0),
                    kind: None,
                    sponsored: None,
                })
                .collect();
            let followers = Some(4_000 + dice.roll(0, 19_999) as u64);
            let evidence = Evidence { followers, observations, ..Evidence::nothing(Platform::Instagram, None) };
            let level = predict(&evidence, Metric::Engagements, &Assumptions::standard());
            for count in 1..=dice.roll(1, 2) as u32 {
                let forecast = deliver(&level, &[Deliverable { kind: PostKind::Image, count }], true);
                let price = i64::from(count) * dice.roll(20, 119) * 100;
                let value = (forecast.projected() * 1000.0) as i64;
                table.choices.push(Choice { creator, price, value });
                table.forecasts.push(forecast);
                table.chances.push(if dice.one_in(4) { 0.7 } else { 1.0 });
            }
        }
        table
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let entry = |(i, forecast)| Entry { key: 10 + i as u64, forecast, chance: self.chances[i] };
        self.forecasts.iter().enumerate().map(entry).collect()
    }

    fn all_prices(&self) -> i64 {
        self.choices.iter().map(|c| c.price).sum()
    }

    /// Every plan under the rules.
    fn plans(&self, rules: &Rules) -> Vec<Vec<u32>> {
        let count = self.choices.len() as u32;
        let plan = |bits: u32| (0..count).filter(|i| bits >> i & 1 == 1).collect::<Vec<u32>>();
        (0..1_u32 << count).map(plan).filter(|plan| keeps(&self.choices, rules, plan)).collect()
    }

    /// What is told of these offers, whose results add up.
    fn asked<T>(&self, ask: impl FnOnce(&Prospects) -> T) -> T {
        let market = Market::new(&self.choices).expect("adds up");
        let prospects = Prospects {
            average: &market,
            choices: &self.choices,
            entries: &self.entries(),
            bundles: &BTreeMap::new(),
            counting: Counting::Sum,
        };
        ask(&prospects)
    }

    fn safest(&self, rules: &Rules, sure: &Assurance, give_up: f64, effort: Effort) -> Result<Safe, Conflict> {
        self.asked(|prospects| safest(prospects, rules, &[], sure, give_up, effort, &mut silent).expect("not stopped"))
    }

    fn sure_money(&self, rules: &Rules, target: f64, sure: &Assurance, effort: Effort) -> Sure {
        let found = |prospects: &Prospects<'_>| {
            sure_money(prospects, rules, target, (sure, GIVE_UP), effort, &mut silent).expect("not stopped")
        };
        self.asked(found)
    }

    fn total(&self, plan: &[u32], sure: &Assurance) -> Total {
        let entries = self.entries();
        let entries: Vec<Entry> = plan.iter().map(|&i| entries[i as usize]).collect();
        total(&entries, sure.shock, sure.seed, sure.draws)
    }
}

/// What the safe goal gives up of the largest value at most.
const GIVE_UP: f64 = 0.15;
const SURE: Assurance = Assurance { chance: 0.8, shock: 0.05, seed: 1, draws: 2_048 };

fn found(sure: Sure) -> SureMoney {
    let Sure::Found(money) = sure else { panic!("{sure:?}") };
    money
}

#[test]
fn a_safe_plan_is_nearly_always_the_safest_of_all() {
    let (mut equal, mut better, mut problems, mut worst) = (0, 0, 0, 1.0_f64);
    for seed in 1..=40 {
        let table = Table::new(6, &mut Dice::new(seed * 7_919));
        let chance = [0.6, 0.8, 0.9][seed as usize % 3];
        let sure = Assurance { chance, ..SURE };
        let mut rules = Rules::with_budget(table.all_prices() * (2 + seed as i64 % 3) / 8);
        if seed % 4 == 0 {
            rules.min_creators = 2;
            rules.max_share = Some(60);
        }
        if seed % 5 == 0 {
            rules.rows = vec![Row::count(Arc::from([0, 1, 2, 3]), None, Some(1))];
        }
        let plans = table.plans(&rules);
        let Ok(safe) = table.safest(&rules, &sure, 1.0, Effort::FULL) else {
            assert!(plans.is_empty());
            continue;
        };
        assert!(keeps(&table.choices, &rules, &safe.chosen));
        let promise = |plan: &[u32]| table.total(plan, &sure).promise(chance);
        let most = plans.iter().map(|plan| promise(plan)).fold(0.0, f64::max);
        let (before, after) = (promise(&safe.best), promise(&safe.chosen));
        assert_eq!((before, after), (safe.best_promise, safe.promise));
        assert!(after >= before && safe.value <= safe.best_value, "{seed}");
        assert!(safe.bound.is_some_and(|bound| bound >= most), "{seed}: {:?} {most}", safe.bound);
        let ratio = if most > 0.0 { after / most } else { 1.0 };
        worst = worst.min(ratio);
        problems += 1;
        equal += usize::from(ratio > 1.0 - 1e-9);
        better += usize::from(after > before);
    }
    assert!(problems >= 35 && equal * 10 >= problems * 8 && better * 4 >= problems && worst > 0.97);
}

/// The least money with which some plan reaches the target, by looking at all of them.
fn least_of_all(table: &Table, rules: &Rules, target: f64, sure: &Assurance) -> Option<i64> {
    let cost = |plan: &[u32]| plan.iter().map(|&i| table.choices[i as usize].price).sum::<i64>();
    let reach = |plan: &&Vec<u32>| table.total(plan, sure).chance_of(target) >= sure.chance;
    table.plans(rules).iter().filter(reach).map(|plan| cost(plan)).min()
}

#[test]
fn the_least_money_for_a_sure_target_is_nearly_always_the_least_of_all() {
    let (mut equal, mut problems, mut worst) = (0, 0, 1.0_f64);
    for seed in 1..=24 {
        let table = Table::new(6, &mut Dice::new(seed * 104_729));
        let sure = Assurance { chance: [0.6, 0.8, 0.9][seed as usize % 3], ..SURE };
        let mut rules = Rules::with_budget(table.all_prices() / 2);
        if seed % 4 == 0 {
            rules.rows = vec![Row::count(Arc::from([0, 1, 2, 3]), Some(1), Some(2))];
        }
        let Ok(safe) = table.safest(&rules, &sure, 1.0, Effort::FULL) else { panic!("can be met") };
        let target = safe.promise * [0.3, 0.6, 0.9][seed as usize / 3 % 3];
        let least = least_of_all(&table, &rules, target, &sure).expect("within reach");
        let money = found(table.sure_money(&rules, target, &sure, Effort::FULL));
        assert!(money.chance >= sure.chance && table.total(&money.chosen, &sure).chance_of(target) == money.chance);
        assert!(keeps(&table.choices, &Rules { budget: money.budget, ..rules.clone() }, &money.chosen));
        assert_eq!(money.cost, money.budget);
        assert!(money.at_least <= least && least <= money.budget, "{seed}: {least} {money:?}");
        // Proved: no best-value plan for less money reaches it.
        if money.proved {
            let market = Market::new(&table.choices).expect("adds up");
            for budget in (money.at_least..money.budget).step_by(100) {
                let answer = market.solve(&Rules { budget, ..rules.clone() }, &[], Effort::FULL, &mut silent);
                let Ok(Answer::Shortlist(list)) = answer else { continue };
                assert!(table.total(&list.chosen, &sure).chance_of(target) < sure.chance, "{seed} {budget}");
            }
        }
        let ratio = money.budget as f64 / least as f64;
        worst = worst.max(ratio);
        problems += 1;
        equal += usize::from(money.budget == least);
    }
    assert!(equal * 10 >= problems * 8 && worst < 1.06, "{equal} of {problems}, {worst} at worst");
}

#[test]
fn what_the_safe_goal_promises_for_some_money_takes_no_more() {
    for seed in 1..=8 {
        let table = Table::new(40, &mut Dice::new(seed * 7_919));
        let whole = Rules::with_budget(table.all_prices() / 2);
        for part in [3, 5, 8] {
            let rules = Rules { budget: whole.budget * part / 10, ..whole.clone() };
            let safe = table.safest(&rules, &SURE, GIVE_UP, Effort::FULL).expect("can be met");
            // A hair less than the draws that it was read between.
            let target = safe.promise * 0.9995;
            let money = found(table.sure_money(&whole, target, &SURE, Effort::FULL));
            assert!(money.budget <= rules.budget, "{seed} {part}: {} instead of {}", money.budget, rules.budget);
            // A step below, the safe goal doesn't promise it.
            let less = Rules { budget: money.budget - 1, ..whole.clone() };
            let less = table.safest(&less, &SURE, GIVE_UP, Effort::FULL).expect("can be met");
            assert!(less.promise < target * 1.0005, "{seed} {part}: {} for less", less.promise);
        }
    }
}

#[test]
fn where_the_search_for_a_target_stops_too_early_the_safe_goal_goes_on() {
    let table = Table::new(60, &mut Dice::new(4 * 7_919));
    let whole = Rules::with_budget(table.all_prices() / 2);
    let rules = Rules { budget: whole.budget / 5, ..whole.clone() };
    let safe = table.safest(&rules, &SURE, GIVE_UP, Effort::FULL).expect("can be met");
    let money = found(table.sure_money(&whole, safe.promise * 0.9995, &SURE, Effort::FULL));
    assert!(money.budget <= rules.budget, "{} instead of {}", money.budget, rules.budget);
}

#[test]
fn more_certainty_a_higher_target_and_refusals_cost_more() {
    let mut table = Table::new(12, &mut Dice::new(5));
    table.chances.fill(1.0);
    let rules = Rules::with_budget(table.all_prices() / 2);
    let most = table.safest(&rules, &SURE, 1.0, Effort::FULL).expect("can be met").promise;
    let money = |table: &Table, chance: f64, share: f64| {
        found(table.sure_money(&rules, most * share, &Assurance { chance, ..SURE }, Effort::FULL)).budget
    };
    let by_target: Vec<i64> = [0.1, 0.3, 0.5, 0.7, 0.8].iter().map(|share| money(&table, 0.8, *share)).collect();
    assert!(by_target.is_sorted() && by_target[0] < by_target[4], "{by_target:?}");
    let by_chance: Vec<i64> = [0.3, 0.5, 0.7, 0.8, 0.9].iter().map(|chance| money(&table, *chance, 0.6)).collect();
    assert!(by_chance.is_sorted() && by_chance[0] < by_chance[4], "{by_chance:?}");
    let sure = money(&table, 0.8, 0.5);
    table.chances.fill(0.75);
    assert!(money(&table, 0.8, 0.5) > sure);
}

#[test]
fn a_promise_never_rises_with_its_certainty_and_the_loss_is_kept_small() {
    let table = Table::new(30, &mut Dice::new(11));
    let rules = Rules::with_budget(table.all_prices() / 4);
    let promises: Vec<Safe> = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
        .iter()
        .map(|chance| {
            table.safest(&rules, &Assurance { chance: *chance, ..SURE }, 1.0, Effort::FULL).expect("can be met")
        })
        .collect();
    assert!(promises.iter().rev().is_sorted_by(|a, b| a.promise <= b.promise));
    let free = &promises[4];
    assert!(free.promise > free.best_promise && free.loss() > 0.0, "{free:?}");
    for give_up in [0.0, free.loss() / 2.0, free.loss(), 1.0] {
        let sure = Assurance { chance: 0.9, ..SURE };
        let safe = table.safest(&rules, &sure, give_up, Effort::FULL).expect("can be met");
        assert!(safe.loss() <= give_up && safe.promise >= safe.best_promise, "{give_up} {safe:?}");
    }
}

#[test]
fn a_search_is_repeatable_and_can_be_stopped_and_needs_no_effort() {
    let table = Table::new(25, &mut Dice::new(3));
    let rules = Rules { max_share: Some(30), min_creators: 4, ..Rules::with_budget(table.all_prices() / 4) };
    for effort in [Effort::NONE, Effort::LIVE, Effort::FULL] {
        let safe = table.safest(&rules, &SURE, 0.2, effort);
        assert_eq!(safe, table.safest(&rules, &SURE, 0.2, effort));
        let safe = safe.expect("can be met");
        assert!(keeps(&table.choices, &rules, &safe.chosen) && safe.promise >= safe.best_promise);
        let target = safe.promise * 0.8;
        let money = table.sure_money(&rules, target, &SURE, effort);
        assert_eq!(money, table.sure_money(&rules, target, &SURE, effort));
        let money = found(money);
        assert!(money.chance >= SURE.chance);
        // Without effort nothing was counted, and nothing is said to be.
        assert!(effort != Effort::NONE || !money.proved && money.at_least == 0);
    }
    let market = Market::new(&table.choices).expect("adds up");
    let prospects = Prospects {
        average: &market,
        choices: &table.choices,
        entries: &table.entries(),
        bundles: &BTreeMap::new(),
        counting: Counting::Sum,
    };
    for calls in [1, 5, 20, 50] {
        let mut left = calls;
        let mut stop = |_, _| {
            left -= 1;
            if left <= 0 { Err(Cancelled) } else { Ok(()) }
        };
        assert_eq!(safest(&prospects, &rules, &[], &SURE, 0.2, Effort::FULL, &mut stop), Err(Cancelled));
        left = calls;
        let mut stop = |_, _| {
            left -= 1;
            if left <= 0 { Err(Cancelled) } else { Ok(()) }
        };
        assert_eq!(sure_money(&prospects, &rules, 100.0, (&SURE, GIVE_UP), Effort::FULL, &mut stop), Err(Cancelled));
    }
    // What was shown before stays unless something promises more.
    let safe = table.safest(&rules, &SURE, 1.0, Effort::FULL).expect("can be met");
    let again = safest(&prospects, &rules, &safe.chosen, &SURE, 1.0, Effort::FULL, &mut silent);
    assert!(again.is_ok_and(|again| again.is_ok_and(|again| again.promise >= safe.promise)));
}

#[test]
fn what_can_t_be_reached_or_met_is_said() {
    let table = Table::new(8, &mut Dice::new(9));
    let rules = Rules::with_budget(table.all_prices() / 3);
    let Sure::OutOfReach { most, chance, proved } = table.sure_money(&rules, 1e9, &SURE, Effort::FULL) else {
        panic!("out of reach")
    };
    assert!(proved && chance == 0.0 && keeps(&table.choices, &rules, &most.chosen));
    let nothing = found(table.sure_money(&rules, 0.0, &SURE, Effort::FULL));
    assert_eq!((nothing.budget, nothing.chosen.len(), nothing.chance), (0, 0, 1.0));
    let bad = Rules { must: vec![99], ..rules.clone() };
    assert!(matches!(table.sure_money(&bad, 1.0, &SURE, Effort::FULL), Sure::Impossible(_)));
    assert!(matches!(table.safest(&bad, &SURE, 1.0, Effort::FULL), Err(Conflict::MustWithoutOffer { .. })));
    let empty = Table { choices: Vec::new(), forecasts: Vec::new(), chances: Vec::new() };
    let safe = empty.safest(&Rules::with_budget(100), &SURE, 1.0, Effort::FULL).expect("nothing is a plan");
    assert_eq!((safe.promise, safe.chosen.len()), (0.0, 0));
}

#[test]
fn the_least_money_for_a_value_is_the_least_of_all() {
    for seed in 1..=60 {
        let mut dice = Dice::new(seed * 31_337);
        let choices: Vec<Choice> =
            (0..8).map(|i| Choice { creator: i / 2, price: dice.roll(0, 39), value: dice.roll(0, 49) }).collect();
        let market = Market::new(&choices).expect("adds up");
        let mut rules = Rules::with_budget(70);
        rules.max_share = (seed % 3 == 0).then_some(40);
        rules.min_creators = seed as u32 % 2;
        rules.must = if seed % 4 == 0 { vec![1] } else { Vec::new() };
        rules.rows = if seed % 5 == 0 { vec![Row::money(Arc::from([2, 4, 6]), Some(20), None)] } else { Vec::new() };
        let table = Table { choices, forecasts: Vec::new(), chances: Vec::new() };
        let sum = |plan: &[u32]| plan.iter().map(|&i| table.choices[i as usize].value).sum::<i64>();
        for target in [0, 30, 60, 90, 120, 150, 400] {
            let least = (0..=70)
                .find(|&budget| table.plans(&Rules { budget, ..rules.clone() }).iter().any(|plan| sum(plan) >= target));
            let answer = least_money(&market, &table.choices, &rules, target, Effort::FULL, &mut silent);
            match (answer.expect("not stopped"), least) {
                (Least::Found(money), Some(least)) => {
                    assert!(money.proved && money.budget == least, "{seed} {target} {least}: {money:?}");
                    assert!(sum(&money.chosen) == money.value && money.value >= target);
                    assert!(keeps(&table.choices, &Rules { budget: least, ..rules.clone() }, &money.chosen));
                }
                (Least::OutOfReach { value, bound }, None) => assert!(value == bound && bound < target),
                (Least::Impossible(_), None) => assert!(table.plans(&rules).is_empty()),
                (answer, least) => panic!("{seed} {target}: {answer:?} {least:?}"),
            }
        }
    }
}

#[test]
fn kept_draws_give_the_same_totals_and_common_factors_multiply() {
    let table = Table::new(20, &mut Dice::new(17));
    let entries = table.entries();
    let mut draws = Draws::new(4, 5_000);
    for (from, to) in [(0, 10), (3, 12), (0, 20), (5, 6), (0, 0), (0, 10)] {
        assert_eq!(draws.total(&entries[from..to], 0.1, &mut silent), Ok(total(&entries[from..to], 0.1, 4, 5_000)));
    }
    // A kept offer that changes is drawn anew.
    let mut changed = entries[..10].to_vec();
    (changed[2].chance, changed[3].forecast) = (0.3, entries[15].forecast);
    assert_eq!(draws.total(&changed, 0.0, &mut silent), Ok(total(&changed, 0.0, 4, 5_000)));
    let wider = |shock: f64| {
        let (low, high) = total(&entries, shock, 4, 10_000).band(0.8);
        (high / low).ln()
    };
    let both = together(&[0.3, 0.4]);
    assert!((both - 0.5).abs() < 1e-12 && wider(both) > wider(0.4) && wider(0.4) > wider(0.05));
    // Columns are what totals add up.
    let mut sums = vec![0.0; 5_120];
    for entry in &entries {
        sums.iter_mut().zip(column(entry, 4, 5_000)).for_each(|(sum, result)| *sum += result);
    }
    sums.iter_mut().zip(factors(0.1, 4, 5_000)).for_each(|(sum, factor)| *sum *= factor);
    assert_eq!(Total::of(sums), total(&entries, 0.1, 4, 5_000));
    assert_eq!(Total::of(Vec::new()).middle(), 0.0);
    // Blocks don't depend on how many there are.
    assert_eq!(column(&entries[0], 4, 9_000)[..2_048], column(&entries[0], 4, 2_048));
    assert_eq!(factors(0.1, 4, 9_000)[..2_048], factors(0.1, 4, 2_048));
}

#[test]
fn a_promise_is_smooth_in_its_certainty() {
    let table = Table::new(25, &mut Dice::new(23));
    let sum = total(&table.entries(), 0.05, 1, 10_000);
    let promises: Vec<f64> = (100..=900).map(|p| sum.promise(f64::from(p) / 1000.0)).collect();
    assert!(promises.is_sorted_by(|a, b| a >= b));
    // No step of a thousandth is more than a fiftieth of the whole way.
    let whole = promises[0] - promises[800];
    assert!(promises.windows(2).all(|pair| pair[0] - pair[1] < whole / 50.0));
}

#[test]
fn limits_are_what_their_formulas_say() {
    let table = Table::new(8, &mut Dice::new(29));
    for entry in &table.entries() {
        let of = Moments::of(entry);
        let drawn = column(entry, 3, 40_000);
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let variance = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
        assert!((of.mean / mean - 1.0).abs() < 0.01 && (of.variance / variance - 1.0).abs() < 0.03, "{of:?} {mean}");
        assert!(drawn.iter().all(|x| *x >= of.least) && (of.least > 0.0) == (entry.chance == 1.0));
    }
    let of = Moments { mean: 100.0, variance: 400.0, least: 10.0, chance: 1.0 };
    // (100 - 0.2 * 10) / 0.8, and 100 + 0.5 sds of 20.
    assert!((Limit::by_mean(0.8, 0.0).part(&of, 0.0) - 122.5).abs() < 1e-3);
    let by_spread = Limit::by_spread(0.8, 0.0, 20.0);
    assert!((by_spread.part(&of, 0.0) + by_spread.rest() - 110.0).abs() < 1e-6);
    let wrong_spread = Limit::by_spread(0.8, 0.0, 5.0);
    assert!(wrong_spread.part(&of, 0.0) + wrong_spread.rest() > 110.0);
    for shock in [0.05, 0.5] {
        assert!(Limit::by_mean(0.8, shock).part(&of, 0.0) > Limit::by_mean(0.8, 0.0).part(&of, 0.0));
        assert!(Limit::by_spread(0.8, shock, 20.0).part(&of, 0.0) > by_spread.part(&of, 0.0));
    }
    // For very sure promises the mean gives the lowest limit: the best sum of its parts.
    let sure = Assurance { chance: 0.97, ..SURE };
    let rules = Rules::with_budget(table.all_prices() / 3);
    let limit = Limit::by_mean(0.97, SURE.shock);
    let parts: Vec<f64> = table.entries().iter().map(|entry| limit.part(&Moments::of(entry), 0.0)).collect();
    let sum = |plan: &Vec<u32>| plan.iter().map(|&i| parts[i as usize]).sum::<f64>();
    let most = table.plans(&rules).iter().map(sum).fold(0.0, f64::max);
    let bound = table.safest(&rules, &sure, 1.0, Effort::FULL).expect("can be met").bound.expect("effort enough");
    assert!((bound / most - 1.0).abs() < 1e-6, "{bound} {most}");
}
