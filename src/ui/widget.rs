//! Small pieces that every page is made of.

use eframe::egui::{
    Align, Button, Checkbox, CornerRadius, Frame, Id, Label, Layout, Rect, Response, RichText, Role, ScrollArea, Sense,
    Slider, Spinner, Stroke, StrokeKind, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use super::theme::{palette, regular, size, strong};
use crate::domain::FeeStatus;

/// How a badge is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tint {
    /// Neither good nor bad.
    Plain,
    /// Good, chosen, proved.
    Good,
    /// Look here.
    Warn,
}

impl Tint {
    /// How sure a fee is.
    pub fn of(status: FeeStatus) -> Tint {
        match status {
            FeeStatus::Agreed => Tint::Good,
            FeeStatus::Guess => Tint::Warn,
            _ => Tint::Plain,
        }
    }
}

/// The one main action of a page.
pub fn primary_button_ui(ui: &mut Ui, label: &str) -> Response {
    let colours = palette(ui);
    let text = RichText::new(label).font(strong(size::BODY)).color(colours.on_accent);
    let button = Button::new(text).fill(colours.accent).stroke(Stroke::NONE).min_size(vec2(0.0, 28.0));
    ringed_ui(ui, true, button)
}

/// An action beside the main one.
pub fn plain_button_ui(ui: &mut Ui, label: &str) -> Response {
    let colours = palette(ui);
    let line = Stroke::new(1.0, colours.hairline);
    ringed_ui(ui, true, Button::new(label).fill(colours.surface).stroke(line).min_size(vec2(0.0, 28.0)))
}

/// Adds a button with colours of its own, with a ring while it has the keyboard; others show that by themselves.
pub fn ringed_ui(ui: &mut Ui, enabled: bool, button: Button<'_>) -> Response {
    let button = ui.add_enabled(enabled, button);
    if button.has_focus() {
        let ring = Stroke::new(2.0, palette(ui).accent);
        let corner = (button.rect.height() / 2.0).min(8.0);
        ui.painter().rect_stroke(button.rect.expand(2.0), corner, ring, StrokeKind::Outside);
    }
    button
}

/// An action in the middle of text, such as "Add rule".
pub fn link_button_ui(ui: &mut Ui, label: &str) -> Response {
    let text = RichText::new(label).color(palette(ui).accent);
    ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(0.0, 24.0)))
}

/// The same under a group of fields: its word starts where they do, so that it has no room for a frame round it.
pub fn flush_link_ui(ui: &mut Ui, label: &str) -> Response {
    let text = RichText::new(label).color(palette(ui).accent);
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding.x, 0.0);
    let response = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, 24.0)));
    ui.spacing_mut().button_padding.x = padding;
    underlined(ui, &response, response.rect.center().y + 9.0);
    response
}

/// Underlines what has the pointer or the keyboard.
fn underlined(ui: &Ui, shown: &Response, y: f32) {
    if shown.hovered() || shown.has_focus() {
        let width = if shown.has_focus() { 2.0 } else { 1.0 };
        ui.painter().hline(shown.rect.x_range(), y, Stroke::new(width, palette(ui).accent));
    }
}

/// A box to tick, with its word.
pub fn check_ui(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    let colours = palette(ui);
    ui.scope(|ui| {
        let (fill, line) = if *on { (colours.accent, colours.accent) } else { (colours.surface, colours.muted) };
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            (state.bg_fill, state.bg_stroke) = (fill, Stroke::new(1.0, line));
            state.fg_stroke = Stroke::new(1.5, colours.on_accent);
        }
        widgets.hovered.bg_stroke = Stroke::new(1.5, if *on { colours.accent } else { colours.text });
        widgets.active.bg_stroke = Stroke::new(2.0, colours.accent);
        ui.add(Checkbox::new(on, RichText::new(label).color(colours.text)))
    })
    .inner
}

/// A small choice that is on or off.
pub fn chip_ui(ui: &mut Ui, label: &str, chosen: bool) -> Response {
    let colours = palette(ui);
    let text = RichText::new(label).size(13.0).color(if chosen { colours.accent } else { colours.text });
    let fill = if chosen { colours.soft } else { colours.chip };
    let line = if chosen { Stroke::new(1.0, colours.accent) } else { Stroke::NONE };
    // No scope here: chips stand in wrapped rows, and a scope would not be wrapped.
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, vec2(8.0, 2.0));
    let button = Button::new(text).fill(fill).stroke(line).corner_radius(11).min_size(vec2(0.0, 22.0));
    let response = ringed_ui(ui, true, button.wrap_mode(TextWrapMode::Extend));
    ui.spacing_mut().button_padding = padding;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), chosen, label));
    response
}

