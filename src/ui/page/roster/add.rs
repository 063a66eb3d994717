//! The form for a new creator: as little as is needed to put them on a shortlist.

use eframe::egui::{Id, Modal, RichText, TextEdit, Ui};

use super::editor::list;
use super::form::{self, Pressed, field_ui, foot_ui, platform_ui};
use crate::app::command::{NewCreator, TYPED_IN};
use crate::app::model::Model;
use crate::app::typed::{self, Typed};
use crate::app::{Command, clock};
use crate::domain::account::HandleText;
use crate::domain::offer::parse_deliverables;
use crate::domain::{CreatorId, Currency, FeeStatus, Offer, OfferId, Platform};
use crate::ui::asks::Asks;
use crate::ui::theme::{size, strong};
use crate::ui::widget::group_label_ui;

/// What has been typed in so far.
pub struct AddForm {
    /// The platform the user picked, or the address of the profile told.
    picked: Option<Platform>,
    name: String,
    handle: String,
    followers: String,
    place: String,
    niches: String,
    deliverables: String,
    fee: String,
    currency: Currency,
    wrong: Option<String>,
    fresh: bool,
}

impl AddForm {
    /// An empty form.
    pub fn new(currency: Currency) -> AddForm {
        AddForm {
            picked: None,
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

    /// The platform of the account that will be stored; `None` if there will be no account.
    fn platform(&self) -> Option<Platform> {
        let account = !self.handle.trim().is_empty() || !self.followers.trim().is_empty();
        self.picked.or(account.then_some(Platform::Instagram))
    }

    fn read(&self, model: &Model) -> Result<NewCreator, String> {
        let numbers = model.settings.numbers;
        let handle = self.handle.trim();
        if self.name.trim().is_empty() && handle.is_empty() {
            return Err("Type a name or a handle".to_owned());
        }
        let read = HandleText::parse(handle);
        if !handle.is_empty() && read.is_none() {
            return Err("A handle has no spaces; paste the address of the profile or type @name".to_owned());
        }
        if self.name.trim().is_empty() && read.as_ref().is_none_or(|read| read.handle.is_empty()) {
            return Err("The address tells no name; type one".to_owned());
        }
        let account = read.zip(self.platform());
        if let Some(taken) = account
            .and_then(|(read, platform)| form::taken(model, read.platform.unwrap_or(platform), &read.handle, None))
        {
            return Err(taken);
        }
        let followers = match typed::count(&self.followers, numbers) {
            Typed::Wrong => {
                return Err(format!(
                    "Write followers as a number such as {}, or leave it empty",
                    numbers.count(12_400.0)
                ));
            }
            typed => typed.value(),
        };
        let fee = match typed::money(&self.fee, numbers, self.currency) {
            Typed::Wrong => return Err(form::fee_sentence(numbers)),
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
            source: TYPED_IN.to_owned(),
            dated: Some(clock::today()),
            note: String::new(),
        };
        Ok(NewCreator {
            name: self.name.trim().to_owned(),
            platform: self.platform(),
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
        let entered = fields_ui(ui, form);
        match foot_ui(ui, "Add", "Cancel", form.wrong.as_deref(), entered) {
            Pressed::Nothing => {}
            Pressed::Cancel => done = true,
            Pressed::Send => {
                let sent = form.read(model).and_then(|new| form::send(Command::AddCreator(Box::new(new)), model, asks));
                done = sent.is_ok();
                form.wrong = sent.err();
            }
        }
    });
    if done || form::left(&modal) {
        *open = None;
    }
}

/// True if Enter was pressed in a field.
fn fields_ui(ui: &mut Ui, form: &mut AddForm) -> bool {
    let label = group_label_ui(ui, "Handle or address of the profile");
    let field = TextEdit::singleline(&mut form.handle).hint_text("@name").desired_width(f32::INFINITY);
    let shown = ui.add(field).labelled_by(label.id);
    let mut entered = form::entered(ui, &shown);
    if std::mem::take(&mut form.fresh) {
        shown.request_focus();
    }
    if shown.changed()
        && let Some(platform) = HandleText::parse(&form.handle).and_then(|read| read.platform)
    {
        form.picked = Some(platform);
    }
    let label = group_label_ui(ui, "Platform");
    let platform = form.platform();
    let (shown, picked) = platform_ui(ui, platform.map_or("None yet", Platform::label), platform);
    shown.labelled_by(label.id);
    form.picked = picked.or(form.picked);
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
        entered |= field_ui(ui, name, value).1;
    }
    entered
}
