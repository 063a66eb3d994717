//! The invented roster: the same every time, unique where it must be, and like a real one in its numbers.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use smallmighty::domain::{FeeStatus, Goal, Measure, Metric, Platform, PostKind, Rule, Tier, TierTable};
use smallmighty::exchange::sample::{SOURCE, Sample, SampleEntry, Sampler, sample};

const TODAY: Date = date(2026, 9, 14);

fn share<T>(items: &[T], is: impl Fn(&T) -> bool) -> f64 {
    items.iter().filter(|item| is(item)).count() as f64 / items.len().max(1) as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn between(name: &str, value: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&value), "{name} is {value:.3}, not within {low}–{high}");
}

/// Followers of the main account, where known.
fn followers(entry: &SampleEntry) -> Option<u64> {
    entry.accounts.first().and_then(|(account, _)| account.followers())
}

/// Standard deviation of ln engagements or views over an account's posts; `None` with fewer than 8 of them.
fn scatter(entry: &SampleEntry, platform: Platform, metric: Metric) -> Option<f64> {
    let (_, posts) = entry.accounts.iter().find(|(account, _)| account.platform == platform)?;
    let logs: Vec<f64> =
        posts.iter().filter_map(|post| post.counts.of(metric)).filter(|n| *n > 0).map(|n| (n as f64).ln()).collect();
    let mean = logs.iter().sum::<f64>() / logs.len() as f64;
    let squares: f64 = logs.iter().map(|x| (x - mean).powi(2)).sum();
    (logs.len() >= 8).then(|| (squares / (logs.len() as f64 - 1.0)).sqrt())
}

#[test]
fn the_same_seed_gives_the_same_roster_and_another_seed_another() {
    assert_eq!(sample(60, 7, TODAY), sample(60, 7, TODAY));
    let (a, b) = (sample(60, 7, TODAY), sample(60, 8, TODAY));
    assert!(a.entries.iter().zip(&b.entries).all(|(a, b)| a != b));
    let sizes: BTreeSet<u64> = a.entries.iter().filter_map(followers).collect();
    between("different sizes among 60", sizes.len() as f64, 50.0, 60.0);
}

#[test]
fn a_small_roster_is_the_beginning_of_a_large_one() {
    let (small, large) = (sample(40, 7, TODAY), sample(1_200, 7, TODAY));
    assert_eq!(small.entries, large.entries[..40]);
    assert_eq!(Sampler::new(7, TODAY).entry(1_199), large.entries[1_199]);
    assert_eq!(sample(0, 7, TODAY).entries.len(), 0);
}

#[test]
fn the_last_of_a_million_can_be_invented_too() {
    let entry = Sampler::new(7, TODAY).entry(999_999);
    assert!(!entry.creator.name.is_empty() && !entry.accounts.is_empty() && !entry.offers.is_empty());
}

