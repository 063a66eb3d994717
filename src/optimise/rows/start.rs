//! Where pricing starts: about what money is worth, and the creators the rows can't do without.

use std::collections::BTreeSet;

use super::super::row::Weigh;
use super::super::work::{CHUNK, Work};
use super::frame::{FAR, Frame, MONEY, OWN};
use super::price::Priced;
use crate::domain::Cancelled;

/// Steps between two powers of two in which values per money are told apart.
const FINE: u32 = 6;
/// Classes that tell what money is worth, about.
const CLASSES: usize = 4_000;
/// The share of the money at least that is thought to be left for other creators than those needed.
const LEFT: f64 = 0.1;
/// Members that are looked for in one row, if it needs so many.
const MEMBERS: i128 = 100;

/// About what a unit of money is worth, beside so much that is spoken for, when every creator brings the offer with most
/// value for its price; 0 if the budget pays them all.
pub(super) fn money_worth(frame: &Frame, spoken_for: f64, work: &mut Work) -> Result<f64, Cancelled> {
    // Floats above 0 sort like their bits; the highest of them make a small histogram.
    let bucket = |ratio: f32| (ratio.to_bits() >> (23 - FINE)) as usize;
    let mut spent = vec![0.0; bucket(f32::INFINITY) + 1];
    // A sample does; every class of it stands for as many as are passed over.
    let stride = (frame.classes() / CLASSES).max(1);
    for class in (0..frame.classes()).step_by(stride) {
        work.pass(1)?;
        let mut best = (0.0_f32, 0_i64);
        for &place in frame.class(class) {
            let (v, w) = (frame.v[place as usize], frame.w[place as usize]);
            let ratio = v as f32 / w as f32;
            if w > 0 && v > 0 && ratio > best.0 {
                best = (ratio, w);
            }
        }
        spent[bucket(best.0)] += best.1 as f64 * stride as f64;
    }
    // Where it takes all, money may be worth anything; some is left, so that it isn't worth too much to tell offers apart.
    let money = frame.hi[MONEY] as f64;
    let mut left = (money - spoken_for).max(LEFT * money);
    for (b, cost) in spent.iter().enumerate().rev() {
        left -= cost;
        if left < 0.0 {
            return Ok(f64::from(f32::from_bits((b as u32) << (23 - FINE))));
        }
    }
    Ok(0.0)
}

/// For every row with a least sum above 0, the cheapest members: where much is asked of the money, those are what makes
/// it do. Their classes, and about what those that are needed cost together.
pub(super) fn cheapest(frame: &Frame, work: &mut Work) -> Result<(Vec<u32>, f64), Cancelled> {
    let mut tops = Tops::new(frame, 1);
    tops.enter_all(frame, |place| -frame.w[place], work)?;
    Ok((tops.classes(frame), tops.cost(frame)))
}

/// For every row with a least sum above 0, the classes of the members that are worth most at these prices.
pub(super) fn needed(frame: &Frame, priced: &Priced, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let mut tops = Tops::new(frame, 2);
    tops.enter_all(frame, |place| priced.of[place], work)?;
    Ok(tops.classes(frame))
}

/// Whether a row has a least sum above 0.
fn is_needed(frame: &Frame, row: usize) -> bool {
    frame.lo[row] > 0 && frame.lo[row] < FAR
}

/// The best members of all needed rows.
struct Tops {
    list: Vec<Top>,
    /// Row to its place in the list, or as large as can be.
    of_row: Vec<usize>,
    /// Group to what its offers must at least come to, to be among the best of any row.
    gates: Vec<i64>,
}

impl Tops {
    /// So many members of each for everyone needed, and a few more.
    fn new(frame: &Frame, times: usize) -> Tops {
        let list: Vec<Top> =
            (OWN..frame.height()).filter(|&row| is_needed(frame, row)).map(|r| Top::new(frame, r, times)).collect();
        let mut of_row = vec![usize::MAX; frame.height()];
        list.iter().enumerate().for_each(|(i, top)| of_row[top.row] = i);
        Tops { list, of_row, gates: vec![i64::MIN; frame.groups.len()] }
    }

