//! The picture of the total: how likely each outcome is, with its band and the promised number.

use super::scale::{Scale, tick_text};
use crate::pitch::svg::{Anchor, Svg};
use crate::pitch::words::{amounts, headline, range, unit};
use crate::pitch::{BAND, Pitch};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 230.0;
const TOP: f64 = 44.0;
const BASE: f64 = 176.0;

/// The picture; `None` where there are too few points or nothing likely among them.
pub(super) fn density(pitch: &Pitch) -> Option<String> {
    let points: Vec<(f64, f64)> =
        pitch.density.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite() && *y >= 0.0).collect();
    let peak = points.iter().map(|(_, y)| *y).fold(0.0, f64::max);
    let (first, last) = (points.first()?.0, points.last()?.0);
    if points.len() < 3 || peak <= 0.0 || last <= first {
        return None;
    }
    let x = Scale::new((first, last), (16.0, WIDTH - 16.0));
    let y = Scale::new((0.0, peak), (BASE, TOP));
    let curve: Vec<(f64, f64)> = points.iter().map(|(vx, vy)| (x.at(*vx), y.at(*vy))).collect();
    let mut svg = Svg::new(WIDTH, HEIGHT, "chart");
    svg.area(&curve, BASE, "outer");
    svg.area(&between(&curve, x.at(pitch.totals.low), x.at(pitch.totals.high)), BASE, "inner");
    svg.polyline(&curve, "curve");
    svg.line((16.0, BASE), (WIDTH - 16.0, BASE), "axis");
    let ticks = x.ticks(6);
    for tick in ticks.iter().copied() {
        svg.line((x.at(tick), BASE), (x.at(tick), BASE + 4.0), "axis");
        svg.text((x.at(tick), BASE + 19.0), Anchor::Middle, "tick", &tick_text(pitch.numbers, &ticks, tick));
    }
    let unit = format!("{} of the whole shortlist", unit(pitch));
    svg.text((WIDTH - 16.0, BASE + 40.0), Anchor::End, "unit", &unit);
    markers(&mut svg, pitch, &x);
    Some(svg.finish("density", &headline(pitch), &about(pitch)))
}

/// The middle of the total as a dashed line, the promise as a solid one, each with its value; labels stay inside the picture.
fn markers(svg: &mut Svg, pitch: &Pitch, x: &Scale) {
    let middle = x.at(pitch.totals.middle);
    let text = format!("middle {}", amounts(pitch).count(pitch.totals.middle));
    svg.line((middle, 34.0), (middle, BASE), "projected");
    let (place, anchor) = beside(middle, &text, true);
    svg.text((place, 40.0), anchor, "label", &text);
    let promise = x.at(pitch.totals.promise);
    let sure = pitch.numbers.percent(pitch.promise_level, 0);
    let text = format!("promise {} ({sure} sure)", amounts(pitch).count(pitch.totals.promise));
    svg.line((promise, 12.0), (promise, BASE), "promise");
    let (place, anchor) = beside(promise, &text, false);
    svg.text((place, 20.0), anchor, "label strong", &text);
}

/// Where a label beside a vertical line goes: on the wanted side if it fits there.
fn beside(line: f64, text: &str, right: bool) -> (f64, Anchor) {
    let room = text.chars().count() as f64 * 7.2 + 10.0;
    let fits_right = line + room < WIDTH;
    let fits_left = line - room > 0.0;
    if (right && fits_right) || !fits_left { (line + 7.0, Anchor::Start) } else { (line - 7.0, Anchor::End) }
}

/// The part of a curve between two places, cut exactly at them.
fn between(curve: &[(f64, f64)], from: f64, to: f64) -> Vec<(f64, f64)> {
    let mut part = Vec::new();
    for pair in curve.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let cut = |x: f64| (x, a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0).max(f64::EPSILON));
        if b.0 < from || a.0 > to {
            continue;
        }
        if part.is_empty() {
            part.push(if a.0 < from { cut(from) } else { a });
        }
        part.push(if b.0 > to { cut(to) } else { b });
    }
    part
}

fn about(pitch: &Pitch) -> String {
    let totals = &pitch.totals;
    format!(
        "{} of all outcomes fall between {} {}. The middle is {}. {} reach {}.",
        pitch.numbers.percent(BAND, 0),
        range(pitch, totals.low, totals.high),
        pitch.brief.goal.noun(),
        amounts(pitch).count(totals.middle),
        pitch.numbers.percent(pitch.promise_level, 0),
        amounts(pitch).count(totals.promise),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_cut_where_it_ends() {
        let curve = [(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)];
        assert_eq!(between(&curve, 5.0, 15.0), [(5.0, 5.0), (10.0, 10.0), (15.0, 5.0)]);
        assert_eq!(between(&curve, -5.0, 99.0), curve);
        assert_eq!(between(&curve, 30.0, 40.0), []);
    }
}
