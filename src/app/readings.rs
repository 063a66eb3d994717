//! The ways the values of a column can be read, for the user to choose from.

use crate::exchange::{Column, DateOrder, DecimalMark, Field, ShareBasis, Style};

/// The ways the values of `column` can be read, each in words; empty where there is only one.
pub fn readings(column: &Column) -> Vec<(&'static str, Style)> {
    let style = column.style;
    let marks = [("Decimal point: 1,234.5", DecimalMark::Point), ("Decimal comma: 1.234,5", DecimalMark::Comma)];
    let marks = marks.map(|(words, decimal)| (words, Style { decimal, ..style }));
    let count = |words, multiplier| (words, Style { multiplier: Some(multiplier), ..style });
    match column.field {
        Field::Measure(measure) if measure.is_fraction() => shares(style),
        Field::FakeShare => shares(style),
        Field::Measure(_)
        | Field::Views
        | Field::Reach
        | Field::Likes
        | Field::Comments
        | Field::Shares
        | Field::Saves => {
            let counts = [count("Counts as written", 1), count("In thousands", 1_000), count("In millions", 1_000_000)];
            counts.into_iter().chain(marks).collect()
        }
        Field::Fee => marks.to_vec(),
        Field::PostedAt | Field::TakenOn => {
            let orders =
                [("Day first: 31/12/2026", DateOrder::DayFirst), ("Month first: 12/31/2026", DateOrder::MonthFirst)];
            orders.map(|(words, order)| (words, Style { order, ..style })).to_vec()
        }
        _ => Vec::new(),
    }
}

fn shares(style: Style) -> Vec<(&'static str, Style)> {
    let bases = [("3.4 is 3.4 %", ShareBasis::Percent), ("0.034 is 3.4 %", ShareBasis::Fraction)];
    bases.map(|(words, basis)| (words, Style { basis, ..style })).to_vec()
}