#[test]
fn handles_are_unique_and_invented() {
    let entries = sample(12_000, 7, TODAY).entries;
    let mut seen = BTreeSet::new();
    for entry in &entries {
        let mut own = BTreeSet::new();
        for (account, _) in &entry.accounts {
            assert!(own.insert(account.platform), "two accounts on one platform: {}", entry.creator.name);
            assert!(account.handle.ends_with(|c: char| c.is_ascii_digit()), "{}", account.handle);
            assert!(account.handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_'));
        }
        assert!(seen.insert(entry.accounts[0].0.handle.clone()), "twice: {}", entry.accounts[0].0.handle);
    }
    let names: BTreeSet<&str> = entries[..2_000].iter().map(|entry| entry.creator.name.as_str()).collect();
    between("share of different names", names.len() as f64 / 2_000.0, 0.97, 1.0);
    assert!(entries.iter().all(|entry| entry.creator.email.is_empty() || entry.creator.email.ends_with(".example")));
    for letter in ['Ł', 'Ö', 'Ş', 'ć'] {
        assert!(entries[..400].iter().any(|entry| entry.creator.name.contains(letter)), "no name with {letter}");
    }
}

#[test]
fn sizes_platforms_and_niches_are_spread_like_the_field() {
    let entries = sample(6_000, 7, TODAY).entries;
    let sizes: Vec<u64> = entries.iter().filter_map(followers).collect();
    let tiers = TierTable::default();
    let tier = |wanted| share(&sizes, |n| tiers.tier(*n) == wanted);
    between("starters", tier(Tier::Starter), 0.02, 0.09);
    between("nano", tier(Tier::Nano), 0.50, 0.70);
    between("micro", tier(Tier::Micro), 0.22, 0.38);
    between("mid", tier(Tier::Mid), 0.02, 0.09);
    between("macro", tier(Tier::Macro), 0.0005, 0.02);
    between("median followers", median(sizes.iter().map(|n| *n as f64).collect()), 5_000.0, 8_000.0);
    let on = |platform| share(&entries, |entry| entry.accounts[0].0.platform == platform);
    between("Instagram", on(Platform::Instagram), 0.55, 0.68);
    between("TikTok", on(Platform::TikTok), 0.15, 0.26);
    between("YouTube", on(Platform::YouTube), 0.07, 0.15);
    between("Facebook", on(Platform::Facebook), 0.03, 0.10);
    between("two accounts", share(&entries, |entry| entry.accounts.len() == 2), 0.15, 0.30);
    let niches: BTreeSet<&str> = entries.iter().flat_map(|e| &e.creator.niches).map(String::as_str).collect();
    between("niches", niches.len() as f64, 30.0, 40.0);
    between("no niche", share(&entries, |entry| entry.creator.niches.is_empty()), 0.02, 0.07);
}

#[test]
fn posts_scatter_as_measured() {
    let entries = sample(4_000, 7, TODAY).entries;
    let spread = |platform, metric| median(entries.iter().filter_map(|e| scatter(e, platform, metric)).collect());
    between("Instagram's sd", spread(Platform::Instagram, Metric::Engagements), 0.40, 0.65);
    between("TikTok's sd", spread(Platform::TikTok, Metric::Views), 0.83, 1.25);
    between("YouTube's sd", spread(Platform::YouTube, Metric::Views), 0.6, 1.0);
    let posts: Vec<_> = entries.iter().flat_map(|entry| &entry.accounts).flat_map(|(_, posts)| posts).collect();
    between("posts per account", posts.len() as f64 / entries.len() as f64, 8.0, 16.0);
    between("paid posts", share(&posts, |post| post.sponsored == Some(true)), 0.08, 0.15);
    let counted = share(&posts, |post| post.counts.views.is_some());
    between("posts with views", counted, 0.4, 0.75);
    let rates: Vec<f64> = entries
        .iter()
        .filter(|entry| entry.accounts[0].0.platform == Platform::Instagram)
        .filter_map(|entry| followers(entry).map(|n| (entry, n as f64)))
        .flat_map(|(entry, n)| entry.accounts[0].1.iter().map(move |post| (post, n)))
        .filter_map(|(post, n)| Some((post.counts.likes? + post.counts.comments?) as f64 / n))
        .collect();
    between("Instagram's engagement rate", median(rates), 0.015, 0.028);
}

#[test]
fn what_nobody_knows_is_unknown_and_never_zero() {
    let entries = sample(3_000, 7, TODAY).entries;
    between("followers unknown", share(&entries, |entry| followers(entry).is_none()), 0.02, 0.06);
    assert!(entries.iter().filter_map(followers).all(|n| n > 0));
    let without_posts = |entry: &&SampleEntry| entry.accounts.iter().all(|(_, posts)| posts.is_empty());
    between("no posts", entries.iter().filter(without_posts).count() as f64 / 3_000.0, 0.12, 0.28);
    let fees: Vec<_> = entries.iter().flat_map(|entry| &entry.offers).map(|(offer, _)| offer).collect();
    between("fee unknown", share(&fees, |offer| offer.fee.is_none()), 0.06, 0.16);
    for offer in &fees {
        match offer.fee {
            Some(fee) => assert!(fee.minor >= 2_500 && fee.minor % 500 == 0, "{fee:?}"),
            None => assert!(matches!(offer.status, FeeStatus::Guess | FeeStatus::Asked), "{offer:?}"),
        }
    }
    let accounts: Vec<_> = entries.iter().flat_map(|entry| &entry.accounts).collect();
    for post in accounts.iter().flat_map(|(_, posts)| posts) {
        let filmed = matches!(post.kind, Some(PostKind::Reel | PostKind::Video | PostKind::Short));
        assert_eq!(post.counts.views.is_some(), filmed, "{post:?}");
    }
    let averages = [Measure::EngagementRate, Measure::AverageLikes, Measure::AverageViews];
    let mute = accounts.iter().filter(|(account, posts)| {
        posts.is_empty() && averages.iter().all(|measure| account.reading(*measure).is_none())
    });
    between("nothing known of engagement", mute.count() as f64 / accounts.len() as f64, 0.06, 0.16);
    assert!(accounts.iter().flat_map(|(_, posts)| posts).any(|post| post.sponsored.is_none()));
    assert!(accounts.iter().flat_map(|(_, posts)| posts).any(|post| post.counts.engagements().is_none()));
}

#[test]
fn offers_cost_about_ten_euros_per_thousand_followers_and_belong_to_an_account() {
    let entries = sample(3_000, 7, TODAY).entries;
    let mut per_thousand = Vec::new();
    for entry in &entries {
        between("offers", entry.offers.len() as f64, 1.0, 3.0);
        for (offer, account) in &entry.offers {
            assert!(!offer.deliverables.is_empty() && offer.deliverables.iter().all(|d| d.count > 0));
            assert!(account.is_none_or(|place| place < entry.accounts.len()));
            let known = account.and_then(|place| entry.accounts[place].0.followers()).filter(|n| *n > 5_000);
            per_thousand.extend(offer.fee.zip(known).map(|(fee, n)| fee.units() / (n as f64 / 1_000.0)));
        }
    }
    between("euros per 1,000 followers", median(per_thousand), 7.0, 13.0);
    for status in FeeStatus::ALL {
        let found = share(&entries, |entry| entry.offers.iter().any(|(offer, _)| offer.status == status));
        between(status.key(), found, 0.05, 0.80);
    }
}

#[test]
fn everything_is_dated_before_today_and_names_its_source() {
    let Sample { entries, campaign } = sample(800, 7, TODAY);
    for entry in &entries {
        for (account, posts) in &entry.accounts {
            assert!(account.latest.iter().all(|r| r.taken_on < TODAY && r.source == SOURCE && r.value.is_finite()));
            assert!(posts.len() <= 24);
            assert!(posts.iter().filter_map(|post| post.posted_at).all(|at| at.date() < TODAY));
            assert!(posts.windows(2).all(|pair| pair[0].posted_at >= pair[1].posted_at), "newest first");
        }
        assert!(entry.offers.iter().all(|(offer, _)| offer.dated < Some(TODAY) && offer.source == SOURCE));
    }
    assert_eq!((campaign.name.as_str(), campaign.client.as_str()), ("Autumn menu", "Café Lindgrün"));
    let budgets: Vec<i64> = campaign.scenarios.iter().map(|scenario| scenario.brief.budget.minor).collect();
    assert_eq!(budgets, [50_000, 100_000]);
    let brief = &campaign.scenarios[0].brief;
    assert_eq!((brief.goal, brief.promise), (Goal::Engagements, 0.80));
    assert_eq!(brief.rules, [Rule::MinCreators(3), Rule::MaxShare(40)]);
    assert_eq!(brief.starts, Some(TODAY.saturating_add(14.days())));
}

#[test]
fn dates_at_the_edge_of_the_calendar_do_no_harm() {
    assert_eq!(sample(5, 7, Date::MIN).entries.len(), 5);
    assert_eq!(sample(5, 7, Date::MAX).entries.len(), 5);
}

/// Five to eight creators for 500 euros make a shortlist worth looking at: neither one star nor a crowd of beginners.
#[test]
fn five_hundred_euros_buy_a_handful_of_creators() {
    for (creators, seed) in [(300, 1), (300, 2), (300, 3), (1_000, 1)] {
        let mut options: Vec<(f64, f64, usize)> = Vec::new();
        for (place, entry) in sample(creators, seed, TODAY).entries.iter().enumerate() {
            for (offer, account) in &entry.offers {
                let Some((fee, posts)) = offer.fee.zip(account.map(|at| &entry.accounts[at].1)) else { continue };
                let brought: Vec<f64> =
                    posts.iter().filter_map(|post| post.counts.engagements()).map(|n| n as f64).collect();
                let count: u32 = offer.deliverables.iter().filter(|d| d.kind != PostKind::Story).map(|d| d.count).sum();
                if brought.len() >= 3 && fee.units() <= 200.0 {
                    options.push((f64::from(count) * median(brought) / fee.units(), fee.units(), place));
                }
            }
        }
        options.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut left, mut chosen) = (500.0, BTreeSet::new());
        for (_, fee, place) in options {
            if fee <= left && chosen.insert(place) {
                left -= fee;
            }
        }
        between("creators for 500 euros", chosen.len() as f64, 4.0, 10.0);
    }
}
