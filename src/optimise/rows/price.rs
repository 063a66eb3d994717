//! Pricing: what every offer is worth at given multipliers, the bound they prove, and whom they don't settle.

use super::super::row::Weigh;
use super::super::work::{CHUNK, Work};
use super::frame::{COUNT, FAR, Frame, MONEY, OUT, OWN};
use crate::domain::Cancelled;

/// Prices stay below two to this power, so that none overflows.
const BITS: i32 = 60;
/// Offers priced in the time of one step of a search.
const OFFERS: usize = 4;

/// Whole multipliers, one for each row, over a common denominator. Above 0 the upper limit is priced, below 0 the
/// lower one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Duals {
    /// The denominator; 0 where only the rows are priced and not the values (for a proof that they can't be met).
    pub per: i64,
    /// The numerators.
    pub y: Vec<i64>,
}

impl Duals {
    /// Rounds multipliers to whole ones, as fine as 60 bits allow; those without a limit to price become 0.
    pub fn round(y: &[f64], values: f64, large: &[f64], lo: &[i128], hi: &[i128]) -> Duals {
        let limited = |r: usize| if y[r] > 0.0 { hi[r] < FAR / 2 } else { lo[r] > -FAR / 2 };
        let kept = |r: usize| if y[r].is_finite() && limited(r) { y[r] } else { 0.0 };
        let size = values + (0..y.len()).map(|r| kept(r).abs() * large[r]).sum::<f64>();
        let per = match size > 0.0 {
            true => 2_f64.powi((BITS - 1 - size.log2().ceil() as i32).min(40)),
            false => 1.0,
        };
        if per < 1.0 || !per.is_finite() {
            return Duals { per: i64::from(values > 0.0), y: vec![0; y.len()] };
        }
        // Cut off rather than rounded, so that no multiplier grows beyond the 60 bits.
        let whole = |r: usize| (kept(r) * per).trunc() as i64;
        Duals { per: if values > 0.0 { per as i64 } else { 0 }, y: (0..y.len()).map(whole).collect() }
    }

    /// What the limits themselves add to the bound, times the denominator.
    pub fn limits(&self, lo: &[i128], hi: &[i128]) -> i128 {
        self.y.iter().zip(lo.iter().zip(hi)).fold(0, |sum, (&y, (&lo, &hi))| {
            let limit = match y {
                0 => 0,
                1.. => hi,
                _ => lo,
            };
            // A limit that needs more than 64 bits isn't priced: such a row can't be met or doesn't bind.
            sum.saturating_add(limit.saturating_mul(i128::from(y)))
        })
    }
}

/// Every class at given multipliers.
pub(super) struct Priced {
    /// The price of every offer, by place: what it adds to the bound if chosen.
    pub of: Vec<i64>,
    /// The best offer by class, or [`OUT`].
    pub best: Vec<u32>,
    /// What the second best option of the class loses against the best; as large as can be if there is none.
    pub loss: Vec<i64>,
    /// The bound, times the denominator. Of denominator 0: below 0 means that the rows can't be met together.
    pub bound: i128,
}

impl Priced {
    /// Prices all offers.
    pub fn new(frame: &Frame, duals: &Duals, work: &mut Work) -> Result<Priced, Cancelled> {
        let (per, money, each) = (duals.per, duals.y[MONEY], duals.y[COUNT]);
        let by_group = frame.groups.sums(|row| match &frame.rows[row].weigh {
            Weigh::Price => (duals.y[OWN + row], 0),
            _ => (0, duals.y[OWN + row]),
        });
        let (v, w, groups): (&[i64], &[i64], &[u32]) = (&frame.v, &frame.w, frame.groups.of());
        let mut of: Vec<i64> = Vec::with_capacity(v.len());
        for from in (0..v.len()).step_by(CHUNK) {
            let chunk = from..(from + CHUNK).min(v.len());
            let offers = v[chunk.clone()].iter().zip(&w[chunk.clone()]).zip(&groups[chunk]);
            of.extend(offers.map(|((&v, &w), &group)| {
                let more = by_group[group as usize];
                price(per, v, money.wrapping_add(more.0), w, each.wrapping_add(more.1))
            }));
            work.pass(CHUNK / OFFERS)?;
        }
        for (row, y) in frame.odd_rows().map(|row| (row, duals.y[row])).filter(|(_, y)| *y != 0) {
            frame.each_member(row, |place, weight| of[place] = of[place].wrapping_sub(y.wrapping_mul(weight)));
            work.ask()?;
        }
        let classes = frame.classes();
        let mut priced = Priced { of, best: Vec::with_capacity(classes), loss: Vec::with_capacity(classes), bound: 0 };
        let (order, start): (&[u32], &[u32]) = (&frame.order, &frame.start);
        let mut sum = duals.limits(&frame.lo, &frame.hi);
        for class in 0..classes {
            if class % CHUNK == 0 {
                work.pass(CHUNK)?;
            }
            let (mut best, mut first, mut second) = match frame.must[class] {
                true => (OUT, i64::MIN, i64::MIN),
                false => (OUT, 0, i64::MIN),
            };
            for &place in &order[start[class] as usize..start[class + 1] as usize] {
                let price = priced.of[place as usize];
                if price > first {
                    (best, first, second) = (place, price, first);
                } else if price > second {
                    second = price;
                }
            }
            sum += i128::from(first);
            priced.best.push(best);
            priced.loss.push(if second == i64::MIN { i64::MAX } else { first.saturating_sub(second) });
        }
        priced.bound = sum;
        Ok(priced)
    }
}

/// What an offer adds to the bound for value, money and number. Wraps only for offers that can't be chosen.
fn price(per: i64, v: i64, money: i64, w: i64, each: i64) -> i64 {
    per.wrapping_mul(v).wrapping_sub(money.wrapping_mul(w)).wrapping_sub(each)
}
