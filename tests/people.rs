//! What is known about people: their sex, where their audiences live, what numbers about them rest on.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use smallmighty::app::premises::LEARN;
use smallmighty::app::towns::towns;
use smallmighty::app::{Command, ImportSource};
use smallmighty::domain::{Goal, Metric, Overlap, Rule, Sex};
use smallmighty::report::known::Standing;
use smallmighty::report::plan::PlanRow;

use crate::window::Screen;
use crate::world::World;

fn sexes(world: &World) -> Vec<Option<Sex>> {
    world.model().roster.cards.iter().map(|card| card.entry.creator.sex).collect()
}

#[test]
fn sex_comes_with_a_list_and_silence_changes_nothing() {
    let mut world = World::empty();
    let import = |world: &mut World, name: &str, text: &str| {
        let path = world.file(name, text);
        world.run(Command::ReadImport(ImportSource::File(path)));
        let preview = world.model().import.as_ref().unwrap().preview.clone().unwrap();
        world.run(Command::RunImport);
        (preview.new, preview.changed, preview.same)
    };
    let first = "name,handle,platform,gender\nAna,@ana,Instagram,female\nBo,@bo,Instagram,m\nCy,@cy,Instagram,\n";
    assert_eq!(import(&mut world, "one.csv", first), (3, 0, 0));
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), None]);
    let second = "name,handle,platform,gender\nAna,@ana,Instagram,n/a\nBo,@bo,Instagram,M\nCy,@cy,Instagram,x\n";
    assert_eq!(import(&mut world, "two.csv", second), (0, 1, 2));
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)]);
    world.run(Command::Undo);
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), None]);
}

/// Six creators whose posts bring much more than is usual, each with `posts` posts.
fn posts_list(posts: usize) -> String {
    let mut list = String::from("handle,platform,followers,date,likes,comments,sponsored\n");
    for creator in 0..6 {
        for post in 0..posts {
            let likes = 900 + 70 * ((creator * 7 + post * 5) % 11);
            let day = format!("2026-0{}-{:02}", 1 + post % 8, 1 + (creator * 3 + post) % 27);
            let paid = if post % 4 == 0 { "yes" } else { "no" };
            list += &format!("own_{creator},Instagram,10000,{day},{likes},20,{paid}\n");
        }
    }
    list
}

fn level(world: &World) -> f64 {
    let rows = world.model().premises.rows();
    rows.iter().find(|row| row.key == "level.instagram.engagements").and_then(|row| row.value).expect("a row")
}

#[test]
fn own_posts_move_the_table_until_that_is_switched_off() {
    let mut world = World::empty();
    let usual = level(&world);
    let path = world.file("posts.csv", &posts_list(8));
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    let learnt = level(&world);
    assert!(learnt > usual * 1.1, "{usual} {learnt}");
    let rows = world.model().premises.rows();
    let row = rows.iter().find(|row| row.key == "level.instagram.engagements").unwrap();
    assert_eq!(row.learnt.as_deref(), Some("48 posts of 6 creators"));
    assert!(!row.own && row.usual == row.value, "what was learnt is usual here, and nobody typed it");
    world.run(Command::Assume(LEARN.into(), Some((0.0, None))));
    assert_eq!(level(&world), usual);
    assert_eq!(world.model().file.undo.as_deref(), Some("Change assumption"));
    world.run(Command::Undo);
    assert_eq!(level(&world), learnt);
    world.run(Command::Assume("level.instagram.engagements".into(), Some((50.0, None))));
    assert_eq!(level(&world), 50.0, "the user's own number wins");
    world.run(Command::RestoreAssumptions);
    assert_eq!(level(&world), learnt);
}

#[test]
fn too_few_posts_and_invented_ones_teach_nothing() {
    let mut world = World::empty();
    let usual = level(&world);
    let path = world.file("posts.csv", &posts_list(3));
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    assert_eq!(level(&world), usual);
    let learnt = world.model().premises.learnt.clone().expect("a look was taken");
    assert!(learnt.from.is_empty() && learnt.usable == (0, 0));
    let sample = World::sample();
    assert_eq!(level(&sample), usual);
}

fn only_known(posts: &str) -> smallmighty::report::known::Known {
    let mut world = World::empty();
    let path = world.file("posts.csv", &format!("handle,platform,followers,date,likes,comments\n{posts}"));
    world.run(Command::ReadImport(ImportSource::File(path)));
    world.run(Command::RunImport);
    let card = world.model().roster.cards[0].clone();
    world.model().known(&card.entry, &card.entry.accounts[0], Metric::Engagements)
}