    /// All offers, by their scores.
    fn enter_all(&mut self, frame: &Frame, score: impl Fn(usize) -> i64, work: &mut Work) -> Result<(), Cancelled> {
        if self.list.is_empty() {
            return Ok(());
        }
        let (order, groups): (&[u32], &[u32]) = (&frame.order, frame.groups.of());
        // Only now and then, so that the gates take no longer than the offers.
        let size = CHUNK.max(4 * frame.groups.len());
        for (from, chunk) in (0..).step_by(size).zip(order.chunks(size)) {
            self.set_gates(frame);
            for (at, &place) in (from..).zip(chunk) {
                let (place, score) = (place as usize, score(place as usize));
                if score > self.gates[groups[place] as usize] {
                    self.enter(frame, place, score, at);
                }
            }
            work.pass(chunk.len())?;
        }
        self.enter_odd(frame, score, work)?;
        self.list.iter_mut().for_each(Top::sort);
        Ok(())
    }

    fn set_gates(&mut self, frame: &Frame) {
        for (gate, rows) in self.gates.iter_mut().zip(frame.groups.each()) {
            let tops = rows.filter_map(|row| self.list.get(self.of_row[OWN + row]));
            *gate = tops.map(|top| top.least).min().unwrap_or(i64::MAX);
        }
    }

    fn enter(&mut self, frame: &Frame, place: usize, score: i64, at: u32) {
        for (row, weight) in frame.rows_of(place) {
            if let Some(top) = self.list.get_mut(self.of_row[row]).filter(|_| weight > 0) {
                top.enter(score, at);
            }
        }
    }

    /// The members of rows that must be gone through by themselves.
    fn enter_odd(&mut self, frame: &Frame, score: impl Fn(usize) -> i64, work: &mut Work) -> Result<(), Cancelled> {
        let mut position = Vec::new();
        for row in frame.odd_rows().filter(|&row| is_needed(frame, row)) {
            if position.is_empty() {
                position = vec![u32::MAX; frame.w.len()];
                (0..).zip(frame.order.iter()).for_each(|(at, &place)| position[place as usize] = at);
            }
            work.ask()?;
            let top = &mut self.list[self.of_row[row]];
            frame.each_member(row, |place, weight| {
                if weight > 0 && position[place] != u32::MAX {
                    top.enter(score(place), position[place]);
                }
            });
        }
        work.ask()
    }

    /// The classes of the best members.
    fn classes(&self, frame: &Frame) -> Vec<u32> {
        let places = self.list.iter().flat_map(|top| &top.members).map(|&(_, at)| at);
        places.map(|at| frame.start.partition_point(|&start| start <= at) as u32 - 1).collect()
    }

    /// About what it costs to have as many of the best as rows that count them need, the dearest row first: who is in
    /// several of them is paid once.
    fn cost(&self, frame: &Frame) -> f64 {
        let price = |at: u32| frame.w[frame.order[at as usize] as usize] as f64;
        let asked = |top: &Top| (frame.lo[top.row] as f64, frame.lo[top.row].min(MEMBERS));
        let counted = self.list.iter().filter(|top| frame.rows[top.row - OWN].weigh == Weigh::Each);
        let mut counted: Vec<(f64, &Top)> = counted
            .map(|top| (top.members.iter().take(asked(top).1 as usize).map(|&(_, at)| price(at)).sum(), top))
            .collect();
        counted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.row.cmp(&b.1.row)));
        let (mut taken, mut have, mut cost) = (BTreeSet::new(), vec![0_i128; frame.height()], 0.0);
        for (_, top) in counted {
            let (whole, some) = asked(top);
            for &(_, at) in &top.members {
                if have[top.row] >= some {
                    break;
                }
                if taken.insert(at) {
                    cost += price(at) * whole / some as f64;
                    let place = frame.order[at as usize] as usize;
                    frame.rows_of(place).for_each(|(row, _)| have[row] += 1);
                }
            }
        }
        cost
    }
}

