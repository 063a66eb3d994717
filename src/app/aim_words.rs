//! Sentences about how an aim was pursued.

use crate::domain::NumberStyle;
use crate::report::aimed::Aimed;
use crate::report::plan::Plan;

/// How a shortlist that pursues another aim than the most on average was found, as a sentence without a full stop.
pub fn aim_method(plan: &Plan, numbers: NumberStyle) -> Option<String> {
    let count = |value: f64| plan.amounts(numbers).amount(value);
    match &plan.aimed {
        Aimed::Safe(safer) => {
            let most = safer.bound.map_or(String::new(), |bound| {
                format!("; no shortlist under these rules can promise more than {}", count(bound))
            });
            Some(format!(
                "Searched, not proved: from the best shortlists for the average and for steadier results, exchanging \
                 creators while that raised the promise{most}"
            ))
        }
        Aimed::Target(reached) => {
            let least = reached.at_least.map_or(String::new(), |money| {
                format!("; proved that less than {} can't reach it as surely", numbers.money(money))
            });
            let counted =
                if reached.counted { "; every best shortlist for less money was counted and falls short" } else { "" };
            Some(format!("Searched: the least money found that reaches {}{least}{counted}", count(reached.target)))
        }
        Aimed::Short(short) => Some(match short.proved {
            true => format!("Proved that no shortlist for this money reaches {} as surely", count(short.target)),
            false => format!("Searched: nothing found for this money reaches {} as surely", count(short.target)),
        }),
        _ => None,
    }
}
