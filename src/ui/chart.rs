//! The charts: what a shortlist will bring, and the best result for every budget.

use eframe::egui::{Align2, Color32, Label, RichText, Role, Stroke, Ui, WidgetInfo, vec2};
use egui_plot::{
    FilledArea, GridInput, GridMark, HoverPosition, Line, LineStyle, Plot, PlotPoint, Points, Text, VLine,
};

use super::format::{amount, money, span};
use super::theme::{Palette, palette, size, strong};
use crate::app::pitching::density;
use crate::domain::{Currency, NumberStyle};
use crate::report::plan::{Frontier, FrontierPoint, Plan};

/// Title and subtitle of a chart.
fn title_ui(ui: &mut Ui, title: &str, subtitle: &str) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add(Label::new(RichText::new(title).font(strong(size::BODY)).color(palette(ui).text)).wrap());
    ui.add(Label::new(RichText::new(subtitle).size(13.0).color(palette(ui).muted)).wrap());
}

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

/// What a shortlist will bring: the distribution of the total, its 80 % band, its middle and the promise.
pub fn density_ui(ui: &mut Ui, plan: &Plan, numbers: NumberStyle, promise_level: f64) {
    let middle = plan.total.middle();
    let (low, high) = plan.total.band(0.8);
    let goal = plan.goal();
    let title = format!("{} brings about {}", numbers.money(plan.cost), amount(numbers, middle, goal));
    title_ui(ui, &title, &format!("8 in 10 outcomes fall in the dark band: {}", span(numbers, low, high)));
    let points = density(plan);
    let Some(peak) = points.iter().map(|point| point.1).fold(None, |m: Option<f64>, y| Some(m.map_or(y, |m| m.max(y))))
    else {
        return;
    };
    let colours = *palette(ui);
    let promise = plan.total.promise(promise_level);
    let right = plan.total.quantile(0.975);
    let curve: Vec<(f64, f64)> = points.iter().filter(|(x, _)| *x <= right).map(|(x, y)| (*x, y / peak)).collect();
    let inside: Vec<(f64, f64)> = curve.iter().copied().filter(|(x, _)| (low..=high).contains(x)).collect();
    let plot = still("density", 128.0)
        .show_axes([true, false])
        .show_grid([false, false])
        .include_x(0.0)
        .include_x(right)
        .include_y(0.0)
        .include_y(1.42)
        .x_grid_spacer(marks)
        .x_axis_formatter(move |mark, _| numbers.compact(mark.value))
        .label_formatter(move |hover| match hover {
            HoverPosition::NearDataPoint { position, .. } => Some(format!("around {}", numbers.count(position.x))),
            HoverPosition::Elsewhere { .. } => None,
        });
    let promise_text = format!("promise {}", numbers.count(promise));
    let response = plot.show(ui, move |plot| {
        fill(plot, &curve, colours.outer_band);
        fill(plot, &inside, colours.inner_band);
        let line: Vec<[f64; 2]> = curve.iter().map(|(x, y)| [*x, *y]).collect();
        plot.line(Line::new("", line).color(colours.line).width(1.5));
        plot.vline(VLine::new("", promise).color(colours.accent).width(2.0).allow_hover(false));
        plot.vline(
            VLine::new("", middle).color(colours.muted).width(1.0).style(LineStyle::dashed_dense()).allow_hover(false),
        );
        let label = |x: f64, y: f64, text: String, colour: Color32, anchor: Align2| {
            Text::new("", PlotPoint::new(x, y), RichText::new(text).size(size::SMALL)).color(colour).anchor(anchor)
        };
        // One label above the other, so that they never meet however close the two lines are.
        let side = |x: f64| if x < right * 0.55 { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER };
        plot.text(label(promise, 1.34, format!(" {promise_text} "), colours.accent, side(promise)));
        let middle_text = format!(" middle {} ", numbers.count(middle));
        plot.text(label(middle, 1.14, middle_text, colours.muted, side(middle)));
    });
    let spoken = format!("{title}, promise {}, 80 % band {}", numbers.count(promise), span(numbers, low, high));
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    copy_menu(&response.response, || points.iter().map(|(x, y)| format!("{x}\t{y}\n")).collect::<String>());
}

fn fill(plot: &mut egui_plot::PlotUi<'_>, curve: &[(f64, f64)], colour: Color32) {
    if curve.len() < 2 {
        return;
    }
    let xs: Vec<f64> = curve.iter().map(|point| point.0).collect();
    let tops: Vec<f64> = curve.iter().map(|point| point.1).collect();
    let zeros = vec![0.0; xs.len()];
    plot.add(FilledArea::new("", &xs, &zeros, &tops).fill_color(colour).allow_hover(false));
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
    title_ui(ui, &title, "best result for every budget, 80 % band; drag to choose");
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
    copy_menu(&response.response, || {
        let rows = frontier.points.iter().map(|p| format!("{}\t{}\t{}\t{}\n", p.budget, p.low, p.middle, p.high));
        std::iter::once("Budget\tLow\tMiddle\tHigh\n".to_owned()).chain(rows).collect::<String>()
    });
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

fn copy_menu(response: &eframe::egui::Response, text: impl FnOnce() -> String) {
    response.context_menu(|ui| {
        if ui.button("Copy numbers").clicked() {
            ui.ctx().copy_text(text());
            ui.close();
        }
    });
}

/// A thin bar of shares, each with its colour from the colour-blind-safe palette, and its legend in words.
pub fn shares_ui(ui: &mut Ui, title: &str, shares: &[(String, f64)], numbers: NumberStyle) {
    /// Okabe and Ito's palette (2008).
    const COLOURS: [Color32; 6] = [
        Color32::from_rgb(0x00, 0x72, 0xB2),
        Color32::from_rgb(0xE6, 0x9F, 0x00),
        Color32::from_rgb(0x00, 0x9E, 0x73),
        Color32::from_rgb(0xCC, 0x79, 0xA7),
        Color32::from_rgb(0x56, 0xB4, 0xE9),
        Color32::from_rgb(0xD5, 0x5E, 0x00),
    ];
    title_ui(ui, title, "share of the money");
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), eframe::egui::Sense::hover());
    let mut left = rect.left();
    for ((_, share), colour) in shares.iter().zip(COLOURS.iter().cycle()) {
        let right = left + rect.width() * *share as f32;
        let part = eframe::egui::Rect::from_x_y_ranges(left..=(right - 1.0).max(left), rect.y_range());
        ui.painter().rect(part, 2.0, *colour, Stroke::NONE, eframe::egui::StrokeKind::Inside);
        left = right;
    }
    ui.horizontal_wrapped(|ui| {
        for ((name, share), colour) in shares.iter().zip(COLOURS.iter().cycle()) {
            let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), eframe::egui::Sense::hover());
            ui.painter().rect_filled(dot, 2.0, *colour);
            let text = format!("{name} {}", numbers.percent(*share, 0));
            ui.label(RichText::new(text).size(13.0).color(palette(ui).text));
        }
    });
}
