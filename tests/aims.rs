//! Goals, mixes and aims, through the planner and through the window.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use smallmighty::app::question::Question;
use smallmighty::app::{Command, NewCreator};
use smallmighty::domain::offer::parse_deliverables;
use smallmighty::domain::{
    Aim, Brief, CreatorId, Currency, FeeStatus, Goal, Mix, Money, Offer, OfferId, Platform, Rule,
};
use smallmighty::forecast::{Entry, OfferForecast, Total, total};
use smallmighty::report::Card;
use smallmighty::report::aimed::{Aimed, Reached, Safer, Short};
use smallmighty::report::plan::Plan;

use crate::window::Screen;
use crate::world::World;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

fn brief(world: &World) -> Brief {
    world.model().brief().expect("an open scenario").clone()
}

/// Sees what a change of the brief brings.
fn tried(world: &mut World, change: impl FnOnce(&mut Brief)) -> Plan {
    let mut brief = brief(world);
    change(&mut brief);
    world.run(Command::TryBrief(Box::new(brief)));
    plan(world).clone()
}

/// Eight creators whose results and fees are known to differ in size and in how sure they are.
fn eight() -> World {
    some(&[
        (3_000, 40, FeeStatus::Agreed),
        (9_000, 70, FeeStatus::Guess),
        (14_000, 90, FeeStatus::Quoted),
        (22_000, 160, FeeStatus::Guess),
        (6_000, 55, FeeStatus::Agreed),
        (48_000, 300, FeeStatus::Asked),
        (11_000, 75, FeeStatus::Agreed),
        (33_000, 210, FeeStatus::Quoted),
    ])
}

/// Creators with these followers, and offers at these fees.
fn some(offers: &[(u64, i64, FeeStatus)]) -> World {
    let mut world = World::empty();
    for (place, (followers, fee, status)) in offers.iter().copied().enumerate() {
        let offer = Offer {
            id: OfferId(0),
            creator: CreatorId(0),
            account: None,
            deliverables: parse_deliverables("1 post").unwrap(),
            fee: Some(Money::from_minor(fee * 100, Currency::EUR)),
            status,
            source: "typed in".into(),
            dated: None,
            note: String::new(),
        };
        world.run(Command::AddCreator(Box::new(NewCreator {
            handle: format!("creator{place}"),
            followers: Some(followers),
            offer: Some(offer),
            platform: Some(Platform::Instagram),
            ..NewCreator::default()
        })));
    }
    world.run(Command::AddCampaign { name: "Opening".into(), client: String::new() });
    world
}

/// Every shortlist that the money of a brief can pay: its cost, what it brings on average, and its total.
struct Every {
    all: Vec<(i64, f64, Total)>,
}

impl Every {
    fn of(world: &World) -> Every {
        let question = Question::of(world.model(), brief(world));
        let projector = question.projector();
        let of_card = |card: &Arc<Card>| {
            let one = |offer: &Offer| {
                (offer.clone(), question.chance(offer), projector.forecast(&card.entry, offer, question.brief.goal))
            };
            card.entry.offers.iter().map(one).collect::<Vec<_>>()
        };
        let found: Vec<(Offer, f64, OfferForecast)> = question.cards.iter().flat_map(of_card).collect();
        let shock = question.premises.forecast.shock.ln_sd;
        let of = |bits: u32| {
            let chosen: Vec<_> =
                found.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1).map(|(_, one)| one).collect();
            let cost = chosen.iter().map(|(offer, ..)| offer.fee.unwrap().minor).sum();
            let average = chosen.iter().map(|(_, chance, forecast)| forecast.projected() * chance).sum();
            let entries: Vec<Entry<'_>> = chosen
                .iter()
                .map(|(offer, chance, forecast)| Entry { key: offer.id.0.unsigned_abs(), forecast, chance: *chance })
                .collect();
            (cost, average, total(&entries, shock, 1, 10_000))
        };
        Every { all: (0..1 << found.len()).map(of).collect() }
    }

    fn within(&self, budget: i64) -> impl Iterator<Item = &(i64, f64, Total)> {
        self.all.iter().filter(move |(cost, _, _)| *cost <= budget)
    }

    /// The least money with which `target` is reached as surely as `level`.
    fn least(&self, target: f64, level: f64) -> Option<i64> {
        self.all.iter().filter(|(_, _, total)| total.chance_of(target) >= level).map(|(cost, _, _)| *cost).min()
    }
}

fn safer(plan: &Plan) -> &Safer {
    let Aimed::Safe(safer) = &plan.aimed else { panic!("not safe: {:?}", plan.aimed) };
    safer
}

