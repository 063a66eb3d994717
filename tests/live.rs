//! While sliders move: the answer shown is one that was asked for, nothing that is kept changes an answer, and what is
//! said twice is said alike.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::app::{Command, nearby};
use smallmighty::domain::progress::silent;
use smallmighty::domain::*;
use smallmighty::forecast::{Assumptions, Draws, Entry as Drawn, Evidence, OfferForecast, Stake, deliver, predict};
use smallmighty::report::Card;
use smallmighty::report::plan::Plan;
use smallmighty::storage::{OpenOptions, Store};

use crate::world::World;

use crate::dice::Dice;

/// Creator `i` of a large roster: an account, its followers, one fee.
fn creator(i: u64) -> (Creator, Account, Offer) {
    let mut dice = Dice::new(i);
    let followers = dice.spread(1e3, 1e5).round();
    let fee = (followers * (0.5 + dice.part()) / 500.0).round() as i64 * 500 + 500;
    let reading = Reading {
        measure: Measure::Followers,
        value: followers,
        taken_on: date(2026, 1, 1),
        source: "typed in".to_owned(),
    };
    let account = Account {
        id: AccountId(i as i64 + 1),
        creator: CreatorId(i as i64 + 1),
        platform: [Platform::Instagram, Platform::TikTok][i as usize % 2],
        handle: format!("creator{i}"),
        url: String::new(),
        latest: vec![reading],
    };
    let offer = Offer {
        id: OfferId(i as i64 + 1),
        creator: account.creator,
        account: Some(account.id),
        deliverables: offer::parse_deliverables("1 reel").expect("a reel"),
        fee: Some(Money::from_minor(fee, Currency::EUR)),
        status: FeeStatus::Quoted,
        source: "typed in".to_owned(),
        dated: None,
        note: String::new(),
    };
    (Creator { id: account.creator, ..Creator::named(format!("Creator {i}")) }, account, offer)
}

fn cards(count: u64) -> Vec<Arc<Card>> {
    let card = |i| {
        let (creator, account, offer) = creator(i);
        Arc::new(Card::as_of(Entry { accounts: vec![account], offers: vec![offer], ..Entry::of(creator) }, None))
    };
    (0..count).map(card).collect()
}

/// The first plan that is published, and the last.
fn answered(planning: &mut Planning, question: &Question) -> (Arc<Plan>, Arc<Plan>) {
    let mut plans = Vec::new();
    let mut publish = |part: Part| {
        if let Part::Plan(plan) = part {
            plans.push(plan.expect("a shortlist"));
        }
    };
    planning.answer(question, &mut publish, &mut silent).expect("not cancelled");
    (Arc::clone(&plans[0]), plans.pop().expect("a plan"))
}

#[test]
fn at_120_hertz_the_answer_shown_is_the_newest_that_was_asked_for() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("large.smallmighty");
    let options = OpenOptions { now: date(2026, 1, 2).at(12, 0, 0, 0), backup_dir: None };
    let mut store = Store::create(&path, &options).expect("a roster");
    let filled = store.edit("Fill", |tx| {
        for i in 0..20_000 {
            let (person, account, offer) = creator(i);
            let creator = tx.add_creator(&person)?;
            let account = tx.add_account(&Account { creator, ..account })?;
            tx.add_offer(&Offer { creator, account: Some(account), ..offer })?;
        }
        Ok(())
    });
    filled.expect("filled");
    store.close().expect("closed");
    let mut world = World::empty();
    world.run(Command::OpenFile(path));
    world.run(Command::AddCampaign { name: "Opening".into(), client: String::new() });
    let brief = world.model().brief().expect("a brief").clone();
    let (begun, mut asked, mut shown) = (Instant::now(), 0, 0);
    let mut last = world.model().plan.answer.clone().expect("a plan").expect("a plan");
    while begun.elapsed() < Duration::from_secs(2) {
        asked += 1;
        let mut brief = brief.clone();
        brief.budget.minor = 50_000 + asked * 100;
        world.planner.run(Command::TryBrief(Box::new(brief)));
        let frame = Instant::now();
        while frame.elapsed() < Duration::from_millis(8) {
            world.planner.poll();
            let plan = world.model().plan.answer.clone().expect("a plan").expect("a plan");
            if !Arc::ptr_eq(&plan, &last) {
                shown += 1;
                assert_eq!(plan.brief.budget.minor, 50_000 + asked * 100, "a plan of an older question was shown");
                assert!(plan.cost.minor <= plan.brief.budget.minor);
                last = plan;
            }
            std::thread::sleep(Duration::from_micros(500));
        }
    }
    world.settle();
    let plan = world.model().plan.answer.clone().expect("a plan").expect("a plan");
    assert_eq!(plan.brief.budget.minor, 50_000 + asked * 100, "the newest question wins");
    assert!(plan.proof.proved);
    assert!(shown > 0, "something is shown while the slider moves");
}

