//! Leaving out creators outside the plan whom enough others like them better: a search needs but a few of each kind.
//!
//! An offer is bettered by one in the same rows that is no dearer and worth no less: the one can take the other's place.
//! Whoever joins a better plan loses something against the multipliers' bound, and all losses together stay within the
//! slack. So only some can join at once, fewer the more one of them loses, and if still more better an offer, one of
//! them is free.

use super::super::market::gcd;
use super::super::row::Weigh;
use super::super::sieve::{AT_ONCE, LOOK, Sieve};
use super::super::work::{CHUNK, Work};
use super::frame::{FAR, Frame, OUT, OWN};
use super::price::Priced;
use crate::domain::Cancelled;

/// Not more creators than this are all searched.
const FEW: usize = 500;
/// So many of them are gone through by what they lose.
const FIRST: usize = 2_000;
/// Sieves at most, one for all offers that are in the same rows: there is little to gain by more, and each takes memory.
const SIEVES: usize = 300;

/// The classes (ascending) of those open that are needed to better the plan by all of `slack`.
pub(super) fn without_bettered(
    frame: &Frame,
    priced: &Priced,
    open: Vec<u32>,
    slack: i64,
    work: &mut Work,
) -> Result<Vec<u32>, Cancelled> {
    let groups = frame.groups.len();
    if open.len() <= FEW || slack <= 0 || groups > SIEVES || frame.odd_rows().next().is_some() {
        return Ok(open);
    }
    let (mut dearest, mut step) = (0, 0);
    for chunk in open.chunks(CHUNK) {
        let offers = chunk.iter().flat_map(|&class| frame.class(class as usize)).map(|&place| frame.w[place as usize]);
        (dearest, step) = offers.fold((dearest, step), |(dearest, step), w| (dearest.max(w), gcd(step, w)));
        work.pass(chunk.len())?;
    }
    let price = |place: usize| frame.w[place] / step.max(1);
    let keeps_price: Vec<bool> = frame.groups.each().map(|mut rows| rows.any(|row| needs_money(frame, row))).collect();
    let mut sieves: Vec<Option<Sieve>> = (0..groups).map(|_| None).collect();
    // Those who lose least come first, so that they are the ones who stay; all others as they stand.
    let loss = |class: &u32| priced.loss[*class as usize];
    let mut losses: Vec<i64> = open.iter().map(loss).collect();
    let first = FIRST.min(losses.len() - 1);
    let limit = *losses.select_nth_unstable(first).1;
    work.ask()?;
    let (mut order, rest): (Vec<u32>, Vec<u32>) = open.iter().partition(|class| loss(class) < limit);
    order.sort_unstable_by_key(|class| (loss(class), *class));
    work.ask()?;
    let mut kept = Vec::new();
    for class in order.into_iter().chain(rest) {
        work.pass(LOOK)?;
        // Only so many of those beyond this loss can join at once.
        let far = priced.best[class as usize] == OUT && i128::from(loss(&class)) * AT_ONCE as i128 > i128::from(slack);
        let offers = || frame.class(class as usize).iter().map(|&place| place as usize);
        let lost = |place: usize| priced.of[place].saturating_neg();
        let within = || offers().filter(|&place| lost(place) <= slack);
        let group = |place: usize| frame.groups.of()[place] as usize;
        let bettered = |place: usize| {
            let left = i128::from(slack - lost(place)) * AT_ONCE as i128 / i128::from(slack);
            let sieve = sieves[group(place)].as_ref();
            sieve.is_some_and(|sieve| sieve.betters(price(place), frame.v[place], left as usize + 1))
        };
        if !far || !within().all(bettered) {
            kept.push(class);
            if far {
                for place in within().filter(|&place| !keeps_price[group(place)]) {
                    let sieve = sieves[group(place)].get_or_insert_with(|| Sieve::new(dearest / step.max(1)));
                    sieve.enter(price(place), frame.v[place], class);
                }
            }
        }
    }
    kept.sort_unstable();
    work.ask()?;
    Ok(kept)
}

