//! The few creators who decide whether rules can be kept: whether they can doesn't depend on values.
//!
//! Of creators with offers in the same rows at the same weights, only the cheapest matter, and no more of them than
//! the lower limits can need: a plan can change over to a cheaper one and leave out who isn't needed, and still keeps
//! every rule. That holds for any part of the rules, and where one limit is looser too.

use std::collections::HashMap;

use super::super::choice::Rules;
use super::super::market::gcd;
use super::super::row::{Row, Weigh};
use super::super::work::{CHUNK, Work};
use super::frame::sorted;
use super::groups::Groups;
use super::offers::Offers;
use crate::domain::Cancelled;

/// "Not kept".
const GONE: u32 = u32::MAX;

/// A question that can be met, as a whole or in part, exactly where the one that it was made of can.
pub(super) struct Condensed {
    /// The offers kept, each worth less the more it costs.
    pub offers: Offers,
    /// The rules over them, their rows in the same order.
    pub rules: Rules,
}

/// Leaves out everybody who can't matter.
pub(super) fn condense(offers: &Offers, rules: &Rules, work: &mut Work) -> Result<Condensed, Cancelled> {
    let alike = Alike::new(offers, rules, work)?;
    let mut keep = vec![false; offers.creators.len()];
    let mut named = sorted(&[&rules.must[..], &rules.never].concat()).into_iter().peekable();
    let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
    let mut groups: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    for (class, creator) in offers.creators.iter().enumerate() {
        if class % CHUNK == 0 {
            work.pass(4 * CHUNK)?;
        }
        while named.next_if(|one| one < creator).is_some() {}
        let kinds: Vec<u32> = alike.cheapest(offers, class).iter().map(|&(kind, ..)| kind).collect();
        if named.peek() == Some(creator) || kinds.iter().any(|&kind| alike.of[kind as usize].single) {
            keep[class] = true;
            continue;
        }
        let group = *known.entry(kinds).or_insert_with_key(|kinds| {
            groups.push((kinds.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(class as u32);
    }
    work.ask()?;
    for (kinds, classes) in &groups {
        let needed = |at: usize| alike.of[kinds[at] as usize].most;
        let most = (0..kinds.len()).map(needed).fold(0, usize::saturating_add);
        for at in (0..kinds.len()).filter(|&at| needed(at) > 0) {
            let price = |&class: &u32| (alike.cheapest(offers, class as usize)[at].1, class);
            let mut list: Vec<(i64, u32)> = classes.iter().map(price).collect();
            work.pass(4 * list.len())?;
            if most < list.len() {
                list.select_nth_unstable(most);
                list.truncate(most);
            }
            list.iter().for_each(|&(_, class)| keep[class as usize] = true);
        }
    }
    Condensed::new(offers, rules, &alike, &keep, work)
}

/// What offers of a kind have in common.
#[derive(Clone, Copy)]
struct Kind {
    /// No more of them are needed in any plan.
    most: usize,
    /// Whether each must be looked at by itself.
    single: bool,
}

/// Which offers are in the same rows at the same weights, but for their prices under upper limits.
struct Alike {
    /// Offer to its kind.
    kind: Vec<u32>,
    of: Vec<Kind>,
}

impl Alike {
    fn new(offers: &Offers, rules: &Rules, work: &mut Work) -> Result<Alike, Cancelled> {
        let groups = Groups::new(&rules.rows, offers.v.len(), work)?;
        let least = |row: &Row| row.least.unwrap_or(0).max(0) as usize;
        let most = |rows: &mut dyn Iterator<Item = usize>| {
            let counts = rows.map(|row| &rules.rows[row]).filter(|row| row.weigh == Weigh::Each).map(least);
            counts.fold(rules.min_creators as usize, usize::max)
        };
        let mut alike = Alike {
            kind: groups.of().to_vec(),
            of: groups.each().map(|mut rows| Kind { most: most(&mut rows), single: false }).collect(),
        };
        for (i, row) in rules.rows.iter().enumerate() {
            if groups.is_odd(i) || row.weigh == Weigh::Price && row.least.is_some() {
                alike.tell_apart(row, offers, work)?;
            }
        }
        Ok(alike)
    }

    /// Tells offers apart by their weights in a row, or by whether they weigh as much as they cost where that has an
    /// upper limit alone.
    fn tell_apart(&mut self, row: &Row, offers: &Offers, work: &mut Work) -> Result<(), Cancelled> {
        // What some take off may have to be made up for, by anybody.
        let single = matches!(&row.weigh, Weigh::By(weights) if weights.iter().any(|weight| *weight < 0));
        let least = row.least.unwrap_or(0).max(0);
        let mut known: HashMap<(u32, Option<i64>), u32> = HashMap::new();
        for (n, chunk) in row.members.chunks(CHUNK).enumerate() {
            work.pass(4 * chunk.len())?;
            let inside = (n * CHUNK..).zip(chunk).filter(|(_, member)| (**member as usize) < offers.w.len());
            for (at, &member) in inside {
                let price = offers.w[member as usize];
                let weight = row.weight(at, price);
                if weight != 0 {
                    let kind = &mut self.kind[member as usize];
                    let key = (*kind, (row.least.is_some() || weight != price).then_some(weight));
                    *kind = *known.entry(key).or_insert_with(|| {
                        let before = self.of[*kind as usize];
                        let needed = if weight > 0 { least.saturating_add(weight - 1) / weight } else { 0 };
                        let most = before.most.max(usize::try_from(needed).unwrap_or(usize::MAX));
                        self.of.push(Kind { most, single: before.single || single });
                        self.of.len() as u32 - 1
                    });
                }
            }
        }
        Ok(())
    }

    /// The kinds of a class' offers, ascending, each with the lowest price and where that is.
    fn cheapest(&self, offers: &Offers, class: usize) -> Vec<(u32, i64, u32)> {
        let own = |&place: &u32| (self.kind[place as usize], offers.w[place as usize], place);
        let mut list: Vec<(u32, i64, u32)> = offers.class(class).iter().map(own).collect();
        list.sort_unstable();
        list.dedup_by_key(|&mut (kind, ..)| kind);
        list
    }
}

impl Condensed {
    /// The creators who are kept, with the cheapest offer of each kind.
    fn new(
        offers: &Offers,
        rules: &Rules,
        alike: &Alike,
        keep: &[bool],
        work: &mut Work,
    ) -> Result<Condensed, Cancelled> {
        let mut few = Offers {
            v: Vec::new(),
            w: Vec::new(),
            order: Vec::new(),
            start: vec![0],
            creators: Vec::new(),
            step: 0,
            largest: 0,
            dearest: 0,
        };
        let mut new = vec![GONE; offers.w.len()];
        for class in (0..keep.len()).filter(|&class| keep[class]) {
            work.pass(4)?;
            for (_, w, place) in alike.cheapest(offers, class) {
                new[place as usize] = few.w.len() as u32;
                few.order.push(few.w.len() as u32);
                few.w.push(w);
                few.v.push(-w);
                few.dearest = few.dearest.max(w);
                few.step = gcd(few.step, w);
            }
            few.start.push(few.order.len() as u32);
            few.creators.push(offers.creators[class]);
        }
        (few.step, few.largest) = (few.step.max(1), few.dearest);
        let mut rows = Vec::with_capacity(rules.rows.len());
        for row in &rules.rows {
            rows.push(narrowed(row, &new, work)?);
        }
        Ok(Condensed { offers: few, rules: Rules { rows, ..rules.clone() } })
    }
}

/// The row over the offers that are left, by their new places.
fn narrowed(row: &Row, new: &[u32], work: &mut Work) -> Result<Row, Cancelled> {
    let mut list: Vec<(u32, i64)> = Vec::new();
    for (n, chunk) in row.members.chunks(CHUNK).enumerate() {
        work.pass(chunk.len())?;
        for (at, &member) in (n * CHUNK..).zip(chunk) {
            list.extend(new.get(member as usize).filter(|new| **new != GONE).map(|&new| (new, row.weight(at, 0))));
        }
    }
    list.sort_by_key(|&(place, _)| place);
    let (members, weights): (Vec<u32>, Vec<i64>) = list.into_iter().unzip();
    let weigh = match row.weigh {
        Weigh::By(_) => Weigh::By(weights.into()),
        ref other => other.clone(),
    };
    Ok(Row { members: members.into(), weigh, ..*row })
}
