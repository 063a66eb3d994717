//! What one offer of the selected creator will bring, and what that rests on.

use eframe::egui::{ComboBox, CornerRadius, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::inspector::Tab;
use super::seen::{Projected, Seen};
use crate::app::model::Model;
use crate::domain::{Goal, NumberStyle, Offer};
use crate::report::Card;
use crate::report::checks::{CheckOutcome, ClutterWindow};
use crate::report::known::{Known, PaidShare, Shares};
use crate::ui::format::Amounts;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{fact_ui, flush_link_ui, group_label_ui, interval_ui, muted_ui};

/// Paints the projection of the offer chosen. A tab, if it was asked for.
pub fn projection_ui(ui: &mut Ui, model: &Model, card: &Card, seen: &mut Seen) -> Option<Tab> {
    let offers = &card.entry.offers;
    let Some(offer) = offers.iter().find(|offer| seen.offer == Some(offer.id)).or(offers.first()) else {
        muted_ui(ui, "No offer yet. Add one under Offers to see what it would bring");
        return None;
    };
    let numbers = model.settings.numbers;
    let goal = model.brief().map_or(Goal::Engagements, |brief| brief.goal);
    let currency = model.brief().map_or(model.settings.currency, |brief| brief.budget.currency);
    offer_ui(ui, card, offer, seen);
    number_ui(ui, seen.projected(model, card, offer), Amounts { numbers, goal, currency });
    let account = card.entry.account_of(offer)?;
    let known = seen.known(model, &card.entry, account, goal.metric());
    let tab = basis_ui(ui, known, numbers);
    ui.add_space(4.0);
    paid_ui(ui, known, numbers);
    if let Some(share) = &known.clutter {
        clutter_ui(ui, share, numbers);
    }
    tab
}

fn offer_ui(ui: &mut Ui, card: &Card, offer: &Offer, seen: &mut Seen) {
    if card.entry.offers.len() < 2 {
        group_label_ui(ui, &format!("{} will bring", sentence_start(&offer.summary())));
        return;
    }
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 72.0).max(80.0);
        let combo = ComboBox::from_id_salt("projected offer").selected_text(sentence_start(&offer.summary()));
        let shown = combo.width(width).truncate().show_ui(ui, |ui| {
            for other in &card.entry.offers {
                if ui.selectable_label(other.id == offer.id, sentence_start(&other.summary())).clicked() {
                    seen.offer = Some(other.id);
                }
            }
        });
        shown.response.accessible_name("Offer that is projected");
        group_label_ui(ui, "will bring");
    });
}

fn number_ui(ui: &mut Ui, projected: &Projected, amounts: Amounts) {
    let numbers = amounts.numbers;
    let found = &projected.goal;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(RichText::new(amounts.count(found.projected)).font(strong(size::BODY)));
        ui.label(format!("{}, 8 in 10: {}", amounts.goal.many(), amounts.span(found.low, found.high)));
    });
    let width = ui.available_width();
    let name = format!("80 % band {}", amounts.span(found.low, found.high));
    interval_ui(ui, width, (found.low, found.projected, found.high), found.high * 1.15, &name)
        .on_hover_text(&found.basis);
    if let Some((all, relevant)) = projected.relevant {
        let share = if all > 0.0 { relevant / all } else { 0.0 };
        let value = format!("{} of {}, {}", numbers.count(relevant), numbers.count(all), numbers.percent(share, 0));
        fact_ui(ui, "Relevant engagements", &value);
    }
}

/// How much is the creator's own, as a bar and in words, and what would narrow it.
fn basis_ui(ui: &mut Ui, known: &Known, numbers: NumberStyle) -> Option<Tab> {
    let source = &known.source;
    let from =
        format!("Accounts of the same size: {}, {}. {}. {}", source.name, source.year, source.population, source.basis);
    shares_ui(ui, known.shares, numbers).on_hover_text(&from);
    muted_ui(ui, known.sentence.clone()).on_hover_text(from);
    muted_ui(ui, known.narrower.clone()).on_hover_text(
        "How wide a band is, is told by how many times its low end the high end is. What single posts differ by stays, \
         however many are known",
    );
    let posts = known.posts.len();
    if posts == 0 {
        return None;
    }
    let label =
        if posts == 1 { "See the post behind it".to_owned() } else { format!("See the {posts} posts behind it") };
    flush_link_ui(ui, &label).clicked().then_some(Tab::Posts)
}

