//! A campaign and its scenarios.

use jiff::civil::Date;

use super::{Brief, OfferId};

/// The number a campaign has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CampaignId(pub i64);

/// The number a scenario has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ScenarioId(pub i64);

/// What is planned for one client.
#[derive(Clone, PartialEq, Debug)]
pub struct Campaign {
    /// Its number; meaningless before it is stored.
    pub id: CampaignId,
    /// Its name; never empty, unique in the file.
    pub name: String,
    /// Whom it is for; empty where it is the user's own.
    pub client: String,
    /// Its alternatives, at least one, in the order of the tabs.
    pub scenarios: Vec<Scenario>,
}

/// One named alternative inside a campaign.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its number; meaningless before it is stored.
    pub id: ScenarioId,
    /// Its name: "A".
    pub name: String,
    /// What it asks for.
    pub brief: Brief,
    /// The shortlist last taken into a pitch; the optimiser keeps to it among equals.
    pub picks: Vec<OfferId>,
    /// The list the user would book without help, to compare the best one with.
    pub own: Vec<OfferId>,
    /// On which day which offer is posted, where the user fixed it.
    pub postings: Vec<(OfferId, Date)>,
}
