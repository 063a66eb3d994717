//! Explanations of a plan, each checked by solving again through the planner.

use std::sync::Arc;

use smallmighty::app::Command;
use smallmighty::app::nearby::around;
use smallmighty::domain::{Brief, CreatorId, Goal, Money, Offer, OfferId, Rule};
use smallmighty::report::Card;
use smallmighty::report::explain::{Backing, Held, Missing, Waterfall, WhyAnswer, WhyNot};
use smallmighty::report::plan::Plan;

use crate::world::World;

/// Values are whole thousandths of the goal, so sums of a few are as good as equal within this.
const CLOSE: f64 = 0.01;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

fn brief(world: &World) -> Brief {
    world.model().brief().expect("an open scenario").clone()
}

fn change(world: &mut World, change: impl FnOnce(&mut Brief)) {
    let mut changed = brief(world);
    change(&mut changed);
    world.run(Command::KeepBrief("Change brief", Box::new(changed)));
}

/// The sample with less money, so that tests are quick and swaps few.
fn small(goal: Goal) -> World {
    let mut world = World::sample();
    change(&mut world, |brief| {
        brief.budget.minor = 26_000;
        brief.goal = goal;
        brief.rules.clear();
        brief.niches.clear();
        brief.around = around("Freiburg", 40.0);
    });
    world
}

fn why(world: &mut World, creator: CreatorId) -> WhyNot {
    world.run(Command::Focus(Some(creator)));
    world.model().plan.why_not.as_deref().expect("an answer about the creator").clone()
}

fn missing(world: &mut World, creator: CreatorId) -> Missing {
    match why(world, creator).answer {
        WhyAnswer::Out(missing) => *missing,
        other => panic!("they are out: {other:?}"),
    }
}

fn held(world: &mut World, creator: CreatorId) -> Held {
    match why(world, creator).answer {
        WhyAnswer::In(held) => *held,
        other => panic!("they are in: {other:?}"),
    }
}

fn backing(world: &World) -> &Backing {
    world.model().plan.backing.as_deref().expect("who could step in")
}

fn is_in(world: &World, creator: CreatorId) -> bool {
    plan(world).rows.iter().any(|row| row.creator == creator)
}

fn offer(world: &World, id: OfferId) -> Offer {
    let all = world.model().roster.cards.iter().flat_map(|card| card.entry.offers.iter());
    all.into_iter().find(|offer| offer.id == id).expect("the offer").clone()
}

fn set_fee(world: &mut World, id: OfferId, minor: i64) {
    let mut changed = offer(world, id);
    changed.fee = Some(Money::from_minor(minor, changed.fee.expect("a fee").currency));
    world.run(Command::UpdateOffer(Box::new(changed)));
}

/// At the fee named the creator is in, or as good as who is; one cent above they aren't.
fn check_fees(goal: Goal, rules: Vec<Rule>) {
    let mut world = small(goal);
    change(&mut world, |brief| brief.rules = rules);
    let bench: Vec<CreatorId> =
        world.model().plan.bench.as_ref().expect("a bench").iter().map(|row| row.creator).collect();
    assert!(!bench.is_empty(), "{goal:?}: somebody is next in line");
    let mut asked = 0;
    for creator in bench.into_iter().take(3) {
        let told = why(&mut world, creator);
        let WhyAnswer::Out(found) = &told.answer else { panic!("they are out: {told:?}") };
        let Some(fee) = found.enters_at_fee.filter(|_| told.proved) else { continue };
        asked += 1;
        assert!(fee.minor < found.fee.minor && found.loses > Some(0.0), "{goal:?} {found:?}");
        set_fee(&mut world, found.offers[0], fee.minor);
        if !is_in(&world, creator) {
            let tied = missing(&mut world, creator).loses.expect("a loss");
            assert!(tied.abs() < CLOSE, "{goal:?}: at {fee:?} {} loses {tied}", told.name);
        }
        set_fee(&mut world, found.offers[0], fee.minor + 1);
        assert!(!is_in(&world, creator), "{goal:?}: {} isn't in above {fee:?}", told.name);
        set_fee(&mut world, found.offers[0], found.fee.minor);
    }
    assert!(asked > 0, "{goal:?}: a fee is told for somebody");
}

