//! Invented posts: half a year of an account, with the scatter, kinds and gaps that real exports have.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::domain::post::Counts;
use crate::domain::{AccountId, Platform, Post, PostId, PostKind};

use super::audience::Audience;
use super::dice::Dice;

/// What is usual for one account and the same for all of its posts.
struct Manner {
    /// Share of paid posts.
    paid_share: f64,
    /// What being paid does to a post, ln.
    paid_effect: f64,
    /// Whether the roster knows which posts were paid.
    paid_known: bool,
    /// Whether likes are hidden.
    likes_hidden: bool,
    /// Whether the creator sent insights: reach, shares and saves.
    insights: bool,
    /// Comments per like.
    comments: f64,
}

/// Invents up to 24 posts of the last six months, newest first; one account in ten has none.
pub fn invent(dice: &mut Dice, audience: &Audience, today: Date) -> Vec<Post> {
    let count = if dice.chance(0.1) { 0 } else { dice.whole(2, 24) };
    let manner = manner(dice, audience);
    let mut days: Vec<i64> = (0..count).map(|_| dice.whole(1, 182)).collect();
    days.sort_unstable();
    let mut posts: Vec<Post> =
        days.into_iter().map(|days_ago| post(dice, audience, &manner, today, days_ago)).collect();
    // Nothing comes before something, so the posts without a date end up last.
    posts.sort_by_key(|post| std::cmp::Reverse(post.posted_at));
    posts
}

fn manner(dice: &mut Dice, audience: &Audience) -> Manner {
    // One creator in six never posts for money, one in twenty mostly does.
    let paid_share = match dice.unit() {
        u if u < 0.17 => 0.0,
        u if u > 0.95 => 0.35 + 0.3 * dice.unit(),
        _ => dice.around(0.08, 0.6).min(0.35),
    };
    Manner {
        paid_share,
        // The sources disagree on the sign (InfluencerDB 2019: -16 %; J. Interactive Advertising 2022: higher).
        paid_effect: dice.normal(0.95_f64.ln(), 0.15),
        paid_known: !dice.chance(0.08),
        likes_hidden: audience.habit.platform == Platform::Instagram && dice.chance(0.04),
        insights: dice.chance(0.2),
        comments: dice.around(audience.habit.comments, 0.6).min(0.5),
    }
}

fn post(dice: &mut Dice, audience: &Audience, manner: &Manner, today: Date, days_ago: i64) -> Post {
    let (kind, lift) = kind(dice, audience.habit.platform);
    let paid = dice.chance(manner.paid_share);
    let effect = if paid { manner.paid_effect } else { 0.0 };
    let scatter = dice.normal(0.0, audience.spread);
    let count = audience.middle * lift * grown(audience.habit.platform, days_ago) * (effect + scatter).exp();
    let per_view = dice.around(audience.per_view, 0.25).min(0.6);
    let (views, engagements) =
        if audience.habit.by_views { (count, count * per_view) } else { (count / per_view, count) };
    let day = today.saturating_sub(days_ago.days());
    let time = Time::constant(dice.whole(5, 21) as i8, dice.whole(0, 59) as i8, 0, 0);
    Post {
        id: PostId(0),
        account: AccountId(0),
        posted_at: (!dice.chance(0.01)).then(|| day.to_datetime(time)),
        kind: Some(kind),
        sponsored: manner.paid_known.then_some(paid),
        counts: counts(dice, audience, manner, kind, views, engagements),
        url: String::new(),
    }
}

/// A kind usual on the platform and what it does to the count. Instagram: between CreatorsJet (10,000 posts, 2025:
/// carousel 1.38, reel 1.23, image 0.72 %) and 42,000 posts of 2019–20 (carousel ×1.12, image ×1.05, video ×0.76).
fn kind(dice: &mut Dice, platform: Platform) -> (PostKind, f64) {
    let kinds: &[(PostKind, f64, f64)] = match platform {
        Platform::Instagram => {
            &[(PostKind::Reel, 0.40, 1.05), (PostKind::Image, 0.32, 0.90), (PostKind::Carousel, 0.28, 1.15)]
        }
        Platform::YouTube => &[(PostKind::Video, 0.6, 1.05), (PostKind::Short, 0.4, 0.95)],
        Platform::Facebook => &[(PostKind::Image, 0.6, 1.0), (PostKind::Video, 0.25, 1.0), (PostKind::Reel, 0.15, 1.0)],
        _ => &[(PostKind::Video, 1.0, 1.0)],
    };
    let place = dice.weighted(kinds.iter().map(|(_, weight, _)| *weight));
    kinds.get(place).map_or((PostKind::Other, 1.0), |(kind, _, lift)| (*kind, *lift))
}

/// Share of its final count a post has after so many days. TikTok: computed from repeated crawls, 2025; the others:
/// half-lives of Graffius (2018, 2022), Instagram 19 hours, YouTube 6 days, Facebook 50 minutes.
fn grown(platform: Platform, days: i64) -> f64 {
    let halves = |half_life: f64| 1.0 - 0.5_f64.powf(days as f64 / half_life);
    match platform {
        Platform::TikTok => match days {
            ..=1 => 0.50,
            2..=3 => 0.66,
            4..=6 => 0.76,
            7..=13 => 0.85,
            14..=27 => 0.90,
            28..=89 => 0.94,
            _ => 1.0,
        },
        Platform::YouTube => halves(6.0),
        Platform::Instagram => halves(19.0 / 24.0),
        _ => 1.0,
    }
}

/// Splits engagements into what the platform shows. Views belong to video kinds only; what nobody sent is unknown.
fn counts(
    dice: &mut Dice,
    audience: &Audience,
    manner: &Manner,
    kind: PostKind,
    views: f64,
    engagements: f64,
) -> Counts {
    let whole = |value: f64| Some(value.round().clamp(0.0, 1e12) as u64);
    let platform = audience.habit.platform;
    let video = matches!(kind, PostKind::Reel | PostKind::Video | PostKind::Short);
    // Per like. TikTok: computed, 2025; Instagram's saves by kind: SEM repost, undated; Facebook's shares: 2017.
    let (shares, saves) = match (platform, kind) {
        (Platform::TikTok, _) => (0.04, 0.055),
        (Platform::Facebook, _) => (0.43, 0.0),
        (Platform::Instagram, PostKind::Image) => (0.05, 0.06),
        (Platform::Instagram, _) => (0.05, 0.13),
        _ => (0.0, 0.0),
    };
    let shown = match platform {
        Platform::TikTok | Platform::Facebook => true,
        Platform::Instagram => manner.insights,
        _ => false,
    };
    let (shares, saves) = (dice.around(shares, 0.4), dice.around(saves, 0.4));
    let comments = dice.around(manner.comments, 0.5);
    // Instagram's rates count likes and comments only; elsewhere shares and saves are in them.
    let within = if platform == Platform::Instagram { 0.0 } else { shares + saves };
    let likes = engagements / (1.0 + comments + within);
    Counts {
        views: if video { whole(views) } else { None },
        reach: if manner.insights && platform == Platform::Instagram {
            whole((audience.followers * dice.around(0.3, 0.4)).max(engagements))
        } else {
            None
        },
        likes: if manner.likes_hidden { None } else { whole(likes) },
        comments: if manner.likes_hidden && dice.chance(0.5) { None } else { whole(likes * comments) },
        shares: if shown && shares > 0.0 { whole(likes * shares) } else { None },
        saves: if shown && saves > 0.0 { whole(likes * saves) } else { None },
    }
}
