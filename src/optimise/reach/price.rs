//! One look at every creator under given tangents: a bound for the whole problem, and who can still change the plan.

use super::ReachProblem;
use super::ask::Ask;
use super::part::OUT;
use super::relax::Dual;
use super::steps::Steps;
use super::tangent::Tangent;
use crate::domain::Cancelled;

/// Classes looked at between two reports.
const CHUNK: u32 = 4_000;

/// Everybody's figures under the tangents at one point.
pub(super) struct Priced {
    /// No plan under the rules reaches more.
    pub bound: f64,
    /// The best option of each class, or `OUT`.
    pub best: Vec<u32>,
    /// What that is worth, and by how much everything else the creator could do falls short of it.
    pub worth: Vec<f64>,
    pub margin: Vec<f64>,
}

/// Looks at every class.
pub(super) fn price(problem: &ReachProblem, ask: &Ask, dual: &Dual, steps: &mut Steps) -> Result<Priced, Cancelled> {
    let audience = &problem.audience;
    let tangents: Vec<Tangent> = audience.people.iter().zip(&dual.kept).map(|(&n, &u)| Tangent::new(n, u)).collect();
    let classes = problem.creators.len() as u32;
    let mut priced =
        Priced { bound: 0.0, best: Vec::with_capacity(classes as usize), worth: Vec::new(), margin: Vec::new() };
    let mut size = 0.0;
    for class in 0..classes {
        if class % CHUNK == 0 {
            let end = (class + CHUNK).min(classes);
            let options = problem.start[class as usize]..problem.start[end as usize];
            steps.spend(options.len() + audience.count(options) / 6)?;
        }
        let (mut best, mut top) = (OUT, if ask.is_must(class) { f64::NEG_INFINITY } else { 0.0 });
        let mut next = f64::NEG_INFINITY;
        for o in problem.options(class) {
            if problem.price[o as usize] > ask.ceiling() || ask.is_never(class) {
                continue;
            }
            let reach: f64 = audience.contacts(o).map(|(g, a)| tangents[g].worth(a)).sum();
            let cost = |(k, y): (usize, &f64)| ask.weight(k, problem, o) as f64 * y;
            let gain = reach - dual.worth.iter().enumerate().map(cost).sum::<f64>();
            if gain > top {
                (best, next, top) = (o, top, gain);
            } else {
                next = next.max(gain);
            }
        }
        // A must-have creator without a usable offer is found out before.
        let top = if top == f64::NEG_INFINITY { 0.0 } else { top };
        priced.bound += top;
        size += top.abs();
        priced.best.push(best);
        priced.worth.push(top);
        priced.margin.push(top - next);
    }
    let ground: f64 = tangents.iter().map(Tangent::ground).sum();
    let rows: f64 = ask.limits().iter().zip(&dual.worth).map(|(&b, y)| b as f64 * y).sum();
    priced.bound += ground + rows + (size + ground.abs() + rows.abs()) * 1e-12;
    Ok(priced)
}
