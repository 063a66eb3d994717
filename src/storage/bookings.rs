//! Bookings in the file: frozen projections and what came of them.

use rusqlite::{Row, params};

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, count, date, parsed, read, read_some, text};
use crate::domain::post::Counts;
use crate::domain::{
    Booking, BookingId, Currency, Frozen, Metric, Money, OfferId, Outcome, Platform, PostKind, ScenarioId,
};

const COLUMNS: &str = "id, scenario_id, offer_id, creator, platform, kind, delivers, fee_minor, currency, metric,
    quantiles, booked_on, code, link, posted_on, views, reach, likes, comments, shares, saves, clicks, orders,
    revenue_minor, applied";

fn row_to_booking(row: &Row<'_>) -> Result<Booking, StoreError> {
    let outcome = row_to_outcome(row)?;
    Ok(Booking {
        id: BookingId(row.get(0)?),
        scenario: ScenarioId(row.get(1)?),
        offer: row.get::<_, Option<i64>>(2)?.map(OfferId),
        creator: row.get(3)?,
        platform: read_some(row, 4, Platform::from_key)?,
        kind: read_some(row, 5, PostKind::from_key)?,
        delivers: row.get(6)?,
        fee: Money::from_minor(row.get(7)?, read(row, 8, Currency::from_code)?),
        projected: Frozen {
            metric: read(row, 9, Metric::from_key)?,
            quantiles: read(row, 10, quantiles)?,
            applied: row.get(24)?,
        },
        booked_on: read(row, 11, parsed)?,
        code: row.get(12)?,
        link: row.get(13)?,
        result: (!outcome.is_empty()).then_some(outcome),
    })
}

fn row_to_outcome(row: &Row<'_>) -> Result<Outcome, StoreError> {
    let known = |column| -> Result<Option<u64>, StoreError> {
        Ok(row.get::<_, Option<i64>>(column)?.and_then(|value| u64::try_from(value).ok()))
    };
    Ok(Outcome {
        posted_on: read_some(row, 14, parsed)?,
        counts: Counts {
            views: known(15)?,
            reach: known(16)?,
            likes: known(17)?,
            comments: known(18)?,
            shares: known(19)?,
            saves: known(20)?,
        },
        clicks: known(21)?,
        orders: known(22)?,
        revenue: row.get(23)?,
    })
}

/// Reads the frozen quantiles back; `None` unless there are nine finite ones that never fall.
fn quantiles(text: &str) -> Option<[f64; Frozen::LEVELS.len()]> {
    let values: Vec<f64> = text.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    let values: [f64; Frozen::LEVELS.len()] = values.try_into().ok()?;
    (values.iter().all(|value| value.is_finite()) && values.is_sorted()).then_some(values)
}

impl Store {
    /// Every booking, oldest first.
    pub fn bookings(&self) -> Result<Vec<Booking>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM bookings ORDER BY id"))?;
        let mut rows = statement.query([])?;
        let mut bookings = Vec::new();
        while let Some(row) = rows.next()? {
            bookings.push(row_to_booking(row)?);
        }
        Ok(bookings)
    }
}

impl Tx<'_> {
    /// Adds a booking; its number is given here.
    ///
    /// # Errors
    /// If the scenario or the offer is gone, or the projection isn't nine finite numbers that never fall.
    pub fn add_booking(&self, booking: &Booking) -> Result<BookingId, StoreError> {
        let frozen: Vec<String> = booking.projected.quantiles.iter().map(f64::to_string).collect();
        let frozen = frozen.join(" ");
        if quantiles(&frozen).is_none() {
            return Err(StoreError::Refused(String::from(
                "A projection without numbers can't be booked. Nothing was changed.",
            )));
        }
        let sql = "INSERT INTO bookings (scenario_id, offer_id, creator, platform, kind, delivers, fee_minor, currency,
                   metric, quantiles, booked_on, code, link, applied)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        let id = self.insert(
            sql,
            params![
                booking.scenario.0,
                booking.offer.map(|offer| offer.0),
                text(&booking.creator)?,
                booking.platform.map(Platform::key),
                booking.kind.map(PostKind::key),
                text(&booking.delivers)?,
                booking.fee.minor,
                booking.fee.currency.code().to_owned(),
                booking.projected.metric.key(),
                frozen,
                date(booking.booked_on)?,
                text(&booking.code)?,
                text(&booking.link)?,
                booking.projected.applied
            ],
        )?;
        if let Some(result) = &booking.result {
            self.set_result(BookingId(id), result)?;
        }
        Ok(BookingId(id))
    }

    /// Writes down what came of a booking; an empty outcome takes it back.
    ///
    /// # Errors
    /// If the booking is gone or a number is larger than a roster holds.
    pub fn set_result(&self, id: BookingId, outcome: &Outcome) -> Result<(), StoreError> {
        let sql = "UPDATE bookings SET posted_on = ?2, views = ?3, reach = ?4, likes = ?5, comments = ?6, shares = ?7,
                   saves = ?8, clicks = ?9, orders = ?10, revenue_minor = ?11 WHERE id = ?1";
        let counts = &outcome.counts;
        let day = outcome.posted_on.map(date).transpose()?;
        let posts = [counts.views, counts.reach, counts.likes, counts.comments, counts.shares, counts.saves];
        let [views, reach, likes, comments, shares, saves] = posts.map(count);
        let (clicks, orders) = (count(outcome.clicks)?, count(outcome.orders)?);
        let values =
            params![id.0, day, views?, reach?, likes?, comments?, shares?, saves?, clicks, orders, outcome.revenue];
        self.one("booking", sql, values)
    }

    /// Writes down the code and the link its audience is given.
    ///
    /// # Errors
    /// If the booking is gone.
    pub fn set_tracking(&self, id: BookingId, code: &str, link: &str) -> Result<(), StoreError> {
        let sql = "UPDATE bookings SET code = ?2, link = ?3 WHERE id = ?1";
        self.one("booking", sql, params![id.0, text(code)?, text(link)?])
    }

    /// Removes a booking with its result.
    ///
    /// # Errors
    /// If the booking is gone.
    pub fn remove_booking(&self, id: BookingId) -> Result<(), StoreError> {
        self.one("booking", "DELETE FROM bookings WHERE id = ?1", [id.0])
    }
}
