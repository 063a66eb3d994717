//! The whole program without a window: commands in, a model out.

use smallmighty::app::{Command, ImportSource, NewCreator};
use smallmighty::domain::{Brief, Currency, FeeStatus, Goal, Money, Offer, OfferId, Platform, Rule};
use smallmighty::report::plan::Plan;

use crate::world::World;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

fn brief(world: &World) -> Brief {
    world.model().brief().expect("an open scenario").clone()
}

fn new_creator(handle: &str, followers: u64, fee: i64) -> Command {
    let offer = Offer {
        id: OfferId(0),
        creator: smallmighty::domain::CreatorId(0),
        account: None,
        deliverables: smallmighty::domain::offer::parse_deliverables("1 post").unwrap(),
        fee: Some(Money::from_minor(fee, Currency::EUR)),
        status: FeeStatus::Guess,
        source: "typed in".into(),
        dated: None,
        note: String::new(),
    };
    Command::AddCreator(Box::new(NewCreator {
        handle: handle.into(),
        followers: Some(followers),
        offer: Some(offer),
        platform: Some(Platform::Instagram),
        ..NewCreator::default()
    }))
}

#[test]
fn the_sample_opens_with_a_proved_shortlist() {
    let world = World::sample();
    assert_eq!(world.model().roster.cards.len(), 300);
    assert_eq!(world.model().file.undo, None, "the sample itself can't be undone");
    let plan = plan(&world);
    assert!(plan.proof.proved);
    assert!((4..=12).contains(&plan.rows.len()), "{} creators", plan.rows.len());
    assert!(plan.cost.minor <= 50_000);
    let sum: f64 = plan.rows.iter().map(|row| row.projection.projected * row.chance).sum();
    assert!(
        (sum - plan.projected).abs() < 0.01 * plan.rows.len() as f64,
        "projected results add up by their chances: {sum} {}",
        plan.projected
    );
    let (low, high) = plan.total.band(0.8);
    assert!(low < plan.total.middle() && plan.total.middle() < high && plan.projected < high);
    let promise = plan.total.promise(0.8);
    assert!(low < promise && promise < high);
    assert!(!world.model().plan.frontier.as_ref().expect("a frontier").points.is_empty());
    assert!(!world.model().plan.bench.as_ref().expect("a bench").is_empty());
}

#[test]
fn the_promise_falls_as_it_gets_surer() {
    let world = World::sample();
    let plan = plan(&world);
    let levels: Vec<f64> = (50..=95).map(|level| plan.total.promise(f64::from(level) / 100.0)).collect();
    assert!(levels.windows(2).all(|pair| pair[0] >= pair[1]), "{levels:?}");
}

#[test]
fn the_frontier_rises_and_meets_the_plan() {
    let world = World::sample();
    let frontier = world.model().plan.frontier.clone().expect("a frontier");
    assert!(frontier.points.windows(2).all(|pair| pair[0].middle <= pair[1].middle));
    let at = frontier.points.iter().find(|point| point.budget == 500.0).expect("a point at the budget");
    let total = &plan(&world).total;
    // The same draws, so that a pitch never has two figures for one thing.
    assert_eq!((at.middle, (at.low, at.high)), (total.middle(), total.band(0.8)));
}

#[test]
fn the_frontier_holds_every_budget_and_says_who_comes_and_goes() {
    let world = World::sample();
    let frontier = world.model().plan.frontier.clone().expect("a frontier");
    // Fees share a step of 5 €; less money than that of three creators buys nothing under the brief's rules.
    assert!(frontier.points.windows(2).all(|pair| pair[1].budget - pair[0].budget == 5.0));
    assert!(frontier.points[0].budget < 100.0 && frontier.points.last().is_some_and(|last| last.budget == 1000.0));
    let mut inside = std::collections::BTreeSet::new();
    for (point, change) in frontier.points.iter().zip(&frontier.changes).filter(|(point, _)| point.budget <= 500.0) {
        for name in &change.leaves {
            assert!(inside.remove(name.as_str()), "{name} leaves at {} without having come", point.budget);
        }
        for name in &change.enters {
            assert!(inside.insert(name.as_str()), "{name} comes twice, at {}", point.budget);
        }
    }
    let plan = plan(&world);
    let shown: std::collections::BTreeSet<&str> = plan.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(inside, shown, "at 500 € the same shortlist as the plan's");
}

#[test]
fn rules_are_kept_and_cost_something_or_nothing() {
    let mut world = World::sample();
    let free = plan(&world).projected;
    let chosen = plan(&world).rows[0].creator;
    let mut changed = brief(&world);
    changed.rules = vec![Rule::MinCreators(9), Rule::MaxShare(20), Rule::Never(chosen)];
    world.run(Command::KeepBrief("Change rules", Box::new(changed)));
    let ruled = plan(&world);
    assert!(ruled.rows.len() >= 9);
    assert!(ruled.rows.iter().all(|row| row.fee.minor <= 10_000 && row.creator != chosen));
    assert!(ruled.projected <= free && ruled.proof.proved);
}