#[test]
fn at_the_fee_named_they_are_in_and_a_cent_above_they_are_not() {
    check_fees(Goal::Engagements, Vec::new());
    check_fees(Goal::Engagements, vec![Rule::MaxShare(30), Rule::MinCreators(4)]);
}

#[test]
fn fees_are_exact_where_people_are_counted_once() {
    check_fees(Goal::Reach, Vec::new());
    check_fees(Goal::Nearby, Vec::new());
}

/// Without a creator the shortlist brings so much less as was told, with those who were told.
fn check_refusals(goal: Goal) {
    let mut world = small(goal);
    let before = plan(&world).projected;
    let rows = backing(&world).refusals.clone();
    assert_eq!(rows.len(), plan(&world).rows.len());
    for row in rows.iter().take(4) {
        let lost = held(&mut world, row.creator);
        change(&mut world, |brief| brief.rules = vec![Rule::Never(row.creator)]);
        let fell = before - plan(&world).projected;
        let told = row.loses.expect("a shortlist without them");
        assert!((fell - told).abs() < CLOSE, "{goal:?}: {fell} {told}");
        assert!((lost.loses.expect("the same") - told).abs() < CLOSE);
        assert!(row.joins.iter().all(|(creator, _)| is_in(&world, *creator)), "{goal:?}: {row:?}");
        change(&mut world, |brief| brief.rules.clear());
    }
    let least = rows.iter().filter_map(|row| row.loses).fold(f64::INFINITY, f64::min);
    let first = &backing(&world).alternatives[0][0];
    assert!((first.loses - least).abs() < CLOSE, "the nearest other list does without the cheapest to lose");
}

#[test]
fn a_refusal_costs_what_is_told() {
    check_refusals(Goal::Engagements);
}

#[test]
fn a_refusal_costs_what_is_told_where_people_are_counted_once() {
    check_refusals(Goal::Reach);
}

/// Alternatives differ as much as asked, fall in order, and are best under their own rules.
fn check_alternatives(goal: Goal) {
    let mut world = small(goal);
    let best = plan(&world).projected;
    let all = backing(&world).alternatives.clone();
    assert_eq!(all.len(), 5);
    for (differ, rows) in all.iter().enumerate() {
        assert!(rows.iter().all(|row| row.leaves.len() > differ && row.proved), "{goal:?}: {rows:?}");
        assert!(rows.windows(2).all(|pair| pair[0].projected >= pair[1].projected));
        assert!(rows.iter().all(|row| (best - row.projected - row.loses).abs() < CLOSE));
    }
    let firsts: Vec<f64> = all.iter().filter_map(|rows| Some(rows.first()?.projected)).collect();
    assert!(firsts.windows(2).all(|pair| pair[0] >= pair[1]), "asking for more difference never brings more");
    let row = all[1][0].clone();
    change(&mut world, |brief| {
        brief.rules = row.joins.iter().map(|(creator, _)| Rule::MustHave(*creator)).collect();
        brief.rules.extend(row.leaves.iter().map(|(creator, _)| Rule::Never(*creator)));
    });
    assert!((plan(&world).projected - row.projected).abs() < CLOSE, "{goal:?}: pinned, it is the shortlist");
    assert_eq!(plan(&world).cost, row.cost);
    // None better: every way to do without two of the creators brings no more.
    change(&mut world, |brief| brief.rules.clear());
    let inside: Vec<CreatorId> = plan(&world).rows.iter().map(|row| row.creator).take(4).collect();
    for (place, one) in inside.iter().enumerate() {
        for other in &inside[place + 1..] {
            change(&mut world, |brief| brief.rules = vec![Rule::Never(*one), Rule::Never(*other)]);
            assert!(plan(&world).projected <= row.projected + CLOSE, "{goal:?}");
        }
    }
}

