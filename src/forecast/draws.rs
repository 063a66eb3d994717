//! Draws of single offers, and a store that keeps them from one total to the next.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::deliver::OfferForecast;
use super::student;
use super::total::{Entry, Total};
use crate::domain::{Cancelled, Report};

/// Draws in a block. Every block of every offer has its own place in its own stream, so blocks may be computed in any
/// order, by any number of workers, with the same result.
pub(super) const BLOCK: usize = 1024;
/// A block takes two words of its stream for each draw.
const WORDS: usize = 2 * BLOCK;
/// Offers whose draws are kept: at 10,000 draws some 46 MB. Beyond, those make way that were used longest ago.
const KEPT: usize = 512;
/// Offers whose draws are kept where they all are in one total.
const MOST: usize = 1_024;

/// Kept columns that are added up between two reports of progress.
const ADDED: u64 = 32;

/// The draws of offers, kept from one total to the next: a shortlist that changes by an offer costs the draws of that
/// offer, a pass over the others and a sort.
///
/// The totals are those of [`total`](super::total()) with the same seed and number of draws, to the bit.
#[derive(Clone, Debug)]
pub struct Draws {
    seed: u64,
    blocks: usize,
    columns: BTreeMap<u64, Column>,
    /// Goes up with every use.
    uses: u64,
    /// The uses before the total that is being added up; what was used since then doesn't make way for the rest of it.
    before: u64,
    /// How many columns are kept.
    most: usize,
    /// The column of an offer for which there is no place.
    aside: Option<Column>,
    /// What all offers share, as normal deviates.
    common: Vec<f64>,
}

/// An offer in a total of which only a part has come in, or that costs something.
#[derive(Clone, Copy, Debug)]
pub struct Stake<'a> {
    /// The offer.
    pub entry: Entry<'a>,
    /// The part of its result that counts: 1 for all of it.
    pub share: f64,
    /// What it costs if it takes place, in the unit of the results.
    pub cost: f64,
}

/// The draws of one offer, and what they were made from.
#[derive(Clone, Debug)]
struct Column {
    forecast: OfferForecast,
    chance: f64,
    /// 0 in draws in which it doesn't take place.
    results: Vec<f64>,
    takes_place: Vec<bool>,
    /// The number of its last use.
    used: u64,
}

impl Draws {
    /// An empty store for totals of `draws` draws, rounded up to whole blocks of 1,024.
    pub fn new(seed: u64, draws: usize) -> Draws {
        let blocks = blocks(draws);
        Draws {
            seed,
            blocks,
            columns: BTreeMap::new(),
            uses: 0,
            before: 0,
            most: KEPT,
            aside: None,
            common: (0..blocks).flat_map(|b| common(seed, b)).collect(),
        }
    }

    /// Adds up `entries`; `shock` is the ln-sd of what they share. `report` is asked for every one that is new.
    pub fn total(&mut self, entries: &[Entry], shock: f64, report: &mut Report) -> Result<Total, Cancelled> {
        let stakes: Vec<Stake> = entries.iter().map(|entry| Stake { entry: *entry, share: 1.0, cost: 0.0 }).collect();
        self.total_of(&stakes, shock, report)
    }

    /// Adds up what has come in of offers, less what they cost: in each draw the results of those that take place and
    /// the costs of the same. What the results share doesn't move the costs. `report` is asked for every
    /// offer that is new, and now and then while they are added up.
    pub fn total_of(&mut self, stakes: &[Stake], shock: f64, report: &mut Report) -> Result<Total, Cancelled> {
        let many = stakes.len() as u64;
        let mut ordered: Vec<&Stake> = stakes.iter().collect();
        ordered.sort_by_key(|stake| stake.entry.key);
        self.begin(ordered.iter().map(|stake| stake.entry.key));
        let mut sums = vec![0.0; self.blocks * BLOCK];
        for (done, Stake { entry, share, .. }) in (0..).zip(&ordered) {
            if done % ADDED == 0 || !self.columns.contains_key(&entry.key) {
                report(done, many)?;
            }
            sums.iter_mut().zip(&self.drawn(entry).results).for_each(|(sum, result)| *sum += share * result);
        }
        report(many, many)?;
        sums.iter_mut().zip(&self.common).for_each(|(sum, z)| *sum *= swing(shock, *z));
        for Stake { entry, cost, .. } in ordered.into_iter().filter(|stake| stake.cost != 0.0) {
            report(many, many)?;
            let spent = self.drawn(entry).takes_place.iter().map(|takes_place| if *takes_place { *cost } else { 0.0 });
            sums.iter_mut().zip(spent).for_each(|(sum, spent)| *sum -= spent);
        }
        report(many, many)?;
        Ok(Total::of(sums))
    }

