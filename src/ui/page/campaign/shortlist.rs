//! The shortlist: the headline, the proof, and one row for each chosen creator.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Button, Label, Layout, Rect, RichText, Ui, UiBuilder};

use super::columns::{Columns, columns, price};
use super::place::lead_to_place;
use super::proof::{proof_badge_ui, proof_ui};
use super::stance::stance_ui;
use crate::app::model::Model;
use crate::app::{Command, shortlist_text};
use crate::report::plan::{Helps, NoPlan, Plan, PlanRow};
use crate::ui::asks::Asks;
use crate::ui::chart::copy_menu_ui;
use crate::ui::format::{Amounts, plural};
use crate::ui::page::Page;
use crate::ui::rows::rows_ui;
use crate::ui::theme::{palette, regular, size, strong};
use crate::ui::widget::{
    Tint, badge_ui, cells_ui, cut_ui, interval_ui, link_text_ui, muted_ui, primary_button_ui, two_lines_ui, waiting_ui,
};

/// Titles of the columns.
const TITLES: [&str; 7] = ["Creator", "Delivers", "Fee", "Says yes", "8 in 10", "Projected", "Each"];
const ROW: f32 = 42.0;

/// Paints headline, proof and rows; what they come to stands in the foot.
pub fn shortlist_ui(ui: &mut Ui, model: &Model, proof_open: &mut bool, asks: &mut Asks) {
    match &model.plan.answer {
        None => {
            waiting_ui(ui, "Looking for the best shortlist");
        }
        Some(Err(none)) => none_ui(ui, model, none, asks),
        Some(Ok(plan)) if plan.rows.is_empty() => nobody_ui(ui, plan),
        Some(Ok(plan)) => {
            headline_ui(ui, model, plan, proof_open);
            if *proof_open {
                proof_ui(ui, model, plan);
            }
            ui.add_space(6.0);
            let amounts = plan.amounts(model.settings.numbers);
            let columns = columns(ui, plan, amounts);
            header_ui(ui, amounts, &columns);
            let most = plan.rows.iter().map(|row| row.projection.high).fold(0.0, f64::max);
            rows_ui(ui, ROW, plan.rows.len(), |ui, place| {
                row_ui(ui, model, plan, (&columns, most), &plan.rows[place], asks);
            });
        }
    }
}

/// Paints what the rows come to, and what a careful planner looks at before signing.
pub fn foot_ui(ui: &mut Ui, model: &Model) {
    let Some(Ok(plan)) = &model.plan.answer else { return };
    if plan.rows.is_empty() {
        return;
    }
    let columns = columns(ui, plan, plan.amounts(model.settings.numbers));
    totals_ui(ui, model, plan, columns);
    for flag in &plan.flags {
        let text = RichText::new(format!("▲ {flag}")).size(13.0).color(palette(ui).warn);
        ui.add(Label::new(text).wrap());
    }
}

fn none_ui(ui: &mut Ui, model: &Model, none: &NoPlan, asks: &mut Asks) {
    ui.add_space(24.0);
    ui.label(RichText::new(none.title).font(strong(size::TITLE)).color(palette(ui).text));
    ui.label(RichText::new(&none.problem).color(palette(ui).text));
    muted_ui(ui, none.hint.clone());
    let current = super::locked(model).is_none() && model.brief() == Some(&*none.brief);
    for fix in none.fixes.iter().filter(|_| current) {
        if ui.add(Button::new(&fix.words).wrap()).on_hover_text("This alone is enough; undo takes it back").clicked() {
            asks.run(Command::KeepBrief("Change rule", fix.brief.clone()));
        }
    }
    ui.add_space(8.0);
    match none.helps {
        Helps::Brief if none.brief.goal.is_local() && none.brief.around.is_none() => {
            if primary_button_ui(ui, "Choose a place").clicked() {
                lead_to_place(ui);
            }
        }
        Helps::Brief => {}
        Helps::Roster => {
            if primary_button_ui(ui, "Go to the roster").clicked() {
                asks.page = Some(Page::Roster);
            }
        }
        Helps::Settings => {
            if primary_button_ui(ui, "Type it in Settings").clicked() {
                asks.assumptions("order");
            }
        }
    }
}