/// Text that can be chosen to see more, cut to the width there is; `name` says what it opens.
pub fn link_text_ui(ui: &mut Ui, text: RichText, name: &str) -> Response {
    let shown = ui.add(Label::new(text).truncate().selectable(false).sense(Sense::click()));
    shown.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    underlined(ui, &shown, shown.rect.bottom());
    shown.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

/// One of a few choices side by side, each with what it means. The place of one that was picked.
pub fn segments_ui(ui: &mut Ui, segments: &[(&str, &str)], chosen: usize) -> Option<usize> {
    let colours = *palette(ui);
    let mut picked = None;
    let frame = Frame::new().fill(colours.chip).corner_radius(6).inner_margin(2);
    frame.show(ui, |ui| {
        let width = ui.available_width() / segments.len().max(1) as f32;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (place, (label, meaning)) in segments.iter().enumerate() {
                let here = place == chosen;
                let text = RichText::new(*label).size(13.0).color(if here { colours.accent } else { colours.text });
                let fill = if here { colours.surface } else { colours.chip };
                let line = if here { Stroke::new(1.0, colours.accent) } else { Stroke::NONE };
                let button = Button::new(text).fill(fill).stroke(line).corner_radius(5).min_size(vec2(width, 24.0));
                let shown = ringed_ui(ui, true, button).on_hover_text(*meaning);
                shown.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, here, *label));
                if shown.clicked() && !here {
                    picked = Some(place);
                }
            }
        });
    });
    picked
}

/// A word in a soft frame.
pub fn badge_ui(ui: &mut Ui, text: &str, tint: Tint) -> Response {
    let colours = palette(ui);
    let (fill, colour) = match tint {
        Tint::Plain => (colours.chip, colours.muted),
        Tint::Good => (colours.soft, colours.accent),
        Tint::Warn => (colours.chip, colours.warn),
    };
    // Painted by hand: a frame would fill the height of the row it stands in.
    let galley = ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), colour);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 4.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(9), fill);
    ui.painter().galley(rect.min + vec2(7.0, 2.0), galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// The name of a group of fields.
pub fn group_label_ui(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).size(13.0).color(palette(ui).muted))
}

/// A heading inside a page.
pub fn heading_ui(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).font(strong(size::BODY)).color(palette(ui).text))
}

/// Text of less weight.
pub fn muted_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text: String = text.into();
    ui.add(Label::new(RichText::new(text).size(13.0).color(palette(ui).muted)).wrap())
}

/// What is still being worked out, read or looked for.
pub fn waiting_ui(ui: &mut Ui, text: impl Into<String>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        ui.add(Spinner::new().size(14.0));
        muted_ui(ui, text);
    });
}

/// A name on the left and a strong value on the right.
pub fn label_value_ui(ui: &mut Ui, label: &str, value: &str) -> Response {
    ui.horizontal(|ui| {
        let name = group_label_ui(ui, label);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(value).font(strong(size::BODY)).color(palette(ui).text));
        });
        name
    })
    .inner
}

/// A slider over the whole width, named for screen readers by `name`.
pub fn wide_slider_ui(ui: &mut Ui, name: &str, slider: Slider<'_>) -> Response {
    sliding_ui(ui, |ui| ui.add(slider.show_value(false)).accessible_name(name))
}

/// The look of sliders over the whole width.
pub fn sliding_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        let colours = palette(ui);
        ui.spacing_mut().slider_width = ui.available_width();
        ui.spacing_mut().interact_size.y = 20.0;
        ui.visuals_mut().widgets.inactive.bg_fill = colours.hairline;
        ui.visuals_mut().widgets.inactive.fg_stroke = Stroke::new(2.0, colours.accent);
        ui.visuals_mut().selection.bg_fill = colours.accent;
        add(ui)
    })
    .inner
}

/// Space and a hairline between two groups.
pub fn divider_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette(ui).hairline);
}

/// A raised card with a hairline round it.
pub fn card_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let colours = palette(ui);
    Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, colours.hairline))
        .corner_radius(8)
        .inner_margin(16)
        .show(ui, add)
        .inner
}

