//! The roster: filters on the left, the table in the middle, the selected creator on the right.

mod add;
mod editor;
mod filters;
mod inspector;
mod offers;
mod posts;
mod table;

use std::collections::BTreeSet;

use eframe::egui::{CentralPanel, Event, Frame, Key, Margin, Modifiers, Panel, ScrollArea, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::CreatorId;
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
    scroll: bool,
    tab: inspector::Tab,
    editor: Option<editor::Editor>,
    offer_editor: Option<offers::OfferEditor>,
    /// The form for a new creator, while it is open.
    pub adding: Option<AddForm>,
    more_niches: bool,
}

/// The rows that pass the filter, and what they were made for.
#[derive(Default)]
struct Rows {
    shown: Vec<u32>,
    made_for: Option<(u64, Filter, Order)>,
}

impl RosterPage {
    /// Selects one creator and shows them.
    pub fn show_creator(&mut self, creator: CreatorId) {
        self.selected = BTreeSet::from([creator]);
        self.filter = Filter::default();
        self.rows.made_for = None;
        self.cursor = None;
        self.scroll = true;
    }

    fn refresh(&mut self, model: &Model) {
        let wanted = (model.roster.version, self.filter.clone(), self.order);
        if self.rows.made_for.as_ref() == Some(&wanted) {
            return;
        }
        self.rows.shown = rows(&model.roster.cards, &self.filter, self.order, &model.settings.tiers);
        self.rows.made_for = Some(wanted);
        self.selected.retain(|id| model.roster.card(*id).is_some());
        let only = self.selected.first().copied();
        let place = |id: CreatorId| {
            self.rows.shown.iter().position(|row| model.roster.cards[*row as usize].entry.creator.id == id)
        };
        self.cursor = only.and_then(place).map(|place| place as u64);
    }

    fn id_at(&self, model: &Model, row: u64) -> Option<CreatorId> {
        let card = self.rows.shown.get(row as usize)?;
        Some(model.roster.cards.get(*card as usize)?.entry.creator.id)
    }

    fn ids(&self, model: &Model) -> Vec<CreatorId> {
        self.rows.shown.iter().map(|row| model.roster.cards[*row as usize].entry.creator.id).collect()
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
            if primary_button_ui(ui, "Add creator").clicked() {
                page.adding = Some(AddForm::new(model.settings.currency));
            }
            if plain_button_ui(ui, "Import…").clicked() {
                asks.path = Some(PathFor::Import);
            }
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
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| inspector::inspector_ui(ui, model, page, asks));
    });
    let middle =
        Frame::new().fill(palette(ui).background).inner_margin(Margin { left: 12, right: 8, top: 4, bottom: 0 });
    CentralPanel::default().frame(middle).show(ui, |ui| table::table_ui(ui, model, page));
    keyboard(ui, model, page, asks);
    editor::editor_ui(ui, model, &mut page.editor, asks);
    offers::offer_editor_ui(ui, model, &mut page.offer_editor, asks);
    palette_asked
}

/// Arrows, Home, End, Ctrl+A, Delete and copy, while no field is being typed in.
fn keyboard(ui: &mut Ui, model: &Model, page: &mut RosterPage, asks: &mut Asks) {
    let dialog = page.editor.is_some() || page.offer_editor.is_some() || page.adding.is_some();
    if ui.ctx().text_edit_focused() || dialog || page.rows.shown.is_empty() {
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
            page.cursor = Some(to);
            page.scroll = true;
            page.selected = page.id_at(model, to).into_iter().collect();
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
        ui.ctx().copy_text(crate::app::roster_text(&model.roster, &chosen));
    }
}