/// Whether a row asks for so much money at least: there the cheaper offer can't take the dearer one's place.
fn needs_money(frame: &Frame, row: usize) -> bool {
    frame.rows[row].weigh == Weigh::Price && frame.lo[OWN + row] > -FAR
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::choice::{Choice, Rules};
    use super::super::super::row::Row;
    use super::super::best::{Verdict, Want, best};
    use super::super::offers::Offers;
    use super::super::part::Part;
    use super::super::sift::{Root, sift};
    use super::super::tree::{Goal, search};
    use super::*;
    use crate::domain::progress::silent;

    /// A small generator of numbers: the same on every machine.
    fn dice(seed: &mut u64, most: u64) -> i64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((*seed >> 33) % most) as i64
    }

    /// Two offers of each creator and rows of every kind, dear and cheap creators mixed.
    fn case(state: &mut u64) -> (Vec<Choice>, Rules) {
        let step = [1, 25, 500][dice(state, 3) as usize];
        let choices: Vec<Choice> = (0..3_000)
            .map(|i| {
                let price = 1 + dice(state, 12);
                let value = 60 * price + dice(state, 600);
                Choice { creator: i / 2, price: step * price, value }
            })
            .collect();
        let mut members = |of: u64| -> Arc<[u32]> {
            let is_in: Vec<bool> = (0..1_500).map(|_| dice(state, of) == 0).collect();
            (0..3_000).filter(|&place| is_in[place as usize / 2]).collect()
        };
        let (few, some, half) = (members(9), members(4), members(2));
        let least = dice(state, 6);
        let money = step * (100 + dice(state, 100));
        let mut rows = vec![
            Row::count(few, Some(least), Some(least + dice(state, 3))),
            Row::count(some, Some(dice(state, 4)), Some(4 + dice(state, 3))),
            Row::money(half.clone(), None, Some(money * 3 / 5)),
        ];
        if dice(state, 2) == 0 {
            rows.push(Row::money(half, Some(money / 2), None));
        }
        (choices, Rules { rows, ..Rules::with_budget(money) })
    }

    /// Checks offer by offer that one of those kept is free to take the place of one left out.
    fn check(frame: &Frame, priced: &Priced, kept: &[u32], slack: i64, out: u32) {
        let lost = |place: u32| -priced.of[place as usize] as f64;
        let of = |list: &[i64], place: u32| list[place as usize];
        let rows = |place: u32| frame.groups.rows_of(place as usize).collect::<Vec<_>>();
        for &offer in frame.class(out as usize).iter().filter(|&&offer| lost(offer) <= slack as f64) {
            let needs_money = |&row: &usize| frame.lo[OWN + row] > -FAR && frame.rows[row].weigh == Weigh::Price;
            assert!(!rows(offer).iter().any(needs_money), "a cheaper one doesn't bring as much money there");
            let betters = |&&place: &&u32| {
                let known = of(&frame.w, place) <= of(&frame.w, offer) && of(&frame.v, place) >= of(&frame.v, offer);
                known && lost(place) <= slack as f64 && rows(place) == rows(offer)
            };
            let least = slack as f64 / AT_ONCE as f64;
            let far = |class: &&u32| {
                priced.best[**class as usize] == OUT && priced.loss[**class as usize] as f64 > least * (1.0 - 1e-9)
            };
            let others =
                kept.iter().filter(far).filter(|&&class| frame.class(class as usize).iter().any(|p| betters(&p)));
            let join = (slack as f64 - lost(offer)) / least;
            assert!(others.count() as f64 > join - 1e-6, "{out}: at most {join} of the others can be in with it");
        }
    }

    #[test]
    fn who_is_left_out_is_never_missed() {
        let (mut all, mut left, mut cases) = (0, 0, 0);
        for seed in 0..60 {
            let mut silent = silent;
            let work = &mut Work::new(50_000_000, &mut silent);
            let (choices, rules) = case(&mut seed.clone());
            let offers = Offers::new(&choices, work).expect("not cancelled");
            let frame = Frame::new(&offers, &rules, i64::MAX, work).expect("not cancelled");
            let Verdict::Plan(plan) = best(&frame, &Want::default(), work).expect("not cancelled") else { continue };
            let Root::Bounded(sifted) = sift(&frame, work).expect("not cancelled") else { panic!("it can be kept") };
            // As if a somewhat worse plan were known.
            let known = plan.value - plan.value / 100;
            let slack = sifted.priced.bound - i128::from(known + 1) * i128::from(sifted.duals.per);
            let slack = i64::try_from(slack).expect("small");
            let open = (0..).zip(&sifted.priced.loss).filter(|(_, loss)| **loss <= slack);
            let open: Vec<u32> = open.map(|(class, _)| class).collect();
            all += open.len();
            let kept = without_bettered(&frame, &sifted.priced, open.clone(), slack, work).expect("not cancelled");
            left += kept.len();
            open.iter().filter(|class| kept.binary_search(class).is_err()).for_each(|&out| {
                check(&frame, &sifted.priced, &kept, slack, out);
            });
            let part = Part::near(&frame, &sifted.priced, &kept, slack, work).expect("not cancelled");
            let simplex = sifted.simplex(&part, work).expect("not cancelled");
            let goal = Goal { best: Some(known), step: frame.step, first: false, nodes: 20_000 };
            let found = search(&part, simplex, goal, work).expect("not cancelled");
            if found.ended {
                assert!(found.plan.is_some_and(|found| found.0 >= plan.value), "{seed}");
                cases += 1;
            }
        }
        assert!(cases > 30 && 4 * left < 3 * all, "{cases}: {left} of {all}");
    }
}
