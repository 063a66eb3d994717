//! The sentences that workbook and page share.

use jiff::civil::Date;

use super::{BAND, BackUp, Pitch, PitchRow};
use crate::domain::{FeeStatus, Goal};
use crate::report::aimed::Aimed;
use crate::report::words::Amounts;

/// What projected and counted numbers are; said once in each file.
pub(super) fn projected(pitch: &Pitch) -> String {
    let whole = match pitch.brief.goal.counts_people_once() {
        true => {
            "Whoever sees several creators is one person, so the whole is less than the sum of the rows, and its \
             middle and band come from its own distribution."
        }
        false => {
            "Counted numbers add up before rounding; the ends of bands don't, so middle and band of the whole come \
             from its own distribution."
        }
    };
    format!(
        "Projected is the average of the outcomes inside the band for a creator who takes part; counted is that by \
         the chance that the creator does. {whole}"
    )
}

/// How sure it is that a creator takes part: "quoted, 80 %".
pub(super) fn status(pitch: &Pitch, row: &PitchRow) -> String {
    format!("{}, {}", row.fee_status.key(), pitch.numbers.percent(row.chance, 0))
}

/// What the fees come to on average: each by its chance to be paid, in currency units.
pub(super) fn expected_cost(pitch: &Pitch) -> f64 {
    pitch.rows.iter().map(|row| row.fee.units() * row.chance).sum()
}

/// How results are written.
pub(super) fn amounts(pitch: &Pitch) -> Amounts {
    Amounts { numbers: pitch.numbers, goal: pitch.brief.goal, currency: pitch.brief.budget.currency }
}

/// What results are counted in, where numbers stand without a currency: "engagements", "€ of margin".
pub(super) fn unit(pitch: &Pitch) -> String {
    amounts(pitch).unit()
}

/// How much of the goal, as the name of a number: "Number of engagements", "Margin".
pub(super) fn how_much(goal: Goal) -> String {
    match goal {
        Goal::Margin => capital(goal.noun()),
        _ => format!("Number of {}", goal.noun()),
    }
}

/// "1 creator", "6 creators".
pub(super) fn creators(pitch: &Pitch, count: usize) -> String {
    let word = if count == 1 { "creator" } else { "creators" };
    format!("{} {word}", pitch.numbers.count(count as f64))
}

/// A day in words: "23 November 2026".
pub(super) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)).copied().unwrap_or("")
}

/// The days of posting: "1–29 October 2026"; `None` where neither day is known.
pub(super) fn period(starts: Option<Date>, ends: Option<Date>) -> Option<String> {
    match (starts, ends) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {}", day(from))),
        (None, Some(to)) => Some(format!("until {}", day(to))),
        (Some(from), Some(to)) if from == to => Some(day(to)),
        (Some(from), Some(to)) if (from.year(), from.month()) == (to.year(), to.month()) => {
            Some(format!("{}–{}", from.day(), day(to)))
        }
        (Some(from), Some(to)) if from.year() == to.year() => {
            Some(format!("{} {} – {}", from.day(), month(from), day(to)))
        }
        (Some(from), Some(to)) => Some(format!("{} – {}", day(from), day(to))),
    }
}

/// How many outcomes fall in a band: "8 in 10".
pub(super) fn in_ten() -> String {
    format!("{:.0} in 10", BAND * 10.0)
}

/// "2,130–4,620"
pub(super) fn range(pitch: &Pitch, low: f64, high: f64) -> String {
    amounts(pitch).span(low, high)
}

/// "495 € brings about 3,140 engagements · 8 in 10: 2,130–4,620"
pub(super) fn headline(pitch: &Pitch) -> String {
    if pitch.rows.is_empty() {
        return "No creators are on this shortlist yet".to_owned();
    }
    format!(
        "{} brings about {} · {}: {}",
        pitch.numbers.money(pitch.totals.cost),
        amounts(pitch).amount(pitch.totals.middle),
        in_ten(),
        range(pitch, pitch.totals.low, pitch.totals.high),
    )
}

/// What one engagement or view costs, in currency units; `None` where there is nothing to divide by.
pub(super) fn cost_each(cost: f64, results: f64) -> Option<f64> {
    (results.is_finite() && results > 0.0).then(|| cost / results)
}

