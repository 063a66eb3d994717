//! What forecasts rest on where own data don't tell: every number with its source, changed in place.

use eframe::egui::{DragValue, RichText, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::app::premises::{PremiseRow, Unit};
use crate::ui::asks::Asks;
use crate::ui::theme::palette;
use crate::ui::widget::{cut_ui, divider_ui, group_label_ui, heading_ui, link_button_ui, muted_ui};

/// Paints the list of assumptions.
pub fn assumptions_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "What forecasts rest on where own data don't tell");
    muted_ui(
        ui,
        "Own posts and results outweigh these as soon as there are a few. Point at a source to read all of it",
    );
    let rows = model.premises.rows();
    if rows.iter().any(|row| row.own && row.usual.is_some())
        && link_button_ui(ui, "Bring all usual numbers back").clicked()
    {
        asks.run(Command::RestoreAssumptions);
    }
    let mut group = "";
    for row in &rows {
        if row.group != group {
            group = row.group;
            ui.add_space(6.0);
            group_label_ui(ui, group);
        }
        row_ui(ui, model, row, asks);
        divider_ui(ui);
    }
}

fn row_ui(ui: &mut Ui, model: &Model, row: &PremiseRow, asks: &mut Asks) {
    ui.horizontal(|ui| {
        let width = ui.available_width();
        ui.scope(|ui| {
            ui.set_width(width * 0.42);
            cut_ui(ui, RichText::new(&row.name)).on_hover_text(&row.name);
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.14);
            value_ui(ui, model, row, asks);
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.08);
            if row.own && link_button_ui(ui, "Undo").accessible_name(format!("Usual number: {}", row.name)).clicked() {
                asks.run(Command::Assume(row.key.clone(), None));
            }
        });
        let source = if row.own { "Your number" } else { &row.source };
        cut_ui(ui, RichText::new(source).size(12.0).color(palette(ui).muted)).on_hover_text(&row.source);
    });
}

fn value_ui(ui: &mut Ui, model: &Model, row: &PremiseRow, asks: &mut Asks) {
    let (low, high) = row.unit.range();
    let (scale, suffix, digits) = match row.unit {
        Unit::Share => (100.0, " %".to_owned(), 2),
        Unit::Money => (1.0, format!(" {}", model.settings.currency.code()), 2),
        Unit::Count => (1.0, String::new(), 0),
        Unit::Factor | Unit::Slope => (1.0, String::new(), 2),
    };
    let mut shown_value = row.value.unwrap_or(0.0) * scale;
    let unknown = row.value.is_none();
    let field = DragValue::new(&mut shown_value)
        .range(low * scale..=high * scale)
        .speed(0.0)
        .max_decimals(digits)
        .update_while_editing(false)
        .custom_formatter(move |value, _| match unknown && value == 0.0 {
            true => "not known".to_owned(),
            false => format!("{value:.digits$}{suffix}"),
        })
        .custom_parser(|text| {
            let number: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
            number.replace(',', ".").parse().ok()
        });
    let shown = ui.add_enabled(!model.file.read_only, field).accessible_name(&row.name);
    if shown.changed() {
        asks.run(Command::Assume(row.key.clone(), Some((shown_value / scale, row.ln_sd))));
    }
}
