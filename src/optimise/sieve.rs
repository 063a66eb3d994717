//! The sieve: of many creators outside the plan, only those whom not too many others better.
//!
//! If at most [`AT_ONCE`] of these creators can join together, one whose every offer is bettered (no dearer, worth no
//! less) by offers of so many others is never needed: one of those is free to take the place.

/// How many of the sieved creators may join together at most.
pub(super) const AT_ONCE: usize = 12;
/// What asking about one creator takes, in items passed over.
pub(super) const LOOK: usize = 16;
/// Prices in a bucket differ by no more than one part in so many.
const FINE: u32 = 4;
/// Creators looked at between two looks at the front.
const PAUSE: u32 = 128;

/// What offers up to a price bring at best. Creators come by falling steepness.
pub(super) struct Sieve {
    /// For each bucket the best values of creators with an offer up to there, falling, with their class.
    tops: Vec<[(i64, u32); AT_ONCE]>,
    /// For each bucket: up to this steepness every offer from there on is bettered.
    settled: Vec<f64>,
    seen: u32,
}

impl Sieve {
    /// For prices up to `dearest`.
    pub fn new(dearest: i64) -> Sieve {
        let buckets = bucket(dearest) + 1;
        Sieve { tops: vec![[(-1, u32::MAX); AT_ONCE]; buckets], settled: vec![-1.0; buckets], seen: 0 }
    }

    /// Whether all offers of a creator are bettered, if none costs less than `cheapest` and none is steeper than
    /// `key`; those above `limit` don't count, nor do those of later creators.
    pub fn settles(&mut self, cheapest: f64, key: f64, limit: f64) -> bool {
        if self.seen % PAUSE == PAUSE - 1 {
            self.look(limit);
        }
        self.seen += 1;
        self.settled.get(bucket(cheapest as i64)).is_none_or(|&steep| steep > key)
    }

    /// Whether a class is needed for one of these prices and values; if so it counts against later ones.
    pub fn admits(&mut self, class: u32, points: impl Iterator<Item = (i64, i64)> + Clone) -> bool {
        let any = points.clone().any(|(w, v)| !self.betters(w, v, AT_ONCE));
        if any {
            for (w, v) in points {
                self.enter(w, v, class);
            }
        }
        any
    }

    /// Measures how steep an offer must be, from each bucket on, not to be bettered.
    fn look(&mut self, limit: f64) {
        let mut least = f64::INFINITY;
        for b in (0..self.tops.len()).rev() {
            if (first(b) as f64) <= limit {
                let best = below(b).map_or(-1, |below| self.tops[below][AT_ONCE - 1].0);
                least = least.min(best as f64 / (first(b + 1) - 1).max(1) as f64 * (1.0 - 1e-12));
            }
            self.settled[b] = least;
        }
    }

    /// Whether so many creators, [`AT_ONCE`] at most, have offers no dearer than this price and worth no less than this
    /// value.
    pub fn betters(&self, w: i64, v: i64, others: usize) -> bool {
        below(bucket(w)).and_then(|b| self.tops.get(b)).is_some_and(|tops| tops[others - 1].0 >= v)
    }

    /// Counts an offer in all buckets from its own on where it is among the best.
    pub fn enter(&mut self, w: i64, v: i64, class: u32) {
        for tops in self.tops.iter_mut().skip(bucket(w)) {
            let last = tops.iter().position(|t| t.1 == class).unwrap_or(AT_ONCE - 1);
            if tops[last].0 >= v {
                // Dearer buckets hold nothing worse.
                break;
            }
            let mut at = last;
            while at > 0 && tops[at - 1].0 < v {
                tops[at] = tops[at - 1];
                at -= 1;
            }
            tops[at] = (v, class);
        }
    }
}

/// The bucket of a price: one for each up to 32, and then as many for every doubling as fit into [`FINE`] bits.
fn bucket(w: i64) -> usize {
    let w = w.max(0) as u64;
    let shift = (w | 1).ilog2().saturating_sub(FINE);
    ((shift as usize) << FINE) + (w >> shift) as usize
}

/// The first price of a bucket.
fn first(bucket: usize) -> i64 {
    let shift = (bucket >> FINE).saturating_sub(1) as u32;
    let head = bucket - ((shift as usize) << FINE);
    i64::try_from(head).unwrap_or(i64::MAX).checked_shl(shift).unwrap_or(i64::MAX)
}

/// The last bucket all of which costs no more than anything in this one: itself if it holds a single price.
fn below(bucket: usize) -> Option<usize> {
    if bucket < 2 << FINE { Some(bucket) } else { bucket.checked_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_one_another() {
        for b in 0..700 {
            assert_eq!((bucket(first(b)), bucket(first(b + 1) - 1)), (b, b));
        }
    }

    #[test]
    fn only_what_too_many_others_better_goes() {
        let mut sieve = Sieve::new(100);
        for class in 0..AT_ONCE as u32 {
            assert!(sieve.admits(class, [(10, 50), (30, 60)].into_iter()));
        }
        assert!(!sieve.admits(90, [(10, 50)].into_iter()));
        assert!(!sieve.admits(91, [(11, 50), (29, 49), (40, 60)].into_iter()));
        assert!(sieve.admits(92, [(10, 51)].into_iter()));
        assert!(sieve.admits(93, [(9, 1)].into_iter()));
        // An own offer never counts against another of the same creator's.
        let mut wide = Sieve::new(1_000_000);
        for class in 0..AT_ONCE as u32 - 1 {
            assert!(wide.admits(class, [(0, 9)].into_iter()));
        }
        assert!(wide.admits(77, [(0, 9), (500_000, 9), (900_000, 9)].into_iter()));
        assert!(!wide.admits(78, [(500_000, 9)].into_iter()));
    }

    #[test]
    fn what_is_settled_would_not_be_admitted() {
        let roll = |i: i64| (i * 7_919 + 13).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 9;
        for dearest in [60, 900, 50_000] {
            let mut sieve = Sieve::new(dearest);
            let mut list: Vec<(i64, i64)> =
                (0..4_000).map(|i| (1 + roll(i) % dearest, 1 + roll(i + 9_999) % 5_000)).collect();
            list.sort_by(|a, b| (b.1 * a.0).cmp(&(a.1 * b.0)));
            let mut settled = 0;
            for (class, &(w, v)) in (0..).zip(&list) {
                if sieve.settles(w as f64, v as f64 / w as f64, f64::INFINITY) {
                    assert!(!sieve.admits(class, [(w, v)].into_iter()), "{dearest}: {w} {v}");
                    settled += 1;
                } else {
                    sieve.admits(class, [(w, v)].into_iter());
                }
            }
            assert!(settled > 100, "{dearest}: {settled}");
        }
    }
}
