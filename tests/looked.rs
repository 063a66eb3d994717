//! What was found by looking: nothing jumps while it is dragged, one thing has one number, and every way leads on.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::app::{Command, ImportSource};
use smallmighty::domain::{Currency, Money};
use smallmighty::report::checks::CheckOutcome;
use smallmighty::ui::Start;

use crate::window::Screen;
use crate::world::World;

fn want(screen: &mut Screen, goal: &str) {
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").click();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::Button, goal).click_accesskit();
    screen.settle();
}

fn budget(screen: &Screen) -> f64 {
    screen.model().brief().expect("a brief").budget.units()
}

#[test]
fn a_page_that_was_scrolled_leaves_the_others_at_their_beginning() {
    let mut screen = Screen::sample();
    let top = |screen: &Screen| screen.harness.get_by_label("What was asked").rect().top();
    screen.go("Pitch");
    let fresh = top(&screen);
    screen.go("Settings");
    screen.show("Privacy");
    screen.go("Pitch");
    assert_eq!(top(&screen), fresh);
}

#[test]
fn what_came_of_the_aim_moves_no_slider() {
    let mut screen = Screen::sample();
    let place = |screen: &Screen, name: &str| screen.harness.get_by_role_and_label(Role::Slider, name).rect().top();
    let before = (place(&screen, "Money"), place(&screen, "How sure must you be"));
    screen.type_into("Target number", "90000");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("sure to be reached"));
    assert_eq!((place(&screen, "Money"), place(&screen, "How sure must you be")), before);
}

#[test]
fn a_budget_is_chosen_on_the_curve() {
    let mut screen = Screen::sample();
    assert_eq!(budget(&screen), 500.0);
    let curve = screen.harness.query_all_by_role(Role::Image).find(|node| {
        let label = node.accesskit_node().label().unwrap_or_default();
        label.starts_with("Budgets: ")
    });
    let rect = curve.expect("the curve").rect();
    let at = |share: f32| pos2(rect.left() + rect.width() * share, rect.center().y);
    screen.harness.drag_at(at(0.55));
    screen.harness.run_steps(2);
    screen.harness.hover_at(at(0.9));
    screen.harness.run_steps(2);
    screen.harness.drop_at(at(0.9));
    screen.settle();
    assert!(budget(&screen) > 700.0 && budget(&screen) <= 1000.0, "{}", budget(&screen));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(budget(&screen), 500.0, "one step back");
}

#[test]
fn the_share_of_paid_posts_is_sorted_by_as_it_is_judged() {
    let screen = Screen::sample();
    let (mut known, mut flagged) = (0, 0);
    for card in screen.model().roster.cards.iter() {
        let Some(account) = card.entry.main_account() else { continue };
        let Some(paid) = screen.model().paid_share(&card.entry, account) else { continue };
        assert_eq!(card.sponsored.map(|(share, _)| share), paid.share.map(|(share, ..)| share), "{}", card.name());
        known += usize::from(paid.share.is_some());
        flagged += usize::from(paid.check.outcome == CheckOutcome::LookCloser);
    }
    assert!(flagged > 0 && flagged < known, "{flagged} of {known}");
}

#[test]
fn what_an_order_is_worth_is_a_click_away_from_where_it_is_missed() {
    let mut screen = Screen::sample();
    want(&mut screen, "Margin");
    assert!(screen.sees("Charts appear as soon as there is a shortlist"));
    screen.click("Type it in Settings");
    let height = screen.harness.ctx.content_rect().bottom();
    let named = |name| screen.harness.query_all_by_label(name).next();
    let field = named("Average order, after tax").expect("the row").rect();
    assert!(field.top() > 48.0 && field.bottom() < height, "out of sight: {field}");
    assert!(named("Engagements on Instagram").is_none(), "what isn't asked for is left out");
}

#[test]
fn views_and_people_are_priced_by_the_thousand() {
    let mut screen = Screen::sample();
    assert!(screen.harness.query_by_label("Each").is_some());
    want(&mut screen, "Views");
    assert!(screen.harness.query_by_label("Per 1,000").is_some());
}

#[test]
fn relevance_without_niches_is_said_to_mean_nothing() {
    let mut screen = Screen::sample();
    want(&mut screen, "Relevant engagements");
    assert!(screen.model().brief().expect("a brief").niches.is_empty());
    assert!(screen.sees("The brief names no niche"));
    screen.click("Books");
    assert!(!screen.model().brief().expect("a brief").niches.is_empty());
    assert!(!screen.sees("The brief names no niche"));
}

#[test]
fn the_tabs_of_a_creator_stand_in_one_row() {
    for size in [vec2(1024.0, 700.0), vec2(1280.0, 800.0)] {
        let mut screen = Screen::open(Start::Sample, Theme::Light, size);
        screen.go("Roster");
        screen.harness.query_all_by_role(Role::ListBoxOption).next().expect("a row").click();
        screen.settle();
        let top = |name: &str| screen.harness.get_by_role_and_label(Role::Tab, name).rect().top();
        assert_eq!(top("Overview"), top("Checks"));
    }
}

