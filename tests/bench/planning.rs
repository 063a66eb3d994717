//! How long the app takes from a change to a shortlist, to its proof and to everything beside it, against a frame of
//! 16 ms and against the plain optimiser on the same offers; and how long it goes on at most after nobody wants it.
//!
//! Every row is one kind of change, asked many times over; a change is only timed until its own answer, with nothing
//! else running. A number after the name of the bench is the number of creators, 100,000 by default.

// A benchmark has nobody to hand an error to.
#![allow(clippy::expect_used)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::app::{Folders, Planner, terminal};
use smallmighty::domain::goal::Mix;
use smallmighty::domain::progress::silent;
use smallmighty::domain::{Brief, Cancelled, Goal, Group, Platform, Rule, Tier};
use smallmighty::jobs::no_wake;
use smallmighty::optimise::{Effort, Market, Rules};
use smallmighty::report::Card;

/// A frame at 60 Hz, in milliseconds.
const FRAME: f64 = 16.0;

/// What one question took, in milliseconds.
struct Took {
    first: f64,
    proved: f64,
    all: f64,
    /// The longest time between two moments at which it would have made way.
    gap: f64,
    is_proved: bool,
}

/// Asks and waits until everything is answered; with `hurry` the question is withdrawn as soon as it is proved.
fn ask(planning: &mut Planning, question: &Question, hurry: bool) -> Took {
    let begun = Instant::now();
    let since = || begun.elapsed().as_secs_f64() * 1e3;
    let (mut first, mut proved, mut is_proved) = (None, None, false);
    let done = std::cell::Cell::new(false);
    let mut publish = |part: Part| {
        if let Part::Plan(answer) = part {
            first.get_or_insert_with(since);
            is_proved = answer.is_err() || answer.is_ok_and(|plan| plan.proof.proved);
            if is_proved {
                proved.get_or_insert_with(since);
                done.set(true);
            }
        }
    };
    let (mut last, mut gap) = (Instant::now(), 0.0_f64);
    let mut report = |_: u64, _: u64| {
        gap = gap.max(last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
        if hurry && done.get() { Err(Cancelled) } else { Ok(()) }
    };
    let ended = planning.answer(question, &mut publish, &mut report);
    black_box(ended.is_ok());
    let all = since();
    Took { first: first.unwrap_or(all), proved: proved.unwrap_or(all), all, gap, is_proved }
}

fn row(what: &str, took: &[Took]) {
    let at = |of: fn(&Took) -> f64, share: f64| {
        let mut times: Vec<f64> = took.iter().map(of).collect();
        times.sort_by(f64::total_cmp);
        times[(share * (times.len() - 1) as f64) as usize]
    };
    let unproved = took.iter().filter(|one| !one.is_proved).count();
    println!(
        "{what:<44} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>7.2} x   {unproved} unproved",
        at(|t| t.first, 0.5),
        at(|t| t.first, 0.95),
        at(|t| t.proved, 0.5),
        at(|t| t.proved, 0.95),
        at(|t| t.all, 0.5),
        at(|t| t.gap, 1.0),
        at(|t| t.first, 0.95) / FRAME,
    );
}

/// A roster file of so many invented creators, opened and read.
fn opened(creators: usize, folder: &std::path::Path) -> Planner {
    let path = folder.join("bench.smallmighty");
    terminal::sample(creators, 1, &path).expect("a roster");
    let begun = Instant::now();
    let folders = Folders::under(folder.join("data")).expect("folders");
    let mut planner = Planner::open(&path, folders, no_wake()).expect("opens");
    while planner.model().roster.cards.is_empty() {
        planner.poll();
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("{creators} creators read from the file in {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    planner
}

/// Budgets from 500.00 to 50,000.00, evenly in their logarithm and in no order.
fn budgets(count: usize) -> impl Iterator<Item = i64> {
    (0..count).map(move |i| (50_000.0 * 100_f64.powf((i * 7 % count) as f64 / count as f64)) as i64)
}

fn with(question: &Question, change: impl FnOnce(&mut Brief)) -> Question {
    let mut question = question.clone();
    change(&mut question.brief);
    question
}

/// The plain optimiser on the same offers.
fn plain(planning: &mut Planning, question: &Question) {
    let case = planning.case(question, &mut silent).expect("not cancelled").expect("offers");
    let begun = Instant::now();
    let market = Market::new(&case.table.choices).expect("adds up");
    let built = begun.elapsed().as_secs_f64() * 1e3;
    let mut times: Vec<f64> = budgets(200)
        .map(|budget| {
            let begun = Instant::now();
            black_box(market.solve(&Rules::with_budget(budget), &[], Effort::FULL, &mut silent).is_ok());
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "plain optimiser: {} choices sorted in {built:.1} ms; a budget {:.2} ms p50, {:.2} ms p95",
        case.table.choices.len(),
        times[100],
        times[190]
    );
}

fn main() {
    let creators: usize = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().expect("a folder");
    let planner = opened(creators, folder.path());
    let model = planner.model().clone();
    let brief = model.brief().cloned().unwrap_or_else(|| model.campaigns[0].scenarios[0].brief.clone());
    let brief = Brief { rules: Vec::new(), niches: Vec::new(), platforms: Vec::new(), ..brief };
    let question = Question::of(&model, brief);
    // The planner's own thread must be at rest before anything is timed.
    drop(planner);
    let mut planning = Planning::default();
    println!(
        "{:<44} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}   first p95 / frame",
        "milliseconds", "1st p50", "1st p95", "prv p50", "prv p95", "all p50", "gap max"
    );
    row("first question after opening", &[ask(&mut planning, &question, false)]);
    let steps = |planning: &mut Planning, question: &Question, count: usize, hurry: bool| -> Vec<Took> {
        budgets(count).map(|minor| ask(planning, &with(question, |b| b.budget.minor = minor), hurry)).collect()
    };
    row("budget step, everything", &steps(&mut planning, &question, 20, false));
    row("budget step, dragged", &steps(&mut planning, &question, 200, true));
    for again in ["first time", "again"] {
        for goal in Goal::ALL.into_iter().filter(|goal| !matches!(goal, Goal::Nearby | Goal::Margin)) {
            let asked = with(&question, |b| b.goal = goal);
            row(&format!("goal {}, {again}", goal.key()), &[ask(&mut planning, &asked, again == "again")]);
        }
    }
    let mixes = (0..50).map(|i| with(&question, |b| b.goal = Goal::Mix(Mix { weights: [50 + i, 0, 50, 0, 10] })));
    row("weight of a mix, dragged", &mixes.map(|asked| ask(&mut planning, &asked, true)).collect::<Vec<_>>());
    let rules = |rule: Rule| with(&question, |b| b.rules = vec![rule]);
    for (name, rule) in [
        ("never", Rule::Never(question.cards[7].entry.creator.id)),
        ("at most a share each", Rule::MaxShare(20)),
        ("at least so many creators", Rule::MinCreators(12)),
        ("at most so many creators", Rule::MaxCreators(8)),
        ("at least two of a tier", Rule::MinOf(Group::Tier(Tier::Nano), 2)),
        ("share of money on a platform", Rule::MinShareOf(Group::Platform(Platform::TikTok), 30)),
        ("two offers each", Rule::OffersEach(2)),
    ] {
        let asked = rules(rule);
        row(&format!("rule: {name}, new"), &[ask(&mut planning, &asked, false)]);
        row(&format!("rule: {name}, budget dragged"), &steps(&mut planning, &asked, 20, true));
    }
    let platform = with(&question, |b| b.platforms = vec![Platform::Instagram]);
    row("one platform, new", &[ask(&mut planning, &platform, false)]);
    let mut edited = question.clone();
    let mut cards: Vec<Arc<Card>> = edited.cards.to_vec();
    cards[3] = Arc::new(Card::as_of(cards[3].entry.clone(), None));
    (edited.version, edited.cards) = (edited.version + 1, Arc::new(cards));
    row("one creator edited", &[ask(&mut planning, &edited, false)]);
    plain(&mut planning, &question);
}
