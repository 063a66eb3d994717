//! What the campaign page shows can be read whole, and the keyboard goes on from where it was.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, FontFamily, FontId, Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::ui::Start;

use crate::window::Screen;

fn want(screen: &mut Screen, goal: &str) {
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").click_accesskit();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::Button, goal).click_accesskit();
    screen.settle();
}

fn spend(screen: &mut Screen, money: &str) {
    screen.type_into("Money", money);
    screen.press(Modifiers::NONE, Key::Enter);
}

/// What has the keyboard.
fn focused(screen: &Screen) -> Option<String> {
    let name = |node: egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let found = screen.harness.query_all_by(|node| node.is_focused()).next();
    found.map(name)
}

#[test]
fn no_fee_and_no_number_of_the_shortlist_is_cut() {
    for size in [vec2(1024.0, 700.0), vec2(1280.0, 800.0)] {
        let mut screen = Screen::open(Start::Sample, Theme::Light, size);
        spend(&mut screen, "90000");
        let plan = screen.model().plan.answer.as_ref().and_then(|plan| plan.as_ref().ok()).expect("a plan").clone();
        let numbers = screen.model().settings.numbers;
        let dearest = plan.rows.iter().max_by_key(|row| row.fee.minor).expect("a row").fee;
        assert!(dearest.units() >= 10_000.0 && plan.cost.units() >= 50_000.0, "fees long enough to be cut");
        for (text, face) in [
            (numbers.money(dearest), FontFamily::Proportional),
            (numbers.money(plan.cost), FontFamily::Name("strong".into())),
            (numbers.count(plan.total.middle()), FontFamily::Name("strong".into())),
        ] {
            let font = FontId::new(14.0, face);
            let needed =
                screen.harness.ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.clone(), font, Color32::BLACK).size().x);
            let room = screen.harness.query_all_by_label(&text).map(|node| node.rect().width()).fold(0.0, f32::max);
            assert!(room >= needed - 0.5, "{text} needs {needed} and has {room} at {size}");
        }
    }
}

#[test]
fn tab_goes_on_after_enter_has_left_a_field() {
    let mut screen = Screen::sample();
    spend(&mut screen, "400");
    assert_eq!(focused(&screen), None);
    screen.press(Modifiers::NONE, Key::Tab);
    // The slider below the field, and not the rail at the top of the window.
    assert_eq!(focused(&screen).as_deref(), Some("Money"));
}

#[test]
fn people_nearby_lead_to_the_place_and_say_when_nobody_knows_where_audiences_live() {
    let mut screen = Screen::sample();
    want(&mut screen, "People nearby");
    screen.harness.get_by_label("Choose a place").click_accesskit();
    screen.settle();
    assert_eq!(focused(&screen).as_deref(), Some("Place of the shop"));
    screen.type_into("Place of the shop", "Köln, Germany");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Nobody knows where the audiences of"), "invented towns are in no gazetteer");
    assert!(screen.sees("Each") && !screen.sees("Per 1,000"), "people nearby are few");
    want(&mut screen, "People reached");
    assert!(!screen.sees("Nobody knows where"));
}

#[test]
fn too_little_money_offers_the_money_that_is_enough() {
    let mut screen = Screen::sample();
    spend(&mut screen, "10");
    assert!(screen.sees("but 3 must be in"));
    let way = screen.harness.query_all_by_label_contains("Raise the money to").next().expect("a way out");
    way.click_accesskit();
    screen.settle();
    let plan = screen.model().plan.answer.as_ref().and_then(|plan| plan.as_ref().ok()).expect("a plan");
    assert_eq!(plan.rows.len(), 3);
    assert!(plan.brief.budget.units() < 200.0, "no more than the cheapest need: {:?}", plan.brief.budget);
}

#[test]
fn names_are_added_to_the_own_list_one_after_another() {
    let mut screen = Screen::sample();
    screen.click("Your list");
    let names: Vec<String> = screen.model().roster.cards[..2].iter().map(|card| card.name().to_owned()).collect();
    screen.type_into("Add a creator to your list", &names[0]);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&screen).as_deref(), Some("Add a creator to your list"));
    let field = screen.harness.get_by_role_and_label(Role::TextInput, "Add a creator to your list");
    field.type_text(&names[1]);
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().open_scenario().expect("a scenario").1.own.len(), 2);
}

#[test]
fn an_aim_that_changes_nothing_explains_nothing() {
    let mut screen = Screen::sample();
    screen.click("Target");
    assert!(screen.sees("Type the number you need") && !screen.sees("without your aim"));
    screen.click("Safe");
    assert!(screen.sees("without your aim"));
}

#[test]
fn many_scenarios_and_long_names_keep_off_the_rest_of_the_bar() {
    let mut screen = Screen::open(Start::Sample, Theme::Light, vec2(1024.0, 700.0));
    for _ in 0..6 {
        screen.click("Copy this scenario");
    }
    let rect = |screen: &Screen, label: &str| screen.harness.get_by_label(label).rect();
    let (plus, search) = (rect(&screen, "Copy this scenario"), rect(&screen, "Search or do"));
    assert!(plus.right() <= search.left(), "{plus} runs into {search}");
    let open = rect(&screen, "H · 500\u{a0}€");
    assert!(open.right() <= plus.left() && open.left() > 0.0, "the open scenario is in sight: {open} of {plus}");
}

#[test]
fn a_margin_that_may_be_a_loss_says_how_sure_it_is_to_be_none() {
    let mut screen = Screen::sample();
    screen.go("Settings");
    screen.type_into("Search assumptions", "order");
    screen.settle();
    for (field, value) in [("Average order, after tax", 25.0), ("What is left of an order after the goods", 60.0)] {
        screen.harness.get_by_role_and_label(Role::SpinButton, field).set_value_accesskit(value);
        screen.settle();
    }
    screen.go("Campaign");
    want(&mut screen, "Margin");
    let plan = screen.model().plan.answer.as_ref().and_then(|plan| plan.as_ref().ok()).expect("a plan");
    assert!(plan.total.promise(plan.brief.promise) < 0.0, "the sample's clicks aren't worth that much");
    assert!(screen.sees("It earns back its fees with"));
}
