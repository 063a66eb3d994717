//! Whether a campaign earns back what it costs: what is left after everything, with the point at which nothing is.

use super::density::{between, curve};
use super::{Axis, Ink, Label, Picture, Shape, Side, Stroke, cell, headings};
use crate::domain::{Currency, NumberStyle};
use crate::forecast::Total;
use crate::report::words::{between as span, money};

/// The chart of what is left after goods, fees and costs.
pub fn profit(left: &Total, currency: Currency, numbers: NumberStyle) -> Picture {
    let (from, to) = (left.quantile(0.01).min(0.0), left.quantile(0.95).max(0.0));
    let points: Vec<(f64, f64)> = curve(left).into_iter().filter(|(x, _)| (from..=to).contains(x)).collect();
    let peak = points.iter().map(|point| point.1).fold(f64::MIN_POSITIVE, f64::max);
    let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (*x, y / peak)).collect();
    let area = |from, to| between(&points, from, to).into_iter().map(|(x, y)| (x, 0.0, y)).collect::<Vec<_>>();
    let words = |units: f64| money(numbers, units, currency);
    let (low, high) = left.band(0.8);
    let middle = left.middle();
    // Where nobody takes part nothing is lost, but nothing is earned back either.
    let sure = numbers.percent(left.chance_above(0.0), 0);
    // Where the line is the edge, the words keep off it.
    let beside = if from < 0.0 { 0.0 } else { to * 0.015 };
    let even = if from.abs() < to { Side::Right } else { Side::Left };
    Picture {
        name: "Profit",
        title: format!("{sure} sure to earn back its cost"),
        subtitle: format!("left after everything: {} ({})", words(middle), span(words(low), words(high))),
        spoken: format!("Middle {}, 8 in 10 outcomes from {} to {}", words(middle), words(low), words(high)),
        source: String::new(),
        height: 96.0,
        x: Axis::round(from, to, 2.5, words, ""),
        y: Axis::plain(0.0, 1.25),
        spots: super::strips(&points, (0.0, 1.25), |place| {
            let value = points[place].0;
            format!("{} or more: {} sure", words(value), numbers.percent(left.chance_of(value), 0))
        }),
        table: std::iter::once(headings(["Reached with", "Left"]))
            .chain((1..20).map(|step| {
                let level = f64::from(step) * 0.05;
                vec![format!("{:.0} %", level * 100.0), cell(left.promise(level))]
            }))
            .collect(),
        shapes: vec![
            Shape::Band(area(from, 0.0), Ink::Outer),
            Shape::Band(area(0.0, to), Ink::Inner),
            Shape::Line(points, Ink::Line),
            Shape::Level(0.0, Stroke::Thin, Ink::Hairline),
            Shape::Upright(0.0, Stroke::Strong, Ink::Chosen),
            Shape::Dashes((middle, 0.0), (middle, 1.05), Ink::Muted),
            Shape::Label(Label {
                at: (beside, 1.17),
                side: even,
                text: "pays for itself".to_owned(),
                ink: Ink::Chosen,
            }),
        ],
    }
}
