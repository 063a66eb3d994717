//! The check of a bound on reach, from the raw figures and nothing else.

use super::ReachProblem;
use super::tangent::Tangents;
use crate::optimise::choice::Rules;
use crate::optimise::row::Weigh;

/// The most that any plan under the rules reaches, as far as these multipliers prove it. Any multipliers give a valid
/// bound; see [`super::tangent`] for why. Worth of rows below 0 counts as 0.
pub fn bound_by(problem: &ReachProblem, rules: &Rules, by: &Tangents) -> f64 {
    let people = &problem.audience.people;
    let kept = |g: usize| by.kept.get(g).copied().unwrap_or(1.0).clamp(f64::MIN_POSITIVE, 1.0);
    let at_zero = |g: usize| (1.0 - kept(g)) + kept(g) * kept(g).ln();
    let ground: f64 = (0..people.len()).map(|g| people[g] * at_zero(g)).sum();
    let money = by.money.max(0.0);
    let per_creator = by.per_creator.max(0.0);
    let mut bound = ground + money * rules.budget.max(0) as f64 - per_creator * f64::from(rules.min_creators);
    let mut price: Vec<f64> = problem
        .price
        .iter()
        .map(|&p| if p <= rules.ceiling() { p as f64 * money - per_creator } else { f64::NAN })
        .collect();
    for (row, worth) in rules.rows.iter().zip(&by.rows) {
        let least = row.least.map_or(0.0, |_| worth.0.max(0.0));
        let most = row.most.map_or(0.0, |_| worth.1.max(0.0));
        bound += most * row.most.unwrap_or(0) as f64 - least * row.least.unwrap_or(0) as f64;
        for (i, &member) in row.members.iter().enumerate() {
            let Some(o) = problem.option_of(member) else { continue };
            let weight = match &row.weigh {
                Weigh::Each => 1,
                Weigh::Price => problem.price[o as usize],
                Weigh::By(own) => own.get(i).copied().unwrap_or(0),
            };
            price[o as usize] += (most - least) * weight as f64;
        }
    }
    for (class, creator) in problem.creators.iter().enumerate() {
        if rules.never.contains(creator) {
            continue;
        }
        let usable = problem.options(class as u32).filter(|&o| !price[o as usize].is_nan());
        let gain = usable.map(|o| {
            let worth = problem.audience.contacts(o).map(|(g, a)| {
                let (u, at) = (kept(g), -kept(g).ln());
                people[g] * if a <= at { u * a } else { -(-a).exp_m1() - at_zero(g) }
            });
            worth.sum::<f64>() - price[o as usize]
        });
        let best = gain.fold(f64::NEG_INFINITY, f64::max);
        bound += if rules.must.contains(creator) { best } else { best.max(0.0) };
    }
    bound
}
