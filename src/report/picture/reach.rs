//! How many different people are reached, between the fewest and the most there can be.

use super::{Axis, Ink, Picture, Shape, Spot, cell, headings};
use crate::domain::NumberStyle;
use crate::report::outlook::Reach;
use crate::report::words::span;

/// The chart of everybody who sees at least one post.
pub fn reach(reach: &Reach, numbers: NumberStyle) -> Picture {
    let often = match reach.frequency() {
        Some(times) => format!("each about {} times", numbers.decimal(times, 1)),
        None => "nobody is reached".to_owned(),
    };
    let title = format!("{} people see at least one post", numbers.count(reach.point));
    drawn("People reached", title, often, reach, reach.ceiling, numbers)
}

/// The chart of those who live nearby, of so many in the radius.
pub fn nearby(reach: &Reach, people: f64, numbers: NumberStyle) -> Picture {
    let share = if people > 0.0 { reach.point / people } else { 0.0 };
    let part = match share {
        share if share > 0.0 && share < 0.001 => format!("under {}", numbers.percent(0.001, 1)),
        share => numbers.percent(share, if share < 0.1 { 1 } else { 0 }),
    };
    let of = format!("{part} of {} people in the radius", numbers.count(people));
    drawn("People nearby", format!("{} of them live nearby", numbers.count(reach.point)), of, reach, people, numbers)
}

fn drawn(
    name: &'static str,
    title: String,
    subtitle: String,
    reach: &Reach,
    most: f64,
    numbers: NumberStyle,
) -> Picture {
    let end = most.max(reach.ceiling).max(reach.high);
    let told = format!(
        "{} people, 8 in 10 outcomes: {}\nWhatever the overlaps of the audiences: {}\nAdded up, some counted more than \
         once: {}",
        numbers.count(reach.point),
        span(numbers, reach.low, reach.high),
        span(numbers, reach.floor, reach.ceiling),
        numbers.count(reach.gross)
    );
    let rows = [
        ("Fewest possible", reach.floor),
        ("Low", reach.low),
        ("Likeliest", reach.point),
        ("High", reach.high),
        ("Most possible", reach.ceiling),
        ("Added up", reach.gross),
    ];
    Picture {
        name,
        title,
        subtitle,
        spoken: told.replace('\n', ", "),
        source: String::new(),
        height: 24.0,
        x: Axis::round(0.0, end, 3.0, |value| numbers.compact(value), "people"),
        y: Axis::rows(1),
        shapes: vec![
            Shape::Bar((0.0, end), (0.53, 0.47), Ink::Hairline),
            Shape::Bar((reach.low, reach.high), (0.75, 0.25), Ink::Inner),
            Shape::Bar((reach.floor, reach.ceiling), (0.56, 0.44), Ink::Muted),
            Shape::Dot((reach.point, 0.5), 4.0, Ink::Chosen),
        ],
        spots: vec![Spot { x: (0.0, end), y: (1.0, 0.0), mark: None, text: told }],
        table: std::iter::once(headings(["People", "Number"]))
            .chain(rows.map(|(word, people)| vec![word.to_owned(), cell(people)]))
            .collect(),
    }
}
