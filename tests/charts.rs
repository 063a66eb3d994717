//! The charts beside the shortlist: what they tell adds up, keeps to the days, and can be seen, copied and saved.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, OutputCommand, Theme, vec2};
use egui_kittest::kittest::Queryable;
use jiff::civil::Date;
use smallmighty::app::{Command, Settings};
use smallmighty::domain::{Brief, Goal, Metric, NumberStyle, OfferId, Rule};
use smallmighty::report::figures::{costs, takings, worth};
use smallmighty::report::frontier::Frontier;
use smallmighty::report::outlook::{Outlook, TimelinePoint};
use smallmighty::report::picture::{
    Marked, Picture, Shape, budgets, density, intervals, mix, reach, timeline, tornado,
};
use smallmighty::report::plan::Plan;
use smallmighty::report::words::Amounts;
use smallmighty::ui::Start;

use crate::window::Screen;
use crate::world::World;

const NUMBERS: NumberStyle = NumberStyle::ENGLISH;

fn plan(world: &World) -> &Plan {
    world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")
}

fn outlook(world: &World) -> &Outlook {
    world.model().plan.outlook.as_ref().expect("an outlook")
}

fn change(world: &mut World, change: impl FnOnce(&mut Brief)) {
    let mut brief = world.model().brief().expect("a brief").clone();
    change(&mut brief);
    world.run(Command::KeepBrief("Change brief", Box::new(brief)));
}

fn first_day(world: &World) -> Date {
    world.model().brief().expect("a brief").starts.expect("a first day")
}

fn day(first: Date, days: i64) -> Date {
    first.checked_add(jiff::Span::new().days(days)).expect("a day")
}

fn rises(points: &[TimelinePoint], what: &str) {
    assert!(points.len() > 5, "{what}: {} days", points.len());
    for pair in points.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        assert!(a.day < b.day, "{what}: {} then {}", a.day, b.day);
        let never_falls = a.low <= b.low + 1e-6 && a.middle <= b.middle + 1e-6 && a.high <= b.high + 1e-6;
        assert!(never_falls, "{what}: what came in is gone on {}", b.day);
    }
    assert!(points.iter().all(|point| point.low <= point.middle && point.middle <= point.high), "{what}");
}

fn ends_at_the_total(world: &World, what: &str) {
    let (total, last) = (&plan(world).total, *outlook(world).timeline.last().expect("days"));
    let (low, high) = total.band(0.8);
    // A fortnight after the last post a little is still to come.
    for (name, there, whole) in
        [("low", last.low, low), ("middle", last.middle, total.middle()), ("high", last.high, high)]
    {
        let room = 0.12 * (whole.abs() + 1.0);
        assert!(there <= whole + 1e-6 * room && there >= whole - room, "{what}, {name}: {there} of {whole}");
    }
}

#[test]
fn results_come_in_day_by_day_up_to_the_total() {
    let mut world = World::sample();
    rises(&outlook(&world).timeline, "engagements");
    ends_at_the_total(&world, "engagements");
    let points = &outlook(&world).timeline;
    let spread = |point: &TimelinePoint| (point.high - point.low) / point.middle;
    let early = points.iter().find(|point| point.middle > plan(&world).total.middle() * 0.1).expect("a day");
    let late = points.last().expect("days");
    assert!(spread(early) > 1.1 * spread(late), "few posts are less sure than many: {early:?} {late:?}");
    for goal in [Goal::Views, Goal::Reach, Goal::Orders] {
        change(&mut world, |brief| brief.goal = goal);
        rises(&outlook(&world).timeline, goal.label());
        ends_at_the_total(&world, goal.label());
    }
}

#[test]
fn a_margin_starts_below_nothing_by_the_fees() {
    let mut world = World::sample();
    world.run(Command::Assume("order_value".to_owned(), Some((60.0, None))));
    world.run(Command::Assume("margin".to_owned(), Some((0.6, None))));
    change(&mut world, |brief| brief.goal = Goal::Margin);
    let Some(first) = outlook(&world).timeline.first() else { panic!("no days") };
    assert!(first.low < 0.0, "nothing has come in, the fees are due: {first:?}");
    rises(&outlook(&world).timeline, "margin");
}

