//! What the campaign page shows of a shortlist: chances beside fees, money as money, and nothing cut in a low window.

use eframe::egui::accesskit::Role;
use eframe::egui::{Theme, vec2};
use egui_kittest::kittest::Queryable;
use smallmighty::ui::Start;

use crate::window::Screen;

/// Chooses a goal from the list.
fn want(screen: &mut Screen, goal: &str) {
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").click();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::Button, goal).click_accesskit();
    screen.settle();
}

#[test]
fn each_row_tells_the_chance_that_the_total_counts_it_by() {
    let screen = Screen::sample();
    let Some(Ok(plan)) = &screen.model().plan.answer else { panic!("a shortlist") };
    let numbers = screen.model().settings.numbers;
    for row in &plan.rows {
        let words = format!("{} {}", row.status.key(), numbers.percent(row.chance, 0));
        assert!(screen.sees(&words), "{words}");
    }
    let yes = format!("{} of {} yes", numbers.decimal(plan.expected, 1), plan.rows.len());
    assert!(screen.sees(&yes), "{yes}");
}

#[test]
fn both_days_of_posting_fit_into_a_narrow_brief() {
    let screen = Screen::open(Start::Sample, Theme::Light, vec2(1024.0, 700.0));
    let field = |name: &str| screen.harness.get_by_role_and_label(Role::TextInput, name).rect();
    let (first, last) = (field("First day of posting"), field("Last day of posting"));
    assert!((first.width() - last.width()).abs() < 1.0, "{first} and {last}");
    let brief = screen.harness.get_by_role_and_label(Role::Slider, "Money").rect();
    assert!(last.right() <= brief.right() + 1.0, "{last} beside {brief}");
}

#[test]
fn a_mix_is_called_so_and_counted_in_points() {
    let mut screen = Screen::sample();
    want(&mut screen, "Mix");
    assert!(screen.sees(" points"));
    assert!(screen.harness.query_by_role_and_label(Role::Button, "Points").is_none(), "the goal is called Mix");
}

#[test]
fn nothing_is_read_in_the_unit_of_another_goal() {
    let mut screen = Screen::sample();
    let Some(before) = screen.model().plan.outlook.clone() else { panic!("an outlook") };
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").click();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::Button, "Mix").click_accesskit();
    let goal = |screen: &Screen| match &screen.model().plan.answer {
        Some(Ok(plan)) => plan.goal().key(),
        _ => panic!("a shortlist"),
    };
    for _ in 0..2000 {
        screen.harness.run_steps(1);
        if goal(&screen) == "mix" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert_eq!(goal(&screen), "mix");
    let stale = screen.model().plan.outlook.as_ref().is_some_and(|now| *now == before);
    assert!(!stale, "engagements by day are drawn as points");
    screen.settle();
}
