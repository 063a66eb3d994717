//! The roster: filters on the left, the table in the middle, the selected creator on the right.

mod add;
mod audience;
mod checks;
mod dots;
mod editor;
mod filters;
mod form;
mod growth;
mod inspector;
mod offers;
mod overlaps;
mod post_form;
mod posts;
mod projection;
mod seen;
mod table;

use std::collections::BTreeSet;

use eframe::egui::{CentralPanel, Event, Frame, Key, Margin, Modifiers, Panel, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{CreatorId, TierTable};
use crate::report::roster::{Filter, Order, rows};
use crate::ui::asks::{Asks, PathFor};
use crate::ui::theme::palette;
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{plain_button_ui, primary_button_ui, scroll_ui};

pub use add::{AddForm, add_ui};

/// What the page remembers.
#[derive(Default)]
pub struct RosterPage {
    filter: Filter,
    order: Order,
    rows: Rows,
    /// The selected creators, and the row the keyboard stands on.
    pub selected: BTreeSet<CreatorId>,
    cursor: Option<u64>,
    /// Whether a field was being typed in when the last frame ended.
    typing: bool,
    /// The row a range of selected rows began at.
    anchor: Option<u64>,
    together: Together,
    scroll: bool,
    tab: inspector::Tab,
    /// What the inspector has worked out.
    seen: seen::Seen,
    /// What the table has worked out of paid posts.
    paid: seen::PaidSeen,
    /// Forms of the audience tab.
    audience: audience::AudienceForms,
    editor: Option<editor::Editor>,
    offer_editor: Option<offers::OfferEditor>,
    post_editor: Option<post_form::PostEditor>,
    /// Numbers of an audit while they are typed in.
    pub audit: checks::AuditState,
    /// The form for a new creator, while it is open.
    pub adding: Option<AddForm>,
    more_niches: bool,
}

/// The rows that pass the filter, and what they were made for.
#[derive(Default)]
struct Rows {
    shown: Vec<u32>,
    made_for: Option<(u64, Filter, Order, TierTable)>,
}

/// Known followers of all selected creators and how many creators they are known of, and what it was summed for.
#[derive(Default)]
struct Together {
    sum: (u64, usize),
    made_for: Option<(u64, usize, Option<CreatorId>, Option<CreatorId>)>,
}

impl RosterPage {
    /// Selects one creator and shows them.
    pub fn show_creator(&mut self, creator: CreatorId) {
        self.selected = BTreeSet::from([creator]);
        self.filter = Filter::default();
        self.rows.made_for = None;
        (self.cursor, self.anchor) = (None, None);
        self.scroll = true;
    }

    fn refresh(&mut self, model: &Model) {
        let wanted = (model.roster.version, self.filter.clone(), self.order, model.settings.tiers);
        if self.rows.made_for.as_ref() == Some(&wanted) {
            return;
        }
        self.rows.shown = rows(&model.roster.cards, &self.filter, self.order, &model.settings.tiers);
        self.rows.made_for = Some(wanted);
        self.together.made_for = None;
        if self.selected.is_empty() {
            (self.cursor, self.anchor) = (None, None);
            return;
        }
        // What can't be seen isn't selected: "Remove" must never reach hidden creators.
        let in_order = self.ids(model);
        let shown: BTreeSet<CreatorId> = in_order.iter().copied().collect();
        self.selected.retain(|id| shown.contains(id));
        let first = in_order.iter().position(|id| self.selected.contains(id)).map(|place| place as u64);
        (self.cursor, self.anchor) = (first, first);
    }

    /// Selects a row, or all rows from where the range began to it.
    fn select(&mut self, model: &Model, row: u64, extend: bool) {
        let from = self.anchor.filter(|_| extend).unwrap_or(row);
        self.selected = (from.min(row)..=from.max(row)).filter_map(|row| self.id_at(model, row)).collect();
        self.cursor = Some(row);
        self.anchor = Some(from);
    }

    /// Opens the form for the only selected creator, unless nothing can be changed now.
    fn edit_selected(&mut self, model: &Model, asks: &mut Asks) {
        let only = self.selected.first().filter(|_| self.selected.len() == 1);
        let Some(card) = only.and_then(|id| model.roster.card(*id)) else { return };
        match form::obstacle(model) {
            Some(obstacle) => asks.obstacle = Some(obstacle),
            None => self.editor = Some(editor::Editor::new(&card.entry, model.settings.numbers)),
        }
    }

    /// Known followers of all selected creators, and of how many they are known. Summed once per selection.
    fn followers_together(&mut self, model: &Model) -> (u64, usize) {
        let ends = (self.selected.first().copied(), self.selected.last().copied());
        let wanted = Some((model.roster.version, self.selected.len(), ends.0, ends.1));
        if self.together.made_for != wanted {
            let cards = self.selected.iter().filter_map(|id| model.roster.card(*id));
            let sum = cards
                .filter_map(|card| card.followers)
                .fold((0_u64, 0), |(sum, known), followers| (sum.saturating_add(followers), known + 1));
            self.together = Together { sum, made_for: wanted };
        }
        self.together.sum
    }

    fn id_at(&self, model: &Model, row: u64) -> Option<CreatorId> {
        let card = self.rows.shown.get(row as usize)?;
        Some(model.roster.cards.get(*card as usize)?.entry.creator.id)
    }

    fn ids(&self, model: &Model) -> Vec<CreatorId> {
        (0..self.rows.shown.len() as u64).filter_map(|row| self.id_at(model, row)).collect()
    }
}

/// Paints the page. True if the palette was asked for.
pub fn roster_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage, asks: &mut Asks) -> bool {
    page.refresh(model);
    let numbers = model.settings.numbers;
    let (shown, all) = (page.rows.shown.len(), model.roster.cards.len());
    let subtitle = match shown == all {
        true => numbers.count(all as f64),
        false => format!("{} of {}", numbers.count(shown as f64), numbers.count(all as f64)),
    };
    let mut clear = false;
    let palette_asked = topbar_ui(
        ui,
        "Roster",
        &subtitle,
        asks,
        |ui, _| clear = !page.filter.is_empty() && plain_button_ui(ui, "Clear filters ×").clicked(),
        |ui, asks| {
            let obstacle = form::obstacle(model);
            let why = obstacle.unwrap_or_default();
            ui.add_enabled_ui(obstacle.is_none(), |ui| {
                if primary_button_ui(ui, "Add creator").on_disabled_hover_text(why).clicked() {
                    page.adding = Some(AddForm::new(model.settings.currency));
                }
                if plain_button_ui(ui, "Import…").on_disabled_hover_text(why).clicked() {
                    asks.path = Some(PathFor::Import);
                }
            });
        },
    );
    if clear {
        page.filter = Filter::default();
    }
    let side = Frame::new().fill(palette(ui).background).inner_margin(Margin::same(16));
    Panel::left("filters").exact_size(216.0).resizable(false).frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| filters::filters_ui(ui, model, page));
    });
    let width = if ui.available_width() > 1000.0 { 336.0 } else { 292.0 };
    Panel::right("inspector").exact_size(width).resizable(false).frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| inspector::inspector_ui(ui, model, page, asks));
    });
    let middle =
        Frame::new().fill(palette(ui).background).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 0 });
    let edit = CentralPanel::default().frame(middle).show(ui, |ui| table::table_ui(ui, model, page)).inner;
    if edit {
        page.edit_selected(model, asks);
    }
    keyboard(ui, model, page, asks);
    editor::editor_ui(ui, model, &mut page.editor, asks);
    offers::offer_editor_ui(ui, model, &mut page.offer_editor, asks);
    post_form::post_editor_ui(ui, model, &mut page.post_editor, asks);
    palette_asked
}

