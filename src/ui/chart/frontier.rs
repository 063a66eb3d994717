//! The frontier as a chart: the best result for every budget, the current one, and where a target is met.

use eframe::egui::{Align2, Color32, RichText, Role, Ui, WidgetInfo, vec2};
use egui_plot::{
    FilledArea, GridInput, GridMark, HLine, HoverPosition, Line, LineStyle, Plot, PlotPoint, PlotUi, Points, Text,
    VLine,
};

use super::{menu_ui, title_ui};
use crate::report::frontier::{Frontier, FrontierPoint};
use crate::report::picture::budgets;
use crate::ui::asks::Asks;
use crate::ui::format::{Amounts, money};
use crate::ui::theme::{Palette, palette, size};

/// So many who come or go are named.
const NAMED: usize = 6;

/// What is marked on a frontier.
pub struct Marked<'a> {
    /// The curve.
    pub frontier: &'a Frontier,
    /// The shortlist shown, at what it needs.
    pub current: FrontierPoint,
    /// The money that may be spent, in currency units.
    pub budget: f64,
    /// A target in units of the goal, and how sure it has to be reached.
    pub target: Option<(f64, f64)>,
    /// The money that was found to reach it, where that was searched for; else the curve tells about what.
    pub met: Option<f64>,
    /// How results are written.
    pub amounts: Amounts,
    /// What further money brings, as a label; may be empty.
    pub next: &'a str,
    /// What the curve is about where it isn't the best result for every budget; else empty.
    pub note: &'a str,
}

impl Marked<'_> {
    /// The answer that the curve gives: the budget for the target, else where it bends.
    fn title(&self) -> String {
        let (numbers, currency) = (self.amounts.numbers, self.amounts.currency);
        if let Some((target, level)) = self.target {
            let about = if self.met.is_some() { "" } else { "about " };
            let from = self.met_at();
            let (target, level) = (self.amounts.count(target), numbers.percent(level, 0));
            return match from {
                Some(from) => {
                    format!("{target} is {level} sure from {about}{}", money(numbers, from, currency))
                }
                None => format!("No budget on this curve makes {target} {level} sure"),
            };
        }
        match self.frontier.knee {
            Some(knee) => {
                let symbol = currency.symbol();
                format!("After {} each {symbol} brings less", money(numbers, knee.budget, currency))
            }
            None => "More money brings more in step".to_owned(),
        }
    }

    /// The money that meets the target, in currency units.
    fn met_at(&self) -> Option<f64> {
        self.met.or_else(|| self.target.and_then(|(target, level)| self.frontier.budget_for(target, level)))
    }

    /// What one budget brings, in words.
    fn at(&self, budget: f64) -> Option<String> {
        let Amounts { numbers, currency, .. } = self.amounts;
        let point = self.frontier.at(budget.max(0.0))?;
        let unit = step(self.budget);
        let more = self.frontier.at(point.budget + unit).map(|next| {
            let more = self.amounts.count((next.middle - point.middle).max(0.0));
            format!("\n+{}: +{more}", money(numbers, unit, currency))
        });
        let changed = self.frontier.changed_at(point.budget).map(|(from, change)| {
            let names = change.words(NAMED).into_iter().map(|name| format!("\n{name}")).collect::<String>();
            format!("\nfrom {}:{names}", money(numbers, from, currency))
        });
        Some(format!(
            "{}: about {}\n8 in 10: {}{}{}",
            money(numbers, point.budget, currency),
            self.amounts.count(point.middle),
            self.amounts.span(point.low, point.high),
            more.unwrap_or_default(),
            changed.unwrap_or_default()
        ))
    }
}

/// A tenth of a budget, rounded to what people say, at least 1.
pub fn step(budget: f64) -> f64 {
    let step = (budget / 10.0).max(1.0);
    let unit = 10_f64.powf(step.log10().floor());
    (step / unit).round() * unit
}

