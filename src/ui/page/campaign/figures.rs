//! A list of figures: name, middle and band in a line, and on hover where each comes from.

use eframe::egui::{Align, Layout, RichText, Ui};

use crate::report::figures::{Figure, cells};
use crate::ui::chart::copy_menu_ui;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, heading_ui};

/// Paints figures under a heading with their menu.
pub fn figures_ui(ui: &mut Ui, heading: &str, figures: &[Figure]) {
    ui.horizontal(|ui| {
        heading_ui(ui, heading);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| copy_menu_ui(ui, heading, || cells(figures)));
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    for figure in figures {
        let place = |ui: &mut Ui, place: usize| {
            let text = match place {
                0 => RichText::new(&figure.name).size(13.0).color(palette(ui).muted),
                1 => RichText::new(&figure.value).font(strong(13.0)).color(palette(ui).text),
                _ => RichText::new(&figure.band).size(size::SMALL).color(palette(ui).muted),
            };
            cut_ui(ui, text).on_hover_text(format!("{}: {}\n{}", figure.name, in_words(figure), figure.source));
        };
        cells_ui(ui, 26.0, &[(0.37, false), (0.26, true), (0.37, true)], place);
    }
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.add_space(4.0);
}

fn in_words(figure: &Figure) -> String {
    match figure.band.is_empty() {
        true => figure.value.clone(),
        false => format!("{} ({})", figure.value, figure.band),
    }
}
