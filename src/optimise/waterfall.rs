//! From one's own list to the best one, swap by swap.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::asked::only;
use super::broken::{Broken, broken};
use super::choice::{Choice, Rules};
use super::narrow::renumbered;
use crate::domain::{Cancelled, Report};

/// The way from one's own list to the best one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waterfall {
    /// What one's own list breaks; nothing if it keeps the rules.
    pub breaks: Vec<Broken>,
    /// What it is worth, offers that don't exist left aside.
    pub start: i64,
    /// The steps in order; the gains add up to the difference of the two lists' worth exactly, the changes of cost to
    /// that of their prices.
    pub steps: Vec<Step>,
}

/// A swap of a few offers for a few.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Places of the offers that leave, ascending.
    pub out: Vec<u32>,
    /// Places of the offers that join, ascending.
    pub into: Vec<u32>,
    /// By how much the list is worth more after the step; may be below 0.
    pub gain: i64,
    /// By how much it costs more, in minor units.
    pub cost_change: i64,
    /// Whether the list keeps the rules after the step.
    pub feasible: bool,
}

/// Rounds of the search: how many offers may leave and may join in one step, and whether no step from a list that
/// keeps the rules may lose anything.
const ROUNDS: [(usize, bool); 6] = [(1, true), (2, true), (1, false), (3, true), (2, false), (3, false)];
/// Lists looked at in a round, beside those that one way without a detour takes.
const LISTS: usize = 30_000;
/// Of so many offers that may leave, those with the lowest values, and so many that may join, those with the highest,
/// single swaps are made.
const MANY: usize = 24;
/// The same for larger swaps.
const FEW: usize = 10;

/// Finds a way in small steps from `own`, which may break rules, to `best`, which keeps them.
///
/// One for one, one less and one more come before larger swaps, and of these the most gainful first. From a list that
/// keeps the rules every step leads to another that does; while the list breaks rules every step breaks fewer of them,
/// or the same by less. Steps that lose something are taken only where swaps of up to two offers for two can't do
/// without. If no way is found with swaps of up to three for three, the last step exchanges all that is left at once.
/// `worth` says what a list, ascending, is worth; it is asked some thousands of times, and `report` as often.
pub fn waterfall(
    choices: &[Choice],
    rules: &Rules,
    own: &[u32],
    best: &[u32],
    worth: &dyn Fn(&[u32]) -> i64,
    report: &mut Report,
) -> Result<Waterfall, Cancelled> {
    let tidy =
        |list: &[u32]| -> BTreeSet<u32> { list.iter().copied().filter(|&i| (i as usize) < choices.len()).collect() };
    let (from, to) = (tidy(own), tidy(best));
    let offers: Vec<u32> = from.union(&to).copied().collect();
    // From here on offers are places among those of the two lists.
    let local = |list: &BTreeSet<u32>| -> Vec<u32> {
        (0..).zip(&offers).filter(|(_, offer)| list.contains(offer)).map(|(place, _)| place).collect()
    };
    let all: Vec<Choice> = offers.iter().map(|&i| choices[i as usize]).collect();
    let mut search = Search {
        rules: renumbered(rules, &offers),
        all,
        offers: &offers,
        worth,
        to: local(&to),
        most: 0,
        careful: true,
        left: 0,
        dead: BTreeSet::new(),
        longest: Vec::new(),
        report,
    };
    let start = search.state(local(&from));
    let moves = search.way(&start)?;
    let named = |list: &[u32]| list.iter().map(|&i| offers[i as usize]).collect::<Vec<u32>>();
    let (mut steps, mut now) = (Vec::with_capacity(moves.len()), &start);
    for next in &moves {
        let moved = |these: &State, those: &State| named(&only(&these.list, &those.list));
        steps.push(Step {
            out: moved(now, next),
            into: moved(next, now),
            gain: next.worth.saturating_sub(now.worth),
            cost_change: i64::try_from(next.cost - now.cost).unwrap_or(i64::MAX),
            feasible: next.fault == NO_FAULT,
        });
        now = next;
    }
    Ok(Waterfall { breaks: broken(choices, rules, own), start: start.worth, steps })
}

/// How much a list breaks: how many parts, and by how much together.
type Fault = (usize, i128);
const NO_FAULT: Fault = (0, 0);

/// A list on the way.
#[derive(Clone)]
struct State {
    /// Ascending.
    list: Vec<u32>,
    cost: i128,
    worth: i64,
    fault: Fault,
}

/// A step that may come next, and what the list is after it. Not the list itself: hundreds of steps wait at every list
/// on the way, and lists may be long.
struct Next {
    out: Few,
    into: Few,
    cost: i128,
    worth: i64,
    fault: Fault,
}

/// At most three offers.
#[derive(Clone, Copy)]
struct Few {
    offers: [u32; 3],
    count: usize,
}

impl Few {
    fn of(list: &[u32]) -> Few {
        let offer = |place: usize| list.get(place).copied().unwrap_or_default();
        Few { offers: std::array::from_fn(offer), count: list.len().min(3) }
    }

    fn list(&self) -> &[u32] {
        &self.offers[..self.count]
    }
}

struct Search<'a, 'b> {
    rules: Rules,
    all: Vec<Choice>,
    offers: &'a [u32],
    worth: &'a dyn Fn(&[u32]) -> i64,
    to: Vec<u32>,
    /// How many offers may leave, and may join, in a step.
    most: usize,
    /// Whether no step may lose anything.
    careful: bool,
    /// Lists that may still be looked at.
    left: usize,
    /// Lists from which there is no way.
    dead: BTreeSet<Vec<u32>>,
    /// The longest way so far that goes no further.
    longest: Vec<State>,
    report: &'a mut Report<'b>,
}

