//! Red flags: what a careful planner looks at before signing.

use crate::domain::{FeeStatus, NumberStyle, Rule};
use crate::report::plan::Plan;

/// A single creator above this share of the money is flagged.
const LARGE_SHARE: f64 = 0.40;

/// What the user should look at before signing, as sentences without full stops, the gravest first.
pub fn flags(plan: &Plan, numbers: NumberStyle) -> Vec<String> {
    let mut flags = Vec::new();
    let budget = plan.brief.budget.units();
    for row in &plan.rows {
        let share = row.fee.units() / budget;
        if share > LARGE_SHARE {
            flags.push(format!("{} takes {} of the money", row.name, numbers.percent(share, 0)));
        }
    }
    let of_status = |status: FeeStatus| -> Vec<&str> {
        plan.rows.iter().filter(|row| row.status == status).map(|row| row.name.as_str()).collect()
    };
    match of_status(FeeStatus::Guess).as_slice() {
        [] => {}
        [one] => flags.push(format!("One fee is a guess ({one})")),
        many => flags.push(format!("{} fees are guesses ({})", many.len(), many.join(", "))),
    }
    let blind: Vec<&str> =
        plan.rows.iter().filter(|row| row.projection.posts_used == 0).map(|row| row.name.as_str()).collect();
    match blind.as_slice() {
        [] => {}
        [one] => flags.push(format!("No posts of {one} are known, so their band is wide")),
        many => flags.push(format!("No posts of {} creators are known, so their bands are wide", many.len())),
    }
    let pinned = plan.brief.rules.iter().filter(|rule| matches!(rule, Rule::MustHave(_))).count();
    if plan.rows.is_empty() && pinned == 0 {
        flags.push("Nobody can be had for this money".to_owned());
    }
    flags
}
