//! The frontier under side rules: one budget after the other, each starting from the plan before it.

use std::sync::Arc;

use super::super::choice::{Effort, Rules};
use super::super::frontier::Point;
use super::super::work::Work;
use super::best::{Verdict, Want, best};
use super::frame::Frame;
use super::groups::Groups;
use super::offers::Offers;
use crate::domain::{Cancelled, Report};

/// The best value for each of these budgets, in their order; the rows' own limits stay as they are.
pub(in crate::optimise) fn frontier(
    offers: &Offers,
    rules: &Rules,
    budgets: &[i64],
    effort: Effort,
    report: &mut Report,
) -> Result<Vec<Point>, Cancelled> {
    let mut points = Vec::with_capacity(budgets.len());
    let mut last: Vec<u32> = Vec::new();
    let groups = Arc::new(Groups::new(&rules.rows, offers.v.len(), &mut Work::new(0, report))?);
    for (i, &budget) in budgets.iter().enumerate() {
        let mut report = |_: u64, _: u64| report(i as u64, budgets.len() as u64);
        report(0, 0)?;
        let rules = Rules { budget, ..rules.clone() };
        let mut work = Work::new(effort.0, &mut report);
        let frame = Frame::of_groups(offers, &rules, rules.ceiling(), Arc::clone(&groups), &mut work)?;
        let keep = frame.value_of(&last).map(|value| (value, std::mem::take(&mut last)));
        let verdict = best(&frame, &Want { keep, enough: None }, &mut work)?;
        points.push(match verdict {
            Verdict::Empty(_) => Point { budget, value: None, proved: true },
            Verdict::Undecided => Point { budget, value: None, proved: false },
            Verdict::Plan(plan) => {
                last = plan.chosen;
                Point { budget, value: Some(plan.value), proved: plan.bound == plan.value }
            }
        });
    }
    Ok(points)
}