/// "Could replace Jonas or Clara".
pub(super) fn replaces(back_up: &BackUp) -> String {
    match back_up.replaces.split_last() {
        None => String::new(),
        Some((only, [])) => format!("Could replace {only}"),
        Some((last, others)) => format!("Could replace {} or {last}", others.join(", ")),
    }
}

/// What the client asked for: label and text.
pub(super) fn understood(pitch: &Pitch) -> Vec<(&'static str, String)> {
    let brief = &pitch.brief;
    let mut lines = vec![("Goal", wanted(pitch)), ("Money", format!("Up to {}", pitch.numbers.money(brief.budget)))];
    lines.extend(period(brief.starts, brief.ends).map(|days| ("When", capital(&days))));
    let platforms: Vec<&str> = brief.platforms.iter().map(|platform| platform.label()).collect();
    lines.push(("Platforms", if platforms.is_empty() { "Any".to_owned() } else { platforms.join(", ") }));
    lines.push(("Niches", if brief.niches.is_empty() { "Any".to_owned() } else { brief.niches.join(", ") }));
    if !brief.rules.is_empty() {
        let label = |place| if place == 0 { "Rules kept" } else { "" };
        lines.extend(brief.rules.iter().enumerate().map(|(place, rule)| (label(place), rule.clone())));
    }
    let sure = pitch.numbers.percent(pitch.promise_level, 0);
    lines.push(("How sure", format!("The promised number is reached with a probability of {sure}")));
    lines
}

/// The goal as a wish, by the aim.
fn wanted(pitch: &Pitch) -> String {
    let goal = pitch.brief.goal;
    let many = if goal == Goal::Margin { "As much" } else { "As many" };
    match (&pitch.aimed, target(&pitch.aimed)) {
        (_, Some(target)) => {
            format!("{} for as little money as possible: {}", amounts(pitch).amount(target), goal.meaning())
        }
        (Aimed::Safe(_), None) => format!("{many} {} as can be promised: {}", goal.noun(), goal.meaning()),
        _ => format!("{many} {} as possible: {}", goal.noun(), goal.meaning()),
    }
}

/// The target that was aimed at, in units of the goal.
fn target(aimed: &Aimed) -> Option<f64> {
    match aimed {
        Aimed::Target(reached) => Some(reached.target),
        Aimed::Short(short) => Some(short.target),
        _ => None,
    }
}

/// With a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Proved best", or how far from it the shortlist can be at most.
pub(super) fn proof_title(pitch: &Pitch) -> String {
    if let Some((title, _)) = aimed(pitch) {
        return title;
    }
    if pitch.proof.proved {
        return "Proved best under these rules".to_owned();
    }
    let gap = pitch.proof.gap;
    if !gap.is_finite() || gap < 0.0 {
        return "A good shortlist; how far from the best isn't known".to_owned();
    }
    // Two digits, so that a small gap isn't written as none.
    let places = if gap < 0.01 { 2 } else { 1 };
    format!("At most {} from the best", pitch.numbers.percent(gap, places))
}

/// What the proof means, in a sentence.
pub(super) fn proof_meaning(pitch: &Pitch) -> String {
    if let Some((_, meaning)) = aimed(pitch) {
        return meaning;
    }
    if pitch.proof.proved {
        "No other shortlist from this roster keeps the rules, costs no more than the budget and is projected to bring \
         more."
            .to_owned()
    } else {
        "A better shortlist may exist; the stated distance is an upper limit, not an estimate.".to_owned()
    }
}

