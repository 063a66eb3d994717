//! Ties: people whom two creators are known to share, as segments of their own.

use std::collections::BTreeMap;

use super::audience::{NOWHERE, Segmenter};
use super::question::Question;
use crate::domain::{Cancelled, CreatorId, Metric, Overlap, Report};

/// So many times the shared people are put into a segment by either creator, if both reach that many: the fewer of its
/// people a post reaches, the less it matters that no post reaches more of them than there are.
const ROOM: f64 = 4.0;

/// Two creators of whom it was measured how many people they share.
struct Tie {
    cards: [u32; 2],
    /// The people each usually reaches.
    reach: [f64; 2],
    /// The people they share in the segments they have in common.
    common: f64,
    /// The people they share all in all, as was measured.
    measured: f64,
}

/// What measured overlaps make of a creator's reach.
#[derive(Default)]
pub struct Tied {
    /// Segments shared with one other creator, and the part of the reach in each.
    shared: Vec<(u32, f64)>,
    /// A segment of people whom no other creator reaches, and the part of the rest in it.
    apart: Option<(u32, f64)>,
}

impl Tied {
    /// The parts of a reach where nothing was measured, made into those that were.
    pub fn parts(&self, mut parts: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
        let rest = (1.0 - self.shared.iter().map(|(_, part)| part).sum::<f64>()).max(0.0);
        let apart = self.apart.map_or(0.0, |(_, part)| part);
        parts.iter_mut().for_each(|(_, part)| *part *= rest * (1.0 - apart));
        parts.extend(self.apart.map(|(segment, part)| (segment, rest * part)));
        parts.extend_from_slice(&self.shared);
        parts
    }
}

/// What measured overlaps make of the reach of each card that has one.
///
/// Measured is a share of the smaller audience. What two creators share by their town, niche and country counts towards
/// it, and the people beyond that are a segment of their own. Whoever shares fewer than that has as large a part of the
/// reach apart, of the two the one who reaches fewer.
pub fn ties(
    question: &Question,
    segmenter: &mut Segmenter<'_>,
    report: &mut Report<'_>,
) -> Result<BTreeMap<u32, Tied>, Cancelled> {
    let mut found: Vec<Tie> = Vec::new();
    for overlap in question.overlaps.iter() {
        report(0, 0)?;
        found.extend(tie(question, overlap, segmenter));
    }
    let mut tied: BTreeMap<u32, Tied> = BTreeMap::new();
    // Of a creator's reach no more can be shared than there is.
    let mut asked: BTreeMap<u32, f64> = BTreeMap::new();
    for tie in &found {
        for (card, reach) in tie.cards.iter().zip(tie.reach) {
            *asked.entry(*card).or_default() += tie.more() / reach;
        }
    }
    for tie in found {
        if tie.more() <= 0.0 {
            let fewer = usize::from(tie.reach[1] < tie.reach[0]);
            let part = 1.0 - tie.measured / tie.common.max(tie.measured).max(f64::MIN_POSITIVE);
            let segment = segmenter.segments.of(format!("apart {}", tie.cards[fewer]), NOWHERE);
            let own = tied.entry(tie.cards[fewer]).or_default();
            own.apart = Some((segment, own.apart.map_or(part, |(_, known)| part.max(known))));
            continue;
        }
        let room = tie.cards.iter().map(|card| 1.0 / asked[card]).fold(ROOM, f64::min);
        let put = room * tie.more();
        let elsewhere = tie.reach.iter().fold(tie.common, |people, reach| people * (1.0 - put / reach));
        let shared = (tie.measured - elsewhere).min(put);
        // Either reaches `put` of the people, so by chance both reach put² over all of them.
        let name = format!("tie {} {}", tie.cards[0], tie.cards[1]);
        let segment = segmenter.segments.of(name, put * put / shared);
        for (card, reach) in tie.cards.iter().zip(tie.reach) {
            tied.entry(*card).or_default().shared.push((segment, put / reach));
        }
    }
    Ok(tied)
}

impl Tie {
    /// The people they share beyond the segments they have in common; 0 where those hold more already.
    fn more(&self) -> f64 {
        // A person more is the least that a segment can hold.
        if self.measured > self.common + 1.0 { self.measured - self.common } else { 0.0 }
    }
}

/// `None` where either sells nothing.
fn tie(question: &Question, overlap: &Overlap, segmenter: &mut Segmenter<'_>) -> Option<Tie> {
    let cards = [card_of(question, overlap.one)?, card_of(question, overlap.other)?];
    let reach = [usual_reach(question, cards[0])?, usual_reach(question, cards[1])?];
    let (one, other) = (segmenter.parts(cards[0]), segmenter.parts(cards[1]));
    let both = |(segment, part): &(u32, f64)| {
        let same = other.iter().find(|(other, _)| other == segment)?;
        Some(reach[0] * part * reach[1] * same.1 / segmenter.segments.people[*segment as usize])
    };
    let common: f64 = one.iter().filter_map(both).sum();
    let measured = overlap.share.clamp(0.0, 1.0) * reach[0].min(reach[1]);
    (cards[0] != cards[1]).then_some(Tie { cards, reach, common, measured })
}

fn card_of(question: &Question, creator: CreatorId) -> Option<u32> {
    let place = question.cards.binary_search_by_key(&creator, |card| card.entry.creator.id).ok()?;
    Some(place as u32)
}

/// The people whom the offer that reaches most of a creator's reaches on average; `None` where that is nobody.
fn usual_reach(question: &Question, card: u32) -> Option<f64> {
    let (entry, projector) = (&question.cards[card as usize].entry, question.projector());
    let posts = projector.posts_of(entry, Metric::Reach);
    let reach = posts.iter().map(|posts| posts.projected()).filter(|reach| reach.is_finite()).fold(0.0, f64::max);
    (reach > 1.0).then_some(reach)
}
