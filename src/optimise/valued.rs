//! A stock with values: the shortlist for a budget without sorting everybody.
//!
//! Only creators with an offer well above the value of money can be in a good shortlist. They are found in one pass,
//! the problem is solved among them, and the multipliers of its solution tell, in one more look at everybody else, who
//! could still change it; they are added until nobody could. So the answer is the best over all.

use std::sync::Arc;

use super::choice::{Choice, Effort, Rules};
use super::common::common_step;
use super::hull::Slope;
use super::market::Market;
use super::rates::{best_rate, sample, steepest};
use super::scan::scan;
use super::shortlist::{Answer, Shortlist};
use super::sieve::{AT_ONCE, Sieve};
use super::sorted::sorted;
use super::stock::Stock;
use super::unsolved::{Unsolved, WrongCount};
use super::work::{CHUNK, Work};
use crate::domain::{Cancelled, Report};

/// The fewest creators of the sample that are expected above the first line, and of all above the second.
const FEWEST: usize = 6;
const FEW: usize = 200;
/// The second line is so much below what the last creator who is paid for brings for the money.
const BELOW: f64 = 0.9;

/// A stock with values, to be asked with any rules.
///
/// Answers depend on the values and the rules alone, never on what was asked before.
#[derive(Debug)]
pub struct Valued {
    stock: Arc<Stock>,
    /// One for each offer of the stock, by class.
    values: Vec<i64>,
    value_step: i64,
    /// The best value for money of sampled creators, falling, with the sum of prices up to there.
    sample: Vec<(f64, i128)>,
    /// The part above a line, kept for the next question.
    part: Option<Part>,
    /// Everybody, for rules that need them all.
    all: Option<Market>,
}

/// The creators above a line, as a market of their own.
#[derive(Debug)]
struct Part {
    /// What it was made for, if it is kept.
    level: i64,
    /// Whoever has an offer worth more than this for its price is in it.
    line: f64,
    /// Ascending.
    classes: Vec<u32>,
    /// Places of the market's offers in the stock.
    offers: Vec<u32>,
    market: Market,
}

/// What a solution among some says about the others.
enum Others {
    /// Nobody else can change it.
    Settled,
    /// These classes might.
    Missing(Vec<u32>),
    /// Money is worth less than the line said.
    Below,
}

impl Valued {
    /// Takes the values, in the order of the list that the stock was made of.
    pub(super) fn new(stock: Arc<Stock>, mut values: Vec<i64>) -> Result<Valued, WrongCount> {
        if values.len() != stock.offers() {
            return Err(WrongCount { offers: stock.offers(), values: values.len() });
        }
        if let Some(places) = &stock.places {
            values = places.iter().map(|&i| values[i as usize]).collect();
        }
        let value_step = common_step(&values);
        let sample = sample(&stock, &values);
        Ok(Valued { stock, values, value_step, sample, part: None, all: None })
    }

    /// The values, for use as a buffer.
    pub fn into_values(self) -> Vec<i64> {
        self.values
    }

    /// Everybody as one market, sorted at the first call, for as long as `report` says that somebody wants it. Fails if
    /// the best values don't add up within 61 bits.
    fn everybody(&mut self, report: &mut Report) -> Result<&Market, Unsolved> {
        let market = match self.all.take() {
            Some(market) => market,
            None => {
                let stock = &self.stock;
                let work = &mut Work::new(0, report);
                let mut choices = vec![Choice { creator: 0, price: -1, value: -1 }; stock.offers()];
                work.ask()?;
                for (class, &creator) in (0..).zip(&stock.creators) {
                    work.pass(stock.class(class).len())?;
                    for i in stock.class(class) {
                        let (price, value) = (stock.prices[i], self.values[i]);
                        choices[stock.place(i) as usize] = Choice { creator, price, value };
                    }
                }
                Market::prepare(&choices, report)?
            }
        };
        Ok(self.all.insert(market))
    }

