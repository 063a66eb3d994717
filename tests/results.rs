//! Results: what was booked is held against what came, and the next forecast learns from it.

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::app::outcome_text::OutcomeText;
use smallmighty::app::{Command, ImportSource, RECORD_KEY};
use smallmighty::domain::post::Counts;
use smallmighty::domain::{Booking, BookingId, Currency, Frozen, Goal, Money, NumberStyle, Outcome};
use smallmighty::forecast;
use smallmighty::report::plan::Plan;
use smallmighty::report::results::Landing;

use crate::window::Screen;
use crate::world::World;

fn plan(world: &World) -> Plan {
    (**world.model().plan.answer.as_ref().expect("an answer").as_ref().expect("a shortlist")).clone()
}

fn bookings(world: &World) -> Vec<Booking> {
    world.model().bookings.to_vec()
}

/// A result of so many engagements.
fn engagements(count: f64) -> Outcome {
    Outcome { counts: Counts { likes: Some(count.round() as u64), ..Counts::default() }, ..Outcome::default() }
}

/// Eight creators whom the money of a new campaign is enough for.
fn list() -> String {
    let row = |i: u32| {
        let platform = if i.is_multiple_of(2) { "Instagram" } else { "TikTok" };
        format!("Creator {i}\t@creator{i}\t{platform}\t{}\t40\n", 4_000 + 1_700 * i)
    };
    std::iter::once("Name\tHandle\tPlatform\tFollowers\tFee\n".to_owned()).chain((1..=8).map(row)).collect()
}

/// Eight creators with their shortlist booked.
fn booked() -> World {
    let mut world = World::empty();
    world.run(Command::ReadImport(ImportSource::Pasted(list())));
    world.run(Command::RunImport);
    world.run(Command::AddCampaign { name: "Opening".into(), client: String::new() });
    world.run(Command::BookShortlist);
    assert_eq!(bookings(&world).len(), 8);
    world
}

/// Enters results that are `factor` times the middles of their projections.
fn enter(world: &mut World, factor: f64) {
    let open = bookings(world).into_iter().filter(|one| one.result.is_none());
    let results = open.map(|one| (one.id, engagements(one.projected.middle() * factor))).collect();
    world.run(Command::SetResults(results));
}

/// What one offer is projected to bring on average.
fn projected(world: &World, booking: &Booking) -> f64 {
    let cards = world.model().roster.cards.clone();
    let card = cards.iter().find(|card| card.entry.offers.iter().any(|offer| Some(offer.id) == booking.offer));
    let card = card.expect("a card");
    let offer = card.entry.offers.iter().find(|offer| Some(offer.id) == booking.offer).expect("an offer");
    world.model().projection(card, offer, Goal::Engagements).projected
}

#[test]
fn a_booked_shortlist_keeps_what_was_said_and_can_be_undone() {
    let mut world = booked();
    let (plan, booked) = (plan(&world), bookings(&world));
    assert_eq!(booked.len(), plan.rows.len());
    assert!(world.notice().contains("booked with today's projection"), "{}", world.notice());
    for row in &plan.rows {
        let booking = world.model().booking_of(row.offer).expect("booked");
        assert_eq!((booking.creator.as_str(), booking.fee), (row.name.as_str(), row.fee));
        let (low, high) = booking.projected.band();
        assert!((low - row.projection.low).abs() <= 0.5 && (high - row.projection.high).abs() <= 0.5, "as shown");
    }
    world.run(Command::Undo);
    assert!(bookings(&world).is_empty());
    world.run(Command::Redo);
    assert_eq!(bookings(&world), booked);
}

#[test]
fn booking_again_renews_what_is_open_and_keeps_what_has_a_result() {
    let mut world = booked();
    let first = bookings(&world);
    world.run(Command::SetResult(first[0].id, Box::new(engagements(100.0))));
    world.run(Command::SetTracking(first[1].id, "MARTA10".into(), "example.com/m".into()));
    world.run(Command::CopyScenario);
    world.run(Command::BookShortlist);
    let again = bookings(&world);
    assert_eq!(again.len(), first.len(), "an offer is booked once in a campaign, whatever the scenario");
    let of = |list: &[Booking], old: &Booking| list.iter().find(|one| one.offer == old.offer).cloned().expect("it");
    assert_eq!(of(&again, &first[0]).id, first[0].id);
    assert_eq!(of(&again, &first[0]).projected, first[0].projected);
    assert_eq!(of(&again, &first[1]).code, "MARTA10", "a renewed booking keeps its code");
    let told = world.notice().to_owned();
    assert!(told.contains("renewed") && told.contains("1 offer kept"), "{told}");
    world.run(Command::Undo);
    assert_eq!(bookings(&world).len(), first.len());
    assert_eq!(of(&bookings(&world), &first[1]).id, first[1].id);
}

