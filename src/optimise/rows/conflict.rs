//! Why rules can't be kept together: a smallest set of them that can't, by leaving out one after the other (Chinneck &
//! Dravnieks 1991, Locating minimal infeasible constraint sets in linear programs), with exact tests.

use super::super::choice::Rules;
use super::super::shortlist::{Conflict, Part, Side};
use super::super::work::Work;
use super::best::{Verdict, Want, best};
use super::condense::{Condensed, condense};
use super::frame::{COUNT, FAR, Frame, MONEY, OWN};
use super::loosen::loosen;
use super::offers::Offers;
use super::price::Duals;
use crate::domain::Cancelled;

/// More creators than this who must, or mustn't, be in aren't left out one by one.
const CROWD: usize = 200;

/// Names a smallest conflict in rules that are known to contradict each other.
pub(super) fn conflict(offers: &Offers, rules: &Rules, work: &mut Work) -> Result<Conflict, Cancelled> {
    let Condensed { offers, rules } = &condense(offers, rules, work)?;
    let mut kept = all(rules);
    let mut smallest = true;
    if let Verdict::Empty(ray) = test(offers, rules, &kept, work)? {
        restrict(&mut kept, ray.as_ref());
    }
    for group in groups(&kept) {
        let fewer: Vec<Part> = kept.iter().copied().filter(|part| group.binary_search(part).is_err()).collect();
        if fewer.len() == kept.len() {
            continue;
        }
        if work.left() == 0 {
            smallest = false;
            break;
        }
        match test(offers, rules, &fewer, work)? {
            Verdict::Empty(ray) => {
                kept = fewer;
                restrict(&mut kept, ray.as_ref());
            }
            Verdict::Undecided if group.len() == 1 => smallest = false,
            _ => {}
        }
    }
    smallest &= without_crowds(&kept).len() == kept.len();
    let loosen = loosen(offers, rules, &kept, work)?;
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

/// What to leave out, in turn: all of a kind at once where there may be many, then each alone, but for crowds.
fn groups(kept: &[Part]) -> Vec<Vec<Part>> {
    let of = |kind: fn(&Part) -> bool| kept.iter().copied().filter(kind).collect::<Vec<Part>>();
    let many = [of(|p| matches!(p, Part::Never(_))), of(|p| matches!(p, Part::Must(_)))];
    let alone = without_crowds(kept).into_iter().map(|part| vec![part]);
    many.into_iter().filter(|group| group.len() > 1).chain(alone).collect()
}

/// The parts without those who must, or mustn't, be in, where they are more than anybody would look through.
pub(super) fn without_crowds(parts: &[Part]) -> Vec<Part> {
    let count = |kind: fn(&Part) -> bool| parts.iter().filter(|part| kind(part)).count();
    let musts = count(|p| matches!(p, Part::Must(_))) <= CROWD;
    let nevers = count(|p| matches!(p, Part::Never(_))) <= CROWD;
    let looked = |part: &&Part| match part {
        Part::Must(_) => musts,
        Part::Never(_) => nevers,
        _ => true,
    };
    parts.iter().filter(looked).copied().collect()
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
    let mut kept = kept.to_vec();
    kept.sort_unstable();
    let has = |part: Part| kept.binary_search(&part).is_ok();
    some.must.retain(|&c| has(Part::Must(c)));
    some.never.retain(|&c| has(Part::Never(c)));
    for (i, row) in some.rows.iter_mut().enumerate() {
        row.least = row.least.filter(|_| has(Part::Row(i, Side::Least)));
        row.most = row.most.filter(|_| has(Part::Row(i, Side::Most)));
    }
    if !has(Part::MinCreators) {
        some.min_creators = 0;
    }
    some
}

/// The frame of rules of which only these parts are kept; `rules` are those of [`only`].
pub(super) fn frame<'a>(
    offers: &'a Offers,
    rules: &'a Rules,
    kept: &[Part],
    work: &mut Work,
) -> Result<Frame<'a>, Cancelled> {
    let ceiling = if kept.contains(&Part::Ceiling) { rules.ceiling() } else { i64::MAX };
    let mut frame = Frame::new(offers, rules, ceiling, work)?;
    if !kept.contains(&Part::Budget) {
        frame.hi[MONEY] = FAR;
    }
    Ok(frame)
}

/// Whether these parts can be kept together.
pub(super) fn test(offers: &Offers, rules: &Rules, kept: &[Part], work: &mut Work) -> Result<Verdict, Cancelled> {
    let some = only(rules, kept);
    best(&frame(offers, &some, kept, work)?, &Want { keep: None, enough: Some(i64::MIN + 1) }, work)
}
