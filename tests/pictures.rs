//! Pictures of every page in both themes, compared with the ones kept in `tests/pictures`. They need a Vulkan
//! driver (lavapipe will do) and the feature `pictures`; `UPDATE_SNAPSHOTS=1` makes them anew.
#![cfg(feature = "pictures")]

use eframe::egui::{Theme, vec2};
use egui_kittest::SnapshotOptions;
use smallmighty::ui::Start;

use crate::window::Desk;

fn picture(desk: &mut Desk, name: &str) {
    desk.harness.remove_cursor();
    desk.settle();
    // Software drivers differ in the last bit of a blend; the text and its place must not.
    let options = SnapshotOptions::new().threshold(1.5f32).max_failed_pixels(400usize).output_path("tests/pictures");
    desk.harness.snapshot_options(name, &options);
}

#[test]
fn pictures_of_every_page() {
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut desk = Desk::open(Start::Sample, theme, vec2(1280.0, 800.0));
        for page in ["Campaign", "Roster", "Pitch", "Settings"] {
            desk.go(page);
            if page == "Roster" {
                desk.select_first();
            }
            picture(&mut desk, &format!("{}-{word}", page.to_lowercase()));
        }
        let mut desk = Desk::open_empty(theme);
        picture(&mut desk, &format!("welcome-{word}"));
        desk.import_example();
        picture(&mut desk, &format!("import-{word}"));
    }
}
