//! What moves the total most, one assumption at a time.

use super::{Axis, Ink, Label, Picture, Shape, Side, Spot, Stroke, cell, headings};
use crate::forecast::{Bar, Tornado};
use crate::report::outlook::Sources;
use crate::report::words::Amounts;

/// Assumptions that move the total by less than this share of it are left out.
const HARDLY: f64 = 0.005;
/// Height of a row: its words above its bar.
const ROW: f64 = 38.0;

/// The chart; `None` where nothing moves the total. On hover each assumption says where it comes from.
pub fn tornado(tornado: &Tornado, sources: &Sources, amounts: Amounts) -> Option<Picture> {
    let middle = tornado.usual;
    let bars: Vec<&Bar> = tornado.bars.iter().filter(|bar| bar.width() > HARDLY * middle.abs()).collect();
    let strongest = bars.first()?;
    let ends = |bar: &Bar| (bar.at_low.min(bar.at_high), bar.at_low.max(bar.at_high));
    let low = bars.iter().map(|bar| ends(bar).0).fold(middle, f64::min);
    let high = bars.iter().map(|bar| ends(bar).1).fold(middle, f64::max);
    let unit = amounts.unit();
    let mut shapes = vec![Shape::Upright(middle, Stroke::Thin, Ink::Hairline)];
    let mut spots = Vec::new();
    for (row, bar) in bars.iter().enumerate() {
        let (top, (from, to)) = (row as f64, ends(bar));
        let y = (top + 0.88, top + 0.60);
        shapes.push(Shape::Bar((from, middle), y, Ink::Inner));
        shapes.push(Shape::Bar((middle, to), y, Ink::Line));
        let at = (low, top + 0.32);
        shapes.push(Shape::Label(Label { at, side: Side::Right, text: bar.name.clone(), ink: Ink::Text }));
        spots.push(Spot { x: (low, high), y: (top + 1.0, top), mark: None, text: sourced(bar, sources, amounts) });
    }
    Some(Picture {
        name: "Drivers",
        title: format!("{} moves it most", strongest.name),
        subtitle: format!("{unit} if one assumption is low or high, all else as usual ({})", amounts.count(middle)),
        spoken: bars.iter().map(|bar| told(bar, amounts).replace('\n', ", ")).collect::<Vec<_>>().join("; "),
        source: "Each assumption at its 10 % and its 90 % point, one at a time; all together make the band".to_owned(),
        height: bars.len() as f64 * ROW,
        x: Axis::round(low.min(middle), high, 3.0, |value| amounts.numbers.compact(value), &unit),
        y: Axis::rows(bars.len()),
        shapes,
        spots,
        table: std::iter::once(headings(["Assumption", "Low", "Total then", "High", "Total then"]))
            .chain(bars.iter().map(|bar| {
                let [low, high] = bar.words.clone();
                vec![bar.name.clone(), low, cell(bar.at_low), high, cell(bar.at_high)]
            }))
            .collect(),
    })
}

fn sourced(bar: &Bar, sources: &Sources, amounts: Amounts) -> String {
    let source = sources.levers.iter().find(|(name, _)| *name == bar.name).map(|(_, source)| source.as_str());
    match source {
        Some(source) if !source.is_empty() => format!("{}\nSource: {source}", told(bar, amounts)),
        _ => told(bar, amounts),
    }
}

fn told(bar: &Bar, amounts: Amounts) -> String {
    let [low, high] = &bar.words;
    format!(
        "{}: {} {}\n{} if it is {low}\n{} if it is {high}",
        bar.name,
        amounts.span(bar.at_low.min(bar.at_high), bar.at_low.max(bar.at_high)),
        amounts.goal.many(),
        amounts.count(bar.at_low),
        amounts.count(bar.at_high)
    )
}
