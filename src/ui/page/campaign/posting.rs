//! The posting plan: each offer with its day, spread by the program or fixed by the user.

use eframe::egui::{Align, Key, Layout, RichText, TextEdit, Ui};
use jiff::civil::Date;

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::OfferId;
use crate::report::outlook::{Outlook, Posting};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, regular};
use crate::ui::widget::{cut_ui, divider_ui, heading_ui, link_button_ui, muted_ui};

/// A day as it is being typed: of which offer, and what.
pub type Typing = Option<(OfferId, String)>;

/// Paints the list.
pub fn posting_ui(ui: &mut Ui, model: &Model, plan: &Plan, outlook: &Outlook, typing: &mut Typing, asks: &mut Asks) {
    heading_ui(ui, "Posting days");
    let fixed = outlook.postings.iter().filter(|posting| posting.fixed).count();
    muted_ui(
        ui,
        match fixed {
            0 => "Spread over the campaign, most promising first. Type a day to fix it".to_owned(),
            _ => format!("{fixed} fixed by you, the rest spread over the campaign"),
        },
    );
    let locked = super::locked(model);
    for posting in &outlook.postings {
        let Some(row) = plan.rows.iter().find(|row| row.offer == posting.offer) else { continue };
        ui.push_id(posting.offer.0, |ui| {
            ui.add_enabled_ui(locked.is_none(), |ui| {
                ui.allocate_ui_with_layout(
                    eframe::egui::vec2(ui.available_width(), 32.0),
                    Layout::right_to_left(Align::Center),
                    |ui| {
                        row_ui(ui, posting, &row.name, row.phase, typing, asks);
                    },
                );
            });
            divider_ui(ui);
        });
    }
}

fn row_ui(ui: &mut Ui, posting: &Posting, name: &str, phase: Option<u8>, typing: &mut Typing, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.x = 6.0;
    if posting.fixed {
        let free = link_button_ui(ui, "free").accessible_name(format!("Free the posting day of {name}"));
        if free.on_hover_text("Let the plan choose the day again").clicked() {
            asks.run(Command::SetPosting(posting.offer, None));
        }
    } else {
        ui.label(RichText::new("auto").size(12.0).color(palette(ui).muted)).on_hover_text("Chosen by the plan");
    }
    if let Some(day) = day_ui(ui, posting, name, typing) {
        asks.run(Command::SetPosting(posting.offer, day));
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let words = phase.map_or(name.to_owned(), |phase| format!("{name} · phase {phase}"));
        cut_ui(ui, words);
    });
}

/// The field of a day: what was chosen, if something was; an empty field leaves the day to the plan.
fn day_ui(ui: &mut Ui, posting: &Posting, name: &str, typing: &mut Typing) -> Option<Option<Date>> {
    let own = typing.as_ref().filter(|(offer, _)| *offer == posting.offer).map(|(_, text)| text.clone());
    let mut text = own.unwrap_or_else(|| posting.day.to_string());
    let wrong = !text.trim().is_empty() && text.trim().parse::<Date>().is_err();
    let colours = palette(ui);
    let colour = match (wrong, posting.fixed) {
        (true, _) => colours.bad,
        (false, true) => colours.text,
        (false, false) => colours.muted,
    };
    let field = TextEdit::singleline(&mut text)
        .desired_width(92.0)
        .font(regular(13.0))
        .margin(eframe::egui::Margin::symmetric(6, 6))
        .text_color(colour);
    let shown = ui.add(field).accessible_name(format!("Posting day of {name}"));
    let shown = shown.on_hover_text("Year-month-day; empty leaves it to the plan");
    if shown.changed() {
        *typing = Some((posting.offer, text));
    }
    if !shown.lost_focus() {
        return None;
    }
    let (_, text) = typing.take().filter(|(offer, _)| *offer == posting.offer)?;
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        return None;
    }
    let day = match text.trim() {
        "" => None,
        text => Some(text.parse::<Date>().ok()?),
    };
    let known = posting.fixed.then_some(posting.day);
    (day != known && (day.is_some() || posting.fixed)).then_some(day)
}
