//! Small rosters and briefs by chance, of every kind a planner may meet.

use std::sync::Arc;

use smallmighty::app::nearby::around;
use smallmighty::app::premises::Premises;
use smallmighty::app::question::Question;
use smallmighty::domain::{
    Account, AccountId, Brief, Creator, CreatorId, Currency, Deliverable, Entry, FeeStatus, Goal, Group, Measure,
    Metric, Money, Offer, OfferId, Platform, PostKind, Reading, Rule, Sex, Tier,
};
use smallmighty::report::Card;

pub use crate::dice::Dice;

const PLATFORMS: [Platform; 3] = [Platform::Instagram, Platform::TikTok, Platform::YouTube];
const NICHES: [&str; 3] = ["food", "travel", "gaming"];
const PLACES: [&str; 4] = ["Berlin", "Potsdam", "Köln", ""];
const TAGS: [&str; 2] = ["vip", "slow"];

/// What is asked of a roster of `creators` by chance, without rules.
pub fn question(dice: &mut Dice, goal: Goal, most: i64) -> Question {
    let creators = dice.roll(4, most);
    let cards: Vec<Arc<Card>> = (1..=creators).map(|id| Arc::new(Card::as_of(entry(dice, id), None))).collect();
    let budget = dice.of(&[0, 900, 4_000, 12_001, 20_000, 33_333, 60_000]);
    let mut brief = Brief::with_budget(Money::from_minor(budget, Currency::EUR));
    brief.goal = goal;
    brief.around = around("Berlin, Germany", dice.of(&[5.0, 40.0, 300.0]));
    if dice.chance(10) {
        brief.platforms = vec![dice.of(&PLATFORMS), dice.of(&PLATFORMS)];
    }
    if dice.chance(15) {
        brief.niches = vec![dice.of(&NICHES).into(), dice.of(&NICHES).into()];
    }
    let order = dice.of(&[30.0, 400.0, 3_000.0]);
    let own = [("order_value".to_owned(), order, None), ("margin".to_owned(), 0.4, None)];
    let premises = Premises::with(&own, &[], &[], Currency::EUR, None);
    let now = jiff::civil::date(2026, 3, 1).at(12, 0, 0, 0);
    Question { version: 1, ..Question::about(Arc::new(cards), brief, Arc::new(premises), now) }
}

fn entry(dice: &mut Dice, id: i64) -> Entry {
    let mut creator = Creator { id: CreatorId(id), ..Creator::named(format!("Creator {id}")) };
    creator.place = dice.of(&PLACES).into();
    creator.country = if dice.chance(80) { "Germany".into() } else { String::new() };
    creator.sex = dice.of(&[Some(Sex::Female), Some(Sex::Male), Some(Sex::Other), None]);
    let some = |dice: &mut Dice, names: &[&str]| -> Vec<String> {
        names.iter().filter(|_| dice.chance(45)).map(|name| (*name).to_owned()).collect()
    };
    creator.niches = some(dice, &NICHES);
    creator.tags = some(dice, &TAGS);
    let mut entry = Entry::of(creator);
    let accounts = dice.of(&[0, 1, 1, 1, 2]);
    entry.accounts = (0..accounts).map(|n| account(dice, id, id * 10 + n)).collect();
    let offers = dice.of(&[0, 1, 1, 2, 2]);
    entry.offers = (0..offers).map(|n| offer(dice, id, id * 10 + n, accounts)).collect();
    entry
}

fn account(dice: &mut Dice, creator: i64, id: i64) -> Account {
    let mut latest = Vec::new();
    let mut reading = |measure, value: i64| {
        latest.push(Reading {
            measure,
            value: value as f64,
            taken_on: jiff::civil::date(2026, 2, 1),
            source: "list".into(),
        });
    };
    if dice.chance(85) {
        reading(Measure::Followers, dice.of(&[900, 4_000, 12_000, 12_000, 70_000, 400_000, 2_000_000]));
    }
    if dice.chance(40) {
        reading(Measure::AverageEngagements, dice.of(&[0, 40, 300, 300, 2_000]));
    }
    if dice.chance(30) {
        reading(Measure::AverageViews, dice.of(&[0, 500, 9_000]));
    }
    Account {
        id: AccountId(id),
        creator: CreatorId(creator),
        platform: dice.of(&PLATFORMS),
        handle: format!("creator{id}"),
        url: String::new(),
        latest,
    }
}

