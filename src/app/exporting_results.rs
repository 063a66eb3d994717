//! The planner's side of results for others: a campaign's bookings with what was projected and what came, as a list.

use std::path::Path;

use super::answer::Answer;
use super::model::Model;
use super::outcome_text::OutcomeField;
use super::planner::Planner;
use super::scoring::actual;
use crate::domain::{Booking, CampaignId, Money};
use crate::exchange::csv_out::{Cell, write_csv};
use crate::storage::write_whole;

/// Columns before those of [`OutcomeField`]; the same names are read back when results are pasted.
const BOOKED: [&str; 14] = [
    "Creator",
    "Delivers",
    "Platform",
    "Scenario",
    "Booked on",
    "Fee",
    "Currency",
    "Code",
    "Link",
    "Metric",
    "Low",
    "Middle",
    "High",
    "Actual",
];

impl Planner {
    /// Writes the bookings of a campaign as a CSV file that opens safely in spreadsheets.
    pub(super) fn export_results(&mut self, campaign: CampaignId, path: &Path) {
        let rows = rows(&self.model, campaign);
        let headers: Vec<&str> = BOOKED.into_iter().chain(OutcomeField::ALL.map(OutcomeField::label)).collect();
        let text = format!("{} bookings written", self.model.settings.numbers.count(rows.len() as f64));
        let (bytes, path) = (write_csv(&headers, &rows), path.to_owned());
        self.with_store_do(move |_| {
            Ok(match write_whole(&path, &bytes) {
                Ok(()) => Answer::Written(text, path),
                Err(error) => Answer::Refused(error.to_string()),
            })
        });
    }
}

fn rows(model: &Model, campaign: CampaignId) -> Vec<Vec<Cell>> {
    let scenarios = model.campaigns.iter().filter(|one| one.id == campaign).flat_map(|one| &one.scenarios);
    let scenarios: Vec<_> = scenarios.map(|one| (one.id, one.name.as_str())).collect();
    let row = |booking: &Booking| {
        let (_, scenario) = scenarios.iter().find(|(id, _)| *id == booking.scenario)?;
        Some(row(booking, scenario))
    };
    model.bookings.iter().filter_map(row).collect()
}

fn row(booking: &Booking, scenario: &str) -> Vec<Cell> {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let money = |money: Money| Cell::Exact(format!("{:.*}", money.currency.digits() as usize, money.units()));
    let count = |count: Option<u64>| count.map_or(Cell::Empty, |count| Cell::Number(count as f64));
    let day = |day: jiff::civil::Date| Cell::Exact(day.to_string());
    let (low, high) = booking.projected.band();
    let outcome = booking.result.clone().unwrap_or_default();
    let counts = &outcome.counts;
    let revenue = outcome.revenue.map(|minor| money(Money::from_minor(minor, booking.fee.currency)));
    let mut cells = vec![
        text(&booking.creator),
        text(&booking.delivers),
        text(booking.platform.map_or("", |platform| platform.label())),
        text(scenario),
        day(booking.booked_on),
        money(booking.fee),
        text(booking.fee.currency.code()),
        text(&booking.code),
        text(&booking.link),
        text(booking.projected.metric.label()),
        Cell::Number(low.round()),
        Cell::Number(booking.projected.middle().round()),
        Cell::Number(high.round()),
        count(actual(booking)),
        outcome.posted_on.map_or(Cell::Empty, day),
    ];
    let results = [counts.views, counts.reach, counts.likes, counts.comments, counts.shares, counts.saves];
    cells.extend(results.map(count));
    cells.extend([count(outcome.clicks), count(outcome.orders), revenue.unwrap_or(Cell::Empty)]);
    cells
}