/// Title and meaning of what is known of a shortlist that pursues another aim than the most on average: how far it is
/// from that says nothing about it.
fn aimed(pitch: &Pitch) -> Option<(String, String)> {
    let amount = |value: f64| amounts(pitch).amount(value);
    let (money, sure) = (|money| pitch.numbers.money(money), pitch.numbers.percent(pitch.promise_level, 0));
    match &pitch.aimed {
        Aimed::Most | Aimed::NoTarget | Aimed::Searching => None,
        Aimed::Safe(safer) => Some((
            "The largest promise found; that none is larger isn't proved".to_owned(),
            format!(
                "It promises {} with {sure} certainty. The shortlist with the most on average promises {}; at most {} \
                 of the average is given up for that.",
                amount(safer.promise),
                amount(safer.most_promise),
                pitch.numbers.percent(safer.loss, 1)
            ),
        )),
        Aimed::Target(reached) => {
            let least = match reached.at_least {
                Some(least) if least == reached.needs => " It is proved that less can't reach it as surely.".to_owned(),
                Some(least) => format!(" It is proved that less than {} can't reach it as surely.", money(least)),
                None => String::new(),
            };
            let title = format!("The least money found that reaches {}", amount(reached.target));
            Some((title, format!("{} reaches it with {sure} certainty or more.{least}", money(reached.needs))))
        }
        Aimed::Short(short) => {
            let title = format!("{} are out of reach for this money", amount(short.target));
            let found = format!("The most found to be promised with {sure} certainty is {}.", amount(short.promise));
            let proved = if short.proved { " It is proved that no shortlist reaches the target." } else { "" };
            let needs = short.would_need.map_or(String::new(), |needs| format!(" It needs about {}.", money(needs)));
            Some((title, format!("{found}{proved}{needs}")))
        }
    }
}

/// Until when the fees hold.
pub(super) fn validity(pitch: &Pitch) -> String {
    match pitch.valid_until {
        Some(date) => format!("The fees hold until {}.", day(date)),
        None => format!("The fees are as of {}; no date was agreed until which they hold.", day(pitch.prepared_on)),
    }
}

/// What happens after a yes: the pitch's own steps, or steps written from the state of the fees.
pub(super) fn next_steps(pitch: &Pitch) -> Vec<String> {
    if !pitch.next_steps.is_empty() {
        return pitch.next_steps.clone();
    }
    let mut steps = vec!["Say which creators to keep, to swap for one who comes next, or to leave out".to_owned()];
    steps.extend(open_fees(pitch));
    steps.push(
        "Agree with each creator in writing what is published, when, and how it is marked as advertising".to_owned(),
    );
    steps.extend(period(pitch.brief.starts, pitch.brief.ends).map(|days| format!("Posts go out: {days}")));
    steps.push("After the last post, compare what every creator brought with these projections".to_owned());
    steps
}

/// "Confirm the fees that aren't agreed yet: 4 of 6 (1 guess, 2 asked, 1 quoted)"
fn open_fees(pitch: &Pitch) -> Option<String> {
    let with = |status: FeeStatus| pitch.rows.iter().filter(|row: &&PitchRow| row.fee_status == status).count();
    let open: Vec<(FeeStatus, usize)> = FeeStatus::ALL
        .into_iter()
        .filter(|status| *status != FeeStatus::Agreed)
        .map(|status| (status, with(status)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let sum: usize = open.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = open.iter().map(|(status, count)| format!("{count} {}", status.key())).collect();
    (sum > 0).then(|| {
        format!("Confirm the fees that aren't agreed yet: {sum} of {} ({})", pitch.rows.len(), parts.join(", "))
    })
}

/// How much of a projection is the creator's own record: "12 own posts, weighing 85 %".
pub(super) fn record(pitch: &Pitch, row: &PitchRow) -> String {
    match row.posts_used {
        0 => "No own posts known; usual for the size".to_owned(),
        posts => format!(
            "{} own {}, weighing {}",
            pitch.numbers.count(f64::from(posts)),
            if posts == 1 { "post" } else { "posts" },
            pitch.numbers.percent(row.own_share.clamp(0.0, 1.0), 0)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_say_each_part_once() {
        let check = |from, to, text: Option<&str>| assert_eq!(period(from, to).as_deref(), text);
        check(None, None, None);
        check(Some(date(2026, 10, 1)), Some(date(2026, 10, 29)), Some("1–29 October 2026"));
        check(Some(date(2026, 9, 28)), Some(date(2026, 10, 9)), Some("28 September – 9 October 2026"));
        check(Some(date(2026, 12, 28)), Some(date(2027, 1, 9)), Some("28 December 2026 – 9 January 2027"));
        check(Some(date(2026, 10, 1)), Some(date(2026, 10, 1)), Some("1 October 2026"));
        check(None, Some(date(2026, 10, 1)), Some("until 1 October 2026"));
    }
}
