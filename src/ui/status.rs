//! The status line: file, creators, what runs, what is saved.

use eframe::egui::{Align, Button, Frame, Key, KeyboardShortcut, Layout, Margin, Modifiers, Panel, RichText, Ui};

use super::asks::Asks;
use super::format::plural;
use super::palette::lower;
use super::theme::{palette, size};
use super::widget::link_button_ui;
use crate::app::{Command, Model};

const UNDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);

/// Paints the status line.
pub fn status_ui(ui: &mut Ui, model: &Model, selected: usize, asks: &mut Asks) {
    let frame = Frame::new().fill(palette(ui).surface).inner_margin(Margin::symmetric(16, 0));
    Panel::bottom("status").exact_size(26.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            let numbers = model.settings.numbers;
            small_ui(ui, &model.file.name()).on_hover_text(model.file.path.display().to_string());
            if model.file.read_only {
                ui.label(RichText::new("read only").size(size::SMALL).color(palette(ui).warn));
            }
            if !model.file.loading {
                small_ui(ui, &plural(numbers, model.roster.cards.len(), "creator", "creators"));
            }
            if selected > 1 {
                small_ui(ui, &format!("{} selected", numbers.count(selected as f64)));
            }
            job_ui(ui, model, asks);
            undo_ui(ui, model, asks);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| saved_ui(ui, model));
        });
    });
}

fn job_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    if model.file.loading {
        small_ui(ui, "Reading…");
    }
    let Some(import) = model.import.as_ref().filter(|import| import.is_running()) else { return };
    let (done, total) = import.progress;
    let share = if total > 0 { done as f64 / total as f64 } else { 0.0 };
    small_ui(ui, &format!("Importing {} {}", import.name, model.settings.numbers.percent(share, 0)));
    if link_button_ui(ui, "Cancel import").clicked() {
        asks.run(Command::CancelImport);
    }
}

/// The last change, to be taken back by name.
fn undo_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let Some(undo) = model.file.undo.as_ref().filter(|_| Command::Undo.obstacle(model).is_none()) else { return };
    let text = RichText::new(format!("Undo {}", lower(undo))).size(size::SMALL).color(palette(ui).accent);
    let button = Button::new(text).frame_when_inactive(false).small();
    if ui.add(button).on_hover_text(ui.ctx().format_shortcut(&UNDO)).clicked() {
        asks.run(Command::Undo);
    }
}

fn saved_ui(ui: &mut Ui, model: &Model) {
    let saved = if model.file.read_only { "Nothing is changed in this file" } else { "Every change is saved" };
    let backup = match model.file.backups.first() {
        Some((when, _)) => format!("{saved} · backup {when}"),
        None => saved.to_owned(),
    };
    small_ui(ui, &backup);
}

fn small_ui(ui: &mut Ui, text: &str) -> eframe::egui::Response {
    ui.label(RichText::new(text).size(size::SMALL).color(palette(ui).muted))
}
