//! Idle creators: those far from a change of mind rest while a relaxation is solved, and are asked when it seems done.
//!
//! An idle class keeps its key. Multipliers at which another option is worth more wake it up, and so does a ray along
//! which it could still help: what is solved is the relaxation over everybody.

use super::super::work::Work;
use super::simplex::{End, Simplex};
use crate::domain::Cancelled;

/// Not more classes than this are all kept active; of more, so many.
const FEW: usize = 400;
/// Classes woken up at a time along a ray.
const WOKEN: usize = 400;

impl Simplex<'_> {
    /// Lets the classes rest that lose much by a change; for a basis with true worths.
    pub(super) fn rest(&mut self, asked: &mut Work) -> Result<(), Cancelled> {
        let part = self.part;
        if part.classes() <= FEW {
            return Ok(());
        }
        let mut list: Vec<(f64, u32)> = Vec::with_capacity(part.classes());
        for class in 0..part.classes() {
            part.pause(class, asked)?;
            let key = self.basis.key[class] as usize;
            let others = part.columns(class).filter(|&col| col != key).map(|col| self.u[col]);
            let loss =
                if self.basis.seated[class] > 0 { f64::MIN } else { self.u[key] - others.fold(f64::MIN, f64::max) };
            list.push((loss, class as u32));
        }
        asked.ask()?;
        list.select_nth_unstable_by(FEW, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        list[FEW..].iter().for_each(|&(_, class)| self.is_idle[class as usize] = true);
        self.active.retain(|&class| !self.is_idle[class as usize]);
        asked.ask()
    }

    /// Asks everybody who is idle whether that is really the end; false if it is, with all worths true.
    pub(super) fn wake(&mut self, end: End, asked: &mut Work) -> Result<bool, Cancelled> {
        if self.active.len() == self.part.classes() {
            return Ok(false);
        }
        let mut list = self.reprice(asked)?;
        if list.is_empty() && end == End::Empty {
            let rates = self.rates(&self.ray);
            let mut kinks = Vec::new();
            for class in 0..self.part.classes() {
                self.part.pause(class, asked)?;
                if self.is_idle[class] {
                    let kink = self.first_kink(class, &rates, f64::INFINITY);
                    kinks.extend(kink.map(|kink| (kink.ratio, class as u32)));
                }
            }
            if kinks.len() > WOKEN {
                kinks.select_nth_unstable_by(WOKEN, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                kinks.truncate(WOKEN);
            }
            list.extend(kinks.into_iter().map(|(_, class)| class));
        }
        for &class in &list {
            self.take_best(class as usize);
            self.is_idle[class as usize] = false;
            self.active.push(class);
        }
        asked.ask()?;
        Ok(!list.is_empty())
    }

    /// Computes what idle classes are worth; those that would change their mind.
    fn reprice(&mut self, asked: &mut Work) -> Result<Vec<u32>, Cancelled> {
        let rates = self.rates(&self.y);
        let mut list = Vec::new();
        for class in 0..self.part.classes() {
            self.part.pause(class, asked)?;
            if !self.is_idle[class] {
                continue;
            }
            for col in self.part.columns(class) {
                self.u[col] = self.part.v[col] as f64 - self.dot(&rates, &self.y, col);
            }
            if self.best_key(class) != self.basis.key[class] {
                list.push(class as u32);
            }
        }
        self.work += self.part.width() as u64;
        Ok(list)
    }

    /// Makes all worths and keys true where a solution is given up.
    pub(super) fn settle(&mut self, asked: &mut Work) -> Result<(), Cancelled> {
        if self.active.len() < self.part.classes() {
            for class in self.reprice(asked)? {
                self.take_best(class as usize);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::choice::{Choice, Rules};
    use super::super::super::row::Row;
    use super::super::frame::Frame;
    use super::super::offers::Offers;
    use super::super::part::Part;
    use super::*;
    use crate::domain::progress::silent;

    /// A small generator of numbers: the same on every machine.
    fn dice(seed: &mut u64, most: u64) -> i64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((*seed >> 33) % most) as i64
    }

    #[test]
    fn who_rests_changes_nothing_in_the_end() {
        let (mut best, mut empty, mut woken, mut rested) = (0, 0, 0, 0);
        for seed in 0..60 {
            let mut state = seed;
            let choices: Vec<Choice> = (0..3_000)
                .map(|i| Choice {
                    creator: i / 2,
                    price: 500 * (1 + dice(&mut state, 200)),
                    value: dice(&mut state, 100_000),
                })
                .collect();
            let members =
                |of: u64, state: &mut u64| -> Arc<[u32]> { (0..3_000).filter(|_| dice(state, of) == 0).collect() };
            let mut rows = Vec::new();
            for _ in 0..6 {
                let least = dice(&mut state, 60);
                rows.push(Row::count(members(5, &mut state), Some(least), Some(least + dice(&mut state, 30))));
            }
            rows.push(Row::money(members(2, &mut state), None, Some(200_000)));
            let rules = Rules { rows, ..Rules::with_budget(400_000 + 100_000 * dice(&mut state, 8)) };
            let before = Rules { budget: rules.budget / 9, ..rules.clone() };
            let mut silent = silent;
            let work = &mut Work::new(0, &mut silent);
            let offers = Offers::new(&choices, work).expect("not cancelled");
            let mut part = |rules: &Rules| {
                let frame = Frame::new(&offers, rules, i64::MAX, work).expect("not cancelled");
                let everybody: Vec<u32> = (0..frame.classes() as u32).collect();
                Part::new(&frame, &vec![0; everybody.len()], &everybody, |_, _| true, work).expect("not cancelled")
            };
            let (before, part) = (part(&before), part(&rules));
            let mut first = Simplex::new(&before, work).expect("not cancelled");
            first.solve(5_000, work).expect("not cancelled");
            let basis = first.basis.carried(&before, &part).expect("the same columns");
            let mut awake = Simplex::new(&part, work).expect("not cancelled");
            let mut resting = Simplex::from(&part, basis, work).expect("not cancelled");
            assert_eq!(resting.active.len(), FEW);
            let ends = [&mut awake, &mut resting].map(|simplex| simplex.solve(5_000, work).expect("not cancelled"));
            assert_eq!(ends[0], ends[1], "{seed}");
            match ends[0] {
                End::Best => {
                    best += 1;
                    woken += resting.active.len() - FEW;
                    rested += part.classes() - resting.active.len();
                    let (value, other) = (awake.value(), resting.value());
                    assert!((value - other).abs() <= 1e-7 * value.abs(), "{seed}: {value} and {other}");
                    let keys = resting.basis.key.clone();
                    resting.refresh(work).expect("not cancelled");
                    let changed = |(old, new): (&u32, &u32)| resting.u[*new as usize] - resting.u[*old as usize] > 1e-3;
                    assert!(!keys.iter().zip(&resting.basis.key).any(changed), "{seed}");
                }
                End::Empty => empty += 1,
                End::Stalled => {}
            }
        }
        assert!(best > 20 && empty > 5 && woken > 0 && rested > 0, "{best} and {empty}, {woken} and {rested}");
    }
}
