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
                    let kink = self.first_kink(class, &rates);
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
