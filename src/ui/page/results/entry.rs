//! The form for what one booking brought: Enter stores it and goes on, a row copied from a spreadsheet fills it.

use eframe::egui::{Align, Event, Id, Key, Label, Layout, RichText, TextEdit, Ui, vec2};

use crate::app::Command;
use crate::app::model::Model;
use crate::app::outcome_text::{OutcomeField, OutcomeText};
use crate::domain::{Booking, BookingId, Metric, NumberStyle};
use crate::report::results::CampaignResults;
use crate::ui::asks::Asks;
use crate::ui::format::span;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{flush_link_ui, group_label_ui, muted_ui, plain_button_ui, primary_button_ui};

/// What is typed in for one booking.
pub struct Entry {
    /// Which booking.
    pub booking: BookingId,
    typed: Typed,
    /// What was typed in and stored last.
    sent: Typed,
    /// What the file said when it was looked at last.
    stored: Typed,
    wrong: Option<(Option<OutcomeField>, String)>,
    fresh: bool,
}

/// The fields.
#[derive(Clone, PartialEq, Default)]
struct Typed {
    outcome: OutcomeText,
    code: String,
    link: String,
}

impl Typed {
    fn of(booking: &Booking, numbers: NumberStyle) -> Typed {
        Typed {
            outcome: OutcomeText::of(booking.result.as_ref(), numbers, booking.fee.currency),
            code: booking.code.clone(),
            link: booking.link.clone(),
        }
    }
}

/// Where to go from the form.
#[derive(Clone, Copy)]
pub enum Way {
    /// To the booking below.
    Next,
    /// To another booking.
    To(BookingId),
    /// Close it; what was typed and not stored is dropped.
    Away,
}

impl Entry {
    /// A form that holds what is known.
    pub fn new(booking: &Booking, numbers: NumberStyle) -> Entry {
        let typed = Typed::of(booking, numbers);
        Entry { booking: booking.id, sent: typed.clone(), stored: typed.clone(), typed, wrong: None, fresh: true }
    }

    /// Takes over what has changed in the file, unless something else is being typed.
    fn follow(&mut self, booking: &Booking, numbers: NumberStyle) {
        let stored = Typed::of(booking, numbers);
        if stored == self.stored {
            return;
        }
        if self.typed == self.sent {
            self.typed = stored.clone();
        }
        (self.sent, self.stored) = (stored.clone(), stored);
    }

    /// Asks for what was typed to be stored. False if it can't be read or stored now; then it is told and kept.
    pub fn send(&mut self, model: &Model, asks: &mut Asks) -> bool {
        let Some(booking) = model.bookings.iter().find(|one| one.id == self.booking) else { return true };
        if self.typed == self.sent {
            self.wrong = None;
            return true;
        }
        if let Some(why) = Command::SetResults(Vec::new()).obstacle(model) {
            self.wrong = Some((None, format!("{why}. What you typed is kept")));
            return false;
        }
        let numbers = model.settings.numbers;
        let outcome = match self.typed.outcome.read(numbers, booking.fee.currency) {
            Ok(outcome) => outcome,
            Err((field, problem)) => {
                self.wrong = Some((Some(field), problem));
                return false;
            }
        };
        self.wrong = None;
        self.typed.outcome = OutcomeText::of(Some(&outcome), numbers, booking.fee.currency);
        let (code, link) = (self.typed.code.trim().to_owned(), self.typed.link.trim().to_owned());
        (self.typed.code, self.typed.link) = (code.clone(), link.clone());
        if self.typed.outcome != self.sent.outcome {
            asks.run(Command::SetResult(self.booking, Box::new(outcome)));
        }
        if (&code, &link) != (&self.sent.code, &self.sent.link) {
            asks.run(Command::SetTracking(self.booking, code, link));
        }
        self.sent = self.typed.clone();
        true
    }
}

