//! Creators by the thousand who are alike: one pass of the table for all of them.
//!
//! Where there are as many alike as the money could ever pay for, each amount builds on smaller ones that have them
//! already (the unbounded knapsack), so that it doesn't matter how many there are.

use super::core::Core;
use super::sorted::sorted;
use super::table::Grid;
use super::work::Work;
use crate::domain::Cancelled;

/// Fewer open creators than this aren't worth the trouble.
const LEAST: usize = 200;
/// Alike by this many on average at least.
const ALIKE: usize = 4;
/// Decisions kept at most.
const MOST_CELLS: usize = 1 << 25;
/// Cells filled in the time of one step of a search.
const CELLS: u64 = 4;

/// What a creator can do beyond the cheapest thing: what more it costs, in steps, what more it brings, and the number of
/// the option.
type Extra = (usize, i64, u32);

/// Creators who can do the same.
struct Group {
    extras: Vec<Extra>,
    classes: Vec<u32>,
}

impl Group {
    /// How many of them the money pays for at most.
    fn paid(&self, cells: usize) -> usize {
        self.extras.first().map_or(0, |e| (cells - 1) / e.0.max(1))
    }

    /// Whether there are as many as that.
    fn is_endless(&self, cells: usize) -> bool {
        self.classes.len() >= self.paid(cells)
    }

    /// Passes over the table for them.
    fn passes(&self, cells: usize) -> usize {
        if self.is_endless(cells) { 1 } else { self.classes.len() }
    }
}

/// The best plan of a core, an option for each class, if many of its creators are alike and the table takes no more
/// than `most` steps.
pub(super) fn best_alike(core: &Core, most: u64, work: &mut Work) -> Result<Option<Vec<u32>>, Cancelled> {
    if core.len() < LEAST {
        return Ok(None);
    }
    let Some((step, cells)) = Grid::new(core).map(|grid| (grid.step, grid.cells)) else { return Ok(None) };
    let Some(groups) = grouped(core, step, core.len() / ALIKE, work)? else { return Ok(None) };
    let passes: usize = groups.iter().map(|g| g.passes(cells)).sum();
    let steps: u64 = groups.iter().map(|g| (g.passes(cells) * g.extras.len() * cells) as u64 / CELLS).sum();
    // Options without a price of their own would be taken for ever; decisions are single bytes.
    let odd = |g: &Group| g.extras.first().is_some_and(|e| e.0 == 0) || g.extras.len() > usize::from(u8::MAX);
    if groups.iter().any(odd) || passes.saturating_mul(cells) > MOST_CELLS || steps > most {
        return Ok(None);
    }
    let mut row = vec![0_i64; cells];
    let mut decisions: Vec<(usize, Vec<u8>)> = Vec::with_capacity(passes);
    for (place, group) in groups.iter().enumerate() {
        for _ in 0..group.passes(cells) {
            work.spend((group.extras.len() * cells) as u64 / CELLS)?;
            decisions.push((place, pass(&mut row, &group.extras, group.is_endless(cells))));
        }
    }
    work.ask()?;
    Ok(Some(traced(core, &groups, &decisions, cells - 1)))
}

/// The classes by what they can do; `None` if there are more groups than `most`.
fn grouped(core: &Core, step: i64, most: usize, work: &mut Work) -> Result<Option<Vec<Group>>, Cancelled> {
    let extras = |class: u32| {
        let options = &core.options[core.class(class as usize)];
        let beyond = (1..).zip(&options[1..]).filter(|(_, o)| o.v > options[0].v);
        beyond.map(|(i, o)| (((o.w - options[0].w) / step) as usize, o.v - options[0].v, i))
    };
    let mut marked = Vec::with_capacity(core.len());
    for class in 0..core.len() as u32 {
        work.pass(core.class(class as usize).len())?;
        let numbers = extras(class).flat_map(|(w, v, i)| [w as u64, v as u64, u64::from(i)]);
        marked.push((mark(numbers), class));
    }
    let marked = sorted(marked, work)?;
    let mut groups: Vec<Group> = Vec::new();
    for &(_, class) in &marked {
        work.pass(core.class(class as usize).len())?;
        if let Some(group) = groups.last_mut()
            && group.extras.iter().copied().eq(extras(class))
        {
            group.classes.push(class);
        } else if groups.len() == most {
            return Ok(None);
        } else {
            groups.push(Group { extras: extras(class).collect(), classes: vec![class] });
        }
    }
    Ok(Some(groups))
}

