//! The window where it is easily misled: held sliders, forms in front, other currencies, files that must not be lost.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::ui::Start;

use crate::window::Screen;

fn budget(screen: &Screen) -> smallmighty::domain::Money {
    screen.model().brief().expect("a brief").budget
}

fn search(screen: &mut Screen, text: &str) {
    screen.press(Modifiers::COMMAND, Key::K);
    screen.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text(text);
    screen.settle();
}

#[test]
fn a_held_slider_stands_still() {
    let mut screen = Screen::sample();
    let rect = screen.harness.get_by_role_and_label(Role::Slider, "Money").rect();
    let held = rect.left_center() + vec2(rect.width() * 0.75, 0.0);
    screen.harness.hover_at(held);
    screen.harness.run_steps(2);
    screen.harness.drag_at(held);
    screen.harness.run_steps(3);
    let first = budget(&screen);
    screen.harness.run_steps(12);
    assert_eq!(budget(&screen), first, "the money moves although the pointer doesn't");
    screen.harness.drop_at(held);
    screen.settle();
    assert_eq!(budget(&screen), first);
    assert!((700.0..=800.0).contains(&first.units()), "{first:?}");
    assert!(screen.model().file.undo.is_some(), "letting go stores it");
}

#[test]
fn money_in_another_currency_changes_the_campaigns() {
    let mut screen = Screen::sample();
    screen.type_into("Money", "700 USD");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!((budget(&screen).minor, budget(&screen).currency.code().to_owned()), (70_000, "USD".to_owned()));
    screen.type_into("Money", "700 pears");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(budget(&screen).minor, 70_000, "what can't be read changes nothing");
    screen.type_into("Money", "$ 650");
    screen.go("Settings");
    screen.go("Campaign");
    screen.type_into("Money", "€650");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!((budget(&screen).minor, budget(&screen).currency.code().to_owned()), (65_000, "EUR".to_owned()));
}

#[test]
fn keys_wait_behind_a_form() {
    let mut screen = Screen::sample();
    screen.press(Modifiers::COMMAND, Key::N);
    assert!(screen.sees("Handle or address of the profile"));
    for key in [Key::Num5, Key::O, Key::I, Key::K] {
        screen.press(Modifiers::COMMAND, key);
        assert!(!screen.sees("How things are written"), "the page changes behind the form");
        assert!(screen.harness.query_by_role_and_label(Role::TextInput, "Path").is_none(), "a second form opens");
        assert!(screen.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_none());
    }
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.sees("Handle or address of the profile"));
    screen.press(Modifiers::COMMAND, Key::K);
    assert!(screen.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_some());
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(screen.harness.query_by_role_and_label(Role::TextInput, "Search or do").is_none());
    screen.press(Modifiers::COMMAND, Key::Num5);
    assert!(screen.sees("How things are written"), "the keys work again");
}

#[test]
fn the_palette_knows_handles_and_obstacles() {
    let mut screen = Screen::sample();
    let card = screen.model().roster.cards[5].clone();
    assert!(card.handle().starts_with('@'));
    search(&mut screen, &card.handle());
    assert!(screen.harness.query_by_role_and_label(Role::Button, card.name()).is_some());
    screen.press(Modifiers::NONE, Key::Escape);

    let mut screen = Screen::empty();
    search(&mut screen, "write pitch");
    assert!(screen.harness.get_by_label("Write pitch…").accesskit_node().is_disabled());
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.harness.query_by_role_and_label(Role::TextInput, "Path").is_none());
}

#[test]
fn exports_never_write_over_a_roster_or_unasked() {
    let mut screen = Screen::empty();
    screen.press(Modifiers::COMMAND, Key::Num5);
    let roster = screen.model().file.path.clone();
    let before = std::fs::read(&roster).unwrap();
    screen.click("Export as CSV…");
    screen.type_into("Path", &roster.display().to_string());
    screen.click("Write");
    assert!(screen.sees("would be written over a roster"));
    let other = screen.folder.path().join("other.SMALLMIGHTY");
    screen.type_into("Path", &other.display().to_string());
    screen.click("Write");
    assert!(!other.exists());
    assert_eq!(std::fs::read(&roster).unwrap(), before);

    std::fs::write(screen.folder.path().join("list.csv"), "mine").unwrap();
    screen.type_into("Path", &screen.folder.path().join("list").display().to_string());
    screen.click("Write");
    assert!(screen.sees("There is a file list.csv already"));
    assert_eq!(std::fs::read_to_string(screen.folder.path().join("list.csv")).unwrap(), "mine");
    screen.click("Replace");
    assert_ne!(std::fs::read_to_string(screen.folder.path().join("list.csv")).unwrap(), "mine");
}

#[test]
fn cancel_is_cancel_and_names_are_checked() {
    let mut screen = Screen::sample();
    search(&mut screen, "new campaign");
    screen.press(Modifiers::NONE, Key::Enter);
    let count = screen.model().campaigns.len();
    screen.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Winter");
    screen.settle();
    screen.harness.get_by_label("Cancel").focus();
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().campaigns.len(), count, "Enter on Cancel saves nothing");
    assert!(screen.harness.query_by_label("Cancel").is_none());
}

#[test]
fn what_is_open_already_is_shown_without_a_complaint() {
    let mut screen = Screen::sample();
    screen.go("Settings");
    screen.click("Open sample roster");
    assert!(screen.sees("Make pitch"));
    assert!(screen.model().notices.is_empty());
}

#[test]
fn good_news_leave_by_themselves() {
    let mut screen = Screen::open(Start::Sample, Theme::Dark, vec2(1280.0, 800.0));
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.type_into("Search creators", "zzzz");
    screen.go("Campaign");
    screen.type_into("Money", "300");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.ctx.memory_mut(|memory| memory.stop_text_input());
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.sees("Undone"));
    screen.harness.run_steps(40);
    assert!(!screen.sees("Undone"));
}
