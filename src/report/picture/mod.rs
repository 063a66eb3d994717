//! Charts as plain data: what they say, what is drawn, what each point tells. Screen, file, clipboard and screen reader
//! all render the same value.

mod axis;
mod budgets;
mod density;
mod intervals;
mod mix;
mod profit;
mod reach;
mod timeline;
mod tornado;

pub use axis::Axis;
pub use budgets::{Marked, budgets};
pub use density::{curve, density};
pub use intervals::intervals;
pub use mix::mix;
pub use profit::profit;
pub use reach::{nearby, reach};
pub use timeline::timeline;
pub use tornado::tornado;

/// A chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// What it is called in menus and in the name of its file.
    pub name: &'static str,
    /// Its answer.
    pub title: String,
    /// What is drawn, with its unit.
    pub subtitle: String,
    /// Its numbers in words, for who can't see it.
    pub spoken: String,
    /// Where its numbers come from, with source and year; empty where nobody says.
    pub source: String,
    /// Height of what is drawn, in points at its usual size.
    pub height: f64,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top; rows run from top to bottom, so theirs starts with the number of rows and ends at 0.
    pub y: Axis,
    /// What is drawn, the hindmost first.
    pub shapes: Vec<Shape>,
    /// What is told where somebody points.
    pub spots: Vec<Spot>,
    /// The numbers as rows of cells; the first holds the headings.
    pub table: Vec<Vec<String>>,
}

/// Something that is drawn, in the units of the axes.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// The area between two lines: place, lower and upper end.
    Band(Vec<(f64, f64, f64)>, Ink),
    /// A line through points.
    Line(Vec<(f64, f64)>, Ink),
    /// An upright line over the whole height.
    Upright(f64, Stroke, Ink),
    /// A line with gaps between two points.
    Dashes((f64, f64), (f64, f64), Ink),
    /// A level line over the whole width.
    Level(f64, Stroke, Ink),
    /// A rectangle: its span from left to right and from bottom to top.
    Bar((f64, f64), (f64, f64), Ink),
    /// A dot with its radius in points.
    Dot((f64, f64), f64, Ink),
    /// A text beside a point.
    Label(Label),
}

/// How a straight line is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stroke {
    /// Two points wide.
    Strong,
    /// One point wide.
    Thin,
    /// One point wide, with gaps.
    Dashed,
}

/// A text beside a point.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The point, in the units of the axes.
    pub at: (f64, f64),
    /// On which side of the point it stands.
    pub side: Side,
    /// What it says.
    pub text: String,
    /// Its colour.
    pub ink: Ink,
}

/// On which side of a point a text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Right of it.
    Right,
    /// Left of it.
    Left,
}

/// A colour by its meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// The line of a chart.
    Line,
    /// The likely part.
    Inner,
    /// The less likely part.
    Outer,
    /// What is chosen.
    Chosen,
    /// Text.
    Text,
    /// Of less weight.
    Muted,
    /// Hardly seen.
    Hairline,
    /// Look here.
    Warn,
}

/// What is told where somebody points.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// Where one has to point: from left to right and from bottom to top.
    pub x: (f64, f64),
    /// See `x`.
    pub y: (f64, f64),
    /// The point that is marked then; the whole place where there is none.
    pub mark: Option<(f64, f64)>,
    /// What is told, in one or more lines.
    pub text: String,
}

impl Picture {
    /// The same chart with where its numbers come from.
    pub fn with_source(self, source: impl Into<String>) -> Picture {
        Picture { source: source.into(), ..self }
    }

    /// The numbers as text for a spreadsheet.
    pub fn cells(&self) -> String {
        self.table.iter().map(|row| row.join("\t") + "\n").collect()
    }

    /// What a screen reader says.
    pub fn said(&self) -> String {
        format!("{}: {}. {}", self.name, self.title, self.spoken)
    }
}

/// A number for a spreadsheet: without groups, with decimals only where they matter.
fn cell(value: f64) -> String {
    if value.abs() < 100.0 { format!("{value:.2}") } else { format!("{value:.0}") }
}

/// A row of headings.
fn headings<const N: usize>(titles: [&str; N]) -> Vec<String> {
    titles.map(str::to_owned).to_vec()
}

/// Strips from each point halfway to its neighbours, over the whole height.
fn strips(points: &[(f64, f64)], height: (f64, f64), text: impl Fn(usize) -> String) -> Vec<Spot> {
    let between = |a: usize, b: usize| f64::midpoint(points[a].0, points[b].0);
    let last = points.len().saturating_sub(1);
    let strip = |place: usize| Spot {
        x: (
            if place == 0 { f64::NEG_INFINITY } else { between(place - 1, place) },
            if place == last { f64::INFINITY } else { between(place, place + 1) },
        ),
        y: height,
        mark: Some(points[place]),
        text: text(place),
    };
    (0..points.len()).map(strip).collect()
}
