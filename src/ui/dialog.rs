//! Asking for a file: the system's own chooser, and a field for the path where there is none.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Task, Poll, Wake, Waker};

use eframe::egui::{Context, Id, Key, Modal, RichText, TextEdit, Ui};
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
    wrong: Option<String>,
    fresh: bool,
}

struct Repaint(Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

impl Dialog {
    /// Opens the question; `suggested` is the path to begin with.
    pub fn ask(&mut self, ctx: &Context, wanted: PathFor, suggested: PathBuf) {
        let native = (!self.typed_only).then(|| (chooser(&wanted, &suggested), ctx.input(|input| input.time)));
        let text = suggested.display().to_string();
        self.open = Some(Open { wanted, native, text, wrong: None, fresh: true });
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
            Some(path) => self.open.take().map(|open| (open.wanted, path)),
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
        let mut answer = None;
        let mut done = false;
        let modal = Modal::new(Id::unique("path")).show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            ui.label(RichText::new(open.wanted.title()).font(strong(size::LEAD)));
            muted_ui(ui, "Type or paste the path");
            let label = group_label_ui(ui, "Path");
            let field = ui.add(TextEdit::singleline(&mut open.text).desired_width(f32::INFINITY)).labelled_by(label.id);
            if std::mem::take(&mut open.fresh) {
                field.request_focus();
            }
            if let Some(wrong) = &open.wrong {
                ui.label(RichText::new(wrong).color(palette(ui).bad));
            }
            ui.horizontal(|ui| {
                let enter = ui.input(|input| input.key_pressed(Key::Enter));
                if primary_button_ui(ui, open.wanted.verb()).clicked() || enter {
                    match path(&open.text) {
                        Ok(path) => answer = Some(path),
                        Err(wrong) => open.wrong = Some(wrong),
                    }
                }
                done = plain_button_ui(ui, "Cancel").clicked();
            });
        });
        if done || modal.should_close() {
            self.open = None;
            return None;
        }
        let path = answer?;
        self.open.take().map(|open| (open.wanted, path))
    }
}

fn path(text: &str) -> Result<PathBuf, String> {
    let text = text.trim().trim_matches('"');
    if text.is_empty() {
        return Err("Type a path".to_owned());
    }
    Ok(PathBuf::from(text))
}

fn chooser(wanted: &PathFor, suggested: &std::path::Path) -> Chosen {
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
        PathFor::Open => {
            let picked = dialog.add_filter("Rosters", &["smallmighty"]).pick_file();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
        PathFor::Pitch { .. } => {
            let picked = dialog.pick_folder();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
        PathFor::New | PathFor::ExportRoster => {
            let picked = dialog.set_file_name(name).save_file();
            Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
        }
    }
}
