//! Earned media value: off until the user says what a thousand of each is worth.

use eframe::egui::{DragValue, RichText, Ui};

use crate::app::Settings;
use crate::domain::Metric;
use crate::ui::theme::palette;
use crate::ui::widget::{group_label_ui, heading_ui, muted_ui};

/// What can be given a worth: what a campaign counts as a whole.
const METRICS: [Metric; 3] = [Metric::Engagements, Metric::Views, Metric::Reach];

/// Paints the fields.
pub fn worth_ui(ui: &mut Ui, settings: &mut Settings) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Earned media value");
    muted_ui(
        ui,
        "Off while all are 0. There is no accepted way to work it out, so it uses your own numbers only, stands as one line \
         under Money and enters no return. The price of a thousand views of an advert is the usual choice",
    );
    ui.horizontal_wrapped(|ui| {
        for metric in METRICS {
            let known = settings.worth.iter().find(|(other, _)| *other == metric).map(|(_, value)| *value);
            let mut value = known.unwrap_or(0.0);
            let label = format!("A thousand {}", metric.label().to_lowercase());
            group_label_ui(ui, &label);
            let numbers = settings.numbers;
            let field = DragValue::new(&mut value)
                .range(0.0..=1e6)
                .speed(0.0)
                .suffix(format!(" {}", settings.currency.symbol()))
                .custom_formatter(move |value, _| numbers.decimal(value, 2))
                .custom_parser(move |text| crate::ui::typed::number(text, numbers).value())
                .update_while_editing(false);
            if ui.add(field).accessible_name(format!("Worth of {}", label.to_lowercase())).changed() {
                settings.worth.retain(|(other, _)| *other != metric);
                settings.worth.extend((value > 0.0).then_some((metric, value)));
                settings.worth.sort_by_key(|(metric, _)| *metric);
            }
        }
    });
    if let (_, Some(problem)) = settings.worth_table() {
        ui.label(RichText::new(problem).size(13.0).color(palette(ui).warn));
    }
}
