//! The table of creators: only the rows in sight are painted.

use eframe::egui::{
    Align, Button, Frame, Label, Layout, Margin, Modifiers, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use egui_table::{CellInfo, Column as TableColumn, HeaderCellInfo, HeaderRow, PrefetchInfo, Table, TableDelegate};

use super::RosterPage;
use crate::app::model::Model;
use crate::domain::{Measure, NumberStyle};
use crate::report::Card;
use crate::report::card::RateBasis;
use crate::report::checks::{Check, CheckOutcome, ClutterWindow};
use crate::report::roster::{Column, Order};
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, strong};
use crate::ui::widget::{muted_ui, strip_ui};

/// Height of a row; multiples of four keep row tops exact in single precision for millions of rows.
const ROW: f32 = 28.0;

/// Columns with their title, the width numbers need (0 for text, which shares the rest), and whether they hold numbers.
const COLUMNS: [(Column, &str, f32, bool); 9] = [
    (Column::Name, "Name", 0.0, false),
    (Column::Handle, "Handle", 0.0, false),
    (Column::Platform, "On", 32.0, false),
    (Column::Followers, "Followers", 80.0, true),
    (Column::Rate, "Rate", 56.0, true),
    (Column::Posts, "Last 12 posts", 88.0, false),
    (Column::Fee, "Fee", 66.0, true),
    (Column::Ads, "Ads", 46.0, true),
    (Column::Niche, "Niche", 0.0, false),
];

/// The columns there is room for, each with its width.
fn columns(width: f32) -> Vec<(usize, f32)> {
    let shown = |place: usize| match COLUMNS[place].0 {
        Column::Handle | Column::Platform | Column::Niche => width >= 560.0,
        Column::Ads => width >= 480.0,
        _ => true,
    };
    let text = |place: usize| match COLUMNS[place].0 {
        Column::Name => 0.48,
        Column::Handle => 0.31,
        Column::Niche => 0.21,
        _ => 0.0,
    };
    let places: Vec<usize> = (0..COLUMNS.len()).filter(|place| shown(*place)).collect();
    let fixed: f32 = places.iter().map(|place| COLUMNS[*place].2).sum();
    let shares: f32 = places.iter().map(|place| text(*place)).sum();
    let rest = (width - fixed).max(100.0);
    places.into_iter().map(|place| (place, COLUMNS[place].2 + rest * text(place) / shares)).collect()
}

/// Paints the table. True if the selected creator is to be edited.
pub fn table_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage) -> bool {
    if page.rows.shown.is_empty() {
        nobody_ui(ui);
        return false;
    }
    let width = ui.available_width() - 12.0;
    let shown = columns(width);
    let columns: Vec<TableColumn> = shown.iter().map(|(_, width)| TableColumn::new(*width).resizable(false)).collect();
    let count = page.rows.shown.len() as u64;
    let mut table = Table::new().id_salt("roster").num_rows(count).columns(columns).headers([HeaderRow::new(30.0)]);
    if std::mem::take(&mut page.scroll)
        && let Some(row) = page.cursor
    {
        table = table.scroll_to_row(row, None);
    }
    let mut painter = Painter { model, page, shown, edit: false, last: None, echo: false };
    table.show(ui, &mut painter);
    painter.edit
}

/// Says why no row is shown.
fn nobody_ui(ui: &mut Ui) {
    ui.add_space(48.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new("Nobody passes these filters").font(strong(16.0)));
        muted_ui(ui, "Clear a filter or search for something else");
    });
}

struct Painter<'a> {
    model: &'a Model,
    page: &'a mut RosterPage,
    /// Places of the shown columns.
    shown: Vec<(usize, f32)>,
    /// Whether a row was clicked twice.
    edit: bool,
    /// egui_table walks the visible rows twice; the second walk must not name them again.
    last: Option<u64>,
    echo: bool,
}

