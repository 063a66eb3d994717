//! Averages: what every offer of the roster will bring of a goal on average, kept for as long as nothing behind it changes.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::column::{Column, LOOKED_AT};
use super::premises::Premises;
use super::question::Question;
use super::slots::Slots;
use crate::domain::{Around, Cancelled, Goal, Metric, Offer, Report, TierTable};
use crate::forecast::OfferForecast;
use crate::report::Card;

/// Columns of averages that are kept; one takes 8 bytes for each offer.
const KEPT: usize = 12;
/// Columns of forecasts that are kept; one takes 80 bytes for each offer.
const FORECASTS: usize = 4;
/// What all goals are counted on.
const COUNTED: [Metric; 3] = [Metric::Engagements, Metric::Views, Metric::Reach];

/// What is averaged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum What {
    /// What paid posts bring.
    Posts(Metric),
    /// What offers bring of a goal that isn't counted on posts; never a mix.
    Goal(Goal),
}

impl What {
    /// What a goal averages; of a mix, its first part.
    pub fn of(goal: Goal) -> What {
        match goal {
            Goal::Engagements | Goal::Views | Goal::Reach => What::Posts(goal.metric()),
            Goal::Mix(mix) => What::of(mix.shares().first().map_or(Goal::Engagements, |(lead, _)| *lead)),
            goal => What::Goal(goal),
        }
    }

    /// What is counted on the posts behind it.
    pub fn metric(self) -> Metric {
        match self {
            What::Posts(metric) => metric,
            What::Goal(goal) => goal.metric(),
        }
    }
}

/// What is averaged, with that part of a brief that it depends on.
#[derive(Clone, PartialEq, Debug)]
struct Key {
    what: What,
    niches: Vec<String>,
    around: Option<Around>,
}

impl Key {
    fn of(what: What, question: &Question) -> Key {
        let mut key = Key { what, niches: Vec::new(), around: None };
        match what {
            What::Goal(Goal::Relevant) => key.niches.clone_from(&question.brief.niches),
            What::Goal(Goal::Nearby) => key.around.clone_from(&question.brief.around),
            _ => {}
        }
        key
    }
}

/// The columns of averages of one roster.
#[derive(Default)]
pub struct Averages {
    roster: Option<Roster>,
    /// What the posts of every offer will bring: goals, niches and places change, and this stays.
    posts: Vec<(Metric, Column<Option<OfferForecast>>)>,
    columns: Vec<(Key, Column<f64>)>,
}

/// What all columns rest on.
struct Roster {
    version: u64,
    cards: Arc<Vec<Arc<Card>>>,
    slots: Arc<Slots>,
    premises: Arc<Premises>,
    tiers: TierTable,
    now: DateTime,
}

impl Averages {
    /// Gets ready for a question: what hasn't changed since the last one is kept, creator by creator. The question's
    /// moment becomes that of the averages, so that they and what is said of single offers are of one moment. Where
    /// `report` says stop, all stays as it was.
    pub fn prepare(&mut self, question: &mut Question, report: &mut Report<'_>) -> Result<Arc<Slots>, Cancelled> {
        let known = self.roster.as_ref().filter(|known| {
            known.premises.version == question.premises.version
                && known.tiers == question.tiers
                && known.now.date() == question.now.date()
        });
        if let Some(known) = known.filter(|known| known.version == question.version) {
            question.now = known.now;
            return Ok(Arc::clone(&known.slots));
        }
        let slots = Arc::new(Slots::of(&question.cards, report)?);
        let (mut posts, mut columns) = (Vec::new(), Vec::new());
        if let Some(known) = known {
            let from = origins(known, &question.cards, report)?;
            for (metric, column) in &self.posts {
                posts.push((*metric, column.moved(&from, &known.slots, &slots, report)?));
            }
            for (key, column) in &self.columns {
                columns.push((key.clone(), column.moved(&from, &known.slots, &slots, report)?));
            }
            question.now = known.now;
        }
        (self.posts, self.columns) = (posts, columns);
        self.roster = Some(Roster {
            version: question.version,
            cards: Arc::clone(&question.cards),
            slots: Arc::clone(&slots),
            premises: Arc::clone(&question.premises),
            tiers: question.tiers,
            now: question.now,
        });
        Ok(slots)
    }

    /// The average of every offer, in the order of the slots that [`Averages::prepare`] gave for the same question. What
    /// is done when `report` says stop isn't lost.
    pub fn of(&mut self, what: What, question: &Question, report: &mut Report<'_>) -> Result<Arc<Vec<f64>>, Cancelled> {
        let key = Key::of(what, question);
        if let Some((_, column)) = self.columns.iter().find(|(known, column)| *known == key && column.is_whole()) {
            return Ok(Arc::clone(column.values()));
        }
        let posts = self.posts(what.metric(), question, report)?;
        let Some(roster) = &self.roster else { return Ok(Arc::default()) };
        let (slots, projector) = (&roster.slots, question.projector());
        let of = |card: usize| {
            let entry = &question.cards[card].entry;
            let known = entry.offers.iter().zip(&posts[slots.of_card(card)]);
            let average = |(offer, posts): (&Offer, &Option<OfferForecast>)| {
                posts.as_ref().map_or(f64::NAN, |posts| projector.brings(entry, offer, posts, what).projected())
            };
            known.map(average).collect()
        };
        filled(&mut self.columns, key, KEPT, slots, of, report)
    }

