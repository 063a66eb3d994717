//! Rules and the place of a brief in the window: added, changed where they stand, removed, by mouse and by keyboard.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::domain::{Group, Rule};
use smallmighty::ui::Start;

use crate::window::Screen;

fn rules(screen: &Screen) -> Vec<Rule> {
    screen.model().brief().expect("a brief").rules.clone()
}

/// Clicks one after the other without waiting for answers between.
fn follow(screen: &mut Screen, labels: &[&str]) {
    for label in labels {
        // The menu is painted last.
        let button = screen.harness.query_all_by_role_and_label(Role::Button, label).last();
        button.unwrap_or_else(|| panic!("there is no {label}")).click_accesskit();
        screen.harness.run_steps(4);
    }
}

fn type_text(screen: &mut Screen, label: &str, text: &str) {
    screen.type_into(label, text);
    screen.harness.run_steps(2);
}

#[test]
fn every_kind_of_rule_can_be_added_and_is_one_step() {
    let mut screen = Screen::open(Start::Sample, Theme::Light, vec2(1024.0, 700.0));
    let inside = match &screen.model().plan.answer {
        Some(Ok(plan)) => plan.rows.len(),
        _ => panic!("a shortlist"),
    };
    let niche = screen.model().roster.facets.niches.last().expect("niches").0.clone();
    let names: Vec<String> = screen.model().roster.cards.iter().take(3).map(|card| card.name().to_owned()).collect();
    let before = rules(&screen).len();
    let add = "+ Add rule";
    follow(&mut screen, &[add, &format!("At most {} creators", inside - 1)]);
    follow(&mut screen, &[add, "Up to 2 offers of one creator"]);
    follow(&mut screen, &[add, "Keep 10\u{a0}% of all the money back"]);
    follow(&mut screen, &[add, "By platform", "TikTok", "At most 50\u{a0}% of the money on TikTok"]);
    follow(&mut screen, &[add, "By niche"]);
    type_text(&mut screen, "Search", &niche);
    follow(&mut screen, &[&niche, &format!("At most 2 creators about {niche}")]);
    follow(&mut screen, &[add, "With a creator"]);
    type_text(&mut screen, "Search creators", &names[0]);
    follow(&mut screen, &[&names[0]]);
    follow(&mut screen, &[add, "Only one of several"]);
    for name in &names[1..] {
        type_text(&mut screen, "Search creators", name);
        follow(&mut screen, &[name]);
    }
    follow(&mut screen, &["Add this rule"]);
    screen.settle();
    let all = rules(&screen);
    assert_eq!(all.len(), before + 7, "{all:?}");
    assert!(all.contains(&Rule::MaxOf(Group::Niche(niche), 2)) && all.contains(&Rule::OffersEach(2)));
    assert!(matches!(all.last(), Some(Rule::NotTogether(ids)) if ids.len() == 2));
    assert!(screen.harness.unnamed_widgets().is_empty());
    follow(&mut screen, &[add]);
    assert!(screen.sees("What one result may cost"));
    let known = "Keep 10\u{a0}% of all the money back";
    let count = screen.harness.query_all_by_role_and_label(Role::Button, known).count();
    assert_eq!(count, 1, "a rule the brief has is shown");
    follow(&mut screen, &[known]);
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(rules(&screen).len(), before + 7, "but can't be added twice");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(rules(&screen).len(), before + 6, "each is one step");
}

#[test]
fn the_keyboard_adds_and_changes_a_rule() {
    let mut screen = Screen::sample();
    let before = rules(&screen).len();
    screen.harness.get_by_label("+ Add rule").focus();
    screen.harness.run_steps(2);
    screen.harness.key_press(Key::Enter);
    screen.harness.run_steps(3);
    screen.harness.get_by_label("Keep 10\u{a0}% of all the money back").focus();
    screen.harness.run_steps(2);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(rules(&screen).len(), before + 1);
    let words = "Keep 10\u{a0}% of all the money back";
    screen.harness.get_by_role_and_label(Role::SpinButton, words).focus();
    screen.harness.run_steps(2);
    screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    screen.harness.get_by_role_and_label(Role::SpinButton, words).type_text("25");
    screen.harness.run_steps(2);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(rules(&screen).last(), Some(&Rule::Contingency(25)));
}

#[test]
fn a_rule_that_can_not_be_kept_is_mended_with_one_click() {
    let mut screen = Screen::sample();
    screen.type_into("Money", "60");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("No shortlist keeps these rules"));
    let fix = match &screen.model().plan.answer {
        Some(Err(none)) => none.fixes.first().expect("a fix").words.clone(),
        _ => panic!("no shortlist"),
    };
    screen.harness.get_by_label(&fix).click_accesskit();
    screen.settle();
    assert!(screen.sees("Proved best"), "{fix}");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.sees("No shortlist keeps these rules"), "a fix is one step");
}

#[test]
fn a_place_is_chosen_from_those_of_its_name() {
    let mut screen = Screen::sample();
    let name =
        |screen: &Screen| screen.model().brief().and_then(|brief| brief.around.clone()).map(|around| around.name);
    let before = name(&screen);
    screen.type_into("Place of the shop", "Neustadt");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Which of these is it?"));
    assert_eq!(name(&screen), before, "nothing is guessed");
    let offered = screen
        .harness
        .query_all_by_label_contains("Neustadt")
        .find(|node| node.accesskit_node().role() == Role::Button);
    offered.expect("a place").click_accesskit();
    screen.settle();
    assert!(name(&screen).is_some_and(|name| name.contains("Neustadt")), "{:?}", name(&screen));
    screen.type_into("Place of the shop", "Köln, Germany");
    screen.press(Modifiers::NONE, Key::Enter);
    let cologne = name(&screen).expect("a place");
    screen.type_into("Place of the shop", "Xyzzyville");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("isn't in the gazetteer"));
    assert_eq!(name(&screen), Some(cologne));
}

#[test]
fn leave_to_take_several_offers_has_no_cost() {
    let mut screen = Screen::sample();
    let cost_lines = |screen: &Screen| screen.harness.query_all_by_label_contains("Costs ").count();
    let before = cost_lines(&screen);
    assert!(before >= 1, "what rules cost is told");
    follow(&mut screen, &["+ Add rule", "Up to 2 offers of one creator"]);
    screen.settle();
    assert_eq!(rules(&screen).last(), Some(&Rule::OffersEach(2)));
    assert_eq!(cost_lines(&screen), before, "but not of what only permits");
}