#[test]
fn results_land_inside_or_outside_and_sum_up() {
    let mut world = booked();
    let first = bookings(&world);
    let results = world.model().results();
    let sum = &results.campaigns[0].sums[0];
    assert_eq!((sum.known, sum.bookings, sum.planned_known), (0, first.len(), None));
    let plan = plan(&world);
    let all_middles: f64 = first.iter().map(|one| one.projected.middle()).sum();
    assert!(sum.planned.low < sum.planned.middle && sum.planned.middle < sum.planned.high);
    assert!(sum.planned.middle > all_middles, "good surprises are larger than bad ones, so sums come out above");
    let fees: i64 = plan.rows.iter().map(|row| row.fee.minor).sum();
    assert_eq!(results.campaigns[0].money.fees, Some(Money::from_minor(fees, plan.cost.currency)));
    let band = first[0].projected.band();
    for (actual, wanted) in [
        (band.0 - 1.0, Landing::Below),
        (band.0, Landing::Inside),
        (band.1, Landing::Inside),
        (band.1 + 1.0, Landing::Above),
    ] {
        world.run(Command::SetResult(first[0].id, Box::new(engagements(actual))));
        let results = world.model().results();
        let row = results.campaigns[0].rows.iter().find(|row| row.booking.id == first[0].id).expect("a row");
        assert_eq!(row.landing, Some(wanted), "{actual} against {band:?}");
    }
    let results = world.model().results();
    let sum = &results.campaigns[0].sums[0];
    assert_eq!((sum.known, sum.actual), (1, band.1 as u64 + 1));
    assert!(sum.heading.low > sum.actual as f64 && sum.heading.low < sum.heading.high);
    assert_eq!(results.record.sentence(), "Our only forecast with a result so far: outside the 80 % band");
    world.run(Command::Undo);
    world.run(Command::Undo);
    world.run(Command::Undo);
    world.run(Command::Undo);
    assert_eq!(bookings(&world), first, "each result was one step");
}

#[test]
fn the_next_forecast_learns_from_results_and_forgets_with_undo() {
    let mut world = booked();
    let first = bookings(&world);
    let before: Vec<f64> = first.iter().map(|one| projected(&world, one)).collect();
    let total = plan(&world).total;
    let width = |(low, high): (f64, f64)| high / low;
    enter(&mut world, 0.6);
    let results = world.model().results();
    let correction = results.corrections.last().expect("a correction").clone();
    assert!((0.6..0.95).contains(&correction.multiplier), "{correction:?}");
    assert!(correction.band.0 < correction.multiplier && correction.multiplier < correction.band.1);
    for (booking, before) in first.iter().zip(&before) {
        let ratio = projected(&world, booking) / before;
        assert!((ratio / correction.multiplier - 1.0).abs() < 0.02, "{ratio} {}", correction.multiplier);
    }
    // The total is wider by what is unsure about the correction.
    let after = plan(&world).total;
    assert!(width(after.band(0.8)) > width(total.band(0.8)), "{:?} {:?}", after.band(0.8), total.band(0.8));
    // Without the record the forecasts are what they were, and the record itself stays in sight.
    world.run(Command::Assume(RECORD_KEY.into(), Some((0.0, None))));
    assert!(first.iter().zip(&before).all(|(one, before)| (projected(&world, one) / before - 1.0).abs() < 1e-4));
    assert_eq!(world.model().results().corrections, [correction]);
    assert!(!world.model().results().applied);
    world.run(Command::Undo);
    assert!(world.model().results().applied);
    world.run(Command::Undo);
    assert!(first.iter().zip(&before).all(|(one, before)| (projected(&world, one) / before - 1.0).abs() < 1e-4));
}

