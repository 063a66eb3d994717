//! Samples looked at by hand: followers and comments, with the interval the sample leaves open.

use super::{Check, CheckKind, CheckOutcome, Figure, percent, source};
use crate::domain::NumberStyle;
use crate::forecast::wilson::Share;

/// Of so many looked at by hand, so many seemed not to be real.
///
/// To be drawn at random: the newest followers, or the first comments shown, are not a sample.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Audit {
    /// How many were looked at.
    pub looked_at: u64,
    /// How many of them looked wrong: empty or copied profiles; comments of emoji or praise that fit any post.
    pub suspicious: u64,
}

impl Audit {
    /// The band of a look holds the true share with this probability; so about 5 % of samples err on either side.
    pub const CONFIDENCE: f64 = 0.9;

    /// The share of suspicious ones and what the sample leaves open; `None` where more were counted than looked at.
    pub fn share(self) -> Option<Share> {
        Share::of(self.suspicious, self.looked_at, Audit::CONFIDENCE)
    }
}

/// From so many on, a sample that is wrong without doubt may say so before it is complete.
const LEAST: u64 = 5;

/// What one kind of sample is held against.
struct Rule {
    kind: CheckKind,
    things: &'static str,
    /// A full sample.
    full: u64,
    /// Up to this share is normal.
    normal: f64,
    /// From this share on it is alarming: the band of a sample that is called fine stays below.
    alarm: f64,
    source: [&'static str; 4],
}

const FOLLOWERS: Rule = Rule {
    kind: CheckKind::FollowerSample,
    things: "followers",
    full: 30,
    normal: 0.25,
    alarm: 0.5,
    source: [
        "Modash and Stellar help centres; SRF Data",
        "2017; help pages read in 2026",
        "SRF: 115 Swiss influencers with 7 million followers; the vendors name no sample",
        "Less than 75 % real followers is often a sign of fraud (Modash), above 25 % suspicious is the warning line \
         (Stellar). SRF found a median of 14 to 20 % fake followers and about 30 of 115 accounts above 50 %",
    ],
};

const COMMENTS: Rule = Rule {
    kind: CheckKind::CommentSample,
    things: "comments",
    full: 20,
    normal: 0.15,
    alarm: 0.5,
    source: [
        "HypeAuditor",
        "read in 2026",
        "A vendor's guide, no sample named",
        "1 to 3 suspicious comments of 20 are normal, half of them is an alarm",
    ],
};

/// Judges followers looked at.
pub(super) fn check_followers(audit: Option<Audit>, style: NumberStyle) -> Check {
    FOLLOWERS.check(audit, style)
}

/// Judges comments looked at.
pub(super) fn check_comments(audit: Option<Audit>, style: NumberStyle) -> Check {
    COMMENTS.check(audit, style)
}

impl Rule {
    /// Unusual where the whole band lies above what is normal; fine where a full sample lies within it and the band
    /// stays below the alarm; else more have to be looked at.
    fn check(&self, audit: Option<Audit>, style: NumberStyle) -> Check {
        let source = source(self.source[0], self.source[1], self.source[2], self.source[3]);
        let Some(audit) = audit.filter(|audit| audit.looked_at > 0) else {
            let why = format!("No {} have been looked at.", self.things);
            let add = format!("Draw {} {} at random and count those that don't look real", self.full, self.things);
            return Check::unknown(self.kind, &why, add, source);
        };
        let Some(share) = audit.share() else {
            let why = format!("More {} are counted as suspicious than were looked at.", self.things);
            return Check::unknown(self.kind, &why, "Correct one of the two numbers", source);
        };
        let outcome = match share {
            share if share.low > self.normal && share.of >= LEAST => CheckOutcome::LookCloser,
            share if share.of < self.full => self.more(self.full - share.of),
            share if share.value() <= self.normal && share.high < self.alarm => CheckOutcome::Fine,
            _ => self.more(self.full),
        };
        let counted =
            format!("{} of {} {}", style.count(share.count as f64), style.count(share.of as f64), self.things);
        let band = format!("{} to {} of all", percent(share.low, style), percent(share.high, style));
        let normal = format!("up to {} is normal", percent(self.normal, style));
        Check {
            kind: self.kind,
            outcome,
            sentence: format!("{counted} looked suspicious, which leaves {band} open; {normal}."),
            evidence: vec![
                Figure::count("Looked at", share.of as f64, style),
                Figure::count("Suspicious", share.count as f64, style),
                Figure::share("Share, low", share.low, style),
                Figure::share("Share, high", share.high, style),
                Figure::share("Normal up to", self.normal, style),
            ],
            source,
        }
    }

    fn more(&self, number: u64) -> CheckOutcome {
        CheckOutcome::NotKnown { add: format!("Look at {number} more {} drawn at random", self.things) }
    }
}