#[test]
fn alternatives_differ_as_asked_and_none_is_better() {
    check_alternatives(Goal::Engagements);
}

#[test]
fn alternatives_where_people_are_counted_once() {
    check_alternatives(Goal::Reach);
}

fn waterfall(world: &World) -> Waterfall {
    let compared = world.model().plan.compared.as_deref().expect("a comparison");
    compared.waterfall.clone().expect("a way from the own list")
}

/// The way from the own list adds up to the best one, in what it brings and in what it costs.
fn check_way(goal: Goal) {
    let mut world = small(goal);
    let inside: Vec<CreatorId> = plan(&world).rows.iter().map(|row| row.creator).collect();
    let cards = world.model().roster.cards.clone();
    let others = cards.iter().filter(|card| !inside.contains(&card.entry.creator.id));
    let cheap = |offer: &&Offer| offer.fee.is_some_and(|fee| (1_000..8_000).contains(&fee.minor));
    let own: Vec<OfferId> =
        others.filter_map(|card| card.entry.offers.iter().find(cheap)).map(|offer| offer.id).take(3).collect();
    world.run(Command::SetOwn(own));
    let way = waterfall(&world);
    let gains: f64 = way.steps.iter().map(|step| step.gain).sum();
    assert!((way.own + gains - way.best).abs() < CLOSE, "{goal:?}: {way:?}");
    let costs: i64 = way.steps.iter().map(|step| step.cost.minor).sum();
    assert_eq!(way.cost.minor + costs, way.best_cost.minor);
    assert!((way.best - plan(&world).projected).abs() < CLOSE && way.best_cost == plan(&world).cost);
    assert!(way.broken.is_empty() && way.left_out.is_empty() && way.own < way.best, "{goal:?}: {way:?}");
    let best = plan(&world).rows.iter().map(|row| row.offer).collect();
    world.run(Command::SetOwn(best));
    assert!(waterfall(&world).steps.is_empty(), "the best list is no way off");
    world.run(Command::SetOwn(Vec::new()));
    assert!(world.model().plan.compared.as_deref().expect("a comparison").waterfall.is_none());
}

#[test]
fn the_way_from_the_own_list_adds_up() {
    check_way(Goal::Engagements);
}

#[test]
fn the_way_adds_up_where_people_are_counted_once() {
    check_way(Goal::Reach);
}

#[test]
fn a_loss_in_the_own_list_is_a_loss() {
    let mut world = small(Goal::Engagements);
    world.run(Command::Assume("order_value".into(), Some((30.0, None))));
    world.run(Command::Assume("margin".into(), Some((0.5, None))));
    change(&mut world, |brief| brief.goal = Goal::Margin);
    let cards = world.model().roster.cards.clone();
    let model = world.model();
    let loses = |card: &Arc<Card>| {
        let chance = |offer: &Offer| model.premises.funnel.acceptance.chance(offer.status);
        let margin = |offer: &Offer| model.projection(card, offer, Goal::Margin).projected * chance(offer);
        let [offer] = card.entry.offers.as_slice() else { return None };
        Some((offer.id, offer.creator, margin(offer))).filter(|(.., margin)| *margin < -10.0)
    };
    let (offer, creator, margin) = cards.iter().find_map(loses).expect("somebody who asks more than they bring");
    world.run(Command::SetOwn(vec![offer]));
    let way = waterfall(&world);
    assert!((way.own - margin).abs() < CLOSE, "{margin} and {way:?}");
    let gains: f64 = way.steps.iter().map(|step| step.gain).sum();
    assert!((way.own + gains - way.best).abs() < CLOSE, "{way:?}");
    let out = missing(&mut world, creator);
    assert!((out.projected - margin).abs() < CLOSE, "{margin} and {out:?}");
    let (needs, loses) = (out.needs.expect("a margin"), out.loses.expect("a shortlist with them"));
    assert!((needs - out.projected - loses).abs() < CLOSE, "what it lacks is what it costs to have them: {out:?}");
}