fn reached(plan: &Plan) -> &Reached {
    let Aimed::Target(reached) = &plan.aimed else { panic!("not reached: {:?}", plan.aimed) };
    reached
}

fn short(plan: &Plan) -> &Short {
    let Aimed::Short(short) = &plan.aimed else { panic!("not short: {:?}", plan.aimed) };
    short
}

#[test]
fn safe_promises_most_and_says_what_it_gives_up() {
    let mut world = eight();
    let every = Every::of(&world);
    for level in [0.5, 0.8, 0.95] {
        for money in [25_000, 50_000] {
            let most = tried(&mut world, |brief| {
                brief.aim = Aim::Most;
                (brief.promise, brief.budget.minor) = (level, money);
            });
            let safe = tried(&mut world, |brief| brief.aim = Aim::Safe);
            let told = safer(&safe);
            assert!(told.promise >= told.most_promise && safe.cost.minor <= money);
            assert_eq!(told.promise, safe.total.promise(level), "the promise told is the promise shown");
            assert_eq!(told.most_promise, most.total.promise(level));
            let best = every.within(money).map(|(_, average, _)| *average).fold(0.0, f64::max);
            let lost = 1.0 - safe.projected / best;
            assert!(told.loss >= lost - 1e-4 && told.loss <= 0.15 + 1e-4, "{} {lost}", told.loss);
            let possible = every.within(money).filter(|(_, average, _)| *average >= best * 0.8501);
            let largest = possible.map(|(_, _, total)| total.promise(level)).fold(0.0, f64::max);
            assert!(told.promise >= largest * 0.995, "{} of {largest} at {level}", told.promise);
            let unlimited = every.within(money).map(|(_, _, total)| total.promise(level)).fold(0.0, f64::max);
            assert!(told.bound.is_none_or(|bound| bound >= unlimited), "{:?} {unlimited}", told.bound);
            assert!(!safe.proof.proved || safe.rows == most.rows, "what is searched is not called proved");
        }
    }
}

#[test]
fn a_target_is_reached_for_the_least_money() {
    let mut world = eight();
    let every = Every::of(&world);
    for (level, share) in [(0.5, 0.6), (0.8, 0.5), (0.8, 0.95), (0.9, 0.3)] {
        let most = tried(&mut world, |brief| {
            (brief.aim, brief.promise) = (Aim::Most, level);
        });
        let target = (most.total.promise(level) * share).round();
        let found = tried(&mut world, |brief| (brief.aim, brief.target) = (Aim::Target, Some(target)));
        let told = reached(&found);
        assert_eq!(Some(told.needs.minor), every.least(target, level), "{target} at {level}");
        assert!(found.cost.minor <= told.needs.minor && told.needs.minor <= found.brief.budget.minor);
        assert_eq!(told.chance, found.total.chance_of(target), "the chance told is that of the total shown");
        assert!(told.chance >= level);
        assert!(told.at_least.is_none_or(|least| least.minor <= told.needs.minor), "{:?}", told.at_least);
    }
}

#[test]
fn a_target_out_of_reach_says_what_it_would_need() {
    let mut world = eight();
    let every = Every::of(&world);
    let most = tried(&mut world, |brief| brief.budget.minor = 30_000);
    let target = (most.total.promise(0.8) * 3.0).round();
    let found = tried(&mut world, |brief| (brief.aim, brief.target) = (Aim::Target, Some(target)));
    let told = short(&found);
    assert_eq!(told.promise, found.total.promise(0.8));
    assert_eq!(told.chance, found.total.chance_of(target));
    assert!(told.promise >= most.total.promise(0.8) && told.promise < target && told.chance < 0.8);
    assert_eq!(told.would_need.map(|money| money.minor), every.least(target, 0.8));
    let none = tried(&mut world, |brief| brief.target = Some(1e9));
    assert_eq!(short(&none).would_need, None, "no money is enough");
    let open = tried(&mut world, |brief| brief.target = None);
    assert_eq!(open.aimed, Aimed::NoTarget);
}

