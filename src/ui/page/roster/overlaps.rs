//! Whom the selected creator shares an audience with: pairs, each with its share and source.

use eframe::egui::{RichText, TextEdit, Ui};

use super::audience::typed_share;
use super::form;
use crate::app::Command;
use crate::app::command::TYPED_IN;
use crate::app::model::Model;
use crate::domain::text::fold;
use crate::domain::{CreatorId, Overlap};
use crate::report::Card;
use crate::ui::asks::Asks;
use crate::ui::cached::Cached;
use crate::ui::suggest::suggest_ui;
use crate::ui::theme::palette;
use crate::ui::widget::{cut_ui, divider_ui, group_label_ui, heading_ui, link_button_ui, muted_ui, plain_button_ui};

/// Creators offered while one is typed.
const OFFERED: usize = 5;

/// A creator that is offered: who, name, handle.
type Offered = (CreatorId, String, String);

/// A pair that is being added.
#[derive(Default)]
pub struct OverlapForm {
    text: String,
    other: Option<(CreatorId, String)>,
    offers: Cached<(u64, String), Vec<Offered>>,
    share: String,
    source: String,
    wrong: Option<String>,
}

/// Paints the pairs and the form for one more.
pub fn overlaps_ui(ui: &mut Ui, model: &Model, card: &Card, form: &mut OverlapForm, asks: &mut Asks) {
    let (id, numbers) = (card.entry.creator.id, model.settings.numbers);
    heading_ui(ui, "Shared with other creators").on_hover_text(
        "Who follows two creators is reached twice but counts once. Without a share, what is usual for creators of a town \
         and a niche is taken",
    );
    let pairs: Vec<&Overlap> = model.overlaps.iter().filter(|pair| pair.one == id || pair.other == id).collect();
    let obstacle = form::obstacle(model);
    for pair in &pairs {
        let other = if pair.one == id { pair.other } else { pair.one };
        let name = model.roster.card(other).map_or("a creator", |card| card.name()).to_owned();
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 96.0).max(60.0);
            ui.scope(|ui| {
                ui.set_width(width);
                cut_ui(ui, RichText::new(&name)).on_hover_text(format!("{name}. Source: {}", pair.source));
            });
            let share = ui.label(numbers.percent(pair.share, 0));
            share.on_hover_text("Of the smaller of the two audiences");
            ui.add_enabled_ui(obstacle.is_none(), |ui| {
                if link_button_ui(ui, "×").accessible_name(format!("Remove overlap with {name}")).clicked() {
                    asks.run(Command::SetOverlap((*pair).clone(), false));
                }
            });
        });
    }
    if pairs.is_empty() {
        muted_ui(ui, "None is known. What is usual for creators of one town and niche is taken");
    } else {
        divider_ui(ui);
    }
    if obstacle.is_none() {
        add_ui(ui, model, id, form, asks);
    }
}

fn add_ui(ui: &mut Ui, model: &Model, id: CreatorId, form: &mut OverlapForm, asks: &mut Asks) {
    group_label_ui(ui, "Add a pair");
    let picked = form.other.as_ref().is_some_and(|(_, name)| *name == form.text);
    let key = if picked { String::new() } else { fold(&form.text) };
    let offers = form.offers.get((model.roster.version, key.clone()), || offers(model, id, &key));
    let words: Vec<(String, String)> = offers.iter().map(|(_, name, handle)| (name.clone(), handle.clone())).collect();
    if let Some(taken) = suggest_ui(ui, "Creator who shares it", "Name or handle", &mut form.text, &words) {
        form.other = offers.get(taken).map(|(id, name, _)| (*id, name.clone()));
        form.text = form.other.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    }
    let mut entered = false;
    ui.horizontal(|ui| {
        let fields = [
            ("Share of the smaller audience", "%", &mut form.share, 48.0),
            ("Source of the overlap", TYPED_IN, &mut form.source, 96.0),
        ];
        for (name, hint, text, width) in fields {
            let shown = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width)).accessible_name(name);
            entered |= form::entered(ui, &shown);
        }
    });
    let pressed =
        plain_button_ui(ui, "Add overlap").on_hover_text("The share of the smaller of the two audiences").clicked();
    if pressed || entered {
        match read(form, model, id) {
            Ok(overlap) => {
                asks.run(Command::SetOverlap(overlap, true));
                *form = OverlapForm::default();
            }
            Err(wrong) => form.wrong = Some(wrong),
        }
    }
    if let Some(wrong) = &form.wrong {
        ui.label(RichText::new(wrong).size(13.0).color(palette(ui).bad));
    }
}

/// Creators whose name or handle holds what is typed.
fn offers(model: &Model, id: CreatorId, key: &str) -> Vec<(CreatorId, String, String)> {
    if key.is_empty() {
        return Vec::new();
    }
    let others = model.roster.cards.iter().filter(|card| card.entry.creator.id != id && card.folded.contains(key));
    others.take(OFFERED).map(|card| (card.entry.creator.id, card.name().to_owned(), card.handle())).collect()
}

fn read(form: &OverlapForm, model: &Model, id: CreatorId) -> Result<Overlap, String> {
    let chosen = form.other.as_ref().filter(|(_, name)| *name == form.text).map(|(other, _)| *other);
    let other = chosen.or_else(|| offers(model, id, &fold(&form.text)).first().map(|(other, ..)| *other));
    let Some(other) = other else {
        return Err(match form.text.trim() {
            "" => "Type the other creator first".to_owned(),
            text => format!("Nobody in the roster is called \u{201c}{text}\u{201d}"),
        });
    };
    let share = typed_share(&form.share, model.settings.numbers)?;
    let source = if form.source.trim().is_empty() { TYPED_IN } else { form.source.trim() }.to_owned();
    Ok(Overlap { one: id.min(other), other: id.max(other), share, source })
}