#[test]
fn a_posting_day_is_kept_until_it_is_freed_or_undone() {
    let mut world = World::sample();
    let first = first_day(&world);
    let spread: Vec<(OfferId, Date)> = outlook(&world).postings.iter().map(|post| (post.offer, post.day)).collect();
    assert_eq!(spread.len(), plan(&world).rows.len());
    assert!(outlook(&world).postings.iter().all(|post| !post.fixed && post.day >= first));
    let best = plan(&world).rows[0].offer;
    let before = outlook(&world).timeline.clone();
    let late = day(first, 25);
    world.run(Command::SetPosting(best, Some(late)));
    let of_best = |world: &World| *outlook(world).postings.iter().find(|post| post.offer == best).expect("it");
    assert_eq!((of_best(&world).day, of_best(&world).fixed), (late, true));
    let by = |points: &[TimelinePoint], on: Date| {
        points.iter().rev().find(|point| point.day <= on).map_or(0.0, |point| point.middle)
    };
    let week = day(first, 7);
    assert!(by(&outlook(&world).timeline, week) < by(&before, week), "the largest comes later now");
    ends_at_the_total(&world, "with a fixed day");
    world.run(Command::SetPosting(best, None));
    assert!(!of_best(&world).fixed);
    world.run(Command::Undo);
    assert_eq!(of_best(&world).day, late, "undo brings the fixed day back");
    world.run(Command::Undo);
    assert_eq!(outlook(&world).postings.iter().map(|post| (post.offer, post.day)).collect::<Vec<_>>(), spread);
}

#[test]
fn phases_are_kept_and_without_days_there_is_no_timeline() {
    let mut world = World::sample();
    let (first, rules) = (first_day(&world), plan(&world).brief.rules.clone());
    change(&mut world, |brief| brief.rules.push(Rule::Phases(50)));
    if let Some(Ok(plan)) = &world.model().plan.answer {
        let last = world.model().brief().and_then(|brief| brief.ends).expect("a last day");
        let middle = day(first, i64::from((last - first).get_days()) / 2);
        for post in &outlook(&world).postings {
            let row = plan.rows.iter().find(|row| row.offer == post.offer).expect("a row");
            assert_eq!(row.phase == Some(2), post.day > middle, "{} on {}", row.name, post.day);
        }
    }
    change(&mut world, |brief| brief.ends = brief.starts);
    assert!(!outlook(&world).postings.is_empty());
    assert!(outlook(&world).postings.iter().all(|post| post.day == first), "nothing is posted after the last day");
    change(&mut world, |brief| {
        brief.rules = rules;
        (brief.starts, brief.ends) = (None, None);
    });
    assert_eq!(timeline(plan(&world), outlook(&world), NUMBERS), None);
    assert!(outlook(&world).postings.is_empty());
}

#[test]
fn money_adds_up() {
    let mut world = World::sample();
    assert!(outlook(&world).money.as_ref().is_some_and(|money| money.profit.is_none()), "nobody knows the margin");
    assert!(!outlook(&world).missing.is_empty(), "it is said what to add");
    world.run(Command::Assume("order_value".to_owned(), Some((40.0, None))));
    world.run(Command::Assume("margin".to_owned(), Some((0.5, None))));
    let (plan, outlook) = (plan(&world), outlook(&world));
    let money = outlook.money.as_ref().expect("money");
    let mean = |total: &Option<smallmighty::forecast::Total>| total.as_ref().expect("known").mean();
    let (revenue, left, costs_mean) = (mean(&money.revenue), mean(&money.contribution), mean(&money.costs));
    assert!((left / revenue - 0.5).abs() < 0.01, "half of each order is left: {left} of {revenue}");
    assert!((mean(&money.profit) - (left - costs_mean)).abs() < 1e-6 * revenue);
    let even = money.break_even.expect("a break-even");
    assert_eq!(even.orders, (plan.cost.units() / 20.0).ceil() as u64, "fees over what an order leaves");
    let sum = |minor: Vec<i64>| minor.into_iter().sum::<i64>();
    assert_eq!(sum(outlook.platforms.iter().map(|slice| slice.money.minor).collect()), plan.cost.minor);
    assert_eq!(sum(outlook.tiers.iter().map(|slice| slice.money.minor).collect()), plan.cost.minor);
    let lines = takings(money, outlook, NUMBERS);
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(
        names,
        ["Clicks", "Orders", "Seen by code", "Revenue", "Left of orders", "Profit", "Return", "Pays for itself"]
    );
    assert_eq!(costs(money, outlook, NUMBERS).len(), 5);
    for line in lines.iter().chain(&costs(money, outlook, NUMBERS)) {
        assert!(!line.source.is_empty() && !line.value.is_empty(), "{line:?}");
    }
    assert!(lines[0].source.contains("20"), "a source names its year: {}", lines[0].source);
}