impl Search<'_, '_> {
    fn state(&self, list: Vec<u32>) -> State {
        let named: Vec<u32> = list.iter().map(|&i| self.offers[i as usize]).collect();
        State { cost: self.cost(&list), worth: (self.worth)(&named), fault: self.fault(&list), list }
    }

    fn cost(&self, list: &[u32]) -> i128 {
        list.iter().map(|&i| i128::from(self.all[i as usize].price)).sum()
    }

    fn fault(&self, list: &[u32]) -> Fault {
        let all = broken(&self.all, &self.rules, list);
        let by = |one: &Broken| if let Broken::Rule { by, .. } = one { i128::from(*by) } else { 1 };
        (all.len(), all.iter().map(by).sum())
    }

    /// The lists on the way, the last one being the goal.
    fn way(&mut self, start: &State) -> Result<Vec<State>, Cancelled> {
        let (out, into) = (only(&start.list, &self.to), only(&self.to, &start.list));
        let wide = |list: &[u32]| list.len().min(MANY) + 1;
        let direct = wide(&out) * wide(&into) * (out.len() + into.len());
        let end = self.state(self.to.clone());
        for (most, careful) in ROUNDS.into_iter().filter(|_| end.fault == NO_FAULT) {
            (self.most, self.careful, self.left) = (most, careful, LISTS + if most == 1 { direct } else { 0 });
            self.dead.clear();
            let mut path = Vec::new();
            if self.go(start, &mut path)? {
                return Ok(path);
            }
        }
        let mut path = std::mem::take(&mut self.longest);
        if path.last().unwrap_or(start).list != end.list {
            path.push(end);
        }
        Ok(path)
    }

    /// Goes on from here; whether the goal was reached.
    fn go(&mut self, now: &State, path: &mut Vec<State>) -> Result<bool, Cancelled> {
        if now.list == self.to {
            return Ok(true);
        }
        for size in 1..=self.most {
            for next in self.next(now, size)? {
                (self.report)(0, 0)?;
                let next = next.after(now);
                if self.dead.contains(&next.list) {
                    continue;
                }
                path.push(next.clone());
                if self.go(&next, path)? {
                    return Ok(true);
                }
                path.pop();
                if self.left == 0 {
                    break;
                }
            }
        }
        if path.len() > self.longest.len() {
            self.longest.clone_from(path);
        }
        self.dead.insert(now.list.clone());
        Ok(false)
    }

    /// The steps of this size that may come next, the best first.
    fn next(&mut self, now: &State, size: usize) -> Result<Vec<Next>, Cancelled> {
        let value = |i: u32| self.all[i as usize].value;
        let (mut out, mut into) = (only(&now.list, &self.to), only(&self.to, &now.list));
        let most = if size == 1 { MANY } else { FEW };
        out.sort_by_key(|&i| (value(i), i));
        into.sort_by_key(|&i| (Reverse(value(i)), i));
        out.truncate(most);
        into.truncate(most);
        let (outs, intos) = (subsets(&out, size), subsets(&into, size));
        let room = i128::from(self.rules.budget.max(0)).max(now.cost);
        let mut found: Vec<Next> = Vec::new();
        for (out, into) in outs.iter().flat_map(|out| intos.iter().map(move |into| (out, into))) {
            if out.len().max(into.len()) != size || self.left == 0 {
                continue;
            }
            self.left -= 1;
            (self.report)(0, 0)?;
            if now.cost - self.cost(out) + self.cost(into) > room {
                continue;
            }
            let list = exchanged(&now.list, out, into);
            let fault = self.fault(&list);
            if fault != NO_FAULT && fault >= now.fault {
                continue;
            }
            let State { cost, worth, .. } = self.state(list);
            if !self.careful || now.fault != NO_FAULT || worth >= now.worth {
                found.push(Next { out: Few::of(out), into: Few::of(into), cost, worth, fault });
            }
        }
        found.sort_by(|a, b| {
            let key = |s: &Next| (s.fault, Reverse(s.worth), s.out.count + s.into.count, s.cost);
            key(a).cmp(&key(b)).then_with(|| a.after(now).list.cmp(&b.after(now).list))
        });
        Ok(found)
    }
}

impl Next {
    fn after(&self, now: &State) -> State {
        let Next { cost, worth, fault, .. } = *self;
        State { list: exchanged(&now.list, self.out.list(), self.into.list()), cost, worth, fault }
    }
}

/// A list without some offers and with some others, ascending.
fn exchanged(list: &[u32], out: &[u32], into: &[u32]) -> Vec<u32> {
    let mut list: Vec<u32> = list.iter().copied().filter(|i| !out.contains(i)).chain(into.iter().copied()).collect();
    list.sort_unstable();
    list
}

/// All subsets of up to `most` (at most 3) of these, the empty one first.
fn subsets(of: &[u32], most: usize) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    let mut last = vec![(0, Vec::new())];
    for _ in 0..most {
        let mut longer = Vec::new();
        for (from, set) in &last {
            for (i, &one) in of.iter().enumerate().skip(*from) {
                let mut set: Vec<u32> = set.clone();
                set.push(one);
                longer.push((i + 1, set));
            }
        }
        all.extend(longer.iter().map(|(_, set)| set.clone()));
        last = longer;
    }
    all
}
