//! The shelf: the offers that a brief can consider with their fees, whatever they are worth.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::bundles::{bundles, phasings};
use super::question::Question;
use super::slots::{Slot, Slots};
use crate::domain::{Brief, Cancelled, FeeStatus, Goal, Metric, Money, Offer, Report, Rule};
use crate::optimise::{Choice, Stock, if_it_adds_up};
use crate::report::Card;
use crate::report::plan::LeftOut;

/// Offers looked at between two reports of progress.
const PIECE: usize = 2_048;

/// The offers that a brief can consider. What they are worth is told later, so that other values need no other shelf.
pub struct Shelf {
    /// All offers of the roster.
    pub slots: Arc<Slots>,
    /// Places of the offers behind all choices in the slots, one choice after the other.
    pub offers: Vec<u32>,
    /// Fee and how sure it is, beside each of them.
    pub fees: Vec<(Money, FeeStatus)>,
    /// Where each choice begins in `offers`; one more at the end.
    pub starts: Vec<u32>,
    /// The phase each of `offers` is booked in, 1 or 2; empty in a campaign of one phase.
    pub phases: Vec<u8>,
    /// Offers that can't be considered, by reason.
    pub left_out: Vec<(LeftOut, usize)>,
    /// How many offers can be considered.
    pub considered: usize,
    /// Creator and price of every choice; values are 0.
    choices: Vec<Choice>,
    stock: OnceLock<Option<Arc<Stock>>>,
}

/// What every slot brings on average of a metric whose cost has a ceiling.
pub type Ceiling = (Metric, Arc<Vec<f64>>);

/// The part of a brief that its shelf depends on; two briefs with the same one share a shelf. Where it depends on what
/// offers are worth too, the goal and what it rests on are part of it.
pub fn shelf_brief(brief: &Brief) -> Brief {
    let of_shelf = |rule: &&Rule| matches!(rule, Rule::OffersEach(_) | Rule::MaxCost(..) | Rule::Phases(_));
    let bundled = is_bundled(brief);
    // Where relevance is weighed, niches near the brief's count as far as they are near.
    let weighed = matches!(brief.goal, Goal::Relevant);
    Brief {
        platforms: brief.platforms.clone(),
        niches: if weighed && !bundled { Vec::new() } else { brief.niches.clone() },
        goal: if bundled { brief.goal } else { Goal::Engagements },
        around: brief.around.clone().filter(|_| bundled),
        rules: brief.rules.iter().filter(of_shelf).cloned().collect(),
        ..Brief::with_budget(Money::from_minor(0, brief.budget.currency))
    }
}

/// Whether the shelf of a brief depends on what is assumed, because bundles or ceilings on costs do.
pub fn is_of_premises(brief: &Brief) -> bool {
    is_bundled(brief) || brief.rules.iter().any(|rule| matches!(rule, Rule::MaxCost(..)))
}

fn is_bundled(brief: &Brief) -> bool {
    brief.offers_each() > 1 || brief.first_phase().is_some()
}

impl Shelf {
    /// Puts the offers that the brief can consider on the shelf; `worth` is what each slot brings on average.
    pub fn new(
        question: &Question,
        slots: &Arc<Slots>,
        worth: &[f64],
        ceilings: &[Ceiling],
        report: &mut Report<'_>,
    ) -> Result<Shelf, Cancelled> {
        let brief = &question.brief;
        let mut counts: BTreeMap<LeftOut, usize> = BTreeMap::new();
        let mut shelf = Shelf {
            slots: Arc::clone(slots),
            offers: Vec::with_capacity(slots.offers()),
            fees: Vec::with_capacity(slots.offers()),
            starts: vec![0],
            phases: Vec::new(),
            left_out: Vec::new(),
            considered: 0,
            choices: Vec::with_capacity(slots.offers()),
            stock: OnceLock::new(),
        };
        let (each, phased, bundled) = (brief.offers_each() as usize, brief.first_phase().is_some(), is_bundled(brief));
        let mut own: Vec<Own> = Vec::new();
        for card in 0..slots.cards() {
            own.clear();
            for place in slots.of_card(card) {
                if place % PIECE == 0 {
                    report(place as u64, slots.offers() as u64)?;
                }
                let Slot { card, offer } = slots.all[place];
                let card = &question.cards[card as usize];
                let offer = &card.entry.offers[offer as usize];
                let average = |metric: Metric| {
                    let known = ceilings.iter().find(|(of, _)| *of == metric);
                    known.map_or(f64::NAN, |(_, averages)| averages[place])
                };
                match usable(card, offer, question, average) {
                    // Nothing can be combined with what nobody can value.
                    Ok(_) if bundled && !worth[place].is_finite() => {
                        *counts.entry(LeftOut::NoProjection).or_default() += 1;
                    }
                    Err(reason) => *counts.entry(reason).or_default() += 1,
                    Ok(fee) => own.push(Own { place: place as u32, fee, status: offer.status, worth: worth[place] }),
                }
            }
            shelf.considered += own.len();
            shelf.add(card as u32, &mut own, each, phased);
        }
        shelf.left_out = counts.into_iter().collect();
        Ok(shelf)
    }

