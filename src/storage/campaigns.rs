//! Campaigns and scenarios in the file.

use jiff::civil::Date;
use rusqlite::params;

use super::briefs;
use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, date, parsed, read, text};
use crate::domain::{Brief, Campaign, CampaignId, OfferId, Scenario, ScenarioId};

impl Store {
    /// Every campaign with its scenarios, in the order they were made.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, name, client FROM campaigns ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut campaigns = Vec::new();
        while let Some(row) = rows.next()? {
            let id = CampaignId(row.get(0)?);
            campaigns.push(Campaign { id, name: row.get(1)?, client: row.get(2)?, scenarios: self.scenarios(id)? });
        }
        Ok(campaigns)
    }

    fn postings(&self, scenario: ScenarioId) -> Result<Vec<(OfferId, Date)>, StoreError> {
        let sql = "SELECT offer_id, day FROM postings WHERE scenario_id = ?1 ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([scenario.0])?;
        let mut postings = Vec::new();
        while let Some(row) = rows.next()? {
            postings.push((OfferId(row.get(0)?), read(row, 1, parsed)?));
        }
        Ok(postings)
    }

    fn scenarios(&self, campaign: CampaignId) -> Result<Vec<Scenario>, StoreError> {
        let sql = "SELECT id, name FROM scenarios WHERE campaign_id = ?1 ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([campaign.0])?;
        let mut scenarios = Vec::new();
        while let Some(row) = rows.next()? {
            let id = ScenarioId(row.get(0)?);
            let brief = briefs::of_scenario(&self.conn, id)?;
            let (picks, own) = (offers(&self.conn, PICKS, id)?, offers(&self.conn, OWN, id)?);
            scenarios.push(Scenario { id, name: row.get(1)?, brief, picks, own, postings: self.postings(id)? });
        }
        Ok(scenarios)
    }
}

/// The table of the shortlist last taken, and of the user's own list; both hold offers of a scenario in order.
const PICKS: &str = "picks";
const OWN: &str = "own_picks";

