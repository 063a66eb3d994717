//! Missed: whom a plan leaves unreached in every draw, so that an offer more or less is a product away.

use std::collections::BTreeMap;

use super::counting::Crowd;

/// The largest share of a segment that one offer reaches: close to everybody, but so that it can be taken back out of a
/// product.
const MOST: f64 = 1.0 - 1e-6;

/// By segment, the share of its people that is missed in each draw; everybody where a segment isn't named.
pub(super) type Missed = BTreeMap<u32, Vec<f64>>;

/// An offer with its reach in each draw.
pub(super) type Reach<'a> = (u32, &'a [f64]);

/// Adds an offer to a plan.
pub(super) fn add(crowd: &Crowd, missed: &mut Missed, (offer, reach): Reach) {
    for (segment, share) in crowd.shares(offer) {
        let missed = missed.entry(segment).or_insert_with(|| vec![1.0; reach.len()]);
        missed.iter_mut().zip(reach).for_each(|(missed, reach)| *missed *= 1.0 - (reach * share).min(MOST));
    }
}

/// Adds the people reached to the totals of the draws.
pub(super) fn count(crowd: &Crowd, missed: &Missed, totals: &mut [f64]) {
    for (segment, missed) in missed {
        let people = people(crowd, *segment);
        totals.iter_mut().zip(missed).for_each(|(total, missed)| *total += people * (1.0 - missed));
    }
}

/// Changes the totals of a plan by offers out of it and others into it.
pub(super) fn exchange(crowd: &Crowd, missed: &Missed, out: &[Reach], into: &[Reach], totals: &mut [f64]) {
    let of = |(offer, _): &Reach| crowd.shares(*offer).map(|(segment, _)| segment);
    let mut touched: Vec<u32> = out.iter().chain(into).flat_map(of).collect();
    touched.sort_unstable();
    touched.dedup();
    let mut change = vec![1.0; totals.len()];
    for segment in touched {
        change.fill(1.0);
        for (reach, share) in within(crowd, into, segment) {
            change.iter_mut().zip(reach).for_each(|(change, reach)| *change *= 1.0 - (reach * share).min(MOST));
        }
        for (reach, share) in within(crowd, out, segment) {
            change.iter_mut().zip(reach).for_each(|(change, reach)| *change /= 1.0 - (reach * share).min(MOST));
        }
        let people = people(crowd, segment);
        match missed.get(&segment) {
            Some(missed) => {
                let missed = missed.iter().zip(&change);
                totals.iter_mut().zip(missed).for_each(|(total, (missed, change))| {
                    *total += people * missed * (1.0 - change);
                });
            }
            None => totals.iter_mut().zip(&change).for_each(|(total, change)| *total += people * (1.0 - change)),
        }
    }
}

/// The offers that reach people of a segment, with the share of it that one person makes.
fn within<'a>(crowd: &Crowd, offers: &[Reach<'a>], segment: u32) -> impl Iterator<Item = (&'a [f64], f64)> {
    offers.iter().flat_map(move |(offer, reach)| {
        crowd.shares(*offer).filter(move |(other, _)| *other == segment).map(|(_, share)| (*reach, share))
    })
}

fn people(crowd: &Crowd, segment: u32) -> f64 {
    crowd.people.get(segment as usize).copied().unwrap_or(0.0)
}

/// The share of each segment that a plan leaves unreached on average; everybody where a segment isn't named.
#[derive(Default)]
pub(super) struct Left {
    shares: BTreeMap<u32, f64>,
}

impl Left {
    /// By offers, each with what it reaches on average.
    pub fn of(crowd: &Crowd, means: impl Iterator<Item = (u32, f64)>) -> Left {
        let mut left = Left::default();
        for (offer, mean) in means {
            for (segment, share) in crowd.shares(offer) {
                *left.shares.entry(segment).or_insert(1.0) *= 1.0 - (mean * share).min(MOST);
            }
        }
        left
    }

    /// Which part of an offer's reach is new beside the plan; or, of an offer inside of it, only its own.
    pub fn part(&self, crowd: &Crowd, offer: u32, mean: f64, inside: bool) -> f64 {
        let new = |(segment, share): (u32, f64)| {
            let reached = (mean * share).min(MOST);
            let left = self.shares.get(&segment).copied().unwrap_or(1.0);
            people(crowd, segment) * left * if inside { reached / (1.0 - reached) } else { reached }
        };
        if mean > 0.0 { crowd.shares(offer).map(new).sum::<f64>() / mean } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_is_what_counting_afresh_gives() {
        let parts: [&[(u32, f64)]; 3] = [&[(0, 0.5), (1, 0.5)], &[(1, 1.0)], &[(0, 0.2), (2, 0.8)]];
        let crowd = Crowd { people: &[1_000.0, 5_000.0, 90.0], parts: &parts };
        let reach: [&[f64]; 3] = [&[400.0, 90.0], &[2_500.0, 0.0], &[300.0, 5_000.0]];
        let fresh = |plan: &[u32]| {
            let (mut missed, mut totals) = (Missed::new(), vec![0.0; 2]);
            plan.iter().for_each(|&offer| add(&crowd, &mut missed, (offer, reach[offer as usize])));
            count(&crowd, &missed, &mut totals);
            (missed, totals)
        };
        let of = |offers: &[u32]| offers.iter().map(|&o| (o, reach[o as usize])).collect::<Vec<Reach>>();
        for (plan, out, into) in
            [(vec![0, 1], vec![1], vec![2]), (vec![2], vec![2], vec![0, 1]), (vec![], vec![], vec![1])]
        {
            let (missed, mut totals) = fresh(&plan);
            exchange(&crowd, &missed, &of(&out), &of(&into), &mut totals);
            let next: Vec<u32> = plan.into_iter().filter(|o| !out.contains(o)).chain(into).collect();
            let expected = fresh(&next).1;
            assert!(totals.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-6), "{totals:?} {expected:?}");
        }
        // Of two offers that reach 200 of 1,000 and 1,250 of 5,000, and 2,500 of the same 5,000.
        assert!((fresh(&[0, 1]).1[0] - (200.0 + 200.0 + 0.48 * 5_000.0)).abs() < 1e-9);
    }
}
