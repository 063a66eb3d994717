//! Settings: number style, currency, theme, tiers, what the forecast rests on, backups, files.

use eframe::egui::{CentralPanel, ComboBox, DragValue, Frame, Ui};

use crate::app::model::Model;
use crate::app::{Command, Settings, ThemeChoice};
use crate::domain::{Currency, NumberStyle, Tier};
use crate::ui::asks::{Asks, PathFor};
use crate::ui::page::assumptions::{AssumptionsState, assumptions_ui};
use crate::ui::page::niches::{NichesState, niches_ui};
use crate::ui::page::worth::worth_ui;
use crate::ui::theme::palette;
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{card_ui, chip_ui, group_label_ui, heading_ui, muted_ui, plain_button_ui, scroll_ui};

/// What the page remembers.
#[derive(Default)]
pub struct SettingsPage {
    assumptions: AssumptionsState,
    niches: NichesState,
}

impl SettingsPage {
    /// Shows the assumptions that hold these words when the page is painted next; nothing where none are sought.
    pub fn seek(&mut self, words: Option<&str>) {
        if let Some(words) = words {
            self.assumptions.seek(words);
        }
    }
}

/// Paints the page. True if the palette was asked for.
pub fn settings_ui(ui: &mut Ui, model: &Model, page: &mut SettingsPage, asks: &mut Asks) -> bool {
    let palette_asked = topbar_ui(ui, "Settings", &model.file.name(), asks, |_, _| {}, |_, _| {});
    let frame = Frame::new().fill(palette(ui).background).inner_margin(16);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        scroll_ui(ui, |ui| {
            ui.set_max_width(ui.available_width().min(820.0));
            let mut settings = model.settings.clone();
            ui.add_enabled_ui(!model.file.read_only, |ui| {
                card_ui(ui, |ui| writing_ui(ui, &mut settings));
                card_ui(ui, |ui| tiers_ui(ui, &mut settings));
                card_ui(ui, |ui| worth_ui(ui, &mut settings));
            });
            if settings != model.settings {
                asks.run(Command::SetSettings(Box::new(settings)));
            }
            card_ui(ui, |ui| files_ui(ui, model, asks));
            card_ui(ui, |ui| assumptions_ui(ui, model, &mut page.assumptions, asks));
            card_ui(ui, |ui| niches_ui(ui, model, &mut page.niches, asks));
            card_ui(ui, privacy_ui);
        });
    });
    palette_asked
}

fn writing_ui(ui: &mut Ui, settings: &mut Settings) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "How things are written");
    group_label_ui(ui, "Theme");
    ui.horizontal(|ui| {
        for (theme, word) in ThemeChoice::ALL {
            if chip_ui(ui, word, settings.theme == theme).clicked() {
                settings.theme = theme;
            }
        }
    });
    group_label_ui(ui, "Numbers");
    ui.horizontal_wrapped(|ui| {
        for (key, style) in NumberStyle::ALL {
            if chip_ui(ui, key, settings.numbers == style).clicked() {
                settings.numbers = style;
            }
        }
    });
    ui.horizontal(|ui| {
        let label = group_label_ui(ui, "Currency of new fees and campaigns");
        let text = |currency: Currency| match currency.symbol() == currency.code() {
            true => currency.code().to_owned(),
            false => format!("{} {}", currency.code(), currency.symbol()),
        };
        let combo = ComboBox::from_id_salt("currency").selected_text(text(settings.currency)).show_ui(ui, |ui| {
            for currency in Currency::common() {
                ui.selectable_value(&mut settings.currency, currency, text(currency));
            }
        });
        combo.response.labelled_by(label.id);
    });
}

fn tiers_ui(ui: &mut Ui, settings: &mut Settings) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Tiers");
    muted_ui(
        ui,
        "Only names for sizes: no forecast jumps at a border. Sources disagree on them; these start as HypeAuditor's",
    );
    ui.horizontal_wrapped(|ui| {
        for (place, tier) in Tier::ALL.into_iter().skip(1).enumerate() {
            let low = if place == 0 { 1 } else { settings.tiers.borders[place - 1] };
            let high = settings.tiers.borders.get(place + 1).copied().unwrap_or(1_000_000_000);
            group_label_ui(ui, &format!("{} from", tier.label()));
            let numbers = settings.numbers;
            let field = DragValue::new(&mut settings.tiers.borders[place])
                .range(low..=high)
                .speed(100.0)
                .custom_formatter(move |value, _| numbers.count(value))
                .custom_parser(move |text| crate::ui::typed::number(text, numbers).value())
                .update_while_editing(false);
            ui.add(field).accessible_name(format!("Least followers of {}", tier.label()));
        }
    });
}

fn files_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "File and backups");
    muted_ui(ui, format!("{}", model.file.path.display()));
    ui.horizontal_wrapped(|ui| {
        if plain_button_ui(ui, "Open roster…").clicked() {
            asks.path = Some(PathFor::Open);
        }
        let read_only = plain_button_ui(ui, "Open roster read only…");
        if read_only.on_hover_text("Works even while another window has the roster open").clicked() {
            asks.path = Some(PathFor::OpenReadOnly);
        }
        if plain_button_ui(ui, "New roster…").clicked() {
            asks.path = Some(PathFor::New);
        }
        if plain_button_ui(ui, "Open sample roster").clicked() {
            asks.run(Command::OpenSample);
        }
        if plain_button_ui(ui, "Export as CSV…").clicked() {
            asks.path = Some(PathFor::ExportRoster);
        }
        if plain_button_ui(ui, "Back up now").clicked() {
            asks.run(Command::BackUp);
        }
    });
    muted_ui(ui, "A dated copy is made when a file is opened and the last copy is older than a day; ten are kept");
    for (when, path) in &model.file.backups {
        ui.horizontal(|ui| {
            ui.label(when);
            let open = plain_button_ui(ui, "Open read only").accessible_name(format!("Open backup {when} read only"));
            if open.on_hover_text(path.display().to_string()).clicked() {
                asks.run(Command::OpenReadOnly(path.clone()));
            }
        });
    }
}

fn privacy_ui(ui: &mut Ui) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Privacy");
    muted_ui(
        ui,
        "This program contains no network code. Your roster is one file on this computer; exports hold what you chose",
    );
    muted_ui(
        ui,
        format!(
            "Smallmighty {} · Inter typeface, SIL Open Font License 1.1 · Places: GeoNames, CC BY 4.0 · Country names: Unicode CLDR",
            env!("CARGO_PKG_VERSION")
        ),
    );
}
