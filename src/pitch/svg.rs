//! A small writer of pictures in SVG; every text and attribute passes one escape function.

use std::fmt::Write;

use crate::pitch::text::readable;

/// Which end of a text its position names.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture that grows shape by shape. Colours come from the classes of the page's style sheet.
pub(super) struct Svg {
    width: f64,
    height: f64,
    class: &'static str,
    body: String,
}

impl Svg {
    /// An empty picture of so many units; `class` sets its size on the page.
    pub(super) fn new(width: f64, height: f64, class: &'static str) -> Svg {
        Svg { width, height, class, body: String::new() }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let (x1, y1, x2, y2) = (unit(from.0), unit(from.1), unit(to.0), unit(to.1));
        self.push(format_args!(r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#));
    }

    pub(super) fn polyline(&mut self, points: &[(f64, f64)], class: &str) {
        let points = join(points);
        self.push(format_args!(r#"<polyline class="{class}" points="{points}"/>"#));
    }

    /// The area between `points` and the horizontal line at `base`.
    pub(super) fn area(&mut self, points: &[(f64, f64)], base: f64, class: &str) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let outline = join(points);
        let (x0, x1, base) = (unit(first.0), unit(last.0), unit(base));
        self.push(format_args!(r#"<polygon class="{class}" points="{x0},{base} {outline} {x1},{base}"/>"#));
    }

    /// A closed shape.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], class: &str) {
        let points = join(points);
        self.push(format_args!(r#"<polygon class="{class}" points="{points}"/>"#));
    }

    /// A rectangle whose corners have this radius.
    pub(super) fn bar(&mut self, at: (f64, f64), size: (f64, f64), class: &str, radius: f64) {
        let (x, y, w, h) = (unit(at.0), unit(at.1), unit(size.0.max(0.0)), unit(size.1.max(0.0)));
        let r = unit(radius);
        self.push(format_args!(r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}"/>"#));
    }

    pub(super) fn dot(&mut self, at: (f64, f64), radius: f64, class: &str) {
        let (x, y, r) = (unit(at.0), unit(at.1), unit(radius));
        self.push(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}"/>"#));
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let (x, y, text) = (unit(at.0), unit(at.1), escape(text));
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.push(format_args!(r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>"#));
    }

    /// The whole picture. `title` says what it shows, `about` gives its numbers in words; `id` is unique on the page.
    pub(super) fn finish(self, id: &str, title: &str, about: &str) -> String {
        let (w, h) = (unit(self.width), unit(self.height));
        let (id, title, about) = (escape(id), escape(title), escape(about));
        format!(
            r#"<svg class="{}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{about}</desc>{}</svg>"#,
            self.class, self.body
        )
    }

    /// The whole picture as a file of its own, with its style sheet; see [`Svg::finish`].
    pub(super) fn file(mut self, title: &str, about: &str, style: &str) -> String {
        self.body.insert_str(0, &format!("<style>{style}</style>"));
        let body = self.finish("picture", title, about);
        let named = body.replacen("<svg ", r#"<svg xmlns="http://www.w3.org/2000/svg" "#, 1);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{named}\n")
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.body.write_fmt(shape);
    }
}

/// Text that is only text, between tags and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in readable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A tenth of a unit is finer than any screen; a number that isn't finite is drawn at 0.
fn unit(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn join(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", unit(*x), unit(*y))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        let mut svg = Svg::new(10.0, 10.0, "c");
        svg.text((1.0, f64::NAN), Anchor::Start, "t", "</text><script>alert(1)</script>");
        let svg = svg.finish("a", "\"><x>", "'&\u{0}");
        assert!(!svg.contains("<script") && !svg.contains("<x>"), "{svg}");
        assert!(svg.contains(r#"<text class="t" x="1" y="0" text-anchor="start">&lt;/text&gt;"#), "{svg}");
        assert!(svg.contains("&#39;&amp;</desc>"), "{svg}");
    }
}