/// Own posts, a stated average and what is usual, side by side.
fn shares_ui(ui: &mut Ui, shares: Shares, numbers: NumberStyle) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let colours = palette(ui);
    let parts = [
        (shares.posts, colours.accent, "own posts"),
        (shares.stated, colours.line.gamma_multiply(0.6), "a stated average"),
        (shares.benchmark, colours.hairline, "accounts of the same size"),
    ];
    let mut left = rect.left();
    for (share, colour, _) in parts {
        let right = left + rect.width() * share as f32;
        if share > 0.005 {
            let part = Rect::from_x_y_ranges(left..=(right - 1.0).max(left + 1.0), rect.y_range());
            ui.painter().rect_filled(part, CornerRadius::same(2), colour);
        }
        left = right;
    }
    let told: Vec<String> = parts
        .iter()
        .filter(|(share, ..)| *share > 0.005)
        .map(|(share, _, name)| format!("{} {name}", numbers.percent(*share, 0)))
        .collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told.join(", ")));
    response
}

/// "Organic 4.1 %, paid 3.7 %": what one post brings, unpaid and paid.
fn paid_ui(ui: &mut Ui, known: &Known, numbers: NumberStyle) {
    let paid = known.paid;
    let what = known.metric.label().to_lowercase();
    let words = match paid.rates {
        Some((organic, paid)) => {
            format!("Organic {}, paid {} {what} per follower", rate(numbers, organic), rate(numbers, paid))
        }
        None => format!("Organic {}, paid {} {what}", numbers.count(paid.organic), numbers.count(paid.paid)),
    };
    let told = match paid.paid_posts {
        0 => "None of the posts used is known to be paid, so what payment usually does is taken".to_owned(),
        n => format!(
            "From {} paid and {} other posts of theirs, drawn towards what payment usually does",
            numbers.count(n as f64),
            numbers.count(paid.organic_posts as f64)
        ),
    };
    muted_ui(ui, words).on_hover_text(told);
}

fn rate(numbers: NumberStyle, share: f64) -> String {
    let digits = match share {
        share if share < 0.002 => 3,
        share if share < 0.1 => 1,
        _ => 0,
    };
    // A share that would be shown as nothing is still something.
    let tiny = share > 0.0 && share < 0.00001;
    if tiny { format!("under {}", numbers.percent(0.00001, digits)) } else { numbers.percent(share, digits) }
}

/// The share of paid posts with its band, over what is usual at this size.
fn clutter_ui(ui: &mut Ui, paid: &PaidShare, numbers: NumberStyle) {
    let flag = paid.check.outcome == CheckOutcome::LookCloser;
    let window = ClutterWindow::default();
    let name = format!("Paid in {} days", window.days);
    let Some((share, low, high)) = paid.share else {
        let shown = ui.scope(|ui| fact_ui(ui, &name, "not known")).response;
        shown.on_hover_text(&paid.check.sentence);
        return;
    };
    let percent = |share| numbers.percent(share, 0);
    let bare = |share: f64| numbers.decimal(share * 100.0, 0);
    let value = format!("{} ({}–{})", percent(share), bare(low), percent(high));
    let shown = ui.scope(|ui| fact_ui(ui, &name, &value)).response;
    let bar = clutter_bar_ui(ui, (share, low, high), paid.usual, flag, numbers);
    let source = &paid.check.source;
    let told = format!(
        "{}\nCounted among {}\n{}, {}. {}",
        paid.check.sentence,
        window.words(),
        source.name,
        source.year,
        source.population
    );
    shown.on_hover_text(&told);
    bar.on_hover_text(told);
    if flag {
        ui.label(RichText::new("More paid posts than usual at this size").size(13.0).color(palette(ui).warn));
    }
}

fn clutter_bar_ui(
    ui: &mut Ui,
    (share, low, high): (f64, f64, f64),
    usual: (f64, f64),
    flag: bool,
    numbers: NumberStyle,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover());
    let colours = palette(ui);
    let most = high.max(usual.1).max(0.01) * 1.1;
    let at = |share: f64| rect.left() + (share / most).clamp(0.0, 1.0) as f32 * rect.width();
    let y = rect.center().y;
    let painter = ui.painter();
    painter.rect_filled(Rect::from_x_y_ranges(at(usual.0)..=at(usual.1), rect.y_range()), 2.0, colours.outer_band);
    let colour = if flag { colours.warn } else { colours.line };
    painter.hline(at(low)..=at(high), y, eframe::egui::Stroke::new(2.0, colour));
    painter.circle_filled(eframe::egui::pos2(at(share), y), 3.5, colour);
    let percent = |share| numbers.percent(share, 0);
    let spoken = format!(
        "Paid posts {}, {} to {}; usual at this size {} to {}",
        percent(share),
        percent(low),
        percent(high),
        percent(usual.0),
        percent(usual.1)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    response
}

fn sentence_start(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
