//! Asking for a file: the system's own chooser, and a field for the path where there is none.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Task, Poll, Wake, Waker};

use eframe::egui::{Context, Id, Key, Modal, ModalResponse, Modifiers, RichText, TextEdit, Ui};
use rfd::AsyncFileDialog;

use super::asks::PathFor;
use super::theme::{palette, size, strong};
use super::widget::{group_label_ui, muted_ui, plain_button_ui, primary_button_ui};

/// A chooser that answers faster than this many seconds was never seen by anybody: the system has none.
const NOBODY_IS_FASTER: f64 = 0.35;

type Chosen = Pin<Box<dyn Future<Output = Option<PathBuf>>>>;

/// The question that is open, if one is.
#[derive(Default)]
pub struct Dialog {
    open: Option<Open>,
    /// Whether the system's chooser is left out, as tests must.
    pub typed_only: bool,
}

struct Open {
    wanted: PathFor,
    /// The system's chooser and when it was opened.
    native: Option<(Chosen, f64)>,
    text: String,
    /// The text it began with.
    began: String,
    /// The roster that is open, which nothing may be written over.
    roster: PathBuf,
    wrong: Option<String>,
    /// The file the user was told would be replaced.
    replace: Option<PathBuf>,
    fresh: bool,
}

struct Repaint(Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

impl Dialog {
    /// Opens the question; `suggested` is the path to begin with, `roster` the file that is open.
    pub fn ask(&mut self, ctx: &Context, wanted: PathFor, suggested: PathBuf, roster: PathBuf) {
        let native = (!self.typed_only).then(|| (chooser(&wanted, &suggested), ctx.input(|input| input.time)));
        let text = suggested.display().to_string();
        let began = text.clone();
        self.open = Some(Open { wanted, native, text, began, roster, wrong: None, replace: None, fresh: true });
        ctx.request_repaint();
    }

    /// Takes the answer of the system's chooser, once there is one.
    pub fn poll(&mut self, ctx: &Context) -> Option<(PathFor, PathBuf)> {
        let open = self.open.as_mut()?;
        let (future, since) = open.native.as_mut()?;
        let waker = Waker::from(Arc::new(Repaint(ctx.clone())));
        let Poll::Ready(chosen) = future.as_mut().poll(&mut Task::from_waker(&waker)) else { return None };
        let quick = ctx.input(|input| input.time) - *since < NOBODY_IS_FASTER;
        match chosen {
            Some(path) => {
                // The system has asked about replacing this very file; any other one is asked about here.
                open.replace = Some(path.clone());
                open.native = None;
                open.text = path.display().to_string();
                let path = open.answer(path)?;
                self.open.take().map(|open| (open.wanted, path))
            }
            None if quick => {
                open.native = None;
                None
            }
            None => {
                self.open = None;
                None
            }
        }
    }

    /// Paints the field for the path, where the system has no chooser; the answer, once given.
    pub fn show(&mut self, ui: &mut Ui) -> Option<(PathFor, PathBuf)> {
        let open = self.open.as_mut().filter(|open| open.native.is_none())?;
        let modal = Modal::new(Id::unique("path")).show(ui.ctx(), |ui| open.form_ui(ui));
        let filled = open.text != open.began;
        let (cancelled, submitted) = modal.inner;
        if cancelled || closes(&modal, filled) {
            self.open = None;
            return None;
        }
        if !submitted {
            return None;
        }
        let path = match typed_path(&open.text) {
            Some(path) => open.answer(path)?,
            None => {
                open.wrong = Some("Type a path".to_owned());
                open.fresh = true;
                return None;
            }
        };
        self.open.take().map(|open| (open.wanted, path))
    }
}

impl Open {
    /// The path, if it can be used as it is; else what the user must know first is noted.
    fn answer(&mut self, path: PathBuf) -> Option<PathBuf> {
        let path = self.wanted.complete(path);
        if let Some(wrong) = self.wanted.wrong(&path, &self.roster) {
            (self.wrong, self.replace) = (Some(wrong.to_owned()), None);
            self.fresh = true;
            return None;
        }
        if self.wanted.replaces(&path) && self.replace.as_ref() != Some(&path) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            self.wrong = Some(format!("There is a file {name} already; its content would be lost"));
            self.replace = Some(path);
            return None;
        }
        Some(path)
    }

    /// Paints the question: whether it was cancelled, and whether it was answered.
    fn form_ui(&mut self, ui: &mut Ui) -> (bool, bool) {
        ui.set_width(460.0);
        ui.label(RichText::new(self.wanted.title()).font(strong(size::LEAD)));
        muted_ui(ui, "Type or paste the path");
        let label = group_label_ui(ui, "Path");
        let field = ui.add(TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY)).labelled_by(label.id);
        if field.changed() {
            (self.wrong, self.replace) = (None, None);
        }
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
        }
        if let Some(wrong) = &self.wrong {
            ui.label(RichText::new(wrong).color(palette(ui).bad));
        }
        ui.horizontal(|ui| {
            let verb = if self.replace.is_some() { "Replace" } else { self.wanted.verb() };
            let submitted = primary_button_ui(ui, verb).clicked() || enter;
            (plain_button_ui(ui, "Cancel").clicked(), submitted)
        })
        .inner
    }
}

/// Whether a form is to be closed: by Escape or from inside; by a click beside it only while nothing is lost with it.
pub fn closes<T>(modal: &ModalResponse<T>, filled: bool) -> bool {
    if !filled {
        return modal.should_close();
    }
    let escape = || modal.response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    modal.response.should_close() || (modal.is_top_modal && !modal.any_popup_open && escape())
}

fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches('"');
    (!text.is_empty()).then(|| PathBuf::from(text))
}

fn chooser(wanted: &PathFor, suggested: &Path) -> Chosen {
    let folder = if suggested.is_dir() { Some(suggested) } else { suggested.parent() };
    let mut dialog = AsyncFileDialog::new().set_title(wanted.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let name = suggested.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match wanted {
        PathFor::Import => {
            let picked = dialog.add_filter("Lists", &["csv", "tsv", "txt"]).pick_file();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
        PathFor::Open | PathFor::OpenReadOnly => {
            let picked = dialog.add_filter("Rosters", &["smallmighty"]).pick_file();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
        PathFor::Pitch { .. } => {
            let picked = dialog.pick_folder();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
        PathFor::New | PathFor::ExportRoster | PathFor::ExportResults(_) | PathFor::Picture(_) => {
            let picked = dialog.set_file_name(name).save_file();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
    }
}