/// The members of a row that come to most.
struct Top {
    row: usize,
    /// How many of them are wanted.
    many: usize,
    /// What they come to, negative, and their places in the frame's order; up to four times as many as wanted while
    /// offers enter, then the best first.
    members: Vec<(i64, u32)>,
    /// Only what comes to more than the best so many so far can be among them in the end.
    least: i64,
}

impl Top {
    fn new(frame: &Frame, row: usize, times: usize) -> Top {
        let many = times * frame.lo[row].min(MEMBERS) as usize + 10;
        Top { row, many, members: Vec::with_capacity(4 * many), least: i64::MIN }
    }

    fn enter(&mut self, score: i64, at: u32) {
        if score > self.least {
            self.members.push((score.saturating_neg(), at));
            if self.members.len() == 4 * self.many {
                self.least = self.members.select_nth_unstable(self.many).1.0.saturating_neg();
                self.members.truncate(self.many);
            }
        }
    }

    /// Puts the best first and leaves out who isn't wanted.
    fn sort(&mut self) {
        self.members.sort_unstable();
        self.members.truncate(self.many);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::choice::{Choice, Effort, Rules};
    use super::super::super::market::Market;
    use super::super::super::row::Row;
    use super::super::super::shortlist::Answer;
    use super::super::offers::Offers;
    use super::*;
    use crate::domain::progress::silent;

    /// Five thousand creators with one offer each: every tenth is dear, the first of them cost 900.
    fn choices() -> Vec<Choice> {
        let price = |i: i64| if i % 10 == 0 { 900 + i / 10 } else { 100 + i % 50 };
        let value = |i: i64| if i % 10 == 0 { 800 + i % 70 } else { 1_000 + i % 90 };
        (0..5_000).map(|i| Choice { creator: i as u32, price: price(i), value: value(i) }).collect()
    }

    /// What it costs to keep the rules: twenty of the dear ones, thirteen of the one half of them and ten of the other.
    const NEEDED: i64 = 20 * 900 + 190 + 920 + 922 + 924;

    fn rules(budget: i64) -> Rules {
        let members = |of: usize, from: usize| -> Arc<[u32]> { (from as u32..5_000).step_by(of).collect() };
        let row = |members, least| Row::count(members, Some(least), None);
        let rows = vec![row(members(20, 0), 13), row(members(10, 0), 20), row(members(20, 10), 10)];
        Rules { rows, ..Rules::with_budget(budget) }
    }

    #[test]
    fn who_is_needed_is_paid_once_and_before_all_others() {
        let mut silent = silent;
        let work = &mut Work::new(0, &mut silent);
        let offers = Offers::new(&choices(), work).expect("not cancelled");
        let rules = rules(50_000);
        let frame = Frame::new(&offers, &rules, i64::MAX, work).expect("not cancelled");
        let (classes, cost) = cheapest(&frame, work).expect("not cancelled");
        assert_eq!(cost, NEEDED as f64);
        assert!((0..20).all(|i| classes.contains(&(10 * i))));
        let rich = money_worth(&frame, 0.0, work).expect("not cancelled");
        let poor = money_worth(&frame, cost, work).expect("not cancelled");
        let none = money_worth(&frame, 60_000.0, work).expect("not cancelled");
        assert!(0.0 < rich && rich <= poor && poor <= none && none < 11.0, "{rich}, {poor} and {none}");
    }

    #[test]
    fn a_shortlist_is_found_at_once_where_who_is_needed_takes_all_the_money() {
        let market = Market::new(&choices()).expect("adds up");
        for budget in [NEEDED, NEEDED + 150] {
            let answer = market.solve(&rules(budget), &[], Effort::NONE, &mut silent).expect("not cancelled");
            assert!(matches!(answer, Answer::Shortlist(_)), "{budget}: {answer:?}");
        }
    }
}
