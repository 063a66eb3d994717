//! The whole problem in the solver's terms: offers by creator, and every rule as a row between two limits.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::choice::Rules;
use super::super::row::{Row, Weigh};
use super::super::work::{CHUNK, Work};
use super::groups::Groups;
use super::offers::Offers;
use crate::domain::Cancelled;

/// "No limit", as an upper limit; its negative is the same as a lower one. Far beyond every sum of 64-bit numbers.
pub(super) const FAR: i128 = 1 << 120;
/// "No offer": the creator is left out.
pub(super) const OUT: u32 = u32::MAX;
/// The row of the money.
pub(super) const MONEY: usize = 0;
/// The row of the number of creators.
pub(super) const COUNT: usize = 1;
/// Rows before those of the caller.
pub(super) const OWN: usize = 2;

/// Offers by creator, and rows over them.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    /// Value of every offer, by place.
    pub v: Cow<'a, [i64]>,
    /// Price of every offer, by place.
    pub w: Cow<'a, [i64]>,
    /// Places of the offers that may be chosen, by creator.
    pub order: Cow<'a, [u32]>,
    /// Class to its first place in `order`; one more at the end.
    pub start: Cow<'a, [u32]>,
    /// Whether the creator of the class must be in.
    pub must: Vec<bool>,
    /// The caller's rows; their numbers here are [`OWN`] more.
    pub rows: &'a [Row],
    /// Which of the caller's rows every offer is in.
    pub groups: Arc<Groups>,
    /// Lower limits by row.
    pub lo: Vec<i128>,
    /// Upper limits by row.
    pub hi: Vec<i128>,
    /// The largest weight by row, either sign.
    pub large: Vec<f64>,
    /// No value of an offer that may be chosen is larger.
    pub largest: f64,
    /// Values of shortlists are whole multiples of this.
    pub step: i64,
    /// A must-have creator has no offer that may be chosen.
    pub empty: bool,
}

