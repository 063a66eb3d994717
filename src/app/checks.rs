//! Checks of the accounts of one creator, as the inspector shows them.

use super::clock;
use super::model::Model;
use crate::domain::{Account, Audit, AuditKind, Entry, NumberStyle, Post};
use crate::forecast::{self, AccountFacts, ClutterWindow, check_account, clutter, clutter_check};
use crate::report::checks::Check;

impl Model {
    /// Every check of one account, those of authenticity first, then how many of its posts are paid.
    pub fn checks(&self, entry: &Entry, account: &Account) -> Vec<Check> {
        let posts: Vec<&Post> = entry.posts_of(account.id).collect();
        let numbers = self.settings.numbers;
        let today = Some(clock::today());
        let facts = AccountFacts {
            follower_readings: entry
                .growth
                .iter()
                .filter(|(id, ..)| *id == account.id)
                .map(|(_, day, count)| (*day, *count))
                .collect(),
            follower_audit: audit(entry, account, AuditKind::Followers),
            comment_audit: audit(entry, account, AuditKind::Comments),
            today,
            ..AccountFacts::of(account, posts.clone())
        };
        let mut checks = check_account(&facts, &self.premises.forecast, numbers);
        if let Some(followers) = account.followers() {
            let found = clutter(&posts, today, ClutterWindow::default());
            let tier = self.settings.tiers.tier(followers);
            checks.push(clutter_check(&found, tier, &self.premises.clutter, numbers));
        }
        checks
    }
}

/// What a look at a whole sample that finds so many suspicious would leave open, and how sure that is, in words; `None`
/// where more are suspicious than are looked at.
pub fn left_open(kind: AuditKind, suspicious: u32, numbers: NumberStyle) -> Option<(String, String)> {
    let sample = kind.sample();
    let share = forecast::Audit { looked_at: sample.into(), suspicious: suspicious.into() }.share()?;
    let (low, high) = (numbers.percent(share.low, 0), numbers.percent(share.high, 0));
    let sure = numbers.count(forecast::Audit::CONFIDENCE * 10.0);
    Some((
        format!("{suspicious} of {sample} leaves {low} to {high} of all open"),
        format!("The true share lies in there {sure} times in 10, if the sample was drawn at random (Wilson 1927)"),
    ))
}

/// The newest audit of one kind.
fn audit(entry: &Entry, account: &Account, kind: AuditKind) -> Option<forecast::Audit> {
    let of_kind = |audit: &&Audit| audit.account == account.id && audit.kind == kind;
    let newest = entry.audits.iter().filter(of_kind).max_by_key(|audit| audit.taken_on)?;
    Some(forecast::Audit { looked_at: newest.looked_at.into(), suspicious: newest.suspicious.into() })
}
