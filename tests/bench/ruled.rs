//! Twenty-one rules at once, as large briefs have them.

use std::sync::Arc;
use std::time::Instant;

use smallmighty::domain::{Cancelled, progress::silent};
use smallmighty::optimise::{Answer, Choice, Effort, Market, Row, Rules, certify};

use super::dice::Dice;
use super::rows::{row, timed};

/// Least and most numbers of creators for three platforms, ten niches, four tiers and a home region, at most 45 % of the
/// money on one platform, a least number of creators in all, and the budget; besides, at most 15 % of the money on one.
fn rules(choices: &[Choice], budget: i64, seed: u64) -> Rules {
    let mut dice = Dice::new(seed);
    let creators = choices.last().map_or(0, |c| c.creator as usize + 1);
    let mut cheapest = vec![i64::MAX; creators];
    choices.iter().for_each(|c| cheapest[c.creator as usize] = cheapest[c.creator as usize].min(c.price));
    let mut sorted = cheapest.clone();
    sorted.sort_unstable();
    let cuts = [0.4, 0.7, 0.9].map(|share| sorted[(share * creators as f64) as usize]);
    let platform: Vec<usize> =
        (0..creators).map(|_| [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][dice.roll(0, 9) as usize]).collect();
    let niche: Vec<usize> = (0..creators).map(|_| dice.roll(0, 9) as usize).collect();
    let home: Vec<bool> = (0..creators).map(|_| dice.one_in(10)).collect();
    let tier = |creator: usize| cuts.iter().filter(|&&cut| cheapest[creator] > cut).count();
    let least = (budget as f64 / 25_000.0).max(4.0);
    let many = least * dice.of(&[1.0, 2.0, 4.0]);
    let members = |is: &dyn Fn(usize) -> bool| -> Arc<[u32]> {
        (0..choices.len() as u32).filter(|&place| is(choices[place as usize].creator as usize)).collect()
    };
    let mut rows = Vec::new();
    let mut numbers = |members: Arc<[u32]>, low: (f64, f64), high: (f64, f64)| {
        let mut between = |(from, to): (f64, f64)| many * (from + (to - from) * dice.part());
        let (low, high) = (between(low), between(high));
        rows.push(Row::count(members, Some(low.floor() as i64), high.is_finite().then(|| high.ceil() as i64)));
    };
    (0..3).for_each(|one| numbers(members(&|c| platform[c] == one), (0.05, 0.3), (0.35, 0.9)));
    (0..10).for_each(|one| numbers(members(&|c| niche[c] == one), (0.0, 0.1), (0.1, 0.3)));
    (0..4).for_each(|one| numbers(members(&|c| tier(c) == one), (0.02, 0.2), (0.25, 0.7)));
    numbers(members(&|c| home[c]), (0.1, 0.3), (f64::INFINITY, f64::INFINITY));
    rows.push(Row::money(members(&|c| platform[c] == 0), None, Some(budget * 45 / 100)));
    Rules { max_share: Some(15), min_creators: least as u32, rows, ..Rules::with_budget(budget) }
}

/// The first answer within a frame, and the proof.
pub fn side_rules(name: &str, choices: &[Choice], pass: f64) {
    let market = Market::new(choices).expect("adds up");
    let (mut proofs, mut gaps, mut unproved, mut impossible) = (Vec::new(), Vec::new(), 0, 0);
    for seed in 0..20 {
        for budget in [500_000, 2_000_000] {
            let rules = rules(choices, budget, seed);
            let (time, answer) = timed(|| market.solve(&rules, &[], Effort::FULL, &mut silent).expect("not cancelled"));
            let Answer::Shortlist(list) = answer else {
                impossible += 1;
                continue;
            };
            certify(choices, &rules, &list).expect("certified");
            proofs.push(time);
            unproved += usize::from(!list.proved);
            gaps.push(gap_in_a_frame(&market, &rules));
        }
    }
    let known: Vec<f64> = gaps.iter().flatten().copied().collect();
    let (worst, none) = (known.iter().copied().fold(0.0, f64::max), gaps.len() - known.len());
    let late = format!("after 16 ms gap {worst:.2} % at most, in {none} of {} no answer yet", gaps.len());
    let note = format!("{unproved} unproved, {impossible} impossible; {late}");
    if !proofs.is_empty() {
        row(&format!("{name}: 21 rules, proved"), proofs, "p50 30, p95 300, gap 0.3 % in 16", pass, &note);
    }
}

/// The gap of the best that is known after 16 ms, in percent: the largest effort that takes no longer. `None` if even the
/// least takes longer.
fn gap_in_a_frame(market: &Market, rules: &Rules) -> Option<f64> {
    let mut gap = None;
    for effort in [Effort::NONE, Effort(50_000), Effort(200_000), Effort(1_000_000), Effort::LIVE, Effort::FULL] {
        let begun = Instant::now();
        let mut hurry = |_: u64, _: u64| match begun.elapsed().as_millis() < 16 {
            true => Ok(()),
            false => Err(Cancelled),
        };
        match market.solve(rules, &[], effort, &mut hurry) {
            Ok(Answer::Shortlist(list)) => {
                gap = Some((list.bound - list.value) as f64 / list.value.max(1) as f64 * 100.0);
            }
            _ => break,
        }
    }
    gap
}
