//! One figure for one thing: what is the goal is told beside it too, and whatever the goal, the same shortlist brings the
//! same.

use smallmighty::app::{Command, ImportSource};
use smallmighty::domain::goal::Mix;
use smallmighty::domain::{Aim, Around, Brief, Currency, Goal, Money, Overlap};
use smallmighty::report::explain::Outcome;
use smallmighty::report::figures::{costs, takings};
use smallmighty::report::outlook::{Outlook, Total};
use smallmighty::report::plan::Plan;

use crate::world::World;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

fn outlook(world: &World) -> &Outlook {
    world.model().plan.outlook.as_ref().expect("an outlook")
}

fn change(world: &mut World, how: impl FnOnce(&mut Brief)) {
    let mut brief = world.model().brief().expect("a scenario").clone();
    how(&mut brief);
    world.run(Command::KeepBrief("Change brief", Box::new(brief)));
}

/// What an order is worth is known, and so are a place and a niche.
fn told(world: &mut World, niche: &str) {
    world.run(Command::Assume("order_value".into(), Some((40.0, None))));
    world.run(Command::Assume("margin".into(), Some((0.5, None))));
    let around = Around { name: "Berlin, Germany".into(), latitude: 52.52, longitude: 13.405, km: 30.0 };
    change(world, |brief| (brief.around, brief.niches) = (Some(around), vec![niche.to_owned()]));
}

/// 10 % point, middle and 90 % point.
type Spread = [f64; 3];

fn spread(of: &Total) -> Spread {
    let (low, high) = of.band(0.8);
    [low, of.middle(), high]
}

/// What is told of each goal beside the plan's own total.
fn beside(outlook: &Outlook) -> [(Goal, Spread); 8] {
    let money = outlook.money.as_ref().expect("money");
    let people = outlook.reach.as_ref().expect("people");
    let near = &outlook.nearby.as_ref().expect("people nearby").0;
    [
        (Goal::Engagements, spread(&money.engagements)),
        (Goal::Relevant, spread(&outlook.relevant.as_ref().expect("relevant").relevant)),
        (Goal::Views, spread(&money.views)),
        (Goal::Reach, [people.low, people.point, people.high]),
        (Goal::Nearby, [near.low, near.point, near.high]),
        (Goal::Clicks, spread(&money.clicks)),
        (Goal::Orders, spread(&money.orders)),
        (Goal::Margin, spread(money.profit.as_ref().expect("a profit"))),
    ]
}

#[track_caller]
fn same(one: Spread, other: Spread, what: &str) {
    let scale = one.iter().chain(&other).fold(1.0_f64, |most, value| most.max(value.abs()));
    for (a, b) in one.iter().zip(&other) {
        assert!((a - b).abs() <= 1e-9 * scale, "{what}: {one:?} and {other:?}");
    }
}

#[test]
fn a_goal_and_what_is_told_beside_it_are_one_figure() {
    let mut world = World::sample();
    let niche = world.model().roster.facets.niches[0].0.clone();
    told(&mut world, &niche);
    for goal in Goal::ALL.into_iter().filter(|goal| !matches!(goal, Goal::Mix(_))) {
        change(&mut world, |brief| brief.goal = goal);
        let (plan, outlook) = (plan(&world), outlook(&world));
        assert!(plan.rows.len() > 1 && plan.total.middle() != 0.0, "{goal:?}");
        let (_, told) = beside(outlook).into_iter().find(|(of, _)| *of == goal).expect("a figure");
        same(spread(&plan.total), told, goal.label());
    }
}

