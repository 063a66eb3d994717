//! The best shortlist under rows: multipliers, a first plan among the nearly undecided, then a search of all that is
//! left open.

use super::super::shortlist::Method;
use super::super::work::Work;
use super::bettered::without_bettered;
use super::frame::Frame;
use super::part::Part;
use super::price::{Duals, Priced};
use super::sift::{Root, Sifted, closest, sift};
use super::tree::{Found, Goal, search};
use crate::domain::Cancelled;

/// Creators among whom a first plan is looked for.
const NEAR: usize = 120;
/// Nodes spent on a first plan.
const FIRST: u64 = 60;
/// Not more creators than this are searched for a first plan beyond the effort.
const SMALL: usize = 500;
/// More open creators than this are worth a better plan before all are searched.
const MANY: usize = 250;
/// Nodes spent on a better plan; beyond the effort as many as on a first one.
const BETTER: u64 = 600;
/// Effort that it takes, for each open creator, to begin with a search of them all.
const BEGUN: u64 = 20;

/// What is known in the end.
pub(super) enum Verdict {
    /// No shortlist keeps the rows; the multipliers prove it where they alone do.
    Empty(Option<Duals>),
    /// Neither a shortlist nor a proof that there is none was found in time.
    Undecided,
    /// A plan, with its proof so far.
    Plan(Plan),
}

/// A plan with its proof so far.
pub(super) struct Plan {
    /// Sum of the values.
    pub value: i64,
    /// Places chosen, ascending.
    pub chosen: Vec<u32>,
    /// The multipliers of the bound.
    pub duals: Duals,
    /// What they prove alone.
    pub relaxed: i64,
    /// What is proved in all.
    pub bound: i64,
    /// Creators the multipliers leave open.
    pub contenders: usize,
    /// How it was proved.
    pub method: Method,
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    /// A plan to be beaten: its value, and its places.
    pub keep: Option<(i64, Vec<u32>)>,
    /// Plans worth less than this are of no use; the first that isn't will do.
    pub enough: Option<i64>,
}

/// Finds the best plan, or proves that there is none.
pub(super) fn best(frame: &Frame, want: &Want, work: &mut Work) -> Result<Verdict, Cancelled> {
    if frame.empty || frame.lo.iter().zip(&frame.hi).any(|(lo, hi)| lo > hi) {
        return Ok(Verdict::Empty(None));
    }
    let sifted = match sift(frame, work)? {
        Root::Empty(ray) => return Ok(Verdict::Empty(Some(ray))),
        Root::Bounded(sifted) => *sifted,
    };
    let mut run = Run { frame, want, sifted, plan: want.keep.clone(), work };
    run.first()?;
    run.finish()
}

/// The state on the way.
struct Run<'f, 'w, 'a, 'b> {
    frame: &'f Frame<'f>,
    want: &'f Want,
    sifted: Sifted,
    plan: Option<(i64, Vec<u32>)>,
    work: &'w mut Work<'a, 'b>,
}

impl Run<'_, '_, '_, '_> {
    /// Only what is worth more than this is looked for.
    fn best(&self) -> Option<i64> {
        self.plan.as_ref().map(|plan| plan.0).or(self.want.enough.map(|enough| enough.saturating_sub(1)))
    }

    /// Whether what was found will do.
    fn is_enough(&self) -> bool {
        self.want.enough.is_some() && self.plan.is_some()
    }

    /// What the multipliers prove.
    fn relaxed(&self) -> i64 {
        let whole = self.sifted.priced.bound.div_euclid(i128::from(self.sifted.duals.per.max(1)));
        let whole = i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX });
        whole.saturating_sub(whole.rem_euclid(self.frame.step))
    }

    /// What a class may lose and still take part in something better; below 0 if nothing can be better.
    fn slack(&self) -> i64 {
        let Some(best) = self.best() else { return i64::MAX };
        let step = self.frame.step;
        let next = i128::from(best.saturating_sub(best.rem_euclid(step))) + i128::from(step);
        let slack = self.sifted.priced.bound - next * i128::from(self.sifted.duals.per.max(1));
        i64::try_from(slack).unwrap_or(if slack < 0 { -1 } else { i64::MAX })
    }

    /// The classes the multipliers leave open.
    fn open(&self) -> Vec<u32> {
        let slack = self.slack();
        (0..).zip(&self.sifted.priced.loss).filter(|(_, loss)| **loss <= slack).map(|(class, _)| class).collect()
    }

    /// Searches a part and takes what is better.
    fn search(&mut self, open: &[u32], limit: i64, nodes: u64) -> Result<Found, Cancelled> {
        let part = Part::near(self.frame, &self.sifted.priced, open, limit, self.work)?;
        self.work.spend(self.frame.w.len() as u64 / 6)?;
        let goal = Goal { best: self.best(), step: self.frame.step, first: self.want.enough.is_some(), nodes };
        let simplex = self.sifted.simplex(&part, self.work)?;
        let found = search(&part, simplex, goal, self.work)?;
        if let Some((value, cols)) = &found.plan {
            self.plan = Some((*value, part.places(cols)));
        }
        Ok(found)
    }

    /// Looks for a first plan among few, then among more.
    fn first(&mut self) -> Result<(), Cancelled> {
        let mut many = NEAR;
        for round in 0.. {
            let open = self.open();
            if self.slack() < 0 || open.len() <= many {
                return Ok(());
            }
            let (near, limit) = nearest(&self.sifted.priced, many);
            self.search(&near, limit, FIRST)?;
            if self.plan.is_some() || round >= 2 && self.work.left() == 0 {
                break;
            }
            many *= 4;
        }
        if !self.is_enough() && self.open().len() > MANY {
            let (near, limit) = nearest(&self.sifted.priced, MANY);
            self.search(&near, limit, if self.work.left() > 0 { BETTER } else { FIRST })?;
        }
        Ok(())
    }

    /// Searches all that is open.
    fn finish(mut self) -> Result<Verdict, Cancelled> {
        let relaxed = self.relaxed();
        let (mut open, slack) = (self.open(), self.slack());
        let contenders = open.len();
        let (mut bound, mut method) = (relaxed, Method::Unproved);
        if slack < 0 {
            (bound, method) = (i64::MIN, Method::Bound);
        } else if !self.is_enough() {
            let small = self.plan.is_none() && open.len() <= SMALL;
            if self.work.left() > 0 {
                open = without_bettered(self.frame, &self.sifted.priced, open, slack, self.work)?;
            }
            let nodes = if self.work.left() == 0 { FIRST } else { u64::MAX };
            if self.work.left() > BEGUN * open.len() as u64 || small {
                let found = self.search(&open, slack, nodes)?;
                bound = bound.min(found.bound);
                method = if found.ended { Method::Rows } else { Method::Unproved };
            }
        }
        let bound = bound.saturating_sub(bound.rem_euclid(self.frame.step));
        Ok(match self.plan {
            None if method != Method::Unproved => Verdict::Empty(None),
            None => Verdict::Undecided,
            Some((value, chosen)) => {
                let bound = bound.max(value);
                let method = match method {
                    Method::Unproved if bound == value => Method::Rows,
                    method => method,
                };
                let duals = self.sifted.duals;
                Verdict::Plan(Plan { value, chosen, duals, relaxed, bound, contenders, method })
            }
        })
    }
}

/// So many classes that lose least, ascending, and what the last of them loses.
fn nearest(priced: &Priced, most: usize) -> (Vec<u32>, i64) {
    let mut near = closest(priced, most);
    near.sort_unstable();
    let limit = near.iter().map(|&class| priced.loss[class as usize]).max().unwrap_or(0);
    (near, limit)
}
