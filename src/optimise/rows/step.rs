//! The kinks along a ray, nearest first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Where, along the ray, a class would change over from one column to another, or a row from one limit to the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kink {
    /// How far along the ray.
    pub ratio: f64,
    /// By how much the change mends the broken amount.
    pub drop: f64,
    /// The class' column before, or `u32::MAX` for a row.
    pub key: u32,
    /// The column, or the row.
    pub to: u32,
}

impl Ord for Kink {
    fn cmp(&self, other: &Kink) -> Ordering {
        let by_ratio = other.ratio.total_cmp(&self.ratio);
        by_ratio.then(self.drop.total_cmp(&other.drop)).then((other.key, other.to).cmp(&(self.key, self.to)))
    }
}

impl PartialOrd for Kink {
    fn partial_cmp(&self, other: &Kink) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Kink {
    fn eq(&self, other: &Kink) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Kink {}

/// The kinks ahead and those passed; keeps its memory.
#[derive(Default)]
pub(super) struct Steps {
    list: Vec<Kink>,
    ahead: BinaryHeap<Kink>,
    passed: Vec<Kink>,
}

impl Steps {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.list = std::mem::take(&mut self.ahead).into_vec();
        self.list.clear();
        self.passed.clear();
    }

    /// Adds a kink before the walk begins.
    pub fn add(&mut self, kink: Kink) {
        self.list.push(kink);
    }

    /// Begins the walk.
    pub fn heap(&mut self) {
        self.ahead = BinaryHeap::from(std::mem::take(&mut self.list));
    }

    /// Adds a kink during the walk.
    pub fn push(&mut self, kink: Kink) {
        self.ahead.push(kink);
    }

    /// The nearest kink.
    pub fn pop(&mut self) -> Option<Kink> {
        self.ahead.pop()
    }

    /// Notes that the walk went on beyond this one.
    pub fn pass(&mut self, kink: Kink) {
        self.passed.push(kink);
    }

    /// Those passed, in their order.
    pub fn passed(&self) -> &[Kink] {
        &self.passed
    }
}
