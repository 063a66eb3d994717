//! A list to pick from by typing: creators by their names, groups by theirs.

use eframe::egui::{Button, Key, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::app::model::Model;
use crate::domain::CreatorId;
use crate::domain::text::fold;
use crate::ui::theme::palette;
use crate::ui::widget::muted_ui;

/// Creators shown at once; typing more of the name finds the rest.
const SHOWN: usize = 30;
/// How high a list grows before it scrolls.
const HEIGHT: f32 = 240.0;

/// What is typed, and who was found for it.
#[derive(Default)]
pub struct PickState {
    /// What is typed.
    pub sought: String,
    /// Version of the roster, what was sought, who was found, and whether there are more.
    found: Option<(u64, String, Vec<CreatorId>, bool)>,
}

/// A field to search in; `true` if Enter asks for the first that is found.
pub fn search_ui(ui: &mut Ui, name: &str, sought: &mut String) -> bool {
    let field = TextEdit::singleline(sought).hint_text(name).desired_width(f32::INFINITY);
    let shown = ui.add(field).accessible_name(name);
    shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// One line of a list, over its whole width, with something short at its right end.
pub fn line_ui(ui: &mut Ui, possible: bool, chosen: bool, text: &str, right: &str) -> eframe::egui::Response {
    let right = RichText::new(right).color(palette(ui).muted);
    let line = Button::selectable(chosen, text).wrap().right_text(right).min_size(vec2(ui.available_width(), 24.0));
    ui.add_enabled(possible, line).accessible_name(text)
}

/// A list that scrolls when it is long.
pub fn list_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, add);
}

/// Creators whose name, handle, niches or place hold what is typed; the shortlist's come first. Answers who is picked.
pub fn creators_ui(ui: &mut Ui, model: &Model, state: &mut PickState, chosen: &[CreatorId]) -> Option<CreatorId> {
    let first = search_ui(ui, "Search creators", &mut state.sought);
    state.find(model);
    let Some((_, _, found, more)) = &state.found else { return None };
    let mut picked = found.first().copied().filter(|_| first);
    if found.is_empty() {
        muted_ui(ui, "Nobody of the roster fits");
    }
    list_ui(ui, |ui| {
        for card in found.iter().filter_map(|id| model.roster.card(*id)) {
            let id = card.entry.creator.id;
            if line_ui(ui, true, chosen.contains(&id), card.name(), &card.handle()).clicked() {
                picked = Some(id);
            }
        }
        if *more {
            muted_ui(ui, "Type more of the name to see others");
        }
    });
    picked
}

impl PickState {
    fn find(&mut self, model: &Model) {
        let version = model.roster.version;
        if self.found.as_ref().is_some_and(|(known, sought, ..)| *known == version && *sought == self.sought) {
            return;
        }
        let sought = fold(&self.sought);
        let inside: Vec<CreatorId> = match &model.plan.answer {
            Some(Ok(plan)) => plan.rows.iter().map(|row| row.creator).collect(),
            _ => Vec::new(),
        };
        let shortlisted = inside.iter().filter_map(|id| model.roster.card(*id));
        let others = model.roster.cards.iter().filter(|card| !inside.contains(&card.entry.creator.id));
        let fits = shortlisted.chain(others).filter(|card| sought.split(' ').all(|word| card.folded.contains(word)));
        let mut found: Vec<CreatorId> = Vec::new();
        for id in fits.map(|card| card.entry.creator.id) {
            if !found.contains(&id) {
                found.push(id);
            }
            if found.len() > SHOWN {
                break;
            }
        }
        let more = found.len() > SHOWN;
        found.truncate(SHOWN);
        self.found = Some((version, self.sought.clone(), found, more));
    }
}
