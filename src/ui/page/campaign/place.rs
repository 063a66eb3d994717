//! The place of a brief: a town by name and a radius round it, for people nearby.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Button, DragValue, Id, Key, Layout, TextEdit, TextFormat, Ui, vec2};

use super::brief::{Change, keep};
use crate::app::nearby::{perhaps_around, surely_around};
use crate::domain::{Around, Brief, Goal, NumberStyle};
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, regular, size};
use crate::ui::typed::number;
use crate::ui::widget::{group_label_ui, muted_ui};

/// The radius a new place starts with, in kilometres.
const USUAL_KM: f64 = 15.0;
/// Places offered at once.
const OFFERED: usize = 7;
/// Width of the field of the radius.
const RADIUS: f32 = 72.0;
/// Under which it is kept that the keyboard is to come to the field.
const LED: &str = "led to the place";
/// Fewer letters than this mean too many places to offer any.
const LETTERS: usize = 2;

/// Circles round places, with the people of each where they are known.
type Offered = Vec<(Around, Option<u32>)>;

/// What the field remembers while it is typed in.
#[derive(Default)]
pub struct PlaceState {
    /// What is typed and not yet a place.
    typed: Option<String>,
    /// Places that may be meant, with their people, for what text.
    offered: Option<(String, Offered)>,
    /// What was typed and left, though no place or more than one is called so.
    left: bool,
}

/// Brings the keyboard to the field of the place when it is painted next.
pub fn lead_to_place(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(Id::unique(LED), true));
    ui.request_repaint();
}

/// Paints the place and its radius.
pub fn place_ui(
    ui: &mut Ui,
    numbers: NumberStyle,
    brief: &mut Brief,
    state: &mut PlaceState,
    change: &mut Option<Change>,
) {
    group_label_ui(ui, if brief.around.is_none() { "Place · any" } else { "Place" });
    let km = brief.around.as_ref().map_or(USUAL_KM, |around| around.km);
    let stored = brief.around.as_ref().map(|around| around.name.clone()).unwrap_or_default();
    let mut text = state.typed.clone().unwrap_or_else(|| short(&stored));
    let field = TextEdit::singleline(&mut text).hint_text("Town, country").desired_width(f32::INFINITY);
    let shown = ui.add(field).accessible_name("Place of the shop").on_hover_text(if stored.is_empty() {
        "Where the shop is; such as \u{201c}Freiburg, Germany\u{201d}"
    } else {
        &stored
    });
    if ui.data_mut(|data| data.remove_temp::<bool>(Id::unique(LED))).is_some() {
        shown.request_focus();
        shown.scroll_to_me(None);
    }
    let typing = shown.changed();
    if typing {
        state.typed = Some(text);
        state.left = false;
    }
    let focused = shown.has_focus();
    let entered = shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if state.typed.is_none() {
        radius_ui(ui, numbers, brief, change);
    }
    let mut chosen = offered_ui(ui, numbers, state, km);
    if typing || entered {
        // What is offered may lie below the end of the column.
        ui.scroll_to_cursor(None);
    }
    // A click on an offered place takes the focus before it is a click, so the field waits for the pointer to be let go.
    let is_left = !focused && !state.left && (entered || !ui.input(|input| input.pointer.any_down()));
    if chosen.is_none()
        && is_left
        && let Some(typed) = &state.typed
    {
        chosen = if typed.trim().is_empty() { Some(None) } else { surely_around(typed, km).map(Some) };
        state.left = true;
    }
    if let Some(chosen) = chosen {
        *state = PlaceState::default();
        if brief.around != chosen {
            brief.around = chosen;
            keep(change, "Change place");
        }
    }
    if brief.around.is_some() && brief.goal != Goal::Nearby {
        muted_ui(ui, "Choose \u{201c}People nearby\u{201d} as the goal to count who lives there");
    }
}

fn radius_ui(ui: &mut Ui, numbers: NumberStyle, brief: &mut Brief, change: &mut Option<Change>) {
    let Some(around) = &mut brief.around else { return };
    let field = DragValue::new(&mut around.km)
        .range(1.0..=500.0)
        .suffix(" km")
        .custom_formatter(move |km, _| numbers.decimal(km, usize::from(km.fract().abs() >= 0.05)))
        .custom_parser(move |text| number(text.trim().trim_end_matches("km"), numbers).value())
        .update_while_editing(false);
    ui.horizontal(|ui| {
        group_label_ui(ui, "Radius");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let shown = ui.add_sized(vec2(RADIUS, 28.0), field).accessible_name("Radius round the place");
            if shown.changed() || shown.drag_stopped() {
                *change = Some(Change { name: "Change radius", keep: !shown.dragged() });
            }
        });
    });
}

/// Town and country of a whole name, which is too long for the field.
fn short(name: &str) -> String {
    match (name.split(", ").next(), name.rsplit(", ").next()) {
        (Some(town), Some(country)) if town != country => format!("{town}, {country}"),
        _ => name.to_owned(),
    }
}

/// The places that what is typed may mean; the one that is clicked.
fn offered_ui(ui: &mut Ui, numbers: NumberStyle, state: &mut PlaceState, km: f64) -> Option<Option<Around>> {
    let typed = state.typed.as_ref().filter(|typed| typed.trim().chars().count() >= LETTERS)?;
    if state.offered.as_ref().is_none_or(|(text, _)| text != typed) {
        state.offered = Some((typed.clone(), perhaps_around(typed, km, OFFERED)));
    }
    let (_, offered) = state.offered.as_ref()?;
    if offered.is_empty() {
        let words = format!("\u{201c}{}\u{201d} isn't in the gazetteer. Try the nearest larger town", typed.trim());
        ui.colored_label(palette(ui).warn, words);
        return None;
    }
    if state.left {
        ui.colored_label(palette(ui).warn, "Which of these is it?");
    }
    let mut chosen = None;
    for (around, people) in offered {
        let people = people.map_or(UNKNOWN.to_owned(), |people| numbers.compact(f64::from(people)));
        let line = Button::selectable(false, line(ui, &around.name, &people)).min_size(vec2(ui.available_width(), 0.0));
        if ui.add(line).accessible_name(&around.name).clicked() {
            chosen = Some(Some(around.clone()));
        }
    }
    chosen
}

/// A town over where it lies and how many people live there.
fn line(ui: &Ui, name: &str, people: &str) -> LayoutJob {
    let colours = palette(ui);
    let (town, lies) = name.split_once(", ").unwrap_or((name, ""));
    let dot = if lies.is_empty() { "" } else { " · " };
    let mut job = LayoutJob::default();
    job.append(town, 0.0, TextFormat::simple(regular(size::BODY), colours.text));
    let below = format!("\n{lies}{dot}{people} people");
    job.append(&below, 0.0, TextFormat::simple(regular(size::SMALL), colours.muted));
    job.wrap.max_width = ui.available_width() - 24.0;
    job
}
