//! The offers on the table: those that a brief can consider, with what they are worth, ready for the optimiser.

use std::sync::{Arc, OnceLock};

use super::audience::Audience;
use super::losses::Losses;
use super::question::Question;
use super::shelf::{Shelf, shelf_brief, usable};
use super::slots::Slot;
use super::stand::Stand;
use super::swings::swings;
use crate::domain::{Brief, Cancelled, FeeStatus, Goal, Money, OfferId, Report};
use crate::forecast::{OfferForecast, Swings};
use crate::optimise::reach::{Exposure, ReachAnswer, ReachMethod, ReachProblem, ReachShortlist};
use crate::optimise::{
    Answer, Choice, Conflict, Effort, LARGEST_SUM, Market, Method, Multipliers, Rules, Shortlist, TooLarge, Wanted,
    if_it_adds_up,
};
use crate::report::plan::{Helps, LeftOut, NoPlan};

/// The same seed for every total: what differs between two plans is the plans, not the dice.
pub const SEED: u64 = 1;
/// Values are handed to the optimiser in thousandths of the goal.
pub const VALUE_SCALE: f64 = 1000.0;
/// From so many choices on, a first answer to other values comes before everybody is sorted.
const MANY: usize = 10_000;

/// Who finds the best offers on a table.
pub(super) enum Solver {
    /// Results add up over offers. The market is made when it is first asked.
    Sum(OnceLock<Option<Box<Market>>>),
    /// People are counted once; what each choice reaches of whom.
    Once(Box<ReachProblem>, Vec<Exposure>),
}

/// One offer with what it will probably bring.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Position of the creator's card.
    pub card: u32,
    /// Position of the offer in the creator's list.
    pub offer: u32,
    /// The probability that it takes place.
    pub chance: f64,
    /// What it will bring if it takes place.
    pub forecast: OfferForecast,
}

/// The offers that can be considered, ready for the optimiser.
pub struct Table {
    /// The question it was made for.
    pub(super) question: Question,
    /// What it can consider, whatever it is worth.
    pub(super) shelf: Arc<Shelf>,
    /// What each offer of the roster brings on average, in the order of the slots.
    worth: Arc<Vec<f64>>,
    /// The offers, or bundles of them, as the optimiser reads them.
    pub choices: Vec<Choice>,
    /// The same, prepared for any budget.
    pub(super) solver: Solver,
    /// Whether the shelf has stood before, so that other values are all that is new.
    revalued: bool,
    /// What choices lose that the optimiser counts as worth nothing.
    losses: Option<Losses>,
    /// The choices as the search for promises reads them, as far as it has read them.
    pub(super) stand: OnceLock<Stand>,
    /// Who is reached where, in a campaign that counts people once.
    pub audience: Option<Audience>,
    /// Offers that can't be considered, by reason.
    pub left_out: Vec<(LeftOut, usize)>,
    /// How many offers could be considered.
    pub considered: usize,
    /// What all results share by chance, whatever is counted.
    pub(super) swings: Swings,
}

/// The part of a brief that its table depends on; two briefs with the same one share a table.
pub fn table_brief(brief: &Brief) -> Brief {
    let (niches, around) = (brief.niches.clone(), brief.around.clone());
    Brief { niches, goal: brief.goal, around, ..shelf_brief(brief) }
}

