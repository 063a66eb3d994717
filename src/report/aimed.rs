//! How a plan pursues its brief's aim, and what is proved about that.

use crate::domain::Money;

/// How a plan pursues its brief's aim.
#[derive(Clone, PartialEq, Debug)]
pub enum Aimed {
    /// As much as possible on average; nothing else was asked.
    Most,
    /// The aim is still being searched for; so far it is the shortlist with the most on average, or the last one.
    Searching,
    /// As much as possible of what can be promised.
    Safe(Safer),
    /// The least money found that reaches the target.
    Target(Reached),
    /// Nothing found reaches the target with the money of the brief.
    Short(Short),
    /// There is no target yet.
    NoTarget,
}

/// A shortlist with a large promise, beside the one with the most on average. In units of the goal.
#[derive(Clone, PartialEq, Debug)]
pub struct Safer {
    /// What it reaches with the probability asked.
    pub promise: f64,
    /// What the shortlist with the most on average reaches with it.
    pub most_promise: f64,
    /// The middle of what the shortlist with the most on average brings.
    pub most_middle: f64,
    /// At most this share of the most on average is given up, 0–1.
    pub loss: f64,
    /// No shortlist under the rules can promise more, up to the chance of the draws; `None` where that isn't known.
    pub bound: Option<f64>,
}

impl Safer {
    /// How much more it promises than the shortlist with the most on average, as a share of that, 0 or more; `None` where
    /// that one promises nothing, or a loss.
    pub fn gain(&self) -> Option<f64> {
        (self.most_promise > 0.0).then(|| (self.promise / self.most_promise - 1.0).max(0.0))
    }
}

/// The least money found for a target.
#[derive(Clone, PartialEq, Debug)]
pub struct Reached {
    /// The target, in units of the goal.
    pub target: f64,
    /// The least money found, fixed costs and what is kept back included.
    pub needs: Money,
    /// Proved: no shortlist for less money reaches the target as surely; `None` where that isn't known.
    pub at_least: Option<Money>,
    /// The probability that the shortlist reaches the target.
    pub chance: f64,
    /// Whether every shortlist that has the most on average for less money was counted and falls short.
    pub counted: bool,
}

/// What is known where no shortlist found reaches the target.
#[derive(Clone, PartialEq, Debug)]
pub struct Short {
    /// The target, in units of the goal.
    pub target: f64,
    /// The most that was found to be reached with the probability asked.
    pub promise: f64,
    /// The probability that this shortlist reaches the target.
    pub chance: f64,
    /// Whether it is proved that none does with this money.
    pub proved: bool,
    /// The least money found that would reach it, if some was found and is known yet.
    pub would_need: Option<Money>,
}
