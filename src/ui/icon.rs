//! The few icons of the app, drawn from lines so that they follow colour and size.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// What an icon stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    /// People: the roster.
    People,
    /// A target: a campaign.
    Target,
    /// A screen on a stand: a pitch.
    Screen,
    /// A band with a tick inside: results.
    Tally,
    /// Sliders: settings.
    Sliders,
}

/// Draws `icon` into `rect`, on a grid of 24 by 24.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let stroke = Stroke::new(rect.width() / 24.0 * 1.8, colour);
    let at =
        |x: f32, y: f32| -> Pos2 { pos2(rect.left() + x / 24.0 * rect.width(), rect.top() + y / 24.0 * rect.height()) };
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke));
    };
    let circle = |x: f32, y: f32, radius: f32| {
        painter.circle_stroke(at(x, y), radius / 24.0 * rect.width(), stroke);
    };
    match icon {
        Icon::People => {
            circle(9.0, 8.0, 3.5);
            line(&[(2.5, 20.0), (3.0, 17.0), (5.0, 15.0), (9.0, 14.3), (13.0, 15.0), (15.0, 17.0), (15.5, 20.0)]);
            line(&[(15.5, 4.8), (18.0, 6.2), (18.6, 8.4), (17.6, 10.6), (15.5, 11.4)]);
            line(&[(18.0, 14.8), (20.5, 16.6), (21.5, 20.0)]);
        }
        Icon::Target => {
            circle(12.0, 12.0, 9.0);
            circle(12.0, 12.0, 4.5);
            painter.circle_filled(at(12.0, 12.0), 1.6 / 24.0 * rect.width(), colour);
        }
        Icon::Screen => {
            line(&[(3.0, 4.0), (21.0, 4.0), (21.0, 15.0), (3.0, 15.0), (3.0, 4.0)]);
            line(&[(12.0, 15.0), (12.0, 18.0)]);
            line(&[(7.5, 21.0), (12.0, 17.5), (16.5, 21.0)]);
        }
        Icon::Tally => {
            line(&[(4.0, 3.5), (4.0, 20.5), (21.0, 20.5)]);
            line(&[(8.0, 12.5), (12.0, 16.0), (20.0, 5.5)]);
        }
        Icon::Sliders => {
            line(&[(3.0, 8.0), (12.5, 8.0)]);
            line(&[(17.5, 8.0), (21.0, 8.0)]);
            circle(15.0, 8.0, 2.4);
            line(&[(3.0, 16.0), (6.5, 16.0)]);
            line(&[(11.5, 16.0), (21.0, 16.0)]);
            circle(9.0, 16.0, 2.4);
        }
    }
}
