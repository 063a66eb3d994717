//! What leaves the program is of one question and one shortlist, whatever is still being worked out.

use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::app::{Command, Model, Settings, clock, pitching};
use smallmighty::domain::{Aim, Brief, NumberStyle, Rule, progress};
use smallmighty::pitch::Pitch;

use crate::world::World;

fn pitch_of(world: &World) -> Command {
    Command::ExportPitch { folder: world.folder.path().join("pitch"), xlsx: false, html: true }
}

/// The parts of the answer to a brief, in the order they come.
fn parts(world: &World, brief: &Brief) -> Vec<Part> {
    let question = Question::of(world.model(), brief.clone());
    let mut parts = Vec::new();
    Planning::default().answer(&question, &mut |part| parts.push(part), &mut progress::silent).unwrap();
    parts
}

#[test]
fn a_pitch_waits_until_all_it_tells_is_of_its_shortlist() {
    let world = World::sample();
    let (command, now) = (pitch_of(&world), clock::now());
    // The curve is drawn closer while nobody waits for it any more.
    let pitch = |model: &Model| Some(Pitch { frontier: Vec::new(), ..pitching::pitch(model, now)? });
    let stored = world.model().brief().unwrap();
    let mut poorer = stored.clone();
    poorer.budget.minor = 30_000;
    let safe = Brief { aim: Aim::Safe, ..poorer.clone() };
    let ruled = Brief { rules: vec![Rule::MinCreators(8)], ..stored.clone() };
    for brief in [poorer, safe, ruled] {
        let mut model = world.model().clone();
        assert_eq!(command.obstacle(&model), None);
        model.plan.trial = Some(brief.clone());
        model.plan.awaited = Default::default();
        let mut written = Vec::new();
        for part in parts(&world, &brief) {
            model.plan.take(part);
            if command.obstacle(&model).is_none() {
                written.extend(pitch(&model));
            }
        }
        let last = pitch(&model).expect("a pitch");
        assert!(!written.is_empty() && !last.outlook.is_empty());
        assert!(written.iter().all(|pitch| *pitch == last), "a pitch could be written before its parts were there");
    }
}

#[test]
fn a_shortlist_isnt_booked_at_fees_that_have_changed_since() {
    let mut world = World::sample();
    let row = world.model().plan.answer.as_ref().unwrap().as_ref().unwrap().rows[0].clone();
    // The answer may be quicker than a look at the model, but not every time.
    for _ in 0..8 {
        let (version, card) = (world.model().roster.version, world.model().roster.card(row.creator).unwrap().clone());
        let mut offer = card.entry.offers.iter().find(|offer| offer.id == row.offer).unwrap().clone();
        offer.fee.as_mut().unwrap().minor += 10;
        world.planner.run(Command::UpdateOffer(Box::new(offer.clone())));
        while world.model().roster.version == version {
            world.planner.poll();
            std::thread::yield_now();
        }
        let model = world.model();
        let rows = &model.plan.answer.as_ref().unwrap().as_ref().unwrap().rows;
        let dated = rows.iter().any(|row| row.offer == offer.id && Some(row.fee) != offer.fee);
        for command in [Command::BookShortlist, pitch_of(&world)] {
            assert!(!dated || command.obstacle(model).is_some(), "{command:?} takes the fee of a moment ago");
        }
        world.settle();
        assert_eq!(pitch_of(&world).obstacle(world.model()), None);
    }
}

#[test]
fn naming_the_agency_leaves_the_pitch_ready() {
    let mut world = World::sample();
    let settings = world.model().settings.clone();
    world.planner.run(Command::SetSettings(Box::new(Settings { agency: "Studio".into(), ..settings.clone() })));
    assert_eq!(pitch_of(&world).obstacle(world.model()), None, "no plan rests on who sends it");
    world.planner.run(Command::SetSettings(Box::new(Settings { numbers: NumberStyle::GERMAN, ..settings })));
    assert!(pitch_of(&world).obstacle(world.model()).is_some(), "its sentences hold numbers");
    world.settle();
    assert_eq!(pitch_of(&world).obstacle(world.model()), None);
}

#[test]
fn asking_why_somebody_isnt_in_takes_nothing_away() {
    let mut world = World::sample();
    let creator = world.model().plan.bench.as_ref().unwrap()[0].creator;
    world.planner.run(Command::Focus(Some(creator)));
    for command in [Command::BookShortlist, pitch_of(&world)] {
        assert_eq!(command.obstacle(world.model()), None);
    }
}
