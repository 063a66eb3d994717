//! Why not, what if somebody refuses, and what else there is.

use super::*;
use smallmighty::optimise::{
    Alternatives, Asked, Refusal, alternatives, back_ups, by_market, certify, differing, refusals, why_not,
};

#[test]
fn why_not_is_exact() {
    let (mut out, mut prices, mut rising, mut brought, mut never) = (0, 0, 0, 0, 0);
    for (seed, choices, rules, best) in problems(0..6_000) {
        let market = Market::new(&choices).expect("adds up");
        let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: true };
        let mut solve = by_market(&market, Effort::FULL);
        let all = lists(&choices, &rules);
        let creator = (seed % 5) as u32 * 3;
        let drops = drops(&rules);
        let why =
            why_not(&asked, creator, &drops, &mut solve, &mut silent).expect("not cancelled").expect("has offers");
        let context = format!("{seed}: {why:?} {best:?} {rules:?} {choices:?}");
        assert!(why.proved && why.price_proved && choices[why.choice as usize].creator == creator, "{context}");
        let with = most(&all, |list| creators(&choices, list).contains(&creator));
        assert_eq!(why.loses, with.map(|with| best.value - with), "{context}");
        let before = creators(&choices, &best.chosen);
        out += usize::from(!before.contains(&creator));
        if let Some(plan) = &why.plan {
            assert!(plan.chosen.contains(&why.choice) && holds(&choices, &rules, &plan.chosen), "{context}");
            let after = creators(&choices, &plan.chosen);
            assert_eq!(why.instead_of, minus(&before, &after), "{context}");
            let mut joined = why.beside.clone();
            joined.extend((!before.contains(&creator)).then_some(creator));
            joined.sort_unstable();
            assert_eq!(joined, minus(&after, &before), "{context}");
        }
        match why.needs_value {
            Some(least) => {
                assert!(enters(&choices, &rules, why.choice, |c| c.value = least), "{context}");
                assert!(least == 0 || !enters(&choices, &rules, why.choice, |c| c.value = least - 1), "{context}");
            }
            None => assert!(!enters(&choices, &rules, why.choice, |c| c.value = 1_000), "{context}"),
        }
        let highest = (0..=rules.budget + 1).rev().find(|&p| enters(&choices, &rules, why.choice, |c| c.price = p));
        assert_eq!(why.enters_at_price, highest, "{context}");
        prices += usize::from(highest.is_some());
        rising +=
            usize::from((0..highest.unwrap_or(0)).any(|p| !enters(&choices, &rules, why.choice, |c| c.price = p)));
        never += usize::from(highest.is_none());
        for ((number, fewer), drop) in drops.iter().zip(&why.rules) {
            let all = lists(&choices, fewer);
            let whole = most(&all, |_| true);
            let with = most(&all, |list| creators(&choices, list).contains(&creator));
            let expected = (*number, whole.map(|whole| whole - best.value), with.is_some() && with == whole, true);
            assert_eq!((drop.rule, drop.gains, drop.brings_in, drop.proved), expected, "{context}");
            brought += usize::from(drop.brings_in && !before.contains(&creator));
        }
    }
    let seen = [out, prices, rising, brought, never];
    assert!(seen.iter().zip([250, 700, 12, 150, 25]).all(|(seen, least)| *seen > least), "{seen:?}");
}

