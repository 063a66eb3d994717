//! Commands on a roster file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::{MOST, Point, Seconds, minor};
use crate::app::answer::Loaded;
use crate::app::folders::locale;
use crate::app::import::{ImportSource, Prepared, Preview};
use crate::app::model::{Model, PlanState};
use crate::app::pitching::{self, Formats};
use crate::app::planner::empty_model;
use crate::app::planning::Planning;
use crate::app::question::Question;
use crate::app::{Folders, Settings, clock};
use crate::domain::{Aim, Brief, Money, TierTable, progress};
use crate::report::Card;
use crate::report::plan::{NoPlan, Plan};
use crate::report::roster::{Column, Filter, Order, rows};
use crate::storage::{OpenOptions, Scratch, Store, StoreError};

/// A plan over a roster, and how long it took.
pub struct RosterPlan {
    /// The shortlist.
    pub plan: Arc<Plan>,
    /// How long it took.
    pub seconds: Seconds,
}

/// One imported file after the other: its name, what it did, how it was read.
pub type Imports = Vec<(String, Prepared, Preview)>;

/// Writes an invented roster to a new file.
pub fn sample(creators: usize, seed: u64, out: &Path) -> Result<(), String> {
    crate::app::sample::write_sample(out, creators, seed, clock::now())
}

/// Brings files into a roster, which is made if there is none; with `dry_run` nothing is changed. All files are read
/// before the first is brought in, so that one that can't be read leaves everything as it was.
pub fn import(files: &[PathBuf], roster: &Path, dry_run: bool) -> Result<Imports, String> {
    let known =
        if roster.exists() { Some(Store::open_read_only(roster).map_err(|error| error.to_string())?) } else { None };
    let currency = match &known {
        Some(store) => defaults().of(store).map_err(|error| error.to_string())?.currency,
        None => defaults().currency,
    };
    let remembered = |key: &str| known.as_ref().and_then(|store| store.setting(key).ok().flatten());
    let read = |file: &PathBuf| {
        let prepared = Prepared::read(&ImportSource::File(file.clone()), currency, remembered);
        prepared.map_err(|problem| format!("{}: {problem}. Nothing was brought in", file.display()))
    };
    let lists: Vec<Prepared> = files.iter().map(read).collect::<Result<_, String>>()?;
    drop(known);
    let (mut store, _scratch) = open_for_change(roster, dry_run)?;
    let mut done: Imports = Vec::with_capacity(lists.len());
    for prepared in lists {
        let outcome = match dry_run {
            true => prepared.preview(&mut store, &mut progress::silent),
            false => prepared.run(&mut store, &mut progress::silent).map(|(preview, _)| preview),
        };
        let preview = outcome.map_err(|error| {
            let before: Vec<&str> = done.iter().map(|(name, _, _)| name.as_str()).collect();
            let before = if before.is_empty() { String::new() } else { format!(". Already in: {}", before.join(", ")) };
            format!("{}: {error}{before}", prepared.name)
        })?;
        done.push((prepared.name.clone(), prepared, preview));
    }
    store.close().map_err(|error| error.to_string())?;
    Ok(done)
}

/// Creators found by `search`, by name: how many there are and the first `limit`.
pub fn creators(roster: &Path, search: &str, limit: usize) -> Result<(usize, Vec<Arc<Card>>), String> {
    let model = load(roster)?;
    let filter = Filter { text: search.to_owned(), ..Filter::default() };
    let order = Order { column: Column::Name, descending: false };
    let found = rows(&model.roster.cards, &filter, order, &TierTable::default());
    let cards = found.iter().take(limit).map(|place| Arc::clone(&model.roster.cards[*place as usize]));
    Ok((found.len(), cards.collect()))
}

/// What is asked of a roster, beside the brief of a campaign.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Wish {
    /// The money in currency units; `None` leaves that of the campaign.
    pub budget: Option<f64>,
    /// The campaign whose first scenario's brief counts.
    pub campaign: Option<String>,
    /// How the goal is pursued; `None` leaves that of the campaign.
    pub aim: Option<Aim>,
    /// How sure what is promised must be, 0.50–0.95; `None` leaves that of the campaign.
    pub promise: Option<f64>,
    /// The result to reach, in units of the goal; `None` leaves that of the campaign.
    pub target: Option<f64>,
}

/// The best shortlist from a roster, under a campaign's brief if one is named.
pub fn plan_roster(roster: &Path, wish: &Wish) -> Result<RosterPlan, String> {
    let begun = Instant::now();
    let model = load(roster)?;
    let read = begun.elapsed().as_secs_f64();
    let mut brief = brief(&model, wish.budget, wish.campaign.as_deref())?;
    pursue(&mut brief, wish)?;
    let question = asked(&model, brief, wish.campaign.as_deref())?;
    let (plan, prepare) =
        Planning::default().best(&question, &mut progress::silent).map_err(|cancelled| cancelled.to_string())?;
    let plan = plan.map_err(|none: NoPlan| sentence(&none))?;
    let solve = plan.proof.seconds;
    Ok(RosterPlan { plan, seconds: Seconds { read, prepare, solve } })
}

/// The best projected result for every budget up to `to`, with how long it took.
pub fn frontier_roster(roster: &Path, to: f64) -> Result<(Vec<Point>, f64), String> {
    let begun = Instant::now();
    let model = load(roster)?;
    let currency = model.settings.currency;
    let to = minor(to, currency.scale(), "The largest budget")?;
    let brief = Brief::with_budget(Money::from_minor(to, currency));
    let question = Question::of(&model, brief);
    let points = Planning::default().exact_frontier(&question, MOST)?;
    Ok((points, begun.elapsed().as_secs_f64()))
}

