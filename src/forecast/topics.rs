//! What the topic of an account does to its level: a weak multiplier, learnt from the roster as far as it goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assumptions::{Assumptions, Factor, Source};
use super::fit::mean_level;
use super::history::History;
use super::level::Multipliers;

/// How far the levels of topics lie apart on a platform, as an sd of ln. HypeAuditor (2023) has 1.2 to 2.4 % for
/// Instagram topics, which is an sd of 0.3; no table of topics by size could be confirmed anywhere.
pub const TOPIC_SD: f64 = 0.3;

/// The multiplier of each topic against accounts of the same size and platform; `topics` pairs a topic with the history
/// of a creator in it. A topic of few creators stays near 1; one that isn't in the answer is 1 with an sd of
/// [`TOPIC_SD`]. Histories without posts or followers say nothing.
pub fn topic_effects(topics: &[(&str, &History)], assumptions: &Assumptions) -> BTreeMap<String, Factor> {
    let mut groups: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
    for (topic, history) in topics {
        let prior = assumptions.prior(history.platform, history.metric);
        let Some(followers) = history.followers.filter(|_| !history.posts.is_empty()) else { continue };
        let multipliers = Multipliers::of(assumptions, history.platform, history.metric);
        let off = mean_level(history, prior, &multipliers) - prior.curve(followers);
        let posts = prior.post_sd.powi(2) / history.posts.len() as f64;
        groups.entry((*topic).to_owned()).or_default().push((off, 1.0 / (prior.between(followers).powi(2) + posts)));
    }
    let own = TOPIC_SD.powi(-2);
    let factor = |creators: Vec<(f64, f64)>| {
        let sum: f64 = creators.iter().map(|(off, weight)| off.clamp(-4.0, 4.0) * weight).sum();
        let weight = own + creators.iter().map(|(_, weight)| weight).sum::<f64>();
        Factor {
            multiplier: (sum / weight).exp(),
            ln_sd: weight.powf(-0.5),
            source: Arc::new(Source {
                name: "Your roster".to_owned(),
                year: "all".to_owned(),
                population: format!("{} creators of your roster with this topic", creators.len()),
                basis: "Their levels against accounts of the same size, drawn towards no difference".to_owned(),
            }),
        }
    };
    groups.into_iter().map(|(topic, creators)| (topic, factor(creators))).collect()
}
