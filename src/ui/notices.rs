//! Notices: short messages above the status line, with what can be done about them.

use eframe::egui::{Align2, Area, Context, Frame, Id, Label, Margin, Order, RichText, Stroke, Ui};

use super::asks::Asks;
use super::theme::{DARK, LIGHT, Palette};
use super::widget::link_button_ui;
use crate::app::model::{Notice, Tone};
use crate::app::{Command, Model};

/// For how many seconds good news stay; with a path to copy they stay longer.
const STAY: f64 = 8.0;
const STAY_WITH_PATH: f64 = 30.0;

/// Since when each notice has been shown: its number, its text, the time. Numbers are given out again, so the text
/// tells two notices of one number apart.
type Since = Vec<(u64, String, f64)>;

/// Paints the notices.
pub fn notices_ui(ctx: &Context, model: &Model, asks: &mut Asks) {
    let id = Id::unique("notices");
    if model.notices.is_empty() {
        ctx.data_mut(|data| data.remove::<Since>(id));
        return;
    }
    let area = Area::new(id).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, [-16.0, -40.0]);
    let shown = area.show(ctx, |ui| {
        let colours = if ui.visuals().dark_mode { &DARK } else { &LIGHT };
        for (place, notice) in model.notices.iter().enumerate() {
            let newest = place + 1 == model.notices.len();
            notice_ui(ui, colours, model, notice, newest, asks);
        }
    });
    // What is being read or pointed at stays.
    let read = shown.response.contains_pointer();
    expire(ctx, id, model, read, asks);
}

fn notice_ui(ui: &mut Ui, colours: &Palette, model: &Model, notice: &Notice, newest: bool, asks: &mut Asks) {
    let problem = notice.tone == Tone::Problem;
    let edge = if problem { colours.bad } else { colours.hairline };
    let frame = Frame::popup(ui.style()).stroke(Stroke::new(1.0, edge)).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_max_width(460.0);
        ui.horizontal(|ui| {
            let colour = if problem { colours.bad } else { colours.text };
            let wide = notice.text.chars().count() > 52;
            let label = Label::new(RichText::new(&notice.text).color(colour));
            ui.scope(|ui| {
                if wide {
                    ui.set_width(330.0);
                }
                let shown = ui.add(if wide { label.wrap() } else { label });
                ui.ctx().accesskit_node_builder(shown.id, |node| {
                    node.set_live(eframe::egui::accesskit::Live::Polite);
                });
            });
            // Undo takes back the last step, so only the newest notice may offer it.
            let undoable = newest && notice.text.starts_with("Removed") && model.file.undo.is_some();
            if undoable && link_button_ui(ui, "Undo").clicked() {
                asks.run(Command::Undo);
                asks.run(Command::Dismiss(notice.id));
            }
            if let Some(path) = &notice.path {
                let folder = path.parent().filter(|_| path.is_file()).unwrap_or(path);
                if link_button_ui(ui, "Copy path").on_hover_text(folder.display().to_string()).clicked() {
                    ui.ctx().copy_text(path.display().to_string());
                }
            }
            if link_button_ui(ui, "Close").clicked() {
                asks.run(Command::Dismiss(notice.id));
            }
        });
    });
}

/// Takes good news away after a while; problems stay until they are closed.
fn expire(ctx: &Context, id: Id, model: &Model, read: bool, asks: &mut Asks) {
    let now = ctx.input(|input| input.time);
    let known: Since = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut since = Since::new();
    let mut next = f64::INFINITY;
    for notice in model.notices.iter().filter(|notice| notice.tone == Tone::Done) {
        let first = known.iter().find(|(number, text, _)| *number == notice.id && *text == notice.text);
        let first = first.map_or(now, |(_, _, first)| *first);
        let stay = if notice.path.is_some() { STAY_WITH_PATH } else { STAY };
        let left = first + stay - now;
        if left <= 0.0 && !read {
            asks.run(Command::Dismiss(notice.id));
            continue;
        }
        next = next.min(left.max(0.5));
        since.push((notice.id, notice.text.clone(), first));
    }
    ctx.data_mut(|data| data.insert_temp(id, since));
    if next.is_finite() {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(next));
    }
}
