//! The clock, read here and nowhere else.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// This moment, UTC.
pub fn now() -> DateTime {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).datetime()
}

/// Today, UTC.
pub fn today() -> Date {
    now().date()
}