/// A shortlist of nobody is no result to be proud of, though it is proved best.
fn nobody_ui(ui: &mut Ui, plan: &Plan) {
    ui.add_space(24.0);
    ui.label(RichText::new("Nobody is on the shortlist").font(strong(size::TITLE)).color(palette(ui).text));
    for flag in &plan.flags {
        ui.label(RichText::new(flag).color(palette(ui).text));
    }
    muted_ui(ui, "Raise the money, or ask for less in the brief");
}

fn headline_ui(ui: &mut Ui, model: &Model, plan: &Plan, proof_open: &mut bool) {
    let numbers = model.settings.numbers;
    // The promise level moves without a new plan: the total is the same, another point of it is read.
    let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
    let (low, high) = plan.total.band(0.8);
    let amounts = plan.amounts(numbers);
    let text = amounts.amount(plan.total.promise(level));
    let headline = RichText::new(text).font(strong(size::HEADLINE)).color(palette(ui).text);
    let mut badge = |ui: &mut Ui| {
        if proof_badge_ui(ui, model, plan).clicked() {
            *proof_open = !*proof_open;
        }
    };
    if ui.available_width() < 500.0 {
        ui.label(headline);
        ui.horizontal(|ui| {
            badge(ui);
            copy_menu_ui(ui, "Shortlist", || shortlist_text(plan, numbers));
        });
    } else {
        ui.horizontal(|ui| {
            ui.label(headline);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                copy_menu_ui(ui, "Shortlist", || shortlist_text(plan, numbers));
                badge(ui);
            });
        });
    }
    let words = format!(
        "promised with {} certainty · middle {} · 8 in 10: {}",
        numbers.percent(level, 0),
        amounts.count(plan.total.middle()),
        amounts.span(low, high)
    );
    muted_ui(ui, words).on_hover_text(format!(
        "From 10,000 simulated outcomes of these {} offers with a seed that never changes",
        plan.rows.len()
    ));
}

fn header_ui(ui: &mut Ui, amounts: Amounts, columns: &Columns) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let by = amounts.goal.priced_by();
    cells_ui(ui, 26.0, columns, |ui, place| {
        let title = TITLES[place];
        let words = match title {
            "Each" if by > 1.0 => format!("Per {}", amounts.numbers.count(by)),
            _ => title.to_owned(),
        };
        let shown = cut_ui(ui, RichText::new(words).size(13.0).color(palette(ui).muted));
        match title {
            "8 in 10" => shown.on_hover_text("8 in 10 outcomes fall in the band; the dot is their average"),
            "Projected" => shown
                .on_hover_text("What it brings if the offer takes place: the average of the outcomes inside the band"),
            "Says yes" => shown.on_hover_text(
                "How sure the fee is, and the chance that the offer takes place; change it in Settings, under assumptions",
            ),
            "Delivers" => shown.on_hover_text("What is published for the fee"),
            "Fee" => shown.on_hover_text("What the creator is paid; rest on one to see who said so and when"),
            "Each" => shown.on_hover_text(format!("What {} on average", priced(amounts))),
            _ => shown,
        };
    });
}

/// One row; `most` is the end of the scale that all bands share.
fn row_ui(ui: &mut Ui, model: &Model, plan: &Plan, (columns, most): (&Columns, f64), row: &PlanRow, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let projection = &row.projection;
    ui.push_id(row.offer.0, |ui| {
        let rect = cells_ui(ui, ROW, columns, |ui, place| match place {
            0 => creator_ui(ui, row, asks),
            1 => delivers_ui(ui, &row.delivers),
            2 => drop(cut_ui(ui, numbers.money(row.fee)).on_hover_text(fee_words(model, row))),
            3 => status_ui(ui, model, row),
            4 => {
                let width = ui.available_width();
                let words = plan.amounts(numbers).span(projection.low, projection.high);
                let name = format!("{}: 8 in 10 between {words}", row.name);
                interval_ui(ui, width, (projection.low, projection.projected, projection.high), most, &name)
                    .on_hover_text(format!("8 in 10: {words}\n{}", projection.basis));
            }
            5 => {
                let relevant = relevance_words(model, row);
                cut_ui(ui, plan.amounts(numbers).count(projection.projected))
                    .on_hover_text(format!("{}{relevant}", projection.basis));
            }
            _ => {
                let amounts = plan.amounts(numbers);
                cut_ui(ui, price(amounts, plan, row.each())).on_hover_text(format!(
                    "What {} on average: {} for {}",
                    priced(amounts),
                    numbers.money(row.fee),
                    amounts.amount(projection.projected)
                ));
            }
        });
        actions_ui(ui, model, row, (rect, columns), asks);
    });
}