    /// The best shortlist under the rules: the same as [`Market::solve`] says of everybody. Only `report`, and values
    /// that don't add up, can make it fail.
    pub fn solve(
        &mut self,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<Answer, Unsolved> {
        // Where creators are counted, or side rules ask for more, even those without any value count.
        if rules.min_creators > 0 || !rules.rows.is_empty() {
            return Ok(self.everybody(report)?.solve(rules, keep, effort, report)?);
        }
        report(0, effort.0)?;
        let mut level = level(rules.budget);
        loop {
            let part = match self.part.take() {
                Some(part) if part.level == level => part,
                _ => self.part_for(level, &mut Work::new(0, report))?,
            };
            let answer = self.solve_part(&part, rules, keep, effort, report);
            self.part = Some(part);
            match answer? {
                Some(answer) => return Ok(answer),
                None => level = level.saturating_mul(8),
            }
        }
    }

    /// Solves among the creators of a part, of the rules and of the previous shortlist, and then with whoever else
    /// might matter; nothing if more money than this budget's must be planned for to know the line.
    fn solve_part(
        &self,
        part: &Part,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<Option<Answer>, Unsolved> {
        let kept: Vec<u32> = keep.iter().filter_map(|&place| self.stock.rank(place)).collect();
        let musts = rules.must.iter().filter_map(|c| self.stock.creators.binary_search(c).ok()).map(|c| c as u32);
        let mut more: Vec<u32> = musts.chain(kept.iter().map(|&i| self.stock.class_of(i))).collect();
        more.retain(|class| part.classes.binary_search(class).is_err());
        let (mut larger, mut known) = (None, None);
        loop {
            if !more.is_empty() {
                let now = larger.as_ref().unwrap_or(part);
                let mut classes = [now.classes.as_slice(), &more].concat();
                let work = &mut Work::new(0, report);
                classes = sorted(classes, work)?;
                classes.dedup();
                larger = Some(self.part_of(part.level, part.line, classes, work)?);
            }
            let part = larger.as_ref().unwrap_or(part);
            let local: Vec<u32> =
                kept.iter().filter_map(|i| part.offers.binary_search(i).ok()).map(|i| i as u32).collect();
            let mut list = match part.market.solve(rules, &local, effort, report)? {
                Answer::Shortlist(list) => list,
                conflict => return Ok(Some(conflict)),
            };
            // With the same multipliers and a better list, whoever was ruled out stays out.
            let others = match known.replace(list.multipliers.clone()) {
                Some(multipliers) if multipliers == list.multipliers => Others::Settled,
                _ => self.others(part, rules, &list, &mut Work::new(0, report))?,
            };
            match others {
                Others::Below => return Ok(None),
                Others::Missing(classes) if list.proved => more = classes,
                others => {
                    if matches!(others, Others::Missing(_)) {
                        // What the multipliers prove holds for everybody.
                        list.bound = list.relaxed;
                    }
                    for place in &mut list.chosen {
                        *place = self.stock.place(part.offers[*place as usize] as usize);
                    }
                    list.chosen.sort_unstable();
                    return Ok(Some(Answer::Shortlist(list)));
                }
            }
        }
    }

    /// Who besides the creators of a part might be in a better shortlist than its best.
    fn others(&self, part: &Part, rules: &Rules, list: &Shortlist, work: &mut Work) -> Result<Others, Cancelled> {
        let (money, per) = (list.multipliers.money, list.multipliers.per);
        if part.line == 0.0 {
            return Ok(Others::Settled);
        }
        let slope = Slope { dv: money, dw: per };
        let rate = money as f64 / per as f64;
        if rate < part.line * 1.01 {
            return Ok(Others::Below);
        }
        let gap = self.bound(part, rules, slope, work)? - i128::from(per) * (i128::from(list.value) + 1);
        let slack = (gap.max(0) as f64 / per as f64) * (1.0 + 1e-9) + 1e-3;
        if (rate - part.line) * (1.0 - 1e-9) * self.stock.cheapest > slack {
            return Ok(Others::Settled);
        }
        let mut found = Vec::new();
        scan(&self.values, &self.stock.floors, rate, slack, &mut found);
        work.ask()?;
        let mut classes = Vec::new();
        if !found.is_empty() {
            classes = self.sift(part, rules, &found, (gap, slope), work)?;
        }
        Ok(if classes.is_empty() { Others::Settled } else { Others::Missing(classes) })
    }

    /// The classes outside a part with one of these offers, if they might matter within the gap and not too many better
    /// them.
    fn sift(
        &self,
        part: &Part,
        rules: &Rules,
        found: &[u32],
        (gap, slope): (i128, Slope),
        work: &mut Work,
    ) -> Result<Vec<u32>, Cancelled> {
        let (ceiling, step) = (rules.ceiling(), self.stock.price_step);
        let points = |class: u32| {
            let all = self.stock.class(class).map(|i| (self.stock.prices[i], self.values[i]));
            all.filter(move |&(w, v)| w >= 0 && v >= 0 && w <= ceiling)
        };
        let within = |&(w, v): &(i64, i64)| slope.loss(w, v) <= gap;
        let steps = |(w, v): (i64, i64)| (w / step, v);
        // Out for certain but for a loss of which no more than `AT_ONCE` fit.
        let is_far = |(w, v): (i64, i64)| slope.loss(w, v).saturating_mul(AT_ONCE as i128) > gap;
        let far = |class: u32| points(class).all(is_far);
        let mut sieve = Sieve::new(ceiling / step);
        for &class in &part.classes {
            work.pass(self.stock.class(class).len())?;
            let creator = self.stock.creators[class as usize];
            if !rules.must.contains(&creator) && !rules.never.contains(&creator) && far(class) {
                points(class).filter(within).map(steps).for_each(|(w, v)| sieve.enter(w, v, class));
            }
        }
        // Nearly all are bettered by the part alone, which is soon seen.
        let mut classes = Vec::new();
        for chunk in found.chunks(CHUNK) {
            work.pass(chunk.len())?;
            classes.extend(chunk.iter().filter_map(|&i| {
                let (w, v) = (self.stock.prices[i as usize], self.values[i as usize]);
                let needed = w <= ceiling && !(sieve.betters(w / step, v, AT_ONCE) && is_far((w, v)));
                needed.then(|| self.stock.class_of(i))
            }));
        }
        classes.dedup();
        let mut kept = Vec::new();
        for class in classes {
            work.pass(self.stock.class(class).len())?;
            let known = part.classes.binary_search(&class).is_ok();
            if known || rules.never.contains(&self.stock.creators[class as usize]) {
                continue;
            }
            let mut points = points(class).filter(within).map(steps);
            if if far(class) { sieve.admits(class, points) } else { points.next().is_some() } {
                kept.push(class);
            }
        }
        Ok(kept)
    }

    /// What the multipliers prove about a part, and so about everybody, times `per`.
    fn bound(&self, part: &Part, rules: &Rules, slope: Slope, work: &mut Work) -> Result<i128, Cancelled> {
        let budget = rules.budget.max(0);
        let mut bound = slope.loss(budget - budget % self.stock.price_step, 0);
        for &class in &part.classes {
            work.pass(self.stock.class(class).len())?;
            let creator = self.stock.creators[class as usize];
            if rules.never.contains(&creator) {
                continue;
            }
            let offers = self.stock.class(class).map(|i| (self.stock.prices[i], self.values[i]));
            let usable = offers.filter(|&(w, v)| w >= 0 && v >= 0 && w <= rules.ceiling());
            let best = usable.map(|(w, v)| -slope.loss(w, v)).max().unwrap_or(0);
            bound = bound.saturating_add(if rules.must.contains(&creator) { best } else { best.max(0) });
        }
        Ok(bound)
    }

    /// The creators who are likely to matter for budgets up to `level`, as a market of their own: all those above a
    /// line that a sample tells, or rather above a higher one that those then tell.
    fn part_for(&self, level: i64, work: &mut Work) -> Result<Part, Unsolved> {
        let place = self.sample.partition_point(|s| s.1 < i128::from(level)).max(FEWEST);
        let mut line = self.sample.get(place).map_or(0.0, |s| s.0 * BELOW);
        let mut found = Vec::new();
        let bits = scan(&self.values, &self.stock.floors, line, 0.0, &mut found);
        if bits.leading_zeros() < 4 + usize::BITS - self.stock.creators.len().leading_zeros() {
            self.check_sum(work)?;
        }
        work.ask()?;
        let mut classes: Vec<u32> = found.into_iter().map(|i| self.stock.class_of(i)).collect();
        classes.dedup();
        let mut rates = Vec::with_capacity(classes.len());
        for &class in &classes {
            work.pass(self.stock.class(class).len())?;
            rates.extend(best_rate(&self.stock, &self.values, class));
        }
        let rates = steepest(rates, work)?;
        let mut left = i128::from(level);
        let paid = rates.iter().take_while(|r| {
            left -= i128::from(r.1);
            left > 0
        });
        if let Some(&(rate, _)) = rates.get(paid.count().max(FEW)) {
            line = line.max(rate * BELOW);
            let above = |i: usize| self.values[i] as f64 > line * (1.0 - 1e-12) * f64::from(self.stock.floors[i]);
            classes.retain(|&class| self.stock.class(class).any(above));
            work.ask()?;
        }
        self.part_of(level, line, classes, work)
    }

    /// Some creators as a market of their own.
    fn part_of(&self, level: i64, line: f64, classes: Vec<u32>, work: &mut Work) -> Result<Part, Unsolved> {
        let (mut choices, mut offers) = (Vec::new(), Vec::new());
        for &class in &classes {
            work.pass(self.stock.class(class).len())?;
            let creator = self.stock.creators[class as usize];
            for i in self.stock.class(class) {
                choices.push(Choice { creator, price: self.stock.prices[i], value: self.values[i] });
                offers.push(i as u32);
            }
        }
        let market = Market::of_part(&choices, (self.stock.price_step, self.value_step), work)?;
        Ok(Part { level, line, classes, offers, market })
    }

    /// Whether the best values of all creators add up within 61 bits.
    fn check_sum(&self, work: &mut Work) -> Result<(), Unsolved> {
        let best = |class: u32| self.values[self.stock.class(class)].iter().copied().max().unwrap_or(0).max(0);
        let mut sum = 0_i128;
        for class in 0..self.stock.creators.len() as u32 {
            work.pass(1)?;
            sum += i128::from(best(class));
        }
        if sum >> 61 == 0 { Ok(()) } else { Err(Unsolved::TooLarge) }
    }
}

/// The budget rounded up, so that few different parts are made, and somewhat more, because plans take dearer offers.
fn level(budget: i64) -> i64 {
    let levels = (1..60).flat_map(|k| [2_i64 << k, 3 << k]);
    levels.into_iter().find(|level| level / 5 * 4 >= budget).unwrap_or(i64::MAX)
}