#[test]
fn earned_media_value_is_off_until_the_user_says_what_views_are_worth() {
    let mut world = World::sample();
    let line = |world: &World| {
        let money = outlook(world).money.as_ref().expect("money");
        worth(&world.model().settings.worth_table().0, money, NUMBERS)
    };
    assert_eq!(line(&world), None);
    let settings = Settings { worth: vec![(Metric::Views, 5.0)], ..world.model().settings.clone() };
    world.run(Command::SetSettings(Box::new(settings)));
    let views = outlook(&world).money.as_ref().expect("money").views.middle();
    let found = line(&world).expect("a line");
    let expected = NUMBERS.count(views / 1000.0 * 5.0);
    assert!(found.value.contains(&expected), "{} isn't {expected}", found.value);
    let both = Settings { worth: vec![(Metric::Views, 5.0), (Metric::Reach, 4.0)], ..world.model().settings.clone() };
    assert!(both.worth_table().1.is_some(), "who sees a post isn't counted twice");
}

#[test]
fn relevant_engagements_are_a_part_of_all() {
    let mut world = World::sample();
    let niche = world.model().roster.facets.niches[0].0.clone();
    change(&mut world, |brief| brief.niches.clear());
    assert_eq!(outlook(&world).relevant, None);
    change(&mut world, |brief| {
        brief.niches = vec![niche];
        brief.goal = Goal::Relevant;
    });
    let all = outlook(&world).relevant.clone().expect("weighed");
    let (plain, relevant) = (all.plain.middle(), all.relevant.middle());
    assert!(relevant > 0.0 && relevant <= plain, "{relevant} of {plain}");
    assert_eq!(all.shares.len(), plan(&world).rows.len());
    assert_eq!(relevant, plan(&world).total.middle(), "as the goal counts them");
}

fn pictures(world: &World) -> Vec<Picture> {
    let (plan, outlook) = (plan(world), outlook(world));
    let label = |of: &Option<smallmighty::domain::Platform>| of.map_or(String::new(), |of| of.label().to_owned());
    let frontier = world.model().plan.frontier.as_ref().expect("a curve");
    let amounts = plan.amounts(NUMBERS);
    vec![
        budgets(&curve(frontier, Some((9000.0, 0.8)), amounts)),
        density(plan, 0.8, NUMBERS),
        timeline(plan, outlook, NUMBERS).expect("days"),
        tornado(outlook.tornado.as_ref().expect("drivers"), &outlook.sources, amounts).expect("drivers"),
        intervals(plan, NUMBERS),
        mix("Platforms", &outlook.platforms, label, amounts).expect("platforms"),
        reach(outlook.reach.as_ref().expect("reach"), NUMBERS),
    ]
}

fn curve(frontier: &Frontier, target: Option<(f64, f64)>, amounts: Amounts) -> Marked<'_> {
    Marked { frontier, current: frontier.points[3], budget: 500.0, target, met: None, amounts }
}