#[test]
fn an_own_list_is_told_what_it_breaks() {
    let mut world = small(Goal::Engagements);
    let first = plan(&world).rows[0].clone();
    change(&mut world, |brief| {
        brief.rules = vec![Rule::Never(first.creator), Rule::MinCreators(3)];
        brief.budget.minor = 10_000;
    });
    world.run(Command::SetOwn(vec![first.offer]));
    let broken = waterfall(&world).broken.join(" | ");
    assert!(broken.contains(&format!("Without {}", first.name)) && broken.contains("At least 3"), "{broken}");
    change(&mut world, |brief| {
        brief.rules.clear();
        brief.budget.minor = first.fee.minor - 100;
    });
    let broken = waterfall(&world).broken.join(" | ").replace('\u{a0}', " ");
    assert!(broken.contains("costs 1 € more than there is"), "{broken}");
}

#[test]
fn rules_that_keep_somebody_out_are_named() {
    let mut world = small(Goal::Engagements);
    let first = plan(&world).rows[0].clone();
    let projected = plan(&world).projected;
    change(&mut world, |brief| brief.rules = vec![Rule::Never(first.creator), Rule::MinCreators(2)]);
    let fell = projected - plan(&world).projected;
    let found = missing(&mut world, first.creator);
    assert!(found.barred && found.rules.len() == 1, "{found:?}");
    assert!(found.rules[0].rule.contains(&first.name) && (found.rules[0].gains - fell).abs() < CLOSE);
    // Whoever sells one thing only can't come in with another.
    change(&mut world, |brief| brief.rules.clear());
    let single = |creator| world.model().roster.card(creator).is_some_and(|card| card.entry.offers.len() == 1);
    let first = plan(&world).rows.iter().find(|row| single(row.creator) && row.fee.minor > 2_600).expect("one").clone();
    let most = (first.fee.minor * 100 / 26_000 - 1) as u32;
    change(&mut world, |brief| brief.rules = vec![Rule::MaxShare(most), Rule::MinCreators(2)]);
    let found = missing(&mut world, first.creator);
    assert!(!found.barred && found.loses.is_none(), "{found:?}");
    assert_eq!(found.rules.len(), 1, "{found:?}");
    assert!(found.rules[0].rule.contains("on one creator"), "{found:?}");
    assert!(found.enters_at_fee.is_some_and(|fee| fee.minor <= 26_000 * i64::from(most) / 100));
}

#[test]
fn who_brings_enough_is_in() {
    let mut world = small(Goal::Engagements);
    let next = world.model().plan.bench.as_ref().expect("a bench")[0].creator;
    let found = missing(&mut world, next);
    let needs = found.needs.expect("a result that is enough");
    assert!(
        (needs - found.projected - found.loses.expect("a loss")).abs() < CLOSE,
        "what is missing is what pinning costs"
    );
    let rate = found.rate.expect("a rate");
    assert!(rate.needed > rate.now);
    // A level that much higher brings as much more, but for the ones that are added before logarithms are taken.
    let (rates, results) = (rate.needed / rate.now, needs / found.projected);
    assert!((rates / results - 1.0).abs() < 0.02, "{rates} {results}");
}

#[test]
fn who_can_not_be_considered_is_told_why() {
    let mut world = small(Goal::Engagements);
    let card = world.model().roster.cards.iter().find(|card| card.entry.offers.iter().all(|offer| offer.fee.is_none()));
    let unknown = card.map(|card| card.entry.creator.id);
    if let Some(creator) = unknown {
        let told = format!("{:?}", why(&mut world, creator).answer);
        assert!(told.contains("without a known fee") || told == "NoOffer", "{told}");
    }
    let first = plan(&world).rows[0].clone();
    let other = smallmighty::domain::Platform::ALL.into_iter().find(|platform| Some(*platform) != first.platform);
    change(&mut world, |brief| brief.platforms = other.into_iter().collect());
    if let WhyAnswer::LeftOut { reasons, hint } = why(&mut world, first.creator).answer {
        assert!(reasons.iter().any(|reason| reason.contains("on other platforms")) && hint.contains("platforms"));
    }
}

