//! Worth: what every offer brings on average of a brief's goal, and of a mix of goals in points.

use std::sync::Arc;

use super::averages::{Averages, What};
use super::question::Question;
use crate::domain::{Cancelled, Goal, Report};

/// Points an average offer has in a mix.
const AVERAGE: f64 = 100.0;

/// What every offer brings on average, in the order of the slots.
///
/// Each part of a mix counts against what an average offer of the roster brings of it, so that parts of different size
/// weigh as much as asked.
pub fn worth(
    averages: &mut Averages,
    question: &Question,
    report: &mut Report<'_>,
) -> Result<Arc<Vec<f64>>, Cancelled> {
    let Goal::Mix(mix) = question.brief.goal else {
        return averages.of(What::of(question.brief.goal), question, report);
    };
    let mut points: Vec<f64> = Vec::new();
    for (goal, share) in mix.shares() {
        let part = averages.of(What::of(goal), question, report)?;
        let known = || part.iter().filter(|value| value.is_finite());
        let average = known().sum::<f64>() / known().count().max(1) as f64;
        points.resize(part.len(), 0.0);
        if average > 0.0 {
            let factor = AVERAGE * share / average;
            points.iter_mut().zip(&*part).for_each(|(sum, value)| *sum += factor * value);
        }
    }
    Ok(Arc::new(points))
}
