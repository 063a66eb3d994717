//! Past posts of the selected creator: drawn with what the forecast makes of them, and as a list.

use eframe::egui::{
    Align, CursorIcon, Id, Label, Layout, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::dots::{dots_ui, legend};
use super::form;
use super::post_form::PostEditor;
use super::seen::Seen;
use crate::app::model::Model;
use crate::domain::{Account, Goal, Metric, Post};
use crate::report::Card;
use crate::report::card::median;
use crate::ui::format::{UNKNOWN, span};
use crate::ui::theme::{palette, size};
use crate::ui::widget::Tint;
use crate::ui::widget::{badge_ui, chip_ui, divider_ui, group_label_ui, muted_ui, plain_button_ui};

/// Posts listed one by one.
const LISTED: usize = 60;

/// What posts can be shown by.
const METRICS: [Metric; 3] = [Metric::Engagements, Metric::Views, Metric::Reach];

/// Paints the tab.
pub fn posts_ui(ui: &mut Ui, model: &Model, card: &Card, seen: &mut Seen, editor: &mut Option<PostEditor>) {
    let Some(account) = account_ui(ui, card, seen) else {
        muted_ui(ui, "No account yet");
        return;
    };
    let posts: Vec<&Post> = card.entry.posts_of(account.id).collect();
    if posts.is_empty() {
        muted_ui(ui, "No posts yet. Copy their latest by hand, or import a list, to narrow the forecast");
        add_ui(ui, model, account, None, editor);
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
    add_ui(ui, model, account, posts.first().copied(), editor);
    divider_ui(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for post in posts.iter().take(LISTED) {
            if post_ui(ui, model, post, metric) && form::obstacle(model).is_none() {
                *editor = Some(PostEditor::of(post, model.settings.numbers));
            }
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

/// The button that opens the form for new posts; `last` is the newest that is known.
fn add_ui(ui: &mut Ui, model: &Model, account: &Account, last: Option<&Post>, editor: &mut Option<PostEditor>) {
    let obstacle = form::obstacle(model);
    let add = ui.add_enabled_ui(obstacle.is_none(), |ui| plain_button_ui(ui, "Add posts…")).inner;
    if add.on_disabled_hover_text(obstacle.unwrap_or_default()).clicked() {
        *editor = Some(PostEditor::new(account.id, account.platform, last));
    }
}

/// One line of the list. True if it was chosen.
fn post_ui(ui: &mut Ui, model: &Model, post: &Post, metric: Metric) -> bool {
    let numbers = model.settings.numbers;
    let count = |count: Option<u64>| count.map_or(UNKNOWN.to_owned(), |n| numbers.count(n as f64));
    let day = post.posted_at.map_or("no date".to_owned(), |at| at.date().to_string());
    let line = ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(&day).size(size::SMALL).color(palette(ui).muted)).selectable(false));
        let kind = post.kind.map_or("post", |kind| kind.word(1));
        ui.add(Label::new(RichText::new(kind).size(13.0)).selectable(false));
        if post.sponsored == Some(true) {
            badge_ui(ui, "paid", Tint::Warn);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(count(post.counts.of(metric))).size(13.0)).selectable(false));
        });
    });
    let chosen = ui.interact(line.response.rect, Id::unique(("post", post.id.0)), Sense::click());
    chosen.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Change post of {day}")));
    if chosen.hovered() || chosen.has_focus() {
        let behind = line.response.rect.expand2(vec2(4.0, 0.0));
        ui.painter().rect_stroke(behind, 4.0, Stroke::new(1.0, palette(ui).hairline), StrokeKind::Inside);
    }
    let counts = &post.counts;
    let told = format!(
        "{} likes, {} comments, {} shares, {} saves, {} views\nClick to change",
        count(counts.likes),
        count(counts.comments),
        count(counts.shares),
        count(counts.saves),
        count(counts.views)
    );
    chosen.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(told).clicked()
}
