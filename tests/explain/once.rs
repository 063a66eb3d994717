//! Questions about people counted once, where values don't add up.

use super::*;
use smallmighty::domain::Report;
use smallmighty::optimise::{Asked, Conflict, Wanted, by_market, refusals, waterfall, why_not};

#[test]
fn people_counted_once_are_explained_by_the_answers_alone() {
    let (mut out, mut prices, mut gaps) = (0, 0, 0);
    for seed in 7_000..7_150 {
        let (choices, rules) = problem(seed, false);
        let mut dice = Dice::new(seed + 3);
        let sets: Vec<u32> =
            choices.iter().map(|_| dice.roll(0, 0xFFFF) as u32 & dice.roll(0, 0xFFFF) as u32).collect();
        let worth = |list: &[u32]| i64::from(list.iter().fold(0, |all, &i| all | sets[i as usize]).count_ones());
        let counted = |choices: &[Choice], rules: &Rules| -> Vec<(Vec<u32>, i64)> {
            lists(choices, rules).into_iter().map(|(list, _)| (worth(&list), list)).map(|(w, l)| (l, w)).collect()
        };
        // By trying everything.
        let mut solve = |choices: &[Choice], rules: &Rules, _: &Wanted, _: &mut Report| {
            let best = counted(choices, rules).into_iter().max_by_key(|(_, worth)| *worth);
            let plain = by_market(&Market::new(&[]).expect("nothing"), Effort::FULL)(
                &[],
                &Rules::default(),
                &Wanted::default(),
                &mut silent,
            )?;
            Ok(match (best, plain) {
                (Some((chosen, value)), Answer::Shortlist(empty)) => {
                    Answer::Shortlist(Shortlist { chosen, value, bound: value, proved: true, ..empty })
                }
                _ => Answer::Impossible(Conflict::MustWithoutOffer { creators: Vec::new() }),
            })
        };
        let Answer::Shortlist(best) = solve(&choices, &rules, &Wanted::default(), &mut silent).expect("not cancelled")
        else {
            continue;
        };
        let asked = Asked { choices: &choices, rules: &rules, best: &best, adds_up: false };
        let creator = (seed % 5) as u32 * 3;
        let why = why_not(&asked, creator, &[], &mut solve, &mut silent).expect("not cancelled").expect("has offers");
        let all = counted(&choices, &rules);
        let with = most(&all, |list| creators(&choices, list).contains(&creator));
        assert_eq!((why.loses, why.price_proved), (with.map(|with| best.value - with), true), "{seed}: {why:?}");
        out += usize::from(why.loses > Some(0));
        let at = |price: i64| {
            let mut changed = choices.clone();
            changed[why.choice as usize].price = price;
            let all = counted(&changed, &rules);
            let with = most(&all, |list| list.contains(&why.choice));
            with.is_some() && with == most(&all, |_| true)
        };
        assert_eq!(why.enters_at_price, (0..=rules.budget + 1).rev().find(|&p| at(p)), "{seed}: {why:?}");
        prices += usize::from(why.enters_at_price.is_some());
        assert_eq!(why.needs_value, None);
        for refusal in refusals(&asked, 9, &mut solve, &mut silent).expect("not cancelled") {
            let mut rest = best.chosen.clone();
            rest.retain(|&i| choices[i as usize].creator != refusal.creator);
            assert_eq!(refusal.gap, Some(best.value - worth(&rest)), "{seed}: {refusal:?}");
            gaps += 1;
        }
        let own = any_list(&mut dice, &choices);
        let fall = waterfall(&choices, &rules, &own, &best.chosen, &worth, &mut silent).expect("not cancelled");
        assert_eq!(fall.start + fall.steps.iter().map(|s| s.gain).sum::<i64>(), best.value, "{seed}: {fall:?}");
    }
    assert!(out > 10 && prices > 80 && gaps > 200, "{out} {prices} {gaps}");
}
