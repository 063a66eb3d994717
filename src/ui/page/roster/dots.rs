//! The posts behind a projection, drawn: over time, on a scale of factors, with the level and its band.

use eframe::egui::{
    Align2, Color32, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::NumberStyle;
use crate::report::known::{Known, KnownPost, Standing};
use crate::ui::format::span;
use crate::ui::theme::{Palette, palette, regular, size};

/// Room for the labels at the left and below.
const LEFT: f32 = 40.0;
const BELOW: f32 = 18.0;

/// Where counts and days lie on the picture.
struct Scale {
    area: Rect,
    /// Ends of ln(1+count).
    low: f64,
    high: f64,
    /// Posts shown; the newest at the right.
    count: usize,
    /// First and last day, where posts are shown by their days.
    days: Option<(f64, f64)>,
}

/// Paints the posts. Pointing at one tells it.
pub fn dots_ui(ui: &mut Ui, known: &Known, numbers: NumberStyle) -> Response {
    let height = 150.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let colours = *palette(ui);
    let scale = Scale::of(rect, known);
    let painter = ui.painter_at(rect);
    frame(&painter, &scale, known, numbers, &colours);
    let places: Vec<Pos2> = (0..known.posts.len()).map(|place| scale.place(known, place)).collect();
    for (post, at) in known.posts.iter().zip(&places).rev() {
        mark(&painter, *at, post, &colours);
    }
    let spoken = spoken(known, numbers);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let nearest = response.hover_pos().and_then(|pointer| {
        let near = places.iter().enumerate().map(|(place, at)| (place, at.distance(pointer)));
        near.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, far)| *far < 16.0)
    });
    match nearest {
        Some((place, _)) => {
            painter.circle_stroke(places[place], 6.5, Stroke::new(1.5, colours.text));
            response.on_hover_text_at_pointer(words(&known.posts[place], known, numbers))
        }
        None => response,
    }
}

/// What a post is, in words.
fn words(post: &KnownPost, known: &Known, numbers: NumberStyle) -> String {
    let day = post.day.map_or("no date".to_owned(), |day| day.to_string());
    let kind = post.kind.map_or("post", |kind| kind.word(1));
    let paid = match post.sponsored {
        Some(true) => ", paid",
        Some(false) => "",
        None => ", not known whether paid",
    };
    let count = format!("{} {}", numbers.count(post.value as f64), known.metric.label().to_lowercase());
    let standing = match post.standing {
        Standing::Full => format!("makes up {} of the level", numbers.percent(post.weight, 1)),
        Standing::Young => format!(
            "young: {} more are still expected; makes up {} of the level",
            numbers.percent(post.to_come, 0),
            numbers.percent(post.weight, 1)
        ),
        Standing::Bent => {
            format!(
                "far off, so it counts as if it lay nearer; makes up {} of the level",
                numbers.percent(post.weight, 1)
            )
        }
        Standing::Old => "too old to count beside newer ones".to_owned(),
    };
    format!("{day} · {kind}{paid}\n{count}\n{standing}")
}

fn spoken(known: &Known, numbers: NumberStyle) -> String {
    let posts = match known.posts.len() {
        1 => "1 post".to_owned(),
        n => format!("{} posts", numbers.count(n as f64)),
    };
    let paid = known.posts.iter().filter(|post| post.sponsored == Some(true)).count();
    let (low, high) = known.band;
    format!(
        "{posts} over time, {paid} of them paid; level {}, 8 in 10 between {}",
        numbers.count(known.level),
        span(numbers, low, high)
    )
}

impl Scale {
    fn of(rect: Rect, known: &Known) -> Scale {
        let area = Rect::from_min_max(rect.min + vec2(LEFT, 6.0), rect.max - vec2(6.0, BELOW));
        let values = known.posts.iter().map(|post| (post.value as f64).ln_1p());
        let ends = [known.level, known.band.0, known.band.1].map(f64::ln_1p);
        let all = || values.clone().chain(ends);
        let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(0.0, f64::max));
        // Never so near that a difference of a few looks like one of many times.
        let room = ((1.5 - (high - low)) / 2.0).max(0.15);
        let days: Vec<f64> = known.posts.iter().filter_map(day_number).collect();
        let ends = (days.iter().copied().fold(f64::MAX, f64::min), days.iter().copied().fold(f64::MIN, f64::max));
        let by_day = days.len() == known.posts.len() && days.len() > 1 && ends.1 - ends.0 >= 7.0;
        Scale {
            area,
            low: (low - room).max(0.0),
            high: high + room,
            count: known.posts.len(),
            days: by_day.then_some(ends),
        }
    }

    fn y(&self, count: f64) -> f32 {
        let part = (count.ln_1p() - self.low) / (self.high - self.low).max(f64::MIN_POSITIVE);
        self.area.bottom() - part as f32 * self.area.height()
    }

    fn place(&self, known: &Known, place: usize) -> Pos2 {
        let post = &known.posts[place];
        let part = match (self.days, day_number(post)) {
            (Some((first, last)), Some(day)) => (day - first) / (last - first),
            _ => 1.0 - (place as f64 + 0.5) / self.count.max(1) as f64,
        };
        pos2(self.area.left() + part as f32 * self.area.width(), self.y(post.value as f64))
    }

    /// Round counts to label: powers of ten, or their halves and fifths where there are few.
    fn marks(&self) -> Vec<f64> {
        let inside = |count: &f64| (self.low..=self.high).contains(&count.ln_1p());
        let powers = |steps: &[f64]| -> Vec<f64> {
            let all = (0..13).flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
            std::iter::once(0.0).chain(all).filter(inside).collect()
        };
        let tens = powers(&[1.0]);
        let marks = if tens.len() >= 3 { tens } else { powers(&[1.0, 2.0, 5.0]) };
        let every = marks.len().div_ceil(5).max(1);
        marks.into_iter().step_by(every).collect()
    }
}

