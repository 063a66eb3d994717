//! What no shortlist can promise where people are counted once: the most reached on average, and the widest spread.

use super::choice::{Choice, Effort, Rules};
use super::counting::Counting;
use super::limits::moments;
use super::market::Market;
use super::prospects::{Assurance, Prospects};
use super::reach::{Exposure, ReachAnswer, ReachProblem};
use super::shortlist::{Answer, Conflict};
use super::unsolved::if_it_adds_up;
use super::wanted::Wanted;
use super::work::{CHUNK, Work};
use crate::domain::{Cancelled, Report};
use crate::forecast::{Moments, most_counted_once};

/// Steps of work that an offer takes, all of a few dozen budgets together.
const STEPS: u64 = 1_000;
/// For the most reached with one budget.
const EACH: Effort = Effort(1_000_000);
/// The largest variance, in whole units: a thousand million of them add up.
const LARGEST: f64 = 1e9;
/// Halvings of the money that is in question.
const HALVINGS: u32 = 16;

/// Offers with the means and the variances of their reach, ready for any budget.
pub(super) struct Crowded {
    people: ReachProblem,
    variances: Market,
    /// Whole units for one.
    scale: f64,
    assurance: Assurance,
}

impl Crowded {
    /// `None` where people aren't counted once, are too many to add up, or the effort doesn't suffice.
    pub fn new(
        prospects: &Prospects,
        assurance: &Assurance,
        effort: Effort,
        report: &mut Report,
    ) -> Result<Option<Crowded>, Cancelled> {
        let Counting::Once(crowd) = prospects.counting else { return Ok(None) };
        if effort.0 / STEPS < prospects.choices.len() as u64 {
            return Ok(None);
        }
        let mut work = Work::new(effort.0, report);
        let moments = moments(prospects, &mut work)?;
        let mut exposures = Vec::with_capacity(3 * moments.len());
        for (choice, own) in (0_u32..).zip(&moments) {
            work.pass(4)?;
            let shares = crowd.shares(choice).map(|(segment, share)| (segment, own.mean * share));
            exposures.extend(shares.map(|(segment, share)| Exposure { choice, segment, share }));
        }
        let scale = LARGEST / moments.iter().map(|own| own.variance).fold(f64::MIN_POSITIVE, f64::max);
        let variances = valued(prospects.choices, &moments, scale, &mut work)?;
        let people = ReachProblem::prepare(prospects.choices, crowd.people, &exposures, &mut |_, _| work.ask());
        let variances = if_it_adds_up(Market::prepare(&variances, &mut |_, _| work.ask()))?;
        let (Some(people), Some(variances)) = (if_it_adds_up(people)?, variances) else { return Ok(None) };
        Ok(Some(Crowded { people, variances, scale, assurance: *assurance }))
    }

    /// No shortlist under the rules reaches more with the probability asked, below everything where there is none; `None`
    /// if that isn't told.
    pub fn most(&self, rules: &Rules, report: &mut Report) -> Result<Option<f64>, Cancelled> {
        let best = match self.people.answer(rules, &[], None, EACH, report)? {
            ReachAnswer::Shortlist(best) => best,
            ReachAnswer::Impossible(Conflict::Undecided) => return Ok(None),
            ReachAnswer::Impossible(_) => return Ok(Some(f64::NEG_INFINITY)),
        };
        let widest = self.variances.answer(rules, &Wanted::default(), EACH, report)?;
        let Answer::Shortlist(widest) = widest else { return Ok(None) };
        let chance = 1.0 - self.assurance.short();
        let variance = widest.bound as f64 / self.scale;
        Ok(Some(most_counted_once(chance, self.assurance.shock, best.bound, variance)))
    }

    /// No shortlist that costs less than this many minor units reaches `target` with the probability asked; never less
    /// than `known`.
    pub fn at_least(&self, known: i64, rules: &Rules, target: f64, report: &mut Report) -> Result<i64, Cancelled> {
        // What falls short with much money does with less: every plan for less is one for more.
        let (mut short, mut enough) = (known - 1, rules.budget.max(0));
        for _ in 0..HALVINGS {
            if enough - short <= 1 {
                break;
            }
            let middle = short + (enough - short) / 2;
            let most = self.most(&Rules { budget: middle, ..rules.clone() }, report)?;
            if most.is_some_and(|most| most < target) {
                short = middle;
            } else {
                enough = middle;
            }
        }
        Ok(short + 1)
    }
}

/// The offers valued at their variances; what can't be chosen stays so.
fn valued(choices: &[Choice], moments: &[Moments], scale: f64, work: &mut Work) -> Result<Vec<Choice>, Cancelled> {
    let variance = |i: usize| moments.get(i).map_or(0, |own| (own.variance * scale).ceil() as i64);
    let mut all: Vec<Choice> = Vec::with_capacity(choices.len());
    for chunk in choices.chunks(CHUNK) {
        work.pass(chunk.len())?;
        let first = all.len();
        let value = |(i, c): (usize, &Choice)| if c.value < 0 { c.value } else { variance(i) };
        all.extend((first..).zip(chunk).map(|own| Choice { value: value(own), ..*own.1 }));
    }
    Ok(all)
}
