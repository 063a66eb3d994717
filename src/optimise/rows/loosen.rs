//! What would help: the least change of one limit after which all rules can be kept.

use super::super::choice::Rules;
use super::super::shortlist::{Part, Side};
use super::super::work::Work;
use super::best::{Verdict, Want, best};
use super::conflict::{all, frame, only, test, without_crowds};
use super::frame::{Frame, OUT, OWN};
use super::offers::Offers;
use crate::domain::Cancelled;

/// Weights whose sum may need more than this aren't optimised.
const LARGEST: f64 = (1_u64 << 60) as f64;

/// For each of these parts the least change that is enough by itself, where there is one and the effort tells it.
pub(super) fn loosen(
    offers: &Offers,
    rules: &Rules,
    parts: &[Part],
    work: &mut Work,
) -> Result<Vec<(Part, i64)>, Cancelled> {
    let mut found = Vec::new();
    for part in without_crowds(parts) {
        if work.left() == 0 {
            break;
        }
        let others: Vec<Part> = all(rules).into_iter().filter(|&other| other != part).collect();
        let change = match part {
            Part::Budget => budget(offers, rules, &others, work)?,
            Part::Ceiling => ceiling(offers, rules, &others, work)?,
            Part::MinCreators => {
                let most = extreme(offers, rules, &others, work, |frame| {
                    frame.revalue(vec![1; frame.v.len()]);
                    Some(())
                })?;
                most.map(|most| most - i64::from(rules.min_creators))
            }
            Part::Must(_) | Part::Never(_) => {
                matches!(test(offers, rules, &others, work)?, Verdict::Plan(_)).then_some(0)
            }
            Part::Row(i, side) => {
                let sign = if side == Side::Least { 1 } else { -1 };
                let end = extreme(offers, rules, &others, work, |frame| weigh(frame, i, sign))?;
                let limit = if side == Side::Least { rules.rows[i].least } else { rules.rows[i].most };
                end.zip(limit).and_then(|(end, limit)| (end * sign).checked_sub(limit))
            }
        };
        found.extend(change.map(|change| (part, change)));
    }
    Ok(found)
}

/// The largest sum of what `value` makes of the offers' values under these parts of the rules; `None` if they can't be
/// kept either or it isn't proved.
fn extreme(
    offers: &Offers,
    rules: &Rules,
    kept: &[Part],
    work: &mut Work,
    value: impl Fn(&mut Frame) -> Option<()>,
) -> Result<Option<i64>, Cancelled> {
    let some = only(rules, kept);
    let mut frame = frame(offers, &some, kept, work)?;
    if value(&mut frame).is_none() {
        return Ok(None);
    }
    Ok(match best(&frame, &Want::default(), work)? {
        Verdict::Plan(plan) if plan.bound == plan.value => Some(plan.value),
        _ => None,
    })
}

/// Makes an offer's weight in a row its value; `None` if the sums could become too large.
fn weigh(frame: &mut Frame, row: usize, sign: i64) -> Option<()> {
    if frame.large[OWN + row] * (frame.rows[row].members.len().min(OUT as usize) as f64) >= LARGEST {
        return None;
    }
    let mut v = vec![0; frame.v.len()];
    frame.each_member(OWN + row, |place, weight| v[place] += sign * weight);
    frame.revalue(v);
    Some(())
}

/// How much more money is needed. With a share rule one creator may then cost more, too.
fn budget(offers: &Offers, rules: &Rules, others: &[Part], work: &mut Work) -> Result<Option<i64>, Cancelled> {
    let now = rules.budget.max(0);
    let open: Vec<Part> = others.iter().copied().filter(|&part| part != Part::Ceiling).collect();
    // Condensed offers are worth less the more they cost.
    let least = extreme(offers, rules, &open, work, |_| Some(()))?;
    let Some(least) = least.map(|least| -least) else { return Ok(None) };
    if open.len() == others.len() {
        return Ok(Some(least - now));
    }
    let with = |budget: i64, work: &mut Work| {
        let rules = Rules { budget, ..rules.clone() };
        let verdict = test(offers, &rules, &all(&rules), work)?;
        Ok(match verdict {
            Verdict::Plan(_) => Some(true),
            Verdict::Empty(_) => Some(false),
            Verdict::Undecided => None,
        })
    };
    let dearest = offers.dearest;
    let share = i64::from(rules.max_share.unwrap_or(100).max(1));
    // From here on the ceiling lets everybody in.
    let enough = dearest.saturating_mul(100) / share + 1;
    let top = least.max(enough).max(now);
    bisect(now.max(least - 1), top, work, with).map(|budget| budget.map(|budget| budget - now))
}

/// How many percentage points more one creator would have to cost.
fn ceiling(offers: &Offers, rules: &Rules, others: &[Part], work: &mut Work) -> Result<Option<i64>, Cancelled> {
    let now = i64::from(rules.max_share.unwrap_or(100));
    let kept = [others, &[Part::Ceiling]].concat();
    let with = |share: i64, work: &mut Work| {
        let rules = Rules { max_share: u32::try_from(share).ok(), ..rules.clone() };
        Ok(match test(offers, &rules, &kept, work)? {
            Verdict::Plan(_) => Some(true),
            Verdict::Empty(_) => Some(false),
            Verdict::Undecided => None,
        })
    };
    bisect(now, 100, work, with).map(|share| share.map(|share| share - now))
}

/// The least number above `low` for which `holds`; `None` if it doesn't for `high`, or can't be told.
fn bisect(
    mut low: i64,
    mut high: i64,
    work: &mut Work,
    holds: impl Fn(i64, &mut Work) -> Result<Option<bool>, Cancelled>,
) -> Result<Option<i64>, Cancelled> {
    if high <= low || holds(high, work)? != Some(true) {
        return Ok(None);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match holds(middle, work)? {
            _ if work.left() == 0 => return Ok(None),
            Some(true) => high = middle,
            Some(false) => low = middle,
            None => return Ok(None),
        }
    }
    Ok(Some(high))
}
