//! Where the figures of an outlook come from, in words with source and year.

use std::collections::BTreeSet;

use super::question::Question;
use crate::domain::{FeeStatus, Metric, Offer, Platform};
use crate::forecast::{Assumed, Origin, Source};
use crate::report::outlook::Sources;

/// The sources behind what these offers bring, each on its platform.
pub fn sources<'a>(question: &Question, offers: impl Iterator<Item = (Platform, &'a Offer)> + Clone) -> Sources {
    let (forecast, funnel) = (&question.premises.forecast, &question.premises.funnel);
    let percent = |share: f64| question.numbers.percent(share, if share < 0.095 { 1 } else { 0 });
    let platforms: BTreeSet<Platform> = offers.clone().map(|(platform, _)| platform).collect();
    let kinds: BTreeSet<_> = offers
        .clone()
        .flat_map(|(platform, offer)| offer.deliverables.iter().map(move |of| (platform, of.kind)))
        .collect();
    let statuses: BTreeSet<FeeStatus> = offers.map(|(_, offer)| offer.status).collect();
    let each = |metric: Metric| {
        let of =
            |platform: &Platform| format!("{}: {}", platform.label(), named(&forecast.prior(*platform, metric).source));
        lines(platforms.iter().map(of))
    };
    let rate = |what: String, of: &Assumed| format!("{what}: {}, {}", percent(of.value), origin(&of.origin));
    let chance = |status: &FeeStatus| {
        let chance = funnel.acceptance.of(*status);
        format!("{}: {} take place, {}", status.key(), percent(chance.value), origin(&chance.origin))
    };
    Sources {
        posts: format!("Own posts where they are known, else what is usual:\n{}", each(question.brief.goal.metric())),
        reach: format!("Own posts where they are known, else what is usual:\n{}", each(Metric::Reach)),
        people:
            "Inhabitants: GeoNames. Audiences overlap as by chance (Sainsbury), more within a niche or town, or as \
                 you measured"
                .to_owned(),
        clicks: lines(kinds.iter().map(|(platform, kind)| {
            rate(format!("{} {}", platform.label(), kind.word(1)), funnel.click_rate(*platform, *kind))
        })),
        orders: lines(
            platforms.iter().map(|platform| rate(format!("From {}", platform.label()), funnel.conversion(*platform))),
        ),
        codes: rate("Buyers who use it".to_owned(), &funnel.code_share),
        chances: lines(statuses.iter().map(chance)),
    }
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