fn offer(dice: &mut Dice, creator: i64, id: i64, accounts: i64) -> Offer {
    let currency = if dice.chance(95) { Currency::EUR } else { Currency::from_code("USD").unwrap() };
    let fee = dice.of(&[0, 1_500, 1_500, 3_000, 4_499, 7_250, 10_000, 24_000]);
    let kind = dice.of(&[PostKind::Reel, PostKind::Story, PostKind::Video, PostKind::Image]);
    Offer {
        id: OfferId(id),
        creator: CreatorId(creator),
        account: (accounts > 0 && dice.chance(70)).then(|| AccountId(creator * 10 + dice.roll(0, accounts - 1))),
        deliverables: vec![Deliverable { kind, count: dice.roll(1, 2) as u32 }],
        fee: dice.chance(92).then(|| Money::from_minor(fee, currency)),
        status: dice.of(&FeeStatus::ALL),
        source: "list".into(),
        dated: None,
        note: String::new(),
    }
}

/// How many kinds of rules there are.
pub const KINDS: usize = 16;

/// A rule of the kind with this number, by chance.
pub fn rule(dice: &mut Dice, kind: usize, creators: i64) -> Rule {
    let some = |dice: &mut Dice| {
        let first = dice.roll(1, creators);
        let mut ids: Vec<CreatorId> =
            (0..dice.roll(2, 3)).map(|n| CreatorId(1 + (first - 1 + n * 2 % creators) % creators)).collect();
        ids.dedup();
        ids
    };
    match kind {
        0 => Rule::MinCreators(dice.roll(0, 5) as u32),
        1 => Rule::MaxCreators(dice.roll(0, 4) as u32),
        2 => Rule::MinOf(group(dice), dice.roll(0, 3) as u32),
        3 => Rule::MaxOf(group(dice), dice.roll(0, 2) as u32),
        4 => Rule::MinShareOf(group(dice), dice.of(&[0, 1, 10, 33, 60])),
        5 => Rule::MaxShareOf(group(dice), dice.of(&[0, 10, 33, 50, 100])),
        6 => Rule::MaxShare(dice.of(&[5, 20, 33, 50, 100])),
        7 => {
            let metric = dice.of(&[Metric::Engagements, Metric::Views, Metric::Reach, Metric::Likes]);
            Rule::MaxCost(metric, dice.of(&[0, 5, 40, 300, 2_000, 90_000]))
        }
        8 => Rule::MustHave(CreatorId(dice.roll(1, creators))),
        9 => Rule::Never(CreatorId(dice.roll(1, creators))),
        10 => Rule::NotTogether(some(dice)),
        11 => Rule::OnlyTogether(some(dice)),
        12 => Rule::OffersEach(dice.roll(1, 3) as u32),
        13 => Rule::Contingency(dice.of(&[0, 7, 10, 50, 100])),
        14 => Rule::FixedCost(dice.of(&[0, 501, 5_000, 30_000]), "boost".into()),
        _ => Rule::Phases(dice.of(&[0, 30, 50, 67, 100])),
    }
}

fn group(dice: &mut Dice) -> Group {
    match dice.roll(0, 6) {
        0 => Group::Platform(dice.of(&PLATFORMS)),
        1 => Group::Tier(dice.of(&Tier::ALL)),
        2 => Group::Niche(dice.of(&NICHES).into()),
        3 => Group::Place(dice.of(&PLACES[..3]).into()),
        4 => Group::Sex(dice.of(&Sex::ALL)),
        5 => Group::Tag(dice.of(&TAGS).into()),
        _ => Group::Phase(dice.roll(1, 2) as u8),
    }
}