#[test]
fn a_target_out_of_sight_leaves_the_curve_over_budgets_its_room() {
    let world = World::sample();
    let (plan, frontier) = (plan(&world), world.model().plan.frontier.as_ref().expect("a curve"));
    let amounts = plan.amounts(NUMBERS);
    let (end, tallest) = (frontier.points.last().expect("a point").budget, 1.3 * plan.total.band(0.8).1);
    let plain = budgets(&curve(frontier, None, amounts));
    let near = budgets(&curve(frontier, Some((plan.total.middle(), 0.8)), amounts));
    let far = budgets(&curve(frontier, Some((1e6, 0.8)), amounts));
    let levels = |picture: &Picture| picture.shapes.iter().filter(|shape| matches!(shape, Shape::Level(..))).count();
    assert_eq!((levels(&plain), levels(&near), levels(&far)), (0, 1, 0));
    for picture in [&plain, &near, &far] {
        assert!(picture.x.to <= 1.1 * end, "{} for a curve to {end}", picture.x.to);
        assert!(picture.y.to <= 4.0 * tallest, "{} for {tallest}", picture.y.to);
    }
    assert!(far.title.starts_with("No budget on this curve makes 1,000,000 "), "{}", far.title);
    let told = &plain.spots[frontier.points.len() / 2].text;
    assert!(told.contains("about ") && told.contains("8 in 10: ") && told.contains("+50\u{a0}€: +"), "{told}");
}

#[test]
fn the_name_of_a_target_keeps_clear_of_where_it_is_met() {
    let world = World::sample();
    let (plan, frontier) = (plan(&world), world.model().plan.frontier.as_ref().expect("a curve"));
    let end = frontier.points.last().expect("a point").budget;
    for (share, part) in [(0.1, 0.3), (0.2, 0.3), (0.2, 0.8), (0.3, 0.5), (0.3, 0.9)] {
        let marked = curve(frontier, Some((part * plan.total.middle(), 0.8)), plan.amounts(NUMBERS));
        let picture = budgets(&Marked { met: Some(share * end), ..marked });
        let name = picture.shapes.iter().find_map(|shape| match shape {
            Shape::Label(label) if label.text.starts_with("target ") => Some(label.at.0),
            _ => None,
        });
        let name = name.expect("the target's name");
        assert!((name - share * end).abs() > 0.35 * end, "the name at {name}, met at {}", share * end);
    }
}

#[test]
fn every_chart_says_its_numbers_and_is_saved_whole() {
    let mut world = World::sample();
    for picture in pictures(&world) {
        let name = picture.name;
        assert!(
            picture.said().contains(&picture.title) && picture.said().bytes().any(|b| b.is_ascii_digit()),
            "{name}"
        );
        assert!(!picture.spots.is_empty() && !picture.x.marks.is_empty(), "{name} tells nothing");
        let width = picture.table[0].len();
        assert!(picture.table.len() > 1 && picture.table.iter().all(|row| row.len() == width), "{name}");
        let path = world.folder.path().join(format!("{name}.svg"));
        let mut hostile = picture.clone();
        hostile.title = format!("{} <script>", picture.title);
        world.run(Command::SavePicture(Box::new(hostile), path.clone()));
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.starts_with("<?xml") && text.trim_end().ends_with("</svg>"), "{name}");
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script"), "{name} runs what it shows");
        assert!(!text.contains("NaN") && !text.contains("inf"), "{name}");
        assert!(world.notice().starts_with("Picture saved"), "{}", world.notice());
    }
}

#[test]
fn drivers_stand_round_the_middle_of_the_total() {
    let world = World::sample();
    let found = outlook(&world).tornado.as_ref().expect("drivers");
    assert!((found.usual - plan(&world).total.middle()).abs() < 1e-6 * found.usual);
    for bar in &found.bars {
        let source = outlook(&world).sources.levers.iter().find(|(name, _)| *name == bar.name);
        assert!(source.is_some_and(|(_, source)| !source.is_empty()), "nobody says where {} comes from", bar.name);
        let (low, high) = (bar.at_low.min(bar.at_high), bar.at_low.max(bar.at_high));
        assert!(low <= found.usual + 1e-6 && found.usual <= high + 1e-6, "{bar:?}");
    }
    assert!(found.bars.windows(2).all(|pair| pair[0].width() >= pair[1].width()), "the strongest first");
}

