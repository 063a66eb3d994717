//! The shortlist that reaches most people, each counted once, and its proof.
//!
//! People come in segments (a town and an interest, say); an offer reaches a share of some of them, independently of
//! the others within a segment (Sainsbury's rule). Reach is then a concave function of sums ([`audience`]), so that
//! [`tangent`]s bound it from above: [`relax`] finds the best ones ([`newton`]), [`price`] looks at every creator under them,
//! [`linear`], [`greedy`] and [`polish`] find plans, and [`tree`] searches what is left open. One segment alone is an
//! ordinary market ([`additive`]). [`certify`] checks a bound from the raw figures.

mod additive;
mod ask;
mod audience;
mod certify;
mod cholesky;
mod greedy;
mod incumbent;
mod linear;
mod newton;
mod part;
mod polish;
mod price;
mod relax;
mod root;
mod shortlist;
mod steps;
mod tangent;
mod tree;

pub use certify::bound_by;
pub use shortlist::{ReachAnswer, ReachMethod, ReachShortlist};
pub use tangent::Tangents;

use super::choice::{Choice, Effort, Rules};
use super::market::{Market, TooLarge, grouped};
use super::unsolved::Unsolved;
use super::work::{CHUNK, Work};
use crate::domain::progress::silent;
use crate::domain::{Cancelled, Report};
use additive::Additive;
use audience::Audience;
use linear::Look;
use root::Sought;

/// What an offer reaches of one segment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Exposure {
    /// Place of the offer in the caller's slice.
    pub choice: u32,
    /// Place of the segment among the numbers of people.
    pub segment: u32,
    /// Share of the segment's people it reaches, from 0 up to 1; anything else isn't known to reach anybody and
    /// doesn't count, except that above 1 counts as 1.
    pub share: f64,
}

/// Offers, segments and who reaches whom, ready to be asked again and again with other rules.
#[derive(Clone, Debug)]
pub struct ReachProblem {
    /// Class to creator, ascending.
    creators: Vec<u32>,
    /// Class to its first option; one more at the end.
    start: Vec<u32>,
    /// By option: place in the caller's slice, class, price.
    place: Vec<u32>,
    class: Vec<u32>,
    price: Vec<i64>,
    /// Place to option.
    options: Vec<u32>,
    audience: Audience,
    /// The offers without any value: whether rules can be kept at all.
    market: Market,
    additive: Option<Additive>,
}

impl ReachProblem {
    /// Sorts offers and exposures. The values of the choices don't count; a choice with a negative price is ignored, as
    /// is an exposure of an offer or segment that doesn't exist. People below 0 count as nobody. Several exposures of
    /// one offer to one segment act independently. Fails if prices, or people, are too many to add up.
    pub fn new(choices: &[Choice], people: &[f64], exposures: &[Exposure]) -> Result<ReachProblem, TooLarge> {
        // Silence stops nothing.
        ReachProblem::prepare(choices, people, exposures, &mut silent).map_err(|_| TooLarge)
    }

    /// The same for as long as `report` says that somebody wants it.
    pub fn prepare(
        choices: &[Choice],
        people: &[f64],
        exposures: &[Exposure],
        report: &mut Report,
    ) -> Result<ReachProblem, Unsolved> {
        let work = &mut Work::new(0, report);
        let population: f64 = people.iter().filter(|n| **n > 0.0).sum();
        if choices.len() >= u32::MAX as usize || exposures.len() >= u32::MAX as usize || population > 1e15 {
            return Err(Unsolved::TooLarge);
        }
        let mut bare: Vec<Choice> = Vec::with_capacity(choices.len());
        let mut usable: Vec<u32> = Vec::with_capacity(choices.len());
        for chunk in choices.chunks(CHUNK) {
            let places = (bare.len() as u32..).zip(chunk);
            usable.extend(places.filter(|(_, c)| c.price >= 0).map(|(i, _)| i));
            bare.extend(chunk.iter().map(|c| Choice { value: 0, ..*c }));
            work.pass(chunk.len())?;
        }
        let place = grouped(usable, |i| choices[i as usize].creator, work)?;
        let mut problem = ReachProblem {
            creators: Vec::new(),
            start: Vec::new(),
            class: Vec::with_capacity(place.len()),
            price: Vec::with_capacity(place.len()),
            options: vec![u32::MAX; choices.len()],
            place,
            audience: Audience::default(),
            market: Market::prepare(&bare, &mut |_, _| work.ask())?,
            additive: None,
        };
        problem.number(choices, work)?;
        problem.audience = Audience::new(people, exposures, problem.place.len(), &problem.options, work)?;
        problem.additive = Additive::new(&problem, choices, work)?;
        Ok(problem)
    }

