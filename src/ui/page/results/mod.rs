//! The results: what bookings brought against what was projected, and how our own forecasts fared.

mod calibration;
mod compare;
mod entry;
mod paste;
mod record;
mod summary;
mod table;

use std::sync::Arc;

use eframe::egui::{CentralPanel, Event, Frame, Margin, Panel, RichText, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Booking, BookingId, CampaignId};
use crate::report::results::{CampaignResults, Results};
use crate::ui::asks::{Asks, PathFor};
use crate::ui::cached::{Cached, Same};
use crate::ui::page::Page;
use crate::ui::theme::{palette, size, strong};
use crate::ui::topbar::topbar_ui;
use crate::ui::widget::{chip_ui, muted_ui, plain_button_ui, primary_button_ui, scroll_ui};

/// What the page remembers.
#[derive(Default)]
pub struct ResultsPage {
    tab: Tab,
    /// The campaign the user chose; else the open one, else the one booked last.
    campaign: Option<CampaignId>,
    entry: Option<entry::Entry>,
    paste: Option<paste::PasteForm>,
    pair: compare::Pair,
    /// The results, by bookings and the version of the assumptions.
    known: Cached<(Same<Vec<Booking>>, u64), Arc<Results>>,
}

/// The two halves of the page.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Campaign,
    Record,
}

impl ResultsPage {
    /// The results, worked out anew only where bookings or assumptions have changed.
    fn results(&mut self, model: &Model) -> Arc<Results> {
        let key = (Same(Arc::clone(&model.bookings)), model.premises.version);
        Arc::clone(self.known.get(key, || Arc::new(model.results())))
    }

    fn shown<'a>(&self, model: &Model, results: &'a Results) -> Option<&'a CampaignResults> {
        let open = model.open_scenario().map(|(campaign, _)| campaign.id);
        let wanted = |id: Option<CampaignId>| results.campaigns.iter().find(|one| Some(one.campaign) == id);
        wanted(self.campaign).or_else(|| wanted(open)).or_else(|| results.campaigns.first())
    }
}

/// Paints the page. True if the palette was asked for.
pub fn results_ui(ui: &mut Ui, model: &Model, page: &mut ResultsPage, asks: &mut Asks) -> bool {
    let results = page.results(model);
    let Some(shown) = page.shown(model, &results) else { return empty_ui(ui, model, asks) };
    let palette_asked = bar_ui(ui, model, page, &results, shown, asks);
    pasted(ui, page);
    match page.tab {
        Tab::Campaign => campaign_ui(ui, model, page, shown, asks),
        Tab::Record => {
            let frame = Frame::new().fill(palette(ui).background).inner_margin(16);
            CentralPanel::default().frame(frame).show(ui, |ui| {
                scroll_ui(ui, |ui| record::record_ui(ui, model, &results, asks));
            });
        }
    }
    paste::paste_ui(ui, model, shown, &mut page.paste, asks);
    palette_asked
}

fn bar_ui(
    ui: &mut Ui,
    model: &Model,
    page: &mut ResultsPage,
    results: &Results,
    shown: &CampaignResults,
    asks: &mut Asks,
) -> bool {
    let (mut tab, mut chosen, mut paste) = (page.tab, None, false);
    let palette_asked = topbar_ui(
        ui,
        "Results",
        "",
        asks,
        |ui, _| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (one, word) in [(Tab::Campaign, shown.name.as_str()), (Tab::Record, "Track record")] {
                if chip_ui(ui, word, tab == one).clicked() {
                    tab = one;
                }
            }
        },
        |ui, asks| {
            if plain_button_ui(ui, "Export…").clicked() {
                asks.path = Some(PathFor::ExportResults(shown.campaign));
            }
            let obstacle = Command::SetResults(Vec::new()).obstacle(model);
            let button = ui.add_enabled_ui(obstacle.is_none(), |ui| plain_button_ui(ui, "Paste results…")).inner;
            paste = button.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked();
            if results.campaigns.len() > 1 {
                ui.menu_button("Campaigns", |ui| {
                    ui.set_min_width(200.0);
                    for one in &results.campaigns {
                        if ui.selectable_label(one.campaign == shown.campaign, &one.name).clicked() {
                            chosen = Some(one.campaign);
                            ui.close();
                        }
                    }
                });
            }
        },
    );
    page.tab = tab;
    if let Some(campaign) = chosen {
        (page.campaign, page.tab) = (Some(campaign), Tab::Campaign);
    }
    if paste {
        page.paste = Some(paste::PasteForm::new(String::new()));
    }
    palette_asked
}

