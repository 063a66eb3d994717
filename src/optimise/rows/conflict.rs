//! Why rules can't be kept together: a smallest set of them that can't, by leaving out one after the other (Chinneck &
//! Dravnieks 1991, Locating minimal infeasible constraint sets in linear programs), with exact tests.

use super::super::choice::{Choice, Rules};
use super::super::shortlist::{Conflict, Part, Side};
use super::super::work::Work;
use super::best::{Verdict, Want, best};
use super::frame::{COUNT, FAR, Frame, MONEY, OWN};
use super::loosen::loosen;
use super::price::Duals;
use crate::domain::Cancelled;

/// Names a smallest conflict in rules that are known to contradict each other.
pub(super) fn conflict(choices: &[Choice], rules: &Rules, work: &mut Work) -> Result<Conflict, Cancelled> {
    let mut kept = all(rules);
    let mut smallest = true;
    if let Verdict::Empty(ray) = test(choices, rules, &kept, work)? {
        restrict(&mut kept, ray.as_ref());
    }
    for group in groups(&kept) {
        let fewer: Vec<Part> = kept.iter().copied().filter(|part| !group.contains(part)).collect();
        if fewer.len() == kept.len() {
            continue;
        }
        if work.left() == 0 {
            smallest = false;
            break;
        }
        match test(choices, rules, &fewer, work)? {
            Verdict::Empty(ray) => {
                kept = fewer;
                restrict(&mut kept, ray.as_ref());
            }
            Verdict::Undecided if group.len() == 1 => smallest = false,
            _ => {}
        }
    }
    kept.sort_unstable();
    let loosen = loosen(choices, rules, &kept, work)?;
    Ok(Conflict::Together { parts: kept, smallest, loosen })
}

/// All parts of the rules.
pub(super) fn all(rules: &Rules) -> Vec<Part> {
    let mut parts = vec![Part::Budget];
    parts.extend(rules.max_share.filter(|share| *share < 100).map(|_| Part::Ceiling));
    parts.extend((rules.min_creators > 0).then_some(Part::MinCreators));
    parts.extend(rules.must.iter().map(|&c| Part::Must(c)));
    parts.extend(rules.never.iter().map(|&c| Part::Never(c)));
    for (i, row) in rules.rows.iter().enumerate() {
        parts.extend(row.least.map(|_| Part::Row(i, Side::Least)));
        parts.extend(row.most.map(|_| Part::Row(i, Side::Most)));
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// What to leave out, in turn: all of a kind at once where there may be many, then each alone.
fn groups(kept: &[Part]) -> Vec<Vec<Part>> {
    let of = |kind: fn(&Part) -> bool| kept.iter().copied().filter(kind).collect::<Vec<Part>>();
    let many = [of(|p| matches!(p, Part::Never(_))), of(|p| matches!(p, Part::Must(_)))];
    let many = many.into_iter().filter(|group| group.len() > 1);
    many.chain(kept.iter().map(|&part| vec![part])).collect()
}

/// Leaves out the limits that the multipliers of a proof don't price: the proof doesn't need them.
fn restrict(kept: &mut Vec<Part>, ray: Option<&Duals>) {
    let Some(ray) = ray else { return };
    kept.retain(|part| match *part {
        Part::Budget => ray.y[MONEY] > 0,
        Part::MinCreators => ray.y[COUNT] < 0,
        Part::Row(i, Side::Least) => ray.y[OWN + i] < 0,
        Part::Row(i, Side::Most) => ray.y[OWN + i] > 0,
        Part::Ceiling | Part::Must(_) | Part::Never(_) => true,
    });
}

/// The rules with only these parts kept.
pub(super) fn only(rules: &Rules, kept: &[Part]) -> Rules {
    let mut some = rules.clone();
    some.must.retain(|&c| kept.contains(&Part::Must(c)));
    some.never.retain(|&c| kept.contains(&Part::Never(c)));
    for (i, row) in some.rows.iter_mut().enumerate() {
        row.least = row.least.filter(|_| kept.contains(&Part::Row(i, Side::Least)));
        row.most = row.most.filter(|_| kept.contains(&Part::Row(i, Side::Most)));
    }
    if !kept.contains(&Part::MinCreators) {
        some.min_creators = 0;
    }
    some
}

/// The frame of rules of which only these parts are kept; `rules` are those of [`only`].
pub(super) fn frame<'a>(
    choices: &[Choice],
    rules: &'a Rules,
    kept: &[Part],
    work: &mut Work,
) -> Result<Frame<'a>, Cancelled> {
    let ceiling = if kept.contains(&Part::Ceiling) { rules.ceiling() } else { i64::MAX };
    let mut frame = Frame::new(choices, rules, ceiling, work)?;
    if !kept.contains(&Part::Budget) {
        frame.hi[MONEY] = FAR;
    }
    Ok(frame)
}

/// Whether these parts can be kept together.
pub(super) fn test(choices: &[Choice], rules: &Rules, kept: &[Part], work: &mut Work) -> Result<Verdict, Cancelled> {
    let some = only(rules, kept);
    best(&frame(choices, &some, kept, work)?, &Want { keep: None, enough: Some(i64::MIN + 1) }, work)
}
