//! The navigation rail on the left.

use eframe::egui::{Align2, Frame, Margin, Panel, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::asks::Asks;
use super::icon::{self, Icon};
use super::page::Page;
use super::theme::{palette, regular, strong};

const WIDTH: f32 = 64.0;
const HEIGHT: f32 = 52.0;

/// Paints the rail.
pub fn rail_ui(ui: &mut Ui, page: Page, asks: &mut Asks) {
    let frame = Frame::new().fill(palette(ui).surface).inner_margin(Margin::symmetric(2, 4));
    Panel::left("rail").exact_size(WIDTH).resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(4.0);
        for target in [Page::Roster, Page::Campaign, Page::Pitch, Page::Results] {
            item_ui(ui, target, page, asks);
        }
        let rest = ui.available_height() - HEIGHT - 8.0;
        ui.add_space(rest.max(0.0));
        item_ui(ui, Page::Settings, page, asks);
    });
}

fn item_ui(ui: &mut Ui, target: Page, page: Page, asks: &mut Asks) {
    let chosen = target == page || (target == Page::Roster && page == Page::Import);
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let fill = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => colours.soft,
        (false, true) => colours.chip,
        (false, false) => colours.surface,
    };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, ui.visuals().selection.stroke, eframe::egui::StrokeKind::Inside);
    }
    let colour = if chosen { colours.accent } else { colours.muted };
    let at = Rect::from_center_size(rect.center_top() + vec2(0.0, 18.0), vec2(20.0, 20.0));
    icon::paint(ui.painter(), at, symbol(target), colour);
    let font = if chosen { strong(11.0) } else { regular(11.0) };
    ui.painter().text(rect.center_bottom() - vec2(0.0, 12.0), Align2::CENTER_CENTER, target.label(), font, colour);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, target.label()));
    if response.clicked() {
        asks.page = Some(target);
    }
}

fn symbol(page: Page) -> Icon {
    match page {
        Page::Roster | Page::Import => Icon::People,
        Page::Campaign => Icon::Target,
        Page::Pitch => Icon::Screen,
        Page::Results => Icon::Tally,
        Page::Settings => Icon::Sliders,
    }
}
