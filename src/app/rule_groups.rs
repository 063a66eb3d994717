//! Groups that a rule can speak of, as the roster has them, and what offers of the roster usually cost.

use std::collections::BTreeMap;

use super::clock;
use super::model::Model;
use super::projecting::Projector;
use crate::domain::{Group, Metric};

/// What the members of a group have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupKind {
    /// The platform of an offer.
    Platform,
    /// How many followers a creator has.
    Tier,
    /// What a creator posts about.
    Niche,
    /// Where a creator lives.
    Place,
    /// Whether a creator is a woman or a man, where the user noted it.
    Sex,
    /// The user's own labels.
    Tag,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: [GroupKind; 6] =
        [GroupKind::Platform, GroupKind::Tier, GroupKind::Niche, GroupKind::Place, GroupKind::Sex, GroupKind::Tag];

    /// Its name in a menu.
    pub fn label(self) -> &'static str {
        match self {
            GroupKind::Platform => "By platform",
            GroupKind::Tier => "By size",
            GroupKind::Niche => "By niche",
            GroupKind::Place => "By place",
            GroupKind::Sex => "By sex",
            GroupKind::Tag => "By tag",
        }
    }

    /// Why there may be nothing to choose from, and what to do.
    pub fn nothing(self) -> &'static str {
        match self {
            GroupKind::Platform => "No creator of the roster has an account yet",
            GroupKind::Tier => "No creator's followers are known yet",
            GroupKind::Niche => "No creator has a niche yet; note them in the roster",
            GroupKind::Place => "No creator's home town is known yet; note it in the roster",
            GroupKind::Sex => "Nobody's sex is noted; it is never guessed, and can be noted in the roster",
            GroupKind::Tag => "No creator has a tag yet; note them in the roster",
        }
    }
}

impl Model {
    /// Groups of a kind with the number of creators in each, most frequent first.
    pub fn rule_groups(&self, kind: GroupKind) -> Vec<(Group, usize)> {
        let mut counts: BTreeMap<Group, usize> = BTreeMap::new();
        for card in self.roster.cards.iter() {
            let creator = &card.entry.creator;
            let mut own: Vec<Group> = match kind {
                GroupKind::Platform => {
                    card.entry.accounts.iter().map(|account| Group::Platform(account.platform)).collect()
                }
                GroupKind::Tier => card
                    .followers
                    .map(|followers| Group::Tier(self.settings.tiers.tier(followers)))
                    .into_iter()
                    .collect(),
                GroupKind::Niche => creator.niches.iter().cloned().map(Group::Niche).collect(),
                GroupKind::Place if creator.place.is_empty() => Vec::new(),
                GroupKind::Place => vec![Group::Place(creator.place.clone())],
                GroupKind::Sex => creator.sex.map(Group::Sex).into_iter().collect(),
                GroupKind::Tag => creator.tags.iter().cloned().map(Group::Tag).collect(),
            };
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|group| *counts.entry(group).or_default() += 1);
        }
        let mut groups: Vec<(Group, usize)> = counts.into_iter().collect();
        groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        groups
    }

    /// What one result of `metric` (or a thousand, for views and reach) costs in the middle of the roster's offers, in
    /// minor units of the brief's currency, rounded to two digits; `None` where no offer tells.
    pub fn usual_cost(&self, metric: Metric) -> Option<i64> {
        let currency = self.brief()?.budget.currency;
        let (premises, tiers) = (&self.premises, &self.settings.tiers);
        let projector = Projector { premises, niches: &[], nearby: None, tiers, now: clock::tonight() };
        // Some of a large roster tell as much as all of it.
        let step = self.roster.cards.len() / LOOKED_AT + 1;
        let mut costs = Vec::new();
        for card in self.roster.cards.iter().step_by(step) {
            for offer in &card.entry.offers {
                let fee = offer.fee.filter(|fee| fee.currency == currency && fee.minor > 0);
                let cost = fee.map(|fee| {
                    fee.minor as f64 * metric.priced_by() / projector.posts(&card.entry, offer, metric).projected()
                });
                costs.extend(cost.filter(|cost| cost.is_finite()));
            }
        }
        costs.sort_by(f64::total_cmp);
        let middle = *costs.get(costs.len() / 2)?;
        let digit = 10_f64.powf(middle.max(1.0).log10().floor() - 1.0).max(1.0);
        Some(((middle / digit).round() * digit).max(1.0) as i64)
    }
}

/// Creators who are looked at for what offers usually cost.
const LOOKED_AT: usize = 200;
