//! The best result for every budget: the one that is chosen, where the curve bends, and where a target is met.

use super::{Axis, Ink, Label, Picture, Shape, Side, Stroke, cell, headings};
use crate::report::frontier::{Frontier, FrontierPoint};
use crate::report::words::{Amounts, money};

/// Height of what is drawn, in points.
const HEIGHT: f64 = 124.0;
/// A target higher than so many times the curve is told, not drawn: it would press the curve flat.
const IN_SIGHT: f64 = 1.3;
/// The share of the width that the name of a target takes.
const NAME: f64 = 0.35;
/// A dot stands in the way of a name as a curve does that is so many times nearer.
const WIDE: f64 = 4.0;
/// So many who come or go are named where one points.
const NAMED: usize = 6;

/// What is marked on a curve over budgets.
#[derive(Clone, Copy, Debug)]
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
}

/// The chart under its title.
pub fn budgets(marked: &Marked<'_>) -> Picture {
    let Marked { frontier, current, amounts, .. } = *marked;
    let (points, unit, numbers) = (&frontier.points, amounts.unit(), amounts.numbers);
    let end = points.last().map_or(current.budget, |point| point.budget) * 1.03;
    let most = marked.tallest().max(marked.target_in_sight().unwrap_or(0.0)) * 1.12;
    let line: Vec<(f64, f64)> = points.iter().map(|point| (point.budget, point.middle)).collect();
    let told = |point: &FrontierPoint| {
        let band = amounts.span(point.low, point.high);
        format!("{}: {} ({band})", marked.money(point.budget), amounts.count(point.middle))
    };
    let pointed = |place: usize| {
        let point = &points[place];
        let (about, band) = (amounts.count(point.middle), amounts.span(point.low, point.high));
        let next = marked.next(point.budget, point.middle).map_or(String::new(), |next| format!("\n{next}"));
        let changed = frontier.changed_at(point.budget).map_or(String::new(), |(from, change)| {
            format!("\nfrom {}:\n{}", marked.money(from), change.words(NAMED).join("\n"))
        });
        format!("{}: about {about}\n8 in 10: {band}{next}{changed}", marked.money(point.budget))
    };
    let every = (points.len() / 8).max(1);
    Picture {
        name: "Budgets",
        title: marked.title(),
        subtitle: format!("best {unit} for every budget, 80 % band; chosen: {}", told(&current)),
        spoken: format!(
            "Now {}. {}",
            told(&current),
            points.iter().step_by(every).map(told).collect::<Vec<_>>().join("; ")
        ),
        source: String::new(),
        height: HEIGHT,
        x: Axis::round(0.0, end, 4.5, |units| marked.money(units), ""),
        y: Axis::round(0.0, most, 4.0, |value| numbers.compact(value), &unit),
        spots: super::strips(&line, (0.0, most), pointed),
        table: std::iter::once(headings(["Budget", "Low", "Middle", "High", "In", "Out"]))
            .chain(points.iter().zip(&frontier.changes).map(|(p, change)| {
                let names = [change.enters.join(", "), change.leaves.join(", ")];
                [p.budget, p.low, p.middle, p.high].map(cell).into_iter().chain(names).collect()
            }))
            .collect(),
        shapes: shapes(marked, line, (end, most)),
    }
}

impl Marked<'_> {
    /// The answer that the curve gives: the budget for the target, else where it bends.
    fn title(&self) -> String {
        if let Some((target, level)) = self.target {
            let about = if self.met.is_some() { "" } else { "about " };
            let (target, level) = (self.amounts.count(target), self.amounts.numbers.percent(level, 0));
            return match self.met_at() {
                Some(from) => format!("{target} is {level} sure from {about}{}", self.money(from)),
                None => format!("No budget on this curve makes {target} {level} sure"),
            };
        }
        match self.frontier.knee {
            Some(knee) => {
                format!("After {} each {} brings less", self.money(knee.budget), self.amounts.currency.symbol())
            }
            None => "More money brings more in step".to_owned(),
        }
    }

    fn money(&self, units: f64) -> String {
        money(self.amounts.numbers, units, self.amounts.currency)
    }

    /// The top of the band.
    fn tallest(&self) -> f64 {
        self.frontier.points.iter().map(|point| point.high).fold(0.0, f64::max)
    }

    fn target_in_sight(&self) -> Option<f64> {
        self.target.map(|(target, _)| target).filter(|target| *target <= IN_SIGHT * self.tallest())
    }

    /// The money that meets the target, in currency units.
    fn met_at(&self) -> Option<f64> {
        self.met.or_else(|| self.target.and_then(|(target, level)| self.frontier.budget_for(target, level)))
    }

    /// What a tenth of the money more would bring: "+50 €: +620"; `None` past the end of the curve, and where a shortlist
    /// of another aim has its middle above all that the curve reaches with that money.
    fn next(&self, budget: f64, middle: f64) -> Option<String> {
        let step = step(self.budget);
        let (here, there) = (self.frontier.at(budget)?.middle, self.frontier.at(budget + step)?.middle);
        let told = || format!("+{}: +{}", self.money(step), self.amounts.count((there - here.max(middle)).max(0.0)));
        (middle <= here.max(there)).then(told)
    }
}

