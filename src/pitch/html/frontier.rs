//! The picture of the frontier: the best result for every budget, with the point of this plan.

use super::scale::{Scale, tick_text};
use crate::domain::Money;
use crate::pitch::svg::{Anchor, Svg};
use crate::pitch::words::{amounts, unit};
use crate::pitch::{FrontierPoint, Pitch};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 616.0;
const TOP: f64 = 28.0;
const BASE: f64 = 208.0;

/// The picture and the title that states its answer; `None` where there are fewer than two points.
pub(super) fn frontier(pitch: &Pitch) -> Option<(String, String)> {
    let points: Vec<&FrontierPoint> = pitch.frontier.iter().filter(|point| point.value.is_finite()).collect();
    if points.len() < 2 {
        return None;
    }
    let title = title(pitch, &points);
    let current = pitch.current.filter(|point| point.value.is_finite());
    let all = || points.iter().copied().chain(&current);
    let most_money = all().map(|point| point.budget.units()).fold(0.0, f64::max);
    let most_value = all().map(|point| point.value).fold(0.0, f64::max);
    let x = Scale::new((0.0, most_money), (LEFT, RIGHT));
    let y = Scale::new((0.0, most_value * 1.08), (BASE, TOP));
    let mut svg = Svg::new(WIDTH, HEIGHT, "chart");
    axes(&mut svg, pitch, &x, &y);
    let line: Vec<(f64, f64)> = points.iter().map(|point| (x.at(point.budget.units()), y.at(point.value))).collect();
    svg.area(&line, BASE, "outer");
    svg.polyline(&line, "curve");
    if let Some(point) = current {
        let at = (x.at(point.budget.units()), y.at(point.value));
        svg.line((at.0, TOP), (at.0, BASE), "promise");
        svg.dot(at, 5.5, "now");
        let text = format!("this plan: {}, {}", pitch.numbers.money(point.budget), amounts(pitch).count(point.value));
        let right = at.0 + text.chars().count() as f64 * 7.2 < RIGHT;
        let (place, anchor) = if right { (at.0 + 9.0, Anchor::Start) } else { (at.0 - 9.0, Anchor::End) };
        // Below the curve on the right of the line, above it on the left: the curve only rises.
        svg.text((place, if right { at.1 + 22.0 } else { TOP - 8.0 }), anchor, "label strong", &text);
    }
    let about = points
        .iter()
        .step_by(points.len().div_ceil(12))
        .map(|point| format!("{}: {}", pitch.numbers.money(point.budget), amounts(pitch).count(point.value)))
        .collect::<Vec<_>>()
        .join("; ");
    let picture = svg.finish("frontier", &title, &about);
    Some((title, picture))
}

fn axes(svg: &mut Svg, pitch: &Pitch, x: &Scale, y: &Scale) {
    let ticks = y.ticks(4);
    for tick in ticks.iter().copied() {
        svg.line((LEFT, y.at(tick)), (RIGHT, y.at(tick)), if tick > 0.0 { "rule" } else { "axis" });
        svg.text((LEFT - 8.0, y.at(tick) + 4.0), Anchor::End, "tick", &tick_text(pitch.numbers, &ticks, tick));
    }
    let ticks = x.ticks(5);
    for tick in ticks.iter().copied() {
        svg.line((x.at(tick), BASE), (x.at(tick), BASE + 4.0), "axis");
        svg.text((x.at(tick), BASE + 19.0), Anchor::Middle, "tick", &tick_text(pitch.numbers, &ticks, tick));
    }
    svg.text((LEFT - 8.0, TOP - 10.0), Anchor::Start, "unit", &unit(pitch));
    let money = format!("budget in {}", pitch.currency.symbol());
    svg.text((RIGHT, BASE + 40.0), Anchor::End, "unit", &money);
}

/// What a tenth more money would bring, the answer a client asks for first.
fn title(pitch: &Pitch, points: &[&FrontierPoint]) -> String {
    let goal = pitch.brief.goal.noun();
    let plain = || format!("The best result for every budget, in {}", unit(pitch));
    let Some(current) = pitch.current.filter(|point| point.value.is_finite()) else { return plain() };
    let more = current.budget.minor.saturating_add(current.budget.minor / 10);
    // Between two points the lower one is certain, the line between them isn't.
    let reached = points.iter().rfind(|point| point.budget.minor <= more);
    let covered = points.last().is_some_and(|last| last.budget.minor >= more);
    let (Some(reached), true) = (reached, covered && current.budget.minor > 0) else { return plain() };
    let gain = reached.value - current.value;
    let more = pitch.numbers.money(Money::from_minor(more, pitch.currency));
    if gain >= 0.5 {
        format!(
            "{more} instead of {} would bring {} more {goal}",
            pitch.numbers.money(current.budget),
            amounts(pitch).count(gain)
        )
    } else {
        format!("{more} instead of {} would bring no more {goal}", pitch.numbers.money(current.budget))
    }
}