impl Table {
    /// Values the offers on a shelf; `revalued` if it has been asked with other values before.
    pub fn new(
        question: &Question,
        shelf: &Arc<Shelf>,
        worth: &Arc<Vec<f64>>,
        revalued: bool,
        report: &mut Report<'_>,
    ) -> Result<Result<Table, NoPlan>, Cancelled> {
        let chance = shelf.chances(question);
        let goal = question.brief.goal;
        let value = |place: u32, fee: Money, status: FeeStatus| {
            let average = worth[place as usize];
            average.is_finite().then(|| value(average, fee, chance(place, status), goal))
        };
        let mut choices = shelf.choices(value, report)?;
        let losses = Losses::taken_from(&mut choices);
        report(0, 0)?;
        let unknown = shelf.offers.iter().filter(|place| !worth[**place as usize].is_finite()).count();
        let mut left_out = shelf.left_out.clone();
        left_out.extend((unknown > 0).then_some((LeftOut::NoProjection, unknown)));
        left_out.sort_unstable_by_key(|(reason, _)| *reason);
        let considered = shelf.considered.saturating_sub(unknown);
        if considered == 0 {
            return Ok(Err(nothing_to_choose(question, &left_out)));
        }
        let audience = match goal.counts_people_once() {
            true => Some(Audience::of(question, &shelf.slots, report)?),
            false => None,
        };
        report(0, 0)?;
        let solver = match &audience {
            None if adds_up(&choices) => Some(Solver::Sum(OnceLock::new())),
            None => None,
            Some(audience) => {
                let reach = |place: u32, status: FeeStatus| worth[place as usize] * chance(place, status);
                let exposures = audience.exposures(shelf, reach, report)?;
                let problem = ReachProblem::prepare(&choices, &audience.people, &exposures, report);
                if_it_adds_up(problem)?.map(|problem| Solver::Once(Box::new(problem), exposures))
            }
        };
        let Some(solver) = solver else { return Ok(Err(too_large(question))) };
        let swings = swings(question, shelf);
        let (question, shelf, worth) = (question.clone(), Arc::clone(shelf), Arc::clone(worth));
        Ok(Ok(Table {
            question,
            shelf,
            worth,
            choices,
            solver,
            revalued,
            losses,
            stand: OnceLock::new(),
            audience,
            left_out,
            considered,
            swings,
        }))
    }