/// A block pasted onto the page, and not into a field, opens the form for it.
fn pasted(ui: &Ui, page: &mut ResultsPage) {
    let busy = ui.ctx().memory(|memory| memory.top_modal_layer()).is_some() || ui.ctx().text_edit_focused();
    if busy || page.tab != Tab::Campaign {
        return;
    }
    let block = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) if text.contains(['\n', '\t']) => Some(text.clone()),
            _ => None,
        })
    });
    if let Some(block) = block {
        page.paste = Some(paste::PasteForm::new(block));
    }
}

fn campaign_ui(ui: &mut Ui, model: &Model, page: &mut ResultsPage, shown: &CampaignResults, asks: &mut Asks) {
    let side = Frame::new().fill(palette(ui).background).inner_margin(Margin::same(16));
    let width = if ui.available_width() > 1000.0 { 336.0 } else { 296.0 };
    let mut wanted = None;
    Panel::right("result").exact_size(width).resizable(false).frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| match &mut page.entry {
            Some(entry) if shown.rows.iter().any(|row| row.booking.id == entry.booking) => {
                wanted = entry::entry_ui(ui, model, shown, entry, asks);
            }
            _ => {
                page.entry = None;
                muted_ui(ui, "Choose a booking to enter what it brought, or paste a block from a spreadsheet");
                ui.add_space(8.0);
                compare::compare_ui(ui, model, shown, &mut page.pair);
            }
        });
    });
    CentralPanel::default().frame(side).show(ui, |ui| {
        scroll_ui(ui, |ui| {
            summary::summary_ui(ui, model, shown);
            let selected = page.entry.as_ref().map(|entry| entry.booking);
            if let Some(clicked) = table::table_ui(ui, model, shown, selected) {
                wanted = Some(entry::Way::To(clicked));
            }
        });
    });
    if let Some(way) = wanted {
        go(ui, model, page, shown, way, asks);
    }
}

/// Goes to another booking, or away from the form; what was typed is stored before, and if it can't be read the form
/// stays.
fn go(ui: &Ui, model: &Model, page: &mut ResultsPage, shown: &CampaignResults, way: entry::Way, asks: &mut Asks) {
    if let Some(entry) = &mut page.entry
        && !matches!(way, entry::Way::Away)
        && !entry.send(model, asks)
    {
        return;
    }
    let row = |id: BookingId| shown.rows.iter().find(|row| row.booking.id == id);
    let next = match way {
        entry::Way::Away => None,
        entry::Way::To(id) => row(id),
        entry::Way::Next => {
            let at =
                page.entry.as_ref().and_then(|entry| shown.rows.iter().position(|r| r.booking.id == entry.booking));
            at.and_then(|at| shown.rows.get(at + 1))
        }
    };
    page.entry = next.map(|row| entry::Entry::new(&row.booking, model.settings.numbers));
    ui.ctx().request_repaint();
}

fn empty_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) -> bool {
    let palette_asked = topbar_ui(ui, "Results", "", asks, |_, _| {}, |_, _| {});
    let frame = Frame::new().fill(palette(ui).background).inner_margin(24);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(96.0);
            ui.label(RichText::new("Nothing booked yet").font(strong(size::TITLE)).color(palette(ui).text));
            muted_ui(ui, "Book a shortlist: what was projected is kept, and what posts bring can be held against it");
            ui.add_space(8.0);
            let obstacle = Command::BookShortlist.obstacle(model);
            let can_book = obstacle.is_none();
            if can_book && primary_button_ui(ui, "Book the open shortlist").clicked() {
                asks.run(Command::BookShortlist);
            }
            let words = "Go to the campaign";
            let go = if can_book { plain_button_ui(ui, words) } else { primary_button_ui(ui, words) };
            if go.clicked() {
                asks.page = Some(Page::Campaign);
            }
        });
    });
    palette_asked
}
