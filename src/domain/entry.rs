//! An entry of the roster: one creator with everything the file holds about them.

use jiff::civil::Date;

use super::{Account, AccountId, AudienceShare, Audit, Creator, Offer, Post};

/// One creator with accounts, offers and past posts.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The creator.
    pub creator: Creator,
    /// Their accounts with the newest readings, in the order they were added.
    pub accounts: Vec<Account>,
    /// What they sell, in the order it was added.
    pub offers: Vec<Offer>,
    /// Past posts of all their accounts, newest first; posts without a date last.
    pub posts: Vec<Post>,
    /// Where their audiences live, where that is known.
    pub audience: Vec<AudienceShare>,
    /// What hand audits found, oldest first.
    pub audits: Vec<Audit>,
    /// Every known number of followers, oldest first.
    pub growth: Vec<(AccountId, Date, f64)>,
}

impl Entry {
    /// An entry of a creator of whom nothing else is known.
    pub fn of(creator: Creator) -> Entry {
        Entry {
            creator,
            accounts: Vec::new(),
            offers: Vec::new(),
            posts: Vec::new(),
            audience: Vec::new(),
            audits: Vec::new(),
            growth: Vec::new(),
        }
    }

    /// The account most people know them by: the one with the most followers, the first among equals.
    pub fn main_account(&self) -> Option<&Account> {
        let mut best: Option<&Account> = None;
        for account in &self.accounts {
            if best.is_none_or(|b| account.followers() > b.followers()) {
                best = Some(account);
            }
        }
        best
    }

    /// The account an offer is published on: its own, else the main one.
    pub fn account_of(&self, offer: &Offer) -> Option<&Account> {
        let own = offer.account.and_then(|id| self.accounts.iter().find(|account| account.id == id));
        own.or_else(|| self.main_account())
    }

    /// The posts of one account, newest first.
    pub fn posts_of(&self, account: AccountId) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |post| post.account == account)
    }
}
