//! Where pricing starts: about what money is worth, and the creators the rows can't do without.

use super::super::work::{CHUNK, Work};
use super::frame::{FAR, Frame, MONEY, OWN};
use super::price::Priced;
use crate::domain::Cancelled;

/// Steps between two powers of two in which values per money are told apart.
const FINE: u32 = 7;
/// Classes that tell what money is worth, about.
const CLASSES: usize = 10_000;
/// One offer in so many tells which prices are high, and one in so many has a high price.
const SAMPLE: usize = 32;
const HIGH: usize = 16;

/// About what a unit of money is worth when every creator brings the offer with most value for its price; 0 if the
/// budget pays them all.
pub(super) fn money_worth(frame: &Frame, work: &mut Work) -> Result<f64, Cancelled> {
    // Floats above 0 sort like their bits; the highest of them make a small histogram.
    let bucket = |ratio: f32| (ratio.to_bits() >> (23 - FINE)) as usize;
    let mut spent = vec![0_i128; bucket(f32::INFINITY) + 1];
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
        spent[bucket(best.0)] += i128::from(best.1) * stride as i128;
    }
    let mut left = frame.hi[MONEY];
    for (b, cost) in spent.iter().enumerate().rev() {
        left -= cost;
        if left < 0 {
            return Ok(f64::from(f32::from_bits((b as u32) << (23 - FINE))));
        }
    }
    Ok(0.0)
}

/// For every row with a least sum above 0, the classes of the members that are worth most at these prices.
pub(super) fn needed(frame: &Frame, priced: &Priced, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let wanted = |r: &usize| frame.lo[*r] > 0 && frame.lo[*r] < FAR;
    let mut tops: Vec<Top> = (OWN..frame.height()).filter(wanted).map(|row| Top::new(frame, row)).collect();
    if tops.is_empty() {
        return Ok(Vec::new());
    }
    let mut top_of = vec![usize::MAX; frame.height()];
    tops.iter().enumerate().for_each(|(i, top)| top_of[top.row] = i);
    let cut = high_price(priced);
    for class in 0..frame.classes() {
        if class % CHUNK == 0 {
            work.pass(CHUNK)?;
        }
        for &place in frame.class(class).iter().filter(|&&place| priced.of[place as usize] > cut) {
            for (row, weight) in frame.rows_of(place as usize) {
                if let Some(top) = tops.get_mut(top_of[row]).filter(|_| weight > 0) {
                    top.enter(priced.of[place as usize], class as u32);
                }
            }
        }
    }
    let short: Vec<&mut Top> = tops.iter_mut().filter(|top| top.members.len() < top.many).collect();
    if !short.is_empty() {
        search_all(frame, priced, short, work)?;
    }
    Ok(tops.into_iter().flat_map(Top::classes).collect())
}

/// Fills those up from all members of their rows.
fn search_all(frame: &Frame, priced: &Priced, tops: Vec<&mut Top>, work: &mut Work) -> Result<(), Cancelled> {
    let mut class_of = vec![u32::MAX; frame.w.len()];
    for class in 0..frame.classes() {
        if class % CHUNK == 0 {
            work.pass(CHUNK)?;
        }
        frame.class(class).iter().for_each(|&place| class_of[place as usize] = class as u32);
    }
    for top in tops {
        *top = Top::new(frame, top.row);
        frame.each_member(top.row, |place, weight| {
            if weight > 0 && class_of[place] != u32::MAX {
                top.enter(priced.of[place], class_of[place]);
            }
        });
        work.ask()?;
    }
    Ok(())
}

/// A price that about one offer in [`HIGH`] is above.
fn high_price(priced: &Priced) -> i64 {
    let mut sample: Vec<i64> = priced.of.iter().copied().step_by(SAMPLE).collect();
    let at = sample.len().saturating_sub(1 + sample.len() / HIGH);
    if sample.len() < 8 * HIGH { i64::MIN } else { *sample.select_nth_unstable(at).1 }
}

/// The members of a row that are worth most.
struct Top {
    row: usize,
    /// How many of them are wanted.
    many: usize,
    /// Negative price and class, up to four times as many as wanted.
    members: Vec<(i64, u32)>,
    /// Only what is worth more than the best so many so far can be among them in the end.
    least: i64,
}

impl Top {
    fn new(frame: &Frame, row: usize) -> Top {
        let many = 2 * frame.lo[row].min(100) as usize + 10;
        Top { row, many, members: Vec::with_capacity(4 * many), least: i64::MIN }
    }

    fn enter(&mut self, price: i64, class: u32) {
        if price > self.least {
            self.members.push((-price, class));
            if self.members.len() == 4 * self.many {
                self.least = -self.members.select_nth_unstable(self.many).1.0;
                self.members.truncate(self.many);
            }
        }
    }

    fn classes(mut self) -> impl Iterator<Item = u32> {
        self.members.sort_unstable();
        self.members.into_iter().take(self.many).map(|(_, class)| class)
    }
}
