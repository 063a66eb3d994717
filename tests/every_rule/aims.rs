//! Safe and Target for every goal and under rules, through the planner: against every shortlist there is.

use smallmighty::app::case::Case;
use smallmighty::app::planning::Planning;
use smallmighty::app::question::Question;
use smallmighty::domain::{Aim, Goal, progress::silent};
use smallmighty::forecast::{Draws, Total};
use smallmighty::optimise::Average;
use smallmighty::report::aimed::Aimed;
use smallmighty::report::plan::Plan;

use super::rounds;
use super::town::{self, Dice};

/// Rules that don't ask for parts of the money, so that a shortlist keeps them whatever the budget that pays for it.
const KINDS: [usize; 9] = [0, 1, 2, 3, 8, 9, 10, 11, 12];

/// One shortlist that keeps the rules.
struct Possible {
    cost: i64,
    worth: i64,
    total: Total,
}

/// Every shortlist that somebody is in and that keeps the rules.
fn every(case: &Case) -> Vec<Possible> {
    let choices = &case.table.choices;
    let mut plans: Vec<Vec<u32>> = vec![Vec::new()];
    let mut place = 0;
    for own in choices.chunk_by(|a, b| a.creator == b.creator) {
        let with = |plan: &Vec<u32>| {
            let own = place..place + own.len() as u32;
            let one = |choice| plan.iter().copied().chain([choice]).collect::<Vec<u32>>();
            own.map(one).collect::<Vec<_>>()
        };
        let more: Vec<Vec<u32>> = plans.iter().flat_map(with).collect();
        plans.extend(more);
        place += own.len() as u32;
    }
    // The draws that are shown.
    let mut draws = Draws::new(1, 10_000);
    let possible = |plan: Vec<u32>| Possible {
        cost: plan.iter().map(|choice| choices[*choice as usize].price).sum(),
        worth: case.table.worth(&plan),
        total: case.table.total(&plan, &mut draws, &mut silent).expect("not cancelled"),
    };
    plans.into_iter().filter(|plan| case.keeps(plan)).map(possible).collect()
}

/// A brief by chance whose shortlists are few enough to try, with rules and a promise; what it is about.
fn asked(seed: u64, goal: Goal) -> Question {
    let mut dice = Dice::new(91_000_000 + seed);
    let mut question = town::question(&mut dice, goal, 6);
    let creators = question.cards.len() as i64;
    for _ in 0..dice.roll(0, 2) {
        let kind = dice.of(&KINDS);
        let rule = town::rule(&mut dice, kind, creators);
        if !question.brief.rules.iter().any(|known| known.same_kind(&rule)) {
            question.brief.rules.push(rule);
        }
    }
    question.brief.budget.minor = dice.of(&[4_000, 12_001, 20_000, 33_333]);
    question.brief.promise = dice.of(&[0.6, 0.8, 0.9]);
    question
}

fn answer(question: &Question) -> Option<std::sync::Arc<Plan>> {
    Planning::default().best(question, &mut silent).unwrap().0.ok()
}

fn case_of(question: &Question) -> Option<Case> {
    Planning::default().case(question, &mut silent).unwrap().ok()
}

/// The figures of many answers: how many there were, how many of them were the best of all, and the worst.
#[derive(Default, Debug)]
struct Score {
    all: usize,
    best: usize,
    worst: f64,
    case: String,
}

impl Score {
    /// Counts an answer that is off by this part of the best.
    fn add(&mut self, off: f64, case: &str) {
        self.all += 1;
        self.best += usize::from(off < 1e-9);
        if off > self.worst {
            (self.worst, self.case) = (off, case.to_owned());
        }
    }
}

