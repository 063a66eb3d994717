//! Every goal under every rule, alone and mixed, through the planner: against the best of all shortlists.

mod aims;
mod around;
mod judge;
mod town;

use std::sync::Arc;

use judge::{Judge, Pick};
use smallmighty::app::nearby::Nearby;
use smallmighty::app::planning::Planning;
use smallmighty::app::question::Question;
use smallmighty::domain::{Goal, progress::silent};
use smallmighty::report::plan::Plan;
use town::{Dice, KINDS};

/// How many cases of each kind are tried; `EVERY_RULE=100` tries a hundred times as many.
fn rounds() -> u64 {
    std::env::var("EVERY_RULE").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// The offers of a plan, as the roster knows them.
fn picks(question: &Question, plan: &Plan) -> Vec<Pick> {
    let pick = |row: &smallmighty::report::plan::PlanRow| {
        let card = question.cards.iter().position(|card| card.entry.creator.id == row.creator).unwrap();
        let offer = question.cards[card].entry.offers.iter().position(|offer| offer.id == row.offer).unwrap();
        Pick { card, offer, phase: row.phase.unwrap_or(0) }
    };
    plan.rows.iter().map(pick).collect()
}

/// The question with its place looked up, as the planner looks it up.
fn ready(question: &Question) -> Question {
    let around = question.brief.around.as_ref();
    let nearby = around.map(|around| Arc::new(Nearby::anywhere(around, &question.premises.local)));
    Question { nearby, ..question.clone() }
}

/// Asks the planner and compares its answer with the best of all shortlists; whether there was one.
fn check(question: &Question, case: &str) -> bool {
    let (answer, _) = Planning::default().best(question, &mut silent).unwrap();
    let question = ready(question);
    let judge = Judge::new(&question);
    let rules = &question.brief.rules;
    let best = judge.brute().filter(|_| judge.has_offers());
    match (answer, best) {
        (Ok(plan), Some((best, which))) => {
            let chosen = picks(&question, &plan);
            assert_eq!(judge.broken(&chosen), None, "{case}: {rules:?}");
            let value = judge.value(&chosen);
            // Values are handed over in thousandths, so that each offer may be off by half of one.
            let close = 0.0006 * (1 + question.cards.len()) as f64 + 1e-9 * best.abs();
            assert!((value - plan.projected).abs() <= close, "{case}: told {} is {value}: {rules:?}", plan.projected);
            assert!((value - best).abs() <= 2.0 * close, "{case}: {value} of {best}: {rules:?}\n{chosen:?}\n{which:?}");
            assert!(plan.proof.proved, "{case}: not proved: {rules:?}");
            true
        }
        (Err(none), None) => {
            assert!(!none.problem.is_empty() && !none.hint.is_empty(), "{case}: no reason: {rules:?}");
            false
        }
        (Ok(plan), None) => panic!("{case}: {} offers keep what nothing keeps: {rules:?}", plan.rows.len()),
        (Err(none), Some((best, which))) => panic!("{case}: {} {best}: {rules:?}\n{which:?}", none.problem),
    }
}

#[test]
fn each_rule_alone_is_kept_by_the_best_of_all_shortlists() {
    let mut found = 0;
    for seed in 0..rounds() {
        for (place, goal) in Goal::ALL.into_iter().enumerate() {
            for kind in 0..KINDS {
                let mut dice = Dice::new(seed * 1_000 + place as u64 * 100 + kind as u64);
                let mut question = town::question(&mut dice, goal, 7);
                let creators = question.cards.len() as i64;
                question.brief.rules = vec![town::rule(&mut dice, kind, creators)];
                found += usize::from(check(&question, &format!("{goal:?} {kind} {seed}")));
            }
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn rules_together_are_kept_by_the_best_of_all_shortlists() {
    let (mut found, mut none) = (0, 0);
    for seed in 0..rounds() * 250 {
        let mut dice = Dice::new(77_000_000 + seed);
        let goal = dice.of(&Goal::ALL);
        let mut question = town::question(&mut dice, goal, 5);
        let creators = question.cards.len() as i64;
        for _ in 0..dice.roll(2, 4) {
            let kind = dice.roll(0, KINDS as i64 - 1) as usize;
            let rule = town::rule(&mut dice, kind, creators);
            if !question.brief.rules.iter().any(|known| known.same_kind(&rule)) {
                question.brief.rules.push(rule);
            }
        }
        match check(&question, &format!("{goal:?} mixed {seed}")) {
            true => found += 1,
            false => none += 1,
        }
    }
    assert!(found > 50 && none > 20, "{found} {none}");
}