#[test]
fn what_comes_for_nothing_is_enough_for_a_small_target() {
    let mut world = some(&[
        (20_000, 0, FeeStatus::Agreed),
        (9_000, 60, FeeStatus::Quoted),
        (90_000, 400, FeeStatus::Quoted),
        (7_000, 35, FeeStatus::Guess),
    ]);
    for goal in [Goal::Engagements, Goal::Reach, Goal::Views] {
        let all = tried(&mut world, |brief| (brief.goal, brief.aim, brief.target) = (goal, Aim::Most, None));
        let free = all.rows.iter().find(|row| row.fee.minor == 0).expect("who costs nothing is always in");
        let small = (free.projection.low / 2.0).max(1.0).round();
        let found = tried(&mut world, |brief| (brief.aim, brief.target) = (Aim::Target, Some(small)));
        assert_eq!((reached(&found).needs.minor, found.cost.minor), (0, 0), "{goal:?} {small}");
        assert_eq!(found.rows.len(), 1);
        // Whoever must be in is paid, and counts.
        let dear = all.rows.iter().map(|row| row.creator).find(|id| *id != free.creator).unwrap();
        let fee = all.rows.iter().find(|row| row.creator == dear).unwrap().fee;
        let pinned = tried(&mut world, |brief| brief.rules = vec![Rule::MustHave(dear)]);
        assert_eq!((reached(&pinned).needs, pinned.cost), (fee, fee), "{goal:?}");
        tried(&mut world, |brief| brief.rules.clear());
    }
}

#[test]
fn rules_are_kept_whatever_the_aim() {
    let mut world = World::sample();
    let chosen = plan(&world).rows[0].creator;
    let rules = vec![Rule::MinCreators(8), Rule::MaxShare(25), Rule::Never(chosen), Rule::Contingency(10)];
    for aim in [Aim::Safe, Aim::Target] {
        let found = tried(&mut world, |brief| {
            (brief.aim, brief.target, brief.rules) = (aim, Some(1_200.0), rules.clone());
        });
        assert!(!matches!(found.aimed, Aimed::Searching), "{:?}", found.aimed);
        assert!(found.rows.len() >= 8 && found.cost.minor <= 45_000);
        assert!(found.rows.iter().all(|row| row.fee.minor <= 11_250 && row.creator != chosen));
        if let Aimed::Target(told) = &found.aimed {
            assert!(told.needs.minor * 9 / 10 >= found.cost.minor, "what is kept back comes on top");
        }
    }
}

#[test]
fn the_promise_falls_evenly_over_all_levels_in_every_aim() {
    let mut world = World::sample();
    for aim in [Aim::Most, Aim::Safe] {
        tried(&mut world, |brief| brief.aim = aim);
        let mut last = f64::INFINITY;
        for percent in 50..=95 {
            let mut at = brief(&world);
            at.promise = f64::from(percent) / 100.0;
            // As while the slider is dragged: nobody waits for the end of a search.
            world.planner.run(Command::TryBrief(Box::new(at.clone())));
            let shown = world.first_of(&at).total.promise(at.promise);
            assert!(shown <= last, "{aim:?}: {shown} after {last} at {percent} %");
            assert!(last.is_infinite() || shown >= last * 0.93, "{aim:?}: {last} drops to {shown} at {percent} %");
            last = shown;
        }
        world.settle();
    }
}

#[test]
fn a_mix_of_one_part_is_that_part() {
    let mut world = World::sample();
    let offers = |plan: &Plan| {
        let mut offers: Vec<_> = plan.rows.iter().map(|row| row.offer).collect();
        offers.sort();
        offers
    };
    let views = tried(&mut world, |brief| brief.goal = Goal::Views);
    let mixed = tried(&mut world, |brief| brief.goal = Goal::Mix(Mix { weights: [0, 0, 70, 0, 0] }));
    assert_eq!(offers(&views), offers(&mixed));
    let nothing = {
        let mut at = brief(&world);
        at.goal = Goal::Mix(Mix { weights: [0; 5] });
        world.run(Command::TryBrief(Box::new(at)));
        world.model().plan.answer.clone().unwrap().expect_err("no shortlist")
    };
    assert!(nothing.problem.contains("weight"), "{}", nothing.problem);
}

