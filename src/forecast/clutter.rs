//! Clutter: how much of what a creator posts is paid for, and what that does to one more paid post.

use std::sync::Arc;

use jiff::civil::Date;

use super::assumptions::{Factor, Source};
use super::trust::{Check, CheckKind, CheckOutcome, Figure};
use super::wilson::Share;
use crate::domain::{NumberStyle, Post, Tier};

/// The band of a paid share holds the true one with this probability.
const CONFIDENCE: f64 = 0.9;

/// Posts with a known flag that are needed before a share is called fine.
const LEAST_POSTS: u64 = 10;

/// Which posts count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClutterWindow {
    /// The newest so many posts.
    pub posts: usize,
    /// Not older than so many days, where a day is known.
    pub days: u32,
}

impl Default for ClutterWindow {
    /// The newest 30 posts of 90 days: Lefty counts three months, others 30 posts.
    fn default() -> Self {
        ClutterWindow { posts: 30, days: 90 }
    }
}

impl ClutterWindow {
    /// "up to 30 posts of the last 90 days"
    pub fn words(self) -> String {
        format!("up to {} posts of the last {} days", self.posts, self.days)
    }
}

/// Paid posts among the newest.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Clutter {
    /// Paid posts among those of which it is known; `None` where it is known of none.
    pub share: Option<Share>,
    /// Posts in the window of which it is unknown; they are neither paid nor unpaid.
    pub unknown: u64,
}

/// Counts paid posts in the window that ends on `today`.
///
/// Posts may come in any order; where no day is known of any, the given order counts as newest first, and where some
/// have one, those without come last and only fill up the number of posts if `today` is `None`. Posts after `today`
/// don't count.
pub fn clutter(posts: &[&Post], today: Option<Date>, window: ClutterWindow) -> Clutter {
    let mut newest: Vec<&Post> = posts.to_vec();
    newest.sort_by_key(|post| std::cmp::Reverse(post.posted_at));
    if let Some(today) = today
        && posts.iter().any(|post| post.posted_at.is_some())
    {
        let age = |post: &Post| post.posted_at.map(|at| today.duration_since(at.date()).as_secs() / 86_400);
        newest.retain(|post| age(post).is_some_and(|age| (0..=i64::from(window.days)).contains(&age)));
    }
    newest.truncate(window.posts);
    let count = |wanted: Option<bool>| newest.iter().filter(|post| post.sponsored == wanted).count() as u64;
    let (paid, unpaid) = (count(Some(true)), count(Some(false)));
    Clutter { share: Share::of(paid, paid + unpaid, CONFIDENCE), unknown: count(None) }
}

/// The usual share of paid posts by tier.
#[derive(Clone, PartialEq, Debug)]
pub struct ClutterBands {
    /// Low and high share, 0–1, in the order of [`Tier::ALL`].
    pub bands: [(f64, f64); Tier::ALL.len()],
    /// Where they come from.
    pub source: Arc<Source>,
}

impl Default for ClutterBands {
    /// Lefty's bands; starters and nano are assumed to be like the lower half of micro.
    fn default() -> Self {
        let source = Source {
            name: "Lefty".to_owned(),
            year: "read in 2026".to_owned(),
            population: "A vendor's advice, no sample named; an assumption below 10,000 followers".to_owned(),
            basis:
                "Paid posts among all of three months: 5 to 15 % for micro, 10 to 20 % mid, 15 to 25 % macro, 20 to \
                    35 % mega. Others: 10 to 30 % (Imagency); 2 % on average, at most 5 % for nine of ten (Wearisma, \
                    UK 2018)"
                    .to_owned(),
        };
        let bands = [(0.0, 0.1), (0.0, 0.1), (0.05, 0.15), (0.1, 0.2), (0.15, 0.25), (0.2, 0.35)];
        ClutterBands { bands, source: Arc::new(source) }
    }
}

impl ClutterBands {
    /// The band of a tier.
    pub fn band(&self, tier: Tier) -> (f64, f64) {
        self.bands[tier as usize]
    }
}

