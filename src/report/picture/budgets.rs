//! The best result for every budget, with the one that is chosen.

use super::{Axis, Ink, Picture, Shape, Stroke, cell, headings};
use crate::report::frontier::{Frontier, FrontierPoint};
use crate::report::words::{Amounts, money};

/// The chart under its title; `target` is what has to be reached, in units of the goal.
pub fn budgets(
    title: String,
    frontier: &Frontier,
    current: FrontierPoint,
    target: Option<f64>,
    amounts: Amounts,
) -> Picture {
    let (points, unit) = (&frontier.points, amounts.unit());
    let end = points.last().map_or(current.budget, |point| point.budget) * 1.03;
    let most = points.iter().map(|point| point.high).fold(target.unwrap_or(0.0), f64::max) * 1.05;
    let line: Vec<(f64, f64)> = points.iter().map(|point| (point.budget, point.middle)).collect();
    let words = |units: f64| money(amounts.numbers, units, amounts.currency);
    let told = |point: &FrontierPoint| {
        let band = amounts.span(point.low, point.high);
        format!("{}: {} ({band})", words(point.budget), amounts.count(point.middle))
    };
    let mut shapes = vec![
        Shape::Band(points.iter().map(|point| (point.budget, point.low, point.high)).collect(), Ink::Outer),
        Shape::Line(line.clone(), Ink::Line),
        Shape::Upright(current.budget, Stroke::Thin, Ink::Chosen),
        Shape::Dot((current.budget, current.middle), 5.0, Ink::Chosen),
    ];
    shapes.extend(frontier.knee.map(|knee| Shape::Dot((knee.budget, knee.middle), 3.5, Ink::Muted)));
    shapes.extend(target.map(|target| Shape::Level(target, Stroke::Dashed, Ink::Warn)));
    let step = (points.len() / 8).max(1);
    Picture {
        name: "Budgets",
        title,
        subtitle: format!("best {unit} for every budget, 80 % band; chosen: {}", told(&current)),
        spoken: points.iter().step_by(step).map(told).collect::<Vec<_>>().join("; "),
        source: String::new(),
        height: 120.0,
        x: Axis::round(0.0, end, 4.0, words, ""),
        y: Axis::round(0.0, most, 3.0, |value| amounts.numbers.compact(value), &unit),
        spots: super::strips(&line, (0.0, most), |place| told(&points[place])),
        table: std::iter::once(headings(["Budget", "Low", "Middle", "High", "In", "Out"]))
            .chain(points.iter().zip(&frontier.changes).map(|(p, change)| {
                let names = [change.enters.join(", "), change.leaves.join(", ")];
                [p.budget, p.low, p.middle, p.high].map(cell).into_iter().chain(names).collect()
            }))
            .collect(),
        shapes,
    }
}
