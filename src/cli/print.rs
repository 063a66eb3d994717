//! Plain text for people.

use std::io::Write;

use crate::app::terminal::{Backtest, Imports, OffersPlan, Point, RosterPlan, Scores};
use crate::domain::NumberStyle;
use crate::report::Card;
use crate::report::aimed::Aimed;
use crate::report::plan::Plan;

/// Writes a whole text to standard output, with a line break at its end; nothing where there is no text.
pub fn out(text: &str) -> std::io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.trim_end().as_bytes())?;
    stdout.write_all(b"\n")?;
    stdout.flush()
}

/// What imports did, a line each.
pub fn imports(imports: &Imports, dry_run: bool) -> String {
    let verb = if dry_run { "would bring" } else { "brought" };
    let line = |(name, _, done): &(String, crate::app::import::Prepared, crate::app::import::Preview)| {
        format!(
            "{name}: {} rows {verb} {} new, {} changed, {} same; {} left out\n",
            done.rows, done.new, done.changed, done.same, done.refused
        )
    };
    imports.iter().map(line).collect()
}

/// Creators as a table.
pub fn creators(total: usize, cards: &[std::sync::Arc<Card>]) -> String {
    let numbers = NumberStyle::ENGLISH;
    let mut text = String::new();
    for card in cards {
        let followers = card.followers.map_or("–".to_owned(), |n| numbers.count(n as f64));
        let rate = card.rate.map_or("–".to_owned(), |(rate, _)| numbers.percent(rate, 1));
        let platform = card.platform().map_or("–", |platform| platform.label());
        text += &format!("{:<28} {:<24} {platform:<10} {followers:>11} {rate:>8}\n", card.name(), card.handle());
    }
    let shown =
        if cards.len() < total { format!("{} of {total} creators", cards.len()) } else { format!("{total} creators") };
    text + &shown
}

/// A plan over a roster.
pub fn roster_plan(found: &RosterPlan) -> String {
    let plan = &found.plan;
    let numbers = NumberStyle::ENGLISH;
    let amounts = plan.amounts(numbers);
    let mut text =
        format!("{:<28} {:<24} {:>12} {:>12} {:>10}\n", "Creator", "Delivers", "Fee", "Projected", "Takes part");
    for row in &plan.rows {
        let projected = amounts.count(row.projection.projected);
        let (fee, chance) = (numbers.money(row.fee), numbers.percent(row.chance, 0));
        text += &format!("{:<28} {:<24} {fee:>12} {projected:>12} {chance:>10}\n", row.name, row.delivers);
    }
    let (low, high) = plan.total.band(0.8);
    let promise = plan.brief.promise;
    let left = numbers.money(plan.left());
    let (count, cost, yes) = (plan.rows.len(), numbers.money(plan.cost), plan.yes_words(numbers));
    text += &format!("{count} creators for {cost}, {left} left{yes}\n");
    text += &format!(
        "{} counted: what is projected, by the chance that each takes part{}\n",
        amounts.amount(plan.projected),
        if plan.goal().counts_people_once() { ", each person once" } else { "" }
    );
    text += &format!(
        "{} promised with {} certainty; middle {}, 8 in 10 between {} and {}\n",
        amounts.amount(plan.total.promise(promise)),
        numbers.percent(promise, 0),
        amounts.count(plan.total.middle()),
        amounts.count(low),
        amounts.count(high)
    );
    text + &aimed(plan, numbers).unwrap_or_else(|| proof(plan.proof.proved, plan.proof.gap, found.seconds.solve))
}

/// What pursuing another aim than the most on average came to; `None` where that was the aim.
fn aimed(plan: &Plan, numbers: NumberStyle) -> Option<String> {
    let amount = |value: f64| plan.amounts(numbers).amount(value);
    let sure = numbers.percent(plan.brief.promise, 0);
    let found = match &plan.aimed {
        Aimed::Most | Aimed::Searching | Aimed::NoTarget => return None,
        Aimed::Safe(safer) => {
            format!("The shortlist with the most on average promises {}", amount(safer.most_promise))
        }
        Aimed::Target(reached) => {
            let (target, chance) = (amount(reached.target), numbers.percent(reached.chance, 0));
            format!("It takes {} to reach {target} with {sure} certainty ({chance})", numbers.money(reached.needs))
        }
        Aimed::Short(short) => {
            let (target, chance) = (amount(short.target), numbers.percent(short.chance, 0));
            let needs = short.would_need.map_or(String::new(), |money| format!("; {} would", numbers.money(money)));
            format!("This money doesn't reach {target} with {sure} certainty but with {chance}{needs}")
        }
    };
    Some(format!("{found}\n{}\n", plan.proof.method))
}

