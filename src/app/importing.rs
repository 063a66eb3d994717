//! The planner's side of an import: read, map, preview, run, stop.

use std::sync::Arc;

use super::answer::{Answer, Fresh};
use super::command::Command;
use super::import::{ImportSource, ImportState, Prepared, Stage};
use super::model::Tone;
use super::planner::Planner;
use crate::domain::NumberStyle;
use crate::jobs::Task;
use crate::storage::{Changed, Store, StoreError};

impl Planner {
    /// Reads a list, proposes what its columns mean, and previews its import.
    pub(super) fn read_import(&mut self, source: ImportSource) {
        self.stop_import_work();
        self.model.import = Some(ImportState::reading(source.name()));
        let currency = self.model.settings.currency;
        self.with_store_do(move |store| {
            let remembered = |key: &str| store.setting(key).ok().flatten();
            Ok(Answer::ImportRead(Prepared::read(&source, currency, remembered)))
        });
    }

    /// Changes what a column means or which platform the list is about, and previews again.
    pub(super) fn change_import(&mut self, command: Command) {
        let Some(prepared) = self.model.import.as_mut().and_then(|import| import.prepared.as_mut()) else { return };
        match command {
            Command::AssignColumn(column, field) => prepared.mapping.assign(column, field),
            Command::ReadColumn(column, style) => prepared.mapping.restyle(column, style),
            Command::AssignPlatform(platform) => prepared.platform = platform,
            _ => return,
        }
        self.preview_import();
    }

    /// Brings the prepared list in.
    pub(super) fn run_import(&mut self) {
        let Some(import) = &mut self.model.import else { return };
        let Some(prepared) = import.prepared.clone() else { return };
        import.stage = Stage::Running;
        self.work_on_import(move |store, report| {
            let (done, changed) = match prepared.run(store, report) {
                Ok(done) => done,
                Err(error) => return Ok(Answer::ImportStopped(stopped(&error))),
            };
            let all = Changed { creators: Vec::new(), campaigns: false, all: changed };
            Ok(match Fresh::read(store, &all) {
                Ok(fresh) => Answer::ImportDone(done, Box::new(fresh)),
                Err(error) => Answer::ImportStopped(format!("The list is in, but can't be shown: {error}")),
            })
        });
    }

    /// Stops a running import, or closes a prepared one.
    pub(super) fn cancel_import(&mut self) {
        self.stop_import_work();
        if !self.model.import.as_ref().is_some_and(ImportState::is_running) {
            self.model.import = None;
        }
    }

    /// Takes over what an import has come to.
    pub(super) fn take_import(&mut self, answer: Answer) {
        match answer {
            Answer::ImportRead(Ok(prepared)) => {
                let Some(import) = &mut self.model.import else { return };
                import.stage = Stage::Ready;
                import.prepared = Some(prepared);
                self.preview_import();
            }
            Answer::ImportRead(Err(problem)) => {
                if let Some(import) = &mut self.model.import {
                    import.stage = Stage::Failed(problem);
                }
            }
            // A preview of a meaning that has been changed since is void; the new one is on its way.
            Answer::ImportPreviewed(number, _) if number != self.engine.preview => {}
            Answer::ImportPreviewed(_, preview) => {
                let Some(import) = &mut self.model.import else { return };
                match preview {
                    Ok(preview) => import.preview = Some(Arc::new(preview)),
                    Err(problem) => import.stage = Stage::Failed(problem),
                }
            }
            Answer::ImportStopped(problem) => {
                if let Some(import) = &mut self.model.import {
                    import.stage = Stage::Ready;
                }
                self.tell(Tone::Problem, problem, None);
            }
            Answer::ImportDone(done, fresh) => {
                let name = self.model.import.take().map(|import| import.name).unwrap_or_default();
                let count = |n: u64| NumberStyle::count(self.model.settings.numbers, n as f64);
                let text = format!(
                    "{name}: {} new, {} changed, {} same, {} left out",
                    count(done.new),
                    count(done.changed),
                    count(done.same),
                    count(done.refused)
                );
                fresh.enter(&mut self.model);
                self.tell(Tone::Done, text, None);
                self.replan();
            }
            _ => {}
        }
    }

    fn preview_import(&mut self) {
        self.stop_import_work();
        let Some(import) = &mut self.model.import else { return };
        let Some(prepared) = import.prepared.clone() else { return };
        import.preview = None;
        import.stage = Stage::Ready;
        self.engine.preview += 1;
        let number = self.engine.preview;
        self.work_on_import(move |store, report| {
            Ok(match prepared.preview(store, report) {
                // A stopped preview makes room for the next one and has nothing to say.
                Err(StoreError::Cancelled) => Answer::Backups(super::answer::backups(store)),
                preview => Answer::ImportPreviewed(number, preview.map_err(|error| error.to_string())),
            })
        });
    }

    /// Previews a prepared list again after the roster has changed under it.
    pub(super) fn preview_again(&mut self) {
        if self.model.import.as_ref().is_some_and(|import| matches!(import.stage, Stage::Ready)) {
            self.preview_import();
        }
    }

    /// Takes over the progress of the import's work, and tells if it has ended without a word.
    pub(super) fn watch_import(&mut self) {
        let (Some(task), Some(import)) = (&self.engine.import, &mut self.model.import) else { return };
        import.progress = task.progress();
        match task.poll() {
            Ok(None) => {}
            Ok(Some(())) => self.engine.import = None,
            Err(_) => {
                self.engine.import = None;
                import.stage = Stage::Ready;
                let text = "The import ended because of a fault in the program. The roster is as it was";
                self.tell(Tone::Problem, text.to_owned(), None);
            }
        }
    }

    /// Runs `work` on the thread that owns the file, with progress and a way to stop it.
    fn work_on_import(
        &mut self,
        work: impl FnOnce(&mut Store, &mut crate::domain::Report<'_>) -> Result<Answer, StoreError> + Send + 'static,
    ) {
        let (task, worker) = Task::new(Arc::clone(&self.engine.wake));
        self.engine.import = Some(task);
        let answers = self.engine.answers.0.clone();
        self.engine.store.run(move |store| {
            worker.finish(|report| {
                let answer = work(store, report).unwrap_or_else(|error| Answer::Refused(error.to_string()));
                let _heard = answers.send(answer);
            });
        });
    }

    pub(super) fn stop_import_work(&mut self) {
        if let Some(task) = self.engine.import.take() {
            task.cancel();
            // A running import keeps its progress in sight until it has really stopped.
            if self.model.import.as_ref().is_some_and(ImportState::is_running) {
                self.engine.import = Some(task);
            }
        }
    }
}

fn stopped(error: &StoreError) -> String {
    match error {
        StoreError::Cancelled => "Import stopped. The roster is as it was".to_owned(),
        other => other.to_string(),
    }
}
