//! Questions about a shortlist against brute force: why not, refusals, alternatives, the way from one's own list.

mod doubt;
mod once;
mod questions;
mod way;

use std::sync::Arc;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{Answer, Choice, Effort, Market, Row, Rules, Shortlist, Weigh};

use crate::dice::Dice;

/// A row over some of the offers.
fn row(dice: &mut Dice, choices: &[Choice]) -> Row {
    // Some are named twice.
    let members: Vec<u32> = (0..choices.len() as u32)
        .filter(|_| dice.one_in(2))
        .flat_map(|i| std::iter::repeat_n(i, if i % 5 == 2 { 2 } else { 1 }))
        .collect();
    let n = members.len() as i64;
    let (weigh, high) = match dice.roll(0, 3) {
        0 => (Weigh::Each, n.min(3)),
        1 | 2 => (Weigh::Price, 25),
        _ => (Weigh::By((0..n).map(|_| dice.roll(-2, 3)).collect()), 3),
    };
    let least = dice.one_in(2).then(|| dice.roll(0, high));
    let most = dice.one_in(2).then(|| dice.roll(least.unwrap_or(0), high.max(least.unwrap_or(0))));
    Row { members: Arc::from(members), weigh, least, most }
}

/// A tiny problem with ties: five creators with one or two offers, every kind of rule.
fn problem(seed: u64, with_rows: bool) -> (Vec<Choice>, Rules) {
    let mut dice = Dice::new(seed);
    let fine = dice.one_in(2);
    let mut choices = Vec::new();
    for creator in 0..5 {
        for _ in 0..dice.roll(1, 2) {
            let value = if fine { dice.roll(0, 60) } else { dice.roll(0, 4) * 3 };
            choices.push(Choice { creator: creator * 3, price: dice.roll(0, 12), value });
        }
    }
    let mut rules = Rules::with_budget(dice.roll(0, 36));
    rules.max_share = dice.one_in(4).then(|| dice.roll(20, 100) as u32);
    rules.min_creators = if dice.one_in(3) { dice.roll(1, 3) as u32 } else { 0 };
    if dice.one_in(5) {
        rules.must.push(dice.roll(0, 4) as u32 * 3);
    }
    if dice.one_in(5) {
        rules.never.push(dice.roll(0, 4) as u32 * 3);
    }
    if with_rows {
        rules.rows = (0..dice.roll(1, 2)).map(|_| row(&mut dice, &choices)).collect();
    }
    (choices, rules)
}

/// Whether a list keeps the rules, by the words of the rules alone.
fn holds(choices: &[Choice], rules: &Rules, list: &[u32]) -> bool {
    let offers: Vec<Choice> = list.iter().map(|&i| choices[i as usize]).collect();
    let has = |creator: &u32| offers.iter().any(|c| c.creator == *creator);
    let sum = |row: &Row| -> i64 {
        let weight = |(at, i): (usize, &u32)| match &row.weigh {
            _ if !list.contains(i) => 0,
            Weigh::Each => 1,
            Weigh::Price => choices[*i as usize].price,
            Weigh::By(weights) => weights[at],
        };
        row.members.iter().enumerate().map(weight).sum()
    };
    (1..offers.len()).all(|i| offers[..i].iter().all(|c| c.creator != offers[i].creator))
        && offers
            .iter()
            .all(|c| c.price >= 0 && c.price * 100 <= rules.budget * i64::from(rules.max_share.unwrap_or(100)))
        && offers.iter().map(|c| c.price).sum::<i64>() <= rules.budget
        && offers.len() >= rules.min_creators as usize
        && rules.must.iter().all(has)
        && !rules.never.iter().any(has)
        && rules.rows.iter().all(|r| r.least.is_none_or(|l| l <= sum(r)) && r.most.is_none_or(|m| sum(r) <= m))
}

/// All lists that keep the rules, with their value.
fn lists(choices: &[Choice], rules: &Rules) -> Vec<(Vec<u32>, i64)> {
    let all = 0..1_u32 << choices.len();
    let list = |set: u32| (0..choices.len() as u32).filter(|i| set >> i & 1 == 1).collect::<Vec<u32>>();
    let value = |list: &[u32]| list.iter().map(|&i| choices[i as usize].value).sum();
    all.filter(|set| one_each(choices, *set))
        .map(list)
        .filter(|list| holds(choices, rules, list))
        .map(|list| (value(&list), list))
        .map(|(value, list)| (list, value))
        .collect()
}

/// A quick look before the slow one: no two offers side by side of one creator.
fn one_each(choices: &[Choice], set: u32) -> bool {
    (1..choices.len()).all(|i| choices[i - 1].creator != choices[i].creator || set >> (i - 1) & 3 != 3)
}

fn most(lists: &[(Vec<u32>, i64)], which: impl Fn(&[u32]) -> bool) -> Option<i64> {
    lists.iter().filter(|(list, _)| which(list)).map(|(_, value)| *value).max()
}

fn best(choices: &[Choice], rules: &Rules) -> Option<Shortlist> {
    let market = Market::new(choices).expect("adds up");
    match market.solve(rules, &[], Effort::FULL, &mut silent).expect("not cancelled") {
        Answer::Shortlist(best) => Some(best),
        Answer::Impossible(_) => None,
    }
}

/// Problems that can be solved, half of them with side rules.
fn problems(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Vec<Choice>, Rules, Shortlist)> {
    seeds.filter_map(|seed| {
        let (choices, rules) = problem(seed, seed % 2 == 0);
        best(&choices, &rules).map(|best| (seed, choices, rules, best))
    })
}

/// The rules with one of their own dropped each.
fn drops(rules: &Rules) -> Vec<(usize, Rules)> {
    let mut all = vec![
        (1, Rules { max_share: None, ..rules.clone() }),
        (2, Rules { min_creators: 0, ..rules.clone() }),
        (3, Rules { must: Vec::new(), ..rules.clone() }),
        (4, Rules { never: Vec::new(), ..rules.clone() }),
    ];
    for r in 0..rules.rows.len() {
        let mut fewer = rules.clone();
        fewer.rows.remove(r);
        all.push((10 + r, fewer));
    }
    all
}

fn creators(choices: &[Choice], list: &[u32]) -> Vec<u32> {
    let mut all: Vec<u32> = list.iter().map(|&i| choices[i as usize].creator).collect();
    all.sort_unstable();
    all
}

fn minus(these: &[u32], those: &[u32]) -> Vec<u32> {
    these.iter().copied().filter(|one| !those.contains(one)).collect()
}

/// Whether some best list contains the offer, once its price or value is changed.
fn enters(choices: &[Choice], rules: &Rules, place: u32, change: impl Fn(&mut Choice)) -> bool {
    let mut changed = choices.to_vec();
    change(&mut changed[place as usize]);
    let all = lists(&changed, rules);
    let with = most(&all, |list| list.contains(&place));
    with.is_some() && with == most(&all, |_| true)
}

/// Any list of offers.
fn any_list(dice: &mut Dice, choices: &[Choice]) -> Vec<u32> {
    (0..choices.len() as u32).filter(|_| dice.one_in(3)).collect()
}
