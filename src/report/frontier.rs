//! The best result for every budget: what a curve over budgets knows.

/// The best result for every budget.
#[derive(Clone, PartialEq, Debug)]
pub struct Frontier {
    /// By ascending budget, from the least that buys a shortlist under the rules.
    pub points: Vec<FrontierPoint>,
    /// The budget after which each unit of money brings clearly less, if there is one.
    pub knee: Option<FrontierPoint>,
    /// For each point what it reaches with each of [`LEVELS`]; never falls as the budget rises.
    pub promises: Vec<[f64; LEVELS.len()]>,
    /// For each point who comes and who goes at it, against the point before.
    pub changes: Vec<Change>,
}

/// Who comes into the best shortlist at a budget and who goes, by name, in no order that matters.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Change {
    /// Who comes.
    pub enters: Vec<String>,
    /// Who goes.
    pub leaves: Vec<String>,
}

/// The levels of the promise that a frontier knows, 50–95 %, in percent.
pub const LEVELS: [u8; 46] = {
    let mut levels = [50; 46];
    let mut place = 0;
    while place < levels.len() {
        levels[place] += place as u8;
        place += 1;
    }
    levels
};

/// The best result for one budget.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FrontierPoint {
    /// The money, in currency units.
    pub budget: f64,
    /// Lower end of the total's 80 % band.
    pub low: f64,
    /// Middle of the total; never falls as the budget rises.
    pub middle: f64,
    /// Upper end of the total's 80 % band.
    pub high: f64,
}

impl Change {
    /// "+ Ana", "− Bo": one line for each of at most `most` who come or go, and one that counts the others.
    pub fn words(&self, most: usize) -> Vec<String> {
        let all = self.enters.iter().map(|name| format!("+ {name}"));
        let mut lines: Vec<String> = all.chain(self.leaves.iter().map(|name| format!("− {name}"))).collect();
        if lines.len() > most {
            let others = lines.len() - most;
            lines.truncate(most);
            lines.push(format!("and {others} more"));
        }
        lines
    }
}

impl Frontier {
    /// The budget after which the curve flattens most: the point farthest above the chord from the first point to
    /// the last (Satopää et al., "Finding a kneedle in a haystack", 2011). `None` where it hardly bends.
    pub fn knee_of(points: &[FrontierPoint]) -> Option<FrontierPoint> {
        let (first, last) = (points.first()?, points.last()?);
        let (width, height) = (last.budget - first.budget, last.middle - first.middle);
        if width <= 0.0 || height <= 0.0 {
            return None;
        }
        let above =
            |point: &FrontierPoint| (point.middle - first.middle) / height - (point.budget - first.budget) / width;
        let knee = points.iter().max_by(|a, b| above(a).total_cmp(&above(b)))?;
        (above(knee) > 0.1).then_some(*knee)
    }