#[test]
fn rules_that_conflict_are_answered_in_words() {
    let mut world = World::sample();
    let mut changed = brief(&world);
    changed.rules = vec![Rule::MinCreators(200)];
    world.run(Command::KeepBrief("Change rules", Box::new(changed)));
    let none = world.model().plan.answer.clone().unwrap().expect_err("no shortlist");
    assert!(none.problem.contains("200 creators"), "{}", none.problem);
    assert!(none.hint.contains("ask for"), "{}", none.hint);
    world.run(Command::Undo);
    assert!(plan(&world).proof.proved, "undo brings the shortlist back");
}

#[test]
fn trying_a_budget_stores_nothing_and_keeping_it_does() {
    let mut world = World::sample();
    let before = world.model().file.undo.clone();
    let mut tried = brief(&world);
    tried.budget.minor = 30_000;
    world.run(Command::TryBrief(Box::new(tried.clone())));
    assert_eq!(plan(&world).brief.budget.minor, 30_000);
    assert_eq!(world.model().file.undo, before, "trying is no step");
    world.run(Command::KeepBrief("Change money", Box::new(tried)));
    assert_eq!(world.model().file.undo.as_deref(), Some("Change money"));
    world.run(Command::Undo);
    assert_eq!(brief(&world).budget.minor, 50_000);
    assert_eq!(world.notice(), "Undone: Change money");
    world.run(Command::Redo);
    assert_eq!(brief(&world).budget.minor, 30_000);
}

#[test]
fn a_first_campaign_from_nothing() {
    let mut world = World::empty();
    world.run(new_creator("https://www.instagram.com/marta.bakes/", 4_000, 4_000));
    world.run(new_creator("@jonas.eats", 20_000, 9_000));
    world.run(Command::AddCampaign { name: "Opening".into(), client: String::new() });
    let plan = plan(&world);
    assert_eq!(plan.rows.len(), 2);
    assert!(plan.rows.iter().all(|row| row.projection.posts_used == 0 && row.projection.low < row.projection.high));
    assert!(plan.flags.iter().any(|flag| flag.contains("No posts")), "{:?}", plan.flags);
    assert_eq!(world.model().roster.cards[0].handle(), "@marta.bakes");
}

#[test]
fn removing_creators_is_one_step() {
    let mut world = World::sample();
    let ids: Vec<_> = world.model().roster.cards.iter().take(5).map(|card| card.entry.creator.id).collect();
    world.run(Command::RemoveCreators(ids));
    assert_eq!(world.model().roster.cards.len(), 295);
    assert_eq!(world.model().file.undo.as_deref(), Some("Remove 5 creators"));
    world.run(Command::Undo);
    assert_eq!(world.model().roster.cards.len(), 300);
}

#[test]
fn a_list_is_previewed_imported_and_undone() {
    let mut world = World::empty();
    let list =
        "Name;Handle;Platform;Followers;Fee\nMarta Kolb;@marta;Instagram;12,4K;95 €\nJonas;jonas.eats;TikTok;;\n;;;;\n";
    let path = world.file("list.csv", list);
    world.run(Command::ReadImport(ImportSource::File(path.clone())));
    let import = world.model().import.as_ref().expect("an import");
    let preview = import.preview.as_ref().expect("a preview");
    assert_eq!((preview.rows, preview.new, preview.refused), (2, 2, 0), "{:?}", preview.issues);
    assert!(world.model().roster.cards.is_empty(), "a preview changes nothing");
    world.run(Command::RunImport);
    assert!(world.model().import.is_none());
    let cards = world.model().roster.cards.clone();
    assert_eq!(cards.len(), 2);
    assert_eq!((cards[0].followers, cards[0].fee.map(|fee| fee.minor)), (Some(12_400), Some(9_500)));
    assert_eq!((cards[1].followers, cards[1].fee), (None, None), "an empty cell is unknown");
    world.run(Command::ReadImport(ImportSource::File(path)));
    let preview = world.model().import.as_ref().unwrap().preview.clone().unwrap();
    assert_eq!((preview.new, preview.changed, preview.same), (0, 0, 2), "the same list again is nothing new");
    world.run(Command::CancelImport);
    world.run(Command::Undo);
    assert!(world.model().roster.cards.is_empty());
}

