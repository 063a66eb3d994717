//! The campaign: the brief on the left, the shortlist over its explanations in the middle, the charts on the right.

mod add_rule;
mod aim;
mod brief;
mod column;
mod columns;
mod create;
mod curve;
mod explain;
mod figures;
mod goal;
mod money;
mod people;
mod pick;
mod place;
mod posting;
mod proof;
mod rule_line;
mod rules;
mod shortlist;
mod stance;
mod takings;

use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::{
    Button, CentralPanel, Event, Frame, Id, Margin, Modal, Panel, Popup, RichText, ScrollArea, Stroke, Ui, vec2,
};

use crate::app::model::Model;
use crate::app::{Command, shortlist_text};
use crate::domain::{Campaign, Scenario, ScenarioId};
use crate::ui::asks::Asks;
use crate::ui::dialog::closes;
use crate::ui::format::plural;
use crate::ui::page::Page;
use crate::ui::stacked::{Stacked, upper_ui};
use crate::ui::theme::{palette, size, strong};
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{chip_ui, muted_ui, plain_button_ui, primary_button_ui, ringed_ui, scroll_ui};

pub use create::CreateForm;
pub use explain::why_ui;

/// What the page remembers.
#[derive(Default)]
pub struct CampaignPage {
    brief: brief::BriefState,
    /// The form for a new campaign, while it is open.
    pub creating: Option<CreateForm>,
    proof_open: bool,
    column: column::ColumnState,
    explain: explain::ExplainState,
    stacked: Stacked,
}

/// Paints the page. True if the palette was asked for.
pub fn campaign_ui(ui: &mut Ui, model: &Model, page: &mut CampaignPage, asks: &mut Asks) -> bool {
    let Some((campaign, scenario)) = model.open_scenario() else {
        return empty_ui(ui, model, page, asks);
    };
    let open = scenario.id;
    copied(ui, model);
    let palette_asked = topbar_ui(
        ui,
        &campaign.name,
        &campaign.client,
        asks,
        |ui, asks| scenarios_ui(ui, model, campaign, open, asks),
        |ui, asks| {
            // Where nothing can be pitched yet, the page's main action is another one.
            let label = "Make pitch";
            let ready = match &model.plan.answer {
                Some(Ok(plan)) => !plan.rows.is_empty(),
                other => other.is_none(),
            };
            let pitch = if ready { primary_button_ui(ui, label) } else { plain_button_ui(ui, label) };
            if pitch.clicked() {
                asks.page = Some(Page::Pitch);
            }
            if roomy(ui) {
                book_ui(ui, model, open, asks);
            }
            menu_ui(ui, model, campaign, open, page, asks);
        },
    );
    let background = palette(ui).background;
    let side = Frame::new().fill(background).inner_margin(Margin::same(16));
    let narrow = ui.available_width() < 1060.0;
    Panel::left("brief").exact_size(if narrow { 228.0 } else { 248.0 }).resizable(false).frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| brief::brief_ui(ui, model, page, asks));
    });
    let width = (ui.available_width() * 0.34).clamp(240.0, 480.0);
    Panel::right("charts").exact_size(width).resizable(false).frame(side).show(ui, |ui| {
        column::column_ui(ui, model, &mut page.column, asks);
    });
    CentralPanel::default().frame(side).show(ui, |ui| {
        let (open, stacked) = (&mut page.proof_open, &mut page.stacked);
        let foot = |ui: &mut Ui| shortlist::foot_ui(ui, model);
        upper_ui(ui, stacked, |ui| shortlist::shortlist_ui(ui, model, open, asks), foot);
        explain::explain_ui(ui, model, &mut page.explain, asks);
    });
    palette_asked
}

/// Puts the shortlist on the clipboard when copying is asked for and no text is meant.
fn copied(ui: &Ui, model: &Model) {
    let Some(Ok(plan)) = &model.plan.answer else { return };
    let asked = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    let text = ui.ctx().text_edit_focused() || ui.ctx().memory(|memory| memory.top_modal_layer()).is_some();
    if asked && !text {
        ui.ctx().copy_text(shortlist_text(plan, model.settings.numbers));
    }
}

fn empty_ui(ui: &mut Ui, model: &Model, page: &mut CampaignPage, asks: &mut Asks) -> bool {
    let palette_asked = topbar_ui(ui, "Campaign", "", asks, |_, _| {}, |_, _| {});
    let frame = Frame::new().fill(palette(ui).background).inner_margin(24);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(96.0);
            ui.label(RichText::new("No campaign yet").font(strong(size::TITLE)).color(palette(ui).text));
            muted_ui(ui, "Name one and say what you can spend; the best shortlist is found at once");
            ui.add_space(8.0);
            if primary_button_ui(ui, "New campaign…").clicked() {
                page.creating = Some(CreateForm::new(model));
            }
        });
    });
    palette_asked
}

/// Width of the buttons that copy a scenario and list them all.
const PLUS: f32 = 32.0;
/// Letters of a scenario's name in the bar.
const NAME: usize = 16;

fn scenarios_ui(ui: &mut Ui, model: &Model, campaign: &Campaign, open: ScenarioId, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.x = 6.0;
    // However many there are, they keep off the rest of the bar.
    let room = (ui.available_width() - 2.0 * (PLUS + 6.0)).max(PLUS);
    // The wheel moves them, though it turns up and down.
    ui.style_mut().always_scroll_the_only_direction = true;
    let chips = ScrollArea::horizontal().id_salt("scenarios").max_width(room).auto_shrink([true, false]);
    let shown = chips.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden).show(ui, |ui| {
        chips_ui(ui, model, campaign, open, asks);
    });
    if shown.content_size.x > shown.inner_rect.width() + 1.0 {
        all_scenarios_ui(ui, model, campaign, open, asks);
    }
    let plus = RichText::new("+").size(13.0).color(palette(ui).text);
    let plus =
        Button::new(plus).fill(palette(ui).chip).stroke(Stroke::NONE).corner_radius(11).min_size(vec2(PLUS, 22.0));
    let plus = ringed_ui(ui, locked(model).is_none(), plus).accessible_name("Copy this scenario");
    if plus.on_hover_text("Copy this scenario, to compare another budget or other rules").clicked() {
        asks.run(Command::CopyScenario);
    }
}

