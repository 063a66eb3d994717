//! From the open scenario to its pitch: a frozen plan, and its files.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::model::Model;
use crate::domain::{Aim, Brief, Measure, Money, NumberStyle};
use crate::forecast::Assumptions;
use crate::pitch::{
    self, Assumption, BackUp, BenchRow, FrontierPoint, Pitch, PitchBrief, PitchRow, Proof, SourceRow, Totals,
};
use crate::report::explain::Backing;
use crate::report::figures::{Figure, costs, figure, takings};
use crate::report::outlook::{Outlook, Reach};
use crate::report::picture::curve;
use crate::report::plan::Plan;
use crate::report::words::span;
use crate::storage::write_whole;

/// Which files to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Formats {
    /// The workbook.
    pub xlsx: bool,
    /// The page.
    pub html: bool,
}

/// Budgets of the curve that a pitch lists: a table of many more would fill pages.
const LISTED: usize = 40;

/// The pitch of the open scenario; `None` without a shortlist.
pub fn pitch(model: &Model, now: DateTime) -> Option<Pitch> {
    let (campaign, scenario) = model.open_scenario()?;
    let Some(Ok(plan)) = &model.plan.answer else { return None };
    let numbers = model.settings.numbers;
    let brief = &plan.brief;
    let (low, high) = plan.total.band(pitch::BAND);
    let currency = brief.budget.currency;
    let money = |units: f64| Money::from_units(units, currency).unwrap_or(Money::from_minor(0, currency));
    let points = model.plan.frontier.as_ref().map_or(&[][..], |frontier| &frontier.points);
    let every = points.len().div_ceil(LISTED).max(1);
    let listed = points.iter().enumerate().filter(|(place, _)| place % every == 0 || place + 1 == points.len());
    let outlook = model.plan.outlook.as_ref();
    Some(Pitch {
        client: campaign.client.clone(),
        campaign: campaign.name.clone(),
        scenario: scenario.name.clone(),
        agency: model.settings.agency.clone(),
        prepared_on: now.date(),
        // Nobody has said how long the fees hold, so the pitch doesn't either.
        valid_until: None,
        currency,
        numbers,
        brief: pitch_brief(model, brief),
        promise_level: brief.promise,
        totals: Totals {
            cost: plan.cost,
            left_over: plan.left(),
            projected: plan.projected,
            middle: plan.total.middle(),
            promise: plan.total.promise(brief.promise),
            low,
            high,
        },
        proof: Proof { proved: plan.proof.proved, gap: plan.proof.gap, method: plan.proof.method.clone() },
        aimed: plan.aimed.clone(),
        rows: plan.rows.iter().map(|row| pitch_row(model, row)).collect(),
        frontier: listed.map(|(_, point)| FrontierPoint { budget: money(point.budget), value: point.middle }).collect(),
        current: Some(FrontierPoint { budget: plan.money(), value: plan.total.middle() }),
        density: curve(&plan.total),
        outlook: outlook.map(|outlook| figures(outlook, numbers)).unwrap_or_default(),
        bench: bench(model, plan, numbers),
        back_ups: back_ups(model, plan),
        assumptions: assumption_rows(plan, &model.premises.forecast, numbers),
        sources: source_rows(model, plan, numbers),
        notes: plan.flags.clone(),
        next_steps: Vec::new(),
    })
}

/// Writes the files of a pitch into `folder`, each whole or not at all. The error is a sentence.
pub fn write(pitch: &Pitch, folder: &Path, formats: Formats) -> Result<Vec<PathBuf>, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{} can't be made: {error}", folder.display()))?;
    let stem = pitch::file_stem(pitch);
    let mut written = Vec::new();
    if formats.xlsx {
        let bytes = pitch::xlsx(pitch).map_err(|error| error.to_string())?;
        let path = folder.join(format!("{stem}.xlsx"));
        write_whole(&path, &bytes).map_err(|error| error.to_string())?;
        written.push(path);
    }
    if formats.html {
        let page = pitch::html(pitch).map_err(|error| error.to_string())?;
        let path = folder.join(format!("{stem}.html"));
        write_whole(&path, page.as_bytes()).map_err(|error| error.to_string())?;
        written.push(path);
    }
    Ok(written)
}

