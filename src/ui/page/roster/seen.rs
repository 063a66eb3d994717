//! What the inspector has worked out for the creator it shows, kept until something it rests on changes.

use std::collections::BTreeMap;

use crate::app::model::Model;
use crate::domain::{
    Account, AccountId, Around, CreatorId, Entry, Goal, Metric, NumberStyle, Offer, OfferId, TierTable,
};
use crate::report::Card;
use crate::report::checks::Check;
use crate::report::known::Known;
use crate::report::plan::Projection;
use crate::report::whereabouts::Whereabouts;
use crate::ui::cached::Cached;

/// What of a brief a projection depends on: goal, niches, place.
type Asked = (Goal, Vec<String>, Option<Around>);

/// What the inspector remembers.
#[derive(Default)]
pub struct Seen {
    known: Cached<(Base, AccountId, Metric), Known>,
    projected: Cached<(Base, OfferId, Asked), Projected>,
    whereabouts: Cached<(Base, AccountId, Option<Around>), Whereabouts>,
    /// The offer whose projection is shown; the first where it isn't one of the creator's.
    pub offer: Option<OfferId>,
    /// The account whose posts and audience are shown; the main one where it isn't one of the creator's.
    pub account: Option<AccountId>,
    /// What posts are shown by; the goal's metric where none was chosen.
    pub metric: Option<Metric>,
}

/// What the table has worked out of paid posts, creator by creator as they come in sight.
#[derive(Default)]
pub struct PaidSeen(Cached<Base, BTreeMap<CreatorId, Option<Check>>>);

impl PaidSeen {
    /// What to think of the share of paid posts of a creator's main account; `None` where nothing tells it.
    pub fn check(&mut self, model: &Model, card: &Card) -> Option<&Check> {
        let known = self.0.get(base(model), BTreeMap::new);
        let check = || {
            let account = card.entry.main_account().filter(|_| card.sponsored.is_some())?;
            model.paid_share(&card.entry, account).map(|paid| paid.check)
        };
        known.entry(card.entry.creator.id).or_insert_with(check).as_ref()
    }
}

/// Versions of roster and premises, and what sentences are written in.
type Base = (u64, u64, NumberStyle, TierTable);

/// What an offer will bring.
pub struct Projected {
    /// Of the open brief's goal.
    pub goal: Projection,
    /// Engagements in all and those relevant to the brief's niches, where it has any.
    pub relevant: Option<(f64, f64)>,
}

fn base(model: &Model) -> Base {
    (model.roster.version, model.premises.version, model.settings.numbers, model.settings.tiers)
}

impl Seen {
    /// What projections of `metric` for an account rest on.
    pub fn known(&mut self, model: &Model, entry: &Entry, account: &Account, metric: Metric) -> &Known {
        self.known.get((base(model), account.id, metric), || model.known(entry, account, metric))
    }

    /// What an offer will bring under the open brief.
    pub fn projected(&mut self, model: &Model, card: &Card, offer: &Offer) -> &Projected {
        let brief = model.brief();
        let goal = brief.map_or(Goal::Engagements, |brief| brief.goal);
        let niches = brief.map(|brief| brief.niches.clone()).unwrap_or_default();
        let around = brief.and_then(|brief| brief.around.clone());
        let wanted = !niches.is_empty();
        self.projected.get((base(model), offer.id, (goal, niches, around)), || {
            let of = |goal| model.projection(card, offer, goal).projected;
            let relevant = wanted.then(|| (of(Goal::Engagements), of(Goal::Relevant)));
            Projected { goal: model.projection(card, offer, goal), relevant }
        })
    }

    /// Where an account's audience lives.
    pub fn whereabouts(&mut self, model: &Model, entry: &Entry, account: &Account) -> &Whereabouts {
        let around = model.brief().and_then(|brief| brief.around.clone());
        self.whereabouts.get((base(model), account.id, around), || model.whereabouts(entry, account))
    }
}
