//! What long lists do to the campaign page: everything stays in sight, and the keyboard and the clipboard reach it.

use eframe::egui::{Event, Modifiers, OutputCommand, Theme, vec2};
use egui_kittest::kittest::Queryable;
use smallmighty::app::Command;
use smallmighty::domain::{Brief, Money, Rule};
use smallmighty::ui::Start;

use crate::window::Screen;
use crate::world::{World, folders};

/// A window on the sample after `change` was made to its open brief.
fn screen(change: impl FnOnce(&World, &mut Brief)) -> Screen {
    let mut world = World::sample();
    let mut brief = world.model().brief().expect("a brief").clone();
    change(&world, &mut brief);
    world.run(Command::KeepBrief("Change", Box::new(brief)));
    let World { planner, folder, .. } = world;
    drop(planner);
    let path = folders(&folder).sample_roster();
    let mut screen = Screen::open_in(folder, Start::File(path), Theme::Light, vec2(1280.0, 800.0));
    screen.go("Campaign");
    screen
}

fn chosen(screen: &Screen) -> usize {
    match &screen.model().plan.answer {
        Some(Ok(plan)) => plan.rows.len(),
        _ => panic!("a shortlist"),
    }
}

fn copied(screen: &Screen) -> Option<String> {
    screen.harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn explanations_stay_in_sight_below_a_long_shortlist() {
    let mut screen = screen(|_, brief| brief.budget = Money::from_minor(400_000, brief.budget.currency));
    assert!(chosen(&screen) > 20, "{}", chosen(&screen));
    let below = screen.harness.ctx.content_rect().bottom() - 24.0;
    for (tab, inside) in
        [("Next in line", "instead of"), ("If someone says no", "You lose"), ("Alternatives", "less (")]
    {
        let rect = screen.harness.get_by_label(tab).rect();
        assert!(rect.top() > 300.0 && rect.bottom() < below, "{tab}: {rect}");
        screen.harness.get_by_label(tab).click();
        screen.settle();
        let first = screen.harness.query_all_by_label_contains(inside).next().expect(inside).rect();
        assert!(first.bottom() < below, "{inside}: {first}");
    }
}

#[test]
fn many_rules_leave_the_way_to_add_one_in_sight() {
    let screen = &mut screen(|world, brief| {
        brief.rules.extend(world.model().roster.cards.iter().take(150).map(|card| Rule::Never(card.entry.creator.id)));
    });
    let below = screen.harness.ctx.content_rect().bottom() - 24.0;
    let add = screen.harness.get_by_label("+ Add rule");
    assert!(add.rect().bottom() < below, "{}", add.rect());
    assert!(screen.sees("Rules · 152"));
    let painted = screen.harness.query_all_by_label_contains("Remove rule: ").count();
    assert!((2..60).contains(&painted), "{painted} rules painted");
    add.click();
    screen.harness.run_steps(3);
    screen.harness.get_by_label("Up to 2 offers of one creator").click_accesskit();
    screen.settle();
    let new = screen.harness.get_by_label("Remove rule: Up to 2 offers of one creator");
    assert!(new.rect().bottom() < below && new.rect().top() > 48.0, "out of sight: {}", new.rect());
}

#[test]
fn the_shortlist_is_copied_as_a_table_unless_text_is_meant() {
    let mut screen = Screen::sample();
    let copy = |screen: &mut Screen| {
        screen.harness.event(Event::Copy);
        screen.harness.step();
        copied(screen)
    };
    let table = copy(&mut screen).expect("a table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), chosen(&screen) + 1);
    assert!(lines[0].starts_with("Creator\tHandle\t") && lines.iter().all(|line| line.matches('\t').count() == 12));
    screen.go("Settings");
    screen.click("1.234,5");
    screen.go("Campaign");
    let german = copy(&mut screen).expect("a table");
    assert_ne!(table, german);
    assert_eq!(table.replace('.', ","), german.replace('.', ","), "only the decimal mark differs");
    screen.type_into("Money", "500");
    assert!(copy(&mut screen).is_none_or(|text| !text.contains("Handle")), "in a field, its text is meant");
    screen.press(Modifiers::NONE, eframe::egui::Key::Escape);
}

#[test]
fn every_scenario_is_a_click_away_however_long_their_names() {
    let mut world = World::sample();
    for _ in 0..3 {
        world.run(Command::CopyScenario);
    }
    let ids: Vec<_> = world.model().open_scenario().expect("one").0.scenarios.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 5);
    for (place, id) in ids.iter().enumerate() {
        world.run(Command::RenameScenario(*id, format!("What the client asked for, version {place}")));
    }
    world.run(Command::OpenScenario(ids[0]));
    let World { planner, folder, .. } = world;
    drop(planner);
    let path = folders(&folder).sample_roster();
    let mut screen = Screen::open_in(folder, Start::File(path), Theme::Dark, vec2(1280.0, 800.0));
    screen.go("Campaign");
    screen.click("All scenarios");
    let last = screen.harness.query_all_by_label_contains("version 4").next().expect("the last scenario");
    last.click_accesskit();
    screen.settle();
    assert_eq!(screen.model().open_scenario().expect("one").1.id, ids[4]);
}
