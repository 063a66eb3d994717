//! Where the selected creator's audience lives: stated places with their shares, and what is assumed without them.

use eframe::egui::{RichText, TextEdit, Ui};
use jiff::civil::Date;

use super::overlaps::{OverlapForm, overlaps_ui};
use super::posts::account_ui;
use super::{RosterPage, form};
use crate::app::command::TYPED_IN;
use crate::app::model::Model;
use crate::app::towns::{Town, towns};
use crate::app::typed::{self, Typed};
use crate::app::{Command, clock};
use crate::domain::{Account, AccountId, AudienceShare, CreatorId, NumberStyle};
use crate::report::Card;
use crate::report::whereabouts::{Likely, Whereabouts};
use crate::ui::asks::Asks;
use crate::ui::cached::Cached;
use crate::ui::suggest::suggest_ui;
use crate::ui::theme::palette;
use crate::ui::widget::{
    cut_ui, divider_ui, fact_ui, group_label_ui, heading_ui, interval_ui, link_button_ui, muted_ui, plain_button_ui,
};

/// Towns offered while one is typed.
const OFFERED: usize = 5;

/// What the tab remembers while it is typed in.
#[derive(Default)]
pub struct AudienceForms {
    /// Whose it is; another creator starts anew.
    of: Option<CreatorId>,
    place: PlaceForm,
    /// The share that is being changed, and what is typed.
    changing: Option<(AccountId, usize, String)>,
    /// What is wrong with a share that was changed.
    wrong: Option<String>,
    overlap: OverlapForm,
}

/// A place that is being added.
struct PlaceForm {
    text: String,
    town: Option<Town>,
    offers: Cached<String, Vec<Town>>,
    share: String,
    source: String,
    day: String,
    wrong: Option<String>,
}

impl Default for PlaceForm {
    fn default() -> Self {
        PlaceForm {
            text: String::new(),
            town: None,
            offers: Cached::default(),
            share: String::new(),
            source: TYPED_IN.to_owned(),
            day: clock::today().to_string(),
            wrong: None,
        }
    }
}

/// Paints the tab.
pub fn audience_ui(ui: &mut Ui, model: &Model, card: &Card, page: &mut RosterPage, asks: &mut Asks) {
    let RosterPage { seen, audience: forms, .. } = page;
    if forms.of != Some(card.entry.creator.id) {
        *forms = AudienceForms { of: Some(card.entry.creator.id), ..AudienceForms::default() };
    }
    match account_ui(ui, card, seen) {
        None => {
            muted_ui(ui, "No account yet. Edit the creator to add one");
        }
        Some(account) => {
            let stated = stated(card, account);
            let found = seen.whereabouts(model, &card.entry, account);
            heading_ui(ui, "Where the audience lives");
            stated_ui(ui, model, account, &stated, found, forms, asks);
            if form::obstacle(model).is_none() {
                add_ui(ui, model, account, &stated, &mut forms.place, asks);
            }
            ui.add_space(8.0);
            let home = card.entry.creator.place.as_str();
            assumed_ui(ui, found, home, !stated.is_empty(), model.settings.numbers);
        }
    }
    ui.add_space(8.0);
    overlaps_ui(ui, model, card, &mut forms.overlap, asks);
}

fn stated(card: &Card, account: &Account) -> Vec<AudienceShare> {
    card.entry.audience.iter().filter(|share| share.account == account.id).cloned().collect()
}

fn stated_ui(
    ui: &mut Ui,
    model: &Model,
    account: &Account,
    stated: &[AudienceShare],
    found: &Whereabouts,
    forms: &mut AudienceForms,
    asks: &mut Asks,
) {
    let numbers = model.settings.numbers;
    if stated.is_empty() {
        muted_ui(ui, "No place is stated yet. Platforms show creators their top towns: ask for a screenshot");
        return;
    }
    for (at, share) in stated.iter().enumerate() {
        let from = format!("{}, {}", share.source, share.taken_on);
        ui.push_id(("stated", at), |ui| {
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 104.0).max(60.0);
                ui.scope(|ui| {
                    ui.set_width(width);
                    let place = RichText::new(&share.place);
                    let known = !found.unknown.contains(&share.place);
                    let colour = if known { palette(ui).text } else { palette(ui).warn };
                    cut_ui(ui, place.color(colour))
                        .on_hover_text(format!("{}, {}. {from}", share.place, share.country));
                });
                share_ui(ui, model, account, stated, at, forms, asks);
                let obstacle = form::obstacle(model);
                ui.add_enabled_ui(obstacle.is_none(), |ui| {
                    if link_button_ui(ui, "×").accessible_name(format!("Remove {}", share.place)).clicked() {
                        let mut rest = stated.to_vec();
                        rest.remove(at);
                        asks.run(Command::SetAudience(account.id, rest));
                    }
                });
            });
        });
    }
    divider_ui(ui);
    let sum: f64 = stated.iter().map(|share| share.share).sum();
    let places = if stated.len() == 1 { "1 place".to_owned() } else { format!("{} places", stated.len()) };
    let rest = match 1.0 - sum {
        rest if rest > 0.005 => format!("; {} live elsewhere", numbers.percent(rest, 0)),
        _ => String::new(),
    };
    muted_ui(ui, format!("{} in {places}{rest}", numbers.percent(sum, 0)));
    for place in &found.unknown {
        let words = format!("{place} isn't in the list of places, so nobody there counts as nearby");
        ui.label(RichText::new(words).size(13.0).color(palette(ui).warn));
    }
    if let Some(wrong) = &forms.wrong {
        ui.label(RichText::new(wrong).size(13.0).color(palette(ui).bad));
    }
}