#[test]
fn every_change_of_goal_and_aim_is_undone_by_name() {
    let mut world = World::sample();
    let start = brief(&world);
    type Step = (&'static str, fn(&mut Brief));
    let steps: [Step; 4] = [
        ("Change goal", |brief| brief.goal = Goal::Mix(Mix::default())),
        ("Change mix", |brief| brief.goal = Goal::Mix(Mix { weights: [10, 0, 90, 0, 0] })),
        ("Change target", |brief| brief.target = Some(900.0)),
        ("Change aim", |brief| brief.aim = Aim::Safe),
    ];
    for (name, change) in steps {
        let mut next = brief(&world);
        change(&mut next);
        world.run(Command::KeepBrief(name, Box::new(next.clone())));
        assert_eq!(world.model().file.undo.as_deref(), Some(name));
        assert_eq!(brief(&world), next);
    }
    for (name, _) in steps.iter().rev() {
        world.run(Command::Undo);
        assert_eq!(world.notice(), format!("Undone: {name}"));
    }
    assert_eq!(brief(&world), start);
}

fn choose_goal(screen: &mut Screen, goal: Goal) {
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").click();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::Button, goal.label()).click_accesskit();
    screen.settle();
}

#[test]
fn a_goal_is_chosen_from_a_list_by_mouse_and_keyboard() {
    let mut screen = Screen::sample();
    choose_goal(&mut screen, Goal::Views);
    assert_eq!(screen.model().brief().unwrap().goal, Goal::Views);
    assert_eq!(screen.model().file.undo.as_deref(), Some("Change goal"));
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").focus();
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.harness.query_by_role_and_label(Role::Button, "Orders").is_some(), "Enter opens the list");
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(screen.harness.query_by_role_and_label(Role::Button, "Orders").is_none(), "Esc closes it");
    screen.harness.get_by_role_and_label(Role::ComboBox, "Goal").focus();
    screen.press(Modifiers::NONE, Key::Enter);
    screen.press(Modifiers::NONE, Key::ArrowUp);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().brief().unwrap().goal, Goal::Relevant, "arrows walk the list from the chosen goal");
}

#[test]
fn weights_of_a_mix_are_dragged_and_undone() {
    let mut screen = Screen::sample();
    choose_goal(&mut screen, Goal::Mix(Mix::default()));
    let rect = screen.harness.get_by_role_and_label(Role::Slider, "Weight of views").rect();
    let at = rect.left_center() + eframe::egui::vec2(rect.width() * 0.95, 0.0);
    screen.harness.hover_at(at);
    screen.harness.run_steps(2);
    screen.harness.drag_at(at);
    screen.harness.run_steps(3);
    let weights = |screen: &Screen| match screen.model().brief().unwrap().goal {
        Goal::Mix(mix) => mix.weights,
        other => panic!("{other:?}"),
    };
    assert!(weights(&screen)[2] > 85, "{:?}", weights(&screen));
    assert_eq!(screen.model().file.undo.as_deref(), Some("Change goal"), "what is dragged isn't stored yet");
    screen.harness.drop_at(at);
    screen.settle();
    assert_eq!(screen.model().file.undo.as_deref(), Some("Change mix"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(weights(&screen), Mix::default().weights);
}

#[test]
fn aims_and_targets_are_set_in_the_window() {
    let mut screen = Screen::sample();
    screen.type_into("Target number", "3,000");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().brief().unwrap().target, Some(3_000.0));
    assert!(screen.sees("sure to be reached"), "a target tells how sure it is with any aim");
    screen.click("Safe");
    assert!(screen.sees("less on average"), "what safety costs is told");
    assert!(screen.sees("Searched, not proved safest"));
    screen.click("Target");
    assert!(screen.sees("Needs ") && screen.sees("Least money found"));
    screen.type_into("Target number", "7,500");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Out of reach for"));
    screen.type_into("Target number", "plenty");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().brief().unwrap().target, Some(7_500.0), "what can't be read changes nothing");
    screen.type_into("Target number", "");
    screen.press(Modifiers::NONE, Key::Backspace);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().brief().unwrap().target, None);
    assert!(screen.sees("Type the number you need"));
}

#[test]
fn every_goal_has_every_aim() {
    let mut screen = Screen::sample();
    for goal in Goal::ALL {
        if screen.model().brief().unwrap().goal.key() != goal.key() {
            choose_goal(&mut screen, goal);
        }
        for aim in [Aim::Safe, Aim::Target, Aim::Most] {
            screen.click(aim.label());
            assert_eq!(screen.model().brief().unwrap().aim, aim, "{goal:?}");
            // Nobody waits to come in who is in.
            let (plan, next) = (&screen.model().plan.answer, &screen.model().plan.bench);
            let (Some(Ok(plan)), Some(next)) = (plan, next) else { continue };
            let inside = |creator| plan.rows.iter().any(|row| row.creator == creator);
            assert!(next.iter().all(|row| !inside(row.creator)), "{goal:?} {aim:?}");
        }
    }
    choose_goal(&mut screen, Goal::Reach);
    screen.click("Safe");
    assert_eq!(screen.model().file.undo.as_deref(), Some("Change aim"));
    assert!(screen.sees("Searched, not proved safest") && screen.sees("Promises "));
    screen.click("Target");
    assert!(screen.sees("Type the number you need"));
    screen.type_into("Target number", "30,000");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Needs ") && screen.sees("Least money found"));
    screen.type_into("Target number", "3,000,000");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Out of reach for") && screen.sees("the best found promises"));
}
