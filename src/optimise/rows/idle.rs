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
        if self.reprice(asked)? {
            return Ok(true);
        }
        if end != End::Empty || self.active.len() == self.part.classes() {
            return Ok(false);
        }
        let rates = self.rates(&self.ray);
        let mut list: Vec<(f64, u32)> = Vec::new();
        for class in 0..self.part.classes() {
            self.part.pause(class, asked)?;
            if !self.is_idle[class] {
                continue;
            }
            let kink = self.first_kink(class, &rates);
            list.extend(kink.map(|kink| (kink.ratio, class as u32)));
        }
        if list.len() > WOKEN {
            list.select_nth_unstable_by(WOKEN, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            list.truncate(WOKEN);
        }
        list.iter().for_each(|&(_, class)| self.activate(class));
        asked.ask()?;
        Ok(!list.is_empty())
    }

    /// Computes what idle classes are worth; those that change their mind change their keys and are active from now on.
    /// Whether there were any.
    pub(super) fn reprice(&mut self, asked: &mut Work) -> Result<bool, Cancelled> {
        let before = self.active.len();
        if before == self.part.classes() {
            return Ok(false);
        }
        let rates = self.rates(&self.y);
        for class in 0..self.part.classes() {
            self.part.pause(class, asked)?;
            if !self.is_idle[class] {
                continue;
            }
            for col in self.part.columns(class) {
                self.u[col] = self.part.v[col] as f64 - self.dot(&rates, &self.y, col);
            }
            let best = self.best_key(class);
            if best != self.basis.key[class] {
                self.set_key(class, best);
                self.activate(class as u32);
            }
        }
        self.work += self.part.width() as u64;
        Ok(self.active.len() > before)
    }

    fn activate(&mut self, class: u32) {
        self.is_idle[class as usize] = false;
        self.active.push(class);
    }
}