fn pitch_brief(model: &Model, brief: &Brief) -> PitchBrief {
    PitchBrief {
        goal: brief.goal,
        budget: brief.budget,
        starts: brief.starts,
        ends: brief.ends,
        platforms: brief.platforms.clone(),
        niches: brief.niches.clone(),
        rules: brief.rules.iter().map(|rule| model.rule_words(rule)).collect(),
    }
}

fn pitch_row(model: &Model, row: &crate::report::plan::PlanRow) -> PitchRow {
    let card = model.roster.card(row.creator);
    let entry = card.map(|card| &card.entry);
    let account = entry.and_then(|entry| {
        let offer = entry.offers.iter().find(|offer| offer.id == row.offer)?;
        entry.account_of(offer)
    });
    let url = account.map(|account| match account.url.is_empty() {
        false => account.url.clone(),
        true => {
            account.platform.profile_url(&account.handle).filter(|_| !account.handle.is_empty()).unwrap_or_default()
        }
    });
    PitchRow {
        creator: row.name.clone(),
        handle: row.handle.trim_start_matches('@').to_owned(),
        platform: row.platform,
        url: url.unwrap_or_default(),
        place: entry.map(|entry| entry.creator.place.clone()).unwrap_or_default(),
        niche: entry.map(|entry| entry.creator.niches.join(", ")).unwrap_or_default(),
        followers: account.and_then(|account| account.followers()),
        engagement_rate: card.and_then(|card| card.rate).map(|(rate, _)| rate),
        deliverables: row.delivers.clone(),
        fee: row.fee,
        fee_status: row.status,
        chance: row.chance,
        low: row.projection.low,
        projected: row.projection.projected,
        high: row.projection.high,
        posts_used: row.projection.posts_used as u32,
        own_share: row.projection.own_share,
        // The pitch says by itself how many own posts there are; what is left to tell is the rest.
        source: match row.projection.basis.split_once("; ") {
            Some((_, rest)) if row.projection.posts_used > 0 => rest.to_owned(),
            _ => row.projection.basis.clone(),
        },
    }
}

/// Who could step in, where that is told of this very shortlist and not of the one with the most on average.
fn backing<'m>(model: &'m Model, plan: &Plan) -> Option<&'m Backing> {
    model.plan.backing.as_deref().filter(|backing| backing.of == plan.offers())
}

fn bench(model: &Model, plan: &Plan, numbers: NumberStyle) -> Vec<BenchRow> {
    let told = plan.brief.aim == Aim::Most || backing(model, plan).is_some();
    let rows = model.plan.bench.iter().filter(|_| told).flat_map(|bench| bench.iter());
    rows.map(|row| BenchRow {
        creator: row.name.clone(),
        handle: row.handle.trim_start_matches('@').to_owned(),
        deliverables: row.delivers.clone(),
        fee: Some(row.fee),
        brings_in: brings_in(row, numbers),
    })
    .collect()
}

/// People, takings and costs, each with the first line of what it rests on: the rest stands under the assumptions.
fn figures(outlook: &Outlook, numbers: NumberStyle) -> Vec<Figure> {
    let people = |name: &str, found: &Reach, source: &str| {
        figure(name, numbers.count(found.point), span(numbers, found.low, found.high), source)
    };
    let mut all = Vec::new();
    all.extend(outlook.reach.as_ref().map(|found| people("People reached, each once", found, &outlook.sources.people)));
    if let Some((found, residents)) = &outlook.nearby {
        let source = format!("Of the {} people who live in the radius", numbers.count(*residents));
        all.push(people("People nearby, each once", found, &source));
    }
    if let Some(total) = &outlook.money {
        all.extend(takings(total, outlook, numbers));
        let each = |of: Figure| Figure { name: format!("Cost per {}", of.name.to_lowercase()), ..of };
        all.extend(costs(total, outlook, numbers).into_iter().map(each));
    }
    for of in &mut all {
        of.source = of.source.lines().next().unwrap_or_default().to_owned();
    }
    all
}

