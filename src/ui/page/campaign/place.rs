//! The place of a brief: a town by name and a radius round it, for people nearby.

use eframe::egui::{DragValue, TextEdit, Ui};

use super::brief::{Change, keep};
use crate::app::nearby::around;
use crate::domain::Brief;
use crate::ui::theme::palette;
use crate::ui::widget::{group_label_ui, muted_ui};

/// The radius a new place starts with, in kilometres.
const USUAL_KM: f64 = 15.0;

/// What the field remembers while it is typed in.
#[derive(Default)]
pub struct PlaceState {
    typed: Option<String>,
    unknown: Option<String>,
}

/// Paints the place and its radius.
pub fn place_ui(ui: &mut Ui, brief: &mut Brief, state: &mut PlaceState, change: &mut Option<Change>) {
    group_label_ui(ui, if brief.around.is_none() { "Place · any" } else { "Place" });
    ui.horizontal(|ui| {
        let stored = brief.around.as_ref().map(|around| around.name.clone()).unwrap_or_default();
        let mut text = state.typed.clone().unwrap_or_else(|| stored.clone());
        let field = TextEdit::singleline(&mut text).hint_text("Town, country").desired_width(150.0);
        let shown = ui.add(field).accessible_name("Place of the shop");
        if shown.changed() {
            state.typed = Some(text);
            state.unknown = None;
        }
        if shown.lost_focus()
            && let Some(typed) = state.typed.take()
        {
            let km = brief.around.as_ref().map_or(USUAL_KM, |around| around.km);
            match (typed.trim().is_empty(), around(&typed, km)) {
                (true, _) if brief.around.is_some() => {
                    brief.around = None;
                    keep(change, "Change place");
                }
                (true, _) => {}
                (false, Some(found)) if brief.around.as_ref() != Some(&found) => {
                    brief.around = Some(found);
                    keep(change, "Change place");
                }
                (false, Some(_)) => {}
                (false, None) => state.unknown = Some(typed),
            }
        }
        if let Some(around) = &mut brief.around {
            let field = DragValue::new(&mut around.km).range(1.0..=500.0).suffix(" km").update_while_editing(false);
            let shown = ui.add(field).accessible_name("Radius round the place");
            if shown.changed() || shown.drag_stopped() {
                *change = Some(Change { name: "Change radius", keep: !shown.dragged() });
            }
        }
    });
    if let Some(unknown) = &state.unknown {
        let words = format!("\u{201c}{unknown}\u{201d} isn't in the gazetteer. Try the nearest larger town");
        ui.colored_label(palette(ui).warn, words);
    }
    if brief.around.is_some() {
        muted_ui(ui, "Choose \u{201c}People nearby\u{201d} as the goal to count who lives there");
    }
}