#[test]
fn what_is_kept_never_changes_an_answer() {
    let world = World::sample();
    let start = Question::of(world.model(), world.model().brief().expect("a brief").clone());
    let mut kept = Planning::default();
    let check = |question: &Question, kept: &mut Planning, what: &str| {
        let (_, with) = answered(kept, question);
        let (_, without) = answered(&mut Planning::default(), question);
        let ids = |plan: &Plan| plan.rows.iter().map(|row| row.offer).collect::<Vec<_>>();
        assert_eq!(ids(&with), ids(&without), "{what}");
        assert!((with.projected - without.projected).abs() < 1e-2, "{what}: {} {}", with.projected, without.projected);
        assert!((with.total.middle() / without.total.middle() - 1.0).abs() < 1e-3, "{what}");
    };
    let changed = |change: &dyn Fn(&mut Brief)| {
        let mut question = start.clone();
        change(&mut question.brief);
        question
    };
    check(&start, &mut kept, "the start");
    check(&changed(&|brief| brief.budget.minor = 80_000), &mut kept, "more money");
    check(&changed(&|brief| brief.goal = Goal::Views), &mut kept, "another goal");
    for weights in [[50, 0, 50, 0, 0], [70, 0, 20, 0, 9]] {
        check(&changed(&|brief| brief.goal = Goal::Mix(Mix { weights })), &mut kept, "another mix");
    }
    check(&changed(&|brief| brief.rules = vec![Rule::OffersEach(2)]), &mut kept, "two offers each");
    check(&changed(&|brief| brief.rules = vec![Rule::MaxCost(Metric::Views, 900)]), &mut kept, "a ceiling");
    check(&changed(&|brief| brief.platforms = vec![Platform::TikTok]), &mut kept, "one platform");
    // One creator gone, one with another fee.
    let mut edited = start.clone();
    let mut cards = edited.cards.to_vec();
    cards.remove(10);
    let mut entry = cards[20].entry.clone();
    entry.offers.iter_mut().for_each(|offer| offer.fee = Some(Money::from_minor(100, Currency::EUR)));
    cards[20] = Arc::new(Card::as_of(entry, None));
    (edited.version, edited.cards) = (edited.version + 1, Arc::new(cards));
    check(&edited, &mut kept, "an edited roster");
    check(&start, &mut kept, "the start again");
}

#[test]
fn other_values_on_a_large_roster_are_answered_before_it_is_sorted_and_alike() {
    let world = World::empty();
    let mut brief = Brief::with_budget(Money::from_minor(200_000, Currency::EUR));
    brief.goal = Goal::Engagements;
    let question = Question { cards: Arc::new(cards(10_000)), version: 1, ..Question::of(world.model(), brief) };
    let mut kept = Planning::default();
    answered(&mut kept, &question);
    let mixed = |weight| {
        let mut other = question.clone();
        other.brief.goal = Goal::Mix(Mix { weights: [50, 0, weight, 0, 0] });
        other
    };
    answered(&mut kept, &mixed(20));
    let (first, last) = answered(&mut kept, &mixed(30));
    let (_, fresh) = answered(&mut Planning::default(), &mixed(30));
    assert!(first.proof.proved && last.proof.proved);
    assert_eq!(first.projected, fresh.projected);
}