/// Writes the pitch of a campaign's first scenario into `out`; the files written.
pub fn pitch(roster: &Path, campaign: &str, out: &Path, formats: Formats) -> Result<Vec<PathBuf>, String> {
    let mut model = load(roster)?;
    let brief = brief(&model, None, Some(campaign))?;
    let scenario = find_campaign(&model, campaign)?.scenarios.first().map(|scenario| scenario.id);
    model.plan.scenario = scenario;
    model.plan = PlanState { scenario, ..answer(&model, brief)? };
    if let Some(Err(none)) = &model.plan.answer {
        return Err(sentence(none));
    }
    let pitch = pitching::pitch(&model, clock::now()).ok_or("There is no shortlist")?;
    pitching::write(&pitch, out, formats)
}

/// What is wrong with a roster file, in sentences; empty if all is well.
pub fn check(roster: &Path) -> Result<Vec<String>, String> {
    let store = Store::open_read_only(roster).map_err(|error| error.to_string())?;
    let mut problems = store.check().map_err(|error| error.to_string())?;
    // A file can be whole and still hold what nothing can read, such as text that is none.
    let read = store.entries(None).map(drop).and_then(|()| store.campaigns().map(drop));
    if let (Err(error), true) = (read, problems.is_empty()) {
        problems.push(format!("{} holds something that can't be read: {error}", roster.display()));
    }
    Ok(problems)
}

fn sentence(none: &NoPlan) -> String {
    format!("{}. {}", none.problem, none.hint)
}

/// Opens a roster to import into. A dry run works on a copy in a folder of its own, which goes when it ends, so that
/// the file itself is neither made nor brought up to date nor even touched.
fn open_for_change(roster: &Path, dry_run: bool) -> Result<(Store, Option<Scratch>), String> {
    let backup_dir = match dry_run {
        true => None,
        false => Folders::of_platform().ok().map(|folders| folders.backups),
    };
    let options = OpenOptions { now: clock::now(), backup_dir };
    let scratch = if dry_run { Some(Scratch::of(roster).map_err(|error| error.to_string())?) } else { None };
    let path = scratch.as_ref().map_or(roster, Scratch::roster);
    let opened = match path.exists() {
        true => Store::open(path, &options),
        false => Store::create(path, &options),
    };
    Ok((opened.map_err(|error| error.to_string())?, scratch))
}

fn defaults() -> Settings {
    Settings::for_locale(&locale())
}

/// Reads a roster file without changing it.
fn load(roster: &Path) -> Result<Model, String> {
    let store = Store::open_read_only(roster).map_err(|error| error.to_string())?;
    let read = |store: &Store| -> Result<Model, StoreError> {
        let loaded = Loaded::read(store, defaults())?;
        let mut model = empty_model(roster.to_owned(), loaded.settings);
        loaded.fresh.enter(&mut model);
        Ok(model)
    };
    read(&store).map_err(|error| error.to_string())
}

fn find_campaign<'m>(model: &'m Model, name: &str) -> Result<&'m crate::domain::Campaign, String> {
    model.campaigns.iter().find(|campaign| campaign.name == name).ok_or_else(|| {
        let known: Vec<String> =
            model.campaigns.iter().map(|campaign| format!("\u{201c}{}\u{201d}", campaign.name)).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        format!("There is no campaign \u{201c}{name}\u{201d} in this roster. Its campaigns: {known}")
    })
}

/// The campaign's brief, or an empty one, with the budget asked for.
fn brief(model: &Model, budget: Option<f64>, campaign: Option<&str>) -> Result<Brief, String> {
    let mut brief = match campaign {
        Some(name) => {
            let campaign = find_campaign(model, name)?;
            campaign.scenarios.first().map(|s| s.brief.clone()).ok_or("The campaign has no scenario")?
        }
        None => Brief::with_budget(Money::from_minor(0, model.settings.currency)),
    };
    if let Some(budget) = budget {
        brief.budget.minor = minor(budget, brief.budget.currency.scale(), "The budget")?;
    }
    Ok(brief)
}

/// Puts the aim that is wished for into a brief.
fn pursue(brief: &mut Brief, wish: &Wish) -> Result<(), String> {
    if let Some(target) = wish.target {
        if !(target.is_finite() && target > 0.0) {
            return Err("The target must be a number above 0, such as 20000".to_owned());
        }
        (brief.target, brief.aim) = (Some(target), Aim::Target);
    }
    brief.promise = wish.promise.unwrap_or(brief.promise);
    brief.aim = wish.aim.unwrap_or(brief.aim);
    if brief.aim == Aim::Target && brief.target.is_none() {
        return Err("Say what has to be reached, such as --target 20000".to_owned());
    }
    Ok(())
}

/// What a brief asks of a model, with who is booked in the campaign.
fn asked(model: &Model, brief: Brief, campaign: Option<&str>) -> Result<Question, String> {
    let booked = match campaign {
        Some(name) => model.booked(find_campaign(model, name)?),
        None => Vec::new(),
    };
    Ok(Question { booked, ..Question::of(model, brief) })
}

/// All parts of the answer to a brief.
fn answer(model: &Model, brief: Brief) -> Result<PlanState, String> {
    let question = Question::of(model, brief);
    let mut state = PlanState::default();
    let mut publish = |part| state.take(part);
    Planning::default()
        .answer(&question, &mut publish, &mut progress::silent)
        .map_err(|cancelled| cancelled.to_string())?;
    Ok(state)
}
