//! The menu of a chart: its numbers for a spreadsheet, its picture as a file.

use eframe::egui::{Popup, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::report::picture::Picture;
use crate::ui::asks::{Asks, PathFor};
use crate::ui::theme::palette;

/// The button with the menu of a picture.
pub fn menu_ui(ui: &mut Ui, picture: &Picture, asks: &mut Asks) {
    let button = dots_ui(ui, picture.name);
    Popup::menu(&button).accessible_name(picture.name).show(|ui| {
        copy_ui(ui, || picture.cells());
        if ui.button("Save picture…").clicked() {
            asks.path = Some(PathFor::Picture(Box::new(picture.clone())));
            ui.close();
        }
    });
}

/// The button with a menu that only copies numbers; `name` says what of.
pub fn copy_menu_ui(ui: &mut Ui, name: &str, cells: impl FnOnce() -> String) {
    let button = dots_ui(ui, name);
    Popup::menu(&button).accessible_name(name).show(|ui| copy_ui(ui, cells));
}

fn copy_ui(ui: &mut Ui, cells: impl FnOnce() -> String) {
    ui.set_min_width(140.0);
    if ui.button("Copy numbers").clicked() {
        ui.ctx().copy_text(cells());
        ui.close();
    }
}

fn dots_ui(ui: &mut Ui, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 20.0), Sense::click());
    let colours = palette(ui);
    let lively = response.hovered() || response.has_focus();
    if lively {
        ui.painter().rect_filled(rect, 6.0, colours.chip);
    }
    for place in [-5.0, 0.0, 5.0] {
        let colour = if lively { colours.text } else { colours.muted };
        ui.painter().circle_filled(pos2(rect.center().x + place, rect.center().y), 1.5, colour);
    }
    let label = format!("{name}: copy or save");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    response
}
