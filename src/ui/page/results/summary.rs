//! Planned against actual of a campaign: the sum so far, what one costs, clicks, orders, money and break-even.

use eframe::egui::{Label, RichText, Ui};

use crate::app::model::Model;
use crate::domain::{Metric, Money, NumberStyle};
use crate::report::results::{CampaignResults, MoneyResult, Sum, Tally};
use crate::ui::format::{UNKNOWN, plural, span};
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{divider_ui, muted_ui};

/// One figure: its name, its value, what goes with it, and what it means.
struct Figure {
    name: String,
    value: String,
    note: String,
    meaning: String,
}

/// Paints the summary.
pub fn summary_ui(ui: &mut Ui, model: &Model, shown: &CampaignResults) {
    let numbers = model.settings.numbers;
    for sum in &shown.sums {
        sum_ui(ui, numbers, sum);
    }
    ui.add_space(4.0);
    let costs = shown.sums.iter().filter_map(|sum| cost(numbers, sum, shown.money.fees));
    let figures: Vec<Figure> = costs.chain(money(numbers, &shown.money, shown.rows.len())).collect();
    let across = if ui.available_width() > 640.0 { figures.len().min(5) } else { 3 };
    for line in figures.chunks(across.max(1)) {
        ui.columns(across.max(1), |columns| {
            for (ui, figure) in columns.iter_mut().zip(line) {
                figure_ui(ui, figure);
            }
        });
    }
    ui.add_space(4.0);
    divider_ui(ui);
}

fn sum_ui(ui: &mut Ui, numbers: NumberStyle, sum: &Sum) {
    let word = sum.metric.label().to_lowercase();
    let bookings = plural(numbers, sum.bookings, "booking", "bookings");
    let planned = span(numbers, sum.planned.low, sum.planned.high);
    let Some(known) = sum.planned_known else {
        headline_ui(ui, format!("No result yet of {bookings}"));
        let words = format!("Projected together: {} {word}, 8 in 10: {planned}", numbers.count(sum.planned.middle));
        muted_ui(ui, words);
        return;
    };
    let from = if sum.known == sum.bookings { bookings.clone() } else { format!("{} of {bookings}", sum.known) };
    headline_ui(ui, format!("{} {word} from {from}", numbers.count(sum.actual as f64)));
    let came = sum.actual as f64;
    let place = match (came < known.low, came > known.high) {
        (true, _) => "Below the band",
        (_, true) => "Above the band",
        _ => "Inside the band",
    };
    let mut words = format!(
        "{place}: {} projected, 8 in 10: {}",
        numbers.count(known.middle),
        span(numbers, known.low, known.high)
    );
    if sum.known < sum.bookings {
        words = format!(
            "{words} · all {bookings}: {planned} projected, heading for {}",
            span(numbers, sum.heading.low, sum.heading.high)
        );
    }
    muted_ui(ui, words).on_hover_text("What came so far, and for the others what was projected when they were booked");
}

fn headline_ui(ui: &mut Ui, text: String) {
    ui.add(Label::new(RichText::new(text).font(strong(size::TITLE)).color(palette(ui).text)).wrap());
}

fn cost(numbers: NumberStyle, sum: &Sum, fees: Option<Money>) -> Option<Figure> {
    let fees = fees?;
    let rate = |units: Option<f64>| units.map_or(UNKNOWN.to_owned(), |units| numbers.rate(units, fees));
    Some(Figure {
        name: format!("Cost of {}", one_of(sum.metric)),
        value: rate(sum.each_actual),
        note: format!("planned {}", rate(sum.each_planned)),
        meaning:
            "Fees of the bookings with a result by what they brought; planned: all fees by the middle of the projection"
                .to_owned(),
    })
}

fn one_of(metric: Metric) -> &'static str {
    match metric {
        Metric::Engagements => "an engagement",
        Metric::Views => "a view",
        Metric::Likes => "a like",
        Metric::Comments => "a comment",
        Metric::Shares => "a share",
        Metric::Saves => "a save",
        Metric::Reach => "a person reached",
    }
}

fn money(numbers: NumberStyle, money: &MoneyResult, bookings: usize) -> Vec<Figure> {
    let tally = |name: &str, tally: Tally, meaning: String| Figure {
        name: name.to_owned(),
        value: if tally.known == 0 { UNKNOWN.to_owned() } else { numbers.count(tally.sum as f64) },
        note: match tally.known {
            0 => "not entered yet".to_owned(),
            known if known == bookings => "of all bookings".to_owned(),
            known => format!("of {known} of {bookings}"),
        },
        meaning,
    };
    let [low, middle, high] = money.buyers.map(|count| numbers.count(count));
    let behind = match money.orders.known {
        0 => "Orders that came by code or link".to_owned(),
        _ => format!("If these are the ones that used a code, about {middle} bought ({low}–{high})"),
    };
    vec![
        tally("Clicks", money.clicks, "Visits to your page".to_owned()),
        tally("Orders", money.orders, behind),
        Figure {
            name: "Revenue".to_owned(),
            value: money.revenue.map_or(UNKNOWN.to_owned(), |revenue| numbers.money(revenue)),
            note: money.costs.map_or(String::new(), |costs| format!("costs {}", numbers.money(costs))),
            meaning: "What the orders brought in; costs are all fees and the brief's fixed costs".to_owned(),
        },
        break_even(numbers, money),
    ]
}

fn break_even(numbers: NumberStyle, money: &MoneyResult) -> Figure {
    let (value, note, meaning) = match &money.break_even {
        Err(missing) => (UNKNOWN.to_owned(), "order value unknown".to_owned(), missing.clone()),
        Ok(needed) => {
            let left = needed.saturating_sub(money.orders.sum);
            let value =
                if left == 0 { "reached".to_owned() } else { plural(numbers, left as usize, "order", "orders") };
            let note = match (left, money.orders.known) {
                (0, _) => format!("needed {}", numbers.count(*needed as f64)),
                (_, 0) => "needed".to_owned(),
                _ => format!("missing of {}", numbers.count(*needed as f64)),
            };
            (value, note, "Orders whose margin pays for all fees and fixed costs".to_owned())
        }
    };
    Figure { name: "Break-even".to_owned(), value, note, meaning }
}

fn figure_ui(ui: &mut Ui, figure: &Figure) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let small = |text: &str| RichText::new(text).size(size::SMALL);
    let muted = palette(ui).muted;
    ui.add(Label::new(small(&figure.name).color(muted)).truncate()).on_hover_text(&figure.meaning);
    ui.label(RichText::new(&figure.value).font(strong(size::LEAD)).color(palette(ui).text))
        .on_hover_text(&figure.meaning);
    ui.add(Label::new(small(&figure.note).color(muted)).wrap()).on_hover_text(&figure.meaning);
}
