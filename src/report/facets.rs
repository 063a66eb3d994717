//! How many creators of the roster each choice of a filter would show.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Card;
use crate::domain::{Platform, Tier, TierTable};

/// Counts beside the choices of the roster's filters.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facets {
    /// Creators with an account there; most used platforms of [`Platform::ALL`] first.
    pub platforms: Vec<(Platform, usize)>,
    /// Creators of each tier by their main account.
    pub tiers: Vec<(Tier, usize)>,
    /// Creators of each niche, most frequent first.
    pub niches: Vec<(String, usize)>,
}

/// Counts the whole roster.
pub fn facets(cards: &[Arc<Card>], tiers: &TierTable) -> Facets {
    let mut platforms: BTreeMap<Platform, usize> = BTreeMap::new();
    let mut sizes: BTreeMap<Tier, usize> = BTreeMap::new();
    let mut niches: BTreeMap<&str, usize> = BTreeMap::new();
    for card in cards {
        let mut seen: Vec<Platform> = card.entry.accounts.iter().map(|account| account.platform).collect();
        seen.sort_unstable();
        seen.dedup();
        for platform in seen {
            *platforms.entry(platform).or_default() += 1;
        }
        if let Some(followers) = card.followers {
            *sizes.entry(tiers.tier(followers)).or_default() += 1;
        }
        for niche in &card.entry.creator.niches {
            *niches.entry(niche).or_default() += 1;
        }
    }
    let mut niches: Vec<(String, usize)> = niches.into_iter().map(|(niche, count)| (niche.to_owned(), count)).collect();
    niches.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Facets { platforms: platforms.into_iter().collect(), tiers: sizes.into_iter().collect(), niches }
}
