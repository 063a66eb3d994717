//! The way from the rules to the answer: a first plan, the best tangents, better plans, and the search of what is left.

use super::ReachProblem;
use super::ask::Ask;
use super::greedy::greedy;
use super::incumbent::Incumbent;
use super::linear::{Look, linear};
use super::part::{OUT, Part};
use super::polish::polish;
use super::price::{Priced, price};
use super::relax::{Dual, Relaxed, Stop, relax};
use super::shortlist::{ReachAnswer, ReachMethod, ReachShortlist};
use super::steps::Steps;
use super::tangent::Tangents;
use super::tree::Tree;
use crate::domain::{Cancelled, Report};
use crate::optimise::choice::{Effort, Rules};

/// The first set of creators looked at could spend the budget so many times over, and has so many at least.
const TIMES: i64 = 3;
const LEAST: usize = 400;
/// How often the set is widened by those whom the tangents like.
const ROUNDS: usize = 12;
/// By how many at a time.
const MORE: usize = 400;
/// Steps for looking for a good plan among those whom the tangents are least sure about, and the part of all steps.
const DIVE: u64 = 2_000_000;
const DIVES: u64 = 4;
/// Options looked at between two questions whether to go on.
const CHUNK: usize = 1_024;
/// How many of the least sure creators take part in that.
const CORE: usize = 120;

/// What is wanted of a solution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought<'a> {
    /// The previous shortlist.
    pub keep: &'a [u32],
    /// So many people will do, and fewer are of no use.
    pub enough: Option<f64>,
    /// How closely plans are looked for under side rules.
    pub look: Look,
}

/// Solves the problem under rules that can be kept.
pub(super) fn solve(
    problem: &ReachProblem,
    rules: &Rules,
    sought: Sought,
    effort: Effort,
    report: &mut Report,
    publish: &mut dyn FnMut(&ReachShortlist),
) -> Result<ReachAnswer, Cancelled> {
    let ask = Ask::new(problem, rules);
    let mut steps = Steps::new(effort.0, report);
    let mut best = Incumbent::none(sought.enough);
    let kept: Vec<u32> = sought.keep.iter().filter_map(|&i| problem.option_of(i)).collect();
    best.offer(problem, &ask, &kept);
    let mut classes = promising(problem, &ask, &mut steps)?;
    let plan = greedy(problem, &ask, &classes, &mut steps)?;
    best.offer(problem, &ask, &plan);
    if best.reach < 0.0 && !ask.plain {
        // Greed may break the other rules; a plan that keeps them all comes from the market.
        let singles: Vec<(u32, f64)> = (0..).zip(problem.audience.single.iter().copied()).collect();
        match linear(problem, rules, &singles, sought.look, &mut steps.pass())? {
            Ok(plan) => best.offer(problem, &ask, &plan),
            Err(conflict) => return Ok(ReachAnswer::Impossible(conflict)),
        };
    }
    let look = if sought.look == Look::Why { Look::Best } else { sought.look };
    let mut root = Root { problem, rules, look, ask: &ask, best, dual: Dual::default(), bound: f64::INFINITY };
    let laid = root.relax(&mut classes, &mut steps)?;
    let priced = &laid.priced;
    if root.best.is_enough() {
        return Ok(ReachAnswer::Shortlist(root.shortlist(priced, root.bound, ReachMethod::Bound)));
    }
    publish(&root.shortlist(priced, root.bound, ReachMethod::Bound));
    if !root.best.proved_by(root.bound) || sought.enough.is_none() {
        root.improve(&classes, priced, &mut steps)?;
        root.dive(&laid, &mut steps)?;
    }
    publish(&root.shortlist(priced, root.bound, ReachMethod::Bound));
    let (mut bound, mut method) = (root.bound, ReachMethod::Bound);
    if !root.best.proved_by(bound) && !root.best.is_enough() {
        bound = match root.left(priced) {
            Some(part) => {
                let mut tree = Tree::new(problem, &ask, false);
                tree.search(part, &laid.relaxed, bound, &mut root.best, steps.left(), &mut steps)?
            }
            // What the tangents leave open breaks a rule: nothing is better than this.
            None => bound.min(root.best.target()),
        };
        method = ReachMethod::Search;
    }
    Ok(ReachAnswer::Shortlist(root.shortlist(priced, bound, method)))
}

