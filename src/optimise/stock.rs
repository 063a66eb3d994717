//! The stock: every offer's creator and price, made ready once, to be asked with ever other values.

use std::sync::Arc;

use super::choice::Choice;
use super::market::{LARGEST_SUM, TooLarge, gcd, grouped};
use super::unsolved::{Unsolved, WrongCount};
use super::valued::Valued;
use super::work::Work;
use crate::domain::Report;
use crate::domain::progress::silent;

/// A list of offers as far as it stays the same while their values change.
///
/// Making one takes about as long as a [`super::Market`]. Then [`Stock::with_values`] answers other values in a pass or
/// two over the list, because only few creators can matter for a budget and nobody else is sorted.
#[derive(Debug)]
pub struct Stock {
    /// Class to creator, ascending.
    pub(super) creators: Vec<u32>,
    /// Class to its first offer; one more at the end.
    pub(super) start: Vec<u32>,
    /// Offer to class.
    classes: Vec<u32>,
    /// By class; negative if unusable.
    pub(super) prices: Vec<i64>,
    /// The same rounded down; infinite if unusable.
    pub(super) floors: Vec<f32>,
    /// Offers by class as places in the caller's list; `None` if the list came by creator.
    pub(super) places: Option<Vec<u32>>,
    /// The way back, from there.
    pub(super) ranks: Option<Vec<u32>>,
    /// The lowest price above 0.
    pub(super) cheapest: f64,
    /// All usable prices are whole multiples of this.
    pub(super) price_step: i64,
}

impl Stock {
    /// Groups the offers by creator; their values don't matter. Fails if the dearest offers of all creators don't add
    /// up within 61 bits.
    pub fn new(choices: &[Choice]) -> Result<Arc<Stock>, TooLarge> {
        // Silence stops nothing.
        Stock::prepare(choices, &mut silent).map_err(|_| TooLarge)
    }

    /// The same for as long as `report` says that somebody wants it.
    pub fn prepare(choices: &[Choice], report: &mut Report) -> Result<Arc<Stock>, Unsolved> {
        let work = &mut Work::new(0, report);
        let creator = |i: u32| choices[i as usize].creator;
        let places: Vec<u32> = (0..choices.len().min(u32::MAX as usize) as u32).collect();
        let order = grouped(places, creator, work)?;
        let sorted = order.is_sorted();
        let mut stock = Stock {
            creators: Vec::new(),
            start: vec![0],
            classes: Vec::with_capacity(order.len()),
            floors: Vec::with_capacity(order.len()),
            price_step: 0,
            cheapest: f64::INFINITY,
            prices: Vec::with_capacity(order.len()),
            places: None,
            ranks: None,
        };
        let mut dearest = 0_i128;
        for group in order.chunk_by(|a, b| creator(*a) == creator(*b)) {
            work.pass(2 * group.len())?;
            stock.creators.push(creator(group[0]));
            let mut most = 0;
            for &i in group {
                let price = choices[i as usize].price;
                most = most.max(price);
                stock.enter(price);
            }
            dearest += i128::from(most);
        }
        stock.price_step = stock.price_step.max(1);
        if dearest >= LARGEST_SUM {
            return Err(Unsolved::TooLarge);
        }
        if !sorted {
            work.ask()?;
            let mut ranks = vec![0; order.len()];
            (0..).zip(&order).for_each(|(rank, &place)| ranks[place as usize] = rank);
            stock.ranks = Some(ranks);
        }
        stock.places = (!sorted).then_some(order);
        Ok(Arc::new(stock))
    }

    /// Adds an offer to the last class.
    fn enter(&mut self, price: i64) {
        self.prices.push(price);
        self.floors.push(floor(price));
        self.classes.push(self.creators.len() as u32 - 1);
        if price >= 0 {
            self.price_step = gcd(self.price_step, price);
        }
        if price > 0 {
            self.cheapest = self.cheapest.min(price as f64);
        }
        self.start.truncate(self.creators.len());
        self.start.push(self.prices.len() as u32);
    }

    /// How many offers there are, usable or not.
    pub fn offers(&self) -> usize {
        self.prices.len()
    }

    /// The same offers with these values, one for each place in the list that the stock was made of, in the caller's
    /// fixed point; an offer with a negative value is ignored. Fails if there is not one for each.
    pub fn with_values(self: &Arc<Self>, values: Vec<i64>) -> Result<Valued, WrongCount> {
        Valued::new(Arc::clone(self), values)
    }

    /// The class of an offer, by its place among the classes' offers.
    pub(super) fn class_of(&self, offer: u32) -> u32 {
        self.classes[offer as usize]
    }

    /// The offers of a class.
    pub(super) fn class(&self, class: u32) -> std::ops::Range<usize> {
        self.start[class as usize] as usize..self.start[class as usize + 1] as usize
    }

    /// The place among the classes' offers of one at this place in the caller's list.
    pub(super) fn rank(&self, place: u32) -> Option<u32> {
        let rank = self.ranks.as_ref().map_or(Some(place), |ranks| ranks.get(place as usize).copied());
        rank.filter(|&r| (r as usize) < self.prices.len())
    }

    /// The place of an offer in the caller's list.
    pub(super) fn place(&self, offer: usize) -> u32 {
        self.places.as_ref().map_or(offer as u32, |places| places[offer])
    }
}

/// The price as a float that isn't above it; infinite for a negative one.
fn floor(price: i64) -> f32 {
    match price {
        ..0 => f32::INFINITY,
        0..0x100_0000 => price as f32,
        _ => (price as f32).next_down(),
    }
}