/// The field of one share.
fn share_ui(
    ui: &mut Ui,
    model: &Model,
    account: &Account,
    stated: &[AudienceShare],
    at: usize,
    forms: &mut AudienceForms,
    asks: &mut Asks,
) {
    let numbers = model.settings.numbers;
    let share = &stated[at];
    let changing = forms.changing.as_ref().filter(|(id, place, _)| *id == account.id && *place == at);
    let mut text = changing.map_or_else(|| percent_text(share.share, numbers), |(.., text)| text.clone());
    let field = TextEdit::singleline(&mut text).desired_width(56.0).interactive(form::obstacle(model).is_none());
    let shown = ui.add(field).accessible_name(format!("Share in {}", share.place));
    if shown.changed() {
        forms.changing = Some((account.id, at, text.clone()));
    }
    if !shown.lost_focus() || forms.changing.take().is_none() {
        return;
    }
    let mut changed = stated.to_vec();
    forms.wrong = match typed_share(&text, numbers) {
        Ok(new) => {
            changed[at].share = new;
            too_much(&changed, numbers)
        }
        Err(wrong) => Some(wrong),
    };
    if forms.wrong.is_none() && changed != stated {
        asks.run(Command::SetAudience(account.id, changed));
    }
}

fn add_ui(
    ui: &mut Ui,
    model: &Model,
    account: &Account,
    stated: &[AudienceShare],
    form: &mut PlaceForm,
    asks: &mut Asks,
) {
    ui.add_space(4.0);
    group_label_ui(ui, "Add a place");
    let picked = form.town.as_ref().is_some_and(|town| town.label == form.text);
    let key = if picked { String::new() } else { form.text.clone() };
    let offers = form.offers.get(key.clone(), || towns(&key, OFFERED));
    let people = |town: &Town| town.people.map(|n| model.settings.numbers.compact(f64::from(n))).unwrap_or_default();
    let words: Vec<(String, String)> = offers.iter().map(|town| (town.label.clone(), people(town))).collect();
    if let Some(taken) = suggest_ui(ui, "Town of the audience", "Town", &mut form.text, &words) {
        form.town = offers.get(taken).cloned();
        form.text = form.town.as_ref().map(|town| town.label.clone()).unwrap_or_default();
    }
    let mut entered = false;
    ui.horizontal(|ui| {
        let fields = [
            ("Share of the audience", "%", &mut form.share, 36.0),
            ("Source of the share", "source", &mut form.source, 80.0),
            ("Day of the share", "day", &mut form.day, 112.0),
        ];
        for (name, hint, text, width) in fields {
            let shown = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width)).accessible_name(name);
            entered |= form::entered(ui, &shown);
        }
    });
    let pressed = plain_button_ui(ui, "Add place").clicked();
    if pressed || entered {
        match added(form, account, stated, model.settings.numbers) {
            Ok(all) => {
                asks.run(Command::SetAudience(account.id, all));
                let (source, day) = (std::mem::take(&mut form.source), std::mem::take(&mut form.day));
                *form = PlaceForm { source, day, ..PlaceForm::default() };
            }
            Err(wrong) => form.wrong = Some(wrong),
        }
    }
    if let Some(wrong) = &form.wrong {
        ui.label(RichText::new(wrong).size(13.0).color(palette(ui).bad));
    }
}