#[test]
fn refusals_are_exact_and_back_ups_add_up() {
    let (mut seen, mut broke, mut repaired) = (0, 0, 0);
    for (seed, choices, rules, best) in problems(1_000..1_500) {
        let market = Market::new(&choices).expect("adds up");
        let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: true };
        let mut solve = by_market(&market, Effort::FULL);
        let list = refusals(&asked, 9, &mut solve, &mut silent).expect("not cancelled");
        let before = creators(&choices, &best.chosen);
        let mut who: Vec<u32> = list.iter().map(|r| r.creator).collect();
        who.sort_unstable();
        assert_eq!(who, before, "{seed}");
        assert!(list.is_sorted_by_key(|r| (std::cmp::Reverse(r.loses), r.creator)), "{seed}");
        for refusal in &list {
            let mut left = rules.clone();
            left.must.retain(|&c| c != refusal.creator);
            left.never.push(refusal.creator);
            let value = most(&lists(&choices, &left), |_| true);
            let context = format!("{seed}: {refusal:?} {best:?} {rules:?} {choices:?}");
            assert!(refusal.proved, "{context}");
            assert_eq!(
                (refusal.loses, refusal.plan.is_some()),
                (best.value - value.unwrap_or(0), value.is_some()),
                "{context}"
            );
            let after = refusal.plan.as_ref().map_or(Vec::new(), |plan| creators(&choices, &plan.chosen));
            assert_eq!(refusal.joins, minus(&after, &before), "{context}");
            if value.is_some() {
                let mut gone = minus(&before, &after);
                gone.retain(|&c| c != refusal.creator);
                assert_eq!(refusal.leaves, gone, "{context}");
            }
            seen += 1;
            broke += usize::from(value.is_none());
        }
        // Where values aren't said to add up, the gap is asked for, and is the same.
        let other = Asked { adds_up: false, ..asked };
        assert_eq!(refusals(&other, 9, &mut solve, &mut silent).expect("not cancelled"), list, "{seed}");
        let some = refusals(&asked, 2, &mut solve, &mut silent).expect("not cancelled");
        assert!(some.len() == list.len().min(2) && some.iter().all(|r| list.contains(r)), "{seed}");
        let all = back_ups(&list, 99);
        let whole: i64 = list.iter().filter_map(|r| r.gap).sum();
        let recovered =
            list.iter().filter(|r| !r.joins.is_empty()).map(|r| (r.gap.unwrap_or(0) - r.loses.max(0)).max(0));
        let share: f64 = all.iter().map(|b| b.share).sum();
        let expected = recovered.sum::<i64>() as f64 / whole.max(1) as f64;
        assert!(
            (share - expected).abs() < 1e-9 && all.is_sorted_by(|a, b| a.share >= b.share),
            "{seed}: {all:?} {list:?}"
        );
        for back_up in &all {
            let joins = |r: &&Refusal| r.joins.contains(&back_up.creator);
            let mut repairs: Vec<u32> = list.iter().filter(joins).map(|r| r.creator).collect();
            repairs.sort_unstable();
            assert!(repairs == back_up.repairs && !before.contains(&back_up.creator), "{seed}");
            repaired += usize::from(back_up.share > 0.0);
        }
        assert_eq!(back_ups(&list, 1)[..], all[..all.len().min(1)]);
    }
    assert!(seen > 500 && broke > 30 && repaired > 100, "{seen} {broke} {repaired}");
}

#[test]
fn alternatives_are_the_next_best_and_all_of_them() {
    let (mut seen, mut ended) = (0, 0);
    for (seed, choices, rules, best) in problems(2_000..2_400) {
        let market = Market::new(&choices).expect("adds up");
        let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: true };
        let mut solve = by_market(&market, Effort::FULL);
        let differ = (seed % 3) as u32;
        let Alternatives { lists: found, all } =
            alternatives(&asked, differ, 4, &mut solve, &mut silent).expect("not cancelled");
        let everything = lists(&choices, &rules);
        let mut before = vec![creators(&choices, &best.chosen)];
        let differs = |before: &[Vec<u32>], list: &[u32]| {
            let these = creators(&choices, list);
            before.iter().all(|earlier| minus(earlier, &these).len() >= differ.max(1) as usize)
        };
        let mut strict = rules.clone();
        let mut last = best.chosen.clone();
        for list in &found {
            strict = differing(&choices, &strict, &last, differ, &mut silent).expect("not cancelled");
            certify(&choices, &strict, list).unwrap_or_else(|e| panic!("{seed}: {e}"));
            assert!(holds(&choices, &rules, &list.chosen) && differs(&before, &list.chosen), "{seed}: {found:?}");
            let next = most(&everything, |list| differs(&before, list));
            assert_eq!((Some(list.value), list.proved), (next, true), "{seed}: {found:?} {rules:?} {choices:?}");
            before.push(creators(&choices, &list.chosen));
            last.clone_from(&list.chosen);
            seen += 1;
        }
        assert_eq!(all, found.len() < 4, "{seed}");
        if all {
            assert_eq!(most(&everything, |list| differs(&before, list)), None, "{seed}: {found:?}");
            ended += 1;
        }
    }
    assert!(seen > 300 && ended > 100, "{seen} {ended}");
}
