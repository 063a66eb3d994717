//! Where the figures of an outlook come from, in words with source and year.

use std::collections::BTreeSet;

use super::question::Question;
use crate::domain::{FeeStatus, Metric, Offer, Platform};
use crate::forecast::{Assumed, Origin, Source};
use crate::report::outlook::Sources;

const PEOPLE: &str = "Inhabitants: GeoNames. Audiences overlap as by chance (Sainsbury), more within a niche or town, \
                      or as you measured";

/// The sources behind what these offers bring, each on its platform.
pub fn sources<'a>(question: &Question, offers: impl Iterator<Item = (Platform, &'a Offer)> + Clone) -> Sources {
    let (forecast, funnel) = (&question.premises.forecast, &question.premises.funnel);
    let percent = |share: f64| percent(question, share);
    let platforms: BTreeSet<Platform> = offers.clone().map(|(platform, _)| platform).collect();
    let kinds: BTreeSet<_> = offers
        .clone()
        .flat_map(|(platform, offer)| offer.deliverables.iter().map(move |of| (platform, of.kind)))
        .collect();
    let yours = |key: &str| question.premises.own.iter().any(|(own, ..)| own == key);
    let each = |metric: Metric| {
        let of = |platform: &Platform| {
            let source = match yours(&format!("level.{}.{}", platform.key(), metric.key())) {
                true => "your number".to_owned(),
                false => named(&forecast.prior(*platform, metric).source),
            };
            format!("{}: {source}", platform.label())
        };
        lines(platforms.iter().map(of))
    };
    let rate = |what: String, of: &Assumed| format!("{what}: {}, {}", percent(of.value), origin(&of.origin));
    let clicks = lines(kinds.iter().map(|(platform, kind)| {
        rate(format!("{} {}", platform.label(), kind.word(1)), funnel.click_rate(*platform, *kind))
    }));
    let orders = lines(
        platforms.iter().map(|platform| rate(format!("From {}", platform.label()), funnel.conversion(*platform))),
    );
    let chances = chances(question, offers.map(|(_, offer)| offer));
    let usual = |metric| format!("Own posts where they are known, else what is usual:\n{}", each(metric));
    let paid = if yours("paid") { "your number".to_owned() } else { named(&forecast.paid.source) };
    Sources {
        posts: usual(question.brief.goal.metric()),
        reach: usual(Metric::Reach),
        people: PEOPLE.to_owned(),
        levers: vec![
            ("What accounts of this size bring", each(question.brief.goal.metric())),
            ("What young posts still lack", "Assumption; published half-lives of posts name no spread".to_owned()),
            (
                "What kinds of post bring against each other",
                forecast.kinds.first().map_or(String::new(), |kind| named(&kind.factor.source)),
            ),
            ("Paid against unpaid posts", paid),
            ("Season and platform", named(&forecast.shock.source)),
            ("How many accept", chances.clone()),
            ("Click rate", clicks.clone()),
            ("Orders per click", orders.clone()),
            ("Margin", "your number".to_owned()),
        ],
        codes: rate("Buyers who use it".to_owned(), &funnel.code_share),
        clicks,
        orders,
        chances,
    }
}

/// How likely offers are taken to take place, by how sure their fees are.
fn chances<'a>(question: &Question, offers: impl Iterator<Item = &'a Offer>) -> String {
    let (booked, open): (Vec<&Offer>, Vec<&Offer>) = offers.partition(|offer| question.is_booked(offer.id));
    let statuses: BTreeSet<FeeStatus> = open.into_iter().map(|offer| offer.status).collect();
    let chance = |status: &FeeStatus| {
        let chance = question.premises.funnel.acceptance.of(*status);
        format!("{}: {} take place, {}", status.key(), percent(question, chance.value), origin(&chance.origin))
    };
    let agreed = (!booked.is_empty()).then(|| "booked: counted as agreed".to_owned());
    lines(statuses.iter().map(chance).chain(agreed))
}

fn percent(question: &Question, share: f64) -> String {
    question.numbers.percent(share, if share < 0.095 { 1 } else { 0 })
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}

fn named(source: &Source) -> String {
    format!("{}, {}", source.name, source.year)
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Yours => "your number".to_owned(),
        Origin::Table(source) => named(source),
    }
}
