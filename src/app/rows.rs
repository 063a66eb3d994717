//! A brief's rules as the optimiser reads them: sums over the offers on the table with their limits.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use super::question::Question;
use super::table::Table;
use crate::domain::{Brief, Cancelled, CreatorId, Group, Report, Rule, TierTable};
use crate::optimise::{Row, Rules, Weigh};
use crate::report::Card;

/// Choices looked at between two reports of progress.
const PIECE: u32 = 2_048;

/// Which offers on the table belong to which group, found once for a table.
#[derive(Clone, Default)]
pub struct Members {
    groups: HashMap<Group, Belonging>,
    everybody: Option<Arc<[u32]>>,
}

/// The choices that belong to a group, with what each counts and costs inside it.
#[derive(Clone)]
struct Belonging {
    members: Arc<[u32]>,
    counts: Arc<[i64]>,
    costs: Arc<[i64]>,
}

/// The rules of a question in the optimiser's terms.
pub struct Asked {
    /// The rules.
    pub rules: Rules,
    /// Which of the brief's rules each side rule comes from.
    pub sources: Vec<usize>,
}

impl Members {
    /// Translates the rules of a brief over the offers of a table.
    pub fn rules(&mut self, question: &Question, table: &Table, report: &mut Report<'_>) -> Result<Asked, Cancelled> {
        let brief = &question.brief;
        let mut asked = Asked { rules: plain(brief, &question.cards), sources: Vec::new() };
        let money = brief.for_creators();
        let part = |percent: u32| (i128::from(money) * i128::from(percent.min(100)) / 100) as i64;
        for (place, rule) in brief.rules.iter().enumerate() {
            report(0, 0)?;
            let rows = match rule {
                Rule::MaxCreators(most) => {
                    let all = self.everybody.get_or_insert_with(|| (0..table.choices.len() as u32).collect());
                    vec![Row::count(Arc::clone(all), None, Some(i64::from(*most)))]
                }
                Rule::MinOf(group, least) => {
                    vec![self.count(question, table, group, (Some(*least), None), report)?]
                }
                Rule::MaxOf(group, most) => {
                    vec![self.count(question, table, group, (None, Some(*most)), report)?]
                }
                Rule::MinShareOf(group, percent) => {
                    // Rounded up, so that the share is never less than asked.
                    let least = (i128::from(money) * i128::from((*percent).min(100)) + 99) / 100;
                    vec![self.money(question, table, group, (Some(least as i64), None), report)?]
                }
                Rule::MaxShareOf(group, percent) => {
                    vec![self.money(question, table, group, (None, Some(part(*percent))), report)?]
                }
                Rule::NotTogether(creators) => {
                    vec![Row::count(of_creators(question, table, creators), None, Some(1))]
                }
                Rule::OnlyTogether(creators) => together(question, table, creators),
                Rule::Phases(percent) => {
                    let first = part(*percent);
                    vec![
                        self.money(question, table, &Group::Phase(1), (None, Some(first)), report)?,
                        self.money(question, table, &Group::Phase(2), (None, Some(money - first)), report)?,
                    ]
                }
                _ => Vec::new(),
            };
            asked.sources.extend(std::iter::repeat_n(place, rows.len()));
            asked.rules.rows.extend(rows);
        }
        Ok(asked)
    }

    fn count(
        &mut self,
        question: &Question,
        table: &Table,
        group: &Group,
        (least, most): (Option<u32>, Option<u32>),
        report: &mut Report<'_>,
    ) -> Result<Row, Cancelled> {
        let found = self.of(question, table, group, report)?;
        let weigh = match found.counts.iter().all(|count| *count == 1) {
            true => Weigh::Each,
            false => Weigh::By(Arc::clone(&found.counts)),
        };
        let (least, most) = (least.map(i64::from), most.map(i64::from));
        Ok(Row { members: Arc::clone(&found.members), weigh, least, most })
    }

    fn money(
        &mut self,
        question: &Question,
        table: &Table,
        group: &Group,
        (least, most): (Option<i64>, Option<i64>),
        report: &mut Report<'_>,
    ) -> Result<Row, Cancelled> {
        let found = self.of(question, table, group, report)?;
        let whole = found.members.iter().zip(found.costs.iter()).all(|(m, c)| table.choices[*m as usize].price == *c);
        let weigh = if whole { Weigh::Price } else { Weigh::By(Arc::clone(&found.costs)) };
        Ok(Row { members: Arc::clone(&found.members), weigh, least, most })
    }

