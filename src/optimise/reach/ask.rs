//! The rules of a search for reach, as rows that the options of a plan must keep.

use super::ReachProblem;
use crate::optimise::choice::Rules;
use crate::optimise::row::{self, Weigh};

/// What an option counts in a row.
#[derive(Clone, Debug)]
enum Count {
    /// Its price.
    Price,
    /// -1: a least number of creators is a most of minus that number.
    Creator,
    /// By option, the weights of a side rule, turned round for its least.
    Own(Vec<i64>),
}

/// The sum of what the chosen options count stays at or below `most`.
#[derive(Clone, Debug)]
struct Row {
    count: Count,
    most: i64,
}

/// The rules in the problem's own terms.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    ceiling: i64,
    /// By class: must be in, must stay out.
    must: Vec<bool>,
    never: Vec<bool>,
    rows: Vec<Row>,
    /// Whether only money limits a plan, so that taking less is always allowed.
    pub plain: bool,
}

impl Ask {
    pub fn new(problem: &ReachProblem, rules: &Rules) -> Ask {
        let marked = |list: &[u32]| {
            let mut marks = vec![false; problem.creators.len()];
            for creator in list {
                if let Ok(class) = problem.creators.binary_search(creator) {
                    marks[class] = true;
                }
            }
            marks
        };
        let mut rows = vec![Row { count: Count::Price, most: rules.budget.max(0) }];
        if rules.min_creators > 0 {
            rows.push(Row { count: Count::Creator, most: -i64::from(rules.min_creators) });
        }
        for row in &rules.rows {
            let weights = weights(problem, row);
            if let Some(least) = row.least {
                let turned = weights.iter().map(|w| w.saturating_neg()).collect();
                rows.push(Row { count: Count::Own(turned), most: least.saturating_neg() });
            }
            if let Some(most) = row.most {
                rows.push(Row { count: Count::Own(weights), most });
            }
        }
        Ask {
            ceiling: rules.ceiling(),
            must: marked(&rules.must),
            never: marked(&rules.never),
            plain: rows.len() == 1,
            rows,
        }
    }

    /// What one creator may cost.
    pub fn ceiling(&self) -> i64 {
        self.ceiling
    }

    /// Whether the creator of this class must be in.
    pub fn is_must(&self, class: u32) -> bool {
        self.must[class as usize]
    }

    /// Whether this class must stay out.
    pub fn is_never(&self, class: u32) -> bool {
        self.never[class as usize]
    }

    /// How many rows there are; the first is the budget.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// What all chosen options together may count in each row.
    pub fn limits(&self) -> Vec<i64> {
        self.rows.iter().map(|row| row.most).collect()
    }

    /// The largest weight in a row, 1 at least.
    pub fn heaviest(&self, row: usize) -> f64 {
        match &self.rows[row].count {
            Count::Own(weights) => weights.iter().map(|w| w.unsigned_abs()).max().unwrap_or(1).max(1) as f64,
            _ => 1.0,
        }
    }

    /// What an option counts in a row.
    pub fn weight(&self, row: usize, problem: &ReachProblem, option: u32) -> i64 {
        match &self.rows[row].count {
            Count::Price => problem.price[option as usize],
            Count::Creator => -1,
            Count::Own(weights) => weights[option as usize],
        }
    }

    /// Whether these options, at most one of a class, keep every rule.
    pub fn allows(&self, problem: &ReachProblem, options: &[u32]) -> bool {
        let kept = |row: usize| {
            let sum: i128 = options.iter().map(|&o| i128::from(self.weight(row, problem, o))).sum();
            sum <= i128::from(self.rows[row].most)
        };
        let mut classes: Vec<u32> = options.iter().map(|&o| problem.class[o as usize]).collect();
        classes.sort_unstable();
        let one_each = classes.windows(2).all(|pair| pair[0] < pair[1]);
        let musts = self.must.iter().filter(|&&must| must).count();
        one_each
            && classes.iter().filter(|&&c| self.is_must(c)).count() == musts
            && !classes.iter().any(|&c| self.is_never(c))
            && options.iter().all(|&o| problem.price[o as usize] <= self.ceiling)
            && (0..self.rows.len()).all(kept)
    }
}

/// By option, what a side rule weighs.
fn weights(problem: &ReachProblem, row: &row::Row) -> Vec<i64> {
    let mut weights = vec![0_i64; problem.place.len()];
    for (i, &member) in row.members.iter().enumerate() {
        let Some(option) = problem.option_of(member) else { continue };
        let weight = match &row.weigh {
            Weigh::Each => 1,
            Weigh::Price => problem.price[option as usize],
            Weigh::By(own) => own.get(i).copied().unwrap_or(0),
        };
        weights[option as usize] = weights[option as usize].saturating_add(weight);
    }
    weights
}
