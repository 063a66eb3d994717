//! Sentences for how a shortlist was proved and where a projection comes from.

use super::projecting::Projector;
use crate::domain::{Entry, Goal, NumberStyle, Offer, Platform};
use crate::forecast::Level;
use crate::forecast::nearby::LocalBasis;
use crate::optimise::{Method, Shortlist};

/// How a shortlist was proved, as a sentence without a full stop. `offers` is how many were considered.
pub fn method(best: &Shortlist, offers: usize, numbers: NumberStyle) -> String {
    let [offers, contenders] = [offers, best.contenders].map(|count| numbers.count(count as f64));
    match best.method {
        Method::Everyone => "Everybody's best offer fits into the money".to_owned(),
        Method::Bound => format!("All {offers} offers were priced; no exchange can bring more"),
        Method::Search | Method::Count => format!(
            "All {offers} offers were priced; for the {contenders} creators that could still change it, every exchange \
             was tried"
        ),
        Method::Rows => format!(
            "All {offers} offers were priced under every rule; for the {contenders} creators that could still change it, \
             every exchange was tried"
        ),
        Method::Table => format!("All {offers} offers were tried against every step of the money"),
        Method::Unproved => format!("{contenders} creators could still change it; the proof goes on"),
    }
}

/// Where a projection comes from, in sentences without a closing full stop.
pub fn basis(
    level: &Level,
    goal: Goal,
    projector: &Projector<'_>,
    entry: &Entry,
    offer: &Offer,
    numbers: NumberStyle,
) -> String {
    let mut parts = level_words(level, numbers);
    parts.extend(goal_words(goal, projector, entry, offer, numbers));
    parts.join("; ")
}

/// What a goal adds to the posts it starts from.
fn goal_words(
    goal: Goal,
    projector: &Projector<'_>,
    entry: &Entry,
    offer: &Offer,
    numbers: NumberStyle,
) -> Option<String> {
    let percent = |share: f64| numbers.percent(share, if share < 0.02 { 2 } else { 0 });
    match goal {
        Goal::Relevant => {
            Some(format!("{} of it counts as relevant to the brief's niches", percent(projector.relevance(entry))))
        }
        Goal::Nearby => {
            let local = projector.nearby?.share(entry, offer);
            let (low, high) = local.band();
            let source = match local.basis {
                LocalBasis::Stated => "as stated for this audience",
                LocalBasis::Assumed => "assumed from the home town and the distance",
                LocalBasis::Unknown => "as in the whole world, because nobody knows where this audience lives",
            };
            Some(format!("{} of it nearby ({} to {}), {source}", percent(local.share), percent(low), percent(high)))
        }
        Goal::Clicks | Goal::Orders | Goal::Margin => {
            let platform = entry.account_of(offer).map_or(Platform::Other, |account| account.platform);
            let funnel = &projector.premises.funnel;
            let (rate, _) = funnel.offer_click_rate(platform, &offer.deliverables, &projector.premises.forecast);
            let clicks = format!("{} of views click", percent(rate));
            let orders = funnel.conversion(platform).value;
            Some(if goal == Goal::Clicks { clicks } else { format!("{clicks}, {} of clicks order", percent(orders)) })
        }
        _ => None,
    }
}

fn level_words(level: &Level, numbers: NumberStyle) -> Vec<String> {
    let mut parts = share_words(level, numbers);
    if usual_counts(level)
        && let Some(last) = parts.last_mut()
    {
        last.push_str(&format!(": {} ({}, {})", level.prior.population, level.prior.name, level.prior.year));
    }
    parts
}

/// Whether what is usual at this size is told as a part of a level.
fn usual_counts(level: &Level) -> bool {
    level.shares.benchmark > 0.005 || (level.posts_used == 0 && level.shares.stated <= 0.005)
}

/// How much of a level comes from where, a part of a sentence each; what is usual comes last.
pub fn share_words(level: &Level, numbers: NumberStyle) -> Vec<String> {
    let percent = |share: f64| numbers.percent(share, 0);
    let mut parts = Vec::new();
    if level.posts_used > 0 {
        let days =
            |days: f64| if days.round() == 1.0 { "1 day".to_owned() } else { format!("{} days", numbers.count(days)) };
        let age = level.newest_age_days.map(|age| format!(", the newest {} old", days(age)));
        let posts = if level.posts_used == 1 { "post" } else { "posts" };
        let used = level.posts_used;
        parts.push(format!("{} from {used} own {posts}{}", percent(level.shares.posts), age.unwrap_or_default()));
    }
    if level.shares.stated > 0.005 {
        parts.push(format!("{} from the average the list states", percent(level.shares.stated)));
    }
    if usual_counts(level) {
        parts.push(format!("{} from what is usual at this size", percent(level.shares.benchmark)));
    }
    parts
}
