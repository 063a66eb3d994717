//! The charts: painted from pictures of the reports, each with its title, its menu, and what it tells where one points.

mod canvas;
mod frontier;
mod menu;

pub use frontier::frontier_ui;
pub use menu::{copy_menu_ui, menu_ui};

use eframe::egui::{Align, Label, Layout, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::asks::Asks;
use super::theme::{palette, size, strong};
use crate::report::picture::Picture;
use canvas::{Canvas, space};

/// Paints a chart over the whole width, with its title, subtitle and menu.
pub fn picture_ui(ui: &mut Ui, picture: &Picture, asks: &mut Asks) {
    let titles = title_ui(ui, &picture.title, &picture.subtitle, |ui| menu_ui(ui, picture, asks));
    if !picture.source.is_empty() {
        for title in titles {
            title.on_hover_text(&picture.source);
        }
    }
    chart_ui(ui, picture, Sense::hover());
}

/// What is drawn, with what it tells where one points; and where it is, without its marks.
fn chart_ui(ui: &mut Ui, picture: &Picture, sense: Sense) -> (Response, Rect) {
    let around = space(ui, picture);
    let height = around.top + picture.height as f32 + around.bottom;
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    let canvas = Canvas { picture, rect: around.inside(whole) };
    let pointer = response.hover_pos();
    canvas.paint(ui, pointer);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, picture.said()));
    let told = pointer.and_then(|at| canvas.told(at));
    let response = match told {
        Some(told) => response.on_hover_ui_at_pointer(|ui| drop(ui.label(told))),
        None => response,
    };
    (response, canvas.rect)
}

/// Title and subtitle of a chart with its menu in the corner.
pub fn title_ui(ui: &mut Ui, title: &str, subtitle: &str, menu: impl FnOnce(&mut Ui)) -> [Response; 2] {
    ui.spacing_mut().item_spacing.y = 2.0;
    let label = |ui: &mut Ui, text: RichText| ui.add(Label::new(text).wrap());
    let title = RichText::new(title).font(strong(size::BODY)).color(palette(ui).text);
    let title = ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        menu(ui);
        ui.with_layout(Layout::top_down(Align::Min), |ui| label(ui, title)).inner
    });
    let subtitle = RichText::new(subtitle).size(13.0).color(palette(ui).muted);
    let titles = [title.inner, label(ui, subtitle)];
    ui.add_space(4.0);
    titles
}