/// A number that is the same for those whose numbers are, and hardly ever for others.
pub(super) fn mark(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, |mark, number| (mark.rotate_left(23) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Adds one class, or endlessly many alike, to a row of best values; for every cell the extra taken, from 1.
fn pass(row: &mut [i64], extras: &[Extra], endless: bool) -> Vec<u8> {
    let cells = row.len();
    let mut taken = vec![0_u8; cells];
    let mut fill = |cell: usize| {
        let mut best = (row[cell], 0);
        for (number, &(w, v, _)) in (1..=u8::MAX).zip(extras).take_while(|(_, e)| e.0 <= cell) {
            if row[cell - w] + v > best.0 {
                best = (row[cell - w] + v, number);
            }
        }
        (row[cell], taken[cell]) = best;
    };
    // From below, smaller amounts have such a creator already; from above, they don't yet.
    if endless {
        (0..cells).for_each(&mut fill)
    } else {
        (0..cells).rev().for_each(&mut fill)
    }
    taken
}

/// The option of each class, from the decisions of all passes, last to first.
fn traced(core: &Core, groups: &[Group], decisions: &[(usize, Vec<u8>)], mut cell: usize) -> Vec<u32> {
    let mut pick: Vec<u32> = core.start[..core.len()].to_vec();
    let mut free: Vec<&[u32]> = groups.iter().map(|g| g.classes.as_slice()).collect();
    for (place, taken) in decisions.iter().rev() {
        let group = &groups[*place];
        while let Some(&(w, _, option)) = usize::from(taken[cell]).checked_sub(1).map(|number| &group.extras[number])
            && let Some((&class, rest)) = free[*place].split_first()
        {
            pick[class as usize] += option;
            free[*place] = rest;
            cell -= w;
            if !group.is_endless(taken.len()) {
                break;
            }
        }
    }
    pick
}

#[cfg(test)]
mod tests {
    use super::super::core::Opt;
    use super::*;
    use crate::domain::progress::silent;

    #[test]
    fn alike_are_solved_like_any_others() {
        for room in [7, 60, 61, 200, 2_500] {
            let mut core = Core::empty(room);
            for class in 0..600_u32 {
                let offers: &[(i64, i64)] =
                    [&[(3, 5), (7, 13)][..], &[(4, 7)], &[(5, 8), (9, 16), (11, 20)]][class as usize % 3];
                core.options.push(Opt::OUT);
                core.options.extend(offers.iter().map(|&(w, v)| Opt { w, v, n: 1, point: class }));
                core.start.push(core.options.len() as u32);
            }
            let mut report = silent;
            let mut work = Work::new(u64::MAX, &mut report);
            let best = Grid::new(&core).expect("a grid").best(&mut work).expect("not cancelled");
            let alike = best_alike(&core, u64::MAX, &mut work).expect("not cancelled").expect("alike");
            let sum = |pick: &[u32]| {
                pick.iter().map(|&i| core.options[i as usize]).fold((0, 0), |s, o| (s.0 + o.w, s.1 + o.v))
            };
            assert!(sum(&alike).0 <= room);
            assert_eq!(sum(&alike).1, sum(&best).1, "{room}");
            assert!((0..core.len()).all(|class| core.class(class).contains(&(alike[class] as usize))));
        }
    }
}