/// Paints the form; where the user wants to go from it.
pub fn entry_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &CampaignResults,
    entry: &mut Entry,
    asks: &mut Asks,
) -> Option<Way> {
    let row = shown.rows.iter().find(|row| row.booking.id == entry.booking)?;
    let booking = &row.booking;
    let numbers = model.settings.numbers;
    entry.follow(booking, numbers);
    let (low, high) = booking.projected.band();
    let name = RichText::new(&booking.creator).font(strong(size::LEAD)).color(palette(ui).text);
    ui.add(Label::new(name).wrap());
    let projected = format!("{} {}", span(numbers, low, high), booking.projected.metric.label().to_lowercase());
    muted_ui(ui, format!("{} · {} · booked on {}", booking.delivers, numbers.money(booking.fee), booking.booked_on));
    let counted = match booking.projected.metric {
        Metric::Engagements => "Likes, comments, shares and saves together; they count once the likes are known",
        metric => metric.meaning(),
    };
    muted_ui(ui, format!("8 in 10 projected: {projected}")).on_hover_text(counted);
    ui.add_space(4.0);
    let locked = Command::SetResults(Vec::new()).obstacle(model);
    let entered = ui.add_enabled_ui(locked.is_none(), |ui| fields_ui(ui, entry, booking)).inner;
    if let Some((_, problem)) = &entry.wrong {
        ui.add(Label::new(RichText::new(problem).color(palette(ui).bad)).wrap());
    }
    let mut way = escape(ui, entry);
    ui.horizontal(|ui| {
        let save = ui.add_enabled_ui(locked.is_none(), |ui| primary_button_ui(ui, "Save result")).inner;
        if save.on_disabled_hover_text(locked.unwrap_or_default()).clicked() {
            entry.send(model, asks);
        }
        let word = if entry.typed == entry.sent { "Close" } else { "Cancel" };
        if plain_button_ui(ui, word).clicked() {
            way = Some(Way::Away);
        }
    });
    muted_ui(
        ui,
        "Enter saves and goes to the next. A row copied from a spreadsheet fills the fields from where you paste",
    );
    ui.add_space(8.0);
    let remove = ui.add_enabled_ui(locked.is_none(), |ui| flush_link_ui(ui, "Remove booking")).inner;
    if remove.on_hover_text("Removes the booking with its result; Undo brings it back").clicked() {
        asks.run(Command::RemoveBooking(entry.booking));
        way = Some(Way::Away);
    }
    if entered { Some(Way::Next) } else { way }
}

/// Escape takes back what was typed; where nothing was, it closes the form.
fn escape(ui: &Ui, entry: &mut Entry) -> Option<Way> {
    let behind = ui.ctx().memory(|memory| memory.top_modal_layer()).is_some();
    if behind || !ui.input(|input| input.key_pressed(Key::Escape)) {
        return None;
    }
    if entry.typed == entry.sent {
        return Some(Way::Away);
    }
    (entry.typed, entry.wrong) = (entry.sent.clone(), None);
    None
}

/// Width of the fields' names.
const NAME: f32 = 88.0;

/// True if Enter was pressed in a field.
fn fields_ui(ui: &mut Ui, entry: &mut Entry, booking: &Booking) -> bool {
    let mut entered = false;
    ui.spacing_mut().item_spacing.y = 4.0;
    for (place, field) in OutcomeField::ALL.into_iter().enumerate() {
        let id = Id::unique(("result", place));
        pasted_row(ui, id, field, entry);
        let label = match field {
            OutcomeField::Revenue => format!("{} in {}", field.label(), booking.fee.currency.symbol()),
            field => field.label().to_owned(),
        };
        let wrong = entry.wrong.as_ref().is_some_and(|(wrong, _)| *wrong == Some(field));
        let fresh = place == 0 && std::mem::take(&mut entry.fresh);
        entered |= field_ui(ui, id, &label, &mut entry.typed.outcome.cells[place], wrong, fresh);
    }
    entered |= field_ui(ui, Id::unique(("result", "code")), "Code", &mut entry.typed.code, false, false);
    entered | field_ui(ui, Id::unique(("result", "link")), "Link", &mut entry.typed.link, false, false)
}

/// A copied row pasted into the field `id` is spread over it and those after it.
fn pasted_row(ui: &Ui, id: Id, field: OutcomeField, entry: &mut Entry) {
    if ui.ctx().memory(|memory| memory.focused()) != Some(id) {
        return;
    }
    let row = ui.input_mut(|input| {
        let place = input.events.iter().position(|one| matches!(one, Event::Paste(text) if text.contains('\t')))?;
        match input.events.remove(place) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    });
    if let Some(row) = row {
        entry.typed.outcome.paste(field, &row);
    }
}

fn field_ui(ui: &mut Ui, id: Id, name: &str, text: &mut String, wrong: bool, fresh: bool) -> bool {
    ui.horizontal(|ui| {
        let left = Layout::left_to_right(Align::Center);
        let label = ui.allocate_ui_with_layout(vec2(NAME, 28.0), left, |ui| {
            ui.set_min_width(NAME);
            group_label_ui(ui, name)
        });
        let label = label.inner;
        let colour = if wrong { palette(ui).bad } else { palette(ui).text };
        let field = TextEdit::singleline(text).id(id).desired_width(f32::INFINITY).text_color(colour);
        let shown = ui.add(field.hint_text("–")).labelled_by(label.id);
        if fresh {
            shown.request_focus();
        }
        shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    })
    .inner
}
