//! Import: what was detected, what the columns mean, what would happen, what is wrong; then one step.

use eframe::egui::{Align, CentralPanel, ComboBox, Frame, Layout, Margin, Panel, ProgressBar, RichText, Ui};

use crate::app::import::{Column, ImportState, OutcomeKind, Prepared, Preview, Stage};
use crate::app::model::Model;
use crate::app::readings::readings;
use crate::app::{Command, Field};
use crate::domain::{NumberStyle, Platform};
use crate::ui::asks::{Asks, PathFor};
use crate::ui::format::plural;
use crate::ui::theme::{palette, size, strong};
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{
    Tint, badge_ui, cut_ui, divider_ui, group_label_ui, heading_ui, muted_ui, plain_button_ui, primary_button_ui,
    scroll_ui, waiting_ui,
};

/// Issues and changed rows listed one by one.
const LISTED: usize = 200;

/// Paints the page. True if the palette was asked for.
pub fn import_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) -> bool {
    let Some(import) = &model.import else {
        return topbar_ui(ui, "Import", "", asks, |_, _| {}, |_, _| {});
    };
    let palette_asked =
        topbar_ui(ui, "Import", &import.name, asks, |_, _| {}, |ui, asks| buttons_ui(ui, model, import, asks));
    match (&import.stage, &import.prepared) {
        (Stage::Failed(problem), _) => failed_ui(ui, problem, asks),
        (_, None) => {
            CentralPanel::default().frame(Frame::new().inner_margin(24)).show(ui, |ui| {
                waiting_ui(ui, "Reading the list");
            });
        }
        (_, Some(prepared)) => ready_ui(ui, model, import, prepared, asks),
    }
    palette_asked
}

fn buttons_ui(ui: &mut Ui, model: &Model, import: &ImportState, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    match (&import.stage, &import.preview) {
        (Stage::Ready, Some(preview)) if preview.new + preview.changed > 0 => {
            let rows = plural(numbers, (preview.new + preview.changed) as usize, "row", "rows");
            let shown = ui.add_enabled_ui(!model.file.read_only, |ui| primary_button_ui(ui, &format!("Import {rows}")));
            if shown.inner.on_disabled_hover_text("This file is open for reading only").clicked() {
                asks.run(Command::RunImport);
            }
        }
        (Stage::Running, _) => {
            let (done, total) = import.progress;
            let share = if total > 0 { done as f32 / total as f32 } else { 0.0 };
            let text = format!("{} of {}", numbers.count(done as f64), numbers.count(total as f64));
            ui.add(ProgressBar::new(share).desired_width(200.0).text(text));
        }
        _ => {}
    }
    let word = if import.is_running() { "Stop" } else { "Close" };
    if plain_button_ui(ui, word).clicked() {
        asks.run(Command::CancelImport);
    }
}

fn failed_ui(ui: &mut Ui, problem: &str, asks: &mut Asks) {
    CentralPanel::default().frame(Frame::new().inner_margin(24)).show(ui, |ui| {
        ui.add_space(24.0);
        ui.label(RichText::new("This list can't be read").font(strong(size::TITLE)));
        ui.label(RichText::new(problem).color(palette(ui).bad));
        ui.add_space(8.0);
        if primary_button_ui(ui, "Choose another file…").clicked() {
            asks.path = Some(PathFor::Import);
        }
    });
}

fn ready_ui(ui: &mut Ui, model: &Model, import: &ImportState, prepared: &Prepared, asks: &mut Asks) {
    let side = Frame::new().fill(palette(ui).background).inner_margin(Margin::same(16));
    let width = (ui.available_width() * 0.38).clamp(300.0, 480.0);
    Panel::right("preview").exact_size(width).resizable(false).frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| preview_ui(ui, model, import));
    });
    CentralPanel::default().frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| {
            detected_ui(ui, model, prepared, asks);
            ui.add_space(8.0);
            heading_ui(ui, "Columns");
            let enabled = !import.is_running();
            ui.add_enabled_ui(enabled, |ui| columns_ui(ui, prepared, asks));
        });
    });
}

fn detected_ui(ui: &mut Ui, model: &Model, prepared: &Prepared, asks: &mut Asks) {
    let sheet = &prepared.sheet;
    let numbers = model.settings.numbers;
    let delimiter = match sheet.delimiter {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        '|' => "bar".to_owned(),
        other => format!("\u{201c}{other}\u{201d}"),
    };
    let header = sheet.header_row.map_or("no header".to_owned(), |row| format!("header in line {row}"));
    let kind = if prepared.is_posts() { "A list of posts" } else { "A list of creators" };
    heading_ui(ui, kind);
    let rows = plural(numbers, sheet.len(), "row", "rows");
    muted_ui(ui, format!("{rows} · {} · {delimiter} between columns · {header}", sheet.encoding));
    ui.horizontal(|ui| {
        let label = group_label_ui(ui, "Platform where the list names none");
        let shown = prepared.platform.map_or("unknown", Platform::label);
        let combo = ComboBox::from_id_salt("platform").selected_text(shown).show_ui(ui, |ui| {
            if ui.selectable_label(prepared.platform.is_none(), "unknown").clicked() {
                asks.run(Command::AssignPlatform(None));
            }
            for platform in Platform::ALL {
                if ui.selectable_label(prepared.platform == Some(platform), platform.label()).clicked() {
                    asks.run(Command::AssignPlatform(Some(platform)));
                }
            }
        });
        combo.response.labelled_by(label.id);
    });
}

