//! The list the user would book without help, and the way from it to the best one.

use eframe::egui::{RichText, Ui, vec2};

use super::super::locked;
use super::waterfall::waterfall_ui;
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{CreatorId, Offer, OfferId};
use crate::report::Card;
use crate::ui::asks::Asks;
use crate::ui::find::{Finder, find_ui};
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, group_label_ui, link_button_ui, muted_ui, plain_button_ui};

/// Columns of the list: who, what, fee, remove.
const COLUMNS: [(f32, bool); 4] = [(0.36, false), (0.30, false), (0.18, true), (0.16, true)];

/// Paints the own list, what can be added to it, and the way to the best one.
pub fn own_ui(ui: &mut Ui, model: &Model, finder: &mut Finder, asks: &mut Asks) {
    let Some((_, scenario)) = model.open_scenario() else { return };
    let own = &scenario.own;
    if own.is_empty() {
        muted_ui(
            ui,
            "Whom would you book without help? Name them, and see swap by swap what the best list brings more",
        );
    }
    ui.add_enabled_ui(locked(model).is_none(), |ui| {
        list_ui(ui, model, own, asks);
        ui.add_space(4.0);
        if let Some(creator) = find_ui(ui, model, finder, "Add a creator to your list", "Add")
            && let Some(offer) = usual_offer(model, creator, own)
        {
            asks.run(Command::SetOwn([&own[..], &[offer]].concat()));
        }
        buttons_ui(ui, model, own, asks);
    });
    if !own.is_empty() {
        ui.add_space(8.0);
        waterfall_ui(ui, model);
    }
}

fn list_ui(ui: &mut Ui, model: &Model, own: &[OfferId], asks: &mut Asks) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for (card, offer) in own.iter().filter_map(|id| offer_of(model, *id)) {
        ui.push_id(offer.id.0, |ui| {
            cells_ui(ui, 30.0, &COLUMNS, |ui, place| match place {
                0 => drop(cut_ui(ui, RichText::new(card.name()).font(strong(size::BODY)).color(palette(ui).text))),
                1 => another_ui(ui, card, offer, own, asks),
                2 => drop(cut_ui(ui, offer.fee.map_or(UNKNOWN.to_owned(), |fee| model.settings.numbers.money(fee)))),
                _ => {
                    let remove =
                        link_button_ui(ui, "remove").accessible_name(format!("Take {} off your list", card.name()));
                    if remove.clicked() {
                        asks.run(Command::SetOwn(own.iter().copied().filter(|id| *id != offer.id).collect()));
                    }
                }
            });
        });
    }
}

/// What a creator of the list delivers; a menu where they sell something else too.
fn another_ui(ui: &mut Ui, card: &Card, offer: &Offer, own: &[OfferId], asks: &mut Asks) {
    if card.entry.offers.len() < 2 {
        cut_ui(ui, offer.summary());
        return;
    }
    ui.spacing_mut().button_padding = vec2(6.0, 1.0);
    ui.spacing_mut().interact_size.y = 22.0;
    let menu = ui.menu_button(offer.summary(), |ui| {
        for other in &card.entry.offers {
            if ui.selectable_label(other.id == offer.id, other.summary()).clicked() {
                let swap = |id: &OfferId| if *id == offer.id { other.id } else { *id };
                asks.run(Command::SetOwn(own.iter().map(swap).collect()));
                ui.close();
            }
        }
    });
    menu.response.accessible_name(format!("Offer of {} on your list", card.name()));
}

fn buttons_ui(ui: &mut Ui, model: &Model, own: &[OfferId], asks: &mut Asks) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let best: Vec<OfferId> = match &model.plan.answer {
            Some(Ok(plan)) => plan.rows.iter().map(|row| row.offer).collect(),
            _ => Vec::new(),
        };
        let start = ui
            .add_enabled_ui(!best.is_empty() && best != own, |ui| plain_button_ui(ui, "Start from this shortlist"))
            .inner;
        if start.on_hover_text("Makes your list the same as the best one, to change it by hand").clicked() {
            asks.run(Command::SetOwn(best));
        }
        if !own.is_empty() && plain_button_ui(ui, "Empty your list").clicked() {
            asks.run(Command::SetOwn(Vec::new()));
        }
    });
    if own.is_empty() {
        group_label_ui(ui, "Your list belongs to this scenario and is kept in the file");
    }
}

/// The offer a creator is added with: the first with a fee that isn't on the list yet.
fn usual_offer(model: &Model, creator: CreatorId, own: &[OfferId]) -> Option<OfferId> {
    let card = model.roster.card(creator)?;
    let free = || card.entry.offers.iter().filter(|offer| !own.contains(&offer.id));
    free().find(|offer| offer.fee.is_some()).or_else(|| free().next()).map(|offer| offer.id)
}

fn offer_of(model: &Model, id: OfferId) -> Option<(&Card, &Offer)> {
    model
        .roster
        .cards
        .iter()
        .find_map(|card| Some((card.as_ref(), card.entry.offers.iter().find(|offer| offer.id == id)?)))
}
