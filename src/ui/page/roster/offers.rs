//! What the selected creator sells: the list, and the form that adds or changes an offer.

use eframe::egui::{Align, ComboBox, Id, Key, Layout, Modal, RichText, TextEdit, Ui};

use crate::app::model::Model;
use crate::app::{Command, clock};
use crate::domain::offer::{parse_deliverables, summary};
use crate::domain::{AccountId, CreatorId, FeeStatus, NumberStyle, Offer, OfferId};
use crate::report::Card;
use crate::ui::asks::Asks;
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, size, strong};
use crate::ui::typed::{self, Typed};
use crate::ui::widget::{
    Tint, badge_ui, cut_ui, divider_ui, group_label_ui, link_button_ui, muted_ui, plain_button_ui, primary_button_ui,
};

/// The form for one offer.
pub struct OfferEditor {
    id: Option<OfferId>,
    creator: CreatorId,
    account: Option<AccountId>,
    deliverables: String,
    fee: String,
    status: FeeStatus,
    note: String,
    wrong: Option<&'static str>,
}

impl OfferEditor {
    fn new(creator: CreatorId, account: Option<AccountId>) -> OfferEditor {
        let (deliverables, fee, note) = ("1 post".to_owned(), String::new(), String::new());
        OfferEditor { id: None, creator, account, deliverables, fee, status: FeeStatus::Guess, note, wrong: None }
    }

    fn of(offer: &Offer, numbers: NumberStyle) -> OfferEditor {
        let fee = offer
            .fee
            .map(|fee| numbers.decimal(fee.units(), if fee.minor % fee.currency.scale() == 0 { 0 } else { 2 }));
        OfferEditor {
            id: Some(offer.id),
            creator: offer.creator,
            account: offer.account,
            deliverables: summary(&offer.deliverables),
            fee: fee.unwrap_or_default(),
            status: offer.status,
            note: offer.note.clone(),
            wrong: None,
        }
    }

    fn read(&self, model: &Model) -> Result<Offer, &'static str> {
        let deliverables = parse_deliverables(&self.deliverables)
            .ok_or("Write deliverables like \u{201c}reel + 2 stories\u{201d} or \u{201c}1 video\u{201d}")?;
        let currency = model.settings.currency;
        let fee = match typed::money(&self.fee, model.settings.numbers, currency) {
            Typed::Wrong => return Err("Write the fee as a number, or leave it empty while nobody knows"),
            typed => typed.value(),
        };
        Ok(Offer {
            id: self.id.unwrap_or(OfferId(0)),
            creator: self.creator,
            account: self.account,
            deliverables,
            fee,
            status: self.status,
            source: "typed in".to_owned(),
            dated: Some(clock::today()),
            note: self.note.trim().to_owned(),
        })
    }
}

/// Paints the tab.
pub fn offers_ui(ui: &mut Ui, model: &Model, card: &Card, editor: &mut Option<OfferEditor>, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    if card.entry.offers.is_empty() {
        muted_ui(ui, "No offers yet. Without a fee nobody can be put on a shortlist; a guess will do");
    }
    for offer in &card.entry.offers {
        ui.horizontal(|ui| {
            cut_ui(ui, RichText::new(offer.summary()).color(palette(ui).text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let tint = if offer.status == FeeStatus::Agreed { Tint::Good } else { Tint::Plain };
                badge_ui(ui, offer.status.key(), tint).on_hover_text(offer.status.meaning());
                ui.label(offer.fee.map_or(UNKNOWN.to_owned(), |fee| numbers.money(fee)));
            });
        });
        let dated = offer.dated.map(|day| day.to_string()).unwrap_or_default();
        ui.horizontal(|ui| {
            let account = card.entry.account_of(offer).map(|account| account.platform.label());
            let parts = [account.map(str::to_owned), Some(offer.source.clone()), Some(dated)];
            let words: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            ui.label(RichText::new(words.join(" · ")).size(size::SMALL).color(palette(ui).muted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let named = |verb: &str| format!("{verb} offer {}", offer.summary());
                if link_button_ui(ui, "Remove").accessible_name(named("Remove")).clicked() {
                    asks.run(Command::RemoveOffer(offer.id));
                }
                if link_button_ui(ui, "Edit").accessible_name(named("Edit")).clicked() {
                    *editor = Some(OfferEditor::of(offer, numbers));
                }
            });
        });
        divider_ui(ui);
    }
    if plain_button_ui(ui, "Add offer…").clicked() {
        let account = card.entry.main_account().map(|account| account.id);
        *editor = Some(OfferEditor::new(card.entry.creator.id, account));
    }
}

/// Paints the form, while it is open.
pub fn offer_editor_ui(ui: &mut Ui, model: &Model, open: &mut Option<OfferEditor>, asks: &mut Asks) {
    let Some(editor) = open else { return };
    let mut done = false;
    let modal = Modal::new(Id::unique("offer")).show(ui.ctx(), |ui| {
        ui.set_width(360.0);
        let title = if editor.id.is_some() { "Change offer" } else { "Add offer" };
        ui.label(RichText::new(title).font(strong(size::LEAD)));
        let label = group_label_ui(ui, "Delivers");
        let field =
            TextEdit::singleline(&mut editor.deliverables).hint_text("reel + 2 stories").desired_width(f32::INFINITY);
        ui.add(field).labelled_by(label.id);
        let label = group_label_ui(ui, &format!("Fee in {}; empty while unknown", model.settings.currency.symbol()));
        ui.add(TextEdit::singleline(&mut editor.fee).desired_width(f32::INFINITY)).labelled_by(label.id);
        let label = group_label_ui(ui, "How sure is the fee");
        let shown = ComboBox::from_id_salt("status").selected_text(editor.status.key()).show_ui(ui, |ui| {
            for status in FeeStatus::ALL {
                ui.selectable_value(&mut editor.status, status, status.key()).on_hover_text(status.meaning());
            }
        });
        shown.response.labelled_by(label.id);
        let label = group_label_ui(ui, "Note");
        ui.add(TextEdit::singleline(&mut editor.note).desired_width(f32::INFINITY)).labelled_by(label.id);
        if let Some(wrong) = editor.wrong {
            ui.label(RichText::new(wrong).color(palette(ui).bad));
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let save = primary_button_ui(ui, "Save offer").clicked() || ui.input(|i| i.key_pressed(Key::Enter));
            if save {
                match editor.read(model) {
                    Err(wrong) => editor.wrong = Some(wrong),
                    Ok(offer) => {
                        let offer = Box::new(offer);
                        let known = editor.id.is_some();
                        asks.run(if known { Command::UpdateOffer(offer) } else { Command::AddOffer(offer) });
                        done = true;
                    }
                }
            }
            done |= plain_button_ui(ui, "Cancel").clicked();
        });
    });
    if done || modal.should_close() {
        *open = None;
    }
}
