//! Where pricing starts: about what money is worth, and the creators the rows can't do without.

use super::super::work::{CHUNK, Work};
use super::frame::{FAR, Frame, MONEY, OWN};
use super::price::Priced;
use crate::domain::Cancelled;

/// Steps between two powers of two in which values per money are told apart.
const FINE: u32 = 6;
/// Classes that tell what money is worth, about.
const CLASSES: usize = 4_000;

/// About what a unit of money is worth when every creator brings the offer with most value for its price; 0 if the
/// budget pays them all.
pub(super) fn money_worth(frame: &Frame, work: &mut Work) -> Result<f64, Cancelled> {
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
    let mut left = frame.hi[MONEY] as f64;
    for (b, cost) in spent.iter().enumerate().rev() {
        left -= cost;
        if left < 0.0 {
            return Ok(f64::from(f32::from_bits((b as u32) << (23 - FINE))));
        }
    }
    Ok(0.0)
}

/// For every row with a least sum above 0, the classes of the members that are worth most at these prices, and of the
/// cheapest: where much is asked of the money, those are what makes it do.
pub(super) fn needed(frame: &Frame, priced: &Priced, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let mut best = Tops::new(frame, 2);
    let mut cheap = Tops::new(frame, 1);
    if best.list.is_empty() {
        return Ok(Vec::new());
    }
    let (order, w, groups): (&[u32], &[i64], &[u32]) = (&frame.order, &frame.w, frame.groups.of());
    // Only now and then, so that the gates take no longer than the offers.
    let size = CHUNK.max(4 * frame.groups.len());
    for (from, chunk) in (0..).step_by(size).zip(order.chunks(size)) {
        best.set_gates(frame);
        cheap.set_gates(frame);
        for (at, &place) in (from..).zip(chunk) {
            let (place, group) = (place as usize, groups[place as usize] as usize);
            if priced.of[place] > best.gates[group] {
                best.enter(frame, place, priced.of[place], at);
            }
            if -w[place] > cheap.gates[group] {
                cheap.enter(frame, place, -w[place], at);
            }
        }
        work.pass(chunk.len())?;
    }
    if frame.odd_rows().any(|row| is_needed(frame, row)) {
        best.enter_odd(frame, priced, work)?;
    }
    let places = best.list.into_iter().chain(cheap.list).flat_map(Top::places);
    Ok(places.map(|at| frame.start.partition_point(|&start| start <= at) as u32 - 1).collect())
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

    /// The same for the members of rows that must be gone through by themselves.
    fn enter_odd(&mut self, frame: &Frame, priced: &Priced, work: &mut Work) -> Result<(), Cancelled> {
        let mut position = vec![u32::MAX; frame.w.len()];
        (0..).zip(frame.order.iter()).for_each(|(at, &place)| position[place as usize] = at);
        for row in frame.odd_rows().filter(|&row| is_needed(frame, row)) {
            work.ask()?;
            let top = &mut self.list[self.of_row[row]];
            frame.each_member(row, |place, weight| {
                if weight > 0 && position[place] != u32::MAX {
                    top.enter(priced.of[place], position[place]);
                }
            });
        }
        work.ask()
    }
}

/// The members of a row that come to most.
struct Top {
    row: usize,
    /// How many of them are wanted.
    many: usize,
    /// What they come to, negative, and their places in the frame's order; up to four times as many as wanted.
    members: Vec<(i64, u32)>,
    /// Only what comes to more than the best so many so far can be among them in the end.
    least: i64,
}

impl Top {
    fn new(frame: &Frame, row: usize, times: usize) -> Top {
        let many = times * frame.lo[row].min(100) as usize + 10;
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

    fn places(mut self) -> impl Iterator<Item = u32> {
        self.members.sort_unstable();
        self.members.into_iter().take(self.many).map(|(_, at)| at)
    }
}
