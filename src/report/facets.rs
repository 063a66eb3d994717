//! How many creators of the roster each choice of a filter would show.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Card;
use crate::domain::{Currency, Money, Platform, Tier, TierTable};

/// Counts beside the choices of the roster's filters.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facets {
    /// Creators with an account there; most used platforms of [`Platform::ALL`] first.
    pub platforms: Vec<(Platform, usize)>,
    /// Creators of each tier by their main account.
    pub tiers: Vec<(Tier, usize)>,
    /// Creators of each niche, most frequent first.
    pub niches: Vec<(String, usize)>,
    /// A fee above nearly all lowest fees in the most frequent currency; `None` while no fee is known.
    pub top_fee: Option<Money>,
}

/// Share of the fees that [`Facets::top_fee`] is not below, so that one star doesn't stretch the scale for all.
const NEARLY_ALL: f64 = 0.98;

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
    let (platforms, tiers) = (platforms.into_iter().collect(), sizes.into_iter().collect());
    Facets { platforms, tiers, niches, top_fee: top_fee(cards) }
}

fn top_fee(cards: &[Arc<Card>]) -> Option<Money> {
    let mut fees: BTreeMap<Currency, Vec<i64>> = BTreeMap::new();
    for fee in cards.iter().filter_map(|card| card.fee) {
        fees.entry(fee.currency).or_default().push(fee.minor);
    }
    // Of currencies that are as frequent, the first by code.
    let (currency, mut fees) = fees.into_iter().rev().max_by_key(|(_, fees)| fees.len())?;
    fees.sort_unstable();
    let rank = (fees.len() as f64 * NEARLY_ALL).ceil() as usize;
    fees.get(rank.saturating_sub(1)).map(|minor| Money::from_minor(*minor, currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Creator, CreatorId, Entry, FeeStatus, Offer, OfferId};
    use crate::report::roster::{Filter, Order, rows};

    fn card(id: i64, fee: Money) -> Arc<Card> {
        let offer = Offer {
            id: OfferId(id),
            creator: CreatorId(id),
            account: None,
            deliverables: vec![],
            fee: Some(fee),
            status: FeeStatus::Guess,
            source: String::new(),
            dated: None,
            note: String::new(),
        };
        let creator = Creator { id: CreatorId(id), ..Creator::named(format!("Creator {id:03}")) };
        Arc::new(Card::as_of(Entry { offers: vec![offer], ..Entry::of(creator) }, None))
    }

    #[test]
    fn fees_are_bounded_in_their_own_currency() {
        let euro = |minor| Money::from_minor(minor, Currency::EUR);
        let mut cards: Vec<Arc<Card>> = (1..=99).map(|n| card(n, euro(n * 100))).collect();
        cards.push(card(100, euro(9_000_000)));
        cards.push(card(101, Money::from_minor(100, Currency::USD)));
        let tiers = TierTable::default();
        assert_eq!(facets(&cards, &tiers).top_fee, Some(euro(9_800)), "one star doesn't stretch the scale");
        let filter = Filter { most_fee: Some(euro(300)), ..Filter::default() };
        assert_eq!(rows(&cards, &filter, Order::default(), &tiers), [0, 1, 2]);
        assert_eq!(facets(&[], &tiers).top_fee, None);
    }
}