/// A plan over a list of offers.
pub fn offers_plan(plan: &OffersPlan) -> String {
    let numbers = NumberStyle::ENGLISH;
    let mut text = String::new();
    for pick in &plan.picks {
        text += &format!(
            "{:<28} {:<24} {:>12} {:>14}\n",
            pick.creator,
            pick.offer,
            numbers.decimal(pick.price, 2),
            numbers.decimal(pick.value, 3)
        );
    }
    text += &format!(
        "{} creators for {}, value {}\n",
        plan.picks.len(),
        numbers.decimal(plan.cost, 2),
        numbers.decimal(plan.value, 3)
    );
    let gap = (plan.bound - plan.value).max(0.0) / plan.value.max(f64::MIN_POSITIVE);
    text + &proof(plan.proved, gap, plan.seconds.solve)
}

fn proof(proved: bool, gap: f64, seconds: f64) -> String {
    let time = NumberStyle::ENGLISH.decimal(seconds * 1000.0, 1);
    match proved {
        true => format!("Proved best in {time} ms\n"),
        false => format!("Within {} of the best, after {time} ms\n", NumberStyle::ENGLISH.percent(gap, 3)),
    }
}

/// A frontier as two columns, of which `value` names the second.
pub fn frontier(points: &[Point], value: &str) -> String {
    let heading = format!("{:>12} {value:>24}\n", "Budget");
    let rows = points.iter().map(|(budget, value)| format!("{budget:>12.2} {value:>24.3}\n"));
    std::iter::once(heading).chain(rows).collect()
}

/// A backtest: how often bands held and how far quantiles missed, beside the simple forecasts, for each number of known
/// posts, platform and size; and how often totals held.
pub fn backtest(scored: &Backtest) -> String {
    let mut text =
        format!("{:<18}{:>9}{:>35}{:>38}\n", "", "", "inside the band of", "pinball loss, smaller is better");
    text += &format!("{:<18}{:>9}", "Known posts", "posts");
    text += &["50 %", "80 %", "90 %", "95 %", "forecast", "mean", "median", "rate"]
        .map(|name| format!("{name:>9}"))
        .concat();
    text.push('\n');
    for (known, scores) in &scored.by_history {
        text += &scores_rows(*known, scores);
    }
    text + "Mean and median of the known posts with their own spread; followers times the published rate\n"
}

fn scores_rows(known: usize, scores: &Scores) -> String {
    let simple = [scores.baseline, scores.median, scores.rate].map(|simple| simple.map(|simple| simple.pinball));
    let mut text = scores_row(&known.to_string(), scores.posts, scores.coverage, scores.pinball);
    text += &simple.map(|loss| format!("{:>9}", unless_unknown(loss, 4))).concat();
    text.push('\n');
    let platforms = scores.by_platform.iter().map(|(platform, part)| (platform.label(), part));
    for (name, part) in platforms.chain(scores.by_tier.iter().map(|(tier, part)| (tier.label(), part))) {
        text += &scores_row(&format!("  {name}"), part.posts, part.coverage, part.pinball);
        text.push('\n');
    }
    let totals = scores.totals.map(|share| unless_unknown(share.map(|share| share * 100.0), 1));
    text + &format!("  Totals of 1, 5, 10 and 20 creators inside the band of 80 %: {}\n", totals.join(", "))
}

fn scores_row(name: &str, posts: usize, coverage: [f64; 4], pinball: f64) -> String {
    let known = |value: f64, digits: usize| format!("{:>9}", unless_unknown((posts > 0).then_some(value), digits));
    let coverage = coverage.map(|share| known(share * 100.0, 1)).concat();
    format!("{name:<18}{:>9}{coverage}{}", NumberStyle::ENGLISH.count(posts as f64), known(pinball, 4))
}

fn unless_unknown(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |value| NumberStyle::ENGLISH.decimal(value, digits))
}