/// The creators with the most people for their money alone, and those who must be in.
fn promising(problem: &ReachProblem, ask: &Ask, steps: &mut Steps) -> Result<Vec<u32>, Cancelled> {
    let mut order: Vec<(f32, u32, i64)> = Vec::new();
    for class in 0..problem.creators.len() as u32 {
        steps.spend(problem.options(class).len() + 4)?;
        let usable = problem.options(class).filter(|&o| problem.price[o as usize] <= ask.ceiling());
        let density = |o: u32| (problem.audience.single[o as usize] / problem.price[o as usize].max(1) as f64) as f32;
        let best = usable.map(|o| (density(o), o)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((density, o)) = best.filter(|_| !ask.is_never(class)) {
            order.push((if ask.is_must(class) { f32::INFINITY } else { density }, class, problem.price[o as usize]));
        }
    }
    let (mut cost, most) = (0_i64, ask.limits()[0].saturating_mul(TIMES));
    let (mut count, mut sorted) = (0, 0);
    // Of many, hardly more than the first are wanted in their order.
    'all: while sorted < order.len() {
        let end = (4 * sorted).max(4 * LEAST).min(order.len());
        first_in_order(&mut order[sorted..], end - sorted);
        for &(density, _, price) in &order[sorted..end] {
            if count >= LEAST && cost > most && density < f32::INFINITY {
                break 'all;
            }
            cost = cost.saturating_add(price);
            count += 1;
        }
        steps.spend(order.len())?;
        sorted = end;
    }
    let mut classes: Vec<u32> = order[..count].iter().map(|o| o.1).collect();
    classes.sort_unstable();
    Ok(classes)
}

/// Puts the first so many in order: the highest first, then by class.
fn first_in_order(all: &mut [(f32, u32, i64)], many: usize) {
    let order = |a: &(f32, u32, i64), b: &(f32, u32, i64)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if many < all.len() {
        all.select_nth_unstable_by(many, order);
    }
    all[..many].sort_unstable_by(order);
}

/// The best tangents, the set of creators they were laid for, and what they say of everybody.
struct Laid {
    part: Part,
    relaxed: Relaxed,
    priced: Priced,
}

struct Root<'a> {
    problem: &'a ReachProblem,
    rules: &'a Rules,
    look: Look,
    ask: &'a Ask,
    best: Incumbent,
    /// The point with the best bound over everybody, and that bound.
    dual: Dual,
    bound: f64,
}

