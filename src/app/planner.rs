//! The planner: takes commands, keeps the model, and lets slow work run elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::answer::{Answer, Fresh, Loaded, backups};
use super::clock;
use super::command::Command;
use super::edit::{Edit, edit};
use super::folders::Folders;
use super::learning::{Learning, Learnt, Lesson};
use super::model::{FileState, Model, Notice, PlanState, Roster, Tone};
use super::pitching::Formats;
use super::planning::{Part, Planning};
use super::premises::Premises;
use super::question::Question;
use super::sample::place_sample;
use super::settings::Settings;
use crate::domain::Brief;
use crate::jobs::{Latest, Owner, Task, Wake, retire};
use crate::storage::{OpenError, OpenOptions, Store, StoreError};

/// The whole program without a window.
pub struct Planner {
    pub(super) model: Model,
    folders: Folders,
    pub(super) engine: Engine,
    /// Changes of the brief that are on their way into the file; what is tried stays in sight until the last is there.
    keeping: usize,
}

/// What runs elsewhere.
pub(super) struct Engine {
    pub(super) store: Owner<Store>,
    pub(super) planning: Latest<Question, Part>,
    /// Learns from the roster's posts while nothing is planned.
    pub(super) learning: Latest<Lesson, Learnt>,
    /// The roster that was learnt from last, by its version.
    pub(super) lesson: Option<u64>,
    pub(super) answers: (Sender<Answer>, Receiver<Answer>),
    /// Progress and cancel of the import that is read, previewed or run.
    pub(super) import: Option<Task<()>>,
    /// Number of the newest preview.
    pub(super) preview: u64,
    pub(super) wake: Wake,
}

/// Why a file wasn't opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Which file.
    pub path: PathBuf,
    /// What is wrong and what to do, as a sentence.
    pub problem: String,
    /// Whether it can be opened for reading only.
    pub can_read: bool,
}

impl Planner {
    /// Opens the roster at `path`, making it if there is none, and starts reading it.
    pub fn open(path: &Path, folders: Folders, wake: Wake) -> Result<Planner, Refusal> {
        Self::with_store(open_store(path, &folders, false)?, folders, wake)
    }

    /// Opens the roster at `path` without changing it.
    pub fn open_read_only(path: &Path, folders: Folders, wake: Wake) -> Result<Planner, Refusal> {
        Self::with_store(open_store(path, &folders, true)?, folders, wake)
    }

    /// Opens the user's copy of the sample roster, making it if there is none.
    pub fn open_sample(folders: Folders, wake: Wake) -> Result<Planner, Refusal> {
        let path = folders.sample_roster();
        place_sample(&path).map_err(|problem| Refusal { path: path.clone(), problem, can_read: false })?;
        Self::open(&path, folders, wake)
    }

    fn with_store(store: Store, folders: Folders, wake: Wake) -> Result<Planner, Refusal> {
        let path = store.path().to_owned();
        let failed = |error: std::io::Error| Refusal {
            path: path.clone(),
            problem: format!("The system gives no more threads ({error}). Close other programs and try again"),
            can_read: false,
        };
        let settings = Settings::for_locale(&folders.locale);
        let mut planning = Planning::default();
        let planning = Latest::start("planning", Arc::clone(&wake), move |question, publish, report| {
            planning.answer(&question, publish, report)?;
            planning.look_ahead(&question, report)
        })
        .map_err(failed)?;
        let mut learning = Learning::default();
        let learning = Latest::start("learning", Arc::clone(&wake), move |lesson, publish, report| {
            learning.answer(&lesson, publish, report)
        })
        .map_err(failed)?;
        let store = Owner::start("storage", store).map_err(failed)?;
        let engine =
            Engine { store, planning, learning, lesson: None, answers: channel(), import: None, preview: 0, wake };
        let model = empty_model(path, settings);
        let planner = Planner { model, folders, engine, keeping: 0 };
        planner.load();
        Ok(planner)
    }

    /// Everything the window shows.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Where the program keeps its files.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Whether anything is still running.
    pub fn busy(&self) -> bool {
        self.engine.store.busy()
            || self.engine.planning.busy()
            || self.engine.learning.busy()
            || self.model.file.loading
    }

