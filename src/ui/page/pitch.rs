//! The pitch: what it will hold, who sends it, and the files it becomes.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, RichText, TextEdit, Ui};

use crate::app::model::Model;
use crate::app::{Command, Settings};
use crate::report::picture::density;
use crate::report::plan::Plan;
use crate::ui::asks::{Asks, PathFor};
use crate::ui::chart::picture_ui;
use crate::ui::format::plural;
use crate::ui::page::Page;
use crate::ui::rows::rows_ui;
use crate::ui::theme::{palette, size, strong};
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{
    card_ui, cells_ui, check_ui, cut_ui, group_label_ui, heading_ui, muted_ui, primary_button_ui, scroll_ui, titled_ui,
};

/// What the page remembers.
pub struct PitchPage {
    xlsx: bool,
    html: bool,
    agency: Option<String>,
}

impl Default for PitchPage {
    fn default() -> Self {
        PitchPage { xlsx: true, html: true, agency: None }
    }
}

/// Paints the page. True if the palette was asked for.
pub fn pitch_ui(ui: &mut Ui, model: &Model, page: &mut PitchPage, asks: &mut Asks) -> bool {
    let subtitle = model
        .open_scenario()
        .map(|(campaign, scenario)| format!("{} · scenario {}", campaign.name, scenario.name))
        .unwrap_or_default();
    let files = PathFor::Pitch { xlsx: page.xlsx, html: page.html };
    let nothing = (!page.xlsx && !page.html).then_some("Choose at least one file");
    let obstacle = files.obstacle(model).or(nothing);
    let palette_asked = topbar_ui(
        ui,
        "Pitch",
        &subtitle,
        asks,
        |_, _| {},
        |ui, asks| {
            let button = ui.add_enabled_ui(obstacle.is_none(), |ui| primary_button_ui(ui, "Write pitch…")).inner;
            if button.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked() {
                asks.path = Some(files);
            }
        },
    );
    let Some(Ok(plan)) = &model.plan.answer else {
        empty_ui(ui, asks);
        return palette_asked;
    };
    let side = Frame::new().fill(palette(ui).background).inner_margin(Margin::same(16));
    Panel::left("pitch-settings").exact_size(264.0).resizable(false).frame(side).show(ui, |ui| {
        settings_ui(ui, model, page, asks);
    });
    CentralPanel::default().frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| preview_ui(ui, model, plan, asks));
    });
    palette_asked
}

fn empty_ui(ui: &mut Ui, asks: &mut Asks) {
    CentralPanel::default().frame(Frame::new().inner_margin(24)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(96.0);
            ui.label(RichText::new("Nothing to pitch yet").font(strong(size::TITLE)).color(palette(ui).text));
            muted_ui(ui, "A pitch is made from the shortlist of the open campaign");
            ui.add_space(8.0);
            if primary_button_ui(ui, "Go to the campaign").clicked() {
                asks.page = Some(Page::Campaign);
            }
        });
    });
}

fn settings_ui(ui: &mut Ui, model: &Model, page: &mut PitchPage, asks: &mut Asks) {
    heading_ui(ui, "Files");
    check_ui(ui, &mut page.xlsx, "Excel workbook");
    muted_ui(ui, "Shortlist with live formulas, projections with charts, assumptions, sources");
    check_ui(ui, &mut page.html, "One-file web page");
    muted_ui(ui, "Opens in any browser, prints to PDF, loads nothing from anywhere");
    ui.add_space(8.0);
    let label = group_label_ui(ui, "Sent by");
    let mut agency = page.agency.clone().unwrap_or_else(|| model.settings.agency.clone());
    let field = TextEdit::singleline(&mut agency).hint_text("Your name or agency").desired_width(f32::INFINITY);
    let shown = ui.add_enabled(!model.file.read_only, field).labelled_by(label.id);
    if shown.changed() {
        page.agency = Some(agency);
    }
    if shown.lost_focus()
        && let Some(agency) = page.agency.take()
    {
        let settings = Settings { agency: agency.trim().to_owned(), ..model.settings.clone() };
        asks.run_first(Command::SetSettings(Box::new(settings)));
    }
    // What was half typed when the page was left must not come back as if it were stored.
    if !shown.has_focus() {
        page.agency = None;
    }
    ui.add_space(8.0);
    muted_ui(ui, "A pitch holds what you see here and nothing else from the roster");
}

fn preview_ui(ui: &mut Ui, model: &Model, plan: &Plan, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let Some((campaign, _)) = model.open_scenario() else { return };
    ui.set_max_width(ui.available_width().min(760.0));
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        let client = if campaign.client.is_empty() { "Own campaign" } else { &campaign.client };
        muted_ui(ui, client);
        ui.label(RichText::new(&campaign.name).font(strong(size::HEADLINE)).color(palette(ui).text));
        let (low, high) = plan.total.band(0.8);
        let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
        let promise = plan.amounts(numbers).amount(plan.total.promise(level));
        ui.label(format!("{promise}, promised with {} certainty", numbers.percent(level, 0)));
        let words = format!(
            "{} for {} · middle {} · 8 in 10: {}{}",
            plural(numbers, plan.rows.len(), "creator", "creators"),
            numbers.money(plan.cost),
            plan.amounts(numbers).count(plan.total.middle()),
            plan.amounts(numbers).span(low, high),
            plan.yes_words(numbers)
        );
        muted_ui(ui, words);
    });
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        heading_ui(ui, "What was asked");
        ui.spacing_mut().item_spacing.y = 4.0;
        titled_ui(ui, ASKED, "Goal", plan.goal().label());
        titled_ui(ui, ASKED, "Money", &numbers.money(plan.brief.budget));
        for (place, rule) in plan.brief.rules.iter().enumerate() {
            titled_ui(ui, ASKED, if place == 0 { "Rules" } else { "" }, &model.rule_words(rule));
        }
    });
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        heading_ui(ui, "Shortlist");
        shortlist_ui(ui, model, plan);
    });
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
        picture_ui(ui, &density(plan, level, numbers), asks);
    });
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        heading_ui(ui, "Also inside");
        muted_ui(ui, "Why this is the best shortlist, who comes next, what every number rests on with source and date");
        for flag in &plan.flags {
            ui.label(RichText::new(flag).size(13.0).color(palette(ui).warn));
        }
    });
}

/// Width of the titles of what was asked.
const ASKED: f32 = 96.0;

/// Name, what is published, fee, band: shares of the width, and whether each holds numbers.
const COLUMNS: [(f32, bool); 4] = [(0.36, false), (0.28, false), (0.14, true), (0.22, true)];

fn shortlist_ui(ui: &mut Ui, model: &Model, plan: &Plan) {
    let numbers = model.settings.numbers;
    let band = format!("8 in 10, {}", plan.goal().noun());
    cells_ui(ui, 24.0, &COLUMNS, |ui, place| {
        let heading = ["Creator", "Delivers", "Fee", band.as_str()][place];
        cut_ui(ui, RichText::new(heading).size(13.0).color(palette(ui).muted)).on_hover_text(heading);
    });
    rows_ui(ui, 28.0, plan.rows.len(), |ui, place| {
        let row = &plan.rows[place];
        let parts = [
            row.name.clone(),
            row.delivers.clone(),
            numbers.money(row.fee),
            plan.amounts(numbers).span(row.projection.low, row.projection.high),
        ];
        cells_ui(ui, 28.0, &COLUMNS, |ui, place| {
            cut_ui(ui, parts[place].as_str()).on_hover_text(&parts[place]);
        });
    });
}
