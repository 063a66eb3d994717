//! The roster as a table: which creators pass a filter, and in what order.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Card;
use crate::domain::text::fold;
use crate::domain::{Money, Platform, Tier, TierTable};

/// What a creator must have to be shown. An empty list or an open end asks nothing; a bound on a value that
/// is unknown leaves the creator out.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Filter {
    /// Words that must all be found in name, handle, niche, tag, place or notes.
    pub text: String,
    /// Platforms, any of which will do.
    pub platforms: Vec<Platform>,
    /// Tiers, any of which will do.
    pub tiers: Vec<Tier>,
    /// Niches, any of which will do.
    pub niches: Vec<String>,
    /// Least and most followers.
    pub followers: (Option<u64>, Option<u64>),
    /// Least and greatest engagement rate, as fractions.
    pub rate: (Option<f64>, Option<f64>),
    /// Highest fee; fees in other currencies don't pass it.
    pub most_fee: Option<Money>,
}

impl Filter {
    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// What the table can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// Name of the creator.
    Name,
    /// Handle of the main account.
    Handle,
    /// Platform of the main account.
    Platform,
    /// Followers of the main account.
    Followers,
    /// Engagement rate.
    Rate,
    /// Median of the recent posts.
    Posts,
    /// Lowest fee.
    Fee,
    /// Share of sponsored posts.
    Ads,
    /// First niche.
    Niche,
    /// Home town.
    Place,
}

/// A column and a direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    /// By what.
    pub column: Column,
    /// Greatest first. Unknown values come last either way.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Order { column: Column::Name, descending: false }
    }
}

/// Positions in `cards` of those that pass `filter`, in `order`; creators equal in it go by name.
pub fn rows(cards: &[Arc<Card>], filter: &Filter, order: Order, tiers: &TierTable) -> Vec<u32> {
    let words: Vec<String> = fold(&filter.text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let passing = cards.iter().enumerate().filter(|(_, card)| passes(card, filter, &words, tiers));
    let mut rows: Vec<u32> = passing.map(|(position, _)| position as u32).collect();
    rows.sort_by(|a, b| {
        let (a, b) = (&cards[*a as usize], &cards[*b as usize]);
        compare(a, b, order).then_with(|| by_name(a, b)).then(a.entry.creator.id.cmp(&b.entry.creator.id))
    });
    rows
}

fn passes(card: &Card, filter: &Filter, words: &[String], tiers: &TierTable) -> bool {
    let within = |value: Option<f64>, (low, high): (Option<f64>, Option<f64>)| match (low, high, value) {
        (None, None, _) => true,
        (_, _, None) => false,
        (low, high, Some(value)) => low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high),
    };
    let followers = card.followers.map(|n| n as f64);
    let bounds = (filter.followers.0.map(|n| n as f64), filter.followers.1.map(|n| n as f64));
    let on = |platform: &Platform| card.entry.accounts.iter().any(|account| account.platform == *platform);
    words.iter().all(|word| card.folded.contains(word.strip_prefix('@').unwrap_or(word)))
        && (filter.platforms.is_empty() || filter.platforms.iter().any(on))
        && (filter.tiers.is_empty() || card.followers.is_some_and(|n| filter.tiers.contains(&tiers.tier(n))))
        && (filter.niches.is_empty() || filter.niches.iter().any(|niche| card.entry.creator.niches.contains(niche)))
        && within(followers, bounds)
        && within(card.rate.map(|(rate, _)| rate), filter.rate)
        && filter.most_fee.is_none_or(|most| card.fee_in(most.currency).is_some_and(|fee| fee.minor <= most.minor))
}

/// Order of names as people expect it: "Łucja" stands beside "Lucia".
fn by_name(a: &Card, b: &Card) -> Ordering {
    // The folded text starts with the folded name.
    a.folded.cmp(&b.folded)
}

fn compare(a: &Card, b: &Card, order: Order) -> Ordering {
    let number = |value: fn(&Card) -> Option<f64>| known_first(value(a), value(b), f64::total_cmp, order.descending);
    let text = |value: fn(&Card) -> Option<&str>| {
        let known = |card| value(card).filter(|text| !text.is_empty());
        known_first(known(a), known(b), |a, b| a.cmp(b), order.descending)
    };
    match order.column {
        Column::Name if order.descending => by_name(b, a),
        Column::Name => by_name(a, b),
        Column::Handle => text(|card| Some(&card.sorted_by.handle)),
        Column::Platform => text(|card| card.platform().map(Platform::label)),
        Column::Followers => known_first(a.followers, b.followers, u64::cmp, order.descending),
        Column::Rate => number(|card| card.rate.map(|(rate, _)| rate)),
        Column::Posts => known_first(a.sorted_by.posts, b.sorted_by.posts, u64::cmp, order.descending),
        Column::Fee => known_first(a.fee, b.fee, by_currency, order.descending),
        Column::Ads => number(|card| card.sponsored.map(|(share, _)| share)),
        Column::Niche => text(|card| card.sorted_by.niche.as_deref()),
        Column::Place => text(|card| Some(&card.sorted_by.place)),
    }
}

/// Fees of one currency stand together; across currencies there is no order without a rate of exchange.
fn by_currency(a: &Money, b: &Money) -> Ordering {
    a.currency.cmp(&b.currency).then(a.minor.cmp(&b.minor))
}

fn known_first<T>(a: Option<T>, b: Option<T>, order: impl Fn(&T, &T) -> Ordering, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => order(&b, &a),
        (Some(a), Some(b)) => order(&a, &b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
