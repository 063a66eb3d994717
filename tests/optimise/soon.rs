//! How soon an answer comes: with little work little is done, and what is easy is proved with little work.

use std::sync::Arc;

use smallmighty::domain::Cancelled;
use smallmighty::optimise::{Answer, Choice, Effort, Market, Method, Row, Rules, Shortlist, Weigh, certify};

use super::offer;
use crate::dice::Dice;

/// What one creator costs who is as dear as hundreds.
const GIANT: i64 = 3_000_000;

/// So many creators by falling value for money and one who costs as much as hundreds of them: where the money just
/// doesn't pay for that one too, thousands are left open.
fn with_a_giant(creators: u32) -> Vec<Choice> {
    let mut dice = Dice::new(7);
    let mut list: Vec<Choice> = (0..creators)
        .map(|creator| {
            let price = 500 * dice.roll(2, 60);
            offer(creator, price, (price as f64 * dice.spread(10.0, 10_000.0)) as i64)
        })
        .collect();
    list.push(offer(creators, GIANT, GIANT * 5_000));
    list
}

/// The shortlist and how often it was asked whether to go on.
fn asked(choices: &[Choice], rules: &Rules, effort: Effort) -> (Shortlist, u64) {
    let market = Market::new(choices).expect("adds up");
    let mut times = 0;
    let mut report = |_: u64, _: u64| -> Result<(), Cancelled> {
        times += 1;
        Ok(())
    };
    match market.solve(rules, &[], effort, &mut report).expect("not cancelled") {
        Answer::Shortlist(list) => {
            certify(choices, rules, &list).unwrap_or_else(|e| panic!("{e}: {list:?}"));
            (list, times)
        }
        Answer::Impossible(conflict) => panic!("{conflict:?} for {rules:?}"),
    }
}

#[test]
fn a_little_work_is_little() {
    let ask = |effort| asked(&with_a_giant(8_000), &Rules::with_budget(13_900_000), effort);
    // Splitting thousands of open creators would take more than is paid for here.
    let (list, times) = ask(Effort(100_000));
    assert!(!list.proved && list.bound < list.value + list.value / 100, "{} of {}", list.value, list.bound);
    assert!(times < 100, "asked {times} times");
    // Twice as much pays for plans with the one who is dear and without: that is all it takes.
    let (list, times) = ask(Effort(200_000));
    assert!(list.proved, "{} of {}", list.value, list.bound);
    assert!(times < 200, "asked {times} times");
}

#[test]
fn more_work_is_no_worse_where_a_number_of_creators_is_asked_for() {
    let choices = with_a_giant(8_000);
    let rules = Rules { min_creators: 900, ..Rules::with_budget(14_500_000) };
    // The best plan has the giant and too few others; the first has enough of them as it is.
    let values = [0, 200_000, 12_000_000].map(|effort| asked(&choices, &rules, Effort(effort)).0.value);
    assert!(values.is_sorted(), "{values:?}");
}

#[test]
fn a_number_of_creators_beyond_the_best_plans_is_proved_while_a_slider_moves() {
    let choices = with_a_giant(8_000);
    let rules = Rules { min_creators: 900, ..Rules::with_budget(12_400_000) };
    let (list, _) = asked(&choices, &rules, Effort::LIVE);
    assert!(list.proved && list.chosen.len() == 900, "{list:?}");
}

#[test]
fn a_side_rule_that_the_best_plan_keeps_anyway_takes_no_search_of_its_own() {
    let choices = with_a_giant(3_000);
    let members: Arc<[u32]> = (0..1_500).collect();
    let plain = Rules::with_budget(2_000_000);
    let (free, times) = asked(&choices, &plain, Effort::LIVE);
    assert!(free.proved);
    let inside = free.chosen.iter().filter(|choice| **choice < 1_500).count() as i64;
    let under = |least: i64| {
        let row = Row { members: Arc::clone(&members), weigh: Weigh::Each, least: Some(least), most: None };
        asked(&choices, &Rules { rows: vec![row], ..plain.clone() }, Effort::LIVE)
    };
    let (kept, more) = under(inside);
    assert_eq!((kept.value, kept.bound, kept.method), (free.value, free.bound, free.method));
    assert!(more <= 2 * times + 2, "{more} questions instead of {times}");
    // One more than that, and it does matter.
    let (bound, _) = under(inside + 1);
    assert!(bound.proved && bound.method == Method::Rows && bound.value < free.value, "{bound:?}");
}
