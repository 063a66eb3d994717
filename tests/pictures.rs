//! Pictures of every page in both themes, compared with the ones kept in `tests/pictures`. They need a Vulkan
//! driver (lavapipe will do) and the feature `pictures`; `UPDATE_SNAPSHOTS=1` makes them anew.
#![cfg(feature = "pictures")]

use eframe::egui::{Theme, vec2};
use egui_kittest::SnapshotOptions;
use smallmighty::app::clock;
use smallmighty::ui::Start;

use crate::window::Screen;

/// A window on the sample, or on nothing, in a theme, on a day that never changes.
fn screen(start: Option<Start>, theme: &str) -> Screen {
    clock::stand_still(jiff::civil::date(2026, 11, 24).at(9, 0, 0, 0));
    let mut screen = match start {
        Some(start) => Screen::open(start, Theme::Light, vec2(1280.0, 800.0)),
        None => Screen::open_empty(Theme::Light),
    };
    screen.choose_theme(theme);
    screen
}

fn picture(screen: &mut Screen, page: &str, theme: &str) {
    screen.harness.remove_cursor();
    screen.settle();
    // How long a proof took is part of a page and differs from run to run by a few digits, as does the folder that the
    // settings name; software drivers differ in the last bit of a blend. None of it may hide a moved line.
    let differing = match page {
        "settings" => 3000,
        "campaign" => 2500,
        _ => 700_usize,
    };
    let options = SnapshotOptions::new().threshold(1.5f32).max_failed_pixels(differing).output_path("tests/pictures");
    screen.harness.snapshot_options(format!("{page}-{theme}"), &options);
}

fn pages(theme: &str) {
    let mut screen = screen(Some(Start::Sample), theme);
    for page in ["Campaign", "Roster", "Pitch", "Settings"] {
        screen.go(page);
        if page == "Roster" {
            screen.select_first();
        }
        picture(&mut screen, &page.to_lowercase(), theme);
    }
    screen.go("Campaign");
    screen.click("Book shortlist");
    // Good news leave by themselves after some seconds, sooner or later than the picture is taken.
    if screen.sees("booked with today's projection") {
        screen.click("Close");
    }
    screen.go("Results");
    picture(&mut screen, "results", theme);
}

fn first_minutes(theme: &str) {
    let mut screen = screen(None, theme);
    screen.go("Roster");
    picture(&mut screen, "welcome", theme);
    screen.import_example();
    picture(&mut screen, "import", theme);
}

#[test]
fn pictures_of_the_pages_in_light() {
    pages("light");
}

#[test]
fn pictures_of_the_pages_in_dark() {
    pages("dark");
}

#[test]
fn pictures_of_the_first_minutes_in_light() {
    first_minutes("light");
}

#[test]
fn pictures_of_the_first_minutes_in_dark() {
    first_minutes("dark");
}
