//! What each creator will bring: one band for each, the most promising first.

use super::{Axis, Ink, Label, Picture, Shape, Side, Spot, cell, headings};
use crate::domain::NumberStyle;
use crate::report::plan::{Plan, PlanRow};
use crate::report::words::Amounts;

/// More rows than this don't help to compare.
const MOST: usize = 30;
/// Height of a row: its name above its band.
const ROW: f64 = 34.0;

/// The chart.
pub fn intervals(plan: &Plan, numbers: NumberStyle) -> Picture {
    let rows = &plan.rows[..plan.rows.len().min(MOST)];
    let most = rows.iter().map(|row| row.projection.high).fold(0.0, f64::max);
    let amounts = plan.amounts(numbers);
    let unit = amounts.unit();
    let mut shapes = Vec::new();
    let mut spots = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let (top, of) = (place as f64, &row.projection);
        let at = (0.0, top + 0.3);
        shapes.push(Shape::Label(Label { at, side: Side::Right, text: row.name.clone(), ink: Ink::Text }));
        shapes.push(Shape::Bar((0.0, most), (top + 0.75, top + 0.72), Ink::Hairline));
        shapes.push(Shape::Bar((of.low, of.high), (top + 0.86, top + 0.61), Ink::Inner));
        shapes.push(Shape::Dot((of.projected, top + 0.735), 3.5, Ink::Chosen));
        spots.push(Spot { x: (0.0, most), y: (top + 1.0, top), mark: None, text: told(row, amounts) });
    }
    let shown = if rows.len() < plan.rows.len() { format!(", the {MOST} largest") } else { String::new() };
    Picture {
        name: "Creators",
        title: title(plan, numbers),
        subtitle: format!("{unit} of each, 8 in 10 in the band{shown}"),
        spoken: rows.iter().map(|row| told(row, amounts).replace('\n', ", ")).collect::<Vec<_>>().join("; "),
        source: String::new(),
        height: rows.len() as f64 * ROW,
        x: Axis::round(0.0, most, 3.0, |value| numbers.compact(value), &unit),
        y: Axis::rows(rows.len()),
        shapes,
        spots,
        table: std::iter::once(headings(["Creator", "Low", "Projected", "High", "From own posts"]))
            .chain(plan.rows.iter().map(|row| {
                let of = &row.projection;
                let own = format!("{:.0} %", of.own_share * 100.0);
                vec![row.name.clone(), cell(of.low), cell(of.projected), cell(of.high), own]
            }))
            .collect(),
    }
}

fn title(plan: &Plan, numbers: NumberStyle) -> String {
    let sum: f64 = plan.rows.iter().map(|row| row.projection.projected * row.chance).sum();
    match plan.rows.first() {
        Some(first) if sum > 0.0 => {
            let share = numbers.percent(first.projection.projected * first.chance / sum, 0);
            format!("{} brings {share} of it", first.name)
        }
        _ => "What each creator brings".to_owned(),
    }
}

fn told(row: &PlanRow, amounts: Amounts) -> String {
    let numbers = amounts.numbers;
    let of = &row.projection;
    let own = numbers.percent(of.own_share, 0);
    let rest = numbers.percent(1.0 - of.own_share, 0);
    format!(
        "{}: {} if they post ({})\n{own} own posts, {rest} benchmark\n{} sure to post, fee {}",
        row.name,
        amounts.amount(of.projected),
        amounts.span(of.low, of.high),
        numbers.percent(row.chance, 0),
        row.status.key()
    )
}
