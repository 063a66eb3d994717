//! The best result for every budget, on which a budget is chosen.

use eframe::egui::{Align2, RichText, Role, Ui, WidgetInfo, vec2};
use egui_plot::{FilledArea, GridInput, GridMark, HoverPosition, Line, Plot, PlotPoint, Points, Text, VLine};

use super::{copy_menu_ui, title_ui};
use crate::domain::{Currency, NumberStyle};
use crate::report::plan::{Frontier, FrontierPoint};
use crate::ui::format::money;
use crate::ui::theme::{Palette, palette, size};

/// A plot that only shows: no dragging, no zooming.
fn still(name: &'static str, height: f32) -> Plot<'static> {
    Plot::new(name)
        .height(height)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .show_crosshair(false)
        .show_grid([false, true])
        .set_margin_fraction(vec2(0.02, 0.06))
}

/// About five round marks between the bounds.
fn marks(input: GridInput) -> Vec<GridMark> {
    about(4.5, input)
}

/// About three round marks between the bounds, for labels as wide as money.
fn few_marks(input: GridInput) -> Vec<GridMark> {
    about(2.8, input)
}

fn about(count: f64, input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let raw = (high - low).max(f64::MIN_POSITIVE) / count;
    let unit = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|n| n * unit).find(|step| *step >= raw).unwrap_or(unit);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last.min(first + 20)).map(|i| GridMark { value: i as f64 * step, step_size: step }).collect()
}

/// The best result for every budget with the current one marked. A budget, if one was clicked or dragged to, and
/// whether the drag has ended.
pub fn frontier_ui(
    ui: &mut Ui,
    frontier: &Frontier,
    current: FrontierPoint,
    currency: Currency,
    numbers: NumberStyle,
    next: &str,
) -> Option<(f64, bool)> {
    let title = match frontier.knee {
        Some(knee) => {
            format!("After {} each further {} brings less", money(numbers, knee.budget, currency), currency.symbol())
        }
        None => "More money brings more in step".to_owned(),
    };
    title_ui(ui, &title, "best result for every budget, 80 % band; drag to choose", |ui| {
        copy_menu_ui(ui, "Budgets", || {
            let rows = frontier.points.iter().map(|p| format!("{}\t{}\t{}\t{}\n", p.budget, p.low, p.middle, p.high));
            std::iter::once("Budget\tLow\tMiddle\tHigh\n".to_owned()).chain(rows).collect::<String>()
        });
    });
    let colours = *palette(ui);
    // A little room at the right, so that the last mark's money isn't cut.
    let end = frontier.points.last().map_or(0.0, |point| point.budget) * 1.05;
    let plot = still("frontier", 150.0)
        .include_x(0.0)
        .include_x(end)
        .include_y(0.0)
        .x_grid_spacer(few_marks)
        .y_grid_spacer(marks)
        .y_axis_min_width(36.0)
        .x_axis_formatter(move |mark, _| money(numbers, mark.value, currency))
        .y_axis_formatter(move |mark, _| numbers.compact(mark.value))
        .label_formatter(move |hover| match hover {
            HoverPosition::NearDataPoint { position, .. } => {
                Some(format!("{}: {}", money(numbers, position.x, currency), numbers.count(position.y)))
            }
            HoverPosition::Elsewhere { .. } => None,
        });
    let next = next.to_owned();
    let shown = frontier.clone();
    let response = plot.show(ui, move |plot| paint_frontier(plot, &shown, current, &next, colours));
    let spoken = format!(
        "{title}; now {} brings about {}",
        money(numbers, current.budget, currency),
        numbers.count(current.middle)
    );
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let active = response.response.dragged() || response.response.clicked() || response.response.drag_stopped();
    let pointer = response.response.interact_pointer_pos().filter(|_| active)?;
    let budget = response.transform.value_from_position(pointer).x.max(0.0);
    Some((budget, !response.response.dragged()))
}

fn paint_frontier(
    plot: &mut egui_plot::PlotUi<'_>,
    frontier: &Frontier,
    current: FrontierPoint,
    next: &str,
    colours: Palette,
) {
    let points = &frontier.points;
    let xs: Vec<f64> = points.iter().map(|point| point.budget).collect();
    let low: Vec<f64> = points.iter().map(|point| point.low).collect();
    let high: Vec<f64> = points.iter().map(|point| point.high).collect();
    if xs.len() > 1 {
        plot.add(FilledArea::new("", &xs, &low, &high).fill_color(colours.outer_band).allow_hover(false));
    }
    let line: Vec<[f64; 2]> = points.iter().map(|point| [point.budget, point.middle]).collect();
    plot.line(Line::new("", line).color(colours.line).width(2.0));
    plot.vline(VLine::new("", current.budget).color(colours.accent).width(1.0).allow_hover(false));
    if let Some(knee) = frontier.knee {
        let at = vec![[knee.budget, knee.middle]];
        plot.points(Points::new("", at).radius(3.5).color(colours.muted).allow_hover(false));
    }
    plot.points(Points::new("", vec![[current.budget, current.middle]]).radius(5.0).color(colours.accent));
    let text = RichText::new(format!("  {next}  ")).size(size::SMALL);
    let at = PlotPoint::new(current.budget, current.middle * 0.35);
    // On the side of the line where there is room, so that it is never cut.
    let right_half = current.budget * 2.0 > xs.last().copied().unwrap_or_default();
    let anchor = if right_half { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
    plot.text(Text::new("", at, text).color(colours.text).anchor(anchor));
}
