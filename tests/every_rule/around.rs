//! What is said around a shortlist: what each rule costs, and what would help where there is none.

use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::domain::{Brief, Goal, progress::silent};
use smallmighty::report::explain::RuleCost;
use smallmighty::report::plan::NoPlan;

use super::judge::Judge;
use super::town::{self, Dice, KINDS};
use super::{ready, rounds};

/// The best of all shortlists under another brief.
fn best(question: &Question, brief: &Brief) -> Option<f64> {
    let question = ready(&Question { brief: brief.clone(), ..question.clone() });
    let judge = Judge::new(&question);
    if judge.has_offers() { judge.brute().map(|(value, _)| value) } else { None }
}

/// The last word of the planner: the costs of the rules, or why there is no shortlist.
fn said(question: &Question) -> Result<Vec<RuleCost>, NoPlan> {
    let (mut costs, mut none) = (None, None);
    let mut publish = |part| match part {
        Part::RuleCosts(found) => costs = Some(found.to_vec()),
        Part::Plan(plan) => none = plan.err(),
        _ => {}
    };
    Planning::default().answer(question, &mut publish, &mut silent).unwrap();
    match none {
        Some(none) => Err(none),
        None => Ok(costs.expect("the costs of the rules")),
    }
}

fn asked(seed: u64, goals: &[Goal]) -> Question {
    let mut dice = Dice::new(55_000_000 + seed);
    let goal = dice.of(goals);
    let mut question = town::question(&mut dice, goal, 5);
    let creators = question.cards.len() as i64;
    for _ in 0..dice.roll(1, 3) {
        let kind = dice.roll(0, KINDS as i64 - 1) as usize;
        let rule = town::rule(&mut dice, kind, creators);
        if !question.brief.rules.iter().any(|known| known.same_kind(&rule)) {
            question.brief.rules.push(rule);
        }
    }
    question
}

#[test]
fn a_rule_costs_what_the_best_shortlist_gains_without_it() {
    let mut paid = 0;
    for seed in 0..20 * rounds() {
        let question = asked(seed, &[Goal::Engagements, Goal::Reach, Goal::Margin]);
        let Ok(costs) = said(&question) else { continue };
        let with = best(&question, &question.brief).unwrap();
        assert_eq!(costs.len(), question.brief.rules.len());
        for (place, cost) in costs.iter().enumerate() {
            let mut brief = question.brief.clone();
            let rule = brief.rules.remove(place);
            let without = best(&question, &brief).unwrap();
            let told = cost.costs.unwrap_or_else(|| panic!("{seed}: the cost of {rule:?} isn't known"));
            assert!((told - (without - with)).abs() < 0.02, "{seed}: {rule:?} costs {told}, not {without} - {with}");
            assert!(cost.joins.is_empty() || told > 0.0, "{seed}: {rule:?} costs nothing");
            paid += usize::from(told > 0.02);
        }
    }
    assert!(paid > 3, "{paid}");
}

#[test]
fn what_would_help_is_enough_by_itself() {
    let (mut none, mut helped) = (0, 0);
    for seed in 0..60 * rounds() {
        let question = asked(seed, &[Goal::Engagements, Goal::Views]);
        if best(&question, &question.brief).is_some() {
            continue;
        }
        let said = said(&question).expect_err("no shortlist keeps this");
        none += 1;
        assert!(!said.problem.ends_with('.') && !said.hint.is_empty() && *said.brief == question.brief);
        for fix in &said.fixes {
            assert!(best(&question, &fix.brief).is_some(), "{seed}: {} doesn't help: {}", fix.words, said.problem);
            assert!(!fix.words.is_empty() && !fix.words.contains("  "), "{}", fix.words);
        }
        helped += usize::from(!said.fixes.is_empty());
    }
    assert!(none > 4 && helped > 2, "{none} {helped}");
}
