//! What happens if a chosen creator says no, and who is worth asking in advance.

use eframe::egui::{RichText, Ui};

use super::{meant_ui, updating_ui, waiting_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::CreatorId;
use crate::domain::text::listed;
use crate::report::explain::{Backing, RefusalRow};
use crate::ui::asks::Asks;
use crate::ui::format::Amounts;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, group_label_ui, link_text_ui, muted_ui};

/// Columns: who says no, what is lost, who comes in.
const COLUMNS: [(f32, bool); 3] = [(0.32, false), (0.24, true), (0.44, false)];

/// Paints refusals over back-ups.
pub fn refusals_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let (Some(backing), Some(Ok(plan))) = (&model.plan.backing, &model.plan.answer) else {
        return waiting_ui(ui, model);
    };
    if backing.refusals.is_empty() {
        return waiting_ui(ui, model);
    }
    meant_ui(ui, model);
    updating_ui(ui, model);
    ui.spacing_mut().item_spacing.y = 0.0;
    cells_ui(ui, 24.0, &COLUMNS, |ui, place| {
        let title = ["Says no", "You lose", "Comes in"][place];
        cut_ui(ui, RichText::new(title).size(13.0).color(palette(ui).muted));
    });
    let amounts = plan.amounts(model.settings.numbers);
    for row in &backing.refusals {
        ui.push_id(row.creator.0, |ui| row_ui(ui, row, amounts, asks));
    }
    back_ups_ui(ui, model, backing, asks);
}

fn row_ui(ui: &mut Ui, row: &RefusalRow, amounts: Amounts, asks: &mut Asks) {
    let numbers = amounts.numbers;
    cells_ui(ui, 30.0, &COLUMNS, |ui, place| match place {
        0 => name_ui(ui, row.creator, &row.name, "is in", asks),
        1 => {
            let (words, hint) = match (row.loses, row.share) {
                (Some(loses), Some(share)) => {
                    let percent = numbers.percent(share.max(0.0), if share < 0.1 { 1 } else { 0 });
                    let proof = if row.proved { "Proved" } else { "Not proved: it may be less" };
                    (
                        format!("{} · {percent}", amounts.count(loses.max(0.0))),
                        format!("{}. {proof}", amounts.amount(loses)),
                    )
                }
                _ => ("no shortlist".to_owned(), "The rules leave no shortlist without them".to_owned()),
            };
            cut_ui(ui, words).on_hover_text(hint);
        }
        _ => {
            let names: Vec<&str> = row.joins.iter().map(|(_, name)| name.as_str()).collect();
            let mut words = if names.is_empty() { "nobody".to_owned() } else { listed(&names) };
            if !row.leaves.is_empty() {
                words = format!("{words}; then {} can't stay", listed(&row.leaves));
            }
            cut_ui(ui, RichText::new(&words).color(palette(ui).muted)).on_hover_text(&words);
        }
    });
}

fn back_ups_ui(ui: &mut Ui, model: &Model, backing: &Backing, asks: &mut Asks) {
    ui.add_space(12.0);
    group_label_ui(ui, "Worth asking in advance").on_hover_text(
        "The few creators who repair most refusals; the share of all that refusals would cost if nobody stepped in",
    );
    if backing.back_ups.is_empty() {
        muted_ui(ui, "Nobody outside can repair a refusal under these rules");
    }
    for row in &backing.back_ups {
        ui.push_id(row.creator.0, |ui| {
            cells_ui(ui, 30.0, &COLUMNS, |ui, place| match place {
                0 => name_ui(ui, row.creator, &row.name, "isn't in", asks),
                1 => {
                    let share = model.settings.numbers.percent(row.share, 0);
                    cut_ui(ui, format!("repairs {share}"));
                }
                _ => {
                    let words = format!("steps in for {}", listed(&row.repairs));
                    cut_ui(ui, RichText::new(&words).color(palette(ui).muted)).on_hover_text(&words);
                }
            });
        });
    }
}

/// A name that opens why they are or aren't in.
pub fn name_ui(ui: &mut Ui, creator: CreatorId, name: &str, how: &str, asks: &mut Asks) {
    let text = RichText::new(name).font(strong(size::BODY)).color(palette(ui).text);
    let words = if how == "is in" { format!("Why is {name} in?") } else { format!("Why isn't {name} in?") };
    if link_text_ui(ui, text, &words).on_hover_text(&words).clicked() {
        asks.run(Command::Focus(Some(creator)));
    }
}