    fn of(
        &mut self,
        question: &Question,
        table: &Table,
        group: &Group,
        report: &mut Report<'_>,
    ) -> Result<&Belonging, Cancelled> {
        Ok(match self.groups.entry(group.clone()) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(free) => free.insert(belonging(question, table, group, report)?),
        })
    }
}

fn belonging(
    question: &Question,
    table: &Table,
    group: &Group,
    report: &mut Report<'_>,
) -> Result<Belonging, Cancelled> {
    let (mut members, mut counts, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    for choice in 0..table.choices.len() as u32 {
        if choice.is_multiple_of(PIECE) {
            report(0, 0)?;
        }
        let (mut count, mut cost) = (0, 0);
        for (slot, booked) in table.slots(choice).zip(table.phases(choice)) {
            let card = &question.cards[slot.card as usize];
            let offer = &card.entry.offers[slot.offer as usize];
            let inside = match group {
                Group::Platform(platform) => {
                    card.entry.account_of(offer).is_some_and(|account| account.platform == *platform)
                }
                Group::Phase(phase) => booked == Some(*phase),
                group => is_of(card, group, &question.tiers),
            };
            if inside {
                count += 1;
                cost += offer.fee.map_or(0, |fee| fee.minor);
            }
        }
        // Of groups of creators, a creator counts once, however many of their offers are taken together.
        let creators = !matches!(group, Group::Platform(_) | Group::Phase(_));
        if count > 0 {
            members.push(choice);
            counts.push(if creators { 1 } else { count });
            costs.push(cost);
        }
    }
    Ok(Belonging { members: members.into(), counts: counts.into(), costs: costs.into() })
}

/// Whether a creator belongs to a group of creators.
pub fn is_of(card: &Card, group: &Group, tiers: &TierTable) -> bool {
    let creator = &card.entry.creator;
    match group {
        Group::Tier(tier) => card.followers.is_some_and(|followers| tiers.tier(followers) == *tier),
        Group::Niche(name) => creator.niches.contains(name),
        Group::Place(name) => creator.place == *name,
        Group::Sex(sex) => creator.sex == Some(*sex),
        Group::Tag(name) => creator.tags.contains(name),
        Group::Platform(platform) => card.entry.accounts.iter().any(|account| account.platform == *platform),
        Group::Phase(_) => false,
    }
}

/// The choices of these creators.
fn of_creators(question: &Question, table: &Table, creators: &[CreatorId]) -> Arc<[u32]> {
    let places: Vec<u32> = creators.iter().filter_map(|id| place(&question.cards, *id)).collect();
    (0..table.choices.len() as u32).filter(|choice| places.contains(&table.choices[*choice as usize].creator)).collect()
}

/// All or none: each creator is in exactly if the first is.
fn together(question: &Question, table: &Table, creators: &[CreatorId]) -> Vec<Row> {
    let Some((first, others)) = creators.split_first() else { return Vec::new() };
    let lead = of_creators(question, table, std::slice::from_ref(first));
    let pair = |other: &CreatorId| {
        let others = of_creators(question, table, std::slice::from_ref(other));
        let mut terms: Vec<(u32, i64)> = lead.iter().map(|m| (*m, 1)).chain(others.iter().map(|m| (*m, -1))).collect();
        terms.sort_unstable();
        let (members, weights): (Vec<u32>, Vec<i64>) = terms.into_iter().unzip();
        Row { members: members.into(), weigh: Weigh::By(weights.into()), least: Some(0), most: Some(0) }
    };
    others.iter().map(pair).collect()
}

fn place(cards: &[Arc<Card>], id: CreatorId) -> Option<u32> {
    cards.binary_search_by_key(&id, |card| card.entry.creator.id).ok().map(|place| place as u32)
}

/// Money, share, least number, must-haves and never; creators are named by their place in the roster.
fn plain(brief: &Brief, cards: &[Arc<Card>]) -> Rules {
    let pick = |wanted: fn(&Rule) -> Option<CreatorId>| {
        let mut places: Vec<u32> = brief.rules.iter().filter_map(wanted).filter_map(|id| place(cards, id)).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    Rules {
        budget: brief.for_creators(),
        max_share: (brief.max_share() < 100).then(|| brief.max_share()),
        min_creators: brief.min_creators(),
        must: pick(|rule| match rule {
            Rule::MustHave(id) => Some(*id),
            _ => None,
        }),
        never: pick(|rule| match rule {
            Rule::Never(id) => Some(*id),
            _ => None,
        }),
        rows: Vec::new(),
    }
}
