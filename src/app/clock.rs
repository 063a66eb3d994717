//! The clock, read here and nowhere else.

use std::sync::OnceLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

static STANDING: OnceLock<DateTime> = OnceLock::new();

/// This moment, UTC.
pub fn now() -> DateTime {
    let ticking = || jiff::Timestamp::now().to_zoned(TimeZone::UTC).datetime();
    STANDING.get().copied().unwrap_or_else(ticking)
}

/// The last second of today, UTC: forecasts age posts by it, so that a roster gives the same figures all day long.
pub fn tonight() -> DateTime {
    today().at(23, 59, 59, 0)
}

/// Today, UTC.
pub fn today() -> Date {
    now().date()
}

/// Lets the clock of this process stand at `moment` for good, so that pictures made on different days are the same.
pub fn stand_still(moment: DateTime) {
    // The first one to stop the clock decides.
    let _first = STANDING.set(moment);
}
