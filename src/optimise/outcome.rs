//! The best plan so far and what is proved about it, in the market's own steps.

use super::hull::Slope;
use super::shortlist::Method;

/// A plan and its proof while it is being worked on.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub value: i64,
    pub points: Vec<u32>,
    /// No plan is worth more.
    pub bound: i64,
    pub method: Method,
    pub contenders: usize,
    pub slope: Slope,
    pub mu: i64,
    /// What the multipliers alone prove.
    pub relaxed: i64,
}

impl Outcome {
    /// Takes a plan if it is worth more.
    pub fn improve(&mut self, better: Option<(i64, Vec<u32>)>) {
        if let Some((value, points)) = better
            && value > self.value
        {
            (self.value, self.points) = (value, points);
        }
    }

    /// Whether nothing can be worth more.
    pub fn proved(&self) -> bool {
        self.bound <= self.value
    }

    /// Notes that the search for something better has ended.
    pub fn close(&mut self, method: Method) {
        self.bound = self.value;
        self.method = method;
    }
}