/// Every scenario with its whole name, where the bar has no room for them all.
fn all_scenarios_ui(ui: &mut Ui, model: &Model, campaign: &Campaign, open: ScenarioId, asks: &mut Asks) {
    let count = campaign.scenarios.len();
    let button = RichText::new(count.to_string()).size(13.0).color(palette(ui).text);
    let button =
        Button::new(button).fill(palette(ui).chip).stroke(Stroke::NONE).corner_radius(11).min_size(vec2(PLUS, 22.0));
    let button = ringed_ui(ui, true, button).accessible_name("All scenarios");
    let button = button.on_hover_text(format!("All {count} scenarios"));
    Popup::menu(&button).accessible_name("All scenarios").show(|ui| {
        ui.set_min_width(200.0);
        for scenario in &campaign.scenarios {
            let label = format!("{} · {}", scenario.name, scenario_money(model, scenario, open));
            if ui.selectable_label(scenario.id == open, label).clicked() && scenario.id != open {
                asks.run(Command::OpenScenario(scenario.id));
            }
        }
    });
}

/// The money of a scenario as it is now, also while it is dragged.
fn scenario_money(model: &Model, scenario: &Scenario, open: ScenarioId) -> String {
    let brief = if scenario.id == open { model.brief().unwrap_or(&scenario.brief) } else { &scenario.brief };
    model.settings.numbers.money(brief.budget)
}

fn chips_ui(ui: &mut Ui, model: &Model, campaign: &Campaign, open: ScenarioId, asks: &mut Asks) {
    let key = ui.scope_id().with("scenario in sight");
    let comes = ui.data(|data| data.get_temp::<ScenarioId>(key)) != Some(open);
    ui.data_mut(|data| data.insert_temp(key, open));
    for scenario in &campaign.scenarios {
        let (name, money) = (&scenario.name, scenario_money(model, scenario, open));
        let shown: String = name.chars().take(NAME).collect();
        let cut = if shown.len() < name.len() { "…" } else { "" };
        let chip = chip_ui(ui, &format!("{shown}{cut} · {money}"), scenario.id == open);
        if chip.gained_focus() || (comes && scenario.id == open) {
            chip.scroll_to_me(None);
        }
        if chip.on_hover_text(name).clicked() && scenario.id != open {
            asks.run(Command::OpenScenario(scenario.id));
        }
    }
}

/// Whether the bar has room for everything; else some of it is in the menu.
fn roomy(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() >= 1180.0
}

/// The button that books the shortlist. It can be undone, so it asks nothing.
fn book_ui(ui: &mut Ui, model: &Model, open: ScenarioId, asks: &mut Asks) {
    let obstacle = Command::BookShortlist.obstacle(model);
    let hint = match model.booked_in(open) {
        0 => "Keep today's projections, so that results can be held against them".to_owned(),
        count => format!(
            "{} of this campaign booked already; those without a result get today's projection",
            plural(model.settings.numbers, count, "offer is", "offers are")
        ),
    };
    let button = ui.add_enabled_ui(obstacle.is_none(), |ui| plain_button_ui(ui, "Book shortlist")).inner;
    if button.on_hover_text(hint).on_disabled_hover_text(obstacle.unwrap_or_default()).clicked() {
        asks.run(Command::BookShortlist);
    }
}

/// Why the open campaign can't be changed now, as a sentence; `None` if it can.
fn locked(model: &Model) -> Option<&'static str> {
    Command::CopyScenario.obstacle(model)
}

fn menu_ui(
    ui: &mut Ui,
    model: &Model,
    campaign: &Campaign,
    open: ScenarioId,
    page: &mut CampaignPage,
    asks: &mut Asks,
) {
    ui.menu_button("Campaigns", |ui| {
        ui.set_min_width(200.0);
        for other in &model.campaigns {
            let Some(first) = other.scenarios.first() else { continue };
            if ui.selectable_label(other.id == campaign.id, &other.name).clicked() {
                asks.run(Command::OpenScenario(first.id));
                ui.close();
            }
        }
        ui.separator();
        if !roomy(ui) {
            book_ui(ui, model, open, asks);
        }
        if ui.button("New campaign…").clicked() {
            page.creating = Some(CreateForm::new(model));
            ui.close();
        }
        if ui.button("Rename…").clicked() {
            page.creating = Some(CreateForm::rename(campaign, open, model));
            ui.close();
        }
        if campaign.scenarios.len() > 1 && ui.button("Remove this scenario").clicked() {
            asks.run(Command::RemoveScenario(open));
            ui.close();
        }
        if ui.button("Remove this campaign").clicked() {
            asks.run(Command::RemoveCampaign(campaign.id));
            ui.close();
        }
    });
}

/// Paints the form for a new campaign, while it is open.
pub fn create_ui(ui: &mut Ui, model: &Model, page: &mut CampaignPage, asks: &mut Asks) {
    let Some(form) = &mut page.creating else { return };
    let modal = Modal::new(Id::unique("campaign")).show(ui.ctx(), |ui| create::form_ui(ui, model, form, asks));
    if modal.inner || closes(&modal, form.filled()) {
        page.creating = None;
    }
}
