//! Figures by size of account, read off between their steps, so that nothing jumps at a border.

/// The value at `followers` from steps of (followers, value), ascending and positive: straight between steps on
/// logarithmic scales, level beyond the first and last. NaN never comes out of positive steps.
pub(super) fn at(steps: &[(f64, f64)], followers: u64) -> f64 {
    let x = followers.max(1) as f64;
    let above = steps.iter().position(|step| step.0 >= x);
    match above {
        Some(0) => steps[0].1,
        None => steps.last().map_or(f64::INFINITY, |step| step.1),
        Some(above) => {
            let (a, b) = (steps[above - 1], steps[above]);
            let weight = (x / a.0).ln() / (b.0 / a.0).ln();
            (a.1.ln() + weight * (b.1 / a.1).ln()).exp()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_run_straight_between_steps_and_level_outside() {
        let steps = [(100.0, 1.0), (10_000.0, 100.0)];
        for (followers, value) in [(0, 1.0), (100, 1.0), (1_000, 10.0), (10_000, 100.0), (u64::MAX, 100.0)] {
            assert!((at(&steps, followers) - value).abs() < 1e-9, "{followers}");
        }
    }
}
