//! Learning from many creators what kinds of post and payment do, each creator compared with themself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assumptions::{Assumptions, Factor, KindFactor, Source};
use super::history::History;
use super::level::{LogPost, Multipliers};
use crate::domain::{Metric, Platform, PostKind};

/// Creators with posts of both sorts that are needed before a multiplier is learnt.
const LEAST_CREATORS: usize = 3;

/// How many creators the present spread of a multiplier between creators counts as.
const SPREAD_DF: f64 = 5.0;

/// One creator's difference, and its variance through the creator's single posts.
#[derive(Clone, Copy)]
struct Contrast {
    ln: f64,
    variance: f64,
}

/// Moves the multipliers of kinds and of payment towards what `histories` show, as far as their number deserves.
pub(super) fn learn_effects(assumptions: &mut Assumptions, histories: &[&History]) {
    let mut paid = Vec::new();
    let mut kinds: BTreeMap<(Platform, Metric, PostKind), Vec<Contrast>> = BTreeMap::new();
    for history in histories {
        let multipliers = Multipliers::of(assumptions, history.platform, history.metric);
        let posts: Vec<LogPost> = history.posts.iter().map(|post| history.log(post)).collect();
        paid.extend(contrast(&posts, &multipliers, |post| post.paid));
        for kind in PostKind::ALL {
            // The ordinary post of a platform is what the others are measured by.
            if assumptions.kind(history.platform, history.metric, kind).ln_sd > 0.0 {
                let found = contrast(&posts, &multipliers, |post| post.kind == Some(kind));
                kinds.entry((history.platform, history.metric, kind)).or_default().extend(found);
            }
        }
    }
    for ((platform, metric, kind), contrasts) in kinds {
        if let Some(factor) = pooled(assumptions.kind(platform, metric, kind), &contrasts) {
            assumptions.set_kind(KindFactor { platform: Some(platform), metric, kind, factor });
        }
    }
    if let Some(factor) = pooled(&assumptions.paid, &paid) {
        assumptions.paid = factor;
    }
}

/// How far a creator's posts of the sort lie from the others beyond the present multipliers; `None` unless there are
/// two of each.
fn contrast(posts: &[LogPost], multipliers: &Multipliers, of_sort: impl Fn(&LogPost) -> bool) -> Option<Contrast> {
    let values = |wanted: bool| -> Vec<f64> {
        let some = posts.iter().filter(|post| of_sort(post) == wanted);
        some.map(|post| post.y - multipliers.shift(post)).collect()
    };
    let (sort, others) = (values(true), values(false));
    if sort.len() < 2 || others.len() < 2 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let squares = |values: &[f64]| values.iter().map(|value| (value - mean(values)).powi(2)).sum::<f64>();
    let scale = (squares(&sort) + squares(&others)) / (sort.len() + others.len() - 2) as f64;
    // A creator whose few posts are alike isn't that sure either.
    let variance = (scale + 0.01) * (1.0 / sort.len() as f64 + 1.0 / others.len() as f64);
    Some(Contrast { ln: mean(&sort) - mean(&others), variance })
}

/// The present factor moved towards the creators' own differences. Half of its variance is taken for what is unsure about
/// the usual multiplier, half for what differs between creators (a random-effects mean; DerSimonian and Laird 1986).
fn pooled(present: &Factor, contrasts: &[Contrast]) -> Option<Factor> {
    if contrasts.len() < LEAST_CREATORS {
        return None;
    }
    let half = present.ln_sd.powi(2) / 2.0;
    let pool = |between: f64| {
        let sum: f64 = contrasts.iter().map(|contrast| contrast.ln / (contrast.variance + between)).sum();
        let weight: f64 = contrasts.iter().map(|contrast| 1.0 / (contrast.variance + between)).sum();
        (sum / (weight + 1.0 / half), 1.0 / (weight + 1.0 / half))
    };
    let (first, _) = pool(half);
    let excess: f64 = contrasts.iter().map(|contrast| (contrast.ln - first).powi(2) - contrast.variance).sum();
    let between = ((excess + SPREAD_DF * half) / (contrasts.len() as f64 + SPREAD_DF)).max(half / 10.0);
    let (shift, unsure) = pool(between);
    Some(Factor {
        multiplier: (present.multiplier * shift.exp()).clamp(0.001, 1000.0),
        ln_sd: (between + unsure).sqrt(),
        source: Arc::new(Source {
            name: Source::ROSTER.to_owned(),
            year: present.source.year.clone(),
            population: format!("{} creators of your roster with posts of both sorts", contrasts.len()),
            basis: format!("Each creator against themself, drawn towards {}", present.source.name),
        }),
    })
}
