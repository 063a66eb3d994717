//! The desk: a sheet of draws, lenses on the offers that matter, and the work that is left for a promise.

use super::choice::{Effort, Rules};
use super::counting::Counting;
use super::lens::{Lenses, pool};
use super::narrow::narrowed;
use super::prospects::{Assurance, Prospects};
use super::sheet::Sheet;
use super::swap::{Terms, improve};
use super::work::Work;
use crate::domain::{Cancelled, Report};

/// Offers taken from each measure, draws, and plans improved, with much and with little effort.
const MUCH: Size = Size { offers: 250, draws: 8_192, plans: 4 };
const LITTLE: Size = Size { offers: 60, draws: 2_048, plans: 2 };
/// Less effort than this is little.
const LITTLE_EFFORT: u64 = 30_000_000;
/// However large a plan is, no more offers are taken from a measure.
const MOST_OFFERS: usize = 1_500;
/// Draws on a sheet at most, all offers together: 48 MB.
const MOST_DRAWS: usize = 6_000_000;

struct Size {
    offers: usize,
    draws: usize,
    plans: usize,
}

/// What plans are searched for.
pub(super) struct Goal {
    /// The least that a plan is worth on average.
    pub least_value: i64,
    /// A promise that needs no improvement.
    pub enough: f64,
    /// Of so many parts of the work that is left, one may be spent.
    pub parts: u64,
}

/// What a search for safe plans works with.
pub(super) struct Desk<'a> {
    sheet: Sheet<'a>,
    lenses: Lenses,
    plans: usize,
    each: Effort,
    left: u64,
}

impl<'a> Desk<'a> {
    /// Lays out the offers that matter beside `plan`, which keeps the rules.
    pub fn new(
        prospects: Prospects<'a>,
        rules: &Rules,
        plan: &[u32],
        assurance: &Assurance,
        effort: Effort,
        report: &mut Report,
    ) -> Result<Desk<'a>, Cancelled> {
        let size = if effort.0 < LITTLE_EFFORT { LITTLE } else { MUCH };
        let most = (3 * plan.len()).clamp(size.offers, MOST_OFFERS);
        let mut work = Work::new(effort.0, report);
        let offers = pool(&prospects, rules, plan, assurance.short(), most, &mut work)?;
        // Where people are counted once, a plan has columns too: for an offer, its town, niche and country at most.
        let columns = offers.len() + if matches!(prospects.counting, Counting::Once(_)) { 3 * plan.len() } else { 0 };
        let draws = (MOST_DRAWS / columns.max(1)).clamp(1_024, size.draws);
        let mut sheet = Sheet::new(prospects, assurance, draws);
        sheet.admit(&offers, &mut work)?;
        let spread = plan.iter().filter_map(|&i| sheet.column(i)).map(|c| c.variance).sum::<f64>().sqrt();
        let lenses = Lenses::new(&sheet, plan, spread, &mut work)?;
        let left = work.left();
        Ok(Desk { sheet, lenses, plans: size.plans, each: Effort(effort.0 / 100), left })
    }

    /// Whether work is left.
    pub fn has_time(&self) -> bool {
        self.left > 0
    }

    /// Takes note of work done elsewhere.
    pub fn spend(&mut self, steps: u64) {
        self.left = self.left.saturating_sub(steps);
    }

    /// Plans under the rules that promise much, best first: the best plans through the lenses and `known` ones that
    /// keep the rules, and the most promising of them improved by exchanges unless one promises enough.
    pub fn safe_plans(
        &mut self,
        rules: &Rules,
        known: &[Vec<u32>],
        goal: &Goal,
        report: &mut Report,
    ) -> Result<Vec<(Vec<u32>, f64)>, Cancelled> {
        let (mut plans, steps) = self.lenses.plans(rules, self.each, report)?;
        self.spend(steps);
        plans.extend(known.iter().cloned());
        let prospects = self.sheet.prospects;
        plans.retain(|plan| prospects.average.worth(plan) >= goal.least_value);
        let mut work = Work::new(self.left, report);
        let bottom = self.left - self.left / goal.parts.max(1);
        let mut rated = Vec::with_capacity(plans.len());
        for plan in plans {
            self.sheet.admit(&plan, &mut work)?;
            work.spend(self.sheet.steps())?;
            let promise = self.sheet.promise_of(&plan, &mut work)?;
            rated.push((plan, promise));
        }
        let order = |a: &(Vec<u32>, f64), b: &(Vec<u32>, f64)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        rated.sort_by(order);
        rated.dedup();
        let offers: Vec<u32> = self.sheet.columns().map(|(offer, _)| offer).collect();
        let rules = narrowed(rules, &offers);
        let enough = rated.first().is_some_and(|first| first.1 >= goal.enough);
        let count = if enough { 0 } else { rated.len().min(self.plans) };
        for (i, (plan, promise)) in rated.iter_mut().take(count).enumerate() {
            // Each gets its part of what is left.
            let left = work.left().saturating_sub(bottom);
            let floor = work.left() - left / (count - i) as u64;
            let terms = Terms { rules: &rules, least_value: goal.least_value, enough: goal.enough, floor };
            (*plan, *promise) = improve(&self.sheet, &terms, plan.clone(), &mut work)?;
        }
        self.left = work.left();
        rated.sort_by(order);
        rated.dedup();
        Ok(rated)
    }
}
