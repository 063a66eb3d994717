//! Is A really better than B? A probability for two booked creators, and how much more it takes to know.

use std::sync::Arc;

use eframe::egui::{ComboBox, Label, RichText, Ui};

use crate::app::model::Model;
use crate::domain::Booking;
use crate::report::results::{CampaignResults, ComparedBy, Comparison};
use crate::ui::cached::{Cached, Same};
use crate::ui::theme::{palette, strong};
use crate::ui::widget::{divider_ui, group_label_ui, heading_ui, muted_ui};

/// What a comparison depends on: bookings, the versions of assumptions and roster, and who is compared.
type Base = (Same<Vec<Booking>>, u64, u64, (String, String));

/// Who is compared, and what was found.
#[derive(Default)]
pub struct Pair {
    one: Option<String>,
    other: Option<String>,
    found: Cached<Base, Comparison>,
}

/// Paints the two choices and what can be said.
pub fn compare_ui(ui: &mut Ui, model: &Model, shown: &CampaignResults, pair: &mut Pair) {
    let names = model.booked_creators();
    if names.len() < 2 {
        return;
    }
    // Before anything is chosen, the two with the largest projections.
    let mut first: Vec<&String> = Vec::new();
    for name in shown.rows.iter().map(|row| &row.booking.creator).chain(&names) {
        if !first.contains(&name) {
            first.push(name);
        }
    }
    let chosen = |wanted: &Option<String>, place: usize| match wanted {
        Some(name) if names.contains(name) => name.clone(),
        _ => first.get(place).map(|name| (*name).clone()).unwrap_or_default(),
    };
    let (mut one, mut other) = (chosen(&pair.one, 0), chosen(&pair.other, 1));
    heading_ui(ui, "Is one really better?");
    choice_ui(ui, "This creator", &names, &mut one);
    choice_ui(ui, "Against", &names, &mut other);
    if Some(&one) != pair.one.as_ref() || Some(&other) != pair.other.as_ref() {
        (pair.one, pair.other) = (Some(one.clone()), Some(other.clone()));
    }
    if one == other {
        muted_ui(ui, "Choose two different creators");
        return;
    }
    let bookings = Same(Arc::clone(&model.bookings));
    let base = (bookings, model.premises.version, model.roster.version, (one.clone(), other.clone()));
    let found = pair.found.get(base, || model.compare(&one, &other));
    if found.lines.is_empty() {
        muted_ui(ui, "Nothing is known of both yet: enter orders or clicks of each");
    }
    for line in &found.lines {
        divider_ui(ui);
        line_ui(ui, model, found, line);
    }
}

fn choice_ui(ui: &mut Ui, label: &str, names: &[String], chosen: &mut String) {
    let name = group_label_ui(ui, label);
    let combo = ComboBox::from_id_salt(label).width(ui.available_width()).truncate().selected_text(chosen.as_str());
    let shown = combo.show_ui(ui, |ui| {
        for name in names {
            ui.selectable_value(chosen, name.clone(), name);
        }
    });
    shown.response.labelled_by(name.id);
}

fn line_ui(ui: &mut Ui, model: &Model, found: &Comparison, line: &ComparedBy) {
    let numbers = model.settings.numbers;
    let (name, chance) = match line.chance >= 0.5 {
        true => (&found.one, line.chance),
        false => (&found.other, 1.0 - line.chance),
    };
    muted_ui(ui, line.what.clone());
    let verdict = match chance {
        chance if chance >= 0.95 => format!("{name}, almost surely"),
        chance if chance >= 0.8 => format!("Probably {name}"),
        chance if chance >= 0.6 => format!("Perhaps {name}"),
        _ => "Can't be told yet".to_owned(),
    };
    let percent = numbers.percent(chance.min(0.999), if chance > 0.99 { 1 } else { 0 });
    let text = RichText::new(format!("{verdict}: {percent}")).font(strong(14.0)).color(palette(ui).text);
    ui.add(Label::new(text).wrap()).on_hover_text(format!("The probability that {name} is better; 50 % says nothing"));
    muted_ui(ui, line.numbers.clone());
    if let Some((more, word)) = line.more {
        muted_ui(ui, format!("About {} more {word} would settle it", numbers.count(more as f64)));
    }
}
