//! How much a past post counts among newer ones.

use super::assumptions::Prior;

/// The scale of a creator's posts is remembered so many times longer than their level.
const STEADY: f64 = 4.0;

/// How the weight of a post fades with the number of newer ones.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Memory {
    /// After so many newer posts, what fades has halved.
    fades: f64,
    /// The part that never fades.
    lasting: f64,
}

impl Memory {
    /// The memory for the level of posts.
    pub fn of(prior: &Prior) -> Memory {
        Memory { fades: prior.memory, lasting: prior.lasting }
    }

    /// The memory for the scale of posts, which changes more slowly than their level.
    pub fn steady(self) -> Memory {
        Memory { fades: STEADY * self.fades, ..self }
    }

    /// The weights of so many posts, newest first, adding up to 1.
    pub fn weights(self, posts: usize) -> Vec<f64> {
        let mut weights: Vec<f64> = (0..posts).map(|rank| self.weight(rank)).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        weights
    }

    /// How many equally weighted posts so many posts are worth: the square of the sum of their weights by the sum of
    /// their squares (Kish 1965); 0 for none.
    pub fn effective(self, posts: usize) -> f64 {
        let (mut sum, mut squares) = (0.0, 0.0);
        for weight in (0..posts).map(|rank| self.weight(rank)) {
            (sum, squares) = (sum + weight, squares + weight * weight);
        }
        if posts == 0 { 0.0 } else { sum * sum / squares }
    }

    fn weight(self, rank: usize) -> f64 {
        self.lasting + (1.0 - self.lasting) * (-(rank as f64) / self.fades).exp2()
    }
}
