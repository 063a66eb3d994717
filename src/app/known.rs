//! Known: what a projection of one account rests on, for the inspector.

use super::clock;
use super::model::Model;
use super::projecting::{Projector, evidence_of};
use super::words::share_words;
use crate::domain::{Account, Entry, Metric, NumberStyle};
use crate::forecast::{ClutterWindow, Evidence, Level, SeenPost, clutter, clutter_check, predict, seen};
use crate::report::known::{Known, KnownPost, PaidAgainstUnpaid, PaidShare, Standing};

/// A post that still lacks more than this part of what it has is called young.
const YOUNG: f64 = 0.1;

/// Below this, more posts aren't worth the talk: the band would keep more than this part of its width.
const HARDLY: f64 = 0.97;

/// A newest post older than so many days says little about today.
const OLD_DAYS: f64 = 180.0;

impl Model {
    /// What projections of `metric` for one account of `entry` rest on.
    pub fn known(&self, entry: &Entry, account: &Account, metric: Metric) -> Known {
        let now = clock::tonight();
        let numbers = self.settings.numbers;
        let evidence = evidence_of(entry, account, metric, now);
        let level = predict(&evidence, metric, &self.premises.forecast);
        let seen = seen(&evidence, &level, &self.premises.forecast);
        let posts = posts(entry, account, metric, &seen);
        let projector =
            Projector { premises: &self.premises, niches: &[], nearby: None, tiers: &self.settings.tiers, now };
        let silent = entry.posts_of(account.id).count() - posts.len();
        Known {
            metric,
            level: level.middle(),
            band: level.band(0.8),
            shares: level.shares,
            sentence: share_words(&level, numbers).join("; "),
            narrower: narrower(&level, &evidence, numbers),
            source: (*level.prior).clone(),
            remarks: remarks(&posts, silent, metric, now.date(), numbers),
            paid: paid(&level, entry, account, &posts, &projector),
            clutter: self.paid_share(entry, account),
            posts,
        }
    }

    /// The share of paid posts of an account against what is usual at its size; `None` without followers.
    pub fn paid_share(&self, entry: &Entry, account: &Account) -> Option<PaidShare> {
        let tier = self.settings.tiers.tier(account.followers()?);
        let posts: Vec<_> = entry.posts_of(account.id).collect();
        let found = clutter(&posts, Some(clock::today()), ClutterWindow::default());
        Some(PaidShare {
            share: found.share.map(|share| (share.value(), share.low, share.high)),
            usual: self.premises.clutter.band(tier),
            check: clutter_check(&found, tier, &self.premises.clutter, self.settings.numbers),
        })
    }
}

/// The posts that tell `metric`, in the order of the entry: newest first.
fn posts(entry: &Entry, account: &Account, metric: Metric, seen: &[SeenPost]) -> Vec<KnownPost> {
    let counted = entry.posts_of(account.id).filter_map(|post| Some((post, post.counts.of(metric)?)));
    let mut posts: Vec<KnownPost> = counted
        .map(|(post, value)| KnownPost {
            day: post.posted_at.map(|at| at.date()),
            kind: post.kind,
            sponsored: post.sponsored,
            value,
            weight: 0.0,
            to_come: 0.0,
            standing: Standing::Old,
        })
        .collect();
    for one in seen {
        let Some(post) = posts.get_mut(one.place) else { continue };
        (post.weight, post.to_come) = (one.weight, one.to_come);
        post.standing = match one {
            one if one.weight <= 0.0 => Standing::Old,
            one if one.bent => Standing::Bent,
            one if one.to_come > YOUNG => Standing::Young,
            _ => Standing::Full,
        };
    }
    posts
}

/// What more posts would do to the band, whose width is the factor between its ends.
fn narrower(level: &Level, evidence: &Evidence, numbers: NumberStyle) -> String {
    let words = |part: f64| match part {
        part if part < 0.29 => "a quarter as wide".to_owned(),
        part if part < 0.42 => "a third as wide".to_owned(),
        part if part < 0.55 => "half as wide".to_owned(),
        part => format!("{} narrower", numbers.percent(1.0 - part, 0)),
    };
    let (five, twenty) = (level.narrows(5, 0.8), level.narrows(20, 0.8));
    let more = if level.posts_used == 0 { "" } else { " more" };
    let mut sentence = match (five, twenty) {
        (_, twenty) if twenty > HARDLY && level.posts_used == 0 => {
            "Posts would hardly narrow the band: single posts differ that much".to_owned()
        }
        (_, twenty) if twenty > HARDLY => {
            "More posts would hardly narrow the band: their single posts differ that much".to_owned()
        }
        (five, twenty) if five > HARDLY => {
            format!("20{more} posts would make the band {}", words(twenty))
        }
        (five, twenty) if words(five) == words(twenty) => {
            format!("5{more} posts would make the band {}, 20 little narrower still", words(five))
        }
        (five, twenty) => {
            format!("5{more} posts would make the band {}, 20{more} {}", words(five), words(twenty))
        }
    };
    if let Some(age) = level.newest_age_days.filter(|age| *age > OLD_DAYS) {
        sentence.push_str(&format!("; the newest one known is {} days old, newer ones tell more", numbers.count(age)));
    }
    if evidence.followers.is_none() {
        sentence.push_str("; the number of followers would narrow it too");
    }
    sentence
}

/// What doesn't count as it is, and why.
fn remarks(
    posts: &[KnownPost],
    silent: usize,
    metric: Metric,
    today: jiff::civil::Date,
    numbers: NumberStyle,
) -> Vec<String> {
    let count = |standing| posts.iter().filter(|post| post.standing == standing).count();
    let of = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 post {one}"),
        n => format!("{} posts {many}", numbers.count(n as f64)),
    };
    let ahead = posts.iter().filter(|post| post.day.is_some_and(|day| day > today)).count();
    let word = metric.label().to_lowercase();
    let (young, bent, old) = (count(Standing::Young), count(Standing::Bent), count(Standing::Old));
    let all = [
        (young, of(young, "is", "are") + " so young that what is still to come is added"),
        (bent, of(bent, "lies", "lie") + " so far off that it counts as if it lay nearer"),
        (old, of(old, "is", "are") + " too old to count beside newer ones"),
        (silent, of(silent, "tells", "tell") + &format!(" no {word}")),
        (ahead, of(ahead, "is", "are") + " dated after today; look at the date"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect()
}

/// What payment does to a post of this creator, with what the share of paid posts around it does.
fn paid(
    level: &Level,
    entry: &Entry,
    account: &Account,
    posts: &[KnownPost],
    projector: &Projector<'_>,
) -> PaidAgainstUnpaid {
    let organic = level.middle();
    let crowd = projector.clutter_of(entry, account).map_or(1.0, |(factor, _)| factor);
    let paid = (level.location.exp() * level.paid_factor() * crowd - 1.0).max(0.0);
    let followers = account.followers().filter(|followers| *followers > 0).map(|followers| followers as f64);
    let counted = || posts.iter().filter(|post| post.standing != Standing::Old);
    PaidAgainstUnpaid {
        organic,
        paid,
        rates: followers.map(|followers| (organic / followers, paid / followers)),
        paid_posts: counted().filter(|post| post.sponsored == Some(true)).count(),
        organic_posts: counted().filter(|post| post.sponsored != Some(true)).count(),
    }
}