#[test]
fn what_a_projection_rests_on_is_told() {
    let line = |day: u32, likes: u64| format!("ana,Instagram,9000,2026-05-{day:02},{likes},0\n");
    let one = only_known(&line(3, 200));
    assert!(
        one.sentence.contains("1 own post,") && one.sentence.contains("what is usual at this size"),
        "{}",
        one.sentence
    );
    let many: String = (1..=12).map(|day| line(day, if day == 6 { 300_000 } else { 200 + u64::from(day) })).collect();
    let many = only_known(&many);
    assert_eq!(many.posts.iter().filter(|post| post.standing == Standing::Bent).count(), 1);
    assert!(many.remarks.iter().any(|remark| remark.starts_with("1 post lies so far off")), "{:?}", many.remarks);
    assert!(many.shares.posts > one.shares.posts && many.level < 400.0);
    let weights: f64 = many.posts.iter().map(|post| post.weight).sum();
    assert!((weights - many.shares.posts).abs() < 1e-9);
    assert!(many.narrower.contains("newest one known is"), "{}", many.narrower);
    let (organic, paid) = many.paid.rates.expect("rates");
    assert!(organic > 0.01 && paid > 0.0 && (organic - many.level / 9000.0).abs() < 1e-12);
    let zeros: String = (1..=9).map(|day| line(day, 0)).collect();
    let zeros = only_known(&zeros);
    assert!(zeros.level < 1.0 && zeros.band.0 >= 0.0 && zeros.band.1.is_finite());
    let unknown = only_known("bo,Instagram,,2026-05-01,100,5\n");
    assert!(unknown.narrower.ends_with("the number of followers would narrow it too"), "{}", unknown.narrower);
    assert_eq!((unknown.paid.rates, unknown.clutter), (None, None));
}

#[test]
fn towns_are_found_by_many_spellings() {
    let first = |text: &str| towns(text, 5).first().map(|town| town.label.clone()).unwrap_or_default();
    assert!(first("freiburg, de").starts_with("Freiburg"));
    assert!(first("Koln").contains("Germany") && first("Köln") == first("Cologne"));
    assert!(towns("", 5).is_empty() && towns("zzzzqq", 5).is_empty());
}

fn select(screen: &mut Screen, name: &str) {
    screen.go("Roster");
    screen.type_into("Search creators", name);
    screen.settle();
    screen.harness.query_all_by_role(Role::ListBoxOption).next().expect("a row").click();
    screen.settle();
}

fn audience(screen: &Screen) -> Vec<(String, f64)> {
    let all = screen.model().roster.cards.iter().flat_map(|card| &card.entry.audience);
    all.map(|share| (share.place.clone(), share.share)).collect()
}

#[test]
fn places_of_an_audience_are_added_changed_removed_and_undone() {
    let mut screen = Screen::sample();
    let name = screen.model().roster.cards[7].name().to_owned();
    select(&mut screen, &name);
    screen.click("Audience");
    screen.type_into("Town of the audience", "Munchen");
    screen.settle();
    let offer = screen.harness.query_all_by_label_contains("Take Munich").next().expect("a town is offered");
    offer.click();
    screen.settle();
    screen.type_into("Share of the audience", "32 %");
    screen.click("Add place");
    assert_eq!(audience(&screen), [("Munich, Bavaria".to_owned(), 0.32)]);
    screen.type_into("Town of the audience", "Basel");
    screen.type_into("Share of the audience", "80");
    screen.click("Add place");
    assert!(screen.sees("That makes 112\u{a0}%; the shares of an audience add up to 100\u{a0}% at most"));
    assert_eq!(audience(&screen).len(), 1);
    screen.type_into("Share in Munich, Bavaria", "40");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(audience(&screen)[0].1, 0.4);
    assert!(screen.harness.unnamed_widgets().is_empty());
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(audience(&screen)[0].1, 0.32);
    screen.click("Remove Munich, Bavaria");
    assert!(audience(&screen).is_empty());
}

#[test]
fn overlaps_are_added_and_undone() {
    let mut screen = Screen::sample();
    let cards = screen.model().roster.cards.clone();
    select(&mut screen, cards[7].name());
    screen.click("Audience");
    screen.type_into("Creator who shares it", cards[9].name());
    screen.type_into("Share of the smaller audience", "12");
    screen.click("Add overlap");
    let known = screen.model().overlaps.clone();
    assert_eq!((known.len(), known[0].share), (1, 0.12));
    assert_eq!((known[0].one, known[0].other), (cards[7].entry.creator.id, cards[9].entry.creator.id));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.model().overlaps.is_empty());
}