impl Root<'_> {
    /// Lays the best tangents for a set of creators, widening it until nobody outside matters much.
    fn relax(&mut self, classes: &mut Vec<u32>, steps: &mut Steps) -> Result<Laid, Cancelled> {
        let problem = self.problem;
        let mut dual = self.start();
        let mut smooth =
            dual.worth[0] * self.ask.limits()[0].max(1) as f64 / (self.best.plan.len() as f64 + 1.0) * 0.05;
        let mut round = 0;
        loop {
            let part = Part::new(problem, self.ask, classes);
            steps.spend(part.steps() * 4)?;
            let stop = Stop { target: self.best.floor(), precise: 0.02, smooth: smooth.max(1e-6) };
            let relaxed = relax(&part, &dual, stop, round == 0, steps)?;
            let priced = price(problem, self.ask, &relaxed.dual, steps)?;
            (dual, smooth) = (relaxed.dual.clone(), relaxed.smooth * 100.0);
            // Whoever lifts the bound above the set's own, and whoever is hardly worse than that.
            let (short, gap) = (relaxed.bound - self.best.floor(), priced.bound - self.best.floor());
            let wanted = |c: u32| priced.worth[c as usize] > 0.0 || priced.margin[c as usize] <= short;
            let missed = (0..priced.best.len() as u32).filter(|&c| wanted(c) && classes.binary_search(&c).is_err());
            let mut missed: Vec<u32> = missed.collect();
            steps.spend(priced.best.len() / 4)?;
            round += 1;
            if round == ROUNDS || priced.bound - relaxed.bound <= gap.max(0.0) * 0.02 || missed.is_empty() {
                (self.bound, self.dual) = (priced.bound, dual);
                return Ok(Laid { part, relaxed, priced });
            }
            // At a point that is still far off, nearly everybody seems to matter.
            if missed.len() > MORE {
                let order = |a: &u32, b: &u32| {
                    let figure = |c: u32| (priced.worth[c as usize], -priced.margin[c as usize]);
                    let ((x, m), (y, n)) = (figure(*a), figure(*b));
                    y.total_cmp(&x).then(n.total_cmp(&m)).then(a.cmp(b))
                };
                missed.select_nth_unstable_by(MORE, order);
                missed.truncate(MORE);
            }
            classes.extend(missed);
            classes.sort_unstable();
        }
    }

    /// Where to start: what the first plan leaves unreached, and half of what its money brings on average.
    fn start(&self) -> Dual {
        let depths = self.problem.audience.depths(&self.best.plan);
        let limits = self.ask.limits();
        let reach = self.best.reach.max(1.0);
        let each = reach * 0.01 / (self.best.plan.len() as f64 + 1.0);
        let mut worth: Vec<f64> = (0..limits.len()).map(|row| each / self.ask.heaviest(row)).collect();
        worth[0] = reach * 0.5 / limits[0].max(1) as f64;
        Dual { kept: depths.iter().map(|s| (-s).exp()).collect(), worth }
    }

    /// Searches briefly among the creators whom the tangents are least sure about, the others as the tangents have them.
    /// Where few are left open, the search itself is as quick.
    fn dive(&mut self, laid: &Laid, steps: &mut Steps) -> Result<(), Cancelled> {
        let gap = self.bound - self.best.target();
        if self.best.reach >= 0.0 && laid.priced.margin.iter().filter(|&&m| m <= gap).count() <= CORE {
            return Ok(());
        }
        let (part, relaxed) = (&laid.part, &laid.relaxed);
        let loss = |class: usize, i: u32| relaxed.best[class] - if i == OUT { 0.0 } else { relaxed.gain[i as usize] };
        let margin = |class: usize| {
            let out = part.out[class].then_some(OUT);
            let losses = part.options(class).map(|i| i as u32).chain(out).map(|i| loss(class, i));
            losses.filter(|&l| l > 0.0).fold(f64::INFINITY, f64::min)
        };
        let mut margins: Vec<f64> = (0..part.class.len()).map(margin).collect();
        steps.spend(part.steps() * 6)?;
        margins.sort_unstable_by(f64::total_cmp);
        let widest = margins.get(CORE).copied().unwrap_or(f64::INFINITY);
        let Some(part) = part.reduced(|class, i| loss(class, i) <= widest) else { return Ok(()) };
        let most = DIVE.min(steps.left() / DIVES);
        Tree::new(self.problem, self.ask, true).search(part, relaxed, self.bound, &mut self.best, most, steps)?;
        Ok(())
    }

    /// Better plans: the best under the tangents, the best under the reach as it is around the best plan, and swaps.
    fn improve(&mut self, classes: &[u32], priced: &Priced, steps: &mut Steps) -> Result<(), Cancelled> {
        let (problem, ask) = (self.problem, self.ask);
        let options: Vec<u32> = classes.iter().flat_map(|&c| problem.options(c)).collect();
        let mut left: Vec<f64> = problem.audience.people.iter().zip(&self.dual.kept).map(|(n, u)| n * u).collect();
        for round in 0..4 {
            let inside = |o: u32| round > 0 && self.best.plan.binary_search(&o).is_ok();
            let worth = |o: u32| {
                let part = |(g, a): (usize, f64)| left[g] * if inside(o) { a.exp_m1() } else { -(-a).exp_m1() };
                problem.audience.contacts(o).map(part).sum::<f64>()
            };
            let mut list: Vec<(u32, f64)> = Vec::with_capacity(options.len());
            for options in options.chunks(CHUNK) {
                steps.spend(options.len() * 8)?;
                list.extend(options.iter().map(|&o| (o, worth(o))));
            }
            steps.spend(100_000)?;
            let Ok(plan) = linear(problem, self.rules, &list, self.look, &mut steps.pass())? else { break };
            if !self.best.offer(problem, ask, &plan) && round > 0 {
                break;
            }
            let depths = problem.audience.depths(&self.best.plan);
            left = problem.audience.people.iter().zip(depths).map(|(n, s)| n * (-s).exp()).collect();
        }
        if ask.plain {
            let mut margins: Vec<(f64, u32)> = (0..).zip(&priced.margin).map(|(c, &m)| (m, c)).collect();
            if margins.len() > CORE {
                margins.select_nth_unstable_by(CORE, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                margins.truncate(CORE);
            }
            let near = margins.iter().map(|m| m.1).filter(|&c| !ask.is_never(c));
            let mut candidates: Vec<u32> =
                near.flat_map(|c| problem.options(c)).filter(|&o| problem.price[o as usize] <= ask.ceiling()).collect();
            candidates.sort_unstable();
            let plan = polish(problem, ask, &self.best.plan, &candidates, true, steps)?;
            self.best.offer(problem, ask, &plan);
        }
        Ok(())
    }

    /// Whoever can still change the best plan, with the others settled as the tangents have them.
    fn left(&self, priced: &Priced) -> Option<Part> {
        let gap = self.bound - self.best.target();
        let open = |c: u32| priced.margin[c as usize] <= gap;
        let classes: Vec<u32> =
            (0..priced.best.len() as u32).filter(|&c| open(c) || priced.best[c as usize] != OUT).collect();
        let part = Part::new(self.problem, self.ask, &classes);
        part.reduced(|class, i| {
            let c = part.class[class];
            let option = if i == OUT { OUT } else { part.option[i as usize] };
            open(c) || priced.best[c as usize] == option
        })
    }

    /// The best plan as an answer.
    fn shortlist(&self, priced: &Priced, bound: f64, method: ReachMethod) -> ReachShortlist {
        let mut worth = self.dual.worth.iter().copied();
        let mut next = |asked: bool| if asked { worth.next().unwrap_or(0.0) } else { 0.0 };
        let tangents = Tangents {
            kept: self.dual.kept.clone(),
            money: next(true),
            per_creator: next(self.rules.min_creators > 0),
            rows: self.rules.rows.iter().map(|row| (next(row.least.is_some()), next(row.most.is_some()))).collect(),
        };
        let gap = self.bound - self.best.target();
        let contenders = priced.margin.iter().filter(|&&m| m <= gap).count();
        ReachShortlist::new(self.problem, &self.best.plan, bound, method, contenders, tangents, self.bound)
    }
}