/// How sure the fee is, or that the offer is booked.
fn status_ui(ui: &mut Ui, model: &Model, row: &PlanRow) {
    if let Some(booking) = model.booking_of(row.offer) {
        let fee = model.settings.numbers.money(booking.fee);
        let words = format!("Booked on {} for {fee}; its result is entered under Results", booking.booked_on);
        badge_ui(ui, "booked", Tint::Good).on_hover_text(words);
        return;
    }
    let chance = model.settings.numbers.percent(row.chance, 0);
    badge_ui(ui, &format!("{} {chance}", row.status.key()), Tint::of(row.status)).on_hover_text(format!(
        "{}: {}\nTakes place with a chance of {chance}; the total counts it by that",
        row.status.key(),
        row.status.meaning()
    ));
}

/// What is published, in two lines where one is too short.
fn delivers_ui(ui: &mut Ui, delivers: &str) {
    let font = regular(if delivers.chars().count() > 9 { 13.0 } else { size::BODY });
    let mut job = LayoutJob::simple(delivers.to_owned(), font, palette(ui).text, ui.available_width());
    job.wrap.max_rows = 2;
    ui.add(Label::new(job).wrap().selectable(false)).on_hover_text(delivers);
}

/// What is known about a fee: how sure it is, who said so and when.
fn fee_words(model: &Model, row: &PlanRow) -> String {
    let meaning = format!("{}: {}", row.status.key(), row.status.meaning());
    let offer = model.roster.card(row.creator).and_then(|card| card.entry.offers.iter().find(|o| o.id == row.offer));
    let Some(offer) = offer else { return meaning };
    let source = if offer.source.is_empty() { "source unknown".to_owned() } else { format!("from {}", offer.source) };
    let dated = offer.dated.map_or("date unknown".to_owned(), |date| format!("as of {date}"));
    format!("{meaning}\n{source}, {dated}")
}

/// How relevant a creator is to the brief's niches, as a line of its own; empty where the brief names none.
fn relevance_words(model: &Model, row: &PlanRow) -> String {
    let all = model.plan.outlook.as_ref().and_then(|outlook| outlook.relevant.as_ref());
    let share = all.and_then(|all| all.shares.iter().find(|(offer, _)| *offer == row.offer));
    share.map_or(String::new(), |(_, share)| {
        format!("\n{} relevant to the brief's niches", model.settings.numbers.percent(*share, 0))
    })
}

fn creator_ui(ui: &mut Ui, row: &PlanRow, asks: &mut Asks) {
    let badge = row.platform.map(|platform| platform.badge()).unwrap_or_default();
    let name = RichText::new(&row.name).font(strong(size::BODY)).color(palette(ui).text);
    let pinned = if row.pinned { "pinned · " } else { "" };
    let why = format!("Why is {} in?", row.name);
    two_lines_ui(
        ui,
        |ui| {
            if link_text_ui(ui, name, &why).on_hover_text(&why).clicked() {
                asks.run(Command::Focus(Some(row.creator)));
            }
        },
        format!("{pinned}{badge} {}", row.handle).trim(),
    );
}

