//! What the selected creator sells: the list, and the form that adds or changes an offer.

use eframe::egui::{Align, ComboBox, Id, Layout, Modal, RichText, TextEdit, Ui};

use super::form::{self, Pressed, field_ui, foot_ui};
use crate::app::command::TYPED_IN;
use crate::app::model::Model;
use crate::app::typed::{self, Typed};
use crate::app::{Command, clock};
use crate::domain::offer::parse_deliverables;
use crate::domain::{AccountId, CreatorId, Currency, FeeStatus, Money, NumberStyle, Offer, OfferId};
use crate::report::Card;
use crate::ui::asks::Asks;
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{Tint, badge_ui, cut_ui, divider_ui, flush_link_ui, group_label_ui, muted_ui, plain_button_ui};

/// The form for one offer.
pub struct OfferEditor {
    /// The offer as it is stored, if it is.
    before: Option<Offer>,
    creator: CreatorId,
    account: Option<AccountId>,
    deliverables: String,
    fee: String,
    currency: Currency,
    status: FeeStatus,
    note: String,
    wrong: Option<String>,
}

impl OfferEditor {
    fn new(creator: CreatorId, account: Option<AccountId>, currency: Currency) -> OfferEditor {
        OfferEditor {
            before: None,
            creator,
            account,
            deliverables: "1 post".to_owned(),
            fee: String::new(),
            currency,
            status: FeeStatus::Guess,
            note: String::new(),
            wrong: None,
        }
    }

    /// `currency` is that of a fee that isn't known yet.
    fn of(offer: &Offer, numbers: NumberStyle, currency: Currency) -> OfferEditor {
        OfferEditor {
            before: Some(offer.clone()),
            creator: offer.creator,
            account: offer.account,
            deliverables: offer.summary(),
            fee: fee_text(offer, numbers),
            currency: offer.fee.map_or(currency, |fee| fee.currency),
            status: offer.status,
            note: offer.note.clone(),
            wrong: None,
        }
    }

    fn read(&self, numbers: NumberStyle) -> Result<Offer, String> {
        let before = self.before.as_ref();
        // What wasn't touched stays as it is, also where its words can't be read back.
        let deliverables = match before.filter(|offer| offer.summary() == self.deliverables) {
            Some(offer) => offer.deliverables.clone(),
            None => parse_deliverables(&self.deliverables)
                .ok_or("Write deliverables like \u{201c}reel + 2 stories\u{201d} or \u{201c}1 video\u{201d}")?,
        };
        let fee = match before.filter(|offer| fee_text(offer, numbers) == self.fee) {
            Some(offer) => offer.fee,
            None => match typed::money(&self.fee, numbers, self.currency) {
                Typed::Wrong => return Err(form::fee_sentence(numbers)),
                typed => typed.value(),
            },
        };
        let note = self.note.trim().to_owned();
        // A fee keeps its source and date until the fee itself, or how sure it is, changes.
        let (source, dated) = match before.filter(|offer| offer.fee == fee && offer.status == self.status) {
            Some(offer) => (offer.source.clone(), offer.dated),
            None => (TYPED_IN.to_owned(), Some(clock::today())),
        };
        let (id, creator, account) = (before.map_or(OfferId(0), |offer| offer.id), self.creator, self.account);
        Ok(Offer { id, creator, account, deliverables, fee, status: self.status, source, dated, note })
    }

    /// Asks for the change, if there is one.
    fn send(&self, model: &Model, asks: &mut Asks) -> Result<(), String> {
        let offer = self.read(model.settings.numbers)?;
        match &self.before {
            Some(before) if *before == offer => Ok(()),
            Some(_) => form::send(Command::UpdateOffer(Box::new(offer)), model, asks),
            None => form::send(Command::AddOffer(Box::new(offer)), model, asks),
        }
    }
}

/// The fee as it stands in its field: all digits of its currency, unless it is whole.
fn fee_text(offer: &Offer, numbers: NumberStyle) -> String {
    let places = |whole: bool, currency: Currency| if whole { 0 } else { currency.digits() as usize };
    let text = |fee: Money| numbers.decimal(fee.units(), places(fee.minor % fee.currency.scale() == 0, fee.currency));
    offer.fee.map(text).unwrap_or_default()
}