/// Paints the curve. A budget, if one was clicked or dragged to, and whether the drag has ended.
pub fn frontier_ui(ui: &mut Ui, marked: &Marked<'_>, asks: &mut Asks) -> Option<(f64, bool)> {
    let (frontier, amounts) = (marked.frontier, marked.amounts);
    let Amounts { numbers, currency, .. } = amounts;
    let title = marked.title();
    let subtitle = match marked.note {
        "" => "best result for every budget; drag to choose".to_owned(),
        note => format!("{note}; drag to choose"),
    };
    title_ui(ui, &title, &subtitle, |ui| {
        let target = marked.target.map(|(target, _)| target);
        menu_ui(ui, &budgets(title.clone(), frontier, marked.current, target, amounts), asks);
    });
    let colours = *palette(ui);
    // A little room at the right, so that the last mark's money isn't cut.
    let end = frontier.points.last().map_or(0.0, |point| point.budget) * 1.05;
    let plot = still("frontier", 150.0)
        .include_x(0.0)
        .include_x(end)
        .include_y(0.0)
        .include_y(marked.target.map_or(0.0, |(target, _)| target.min(tallest(frontier) * 1.5)))
        .x_grid_spacer(few_marks)
        .y_grid_spacer(marks)
        .y_axis_min_width(36.0)
        .x_axis_formatter(move |mark, _| money(numbers, mark.value, currency))
        .y_axis_formatter(move |mark, _| numbers.compact(mark.value))
        .label_formatter(|hover| match hover {
            HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position } => {
                marked.at(position.x)
            }
        });
    let target = marked.target.map(|(target, _)| format!(" target {} ", amounts.count(target)));
    let response = plot.show(ui, |plot| paint(plot, marked, target.as_deref(), colours));
    let spoken = format!(
        "{title}; now {} brings about {}",
        money(numbers, marked.current.budget, currency),
        amounts.count(marked.current.middle)
    );
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let active = response.response.dragged() || response.response.clicked() || response.response.drag_stopped();
    let pointer = response.response.interact_pointer_pos().filter(|_| active)?;
    let budget = response.transform.value_from_position(pointer).x.max(0.0);
    Some((budget, !response.response.dragged()))
}

/// The top of the band.
fn tallest(frontier: &Frontier) -> f64 {
    frontier.points.iter().map(|point| point.high).fold(0.0, f64::max)
}

fn paint(plot: &mut PlotUi<'_>, marked: &Marked<'_>, target: Option<&str>, colours: Palette) {
    let (points, current) = (&marked.frontier.points, marked.current);
    let xs: Vec<f64> = points.iter().map(|point| point.budget).collect();
    let low: Vec<f64> = points.iter().map(|point| point.low).collect();
    let high: Vec<f64> = points.iter().map(|point| point.high).collect();
    if xs.len() > 1 {
        plot.add(FilledArea::new("", &xs, &low, &high).fill_color(colours.outer_band).allow_hover(false));
    }
    let line: Vec<[f64; 2]> = points.iter().map(|point| [point.budget, point.middle]).collect();
    plot.line(Line::new("", line).color(colours.line).width(2.0).allow_hover(false));
    if let (Some((value, level)), Some(words)) = (marked.target, target) {
        paint_target(plot, marked, (value, level), words, colours);
    }
    plot.vline(VLine::new("", marked.budget).color(colours.accent).width(1.0).allow_hover(false));
    if let Some(knee) = marked.frontier.knee {
        let at = vec![[knee.budget, knee.middle]];
        plot.points(Points::new("", at).radius(3.5).color(colours.muted).allow_hover(false));
    }
    let at = vec![[current.budget, current.middle]];
    plot.points(Points::new("", at).radius(5.0).color(colours.accent).allow_hover(false));
    // On the side of the line where there is room, so that it is never cut.
    let right_half = marked.budget * 2.0 > xs.last().copied().unwrap_or_default();
    let anchor = if right_half { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
    let next = format!(" {} ", marked.next);
    // Above the band, where neither the curve nor a target runs.
    plot.text(label(marked.budget, tallest(marked.frontier), &next, colours.text, anchor));
}

/// The target as a level line, what each budget can promise, and where the two meet.
fn paint_target(plot: &mut PlotUi<'_>, marked: &Marked<'_>, at: (f64, f64), words: &str, colours: Palette) {
    let (target, level) = at;
    let promised: Vec<[f64; 2]> = marked.frontier.promised(level).map(|(budget, value)| [budget, value]).collect();
    let dashed = LineStyle::dashed_dense();
    plot.line(Line::new("", promised).color(colours.line).width(1.0).style(dashed).allow_hover(false));
    plot.hline(HLine::new("", target).color(colours.muted).width(1.0).allow_hover(false));
    let end = marked.frontier.points.last().map_or(0.0, |point| point.budget);
    plot.text(label(end, target, words, colours.muted, Align2::RIGHT_BOTTOM));
    if let Some(from) = marked.met_at() {
        plot.points(Points::new("", vec![[from, target]]).radius(4.0).color(colours.text).allow_hover(false));
    }
}

fn label(x: f64, y: f64, text: &str, colour: Color32, anchor: Align2) -> Text {
    Text::new("", PlotPoint::new(x, y), RichText::new(text).size(size::SMALL)).color(colour).anchor(anchor)
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
