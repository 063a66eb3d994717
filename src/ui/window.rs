//! The window: polls in `logic`, paints in `ui`, and carries out what was asked after the last panel.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{CentralPanel, Context, Event, Frame, Key, KeyboardShortcut, Modifiers, ThemePreference, Ui};

use super::asks::{Asks, PathFor, same_file};
use super::dialog::Dialog;
use super::keyboard::keep_place;
use super::notices::notices_ui;
use super::page::Page;
use super::page::campaign::{CampaignPage, CreateForm, campaign_ui, create_ui, why_ui};
use super::page::import::import_ui;
use super::page::pitch::{PitchPage, pitch_ui};
use super::page::results::{ResultsPage, results_ui};
use super::page::roster::{AddForm, RosterPage, add_ui, roster_ui};
use super::page::settings::{SettingsPage, settings_ui};
use super::page::welcome::welcome_ui;
use super::palette::{PAGE_KEYS, PaletteState, Pick, palette_ui};
use super::rail::rail_ui;
use super::refused::{Way, refused_ui};
use super::status::status_ui;
use super::theme;
use super::topbar::topbar_ui;
use super::widget::waiting_ui;
use crate::app::import::ImportSource;
use crate::app::model::{Model, Tone};
use crate::app::{Command, Folders, Planner, Refusal, ThemeChoice};

/// What to open at the start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Start {
    /// A roster file, which is made if there is none.
    File(PathBuf),
    /// The user's copy of the sample roster.
    Sample,
}

/// The whole window.
pub struct Window {
    session: Session,
    folders: Folders,
    page: Page,
    pages: Pages,
    dialog: Dialog,
    frames: Frames,
}

/// What is open.
enum Session {
    Open(Box<Planner>),
    Refused(Refusal),
}

/// What the pages remember.
#[derive(Default)]
struct Pages {
    roster: RosterPage,
    campaign: CampaignPage,
    pitch: PitchPage,
    results: ResultsPage,
    settings: SettingsPage,
    palette: PaletteState,
}

/// Frames painted so far, and after how many the program is to end by itself.
#[derive(Default)]
struct Frames {
    painted: u32,
    last: Option<u32>,
}

impl Window {
    /// Opens `start`; a file that can't be opened is told about in the window.
    pub fn new(ctx: &Context, start: &Start, folders: Folders) -> Window {
        theme::install(ctx);
        let page = if *start == Start::Sample { Page::Campaign } else { Page::Roster };
        let session = Session::open(ctx, start, &folders);
        let (pages, dialog) = (Pages::default(), Dialog::default());
        Window { session, folders, page, pages, dialog, frames: Frames::default() }
    }

    /// Ends the program by itself after so many frames.
    pub fn end_after(mut self, frames: u32) -> Window {
        self.frames.last = Some(frames);
        self
    }

    /// Leaves the system's file chooser out: paths are typed.
    pub fn with_typed_paths(mut self) -> Window {
        self.dialog.typed_only = true;
        self
    }

    /// The planner, unless the file was refused.
    pub fn planner(&self) -> Option<&Planner> {
        match &self.session {
            Session::Open(planner) => Some(planner),
            Session::Refused(_) => None,
        }
    }

    fn paint(&mut self, ui: &mut Ui) {
        let Session::Open(planner) = &mut self.session else { return };
        let mut asks = Asks::default();
        let model = planner.model();
        // Behind a form nothing happens that the user can't see.
        if ui.ctx().memory(|memory| memory.top_modal_layer()).is_none() {
            shortcuts(ui, model, self.page, &mut self.pages, &mut asks);
            drops(ui, &mut asks);
        }
        rail_ui(ui, self.page, &mut asks);
        status_ui(ui, model, self.pages.roster.selected.len(), &mut asks);
        // Each page under its own name: what looks alike must not share how far it was scrolled.
        let page = self.page;
        let palette_asked = ui.push_id(page.label(), |ui| page_ui(ui, model, page, &mut self.pages, &mut asks)).inner;
        if palette_asked {
            self.pages.palette.open();
        }
        add_ui(ui, model, &mut self.pages.roster.adding, &mut asks);
        create_ui(ui, model, &mut self.pages.campaign, &mut asks);
        why_ui(ui, model, &mut asks);
        let pick = palette_ui(ui, model, &mut self.pages.palette, &mut asks);
        notices_ui(ui.ctx(), model, &mut asks);
        if let Some((wanted, path)) = self.dialog.show(ui) {
            asks.run(wanted.command(path));
        }
        self.pick(pick);
        self.carry_out(ui.ctx(), asks);
    }

