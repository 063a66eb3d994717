//! Campaigns and scenarios in the file.

use rusqlite::params;

use super::briefs;
use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, text};
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

    fn scenarios(&self, campaign: CampaignId) -> Result<Vec<Scenario>, StoreError> {
        let sql = "SELECT id, name FROM scenarios WHERE campaign_id = ?1 ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([campaign.0])?;
        let mut scenarios = Vec::new();
        while let Some(row) = rows.next()? {
            let id = ScenarioId(row.get(0)?);
            let (brief, picks) = (briefs::of_scenario(&self.conn, id)?, picks(&self.conn, id)?);
            scenarios.push(Scenario { id, name: row.get(1)?, brief, picks });
        }
        Ok(scenarios)
    }
}

fn picks(conn: &rusqlite::Connection, scenario: ScenarioId) -> Result<Vec<OfferId>, StoreError> {
    let sql = "SELECT offer_id FROM picks WHERE scenario_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let picks = statement.query_map([scenario.0], |row| row.get(0).map(OfferId))?;
    Ok(picks.collect::<Result<_, _>>()?)
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
        self.set_picks(copy, &picks(self.conn, id)?)?;
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
        self.campaign_of(scenario)?;
        let mut wanted: Vec<OfferId> = Vec::with_capacity(offers.len());
        for offer in offers {
            if !wanted.contains(offer) {
                wanted.push(*offer);
            }
        }
        if wanted == picks(self.conn, scenario)? {
            return Ok(());
        }
        self.conn.prepare_cached("DELETE FROM picks WHERE scenario_id = ?1")?.execute([scenario.0])?;
        for offer in wanted {
            self.insert("INSERT INTO picks (scenario_id, offer_id) VALUES (?1, ?2)", [scenario.0, offer.0])?;
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