#[test]
fn safe_promises_most_for_every_goal() {
    for (place, goal) in Goal::ALL.into_iter().enumerate() {
        let mut score = Score::default();
        for seed in 0..12 * rounds() {
            let mut question = asked(seed * 100 + place as u64, goal);
            let Some(most) = answer(&question).filter(|most| !most.rows.is_empty()) else { continue };
            question.brief.aim = Aim::Safe;
            let safe = answer(&question).expect("a shortlist, as there was one");
            let what = format!("{goal:?} {seed} {:?}", question.brief.rules);
            let Aimed::Safe(told) = &safe.aimed else { panic!("{what}: {:?}", safe.aimed) };
            let level = question.brief.promise;
            assert_eq!(told.promise, safe.total.promise(level), "{what}: the promise told is the one shown");
            assert_eq!(told.most_promise, most.total.promise(level), "{what}");
            assert!(told.promise >= told.most_promise, "{what}");
            let every = every(&case_of(&question).unwrap());
            let best = every.iter().map(|one| one.worth).max().unwrap();
            let lost = (best as f64 - safe.projected * 1000.0) / best.abs().max(1) as f64;
            assert!(told.loss >= lost - 1e-4 && told.loss <= 0.1501, "{what}: {} {lost}", told.loss);
            let least = best - (best.abs() as f64 * 0.1499) as i64;
            let promises = |least: i64| {
                let worthy = every.iter().filter(move |one| one.worth >= least);
                worthy.map(|one| one.total.promise(level)).fold(f64::NEG_INFINITY, f64::max)
            };
            let bound = told.bound.unwrap_or(f64::INFINITY);
            assert!(bound >= promises(i64::MIN), "{what}: {bound} {}", promises(i64::MIN));
            let largest = promises(least);
            score
                .add((largest - told.promise).max(0.0) / largest.abs().max(1.0), &format!("{what} {largest} {told:?}"));
        }
        assert!(score.all > 1 && score.best * 10 >= score.all * 8 && score.worst < 0.05, "{goal:?} {score:?}");
    }
}

#[test]
fn a_target_is_reached_for_the_least_money_for_every_goal() {
    for (place, goal) in Goal::ALL.into_iter().enumerate() {
        let (mut score, mut short) = (Score::default(), 0);
        for seed in 0..12 * rounds() {
            let mut question = asked(seed * 100 + place as u64, goal);
            question.brief.aim = Aim::Target;
            let Some(case) = case_of(&question) else { continue };
            let level = question.brief.promise;
            let every = every(&case);
            let most = every.iter().map(|one| one.total.promise(level)).fold(0.0, f64::max);
            if most <= 0.0 {
                continue;
            }
            // Every goal has a target that nothing reaches.
            let share = if short == 0 { 1.5 } else { [0.3, 0.7, 0.95][seed as usize % 3] };
            let target = most * share;
            question.brief.target = Some(target);
            let plan = answer(&question).expect("a shortlist, as there was one");
            let what = format!("{goal:?} {seed} {share} {:?}", question.brief.rules);
            let reaches = |one: &&Possible| one.total.chance_of(target) >= level;
            let least = every.iter().filter(reaches).map(|one| one.cost).min();
            match (&plan.aimed, least) {
                (Aimed::Target(told), Some(least)) => {
                    assert_eq!(told.chance, plan.total.chance_of(target), "{what}: the chance told is the one shown");
                    assert!(told.chance >= level && plan.cost.minor <= told.needs.minor, "{what}");
                    assert!(told.needs.minor >= least, "{what}: {} {least}", told.needs.minor);
                    let at_least = told.at_least.map_or(0, |money| money.minor);
                    assert!(at_least <= least, "{what}: {at_least} {least}");
                    score.add((told.needs.minor - least) as f64 / least.max(1) as f64, &what);
                }
                (Aimed::Short(told), None) => {
                    assert_eq!(told.promise, plan.total.promise(level), "{what}");
                    assert!(told.promise < target && told.promise >= 0.95 * most, "{what}: {} {most}", told.promise);
                    short += 1;
                }
                (aimed, least) => panic!("{what}: {aimed:?} {least:?}"),
            }
        }
        assert!(score.all > 1 && short > 0, "{goal:?} {score:?} {short}");
        assert!(score.best * 10 >= score.all * 8 && score.worst < 0.1, "{goal:?} {score:?}");
    }
}
