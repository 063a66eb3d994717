//! Who comes next where results of creators don't add up, or their worth depends on their fee.

use super::super::case::Case;
use super::super::shortlist::bench_row;
use super::needed::highest_fee;
use super::{EFFORT, only};
use crate::domain::{Cancelled, Report};
use crate::optimise::{self, Asked, BenchRow, Choice, Shortlist};
use crate::report::plan::Bench;

/// Choices looked at between two reports of progress.
const PIECE: u32 = 256;
/// Creators on the bench.
const ROWS: usize = 5;
/// Choices among which the fees are looked for.
const POOL: usize = 1_500;

/// The creators outside who would add most for their money to the best shortlist, with the fee at which each would be
/// in; those closest to it first, and nobody who is on the list that is shown for another aim.
pub fn bench(
    case: &Case,
    (best, shown): (&Shortlist, &Shortlist),
    report: &mut Report<'_>,
) -> Result<Bench, Cancelled> {
    let ranked = ranked(case, (best, shown), report)?;
    let pool = pool(case, best, &ranked, report)?;
    let asked = Asked { choices: &pool, ..case.asks(best) };
    let mut rows: Vec<BenchRow> = Vec::new();
    for choice in firsts(case, &ranked) {
        let creator = case.table.choices[choice as usize].creator;
        let row = match case.fee_counts() {
            true => (choice, highest_fee(case, &asked, choice, creator, report)?.0),
            false => match optimise::why_not(&asked, creator, &[], &mut case.solver(EFFORT), report)? {
                Some(why) => (why.choice, why.enters_at_price),
                None => continue,
            },
        };
        rows.push(BenchRow { choice: row.0, enters_at_price: row.1, enters_at_budget: None });
    }
    let ratio = |row: &BenchRow| {
        let price = case.table.choices[row.choice as usize].price;
        row.enters_at_price.map_or(-1.0, |at| at as f64 / price.max(1) as f64)
    };
    rows.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.choice.cmp(&b.choice)));
    Ok(rows.iter().map(|row| bench_row(&case.question, &case.table, row)).collect())
}

/// The choices of creators outside by what each would add for its money, the best first.
fn ranked(
    case: &Case,
    (best, shown): (&Shortlist, &Shortlist),
    report: &mut Report<'_>,
) -> Result<Vec<u32>, Cancelled> {
    let inside = case.creators(&[best.chosen.as_slice(), &shown.chosen].concat());
    let rules = &case.asked.rules;
    let mut found: Vec<(f64, u32)> = Vec::new();
    for (place, choice) in (0_u32..).zip(&case.table.choices) {
        if place.is_multiple_of(PIECE) {
            report(u64::from(place), case.table.choices.len() as u64)?;
        }
        let open = only(&[choice.creator], &inside).len() == 1 && !rules.never.contains(&choice.creator);
        if !open || choice.price > rules.ceiling() {
            continue;
        }
        let mut more = best.chosen.clone();
        more.insert(more.partition_point(|other| *other < place), place);
        let adds = case.table.worth(&more) - best.value;
        if adds > 0 {
            found.push((adds as f64 / choice.price.max(1) as f64, place));
        }
    }
    report(0, 0)?;
    // Nobody looks beyond the pool.
    let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if found.len() > POOL {
        found.select_nth_unstable_by(POOL, order);
        found.truncate(POOL);
    }
    found.sort_unstable_by(order);
    Ok(found.into_iter().map(|(_, place)| place).collect())
}

/// The first choices of different creators.
fn firsts(case: &Case, ranked: &[u32]) -> Vec<u32> {
    let creator = |place: u32| case.table.choices[place as usize].creator;
    let mut firsts: Vec<u32> = Vec::new();
    for place in ranked {
        if firsts.len() < ROWS && !firsts.iter().any(|known| creator(*known) == creator(*place)) {
            firsts.push(*place);
        }
    }
    firsts
}

/// The choices with all out of the question that promise least where there are very many, so that a long roster doesn't
/// keep anybody waiting. At the fees found among them creators are in; at best they would be at somewhat higher ones.
fn pool(case: &Case, best: &Shortlist, ranked: &[u32], report: &mut Report<'_>) -> Result<Vec<Choice>, Cancelled> {
    let mut choices = case.table.choices.clone();
    report(0, 0)?;
    if choices.len() > POOL {
        let mut kept: Vec<u32> = ranked.iter().copied().take(POOL).chain(best.chosen.iter().copied()).collect();
        kept.sort_unstable();
        let must = |choice: &Choice| case.asked.rules.must.contains(&choice.creator);
        for (place, choice) in (0_u32..).zip(choices.iter_mut()) {
            if place.is_multiple_of(PIECE) {
                report(u64::from(place), case.table.choices.len() as u64)?;
            }
            if kept.binary_search(&place).is_err() && !must(choice) {
                choice.price = -1;
            }
        }
    }
    Ok(choices)
}
