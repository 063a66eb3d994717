//! Rules that ask for creators whom nobody would look at for their reach alone.

use std::sync::Arc;

use smallmighty::optimise::reach::Exposure;
use smallmighty::optimise::{Choice, Effort, Row, Rules};

use super::{Dice, World, checked};

#[test]
fn rules_that_ask_for_dear_creators_are_proved_with_little_effort() {
    for seed in 0..4 {
        let mut dice = Dice::new(seed + 60_000);
        let mut world = World { choices: Vec::new(), people: Vec::new(), exposures: Vec::new() };
        world.people = (0..12).map(|_| dice.spread(3e5, 5e6)).collect();
        // One in ten asks for ten times as much, which puts them all behind the first few hundred.
        let dear = |creator: u32| creator % 10 == 3;
        for creator in 0..4_000 {
            let price = dice.roll(4, 60) * 500 * if dear(creator) { 10 } else { 1 };
            world.choices.push(Choice { creator, price, value: 0 });
            for _ in 0..dice.roll(1, 3) {
                let (segment, share) = (dice.roll(0, 11) as u32, dice.spread(1e-4, 2e-2));
                world.exposures.push(Exposure { choice: creator, segment, share });
            }
        }
        let group = |is: &dyn Fn(u32) -> bool| -> Arc<[u32]> { (0..4_000).filter(|&one| is(one)).collect() };
        let rows = vec![
            Row::count(group(&dear), Some(5), None),
            Row::count(group(&|one| one % 4 == 0), None, Some(6)),
            Row::money(group(&|one| one % 3 == 1), None, Some(600_000)),
        ];
        let rules = Rules { min_creators: 12, rows, ..Rules::with_budget(2_000_000) };
        let list = checked(&world, &rules, Effort(20_000_000)).expect("possible");
        assert!(list.proved, "{seed}: {} to {}", list.reach, list.bound);
        // The tangents alone come close.
        assert!(list.relaxed <= list.reach * 1.02, "{seed}: {} to {}", list.reach, list.relaxed);
    }
}
