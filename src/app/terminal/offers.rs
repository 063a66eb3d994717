//! Plan and frontier over a plain list of offers, without a roster.

use std::path::Path;
use std::time::Instant;

use super::{MOST, Point, Seconds, cents};
use crate::app::budgets::budgets;
use crate::app::conflict::plain_conflict;
use crate::domain::{Currency, Issue, NumberStyle, progress};
use crate::exchange::offers::{OfferList, read_offers};
use crate::optimise::{Answer, Choice, Effort, Market, Rules, Shortlist, frontier};

/// The best choice of offers for a budget.
#[derive(Clone, PartialEq, Debug)]
pub struct OffersPlan {
    /// Whether no better one exists.
    pub proved: bool,
    /// Sum of the values, in the file's own unit.
    pub value: f64,
    /// Sum of the prices, in currency units.
    pub cost: f64,
    /// The most that any choice can be worth.
    pub bound: f64,
    /// What is chosen, in the order of the file.
    pub picks: Vec<OfferPick>,
    /// How long it took.
    pub seconds: Seconds,
    /// Rows that can't be used.
    pub refused: Vec<Issue>,
}

/// One chosen offer.
#[derive(Clone, PartialEq, Debug)]
pub struct OfferPick {
    /// Name of the creator.
    pub creator: String,
    /// Name of the offer.
    pub offer: String,
    /// Price in currency units.
    pub price: f64,
    /// Value in the file's own unit.
    pub value: f64,
}

/// The best value for every budget.
#[derive(Clone, PartialEq, Debug)]
pub struct OffersFrontier {
    /// By ascending budget.
    pub points: Vec<Point>,
    /// Whether every one of them is proved.
    pub proved: bool,
    /// How long it took.
    pub seconds: f64,
    /// Rows that can't be used.
    pub refused: Vec<Issue>,
}

/// The best choice of at most one offer per creator from the list at `path`.
pub fn plan_offers(path: &Path, budget: f64) -> Result<OffersPlan, String> {
    let budget = cents(budget, "The budget")?;
    let begun = Instant::now();
    let list = read(path)?;
    let read = begun.elapsed().as_secs_f64();
    let (_, market) = market(&list)?;
    let prepare = begun.elapsed().as_secs_f64() - read;
    let answer = market
        .solve(&Rules::with_budget(budget), &[], Effort::FULL, &mut progress::silent)
        .map_err(|cancelled| cancelled.to_string())?;
    let best = shortlist(answer)?;
    let solve = begun.elapsed().as_secs_f64() - read - prepare;
    let unit = list.value_scale as f64;
    let picks = best.chosen.iter().map(|place| pick(&list, *place as usize)).collect();
    Ok(OffersPlan {
        proved: best.proved,
        value: best.value as f64 / unit,
        cost: best.cost as f64 / 100.0,
        bound: best.bound as f64 / unit,
        picks,
        seconds: Seconds { read, prepare, solve },
        refused: list.refused,
    })
}

/// The best value for every budget up to `to`, from the list at `path`.
pub fn frontier_offers(path: &Path, to: f64) -> Result<OffersFrontier, String> {
    let to = cents(to, "The largest budget")?;
    let begun = Instant::now();
    let list = read(path)?;
    let (choices, market) = market(&list)?;
    let prices: Vec<i64> = choices.iter().map(|choice| choice.price).collect();
    let rules = Rules::with_budget(to);
    let points = frontier(&market, &rules, &budgets(to, &prices, MOST), Effort::FULL, &mut progress::silent)
        .map_err(|cancelled| cancelled.to_string())?;
    Ok(OffersFrontier {
        proved: points.iter().all(|point| point.proved),
        points: points
            .iter()
            .filter_map(|point| Some((point.budget as f64 / 100.0, point.value? as f64 / list.value_scale as f64)))
            .collect(),
        seconds: begun.elapsed().as_secs_f64(),
        refused: list.refused,
    })
}

fn read(path: &Path) -> Result<OfferList, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
    let list = read_offers(&bytes);
    match (list.offers.is_empty(), list.refused.first()) {
        (true, Some(issue)) => Err(format!("{}: {}. {}", path.display(), issue.problem, issue.hint)),
        (true, None) => Err(format!("{} holds no offers", path.display())),
        (false, _) => Ok(list),
    }
}

fn market(list: &OfferList) -> Result<(Vec<Choice>, Market), String> {
    let choices: Vec<Choice> = list
        .offers
        .iter()
        .map(|offer| Choice { creator: offer.creator, price: offer.price, value: offer.value })
        .collect();
    let market = Market::new(&choices).map_err(|error| error.to_string())?;
    Ok((choices, market))
}

fn shortlist(answer: Answer) -> Result<Shortlist, String> {
    match answer {
        Answer::Shortlist(best) => Ok(best),
        Answer::Impossible(reason) => {
            let (problem, hint) = plain_conflict(&reason, &[], Currency::EUR, NumberStyle::ENGLISH);
            Err(format!("{problem}. {hint}"))
        }
    }
}

fn pick(list: &OfferList, place: usize) -> OfferPick {
    let offer = &list.offers[place];
    OfferPick {
        creator: list.creators[offer.creator as usize].clone(),
        offer: offer.offer.clone(),
        price: offer.price as f64 / 100.0,
        value: offer.value as f64 / list.value_scale as f64,
    }
}
