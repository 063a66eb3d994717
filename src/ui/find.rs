//! Finding a creator by typing: a field with the best matches below it.

use std::sync::Arc;

use eframe::egui::{Button, Id, Key, Margin, RichText, TextEdit, Ui, vec2};

use super::theme::{palette, size};
use super::widget::muted_ui;
use crate::app::model::Model;
use crate::domain::CreatorId;
use crate::domain::text::fold;
use crate::report::Card;

/// Creators shown at most.
const SHOWN: usize = 6;

/// What was typed, and who was found.
#[derive(Default)]
pub struct Finder {
    text: String,
    found: Vec<CreatorId>,
    /// Text and version of the roster they were found for.
    made_for: (String, u64),
}

/// Creators whose names, handles or other words hold all these folded words, in the order of the roster.
pub fn matches<'a>(model: &'a Model, words: &'a [String]) -> impl Iterator<Item = &'a Arc<Card>> {
    let all = if words.is_empty() { &[] } else { model.roster.cards.as_slice() };
    all.iter().filter(|card| words.iter().all(|word| card.folded.contains(word.as_str())))
}

/// Folded words as they are searched for: handles are known without their "@".
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(' ').map(|word| word.trim_start_matches('@')).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Paints the field and the matches; whom the user chose. Enter chooses the first match. What is done with the chosen
/// one is said by `deed`: "Add".
pub fn find_ui(ui: &mut Ui, model: &Model, finder: &mut Finder, name: &str, deed: &str) -> Option<CreatorId> {
    let field = TextEdit::singleline(&mut finder.text).hint_text(name).desired_width(f32::INFINITY);
    // An id of its own: what is above it comes and goes, and the keyboard must stay.
    let field = field.id(Id::unique(("find", name))).margin(Margin::symmetric(12, 5));
    let field = ui.add(field).accessible_name(name);
    let wanted = (finder.text.clone(), model.roster.version);
    if finder.made_for != wanted {
        // The roster may be long, so it is searched only when something has changed, not in every frame.
        let words = words(&finder.text);
        finder.found = matches(model, &words).take(SHOWN).map(|card| card.entry.creator.id).collect();
        finder.made_for = wanted;
    }
    let mut chosen = None;
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        chosen = finder.found.first().copied();
        // The next name can be typed at once.
        field.request_focus();
    }
    ui.spacing_mut().item_spacing.y = if finder.found.is_empty() { 8.0 } else { 2.0 };
    for card in finder.found.iter().filter_map(|id| model.roster.card(*id)) {
        let right = RichText::new(card.handle()).size(size::SMALL).color(palette(ui).muted);
        let button = Button::new(card.name()).right_text(right).fill(palette(ui).surface);
        let button = ui.add(button.min_size(vec2(ui.available_width(), 26.0)));
        if button.accessible_name(format!("{deed} {}", card.name())).clicked() {
            chosen = Some(card.entry.creator.id);
        }
    }
    if finder.found.is_empty() && !finder.text.trim().is_empty() {
        muted_ui(ui, "Nobody in the roster is called that");
    }
    if chosen.is_some() {
        *finder = Finder::default();
    }
    chosen
}
