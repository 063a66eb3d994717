//! The offers on the table: those of the roster that a brief can consider, ready for the optimiser.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::audience::Audience;
use super::bundles::{bundles, phasings};
use super::candidates::Candidate;
use super::losses::Losses;
use super::question::Question;
use crate::domain::{Brief, Cancelled, Goal, Money, Offer, OfferId, Platform, Report, Rule};
use crate::forecast::{Entry, OfferForecast, Total, together, total};
use crate::optimise::reach::{Exposure, ReachAnswer, ReachMethod, ReachProblem, ReachShortlist};
use crate::optimise::{Answer, Choice, Effort, Market, Method, Multipliers, Rules, Shortlist, TooLarge};
use crate::report::Card;
use crate::report::plan::{LeftOut, NoPlan};

/// The same seed for every total: what differs between two plans is the plans, not the dice.
pub const SEED: u64 = 1;
/// Values are handed to the optimiser in thousandths of the goal.
pub const VALUE_SCALE: f64 = 1000.0;

/// Who finds the best offers on a table.
pub(super) enum Solver {
    /// Results add up over offers.
    Sum(Box<Market>),
    /// People are counted once; what each choice reaches of whom.
    Once(Box<ReachProblem>, Vec<Exposure>),
}

/// The offers that can be considered, ready for the optimiser.
pub struct Table {
    /// The forecasts of all offers of the roster.
    pub candidates: Arc<Vec<Candidate>>,
    /// Positions in `candidates` of the offers behind all choices, one choice after the other.
    offers: Vec<u32>,
    /// Where each choice begins in `offers`; one more at the end.
    starts: Vec<u32>,
    /// The phase each of `offers` is booked in, 1 or 2; empty in a campaign of one phase.
    phases: Vec<u8>,
    /// The offers, or bundles of them, as the optimiser reads them.
    pub choices: Vec<Choice>,
    /// The same, prepared for any budget.
    pub(super) solver: Solver,
    /// What choices lose that the optimiser counts as worth nothing.
    losses: Option<Losses>,
    /// Who is reached where, in a campaign that counts people once.
    pub audience: Option<Audience>,
    /// Offers that can't be considered, by reason.
    pub left_out: Vec<(LeftOut, usize)>,
    /// How many offers could be considered.
    pub considered: usize,
}

/// The part of a brief that its table depends on; two briefs with the same one share a table.
pub fn table_brief(brief: &Brief) -> Brief {
    let of_table = |rule: &&Rule| matches!(rule, Rule::OffersEach(_) | Rule::MaxCost(..) | Rule::Phases(_));
    Brief {
        platforms: brief.platforms.clone(),
        niches: brief.niches.clone(),
        goal: brief.goal,
        around: brief.around.clone(),
        rules: brief.rules.iter().filter(of_table).cloned().collect(),
        ..Brief::with_budget(Money::from_minor(0, brief.budget.currency))
    }
}