#[test]
fn a_new_scenario_takes_an_alternative() {
    let mut world = small(Goal::Engagements);
    let mut other = brief(&world);
    let row = backing(&world).alternatives[0][0].clone();
    other.rules.extend(row.leaves.iter().map(|(creator, _)| Rule::Never(*creator)));
    let open = world.model().plan.scenario;
    let count = world.model().open_scenario().expect("a campaign").0.scenarios.len();
    world.run(Command::AddScenario(Box::new(other)));
    assert_ne!(world.model().plan.scenario, open);
    assert!((plan(&world).projected - row.projected).abs() < CLOSE);
    assert_eq!(world.model().plan.compared.as_deref().expect("a comparison").scenarios.len(), count + 1);
    world.run(Command::Undo);
    assert_eq!(world.model().plan.scenario, open, "one step takes it back");
}

fn flagged(world: &World, words: &str) -> bool {
    plan(world).flags.iter().any(|flag| flag.replace('\u{a0}', " ").contains(words))
}

#[test]
fn red_flags_are_raised_and_taken_down() {
    let mut world = small(Goal::Engagements);
    change(&mut world, |brief| brief.rules = vec![Rule::Contingency(10)]);
    assert!(!flagged(&world, "kept back"), "{:?}", plan(&world).flags);
    let row = plan(&world).rows.iter().max_by_key(|row| row.fee.minor).expect("a row").clone();
    change(&mut world, |brief| {
        brief.rules = vec![Rule::MustHave(row.creator)];
        brief.budget.minor = row.fee.minor * 2;
    });
    assert!(flagged(&world, &format!("{} takes 50 % of the money", row.name)), "{:?}", plan(&world).flags);
    change(&mut world, |brief| brief.budget.minor = row.fee.minor * 102 / 100);
    assert!(flagged(&world, "Nothing is kept back"), "{:?}", plan(&world).flags);
    let set = |world: &mut World, status| {
        let mut changed = offer(world, row.offer);
        changed.status = status;
        world.run(Command::UpdateOffer(Box::new(changed)));
    };
    set(&mut world, smallmighty::domain::FeeStatus::Guess);
    if plan(&world).rows.len() == 1 {
        assert!(flagged(&world, "No fee is confirmed"), "{:?}", plan(&world).flags);
    }
    set(&mut world, smallmighty::domain::FeeStatus::Agreed);
    assert!(!flagged(&world, "No fee is confirmed"), "{:?}", plan(&world).flags);
}

#[test]
fn a_ceiling_the_promise_breaks_is_flagged() {
    let mut world = small(Goal::Engagements);
    let promised = plan(&world).total.promise(0.8);
    let each = plan(&world).cost.minor as f64 / promised;
    let metric = smallmighty::domain::Metric::Engagements;
    change(&mut world, |brief| brief.rules = vec![Rule::MaxCost(metric, each.ceil() as i64 * 20)]);
    assert!(!flagged(&world, "over your ceiling"), "{:?}", plan(&world).flags);
    // So low that it holds for what is projected of each, but not for what can be promised of all.
    let dearest = plan(&world).rows.iter().filter_map(|row| row.each()).fold(0.0, f64::max) * 100.0;
    change(&mut world, |brief| brief.rules = vec![Rule::MaxCost(metric, dearest.ceil() as i64)]);
    let costs = plan(&world).cost.minor as f64 / plan(&world).total.promise(0.8);
    assert_eq!(flagged(&world, "over your ceiling"), costs > dearest.ceil(), "{:?}", plan(&world).flags);
}
