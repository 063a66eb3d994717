//! Invented audiences: platforms, followers, how much they react, and the readings a planner would hold.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{Account, AccountId, CreatorId, Measure, Platform, Reading};

use super::SOURCE;
use super::dice::Dice;

/// What is known in the field about the posts of one platform; the rates are medians at 10,000 followers.
pub struct Habit {
    /// The platform.
    pub platform: Platform,
    /// How many of the main accounts are here, relative to the others.
    pub weight: f64,
    /// Whether `rate` speaks of views; of engagements otherwise.
    pub by_views: bool,
    /// Views or engagements of a post per follower.
    pub rate: f64,
    /// How the count grows with followers: ln count = a + elasticity · ln followers.
    pub elasticity: f64,
    /// Standard deviation of ln count between creators of one size.
    pub between: f64,
    /// Standard deviation of ln count between posts of one creator: its median over creators.
    pub within: f64,
    /// Engagements per view.
    pub per_view: f64,
    /// Comments per like.
    pub comments: f64,
}

/// Computed from public post sets (Instagram 2017–2020, TikTok Vietnam 2025, YouTube niches 2023–25, Facebook pages
/// 2017) and the median rates of HypeAuditor (2023, 2026); Instagram's scatter lies between private persons' (0.61)
/// and macro accounts' (0.34). TikTok's views are taken lower than computed, for that set favours viral creators.
pub const HABITS: [Habit; 4] = [
    Habit {
        platform: Platform::Instagram,
        weight: 62.0,
        by_views: false,
        rate: 0.019,
        elasticity: 0.93,
        between: 0.62,
        within: 0.50,
        per_view: 0.035,
        comments: 0.020,
    },
    Habit {
        platform: Platform::TikTok,
        weight: 21.0,
        by_views: true,
        rate: 0.45,
        elasticity: 0.76,
        between: 0.95,
        within: 1.00,
        per_view: 0.037,
        comments: 0.028,
    },
    Habit {
        platform: Platform::YouTube,
        weight: 11.0,
        by_views: true,
        rate: 0.25,
        elasticity: 0.66,
        between: 0.80,
        within: 0.75,
        per_view: 0.050,
        comments: 0.080,
    },
    Habit {
        platform: Platform::Facebook,
        weight: 6.0,
        by_views: false,
        rate: 0.0023,
        elasticity: 0.99,
        between: 0.80,
        within: 0.73,
        per_view: 0.040,
        comments: 0.126,
    },
];

/// One account's audience: what is true of it, whether or not the roster knows.
pub struct Audience {
    /// What is usual on its platform.
    pub habit: &'static Habit,
    /// Followers.
    pub followers: f64,
    /// Views or engagements (see the habit) of the creator's middle post.
    pub middle: f64,
    /// Standard deviation of ln count between the creator's posts.
    pub spread: f64,
    /// Engagements per view.
    pub per_view: f64,
    /// Share of followers who were bought.
    pub bought: f64,
}

/// Invents one or two audiences; `engagement` is the niche's share in ln engagement.
pub fn invent(dice: &mut Dice, engagement: f64) -> Vec<Audience> {
    // Mostly 1,000–50,000; a few percent far larger. HypeAuditor (2026): 82 % of creators are nano, 14 % micro.
    let followers = if dice.chance(0.03) { dice.around(180_000.0, 0.9) } else { dice.around(6_000.0, 1.1) };
    let followers = followers.clamp(150.0, 3_000_000.0);
    // A creator who is good on one platform is mostly good on the other.
    let voice = dice.normal(0.0, 1.0);
    let main = dice.weighted(HABITS.iter().map(|habit| habit.weight));
    let mut places = vec![main];
    if dice.chance(0.22) {
        places.push((main + dice.whole(1, 3) as usize) % HABITS.len());
    }
    let bought = if dice.chance(0.04) { 0.3 + 0.5 * dice.unit() } else { 0.0 };
    places
        .iter()
        .enumerate()
        .map(|(rank, place)| {
            let share = if rank == 0 { 1.0 } else { dice.around(0.4, 0.7) };
            audience(dice, &HABITS[*place], (followers * share).max(80.0), voice, engagement, bought)
        })
        .collect()
}

fn audience(dice: &mut Dice, habit: &'static Habit, real: f64, voice: f64, niche: f64, bought: f64) -> Audience {
    let own = 0.8 * voice + 0.6 * dice.normal(0.0, 1.0);
    let usual = habit.rate * 10_000.0 * (real / 10_000.0).powf(habit.elasticity);
    Audience {
        habit,
        followers: (real / (1.0 - bought)).round(),
        middle: usual * (niche + habit.between * own).exp(),
        spread: dice.around(habit.within, 0.35).clamp(0.15, 2.2),
        per_view: dice.around(habit.per_view, 0.4).min(0.25),
        bought,
    }
}

impl Audience {
    /// Engagements of the creator's middle post.
    pub fn middle_engagements(&self) -> f64 {
        if self.habit.by_views { self.middle * self.per_view } else { self.middle }
    }

    /// The account as a planner would hold it: most have followers, half of those without posts have an average.
    pub fn account(&self, dice: &mut Dice, handle: &str, without_posts: bool, today: Date) -> Account {
        let age = if dice.chance(0.06) { dice.whole(300, 500) } else { dice.whole(1, 60) };
        let taken_on = today.saturating_sub(age.days());
        let mut latest = Vec::new();
        let mut note = |measure, value: f64| {
            let value = if Measure::is_fraction(measure) { (value * 1e4).round() / 1e4 } else { value.round() };
            latest.push(Reading { measure, value: value.max(0.0), taken_on, source: SOURCE.to_owned() });
        };
        let known = !dice.chance(0.035);
        if known {
            note(Measure::Followers, self.followers);
        }
        if dice.chance(0.7) {
            // Following per follower, median 0.365 at 1–10K and 0.054 at 10–50K (33,934 creators, Kim et al. 2020).
            let ratio = 0.25 * (self.followers / 5_000.0).powf(-1.1);
            note(Measure::Following, (dice.around(ratio.min(1.2), 0.6) * self.followers).min(7_500.0));
        }
        if dice.chance(0.7) {
            note(Measure::Posts, dice.around(260.0, 0.8) + 24.0);
        }
        if known && dice.chance(0.35) {
            note(Measure::RealShare, (0.93 - dice.normal(0.0, 0.04).abs()) * (1.0 - self.bought));
        }
        if without_posts && dice.chance(0.5) {
            let usual = dice.around(self.middle_engagements(), 0.2);
            match dice.whole(0, 2) {
                0 if known => note(Measure::EngagementRate, usual / self.followers),
                1 if self.habit.by_views => note(Measure::AverageViews, usual / self.per_view),
                _ => note(Measure::AverageLikes, usual),
            }
        }
        Account {
            id: AccountId(0),
            creator: CreatorId(0),
            platform: self.habit.platform,
            handle: handle.to_owned(),
            url: String::new(),
            latest,
        }
    }
}