#[test]
fn the_fields_of_a_result_stand_under_each_other_and_can_be_left() {
    let mut screen = Screen::sample();
    screen.click("Book shortlist");
    screen.go("Results");
    screen.harness.query_all_by_role(Role::ListBoxOption).next().expect("a booking").click();
    screen.settle();
    let left = |name: &str| screen.harness.get_by_role_and_label(Role::TextInput, name).rect().left();
    for name in ["Views", "Comments", "Revenue in €", "Link"] {
        assert_eq!(left(name), left("Posted on"), "{name}");
    }
    screen.click("Paste results…");
    let field =
        |screen: &Screen| screen.harness.get_by_role_and_label(Role::MultilineTextInput, "Copied cells").is_focused();
    assert!(field(&screen));
    screen.press(Modifiers::NONE, Key::Tab);
    assert!(!field(&screen), "the keyboard can't get out of the field");
}

#[test]
fn a_campaign_without_creators_leads_to_the_ways_to_get_some() {
    let mut screen = Screen::empty();
    screen.go("Campaign");
    screen.click("New campaign…");
    screen.type_into("Name", "Autumn menu");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.click("Go to the roster");
    assert!(screen.sees("Import your list…") && screen.sees("Add a creator…"));
}

#[test]
fn a_new_campaign_is_in_the_money_that_the_fees_are_in() {
    let mut world = World::empty();
    let chosen = world.model().settings.currency;
    assert_eq!(world.model().first_money(), Money::from_minor(500 * chosen.scale(), chosen));
    let list = "Name,Handle,Platform,Followers,Fee\nYuki,@yuki,Instagram,12400,¥12000\nKen,@ken,TikTok,4500,¥9500\n";
    let path = world.file("yen.csv", list);
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    let yen = Currency::from_code("JPY").expect("a currency");
    assert_eq!(world.model().first_money(), Money::from_minor(50_000, yen));
    world.run(Command::AddCampaign { name: "Matcha".to_owned(), client: String::new() });
    let Some(Ok(plan)) = &world.model().plan.answer else { panic!("a shortlist") };
    assert_eq!(plan.rows.len(), 2);
}

#[test]
fn a_scenario_is_given_a_name_of_its_own() {
    let mut screen = Screen::sample();
    let names = |screen: &Screen| -> Vec<String> {
        screen.model().campaigns[0].scenarios.iter().map(|one| one.name.clone()).collect()
    };
    let before = names(&screen);
    let rename = |screen: &mut Screen, name: &str| {
        screen.click("Campaigns");
        screen.click("Rename…");
        screen.type_into("Open scenario", name);
        screen.press(Modifiers::NONE, Key::Enter);
    };
    rename(&mut screen, &before[1]);
    assert!(screen.sees("There is a scenario of this name already"));
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::NONE, Key::Escape);
    rename(&mut screen, "Small budget");
    assert_eq!(names(&screen), ["Small budget".to_owned(), before[1].clone()]);
    assert_eq!(
        screen.model().file.undo.as_deref(),
        Some("Rename scenario"),
        "one step, and the campaign kept its name"
    );
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&screen), before);
}

#[test]
fn what_the_keyboard_comes_to_is_in_sight() {
    const LAST: &str = "Remove rule: At most 40\u{a0}% of the money on one creator";
    let mut screen = Screen::open(Start::Sample, Theme::Light, vec2(1024.0, 700.0));
    let below = screen.harness.ctx.content_rect().bottom();
    let rule = |screen: &Screen| screen.harness.get_by_role_and_label(Role::Button, LAST).rect();
    assert!(rule(&screen).top() > below, "nothing to scroll to");
    for _ in 0..60 {
        screen.harness.key_press(Key::Tab);
        screen.harness.run_steps(3);
        if screen.harness.get_by_role_and_label(Role::Button, LAST).is_focused() {
            break;
        }
    }
    screen.settle();
    assert!(screen.harness.get_by_role_and_label(Role::Button, LAST).is_focused());
    assert!(rule(&screen).bottom() < below, "out of sight: {}", rule(&screen));
}

#[test]
fn nothing_is_explained_without_a_shortlist() {
    let mut screen = Screen::sample();
    assert!(screen.sees("instead of"), "who comes next");
    screen.type_into("Money", "0");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("No shortlist keeps these rules"));
    assert!(!screen.sees("instead of"), "of the shortlist that was");
    assert!(screen.sees("There is nothing to explain"));
}

#[test]
fn places_are_offered_in_sight() {
    let mut screen = Screen::open(Start::Sample, Theme::Light, vec2(1280.0, 800.0));
    screen.type_into("Place of the shop", "Freiburg");
    screen.settle();
    let below = screen.harness.ctx.content_rect().bottom();
    let offered: Vec<f32> =
        screen.harness.query_all_by_label_contains("Freiburg").map(|node| node.rect().bottom()).collect();
    assert!(offered.len() > 1 && offered.iter().all(|bottom| *bottom < below), "{offered:?} of {below}");
}

#[test]
fn a_changed_assumption_moves_no_row() {
    let mut screen = Screen::sample();
    screen.go("Settings");
    screen.type_into("Search assumptions", "order");
    screen.settle();
    let top = |screen: &Screen| {
        screen
            .harness
            .query_all_by_label("What is left of an order after the goods")
            .next()
            .expect("a row")
            .rect()
            .top()
    };
    let before = top(&screen);
    screen.harness.get_by_role_and_label(Role::SpinButton, "Average order, after tax").set_value_accesskit(24.0);
    screen.settle();
    assert!(screen.sees("the open plan's middle"));
    assert_eq!(top(&screen), before);
}
