//! The card that says why a creator is or isn't in the shortlist, and lets the user act on it.

use eframe::egui::{Id, Label, Layout, Modal, RichText, Ui};

use super::super::locked;
use super::meant_ui;
use super::stance::stance;
use super::why_words::{lines, sentence};
use crate::app::Command;
use crate::app::clock::today;
use crate::app::model::Model;
use crate::domain::{CreatorId, FeeStatus, Money, Offer, Rule};
use crate::report::explain::{Missing, WhyAnswer, WhyNot};
use crate::ui::asks::Asks;
use crate::ui::format::Amounts;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{divider_ui, muted_ui, plain_button_ui, titled_ui, waiting_ui};

/// Width of the column of titles.
const TITLES: f32 = 148.0;

/// Paints the card, while a creator is asked about.
pub fn why_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let Some(focus) = model.plan.focus else { return };
    let modal = Modal::new(Id::unique("why")).show(ui.ctx(), |ui| {
        ui.set_width(460.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 6.0;
        let answer = model.plan.why_not.as_ref().filter(|why| why.creator == focus);
        match answer {
            Some(why) => answer_ui(ui, model, why),
            None => open_ui(ui, model, focus),
        }
        ui.add_space(4.0);
        divider_ui(ui);
        ui.horizontal_wrapped(|ui| {
            actions_ui(ui, model, focus, answer.map(AsRef::as_ref), asks);
            ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                plain_button_ui(ui, "Close").clicked()
            })
            .inner
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        asks.run(Command::Focus(None));
    }
}

/// What is shown while there is no answer.
fn open_ui(ui: &mut Ui, model: &Model, focus: CreatorId) {
    let name = model.roster.card(focus).map_or("a removed creator", |card| card.name());
    let rows = model.plan.answer.as_ref().and_then(|answer| answer.as_ref().ok()).map(|plan| &plan.rows);
    let is_in = rows.is_some_and(|rows| rows.iter().any(|row| row.creator == focus));
    title_ui(ui, &question(name, is_in));
    match &model.plan.answer {
        Some(Err(none)) => {
            ui.add(Label::new(format!("Nobody is in: {}", none.problem)).wrap());
            muted_ui(ui, none.hint.clone());
        }
        _ if !model.plan.working => {
            muted_ui(ui, "They are no longer in the roster");
        }
        _ => {
            waiting_ui(ui, "Being worked out");
        }
    }
}

fn question(name: &str, is_in: bool) -> String {
    format!("Why {} {name} in?", if is_in { "is" } else { "isn't" })
}

fn answer_ui(ui: &mut Ui, model: &Model, why: &WhyNot) {
    let is_in = matches!(why.answer, WhyAnswer::In(_));
    title_ui(ui, &question(&why.name, is_in));
    let Some(brief) = model.brief() else { return };
    let amounts = Amounts::of(brief, model.settings.numbers);
    ui.add(Label::new(RichText::new(sentence(why, amounts)).color(palette(ui).text)).wrap());
    ui.add_space(2.0);
    for line in lines(why, amounts) {
        titled_ui(ui, TITLES, line.title, &line.value);
    }
    let proof = match (model.plan.working, why.proved) {
        (true, _) => "Updating…",
        (false, true) => "✓ Every number here is proved by solving again",
        (false, false) => "Not every number here is proved: better ones may exist",
    };
    muted_ui(ui, proof);
    meant_ui(ui, model);
}

fn title_ui(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(strong(size::LEAD)).color(palette(ui).text));
}

fn actions_ui(ui: &mut Ui, model: &Model, creator: CreatorId, why: Option<&WhyNot>, asks: &mut Asks) {
    let (Some(brief), Some(card)) = (model.brief(), model.roster.card(creator)) else { return };
    if locked(model).is_some() {
        return;
    }
    let has_offer = !matches!(why.map(|why| &why.answer), Some(WhyAnswer::NoOffer | WhyAnswer::LeftOut { .. }));
    if has_offer {
        match brief.must_have(creator) {
            true if plain_button_ui(ui, "Unpin").clicked() => asks.run(stance(brief, creator, None, "Unpin creator")),
            false if plain_button_ui(ui, "Pin").on_hover_text("Keep them in the shortlist").clicked() => {
                asks.run(stance(brief, creator, Some(Rule::MustHave(creator)), "Pin creator"));
            }
            _ => {}
        }
    }
    match brief.never(creator) {
        true if plain_button_ui(ui, "Allow").clicked() => asks.run(stance(brief, creator, None, "Allow creator")),
        false if plain_button_ui(ui, "Never").on_hover_text("Keep them out of the shortlist").clicked() => {
            asks.run(stance(brief, creator, Some(Rule::Never(creator)), "Bar creator"));
        }
        _ => {}
    }
    if let Some(WhyAnswer::Out(missing)) = why.map(|why| &why.answer)
        && let Some((offer, fee)) = negotiable(missing, &card.entry.offers)
    {
        let words = model.settings.numbers.money(fee);
        let button = plain_button_ui(ui, &format!("Ask for {words}"));
        if button.on_hover_text("Writes this fee into their offer, with a note that you asked for it").clicked() {
            asks.run(Command::UpdateOffer(Box::new(asked_for(offer, fee, &model.settings.numbers.money(missing.fee)))));
        }
    }
}

/// The offer whose fee can be asked down, and to what: a single one that isn't agreed yet.
fn negotiable<'a>(missing: &Missing, offers: &'a [Offer]) -> Option<(&'a Offer, Money)> {
    let fee = missing.enters_at_fee.filter(|fee| fee.minor < missing.fee.minor && fee.minor > 0)?;
    let [id] = missing.offers.as_slice() else { return None };
    let offer = offers.iter().find(|offer| offer.id == *id && offer.status != FeeStatus::Agreed)?;
    Some((offer, fee))
}

/// The offer with the fee that is asked for. A fee the creator has named stays one: they are willing, and that is what
/// its chance to take place says.
fn asked_for(offer: &Offer, fee: Money, before: &str) -> Offer {
    let note = format!("Asked for this fee on {} instead of {before}", today());
    Offer {
        fee: Some(fee),
        status: if offer.status == FeeStatus::Guess { FeeStatus::Asked } else { offer.status },
        source: "asked for".to_owned(),
        dated: Some(today()),
        note: if offer.note.is_empty() { note } else { format!("{}\n{note}", offer.note) },
        ..offer.clone()
    }
}
