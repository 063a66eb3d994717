//! The form for a new creator: as little as is needed to put them on a shortlist.

use eframe::egui::{ComboBox, Id, Key, Modal, RichText, TextEdit, Ui};

use super::editor::list;
use crate::app::command::NewCreator;
use crate::app::model::Model;
use crate::app::{Command, clock};
use crate::domain::account::HandleText;
use crate::domain::offer::parse_deliverables;
use crate::domain::{CreatorId, Currency, FeeStatus, Offer, OfferId, Platform};
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, size, strong};
use crate::ui::typed::{self, Typed};
use crate::ui::widget::{group_label_ui, plain_button_ui, primary_button_ui};

/// What has been typed in so far.
pub struct AddForm {
    platform: Platform,
    name: String,
    handle: String,
    followers: String,
    place: String,
    niches: String,
    deliverables: String,
    fee: String,
    currency: Currency,
    wrong: Option<&'static str>,
    fresh: bool,
}

impl AddForm {
    /// An empty form.
    pub fn new(currency: Currency) -> AddForm {
        AddForm {
            platform: Platform::Instagram,
            name: String::new(),
            handle: String::new(),
            followers: String::new(),
            place: String::new(),
            niches: String::new(),
            deliverables: "1 post".to_owned(),
            fee: String::new(),
            currency,
            wrong: None,
            fresh: true,
        }
    }

    fn read(&self, model: &Model) -> Result<NewCreator, &'static str> {
        let numbers = model.settings.numbers;
        let handle = self.handle.trim();
        if self.name.trim().is_empty() && handle.is_empty() {
            return Err("Type a name or a handle");
        }
        if !handle.is_empty() && HandleText::parse(handle).is_none() {
            return Err("A handle has no spaces; paste the address of the profile or type @name");
        }
        let followers = match typed::count(&self.followers, numbers) {
            Typed::Wrong => return Err("Write followers as a number such as 12,400 or 12.4K, or leave it empty"),
            typed => typed.value(),
        };
        let fee = match typed::money(&self.fee, numbers, self.currency) {
            Typed::Wrong => return Err("Write the fee as a number, or leave it empty while nobody knows"),
            typed => typed.value(),
        };
        let deliverables = parse_deliverables(&self.deliverables)
            .ok_or("Write deliverables like \u{201c}reel + 2 stories\u{201d} or \u{201c}1 video\u{201d}")?;
        let offer = Offer {
            id: OfferId(0),
            creator: CreatorId(0),
            account: None,
            deliverables,
            fee,
            status: FeeStatus::Guess,
            source: "typed in".to_owned(),
            dated: Some(clock::today()),
            note: String::new(),
        };
        Ok(NewCreator {
            name: self.name.trim().to_owned(),
            platform: Some(self.platform),
            handle: handle.to_owned(),
            followers,
            place: self.place.trim().to_owned(),
            niches: list(&self.niches),
            offer: Some(offer),
        })
    }
}

/// Paints the form, while it is open.
pub fn add_ui(ui: &mut Ui, model: &Model, open: &mut Option<AddForm>, asks: &mut Asks) {
    let Some(form) = open else { return };
    let mut done = false;
    let modal = Modal::new(Id::unique("add")).show(ui.ctx(), |ui| {
        ui.set_width(380.0);
        ui.label(RichText::new("Add creator").font(strong(size::LEAD)));
        fields_ui(ui, form);
        if let Some(wrong) = form.wrong {
            ui.label(RichText::new(wrong).color(palette(ui).bad));
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let enter = ui.input(|input| input.key_pressed(Key::Enter));
            if primary_button_ui(ui, "Add").clicked() || enter {
                match form.read(model) {
                    Err(wrong) => form.wrong = Some(wrong),
                    Ok(new) => {
                        asks.run(Command::AddCreator(Box::new(new)));
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

fn fields_ui(ui: &mut Ui, form: &mut AddForm) {
    let label = group_label_ui(ui, "Handle or address of the profile");
    let field = TextEdit::singleline(&mut form.handle).hint_text("@name").desired_width(f32::INFINITY);
    let shown = ui.add(field).labelled_by(label.id);
    if std::mem::take(&mut form.fresh) {
        shown.request_focus();
    }
    if shown.changed()
        && let Some(platform) = HandleText::parse(&form.handle).and_then(|read| read.platform)
    {
        form.platform = platform;
    }
    let label = group_label_ui(ui, "Platform");
    let combo = ComboBox::from_id_salt("platform").selected_text(form.platform.label()).show_ui(ui, |ui| {
        for platform in Platform::ALL {
            ui.selectable_value(&mut form.platform, platform, platform.label());
        }
    });
    combo.response.labelled_by(label.id);
    let fee = format!("Fee in {}; a guess will do", form.currency.symbol());
    let fields = [
        ("Name; the handle stands in", &mut form.name),
        ("Followers; empty while unknown", &mut form.followers),
        ("Place", &mut form.place),
        ("Niches, with commas between", &mut form.niches),
        ("Delivers", &mut form.deliverables),
        (fee.as_str(), &mut form.fee),
    ];
    for (name, value) in fields {
        let label = group_label_ui(ui, name);
        ui.add(TextEdit::singleline(value).desired_width(f32::INFINITY)).labelled_by(label.id);
    }
}
