//! The market: every creator's undominated offers, ready to be asked again and again with other rules.

use std::sync::{Arc, OnceLock};

use super::choice::Choice;
use super::hull::{Corner, Slope, upper_hull};
use super::rows::Offers;
use super::sorted::sorted;
use super::steep::steepest;
use super::unsolved::Unsolved;
use super::work::{CHUNK, Work};
use crate::domain::progress::silent;
use crate::domain::{Cancelled, Report};

/// "No point": the creator is left out.
pub(super) const NONE: u32 = u32::MAX;
/// Segments looked over at once when asking who can still matter.
pub(super) const BLOCK: usize = 64;
/// Sums of the dearest offers and of the best values stay below this, so that no sum of either overflows.
pub const LARGEST_SUM: i128 = 1 << 61;

/// An undominated offer: dearer than the one before it in its class and worth more. In steps of money and of value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub w: i64,
    pub v: i64,
    pub choice: u32,
}

/// A step along a creator's hull, from one point to a dearer one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub slope: Slope,
    pub class: u32,
    pub from: u32,
    pub to: u32,
}

/// What is asked of every segment, and of few more than that. Price differences are rounded down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// The slope.
    pub key: f64,
    /// From the lower end to the next offer of the class.
    pub up: f32,
    /// From the upper end to the offer before it.
    pub down: f32,
    /// Whether it is from being out to being in.
    pub joins: bool,
}

/// The smallest price differences in a block of segments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub up: f32,
    pub down: f32,
}

/// The offers, grouped by creator, without dominated ones, with the steps of all hulls by falling slope.
///
/// Building it is the costly part; asking it with a new budget or new rules is not.
#[derive(Clone, Debug)]
pub struct Market {
    pub(super) choices: Vec<Choice>,
    /// Class to creator, ascending.
    pub(super) creators: Vec<u32>,
    /// Class to its first point; one more at the end.
    pub(super) start: Vec<u32>,
    pub(super) points: Vec<Point>,
    /// By falling slope, exactly; of one class in their order along the hull.
    pub(super) segments: Vec<Segment>,
    pub(super) steps: Vec<Reach>,
    pub(super) blocks: Vec<Block>,
    /// Classes with something for nothing: taken up front.
    pub(super) free: Vec<u32>,
    /// The highest price of an undominated offer, in steps.
    pub(super) dearest: i64,
    /// All prices are whole multiples of this many minor units.
    pub(super) price_step: i64,
    /// All values are whole multiples of this.
    pub(super) value_step: i64,
    /// The same offers as side rules need them, from the first question with such rules on.
    offers: OnceLock<Arc<Offers>>,
}

/// The values or prices are so large that their sum doesn't fit into 61 bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("The values or prices of these offers are too large to add up; use a coarser unit")
    }
}

impl std::error::Error for TooLarge {}

impl Market {
    /// Groups and sorts the offers. Fails if the best values, or the dearest prices, of all creators don't add up
    /// within 61 bits.
    pub fn new(choices: &[Choice]) -> Result<Market, TooLarge> {
        // Silence stops nothing.
        Market::prepare(choices, &mut silent).map_err(|_| TooLarge)
    }

    /// The same for as long as `report` says that somebody wants it.
    pub fn prepare(choices: &[Choice], report: &mut Report) -> Result<Market, Unsolved> {
        let work = &mut Work::new(0, report);
        work.ask()?;
        let order = by_creator(choices, work)?;
        let (mut price_step, mut value_step) = (0, 0);
        for chunk in order.chunks(CHUNK) {
            let usable = || chunk.iter().map(|&i| choices[i as usize]);
            price_step = usable().fold(price_step, |g, c| gcd(g, c.price));
            value_step = usable().fold(value_step, |g, c| gcd(g, c.value));
            work.pass(2 * chunk.len())?;
        }
        Market::build(choices, &order, (price_step.max(1), value_step.max(1)), work)
    }

    /// The same for a part of a list whose prices and values are known to be multiples of these.
    pub(super) fn of_part(choices: &[Choice], steps: (i64, i64), work: &mut Work) -> Result<Market, Unsolved> {
        let order = by_creator(choices, work)?;
        Market::build(choices, &order, steps, work)
    }

    /// Groups and sorts the usable offers, given by creator; prices and values are multiples of `steps`.
    fn build(choices: &[Choice], order: &[u32], steps: (i64, i64), work: &mut Work) -> Result<Market, Unsolved> {
        let mut market = Market {
            choices: Vec::with_capacity(choices.len()),
            creators: Vec::new(),
            start: vec![0],
            points: Vec::with_capacity(order.len()),
            segments: Vec::with_capacity(order.len()),
            steps: Vec::new(),
            dearest: 0,
            blocks: Vec::new(),
            free: Vec::new(),
            price_step: steps.0,
            value_step: steps.1,
            offers: OnceLock::new(),
        };
        for chunk in choices.chunks(CHUNK) {
            market.choices.extend_from_slice(chunk);
            work.pass(chunk.len())?;
        }
        let (mut prices, mut values, mut hull) = (0_i128, 0_i128, Vec::new());
        for group in order.chunk_by(|&a, &b| choices[a as usize].creator == choices[b as usize].creator) {
            work.pass(group.len())?;
            prices += group.iter().map(|&i| i128::from(choices[i as usize].price)).max().unwrap_or(0);
            values += group.iter().map(|&i| i128::from(choices[i as usize].value)).max().unwrap_or(0);
            if prices.max(values) >= LARGEST_SUM {
                return Err(Unsolved::TooLarge);
            }
            market.add_class(choices, group, &mut hull);
        }
        market.sort_segments(work)?;
        Ok(market)
    }