fn back_ups(model: &Model, plan: &Plan) -> Vec<BackUp> {
    let rows = backing(model, plan).into_iter().flat_map(|backing| &backing.back_ups);
    rows.map(|row| BackUp { creator: row.name.clone(), replaces: row.repairs.clone() }).collect()
}

/// What would bring a creator of the bench in, in words.
pub fn brings_in(row: &crate::report::plan::BenchRow, numbers: NumberStyle) -> String {
    let at_fee =
        row.enters_at_fee.map(|fee| format!("in at {} instead of {}", numbers.money(fee), numbers.money(row.fee)));
    let at_budget = row.enters_at_budget.map(|budget| format!("in from {}", numbers.money(budget)));
    match (at_fee, at_budget) {
        (Some(fee), Some(budget)) => format!("{fee}, or {budget}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "not at any fee under these rules".to_owned(),
    }
}

fn assumption_rows(plan: &Plan, assumptions: &Assumptions, numbers: NumberStyle) -> Vec<Assumption> {
    let metric = plan.goal().metric();
    let mut platforms: Vec<_> = plan.rows.iter().filter_map(|row| row.platform).collect();
    platforms.sort_unstable();
    platforms.dedup();
    let year = |text: &str| text.chars().filter(char::is_ascii_digit).take(4).collect::<String>().parse().ok();
    let mut rows: Vec<Assumption> = platforms
        .into_iter()
        .map(|platform| {
            let prior = assumptions.prior(platform, metric);
            Assumption {
                name: format!("A usual {} post of an account with 10,000 followers", platform.label()),
                value: format!("{} {}", numbers.count(prior.at_10k), metric.label().to_lowercase()),
                basis: format!("{}; {}", prior.source.population, prior.source.basis),
                source: prior.source.name.clone(),
                year: year(&prior.source.year),
            }
        })
        .collect();
    let paid = &assumptions.paid;
    rows.push(Assumption {
        name: "A paid post against an unpaid one".to_owned(),
        value: format!("× {}", numbers.decimal(paid.multiplier, 2)),
        basis: format!("{}; {}", paid.source.population, paid.source.basis),
        source: paid.source.name.clone(),
        year: year(&paid.source.year),
    });
    rows
}

fn source_rows(model: &Model, plan: &Plan, numbers: NumberStyle) -> Vec<SourceRow> {
    let mut rows = Vec::new();
    for row in &plan.rows {
        let Some(card) = model.roster.card(row.creator) else { continue };
        for reading in card.entry.accounts.iter().flat_map(|account| &account.latest) {
            rows.push(SourceRow {
                creator: row.name.clone(),
                what: reading.measure.label().to_owned(),
                value: reading_words(reading.measure, reading.value, numbers),
                date: Some(reading.taken_on),
                source: reading.source.clone(),
            });
        }
        if let Some(offer) = card.entry.offers.iter().find(|offer| offer.id == row.offer) {
            rows.push(SourceRow {
                creator: row.name.clone(),
                what: format!("Fee ({})", offer.status.key()),
                value: numbers.money(row.fee),
                date: offer.dated,
                source: offer.source.clone(),
            });
        }
    }
    rows
}

/// A reading's value as people read it.
pub fn reading_words(measure: Measure, value: f64, numbers: NumberStyle) -> String {
    if measure.is_fraction() { numbers.percent(value, 1) } else { numbers.count(value) }
}
