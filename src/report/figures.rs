//! Figures: what a plan brings and costs in money, each with its band and where it comes from.

use super::outlook::{Cost, MoneyTotal, Outlook, Total, UnitCost};
use super::words::{between, money, span};
use crate::domain::{Currency, Metric, Money, NumberStyle};
use crate::forecast::EmvTable;

/// One figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// The middle.
    pub value: String,
    /// The band that holds 8 of 10 outcomes; empty where there is none.
    pub band: String,
    /// What it means and where it comes from, with source and year.
    pub source: String,
}

/// What comes in: clicks, orders, money.
pub fn takings(total: &MoneyTotal, outlook: &Outlook, numbers: NumberStyle) -> Vec<Figure> {
    let sources = &outlook.sources;
    let count = |name: &str, of: &Total, source: &str| {
        let (low, high) = of.band(0.8);
        figure(name, numbers.count(of.middle()), span(numbers, low, high), source)
    };
    let amount = |name: &str, of: &Option<Total>, source: &str| {
        let of = of.as_ref()?;
        let (low, high) = of.band(0.8);
        Some(figure(name, money(numbers, of.middle(), total.currency), span(numbers, low, high), source))
    };
    let mut figures = vec![
        count("Clicks", &total.clicks, &format!("Views times clicks per view\n{}", sources.clicks)),
        count(
            "Orders",
            &total.orders,
            &format!("Clicks times orders per click{}\n{}", by_chance(total, numbers), sources.orders),
        ),
        count("Seen by code", &total.orders_by_code, &format!("Orders that use a code or link\n{}", sources.codes)),
    ];
    figures.extend(total.revenue.as_ref().and_then(|revenue| {
        let source = format!("Orders times the average order you typed in{}", worth_by_chance(total, revenue, numbers));
        amount("Revenue", &total.revenue, &source)
    }));
    figures.extend(amount("Left of orders", &total.contribution, "Revenue times the margin you typed in"));
    figures.extend(amount("Profit", &total.profit, "What orders leave, less fees and fixed costs"));
    figures.extend(total.roi.as_ref().map(|roi| {
        let percent = |share| numbers.percent(share, 0);
        let (low, high) = roi.band(0.8);
        let source = "Return: profit over costs. 0 % is money back, 100 % is doubled. From what orders leave after \
                      the goods, not from revenue";
        figure("Return", percent(roi.middle()), between(percent(low), percent(high)), source)
    }));
    figures.extend(total.break_even.as_ref().map(|even| {
        let source = "Orders that pay for fees and fixed costs if everybody posts, and how sure they are";
        let sure = format!("{} sure", numbers.percent(even.chance, 0));
        figure("Pays for itself", format!("{} orders", numbers.count(even.orders as f64)), sure, source)
    }));
    figures
}

/// How far few single orders stray by chance from those to be expected, to follow where they come from.
fn by_chance(total: &MoneyTotal, numbers: NumberStyle) -> String {
    let [(low, high), _] = total.orders_by_chance;
    let expected = numbers.count(total.orders.middle());
    format!(
        "\nWhere {expected} are to be expected, chance alone makes it {} in 8 of 10 cases",
        span(numbers, low, high)
    )
}

/// The same of their value, which differs from order to order.
fn worth_by_chance(total: &MoneyTotal, revenue: &Total, numbers: NumberStyle) -> String {
    let (orders, [_, (low, high)]) = (total.orders.middle(), total.orders_by_chance);
    let each = if orders > 0.0 { revenue.middle() / orders } else { 0.0 };
    let (low, high) = (low * each, high * each);
    format!("\nWhere the middle is to be expected, chance alone makes it {} in 8 of 10 cases", span(numbers, low, high))
}

/// What one of each costs: the middle over all outcomes, where a shortlist says what one costs on average.
pub fn costs(total: &MoneyTotal, outlook: &Outlook, numbers: NumberStyle) -> Vec<Figure> {
    let sources = &outlook.sources;
    [
        ("Engagement", &total.per_engagement, "CPE: what one like, comment, share or save costs", &sources.posts),
        ("1,000 views", &total.per_thousand_views, "CPM: what a thousand views cost", &sources.posts),
        ("1,000 reached", &total.per_thousand_reached, "What a thousand different people reached cost", &sources.posts),
        ("Click", &total.per_click, "CPC: what one click costs", &sources.clicks),
        ("Order", &total.per_order, "CPO: what one order costs", &sources.orders),
    ]
    .into_iter()
    .filter_map(|(name, cost, meaning, source)| {
        let cost = cost.as_ref()?;
        let words = |cost: Cost| match cost {
            Cost::About(units) => precise(units, total.currency, numbers),
            Cost::AtLeast(units) => format!("over {}", precise(units, total.currency, numbers)),
        };
        let name = name.replace("1,000", &numbers.count(1000.0));
        let band = band(cost, total.currency, numbers);
        Some(figure(
            &name,
            words(cost.middle()),
            band,
            &format!("{meaning}: the middle of all outcomes, where the shortlist tells the average\n{source}"),
        ))
    })
    .collect()
}

/// Figures as text for a spreadsheet.
pub fn cells(figures: &[Figure]) -> String {
    let rows = figures.iter().map(|of| format!("{}\t{}\t{}\n", of.name, of.value, of.band));
    std::iter::once("Figure\tMiddle\t8 in 10\n".to_owned()).chain(rows).collect()
}

/// A figure of its own.
pub fn figure(name: &str, value: String, band: String, source: &str) -> Figure {
    Figure { name: name.to_owned(), value, band, source: source.to_owned() }
}

fn band(cost: &UnitCost, currency: Currency, numbers: NumberStyle) -> String {
    let small = |units: f64| numbers.rate_number(units, Money::from_minor(0, currency));
    match (cost.low(), cost.high()) {
        (Cost::About(low), Cost::About(high)) => format!("{}–{}", small(low), small(high)),
        (Cost::About(low) | Cost::AtLeast(low), _) => format!("from {}", small(low)),
    }
}

/// Small amounts keep their cents, and tenths of them where one costs a few.
fn precise(units: f64, currency: Currency, numbers: NumberStyle) -> String {
    numbers.rate(units, Money::from_minor(0, currency))
}

/// What the counts are worth by the user's own table; `None` while it is empty or in another currency.
pub fn worth(table: &EmvTable, total: &MoneyTotal, numbers: NumberStyle) -> Option<Figure> {
    let count = |of: fn(&Total) -> f64| {
        table.worth(|metric| match metric {
            Metric::Engagements => Some(of(&total.engagements)),
            Metric::Views => Some(of(&total.views)),
            Metric::Reach => Some(of(&total.reach)),
            _ => None,
        })
    };
    let middle = count(Total::middle)?.value;
    if middle.currency != total.currency {
        return None;
    }
    let low = count(|of| of.band(0.8).0)?.value.units();
    let high = count(|of| of.band(0.8).1)?.value.units();
    let each = |(metric, value): &(Metric, Money)| {
        format!("{} {}: {}", numbers.count(1000.0), metric.label().to_lowercase(), numbers.money(*value))
    };
    let values: Vec<String> = table.values().iter().map(each).collect();
    let source = format!("Earned media value by your own numbers under Settings\n{}\nIn no return", values.join("\n"));
    Some(figure("Media value", money(numbers, middle.units(), total.currency), span(numbers, low, high), &source))
}