/// Pin and never, shown while the pointer is over the row or the keyboard in it.
fn actions_ui(ui: &mut Ui, model: &Model, row: &PlanRow, (rect, columns): (Rect, &Columns), asks: &mut Asks) {
    let Some(brief) = model.brief().filter(|_| super::locked(model).is_none()) else { return };
    // As narrow as what is delivered, so that they never stand on a name.
    let width = if row.pinned { 92.0 } else { 76.0 };
    let column = rect.left() + rect.width() * (columns[0].0 + columns[1].0);
    let place = Rect::from_x_y_ranges(column - width - 8.0..=column - 8.0, rect.y_range().shrink(2.0));
    let id = ui.scope_id().with("actions");
    let was_in = ui.data(|data| data.get_temp::<bool>(id).unwrap_or(false));
    // The line between two rows belongs to the lower one alone.
    let shown = ui.rect_contains_pointer(rect.with_max_y(rect.bottom() - 0.5)) || was_in;
    let builder = UiBuilder::new().max_rect(place).layout(Layout::right_to_left(Align::Center));
    let focused = ui
        .scope_builder(builder, |ui| {
            if shown {
                ui.painter().rect_filled(place, 0.0, palette(ui).background);
            } else {
                ui.set_opacity(0.0);
            }
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = 4.0;
            stance_ui(ui, brief, row.creator, &row.name, row.pinned, asks)
        })
        .inner;
    ui.data_mut(|data| data.insert_temp(id, focused));
}

/// How the middle of the total and the column above it hang together.
fn total_words(plan: &Plan, amounts: Amounts) -> String {
    let all: f64 = plan.rows.iter().map(|row| row.projection.projected).sum();
    let (all, sum) = (amounts.count(all), amounts.count(plan.projected));
    let once = if plan.goal().counts_people_once() { " and every person once" } else { "" };
    format!(
        "The middle of the total. The column adds up to {all} if everybody says yes; each by its chance{once}, it comes \
         to {sum}, which is what was made as large as possible. The middle is another number: a row leaves out \
         surprises beyond its band, and in the whole some of them come true"
    )
}

/// What a price is told for: "1,000 views cost", "one of the goal costs".
fn priced(amounts: Amounts) -> String {
    match amounts.goal.priced_by() {
        by if by > 1.0 => format!("{} {} cost", amounts.numbers.count(by), amounts.goal.many()),
        _ => "one of the goal costs".to_owned(),
    }
}

fn totals_ui(ui: &mut Ui, model: &Model, plan: &Plan, mut cells: Columns) {
    let numbers = model.settings.numbers;
    let amounts = plan.amounts(numbers);
    let bold = |text: String| RichText::new(text).font(strong(size::BODY));
    cells[4].1 = true;
    // What is left stands beside the number of creators: money may be long.
    cells[0].0 += std::mem::take(&mut cells[1].0);
    let told = &total_words(plan, amounts);
    cells_ui(ui, 34.0, &cells, |ui, place| match place {
        0 => {
            cut_ui(ui, bold(plural(numbers, plan.rows.len(), "creator", "creators")));
            let left = format!("· {} left", numbers.money(plan.left()));
            let words = format!("Of {}", numbers.money(plan.brief.budget));
            cut_ui(ui, RichText::new(left).color(palette(ui).muted)).on_hover_text(words);
        }
        2 => drop(cut_ui(ui, bold(numbers.money(plan.cost))).on_hover_text("The sum of the fees")),
        3 if plan.rows.len() as f64 - plan.expected >= 0.05 => {
            let places = if plan.rows.len() < 10 { 1 } else { 0 };
            let words = format!("{} of {} yes", numbers.decimal(plan.expected, places), plan.rows.len());
            cut_ui(ui, RichText::new(words).size(13.0).color(palette(ui).muted))
                .on_hover_text("How many offers take place on average; the total counts each by its chance");
        }
        // The column above doesn't add up to it, so it says what it is.
        4 => drop(cut_ui(ui, RichText::new("middle").size(13.0).color(palette(ui).muted)).on_hover_text(told)),
        5 => drop(cut_ui(ui, bold(amounts.count(plan.total.middle()))).on_hover_text(told)),
        6 => {
            cut_ui(ui, bold(price(amounts, plan, plan.each()))).on_hover_text(format!(
                "What {} on average, fees and results each by the chance that an offer takes place",
                priced(amounts)
            ));
        }
        _ => {}
    });
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.add_space(6.0);
}
