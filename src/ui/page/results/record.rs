//! The track record: how our own forecasts fared, and what the next ones learn from it.

use eframe::egui::{Label, RichText, Ui};

use super::calibration::{calibration_ui, forecast_columns, forecast_ui, legend_ui};
use crate::app::model::Model;
use crate::app::{Command, RECORD_KEY};
use crate::domain::{NumberStyle, Platform};
use crate::report::record::{Bias, LEAST_RESULTS, RecordPart};
use crate::report::results::Results;
use crate::ui::asks::Asks;
use crate::ui::format::plural;
use crate::ui::rows::rows_ui;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{card_ui, cells_ui, check_ui, cut_ui, heading_ui, muted_ui};

/// Paints the track record.
pub fn record_ui(ui: &mut Ui, model: &Model, results: &Results, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let title = RichText::new(results.record.sentence()).font(strong(size::TITLE)).color(palette(ui).text);
    ui.add(Label::new(title).wrap());
    let Some(all) = &results.record.all else {
        muted_ui(
            ui,
            format!(
                "From {LEAST_RESULTS} results on, the next forecasts learn from them; from 5 of one platform, that platform on its own"
            ),
        );
        return;
    };
    muted_ui(ui, bias_words(numbers, all));
    ui.add_space(8.0);
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        left.vertical(|ui| {
            card_ui(ui, |ui| forecasts_ui(ui, numbers, results));
            card_ui(ui, |ui| groups_ui(ui, numbers, results));
        });
        right.vertical(|ui| {
            card_ui(ui, |ui| bands_ui(ui, numbers, all));
            card_ui(ui, |ui| corrections_ui(ui, model, results, asks));
        });
    });
}

fn bias_words(numbers: NumberStyle, part: &RecordPart) -> String {
    let from = plural(numbers, part.campaigns, "campaign", "campaigns");
    match part.bias {
        None => format!("From {from}; a second result is needed to see whether forecasts are too high or too low"),
        Some(bias) => format!(
            "From {from}. Results came out {} the middle of the projection; 9 in 10: {} to {}",
            against(numbers, bias.ratio),
            against(numbers, bias.low),
            against(numbers, bias.high)
        ),
    }
}

/// "12 % above", "8 % below", "at".
fn against(numbers: NumberStyle, ratio: f64) -> String {
    let percent = numbers.percent((ratio - 1.0).abs(), 0);
    match ratio {
        ratio if (ratio - 1.0).abs() < 0.005 => "at".to_owned(),
        ratio if ratio > 1.0 => format!("{percent} above"),
        _ => format!("{percent} below"),
    }
}

fn forecasts_ui(ui: &mut Ui, numbers: NumberStyle, results: &Results) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Each forecast and what came");
    muted_ui(ui, "The band that 8 in 10 outcomes fall in, drawn around its middle; a step is a factor");
    legend_ui(ui, &[(true, "inside"), (false, "outside")]);
    ui.spacing_mut().item_spacing.y = 0.0;
    titles_ui(ui, &forecast_columns(ui.available_width()), ["", "", "Projected", "Came"]);
    let judged = &results.judged;
    rows_ui(ui, 28.0, judged.len(), |ui, place| forecast_ui(ui, numbers, &judged[place]));
}

fn titles_ui(ui: &mut Ui, columns: &[(f32, bool); 4], titles: [&str; 4]) {
    cells_ui(ui, 26.0, columns, |ui, place| {
        cut_ui(ui, RichText::new(titles[place]).size(13.0).color(palette(ui).muted));
    });
}

fn bands_ui(ui: &mut Ui, numbers: NumberStyle, all: &RecordPart) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Do the bands hold what they say?");
    muted_ui(ui, "The mark is the share of results inside, the bar what it may truly be, the line what was claimed");
    ui.spacing_mut().item_spacing.y = 0.0;
    calibration_ui(ui, numbers, all);
}

fn groups_ui(ui: &mut Ui, numbers: NumberStyle, results: &Results) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "By platform, kind and metric");
    let record = &results.record;
    let platforms = record.by_platform.iter().map(|(platform, part)| (Platform::label(*platform).to_owned(), part));
    let kinds = record.by_kind.iter().map(|(kind, part)| (first_upper(kind.word(2)), part));
    let metrics = record.by_metric.iter().map(|(metric, part)| (metric.label().to_owned(), part));
    let rows: Vec<(String, &RecordPart)> = platforms.chain(kinds).chain(metrics).collect();
    let columns = [(0.34, false), (0.16, true), (0.22, true), (0.28, true)];
    ui.spacing_mut().item_spacing.y = 0.0;
    titles_ui(ui, &columns, ["", "Results", "Inside 80 %", "Against middle"]);
    for (name, part) in rows {
        let inside = format!("{} of {}", part.bands[1].count, part.bands[1].of);
        let bias = part.bias.map_or("–".to_owned(), |bias: Bias| against(numbers, bias.ratio));
        let cells = [name, numbers.count(part.results as f64), inside, bias];
        cells_ui(ui, 26.0, &columns, |ui, place| drop(cut_ui(ui, cells[place].as_str())));
    }
}

fn first_upper(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

fn corrections_ui(ui: &mut Ui, model: &Model, results: &Results, asks: &mut Asks) {
    ui.set_width(ui.available_width());
    let numbers = model.settings.numbers;
    heading_ui(ui, "What the next forecasts learn");
    for one in &results.corrections {
        let words = format!(
            "{}: × {}, 8 in 10: {}–{}",
            one.name,
            numbers.decimal(one.multiplier, 2),
            numbers.decimal(one.band.0, 2),
            numbers.decimal(one.band.1, 2)
        );
        ui.add(Label::new(words).wrap()).on_hover_text(format!("{}, drawn towards no correction", one.basis));
    }
    for (metric, count) in &results.short {
        let so_far = plural(numbers, *count, "result", "results");
        muted_ui(
            ui,
            format!("{}: {so_far} so far; from {LEAST_RESULTS} on, forecasts learn from them", metric.label()),
        );
    }
    if results.corrections.is_empty() {
        return;
    }
    let mut used = results.applied;
    let obstacle = Command::RestoreAssumptions.obstacle(model);
    let switch = |ui: &mut Ui| check_ui(ui, &mut used, "Use the track record in forecasts");
    if ui.add_enabled_ui(obstacle.is_none(), switch).inner.changed() {
        asks.run(Command::Assume(RECORD_KEY.to_owned(), (!used).then_some((0.0, None))));
    }
    muted_ui(
        ui,
        match used {
            true => {
                "It multiplies every projection of these, in shortlists, frontiers and pitches; what is unsure about it widens totals"
            }
            false => "Forecasts are as they would be without any result",
        },
    );
}