/// A tenth of a budget, rounded to what people say, at least 1.
fn step(budget: f64) -> f64 {
    let step = (budget / 10.0).max(1.0);
    let unit = 10_f64.powf(step.log10().floor());
    (step / unit).round() * unit
}

fn shapes(marked: &Marked<'_>, line: Vec<(f64, f64)>, (end, most): (f64, f64)) -> Vec<Shape> {
    let Marked { frontier, current, budget, .. } = *marked;
    let band = frontier.points.iter().map(|point| (point.budget, point.low, point.high)).collect();
    let mut shapes = vec![Shape::Band(band, Ink::Outer), Shape::Line(line, Ink::Line)];
    if let Some((_, level)) = marked.target {
        // Pieces long enough to show their gaps.
        let long = (frontier.points.len() / 16).max(1);
        let promised: Vec<(f64, f64)> = frontier.promised(level).step_by(long).collect();
        shapes.extend(promised.windows(2).map(|pair| Shape::Dashes(pair[0], pair[1], Ink::Line)));
    }
    shapes.extend(target_shapes(marked, (end, most)));
    shapes.push(Shape::Upright(budget, Stroke::Thin, Ink::Chosen));
    shapes.extend(frontier.knee.map(|knee| Shape::Dot((knee.budget, knee.middle), 3.5, Ink::Muted)));
    shapes.push(Shape::Dot((current.budget, current.middle), 5.0, Ink::Chosen));
    // Above the band, on the side where there is room.
    let side = if budget * 2.0 > end { Side::Left } else { Side::Right };
    let at = (budget, most * (1.0 - 8.0 / HEIGHT));
    let next = marked.next(current.budget, current.middle);
    shapes.extend(next.map(|text| Shape::Label(Label { at, side, text, ink: Ink::Text })));
    shapes
}

/// How far the curves stay from a height between two budgets.
fn nearest(marked: &Marked<'_>, (from, to): (f64, f64), y: f64) -> f64 {
    let level = marked.target.map_or(0.5, |(_, level)| level);
    let middles = marked.frontier.points.iter().map(|point| (point.budget, point.middle));
    let curves = middles.chain(marked.frontier.promised(level));
    curves.filter(|(x, _)| *x >= from && *x <= to).map(|(_, value)| (value - y).abs()).fold(f64::INFINITY, f64::min)
}

/// The target as a level line with its name, and where it is met.
fn target_shapes(marked: &Marked<'_>, (end, most): (f64, f64)) -> Vec<Shape> {
    let Some(target) = marked.target_in_sight() else { return Vec::new() };
    let off = most * 9.0 / HEIGHT;
    let met = marked.met_at().filter(|from| *from <= end);
    // The name stands over or under the line, at its beginning or end, clear of the dots and where the curves are
    // farthest.
    let places = [target + off, target - off].map(|y| [((0.0, y), Side::Right), ((end, y), Side::Left)]);
    let fits = |y: f64| y > off && y < most - 2.0 * off;
    let places = places.into_iter().flatten().filter(|((_, y), _)| fits(*y));
    let dots = [Some((marked.current.budget, marked.current.middle)), met.map(|from| (from, target))];
    let room = |(x, y): (f64, f64)| {
        let beside = dots.iter().flatten().filter(|dot| (dot.0 - x).abs() < NAME * end);
        beside
            .fold(nearest(marked, (x - NAME * end, x + NAME * end), y), |room, dot| room.min((dot.1 - y).abs() / WIDE))
    };
    let best = places.max_by(|(a, _), (b, _)| room(*a).total_cmp(&room(*b)));
    let text = format!("target {}", marked.amounts.count(target));
    let name = best.map(|(at, side)| Shape::Label(Label { at, side, text, ink: Ink::Muted }));
    let mut shapes = vec![Shape::Level(target, Stroke::Thin, Ink::Muted)];
    shapes.extend(name);
    shapes.extend(met.map(|from| Shape::Dot((from, target), 4.0, Ink::Text)));
    shapes
}
