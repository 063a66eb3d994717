//! The selected creator: overview, posts, offers, checks.

use eframe::egui::{RichText, Ui};

use super::editor::Editor;
use super::growth::growth_ui;
use super::projection::projection_ui;
use super::table::{followers_words, rate_words};
use super::{RosterPage, audience, checks, form, offers, posts};
use crate::app::Command;
use crate::app::model::Model;
use crate::app::pitching::reading_words;
use crate::domain::{Offer, Reading, Rule};
use crate::report::Card;
use crate::ui::asks::Asks;
use crate::ui::format::UNKNOWN;
use crate::ui::tabs::tabs_ui;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{
    cut_ui, divider_ui, fact_ui, flush_link_ui, heading_ui, muted_ui, plain_button_ui, primary_button_ui,
};

/// A tab of the inspector.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tab {
    /// Who they are and what they would bring.
    #[default]
    Overview,
    /// Past posts.
    Posts,
    /// What they sell.
    Offers,
    /// Where their audience lives and whom they share it with.
    Audience,
    /// What is unusual about their accounts.
    Checks,
}

/// Tabs in their order, with their names.
const TABS: [(Tab, &str); 5] = [
    (Tab::Overview, "Overview"),
    (Tab::Posts, "Posts"),
    (Tab::Offers, "Offers"),
    (Tab::Audience, "Audience"),
    (Tab::Checks, "Checks"),
];

/// Paints the inspector.
pub fn inspector_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage, asks: &mut Asks) {
    if page.selected.len() > 1 {
        many_ui(ui, model, page, asks);
        return;
    }
    let Some(card) = page.selected.first().and_then(|id| model.roster.card(*id)) else {
        muted_ui(ui, "Select a creator to see their posts, offers and what they would bring");
        return;
    };
    ui.label(RichText::new(card.name()).font(strong(size::LEAD)).color(palette(ui).text));
    let main = card.entry.main_account();
    let place = Some(card.entry.creator.place.clone()).filter(|place| !place.is_empty());
    let parts = [Some(card.handle()).filter(|h| !h.is_empty()), main.map(|a| a.platform.label().to_owned()), place];
    muted_ui(ui, parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    tabs_ui(ui, &TABS, &mut page.tab);
    ui.add_space(4.0);
    match page.tab {
        Tab::Overview => overview_ui(ui, model, card, page, asks),
        Tab::Posts => posts::posts_ui(ui, model, card, &mut page.seen, &mut page.post_editor),
        Tab::Offers => offers::offers_ui(ui, model, card, &mut page.offer_editor, asks),
        Tab::Audience => audience::audience_ui(ui, model, card, page, asks),
        Tab::Checks => checks::checks_ui(ui, model, card, &mut page.audit, asks),
    }
}

fn many_ui(ui: &mut Ui, model: &Model, page: &mut RosterPage, asks: &mut Asks) {
    let count = page.selected.len();
    ui.label(RichText::new(format!("{count} creators selected")).font(strong(size::LEAD)));
    let (followers, known) = page.followers_together(model);
    let numbers = model.settings.numbers;
    muted_ui(ui, format!("{} followers together, known of {known}", numbers.count(followers as f64)));
    ui.add_space(8.0);
    if plain_button_ui(ui, "Copy as a table").clicked() {
        let ids: Vec<_> = page.selected.iter().copied().collect();
        ui.ctx().copy_text(crate::app::roster_text(&model.roster, &ids, numbers));
    }
    let obstacle = form::obstacle(model);
    let remove = ui.add_enabled_ui(obstacle.is_none(), |ui| plain_button_ui(ui, &format!("Remove {count} creators")));
    if remove.inner.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked() {
        asks.run(Command::RemoveCreators(page.selected.iter().copied().collect()));
    }
}

fn overview_ui(ui: &mut Ui, model: &Model, card: &Card, page: &mut RosterPage, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal_top(|ui| {
        let followers = card.followers.map_or(UNKNOWN.to_owned(), |n| numbers.count(n as f64));
        figure_ui(ui, half, &followers, "followers").on_hover_text(followers_words(card));
        let rate = card.rate.map_or(UNKNOWN.to_owned(), |(rate, _)| numbers.percent(rate, 1));
        figure_ui(ui, half, &rate, "engagement rate").on_hover_text(rate_words(card));
    });
    if let Some(tab) = projection_ui(ui, model, card, &mut page.seen) {
        page.tab = tab;
    }
    ui.add_space(4.0);
    facts_ui(ui, model, card);
    readings_ui(ui, model, card);
    ui.add_space(8.0);
    actions_ui(ui, model, card, page, asks);
    if model.plan.scenario.is_some() && flush_link_ui(ui, "Why not in the shortlist?").clicked() {
        asks.run(Command::Focus(Some(card.entry.creator.id)));
    }
}

fn figure_ui(ui: &mut Ui, width: f32, value: &str, label: &str) -> eframe::egui::Response {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = ui.label(RichText::new(value).font(strong(size::TITLE)).color(palette(ui).text));
        cut_ui(ui, RichText::new(label).size(13.0).color(palette(ui).muted));
        shown
    })
    .inner
}