/// An interval on a scale from 0 to `most`: the 80 % band and the average.
pub fn interval_ui(
    ui: &mut Ui,
    width: f32,
    (low, projected, high): (f64, f64, f64),
    most: f64,
    name: &str,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 16.0), Sense::hover());
    let colours = palette(ui);
    let at = |value: f64| rect.left() + (value / most.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0) as f32 * rect.width();
    let y = rect.center().y;
    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, colours.hairline));
    let band = Rect::from_x_y_ranges(at(low)..=at(high).max(at(low) + 2.0), y - 4.0..=y + 4.0);
    ui.painter().rect(band, 4.0, colours.inner_band, Stroke::NONE, StrokeKind::Inside);
    ui.painter().circle_filled(eframe::egui::pos2(at(projected), y), 3.5, colours.accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// The newest posts as dots around their median, oldest on the left. Values are shown on a log scale, which is how
/// posts scatter.
pub fn strip_ui(ui: &mut Ui, extent: Vec2, newest_first: &[u64], name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    let colours = palette(ui);
    let scaled: Vec<f64> = newest_first.iter().rev().map(|value| (*value as f64).ln_1p()).collect();
    let middle = crate::report::card::median(newest_first).map_or(0.0, |value| (value as f64).ln_1p());
    let reach = scaled.iter().map(|value| (value - middle).abs()).fold(0.35, f64::max) as f32;
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, colours.hairline));
    let step = rect.width() / scaled.len().max(1) as f32;
    for (place, value) in scaled.iter().enumerate() {
        let x = rect.left() + (place as f32 + 0.5) * step;
        let y = rect.center().y - (value - middle) as f32 / reach * (rect.height() / 2.0 - 2.5);
        ui.painter().circle_filled(eframe::egui::pos2(x, y), (extent.y / 12.0).clamp(2.0, 3.5), colours.line);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// Text cut to the width there is, shown whole on hover.
pub fn cut_ui(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(Label::new(text.into()).truncate().selectable(false))
}

/// One row of cells: shares of the width (0 leaves a column out), and whether each holds numbers. The rectangle of the
/// row.
pub fn cells_ui(ui: &mut Ui, height: f32, columns: &[(f32, bool)], mut cell: impl FnMut(&mut Ui, usize)) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut left = rect.left();
    let end = columns.iter().rposition(|(share, _)| *share > 0.0);
    for (place, (share, number)) in columns.iter().enumerate().filter(|(_, (share, _))| *share > 0.0) {
        let width = rect.width() * share;
        let last = Some(place) == end;
        let inner = Rect::from_x_y_ranges(left..=left + width - if last { 0.0 } else { 10.0 }, rect.y_range());
        left += width;
        let layout = if *number { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
        ui.scope_builder(UiBuilder::new().id_salt(place).max_rect(inner).layout(layout), |ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
            ui.shrink_clip_rect(inner.expand(4.0));
            cell(ui, place);
        });
    }
    // An empty last cell would end the row at its middle.
    ui.advance_cursor_after_rect(rect);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette(ui).hairline));
    rect
}

/// Two lines, the second of less weight, in the middle of the height of a row.
pub fn two_lines_ui(ui: &mut Ui, first: impl FnOnce(&mut Ui), second: &str) {
    let second = RichText::new(second).size(size::SMALL).color(palette(ui).muted);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.add_space(4.0);
        first(ui);
        cut_ui(ui, second);
    });
}

/// A muted title in a column of this width, and a value beside it that may take several lines.
pub fn titled_ui(ui: &mut Ui, width: f32, title: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(width, 18.0), Layout::left_to_right(Align::Min), |ui| {
            ui.set_min_width(width);
            group_label_ui(ui, title);
        });
        ui.add(Label::new(RichText::new(value).size(13.0).color(palette(ui).text)).wrap());
    });
}

/// A muted name on the left, its value on the right, in little height.
pub fn fact_ui(ui: &mut Ui, name: &str, value: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let builder = UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        group_label_ui(ui, name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| cut_ui(ui, RichText::new(value).size(13.0)));
    });
}

/// A region that scrolls up and down, with room for the scroll bar that floats over it.
pub fn scroll_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    scrolled_ui(ui, ScrollArea::vertical().auto_shrink([false, false]), add)
}

/// The same in an area that shrinks or ends otherwise.
pub fn scrolled_ui<R>(ui: &mut Ui, area: ScrollArea, add: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = area.show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        let inner = add(ui);
        follow_focus(ui);
        inner
    });
    shown.inner
}

/// Brings into sight what the keyboard has just come to.
fn follow_focus(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused());
    let key = ui.scope_id().with("focus before");
    let before = ui.data(|data| data.get_temp::<Option<Id>>(key)).flatten();
    // What is pointed at is in sight, and must not move away under the pointer.
    let pointed = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    let shown = focused.filter(|id| before != Some(*id)).and_then(|id| ui.ctx().read_response(id));
    if focused.is_none() || shown.is_some() {
        ui.data_mut(|data| data.insert_temp(key, focused));
    }
    let Some(shown) = shown.filter(|shown| !pointed && shown.layer_id == ui.layer_id()) else { return };
    if ui.min_rect().contains(shown.rect.center()) && !ui.clip_rect().contains_rect(shown.rect) {
        ui.scroll_to_rect(shown.rect.expand(FOCUS), None);
    }
}

/// Room round what is scrolled to, for its ring.
const FOCUS: f32 = 12.0;

/// Puts `item` into a list of choices, or takes it out if it is there.
pub fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|known| *known == item) {
        Some(place) => {
            list.remove(place);
        }
        None => list.push(item),
    }
}
