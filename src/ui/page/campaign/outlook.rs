//! The same money otherwise: on one tier alone, and in the other scenarios.

use eframe::egui::{Response, RichText, Ui};

use crate::domain::NumberStyle;
use crate::report::explain::{Compared, Outcome};
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cut_ui, group_label_ui};

/// Paints both.
pub fn compared_ui(ui: &mut Ui, compared: &Compared, numbers: NumberStyle) {
    if compared.tiers.len() > 1 {
        group_label_ui(ui, "The same money on one tier");
        for row in &compared.tiers {
            outcome_ui(ui, row.tier.label(), row.outcome.as_ref(), "nobody can be had", numbers);
        }
        ui.add_space(8.0);
    }
    if compared.scenarios.len() > 1 {
        group_label_ui(ui, "Scenarios side by side");
        for row in &compared.scenarios {
            let label = format!("{} · {}", row.name, numbers.money(row.budget));
            let problem = row.outcome.as_ref().err().cloned().unwrap_or_default();
            outcome_ui(ui, &label, row.outcome.as_ref().ok(), &problem, numbers);
        }
    }
}

fn outcome_ui(ui: &mut Ui, label: &str, outcome: Option<&Outcome>, problem: &str, numbers: NumberStyle) {
    match outcome {
        None => {
            line_ui(ui, label, "–").on_hover_text(problem);
        }
        Some(found) => {
            let creators = if found.creators == 1 { "creator" } else { "creators" };
            let value = format!("{} from {} {creators}", numbers.count(found.projected), found.creators);
            line_ui(ui, label, &value).on_hover_ui(|ui| {
                let proof = if found.proved { "proved best" } else { "not proved" };
                let promise = numbers.count(found.promise);
                ui.label(RichText::new(format!("Promised {promise}; costs {}; {proof}", numbers.money(found.cost))));
            });
        }
    }
}

/// A label over its value: the column is too narrow for both beside each other.
fn line_ui(ui: &mut Ui, label: &str, value: &str) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        cut_ui(ui, RichText::new(label).size(13.0).color(palette(ui).muted));
        cut_ui(ui, RichText::new(value).font(strong(size::BODY)).color(palette(ui).text))
    })
    .inner
}
