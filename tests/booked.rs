//! Who is booked has agreed: in the campaign that is the same as in its results.

use smallmighty::app::Command;
use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::domain::{Around, Goal, progress};
use smallmighty::report::plan::Plan;

use crate::world::World;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

#[test]
fn booked_offers_take_place_for_certain_until_they_are_undone() {
    let mut world = World::sample();
    let (before, promise) = (plan(&world).clone(), |plan: &Plan| plan.total.promise(0.8));
    assert!(before.rows.iter().all(|row| row.chance < 1.0), "somebody has agreed for certain already");
    world.run(Command::BookShortlist);
    let after = plan(&world).clone();
    let booked = |offer| before.rows.iter().any(|row| row.offer == offer);
    let stayed: Vec<_> = after.rows.iter().filter(|row| booked(row.offer)).collect();
    assert!(stayed.len() * 2 > before.rows.len(), "those who are in for certain stay in");
    assert!(stayed.iter().all(|row| row.chance == 1.0));
    assert!(after.rows.iter().filter(|row| !booked(row.offer)).all(|row| row.chance < 1.0));
    assert!(after.projected > before.projected && promise(&after) > promise(&before));
    let sum: f64 = after.rows.iter().map(|row| row.projection.projected * row.chance).sum();
    assert!((sum - after.projected).abs() < 0.01 * after.rows.len() as f64, "{sum} {}", after.projected);
    // Results count the same offers as sure.
    let results = world.model().results();
    assert_eq!(results.campaigns[0].rows.len(), before.rows.len());
    world.run(Command::Undo);
    assert_eq!(plan(&world).rows, before.rows);
}

#[test]
fn a_shortlist_comes_before_who_lives_around_the_place_unless_that_counts() {
    let world = World::sample();
    let around = Around { name: "Berlin, Germany".into(), latitude: 52.52, longitude: 13.405, km: 30.0 };
    for goal in [Goal::Engagements, Goal::Nearby] {
        let mut brief = world.model().brief().expect("a brief").clone();
        (brief.goal, brief.around) = (goal, Some(around.clone()));
        let question = Question::of(world.model(), brief);
        let (mut nearby, mut parts) = (None, Vec::new());
        let mut publish = |part: Part| match part {
            Part::Plan(plan) => parts.push(plan.is_ok()),
            Part::Nearby(found) => {
                assert_eq!(parts.first(), Some(&true), "{goal:?}: nobody waits for the map");
                nearby = Some(found);
            }
            Part::Outlook(outlook) => assert!(outlook.nearby.is_some(), "{goal:?}"),
            _ => {}
        };
        Planning::default().answer(&question, &mut publish, &mut progress::silent).expect("not cancelled");
        assert!(nearby.is_some_and(|nearby| nearby.people.likely > 1e6), "{goal:?}");
    }
}