#[test]
fn a_correction_is_not_counted_twice() {
    // Truths as the forecasts without a correction say they scatter, times seven tenths, campaign after campaign.
    let mut world = booked();
    let sample = bookings(&world)[0].clone();
    let start = projected(&world, &sample);
    let mut place = 0.0;
    let mut late = Vec::new();
    for round in 0..12 {
        if round > 0 {
            world.run(Command::AddCampaign { name: format!("Round {round}"), client: String::new() });
            world.run(Command::BookShortlist);
        }
        let mut results = Vec::new();
        for booking in bookings(&world).into_iter().filter(|one| one.result.is_none()) {
            assert_eq!(booking.projected.applied < 1.0, round > 0, "booked with what results had taught");
            let said = Frozen::LEVELS.into_iter().zip(booking.projected.quantiles).collect::<Vec<_>>();
            place += 1.0;
            // Multiples of the golden section fill 0..1 evenly.
            let at: f64 = (place * 0.618_033_988_75_f64).fract();
            let said = forecast::Frozen::new(&said).expect("quantiles").quantile(at.clamp(0.01, 0.99));
            let truth = said / booking.projected.applied * 0.7;
            if round >= 6 {
                late.push(((1.0 + truth) / (1.0 + booking.projected.middle())).ln());
            }
            results.push((booking.id, engagements(truth)));
        }
        world.run(Command::SetResults(results));
    }
    let settled = projected(&world, &sample) / start;
    assert!((settled - 0.7).abs() < 0.07, "{settled} should come to rest at 0.7 and go no further");
    // Forecasts are lopsided, so it is the middle of the truths that lies where the middle of the forecasts does.
    late.sort_by(f64::total_cmp);
    let bias = late[late.len() / 2].exp();
    assert!((0.8..1.25).contains(&bias), "forecasts that have learnt are right: {bias}");
    let record = world.model().results().record.all.expect("a record");
    assert_eq!(record.campaigns, 12);
}

#[test]
fn bookings_outlive_their_creators() {
    let mut world = booked();
    let before = bookings(&world)[0].clone();
    let creator = plan(&world).rows.iter().find(|row| Some(row.offer) == before.offer).expect("a row").creator;
    world.run(Command::RemoveCreators(vec![creator]));
    let after = bookings(&world)[0].clone();
    assert_eq!(after, Booking { offer: None, ..before.clone() });
    world.run(Command::SetResult(after.id, Box::new(engagements(before.projected.middle()))));
    assert_eq!(world.model().results().judged[0].name, before.creator);
    world.run(Command::RemoveBooking(after.id));
    assert!(bookings(&world).iter().all(|one| one.id != after.id));
    world.run(Command::Undo);
    assert_eq!(bookings(&world)[0].creator, before.creator);
}

#[test]
fn a_pasted_block_changes_what_it_names_and_tells_the_rest() {
    let mut world = booked();
    let names: Vec<String> = bookings(&world).iter().map(|one| one.creator.clone()).collect();
    let campaign = world.model().open_scenario().expect("open").0.id;
    let ids: Vec<BookingId> = bookings(&world).iter().map(|one| one.id).collect();
    world.run(Command::SetResult(ids[0], Box::new(engagements(50.0))));
    let block = format!(
        "Creator\tViews\tLikes\tPosted on\tMood\n{}\t12,400\t\t2026-01-05\tgood\n{}\t1.5 pears\t90\t03/04/2026\t\nNobody\t5\t5\t\t\n{}\t7\t\t\t\n",
        names[0],
        names[1].to_uppercase(),
        names[0],
    );
    let pasted = world.model().pasted_results(campaign, &block);
    assert_eq!(pasted.changes.len(), 2, "{pasted:?}");
    let (id, outcome) = &pasted.changes[0];
    assert_eq!((*id, outcome.counts.views, outcome.counts.likes), (ids[0], Some(12_400), Some(50)));
    assert_eq!(pasted.changes[1].1.counts, Counts { likes: Some(90), ..Counts::default() });
    let told: Vec<String> =
        pasted.issues.iter().map(|one| format!("{:?} {:?} {}", one.row, one.column, one.problem)).collect();
    for wanted in ["Mood", "1.5 pears", "may be one of two days", "Nobody isn't booked", "twice"] {
        assert!(told.iter().any(|one| one.contains(wanted)), "{wanted}: {told:#?}");
    }
    let undo = world.model().file.undo.clone();
    world.run(Command::SetResults(pasted.changes));
    assert_eq!(world.model().file.undo.as_deref(), Some("Enter 2 results"));
    world.run(Command::Undo);
    assert_eq!(world.model().file.undo, undo, "one step");
    assert!(world.model().pasted_results(campaign, "12\t13\n14\t15").changes.is_empty());
}

