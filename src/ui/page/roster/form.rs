//! What the roster's forms have in common: when they are sent, when they close, why they can't be sent.

use eframe::egui::{ComboBox, Key, ModalResponse, Response, RichText, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::account::handle_key;
use crate::domain::{CreatorId, NumberStyle, Platform};
use crate::ui::asks::Asks;
use crate::ui::theme::palette;
use crate::ui::widget::{group_label_ui, plain_button_ui, primary_button_ui};

/// What the foot of a form asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressed {
    /// Nothing yet.
    Nothing,
    /// To carry out what is typed in.
    Send,
    /// To throw it away.
    Cancel,
}

/// Why nothing in the roster can be changed now, as a sentence.
pub fn obstacle(model: &Model) -> Option<&'static str> {
    Command::RemoveCreators(Vec::new()).obstacle(model)
}

/// Asks for `command`; where it can't run now, says why, so that the form stays open and nothing typed is lost.
pub fn send(command: Command, model: &Model, asks: &mut Asks) -> Result<(), String> {
    match command.obstacle(model) {
        Some(why) => Err(format!("{why}. What you typed is kept")),
        None => {
            asks.run(command);
            Ok(())
        }
    }
}

/// Who else has a handle on a platform already, as a sentence. A linear search: for when a form is sent.
pub fn taken(model: &Model, platform: Platform, handle: &str, own: Option<CreatorId>) -> Option<String> {
    let key = handle_key(handle);
    let cards = model.roster.cards.iter().filter(|card| !key.is_empty() && Some(card.entry.creator.id) != own);
    let holds = |card: &&std::sync::Arc<crate::report::Card>| {
        card.entry.accounts.iter().any(|account| account.platform == platform && handle_key(&account.handle) == key)
    };
    let holder = cards.into_iter().find(holds)?;
    Some(format!("@{key} on {} is in the roster already: {}", platform.label(), holder.name()))
}

/// How a fee is to be written, as a sentence.
pub fn fee_sentence(numbers: NumberStyle) -> String {
    format!("Write the fee as a number such as {}, or leave it empty while nobody knows", numbers.count(1_250.0))
}

/// Paints what is wrong and the two buttons, `away` being the word for leaving. `entered` is whether Enter was pressed
/// in a field of the form.
pub fn foot_ui(ui: &mut Ui, verb: &str, away: &str, wrong: Option<&str>, entered: bool) -> Pressed {
    if let Some(wrong) = wrong {
        ui.label(RichText::new(wrong).color(palette(ui).bad));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let send = primary_button_ui(ui, verb).clicked();
        // Cancel wins: Enter on it must never send the form.
        if plain_button_ui(ui, away).clicked() {
            Pressed::Cancel
        } else if send || entered {
            Pressed::Send
        } else {
            Pressed::Nothing
        }
    })
    .inner
}

/// A named field of one line, and whether Enter was pressed in it.
pub fn field_ui(ui: &mut Ui, name: &str, value: &mut String) -> (Response, bool) {
    let label = group_label_ui(ui, name);
    let shown = ui.add(TextEdit::singleline(value).desired_width(f32::INFINITY)).labelled_by(label.id);
    let entered = entered(ui, &shown);
    (shown, entered)
}

/// Whether Enter was pressed in the field `shown`.
pub fn entered(ui: &Ui, shown: &Response) -> bool {
    shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Whether the user left the form. A click beside it doesn't leave it: what is typed in would be lost.
pub fn left<R>(modal: &ModalResponse<R>) -> bool {
    !modal.backdrop_response.clicked() && modal.should_close()
}

/// A list of all platforms, with `shown` as its text.
pub fn platform_ui(ui: &mut Ui, shown: &str, chosen: Option<Platform>) -> (Response, Option<Platform>) {
    let mut picked = None;
    let combo = ComboBox::from_id_salt("platform").selected_text(shown).width(96.0).show_ui(ui, |ui| {
        for platform in Platform::ALL {
            if ui.selectable_label(chosen == Some(platform), platform.label()).clicked() {
                picked = Some(platform);
            }
        }
    });
    (combo.response, picked)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::command::NewCreator;
    use crate::app::{Folders, Planner};

    #[test]
    fn a_form_that_cant_be_sent_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::under(folder.path().to_owned()).expect("folders");
        let path = folders.default_roster();
        let mut planner = Planner::open(&path, folders.clone(), Arc::new(|| {})).expect("a new roster");
        wait(&mut planner);
        let (mut asks, new) = (Asks::default(), || Command::AddCreator(Box::<NewCreator>::default()));
        assert_eq!(send(new(), planner.model(), &mut asks), Ok(()));
        drop(planner);
        let mut planner = Planner::open_read_only(&path, folders, Arc::new(|| {})).expect("the roster");
        wait(&mut planner);
        let refused = send(new(), planner.model(), &mut asks).expect_err("a reason");
        assert_eq!(refused, "This file is open for reading only. What you typed is kept");
        assert_eq!(asks.commands.len(), 1, "only the first was asked for");
    }

    fn wait(planner: &mut Planner) {
        while planner.busy() || planner.poll() {
            std::thread::yield_now();
            planner.poll();
        }
    }
}
