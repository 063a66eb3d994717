//! The outlook of a plan: people reached once, money, how results come in, and what moves the total most.

use std::collections::{BTreeMap, HashMap};

use super::audience::{Audience, NOWHERE};
use super::nearby::map;
use super::posting::{postings, timeline};
use super::projecting::{Projector, evidence};
use super::prospects::DRAWS;
use super::question::Question;
use super::relevance::{Weighed, relevant};
use super::sources::sources;
use super::table::{SEED, Table};
use crate::domain::{Cancelled, CreatorId, Entry, Goal, Metric, Money, Offer, Overlap, Platform, Report};
use crate::forecast::nearby::{LocalShare, unique_reach_nearby};
use crate::forecast::reach::{Kinship, Pair, Reach, Shared, Universe, unique_reach};
use crate::forecast::{self, Draws, OfferForecast, Stake, Total};
use crate::forecast::{
    CampaignCosts, Evidence, FunnelOffer, Grounds, Missing, MoneyTotal, Outcome, Planned, Tornado, levers, money_total,
};
use crate::report::outlook::{Outlook, Slice};
use crate::report::plan::Plan;

/// An offer of the plan with everything that is known about it.
struct Chosen<'a> {
    card: u32,
    entry: &'a Entry,
    offer: &'a Offer,
    platform: Platform,
    chance: f64,
    projected: f64,
    reach: OfferForecast,
    views: OfferForecast,
    engagements: OfferForecast,
    evidence: Evidence,
}

impl Chosen<'_> {
    /// The offer as totals add it up, by what is counted.
    fn stake<'a>(&self, forecast: &'a OfferForecast) -> Stake<'a> {
        let entry = forecast::Entry { key: self.offer.id.0.unsigned_abs(), forecast, chance: self.chance };
        Stake { entry, share: 1.0, cost: 0.0 }
    }
}

/// The same as their relevance is weighed.
fn weighed<'a>(chosen: &[Chosen<'a>]) -> Vec<Weighed<'a>> {
    let weighed = |one: &Chosen<'a>| Weighed {
        offer: one.offer.id,
        creator: one.entry,
        engagements: one.engagements,
        chance: one.chance,
    };
    chosen.iter().map(weighed).collect()
}

/// Works out the outlook of a plan; `best` holds the choices of the table behind it, `draws` those of its total.
pub fn outlook(
    question: &Question,
    table: &Table,
    best: &[u32],
    plan: &Plan,
    draws: &mut Draws,
    report: &mut Report<'_>,
) -> Result<Outlook, Cancelled> {
    let overlaps = &question.overlaps;
    let postings = postings(question, plan);
    let projector = question.projector();
    let chosen = chosen(question, plan, &projector, report)?;
    let tables = (question, table);
    let (money, once) = match chosen.is_empty() {
        true => (None, None),
        false => {
            let reached = reached(tables, &chosen, report)?;
            (Some(money(tables, plan, (&chosen, &reached), report)?), Some(Total::of(reached)))
        }
    };
    let tornado = tornado(question, plan, &chosen, report)?;
    let pairs = pairs(&chosen, overlaps, report)?;
    let reached = match (&money, &once) {
        (Some(money), Some(once)) => Some(counted(bounds(&chosen, &pairs, report)?, once, money.reach.middle())),
        _ => None,
    };
    let local = nearby(tables, &chosen, &pairs, report)?;
    let weighed = match &money {
        Some(money) => relevant(tables, &weighed(&chosen), &money.engagements, report)?,
        None => None,
    };
    let timeline = timeline(question, table, best, plan, &postings, draws, report)?;
    report(0, 0)?;
    Ok(Outlook {
        reach: reached,
        nearby: local,
        missing: money.iter().flat_map(|money| &money.missing).map(Missing::sentence).collect(),
        money,
        tornado,
        timeline,
        postings,
        today: question.now.date(),
        relevant: weighed,
        sources: sources(question, chosen.iter().map(|one| (one.platform, one.offer))),
        tiers: slices(plan, &chosen, |one| {
            one.entry.account_of(one.offer).and_then(|a| a.followers()).map(|count| question.tiers.tier(count))
        }),
        platforms: slices(plan, &chosen, |one| Some(one.platform)),
    })
}

