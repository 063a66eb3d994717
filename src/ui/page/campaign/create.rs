//! The form that names a campaign.

use eframe::egui::{Key, RichText, TextEdit, Ui};

use crate::app::model::Model;
use crate::app::{Command, Settings};
use crate::domain::{Campaign, CampaignId};
use crate::ui::asks::Asks;
use crate::ui::page::Page;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{group_label_ui, muted_ui, plain_button_ui, primary_button_ui};

/// What has been typed in so far.
pub struct CreateForm {
    renamed: Option<CampaignId>,
    name: String,
    client: String,
    /// Name and client as they were when the form was opened.
    began: (String, String),
    start: String,
    wrong: Option<&'static str>,
    fresh: bool,
}

impl CreateForm {
    /// An empty form.
    pub fn new(settings: &Settings) -> CreateForm {
        let start = format!("It starts with 500 {}; change it on the page", settings.currency.symbol());
        let began = (String::new(), String::new());
        CreateForm { renamed: None, name: String::new(), client: String::new(), began, start, wrong: None, fresh: true }
    }

    /// A form that renames a campaign.
    pub fn rename(campaign: &Campaign, settings: &Settings) -> CreateForm {
        CreateForm {
            renamed: Some(campaign.id),
            name: campaign.name.clone(),
            client: campaign.client.clone(),
            began: (campaign.name.clone(), campaign.client.clone()),
            start: String::new(),
            ..CreateForm::new(settings)
        }
    }

    /// Whether anything was typed in that closing the form would lose.
    pub fn filled(&self) -> bool {
        self.name != self.began.0 || self.client != self.began.1
    }
}

/// Paints the form; true when it is done.
pub fn form_ui(ui: &mut Ui, model: &Model, form: &mut CreateForm, asks: &mut Asks) -> bool {
    ui.set_width(340.0);
    let title = if form.renamed.is_some() { "Rename campaign" } else { "New campaign" };
    ui.label(RichText::new(title).font(strong(size::LEAD)));
    let label = group_label_ui(ui, "Name");
    let field = TextEdit::singleline(&mut form.name).hint_text("Autumn menu").desired_width(f32::INFINITY);
    let shown = ui.add(field).labelled_by(label.id);
    let mut left = shown.lost_focus();
    if std::mem::take(&mut form.fresh) {
        shown.request_focus();
    }
    let label = group_label_ui(ui, "Client; empty if it is your own");
    let shown = ui.add(TextEdit::singleline(&mut form.client).desired_width(f32::INFINITY)).labelled_by(label.id);
    left |= shown.lost_focus();
    if !form.start.is_empty() {
        muted_ui(ui, form.start.clone());
    }
    if let Some(wrong) = form.wrong {
        ui.label(RichText::new(wrong).color(palette(ui).bad));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        // Enter sends the form from its fields only; on a button it presses that button.
        let enter = left && ui.input(|input| input.key_pressed(Key::Enter));
        let verb = if form.renamed.is_some() { "Rename" } else { "Create campaign" };
        let save = primary_button_ui(ui, verb).clicked() || enter;
        let cancel = plain_button_ui(ui, "Cancel").clicked();
        cancel || (save && commit(model, form, asks))
    })
    .inner
}

fn commit(model: &Model, form: &mut CreateForm, asks: &mut Asks) -> bool {
    let (name, client) = (form.name.trim().to_owned(), form.client.trim().to_owned());
    let taken = model.campaigns.iter().any(|other| other.name == name && Some(other.id) != form.renamed);
    let command = match form.renamed {
        Some(id) => Command::RenameCampaign(id, name.clone(), client),
        None => Command::AddCampaign { name: name.clone(), client },
    };
    form.wrong = match (name.is_empty(), taken) {
        (true, _) => Some("A campaign needs a name"),
        (_, true) => Some("There is a campaign of this name already"),
        _ => command.obstacle(model),
    };
    if form.wrong.is_some() {
        form.fresh = true;
        return false;
    }
    asks.run(command);
    if form.renamed.is_none() {
        asks.page = Some(Page::Campaign);
    }
    true
}
