//! The offers as side rules need them, by creator: made ready once and shared by all questions about them.

use super::super::choice::Choice;
use super::super::market::{gcd, grouped};
use super::super::work::{CHUNK, Work};
use crate::domain::Cancelled;

/// Offers by place, and the places of those that can be used, by creator.
#[derive(Clone, Debug)]
pub(in crate::optimise) struct Offers {
    /// Value of every offer, by place.
    pub v: Vec<i64>,
    /// Price of every offer, by place.
    pub w: Vec<i64>,
    /// Places of the usable offers, by creator.
    pub order: Vec<u32>,
    /// Class to its first place in `order`; one more at the end.
    pub start: Vec<u32>,
    /// Class to creator, ascending.
    pub creators: Vec<u32>,
    /// Values of usable offers are whole multiples of this.
    pub step: i64,
    /// The largest value of a usable offer.
    pub largest: i64,
    /// The highest price of an offer.
    pub dearest: i64,
}

impl Offers {
    /// Groups the offers by creator.
    pub fn new(choices: &[Choice], work: &mut Work) -> Result<Offers, Cancelled> {
        let mut offers = Offers {
            v: Vec::with_capacity(choices.len()),
            w: Vec::with_capacity(choices.len()),
            order: Vec::with_capacity(choices.len()),
            start: vec![0],
            creators: Vec::new(),
            step: 0,
            largest: 0,
            dearest: 0,
        };
        for (n, chunk) in choices.chunks(CHUNK).enumerate() {
            for (place, c) in (n * CHUNK..u32::MAX as usize).zip(chunk) {
                offers.v.push(c.value);
                offers.w.push(c.price);
                offers.dearest = offers.dearest.max(c.price);
                if c.price >= 0 && c.value >= 0 {
                    offers.order.push(place as u32);
                    offers.largest = offers.largest.max(c.value);
                    if offers.step != 1 {
                        offers.step = gcd(offers.step, c.value);
                    }
                }
            }
            work.pass(4 * chunk.len())?;
        }
        offers.step = offers.step.max(1);
        let creator = |i: u32| choices[i as usize].creator;
        offers.order = grouped(offers.order, creator, work)?;
        let mut at = 0;
        for group in offers.order.chunk_by(|&a, &b| creator(a) == creator(b)) {
            at += group.len() as u32;
            offers.start.push(at);
            offers.creators.push(creator(group[0]));
            work.pass(group.len())?;
        }
        work.ask()?;
        Ok(offers)
    }

    /// The places of a class.
    pub fn class(&self, class: usize) -> &[u32] {
        &self.order[self.start[class] as usize..self.start[class + 1] as usize]
    }
}