#[test]
fn exported_results_are_read_back() {
    let mut world = booked();
    enter(&mut world, 1.1);
    let (campaign, known) = (world.model().open_scenario().expect("open").0.id, bookings(&world));
    let path = world.folder.path().join("results.csv");
    world.run(Command::ExportResults(campaign, path.clone()));
    assert!(world.notice().contains("bookings written"), "{}", world.notice());
    let text = std::fs::read_to_string(&path).expect("a file");
    world.run(Command::Undo);
    assert!(bookings(&world).iter().all(|one| one.result.is_none()));
    let pasted = world.model().pasted_results(campaign, text.trim_start_matches('\u{feff}'));
    world.run(Command::SetResults(pasted.changes));
    assert_eq!(bookings(&world), known);
}

#[test]
fn every_number_style_is_read_as_it_is_written() {
    let outcome = Outcome {
        posted_on: Some(jiff::civil::date(2026, 3, 9)),
        counts: Counts { views: Some(1_234_567), likes: Some(0), comments: Some(12_400), ..Counts::default() },
        clicks: Some(1_000),
        orders: None,
        revenue: Some(123_456),
    };
    for (name, style) in NumberStyle::ALL {
        for code in ["EUR", "JPY", "BHD"] {
            let currency = Currency::from_code(code).expect("a code");
            let text = OutcomeText::of(Some(&outcome), style, currency);
            assert_eq!(text.read(style, currency), Ok(outcome.clone()), "{name} {code} {text:?}");
        }
    }
    let mut text = OutcomeText::default();
    assert_eq!(text.read(NumberStyle::ENGLISH, Currency::EUR), Ok(Outcome::default()), "empty is unknown");
    text.cells[1] = "12.400".into();
    assert!(text.read(NumberStyle::ENGLISH, Currency::EUR).is_err(), "12.4 views are no count");
    assert_eq!(text.read(NumberStyle::GERMAN, Currency::EUR).expect("read").counts.views, Some(12_400));
}

#[test]
fn who_is_better_is_a_probability() {
    let mut world = booked();
    let known = bookings(&world);
    let (one, other) = (known[0].creator.clone(), known[1].creator.clone());
    let lines = world.model().compare(&one, &other).lines;
    assert_eq!(lines.len(), 1, "only the forecasts can be compared");
    assert!((0.0..=1.0).contains(&lines[0].chance));
    let orders = |count| Outcome { orders: Some(count), ..Outcome::default() };
    world.run(Command::SetResults(vec![(known[0].id, orders(30)), (known[1].id, orders(0))]));
    let there = world.model().compare(&one, &other);
    let back = world.model().compare(&other, &one);
    assert!(there.lines[0].what.contains("orders for the money") && there.lines[0].chance > 0.99, "{there:?}");
    assert!((there.lines[0].chance + back.lines[0].chance - 1.0).abs() < 1e-9);
}

#[test]
fn break_even_counts_the_orders_that_are_missing() {
    let mut world = booked();
    assert!(world.model().results().campaigns[0].money.break_even.is_err());
    world.run(Command::Assume("order_value".into(), Some((40.0, None))));
    world.run(Command::Assume("margin".into(), Some((0.5, None))));
    let money = world.model().results().campaigns[0].money.clone();
    let needed = (money.costs.expect("costs").units() / 20.0).ceil() as u64;
    assert_eq!(money.break_even, Ok(needed));
}

/// A window on eight creators with their shortlist booked, on the results.
fn screen() -> Screen {
    let mut screen = Screen::empty();
    screen.go("Results");
    assert!(screen.sees("Nothing booked yet"));
    screen.go("Roster");
    screen.harness.event(egui::Event::Paste(list()));
    screen.settle();
    screen.click("Import 8 rows");
    screen.press(Modifiers::COMMAND, Key::K);
    screen.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text("new campaign");
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Opening");
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    screen.click("Book shortlist");
    assert_eq!(screen.harness.query_all_by_label("booked").count(), 8, "booked offers are marked");
    screen.go("Results");
    screen
}

fn focus_first_row(screen: &mut Screen) {
    screen.harness.query_all_by_role(Role::ListBoxOption).next().expect("a booking").focus();
    screen.settle();
}

