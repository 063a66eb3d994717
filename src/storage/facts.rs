//! What is known about audiences: where they live, what hand audits found, how much two of them overlap.

use rusqlite::{Row, params};

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, date, parsed, read, text};
use crate::domain::{AccountId, AudienceShare, Audit, AuditKind, CreatorId, Overlap};

/// The columns that [`row_to_audience`] reads.
pub(super) const AUDIENCE_COLUMNS: &str = "account_id, place, country, share, taken_on, source";

pub(super) fn row_to_audience(row: &Row<'_>) -> Result<AudienceShare, StoreError> {
    Ok(AudienceShare {
        account: AccountId(row.get(0)?),
        place: row.get(1)?,
        country: row.get(2)?,
        share: row.get(3)?,
        taken_on: read(row, 4, parsed)?,
        source: row.get(5)?,
    })
}

/// The columns that [`row_to_audit`] reads.
pub(super) const AUDIT_COLUMNS: &str = "account_id, kind, looked_at, suspicious, taken_on";

pub(super) fn row_to_audit(row: &Row<'_>) -> Result<Audit, StoreError> {
    Ok(Audit {
        account: AccountId(row.get(0)?),
        kind: read(row, 1, AuditKind::from_key)?,
        looked_at: row.get(2)?,
        suspicious: row.get(3)?,
        taken_on: read(row, 4, parsed)?,
    })
}

impl Store {
    /// Every known overlap of two audiences, oldest first.
    pub fn overlaps(&self) -> Result<Vec<Overlap>, StoreError> {
        let sql = "SELECT creator_id, other_id, share, source FROM overlaps ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let overlaps = statement.query_map([], |row| {
            let (one, other) = (CreatorId(row.get(0)?), CreatorId(row.get(1)?));
            Ok(Overlap { one, other, share: row.get(2)?, source: row.get(3)? })
        })?;
        Ok(overlaps.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Makes these the places where an account's audience is known to live.
    ///
    /// # Errors
    /// If the account is gone, a place is empty, or the shares are out of 0–1 or add up to more than 1.
    pub fn set_audience(&self, account: AccountId, shares: &[AudienceShare]) -> Result<(), StoreError> {
        let sum: f64 = shares.iter().map(|share| share.share).sum();
        let all_in = shares.iter().all(|share| (0.0..=1.0).contains(&share.share));
        // A little more than all of it comes from rounded percents.
        if !all_in || sum > 1.02 {
            let sentence =
                "The shares of an audience lie between 0 and 100 % and add up to 100 % at most. Nothing was changed.";
            return Err(StoreError::Refused(sentence.into()));
        }
        self.conn.prepare_cached("DELETE FROM audience WHERE account_id = ?1")?.execute([account.0])?;
        let sql = "INSERT INTO audience (account_id, place, country, share, taken_on, source)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        for share in shares {
            let (place, country) = (text(&share.place)?, text(&share.country)?);
            let (day, source) = (date(share.taken_on)?, text(&share.source)?);
            self.insert(sql, params![account.0, place, country, share.share, day, source])?;
        }
        Ok(())
    }

    /// Adds what a hand audit found.
    ///
    /// # Errors
    /// If the account is gone, nothing was looked at, or more was suspicious than looked at.
    pub fn add_audit(&self, audit: &Audit) -> Result<(), StoreError> {
        if audit.looked_at == 0 || audit.suspicious > audit.looked_at {
            let sentence = "An audit looks at one at least, and no more can be suspicious than were looked at. Nothing was changed.";
            return Err(StoreError::Refused(sentence.into()));
        }
        let sql = "INSERT INTO audits (account_id, kind, looked_at, suspicious, taken_on) VALUES (?1, ?2, ?3, ?4, ?5)";
        let day = date(audit.taken_on)?;
        self.insert(sql, params![audit.account.0, audit.kind.key(), audit.looked_at, audit.suspicious, day])?;
        Ok(())
    }

    /// Notes how much two audiences overlap, or that it isn't known any more.
    ///
    /// # Errors
    /// If a creator is gone, both are the same, or the share is out of 0–1.
    pub fn set_overlap(&self, overlap: &Overlap, known: bool) -> Result<(), StoreError> {
        let (one, other) = (overlap.one.0.min(overlap.other.0), overlap.one.0.max(overlap.other.0));
        if one == other || !(0.0..=1.0).contains(&overlap.share) {
            let sentence = "An overlap is of two creators and lies between 0 and 100 %. Nothing was changed.";
            return Err(StoreError::Refused(sentence.into()));
        }
        if !known {
            let sql = "DELETE FROM overlaps WHERE creator_id = ?1 AND other_id = ?2";
            self.conn.prepare_cached(sql)?.execute([one, other])?;
            return Ok(());
        }
        let sql = "INSERT INTO overlaps (creator_id, other_id, share, source) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (creator_id, other_id) DO UPDATE SET share = excluded.share, source = excluded.source";
        self.conn.prepare_cached(sql)?.execute(params![one, other, overlap.share, text(&overlap.source)?])?;
        Ok(())
    }
}
