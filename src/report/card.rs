//! A card: what the roster table and the inspector show of one creator, worked out once when it changes.

use crate::domain::text::fold;
use crate::domain::{Account, Entry, Measure, Metric, Money, Platform, Post};

/// How many of the newest posts stand for what a creator's posts usually do.
pub const RECENT: usize = 12;

/// Where an engagement rate comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateBasis {
    /// The median of so many own posts over the followers.
    Posts(usize),
    /// A reading that an import or the user stated.
    Stated,
}

/// One creator, ready to be searched, filtered, sorted and shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// Everything the file holds about them.
    pub entry: Entry,
    /// Name, handles, niches, tags, place and notes, folded for search.
    pub folded: String,
    /// Followers of the main account; `None` where unknown.
    pub followers: Option<u64>,
    /// Engagement rate of the main account, a fraction of its followers, and where it comes from.
    pub rate: Option<(f64, RateBasis)>,
    /// The lowest known fee of any offer.
    pub fee: Option<Money>,
    /// Share of the main account's recent posts that are sponsored, with how many posts tell it.
    pub sponsored: Option<(f64, usize)>,
    /// Engagements (or views, where only they are known) of the newest posts, newest first.
    pub strip: Vec<u64>,
}

impl Card {
    /// Works out the card of `entry`.
    pub fn new(entry: Entry) -> Card {
        let main = entry.main_account();
        let followers = main.and_then(Account::followers);
        let recent: Vec<&Post> = main.map(|a| entry.posts_of(a.id).take(RECENT).collect()).unwrap_or_default();
        let strip: Vec<u64> = recent.iter().filter_map(|post| shown_count(post)).collect();
        let known: Vec<bool> = recent.iter().filter_map(|post| post.sponsored).collect();
        let sponsored = (!known.is_empty())
            .then(|| (known.iter().filter(|paid| **paid).count() as f64 / known.len() as f64, known.len()));
        let rate = main.and_then(|account| rate(account, &recent));
        let fee = entry.offers.iter().filter_map(|offer| offer.fee).min_by_key(|fee| fee.minor);
        let folded = searched_text(&entry);
        Card { folded, followers, rate, fee, sponsored, strip, entry }
    }

    /// The name shown.
    pub fn name(&self) -> &str {
        &self.entry.creator.name
    }

    /// The main account's platform.
    pub fn platform(&self) -> Option<Platform> {
        self.entry.main_account().map(|account| account.platform)
    }

    /// The main account's handle with "@", or the empty text.
    pub fn handle(&self) -> String {
        match self.entry.main_account() {
            Some(account) if !account.handle.is_empty() => format!("@{}", account.handle),
            _ => String::new(),
        }
    }
}

/// What one post shows in the strip: engagements, else views.
pub fn shown_count(post: &Post) -> Option<u64> {
    post.counts.of(Metric::Engagements).or(post.counts.views)
}

/// The median of `values`, the lower of the two middle ones among an even number; `None` of nothing.
pub fn median(values: &[u64]) -> Option<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

fn rate(account: &Account, recent: &[&Post]) -> Option<(f64, RateBasis)> {
    let engagements: Vec<u64> = recent.iter().filter_map(|post| post.counts.engagements()).collect();
    let followers = account.followers().filter(|n| *n > 0);
    match (median(&engagements), followers) {
        (Some(median), Some(followers)) => {
            Some((median as f64 / followers as f64, RateBasis::Posts(engagements.len())))
        }
        _ => account.reading(Measure::EngagementRate).map(|reading| (reading.value, RateBasis::Stated)),
    }
}

fn searched_text(entry: &Entry) -> String {
    let creator = &entry.creator;
    let mut text = creator.name.clone();
    let handles = entry.accounts.iter().map(|account| account.handle.as_str());
    let labels = creator.niches.iter().chain(&creator.tags).map(String::as_str);
    let rest = [creator.place.as_str(), creator.country.as_str(), creator.email.as_str(), creator.notes.as_str()];
    for part in handles.chain(labels).chain(rest).filter(|part| !part.is_empty()) {
        text.push('\n');
        text.push_str(part);
    }
    // The parts are folded one by one so that a search never matches across their borders.
    text.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::post::Counts;
    use crate::domain::{AccountId, Creator, CreatorId, PostId, Reading};

    fn entry(followers: Option<f64>, likes: &[u64]) -> Entry {
        let day = jiff::civil::date(2026, 5, 3);
        let reading = |value| Reading { measure: Measure::Followers, value, taken_on: day, source: "typed in".into() };
        let account = Account {
            id: AccountId(1),
            creator: CreatorId(1),
            platform: Platform::Instagram,
            handle: "marta".into(),
            url: String::new(),
            latest: followers.map(reading).into_iter().collect(),
        };
        let post = |likes: &u64| Post {
            id: PostId(0),
            account: AccountId(1),
            posted_at: None,
            kind: None,
            sponsored: None,
            counts: Counts { likes: Some(*likes), ..Counts::default() },
            url: String::new(),
        };
        let posts = likes.iter().map(post).collect();
        Entry { creator: Creator::named("Märta Kolb"), accounts: vec![account], offers: vec![], posts }
    }

    #[test]
    fn the_rate_is_the_median_of_own_posts() {
        let card = Card::new(entry(Some(1000.0), &[10, 20, 900]));
        assert_eq!(card.rate, Some((0.02, RateBasis::Posts(3))));
        assert_eq!(card.strip, vec![10, 20, 900]);
        assert_eq!(card.folded, "marta kolb\nmarta");
    }

    #[test]
    fn unknown_stays_unknown() {
        let card = Card::new(entry(None, &[10]));
        assert_eq!((card.rate, card.followers, card.fee, card.sponsored), (None, None, None, None));
        assert_eq!(Card::new(entry(Some(0.0), &[10])).rate, None);
    }
}
