//! Whether some shortlist reaches enough: told as trying every plan tells it.

use super::*;

#[test]
fn enough_is_found_where_there_is_enough_and_only_there() {
    let (mut found, mut missed, mut ruled) = (0, 0, 0);
    for seed in 0..600 {
        let mut dice = Dice::new(seed + 31_000);
        let creators = dice.roll(2, 6) as u32;
        let (offers, segments) = (dice.roll(1, 2) as u32, dice.roll(1, 4) as u32);
        let world = world(seed, creators, offers, segments, &mut dice);
        let total: i64 = world.choices.iter().map(|c| c.price).sum();
        let mut rules = rules(creators, total, &mut dice);
        if seed % 2 == 1 {
            let members: Vec<u32> = (0..world.choices.len() as u32).filter(|_| dice.roll(0, 1) == 0).collect();
            rules.rows.push(Row::count(members.into(), Some(dice.roll(0, 1)), Some(dice.roll(1, 2))));
        }
        let (problem, best) = (world.problem(), world.brute(&rules));
        for share in [0.0, 0.5, 0.99, 1.0 - 1e-9, 1.001, 2.0] {
            let enough = best.unwrap_or(1_000.0) * share;
            let answer = problem.answer(&rules, &[], Some(enough), Effort::FULL, &mut silent).expect("not cancelled");
            let possible = best.filter(|best| *best >= enough);
            match (answer, possible) {
                (ReachAnswer::Shortlist(list), Some(_)) => {
                    found += 1;
                    assert!(list.reach >= enough, "{seed} {share}: {} of {enough}", list.reach);
                    assert!((world.reach(&list.chosen) - list.reach).abs() <= list.reach * 1e-9, "{seed} {share}");
                    assert!(world.keeps_rows(&rules, &list.chosen), "{seed} {share}");
                }
                (ReachAnswer::Shortlist(list), None) => {
                    missed += 1;
                    assert!(list.reach < enough && list.bound < enough, "{seed} {share}: {list:?} for {enough}");
                }
                (ReachAnswer::Impossible(conflict), None) => {
                    ruled += 1;
                    assert!(conflict != Conflict::Undecided, "{seed} {share}");
                }
                (answer, possible) => panic!("{seed} {share}: {answer:?} but {possible:?}"),
            }
        }
    }
    assert!(found > 500 && missed > 300 && ruled > 200, "{found} {missed} {ruled}");
}
