//! Explanations in the window, driven by accessible names: every tab, the card, the own list.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::Queryable;
use smallmighty::domain::CreatorId;
use smallmighty::ui::Start;

use crate::window::Screen;

fn first(screen: &Screen) -> (CreatorId, String) {
    let plan = screen.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist");
    (plan.rows[0].creator, plan.rows[0].name.clone())
}

fn next(screen: &Screen) -> (CreatorId, String) {
    let bench = screen.model().plan.bench.as_ref().expect("a bench");
    (bench[0].creator, bench[0].name.clone())
}

/// A window so tall that nothing has to be scrolled to.
fn tall(theme: Theme, width: f32) -> Screen {
    Screen::open(Start::Sample, theme, vec2(width, 2000.0))
}

#[test]
fn every_tab_answers_in_both_themes_and_small() {
    for (theme, width) in [(Theme::Light, 1280.0), (Theme::Dark, 1024.0)] {
        let mut screen = tall(theme, width);
        for (tab, seen) in [
            ("If someone says no", "Worth asking in advance"),
            ("Alternatives", "Without at least"),
            ("Your list", "Whom would you book without help"),
            ("Side by side", "Many small or one big"),
        ] {
            screen.go(tab);
            assert!(screen.sees(seen), "{tab} shows no “{seen}”");
            assert!(screen.harness.unnamed_widgets().is_empty(), "{tab} has fields without a name");
        }
        screen.go("Next in line");
        let (_, name) = next(&screen);
        assert!(screen.sees(&format!("Why isn't {name} in?")));
    }
}

#[test]
fn the_card_says_why_and_pins() {
    let mut screen = tall(Theme::Light, 1280.0);
    let (creator, name) = next(&screen);
    screen.click(&format!("Why isn't {name} in?"));
    assert!(screen.sees("Others bring more for the money") && screen.sees("Pinned all the same"));
    assert!(screen.harness.unnamed_widgets().is_empty());
    screen.click("Pin");
    assert!(screen.model().brief().expect("a brief").must_have(creator));
    assert!(screen.sees(&format!("Why is {name} in?")), "the card follows the plan");
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(screen.model().plan.focus, None, "Escape closes the card");
    let (_, name) = first(&screen);
    screen.harness.get_all_by_label(&format!("Why is {name} in?")).next().expect("the name").click();
    screen.settle();
    assert!(screen.sees("Would come in") && screen.sees("in up to"));
    screen.click("Close");
    assert_eq!(screen.model().plan.focus, None);
}

#[test]
fn anybody_can_be_asked_about_by_name() {
    let mut screen = tall(Theme::Light, 1280.0);
    let inside: Vec<CreatorId> = match &screen.model().plan.answer {
        Some(Ok(plan)) => plan.rows.iter().map(|row| row.creator).collect(),
        _ => Vec::new(),
    };
    let cards = screen.model().roster.cards.clone();
    let other = cards.iter().rev().find(|card| !inside.contains(&card.entry.creator.id)).expect("somebody else");
    screen.type_into("Why isn't … in?", other.name());
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.model().plan.focus.is_some());
    assert!(screen.sees("Close"));
}

#[test]
fn asking_for_the_fee_brings_them_in() {
    let mut screen = tall(Theme::Light, 1280.0);
    let (creator, name) = next(&screen);
    screen.click(&format!("Why isn't {name} in?"));
    screen.harness.get_by_label_contains("Ask for").click();
    screen.settle();
    let card = screen.model().roster.card(creator).expect("the creator").clone();
    assert!(card.entry.offers.iter().any(|offer| offer.source == "asked for" && offer.note.contains("instead of")));
    assert!(screen.model().file.undo.is_some());
}

#[test]
fn the_own_list_is_made_and_compared() {
    let mut screen = tall(Theme::Light, 1280.0);
    screen.go("Your list");
    screen.click("Start from this shortlist");
    assert!(screen.sees("Your list is the best one"));
    let (_, name) = first(&screen);
    screen.click(&format!("Take {name} off your list"));
    assert!(screen.sees("The best list brings") && screen.sees("Best list"));
    let own = screen.model().open_scenario().expect("a scenario").1.own.len();
    screen.type_into("Add a creator to your list", &name);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().open_scenario().expect("a scenario").1.own.len(), own + 1);
    screen.click("Empty your list");
    assert!(screen.sees("Whom would you book without help"));
}

#[test]
fn an_alternative_becomes_a_scenario_beside_the_first() {
    let mut screen = tall(Theme::Light, 1280.0);
    screen.go("Alternatives");
    let count = screen.model().campaigns[0].scenarios.len();
    screen.click("Alternative 1 as a new scenario");
    assert_eq!(screen.model().campaigns[0].scenarios.len(), count + 1);
    screen.go("Side by side");
    assert!(screen.sees("Promised") && screen.sees("Open scenario"));
    assert!(screen.harness.get_all_by_role(Role::Link).next().is_some());
}

#[test]
fn without_a_shortlist_the_tabs_say_so() {
    let mut screen = tall(Theme::Light, 1280.0);
    screen.type_into("Money", "0");
    screen.press(Modifiers::NONE, Key::Enter);
    for tab in ["If someone says no", "Alternatives", "Side by side"] {
        screen.go(tab);
        assert!(screen.sees("nothing to explain"), "{tab}");
    }
}
