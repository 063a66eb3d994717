//! What the thread that owns the file answers, and how the model takes it over.

use std::path::PathBuf;
use std::sync::Arc;

use super::clock;
use super::import::{Prepared, Preview};
use super::model::{Model, Roster};
use super::premises::Premises;
use super::scoring::scored;
use super::settings::Settings;
use crate::domain::{Booking, Campaign, CreatorId, Overlap, ScenarioId};
use crate::report::Card;
use crate::report::facets::facets;
use crate::storage::{Changed, Store, StoreError};

/// An answer of the thread that owns the file.
pub enum Answer {
    /// The whole file, after opening.
    Loaded(Box<Loaded>),
    /// A change was stored, undone or redone: a sentence to show, what is different now, a scenario to open.
    Stored(Option<String>, Box<Fresh>, Option<ScenarioId>),
    /// A change was refused; the file is as it was.
    Refused(String),
    /// A list was read for import.
    ImportRead(Result<Prepared, String>),
    /// What the import would do, with the number of the preview.
    ImportPreviewed(u64, Result<Preview, String>),
    /// The import was done; a sentence to show.
    ImportDone(Preview, Box<Fresh>),
    /// The import was stopped or failed; the roster is as it was.
    ImportStopped(String),
    /// A file was written: a sentence and where it is.
    Written(String, PathBuf),
    /// Backups as they are now.
    Backups(Vec<(String, PathBuf)>),
}

/// The whole file.
pub struct Loaded {
    /// Everything in it.
    pub fresh: Fresh,
    /// What the user chose.
    pub settings: Settings,
    /// Whether it can only be read.
    pub read_only: bool,
    /// What opening did, in sentences.
    pub notices: Vec<String>,
    /// Dated copies.
    pub backups: Vec<(String, PathBuf)>,
}

/// Everything in the file that isn't a creator.
struct Campaigns {
    campaigns: Vec<Campaign>,
    bookings: Vec<Booking>,
    overlaps: Vec<Overlap>,
    own: Vec<(String, f64, Option<f64>)>,
    niches: Vec<(String, String, String)>,
}

impl Campaigns {
    fn read(store: &Store) -> Result<Campaigns, StoreError> {
        Ok(Campaigns {
            campaigns: store.campaigns()?,
            bookings: store.bookings()?,
            overlaps: store.overlaps()?,
            own: store.own_assumptions()?,
            niches: store.niche_edits()?,
        })
    }

    fn enter(self, model: &mut Model) {
        model.campaigns = self.campaigns;
        // What was being tried is either stored now or void.
        model.plan.trial = None;
        let results = scored(&self.bookings, &model.campaigns);
        let learnt = model.premises.learnt.clone();
        let premises = Premises::with(&self.own, &self.niches, &results, model.settings.currency, learnt);
        model.take_premises(premises);
        model.bookings = Arc::new(self.bookings);
        model.overlaps = Arc::new(self.overlaps);
    }
}

/// What is different in the file now.
pub struct Fresh {
    /// Creators that were read anew; all of them if `all`.
    entries: Vec<Card>,
    /// Creators that were touched, present or removed; empty if `all`.
    touched: Vec<CreatorId>,
    all: bool,
    campaigns: Option<Box<Campaigns>>,
    undo: Option<String>,
    redo: Option<String>,
}

impl Fresh {
    /// Reads what `changed` names.
    pub fn read(store: &Store, changed: &Changed) -> Result<Fresh, StoreError> {
        let today = clock::today();
        let entries = match changed.all {
            true => store.entries(None)?,
            false => store.entries(Some(&changed.creators))?,
        };
        Ok(Fresh {
            entries: entries.into_iter().map(|entry| Card::as_of(entry, Some(today))).collect(),
            touched: if changed.all { Vec::new() } else { changed.creators.clone() },
            all: changed.all,
            campaigns: (changed.all || changed.campaigns).then(|| Campaigns::read(store).map(Box::new)).transpose()?,
            undo: store.undo_name()?,
            redo: store.redo_name()?,
        })
    }

    /// Takes it over into the model.
    pub fn enter(self, model: &mut Model) {
        model.file.undo = self.undo;
        model.file.redo = self.redo;
        if let Some(campaigns) = self.campaigns {
            campaigns.enter(model);
        }
        if !self.all && self.touched.is_empty() {
            return;
        }
        let kept = model
            .roster
            .cards
            .iter()
            .filter(|card| !self.all && self.touched.binary_search(&card.entry.creator.id).is_err());
        let mut cards: Vec<Arc<Card>> = kept.cloned().chain(self.entries.into_iter().map(Arc::new)).collect();
        cards.sort_by_key(|card| card.entry.creator.id);
        let facets = facets(&cards, &model.settings.tiers);
        model.roster = Roster { version: model.roster.version + 1, cards: Arc::new(cards), facets };
    }
}

impl Loaded {
    /// Reads the whole file; what the user hasn't chosen in it is as in `defaults`.
    pub fn read(store: &Store, defaults: Settings) -> Result<Loaded, StoreError> {
        let everything = Changed { creators: Vec::new(), campaigns: true, all: true };
        Ok(Loaded {
            fresh: Fresh::read(store, &everything)?,
            settings: defaults.of(store)?,
            read_only: store.is_read_only(),
            notices: store.notices().to_vec(),
            backups: backups(store),
        })
    }
}

/// Dated copies of the file, newest first, each with its day and time in words.
pub fn backups(store: &Store) -> Vec<(String, PathBuf)> {
    store
        .backups()
        .into_iter()
        .map(|backup| {
            let kind = if backup.before_migration { ", before an upgrade" } else { "" };
            (format!("{}{kind}", backup.made.strftime("%Y-%m-%d %H:%M")), backup.path)
        })
        .collect()
}
