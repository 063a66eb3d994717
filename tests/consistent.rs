//! What one page says, the others say too: bookings, sources, exports, overlaps, what a removal takes with it.

use egui_kittest::kittest::Queryable;
use smallmighty::app::{Command, ImportSource};
use smallmighty::domain::{Metric, Outcome, Overlap, Sex};
use smallmighty::report::plan::Plan;

use crate::window::Screen;
use crate::world::World;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

#[test]
fn a_shortlist_booked_from_the_empty_results_shows_up_there_and_goes_with_undo() {
    let mut screen = Screen::sample();
    screen.go("Results");
    screen.click("Book the open shortlist");
    assert!(!screen.model().bookings.is_empty());
    assert!(!screen.sees("Nothing booked yet"));
    let booked = screen.model().bookings.len();
    assert_eq!(screen.harness.query_all_by_role(eframe::egui::accesskit::Role::ListBoxOption).count(), booked);
    screen.press(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::Z);
    assert!(screen.sees("Nothing booked yet"));
}

#[test]
fn a_benchmark_of_the_users_own_is_named_as_theirs() {
    let mut world = World::sample();
    let source = |world: &World| {
        let cards = world.model().roster.cards.clone();
        let on_instagram = |entry: &&_| {
            smallmighty::domain::Entry::main_account(entry).is_some_and(|a| a.platform.key() == "instagram")
        };
        let entry = cards.iter().map(|card| &card.entry).find(on_instagram).expect("a creator");
        world.model().known(entry, entry.main_account().expect("an account"), Metric::Engagements).source.name
    };
    let before = source(&world);
    world.run(Command::Assume("level.instagram.engagements".into(), Some((900.0, None))));
    assert_eq!(source(&world), "Your number in the settings");
    world.run(Command::Undo);
    assert_eq!(source(&world), before);
}

#[test]
fn removing_a_scenario_tells_which_bookings_and_results_go_with_it() {
    let mut world = World::sample();
    world.run(Command::CopyScenario);
    world.run(Command::BookShortlist);
    let booked = world.model().bookings.clone();
    world.run(Command::SetResult(booked[0].id, Box::new(Outcome { clicks: Some(3), ..Outcome::default() })));
    world.run(Command::RemoveScenario(booked[0].scenario));
    let words =
        format!("Removed scenario with {} booked offers and 1 result; undo brings all of it back", booked.len());
    assert_eq!(world.notice(), words);
    assert!(world.model().bookings.is_empty());
    world.run(Command::Undo);
    assert_eq!(world.model().bookings.len(), booked.len());
    world.run(Command::CopyScenario);
    let copy = world.model().plan.scenario.expect("a scenario");
    world.run(Command::RemoveScenario(copy));
    assert_eq!(world.notice(), "Removed scenario");
}

#[test]
fn exported_creators_are_read_back_with_their_sex() {
    let mut world = World::empty();
    let list = "name,handle,platform,gender\nAna,@ana,Instagram,female\nBo,@bo,Instagram,\n";
    let path = world.file("list.csv", list);
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    let out = world.folder.path().join("out.csv");
    world.run(Command::ExportRoster(out.clone()));
    let mut other = World::empty();
    other.run(Command::ReadImport(ImportSource::File(out)));
    other.run(Command::RunImport);
    let sexes: Vec<_> = other.model().roster.cards.iter().map(|card| card.entry.creator.sex).collect();
    assert_eq!(sexes, [Some(Sex::Female), None]);
}

#[test]
fn a_measured_overlap_lowers_the_people_reached_once() {
    let mut world = World::sample();
    let reached =
        |world: &World| world.model().plan.outlook.as_ref().expect("an outlook").reach.as_ref().expect("people").point;
    let alone = reached(&world);
    let chosen: Vec<_> = plan(&world).rows.iter().take(2).map(|row| row.creator).collect();
    let (one, other) = (chosen[0].min(chosen[1]), chosen[0].max(chosen[1]));
    let overlap = Overlap { one, other, share: 1.0, source: "counted".into() };
    world.run(Command::SetOverlap(overlap.clone(), true));
    let shared = reached(&world);
    assert!(shared < alone * 0.97, "{shared} of {alone}");
    world.run(Command::SetOverlap(Overlap { share: 0.0, ..overlap }, true));
    assert!(reached(&world) > alone, "{} and {alone} by chance", reached(&world));
}