    /// Forecasts the posts of every offer for goals that nobody has asked for yet, so that a change of the goal finds
    /// them ready.
    pub fn look_ahead(&mut self, question: &Question, report: &mut Report<'_>) -> Result<(), Cancelled> {
        COUNTED.into_iter().try_for_each(|metric| self.posts(metric, question, report).map(drop))
    }

    /// What the posts of every offer will bring, in the order of the slots.
    fn posts(
        &mut self,
        metric: Metric,
        question: &Question,
        report: &mut Report<'_>,
    ) -> Result<Arc<Vec<Option<OfferForecast>>>, Cancelled> {
        let Some(roster) = &self.roster else { return Ok(Arc::default()) };
        let projector = question.projector();
        let of = |card: usize| {
            let forecasts = projector.posts_of(&question.cards[card].entry, metric);
            forecasts.into_iter().map(Some).collect()
        };
        filled(&mut self.posts, metric, FORECASTS, &roster.slots, of, report)
    }
}

/// The column of `key`, with what isn't known of it filled in; it becomes the newest of `most` that are kept.
fn filled<K: PartialEq, T: Clone + Default + Send>(
    columns: &mut Vec<(K, Column<T>)>,
    key: K,
    most: usize,
    slots: &Slots,
    of: impl Fn(usize) -> Vec<T> + Sync,
    report: &mut Report<'_>,
) -> Result<Arc<Vec<T>>, Cancelled> {
    let mut column = match columns.iter().position(|(known, _)| *known == key) {
        Some(place) => columns.remove(place).1,
        None => Column::unknown(slots, report)?,
    };
    let outcome = column.fill(slots, of, report);
    let values = Arc::clone(column.values());
    columns.push((key, column));
    if columns.len() > most {
        columns.remove(0);
    }
    outcome.map(|()| values)
}

/// For each card, where the same one was before; `None` for one that is new or has changed.
fn origins(before: &Roster, cards: &[Arc<Card>], report: &mut Report<'_>) -> Result<Vec<Option<u32>>, Cancelled> {
    let mut rest = before.cards.iter().enumerate().peekable();
    let id = |card: &Card| card.entry.creator.id;
    let mut origins = Vec::with_capacity(cards.len());
    for (place, card) in cards.iter().enumerate() {
        if place % LOOKED_AT == 0 {
            report(place as u64, cards.len() as u64)?;
        }
        while rest.next_if(|(_, old)| id(old) < id(card)).is_some() {}
        origins.push(rest.next_if(|(_, old)| Arc::ptr_eq(old, card)).map(|(place, _)| place as u32));
    }
    Ok(origins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::progress::silent;
    use crate::domain::{Brief, Creator, CreatorId, Currency, Entry, FeeStatus, Money, OfferId};

    #[test]
    fn other_goals_find_forecasts_ready_and_bring_the_same() {
        let offer = |id: i64| Offer {
            id: OfferId(id),
            creator: CreatorId(id),
            account: None,
            deliverables: crate::domain::offer::parse_deliverables("1 post").unwrap(),
            fee: None,
            status: FeeStatus::Guess,
            source: String::new(),
            dated: None,
            note: String::new(),
        };
        let creator = |id: i64| Creator { id: CreatorId(id), ..Creator::named("Ada") };
        let card = |id: i64| Arc::new(Card::as_of(Entry { offers: vec![offer(id)], ..Entry::of(creator(id)) }, None));
        let brief = Brief::with_budget(Money::from_minor(100, Currency::EUR));
        let now = jiff::civil::date(2026, 5, 1).at(9, 0, 0, 0);
        let cards = Arc::new((1..200).map(card).collect());
        let mut question = Question::about(cards, brief, Arc::new(Premises::standard()), now);
        let mut ready = Averages::default();
        ready.prepare(&mut question, &mut silent).unwrap();
        ready.look_ahead(&question, &mut silent).unwrap();
        for goal in [Goal::Relevant, Goal::Views, Goal::Reach, Goal::Clicks, Goal::Orders] {
            assert!(ready.posts.iter().any(|(metric, column)| *metric == goal.metric() && column.is_whole()));
            let mut fresh = Averages::default();
            fresh.prepare(&mut question, &mut silent).unwrap();
            let (what, mut known) = (What::of(goal), 0);
            for (card, average) in ready.of(what, &question, &mut silent).unwrap().iter().enumerate() {
                let entry = &question.cards[card].entry;
                assert_eq!(*average, question.projector().forecast(entry, &entry.offers[0], goal).projected());
                known += 1;
            }
            assert_eq!((known, ready.posts.len()), (199, COUNTED.len()));
            assert_eq!(
                fresh.of(what, &question, &mut silent).unwrap(),
                ready.of(what, &question, &mut silent).unwrap()
            );
        }
    }
}