    /// Carries out a command, or says in a notice why it can't be.
    pub fn run(&mut self, command: Command) {
        if let Some(obstacle) = command.obstacle(&self.model) {
            self.tell(Tone::Problem, obstacle.to_owned(), None);
            if matches!(command, Command::KeepBrief(..)) {
                self.model.plan.trial = None;
                self.replan();
            }
            return;
        }
        match command {
            Command::OpenFile(path) => self.reopen(open_store(&path, &self.folders, false)),
            Command::OpenReadOnly(path) => self.reopen(open_store(&path, &self.folders, true)),
            Command::OpenSample => {
                let path = self.folders.sample_roster();
                let placed = place_sample(&path);
                let failed = |problem| Refusal { path: path.clone(), problem, can_read: false };
                self.reopen(placed.map_err(failed).and_then(|()| open_store(&path, &self.folders, false)));
            }
            Command::Undo => self.step_back(Store::undo, "Undone"),
            Command::Redo => self.step_back(Store::redo, "Done again"),
            Command::Dismiss(id) => self.model.notices.retain(|notice| notice.id != id),
            Command::SetSettings(settings) => self.set_settings(*settings),
            Command::BackUp => self.back_up(),
            Command::OpenScenario(id) => {
                self.model.plan = PlanState { scenario: Some(id), ..PlanState::default() };
                self.replan();
            }
            Command::Focus(creator) => {
                self.model.plan.focus = creator;
                self.model.plan.why_not = None;
                // Nobody waits for anything new once nobody is asked about any more.
                if creator.is_some() {
                    self.ask();
                }
            }
            Command::BookShortlist => self.book_shortlist(),
            Command::TryBrief(brief) => {
                self.model.plan.trial = Some(*brief);
                self.replan();
            }
            Command::ReadImport(source) => self.read_import(source),
            Command::AssignColumn(..) | Command::ReadColumn(..) | Command::AssignPlatform(_) => {
                self.change_import(command)
            }
            Command::RunImport => self.run_import(),
            Command::CancelImport => self.cancel_import(),
            Command::ExportPitch { folder, xlsx, html } => self.export_pitch(&folder, Formats { xlsx, html }),
            Command::ExportRoster(path) => self.export_roster(&path),
            Command::SavePicture(picture, path) => self.save_picture(*picture, path),
            Command::ExportResults(campaign, path) => self.export_results(campaign, &path),
            other => self.change(other),
        }
    }