/// Offers of a scenario, in the order they were chosen.
fn offers(conn: &rusqlite::Connection, table: &str, scenario: ScenarioId) -> Result<Vec<OfferId>, StoreError> {
    let sql = format!("SELECT offer_id FROM {table} WHERE scenario_id = ?1 ORDER BY id");
    let mut statement = conn.prepare_cached(&sql)?;
    let offers = statement.query_map([scenario.0], |row| row.get(0).map(OfferId))?;
    Ok(offers.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Adds a campaign with its first scenario, "A".
    ///
    /// # Errors
    /// If the name is empty or taken, or the brief can't be stored.
    pub fn add_campaign(
        &self,
        name: &str,
        client: &str,
        brief: &Brief,
    ) -> Result<(CampaignId, ScenarioId), StoreError> {
        let sql = "INSERT INTO campaigns (name, client) VALUES (?1, ?2)";
        let id = CampaignId(self.insert(sql, params![text(name)?, text(client)?])?);
        Ok((id, self.add_scenario(id, "A", brief)?))
    }

    /// Gives a campaign another name and client.
    ///
    /// # Errors
    /// If it is gone, or the name is empty or taken.
    pub fn rename_campaign(&self, id: CampaignId, name: &str, client: &str) -> Result<(), StoreError> {
        let sql = "UPDATE campaigns SET name = ?2, client = ?3 WHERE id = ?1";
        self.one("campaign", sql, params![id.0, text(name)?, text(client)?])
    }

    /// Removes a campaign with its scenarios.
    ///
    /// # Errors
    /// If it is gone already.
    pub fn remove_campaign(&self, id: CampaignId) -> Result<(), StoreError> {
        self.one("campaign", "DELETE FROM campaigns WHERE id = ?1", [id.0])
    }

    /// Adds a scenario after the others.
    ///
    /// # Errors
    /// If the campaign is gone, the name is empty or taken, or the brief can't be stored.
    pub fn add_scenario(&self, campaign: CampaignId, name: &str, brief: &Brief) -> Result<ScenarioId, StoreError> {
        let sql = "INSERT INTO scenarios (campaign_id, name) VALUES (?1, ?2)";
        let id = ScenarioId(self.insert(sql, params![campaign.0, text(name)?])?);
        self.update_brief(id, brief)?;
        Ok(id)
    }

    /// Adds a copy of a scenario, with its brief and picks, after the others.
    ///
    /// # Errors
    /// If it is gone, or the name is empty or taken.
    pub fn copy_scenario(&self, id: ScenarioId, name: &str) -> Result<ScenarioId, StoreError> {
        let campaign = self.campaign_of(id)?;
        let copy = self.add_scenario(campaign, name, &briefs::of_scenario(self.conn, id)?)?;
        self.set_picks(copy, &offers(self.conn, PICKS, id)?)?;
        self.set_own(copy, &offers(self.conn, OWN, id)?)?;
        let sql = "INSERT INTO postings (scenario_id, offer_id, day)
                   SELECT ?2, offer_id, day FROM postings WHERE scenario_id = ?1 ORDER BY id";
        self.conn.prepare_cached(sql)?.execute([id.0, copy.0])?;
        Ok(copy)
    }

    /// Gives a scenario another name.
    ///
    /// # Errors
    /// If it is gone, or the name is empty or taken.
    pub fn rename_scenario(&self, id: ScenarioId, name: &str) -> Result<(), StoreError> {
        self.one("scenario", "UPDATE scenarios SET name = ?2 WHERE id = ?1", params![id.0, text(name)?])
    }

    /// Removes a scenario; the last one of a campaign stays.
    ///
    /// # Errors
    /// If it is gone or the last one.
    pub fn remove_scenario(&self, id: ScenarioId) -> Result<(), StoreError> {
        let campaign = self.campaign_of(id)?;
        let sql = "SELECT count(*) FROM scenarios WHERE campaign_id = ?1";
        let count: i64 = self.conn.prepare_cached(sql)?.query_row([campaign.0], |row| row.get(0))?;
        if count < 2 {
            let sentence = "A campaign keeps at least one scenario. Remove the campaign instead. Nothing was changed.";
            return Err(StoreError::Refused(sentence.into()));
        }
        self.one("scenario", "DELETE FROM scenarios WHERE id = ?1", [id.0])
    }

    /// Stores the shortlist taken into a pitch, in this order; an offer named twice counts once.
    ///
    /// # Errors
    /// If the scenario or an offer is gone.
    pub fn set_picks(&self, scenario: ScenarioId, offers: &[OfferId]) -> Result<(), StoreError> {
        self.set_offers(PICKS, scenario, offers)
    }

    /// Makes the user's own list of a scenario exactly these offers. Doubled ones count once.
    ///
    /// # Errors
    /// If the scenario or an offer is gone.
    pub fn set_own(&self, scenario: ScenarioId, offers: &[OfferId]) -> Result<(), StoreError> {
        self.set_offers(OWN, scenario, offers)
    }

    fn set_offers(&self, table: &str, scenario: ScenarioId, wanted: &[OfferId]) -> Result<(), StoreError> {
        self.campaign_of(scenario)?;
        let mut distinct: Vec<OfferId> = Vec::with_capacity(wanted.len());
        for offer in wanted {
            if !distinct.contains(offer) {
                distinct.push(*offer);
            }
        }
        if distinct == offers(self.conn, table, scenario)? {
            return Ok(());
        }
        self.conn.prepare_cached(&format!("DELETE FROM {table} WHERE scenario_id = ?1"))?.execute([scenario.0])?;
        for offer in distinct {
            let sql = format!("INSERT INTO {table} (scenario_id, offer_id) VALUES (?1, ?2)");
            self.insert(&sql, [scenario.0, offer.0])?;
        }
        Ok(())
    }

    /// Fixes the day on which an offer of a scenario is posted, or leaves it to the plan.
    ///
    /// # Errors
    /// If the scenario or the offer is gone.
    pub fn set_posting(&self, scenario: ScenarioId, offer: OfferId, day: Option<Date>) -> Result<(), StoreError> {
        self.campaign_of(scenario)?;
        match day {
            None => {
                let sql = "DELETE FROM postings WHERE scenario_id = ?1 AND offer_id = ?2";
                self.conn.prepare_cached(sql)?.execute([scenario.0, offer.0])?;
            }
            Some(day) => {
                let sql = "INSERT INTO postings (scenario_id, offer_id, day) VALUES (?1, ?2, ?3)
                           ON CONFLICT (scenario_id, offer_id) DO UPDATE SET day = excluded.day";
                self.conn.prepare_cached(sql)?.execute(params![scenario.0, offer.0, date(day)?])?;
            }
        }
        Ok(())
    }

    fn campaign_of(&self, scenario: ScenarioId) -> Result<CampaignId, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT campaign_id FROM scenarios WHERE id = ?1")?;
        let mut rows = statement.query([scenario.0])?;
        let row = rows.next()?.ok_or(StoreError::NotFound("scenario"))?;
        Ok(CampaignId(row.get(0)?))
    }
}