    /// The best choices under rules.
    pub fn solve(
        &self,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Answer, Cancelled> {
        match &self.solver {
            Solver::Sum(market) => {
                if market.get().is_none()
                    && let Some(answer) = self.solve_unsorted(rules, keep, effort, report)?
                {
                    return Ok(answer);
                }
                report(0, 0)?;
                let Some(market) = self.market(report)? else { return Ok(Answer::Impossible(Conflict::Undecided)) };
                let answer = market.solve(rules, keep, effort, report)?;
                Losses::counted(self.losses.as_ref(), &self.choices, rules, answer, effort, report)
            }
            Solver::Once(problem, _) => Ok(counted(problem.solve(rules, keep, effort, report)?)),
        }
    }

    /// The same for questions about a shortlist: a plan and whether it is proved, the best or one that is worth enough.
    pub(super) fn answer(
        &self,
        rules: &Rules,
        wanted: &Wanted<'_>,
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Answer, Cancelled> {
        match &self.solver {
            // Losses are counted after the best without them is known.
            Solver::Sum(_) if self.losses.is_some() => self.solve(rules, wanted.keep, effort, report),
            Solver::Sum(_) => {
                report(0, 0)?;
                let Some(market) = self.market(report)? else { return Ok(Answer::Impossible(Conflict::Undecided)) };
                market.answer(rules, wanted, effort, report)
            }
            Solver::Once(problem, _) => {
                let enough = wanted.enough.map(people);
                Ok(counted(problem.answer(rules, wanted.keep, enough, effort, report)?))
            }
        }
    }

    /// An answer without sorting everybody, where the same offers were asked with other values before and rules leave
    /// it open who matters; `None` elsewhere.
    fn solve_unsorted(
        &self,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report<'_>,
    ) -> Result<Option<Answer>, Cancelled> {
        let plain = rules.min_creators == 0 && rules.rows.is_empty() && self.losses.is_none();
        if !self.revalued || !plain || effort.0 > Effort::LIVE.0 || !self.is_large() {
            return Ok(None);
        }
        let values = self.choices.iter().map(|choice| if choice.price < 0 { -1 } else { choice.value }).collect();
        let Some(mut valued) = self.shelf.stock(report)?.and_then(|stock| stock.with_values(values).ok()) else {
            return Ok(None);
        };
        if_it_adds_up(valued.solve(rules, keep, effort, report))
    }

    /// What a choice is worth in the optimiser's units; of margin, less than nothing where it loses money.
    pub(super) fn value(&self, choice: u32) -> i64 {
        self.losses.as_ref().map_or_else(|| self.choices[choice as usize].value, |losses| losses.worth(choice))
    }

    /// What choices are worth together in the optimiser's units, people counted once where the goal does.
    pub(super) fn worth(&self, chosen: &[u32]) -> i64 {
        match &self.solver {
            Solver::Sum(_) => chosen.iter().map(|choice| self.value(*choice)).fold(0, i64::saturating_add),
            Solver::Once(problem, _) => thousandths(problem.reach(chosen)),
        }
    }

    /// Prepares everything for ever other rules; whether that could be done.
    pub(super) fn prepare(&self, report: &mut Report<'_>) -> Result<bool, Cancelled> {
        Ok(!self.is_sum() || self.market(report)?.is_some())
    }

    /// Whether there are so many offers that passing over all of them takes milliseconds.
    pub fn is_large(&self) -> bool {
        self.choices.len() >= MANY
    }

    /// The offers prepared for any budget; `None` where people are counted once and values don't add up.
    pub fn market(&self, report: &mut Report<'_>) -> Result<Option<&Market>, Cancelled> {
        let Solver::Sum(market) = &self.solver else { return Ok(None) };
        if let Some(made) = market.get() {
            return Ok(made.as_deref());
        }
        let made = if_it_adds_up(Market::prepare(&self.choices, report))?.map(Box::new);
        Ok(market.get_or_init(|| made).as_deref())
    }

    /// Whether values add up over offers, so that there is a market.
    pub fn is_sum(&self) -> bool {
        matches!(self.solver, Solver::Sum(_))
    }

    /// Where the offers behind a choice stand.
    pub fn slots(&self, choice: u32) -> impl Iterator<Item = Slot> {
        self.places_of(choice).map(|place| self.shelf.slots.all[place as usize])
    }

    /// The offers behind a choice, each with what it will bring.
    pub fn offers(&self, choice: u32) -> impl Iterator<Item = Candidate> {
        self.places_of(choice).map(|place| self.candidate(place))
    }

    fn places_of(&self, choice: u32) -> impl Iterator<Item = u32> {
        let (from, to) = (self.shelf.starts[choice as usize], self.shelf.starts[choice as usize + 1]);
        self.shelf.offers[from as usize..to as usize].iter().copied()
    }

    /// An offer with its forecast. Of a mix, the distribution is that of the first part, moved to the points.
    fn candidate(&self, place: u32) -> Candidate {
        let Slot { card, offer } = self.shelf.slots.all[place as usize];
        let entry = &self.question.cards[card as usize].entry;
        let (sold, projector) = (&entry.offers[offer as usize], self.question.projector());
        let goal = self.question.brief.goal;
        let mut forecast = projector.forecast(entry, sold, goal);
        if matches!(goal, Goal::Mix(_)) {
            let projected = forecast.projected();
            let points = self.worth[place as usize];
            forecast = forecast.scaled(if projected > 0.0 { points / projected } else { 0.0 }, 0.0);
        }
        Candidate { card, offer, chance: self.question.chance(sold), forecast }
    }

    /// Whether an offer of the roster can be considered, and at which fee.
    pub fn considers(&self, slot: Slot) -> Result<Money, LeftOut> {
        let card = &self.question.cards[slot.card as usize];
        let offer = &card.entry.offers[slot.offer as usize];
        let projector = self.question.projector();
        let fee =
            usable(card, offer, &self.question, |metric| projector.posts(&card.entry, offer, metric).projected())?;
        let known = projector.forecast(&card.entry, offer, self.question.brief.goal).projected().is_finite();
        if known { Ok(fee) } else { Err(LeftOut::NoProjection) }
    }

    /// The phases in which the offers of a choice are booked, 1 or 2 each, in their order; `None` for each in a campaign
    /// of one phase.
    pub fn phases(&self, choice: u32) -> impl Iterator<Item = Option<u8>> {
        let (from, to) = (self.shelf.starts[choice as usize], self.shelf.starts[choice as usize + 1]);
        (from..to).map(|place| self.shelf.phases.get(place as usize).copied())
    }

    /// The choices that stand for `offers`, for each creator the one with the most of them; offers that are no longer
    /// on the table are passed over.
    pub fn places(&self, offers: &[OfferId]) -> Vec<u32> {
        let mut creators: Vec<u32> = offers.iter().filter_map(|offer| self.shelf.slots.owner(*offer)).collect();
        creators.sort_unstable();
        creators.dedup();
        let id = |slot: Slot| self.question.offer(slot.card, slot.offer).id;
        let best = |creator: u32| {
            let from = self.choices.partition_point(|choice| choice.creator < creator);
            let own = self.choices[from..].iter().take_while(|choice| choice.creator == creator).count();
            let wanted = (from as u32..(from + own) as u32)
                .filter(|choice| self.slots(*choice).all(|slot| offers.contains(&id(slot))));
            // The first of those with the most.
            wanted.min_by_key(|choice| std::cmp::Reverse(self.slots(*choice).count()))
        };
        creators.into_iter().filter_map(best).collect()
    }
}

/// What the optimiser is told an offer is worth: what it will bring on average, counting that it may not take place; of
/// margin, what is left beyond its fee, which may be less than nothing.
pub(super) fn value(average: f64, fee: Money, chance: f64, goal: Goal) -> i64 {
    let net = if goal == Goal::Margin { average - fee.units() } else { average };
    (net * chance * VALUE_SCALE).round().clamp(-1e15, 1e15) as i64
}

/// Whether the best values, and the highest prices, of all creators together are what the optimiser can add up.
fn adds_up(choices: &[Choice]) -> bool {
    let most = |own: &[Choice], of: fn(&Choice) -> i64| i128::from(own.iter().map(of).max().unwrap_or(0).max(0));
    let (mut prices, mut values) = (0, 0);
    for own in choices.chunk_by(|a, b| a.creator == b.creator) {
        prices += most(own, |choice| choice.price);
        values += most(own, |choice| choice.value);
    }
    prices.max(values) < LARGEST_SUM
}

/// An answer that counts people, in thousandths of them.
pub(super) fn counted(answer: ReachAnswer) -> Answer {
    match answer {
        ReachAnswer::Impossible(conflict) => Answer::Impossible(conflict),
        ReachAnswer::Shortlist(best) => Answer::Shortlist(in_thousandths(best)),
    }
}

/// The fewest people that count as so many thousandths of them, once rounded.
pub(super) fn people(thousandths: i64) -> f64 {
    (thousandths as f64 - 0.5) / VALUE_SCALE
}

/// So many people, in thousandths of them.
fn thousandths(people: f64) -> i64 {
    (people * VALUE_SCALE).round().clamp(0.0, 1e15) as i64
}

fn in_thousandths(best: ReachShortlist) -> Shortlist {
    let value = thousandths(best.reach);
    let bound = if best.proved { value } else { thousandths(best.bound).max(value) };
    Shortlist {
        chosen: best.chosen,
        value,
        cost: best.cost,
        bound,
        proved: best.proved,
        method: match best.method {
            ReachMethod::Everyone => Method::Everyone,
            ReachMethod::Additive | ReachMethod::Bound => Method::Bound,
            ReachMethod::Search => Method::Search,
            ReachMethod::Unproved => Method::Unproved,
        },
        next_unit: best.next_unit * VALUE_SCALE,
        contenders: best.contenders,
        multipliers: Multipliers { money: 0, per: 1, per_creator: 0, creator_part: 0, rows: Vec::new() },
        relaxed: thousandths(best.relaxed).max(bound),
    }
}

fn too_large(question: &Question) -> NoPlan {
    NoPlan::new(&question.brief, TooLarge.to_string(), "Narrow the brief to fewer platforms or niches")
}

fn nothing_to_choose(question: &Question, left_out: &[(LeftOut, usize)]) -> NoPlan {
    let first = left_out.first().map(|(reason, _)| *reason);
    let reasons: Vec<String> = left_out.iter().map(|(reason, count)| format!("{count} {}", reason.words())).collect();
    let (problem, hint) = match (question.cards.is_empty(), reasons.join(", ")) {
        (true, _) => ("The roster is empty".to_owned(), "Import a list or add creators first"),
        (_, none) if none.is_empty() => ("Nobody in the roster has an offer yet".to_owned(), hint(None)),
        (_, reasons) => (format!("No offer can be considered: {reasons}"), hint(first)),
    };
    let helps = if matches!(first, None | Some(LeftOut::NoFee)) { Helps::Roster } else { Helps::Brief };
    NoPlan { helps, ..NoPlan::new(&question.brief, problem, hint) }
}

/// What helps where offers can't be considered for a reason, as a sentence.
pub(super) fn hint(reason: Option<LeftOut>) -> &'static str {
    match reason {
        Some(LeftOut::Platform | LeftOut::Niche) => "Widen the brief's platforms or niches",
        Some(LeftOut::TooDear) => "Raise the ceiling on what one result may cost",
        Some(LeftOut::Currency) => "Set the campaign's money in the currency of the fees",
        _ => "Add what creators ask for in the roster; a guess will do",
    }
}
