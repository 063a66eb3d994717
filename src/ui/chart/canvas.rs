//! Where a picture is painted: from its own units to points of the screen.

use eframe::egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Shape as Painted, Stroke as Pen, TextWrapMode, Ui, WidgetText,
    pos2, vec2,
};

use crate::report::picture::{Axis, Ink, Label, Picture, Shape, Side, Spot, Stroke};
use crate::ui::theme::{Palette, palette, regular, size};

/// Room around what is drawn, for marks and units.
pub struct Around {
    pub top: f32,
    pub bottom: f32,
    left: f32,
}

impl Around {
    /// What is left of the whole.
    pub fn inside(&self, whole: Rect) -> Rect {
        Rect::from_min_max(whole.min + vec2(self.left, self.top), whole.max - vec2(4.0, self.bottom))
    }
}

/// The room a picture needs around what is drawn.
pub fn space(ui: &Ui, picture: &Picture) -> Around {
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font(), Color32::BLACK).size().x;
    let widest = picture.y.marks.iter().map(|(_, words)| width(words)).fold(0.0, f32::max);
    let unit = if picture.x.unit.is_empty() || picture.x.marks.is_empty() { 0.0 } else { 14.0 };
    Around {
        top: if picture.y.marks.is_empty() { 0.0 } else { 8.0 },
        bottom: if picture.x.marks.is_empty() { 4.0 } else { 20.0 + unit },
        left: if widest > 0.0 { widest + 8.0 } else { 0.0 },
    }
}

/// Between two marks below a picture.
const GAP: f32 = 6.0;

fn font() -> FontId {
    regular(size::SMALL)
}

/// A picture in its place.
pub struct Canvas<'a> {
    pub picture: &'a Picture,
    /// Where it is drawn, without marks.
    pub rect: Rect,
}

