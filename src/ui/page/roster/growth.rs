//! How the number of followers went, as a small line between the first and the newest reading.

use eframe::egui::{Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

use crate::domain::{AccountId, Entry, NumberStyle};
use crate::ui::format::signed_percent;
use crate::ui::theme::palette;
use crate::ui::widget::muted_ui;

/// Paints the line of an account; nothing unless its followers are known on two days.
pub fn growth_ui(ui: &mut Ui, entry: &Entry, account: AccountId, numbers: NumberStyle) {
    let of_account = entry.growth.iter().filter(|(id, ..)| *id == account);
    let readings: Vec<(Date, f64)> = of_account.map(|(_, day, count)| (*day, *count)).collect();
    let (Some((first, from)), Some((last, to))) = (readings.first().copied(), readings.last().copied()) else { return };
    if first == last {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    let area = rect.shrink2(vec2(4.0, 5.0));
    let colours = palette(ui);
    let (low, high) = readings.iter().fold((f64::MAX, 0.0_f64), |(low, high), (_, n)| (low.min(*n), high.max(*n)));
    // From nothing upwards the line would always look flat, so it fills its height; the numbers stand beside it.
    let room = (high - low).max(high * 0.02).max(1.0);
    let days = |day: Date| day.duration_since(first).as_secs_f64();
    let at = |(day, count): (Date, f64)| {
        let across = days(day) / days(last).max(1.0);
        let up = (count - low) / room;
        pos2(area.left() + across as f32 * area.width(), area.bottom() - up as f32 * area.height())
    };
    let points: Vec<_> = readings.iter().copied().map(at).collect();
    for pair in points.windows(2) {
        ui.painter().line_segment([pair[0], pair[1]], Stroke::new(1.5, colours.line));
    }
    for point in &points {
        ui.painter().circle_filled(*point, 2.5, colours.line);
    }
    let change = if from > 0.0 { to / from - 1.0 } else { 0.0 };
    let words = format!(
        "Followers {} on {first}, {} on {last} ({})",
        numbers.count(from),
        numbers.count(to),
        signed_percent(numbers, change, 1)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let hovered = response.hover_pos().and_then(|pointer| {
        let near = points.iter().zip(&readings).map(|(at, reading)| (at.distance(pointer), reading));
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, reading)| *reading)
    });
    if let Some((day, count)) = hovered {
        response.on_hover_text_at_pointer(format!("{} followers on {day}", numbers.count(count)));
    }
    muted_ui(ui, words);
}