/// Paints the tab.
pub fn offers_ui(ui: &mut Ui, model: &Model, card: &Card, editor: &mut Option<OfferEditor>, asks: &mut Asks) {
    if card.entry.offers.is_empty() {
        muted_ui(ui, "No offers yet. Without a fee nobody can be put on a shortlist; a guess will do");
    }
    for offer in &card.entry.offers {
        offer_ui(ui, model, card, offer, editor, asks);
        divider_ui(ui);
    }
    let obstacle = form::obstacle(model);
    let add = ui.add_enabled_ui(obstacle.is_none(), |ui| plain_button_ui(ui, "Add offer…")).inner;
    if add.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked() {
        let account = card.entry.main_account().map(|account| account.id);
        *editor = Some(OfferEditor::new(card.entry.creator.id, account, model.settings.currency));
    }
}

fn offer_ui(ui: &mut Ui, model: &Model, card: &Card, offer: &Offer, editor: &mut Option<OfferEditor>, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    ui.horizontal(|ui| {
        cut_ui(ui, RichText::new(offer.summary()).color(palette(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            badge_ui(ui, offer.status.key(), Tint::of(offer.status)).on_hover_text(offer.status.meaning());
            ui.label(offer.fee.map_or(UNKNOWN.to_owned(), |fee| numbers.money(fee)));
        });
    });
    let dated = offer.dated.map(|day| day.to_string()).unwrap_or_default();
    // The words get what the buttons leave.
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, model, offer, editor, asks);
            let account = card.entry.account_of(offer).map(|account| account.platform.label());
            let parts = [account.map(str::to_owned), Some(offer.source.clone()), Some(dated)];
            let words: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let words = RichText::new(words.join(" · ")).size(size::SMALL).color(palette(ui).muted);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| cut_ui(ui, words));
        });
    });
}

fn buttons_ui(ui: &mut Ui, model: &Model, offer: &Offer, editor: &mut Option<OfferEditor>, asks: &mut Asks) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let obstacle = form::obstacle(model);
        if obstacle.is_some() {
            ui.disable();
        }
        let mut pressed = |verb: &str| {
            let button = flush_link_ui(ui, verb).accessible_name(format!("{verb} offer {}", offer.summary()));
            button.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked()
        };
        if pressed("Remove") {
            asks.run(Command::RemoveOffer(offer.id));
        }
        if pressed("Edit") {
            *editor = Some(OfferEditor::of(offer, model.settings.numbers, model.settings.currency));
        }
    });
}

/// Paints the form, while it is open.
pub fn offer_editor_ui(ui: &mut Ui, model: &Model, open: &mut Option<OfferEditor>, asks: &mut Asks) {
    let Some(editor) = open else { return };
    let mut done = false;
    let modal = Modal::new(Id::unique("offer")).show(ui.ctx(), |ui| {
        ui.set_width(360.0);
        let title = if editor.before.is_some() { "Change offer" } else { "Add offer" };
        ui.label(RichText::new(title).font(strong(size::LEAD)));
        let entered = fields_ui(ui, editor);
        match foot_ui(ui, "Save offer", "Cancel", editor.wrong.as_deref(), entered) {
            Pressed::Nothing => {}
            Pressed::Cancel => done = true,
            Pressed::Send => {
                let sent = editor.send(model, asks);
                done = sent.is_ok();
                editor.wrong = sent.err();
            }
        }
    });
    if done || form::left(&modal) {
        *open = None;
    }
}

/// True if Enter was pressed in a field.
fn fields_ui(ui: &mut Ui, editor: &mut OfferEditor) -> bool {
    let label = group_label_ui(ui, "Delivers");
    let field =
        TextEdit::singleline(&mut editor.deliverables).hint_text("reel + 2 stories").desired_width(f32::INFINITY);
    let shown = ui.add(field).labelled_by(label.id);
    let mut entered = form::entered(ui, &shown);
    entered |= field_ui(ui, &format!("Fee in {}; empty while unknown", editor.currency.symbol()), &mut editor.fee).1;
    let label = group_label_ui(ui, "How sure is the fee");
    let shown = ComboBox::from_id_salt("status").selected_text(editor.status.key()).show_ui(ui, |ui| {
        for status in FeeStatus::ALL {
            ui.selectable_value(&mut editor.status, status, status.key()).on_hover_text(status.meaning());
        }
    });
    shown.response.labelled_by(label.id);
    entered | field_ui(ui, "Note", &mut editor.note).1
}
