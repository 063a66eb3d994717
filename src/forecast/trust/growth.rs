//! Follower growth: jumps that are larger than the size explains and that no viral post explains either.

use jiff::civil::Date;

use super::account::{AccountFacts, days, median};
use super::{Check, CheckKind, CheckOutcome, Figure, percent, source, steps};
use crate::domain::NumberStyle;

/// The 99th percentile of growth in one month, as a fraction, by followers at its start.
///
/// 1,990 months of 38 influencers, 2019 to 2023 (follower histories published by frosttho, "doessizematter"), of which
/// 65 began between 10,000 and 50,000 followers and 456 below 500,000, each class at its geometric mean. The first
/// step, a doubling, is an assumption: only five months below 10,000 followers are known.
const MOST: [(f64, f64); 5] =
    [(5_000.0, 1.0), (29_786.0, 0.547), (215_278.0, 0.489), (678_882.0, 0.195), (1_757_585.0, 0.135)];

/// A month; growth within less is held against the whole month's limit, not scaled up.
const MONTH: f64 = 31.0;

/// Days before the newest reading that are looked at. Every month looked at can fire by chance.
const LOOK_BACK: f64 = 366.0;

/// Below, a few friends make a jump.
const LEAST_FOLLOWERS: f64 = 1_000.0;

/// A post that brings so many times the usual is viral, and may draw followers for [`ECHO`] days.
const VIRAL: f64 = 5.0;
const ECHO: f64 = 7.0;

/// Posts whose middle is what is usual for the account.
const LEAST_POSTS: usize = 5;

/// Readings looked at, at most.
const MOST_READINGS: usize = 1_000;

/// Growth between two readings.
#[derive(Clone, Copy)]
struct Stretch {
    from: (Date, f64),
    to: (Date, f64),
    /// Growth as a fraction, of a month where the stretch is longer.
    growth: f64,
    most: f64,
}

/// Compares growth between dated readings of followers with the 99th percentile of a month at the size of the account.
pub(super) fn check(facts: &AccountFacts, style: NumberStyle) -> Check {
    let kind = CheckKind::Growth;
    let source = source(
        "Own computation from follower histories (frosttho)",
        "2019-2023",
        "1,990 months of 38 accounts, most above 50,000 followers",
        "99th percentile of monthly growth by followers; below 10,000 followers a doubling is assumed",
    );
    let readings = readings(&facts.follower_readings);
    let steepest = stretches(&readings).reduce(|a, b| if b.growth / b.most > a.growth / a.most { b } else { a });
    let Some(steepest) = steepest else {
        let why = "Growth needs two readings of followers at least a week apart, above 1,000 followers.";
        return Check::unknown(kind, why, "Add the number of followers again in some weeks, or older readings", source);
    };
    let jump = steepest.growth > steepest.most;
    let viral = if jump { viral(facts, steepest) } else { Posts::Unknown };
    let (outcome, ending) = match (jump, viral) {
        (false, _) => (CheckOutcome::Fine, "within what is usual at this size"),
        (true, Posts::Viral) => (CheckOutcome::Fine, "a jump, and a post of that time went viral"),
        (true, Posts::Ordinary) => (CheckOutcome::LookCloser, "a jump, and no post of that time went viral"),
        (true, Posts::Unknown) => {
            (CheckOutcome::LookCloser, "a jump; add the posts of that time to see whether one went viral")
        }
    };
    let per = if days(steepest.from.0, steepest.to.0) > MONTH { " a month" } else { "" };
    let change = format!("{}{per}", percent(steepest.growth, style));
    let verb = if steepest.growth < 0.0 { "changed" } else { "grew" };
    Check {
        kind,
        outcome,
        sentence: format!(
            "Followers {verb} by {change} at most, from {} on {} to {} on {}: {ending}.",
            style.count(steepest.from.1),
            steepest.from.0,
            style.count(steepest.to.1),
            steepest.to.0,
        ),
        evidence: vec![
            Figure::share("Steepest growth", steepest.growth, style),
            Figure::share("99th percentile of a month at this size", steepest.most, style),
            Figure::count("Readings used", readings.len() as f64, style),
        ],
        source,
    }
}

/// Sound readings of the last year, oldest first, one for each day.
fn readings(given: &[(Date, f64)]) -> Vec<(Date, f64)> {
    let mut readings: Vec<(Date, f64)> = given.iter().copied().filter(|(_, n)| n.is_finite() && *n >= 0.0).collect();
    readings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    readings.dedup_by_key(|reading| reading.0);
    if let Some((newest, _)) = readings.last().copied() {
        readings.retain(|(day, _)| days(*day, newest) <= LOOK_BACK);
    }
    let spare = readings.len().saturating_sub(MOST_READINGS);
    readings.split_off(spare)
}

/// Growth from every reading to the next, and to each other within a month. Steps of less than a week count only where
/// they belong to a history of at least a week.
fn stretches(readings: &[(Date, f64)]) -> impl Iterator<Item = Stretch> {
    let long = readings.first().zip(readings.last()).is_some_and(|(a, b)| days(a.0, b.0) >= 7.0);
    let pairs = readings.iter().enumerate().flat_map(move |(place, from)| {
        let later = readings[place + 1..].iter().enumerate();
        later.take_while(move |(steps, to)| *steps == 0 || days(from.0, to.0) <= MONTH).map(move |(_, to)| (*from, *to))
    });
    let sound = pairs.filter(move |(from, _)| long && from.1 >= LEAST_FOLLOWERS);
    sound.map(|(from, to)| {
        let months = (days(from.0, to.0) / MONTH).max(1.0);
        let growth = (to.1 / from.1).powf(1.0 / months) - 1.0;
        Stretch { from, to, growth, most: steps::at(&MOST, from.1 as u64) }
    })
}

enum Posts {
    Viral,
    Ordinary,
    Unknown,
}

/// Whether a post shortly before or during the stretch brought many times the usual.
fn viral(facts: &AccountFacts, stretch: Stretch) -> Posts {
    let of = |value: fn(&crate::domain::post::Counts) -> Option<u64>| -> Posts {
        let counted: Vec<_> =
            facts.posts.iter().filter_map(|post| Some((post.posted_at?, value(&post.counts)?))).collect();
        let usual = median(counted.iter().map(|(_, count)| *count as f64).collect()).max(1.0);
        let near = |at: Date| days(stretch.from.0, at) >= -ECHO && days(at, stretch.to.0) >= 0.0;
        let mut near = counted.iter().filter(|(at, _)| near(at.date())).peekable();
        if counted.len() < LEAST_POSTS || near.peek().is_none() {
            return Posts::Unknown;
        }
        if near.any(|(_, count)| *count as f64 >= VIRAL * usual) { Posts::Viral } else { Posts::Ordinary }
    };
    match (of(|counts| counts.views), of(|counts| counts.engagements())) {
        (Posts::Viral, _) | (_, Posts::Viral) => Posts::Viral,
        (Posts::Unknown, Posts::Unknown) => Posts::Unknown,
        _ => Posts::Ordinary,
    }
}