/// Arrows (with Shift for a range), Home, End, Enter, Ctrl+A, Delete and copy, while no field is being typed in and
/// no dialog is open.
fn keyboard(ui: &mut Ui, model: &Model, page: &mut RosterPage, asks: &mut Asks) {
    let editors = page.editor.is_some() || page.offer_editor.is_some() || page.post_editor.is_some();
    let forms = editors || page.adding.is_some();
    let dialog = forms || ui.ctx().memory(|memory| memory.top_modal_layer()).is_some();
    let typing = ui.ctx().text_edit_focused();
    // The Enter that ends typing leaves the field before it comes here, and was meant for the field.
    let was_typing = std::mem::replace(&mut page.typing, typing);
    if typing || was_typing || dialog || page.rows.shown.is_empty() {
        return;
    }
    let last = page.rows.shown.len() as u64 - 1;
    let free = ui.ctx().memory(|memory| memory.focused()).is_none();
    if free {
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as i64;
        let moved =
            pressed(Key::ArrowDown) - pressed(Key::ArrowUp) + 20 * (pressed(Key::PageDown) - pressed(Key::PageUp));
        let to = match (pressed(Key::Home) > 0, pressed(Key::End) > 0, moved) {
            (true, _, _) => Some(0),
            (_, true, _) => Some(last),
            (_, _, 0) => None,
            (_, _, by) => Some(page.cursor.map_or(0, |at| at.saturating_add_signed(by).min(last))),
        };
        if let Some(to) = to {
            page.scroll = true;
            page.select(model, to, ui.input(|input| input.modifiers.shift));
        }
        if pressed(Key::Enter) > 0 {
            page.edit_selected(model, asks);
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        page.selected = page.ids(model).into_iter().collect();
    }
    if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete)) && !page.selected.is_empty() {
        asks.run(Command::RemoveCreators(page.selected.iter().copied().collect()));
    }
    if ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) && !page.selected.is_empty() {
        let chosen: Vec<_> = page.selected.iter().copied().collect();
        ui.ctx().copy_text(crate::app::roster_text(&model.roster, &chosen, model.settings.numbers));
    }
}