    /// Numbers the options by creator.
    fn number(&mut self, choices: &[Choice], work: &mut Work) -> Result<(), Cancelled> {
        for (o, &i) in (0..).zip(&self.place) {
            work.pass(1)?;
            let choice = choices[i as usize];
            if self.creators.last() != Some(&choice.creator) {
                self.creators.push(choice.creator);
                self.start.push(o);
            }
            self.options[i as usize] = o;
            self.class.push(self.creators.len() as u32 - 1);
            self.price.push(choice.price);
        }
        self.start.push(self.place.len() as u32);
        Ok(())
    }

    /// Finds the shortlist that reaches most people under the rules and proves it, as far as `effort` allows; `keep` is
    /// the previous shortlist, which stays where nothing is better. Only `report` can make it fail.
    pub fn solve(
        &self,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
    ) -> Result<ReachAnswer, Cancelled> {
        self.solve_with(rules, keep, effort, report, &mut |_| {})
    }

    /// The same; `publish` is shown the first shortlist with its bound, and then every time either gets better before
    /// the search.
    pub fn solve_with(
        &self,
        rules: &Rules,
        keep: &[u32],
        effort: Effort,
        report: &mut Report,
        publish: &mut dyn FnMut(&ReachShortlist),
    ) -> Result<ReachAnswer, Cancelled> {
        self.sought(rules, Sought { keep, enough: None, look: Look::Why }, effort, report, publish)
    }

    /// The same for questions that only ask for a plan and whether it is proved. Where `enough` is given, a shortlist
    /// that reaches so many people will do, the best or not, and one that reaches fewer is of no use: the search may end
    /// as soon as either is told. Which side rules contradict each other isn't looked for.
    pub fn answer(
        &self,
        rules: &Rules,
        keep: &[u32],
        enough: Option<f64>,
        effort: Effort,
        report: &mut Report,
    ) -> Result<ReachAnswer, Cancelled> {
        let look = if enough.is_some() { Look::Good } else { Look::Best };
        self.sought(rules, Sought { keep, enough, look }, effort, report, &mut |_| {})
    }

    fn sought(
        &self,
        rules: &Rules,
        sought: Sought,
        effort: Effort,
        report: &mut Report,
        publish: &mut dyn FnMut(&ReachShortlist),
    ) -> Result<ReachAnswer, Cancelled> {
        // Side rules are looked at together with the first plan.
        let simple = Rules { rows: Vec::new(), ..rules.clone() };
        if let Some(conflict) = self.market.conflict(&simple) {
            return Ok(ReachAnswer::Impossible(conflict));
        }
        match &self.additive {
            Some(additive) if rules.rows.is_empty() => additive.solve(self, rules, sought.keep, effort, report),
            _ => root::solve(self, rules, sought, effort, report, publish),
        }
    }

    /// People reached by these offers, each counted once; offers that don't exist don't count.
    pub fn reach(&self, chosen: &[u32]) -> f64 {
        let mut options: Vec<u32> = chosen.iter().filter_map(|&i| self.option_of(i)).collect();
        options.sort_unstable();
        self.audience.reach_of(&options)
    }

    /// The option of a place in the caller's slice.
    fn option_of(&self, place: u32) -> Option<u32> {
        self.options.get(place as usize).copied().filter(|&o| o != u32::MAX)
    }

    /// The options of a class.
    fn options(&self, class: u32) -> std::ops::Range<u32> {
        self.start[class as usize]..self.start[class as usize + 1]
    }
}