fn day_number(post: &KnownPost) -> Option<f64> {
    let first = jiff::civil::date(1970, 1, 1);
    Some(post.day?.duration_since(first).as_secs_f64() / 86_400.0)
}

/// The band, the level, the labels.
fn frame(painter: &Painter, scale: &Scale, known: &Known, numbers: NumberStyle, colours: &Palette) {
    let area = scale.area;
    let (low, high) = known.band;
    let band = Rect::from_x_y_ranges(area.x_range(), scale.y(high)..=scale.y(low));
    painter.rect_filled(band, 2.0, colours.outer_band);
    for count in scale.marks() {
        let y = scale.y(count);
        painter.hline(area.x_range(), y, Stroke::new(1.0, colours.hairline));
        let text = numbers.compact(count);
        painter.text(pos2(area.left() - 6.0, y), Align2::RIGHT_CENTER, text, regular(size::SMALL), colours.muted);
    }
    painter.hline(area.x_range(), scale.y(known.level), Stroke::new(1.5, colours.line));
    let ends = match scale.days {
        Some(_) => [known.posts.last(), known.posts.first()]
            .map(|post| post.and_then(|post| post.day).map(|day| day.to_string()).unwrap_or_default()),
        None if known.posts.len() > 1 => ["older".to_owned(), "newer".to_owned()],
        None => [String::new(), String::new()],
    };
    let y = area.bottom() + 4.0;
    let text = |x: f32, align: Align2, words: &str| {
        painter.text(pos2(x, y), align, words, regular(size::SMALL), colours.muted);
    };
    text(area.left(), Align2::LEFT_TOP, &ends[0]);
    text(area.right(), Align2::RIGHT_TOP, &ends[1]);
}

/// A dot; paid posts are squares, young ones are hollow, old ones faint, far ones have a line through them.
fn mark(painter: &Painter, at: Pos2, post: &KnownPost, colours: &Palette) {
    let colour: Color32 = match (post.standing, post.sponsored) {
        (Standing::Old, _) => colours.muted.gamma_multiply(0.5),
        (_, Some(true)) => colours.warn,
        _ => colours.line,
    };
    let hollow = post.standing == Standing::Young;
    if post.sponsored == Some(true) {
        let square = Rect::from_center_size(at, vec2(7.0, 7.0));
        let fill = if hollow { Color32::TRANSPARENT } else { colour };
        painter.rect(square, 1.0, fill, Stroke::new(1.5, colour), StrokeKind::Inside);
    } else if hollow {
        painter.circle_stroke(at, 3.0, Stroke::new(1.5, colour));
    } else {
        painter.circle_filled(at, 3.5, colour);
    }
    if post.standing == Standing::Bent {
        painter.hline(at.x - 7.0..=at.x + 7.0, at.y, Stroke::new(1.0, colours.bad));
    }
}

/// What the marks mean: name, and whether the picture has any of it.
pub fn legend(known: &Known) -> Vec<&'static str> {
    let has = |test: &dyn Fn(&KnownPost) -> bool| known.posts.iter().any(test);
    let all = [
        (true, "line: level"),
        (true, "band: 8 in 10 posts"),
        (has(&|post| post.sponsored == Some(true)), "square: paid"),
        (has(&|post| post.standing == Standing::Young), "hollow: still young"),
        (has(&|post| post.standing == Standing::Bent), "crossed: far off"),
        (has(&|post| post.standing == Standing::Old), "faint: too old"),
    ];
    all.into_iter().filter(|(shown, _)| *shown).map(|(_, words)| words).collect()
}