    /// Adds the offers of one creator and their bundles of up to `each`.
    fn add(&mut self, creator: u32, own: &mut [Own], each: usize, phased: bool) {
        if each == 1 && !phased {
            for offer in &*own {
                self.push(creator, std::iter::once(offer), &[]);
            }
            return;
        }
        // The best for their money first: of many offers only the first are bundled.
        let fee = |offer: &Own| offer.fee.minor.max(1) as f64;
        own.sort_by(|a, b| (b.worth * fee(a)).total_cmp(&(a.worth * fee(b))));
        for bundle in bundles(own.len(), each, if phased { 2 } else { 1 }) {
            let offers = || bundle.iter().map(|place| &own[*place]);
            if !phased {
                self.push(creator, offers(), &[]);
                continue;
            }
            for phases in phasings(bundle.len()) {
                self.push(creator, offers(), &phases);
            }
        }
    }

    fn push<'a>(&mut self, creator: u32, bundle: impl Iterator<Item = &'a Own>, phases: &[u8]) {
        let mut price = 0_i64;
        for offer in bundle {
            self.offers.push(offer.place);
            self.fees.push((offer.fee, offer.status));
            price = price.saturating_add(offer.fee.minor);
        }
        self.phases.extend_from_slice(phases);
        self.starts.push(self.offers.len() as u32);
        self.choices.push(Choice { creator, price, value: 0 });
    }

    /// The choices, each worth the sum of `value` over its offers: place in the slots, fee and how sure it is. One with an
    /// offer that can't be valued gets a price that the optimiser passes over.
    pub fn choices(
        &self,
        value: impl Fn(u32, Money, FeeStatus) -> Option<i64>,
        report: &mut Report<'_>,
    ) -> Result<Vec<Choice>, Cancelled> {
        let valued = |(choice, range): (&Choice, &[u32])| {
            let range = range[0] as usize..range[1] as usize;
            let mut offers = self.offers[range.clone()].iter().zip(&self.fees[range]);
            let sum = offers.try_fold(0, |sum: i64, (place, (fee, status))| {
                value(*place, *fee, *status).map(|value| sum.saturating_add(value))
            });
            match sum {
                Some(value) => Choice { value, ..*choice },
                None => Choice { price: -1, ..*choice },
            }
        };
        let mut choices = Vec::with_capacity(self.choices.len());
        for (pieces, own) in self.choices.chunks(PIECE).enumerate() {
            report((pieces * PIECE) as u64, self.choices.len() as u64)?;
            choices.extend(own.iter().zip(self.starts[pieces * PIECE..].windows(2)).map(valued));
        }
        Ok(choices)
    }

    /// The probability that an offer takes place, by its place in the slots and how sure its fee is; see
    /// [`Question::chance`].
    pub fn chances(&self, question: &Question) -> impl Fn(u32, FeeStatus) -> f64 + use<> {
        let acceptance = &question.premises.funnel.acceptance;
        let chances = FeeStatus::ALL.map(|status| acceptance.chance(status));
        let booked = self.slots.places(&question.booked, &question.cards);
        move |place, status| match booked.binary_search(&place) {
            Ok(_) => 1.0,
            Err(_) => chances[status as usize],
        }
    }

    /// The same offers for the optimiser, ready for ever other values; made at the first call. `None` where prices are
    /// too large to add up.
    pub fn stock(&self, report: &mut Report<'_>) -> Result<Option<&Arc<Stock>>, Cancelled> {
        if let Some(made) = self.stock.get() {
            return Ok(made.as_ref());
        }
        let made = if_it_adds_up(Stock::prepare(&self.choices, report))?;
        Ok(self.stock.get_or_init(|| made).as_ref())
    }
}

