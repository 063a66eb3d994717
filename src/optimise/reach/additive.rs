//! One audience for all: the depths of the offers add up, so that the best plan is an ordinary market's.

use super::ReachProblem;
use super::ask::Ask;
use super::price::price;
use super::relax::Dual;
use super::shortlist::{ReachAnswer, ReachMethod, ReachShortlist};
use super::steps::Steps;
use super::tangent::Tangents;
use crate::domain::{Cancelled, Report};
use crate::optimise::choice::{Choice, Effort, Rules};
use crate::optimise::market::Market;
use crate::optimise::shortlist::{Answer, Method};
use crate::optimise::unsolved::Unsolved;
use crate::optimise::work::Work;

/// Units of depth in a whole one, and in the smallest depth of an offer at least: rounding each of them up then lifts no
/// bound by more than a hundredth of what counts as proved.
const UNITS: f64 = 1e13;
const SMALLEST: f64 = 1e8;
/// All depths together stay below so many units.
const LARGEST_SUM: f64 = (1_u64 << 59) as f64;

/// The one inhabited segment as a market of depths.
#[derive(Clone, Debug)]
pub(super) struct Additive {
    segment: usize,
    unit: f64,
    market: Market,
}

impl Additive {
    /// `None` if more than one segment is inhabited.
    pub fn new(problem: &ReachProblem, choices: &[Choice], work: &mut Work) -> Result<Option<Additive>, Unsolved> {
        let mut inhabited = (0..problem.audience.people.len()).filter(|&g| problem.audience.people[g] > 0.0);
        let (Some(segment), None) = (inhabited.next(), inhabited.next()) else { return Ok(None) };
        let depth = |o: u32| problem.audience.contacts(o).map(|c| c.1).sum::<f64>();
        let (mut smallest, mut sum) = (1.0_f64, 0.0);
        for o in 0..problem.place.len() as u32 {
            work.pass(2)?;
            let depth = depth(o);
            sum += depth;
            smallest = if depth > 0.0 { smallest.min(depth) } else { smallest };
        }
        let unit = UNITS.max(SMALLEST / smallest).min(LARGEST_SUM / sum.max(smallest)).min(f64::MAX);
        let mut deep: Vec<Choice> = Vec::with_capacity(choices.len());
        for (c, &o) in choices.iter().zip(&problem.options) {
            work.pass(2)?;
            // Rounded up, so that a bound in units is a bound. What can't be chosen stays so.
            let value = if o == u32::MAX { -1 } else { (depth(o) * unit).ceil() as i64 };
            deep.push(Choice { value, ..*c });
        }
        let market = Market::prepare(&deep, &mut |_, _| work.ask())?;
        Ok(Some(Additive { segment, unit, market }))
    }

    /// The best plan, by the market.
    pub fn solve(
        &self,
        problem: &ReachProblem,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<ReachAnswer, Cancelled> {
        let list = match self.market.solve(rules, keep, effort, report)? {
            Answer::Shortlist(list) => list,
            Answer::Impossible(conflict) => return Ok(ReachAnswer::Impossible(conflict)),
        };
        let people = problem.audience.people[self.segment];
        let options: Vec<u32> = list.chosen.iter().filter_map(|&i| problem.option_of(i)).collect();
        let reached = |units: i64| people * -(-(units as f64) / self.unit).exp_m1();
        let reach = problem.audience.reach_of(&options);
        let at = (-(list.relaxed as f64) / self.unit).exp();
        let mut kept = vec![1.0; problem.audience.people.len()];
        kept[self.segment] = at;
        let ask = Ask::new(problem, rules);
        let tangents = Tangents {
            kept,
            money: list.next_unit * people * at / self.unit,
            per_creator: list.multipliers.per_creator as f64 * people * at / self.unit,
            rows: Vec::new(),
        };
        let mut worth = vec![tangents.money];
        worth.resize(ask.rows(), tangents.per_creator);
        let dual = Dual { kept: tangents.kept.clone(), worth };
        let relaxed = price(problem, &ask, &dual, &mut Steps::new(effort.0, report))?.bound;
        let bound = (reached(list.bound) * (1.0 + 1e-12)).max(reach);
        let method = match list.method {
            Method::Everyone => ReachMethod::Everyone,
            Method::Bound => ReachMethod::Bound,
            _ if list.proved => ReachMethod::Additive,
            _ => ReachMethod::Unproved,
        };
        let found = ReachShortlist::new(problem, &options, bound, method, list.contenders, tangents, relaxed);
        Ok(ReachAnswer::Shortlist(found))
    }
}
