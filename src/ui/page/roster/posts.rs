//! Past posts of the selected creator: drawn with what the forecast makes of them, and as a list.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::dots::{dots_ui, legend};
use super::seen::Seen;
use crate::app::model::Model;
use crate::domain::{Account, Goal, Metric, Post};
use crate::report::Card;
use crate::report::card::median;
use crate::ui::format::{UNKNOWN, span};
use crate::ui::theme::{palette, size};
use crate::ui::widget::Tint;
use crate::ui::widget::{badge_ui, chip_ui, divider_ui, group_label_ui, muted_ui};

/// Posts listed one by one.
const LISTED: usize = 60;

/// What posts can be shown by.
const METRICS: [Metric; 3] = [Metric::Engagements, Metric::Views, Metric::Reach];

/// Paints the tab.
pub fn posts_ui(ui: &mut Ui, model: &Model, card: &Card, seen: &mut Seen) {
    let Some(account) = account_ui(ui, card, seen) else {
        muted_ui(ui, "No account yet");
        return;
    };
    let posts: Vec<&Post> = card.entry.posts_of(account.id).collect();
    if posts.is_empty() {
        muted_ui(ui, "No posts yet. Import a list of posts to narrow the forecast");
        return;
    }
    let tells = |metric: Metric| posts.iter().any(|post| post.counts.of(metric).is_some());
    let wanted = seen.metric.or_else(|| model.brief().map(|brief| brief.goal.metric()));
    let wanted = wanted.unwrap_or(Goal::Engagements.metric());
    // Likes and views are never mixed: one measure for all posts.
    let metric = if tells(wanted) { wanted } else { card.strip_metric };
    ui.horizontal(|ui| {
        for choice in METRICS.into_iter().filter(|choice| tells(*choice)) {
            if chip_ui(ui, choice.label(), choice == metric).clicked() {
                seen.metric = Some(choice);
            }
        }
    });
    let known = seen.known(model, &card.entry, account, metric);
    let numbers = model.settings.numbers;
    let counts: Vec<u64> = known.posts.iter().map(|post| post.value).collect();
    let (low, high) = known.band;
    let level = format!("Level {}, 8 in 10 posts {}", numbers.count(known.level), span(numbers, low, high));
    let shown = group_label_ui(ui, &level);
    if let Some(middle) = median(&counts) {
        let count = numbers.count(counts.len() as f64);
        shown.on_hover_text(format!(
            "An ordinary, unpaid post of theirs. The median of all {count} posts is {}",
            numbers.count(middle as f64)
        ));
    }
    dots_ui(ui, known, numbers);
    muted_ui(ui, legend(known).join(" · "));
    for remark in &known.remarks {
        muted_ui(ui, remark.clone());
    }
    divider_ui(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for post in posts.iter().take(LISTED) {
            post_ui(ui, model, post, metric);
        }
    });
    if posts.len() > LISTED {
        muted_ui(ui, format!("and {} older posts", numbers.count((posts.len() - LISTED) as f64)));
    }
}

/// The account shown, with a choice where there are several.
pub fn account_ui<'a>(ui: &mut Ui, card: &'a Card, seen: &mut Seen) -> Option<&'a Account> {
    let accounts = &card.entry.accounts;
    let chosen = accounts.iter().find(|account| seen.account == Some(account.id)).or(card.entry.main_account())?;
    if accounts.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for account in accounts {
                let word = account.platform.label();
                if chip_ui(ui, word, account.id == chosen.id).on_hover_text(format!("@{}", account.handle)).clicked() {
                    seen.account = Some(account.id);
                }
            }
        });
    }
    Some(chosen)
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
