//! Where the money goes and what comes back from there, by platform or size of audience.

use super::{Axis, Ink, Label, Picture, Shape, Side, Spot, cell, headings};
use crate::report::outlook::Slice;
use crate::report::words::{Amounts, plural};

/// Height of a row: its words above its two bars.
const ROW: f64 = 42.0;

/// One part with its shares.
struct Part {
    name: String,
    money: f64,
    result: f64,
    told: String,
}

/// The chart of slices named by `word`; `None` where there is nothing to share.
pub fn mix<Key>(
    name: &'static str,
    slices: &[Slice<Key>],
    word: impl Fn(&Key) -> String,
    amounts: Amounts,
) -> Option<Picture> {
    let numbers = amounts.numbers;
    let money: i64 = slices.iter().map(|slice| slice.money.minor).sum();
    let result: f64 = slices.iter().map(|slice| slice.projected).sum();
    let mut ordered: Vec<&Slice<Key>> = slices.iter().collect();
    ordered.sort_by_key(|slice| std::cmp::Reverse(slice.money.minor));
    let parts: Vec<Part> =
        ordered.iter().map(|slice| part(slice, word(&slice.key), (money as f64, result), amounts)).collect();
    let first = parts.first()?;
    let percent = |share: f64| numbers.percent(share, 0);
    let title = match parts.len() {
        1 => format!("All of it goes to {}", first.name),
        _ => format!("{}: {} for {} of the money", first.name, percent(first.result), percent(first.money)),
    };
    let mut shapes = Vec::new();
    let mut spots = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let top = place as f64;
        let text = format!("{} · {} → {}", part.name, percent(part.money), percent(part.result));
        shapes.push(Shape::Label(Label { at: (0.0, top + 0.28), side: Side::Right, text, ink: Ink::Text }));
        shapes.push(Shape::Bar((0.0, part.money), (top + 0.70, top + 0.54), Ink::Muted));
        shapes.push(Shape::Bar((0.0, part.result), (top + 0.88, top + 0.72), Ink::Line));
        spots.push(Spot { x: (0.0, 1.0), y: (top + 1.0, top), mark: None, text: part.told.clone() });
    }
    Some(Picture {
        name,
        title,
        subtitle: format!("money above, {} below", amounts.unit()),
        spoken: parts.iter().map(|part| part.told.replace('\n', ", ")).collect::<Vec<_>>().join("; "),
        source: String::new(),
        height: parts.len() as f64 * ROW,
        x: Axis::round(0.0, 1.0, 2.0, percent, ""),
        y: Axis::rows(parts.len()),
        shapes,
        spots,
        table: std::iter::once(headings([name, "Money", "Projected", "Offers"]))
            .chain(ordered.iter().map(|slice| {
                vec![word(&slice.key), cell(slice.money.units()), cell(slice.projected), slice.offers.to_string()]
            }))
            .collect(),
    })
}

/// One part of `whole`: all the money in minor units, and all results.
fn part<Key>(slice: &Slice<Key>, name: String, whole: (f64, f64), amounts: Amounts) -> Part {
    let numbers = amounts.numbers;
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let money = share(slice.money.minor as f64, whole.0);
    let told = format!(
        "{name}: {}\n{} for {}\n{} projected",
        plural(numbers, slice.offers, "offer", "offers"),
        numbers.percent(money, 0),
        numbers.money(slice.money),
        amounts.amount(slice.projected)
    );
    Part { name, money, result: share(slice.projected, whole.1), told }
}
