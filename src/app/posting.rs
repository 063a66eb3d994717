//! Posting: on which day each offer is posted, and how results come in from then on.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::question::Question;
use super::table::Table;
use crate::domain::{Cancelled, OfferId, Platform, Report};
use crate::forecast::Draws;
use crate::report::outlook::{Posting, TimelinePoint};
use crate::report::plan::Plan;

/// How many days after the last post results are followed.
const TAIL_DAYS: i64 = 14;
/// Days times offers that are added up at most, so that a long list doesn't wait.
const MOST_DRAWN: usize = 3000;
/// Days that are drawn at least and at most.
const DAYS: (i64, i64) = (12, 60);

/// When each offer is posted: on its fixed day, else spread evenly over the brief's days, most projected first, in its
/// phase where there are two. In the order of the days.
pub fn postings(question: &Question, plan: &Plan) -> Vec<Posting> {
    let Some(starts) = question.brief.starts else { return Vec::new() };
    let ends = question.brief.ends.filter(|ends| *ends >= starts).unwrap_or(starts);
    let halves = question.brief.phase_days();
    let mut days = Vec::new();
    for phase in [None, Some(1), Some(2)] {
        let rows: Vec<_> = plan.rows.iter().filter(|row| row.phase == phase).collect();
        let (from, to) = match (phase, halves) {
            (Some(1), Some([first, _])) => first,
            (Some(2), Some([_, second])) => second,
            _ => (starts, ends),
        };
        let length = i64::from((to - from).get_days());
        for (place, row) in rows.iter().enumerate() {
            let step = if rows.len() > 1 { length * place as i64 / (rows.len() as i64 - 1) } else { 0 };
            let planned = from.saturating_add(step.days());
            let fixed = question.postings.iter().find(|(offer, _)| *offer == row.offer).map(|(_, day)| *day);
            days.push(Posting { offer: row.offer, day: fixed.unwrap_or(planned), fixed: fixed.is_some() });
        }
    }
    days.sort_by_key(|posting| posting.day);
    days
}

/// How results come in. Every post ripens as its platform's posts do, and each day is the distribution of what is there
/// by then: early on it rests on few posts and is, for its size, wider than that of the whole.
pub fn timeline(
    question: &Question,
    table: &Table,
    chosen: &[u32],
    plan: &Plan,
    postings: &[Posting],
    draws: &mut Draws,
    report: &mut Report<'_>,
) -> Result<Vec<TimelinePoint>, Cancelled> {
    let (Some(first), Some(last)) = (postings.first(), postings.last()) else { return Ok(Vec::new()) };
    let metric = question.brief.goal.metric();
    let priors: BTreeMap<OfferId, _> = plan
        .rows
        .iter()
        .map(|row| (row.offer, question.premises.forecast.prior(row.platform.unwrap_or(Platform::Other), metric)))
        .collect();
    let ripe = |offer: OfferId, on: Date| {
        let day = postings.iter().find(|posting| posting.offer == offer).map(|posting| posting.day);
        let (Some(day), Some(prior)) = (day, priors.get(&offer)) else { return 0.0 };
        let age = f64::from((on - day).get_days());
        if age < 0.0 { 0.0 } else { (-prior.lack(Some(age + 1.0))).exp() }
    };
    let candidates = table.candidates(chosen, report)?;
    let mut points = Vec::new();
    for day in days(first.day, last.day, plan.rows.len()) {
        let by_then = table.total_by(&candidates, draws, &|offer| ripe(offer, day), report)?;
        let (low, high) = by_then.band(0.8);
        points.push(TimelinePoint { day, low, middle: by_then.middle(), high });
    }
    Ok(points)
}

/// The days to look at: every day of a short campaign, else even steps, so that there are never too many.
fn days(first: Date, last: Date, offers: usize) -> Vec<Date> {
    let length = i64::from((last - first).get_days()) + TAIL_DAYS;
    let most = ((MOST_DRAWN / offers.max(1)) as i64).clamp(DAYS.0, DAYS.1);
    let step = (length + most - 1) / most;
    let mut days: Vec<Date> =
        (0..=length / step.max(1)).map(|place| first.saturating_add((place * step.max(1)).days())).collect();
    let end = first.saturating_add(length.days());
    if days.last() != Some(&end) {
        days.push(end);
    }
    days
}