    /// What each budget reaches with the probability `level`, 0.5–0.95 to the next percent: budget and value.
    pub fn promised(&self, level: f64) -> impl Iterator<Item = (f64, f64)> + '_ {
        let place = ((level * 100.0).round() as i64 - i64::from(LEVELS[0])).clamp(0, LEVELS.len() as i64 - 1) as usize;
        self.points.iter().zip(&self.promises).map(move |(point, promises)| (point.budget, promises[place]))
    }

    /// About the least budget that reaches `target` with the probability `level`, between two points interpolated;
    /// `None` if none on the curve does.
    pub fn budget_for(&self, target: f64, level: f64) -> Option<f64> {
        let mut before: Option<(f64, f64)> = None;
        for (budget, value) in self.promised(level) {
            if value >= target {
                return Some(match before {
                    Some((from, below)) => from + (budget - from) * (target - below) / (value - below),
                    None => budget,
                });
            }
            before = Some((budget, value));
        }
        None
    }

    /// The budget at or below `budget` where the shortlist last changed, in currency units, and how.
    pub fn changed_at(&self, budget: f64) -> Option<(f64, &Change)> {
        let until = self.points.partition_point(|point| point.budget <= budget);
        let changed = self.changes.iter().take(until).rposition(|change| *change != Change::default())?;
        Some((self.points[changed].budget, &self.changes[changed]))
    }

    /// The point at `budget`, interpolated; `None` outside the curve.
    pub fn at(&self, budget: f64) -> Option<FrontierPoint> {
        let after = self.points.partition_point(|point| point.budget < budget);
        let right = *self.points.get(after)?;
        let Some(left) = after.checked_sub(1).map(|i| self.points[i]) else {
            return (right.budget == budget).then_some(right);
        };
        let t = (budget - left.budget) / (right.budget - left.budget);
        let mix = |a: f64, b: f64| a + (b - a) * t;
        Some(FrontierPoint {
            budget,
            low: mix(left.low, right.low),
            middle: mix(left.middle, right.middle),
            high: mix(left.high, right.high),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(budget: f64, middle: f64) -> FrontierPoint {
        FrontierPoint { budget, low: middle / 2.0, middle, high: middle * 2.0 }
    }

    #[test]
    fn the_knee_is_where_the_curve_bends() {
        let bent = [point(0.0, 0.0), point(100.0, 80.0), point(200.0, 90.0), point(300.0, 100.0)];
        assert_eq!(Frontier::knee_of(&bent).map(|p| p.budget), Some(100.0));
        let straight = [point(0.0, 0.0), point(100.0, 50.0), point(200.0, 100.0)];
        assert_eq!(Frontier::knee_of(&straight), None);
        assert_eq!(Frontier::knee_of(&[]), None);
    }

    #[test]
    fn a_change_is_told_from_the_budget_it_happens_at() {
        let come =
            |names: &[&str]| Change { enters: names.iter().map(|&n| n.to_owned()).collect(), leaves: Vec::new() };
        let swap = Change { leaves: vec!["Ana".to_owned()], ..come(&["Bo", "Cy"]) };
        let points = vec![point(0.0, 0.0), point(50.0, 40.0), point(100.0, 80.0), point(150.0, 80.0)];
        let changes = vec![Change::default(), come(&["Ana"]), swap.clone(), Change::default()];
        let frontier = Frontier { points, knee: None, promises: Vec::new(), changes };
        assert_eq!(frontier.changed_at(49.0), None);
        assert_eq!(frontier.changed_at(99.0), Some((50.0, &come(&["Ana"]))));
        assert_eq!(frontier.changed_at(500.0), Some((100.0, &swap)));
        assert_eq!(swap.words(3), ["+ Bo", "+ Cy", "− Ana"]);
        assert_eq!(swap.words(1), ["+ Bo", "and 2 more"]);
    }

    #[test]
    fn points_between_are_interpolated() {
        let frontier = Frontier {
            points: vec![point(0.0, 0.0), point(100.0, 80.0)],
            knee: None,
            promises: Vec::new(),
            changes: Vec::new(),
        };
        assert_eq!(frontier.at(50.0).map(|p| p.middle), Some(40.0));
        assert_eq!(frontier.at(0.0).map(|p| p.middle), Some(0.0));
        assert_eq!(frontier.at(101.0), None);
    }

    #[test]
    fn a_target_has_the_budget_at_which_it_is_met() {
        let mut promises = vec![[0.0; LEVELS.len()], [60.0; LEVELS.len()], [100.0; LEVELS.len()]];
        promises[1][30] = 20.0;
        let points = vec![point(0.0, 0.0), point(100.0, 80.0), point(200.0, 120.0)];
        let frontier = Frontier { points, knee: None, promises, changes: Vec::new() };
        assert_eq!(frontier.budget_for(80.0, 0.5), Some(150.0));
        assert_eq!(frontier.budget_for(60.0, 0.8), Some(150.0), "more certainty takes more money");
        assert_eq!(frontier.budget_for(101.0, 0.5), None);
        assert_eq!(frontier.promised(0.8).nth(1), Some((100.0, 20.0)));
        assert_eq!((LEVELS[0], LEVELS[45]), (50, 95));
    }
}
