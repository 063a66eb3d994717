//! Results are written with what they count, in the terminal as in the window.

use std::process::Command as Process;

use smallmighty::app::Command;
use smallmighty::domain::{Brief, Goal};

use crate::world::World;

/// What the terminal says of the sample's campaign with another goal.
fn told(goal: Goal) -> String {
    let mut world = World::sample();
    world.run(Command::Assume("order_value".into(), Some((60.0, None))));
    world.run(Command::Assume("margin".into(), Some((0.5, None))));
    let brief = Brief { goal, ..world.model().brief().unwrap().clone() };
    world.run(Command::KeepBrief("Change goal", Box::new(brief)));
    let (path, name) = (world.model().file.path.clone(), world.model().campaigns[0].name.clone());
    let World { planner, folder, .. } = world;
    drop(planner);
    let args = ["plan", "--roster", path.to_str().unwrap(), "--campaign", &name];
    let output = Process::new(env!("CARGO_BIN_EXE_smallmighty")).args(args).current_dir(folder.path()).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_terminal_counts_points_of_a_mix_and_money_of_a_margin() {
    let mix = Goal::ALL.into_iter().find(|goal| matches!(goal, Goal::Mix(_))).unwrap();
    let points = told(mix);
    assert!(points.contains(" points counted") && points.contains(" points promised"), "{points}");
    let margin = told(Goal::Margin);
    assert!(margin.contains("€ of margin counted") && margin.contains("€ of margin promised"), "{margin}");
    let last = margin.lines().find(|line| line.contains("8 in 10 between")).unwrap();
    assert_eq!(last.matches('€').count(), 4, "promise, middle and both ends of the band: {last}");
    let people = told(Goal::Reach);
    assert!(people.contains(" people reached promised"), "{people}");
}
