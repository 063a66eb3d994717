//! Past posts of the selected creator, as dots around their median and as a list.

use eframe::egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::app::model::Model;
use crate::domain::{Metric, Post};
use crate::report::Card;
use crate::report::card::median;
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{palette, size};
use crate::ui::widget::Tint;
use crate::ui::widget::{badge_ui, divider_ui, group_label_ui, muted_ui, strip_ui};

/// Posts listed one by one.
const LISTED: usize = 60;

/// Paints the tab.
pub fn posts_ui(ui: &mut Ui, model: &Model, card: &Card) {
    let numbers = model.settings.numbers;
    let Some(account) = card.entry.main_account() else {
        muted_ui(ui, "No account yet");
        return;
    };
    let posts: Vec<&Post> = card.entry.posts_of(account.id).collect();
    if posts.is_empty() {
        muted_ui(ui, "No posts yet. Import a list of posts to narrow the forecast");
        return;
    }
    // The same measure as in the table, for all posts: likes and views are never mixed.
    let metric = card.strip_metric;
    let counts: Vec<u64> = posts.iter().filter_map(|post| post.counts.of(metric)).take(40).collect();
    let word = metric.label().to_lowercase();
    if let Some(middle) = median(&counts) {
        group_label_ui(ui, &format!("Median {} {word} of {} posts", numbers.count(middle as f64), counts.len()));
    }
    let width = ui.available_width();
    strip_ui(ui, vec2(width, 72.0), &counts, &format!("{} posts around their median", counts.len()));
    ui.horizontal(|ui| {
        muted_ui(ui, "older");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| muted_ui(ui, "newer"));
    });
    divider_ui(ui);
    for post in posts.iter().take(LISTED) {
        post_ui(ui, model, post, metric);
    }
    if posts.len() > LISTED {
        muted_ui(ui, format!("and {} older posts", numbers.count((posts.len() - LISTED) as f64)));
    }
}

fn post_ui(ui: &mut Ui, model: &Model, post: &Post, metric: Metric) {
    let numbers = model.settings.numbers;
    let count = |count: Option<u64>| count.map_or(UNKNOWN.to_owned(), |n| numbers.count(n as f64));
    ui.horizontal(|ui| {
        let day = post.posted_at.map_or("no date".to_owned(), |at| at.date().to_string());
        ui.add(Label::new(RichText::new(day).size(size::SMALL).color(palette(ui).muted)).selectable(false));
        let kind = post.kind.map_or("post", |kind| kind.word(1));
        ui.add(Label::new(RichText::new(kind).size(13.0)).selectable(false));
        if post.sponsored == Some(true) {
            badge_ui(ui, "paid", Tint::Warn);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let shown = ui.label(RichText::new(count(post.counts.of(metric))).size(13.0));
            shown.on_hover_text(format!(
                "{} likes, {} comments, {} shares, {} saves, {} views",
                count(post.counts.likes),
                count(post.counts.comments),
                count(post.counts.shares),
                count(post.counts.saves),
                count(post.counts.views)
            ));
        });
    });
}