/// A usable offer of one creator.
struct Own {
    place: u32,
    fee: Money,
    status: FeeStatus,
    worth: f64,
}

/// Whether an offer can be considered, and at which fee; `average` tells what it brings of a metric that has a ceiling.
pub fn usable(
    card: &Card,
    offer: &Offer,
    question: &Question,
    average: impl Fn(Metric) -> f64,
) -> Result<Money, LeftOut> {
    let brief = &question.brief;
    let fee = offer.fee.ok_or(LeftOut::NoFee)?;
    if fee.currency != brief.budget.currency {
        return Err(LeftOut::Currency);
    }
    if !brief.platforms.is_empty() {
        let platform = card.entry.account_of(offer).map(|account| account.platform);
        if !platform.is_some_and(|platform| brief.platforms.contains(&platform)) {
            return Err(LeftOut::Platform);
        }
    }
    let niches = &card.entry.creator.niches;
    let weighed = matches!(brief.goal, Goal::Relevant);
    if !weighed && !brief.niches.is_empty() && !niches.iter().any(|niche| brief.niches.contains(niche)) {
        return Err(LeftOut::Niche);
    }
    for rule in &brief.rules {
        if let Rule::MaxCost(metric, most) = rule
            && fee.minor as f64 * metric.priced_by() > *most as f64 * average(*metric)
        {
            return Err(LeftOut::TooDear);
        }
    }
    Ok(fee)
}

#[cfg(test)]
mod tests {
    use super::super::premises::Premises;
    use super::*;
    use crate::domain::{Creator, CreatorId, Entry, OfferId, progress::silent};
    use jiff::civil::date;

    /// One creator with offers at 10, 20, 30 €, …, under a rule.
    fn question(offers: i64, rule: Rule) -> Question {
        let euros = |units| Money::from_minor(units * 100, crate::domain::Currency::EUR);
        let offer = |place: i64| Offer {
            id: OfferId(place),
            creator: CreatorId(1),
            account: None,
            deliverables: Vec::new(),
            fee: Some(euros(place * 10)),
            status: FeeStatus::Agreed,
            source: String::new(),
            dated: None,
            note: String::new(),
        };
        let creator = Creator { id: CreatorId(1), ..Creator::named("Ada") };
        let entry = Entry { offers: (1..=offers).map(offer).collect(), ..Entry::of(creator) };
        let cards = vec![Arc::new(Card::as_of(entry, None))];
        let brief = Brief { rules: vec![rule], ..Brief::with_budget(euros(100)) };
        let now = date(2026, 5, 1).at(9, 0, 0, 0);
        Question::about(Arc::new(cards), brief, Arc::new(Premises::standard()), now)
    }

    #[test]
    fn an_offer_that_cant_be_projected_is_part_of_no_bundle() {
        // With 12 offers in bundles of up to 3 only the first are combined, and none of their places is for the unknown.
        for (offers, rule) in [(3, Rule::OffersEach(2)), (12, Rule::OffersEach(3)), (3, Rule::Phases(50))] {
            let question = question(offers, rule);
            let slots = Arc::new(Slots::of(&question.cards, &mut silent).unwrap());
            let worth: Vec<f64> = (0..offers).map(|place| if place == 1 { f64::NAN } else { 100.0 }).collect();
            let known = Shelf::new(&question, &slots, &vec![1.0; worth.len()], &[], &mut silent).unwrap();
            let shelf = Shelf::new(&question, &slots, &worth, &[], &mut silent).unwrap();
            assert!(known.offers.contains(&1) && !shelf.offers.contains(&1));
            assert_eq!(shelf.left_out, [(LeftOut::NoProjection, 1)]);
            assert_eq!(shelf.considered as i64, offers - 1);
            let choices = shelf.choices(|place, _, _| Some(worth[place as usize] as i64), &mut silent).unwrap();
            assert!(choices.iter().all(|choice| choice.price > 0 && choice.value >= 100));
        }
    }
}
