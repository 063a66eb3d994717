//! Small figures: less than a person is proved like a million, and what breaks a rule leaves no gap.

use smallmighty::optimise::reach::Exposure;
use smallmighty::optimise::{Choice, Effort, Row, Rules};

use super::{Dice, World, checked, world};

#[test]
fn a_part_of_a_person_is_proved_like_a_million() {
    for seed in 0..900 {
        let mut dice = Dice::new(seed + 8_000);
        let mut world = world(15, 5, 2, 1, &mut dice);
        // Millions of people, of whom hardly anybody is reached; here and there one offer that reaches many.
        world.people = if seed % 3 == 0 { vec![1e7, 0.0, 3e6] } else { vec![1e7] };
        for exposure in &mut world.exposures {
            exposure.share = dice.spread(1e-12, 1e-5);
            exposure.segment = dice.roll(0, world.people.len() as i64 - 1) as u32;
        }
        if seed % 5 == 0
            && let Some(exposure) = world.exposures.first_mut()
        {
            exposure.share = 0.4;
        }
        let rules = Rules { min_creators: dice.roll(0, 3) as u32, ..Rules::with_budget(dice.roll(0, 90)) };
        let Some(list) = checked(&world, &rules, Effort::FULL) else { continue };
        let best = world.brute(&rules).expect("possible");
        assert!(list.proved, "{seed}: {} to {}: {world:?} {rules:?}", list.reach, list.bound);
        assert!(list.reach >= best * (1.0 - 1e-6), "{seed}: {} of {best}", list.reach);
        assert!(list.bound >= best * (1.0 - 1e-12), "{seed}: {} below {best}", list.bound);
    }
}

/// A world of a few offers: creator and price of each; offer, segment and share of each exposure.
fn small(people: &[f64], offers: &[(u32, i64)], exposures: &[(u32, u32, f64)]) -> World {
    World {
        choices: offers.iter().map(|&(creator, price)| Choice { creator, price, value: 0 }).collect(),
        people: people.to_vec(),
        exposures: exposures.iter().map(|&(choice, segment, share)| Exposure { choice, segment, share }).collect(),
    }
}

#[test]
fn what_breaks_a_rule_leaves_no_gap() {
    let four = small(
        &[3e6, 1e7],
        &[(0, 30), (1, 39), (1, 2), (2, 30), (2, 35), (3, 15), (3, 0), (3, 39), (4, 34)],
        &[(0, 0, 1.0), (2, 0, 0.361_3), (2, 1, 0.000_85), (3, 0, 0.256), (7, 1, 0.999), (7, 0, 1.0), (8, 0, 1.0)],
    );
    let money = small(
        &[0.0, 14.0],
        &[(0, 30), (0, 37), (0, 26), (1, 30), (1, 20), (2, 15), (2, 11), (2, 15), (3, 39), (3, 6)],
        &[(1, 1, 0.999), (2, 1, 0.000_8), (3, 1, 0.954), (4, 1, 1e-9), (5, 1, 1e-9)],
    );
    let cheap = Row::money([0, 2, 3, 6, 7, 8, 9].into(), None, Some(30));
    let last = small(
        &[30.0, 1e7],
        &[(0, 5), (0, 9), (1, 6), (2, 8), (2, 1), (3, 4)],
        &[(0, 0, 1.0), (1, 1, 1.0), (2, 0, 1.0), (3, 1, 0.999), (4, 0, 0.999), (5, 1, 1e-9)],
    );
    for (world, rules) in [
        (four, Rules { min_creators: 4, ..Rules::with_budget(72) }),
        (money, Rules { min_creators: 3, rows: vec![cheap], ..Rules::with_budget(51) }),
        (last, Rules { min_creators: 4, ..Rules::with_budget(19) }),
    ] {
        let list = checked(&world, &rules, Effort::FULL).expect("possible");
        let best = world.brute(&rules).expect("possible");
        assert!(list.proved && list.reach >= best * (1.0 - 1e-6) - 1e-6, "{} of {best}: {list:?}", list.reach);
    }
}