/// The shares with the one in the form; a place that is there already gets the new share. The error is a sentence.
fn added(
    form: &PlaceForm,
    account: &Account,
    stated: &[AudienceShare],
    numbers: NumberStyle,
) -> Result<Vec<AudienceShare>, String> {
    let chosen = form.town.clone().filter(|town| town.label == form.text);
    let Some(town) = chosen.or_else(|| towns(&form.text, 1).into_iter().next()) else {
        return Err(match form.text.trim() {
            "" => "Type the town first".to_owned(),
            text => format!("\u{201c}{text}\u{201d} isn't in the list of places. Try the nearest larger town"),
        });
    };
    let share = typed_share(&form.share, numbers)?;
    let Ok(taken_on) = form.day.trim().parse::<Date>() else {
        return Err(format!("\u{201c}{}\u{201d} isn't a day; write it like {}", form.day, clock::today()));
    };
    if taken_on > clock::today() {
        return Err(format!("{taken_on} lies in the future"));
    }
    let source = if form.source.trim().is_empty() { TYPED_IN } else { form.source.trim() }.to_owned();
    let new = AudienceShare { account: account.id, place: town.place, country: town.country, share, taken_on, source };
    let mut all = stated.to_vec();
    match all.iter_mut().find(|known| known.place == new.place && known.country == new.country) {
        Some(known) => *known = new,
        None => all.push(new),
    }
    all.sort_by(|a, b| b.share.total_cmp(&a.share));
    too_much(&all, numbers).map_or(Ok(all), Err)
}

/// What is wrong with shares that add up to more than all, as a sentence.
fn too_much(shares: &[AudienceShare], numbers: NumberStyle) -> Option<String> {
    let sum: f64 = shares.iter().map(|share| share.share).sum();
    // Rounded percents may add up to a little more.
    let percent = |share| numbers.percent(share, 0);
    (sum > 1.02)
        .then(|| format!("That makes {}; the shares of an audience add up to {} at most", percent(sum), percent(1.0)))
}

/// A share typed in percent, 0–1. The error is a sentence.
pub fn typed_share(text: &str, numbers: NumberStyle) -> Result<f64, String> {
    match typed::number(text.trim().trim_end_matches('%'), numbers) {
        Typed::Value(percent) if percent <= 100.0 => Ok(percent / 100.0),
        Typed::Empty => Err("Type the share in percent".to_owned()),
        _ => Err(format!("\u{201c}{}\u{201d} isn't a share; write a percentage from 0 to 100", text.trim())),
    }
}

fn percent_text(share: f64, numbers: NumberStyle) -> String {
    let whole = ((share * 100.0).round() - share * 100.0).abs() < 0.05;
    numbers.percent(share, if whole { 0 } else { 1 })
}

/// What is taken where nothing is stated, with how unsure it is.
fn assumed_ui(ui: &mut Ui, found: &Whereabouts, home_text: &str, stated: bool, numbers: NumberStyle) {
    if let Some(circle) = &found.circle {
        let Likely { share, low, high } = circle.likely;
        let value = format!("{} ({}–{})", percent_text(share, numbers), percent(low, numbers), percent(high, numbers));
        let basis = if circle.stated { "From the places stated" } else { "Assumed from the home town alone" };
        let name = format!("Within {} km of {}", numbers.count(circle.km), circle.name.split(',').next().unwrap_or(""));
        ui.scope(|ui| fact_ui(ui, &name, &value)).response.on_hover_text(format!("{basis}; 8 in 10 lie in the band"));
    }
    heading_ui(ui, if stated { "What would be assumed without these" } else { "Assumed until places are stated" });
    let Some(home) = &found.home else {
        let why = match home_text {
            "" => "The home town isn't known either".to_owned(),
            text => format!("The home \u{201c}{text}\u{201d} isn't in the list of places"),
        };
        muted_ui(ui, format!("{why}, so next to nobody is taken to live near any shop. Type a town under Edit"));
        return;
    };
    muted_ui(ui, format!("From the home {home}, not counted: 8 in 10 such audiences lie in the band"))
        .on_hover_text(&found.source);
    let most = found.within.iter().map(|(_, likely)| likely.high).fold(0.01, f64::max);
    for (km, Likely { share, low, high }) in &found.within {
        let value = format!("{} ({}–{})", percent(*share, numbers), percent(*low, numbers), percent(*high, numbers));
        let name = format!("within {} km", numbers.count(*km));
        fact_ui(ui, &name, &value);
        let width = ui.available_width();
        interval_ui(ui, width, (*low, *share, *high), most, &format!("{name}: {value}"));
    }
}

fn percent(share: f64, numbers: NumberStyle) -> String {
    numbers.percent(share, if share < 0.0095 { 1 } else { 0 })
}