    /// Begins a total of these offers. What it needs doesn't make way for the rest of it: going round in a circle, all of
    /// it would.
    pub fn begin(&mut self, keys: impl ExactSizeIterator<Item = u64>) {
        self.before = self.uses;
        self.most = self.most.max(keys.len().min(MOST));
        self.uses += 1;
        for key in keys {
            if let Some(column) = self.columns.get_mut(&key) {
                column.used = self.uses;
            }
        }
    }

    /// The draws of one offer alone, without what all offers share.
    pub fn column(&mut self, entry: &Entry) -> &[f64] {
        &self.drawn(entry).results
    }

    /// The common factor of each draw; its median is 1 and its ln-sd is `shock`.
    pub fn factors(&self, shock: f64) -> Vec<f64> {
        self.common.iter().map(|z| swing(shock, *z)).collect()
    }

    fn drawn(&mut self, entry: &Entry) -> &Column {
        let (seed, blocks) = (self.seed, self.blocks);
        if self.columns.len() >= self.most && !self.columns.contains_key(&entry.key) {
            let oldest = self.columns.iter().min_by_key(|(_, column)| column.used);
            match oldest.filter(|(_, column)| column.used <= self.before).map(|(key, _)| *key) {
                Some(key) => _ = self.columns.remove(&key),
                None => return self.aside.insert(Column::new(entry, seed, blocks)),
            }
        }
        let column = self.columns.entry(entry.key).or_insert_with(|| Column::new(entry, seed, blocks));
        if !column.is_of(entry) {
            *column = Column::new(entry, seed, blocks);
        }
        self.uses += 1;
        column.used = self.uses;
        column
    }
}

impl Column {
    fn new(entry: &Entry, seed: u64, blocks: usize) -> Column {
        let dice = Dice::new(entry);
        let drawn: Vec<Option<f64>> = (0..blocks).flat_map(|block| dice.roll(seed, block)).collect();
        Column {
            forecast: *entry.forecast,
            chance: entry.chance,
            results: drawn.iter().map(|result| result.unwrap_or(0.0)).collect(),
            takes_place: drawn.iter().map(Option::is_some).collect(),
            used: 0,
        }
    }

    fn is_of(&self, entry: &Entry) -> bool {
        self.forecast == *entry.forecast && self.chance == entry.chance
    }
}

/// The draws of one offer alone, without what all offers share: `draws` of them, rounded up to whole blocks of 1,024,
/// in the order in which [`total`](super::total()) adds them up.
pub fn column(entry: &Entry, seed: u64, draws: usize) -> Vec<f64> {
    rolls(entry, seed, draws).into_iter().map(|result| result.unwrap_or(0.0)).collect()
}

/// The same; `None` in draws in which the offer doesn't take place.
pub fn rolls(entry: &Entry, seed: u64, draws: usize) -> Vec<Option<f64>> {
    let dice = Dice::new(entry);
    (0..blocks(draws)).flat_map(|block| dice.roll(seed, block)).collect()
}

/// The common factor of each of `draws` draws, rounded up likewise; its median is 1 and its ln-sd is `shock`.
pub fn factors(shock: f64, seed: u64, draws: usize) -> Vec<f64> {
    (0..blocks(draws)).flat_map(|block| common(seed, block)).map(|z| swing(shock, z)).collect()
}

/// The common factor that belongs to a normal deviate; its exponent is held so that no setting, however odd, gives infinity.
pub(super) fn swing(shock: f64, z: f64) -> f64 {
    (shock * z).clamp(-student::MOST_LN, student::MOST_LN).exp()
}

/// Whole blocks for so many draws, at least one.
pub(super) fn blocks(draws: usize) -> usize {
    draws.div_ceil(BLOCK).max(1)
}

/// One block of what all offers share, as normal deviates.
pub(super) fn common(seed: u64, block: usize) -> [f64; BLOCK] {
    uniforms(seed, u64::MAX, begins(block)).map(|u| student::quantile(u, f64::INFINITY))
}

/// An offer ready to be drawn.
pub(super) struct Dice {
    key: u64,
    chance: f64,
    /// Cells per unit of probability, counted within the chance.
    spread: f64,
    /// The result at the lower edge of each cell, and how much it rises within.
    cells: Vec<(f64, f64)>,
}

impl Dice {
    pub fn new(entry: &Entry) -> Dice {
        Dice::between(entry.key, entry.chance, &entry.forecast.edges().collect::<Vec<_>>())
    }

    /// From the results at the edges of cells of equal probability, rising, in the order of [`student::row`].
    pub fn between(key: u64, chance: f64, edges: &[f64]) -> Dice {
        let chance = chance.clamp(0.0, 1.0);
        let spread = student::CELLS as f64 / chance;
        Dice { key, chance, spread, cells: edges.windows(2).map(|w| (w[0], w[1] - w[0])).collect() }
    }

    /// Draws one block of results; `None` where the offer doesn't take place.
    pub fn roll(&self, seed: u64, block: usize) -> impl Iterator<Item = Option<f64>> {
        uniforms(seed, self.key, begins(block)).into_iter().map(|u| self.result(u))
    }

