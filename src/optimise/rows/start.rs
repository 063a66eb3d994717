//! Where pricing starts: about what money is worth, and the creators the rows can't do without.

use super::super::work::{CHUNK, Work};
use super::frame::{FAR, Frame, MONEY, OWN};
use super::price::Priced;
use crate::domain::Cancelled;

/// Steps between two powers of two in which values per money are told apart.
const FINE: u32 = 7;

/// About what a unit of money is worth when every creator brings the offer with most value for its price; 0 if the
/// budget pays them all.
pub(super) fn money_worth(frame: &Frame, work: &mut Work) -> Result<f64, Cancelled> {
    // Floats above 0 sort like their bits; the highest of them make a small histogram.
    let bucket = |ratio: f32| (ratio.to_bits() >> (23 - FINE)) as usize;
    let mut spent = vec![0_i128; bucket(f32::INFINITY) + 1];
    for class in 0..frame.classes() {
        if class % CHUNK == 0 {
            work.pass(CHUNK)?;
        }
        let mut best = (0.0_f32, 0_i64);
        for &place in frame.class(class) {
            let (v, w) = (frame.v[place as usize], frame.w[place as usize]);
            let ratio = v as f32 / w as f32;
            if w > 0 && v > 0 && ratio > best.0 {
                best = (ratio, w);
            }
        }
        spent[bucket(best.0)] += i128::from(best.1);
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
    let rows: Vec<usize> = (OWN..frame.height()).filter(|&r| frame.lo[r] > 0 && frame.lo[r] < FAR).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut class_of = vec![u32::MAX; frame.w.len()];
    for class in 0..frame.classes() {
        if class % CHUNK == 0 {
            work.pass(CHUNK)?;
        }
        frame.class(class).iter().for_each(|&place| class_of[place as usize] = class as u32);
    }
    let mut classes = Vec::new();
    for row in rows {
        let many = 2 * frame.lo[row].min(100) as usize + 10;
        let mut members: Vec<(i64, u32)> = Vec::with_capacity(4 * many);
        // Only what is worth more than the best so many so far can be among them in the end.
        let mut least = i64::MIN;
        frame.each_member(row, |place, weight| {
            let price = priced.of[place];
            if price > least && weight > 0 && class_of[place] != u32::MAX {
                members.push((-price, place as u32));
                if members.len() == 4 * many {
                    least = -members.select_nth_unstable(many).1.0;
                    members.truncate(many);
                }
            }
        });
        members.sort_unstable();
        classes.extend(members.iter().take(many).map(|&(_, place)| class_of[place as usize]));
        work.ask()?;
    }
    Ok(classes)
}