fn columns_ui(ui: &mut Ui, prepared: &Prepared, asks: &mut Asks) {
    for column in &prepared.mapping.columns {
        ui.push_id(column.index, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(34.0);
                let width = ui.available_width();
                ui.scope(|ui| {
                    ui.set_width(width * 0.30);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        cut_ui(ui, RichText::new(&column.header).color(palette(ui).text));
                        let samples = column.samples.join(" · ");
                        cut_ui(ui, RichText::new(samples).size(size::SMALL).color(palette(ui).muted));
                    });
                });
                field_combo_ui(ui, column.index, &column.header, column.field, asks);
                confidence_ui(ui, column.field, column.confidence);
                reading_menu_ui(ui, column, asks);
                if let Some(reading) = column.reading() {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        cut_ui(ui, RichText::new(reading).size(size::SMALL).color(palette(ui).muted));
                    });
                }
            });
        });
        divider_ui(ui);
    }
}

fn field_combo_ui(ui: &mut Ui, column: usize, header: &str, field: Field, asks: &mut Asks) {
    let combo = ComboBox::from_id_salt("field").selected_text(field.label()).width(170.0).show_ui(ui, |ui| {
        for choice in Field::all() {
            if ui.selectable_label(choice == field, choice.label()).clicked() {
                asks.run(Command::AssignColumn(column, choice));
            }
        }
    });
    combo.response.accessible_name(format!("Meaning of column {header}"));
}

/// How the values are read, where there is more than one way.
fn reading_menu_ui(ui: &mut Ui, column: &Column, asks: &mut Asks) {
    let ways = readings(column);
    if ways.is_empty() {
        return;
    }
    let menu = ui.menu_button("Read as", |ui| {
        for (words, style) in ways {
            if ui.selectable_label(style == column.style, words).clicked() {
                asks.run(Command::ReadColumn(column.index, style));
                ui.close();
            }
        }
    });
    menu.response.accessible_name(format!("Read column {} as", column.header));
}

fn confidence_ui(ui: &mut Ui, field: Field, confidence: f64) {
    let (text, tint, words) = match (field, confidence) {
        (Field::Ignore, _) => {
            ("ignored", Tint::Plain, "This column isn't imported; choose what it means if it should be")
        }
        (_, c) if c >= 0.8 => ("sure", Tint::Good, "The header and the values agree"),
        (_, c) if c >= 0.5 => ("likely", Tint::Plain, "Probably right; look at the samples"),
        _ => ("check", Tint::Warn, "A guess; look at the samples"),
    };
    let percent = NumberStyle::ENGLISH.percent(confidence, 0);
    badge_ui(ui, text, tint).on_hover_text(format!("{words} ({percent})"));
}

fn preview_ui(ui: &mut Ui, model: &Model, import: &ImportState) {
    heading_ui(ui, if import.is_running() { "What happens" } else { "What would happen" });
    let Some(preview) = &import.preview else {
        let (done, total) = import.progress;
        let numbers = model.settings.numbers;
        waiting_ui(ui, format!("{} of {} rows", numbers.count(done as f64), numbers.count(total as f64)));
        return;
    };
    counts_ui(ui, model.settings.numbers, preview);
    if preview.new + preview.changed == 0 && preview.rows > 0 {
        muted_ui(ui, "Nothing in this list is new to the roster");
    }
    changes_ui(ui, preview);
    issues_ui(ui, model.settings.numbers, preview);
}

fn counts_ui(ui: &mut Ui, numbers: NumberStyle, preview: &Preview) {
    ui.columns(4, |columns| {
        let counts =
            [("new", preview.new), ("changed", preview.changed), ("same", preview.same), ("left out", preview.refused)];
        for (column, (label, count)) in columns.iter_mut().zip(counts) {
            column.label(
                RichText::new(numbers.count(count as f64)).font(strong(size::TITLE)).color(palette(column).text),
            );
            muted_ui(column, label);
        }
    });
    muted_ui(ui, format!("of {} rows", numbers.count(preview.rows as f64)));
}

fn changes_ui(ui: &mut Ui, preview: &Preview) {
    let changed: Vec<_> =
        preview.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Changed).take(LISTED).collect();
    if changed.is_empty() {
        return;
    }
    ui.add_space(8.0);
    heading_ui(ui, "Changes");
    for outcome in changed {
        for change in &outcome.changes {
            let old = if change.old.is_empty() { "–" } else { change.old.as_str() };
            muted_ui(
                ui,
                format!("Row {} · {} · {}: {old} → {}", outcome.row, outcome.creator, change.field, change.new),
            );
        }
    }
}

fn issues_ui(ui: &mut Ui, numbers: NumberStyle, preview: &Preview) {
    ui.add_space(8.0);
    heading_ui(ui, "Issues");
    if preview.issues.is_empty() {
        muted_ui(ui, "None: every cell could be read");
        return;
    }
    for issue in preview.issues.iter().take(LISTED) {
        let row = issue.row.map(|row| format!("Row {row}"));
        let parts: Vec<String> = [row, issue.column.clone()].into_iter().flatten().collect();
        let place = if parts.is_empty() { "Whole list".to_owned() } else { parts.join(" · ") };
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(place).size(size::SMALL).color(palette(ui).warn));
            ui.label(RichText::new(&issue.problem).size(13.0).color(palette(ui).text));
            muted_ui(ui, issue.hint.clone());
        });
    }
    if preview.issues.len() > LISTED {
        muted_ui(ui, format!("and {} more", numbers.count((preview.issues.len() - LISTED) as f64)));
    }
}