    /// The result that belongs to `u`, strictly inside 0..1; `None` where the offer doesn't take place.
    pub fn result(&self, u: f64) -> Option<f64> {
        // The same draw decides both: below the chance it is spread over 0..1 again.
        let at = u * self.spread;
        let cell = (at as u32 as usize).min(student::CELLS - 1);
        let (from, rise) = self.cells[cell];
        (u < self.chance).then_some(from + (at - cell as f64) * rise)
    }
}

/// Where in a stream the random words of a block begin.
pub(super) fn begins(block: usize) -> u128 {
    block as u128 * WORDS as u128
}

/// One block of numbers strictly between 0 and 1, one in each of `BLOCK` strata so that few draws go far (McKay and
/// others 1979), in an order that belongs to the stream; of its random words those `from` a place on.
pub(super) fn uniforms(seed: u64, stream: u64, from: u128) -> [f64; BLOCK] {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(stream);
    random.set_word_pos(from);
    let mut bytes = [0_u8; 4 * WORDS];
    random.fill_bytes(&mut bytes);
    let word = |bytes: &[u8]| u64::from(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    let mut words = bytes.chunks_exact(4).map(word);
    let mut order: [u16; BLOCK] = std::array::from_fn(|place| place as u16);
    for (place, word) in (1..BLOCK).rev().zip(words.by_ref()) {
        let other = (word * (place as u64 + 1)) >> 32;
        order.swap(place, other as usize);
    }
    let mut all = [0.0; BLOCK];
    for ((u, stratum), word) in all.iter_mut().zip(order).zip(words) {
        *u = (f64::from(stratum) + (word as f64 + 0.5) / 4_294_967_296.0) / BLOCK as f64;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::deliver::deliver;
    use super::super::level::predict;
    use super::*;
    use crate::domain::{Deliverable, Metric, Platform, PostKind};
    use crate::forecast::{Assumptions, Evidence};

    #[test]
    fn offers_of_a_large_plan_are_drawn_once_and_others_make_way() {
        let nothing = Evidence::nothing(Platform::Instagram, Some(10_000));
        let level = predict(&nothing, Metric::Engagements, &Assumptions::standard());
        let forecast = deliver(&level, &[Deliverable { kind: PostKind::Image, count: 1 }], true);
        let entries = |keys: std::ops::Range<u64>| -> Vec<Entry<'_>> {
            keys.map(|key| Entry { key, forecast: &forecast, chance: 0.9 }).collect()
        };
        let mut draws = Draws::new(1, BLOCK);
        let mut new = |keys: std::ops::Range<u64>| {
            let (all, kept) = (entries(keys.clone()), draws.columns.clone());
            let total = draws.total(&all, 0.1, &mut |_, _| Ok(())).expect("not cancelled");
            let fresh = Draws::new(1, BLOCK).total(&all, 0.1, &mut |_, _| Ok(())).expect("not cancelled");
            assert_eq!(total.middle(), fresh.middle());
            keys.filter(|key| !kept.contains_key(key)).count()
        };
        let large = KEPT as u64 + 88;
        assert_eq!((new(0..large), new(0..large)), (KEPT + 88, 0));
        // Far more than are kept: as many as can be.
        let huge = MOST as u64 + 100;
        assert_eq!((new(0..huge), new(0..huge)), (huge as usize - KEPT - 88, 100));
        // Another plan comes in, and the old one makes way for it.
        assert_eq!((new(9_000..9_050), new(9_000..9_050)), (50, 0));
    }

    #[test]
    fn every_stratum_is_drawn_once_and_streams_and_blocks_differ() {
        let sorted = |numbers: [f64; BLOCK]| {
            let mut strata = numbers.map(|u| (u * BLOCK as f64) as usize);
            strata.sort_unstable();
            strata
        };
        let expected: [usize; BLOCK] = std::array::from_fn(|place| place);
        let mut cells = [0_u32; 64];
        for stream in 0..400 {
            let (one, other) = (uniforms(1, stream, begins(3)), uniforms(1, stream + 1, begins(3)));
            assert!(one.iter().all(|u| *u > 0.0 && *u < 1.0));
            assert_eq!(sorted(one), expected);
            assert!(one != other && one != uniforms(2, stream, begins(3)) && one != uniforms(1, stream, begins(4)));
            // Pairs of streams fill the square evenly, and so do strata and the points in them.
            for (a, b) in one.iter().zip(&other) {
                cells[(a * 8.0) as usize * 8 + (b * 8.0) as usize] += 1;
            }
            let inside: f64 = one.iter().map(|u| (u * BLOCK as f64).fract()).sum::<f64>() / BLOCK as f64;
            assert!((inside - 0.5).abs() < 5.0 * (1.0 / 12.0 / BLOCK as f64).sqrt(), "{inside}");
        }
        // 6,400 are expected in each cell, with an sd of about 75.
        assert!(cells.iter().all(|count| count.abs_diff(6_400) < 375), "{cells:?}");
    }
}