#[test]
fn a_result_is_entered_by_keyboard_alone() {
    let mut screen = screen();
    assert!(screen.sees("No result yet of"));
    focus_first_row(&mut screen);
    screen.press(Modifiers::NONE, Key::Enter);
    for text in ["2026-01-05", "12.4K", "", "900", "45"] {
        if !text.is_empty() {
            let focused = screen.harness.ctx.memory(|memory| memory.focused());
            assert!(focused.is_some());
            screen.harness.event(egui::Event::Text(text.to_owned()));
            screen.harness.run_steps(2);
        }
        screen.press(Modifiers::NONE, Key::Tab);
    }
    screen.press(Modifiers::NONE, Key::Enter);
    let known: Vec<Booking> =
        screen.model().bookings.iter().filter(|booking| booking.result.is_some()).cloned().collect();
    assert_eq!(known.len(), 1);
    let outcome = known[0].result.clone().expect("a result");
    assert_eq!(outcome.posted_on, Some(jiff::civil::date(2026, 1, 5)));
    assert_eq!(
        (outcome.counts.views, outcome.counts.likes, outcome.counts.comments),
        (Some(12_400), Some(900), Some(45))
    );
    assert_eq!(outcome.counts.reach, None, "what wasn't typed stays unknown");
    assert!(screen.sees("945 engagements from 1 of"));
    let shown = screen.model().results().campaigns[0].rows[1].booking.creator.clone();
    let chosen = screen
        .harness
        .query_all_by_role(Role::ListBoxOption)
        .find(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True))
        .and_then(|node| node.accesskit_node().label());
    assert!(chosen.expect("one is chosen").starts_with(&shown), "Enter goes on to the next booking");
}

#[test]
fn what_cant_be_read_is_told_and_kept() {
    let mut screen = screen();
    focus_first_row(&mut screen);
    screen.press(Modifiers::NONE, Key::Enter);
    screen.type_into("Likes", "many");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("“many” isn't a count"));
    assert!(screen.harness.query_all_by_value("many").next().is_some());
    assert!(screen.model().bookings.iter().all(|booking| booking.result.is_none()));
    screen.type_into("Likes", "70");
    screen.click("Save result");
    assert!(screen.model().bookings.iter().any(|booking| booking.result.is_some()));
    screen.type_into("Code", "MARTA10");
    screen.click("Save result");
    assert!(screen.model().bookings.iter().any(|booking| booking.code == "MARTA10"));
    screen.click("Remove booking");
    assert!(screen.model().bookings.iter().all(|booking| booking.result.is_none()));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.model().bookings.iter().any(|booking| booking.code == "MARTA10"));
}

#[test]
fn a_copied_row_fills_the_form_and_a_block_the_table() {
    let mut screen = screen();
    focus_first_row(&mut screen);
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.get_by_role_and_label(Role::TextInput, "Views").focus();
    screen.harness.run_steps(2);
    screen.harness.event(egui::Event::Paste("1,200\t900\t80\t9\n".to_owned()));
    screen.settle();
    screen.click("Save result");
    let outcome = screen.model().bookings.iter().find_map(|one| one.result.clone()).expect("a result");
    let wanted =
        Counts { views: Some(1_200), reach: Some(900), likes: Some(80), comments: Some(9), ..Counts::default() };
    assert_eq!(outcome.counts, wanted);
    screen.click("Close");
    let name = screen.model().results().campaigns[0].rows[1].booking.creator.clone();
    screen.harness.event(egui::Event::Paste(format!("Creator\tLikes\n{name}\t33\n")));
    screen.settle();
    assert!(screen.sees(&format!("{name}: likes 33")));
    screen.click("Enter 1 result");
    assert_eq!(screen.model().bookings.iter().filter(|one| one.result.is_some()).count(), 2);
}

#[test]
fn the_track_record_is_shown_and_can_be_left_out() {
    let mut screen = screen();
    screen.click("Track record");
    assert!(screen.sees("No results yet"));
    let names: Vec<(String, f64)> =
        screen.model().bookings.iter().map(|one| (one.creator.clone(), one.projected.middle())).collect();
    screen.click(&screen.model().results().campaigns[0].name.clone());
    let rows: Vec<String> = names.iter().map(|(name, middle)| format!("{name}\t{}", (middle * 1.2).round())).collect();
    screen.harness.event(egui::Event::Paste(format!("Creator\tLikes\n{}\n", rows.join("\n"))));
    screen.settle();
    screen.click(&format!("Enter {} results", names.len()));
    screen.click("Track record");
    let count = names.len();
    assert!(screen.sees(&format!("Our last {count} forecasts: {count} inside the 80 % band")));
    assert!(screen.sees("80\u{a0}% band:") && screen.sees("95\u{a0}% band:"));
    assert!(screen.sees("Engagements: × 1"));
    assert!(screen.model().results().applied);
    screen.click("Use the track record in forecasts");
    assert!(!screen.model().results().applied);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.model().results().applied);
}