    /// Takes over what has been finished elsewhere. True if the model has changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = false;
        while let Ok(answer) = self.engine.answers.1.try_recv() {
            self.take(answer);
            changed = true;
        }
        if self.engine.planning.take_failure() {
            changed = true;
            let text = "The shortlist couldn't be worked out because of a fault in the program. Nothing is lost; \
                        change the brief to try again";
            self.tell(Tone::Problem, text.to_owned(), None);
        }
        for part in self.engine.planning.poll() {
            changed = true;
            match part {
                Part::Plan(plan) => self.take_plan(plan),
                part => self.model.plan.take(part),
            }
        }
        changed |= self.learn();
        let working = self.engine.planning.busy();
        changed |= working != self.model.plan.working;
        self.model.plan.working = working;
        self.watch_import();
        changed
    }

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Loaded(loaded) => self.enter_loaded(*loaded),
            Answer::Stored(text, fresh, open) => {
                let campaign = self.model.open_scenario().map(|(campaign, _)| campaign.id);
                let trial = self.model.plan.trial.take();
                fresh.enter(&mut self.model);
                self.keeping = self.keeping.saturating_sub(1);
                if self.keeping > 0 {
                    self.model.plan.trial = trial;
                }
                if let Some(text) = text {
                    self.tell(Tone::Done, text, None);
                }
                self.choose_scenario(open, campaign);
                self.preview_again();
                self.replan();
            }
            Answer::Refused(problem) => {
                self.keeping = self.keeping.saturating_sub(1);
                self.model.plan.trial = None;
                self.tell(Tone::Problem, problem, None);
                self.replan();
            }
            Answer::Written(text, path) => self.tell(Tone::Done, text, Some(path)),
            Answer::Backups(backups) => self.model.file.backups = backups,
            answer => self.take_import(answer),
        }
    }

    fn enter_loaded(&mut self, loaded: Loaded) {
        self.model.settings = loaded.settings;
        loaded.fresh.enter(&mut self.model);
        self.model.file.loading = false;
        self.model.file.read_only = loaded.read_only;
        self.model.file.backups = loaded.backups;
        for notice in loaded.notices {
            self.tell(Tone::Problem, notice, None);
        }
        self.choose_scenario(None, None);
        self.replan();
    }

    fn change(&mut self, command: Command) {
        let open = self.model.plan.scenario;
        let name = self.free_scenario_name();
        let money = self.model.first_money();
        if let Command::KeepBrief(_, brief) = &command {
            self.model.plan.trial = Some((**brief).clone());
            self.keeping += 1;
        }
        let gone_too = self.model.bookings_gone(&command);
        let Some(edit) = edit(command, open, name, Brief::with_budget(money)) else { return };
        match gone_too {
            Some(gone) => self.store_told(edit, Some(gone)),
            None => self.store_edit(edit),
        }
    }

    pub(super) fn store_edit(&self, edit: Edit) {
        // What is gone is told, so that it can be brought back from the notice.
        let told = edit.name.strip_prefix("Remove ").map(|what| format!("Removed {what}"));
        self.store_told(edit, told);
    }

    /// Stores an edit and says afterwards what it did.
    pub(super) fn store_told(&self, edit: Edit, told: Option<String>) {
        self.with_store_do(move |store| {
            let edited = store.edit(&edit.name, edit.work)?;
            let fresh = Fresh::read(store, &edited.changed)?;
            Ok(Answer::Stored(told, Box::new(fresh), edited.value))
        });
    }

    fn step_back(
        &self,
        step: fn(&mut Store) -> Result<Option<crate::storage::Undone>, StoreError>,
        word: &'static str,
    ) {
        self.with_store_do(move |store| {
            let Some(undone) = step(store)? else {
                return Ok(Answer::Refused("There is nothing more".to_owned()));
            };
            let fresh = Fresh::read(store, &undone.changed)?;
            Ok(Answer::Stored(Some(format!("{word}: {}", undone.name)), Box::new(fresh), None))
        });
    }

    fn load(&self) {
        let defaults = self.model.settings.clone();
        self.with_store_do(move |store| Ok(Answer::Loaded(Box::new(Loaded::read(store, defaults)?))));
    }

    /// Runs `work` on the thread that owns the file; its answer, or what went wrong, comes back through `poll`.
    pub(super) fn with_store_do(&self, work: impl FnOnce(&mut Store) -> Result<Answer, StoreError> + Send + 'static) {
        let (answers, wake) = (self.engine.answers.0.clone(), Arc::clone(&self.engine.wake));
        self.engine.store.run(move |store| {
            let answer = work(store).unwrap_or_else(|error| Answer::Refused(error.to_string()));
            // Nobody listens any more only while the program ends.
            let _heard = answers.send(answer);
            wake();
        });
    }

    fn reopen(&mut self, opened: Result<Store, Refusal>) {
        let reopened =
            opened.and_then(|store| Planner::with_store(store, self.folders.clone(), Arc::clone(&self.engine.wake)));
        match reopened {
            Ok(planner) => {
                self.stop_import_work();
                // Closing the old file waits for its last write, which nobody needs to wait for here.
                retire(std::mem::replace(self, planner));
            }
            Err(refusal) => self.tell(Tone::Problem, refusal.problem, None),
        }
    }

    fn back_up(&self) {
        let answers = self.engine.answers.0.clone();
        self.with_store_do(move |store| {
            let path = store.back_up(clock::now())?;
            let _heard = answers.send(Answer::Backups(backups(store)));
            Ok(Answer::Written("Backup made and checked".to_owned(), path))
        });
    }

    /// Adds a notice; the newest few are kept.
    pub fn tell(&mut self, tone: Tone, text: String, path: Option<PathBuf>) {
        let id = self.model.notices.last().map_or(1, |notice| notice.id + 1);
        // What is told again is told once, as the newest.
        self.model.notices.retain(|told| told.tone != tone || told.text != text);
        self.model.notices.push(Notice { id, text, tone, path });
        let surplus = self.model.notices.len().saturating_sub(4);
        self.model.notices.drain(..surplus);
    }
}

fn open_store(path: &Path, folders: &Folders, read_only: bool) -> Result<Store, Refusal> {
    let options = OpenOptions { now: clock::now(), backup_dir: Some(folders.backups.clone()) };
    let opened = match (read_only, path.exists()) {
        (true, _) => Store::open_read_only(path),
        (false, true) => Store::open(path, &options),
        (false, false) => Store::create(path, &options),
    };
    opened.map_err(|error| Refusal {
        path: path.to_owned(),
        can_read: !read_only && matches!(error, OpenError::InUse { .. } | OpenError::ReadOnly { .. }),
        problem: error.to_string(),
    })
}

/// The model of a file that is still being read.
pub(super) fn empty_model(path: PathBuf, settings: Settings) -> Model {
    let file = FileState { path, read_only: false, loading: true, undo: None, redo: None, backups: Vec::new() };
    Model {
        file,
        roster: Roster::default(),
        campaigns: Vec::new(),
        plan: PlanState::default(),
        import: None,
        settings,
        premises: Arc::new(Premises::standard()),
        bookings: Arc::default(),
        overlaps: Arc::default(),
        learning: false,
        notices: Vec::new(),
    }
}