impl Canvas<'_> {
    /// Paints everything; what is pointed at is marked.
    pub fn paint(&self, ui: &Ui, pointer: Option<Pos2>) {
        let colours = palette(ui);
        let painter = ui.painter();
        let spot = pointer.and_then(|at| self.spot(at));
        if let Some(spot) = spot.filter(|spot| spot.mark.is_none()) {
            let place = Rect::from_two_pos(self.at((spot.x.0, spot.y.0)), self.at((spot.x.1, spot.y.1)));
            painter.rect_filled(place, 4.0, colours.chip);
        }
        self.marks(painter, colours);
        for shape in &self.picture.shapes {
            self.shape(ui, shape, colours);
        }
        if let Some(mark) = spot.and_then(|spot| spot.mark) {
            let at = self.at(mark);
            painter.vline(at.x, self.rect.y_range(), Pen::new(1.0, colours.muted));
            painter.circle(at, 3.5, colours.background, Pen::new(1.5, colours.line));
        }
    }

    /// What is told at a point.
    pub fn told(&self, at: Pos2) -> Option<&str> {
        self.spot(at).map(|spot| spot.text.as_str())
    }

    fn spot(&self, at: Pos2) -> Option<&Spot> {
        let x = self.picture.x.value(f64::from((at.x - self.rect.left()) / self.rect.width()));
        let y = self.picture.y.value(f64::from((self.rect.bottom() - at.y) / self.rect.height()));
        let inside = |value: f64, span: (f64, f64)| value >= span.0.min(span.1) && value <= span.0.max(span.1);
        let whole = |spot: &&Spot| inside(x, spot.x) && inside(y, spot.y);
        // Beside the rows, where their names may stand, the row is meant.
        let row = |spot: &&Spot| spot.mark.is_none() && inside(y, spot.y);
        self.picture.spots.iter().find(whole).or_else(|| self.picture.spots.iter().find(row))
    }

    fn at(&self, (x, y): (f64, f64)) -> Pos2 {
        pos2(self.across(x), self.up(y))
    }

    fn across(&self, value: f64) -> f32 {
        self.rect.left() + self.rect.width() * self.picture.x.share(value) as f32
    }

    fn up(&self, value: f64) -> f32 {
        self.rect.bottom() - self.rect.height() * self.picture.y.share(value) as f32
    }

    fn marks(&self, painter: &Painter, colours: &Palette) {
        let Axis { marks, unit, .. } = &self.picture.x;
        for (value, words) in &self.picture.y.marks {
            let y = self.up(*value);
            painter.hline(self.rect.x_range(), y, Pen::new(1.0, colours.hairline));
            painter.text(pos2(self.rect.left() - 8.0, y), Align2::RIGHT_CENTER, words, font(), colours.muted);
        }
        let laid: Vec<_> = marks
            .iter()
            .map(|(value, words)| {
                let galley = painter.layout_no_wrap(words.clone(), font(), colours.muted);
                let half = galley.size().x / 2.0;
                let x = self.across(*value).clamp(self.rect.left() + half - 4.0, self.rect.right() - half + 4.0);
                (x - half, x + half, galley)
            })
            .collect();
        // Where they would touch, every second or third is shown: evenly, so that nobody misreads the scale.
        let every = every(&laid.iter().map(|(left, right, _)| (*left, *right)).collect::<Vec<_>>());
        for (left, _, galley) in laid.into_iter().step_by(every) {
            painter.galley(pos2(left, self.rect.bottom() + 4.0), galley, colours.muted);
        }
        if !marks.is_empty() {
            let place = pos2(self.rect.right(), self.rect.bottom() + 19.0);
            painter.text(place, Align2::RIGHT_TOP, unit, font(), colours.muted);
        }
    }

    fn shape(&self, ui: &Ui, shape: &Shape, colours: &Palette) {
        let painter = ui.painter();
        match shape {
            Shape::Band(points, ink) => drop(painter.add(self.band(points, colour(*ink, colours)))),
            Shape::Line(points, ink) => {
                let points = points.iter().map(|point| self.at(*point)).collect();
                painter.add(Painted::line(points, Pen::new(2.0, colour(*ink, colours))));
            }
            Shape::Upright(x, stroke, ink) => {
                let x = self.across(*x);
                let ends = [pos2(x, self.rect.top()), pos2(x, self.rect.bottom())];
                straight(painter, ends, *stroke, colour(*ink, colours));
            }
            Shape::Dashes(from, to, ink) => {
                straight(painter, [self.at(*from), self.at(*to)], Stroke::Dashed, colour(*ink, colours));
            }
            Shape::Level(y, stroke, ink) => {
                let y = self.up(*y);
                let ends = [pos2(self.rect.left(), y), pos2(self.rect.right(), y)];
                straight(painter, ends, *stroke, colour(*ink, colours));
            }
            Shape::Bar(x, y, ink) => {
                let bar = Rect::from_two_pos(self.at((x.0, y.0)), self.at((x.1, y.1)));
                painter.rect_filled(bar, 2.0, colour(*ink, colours));
            }
            Shape::Dot(at, radius, ink) => {
                painter.circle_filled(self.at(*at), *radius as f32, colour(*ink, colours));
            }
            Shape::Label(label) => self.label(ui, label, colours),
        }
    }

    /// A strip of quadrangles: egui's own polygons are convex only.
    fn band(&self, points: &[(f64, f64, f64)], colour: Color32) -> Painted {
        let mut mesh = Mesh::default();
        for (place, (x, low, high)) in points.iter().enumerate() {
            mesh.colored_vertex(self.at((*x, *low)), colour);
            mesh.colored_vertex(self.at((*x, *high)), colour);
            let last = 2 * place as u32;
            if place > 0 {
                mesh.add_triangle(last - 2, last - 1, last);
                mesh.add_triangle(last - 1, last, last + 1);
            }
        }
        Painted::mesh(mesh)
    }

    fn label(&self, ui: &Ui, label: &Label, colours: &Palette) {
        let at = self.at(label.at);
        let room = match label.side {
            Side::Right => self.rect.right() - at.x,
            Side::Left => at.x - self.rect.left(),
        };
        let text = WidgetText::from(label.text.as_str());
        let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), room.max(16.0), font());
        let x = match label.side {
            // At the edge a text begins with the edge.
            Side::Right => at.x + if at.x > self.rect.left() + 1.0 { 4.0 } else { 0.0 },
            Side::Left => at.x - 4.0 - galley.size().x,
        };
        let colour = colour(label.ink, colours);
        let place = pos2(x, at.y - galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(place, galley, colour);
    }
}

/// The least step at which spans keep apart.
fn every(spans: &[(f32, f32)]) -> usize {
    let apart = |step: &usize| {
        let shown: Vec<&(f32, f32)> = spans.iter().step_by(*step).collect();
        shown.windows(2).all(|pair| pair[0].1 + GAP < pair[1].0)
    };
    (1..spans.len().max(1)).find(apart).unwrap_or(spans.len().max(1))
}

fn straight(painter: &Painter, ends: [Pos2; 2], stroke: Stroke, colour: Color32) {
    match stroke {
        Stroke::Strong => drop(painter.line_segment(ends, Pen::new(2.0, colour))),
        Stroke::Thin => drop(painter.line_segment(ends, Pen::new(1.0, colour))),
        Stroke::Dashed => painter.extend(Painted::dashed_line(&ends, Pen::new(1.0, colour), 3.0, 4.0)),
    }
}

fn colour(ink: Ink, colours: &Palette) -> Color32 {
    match ink {
        Ink::Line => colours.line,
        Ink::Inner => colours.inner_band,
        Ink::Outer => colours.outer_band,
        Ink::Chosen => colours.accent,
        Ink::Text => colours.text,
        Ink::Muted => colours.muted,
        Ink::Hairline => colours.hairline,
        Ink::Warn => colours.warn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_evenly() {
        let spans =
            |width: f32| (0..5).map(|place| (place as f32 * 50.0, place as f32 * 50.0 + width)).collect::<Vec<_>>();
        assert_eq!([40.0, 46.0, 96.0, 180.0].map(|width| every(&spans(width))), [1, 2, 3, 4]);
        assert_eq!(every(&[]), 1);
    }
}
