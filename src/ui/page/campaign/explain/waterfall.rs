//! From one's own list to the best one, swap by swap, as bars.

use eframe::egui::{Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::{updating_ui, waiting_ui};
use crate::app::model::Model;
use crate::domain::Money;
use crate::domain::text::listed;
use crate::report::explain::{Waterfall, WaterfallStep};
use crate::ui::format::Amounts;
use crate::ui::palette::lower;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, heading_ui, muted_ui};

/// Columns: what happens, the bar, what it brings, what it costs.
const COLUMNS: [(f32, bool); 4] = [(0.46, false), (0.24, false), (0.16, true), (0.14, true)];

/// Paints the way from the own list to the best one.
pub fn waterfall_ui(ui: &mut Ui, model: &Model) {
    let found = model.plan.compared.as_ref().and_then(|compared| compared.waterfall.as_ref());
    let (Some(found), Some(Ok(plan))) = (found, &model.plan.answer) else {
        return waiting_ui(ui, model);
    };
    let amounts = plan.amounts(model.settings.numbers);
    heading_ui(ui, &title(found, amounts));
    updating_ui(ui, model);
    for problem in &found.broken {
        ui.label(
            RichText::new(format!("▲ Your list breaks the brief: {}", lower(problem)))
                .size(13.0)
                .color(palette(ui).warn),
        );
    }
    for offer in &found.left_out {
        muted_ui(ui, format!("Not counted: {offer}"));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let most = most(found);
    whole_ui(ui, "Your list", found.own, found.cost, most, amounts);
    let mut at = found.own;
    for (place, step) in found.steps.iter().enumerate() {
        ui.push_id(place, |ui| step_ui(ui, step, at, most, amounts));
        at += step.gain;
    }
    let best = if found.proved { "Best list" } else { "Best list so far" };
    whole_ui(ui, best, found.best, found.best_cost, most, amounts);
}

/// What it all comes to, as a sentence.
fn title(found: &Waterfall, amounts: Amounts) -> String {
    let more = found.best - found.own;
    if found.steps.is_empty() {
        "Your list is the best one".to_owned()
    } else if more >= 0.5 {
        format!("The best list brings {} more than yours", amounts.amount(more))
    } else if more > -0.5 {
        "The best list brings no more than yours".to_owned()
    } else {
        format!("Your list would bring {} more than the best one that keeps the brief", amounts.amount(-more))
    }
}

/// The end of the scale.
fn most(found: &Waterfall) -> f64 {
    let mut at = found.own;
    let mut most = found.own.max(found.best);
    for step in &found.steps {
        at += step.gain;
        most = most.max(at);
    }
    most
}

fn whole_ui(ui: &mut Ui, name: &str, value: f64, cost: Money, most: f64, amounts: Amounts) {
    cells_ui(ui, 28.0, &COLUMNS, |ui, place| match place {
        0 => drop(cut_ui(ui, RichText::new(name).font(strong(size::BODY)).color(palette(ui).text))),
        1 => bar_ui(ui, (0.0, value), most, palette(ui).line, &format!("{name}: {}", amounts.count(value))),
        2 => drop(cut_ui(ui, RichText::new(amounts.count(value)).font(strong(size::BODY)))),
        _ => drop(cut_ui(ui, amounts.numbers.money(cost))),
    });
}

fn step_ui(ui: &mut Ui, step: &WaterfallStep, at: f64, most: f64, amounts: Amounts) {
    let words = match (step.leaves.as_slice(), step.joins.as_slice()) {
        ([], joins) => format!("+ {}", listed(joins)),
        (leaves, []) => format!("without {}", listed(leaves)),
        (leaves, joins) => format!("{} for {}", listed(joins), listed(leaves)),
    };
    let keeps = if step.keeps { "" } else { "\nThe list still breaks the brief after it" };
    let colours = palette(ui);
    let colour = if step.gain < 0.0 { colours.warn } else { colours.accent };
    let gain = signed(amounts.count(step.gain.abs()), step.gain);
    let cost = signed(
        amounts.numbers.money(Money::from_minor(step.cost.minor.abs(), step.cost.currency)),
        step.cost.minor as f64,
    );
    cells_ui(ui, 28.0, &COLUMNS, |ui, place| match place {
        0 => drop(cut_ui(ui, RichText::new(&words).size(13.0)).on_hover_text(format!("{words}{keeps}"))),
        1 => bar_ui(ui, (at, at + step.gain), most, colour, &format!("{words}: {gain}")),
        2 => drop(cut_ui(ui, RichText::new(&gain).color(colour))),
        _ => drop(cut_ui(ui, RichText::new(&cost).color(colours.muted))),
    });
}

/// "+12", "−3", "0".
fn signed(text: String, value: f64) -> String {
    match value {
        value if value > 0.0 => format!("+{text}"),
        value if value < 0.0 => format!("−{text}"),
        _ => text,
    }
}

/// A bar from one value to another on a scale from 0 to `most`.
fn bar_ui(ui: &mut Ui, (from, to): (f64, f64), most: f64, colour: eframe::egui::Color32, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 14.0), Sense::hover());
    let at = |value: f64| rect.left() + (value / most.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0) as f32 * rect.width();
    let (left, right) = (at(from.min(to)), at(from.max(to)));
    let bar = Rect::from_x_y_ranges(left..=right.max(left + 2.0), rect.y_range());
    ui.painter().rect_filled(bar, 2.0, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
}
