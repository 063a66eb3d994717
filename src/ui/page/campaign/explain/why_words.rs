//! Why a creator is or isn't in, in words.

use crate::domain::text::listed;
use crate::domain::{Metric, NumberStyle};
use crate::report::explain::{Held, Missing, RateNeeded, WhyAnswer, WhyNot};
use crate::ui::format::Amounts;

/// A title and its value.
pub struct Line {
    /// What it is.
    pub title: &'static str,
    /// In words.
    pub value: String,
}

/// The answer in a sentence or two.
pub fn sentence(why: &WhyNot, amounts: Amounts) -> String {
    match &why.answer {
        WhyAnswer::NoOffer => "They have no offer yet. Add one in the roster; a guess of their fee will do".to_owned(),
        WhyAnswer::LeftOut { reasons, hint } => {
            format!("None of their offers can be considered: {}. {hint}", reasons.join("; "))
        }
        WhyAnswer::In(held) => held_words(held, amounts),
        WhyAnswer::Out(missing) => missing_words(missing, amounts),
    }
}

fn held_words(held: &Held, amounts: Amounts) -> String {
    let numbers = amounts.numbers;
    let share = held.share.map(|share| numbers.percent(share.abs(), 1)).unwrap_or_default();
    match held.loses {
        None => "The rules leave no shortlist without them".to_owned(),
        Some(loses) if loses >= 0.5 => {
            format!("Without them the best shortlist brings {} less ({share})", amounts.amount(loses))
        }
        Some(loses) if loses > -0.5 => "Another shortlist without them would bring as much".to_owned(),
        Some(loses) => {
            let more = amounts.amount(-loses);
            format!("A rule keeps them in; without them the best shortlist would bring {more} more ({share})")
        }
    }
}

fn missing_words(missing: &Missing, amounts: Amounts) -> String {
    let numbers = amounts.numbers;
    if let (true, Some(rule)) = (missing.barred, missing.rules.first()) {
        let more = amounts.amount(rule.gains);
        return format!("You keep them out. If you allowed them they would be in, and it would bring {more} more");
    }
    let start = if missing.barred { "You keep them out; if you didn't: " } else { "" };
    let words = match (missing.loses, missing.enters_at_fee) {
        (Some(loses), _) if loses <= 0.0 => {
            "They are as good as those who are in; pinning them costs nothing".to_owned()
        }
        (None, None) => "The rules leave no shortlist with them".to_owned(),
        (None, Some(fee)) => {
            let (fee, now) = (numbers.money(fee), numbers.money(missing.fee));
            format!("The rules leave no shortlist with them at {now}; at {fee} they would be in")
        }
        (Some(_), None) => "Others bring more for the money, and under these rules no fee would change that".to_owned(),
        (Some(_), Some(fee)) if fee.minor == 0 => {
            "Others bring more for the money; only for nothing would they be in".to_owned()
        }
        (Some(_), Some(fee)) => {
            let (fee, now) = (numbers.money(fee), numbers.money(missing.fee));
            format!("Others bring more for the money; at {fee} instead of {now} they would be in")
        }
    };
    if start.is_empty() { words } else { format!("{start}{}", crate::ui::palette::lower(&words)) }
}

/// The numbers behind it, one in a line.
pub fn lines(why: &WhyNot, amounts: Amounts) -> Vec<Line> {
    match &why.answer {
        WhyAnswer::In(held) => held_lines(held, amounts),
        WhyAnswer::Out(missing) => missing_lines(missing, amounts),
        WhyAnswer::NoOffer | WhyAnswer::LeftOut { .. } => Vec::new(),
    }
}

fn held_lines(held: &Held, amounts: Amounts) -> Vec<Line> {
    let numbers = amounts.numbers;
    let fee = numbers.money(held.fee);
    let fee = match held.stays_up_to {
        Some(most) => format!("{fee}; in up to {}", numbers.money(most)),
        None => fee,
    };
    let mut lines = vec![
        Line { title: "Delivers", value: held.delivers.clone() },
        Line { title: "Fee", value: fee },
        Line { title: "Projected", value: amounts.amount(held.projected) },
    ];
    lines.extend(names("Would come in", &held.joins));
    lines.extend(names("Would leave too", &held.leaves));
    lines
}

fn missing_lines(missing: &Missing, amounts: Amounts) -> Vec<Line> {
    let numbers = amounts.numbers;
    let arrow = |now: String, then: Option<String>| match then {
        Some(then) => format!("{now}  →  {then}"),
        None => now,
    };
    let fee = missing.enters_at_fee.filter(|fee| *fee != missing.fee).map(|fee| numbers.money(fee));
    let needs = missing.needs.filter(|needs| *needs > missing.projected);
    let mut lines = vec![
        Line { title: "Delivers", value: missing.delivers.clone() },
        Line { title: "Fee, to be in", value: arrow(numbers.money(missing.fee), fee) },
        Line {
            title: "Projected, to be in",
            value: arrow(amounts.amount(missing.projected), needs.map(|needs| amounts.count(needs.ceil()))),
        },
    ];
    if let Some(rate) = &missing.rate {
        let (now, needed) = (rate_words(rate.now, numbers), rate_words(rate.needed, numbers));
        lines.push(Line { title: rate_title(rate), value: arrow(now, Some(needed)) });
    }
    if let (Some(loses), Some(share)) = (missing.loses.filter(|loses| *loses > 0.0), missing.share) {
        let value = format!("costs {} ({})", amounts.amount(loses), numbers.percent(share, 1));
        lines.push(Line { title: "Pinned all the same", value });
    }
    if missing.loses.is_some() {
        lines.extend(names("Instead of", &missing.instead_of));
        lines.extend(names("Together with", &missing.beside));
    }
    for kept in missing.rules.iter().filter(|_| !missing.barred) {
        let gains = match kept.gains >= 0.5 {
            true => format!("; it brings {} more then", amounts.amount(kept.gains)),
            false => String::new(),
        };
        lines.push(Line { title: "In without the rule", value: format!("\u{201c}{}\u{201d}{gains}", kept.rule) });
    }
    lines
}

fn names(title: &'static str, names: &[String]) -> Option<Line> {
    (!names.is_empty()).then(|| Line { title, value: listed(names) })
}

fn rate_title(rate: &RateNeeded) -> &'static str {
    match rate.metric {
        Metric::Views => "Views per follower",
        Metric::Reach => "Reach per follower",
        _ => "Engagement rate",
    }
}

fn rate_words(rate: f64, numbers: NumberStyle) -> String {
    numbers.percent(rate, if rate < 0.1 { 2 } else { 1 })
}
