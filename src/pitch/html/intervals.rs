//! The picture of each creator's projection: one strip per row, all on one axis, so that a long list breaks over pages.

use super::scale::{Scale, tick_text};
use crate::pitch::svg::{Anchor, Svg};
use crate::pitch::words::{amounts, range, unit};
use crate::pitch::{BAND, Pitch, PitchRow};

const WIDTH: f64 = 300.0;

/// The axis that all strips of a pitch share, from 0, or the lowest margin below it, to the highest number of any row: an
/// average can lie outside its band.
pub(super) fn shared_scale(pitch: &Pitch) -> Scale {
    let all = pitch.rows.iter().flat_map(|row| [row.low, row.projected, row.high]).filter(|value| value.is_finite());
    let (least, most) = all.fold((0.0, 0.0), |(least, most), value| (value.min(least), value.max(most)));
    Scale::new((least, most), (6.0, WIDTH - 22.0))
}

/// The axis with its unit, for the head of the column.
pub(super) fn axis(pitch: &Pitch, scale: &Scale) -> String {
    let mut svg = Svg::new(WIDTH, 22.0, "strip");
    svg.line((6.0, 21.0), (WIDTH - 6.0, 21.0), "axis");
    let ticks = scale.ticks(4);
    for tick in ticks.iter().copied() {
        svg.line((scale.at(tick), 17.0), (scale.at(tick), 21.0), "axis");
        svg.text((scale.at(tick), 12.0), Anchor::Middle, "tick", &tick_text(pitch.numbers, &ticks, tick));
    }
    let title = format!("Axis: {} per creator", unit(pitch));
    let about = format!("Starts at {}; the same for every creator", amounts(pitch).count(scale.from));
    svg.finish("strips", &title, &about)
}

/// One creator's band with the projected result as a dot; `None` where the projection isn't known.
pub(super) fn strip(pitch: &Pitch, row: &PitchRow, index: usize, scale: &Scale) -> Option<String> {
    let known = [row.low, row.projected, row.high].iter().all(|value| value.is_finite());
    if !known {
        return None;
    }
    let mut svg = Svg::new(WIDTH, 20.0, "strip");
    svg.line((6.0, 10.0), (WIDTH - 6.0, 10.0), "rule");
    let (low, high) = (scale.at(row.low), scale.at(row.high));
    // A band narrower than its own round ends would vanish.
    svg.bar((low, 6.0), ((high - low).max(8.0), 8.0), "band", 4.0);
    svg.dot((scale.at(row.projected), 10.0), 4.0, "now");
    let title = format!("{}: projected {}", row.creator, amounts(pitch).amount(row.projected));
    let about = format!("{} of outcomes: {}", pitch.numbers.percent(BAND, 0), range(pitch, row.low, row.high));
    Some(svg.finish(&format!("strip{index}"), &title, &about))
}
