//! The window where it is easily misled: held sliders, forms in front, other currencies, files that must not be lost.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::ui::Start;

use crate::window::Desk;

fn budget(desk: &Desk) -> smallmighty::domain::Money {
    desk.model().brief().expect("a brief").budget
}

fn search(desk: &mut Desk, text: &str) {
    desk.press(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text(text);
    desk.settle();
}

#[test]
fn a_held_slider_stands_still() {
    let mut desk = Desk::sample();
    let rect = desk.harness.get_by_role_and_label(Role::Slider, "Money").rect();
    let held = rect.left_center() + vec2(rect.width() * 0.75, 0.0);
    desk.harness.hover_at(held);
    desk.harness.run_steps(2);
    desk.harness.drag_at(held);
    desk.harness.run_steps(3);
    let first = budget(&desk);
    desk.harness.run_steps(12);
    assert_eq!(budget(&desk), first, "the money moves although the pointer doesn't");
    desk.harness.drop_at(held);
    desk.settle();
    assert_eq!(budget(&desk), first);
    assert!((700.0..=800.0).contains(&first.units()), "{first:?}");
    assert!(desk.model().file.undo.is_some(), "letting go stores it");
}

#[test]
fn money_in_another_currency_changes_the_campaigns() {
    let mut desk = Desk::sample();
    desk.type_into("Money", "700 USD");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!((budget(&desk).minor, budget(&desk).currency.code().to_owned()), (70_000, "USD".to_owned()));
    desk.type_into("Money", "700 pears");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(budget(&desk).minor, 70_000, "what can't be read changes nothing");
    desk.type_into("Money", "$ 650");
    desk.go("Settings");
    desk.go("Campaign");
    desk.type_into("Money", "€650");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!((budget(&desk).minor, budget(&desk).currency.code().to_owned()), (65_000, "EUR".to_owned()));
}

#[test]
fn keys_wait_behind_a_form() {
    let mut desk = Desk::sample();
    desk.press(Modifiers::COMMAND, Key::N);
    assert!(desk.sees("Handle or address of the profile"));
    for key in [Key::Num4, Key::O, Key::I, Key::K] {
        desk.press(Modifiers::COMMAND, key);
        assert!(!desk.sees("How things are written"), "the page changes behind the form");
        assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Path").is_none(), "a second form opens");
        assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_none());
    }
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.sees("Handle or address of the profile"));
    desk.press(Modifiers::COMMAND, Key::K);
    assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_some());
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_none());
    desk.press(Modifiers::COMMAND, Key::Num4);
    assert!(desk.sees("How things are written"), "the keys work again");
}

#[test]
fn the_palette_knows_handles_and_obstacles() {
    let mut desk = Desk::sample();
    let card = desk.model().roster.cards[5].clone();
    assert!(card.handle().starts_with('@'));
    search(&mut desk, &card.handle());
    assert!(desk.harness.query_by_role_and_label(Role::Button, card.name()).is_some());
    desk.press(Modifiers::NONE, Key::Escape);

    let mut desk = Desk::empty();
    search(&mut desk, "write pitch");
    assert!(desk.harness.get_by_label("Write pitch…").accesskit_node().is_disabled());
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Path").is_none());
}

#[test]
fn exports_never_write_over_a_roster_or_unasked() {
    let mut desk = Desk::empty();
    desk.press(Modifiers::COMMAND, Key::Num4);
    let roster = desk.model().file.path.clone();
    let before = std::fs::read(&roster).unwrap();
    desk.click("Export as CSV…");
    desk.type_into("Path", &roster.display().to_string());
    desk.click("Write");
    assert!(desk.sees("can't be written over a roster"));
    let other = desk.folder.path().join("other.SMALLMIGHTY");
    desk.type_into("Path", &other.display().to_string());
    desk.click("Write");
    assert!(!other.exists());
    assert_eq!(std::fs::read(&roster).unwrap(), before);

    std::fs::write(desk.folder.path().join("list.csv"), "mine").unwrap();
    desk.type_into("Path", &desk.folder.path().join("list").display().to_string());
    desk.click("Write");
    assert!(desk.sees("There is a file list.csv already"));
    assert_eq!(std::fs::read_to_string(desk.folder.path().join("list.csv")).unwrap(), "mine");
    desk.click("Replace");
    assert_ne!(std::fs::read_to_string(desk.folder.path().join("list.csv")).unwrap(), "mine");
}

#[test]
fn cancel_is_cancel_and_names_are_checked() {
    let mut desk = Desk::sample();
    search(&mut desk, "new campaign");
    desk.press(Modifiers::NONE, Key::Enter);
    let count = desk.model().campaigns.len();
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Winter");
    desk.settle();
    desk.harness.get_by_label("Cancel").focus();
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.model().campaigns.len(), count, "Enter on Cancel saves nothing");
    assert!(desk.harness.query_by_label("Cancel").is_none());
}

#[test]
fn what_is_open_already_is_shown_without_a_complaint() {
    let mut desk = Desk::sample();
    desk.go("Settings");
    desk.click("Open sample roster");
    assert!(desk.sees("Make pitch"));
    assert!(desk.model().notices.is_empty());
}

#[test]
fn good_news_leave_by_themselves() {
    let mut desk = Desk::open(Start::Sample, Theme::Dark, vec2(1280.0, 800.0));
    desk.press(Modifiers::COMMAND, Key::Num1);
    desk.type_into("Search creators", "zzzz");
    desk.go("Campaign");
    desk.type_into("Money", "300");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.harness.ctx.memory_mut(|memory| memory.stop_text_input());
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.sees("Undone"));
    desk.harness.run_steps(40);
    assert!(!desk.sees("Undone"));
}
