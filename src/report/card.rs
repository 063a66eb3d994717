//! A card: what the roster table and the inspector show of one creator, worked out once when it changes.

use jiff::civil::Date;

use crate::domain::text::fold;
use crate::domain::{Account, Currency, Entry, Measure, Metric, Money, Platform, Post};
use crate::forecast::{ClutterWindow, clutter};

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
    /// The lowest fee in the currency of the first offer with a fee.
    pub fee: Option<Money>,
    /// Share of the main account's posts in the usual [`ClutterWindow`] that are sponsored, with how many tell it.
    pub sponsored: Option<(f64, usize)>,
    /// What [`Card::strip`] counts: engagements, or views where no recent post has engagements; never both.
    pub strip_metric: Metric,
    /// What the newest posts brought, newest first.
    pub strip: Vec<u64>,
    /// What the table sorts by, so that sorting folds no text and sorts no posts.
    pub sorted_by: SortKeys,
}

/// Keys of a card to sort by.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SortKeys {
    /// The main account's handle, folded; empty where there is none.
    pub handle: String,
    /// The first niche, folded.
    pub niche: Option<String>,
    /// The home town, folded; empty where unknown.
    pub place: String,
    /// The median of the strip.
    pub posts: Option<u64>,
}

impl Card {
    /// Works out the card of `entry` as it is on the day `today`, or whatever day it is.
    pub fn as_of(entry: Entry, today: Option<Date>) -> Card {
        let main = entry.main_account();
        let followers = main.and_then(Account::followers);
        let recent: Vec<&Post> = main.map(|a| entry.posts_of(a.id).take(RECENT).collect()).unwrap_or_default();
        let strip_metric = strip_metric(&recent);
        let strip: Vec<u64> = recent.iter().filter_map(|post| post.counts.of(strip_metric)).collect();
        let sponsored = main.and_then(|account| {
            let posts: Vec<&Post> = entry.posts_of(account.id).collect();
            let share = clutter(&posts, today, ClutterWindow::default()).share?;
            Some((share.value(), share.of as usize))
        });
        let rate = main.and_then(|account| rate(account, &recent));
        let first_fee = entry.offers.iter().find_map(|offer| offer.fee);
        let fee = first_fee.and_then(|fee| lowest_fee(&entry, fee.currency));
        let folded = searched_text(&entry);
        let sorted_by = SortKeys {
            handle: main.map(|account| fold(&account.handle)).unwrap_or_default(),
            niche: entry.creator.niches.first().map(|niche| fold(niche)),
            place: fold(&entry.creator.place),
            posts: median(&strip),
        };
        Card { folded, followers, rate, fee, sponsored, strip_metric, strip, sorted_by, entry }
    }

    /// The lowest fee in `currency`; `None` if no offer has one.
    pub fn fee_in(&self, currency: Currency) -> Option<Money> {
        lowest_fee(&self.entry, currency)
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

fn lowest_fee(entry: &Entry, currency: Currency) -> Option<Money> {
    let fees = entry.offers.iter().filter_map(|offer| offer.fee);
    fees.filter(|fee| fee.currency == currency).min_by_key(|fee| fee.minor)
}

/// Likes and views differ by orders of magnitude, so the posts of one creator are compared by one of them only.
fn strip_metric(recent: &[&Post]) -> Metric {
    let engagements = recent.iter().any(|post| post.counts.engagements().is_some());
    if engagements { Metric::Engagements } else { Metric::Views }
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
    use crate::domain::{AccountId, Creator, CreatorId, FeeStatus, Offer, OfferId, PostId, Reading};

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
        Entry { accounts: vec![account], posts, ..Entry::of(Creator::named("Märta Kolb")) }
    }

    #[test]
    fn the_rate_is_the_median_of_own_posts() {
        let card = Card::as_of(entry(Some(1000.0), &[10, 20, 900]), None);
        assert_eq!(card.rate, Some((0.02, RateBasis::Posts(3))));
        assert_eq!(card.strip, vec![10, 20, 900]);
        assert_eq!(card.folded, "marta kolb\nmarta");
    }

    #[test]
    fn likes_and_views_are_never_mixed() {
        let mut mixed = entry(Some(1000.0), &[10, 20]);
        mixed.posts[1].counts = Counts { views: Some(9_000), ..Counts::default() };
        let card = Card::as_of(mixed.clone(), None);
        assert_eq!(
            (card.strip_metric, card.strip.clone(), card.sorted_by.posts),
            (Metric::Engagements, vec![10], Some(10))
        );
        mixed.posts.remove(0);
        let card = Card::as_of(mixed, None);
        assert_eq!((card.strip_metric, card.strip), (Metric::Views, vec![9_000]));
    }

    #[test]
    fn fees_of_two_currencies_are_never_compared() {
        let offer = |minor, currency| Offer {
            id: OfferId(0),
            creator: CreatorId(1),
            account: None,
            deliverables: vec![],
            fee: Some(Money::from_minor(minor, currency)),
            status: FeeStatus::Guess,
            source: String::new(),
            dated: None,
            note: String::new(),
        };
        let mut entry = entry(None, &[]);
        entry.offers = vec![offer(9_000, Currency::EUR), offer(7_000, Currency::EUR), offer(500, Currency::USD)];
        let card = Card::as_of(entry, None);
        assert_eq!(card.fee, Some(Money::from_minor(7_000, Currency::EUR)));
        assert_eq!(card.fee_in(Currency::USD), Some(Money::from_minor(500, Currency::USD)));
    }

    #[test]
    fn unknown_stays_unknown() {
        let card = Card::as_of(entry(None, &[10]), None);
        assert_eq!((card.rate, card.followers, card.fee, card.sponsored), (None, None, None, None));
        assert_eq!(Card::as_of(entry(Some(0.0), &[10]), None).rate, None);
    }
}
