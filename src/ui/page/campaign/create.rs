//! The form that names a campaign.

use eframe::egui::{Key, RichText, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Campaign, CampaignId, ScenarioId};
use crate::ui::asks::Asks;
use crate::ui::page::Page;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{group_label_ui, muted_ui, plain_button_ui, primary_button_ui};

/// What has been typed in so far.
pub struct CreateForm {
    renamed: Option<CampaignId>,
    name: String,
    client: String,
    /// The open scenario and its name, where names are changed.
    scenario: Option<(ScenarioId, String)>,
    /// Name, client and scenario as they were when the form was opened.
    began: (String, String, String),
    start: String,
    wrong: Option<&'static str>,
    fresh: bool,
}

impl CreateForm {
    /// An empty form.
    pub fn new(model: &Model) -> CreateForm {
        let money = model.settings.numbers.money(model.first_money());
        let start = format!("It starts with {money}; change it on the page");
        CreateForm {
            renamed: None,
            name: String::new(),
            client: String::new(),
            scenario: None,
            began: Default::default(),
            start,
            wrong: None,
            fresh: true,
        }
    }

    /// A form that renames a campaign and its open scenario.
    pub fn rename(campaign: &Campaign, open: ScenarioId, model: &Model) -> CreateForm {
        let scenario = campaign.scenarios.iter().find(|one| one.id == open).map(|one| (open, one.name.clone()));
        let called = scenario.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        CreateForm {
            scenario,
            renamed: Some(campaign.id),
            name: campaign.name.clone(),
            client: campaign.client.clone(),
            began: (campaign.name.clone(), campaign.client.clone(), called),
            start: String::new(),
            ..CreateForm::new(model)
        }
    }

    /// The open scenario with its new name, if it is to have one.
    fn scenario_renamed(&self) -> Option<(ScenarioId, String)> {
        let (id, name) = self.scenario.as_ref()?;
        (name.trim() != self.began.2).then(|| (*id, name.trim().to_owned()))
    }

    /// Whether anything was typed in that closing the form would lose.
    pub fn filled(&self) -> bool {
        (&self.name, &self.client) != (&self.began.0, &self.began.1) || self.scenario_renamed().is_some()
    }
}

/// Paints the form; true when it is done.
pub fn form_ui(ui: &mut Ui, model: &Model, form: &mut CreateForm, asks: &mut Asks) -> bool {
    ui.set_width(340.0);
    let title = if form.renamed.is_some() { "Rename" } else { "New campaign" };
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
    if let Some((_, name)) = &mut form.scenario {
        let label = group_label_ui(ui, "Open scenario");
        let shown = ui.add(TextEdit::singleline(name).desired_width(f32::INFINITY)).labelled_by(label.id);
        left |= shown.lost_focus();
    }
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
    let scenario = form.scenario_renamed();
    let command = match form.renamed {
        Some(id) => Command::RenameCampaign(id, name.clone(), client.clone()),
        None => Command::AddCampaign { name: name.clone(), client: client.clone() },
    };
    form.wrong = match (name.is_empty(), taken) {
        (true, _) => Some("A campaign needs a name"),
        (_, true) => Some("There is a campaign of this name already"),
        _ => scenario.as_ref().and_then(|(id, name)| unfit(model, *id, name)).or_else(|| command.obstacle(model)),
    };
    if form.wrong.is_some() {
        form.fresh = true;
        return false;
    }
    if (&name, &client) != (&form.began.0, &form.began.1) {
        asks.run(command);
    }
    if let Some((id, name)) = scenario {
        asks.run(Command::RenameScenario(id, name));
    }
    if form.renamed.is_none() {
        asks.page = Some(Page::Campaign);
    }
    true
}

/// What is wrong with a scenario's new name, as a sentence.
fn unfit(model: &Model, scenario: ScenarioId, name: &str) -> Option<&'static str> {
    let campaign = model.campaigns.iter().find(|one| one.scenarios.iter().any(|one| one.id == scenario))?;
    let taken = campaign.scenarios.iter().any(|other| other.id != scenario && other.name == name);
    match (name.is_empty(), taken) {
        (true, _) => Some("A scenario needs a name"),
        (_, true) => Some("There is a scenario of this name already"),
        _ => None,
    }
}
