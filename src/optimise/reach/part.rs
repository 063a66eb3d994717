//! A part of the problem: some creators settled, the others open with the options that are left to each.

use super::ReachProblem;
use super::ask::Ask;

/// "Stays out".
pub(super) const OUT: u32 = u32::MAX;

/// Open classes, each with options of which at most one is taken, in the segments that still matter to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// People reached by the settled options.
    pub base: f64,
    /// Local segment to segment, and the people in it whom no settled option reaches.
    pub segment: Vec<u32>,
    pub people: Vec<f64>,
    /// Those people as a share of all in the segment.
    pub unmet: Vec<f64>,
    /// What the open options may still count in each row.
    pub limits: Vec<i64>,
    /// The settled options.
    pub fixed: Vec<u32>,
    pub class: Vec<u32>,
    /// Whether the creator may stay out.
    pub out: Vec<bool>,
    /// Class to its first option, and option to its first contact; one more at the end.
    first: Vec<u32>,
    from: Vec<u32>,
    pub option: Vec<u32>,
    contact: Vec<(u32, f64)>,
    /// Rows of each option, one after the other.
    weight: Vec<i64>,
}

impl Part {
    /// These classes open, the others out.
    pub fn new(problem: &ReachProblem, ask: &Ask, classes: &[u32]) -> Part {
        let audience = &problem.audience;
        let mut part = Part {
            segment: (0..audience.people.len() as u32).collect(),
            people: audience.people.clone(),
            unmet: vec![1.0; audience.people.len()],
            limits: ask.limits(),
            first: vec![0],
            from: vec![0],
            ..Part::default()
        };
        for &class in classes.iter().filter(|&&class| !ask.is_never(class)) {
            let before = part.option.len();
            for option in problem.options(class).filter(|&o| problem.price[o as usize] <= ask.ceiling()) {
                part.option.push(option);
                part.contact.extend(audience.contacts(option).map(|(g, a)| (g as u32, a)));
                part.from.push(part.contact.len() as u32);
                part.weight.extend((0..ask.rows()).map(|row| ask.weight(row, problem, option)));
            }
            if part.option.len() > before {
                part.class.push(class);
                part.out.push(!ask.is_must(class));
                part.first.push(part.option.len() as u32);
            }
        }
        part
    }

    /// The options of an open class.
    pub fn options(&self, class: usize) -> std::ops::Range<usize> {
        self.first[class] as usize..self.first[class + 1] as usize
    }

    /// Local segments and depths of an option.
    pub fn contacts(&self, option: usize) -> &[(u32, f64)] {
        &self.contact[self.from[option] as usize..self.from[option + 1] as usize]
    }

    /// What an option counts in each row.
    pub fn weights(&self, option: usize) -> &[i64] {
        let rows = self.limits.len();
        &self.weight[option * rows..(option + 1) * rows]
    }

    /// The share of the people here that stays unreached where those shares of whole segments stay so.
    pub fn kept(&self, whole: &[f64]) -> Vec<f64> {
        self.segment.iter().zip(&self.unmet).map(|(&g, r)| (whole[g as usize] / r).clamp(1e-12, 1.0)).collect()
    }

    /// A measure of its size, in steps of one pass over it.
    pub fn steps(&self) -> usize {
        self.class.len() + self.option.len() + self.contact.len() / 4
    }

    /// The part that is left when only the options that `keep` names stay (and `OUT` only for classes for which it
    /// says so): classes with one choice left are settled, and what can't keep a row any more is dropped. `None` if no
    /// plan is left.
    pub fn reduced(&self, keep: impl Fn(usize, u32) -> bool) -> Option<Part> {
        let mut left = Left { option: vec![false; self.option.len()], out: self.out.clone() };
        for class in 0..self.class.len() {
            left.out[class] = self.out[class] && keep(class, OUT);
            self.options(class).for_each(|i| left.option[i] = keep(class, i as u32));
        }
        self.drop_unfit(&mut left).then(|| self.settled(&left))
    }

    /// Drops choices that break a row whatever the others do; false if a class has none left or a row can't be kept.
    fn drop_unfit(&self, left: &mut Left) -> bool {
        let rows = self.limits.len();
        for row in 0..rows {
            let weight = |i: usize| self.weight[i * rows + row];
            let least = |left: &Left, class: usize| {
                let options = self.options(class).filter(|&i| left.option[i]).map(weight);
                options.chain(left.out[class].then_some(0)).min().unwrap_or(0)
            };
            let total: i128 = (0..self.class.len()).map(|class| i128::from(least(left, class))).sum();
            let slack = i128::from(self.limits[row]) - total;
            if slack < 0 {
                return false;
            }
            for class in 0..self.class.len() {
                let low = i128::from(least(left, class));
                left.out[class] &= -low <= slack;
                self.options(class).for_each(|i| left.option[i] &= i128::from(weight(i)) - low <= slack);
            }
        }
        (0..self.class.len()).all(|class| left.out[class] || self.options(class).any(|i| left.option[i]))
    }

    /// Settles the classes with one choice left and keeps the segments that the others still touch.
    fn settled(&self, left: &Left) -> Part {
        let mut part = Part {
            base: self.base,
            limits: self.limits.clone(),
            fixed: self.fixed.clone(),
            first: vec![0],
            from: vec![0],
            ..Part::default()
        };
        let (mut people, mut unmet) = (self.people.clone(), self.unmet.clone());
        let mut open = Vec::new();
        for class in 0..self.class.len() {
            let mut options = self.options(class).filter(|&i| left.option[i]);
            match (options.next(), options.next(), left.out[class]) {
                (Some(_), Some(_), _) | (Some(_), None, true) => open.push(class),
                (Some(i), None, false) => {
                    part.fixed.push(self.option[i]);
                    part.limits
                        .iter_mut()
                        .zip(self.weights(i))
                        .for_each(|(limit, &w)| *limit = limit.saturating_sub(w));
                    for &(g, a) in self.contacts(i) {
                        part.base -= people[g as usize] * (-a).exp_m1();
                        people[g as usize] *= (-a).exp();
                        unmet[g as usize] *= (-a).exp();
                    }
                }
                (None, _, _) => {}
            }
        }
        let mut local = vec![OUT; people.len()];
        for class in open {
            for i in self.options(class).filter(|&i| left.option[i]) {
                part.option.push(self.option[i]);
                for &(g, a) in self.contacts(i).iter().filter(|c| people[c.0 as usize] > 0.0) {
                    if local[g as usize] == OUT {
                        local[g as usize] = part.people.len() as u32;
                        part.people.push(people[g as usize]);
                        part.unmet.push(unmet[g as usize]);
                        part.segment.push(self.segment[g as usize]);
                    }
                    part.contact.push((local[g as usize], a));
                }
                part.from.push(part.contact.len() as u32);
                part.weight.extend(self.weights(i));
            }
            part.class.push(self.class[class]);
            part.out.push(left.out[class]);
            part.first.push(part.option.len() as u32);
        }
        part
    }
}

/// The choices that are left: by option, and staying out by class.
struct Left {
    option: Vec<bool>,
    out: Vec<bool>,
}
