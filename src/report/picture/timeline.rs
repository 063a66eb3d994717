//! How results come in, day by day, with what is posted when.

use jiff::civil::Date;

use super::{Axis, Ink, Label, Picture, Shape, Side, Stroke, cell, headings};
use crate::domain::{Goal, NumberStyle};
use crate::report::outlook::{Outlook, TimelinePoint};
use crate::report::plan::Plan;
use crate::report::words::Amounts;

/// The chart; `None` without dates.
pub fn timeline(plan: &Plan, outlook: &Outlook, numbers: NumberStyle) -> Option<Picture> {
    let points = &outlook.timeline;
    let (first, last) = (points.first()?, points.last()?);
    let days = |day: Date| f64::from((day - first.day).get_days());
    let whole = plan.total.middle();
    let line: Vec<(f64, f64)> = points.iter().map(|point| (days(point.day), point.middle)).collect();
    let lowest = points.iter().map(|point| point.low).fold(0.0, f64::min);
    let most = points.iter().map(|point| point.high).fold(0.0, f64::max).max(whole);
    let amounts = plan.amounts(numbers);
    let unit = amounts.unit();
    let mut shapes = vec![
        Shape::Band(points.iter().map(|point| (days(point.day), point.low, point.high)).collect(), Ink::Outer),
        Shape::Level(whole, Stroke::Dashed, Ink::Hairline),
        Shape::Line(line.clone(), Ink::Line),
    ];
    shapes.extend(outlook.postings.iter().map(|post| Shape::Dot((days(post.day), lowest), 3.0, Ink::Chosen)));
    if let Some(border) = phase_border(plan, outlook) {
        shapes.push(Shape::Upright(days(border), Stroke::Dashed, Ink::Muted));
        let (at, text) = ((days(border), most), "phase 2".to_owned());
        shapes.push(Shape::Label(Label { at, side: Side::Right, text, ink: Ink::Muted }));
    }
    if (first.day..=last.day).contains(&outlook.today) {
        let today = days(outlook.today);
        shapes.push(Shape::Upright(today, Stroke::Thin, Ink::Chosen));
        let side = if today < days(last.day) / 2.0 { Side::Right } else { Side::Left };
        shapes.push(Shape::Label(Label { at: (today, most * 0.9), side, text: "today".to_owned(), ink: Ink::Chosen }));
    }
    Some(Picture {
        name: "Timeline",
        title: title(plan.goal(), points, whole),
        subtitle: format!("{unit} by posting date, 80 % band"),
        spoken: spoken(points, whole, amounts),
        source: format!("Every post ripens as its platform's posts do\n{}", outlook.sources.posts),
        height: 96.0,
        x: Axis { marks: marks(first.day, last.day), ..Axis::plain(0.0, days(last.day).max(1.0)) },
        y: Axis::round(lowest, most * 1.05, 2.5, |value| numbers.compact(value), &unit),
        spots: super::strips(&line, (lowest, most * 1.05), |place| told(&points[place], outlook, plan, whole, numbers)),
        table: std::iter::once(headings(["Day", "Low", "Middle", "High"]))
            .chain(points.iter().map(|p| vec![p.day.to_string(), cell(p.low), cell(p.middle), cell(p.high)]))
            .collect(),
        shapes,
    })
}

/// A day in words, without its year: "11 October".
pub fn day_words(day: Date) -> String {
    day.strftime("%-d %B").to_string()
}

fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

fn title(goal: Goal, points: &[TimelinePoint], whole: f64) -> String {
    if goal == Goal::Margin {
        return match points.iter().find(|point| point.middle >= 0.0) {
            Some(point) => format!("Has paid for itself by {}", day_words(point.day)),
            None => "Doesn't pay for itself at the middle".to_owned(),
        };
    }
    if whole <= 0.0 {
        return "Nothing is expected to come in".to_owned();
    }
    match points.iter().find(|point| point.middle >= whole / 2.0) {
        Some(point) => format!("Half of it arrives by {}", day_words(point.day)),
        None => "Most of it arrives after these days".to_owned(),
    }
}

fn spoken(points: &[TimelinePoint], whole: f64, amounts: Amounts) -> String {
    let step = (points.len() / 5).max(1);
    let says = |point: &TimelinePoint| {
        let (low, high) = (amounts.count(point.low), amounts.count(point.high));
        format!("{}: {}, 8 in 10 from {low} to {high}", day_words(point.day), amounts.count(point.middle))
    };
    let days: Vec<String> = points.iter().rev().step_by(step).map(says).collect();
    let days: Vec<String> = days.into_iter().rev().collect();
    format!("{}; {} in the end", days.join("; "), amounts.count(whole))
}

fn told(point: &TimelinePoint, outlook: &Outlook, plan: &Plan, whole: f64, numbers: NumberStyle) -> String {
    let amounts = plan.amounts(numbers);
    let mut lines = vec![
        format!("By the end of {} {}", day_words(point.day), point.day.year()),
        format!("{} ({})", amounts.count(point.middle), amounts.span(point.low, point.high)),
    ];
    if whole > 0.0 && point.middle >= 0.0 {
        lines.push(format!("{} of what comes in the end", numbers.percent(point.middle / whole, 0)));
    }
    for post in outlook.postings.iter().filter(|post| post.day == point.day) {
        lines.extend(plan.rows.iter().find(|row| row.offer == post.offer).map(|row| format!("Posts: {}", row.name)));
    }
    lines.join("\n")
}

/// The first day of the second phase, where there are two.
fn phase_border(plan: &Plan, outlook: &Outlook) -> Option<Date> {
    let second = |post: &&crate::report::outlook::Posting| {
        plan.rows.iter().any(|row| row.offer == post.offer && row.phase == Some(2))
    };
    outlook.postings.iter().filter(second).map(|post| post.day).min()
}

/// The first, a middle and the last day, and what lies evenly between in a longer time.
fn marks(first: Date, last: Date) -> Vec<(f64, String)> {
    let span = i64::from((last - first).get_days());
    let step = [1, 2, 7, 14, 28, 56, 91, 182, 364].into_iter().find(|step| span / step <= 4).unwrap_or(span / 4);
    let day = |n: i64| first.checked_add(jiff::Span::new().days(n)).ok();
    (0..=span / step).filter_map(|n| Some(((n * step) as f64, short(day(n * step)?)))).collect()
}