#[test]
fn a_question_stopped_again_and_again_keeps_what_is_done() {
    let world = World::empty();
    let brief = Brief::with_budget(Money::from_minor(200_000, Currency::EUR));
    let question = Question { cards: Arc::new(cards(3_000)), version: 1, ..Question::of(world.model(), brief) };
    let mut planning = Planning::default();
    // However early it is stopped, asking again and again comes to an end.
    for tries in 1.. {
        let mut left = 60;
        let mut report = |_: u64, _: u64| {
            left -= 1;
            if left < 0 { Err(Cancelled) } else { Ok(()) }
        };
        let mut shown = false;
        let mut publish = |part: Part| shown |= matches!(part, Part::Plan(Ok(_)));
        let _stopped = planning.answer(&question, &mut publish, &mut report);
        if shown {
            break;
        }
        assert!(tries < 50, "what was done is lost with every new question");
    }
}

#[test]
fn people_reached_are_one_number_where_they_are_the_goal() {
    let mut world = World::sample();
    let mut brief = world.model().brief().expect("a brief").clone();
    for goal in [Goal::Reach, Goal::Nearby] {
        brief.goal = goal;
        brief.around = nearby::around("Berlin", 300.0);
        world.run(Command::TryBrief(Box::new(brief.clone())));
        let plan = world.model().plan.answer.clone().expect("a plan").expect("a plan");
        let outlook = world.model().plan.outlook.clone().expect("an outlook");
        let reach = if goal == Goal::Reach { outlook.reach } else { outlook.nearby.map(|nearby| nearby.0) };
        let reach = reach.expect("people");
        assert_eq!(reach.point, plan.total.middle(), "{goal:?}");
        assert_eq!((reach.low, reach.high), plan.total.band(0.8), "{goal:?}");
    }
}

/// The result at a probability, as totals draw it: tails are cut at 2 %.
fn result(forecast: &OfferForecast, p: f64) -> f64 {
    forecast.quantile(p.clamp(0.02, 0.98))
}

#[test]
fn fees_come_off_in_the_draws_in_which_they_are_paid() {
    let assumptions = Assumptions::standard();
    let posts = offer::parse_deliverables("1 reel").expect("a reel");
    let forecast = |followers| {
        let evidence = Evidence::nothing(Platform::Instagram, Some(followers));
        deliver(&predict(&evidence, Metric::Engagements, &assumptions), &posts, true)
    };
    let offers = [(forecast(5_000), 0.5, 150.0), (forecast(40_000), 0.7, 900.0), (forecast(9_000), 1.0, 40.0)];
    let stakes: Vec<Stake<'_>> = (1..)
        .zip(&offers)
        .map(|(key, (forecast, chance, cost))| Stake {
            entry: Drawn { key, forecast, chance: *chance },
            share: 1.0,
            cost: *cost,
        })
        .collect();
    let shock = 0.2;
    let total = Draws::new(1, 10_000).total_of(&stakes, shock, &mut silent).expect("not cancelled");
    // The same by hand, with other dice.
    let mut dice = Dice::new(99);
    let mut sums: Vec<f64> = (0..200_000)
        .map(|_| {
            let bell = dice.bell();
            let left = |(forecast, chance, cost): &(OfferForecast, f64, f64), dice: &mut Dice| {
                let luck = dice.part();
                if luck < *chance { result(forecast, luck / chance) * (shock * bell).exp() - cost } else { 0.0 }
            };
            offers.iter().map(|offer| left(offer, &mut dice)).sum()
        })
        .collect();
    sums.sort_by(f64::total_cmp);
    let width = total.quantile(0.9) - total.quantile(0.1);
    for p in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] {
        let by_hand = sums[(p * sums.len() as f64) as usize];
        assert!((total.quantile(p) - by_hand).abs() < 0.05 * width, "{p}: {} {by_hand}", total.quantile(p));
    }
    let mean = sums.iter().sum::<f64>() / sums.len() as f64;
    assert!((total.mean() - mean).abs() < 0.03 * width, "{} {mean}", total.mean());
}