impl<'a> Frame<'a> {
    /// Translates the rules; `ceiling` is what one creator may cost.
    pub fn new(offers: &'a Offers, rules: &'a Rules, ceiling: i64, work: &mut Work) -> Result<Frame<'a>, Cancelled> {
        let groups = Arc::new(Groups::new(&rules.rows, offers.v.len(), work)?);
        Frame::of_groups(offers, rules, ceiling, groups, work)
    }

    /// The same where it is known already which rows the offers are in.
    pub fn of_groups(
        offers: &'a Offers,
        rules: &'a Rules,
        ceiling: i64,
        groups: Arc<Groups>,
        work: &mut Work,
    ) -> Result<Frame<'a>, Cancelled> {
        let mut frame = Frame {
            v: Cow::Borrowed(&offers.v),
            w: Cow::Borrowed(&offers.w),
            order: Cow::Borrowed(&offers.order),
            start: Cow::Borrowed(&offers.start),
            must: Vec::new(),
            rows: &rules.rows,
            groups,
            lo: vec![-FAR, i128::from(rules.min_creators)],
            hi: vec![i128::from(rules.budget.max(0)), FAR],
            large: Vec::new(),
            largest: offers.largest as f64,
            step: offers.step,
            empty: false,
        };
        let (never, must) = (sorted(&rules.never), sorted(&rules.must));
        let mut creators = Cow::Borrowed(&offers.creators[..]);
        if ceiling < offers.dearest || !never.is_empty() {
            creators = Cow::Owned(frame.leave_out(offers, ceiling, &never, work)?);
        }
        frame.must = vec![false; creators.len()];
        for creator in &must {
            match creators.binary_search(creator) {
                Ok(class) => frame.must[class] = true,
                Err(_) => frame.empty = true,
            }
        }
        frame.add_rows(ceiling.min(offers.dearest).max(0));
        work.ask()?;
        Ok(frame)
    }

    /// Leaves out these creators, and offers above the ceiling; returns the creators who are left.
    fn leave_out(
        &mut self,
        offers: &Offers,
        ceiling: i64,
        never: &[u32],
        work: &mut Work,
    ) -> Result<Vec<u32>, Cancelled> {
        let mut order = Vec::with_capacity(offers.order.len());
        let mut start = Vec::with_capacity(offers.start.len());
        let mut creators = Vec::with_capacity(offers.creators.len());
        let mut never = never.iter().copied().peekable();
        start.push(0);
        for (class, &creator) in offers.creators.iter().enumerate() {
            if class % CHUNK == 0 {
                work.pass(2 * CHUNK)?;
            }
            while never.next_if(|&one| one < creator).is_some() {}
            if never.next_if_eq(&creator).is_some() {
                continue;
            }
            let before = order.len();
            order.extend(offers.class(class).iter().copied().filter(|&place| offers.w[place as usize] <= ceiling));
            if order.len() > before {
                start.push(order.len() as u32);
                creators.push(creator);
            }
        }
        (self.order, self.start) = (Cow::Owned(order), Cow::Owned(start));
        Ok(creators)
    }

    /// Adds the caller's limits, and measures all weights.
    fn add_rows(&mut self, dearest: i64) {
        let dearest = dearest as f64;
        self.large.extend([dearest, 1.0]);
        for row in self.rows {
            self.lo.push(row.least.map_or(-FAR, i128::from));
            self.hi.push(row.most.map_or(FAR, i128::from));
            self.large.push(match &row.weigh {
                Weigh::Each => 1.0,
                Weigh::Price => dearest,
                Weigh::By(weights) => weights.iter().map(|w| w.unsigned_abs()).max().unwrap_or(0) as f64,
            });
        }
    }

    /// Gives the offers other values.
    pub fn revalue(&mut self, v: Vec<i64>) {
        self.largest = v.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0) as f64;
        self.step = 1;
        self.v = Cow::Owned(v);
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.lo.len()
    }

    /// How many creators may take part.
    pub fn classes(&self) -> usize {
        self.must.len()
    }

    /// The places of a class.
    pub fn class(&self, class: usize) -> &[u32] {
        &self.order[self.start[class] as usize..self.start[class + 1] as usize]
    }

    /// Calls `f` with every member of one of the caller's rows and its weight.
    pub fn each_member(&self, row: usize, mut f: impl FnMut(usize, i64)) {
        let row = &self.rows[row - OWN];
        let inside = row.members.iter().map(|&m| m as usize).filter(|&m| m < self.w.len());
        match &row.weigh {
            Weigh::Each => inside.for_each(|m| f(m, 1)),
            Weigh::Price => inside.for_each(|m| f(m, self.w[m])),
            Weigh::By(weights) => {
                for (&m, &weight) in row.members.iter().zip(weights.iter()) {
                    if (m as usize) < self.w.len() {
                        f(m as usize, weight);
                    }
                }
            }
        }
    }

    /// The caller's rows, but for odd ones, that an offer is in, with its weight there.
    pub fn rows_of(&self, place: usize) -> impl Iterator<Item = (usize, i64)> {
        let weight = move |row: usize| if self.rows[row].weigh == Weigh::Price { self.w[place] } else { 1 };
        self.groups.rows_of(place).map(move |row| (row + OWN, weight(row)))
    }

    /// The caller's rows that must be gone through by themselves.
    pub fn odd_rows(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&row| self.groups.is_odd(row)).map(|row| row + OWN)
    }

    /// Value of these chosen offers, places ascending, one a creator, if they may be chosen and keep every row. Exact.
    pub fn value_of(&self, chosen: &[u32]) -> Option<i64> {
        let mut inside = vec![false; self.w.len()];
        for &i in chosen {
            *inside.get_mut(i as usize)? = true;
        }
        let mut classes = 0;
        for class in 0..self.classes() {
            match self.class(class).iter().filter(|&&i| inside[i as usize]).count() {
                0 if self.must[class] => return None,
                0 => {}
                1 => classes += 1,
                _ => return None,
            }
        }
        let sum = |row: usize| match row {
            MONEY => chosen.iter().map(|&i| i128::from(self.w[i as usize])).sum(),
            COUNT => chosen.len() as i128,
            _ => self.rows[row - OWN].sum(chosen, |i| self.w[i as usize]),
        };
        let holds = |row: usize| {
            let free = self.lo[row] == -FAR && self.hi[row] == FAR;
            free || (self.lo[row]..=self.hi[row]).contains(&sum(row))
        };
        let value: i128 = chosen.iter().map(|&i| i128::from(self.v[i as usize])).sum();
        let fits = classes == chosen.len() && !self.empty && (0..self.height()).all(holds);
        fits.then(|| i64::try_from(value).ok()).flatten()
    }
}

/// Ascending, each once.
pub(super) fn sorted(list: &[u32]) -> Vec<u32> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    list
}
