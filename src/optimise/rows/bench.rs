//! The bench under side rules: who comes next, and at which price.

use super::super::bench::BenchRow;
use super::super::choice::{Choice, Effort, Rules};
use super::super::row::Weigh;
use super::super::shortlist::Shortlist;
use super::super::work::Work;
use super::best::{Verdict, Want, best};
use super::frame::{COUNT, Frame, MONEY, OWN};
use super::offers::Offers;
use super::price::{Duals, Priced};
use crate::domain::{Cancelled, Report};

/// The offers of creators who aren't chosen that lose least at the shortlist's multipliers, at most `most`, those
/// closest to being chosen first.
pub(in crate::optimise) fn bench(
    (choices, offers): (&[Choice], &Offers),
    rules: &Rules,
    shortlist: &Shortlist,
    most: usize,
    effort: Effort,
    report: &mut Report,
) -> Result<Vec<BenchRow>, Cancelled> {
    let frame = Frame::new(offers, rules, rules.ceiling(), &mut Work::new(0, report))?;
    let mut rows = Vec::new();
    for place in next(&frame, shortlist, most, &mut Work::new(0, report))? {
        report(rows.len() as u64, most as u64)?;
        let price = match shortlist.proved && !counts_for_least(rules, place) {
            true => highest(choices, rules, place, shortlist.value, effort, report)?,
            false => None,
        };
        rows.push(BenchRow { choice: place, enters_at_price: price, enters_at_budget: None });
    }
    // The smallest cut in price first; those that no price brings in last.
    let ratio = |row: &BenchRow| {
        let price = choices[row.choice as usize].price;
        row.enters_at_price.map_or(-1.0, |at| at as f64 / price.max(1) as f64)
    };
    rows.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.choice.cmp(&b.choice)));
    Ok(rows)
}

/// For the creators outside, the offer that loses least; those who lose least first.
fn next(frame: &Frame, shortlist: &Shortlist, most: usize, work: &mut Work) -> Result<Vec<u32>, Cancelled> {
    let m = &shortlist.multipliers;
    let mut y = vec![0; frame.height()];
    y[MONEY] = m.money;
    y[COUNT] = -m.per_creator.saturating_mul(m.per).saturating_add(m.creator_part);
    if m.rows.len() + OWN == y.len() {
        y[OWN..].copy_from_slice(&m.rows);
    }
    let priced = Priced::new(frame, &Duals { per: m.per, y }, work)?;
    let price = |place: u32| priced.of[place as usize];
    let mut list: Vec<(i64, u32)> = Vec::new();
    for class in (0..frame.classes()).map(|class| frame.class(class)) {
        work.pass(4 * class.len())?;
        if class.iter().all(|place| shortlist.chosen.binary_search(place).is_err()) {
            let best = class.iter().copied().filter(|&i| frame.v[i as usize] > 0).max_by_key(|&i| (price(i), i));
            list.extend(best.map(|place| (price(place).saturating_neg(), place)));
        }
    }
    work.ask()?;
    if most < list.len() {
        list.select_nth_unstable(most);
        list.truncate(most);
    }
    list.sort_unstable();
    Ok(list.into_iter().map(|(_, place)| place).collect())
}

/// Whether a lower price could break a row: then a cheaper offer isn't simply better.
fn counts_for_least(rules: &Rules, place: u32) -> bool {
    let counts = |weigh: &Weigh, members: &[u32]| matches!(weigh, Weigh::Price) && members.contains(&place);
    rules.rows.iter().any(|row| row.least.is_some() && counts(&row.weigh, &row.members))
}

/// The highest price at which some shortlist with this offer is worth so much; `None` if not even for nothing, or if
/// the effort doesn't tell.
fn highest(
    choices: &[Choice],
    rules: &Rules,
    place: u32,
    value: i64,
    effort: Effort,
    report: &mut Report,
) -> Result<Option<i64>, Cancelled> {
    let creator = choices[place as usize].creator;
    report(0, effort.0)?;
    let mut alone: Vec<Choice> = choices.to_vec();
    report(0, effort.0)?;
    // The creator's other offers are out: an offer with a negative price is ignored.
    alone.iter_mut().filter(|c| c.creator == creator).for_each(|c| c.price = -1);
    alone[place as usize].price = 0;
    let rules = Rules { must: [&rules.must[..], &[creator]].concat(), ..rules.clone() };
    let ceiling = rules.ceiling();
    let offers = Offers::new(&alone, &mut Work::new(0, report))?;
    let mut frame = Frame::new(&offers, &rules, ceiling, &mut Work::new(0, report))?;
    for (r, large) in frame.large.iter_mut().enumerate() {
        if r == MONEY || r >= OWN && matches!(rules.rows[r - OWN].weigh, Weigh::Price) {
            *large = large.max(ceiling as f64);
        }
    }
    let mut enters = |price: i64, report: &mut Report| -> Result<Option<bool>, Cancelled> {
        frame.w.to_mut()[place as usize] = price;
        let want = Want { keep: None, enough: Some(value) };
        Ok(match best(&frame, &want, &mut Work::new(effort.0, report))? {
            Verdict::Plan(_) => Some(true),
            Verdict::Empty(_) => Some(false),
            Verdict::Undecided => None,
        })
    };
    if enters(0, report)? != Some(true) {
        return Ok(None);
    }
    let (mut low, mut high) = (0, ceiling.saturating_add(1));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match enters(middle, report)? {
            Some(true) => low = middle,
            Some(false) => high = middle,
            None => return Ok(None),
        }
    }
    Ok(Some(low))
}