#[test]
fn the_inspector_shows_what_a_projection_rests_on() {
    let mut screen = Screen::sample();
    let cards = screen.model().roster.cards.clone();
    let card = cards.iter().find(|card| card.strip.len() >= 5 && !card.entry.offers.is_empty()).expect("posts");
    select(&mut screen, card.name());
    assert!(screen.sees("own posts") && screen.sees("Organic ") && screen.sees(" narrow"));
    let link = screen.harness.query_all_by_label_contains("posts behind it").next().expect("a way to the posts");
    link.click();
    screen.settle();
    assert!(screen.sees("posts over time"), "the posts are drawn");
    screen.click("Overview");
    screen.click("Edit…");
    screen.harness.get_by_role_and_label(Role::ComboBox, "Sex, for quotas").scroll_to_me();
    screen.settle();
    screen.harness.get_by_role_and_label(Role::ComboBox, "Sex, for quotas").click();
    screen.settle();
    screen.click("Female");
    screen.click("Save creator");
    let id = card.entry.creator.id;
    assert_eq!(screen.model().roster.card(id).unwrap().entry.creator.sex, Some(Sex::Female));
}

#[test]
fn an_assumption_tells_its_effect_and_goes_back() {
    let mut screen = Screen::sample();
    screen.go("Settings");
    screen.type_into("Search assumptions", "paid post against");
    screen.settle();
    let field = "A paid post against an unpaid one";
    screen.harness.get_by_role_and_label(Role::SpinButton, field).set_value_accesskit(0.5);
    screen.settle();
    assert!(screen.sees("the open plan's middle went from"));
    screen.click(&format!("Usual number: {field}"));
    screen.settle();
    assert!(screen.model().premises.own.is_empty());
    screen.type_into("Search assumptions", "zzz");
    screen.settle();
    assert!(screen.sees("Nothing here is called"));
}

#[test]
fn niches_are_added_below_others_and_restored() {
    let mut screen = Screen::sample();
    screen.go("Settings");
    screen.click("Add niche");
    screen.type_into("Niche", "Padel");
    screen.type_into("Niche above it", "Nowhere");
    screen.click("Save niche");
    assert!(screen.sees("No niche is called"));
    screen.type_into("Niche above it", "Baking");
    screen.type_into("Other words for it, with semicolons between", "padel tennis; Paddle");
    screen.click("Save niche");
    let tree = &screen.model().premises.niches;
    let padel = tree.find("paddle").expect("found by another word").clone();
    assert_eq!((padel.name.as_str(), padel.parent.as_str()), ("Padel", "baking"));
    screen.type_into("Search niches", "padel");
    screen.settle();
    screen.click("Restore Padel");
    let found = |screen: &Screen| screen.model().premises.niches.find("padel").map(|niche| niche.name.clone());
    assert_eq!(found(&screen).as_deref(), Some("Ball sports"), "as the tree that comes with the program has it");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(found(&screen).as_deref(), Some("Padel"));
}

#[test]
fn people_shared_by_two_creators_are_shared_only_if_both_take_place() {
    let mut world = World::sample();
    let mut brief = world.model().brief().expect("a brief").clone();
    (brief.goal, brief.rules) = (Goal::Engagements, vec![Rule::MaxCreators(2)]);
    world.run(Command::KeepBrief("Change rules", Box::new(brief)));
    let model = world.model();
    let plan = model.plan.answer.as_ref().unwrap().as_ref().expect("a shortlist").clone();
    let [a, b] = plan.rows.as_slice() else { panic!("two creators") };
    let reach = |row: &PlanRow| {
        let card = model.roster.card(row.creator).expect("a card");
        let offer = card.entry.offers.iter().find(|offer| offer.id == row.offer).expect("an offer");
        model.projection(card, offer, Goal::Reach).projected
    };
    let (first, second) = (reach(a), reach(b));
    assert!(a.chance < 1.0 || b.chance < 1.0, "{} {}", a.chance, b.chance);
    let (one, other) = (a.creator.min(b.creator), a.creator.max(b.creator));
    let all = Overlap { one, other, share: 1.0, source: "measured".into() };
    let found = |world: &World| world.model().plan.outlook.as_ref().and_then(|o| o.reach).expect("people");
    let alone = found(&world);
    world.run(Command::SetOverlap(all, true));
    let shared = found(&world);
    // With luck both take place, without it one or none does.
    let fewer = first.min(second) / (first + second);
    assert!(shared.high < alone.high * (1.0 - fewer / 2.0), "{first} {second} {alone:?} {shared:?}");
    assert!(shared.low > alone.low * 0.9, "{first} {second} {alone:?} {shared:?}");
}
