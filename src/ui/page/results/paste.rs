//! The form for results copied from a spreadsheet: what they would change is shown before anything is.

use eframe::egui::{Id, Label, Modal, RichText, ScrollArea, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::app::pasted_results::PastedResults;
use crate::report::results::CampaignResults;
use crate::ui::asks::Asks;
use crate::ui::dialog::closes;
use crate::ui::format::plural;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{muted_ui, plain_button_ui, primary_button_ui};

/// What was pasted so far.
pub struct PasteForm {
    text: String,
    /// What it would do, and what that was read from.
    read: Option<(String, PastedResults)>,
    fresh: bool,
}

impl PasteForm {
    /// A form with a block.
    pub fn new(text: String) -> PasteForm {
        PasteForm { text, read: None, fresh: true }
    }
}

/// Paints the form, while it is open.
pub fn paste_ui(ui: &mut Ui, model: &Model, shown: &CampaignResults, open: &mut Option<PasteForm>, asks: &mut Asks) {
    let Some(form) = open else { return };
    if form.read.as_ref().is_none_or(|(text, _)| *text != form.text) {
        let read = match form.text.trim().is_empty() {
            true => PastedResults::default(),
            false => model.pasted_results(shown.campaign, &form.text),
        };
        form.read = Some((form.text.clone(), read));
    }
    let modal = Modal::new(Id::unique("paste-results")).show(ui.ctx(), |ui| form_ui(ui, model, shown, form, asks));
    if modal.inner || closes(&modal, !form.text.trim().is_empty()) {
        *open = None;
    }
}

/// True if the form is done.
fn form_ui(ui: &mut Ui, model: &Model, shown: &CampaignResults, form: &mut PasteForm, asks: &mut Asks) -> bool {
    ui.set_width(560.0);
    ui.label(RichText::new(format!("Results of {}", shown.name)).font(strong(size::LEAD)));
    muted_ui(
        ui,
        "Copy cells with their headings and paste them here: Creator (or Code), then any of Posted on, Views, Reach, \
         Likes, Comments, Shares, Saves, Clicks, Orders, Revenue. Empty cells change nothing",
    );
    ScrollArea::vertical().id_salt("block").max_height(140.0).show(ui, |ui| {
        let field = TextEdit::multiline(&mut form.text).desired_rows(4).desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("Copied cells");
        if std::mem::take(&mut form.fresh) {
            field.request_focus();
        }
    });
    let Some((_, read)) = &form.read else { return false };
    preview_ui(ui, model, read);
    let mut done = false;
    ui.horizontal(|ui| {
        let results = plural(model.settings.numbers, read.changes.len(), "result", "results");
        let enter =
            ui.add_enabled_ui(!read.changes.is_empty(), |ui| primary_button_ui(ui, &format!("Enter {results}")));
        if enter.inner.clicked() {
            asks.run(Command::SetResults(read.changes.clone()));
            done = true;
        }
        done |= plain_button_ui(ui, "Cancel").clicked();
    });
    done
}

fn preview_ui(ui: &mut Ui, model: &Model, read: &PastedResults) {
    let colours = palette(ui);
    ScrollArea::vertical().id_salt("preview").max_height(200.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for issue in &read.issues {
            let row = issue.row.map(|row| format!("Row {row}"));
            let place = [row, issue.column.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            let text = format!("▲ {place}{}. {}", issue.problem, issue.hint);
            ui.add(Label::new(RichText::new(text).size(13.0).color(colours.warn)).wrap());
        }
        for (name, words) in &read.words {
            ui.add(Label::new(RichText::new(format!("{name}: {words}")).size(13.0)).wrap());
        }
        if read.same > 0 {
            muted_ui(ui, format!("{} nothing new", plural(model.settings.numbers, read.same, "row says", "rows say")));
        }
    });
}
