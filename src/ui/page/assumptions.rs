//! What forecasts rest on where own data don't tell: every number with its source, changed in place, with its effect.

use eframe::egui::{Align, DragValue, RichText, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::app::premises::{LEARN, PremiseRow, Unit};
use crate::app::typed;
use crate::domain::NumberStyle;
use crate::domain::text::fold;
use crate::ui::asks::Asks;
use crate::ui::cached::Cached;
use crate::ui::format::{Amounts, plural, signed_percent};
use crate::ui::theme::palette;
use crate::ui::widget::{
    chip_ui, cut_ui, divider_ui, group_label_ui, heading_ui, link_button_ui, muted_ui, plain_button_ui,
};

/// What the list remembers.
#[derive(Default)]
pub struct AssumptionsState {
    search: String,
    rows: Cached<u64, Vec<PremiseRow>>,
    changed: Option<Changed>,
    /// Whether the list is to be brought into sight.
    sought: bool,
}

impl AssumptionsState {
    /// Searches for these words and brings the list into sight.
    pub fn seek(&mut self, words: &str) {
        (self.search, self.sought) = (words.to_owned(), true);
    }
}

/// A number that was changed, and what the open plan brought before.
struct Changed {
    name: String,
    /// Middle of the plan's total before.
    before: f64,
    /// The premises it was changed from.
    version: u64,
}

/// Paints the list of assumptions.
pub fn assumptions_ui(ui: &mut Ui, model: &Model, state: &mut AssumptionsState, asks: &mut Asks) {
    ui.set_width(ui.available_width());
    let heading = heading_ui(ui, "What forecasts rest on where own data don't tell");
    if std::mem::take(&mut state.sought) {
        heading.scroll_to_me(Some(Align::Min));
    }
    muted_ui(
        ui,
        "Own posts and results outweigh these as soon as there are a few. Point at a source to read all of it",
    );
    learn_ui(ui, model, asks);
    let AssumptionsState { search, rows, changed, .. } = state;
    let rows = rows.get(model.premises.version, || model.premises.rows());
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(search).hint_text("Search").desired_width(240.0);
        ui.add(field).accessible_name("Search assumptions");
        let own = rows.iter().filter(|row| row.own && row.usual.is_some()).count();
        if own > 0 && !model.file.read_only {
            let restore = plain_button_ui(ui, "Bring all usual numbers back");
            if restore.on_hover_text(format!("{own} of them are yours now")).clicked() {
                note(changed, model, "All usual numbers");
                asks.run(Command::RestoreAssumptions);
            }
        }
    });
    effect_ui(ui, model, changed.as_ref());
    let key = fold(search);
    let shown: Vec<&PremiseRow> =
        rows.iter().filter(|row| fold(&row.name).contains(&key) || fold(&row.source).contains(&key)).collect();
    if shown.is_empty() {
        muted_ui(ui, format!("Nothing here is called \u{201c}{search}\u{201d}"));
    }
    let mut group = "";
    ui.spacing_mut().item_spacing.y = 2.0;
    for row in shown {
        if row.group != group {
            group = row.group;
            ui.add_space(10.0);
            group_label_ui(ui, group);
        }
        if let Some(command) = row_ui(ui, model, row) {
            note(changed, model, &row.name);
            asks.run(command);
        }
        divider_ui(ui);
    }
}

/// Keeps what the open plan brought before a change.
fn note(changed: &mut Option<Changed>, model: &Model, name: &str) {
    let before = middle(model).map(|(before, _)| before);
    *changed = before.map(|before| Changed { name: name.to_owned(), before, version: model.premises.version });
}

/// The middle of the open plan's total and how it is written.
fn middle(model: &Model) -> Option<(f64, Amounts)> {
    let plan = model.plan.answer.as_ref()?.as_ref().ok()?;
    Some((plan.total.middle(), plan.amounts(model.settings.numbers)))
}

/// What the last change did to the open plan.
fn effect_ui(ui: &mut Ui, model: &Model, changed: Option<&Changed>) {
    let Some(changed) = changed else {
        // The line is there from the beginning, so that the next row doesn't move away with the first change.
        muted_ui(ui, "Change a number to see here what it does to the open plan");
        return;
    };
    let numbers = model.settings.numbers;
    let words = match middle(model) {
        _ if model.premises.version == changed.version || model.plan.working => {
            format!("{}: the open plan is being worked out anew", changed.name)
        }
        Some((after, amounts)) if amounts.count(after) == amounts.count(changed.before) => {
            format!("{}: the open plan's middle stays at {}", changed.name, amounts.amount(after))
        }
        Some((after, amounts)) => {
            let moved = if changed.before > 0.0 { after / changed.before - 1.0 } else { 0.0 };
            format!(
                "{}: the open plan's middle went from {} to {} ({})",
                changed.name,
                amounts.count(changed.before),
                amounts.amount(after),
                signed_percent(numbers, moved, 1)
            )
        }
        None => format!("{}: no shortlist is left under the open brief", changed.name),
    };
    ui.label(RichText::new(words).size(13.0).color(palette(ui).accent));
}