fn chosen<'a>(
    question: &'a Question,
    plan: &Plan,
    projector: &Projector<'_>,
    report: &mut Report<'_>,
) -> Result<Vec<Chosen<'a>>, Cancelled> {
    let find = |row: &crate::report::plan::PlanRow| {
        let place = question.cards.binary_search_by_key(&row.creator, |card| card.entry.creator.id).ok()?;
        let entry = &question.cards[place].entry;
        let offer = entry.offers.iter().find(|offer| offer.id == row.offer)?;
        let metric = question.brief.goal.metric();
        Some(Chosen {
            card: place as u32,
            entry,
            offer,
            platform: row.platform.unwrap_or(Platform::Other),
            chance: row.chance,
            projected: row.projection.projected * row.chance,
            reach: projector.posts(entry, offer, Metric::Reach),
            views: projector.posts(entry, offer, Metric::Views),
            engagements: projector.posts(entry, offer, Metric::Engagements),
            evidence: evidence(entry, offer, metric, question.now),
        })
    };
    let mut chosen = Vec::with_capacity(plan.rows.len());
    for row in &plan.rows {
        report(0, 0)?;
        chosen.extend(find(row));
    }
    Ok(chosen)
}

/// What is known or assumed of every two audiences: measured overlaps, else one niche, one town.
fn pairs(chosen: &[Chosen<'_>], overlaps: &[Overlap], report: &mut Report<'_>) -> Result<Vec<Pair>, Cancelled> {
    let kinship = Kinship::default();
    let measured: HashMap<(CreatorId, CreatorId), f64> =
        overlaps.iter().map(|overlap| ((overlap.one, overlap.other), overlap.share)).collect();
    let mut pairs = Vec::new();
    for (first, a) in chosen.iter().enumerate() {
        report(0, 0)?;
        for (second, b) in chosen.iter().enumerate().skip(first + 1) {
            let (one, other) = (a.entry.creator.id, b.entry.creator.id);
            if one == other {
                continue;
            }
            let smaller = a.reach.projected().min(b.reach.projected());
            let same_niche = a.entry.creator.niches.iter().any(|niche| b.entry.creator.niches.contains(niche));
            let same_town = !a.entry.creator.place.is_empty() && a.entry.creator.place == b.entry.creator.place;
            let shared = match measured.get(&(one.min(other), one.max(other))) {
                // Nobody is shared unless both take place.
                Some(share) => Some(Shared::People(share * smaller * a.chance * b.chance)),
                None => kinship.shared(same_niche, same_town),
            };
            pairs.extend(shared.map(|shared| Pair { first, second, shared }));
        }
    }
    Ok(pairs)
}

/// The hard bounds of different people who see at least one post, among those of the countries the creators live in.
fn bounds(chosen: &[Chosen<'_>], pairs: &[Pair], report: &mut Report<'_>) -> Result<Reach, Cancelled> {
    let singles: Vec<f64> = chosen.iter().map(|one| one.reach.projected() * one.chance).collect();
    let gazetteer = map(report)?;
    let mut countries: BTreeMap<&str, f64> = BTreeMap::new();
    for one in chosen {
        report(0, 0)?;
        let creator = &one.entry.creator;
        let found = gazetteer.find(&creator.place, &creator.country).map(|found| found.place.country());
        if let Some(country) = found.or_else(|| gazetteer.country(&creator.country)) {
            countries.insert(country.code, country.population as f64);
        }
    }
    let people: f64 = countries.values().sum();
    let universe = Universe::about(if people > 0.0 { people } else { NOWHERE });
    unique_reach(&singles, universe, pairs, report)
}

/// A reach as people are counted once in each draw, within its hard bounds; `gross` is the reach of all posts added up.
fn counted(bounds: Reach, once: &Total, gross: f64) -> Reach {
    let ((low, high), point) = (once.band(0.8), once.middle());
    Reach { low, point, high, floor: bounds.floor.min(low), ceiling: bounds.ceiling.max(high), gross, ..bounds }
}

/// Different people who see at least one post in each draw, whatever the goal.
fn reached(
    (question, table): (&Question, &Table),
    chosen: &[Chosen<'_>],
    report: &mut Report<'_>,
) -> Result<Vec<f64>, Cancelled> {
    let mut cards: Vec<u32> = chosen.iter().map(|one| one.card).collect();
    cards.sort_unstable();
    cards.dedup();
    let made;
    let audience = match (&table.audience, question.brief.goal) {
        (Some(audience), Goal::Reach) => audience,
        _ => {
            made = Audience::everywhere(question, &table.shelf.slots, &cards, report)?;
            &made
        }
    };
    let stakes: Vec<(u32, Stake<'_>)> = chosen.iter().map(|one| (one.card, one.stake(&one.reach))).collect();
    audience.reached(&stakes, table.swings.reach, &mut Draws::new(SEED, DRAWS), report)
}

/// Different people nearby who see at least one post, whatever the goal, and how many live there.
fn nearby(
    (question, table): (&Question, &Table),
    chosen: &[Chosen<'_>],
    pairs: &[Pair],
    report: &mut Report<'_>,
) -> Result<Option<(Reach, f64)>, Cancelled> {
    let Some(nearby) = &question.nearby else { return Ok(None) };
    let people = &nearby.people;
    let shares: Vec<LocalShare> = chosen.iter().map(|one| nearby.share(one.entry, one.offer)).collect();
    let posts: Vec<_> =
        chosen.iter().zip(&shares).map(|(one, share)| (one.reach.projected() * one.chance, *share)).collect();
    let universe = Universe { low: people.low, likely: people.likely, high: people.high };
    let bounds = unique_reach_nearby(&posts, universe, pairs, report)?;
    let local: Vec<OfferForecast> =
        chosen.iter().zip(&shares).map(|(one, share)| one.reach.scaled(share.share, share.ln_sd)).collect();
    let mut cards: Vec<u32> = chosen.iter().map(|one| one.card).collect();
    cards.sort_unstable();
    cards.dedup();
    let audience = Audience::nearby(nearby, &cards, report)?;
    let stakes: Vec<(u32, Stake<'_>)> =
        chosen.iter().zip(&local).map(|(one, local)| (one.card, one.stake(local))).collect();
    let mut draws = Draws::new(SEED, DRAWS);
    let once = Total::of(audience.reached(&stakes, table.swings.reach, &mut draws, report)?);
    let gross = bounds.gross;
    Ok(Some((counted(bounds, &once, gross), people.likely)))
}

/// What the plan brings and costs in money, with the draws of its total; `reached` are the different people of each.
fn money(
    (question, table): (&Question, &Table),
    plan: &Plan,
    (chosen, reached): (&[Chosen<'_>], &[f64]),
    report: &mut Report<'_>,
) -> Result<MoneyTotal, Cancelled> {
    let nothing = Money::from_minor(0, plan.cost.currency);
    let offers: Vec<FunnelOffer<'_>> = chosen
        .iter()
        .map(|one| FunnelOffer {
            key: one.offer.id.0.unsigned_abs(),
            platform: one.platform,
            deliverables: &one.offer.deliverables,
            views: &one.views,
            engagements: &one.engagements,
            reach: &one.reach,
            fee: one.offer.fee,
            goods: Some(nothing),
            chance: one.chance,
        })
        .collect();
    let fixed = Money::from_minor(question.brief.fixed_costs(), plan.cost.currency);
    let outlook = forecast::Outlook {
        funnel: &question.premises.funnel,
        views: &question.premises.forecast,
        swings: table.swings,
        reached,
        // Money kept back isn't spent until something happens.
        costs: CampaignCosts { fixed, contingency: 0.0 },
    };
    money_total(&offers, &outlook, SEED, DRAWS, || report(0, 0))
}

fn tornado(
    question: &Question,
    plan: &Plan,
    chosen: &[Chosen<'_>],
    report: &mut Report<'_>,
) -> Result<Option<Tornado>, Cancelled> {
    if chosen.is_empty() {
        return Ok(None);
    }
    let planned: Vec<Planned<'_>> = chosen
        .iter()
        .map(|one| Planned {
            evidence: &one.evidence,
            deliverables: &one.offer.deliverables,
            paid: true,
            status: one.offer.status,
            booked: question.is_booked(one.offer.id),
        })
        .collect();
    let outcome = match question.brief.goal {
        Goal::Clicks => Outcome::Clicks,
        Goal::Orders => Outcome::Orders,
        Goal::Margin => Outcome::Contribution,
        goal => Outcome::Posts(goal.metric()),
    };
    let grounds = Grounds {
        planned: &planned,
        assumptions: &question.premises.forecast,
        funnel: &question.premises.funnel,
        universe: None,
    };
    let Some(found) = levers(&grounds, outcome, report)? else { return Ok(None) };
    // The bars are those of a plain sum; they are shown round the middle that everything else speaks of.
    let middle = plan.total.middle();
    let scales = planned.len() > 1 && middle > 0.0 && found.usual > 0.0;
    Ok(Some(if scales { found.scaled_to(middle) } else { found }))
}

fn slices<Key: Ord + Copy>(plan: &Plan, chosen: &[Chosen<'_>], key: impl Fn(&Chosen<'_>) -> Key) -> Vec<Slice<Key>> {
    let mut slices: BTreeMap<Key, Slice<Key>> = BTreeMap::new();
    for one in chosen {
        let key = key(one);
        let nothing = Money::from_minor(0, plan.cost.currency);
        let slice = slices.entry(key).or_insert(Slice { key, money: nothing, offers: 0, projected: 0.0 });
        slice.money.minor += one.offer.fee.map_or(0, |fee| fee.minor);
        slice.offers += 1;
        slice.projected += one.projected;
    }
    slices.into_values().collect()
}
