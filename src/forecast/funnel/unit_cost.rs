//! A unit cost: money for one click or order, honest about the cases in which there is none to divide by.

/// What one costs, as far as it can be said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cost {
    /// So much, in currency units.
    About(f64),
    /// More than so much: the money is spent and not even one comes in.
    AtLeast(f64),
}

/// The distribution of money divided by a count, in currency units.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitCost {
    /// Quotients of the draws in which at least one comes in.
    sorted: Vec<f64>,
    /// Draws in which money is spent and not even one comes in.
    without: usize,
    /// The least money spent in those.
    least: f64,
}

impl UnitCost {
    /// From the draws of the money and of the count: money for each `per` of what is counted. Draws in which neither is above 0 (nobody said yes and nothing was
    /// spent) say nothing about costs and are left out; `None` if that leaves none.
    pub fn of(money: &[f64], counts: &[f64], per: f64) -> Option<UnitCost> {
        let mut cost = UnitCost { sorted: Vec::with_capacity(money.len()), without: 0, least: f64::MAX };
        for (money, count) in money.iter().zip(counts) {
            if *count >= 1.0 {
                cost.sorted.push(money / count * per);
            } else if *money > 0.0 {
                // Fewer than one: even a whole one would have cost all of it.
                cost.without += 1;
                cost.least = cost.least.min(money * per);
            }
        }
        cost.sorted.sort_unstable_by(f64::total_cmp);
        (cost.draws() > 0).then_some(cost)
    }

    fn draws(&self) -> usize {
        self.sorted.len() + self.without
    }

    /// The 10 % point: the lucky side.
    pub fn low(&self) -> Cost {
        self.quantile(0.1)
    }

    /// The median.
    pub fn middle(&self) -> Cost {
        self.quantile(0.5)
    }

    /// The 90 % point: the unlucky side.
    pub fn high(&self) -> Cost {
        self.quantile(0.9)
    }

    /// The cost that isn't exceeded with probability `p`, 0..=1.
    pub fn quantile(&self, p: f64) -> Cost {
        let at = (p.clamp(0.0, 1.0) * self.draws() as f64 - 0.5).clamp(0.0, self.draws() as f64 - 1.0);
        let below = at as usize;
        match (self.sorted.get(below), self.sorted.get(below + 1)) {
            (Some(low), Some(high)) => Cost::About(low + (at - below as f64) * (high - low)),
            (Some(low), None) => Cost::About(*low),
            // Whoever pays for none pays more than for any that came in.
            (None, _) => Cost::AtLeast(self.sorted.last().map_or(self.least, |last| last.max(self.least))),
        }
    }

    /// The probability that not even one comes in though money is spent.
    pub fn chance_of_none(&self) -> f64 {
        self.without as f64 / self.draws() as f64
    }
}