/// What a higher share of paid posts does to the result of a paid post.
#[derive(Clone, PartialEq, Debug)]
pub struct ClutterEffect {
    /// Change of ln(result) if all posts were paid rather than none; negative where clutter hurts.
    pub slope: f64,
    /// How unsure that is, as a sd.
    pub slope_sd: f64,
    /// Where it comes from.
    pub source: Arc<Source>,
}

impl Default for ClutterEffect {
    /// Nearly neutral: ten points more cost 2 %, give or take 3. The direction is published, the size is assumed.
    fn default() -> Self {
        let source = Source {
            name: "Assumption".to_owned(),
            year: "2026".to_owned(),
            population: "none for its size; the direction from Instagram profiles (2020) and a vendor's data (2019)"
                .to_owned(),
            basis: "More paid posts go with less engagement (\"Sponsored content and user engagement dynamics on \
                    Instagram\", 2020; Upfluence in Forbes, 2019); neither gives a figure to take over"
                .to_owned(),
        };
        ClutterEffect { slope: -0.2, slope_sd: 0.3, source: Arc::new(source) }
    }
}

impl Clutter {
    /// What the share of paid posts does to a paid post's result, against a creator in the middle of `band`.
    ///
    /// ln(multiplier) = slope × (share − middle); its variance adds what is unsure about the slope and about the share.
    /// An unknown share leaves the result as it is and adds the uncertainty of a share anywhere in the band. The
    /// multiplier comes on top of that of paid posts in general.
    pub fn effect(&self, band: (f64, f64), effect: &ClutterEffect) -> Factor {
        let middle = (band.0 + band.1) / 2.0;
        // The band of a share reaches 1.645 sds to either side, one of the tier's is read the same way.
        let (share, low, high) =
            self.share.map_or((middle, band.0, band.1), |share| (share.value(), share.low, share.high));
        let share_sd = (high - low).max(0.0) / (2.0 * 1.645);
        let difference = share - middle;
        let ln_sd = (effect.slope_sd * difference).hypot(effect.slope * share_sd);
        Factor { multiplier: (effect.slope * difference).clamp(-3.0, 3.0).exp(), ln_sd, source: effect.source.clone() }
    }
}

/// Holds the share of paid posts against the band of the tier; above it, beyond chance, is worth a look.
pub fn clutter_check(clutter: &Clutter, tier: Tier, bands: &ClutterBands, style: NumberStyle) -> Check {
    let kind = CheckKind::Clutter;
    let Some(share) = clutter.share else {
        let why = "Of no recent post it is known whether it was paid for.";
        return Check::unknown(kind, why, "Mark recent posts as paid or not", bands.source.clone());
    };
    let (low, high) = bands.band(tier);
    let more = |add: &str| CheckOutcome::NotKnown { add: add.to_owned() };
    let (outcome, ending) = match share {
        share if share.low > high => (CheckOutcome::LookCloser, "more than usual"),
        share if share.value() > high => (more("Mark more posts as paid or not"), "perhaps more than usual"),
        share if share.of < LEAST_POSTS => (more("Mark ten recent posts as paid or not"), "too few to tell"),
        _ => (CheckOutcome::Fine, "not more than usual"),
    };
    let unknown = match clutter.unknown {
        0 => String::new(),
        n => format!(" ({} more unmarked)", style.count(n as f64)),
    };
    let counted = format!("{} of {} recent posts", style.count(share.count as f64), style.count(share.of as f64));
    let usual = format!("{} to {}", style.percent(low, 0), style.percent(high, 0));
    let tier = tier.label().to_lowercase();
    Check {
        kind,
        outcome,
        sentence: format!("{counted}{unknown} were paid for; {usual} are usual for {tier} creators: {ending}."),
        evidence: vec![
            Figure::share("Paid share", share.value(), style),
            Figure::share("Paid share, low", share.low, style),
            Figure::share("Paid share, high", share.high, style),
            Figure::share("Usual up to", high, style),
            Figure::count("Posts not marked", clutter.unknown as f64, style),
        ],
        source: bands.source.clone(),
    }
}
