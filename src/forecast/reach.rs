//! How many different people a shortlist reaches: audiences overlap, so reach doesn't add up.

mod pairs;

pub use pairs::{Kinship, Pair, Shared};

use crate::domain::{Cancelled, Report};
use pairs::Table;

/// Agostini's constant, fitted to French magazines (Agostini 1961, Journal of Advertising Research 1); controversial
/// since, so his formula only widens the range here.
const AGOSTINI: f64 = 1.125;

/// How many people could be reached at all: those within a radius, of a country, on a platform. Overlap depends on it
/// more than on any formula, and it is hardly ever known, hence a range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Universe {
    /// The fewest it can be, in people.
    pub low: f64,
    /// What it most probably is, in people.
    pub likely: f64,
    /// The most it can be, in people.
    pub high: f64,
}

impl Universe {
    /// A universe known exactly.
    pub fn exactly(people: f64) -> Universe {
        Universe { low: people, likely: people, high: people }
    }

    /// As a country's people or a platform's users give it: half to three times as many. Followers come from beyond
    /// borders; the audiences of 115 Swiss influencers overlapped as if drawn from 20 million people, where 8.4 million
    /// live (SRF Data 2017).
    pub fn about(people: f64) -> Universe {
        Universe { low: people / 2.0, likely: people, high: people * 3.0 }
    }

    /// The three sizes, rising, none below `least`; sizes that are no numbers count as `least`.
    fn sizes(self, least: f64) -> [f64; 3] {
        let mut sizes = [self.low, self.likely, self.high].map(|size| if size > least { size } else { least });
        sizes.sort_by(f64::total_cmp);
        sizes
    }
}

/// How the point of a reach was worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Every audience is drawn by chance from the universe: 1 - Π(1 - r/U) (Sainsbury, in Caffyn and Sagovsky 1963).
    Independent,
    /// The same, corrected for pairs of audiences that share more or fewer people (canonical expansion, Danaher 1991,
    /// Journal of Advertising Research 31).
    Canonical,
}

/// How many different people a shortlist reaches.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reach {
    /// The fewest that the range of the universe and the formulas give, in people.
    pub low: f64,
    /// The likeliest number of people.
    pub point: f64,
    /// The most that the range of the universe and the formulas give, in people.
    pub high: f64,
    /// Fewer can't be, whatever the overlaps: the largest single reach, or all less the shared people that were measured.
    pub floor: f64,
    /// More can't be, whatever the overlaps: all together, less shared people that were measured, or the universe.
    pub ceiling: f64,
    /// The single reaches added up, in people, some counted several times.
    pub gross: f64,
    /// How the point was worked out.
    pub method: Method,
}

impl Reach {
    /// How often a person reached is reached on average, 1 or more; `None` if nobody is.
    pub fn frequency(&self) -> Option<f64> {
        (self.point > 0.0).then(|| (self.gross / self.point).max(1.0))
    }
}

/// How many different people see at least one of several posts, each with its reach in people.
///
/// Reaches that are no numbers above 0 count as 0; a universe smaller than the largest of them is taken to be as large.
/// `pairs` says what is known or assumed of the overlap of two; all others are taken to overlap by chance. There may be
/// very many of them, so `report` is asked again and again.
///
/// Deliberately absent: Metheringham's beta-binomial (1964). It lets reach fall when a small audience is added (Moyano,
/// Munoz and Selman, ESOMAR 2005), which no shortlist does.
pub fn unique_reach(
    reaches: &[f64],
    universe: Universe,
    pairs: &[Pair],
    report: &mut Report,
) -> Result<Reach, Cancelled> {
    let singles: Vec<f64> =
        reaches.iter().map(|reach| if *reach > 0.0 && reach.is_finite() { *reach } else { 0.0 }).collect();
    let gross: f64 = singles.iter().sum();
    let largest = singles.iter().copied().fold(0.0, f64::max);
    let [low, likely, high] = universe.sizes(largest);
    let mut table = |size: f64| Table::of(&singles, pairs, size, report);
    let tables = [table(low)?, table(likely)?, table(high)?];
    let (fewest, most) = tables[2].bounds(&singles);
    let floor = largest.max(fewest);
    // Measurements that contradict each other leave nothing in between.
    let ceiling = most.min(high).max(floor);
    let clip = |people: f64| people.clamp(floor, ceiling);
    let point = clip(canonical(&singles, &tables[1], likely, report)?);
    let mut range = (point, point);
    for (table, size) in tables.iter().zip([low, likely, high]) {
        let mut answers = vec![canonical(&singles, table, size, report)?];
        if !table.is_empty() {
            answers.push(agostini(&singles, table, size, report)?);
        }
        if table.is_assumed() {
            answers.push(independent(&singles, size));
        }
        for people in answers.into_iter().map(clip) {
            range = (range.0.min(people), range.1.max(people));
        }
    }
    let method = if tables[1].is_empty() { Method::Independent } else { Method::Canonical };
    Ok(Reach { low: range.0, point, high: range.1, floor, ceiling, gross, method })
}

