//! The best plan under money, must-have, never and the ceiling alone.

use super::alike::best_alike;
use super::core::{Base, Core};
use super::hang::{hang, is_crowded};
use super::hull::Slope;
use super::outcome::Outcome;
use super::relax::Walk;
use super::search::{Goal, search};
use super::shortlist::Method;
use super::split::{STEPS, split};
use super::table::Grid;
use super::work::Work;
use crate::domain::Cancelled;

/// Steps of the fractional plan on each side of its break where good plans are looked for, and the work for it.
const NEAR: usize = 16;
const FIND: u64 = 600_000;
/// Steps of the search, at most half of all, before other ways are tried; nearly every realistic problem ends within
/// them.
const FIRST_TRY: u64 = 6_000_000;
/// A table of so many steps is quicker than anything cleverer.
const SMALL_TABLE: u64 = 1_000_000;
/// Steps of the search before a table of any size that the work allows.
const SECOND_TRY: u64 = 40_000_000;

/// Rounds that splitting on the number of creators takes at least to be worth it.
const ROUNDS: u64 = 8;

/// Finds the best plan as far as the work allows.
pub(super) fn plain(walk: &Walk, work: &mut Work) -> Result<Outcome, Cancelled> {
    let (value, points) = walk.filled();
    work.ask()?;
    let bound = walk.bound();
    let slope = walk.slope.unwrap_or(Slope { dv: 0, dw: 1 });
    let mut out =
        Outcome { value, points, bound, method: Method::Unproved, contenders: 0, slope, mu: 0, relaxed: bound };
    if walk.slope.is_none() {
        out.close(Method::Everyone);
    } else if out.proved() {
        out.close(Method::Bound);
    } else {
        find(walk, slope, &mut out, work)?;
        let (core, base) = walk.core(slope, out.value, work)?;
        let change = base.best_change(&core, i64::MIN, work)?;
        out.improve(change.map(|(value, pick)| (value, core.points(&pick))));
        if out.proved() {
            out.close(Method::Bound);
        } else {
            let (core, base) = core.reduce(&base, 0, out.value, work)?;
            prove(core, base, &mut out, work)?;
        }
    }
    Ok(out)
}

/// Finds a good plan among those close to the break, so that few creators are left open for the proof.
fn find(walk: &Walk, slope: Slope, out: &mut Outcome, work: &mut Work) -> Result<(), Cancelled> {
    let (core, base) = walk.near(slope, out.value, NEAR, work)?;
    let change = base.best_change(&core, i64::MIN, work)?;
    out.improve(change.map(|(value, pick)| (value, core.points(&pick))));
    let floor = work.left().saturating_sub(FIND);
    let found = search(&core, &base, Goal { least: 0, hard: false }, out.value, work, floor)?;
    out.improve(found.better.map(|(value, pick)| (value, core.points(&pick))));
    Ok(())
}

/// Searches what the bound leaves open: split where the fractional plan hangs, then briefly by lists, then split by the
/// number of creators, by a table if it is small, by lists again, by a large table, and at last by lists with all the
/// work that is left.
fn prove(mut core: Core, mut base: Base, out: &mut Outcome, work: &mut Work) -> Result<(), Cancelled> {
    out.contenders = core.len();
    let everything = work.left();
    if everything == 0 {
        return Ok(());
    }
    if let Some(pick) = best_alike(&core, SMALL_TABLE.min(everything), work)? {
        close_by_table(&core, &pick, out);
        return Ok(());
    }
    if is_crowded(&core, work) {
        let all = hang(&core, &base, out.value, work)?;
        out.improve(all.better);
        out.bound = out.bound.min(all.bound);
        if all.finished {
            out.close(Method::Search);
            return Ok(());
        }
        (core, base) = core.reduce(&base, 0, out.value, work)?;
    }
    let try_lists = |core: &Core, base: &Base, out: &mut Outcome, work: &mut Work, floor: u64| {
        let found = search(core, base, Goal { least: 0, hard: false }, out.value, work, floor)?;
        out.improve(found.better.map(|(value, pick)| (value, core.points(&pick))));
        if found.finished {
            out.close(if out.relaxed == out.value { Method::Bound } else { Method::Search });
        }
        Ok::<(), Cancelled>(())
    };
    try_lists(&core, &base, out, work, everything - FIRST_TRY.min(everything / 2))?;
    // Rounds that nobody can pay for would only hold up the first shortlist.
    let rounds = core.options.len() as u64 * STEPS * ROUNDS;
    if !out.proved() && base.next != 0 && rounds <= work.left() {
        let all = split(&core, &base, out.value, work)?;
        out.improve(all.better);
        out.bound = out.bound.min(all.bound);
        if all.finished {
            out.close(Method::Count);
        }
    }
    for (table, floor) in [(SMALL_TABLE, everything.saturating_sub(SECOND_TRY)), (u64::MAX, 0)] {
        if !out.proved() {
            (core, base) = core.reduce(&base, 0, out.value, work)?;
            out.contenders = core.len();
            try_table(&core, out, work, table)?;
        }
        if !out.proved() {
            try_lists(&core, &base, out, work, floor)?;
        }
    }
    if out.proved() && out.method == Method::Unproved {
        out.close(Method::Count);
    }
    Ok(())
}

/// Fills a table if that takes no more steps than `most` and than are left.
fn try_table(core: &Core, out: &mut Outcome, work: &mut Work, most: u64) -> Result<(), Cancelled> {
    let Some(grid) = Grid::new(core).filter(|grid| grid.steps() <= most.min(work.left())) else { return Ok(()) };
    close_by_table(core, &grid.best(work)?, out);
    Ok(())
}

/// Takes the best plan of a core.
fn close_by_table(core: &Core, pick: &[u32], out: &mut Outcome) {
    let value = core.value + pick.iter().map(|&i| core.options[i as usize].v).sum::<i64>();
    out.improve(Some((value, core.points(pick))));
    out.close(Method::Table);
}
