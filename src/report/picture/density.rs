//! What a shortlist will bring: how likely each outcome is, with the likely band, the middle and the promise.

use super::{Axis, Ink, Label, Picture, Shape, Side, Spot, Stroke, cell};
use crate::domain::{Goal, NumberStyle};
use crate::forecast::{Bin, Total};
use crate::report::plan::Plan;
use crate::report::words::Amounts;

/// Points of the curve.
const BINS: usize = 48;

/// The density of a total, as bins' centres and heights per unit of width. Neighbouring bins are averaged with binomial
/// weights, so that the curve shows the distribution and not the dice.
pub fn curve(total: &Total) -> Vec<(f64, f64)> {
    const ROUNDS: usize = 6;
    let bins = total.histogram(BINS);
    let known = bins.iter().filter(|bin| bin.to > bin.from);
    let filled = known.map(|bin| (f64::midpoint(bin.from, bin.to), bin.share / (bin.to - bin.from)));
    let mut curve: Vec<(f64, f64)> = run_up(&bins, ROUNDS).into_iter().chain(filled).collect();
    for _ in 0..ROUNDS {
        let before: Vec<f64> = curve.iter().map(|point| point.1).collect();
        let at = |place: usize| before.get(place).copied().unwrap_or(0.0);
        for (place, point) in curve.iter_mut().enumerate() {
            let left = place.checked_sub(1).map_or(0.0, at);
            point.1 = 0.25 * left + 0.5 * at(place) + 0.25 * at(place + 1);
        }
    }
    curve
}

/// So many empty bins before the first, so that the curve rises from nothing; counts don't go below 0.
fn run_up(bins: &[Bin], count: usize) -> Vec<(f64, f64)> {
    let Some(first) = bins.first().filter(|bin| bin.to > bin.from) else { return Vec::new() };
    let width = first.to - first.from;
    let places = (0..count).rev().map(|place| first.from - (place as f64 + 0.5) * width);
    places.filter(|x| *x > 0.0 || first.from < 0.0).map(|x| (x, 0.0)).collect()
}

/// "400 € brings 3,100 engagements", "400 € reaches 12,000 people".
fn title(plan: &Plan, amounts: Amounts, middle: f64) -> String {
    let (cost, count) = (amounts.numbers.money(plan.cost), amounts.count(middle));
    match plan.goal() {
        Goal::Reach => format!("{cost} reaches {count} people"),
        Goal::Nearby => format!("{cost} reaches {count} people nearby"),
        goal => format!("{cost} brings {count} {}", goal.many()),
    }
}

/// The chart of a plan's total; `level` is how sure the promise is.
pub fn density(plan: &Plan, level: f64, numbers: NumberStyle) -> Picture {
    let (total, amounts) = (&plan.total, plan.amounts(numbers));
    let (middle, promise) = (total.middle(), total.promise(level));
    let (low, high) = total.band(0.8);
    let right = total.quantile(0.975);
    let points: Vec<(f64, f64)> = curve(total).into_iter().filter(|(x, _)| *x <= right).collect();
    let peak = points.iter().map(|point| point.1).fold(f64::MIN_POSITIVE, f64::max);
    let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (*x, y / peak)).collect();
    let band = |points: &[(f64, f64)]| points.iter().map(|(x, y)| (*x, 0.0, *y)).collect::<Vec<_>>();
    let inside = between(&points, low, high);
    // One label above the other, so that they never meet however close the two lines are.
    // A name on the left of the middle would stand on the promise, so it goes there only where the right has no room.
    let side = |x: f64, part: f64| if x < right * part { Side::Right } else { Side::Left };
    let label = |at: (f64, f64), side: Side, text: String, ink: Ink| Shape::Label(Label { at, side, text, ink });
    let sure = numbers.percent(level, 0);
    Picture {
        name: "Forecast",
        title: title(plan, amounts, middle),
        subtitle: format!("8 in 10 in the dark band: {}", amounts.span(low, high)),
        spoken: format!(
            "Middle {}, promise {} with {sure} certainty, 8 in 10 outcomes from {} to {}",
            amounts.count(middle),
            amounts.count(promise),
            amounts.count(low),
            amounts.count(high)
        ),
        source: String::new(),
        height: 112.0,
        x: Axis::round(total.quantile(0.0).min(0.0), right, 4.0, |value| numbers.compact(value), &amounts.unit()),
        y: Axis::plain(0.0, 1.4),
        spots: spots(total, &points, amounts),
        table: table(total, &amounts.unit()),
        shapes: vec![
            Shape::Band(band(&points), Ink::Outer),
            Shape::Band(band(&inside), Ink::Inner),
            Shape::Line(points, Ink::Line),
            Shape::Level(0.0, Stroke::Thin, Ink::Hairline),
            Shape::Dashes((middle, 0.0), (middle, 1.2), Ink::Muted),
            Shape::Upright(promise, Stroke::Strong, Ink::Chosen),
            label((promise, 1.32), side(promise, 0.55), format!("promise {}", amounts.count(promise)), Ink::Chosen),
            label((middle, 1.12), side(middle, 0.7), format!("middle {}", amounts.count(middle)), Ink::Muted),
        ],
    }
}

fn spots(total: &Total, points: &[(f64, f64)], amounts: Amounts) -> Vec<Spot> {
    let numbers = amounts.numbers;
    super::strips(points, (0.0, 1.4), |place| {
        let value = points[place].0;
        let chance = total.chance_of(value);
        format!(
            "{} or more: {} sure\nless: {}",
            amounts.amount(value),
            numbers.percent(chance, 0),
            numbers.percent(1.0 - chance, 0)
        )
    })
}

fn table(total: &Total, unit: &str) -> Vec<Vec<String>> {
    let levels = (1..20).map(|step| f64::from(step) * 0.05);
    let rows = levels.map(|level| vec![format!("{:.0} %", level * 100.0), cell(total.promise(level))]);
    std::iter::once(vec!["Reached with".to_owned(), unit.to_owned()]).chain(rows).collect()
}

/// The part of a curve between two places, cut exactly at them.
pub fn between(curve: &[(f64, f64)], from: f64, to: f64) -> Vec<(f64, f64)> {
    let mut part = Vec::new();
    for pair in curve.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if b.0 < from || a.0 > to {
            continue;
        }
        let cut = |x: f64| (x, a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0).max(f64::EPSILON));
        if part.is_empty() {
            part.push(if a.0 < from { cut(from) } else { a });
        }
        part.push(if b.0 > to { cut(to) } else { b });
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_cut_where_it_ends() {
        let curve = [(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)];
        assert_eq!(between(&curve, 5.0, 15.0), [(5.0, 5.0), (10.0, 10.0), (15.0, 5.0)]);
        assert_eq!(between(&curve, 30.0, 40.0), []);
    }

    #[test]
    fn the_table_never_rises_as_it_gets_surer() {
        let total = Total::of((0..1000).map(f64::from).collect());
        let table = table(&total, "Views");
        let values: Vec<f64> = table[1..].iter().map(|row| row[1].parse().expect("a number")).collect();
        assert!(values.len() == 19 && values.is_sorted_by(|a, b| a >= b), "{values:?}");
    }
}