#[test]
fn a_shortlist_brings_the_same_whatever_the_goal() {
    let mut world = World::empty();
    let list = "name,handle,platform,followers,price,city,country,niche\n\
                Ana,@ana,Instagram,9000,90,Berlin,Germany,food\n\
                Bo,@bo,TikTok,24000,150,Potsdam,Germany,food\n\
                Cy,@cy,YouTube,15000,200,Hamburg,Germany,travel\n\
                Di,@di,Newsletter,3000,60,,,food\n";
    let path = world.file("list.csv", list);
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    world.run(Command::AddCampaign { name: "All of them".into(), client: String::new() });
    told(&mut world, "food");
    change(&mut world, |brief| {
        brief.budget = Money::from_minor(1_000_000, Currency::EUR);
        brief.niches = vec!["food".into(), "travel".into()];
    });
    let ids: Vec<_> = world.model().roster.cards.iter().map(|card| card.entry.creator.id).collect();
    for (share, other) in [(0.4, ids[1]), (0.0, ids[3])] {
        let overlap = Overlap { one: ids[0], other, share, source: "counted".into() };
        world.run(Command::SetOverlap(overlap, true));
    }
    let mut first: Option<[(Goal, Spread); 8]> = None;
    for goal in Goal::ALL.into_iter().filter(|goal| *goal != Goal::Margin) {
        let goal = if let Goal::Mix(_) = goal { Goal::Mix(Mix::default()) } else { goal };
        change(&mut world, |brief| brief.goal = goal);
        assert_eq!(plan(&world).rows.len(), 4, "{goal:?}");
        let now = beside(outlook(&world));
        for (now, before) in now.iter().zip(first.iter().flatten()) {
            same(now.1, before.1, &format!("{} beside {}", now.0.label(), goal.label()));
        }
        first = Some(now);
    }
}

#[test]
fn revenue_and_what_is_left_follow_from_the_orders_shown() {
    let mut world = World::sample();
    let niche = world.model().roster.facets.niches[0].0.clone();
    told(&mut world, &niche);
    for goal in [Goal::Engagements, Goal::Orders, Goal::Margin] {
        change(&mut world, |brief| brief.goal = goal);
        let money = outlook(&world).money.as_ref().expect("money");
        let (orders, revenue) = (spread(&money.orders), spread(money.revenue.as_ref().expect("revenue")));
        same(orders.map(|orders| orders * 40.0), revenue, "revenue");
        let left = spread(money.contribution.as_ref().expect("what is left"));
        same(revenue.map(|revenue| revenue / 2.0), left, "what is left");
        let even = money.break_even.as_ref().expect("break-even");
        let profit = money.profit.as_ref().expect("a profit");
        assert_eq!(even.chance, profit.chance_above(0.0), "one certainty to earn it back");
        let numbers = world.model().settings.numbers;
        let shown = takings(money, outlook(&world), numbers);
        let told = shown.iter().find(|figure| figure.name == "Orders").expect("orders");
        assert!(told.source.contains("chance alone"), "{}", told.source);
        if goal == Goal::Orders {
            assert_eq!(told.value, plan(&world).amounts(numbers).count(plan(&world).total.middle()));
        }
        assert!(costs(money, outlook(&world), numbers).iter().all(|cost| cost.source.contains("middle")));
    }
}

#[test]
fn the_open_scenario_is_told_beside_others_as_it_is_shown() {
    let mut world = World::sample();
    world.run(Command::CopyScenario);
    for aim in [Aim::Safe, Aim::Most] {
        change(&mut world, |brief| (brief.aim, brief.promise) = (aim, 0.9));
        let compared = world.model().plan.compared.as_ref().expect("compared");
        let open = compared.scenarios.iter().find(|row| Some(row.scenario) == world.model().plan.scenario);
        let (row, plan) = (open.expect("the open one"), plan(&world));
        assert!(compared.scenarios.len() > 1);
        assert_eq!(row.outcome, Ok(Outcome::of(plan)), "{aim:?}");
        assert_eq!((row.joins.as_slice(), row.leaves.as_slice()), (&[][..], &[][..]));
        let told = row.outcome.as_ref().expect("an outcome");
        assert_eq!((told.middle, told.promise), (plan.total.middle(), plan.total.promise(0.9)));
    }
}
