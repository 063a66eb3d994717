//! Comments per like: bought likes bring no comments, comment groups and giveaways bring too many.

use super::account::AccountFacts;
use super::{Check, CheckKind, CheckOutcome, Figure, percent, source, steps};
use crate::domain::{NumberStyle, Platform};
use crate::forecast::wilson::Share;

/// Posts needed with likes and comments.
const LEAST_POSTS: usize = 5;

/// The ratio counts as beyond a limit only where chance alone doesn't take it there: with this probability on both
/// sides.
const CONFIDENCE: f64 = 0.95;

/// How many interquartile ranges from the quartiles are unusual, on the scale of ln (J. W. Tukey, "Exploratory data
/// analysis", 1977: the inner fences).
const FENCE: f64 = 1.5;

/// Quartiles of comments per like of accounts, by followers: (followers, first quartile, third quartile).
struct Quartiles {
    steps: &'static [(f64, f64, f64)],
    source: [&'static str; 4],
}

/// What an account's posts show: the middle half of its posts by comments per like, so that one giveaway doesn't count.
struct Seen {
    posts: usize,
    share: Share,
}

/// Compares comments per like with the quartiles of the platform at the size of the account.
pub(super) fn check(facts: &AccountFacts, style: NumberStyle) -> Check {
    let kind = CheckKind::Comments;
    let Some(quartiles) = quartiles(facts.platform) else {
        let why = format!("How many comments per like are usual on {} isn't known.", facts.platform.label());
        let none = source("None", "none", "no figures found", "no published quartiles for this platform");
        return Check::unknown(kind, &why, "Look at comments by hand instead", none);
    };
    let source = source(quartiles.source[0], quartiles.source[1], quartiles.source[2], quartiles.source[3]);
    let (Some(seen), Some(followers)) = (seen(facts), facts.followers.filter(|followers| *followers > 0)) else {
        let why = "Too little is known to compare comments with likes.";
        return Check::unknown(kind, why, "Add followers, and likes and comments of five posts", source);
    };
    let (low, high) = quartiles.fences(followers);
    let per_like = |share: f64| share / (1.0 - share).max(1e-9);
    let ratio = per_like(seen.share.value());
    let usual = format!("{} to {}", shown(low, style), shown(high, style));
    let what = format!("{} comments per 100 likes", shown(ratio, style));
    let more = || CheckOutcome::NotKnown { add: "Add likes and comments of more posts".to_owned() };
    let (outcome, ending) = match &seen.share {
        share if per_like(share.high) < low => (CheckOutcome::LookCloser, "unusually few, as with bought likes"),
        share if per_like(share.low) > high => {
            (CheckOutcome::LookCloser, "unusually many, as with giveaways or comment groups")
        }
        _ if ratio < low || ratio > high => (more(), "too few are counted to call that unusual"),
        _ => (CheckOutcome::Fine, "nothing unusual"),
    };
    Check {
        kind,
        outcome,
        sentence: format!("Its posts get {what}; {usual} are usual at this size: {ending}."),
        evidence: vec![
            Figure::share("Comments per like", ratio, style),
            Figure::share("Unusual below", low, style),
            Figure::share("Unusual above", high, style),
            Figure::count("Posts used", seen.posts as f64, style),
        ],
        source,
    }
}

/// A ratio as comments per 100 likes, with as many decimals as it needs.
fn shown(ratio: f64, style: NumberStyle) -> String {
    let percent = percent(ratio, style);
    percent.trim_end_matches('%').trim_end().to_owned()
}

fn seen(facts: &AccountFacts) -> Option<Seen> {
    let posts = facts.newest(|counts| counts.likes.zip(counts.comments).filter(|(likes, _)| *likes > 0));
    let mut pairs: Vec<(u64, u64)> = posts.into_iter().map(|(_, pair)| pair).collect();
    if pairs.len() < LEAST_POSTS {
        return None;
    }
    pairs.sort_by(|a, b| (a.1 as f64 / a.0 as f64).total_cmp(&(b.1 as f64 / b.0 as f64)).then(a.cmp(b)));
    let trim = pairs.len() / 4;
    let middle = &pairs[trim..pairs.len() - trim];
    let sum = |count: fn(&(u64, u64)) -> u64| middle.iter().map(count).fold(0, u64::saturating_add);
    let (likes, comments) = (sum(|pair| pair.0), sum(|pair| pair.1));
    let share = Share::of(comments, likes.saturating_add(comments), CONFIDENCE)?;
    Some(Seen { posts: pairs.len(), share })
}

impl Quartiles {
    /// The fences at this size, as comments per like.
    fn fences(&self, followers: u64) -> (f64, f64) {
        let of = |pick: fn(&(f64, f64, f64)) -> f64| -> Vec<(f64, f64)> {
            self.steps.iter().map(|step| (step.0, pick(step))).collect()
        };
        let (first, third) = (steps::at(&of(|s| s.1), followers), steps::at(&of(|s| s.2), followers));
        (first * (first / third).powf(FENCE), third * (third / first).powf(FENCE))
    }
}

/// Where quartiles are known. The first three are worked out in the same way as [`seen`] does, on accounts held to be
/// genuine with five posts and 500 likes or more; between sizes they are interpolated.
fn quartiles(platform: Platform) -> Option<&'static Quartiles> {
    match platform {
        Platform::Instagram => Some(&Quartiles {
            steps: &[(400.0, 0.0066, 0.0221), (2_440_000.0, 0.0047, 0.0117)],
            source: [
                "Own computation from raw posts",
                "2012-2020",
                "258 private persons (InstaFake), most below 5,000 followers; 240 Indonesian accounts above a million",
                "Quartiles of comments per like by account, 0.66 to 2.2 % and 0.47 to 1.2 %; interpolated between: no \
                 open data",
            ],
        }),
        Platform::TikTok => Some(&Quartiles {
            steps: &[
                (3_336.0, 0.0210, 0.0568),
                (22_512.0, 0.0099, 0.0331),
                (70_834.0, 0.0084, 0.0231),
                (211_489.0, 0.0070, 0.0232),
                (686_675.0, 0.0068, 0.0166),
                (2_564_182.0, 0.0086, 0.0156),
            ],
            source: [
                "Own computation from raw posts",
                "2025",
                "416 Vietnamese accounts with 1,000 followers or more",
                "Quartiles of comments per like by account and size",
            ],
        }),
        Platform::YouTube => Some(&Quartiles {
            steps: &[(10_000.0, 0.04, 0.2)],
            source: [
                "Own computation from raw posts",
                "2023-2025",
                "620 channels about vegan food and meditation",
                "4 to 20 % comments per like, taken as quartiles at every size (top channels: 3.7 %)",
            ],
        }),
        _ => None,
    }
}