impl Table {
    /// Puts the candidates that the brief can consider on the table.
    pub fn new(question: &Question, candidates: Arc<Vec<Candidate>>) -> Result<Table, NoPlan> {
        let mut counts: BTreeMap<LeftOut, usize> = BTreeMap::new();
        let mut usable: Vec<(u32, i64, i64)> = Vec::with_capacity(candidates.len());
        let brief = &question.brief;
        for (position, candidate) in candidates.iter().enumerate() {
            let card = &question.cards[candidate.card as usize];
            let offer = &card.entry.offers[candidate.offer as usize];
            match self::usable(card, offer, candidate, question) {
                Err(reason) => *counts.entry(reason).or_default() += 1,
                Ok(fee) => usable.push((position as u32, fee.minor, value(candidate, fee, brief.goal))),
            }
        }
        let left_out: Vec<(LeftOut, usize)> = counts.into_iter().collect();
        if usable.is_empty() {
            return Err(nothing_to_choose(question, &left_out));
        }
        let considered = usable.len();
        let mut built = Built { offers: Vec::new(), phases: Vec::new(), starts: vec![0], choices: Vec::new() };
        let phased = brief.first_phase().is_some();
        for own in usable.chunk_by(|a, b| candidates[a.0 as usize].card == candidates[b.0 as usize].card) {
            built.add(own, candidates[own[0].0 as usize].card, brief.offers_each() as usize, phased);
        }
        let too_large =
            |error: TooLarge| NoPlan::new(brief, error.to_string(), "Narrow the brief to fewer platforms or niches");
        let Built { offers, phases, starts, mut choices } = built;
        let losses = Losses::taken_from(&mut choices);
        let audience = brief.goal.counts_people_once().then(|| Audience::of(question, &candidates));
        let solver = match &audience {
            None => Solver::Sum(Box::new(Market::new(&choices).map_err(too_large)?)),
            Some(audience) => {
                let exposures = audience.exposures(&candidates, &offers, &starts);
                let problem = ReachProblem::new(&choices, &audience.people, &exposures).map_err(too_large)?;
                Solver::Once(Box::new(problem), exposures)
            }
        };
        Ok(Table { candidates, offers, phases, starts, choices, solver, losses, audience, left_out, considered })
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
            Solver::Sum(market) => match (market.solve(rules, keep, effort, report)?, &self.losses) {
                (Answer::Shortlist(best), Some(losses)) => {
                    Ok(Answer::Shortlist(losses.settle(&self.choices, rules, best, effort, report)?))
                }
                (answer, _) => Ok(answer),
            },
            Solver::Once(problem, _) => Ok(counted(problem.solve(rules, keep, effort, report)?)),
        }
    }

    /// The offers prepared for any budget; `None` where people are counted once and values don't add up.
    pub fn market(&self) -> Option<&Market> {
        match &self.solver {
            Solver::Sum(market) => Some(market),
            Solver::Once(..) => None,
        }
    }

    /// The candidates behind a choice.
    pub fn offers(&self, choice: u32) -> impl Iterator<Item = &Candidate> {
        let (from, to) = (self.starts[choice as usize], self.starts[choice as usize + 1]);
        self.offers[from as usize..to as usize].iter().map(|position| &self.candidates[*position as usize])
    }

    /// The phases in which the offers of a choice are booked, 1 or 2 each, in their order; `None` for each in a campaign
    /// of one phase.
    pub fn phases(&self, choice: u32) -> impl Iterator<Item = Option<u8>> {
        let (from, to) = (self.starts[choice as usize], self.starts[choice as usize + 1]);
        (from..to).map(|place| self.phases.get(place as usize).copied())
    }

    /// The choices that stand for `offers`, for each creator the one with the most of them; offers that are no longer
    /// on the table are passed over.
    pub fn places(&self, offers: &[OfferId], cards: &[Arc<Card>]) -> Vec<u32> {
        if offers.is_empty() {
            return Vec::new();
        }
        let wanted: BTreeSet<OfferId> = offers.iter().copied().collect();
        let id = |candidate: &Candidate| cards[candidate.card as usize].entry.offers[candidate.offer as usize].id;
        let mut best: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
        for choice in 0..self.choices.len() as u32 {
            let mut count = 0;
            if self.offers(choice).all(|candidate| wanted.contains(&id(candidate)).then(|| count += 1).is_some()) {
                let known = best.entry(self.choices[choice as usize].creator).or_insert((count, choice));
                if known.0 < count {
                    *known = (count, choice);
                }
            }
        }
        best.into_values().map(|(_, choice)| choice).collect()
    }
}

impl Table {
    /// What the chosen offers will bring together, counting that some may not take place; people are counted once where
    /// the goal does, and a margin is what is left beyond the fees.
    pub fn total(&self, question: &Question, chosen: &[u32], draws: usize) -> Total {
        let whole = self.gross(question, chosen, draws, &|_| 1.0);
        if question.brief.goal != Goal::Margin {
            return whole;
        }
        let fee =
            |candidate: &Candidate| offer_of(question, candidate).fee.map_or(0.0, |fee| fee.units()) * candidate.chance;
        let fees: f64 = chosen.iter().flat_map(|choice| self.offers(*choice)).map(fee).sum();
        let draw = |i: usize| whole.quantile((i as f64 + 0.5) / whole.draws() as f64) - fees;
        Total::of((0..whole.draws()).map(draw).collect())
    }

    /// The same before fees, where each offer has brought only a share of what it will: 1 in the end.
    pub fn gross(&self, question: &Question, chosen: &[u32], draws: usize, share: &dyn Fn(OfferId) -> f64) -> Total {
        let so_far = |candidate: &Candidate| {
            let share = share(offer_of(question, candidate).id);
            if share == 1.0 { candidate.forecast } else { candidate.forecast.scaled(share, 0.0) }
        };
        let parts: Vec<(&Candidate, OfferForecast)> = chosen
            .iter()
            .flat_map(|choice| self.offers(*choice))
            .map(|candidate| (candidate, so_far(candidate)))
            .collect();
        let entries: Vec<(u32, Entry<'_>)> = parts
            .iter()
            .map(|(candidate, forecast)| {
                let key = offer_of(question, candidate).id.0.unsigned_abs();
                (candidate.card, Entry { key, forecast, chance: candidate.chance })
            })
            .collect();
        let shock = self.shock(question);
        match &self.audience {
            Some(audience) => audience.total(&entries, shock, SEED, draws),
            None => total(&entries.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>(), shock, SEED, draws),
        }
    }

    /// The ln-sd of what all results of the campaign share: chance, what past results leave unsure, and rates.
    pub fn shock(&self, question: &Question) -> f64 {
        let premises = &question.premises;
        let goal = question.brief.goal;
        let mut shared = vec![premises.forecast.shock.ln_sd];
        shared.extend(premises.correction(goal.metric(), Platform::Other).map(|factor| factor.ln_sd));
        let rate = |assumed: Option<f64>| assumed.unwrap_or(0.0);
        if matches!(goal, Goal::Clicks | Goal::Orders | Goal::Margin) {
            shared.push(rate(premises.funnel.clicks.iter().map(|row| row.rate.ln_sd).reduce(f64::max)));
        }
        if matches!(goal, Goal::Orders | Goal::Margin) {
            shared.push(rate(premises.funnel.conversions.iter().map(|row| row.rate.ln_sd).reduce(f64::max)));
        }
        together(&shared)
    }
}

/// The offer a candidate stands for.
fn offer_of<'a>(question: &'a Question, candidate: &Candidate) -> &'a Offer {
    &question.cards[candidate.card as usize].entry.offers[candidate.offer as usize]
}