#[test]
fn every_part_of_the_column_shows_its_charts() {
    for size in [vec2(1024.0, 700.0), vec2(1280.0, 800.0)] {
        let mut screen = Screen::open(Start::Sample, Theme::Dark, size);
        for (tab, words) in [
            ("Forecast", vec!["Forecast: ", "best result for every budget", "Timeline: "]),
            ("Reach", vec!["People reached: ", "Hard bounds", "Choose a place"]),
            ("Money", vec!["Clicks", "1,000 views", "Type it in Settings"]),
            ("Mix", vec!["Creators: ", "Platforms: ", "Tiers: "]),
            ("Time", vec!["Timeline: ", "Posting days"]),
            ("Drivers", vec!["Drivers: ", "Change in Settings"]),
        ] {
            screen.go(tab);
            for word in words {
                let word = word.replace("1,000", &screen.model().settings.numbers.count(1000.0));
                assert!(screen.sees(&word), "{tab} doesn't show {word:?}");
            }
            assert!(screen.harness.unnamed_widgets().is_empty(), "{tab} has fields without a name");
        }
        screen.click("Change in Settings");
        assert!(screen.sees("What forecasts rest on"));
    }
}

#[test]
fn a_posting_day_is_typed_and_undone() {
    let mut screen = Screen::sample();
    screen.go("Time");
    let outlook = screen.model().plan.outlook.clone().expect("an outlook");
    let Some(Ok(plan)) = screen.model().plan.answer.clone() else { panic!("no shortlist") };
    let row = &plan.rows[0];
    let wanted = day(outlook.postings[0].day, 3);
    let field = format!("Posting day of {}", row.name);
    let days = |screen: &Screen| screen.model().open_scenario().expect("a scenario").1.postings.clone();
    screen.type_into(&field, "some day");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(days(&screen), [], "what is no day changes nothing");
    screen.type_into(&field, &wanted.to_string());
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(days(&screen), [(row.offer, wanted)]);
    assert_eq!(screen.model().file.undo.as_deref(), Some("Change posting day"));
    screen.click(&format!("Free the posting day of {}", row.name));
    assert_eq!(days(&screen), []);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(days(&screen), [(row.offer, wanted)]);
}

#[test]
fn without_days_the_column_says_what_to_add() {
    let mut screen = Screen::sample();
    for field in ["First day of posting", "Last day of posting"] {
        screen.type_into(field, "");
        screen.harness.key_press(Key::Backspace);
        screen.press(Modifiers::NONE, Key::Enter);
    }
    screen.go("Time");
    assert!(screen.sees("Set the first and last day"));
}

#[test]
fn numbers_are_copied_and_pictures_saved() {
    let mut screen = Screen::sample();
    screen.click("Timeline: copy or save");
    screen.harness.get_by_label("Copy numbers").click();
    screen.harness.step();
    let copied = screen.harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("a copied text");
    assert!(copied.starts_with("Day\tLow\tMiddle\tHigh\n") && copied.lines().count() > 10, "{copied}");
    screen.settle();
    screen.click("Forecast: copy or save");
    screen.click("Save picture…");
    let path = screen.folder.path().join("chart");
    screen.type_into("Path", &path.display().to_string());
    screen.press(Modifiers::NONE, Key::Enter);
    let saved = std::fs::read_to_string(path.with_extension("svg")).expect("a picture");
    assert!(saved.contains("<svg "));
}

#[test]
fn worth_is_typed_under_settings_and_seen_under_money() {
    let mut screen = Screen::sample();
    screen.go("Money");
    assert!(!screen.sees("Media value"));
    screen.go("Settings");
    screen.harness.get_by_role_and_label(Role::SpinButton, "Worth of a thousand views").set_value_accesskit(6.0);
    screen.settle();
    screen.go("Campaign");
    assert!(screen.sees("Media value"));
    assert_eq!(screen.model().settings.worth, [(Metric::Views, 6.0)]);
}
