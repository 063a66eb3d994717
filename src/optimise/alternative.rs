//! The next best shortlists that differ from the best one.

use super::asked::{Asked, Solve};
use super::choice::{Choice, Rules};
use super::row::Row;
use super::shortlist::Shortlist;
use super::wanted::Wanted;
use super::why_not::found;
use super::work::{CHUNK, Work};
use crate::domain::{Cancelled, Report};

/// The next best shortlists.
#[derive(Clone, PartialEq, Debug)]
pub struct Alternatives {
    /// The shortlists, each the best that differs enough from all before it; whether that is proved says each for
    /// itself. Their multipliers and rows are for the rules of their own, see [`differing`].
    pub lists: Vec<Shortlist>,
    /// Whether it is proved that there are no more than these. False if as many as asked were found, or if the effort
    /// didn't suffice to tell.
    pub all: bool,
}

/// Up to `count` next best shortlists, each without at least `differ` (at least 1) of the creators of the best one and
/// of each of the alternatives before it.
///
/// "Differs by `differ` creators" means that so many of the earlier list's creators are missing from the later one,
/// whoever comes instead, be it fewer or more. A list with fewer creators than that has no alternative. Another offer of
/// the same creators is no difference. One solution for each alternative, under one more row each.
pub fn alternatives(
    asked: &Asked,
    differ: u32,
    count: usize,
    solve: &mut Solve,
    report: &mut Report,
) -> Result<Alternatives, Cancelled> {
    let mut found_so_far = Alternatives { lists: Vec::new(), all: false };
    let mut rules = asked.rules.clone();
    let mut last = asked.best.chosen.clone();
    while found_so_far.lists.len() < count {
        let done = found_so_far.lists.len() as u64;
        report(done, count as u64)?;
        rules = differing(asked.choices, &rules, &last, differ, &mut |_, _| report(done, count as u64))?;
        let mut proved = true;
        match found(
            solve(asked.choices, &rules, &Wanted::default(), &mut |_, _| report(done, count as u64))?,
            &mut proved,
        ) {
            Some(list) => {
                last.clone_from(&list.chosen);
                found_so_far.lists.push(list);
            }
            None => {
                found_so_far.all = proved;
                break;
            }
        }
    }
    Ok(found_so_far)
}

/// The rules and one more: at least `differ` (at least 1) of the creators of this list are missing. Only `report` can
/// make it fail.
pub fn differing(
    choices: &[Choice],
    rules: &Rules,
    list: &[u32],
    differ: u32,
    report: &mut Report,
) -> Result<Rules, Cancelled> {
    let mut creators: Vec<u32> = list.iter().filter_map(|&i| choices.get(i as usize)).map(|c| c.creator).collect();
    creators.sort_unstable();
    creators.dedup();
    let (mut members, mut place, work) = (Vec::new(), 0, &mut Work::new(0, report));
    for chunk in choices.chunks(CHUNK) {
        work.pass(chunk.len())?;
        let inside = (place..).zip(chunk).filter(|(_, c)| creators.binary_search(&c.creator).is_ok());
        members.extend(inside.map(|(i, _)| i));
        place += chunk.len() as u32;
    }
    let most = creators.len() as i64 - i64::from(differ.max(1));
    let mut rules = rules.clone();
    rules.rows.push(Row::count(members.into(), None, Some(most)));
    Ok(rules)
}
