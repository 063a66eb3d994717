//! What is said around a shortlist: what each rule costs, and what would help where there is none.

use smallmighty::app::planning::{Part, Planning};
use smallmighty::app::question::Question;
use smallmighty::domain::{Brief, Goal, progress::silent};
use smallmighty::report::explain::RuleCost;
use smallmighty::report::plan::NoPlan;

use std::sync::Arc;

use smallmighty::domain::{CreatorId, Deliverable, FeeStatus, Group, Money, Offer, OfferId, PostKind, Rule};
use smallmighty::report::Card;

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
            // Leave to take several offers of one creator is a rule without which there may be less, or nothing.
            let without = best(&question, &brief).unwrap_or(with);
            let told = cost.costs.unwrap_or_else(|| panic!("{seed}: the cost of {rule:?} isn't known"));
            let wanted = f64::max(without - with, 0.0);
            assert!((told - wanted).abs() < 0.02, "{seed}: {rule:?} costs {told}, not {without} - {with}");
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

/// Four creators, two of them from Berlin, who ask for 100 € each.
fn four(units: i64, rules: Vec<Rule>) -> Question {
    let mut question = town::question(&mut Dice::new(1), Goal::Engagements, 4);
    let currency = question.brief.budget.currency;
    let cards = question.cards.iter().map(|card| {
        let mut entry = card.entry.clone();
        entry.creator.place = if entry.creator.id.0 <= 2 { "Berlin".into() } else { String::new() };
        entry.offers = vec![Offer {
            id: OfferId(entry.creator.id.0),
            creator: entry.creator.id,
            account: None,
            deliverables: vec![Deliverable { kind: PostKind::Reel, count: 1 }],
            fee: Some(Money::from_minor(10_000, currency)),
            status: FeeStatus::Agreed,
            source: String::new(),
            dated: None,
            note: String::new(),
        }];
        Arc::new(Card::as_of(entry, None))
    });
    question.cards = Arc::new(cards.collect());
    question.brief = Brief { rules, ..Brief::with_budget(Money::from_minor(units * 100, currency)) };
    question
}

#[test]
fn every_kind_of_conflict_is_told_and_mended() {
    let check = |units: i64, rules: Vec<Rule>, problem: &str, fixes: &[&str]| {
        let told = said(&four(units, rules)).expect_err("no shortlist");
        let plain = |text: &str| text.replace('\u{a0}', " ").replace(['\u{201c}', '\u{201d}'], "'");
        assert_eq!(plain(&told.problem), problem);
        let words: Vec<String> = told.fixes.iter().map(|fix| plain(&fix.words)).collect();
        for fix in fixes {
            assert!(words.iter().any(|known| known == fix), "{fix} of {words:?}: {}", plain(&told.hint));
        }
    };
    let berlin = || Group::Place("Berlin".into());
    let (one, two, three) = (CreatorId(1), CreatorId(2), CreatorId(3));
    let must = |ids: &[CreatorId]| ids.iter().map(|id| Rule::MustHave(*id)).collect::<Vec<Rule>>();
    check(
        1_000,
        vec![Rule::MinCreators(12)],
        "Only 4 creators ask for 1,000 € or less, but 12 must be in",
        &["Lower 'At least 12 creators' to 4"],
    );
    check(
        250,
        vec![Rule::MinCreators(3), Rule::Contingency(10)],
        "3 creators cost at least 300 €; the money pays for 2",
        &["Lower 'At least 3 creators' to 2", "Raise the money to 334 €"],
    );
    check(
        1_000,
        vec![Rule::MustHave(one), Rule::Never(one)],
        "Creator 1 must be in and must stay out at the same time",
        &["Unpin Creator 1", "Allow Creator 1"],
    );
    check(
        1_000,
        vec![Rule::MustHave(one), Rule::MaxShare(5)],
        "Creator 1 must be in, but one creator may cost at most 50 €",
        &["Raise 'At most 5 % of the money on one creator' to 10 %", "Unpin Creator 1"],
    );
    check(
        250,
        must(&[one, two, three]),
        "The creators who must be in cost at least 300 €",
        &["Raise the money to 300 €", "Unpin Creator 2"],
    );
    check(
        1_000,
        vec![Rule::MinOf(Group::Tag("gold".into()), 1)],
        "No shortlist can keep 'At least 1 creator tagged 'gold''",
        &["Drop 'At least 1 creator tagged 'gold''"],
    );
    check(
        1_000,
        vec![Rule::MaxCreators(1), Rule::MinOf(berlin(), 2)],
        "These can't be kept together: 'At most 1 creator', 'At least 2 creators from Berlin'",
        &["Raise 'At most 1 creator' to 2", "Lower 'At least 2 creators from Berlin' to 1"],
    );
    check(
        1_000,
        vec![Rule::MaxShareOf(berlin(), 15), Rule::MinShareOf(berlin(), 12)],
        "These can't be kept together: 'At most 15 % of the money on creators from Berlin', 'At least 12 % of the money \
         on creators from Berlin'",
        &["Lower 'At least 12 % of the money on creators from Berlin' to 10 %"],
    );
    let mut together = must(&[one]);
    together.push(Rule::NotTogether(vec![one, two]));
    together.push(Rule::OnlyTogether(vec![one, two]));
    check(
        1_000,
        together,
        "These can't be kept together: 'With Creator 1', 'Only one of Creator 1 and Creator 2', 'All or none of \
         Creator 1 and Creator 2'",
        &["Unpin Creator 1", "Drop 'Only one of Creator 1 and Creator 2'"],
    );
}
