//! What narrows the table.

use eframe::egui::{Align, Layout, RangeSlider, Slider, TextEdit, Ui};

use super::RosterPage;
use crate::app::model::Model;
use crate::domain::Money;
use crate::ui::widget::{
    check_ui, chip_ui, flush_link_ui, group_label_ui, label_value_ui, sliding_ui, toggle, wide_slider_ui,
};

/// Niches shown before "More…" is pressed.
const NICHES: usize = 8;
/// Ends of the followers' slider as powers of ten; standing at an end asks nothing.
const DECADES: (f64, f64) = (2.0, 7.0);
/// Upper end of the engagement rate's slider.
const MOST_RATE: f64 = 0.15;

/// Paints the filters.
pub fn filters_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) {
    let numbers = model.settings.numbers;
    let all = numbers.count(model.roster.cards.len() as f64);
    let search = TextEdit::singleline(&mut page.filter.text).hint_text(format!("Search {all} creators"));
    ui.add(search.desired_width(f32::INFINITY)).accessible_name("Search creators");
    ui.add_space(4.0);
    group_label_ui(ui, "Platform");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 24.0;
        for (platform, count) in &model.roster.facets.platforms {
            let chosen = page.filter.platforms.contains(platform);
            if counted_ui(ui, platform.label(), &numbers.count(*count as f64), chosen) {
                toggle(&mut page.filter.platforms, *platform);
            }
        }
    });
    ui.add_space(4.0);
    followers_ui(ui, model, page);
    rate_ui(ui, model, page);
    fee_ui(ui, model, page);
    group_label_ui(ui, "Tier");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(4.0, 6.0);
        for (tier, count) in &model.roster.facets.tiers {
            let text = format!("{} {}", tier.label(), numbers.count(*count as f64));
            if chip_ui(ui, &text, page.filter.tiers.contains(tier)).clicked() {
                toggle(&mut page.filter.tiers, *tier);
            }
        }
    });
    niches_ui(ui, model, page);
}

fn niches_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) {
    let niches = &model.roster.facets.niches;
    if niches.is_empty() {
        return;
    }
    ui.add_space(4.0);
    group_label_ui(ui, "Niche");
    let most = if page.more_niches { niches.len() } else { NICHES };
    let chosen_later = |name: &String| page.filter.niches.contains(name);
    let shown: Vec<_> = niches
        .iter()
        .enumerate()
        .filter(|(i, (name, _))| *i < most || chosen_later(name))
        .map(|(_, n)| n.clone())
        .collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(4.0, 6.0);
        for (name, count) in shown {
            let text = format!("{name} {}", model.settings.numbers.count(count as f64));
            if chip_ui(ui, &text, page.filter.niches.contains(&name)).clicked() {
                toggle(&mut page.filter.niches, name);
            }
        }
    });
    if niches.len() > NICHES {
        let word = if page.more_niches { "Fewer niches" } else { "More niches" };
        if flush_link_ui(ui, word).clicked() {
            page.more_niches = !page.more_niches;
        }
    }
}

fn followers_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) {
    let numbers = model.settings.numbers;
    let decade = |count: Option<u64>, end: f64| count.map_or(end, |n| (n.max(1) as f64).log10());
    let (mut low, mut high) = (decade(page.filter.followers.0, DECADES.0), decade(page.filter.followers.1, DECADES.1));
    let words = match page.filter.followers {
        (None, None) => "any".to_owned(),
        (Some(low), None) => format!("from {}", numbers.compact(low as f64)),
        (None, Some(high)) => format!("up to {}", numbers.compact(high as f64)),
        (Some(low), Some(high)) => format!("{} – {}", numbers.compact(low as f64), numbers.compact(high as f64)),
    };
    label_value_ui(ui, "Followers", &words);
    let slider = RangeSlider::new(&mut low, &mut high, DECADES.0..=DECADES.1).step_by(0.05).show_value(false);
    let changed = sliding_ui(ui, |ui| ui.add(slider).accessible_name("Followers").changed());
    if changed {
        let count = |decade: f64| Some(round_two(10_f64.powf(decade)));
        page.filter.followers =
            (if low > DECADES.0 { count(low) } else { None }, if high < DECADES.1 { count(high) } else { None });
    }
}

fn rate_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) {
    let mut least = page.filter.rate.0.unwrap_or(0.0);
    let words = match page.filter.rate.0 {
        None => "any".to_owned(),
        Some(least) => format!("≥ {}", model.settings.numbers.percent(least, 1)),
    };
    label_value_ui(ui, "Engagement rate", &words);
    let slider = Slider::new(&mut least, 0.0..=MOST_RATE).step_by(0.001);
    if wide_slider_ui(ui, "Least engagement rate", slider).changed() {
        page.filter.rate.0 = (least > 0.0).then_some(least);
    }
}

fn fee_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) {
    let Some(top) = model.roster.facets.top_fee else { return };
    let end = round_two(top.units()) as f64;
    let words = page.filter.most_fee.map(|most| format!("≤ {}", model.settings.numbers.money(most)));
    label_value_ui(ui, "Fee", words.as_deref().unwrap_or("any"));
    let mut most = page.filter.most_fee.filter(|most| most.currency == top.currency).map_or(end, |most| most.units());
    // About a hundred round steps, whatever the currency is worth.
    let step = 10_f64.powf((end.log10() - 2.0).floor());
    let slider = Slider::new(&mut most, 0.0..=end).step_by(step);
    if wide_slider_ui(ui, "Highest fee", slider).changed() {
        page.filter.most_fee = Money::from_units(most, top.currency).filter(|_| most < end);
    }
    ui.add_space(4.0);
}

/// Two significant digits, as people name sizes.
fn round_two(value: f64) -> u64 {
    let value = value.max(1.0);
    let unit = 10_f64.powf((value.log10().floor() - 1.0).max(0.0));
    ((value / unit).round() * unit) as u64
}

fn counted_ui(ui: &mut Ui, label: &str, count: &str, chosen: bool) -> bool {
    ui.horizontal(|ui| {
        let mut on = chosen;
        let clicked = check_ui(ui, &mut on, label).clicked();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| group_label_ui(ui, count));
        clicked
    })
    .inner
}