    /// Does what the palette's choice asks of the window itself.
    fn pick(&mut self, pick: Option<Pick>) {
        let Session::Open(planner) = &self.session else { return };
        match pick {
            Some(Pick::AddCreator) => self.pages.roster.adding = Some(AddForm::new(planner.model().settings.currency)),
            Some(Pick::AddCampaign) => self.pages.campaign.creating = Some(CreateForm::new(planner.model())),
            Some(Pick::Show(creator)) => {
                self.page = Page::Roster;
                self.pages.roster.show_creator(creator);
            }
            None => {}
        }
    }

    fn carry_out(&mut self, ctx: &Context, asks: Asks) {
        let Session::Open(planner) = &mut self.session else { return };
        let Asks { commands, page, sought, path, obstacle } = asks;
        if commands.is_empty() && page.is_none() && path.is_none() && obstacle.is_none() {
            return;
        }
        for command in commands {
            let target = target(&command, self.page);
            let opens = opens(&command, &self.folders);
            if opens.as_ref().is_some_and(|opens| is_open(opens, planner.model())) {
                self.page = target;
                continue;
            }
            planner.run(command);
            if opens.is_none() {
                self.page = target;
            } else if planner.model().file.loading {
                // Another file: nothing that was selected, searched or typed belongs to it.
                self.pages = Pages::default();
                self.page = target;
            }
        }
        self.page = page.unwrap_or(self.page);
        self.pages.settings.seek(sought);
        if let Some(wanted) = path {
            match wanted.obstacle(planner.model()) {
                Some(obstacle) => planner.tell(Tone::Problem, obstacle.to_owned(), None),
                None => {
                    let suggested = suggested(&wanted, planner.model(), &self.folders);
                    self.dialog.ask(ctx, wanted, suggested, planner.model().file.path.clone());
                }
            }
        }
        if let Some(obstacle) = obstacle {
            planner.tell(Tone::Problem, obstacle.to_owned(), None);
        }
        ctx.request_repaint();
    }

    fn refused(&mut self, ui: &mut Ui) {
        let Session::Refused(refusal) = &self.session else { return };
        let Some(way) = refused_ui(ui, refusal) else { return };
        let path = refusal.path.clone();
        self.session = match way {
            Way::ReadOnly => Session::read_only(ui.ctx(), &path, &self.folders),
            Way::Again => Session::open(ui.ctx(), &Start::File(path), &self.folders),
            Way::Default => {
                let path = self.folders.default_roster();
                Session::open(ui.ctx(), &Start::File(path), &self.folders)
            }
            Way::Sample => Session::open(ui.ctx(), &Start::Sample, &self.folders),
        };
        ui.ctx().request_repaint();
    }
}

impl Session {
    fn open(ctx: &Context, start: &Start, folders: &Folders) -> Session {
        let opened = match start {
            Start::File(path) => Planner::open(path, folders.clone(), wake(ctx)),
            Start::Sample => Planner::open_sample(folders.clone(), wake(ctx)),
        };
        opened.map_or_else(Session::Refused, |planner| Session::Open(Box::new(planner)))
    }

    fn read_only(ctx: &Context, path: &Path, folders: &Folders) -> Session {
        let opened = Planner::open_read_only(path, folders.clone(), wake(ctx));
        opened.map_or_else(Session::Refused, |planner| Session::Open(Box::new(planner)))
    }
}

fn wake(ctx: &Context) -> Arc<dyn Fn() + Send + Sync> {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        let Session::Open(planner) = &mut self.session else { return };
        if planner.poll() {
            ctx.request_repaint();
        }
        if self.page == Page::Import && planner.model().import.is_none() {
            self.page = Page::Roster;
        }
        let wanted = match planner.model().settings.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
        if let Some((wanted, path)) = self.dialog.poll(ctx) {
            let asks = Asks { commands: vec![wanted.command(path)], ..Asks::default() };
            self.carry_out(ctx, asks);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        keep_place(ui);
        match &self.session {
            Session::Open(_) => self.paint(ui),
            Session::Refused(_) => self.refused(ui),
        }
        self.frames.painted = self.frames.painted.saturating_add(1);
        if let Some(last) = self.frames.last {
            match self.frames.painted >= last {
                true => ui.ctx().send_viewport_cmd(eframe::egui::ViewportCommand::Close),
                false => ui.ctx().request_repaint(),
            }
        }
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Paints the page that is open. True if the palette was asked for.
fn page_ui(ui: &mut Ui, model: &Model, page: Page, pages: &mut Pages, asks: &mut Asks) -> bool {
    let empty = model.roster.cards.is_empty();
    match page {
        _ if model.file.loading && page != Page::Import => loading_ui(ui, page, asks),
        Page::Roster if empty => {
            if welcome_ui(ui, asks) {
                pages.roster.adding = Some(AddForm::new(model.settings.currency));
            }
            false
        }
        Page::Roster => roster_ui(ui, model, &mut pages.roster, asks),
        Page::Import => import_ui(ui, model, asks),
        Page::Campaign => campaign_ui(ui, model, &mut pages.campaign, asks),
        Page::Pitch => pitch_ui(ui, model, &mut pages.pitch, asks),
        Page::Results => results_ui(ui, model, &mut pages.results, asks),
        Page::Settings => settings_ui(ui, model, &mut pages.settings, asks),
    }
}

/// The page while the file is read: nothing is said about what isn't known yet.
fn loading_ui(ui: &mut Ui, page: Page, asks: &mut Asks) -> bool {
    let palette_asked = topbar_ui(ui, page.label(), "", asks, |_, _| {}, |_, _| {});
    let frame = Frame::new().fill(theme::palette(ui).background).inner_margin(24);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        waiting_ui(ui, "Reading the roster");
    });
    palette_asked
}

