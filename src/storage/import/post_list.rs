//! Posts of an account, from all rows about it.
//!
//! A post with an address is known by it. Others are told apart by time and kind only, and several may share those:
//! first the ones whose counts agree are paired, then the rest in order, and what is left over is new.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::civil::DateTime;

use super::Work;
use crate::domain::post::Counts;
use crate::domain::text::clean;
use crate::domain::{AccountId, Post, PostDraft, PostId, PostKind};
use crate::storage::error::StoreError;
use crate::storage::posts;
use crate::storage::tx::LONGEST_TEXT;

/// Above so many posts of one time and kind a row is no longer compared with each of them.
const MANY: usize = 2_000;

/// What posts without address are told apart by.
type Key = (Option<DateTime>, Option<PostKind>);

/// Everything a post without address says: key, counts, whether paid.
type Exact = (Key, [Option<u64>; 6], Option<bool>);

/// A name and the place of one of the counts.
type Count = (&'static str, fn(&mut Counts) -> &mut Option<u64>);

const COUNTS: [Count; 6] = [
    ("Views", |counts| &mut counts.views),
    ("Reach", |counts| &mut counts.reach),
    ("Likes", |counts| &mut counts.likes),
    ("Comments", |counts| &mut counts.comments),
    ("Shares", |counts| &mut counts.shares),
    ("Saves", |counts| &mut counts.saves),
];

impl Work<'_> {
    /// Brings the posts of an account up to date.
    pub(super) fn apply_posts(&mut self, account: AccountId, rows: &[usize]) -> Result<(), StoreError> {
        let mut said = Vec::new();
        for at in rows {
            if let Some(draft) = &self.drafts[*at].post {
                said.push((*at, self.storable(*at, draft)));
            }
        }
        if said.is_empty() {
            return Ok(());
        }
        // Of several rows about one address the last decides; the others say nothing more.
        let mut urls = HashSet::new();
        said.reverse();
        said.retain(|(_, draft)| draft.url.is_empty() || urls.insert(draft.url.clone()));
        said.reverse();
        let known = posts::of_account(self.tx.conn, account)?;
        let pairs = Pairing::of(&known, &said).pairs;
        for ((at, draft), pair) in said.iter().zip(pairs) {
            match pair {
                Some(place) => self.update_post(*at, &known[place], draft)?,
                None => {
                    self.tally.is_new(*at);
                    self.tx.add_post(&merged(&blank(account), draft))?;
                }
            }
        }
        Ok(())
    }

    fn update_post(&mut self, at: usize, known: &Post, draft: &PostDraft) -> Result<(), StoreError> {
        let mut post = merged(known, draft);
        if post == *known {
            return Ok(());
        }
        let time = |post: &Post| post.posted_at.map(|time| time.to_string()).unwrap_or_default();
        let kind = |post: &Post| post.kind.map(|kind| kind.key()).unwrap_or_default();
        let paid = |post: &Post| post.sponsored.map(|paid| if paid { "yes" } else { "no" }).unwrap_or_default();
        self.tally.charge(at, "Posted", time(known), time(&post));
        self.tally.charge(at, "Kind", kind(known), kind(&post));
        self.tally.charge(at, "Paid", paid(known), paid(&post));
        self.tally.charge(at, "Address", known.url.as_str(), post.url.as_str());
        let mut before = known.counts;
        for (name, of) in COUNTS {
            let shown = |count: &Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
            self.tally.charge(at, name, shown(of(&mut before)), shown(of(&mut post.counts)));
        }
        self.tx.update_post(&post)
    }

    /// The draft with what can't be stored left out and told.
    fn storable(&mut self, at: usize, draft: &PostDraft) -> PostDraft {
        let mut draft = draft.clone();
        for (name, of) in COUNTS {
            if of(&mut draft.counts).is_some_and(|count| i64::try_from(count).is_err()) {
                *of(&mut draft.counts) = None;
                self.tally.issue(at, name, "The count is larger than can be", "It was left unknown");
            }
        }
        if draft.posted_at.is_some_and(|time| time.year() < 1) {
            draft.posted_at = None;
            self.tally.issue(at, "Posted", "The date is before all calendars", "It was left unknown");
        }
        if draft.url.len() > LONGEST_TEXT {
            draft.url = String::new();
            self.tally.issue(at, "Address", "The address is longer than a million characters", "It was left out");
        }
        draft.url = clean(&draft.url);
        draft
    }
}

