//! One chart as a file of its own: SVG, sharp in any size, light so that it fits on paper and slides.

use super::svg::{Anchor, Svg};
use crate::report::picture::{Axis, Ink, Label, Picture, Shape, Side, Stroke};

const WIDTH: f64 = 640.0;
/// Left and right of what is drawn.
const MARGIN: f64 = 24.0;
/// Above what is drawn: title and subtitle.
const HEAD: f64 = 76.0;
/// Below it: marks and unit.
const FOOT: f64 = 48.0;

/// The style sheet, with the colours of the light theme.
const STYLE: &str = "\
svg{background:#fff}\
text{font:13px Inter,'Segoe UI',system-ui,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums}\
.title{font-size:19px;font-weight:650;fill:#1F2328}.mark,.subtitle{fill:#63686D}\
.ground{fill:#fff}\
.line{fill:none;stroke:#2F8F6E;stroke-width:2;stroke-linejoin:round}\
.f-line{fill:#2F8F6E}.f-inner{fill:#BFE0D2}.f-outer{fill:#DFF0E8}.f-chosen{fill:#0B6E4F}.f-text{fill:#1F2328}\
.f-muted{fill:#63686D}.f-hairline{fill:#E4E3DF}.f-warn{fill:#9A5B00}\
.s-line{stroke:#2F8F6E}.s-inner{stroke:#BFE0D2}.s-outer{stroke:#DFF0E8}.s-chosen{stroke:#0B6E4F}\
.s-text{stroke:#1F2328}.s-muted{stroke:#63686D}.s-hairline{stroke:#E4E3DF}.s-warn{stroke:#9A5B00}\
.strong{stroke-width:2}.dashed{stroke-dasharray:3 4}";

/// The chart as the text of an SVG file. All words are escaped; it holds no script and loads nothing.
pub fn picture(picture: &Picture) -> String {
    let curves = !picture.y.marks.is_empty() || picture.height < 130.0;
    let height = picture.height * if curves { 1.7 } else { 1.0 };
    let left = if picture.y.marks.is_empty() { MARGIN } else { MARGIN + 48.0 };
    let canvas = Canvas { picture, x: (left, WIDTH - MARGIN), y: (HEAD + height, HEAD) };
    let mut svg = Svg::new(WIDTH, HEAD + height + FOOT, "picture");
    svg.bar((0.0, 0.0), (WIDTH, HEAD + height + FOOT), "ground", 0.0);
    svg.text((MARGIN, 34.0), Anchor::Start, "title", &picture.title);
    svg.text((MARGIN, 56.0), Anchor::Start, "subtitle", &picture.subtitle);
    canvas.marks(&mut svg);
    for shape in &picture.shapes {
        canvas.shape(&mut svg, shape);
    }
    let about = match picture.source.is_empty() {
        true => picture.spoken.clone(),
        false => format!("{}. {}", picture.spoken, picture.source.replace('\n', "; ")),
    };
    svg.file(&picture.title, &about, STYLE)
}

struct Canvas<'a> {
    picture: &'a Picture,
    x: (f64, f64),
    y: (f64, f64),
}

impl Canvas<'_> {
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (along(&self.picture.x, self.x, x), along(&self.picture.y, self.y, y))
    }

    fn marks(&self, svg: &mut Svg) {
        let (x, y) = (&self.picture.x, &self.picture.y);
        for (value, words) in &y.marks {
            let at = along(y, self.y, *value);
            svg.line((self.x.0, at), (self.x.1, at), "s-hairline");
            svg.text((self.x.0 - 8.0, at + 4.0), Anchor::End, "mark", words);
        }
        for (value, words) in &x.marks {
            let at = along(x, self.x, *value);
            svg.line((at, self.y.0), (at, self.y.0 + 4.0), "s-muted");
            svg.text((at, self.y.0 + 19.0), Anchor::Middle, "mark", words);
        }
        svg.text((self.x.1, self.y.0 + 38.0), Anchor::End, "mark", &x.unit);
        svg.text((MARGIN, self.y.0 + 38.0), Anchor::Start, "mark", &y.unit);
    }

    fn shape(&self, svg: &mut Svg, shape: &Shape) {
        match shape {
            Shape::Band(points, ink) => {
                let upper = points.iter().map(|(x, _, high)| self.at((*x, *high)));
                let lower = points.iter().rev().map(|(x, low, _)| self.at((*x, *low)));
                svg.polygon(&upper.chain(lower).collect::<Vec<_>>(), &fill(*ink));
            }
            Shape::Line(points, _) => {
                svg.polyline(&points.iter().map(|point| self.at(*point)).collect::<Vec<_>>(), "line");
            }
            Shape::Upright(x, stroke, ink) => {
                let at = along(&self.picture.x, self.x, *x);
                svg.line((at, self.y.0), (at, self.y.1), &line(*stroke, *ink));
            }
            Shape::Dashes(from, to, ink) => svg.line(self.at(*from), self.at(*to), &line(Stroke::Dashed, *ink)),
            Shape::Level(y, stroke, ink) => {
                let at = along(&self.picture.y, self.y, *y);
                svg.line((self.x.0, at), (self.x.1, at), &line(*stroke, *ink));
            }
            Shape::Bar(x, y, ink) => {
                let (from, to) = (self.at((x.0, y.0)), self.at((x.1, y.1)));
                svg.bar(
                    (from.0.min(to.0), from.1.min(to.1)),
                    ((to.0 - from.0).abs(), (to.1 - from.1).abs()),
                    &fill(*ink),
                    2.0,
                );
            }
            Shape::Dot(at, radius, ink) => svg.dot(self.at(*at), *radius, &fill(*ink)),
            Shape::Label(label) => self.label(svg, label),
        }
    }

    fn label(&self, svg: &mut Svg, label: &Label) {
        let (x, y) = self.at(label.at);
        let (x, anchor) = match label.side {
            Side::Right => (x + 5.0, Anchor::Start),
            Side::Left => (x - 5.0, Anchor::End),
        };
        svg.text((x, y + 4.0), anchor, &fill(label.ink), &label.text);
    }
}

fn along(axis: &Axis, (start, end): (f64, f64), value: f64) -> f64 {
    start + (end - start) * axis.share(value)
}

fn word(ink: Ink) -> &'static str {
    match ink {
        Ink::Line => "line",
        Ink::Inner => "inner",
        Ink::Outer => "outer",
        Ink::Chosen => "chosen",
        Ink::Text => "text",
        Ink::Muted => "muted",
        Ink::Hairline => "hairline",
        Ink::Warn => "warn",
    }
}

fn fill(ink: Ink) -> String {
    format!("f-{}", word(ink))
}

fn line(stroke: Stroke, ink: Ink) -> String {
    let stroke = match stroke {
        Stroke::Strong => " strong",
        Stroke::Thin => "",
        Stroke::Dashed => " dashed",
    };
    format!("s-{}{stroke}", word(ink))
}