    /// How many creators have a usable offer.
    pub fn creators(&self) -> usize {
        self.creators.len()
    }

    /// The offers as side rules need them.
    pub(super) fn offers(&self, work: &mut Work) -> Result<&Offers, Cancelled> {
        if let Some(offers) = self.offers.get() {
            return Ok(offers);
        }
        let offers = Arc::new(Offers::new(&self.choices, work)?);
        Ok(self.offers.get_or_init(|| offers))
    }

    /// The points of a class that cost at most `ceiling`, by rising price, with the place of the first.
    pub(super) fn class_points(&self, class: u32, ceiling: i64) -> (u32, &[Point]) {
        let (from, to) = (self.start[class as usize], self.start[class as usize + 1]);
        let all = &self.points[from as usize..to as usize];
        let fits = match all.last() {
            Some(last) if last.w > ceiling => all.partition_point(|p| p.w <= ceiling),
            _ => all.len(),
        };
        (from, &all[..fits])
    }

    /// The class of a creator, if it has a usable offer.
    pub(super) fn class_of(&self, creator: u32) -> Option<u32> {
        self.creators.binary_search(&creator).ok().map(|c| c as u32)
    }

    /// Appends the undominated offers of one creator and the steps of its hull.
    fn add_class(&mut self, choices: &[Choice], group: &[u32], hull: &mut Vec<Corner>) {
        let class = self.creators.len() as u32;
        let first = self.points.len();
        for &i in group {
            let c = choices[i as usize];
            self.points.push(Point { w: c.price / self.price_step, v: c.value / self.value_step, choice: i });
        }
        self.points[first..].sort_unstable_by_key(|p| (p.w, -p.v, p.choice));
        let mut kept = first + 1;
        for i in first + 1..self.points.len() {
            if self.points[i].v > self.points[kept - 1].v {
                self.points[kept] = self.points[i];
                kept += 1;
            }
        }
        self.points.truncate(kept);
        self.creators.push(choices[group[0] as usize].creator);
        self.start.push(kept as u32);
        let head = self.points[first];
        if head.w == 0 && head.v > 0 {
            self.free.push(class);
        }
        let points = (first as u32..).zip(&self.points[first..]).map(|(id, p)| Corner { w: p.w, v: p.v, id });
        upper_hull(std::iter::once(Corner { w: 0, v: 0, id: NONE }).chain(points), hull);
        for pair in hull.windows(2) {
            self.segments.push(Segment {
                slope: Slope::between(pair[0], pair[1]),
                class,
                from: pair[0].id,
                to: pair[1].id,
            });
        }
    }

    /// Sorts the steps of all hulls by falling slope, exactly, and measures the blocks.
    fn sort_segments(&mut self, work: &mut Work) -> Result<(), Cancelled> {
        self.segments = steepest(&self.segments, |s| s.slope, work)?;
        let mut steps = Vec::with_capacity(self.segments.len());
        for chunk in self.segments.chunks(CHUNK) {
            steps.extend(chunk.iter().map(|s| {
                let (up, down) = self.nearest(s);
                let down_to = |x: i64| if x < 1 << 24 { x as f32 } else { x as f32 * (1.0 - 1e-6) };
                Reach { key: s.slope.key(), up: down_to(up), down: down_to(down), joins: s.from == NONE }
            }));
            work.pass(chunk.len())?;
        }
        self.steps = steps;
        self.dearest = self.points.iter().map(|p| p.w).max().unwrap_or(0);
        let blocks = self.steps.chunks(BLOCK).map(|chunk| {
            chunk.iter().fold(Block { up: f32::INFINITY, down: f32::INFINITY }, |b, s| Block {
                up: b.up.min(s.up),
                down: b.down.min(s.down),
            })
        });
        self.blocks = blocks.collect();
        work.ask()
    }

    /// The price differences from the lower end of a segment to the next offer, and from its upper end to the last.
    fn nearest(&self, s: &Segment) -> (i64, i64) {
        let to = self.points[s.to as usize].w;
        match s.from {
            NONE => {
                let mut first = self.start[s.class as usize];
                // Something for no value is never taken for its value.
                first += u32::from(self.points[first as usize].v == 0);
                let below = if s.to > first { self.points[s.to as usize - 1].w } else { 0 };
                (self.points[first as usize].w, to - below)
            }
            from => {
                let at = self.points[from as usize].w;
                (self.points[from as usize + 1].w - at, to - self.points[s.to as usize - 1].w)
            }
        }
    }
}

/// Places of the usable choices, by creator.
fn by_creator(choices: &[Choice], work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let mut order: Vec<u32> = Vec::with_capacity(choices.len());
    for (n, chunk) in choices.chunks(CHUNK).enumerate() {
        let places = (n * CHUNK..NONE as usize).zip(chunk);
        order.extend(places.filter(|(_, c)| c.price >= 0 && c.value >= 0).map(|(i, _)| i as u32));
        work.pass(chunk.len())?;
    }
    grouped(order, |i| choices[i as usize].creator, work)
}

/// Places by what they belong to; those of the same in their order, which is ascending.
pub(super) fn grouped(places: Vec<u32>, of: impl Fn(u32) -> u32, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    work.ask()?;
    if places.is_sorted_by_key(|&place| of(place)) {
        return Ok(places);
    }
    let pairs = places.into_iter().map(|place| (of(place), place)).collect();
    Ok(sorted(pairs, work)?.into_iter().map(|pair| pair.1).collect())
}

/// The greatest common divisor; that of 0 and `b` is `b`.
pub(super) fn gcd(mut a: i64, mut b: i64) -> i64 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}