fn facts_ui(ui: &mut Ui, model: &Model, card: &Card) {
    let creator = &card.entry.creator;
    let tier = card.followers.map(|n| model.settings.tiers.tier(n).label().to_owned());
    let facts = [
        ("Tier", tier),
        ("Niches", Some(creator.niches.join(", ")).filter(|text| !text.is_empty())),
        ("Country", Some(creator.country.clone()).filter(|text| !text.is_empty())),
        ("E-mail", Some(creator.email.clone()).filter(|text| !text.is_empty())),
        ("Tags", Some(creator.tags.join(", ")).filter(|text| !text.is_empty())),
    ];
    for (name, value) in facts {
        let Some(value) = value else { continue };
        fact_ui(ui, name, &value);
    }
    if !creator.notes.is_empty() {
        muted_ui(ui, creator.notes.clone());
    }
}

fn readings_ui(ui: &mut Ui, model: &Model, card: &Card) {
    ui.add_space(4.0);
    heading_ui(ui, "Readings");
    divider_ui(ui);
    for account in &card.entry.accounts {
        let from = |reading: &Reading| (reading.source.clone(), reading.taken_on);
        for together in account.latest.chunk_by(|a, b| from(a) == from(b)) {
            let Some((source, day)) = together.first().map(from) else { continue };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                muted_ui(ui, format!("{}: {source}, {day}", account.platform.label()));
                for reading in together {
                    let value = reading_words(reading.measure, reading.value, model.settings.numbers);
                    ui.push_id(account.id.0, |ui| fact_ui(ui, reading.measure.label(), &value));
                }
            });
        }
        growth_ui(ui, &card.entry, account.id, model.settings.numbers);
    }
    if card.entry.accounts.iter().all(|account| account.latest.is_empty()) {
        muted_ui(ui, "None yet. Import a list or type followers in under Edit");
    }
}

fn actions_ui(ui: &mut Ui, model: &Model, card: &Card, page: &mut RosterPage, asks: &mut Asks) {
    let id = card.entry.creator.id;
    let obstacle = form::obstacle(model);
    let why = obstacle.unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        if obstacle.is_some() {
            ui.disable();
        }
        if let Some(brief) = model.brief()
            && card.entry.offers.iter().any(|offer: &Offer| offer.fee.is_some())
        {
            let pinned = brief.must_have(id);
            let label = if pinned { "Unpin from shortlist" } else { "Pin to shortlist" };
            if primary_button_ui(ui, label).on_disabled_hover_text(why).clicked() {
                let mut brief = brief.clone();
                brief.rules.retain(|rule| !matches!(rule, Rule::MustHave(c) | Rule::Never(c) if *c == id));
                if !pinned {
                    brief.rules.push(Rule::MustHave(id));
                }
                asks.run(Command::KeepBrief(if pinned { "Unpin creator" } else { "Pin creator" }, Box::new(brief)));
            }
        }
        if plain_button_ui(ui, "Edit…").on_disabled_hover_text(why).clicked() {
            page.editor = Some(Editor::new(&card.entry, model.settings.numbers));
        }
        if plain_button_ui(ui, "Remove").on_disabled_hover_text(why).clicked() {
            asks.run(Command::RemoveCreators(vec![id]));
        }
    });
}