#[test]
fn a_file_that_is_no_list_is_told_and_changes_nothing() {
    let mut world = World::empty();
    let path = world.file("empty.csv", "");
    world.run(Command::ReadImport(ImportSource::File(path)));
    let stage = &world.model().import.as_ref().expect("an import").stage;
    let smallmighty::app::import::Stage::Failed(problem) = stage else { panic!("it must fail") };
    assert!(!problem.is_empty());
}

#[test]
fn a_pitch_is_written_whole_and_remembered() {
    let mut world = World::sample();
    let folder = world.folder.path().join("pitches");
    world.run(Command::ExportPitch { folder: folder.clone(), xlsx: true, html: true });
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 2, "{names:?} {}", world.notice());
    let picks = world.model().open_scenario().unwrap().1.picks.len();
    assert_eq!(picks, plan(&world).rows.len(), "the pitched shortlist is kept");
}

#[test]
fn a_second_planner_reads_only() {
    let world = World::sample();
    let path = world.model().file.path.clone();
    let folders = crate::world::folders(&world.folder);
    let refusal = smallmighty::app::Planner::open(&path, folders.clone(), smallmighty::jobs::no_wake());
    let refusal = refusal.err().expect("the file is in use");
    assert!(refusal.can_read, "{}", refusal.problem);
    let reader = smallmighty::app::Planner::open_read_only(&path, folders, smallmighty::jobs::no_wake());
    assert!(reader.is_ok());
}

#[test]
fn a_lost_unit_is_unknown_until_the_user_names_it() {
    let mut world = World::empty();
    let path = world.file("list.csv", "handle,followers\nana,475.8\nbo,366.2\ncy,357.3\n");
    world.run(Command::ReadImport(ImportSource::File(path)));
    let column = world.model().import.as_ref().unwrap().prepared.as_ref().unwrap().mapping.columns[1].clone();
    let ways = smallmighty::app::readings::readings(&column);
    let (_, millions) = ways.iter().find(|(words, _)| *words == "In millions").expect("a way");
    world.run(Command::ReadColumn(1, *millions));
    world.run(Command::RunImport);
    let followers: Vec<_> = world.model().roster.cards.iter().map(|card| card.followers).collect();
    assert_eq!(followers, [Some(475_800_000), Some(366_200_000), Some(357_300_000)]);
}

fn earns(world: &mut World, order: f64) {
    world.run(Command::Assume("order_value".into(), Some((order, None))));
    world.run(Command::Assume("margin".into(), Some((0.5, None))));
}

#[test]
fn a_margin_is_never_taken_across_currencies() {
    let mut world = World::sample();
    earns(&mut world, 60.0);
    let mut changed = brief(&world);
    changed.goal = Goal::Margin;
    world.run(Command::KeepBrief("Change goal", Box::new(changed)));
    assert!(world.model().plan.answer.as_ref().is_some_and(Result::is_ok));
    let euros = world.model().settings.clone();
    let (currency, mut settings) = (Currency::from_code("CHF").unwrap(), euros.clone());
    settings.currency = currency;
    world.run(Command::SetSettings(Box::new(settings)));
    let order = world.model().premises.funnel.order_value.expect("an order's value");
    assert_eq!(order.currency, currency, "an order is worth money of the currency chosen");
    let none = world.model().plan.answer.clone().unwrap().expect_err("francs less fees in euros is no money");
    assert!(none.problem.contains("another currency"), "{}", none.problem);
    world.run(Command::SetSettings(Box::new(euros)));
    assert!(world.model().plan.answer.as_ref().is_some_and(Result::is_ok));
}

#[test]
fn only_the_shortlist_of_the_brief_in_sight_is_booked_or_pitched() {
    let mut world = World::sample();
    let pitch = Command::ExportPitch { folder: world.folder.path().join("pitch"), xlsx: false, html: true };
    let mut changed = brief(&world);
    changed.rules = vec![Rule::Never(plan(&world).rows[0].creator)];
    for command in [Command::BookShortlist, pitch] {
        assert_eq!(command.obstacle(world.model()), None);
        world.planner.run(Command::TryBrief(Box::new(changed.clone())));
        assert!(command.obstacle(world.model()).is_some(), "the shortlist in sight still breaks the new rule");
        world.settle();
        assert_eq!(command.obstacle(world.model()), None);
        changed.rules.push(Rule::MinCreators(3));
    }
}

#[test]
fn nothing_of_another_goal_is_left_standing() {
    let mut world = World::sample();
    assert!(world.model().plan.outlook.is_some());
    let mut changed = brief(&world);
    changed.goal = Goal::Margin;
    world.run(Command::KeepBrief("Change goal", Box::new(changed)));
    assert!(world.model().plan.answer.as_ref().is_some_and(Result::is_err), "nobody knows what an order is worth");
    assert!(world.model().plan.outlook.is_none());
}