/// Which known post each row is about; `None` if a new one.
struct Pairing<'a> {
    known: &'a [Post],
    taken: Vec<bool>,
    pairs: Vec<Option<usize>>,
}

impl<'a> Pairing<'a> {
    fn of(known: &'a [Post], said: &[(usize, PostDraft)]) -> Pairing<'a> {
        let mut pairing = Pairing { known, taken: vec![false; known.len()], pairs: vec![None; said.len()] };
        pairing.by_url(said);
        pairing.by_equality(said);
        pairing.by_order(said);
        pairing
    }

    fn pair(&mut self, row: usize, place: usize) {
        self.pairs[row] = Some(place);
        self.taken[place] = true;
    }

    fn by_url(&mut self, said: &[(usize, PostDraft)]) {
        let known = self.known;
        let with_url = known.iter().enumerate().rev().filter(|(_, post)| !post.url.is_empty());
        let places: HashMap<&str, usize> = with_url.map(|(place, post)| (post.url.as_str(), place)).collect();
        for (row, (_, draft)) in said.iter().enumerate() {
            if let Some(place) = places.get(draft.url.as_str()) {
                self.pair(row, *place);
            }
        }
    }

    /// Rows whose post is known exactly as they say it.
    fn by_equality(&mut self, said: &[(usize, PostDraft)]) {
        let mut places: HashMap<Exact, VecDeque<usize>> = HashMap::new();
        for (place, post) in self.known.iter().enumerate().filter(|(place, _)| !self.taken[*place]) {
            let exact = ((post.posted_at, post.kind), list(&post.counts), post.sponsored);
            places.entry(exact).or_default().push_back(place);
        }
        for (row, (_, draft)) in said.iter().enumerate() {
            let exact = ((draft.posted_at, draft.kind), list(&draft.counts), draft.sponsored);
            if self.pairs[row].is_none()
                && let Some(places) = places.get_mut(&exact)
                && let Some(at) = places.iter().position(|place| self.may_share_url(draft, *place))
                && let Some(place) = places.remove(at)
            {
                self.pair(row, place);
            }
        }
    }

    /// Rows silent about some counts and equal in the others; then, in order, rows of the same time and kind.
    fn by_order(&mut self, said: &[(usize, PostDraft)]) {
        let mut places: HashMap<Key, VecDeque<usize>> = HashMap::new();
        for (place, post) in self.known.iter().enumerate().filter(|(place, _)| !self.taken[*place]) {
            places.entry((post.posted_at, post.kind)).or_default().push_back(place);
        }
        for only_agreeing in [true, false] {
            for (row, (_, draft)) in said.iter().enumerate() {
                let Some(places) = places.get_mut(&(draft.posted_at, draft.kind)) else { continue };
                if self.pairs[row].is_some() || (only_agreeing && places.len() > MANY) {
                    continue;
                }
                let fits = |place: &usize| {
                    let agrees = merged(&self.known[*place], draft).counts == self.known[*place].counts;
                    self.may_share_url(draft, *place) && (agrees || !only_agreeing)
                };
                if let Some(at) = places.iter().take(MANY).position(fits)
                    && let Some(place) = places.remove(at)
                {
                    self.pair(row, place);
                }
            }
        }
    }

    /// A row with another address is about another post.
    fn may_share_url(&self, draft: &PostDraft, place: usize) -> bool {
        draft.url.is_empty() || self.known[place].url.is_empty()
    }
}

fn list(counts: &Counts) -> [Option<u64>; 6] {
    let mut counts = *counts;
    COUNTS.map(|(_, of)| *of(&mut counts))
}

fn blank(account: AccountId) -> Post {
    Post {
        id: PostId(0),
        account,
        posted_at: None,
        kind: None,
        sponsored: None,
        counts: Counts::default(),
        url: String::new(),
    }
}

/// The known post with what the draft says; where it is silent, what is known stays.
fn merged(known: &Post, draft: &PostDraft) -> Post {
    let mut post = known.clone();
    let mut said = draft.counts;
    for (_, of) in COUNTS {
        let count = of(&mut said).or(*of(&mut post.counts));
        *of(&mut post.counts) = count;
    }
    post.posted_at = draft.posted_at.or(post.posted_at);
    post.kind = draft.kind.or(post.kind);
    post.sponsored = draft.sponsored.or(post.sponsored);
    if !draft.url.is_empty() {
        post.url = draft.url.clone();
    }
    post
}