/// Sainsbury's formula, in people.
fn independent(singles: &[f64], size: f64) -> f64 {
    size * -f64::exp_m1(missed_ln(singles, size))
}

/// The logarithm of the part of the universe that nobody reaches; exact for tiny parts too.
fn missed_ln(singles: &[f64], size: f64) -> f64 {
    singles.iter().filter(|single| **single > 0.0).map(|single| (-(single / size).min(1.0)).ln_1p()).sum()
}

/// Danaher's canonical expansion up to pairs, in people; exact for two.
fn canonical(singles: &[f64], table: &Table, size: f64, report: &mut Report) -> Result<f64, Cancelled> {
    let missed = missed_ln(singles, size).exp();
    if missed == 0.0 || table.is_empty() {
        return Ok(independent(singles, size));
    }
    let share = |i: usize| singles.get(i).map_or(0.0, |single| single / size);
    let part = |(i, j), people: f64| (people / size - share(i) * share(j)) / ((1.0 - share(i)) * (1.0 - share(j)));
    Ok(size * (1.0 - missed * (1.0 + table.sum(part, report)?)))
}

/// Agostini's formula, in people: all² / (all + K · shared by pairs).
fn agostini(singles: &[f64], table: &Table, size: f64, report: &mut Report) -> Result<f64, Cancelled> {
    let all: f64 = singles.iter().sum();
    if all <= 0.0 {
        return Ok(0.0);
    }
    let squares: f64 = singles.iter().map(|single| single * single).sum();
    let by_chance = (all * all - squares) / 2.0 / size;
    let part = |(i, j): (usize, usize), people: f64| {
        people - singles.get(i).zip(singles.get(j)).map_or(0.0, |(a, b)| a * b / size)
    };
    Ok(all * all / (all + AGOSTINI * (by_chance + table.sum(part, report)?).max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::progress::silent;

    const SIZE: f64 = 1_000_000.0;

    /// Single reaches of 10, 15, 8 and 5 %, every pair sharing `times` what chance makes it share.
    fn four(times: f64) -> (Vec<f64>, Table) {
        let singles: Vec<f64> = [0.10, 0.15, 0.08, 0.05].map(|share| share * SIZE).to_vec();
        let pairs: Vec<Pair> = (0..4)
            .flat_map(|first| (first + 1..4).map(move |second| Pair { first, second, shared: Shared::Times(times) }))
            .collect();
        let table = Table::of(&singles, &pairs, SIZE, &mut silent).expect("not cancelled");
        (singles, table)
    }

    #[test]
    fn formulas_give_the_figures_worked_out_elsewhere() {
        let check = |people: Result<f64, Cancelled>, share: f64| {
            let people = people.expect("not cancelled");
            assert!((people / SIZE - share).abs() < 6e-6, "{people} {share}");
        };
        let (singles, table) = four(1.0);
        check(Ok(independent(&singles, SIZE)), 0.33139);
        check(agostini(&singles, &table, SIZE, &mut silent), 0.32973);
        check(canonical(&singles, &table, SIZE, &mut silent), 0.33139);
        let (singles, table) = four(1.5);
        check(agostini(&singles, &table, SIZE, &mut silent), 0.30927);
        check(canonical(&singles, &table, SIZE, &mut silent), 0.30988);
        let (singles, table) = four(3.0);
        check(agostini(&singles, &table, SIZE, &mut silent), 0.26074);
        check(canonical(&singles, &table, SIZE, &mut silent), 0.24537);
    }
}