/// The page on which a command shows what it does.
fn target(command: &Command, page: Page) -> Page {
    match command {
        Command::OpenSample | Command::AddCampaign { .. } => Page::Campaign,
        Command::OpenScenario(_) if page != Page::Pitch => Page::Campaign,
        Command::ReadImport(_) => Page::Import,
        Command::OpenFile(_) | Command::OpenReadOnly(_) => Page::Roster,
        _ => page,
    }
}

/// The file a command opens, and whether only to read it.
fn opens(command: &Command, folders: &Folders) -> Option<(PathBuf, bool)> {
    match command {
        Command::OpenFile(path) => Some((path.clone(), false)),
        Command::OpenReadOnly(path) => Some((path.clone(), true)),
        Command::OpenSample => Some((folders.sample_roster(), false)),
        _ => None,
    }
}

/// Whether this file is open already, in this way.
fn is_open((path, read_only): &(PathBuf, bool), model: &Model) -> bool {
    model.file.read_only == *read_only && same_file(path, &model.file.path)
}

/// Keys that work everywhere.
fn shortcuts(ui: &mut Ui, model: &Model, page: Page, pages: &mut Pages, asks: &mut Asks) {
    let pressed = |modifiers: Modifiers, key: Key| {
        ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
    };
    let command = Modifiers::COMMAND;
    if pressed(command, Key::K) {
        pages.palette.open();
    }
    // In a field the keys of undo belong to the text.
    if !ui.ctx().text_edit_focused() {
        if pressed(command | Modifiers::SHIFT, Key::Z) || pressed(command, Key::Y) {
            asks.run(Command::Redo);
        } else if pressed(command, Key::Z) {
            asks.run(Command::Undo);
        }
        paste(ui, page, asks);
    }
    for (key, target) in PAGE_KEYS.into_iter().zip(Page::ALL) {
        if pressed(command, key) {
            asks.page = Some(target);
        }
    }
    if pressed(command, Key::I) {
        asks.path = Some(PathFor::Import);
    }
    if pressed(command, Key::O) {
        asks.path = Some(PathFor::Open);
    }
    if pressed(command, Key::E) {
        asks.path = Some(PathFor::Pitch { xlsx: true, html: true });
    }
    if pressed(command, Key::N) {
        asks.page = Some(Page::Roster);
        pages.roster.adding = Some(AddForm::new(model.settings.currency));
    }
}

/// A pasted table is a list to import.
fn paste(ui: &Ui, page: Page, asks: &mut Asks) {
    if page != Page::Roster && page != Page::Import {
        return;
    }
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) if text.contains(['\n', '\t', ',', ';']) => Some(text.clone()),
            _ => None,
        })
    });
    if let Some(text) = pasted {
        asks.run(Command::ReadImport(ImportSource::Pasted(text)));
    }
}

/// A dropped file is a list to import, or a roster to open.
fn drops(ui: &Ui, asks: &mut Asks) {
    let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    let Some(path) = dropped else { return };
    let roster = path.extension().is_some_and(|suffix| suffix == "smallmighty");
    asks.run(match roster {
        true => Command::OpenFile(path),
        false => Command::ReadImport(ImportSource::File(path)),
    });
}

/// The path a question begins with.
fn suggested(wanted: &PathFor, model: &Model, folders: &Folders) -> PathBuf {
    let home = model.file.path.parent().map_or_else(|| folders.data.clone(), Path::to_owned);
    match wanted {
        PathFor::Import | PathFor::Open | PathFor::OpenReadOnly => home,
        PathFor::New => home.join("New roster.smallmighty"),
        PathFor::Pitch { .. } => home.join("Pitches"),
        PathFor::ExportRoster => home.join("Roster.csv"),
        PathFor::Picture(picture) => home.join(format!("{}.svg", picture.name)),
        PathFor::ExportResults(_) => home.join("Results.csv"),
    }
}