impl<'a> Painter<'a> {
    fn card(&self, row: u64) -> Option<&'a Card> {
        let place = self.page.rows.shown.get(row as usize)?;
        self.model.roster.cards.get(*place as usize).map(|card| &**card)
    }

    fn click(&mut self, row: u64, modifiers: Modifiers) {
        let Some(id) = self.page.id_at(self.model, row) else { return };
        if modifiers.shift || !modifiers.command {
            self.page.select(self.model, row, modifiers.shift);
            return;
        }
        if !self.page.selected.remove(&id) {
            self.page.selected.insert(id);
        }
        (self.page.cursor, self.page.anchor) = (Some(row), Some(row));
    }
}

impl TableDelegate for Painter<'_> {
    fn prepare(&mut self, _info: &PrefetchInfo) {
        self.last = None;
        self.echo = false;
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let (column, title, _, number) = COLUMNS[self.shown[cell.col_range.start].0];
        let order = self.page.order;
        let arrow = match (order.column == column, order.descending) {
            (false, _) => "",
            (true, false) => " ↑",
            (true, true) => " ↓",
        };
        let text = RichText::new(format!("{title}{arrow}")).size(13.0).color(palette(ui).muted);
        let bottom = ui.max_rect();
        ui.painter().hline(bottom.x_range(), bottom.bottom() - 0.5, Stroke::new(1.0, palette(ui).hairline));
        cell_frame_ui(ui, number, |ui| {
            let name = format!("Sort by {}", title.to_lowercase());
            ui.spacing_mut().button_padding = vec2(0.0, 2.0);
            let clicked = ui.add(Button::new(text).frame(false)).accessible_name(name).clicked();
            if clicked {
                let descending = if order.column == column { !order.descending } else { number };
                self.page.order = Order { column, descending };
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let rect = ui.max_rect();
        self.echo |= self.last.is_some_and(|last| row <= last);
        self.last = Some(row);
        let response = ui.interact(rect, ui.scope_id().with("row"), Sense::CLICK);
        let selected = self.page.id_at(self.model, row).is_some_and(|id| self.page.selected.contains(&id));
        let colours = palette(ui);
        if selected {
            ui.painter().rect_filled(rect, 0.0, colours.soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, colours.chip);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.hairline));
        if !self.echo {
            let name = self.card(row).map(|card| summary(card, self.model)).unwrap_or_default();
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, name.as_str()));
        }
        if response.clicked() {
            let modifiers = ui.input(|input| input.modifiers);
            self.click(row, modifiers);
        }
        self.edit |= response.double_clicked();
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let Some(card) = self.card(cell.row_nr) else { return };
        let (column, _, _, number) = COLUMNS[self.shown[cell.col_nr].0];
        let (model, page) = (self.model, &mut *self.page);
        cell_frame_ui(ui, number, |ui| match column {
            Column::Ads => ads_ui(ui, card, page.paid.check(model, card), model.settings.numbers),
            column => value_ui(ui, column, card, model.settings.numbers),
        });
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

fn cell_frame_ui<R>(ui: &mut Ui, number: bool, add: impl FnOnce(&mut Ui) -> R) {
    Frame::new().inner_margin(Margin::symmetric(4, 0)).show(ui, |ui| {
        let layout = if number { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
        ui.with_layout(layout, add)
    });
}

fn value_ui(ui: &mut Ui, column: Column, card: &Card, numbers: NumberStyle) {
    let colours = palette(ui);
    let text = |ui: &mut Ui, text: RichText| ui.add(Label::new(text.size(13.0)).truncate().selectable(false));
    let or_unknown = |value: Option<String>| value.unwrap_or_else(|| UNKNOWN.to_owned());
    match column {
        Column::Name => {
            text(ui, RichText::new(card.name()).font(strong(13.0)).color(colours.text));
        }
        Column::Handle => {
            text(ui, RichText::new(card.handle()).color(colours.muted));
        }
        Column::Platform => {
            let platform = card.platform();
            let shown = text(ui, RichText::new(platform.map_or(UNKNOWN, |p| p.badge())).color(colours.muted));
            if let Some(platform) = platform {
                shown.on_hover_text(platform.label());
            }
        }
        Column::Followers => {
            let shown = text(ui, RichText::new(or_unknown(card.followers.map(|n| numbers.count(n as f64)))));
            shown.on_hover_text(followers_words(card));
        }
        Column::Rate => {
            let shown = text(ui, RichText::new(or_unknown(card.rate.map(|(rate, _)| numbers.percent(rate, 1)))));
            shown.on_hover_text(rate_words(card));
        }
        Column::Posts if card.strip.is_empty() => {
            text(ui, RichText::new("no posts yet").size(12.0).color(colours.muted));
        }
        Column::Posts => {
            let extent = vec2(ui.available_width().min(86.0), 18.0);
            let what = card.strip_metric.label().to_lowercase();
            strip_ui(ui, extent, &card.strip, &format!("Last {} posts of {}: {what}", card.strip.len(), card.name()));
        }
        Column::Fee => {
            let shown = text(ui, RichText::new(or_unknown(card.fee.map(|fee| numbers.money(fee)))));
            shown.on_hover_text(fee_words(card));
        }
        Column::Niche => {
            let niches = &card.entry.creator.niches;
            text(ui, RichText::new(niches.first().map_or(UNKNOWN, String::as_str)));
        }
        Column::Ads | Column::Place => {}
    }
}

/// The share of paid posts, marked as the inspector marks it: above what is usual at this size, beyond chance.
fn ads_ui(ui: &mut Ui, card: &Card, check: Option<&Check>, numbers: NumberStyle) {
    let flag = check.is_some_and(|check| check.outcome == CheckOutcome::LookCloser);
    let colour = if flag { palette(ui).warn } else { palette(ui).text };
    let share = card.sponsored.map_or(UNKNOWN.to_owned(), |(share, _)| numbers.percent(share, 0));
    let shown = ui.add(Label::new(RichText::new(share).size(13.0).color(colour)).truncate().selectable(false));
    shown.on_hover_text(match card.sponsored {
        None => "Unknown: no recent post says whether it was paid for".to_owned(),
        Some((_, posts)) => format!(
            "Paid posts among {}; {posts} of them tell it{}",
            ClutterWindow::default().words(),
            check.map_or_else(String::new, |check| format!("\n{}", check.sentence))
        ),
    });
}

/// Where an engagement rate comes from.
pub fn rate_words(card: &Card) -> String {
    match card.rate {
        None => "Unknown: it needs followers and posts, or a stated rate".to_owned(),
        Some((_, RateBasis::Posts(1))) => "One own post over the followers".to_owned(),
        Some((_, RateBasis::Posts(n))) => format!("Median of {n} own posts over the followers"),
        Some((_, RateBasis::Stated)) => "As a list or you stated it".to_owned(),
    }
}

/// Where the followers come from.
pub fn followers_words(card: &Card) -> String {
    let reading = card.entry.main_account().and_then(|account| account.reading(Measure::Followers));
    reading.map_or("Unknown".to_owned(), |reading| format!("From {}, {}", reading.source, reading.taken_on))
}

/// How sure the lowest fee is, what it buys, and where it comes from.
fn fee_words(card: &Card) -> String {
    let lowest = card.entry.offers.iter().find(|offer| offer.fee.is_some() && offer.fee == card.fee);
    let Some(offer) = lowest else { return "Unknown: no offer has a fee yet".to_owned() };
    let dated = offer.dated.map(|day| day.to_string()).unwrap_or_default();
    let parts = [offer.summary(), offer.status.key().to_owned(), offer.source.clone(), dated];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A row in one sentence, for screen readers.
fn summary(card: &Card, model: &Model) -> String {
    let followers = card.followers.map(|n| format!("{} followers", model.settings.numbers.count(n as f64)));
    let fee = card.fee.map(|fee| format!("from {}", model.settings.numbers.money(fee)));
    let parts = [Some(card.name().to_owned()), Some(card.handle()).filter(|h| !h.is_empty()), followers, fee];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
