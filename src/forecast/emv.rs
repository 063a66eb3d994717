//! Earned media value: an optional column, worth what the user says an action is worth.
//!
//! It is off until the user enters values, and it enters no return. There is "no one, standardized way" to work it out:
//! vendors keep their formulas to themselves or sell index values that change daily (Ayzenberg), one vendor has published
//! two formulas that contradict each other, and examples such as 0.30 for a like are placeholders by their authors' own
//! word. What can be defended is a table that says whose values they are; multipliers for "earned" beyond it are made
//! up, and Keepface, which publishes its method, forbids them. A price paid for the same action elsewhere, such as the
//! price of a thousand views of an advert, is the usual choice.

use crate::domain::{Currency, Metric, Money};

/// What the user says that actions are worth. Empty, it says nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct EmvTable {
    currency: Currency,
    /// Worth of a thousand of each, by metric.
    thousand: Vec<(Metric, Money)>,
}

/// Why a value can't be entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmvProblem {
    /// It is in another currency than the table.
    Currency(Currency),
    /// It is below 0.
    Negative,
    /// It would count the same action twice: as an engagement and by itself, or as a view and as a person reached.
    Twice(Metric),
}

/// The worth of what a post or campaign brought.
#[derive(Clone, PartialEq, Debug)]
pub struct Emv {
    /// What the known counts are worth.
    pub value: Money,
    /// Metrics that have a value in the table but whose count isn't known; the value is too low by them.
    pub left_out: Vec<Metric>,
}

impl EmvTable {
    /// A table without values: the column stays off.
    pub fn empty(currency: Currency) -> EmvTable {
        EmvTable { currency, thousand: Vec::new() }
    }

    /// The values entered, for a thousand actions each, in the order of [`Metric::ALL`].
    pub fn values(&self) -> &[(Metric, Money)] {
        &self.thousand
    }

    /// Enters what a thousand actions are worth; `None` takes the value out.
    ///
    /// # Errors
    /// If the value is negative, in another currency, or counts an action twice. The table stays as it was.
    pub fn set(&mut self, metric: Metric, thousand: Option<Money>) -> Result<(), EmvProblem> {
        if let Some(value) = thousand {
            if value.currency != self.currency {
                return Err(EmvProblem::Currency(value.currency));
            }
            if value.minor < 0 {
                return Err(EmvProblem::Negative);
            }
            let twice = self.thousand.iter().find(|(other, _)| overlap(metric, *other));
            if let Some((other, _)) = twice {
                return Err(EmvProblem::Twice(*other));
            }
        }
        self.thousand.retain(|(other, _)| *other != metric);
        self.thousand.extend(thousand.map(|value| (metric, value)));
        self.thousand.sort_by_key(|(metric, _)| *metric);
        Ok(())
    }

    /// What the counts are worth. `None` if the table is empty, if no valued count is known, or if the sum is more than
    /// money can say. Counts that aren't finite or are below 0 are unknown.
    pub fn worth(&self, count: impl Fn(Metric) -> Option<f64>) -> Option<Emv> {
        let mut units = 0.0;
        let mut left_out = Vec::new();
        for (metric, thousand) in &self.thousand {
            match count(*metric).filter(|count| count.is_finite() && *count >= 0.0) {
                Some(count) => units += count / 1000.0 * thousand.units(),
                None => left_out.push(*metric),
            }
        }
        let known = left_out.len() < self.thousand.len();
        let value = Money::from_units(units, self.currency).filter(|_| known)?;
        Some(Emv { value, left_out })
    }
}

impl EmvProblem {
    /// What is wrong and what to do, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        match self {
            EmvProblem::Currency(other) => {
                format!("The value is in {}, the table isn't; enter it in the table's currency", other.code())
            }
            EmvProblem::Negative => "An action can't be worth less than nothing; enter 0 or more".to_owned(),
            EmvProblem::Twice(other) => format!(
                "{} already have a value and contain the same actions; take that value out first",
                other.label()
            ),
        }
    }
}

/// Whether both count some of the same actions.
fn overlap(one: Metric, other: Metric) -> bool {
    let part = |metric| matches!(metric, Metric::Likes | Metric::Comments | Metric::Shares | Metric::Saves);
    let seen = |metric| matches!(metric, Metric::Views | Metric::Reach);
    let whole = |whole, of| whole == Metric::Engagements && part(of);
    whole(one, other) || whole(other, one) || (one != other && seen(one) && seen(other))
}
