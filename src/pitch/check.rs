//! What must hold before a pitch is written.

use super::{Pitch, PitchError};
use crate::domain::Money;

/// Makes sure that every amount is in the currency of the pitch.
///
/// # Errors
/// [`PitchError::MixedCurrency`] names the first amount that isn't.
pub(super) fn check(pitch: &Pitch) -> Result<(), PitchError> {
    let same = |what: &str, money: Money| {
        if money.currency == pitch.currency {
            return Ok(());
        }
        Err(PitchError::MixedCurrency {
            what: what.to_owned(),
            found: money.currency.code().to_owned(),
            expected: pitch.currency.code().to_owned(),
        })
    };
    same("the budget", pitch.brief.budget)?;
    same("the total cost", pitch.totals.cost)?;
    same("what is left over", pitch.totals.left_over)?;
    for row in &pitch.rows {
        same(&row.creator, row.fee)?;
    }
    for row in &pitch.bench {
        row.fee.map_or(Ok(()), |fee| same(&row.creator, fee))?;
    }
    pitch.frontier.iter().chain(&pitch.current).try_for_each(|point| same("the frontier", point.budget))
}
