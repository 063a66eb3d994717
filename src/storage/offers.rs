//! Offers in the file.

use rusqlite::{Row, params};

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, date, parsed, read, read_some, text};
use crate::domain::offer::parse_deliverables;
use crate::domain::{AccountId, CreatorId, Currency, Deliverable, FeeStatus, Money, Offer, OfferId};

/// The columns [`row_to_offer`] reads.
pub(super) const COLUMNS: &str =
    "id, creator_id, account_id, deliverables, fee_minor, currency, status, source, dated, note";

/// An offer.
pub(super) fn row_to_offer(row: &Row<'_>) -> Result<Offer, StoreError> {
    let minor: Option<i64> = row.get(4)?;
    let currency = read_some(row, 5, Currency::from_code)?;
    Ok(Offer {
        id: OfferId(row.get(0)?),
        creator: CreatorId(row.get(1)?),
        account: row.get::<_, Option<i64>>(2)?.map(AccountId),
        deliverables: read(row, 3, parse_deliverables)?,
        fee: minor.zip(currency).map(|(minor, currency)| Money::from_minor(minor, currency)),
        status: read(row, 6, FeeStatus::from_key)?,
        source: row.get(7)?,
        dated: read_some(row, 8, parsed)?,
        note: row.get(9)?,
    })
}

impl Store {
    /// The currency most fees are in; none without fees.
    ///
    /// # Errors
    /// Those of the disk, and a currency that isn't known.
    pub fn commonest_currency(&self) -> Result<Option<Currency>, StoreError> {
        let sql = "SELECT currency FROM offers WHERE currency IS NOT NULL GROUP BY currency
                   ORDER BY COUNT(*) DESC, currency LIMIT 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([])?;
        rows.next()?.map(|row| read(row, 0, Currency::from_code)).transpose()
    }
}

impl Tx<'_> {
    /// Adds an offer of `offer.creator`; `offer.id` is ignored.
    ///
    /// # Errors
    /// If creator or account are gone, nothing is delivered, or the fee is negative.
    pub fn add_offer(&self, offer: &Offer) -> Result<OfferId, StoreError> {
        self.account_fits(offer)?;
        let sql = "INSERT INTO offers (creator_id, account_id, deliverables, fee_minor, currency, status, source,
                   dated, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.write_offer(offer.creator.0, sql, offer).map(OfferId)
    }

    /// Makes the stored offer equal to `offer`; it stays with its creator.
    ///
    /// # Errors
    /// If offer or account are gone, nothing is delivered, or the fee is negative.
    pub fn update_offer(&self, offer: &Offer) -> Result<(), StoreError> {
        self.account_fits(offer)?;
        let sql = "UPDATE offers SET account_id = ?2, deliverables = ?3, fee_minor = ?4, currency = ?5, status = ?6,
                   source = ?7, dated = ?8, note = ?9 WHERE id = ?1";
        self.write_offer(offer.id.0, sql, offer).map(|_| ())
    }

    /// Removes an offer, from the picks too.
    ///
    /// # Errors
    /// If it is gone already.
    pub fn remove_offer(&self, id: OfferId) -> Result<(), StoreError> {
        self.one("offer", "DELETE FROM offers WHERE id = ?1", [id.0])
    }

    fn account_fits(&self, offer: &Offer) -> Result<(), StoreError> {
        let Some(account) = offer.account else { return Ok(()) };
        let sql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND creator_id = ?2)";
        match self.conn.prepare_cached(sql)?.query_row([account.0, offer.creator.0], |row| row.get(0))? {
            true => Ok(()),
            false => Err(StoreError::NotFound("account of this creator")),
        }
    }

    fn write_offer(&self, first: i64, sql: &str, offer: &Offer) -> Result<i64, StoreError> {
        if offer.fee.is_some_and(|fee| fee.minor < 0) {
            return Err(StoreError::Refused(String::from("A fee can't be negative. Nothing was changed.")));
        }
        self.one(
            "offer",
            sql,
            params![
                first,
                offer.account.map(|account| account.0),
                packed(&offer.deliverables)?,
                offer.fee.map(|fee| fee.minor),
                offer.fee.map(|fee| fee.currency.code().to_owned()),
                offer.status.key(),
                text(&offer.source)?,
                offer.dated.map(date).transpose()?,
                text(&offer.note)?
            ],
        )?;
        Ok(self.conn.last_insert_rowid())
    }
}

/// Deliverables as they are stored: "reel:1;story:2".
fn packed(deliverables: &[Deliverable]) -> Result<String, StoreError> {
    let parts: Vec<String> = deliverables.iter().map(|d| format!("{}:{}", d.kind.key(), d.count)).collect();
    let text = parts.join(";");
    // What can't be read back must not be written.
    match parse_deliverables(&text) {
        Some(read) if read == deliverables => Ok(text),
        _ => Err(StoreError::Refused(String::from(
            "An offer needs at least one deliverable, each 1 to 1,000 times. Nothing was changed.",
        ))),
    }
}
