//! The budgets at which a frontier is asked.

use crate::optimise::common_step;

/// Budgets up to `to`, in minor units: every amount that prices can add up to where those are no more than `most`, else
/// as many at even steps; always with both ends.
pub fn budgets(to: i64, prices: &[i64], most: i64) -> Vec<i64> {
    let unit = common_step(prices);
    let all = to / unit;
    let steps = all.min(most);
    let at = |step: i64| (i128::from(all) * i128::from(step) / i128::from(steps.max(1))) as i64 * unit;
    let mut budgets: Vec<i64> = (0..=steps).map(at).collect();
    if budgets.last() != Some(&to) {
        budgets.push(to);
    }
    budgets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_all_there_are_or_as_many_as_fit() {
        assert_eq!(budgets(20, &[5, 15], 240), [0, 5, 10, 15, 20]);
        assert_eq!(budgets(22, &[10, 5], 240), [0, 5, 10, 15, 20, 22]);
        assert_eq!(budgets(3, &[5], 240), [0, 3]);
        assert_eq!(budgets(0, &[], 240), [0]);
        // What mustn't be chosen has a price below 0, and tells nothing about the others.
        assert_eq!(budgets(20, &[10, -1, 0], 240), [0, 10, 20]);
        let many = budgets(100_000, &[100], 240);
        assert_eq!((many.len(), many[0], many[1], many.last()), (241, 0, 400, Some(&100_000)));
        assert!(many.iter().all(|budget| budget % 100 == 0) && many.is_sorted());
        assert_eq!(budgets(1200, &[500], 10_000), [0, 500, 1000, 1200]);
        let many = budgets(500_000_000, &[1], 10_000);
        assert_eq!((many.len(), many[0], many[many.len() - 1]), (10_001, 0, 500_000_000));
        assert_eq!(budgets(i64::MAX, &[1], 240).len(), 241);
    }
}