/// Whether the roster's own posts move the figures of the table.
fn learn_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let on = model.premises.learns();
    ui.add_enabled_ui(!model.file.read_only, |ui| {
        if chip_ui(ui, "Learn from my posts", on).clicked() {
            asks.run(Command::Assume(LEARN.to_owned(), on.then_some((0.0, None))));
        }
    });
    let numbers = model.settings.numbers;
    let words = match &model.premises.learnt {
        _ if !on => "Off: the published figures stand as they are".to_owned(),
        _ if model.learning => "Your posts are being learnt from".to_owned(),
        Some(learnt) if learnt.from.is_empty() => format!(
            "Five creators of one platform with four posts each are needed, invented ones aside; your roster holds {}",
            match learnt.usable {
                (0, _) => "none".to_owned(),
                (creators, posts) => format!(
                    "{} with {} posts",
                    plural(numbers, creators, "such creator", "such creators"),
                    numbers.count(posts as f64)
                ),
            }
        ),
        Some(learnt) => {
            let mut from: Vec<String> = learnt
                .from
                .iter()
                .map(|(platform, metric, posts)| {
                    format!("{} on {} from {posts}", metric.label().to_lowercase(), platform.label())
                })
                .collect();
            from.dedup();
            format!("Learnt: {}", from.join("; "))
        }
        None => "Your roster's posts move the published figures where it holds enough of them".to_owned(),
    };
    muted_ui(ui, words);
}

/// One assumption. What is asked for, if anything.
fn row_ui(ui: &mut Ui, model: &Model, row: &PremiseRow) -> Option<Command> {
    let numbers = model.settings.numbers;
    let mut command = None;
    ui.horizontal(|ui| {
        let width = ui.available_width();
        ui.scope(|ui| {
            ui.set_width(width * 0.42);
            cut_ui(ui, RichText::new(&row.name)).on_hover_text(&row.name);
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.14);
            command = value_ui(ui, model, row);
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.1);
            if row.own && !model.file.read_only {
                let usual = row.usual.map_or("unknown".to_owned(), |usual| shown(usual, row.unit, numbers));
                let back = link_button_ui(ui, "Restore").accessible_name(format!("Usual number: {}", row.name));
                if back.on_hover_text(format!("Back to {usual}")).clicked() {
                    command = Some(Command::Assume(row.key.clone(), None));
                }
            }
        });
        let source = match (&row.learnt, row.own) {
            (_, true) => "Your number".to_owned(),
            (Some(posts), false) => format!("Learnt from {posts}"),
            (None, false) => row.source.clone(),
        };
        cut_ui(ui, RichText::new(source).size(12.0).color(palette(ui).muted)).on_hover_text(&row.source);
    });
    command
}

/// A number with its unit, without its currency.
fn shown(value: f64, unit: Unit, numbers: NumberStyle) -> String {
    match unit {
        Unit::Share => numbers.percent(value, if value < 0.1 { 2 } else { 1 }),
        Unit::Count => numbers.count(value),
        Unit::Money | Unit::Factor | Unit::Slope if value < 0.0 => format!("-{}", numbers.decimal(-value, 2)),
        Unit::Money | Unit::Factor | Unit::Slope => numbers.decimal(value, 2),
    }
}

/// The field of the number, and the command that a change of it asks for.
fn value_ui(ui: &mut Ui, model: &Model, row: &PremiseRow) -> Option<Command> {
    let numbers = model.settings.numbers;
    let (low, high) = row.unit.range();
    let (scale, suffix) = match row.unit {
        Unit::Money => (1.0, format!(" {}", model.settings.currency.symbol())),
        Unit::Share => (100.0, String::new()),
        Unit::Count | Unit::Factor | Unit::Slope => (1.0, String::new()),
    };
    let mut typed_value = row.value.unwrap_or(0.0) * scale;
    let (unknown, unit) = (row.value.is_none(), row.unit);
    let field = DragValue::new(&mut typed_value)
        .range(low * scale..=high * scale)
        .speed(0.0)
        .update_while_editing(false)
        .custom_formatter(move |value, _| match unknown && value == 0.0 {
            true => "not known".to_owned(),
            false => shown(value / scale, unit, numbers) + &suffix,
        })
        .custom_parser(move |text| parsed(text, numbers));
    let field = ui.add_enabled(!model.file.read_only, field).accessible_name(&row.name);
    let changed = field.changed();
    if let (Some(value), Some(sd)) = (row.value, row.ln_sd.filter(|sd| *sd > 0.0)) {
        let (low, high) = (value * (-1.2816 * sd).exp(), value * (1.2816 * sd).exp());
        field.on_hover_text(format!(
            "8 in 10 lie between {} and {}",
            shown(low, row.unit, numbers),
            shown(high, row.unit, numbers)
        ));
    }
    changed.then(|| Command::Assume(row.key.clone(), Some((typed_value / scale, row.ln_sd))))
}

/// A number as people type it, in their style or with a plain point, with or without its unit.
fn parsed(text: &str, numbers: NumberStyle) -> Option<f64> {
    let bare = text.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.' | ','));
    let (sign, digits) = bare.strip_prefix('-').map_or((1.0, bare), |rest| (-1.0, rest));
    typed::number(digits, numbers).value().or_else(|| digits.parse().ok()).map(|value: f64| sign * value)
}