/// What the optimiser is told an offer is worth: what it will bring on average, counting that it may not take place; of
/// margin, what is left beyond its fee, which may be less than nothing.
pub(super) fn value(candidate: &Candidate, fee: Money, goal: Goal) -> i64 {
    let projected = candidate.forecast.projected();
    let net = if goal == Goal::Margin { projected - fee.units() } else { projected };
    (net * candidate.chance * VALUE_SCALE).round().clamp(-1e15, 1e15) as i64
}

/// An answer that counts people, in thousandths of them.
pub(super) fn counted(answer: ReachAnswer) -> Answer {
    match answer {
        ReachAnswer::Impossible(conflict) => Answer::Impossible(conflict),
        ReachAnswer::Shortlist(best) => Answer::Shortlist(in_thousandths(best)),
    }
}

/// So many people, in thousandths of them.
pub(super) fn thousandths(people: f64) -> i64 {
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

/// Choices while they are put together.
struct Built {
    offers: Vec<u32>,
    phases: Vec<u8>,
    starts: Vec<u32>,
    choices: Vec<Choice>,
}

impl Built {
    /// Adds the offers of one creator (position, price, value) and their bundles of up to `each`.
    fn add(&mut self, own: &[(u32, i64, i64)], creator: u32, each: usize, phased: bool) {
        if each == 1 && !phased {
            for (position, price, value) in own {
                self.push(&[*position], &[], Choice { creator, price: *price, value: *value });
            }
            return;
        }
        let mut own = own.to_vec();
        // The best for their money first: of many offers only the first are bundled.
        own.sort_by(|a, b| (b.2 as f64 * a.1.max(1) as f64).total_cmp(&(a.2 as f64 * b.1.max(1) as f64)));
        for bundle in bundles(own.len(), each, if phased { 2 } else { 1 }) {
            let positions: Vec<u32> = bundle.iter().map(|place| own[*place].0).collect();
            let sum = |part: fn(&(u32, i64, i64)) -> i64| {
                bundle.iter().map(|place| part(&own[*place])).fold(0, i64::saturating_add)
            };
            let choice = Choice { creator, price: sum(|offer| offer.1), value: sum(|offer| offer.2) };
            if !phased {
                self.push(&positions, &[], choice);
                continue;
            }
            for phases in phasings(positions.len()) {
                self.push(&positions, &phases, choice);
            }
        }
    }

    fn push(&mut self, positions: &[u32], phases: &[u8], choice: Choice) {
        self.offers.extend_from_slice(positions);
        self.phases.extend_from_slice(phases);
        self.starts.push(self.offers.len() as u32);
        self.choices.push(choice);
    }
}

/// Whether an offer can be considered, and at which fee.
pub(super) fn usable(card: &Card, offer: &Offer, candidate: &Candidate, question: &Question) -> Result<Money, LeftOut> {
    let brief = &question.brief;
    let fee = offer.fee.ok_or(LeftOut::NoFee)?;
    if fee.currency != brief.budget.currency {
        return Err(LeftOut::Currency);
    }
    let platform = card.entry.account_of(offer).map(|account| account.platform);
    if !brief.platforms.is_empty() && !platform.is_some_and(|platform| brief.platforms.contains(&platform)) {
        return Err(LeftOut::Platform);
    }
    let niches = &card.entry.creator.niches;
    // Where relevance is weighed, niches near the brief's count as far as they are near.
    let weighed = matches!(brief.goal, Goal::Relevant);
    if !weighed && !brief.niches.is_empty() && !niches.iter().any(|niche| brief.niches.contains(niche)) {
        return Err(LeftOut::Niche);
    }
    if !candidate.forecast.projected().is_finite() {
        return Err(LeftOut::NoProjection);
    }
    for rule in &brief.rules {
        if let Rule::MaxCost(metric, most) = rule
            && !question.projector().costs_at_most(&card.entry, offer, *metric, *most)
        {
            return Err(LeftOut::TooDear);
        }
    }
    Ok(fee)
}

fn nothing_to_choose(question: &Question, left_out: &[(LeftOut, usize)]) -> NoPlan {
    if question.cards.is_empty() {
        return NoPlan::new(&question.brief, "The roster is empty", "Import a list or add creators first");
    }
    let reasons: Vec<String> = left_out.iter().map(|(reason, count)| format!("{count} {}", reason.words())).collect();
    let problem = match reasons.is_empty() {
        true => "Nobody in the roster has an offer yet".to_owned(),
        false => format!("No offer can be considered: {}", reasons.join(", ")),
    };
    NoPlan::new(&question.brief, problem, hint(left_out.first().map(|(reason, _)| *reason)))
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
