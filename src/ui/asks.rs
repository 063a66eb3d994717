//! What a page asks for while it is painted; carried out after the last panel.

use std::path::{Path, PathBuf};

use super::page::Page;
use crate::app::{Command, Model};
use crate::domain::CampaignId;
use crate::report::picture::Picture;

/// What a page asks for.
#[derive(Default)]
pub struct Asks {
    /// Commands for the planner, in order.
    pub commands: Vec<Command>,
    /// A page to go to.
    pub page: Option<Page>,
    /// What to look for among the assumptions of the settings, where that page is asked for.
    pub sought: Option<&'static str>,
    /// A file to ask the user for.
    pub path: Option<PathFor>,
    /// Why something that was asked for isn't done.
    pub obstacle: Option<&'static str>,
}

/// What a path is asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum PathFor {
    /// A list to import.
    Import,
    /// A roster to open.
    Open,
    /// A roster to look at without changing it, even while another window has it.
    OpenReadOnly,
    /// A new roster.
    New,
    /// A folder for the pitch: whether to write the workbook and the page.
    Pitch {
        /// Whether to write the workbook.
        xlsx: bool,
        /// Whether to write the page.
        html: bool,
    },
    /// A file for the roster as a list.
    ExportRoster,
    /// A file for a chart.
    Picture(Box<Picture>),
    /// A file for the results of a campaign.
    ExportResults(CampaignId),
}

impl PathFor {
    /// The question, as the title of a dialog.
    pub fn title(&self) -> &'static str {
        match self {
            PathFor::Import => "Import a list",
            PathFor::Open => "Open a roster",
            PathFor::OpenReadOnly => "Open a roster read only",
            PathFor::New => "New roster",
            PathFor::Pitch { .. } => "Folder for the pitch",
            PathFor::ExportRoster => "Export the roster as CSV",
            PathFor::Picture(_) => "Save the picture as SVG",
            PathFor::ExportResults(_) => "Export the results as CSV",
        }
    }

    /// The word on the button that answers it.
    pub fn verb(&self) -> &'static str {
        match self {
            PathFor::Import => "Import",
            PathFor::Open | PathFor::OpenReadOnly => "Open",
            PathFor::New => "Create",
            PathFor::Pitch { .. } | PathFor::ExportRoster | PathFor::ExportResults(_) | PathFor::Picture(_) => "Write",
        }
    }

    /// The command that follows from the user's answer.
    pub fn command(self, path: PathBuf) -> Command {
        match self {
            PathFor::Import => Command::ReadImport(crate::app::ImportSource::File(path)),
            PathFor::Open | PathFor::New => Command::OpenFile(path),
            PathFor::OpenReadOnly => Command::OpenReadOnly(path),
            PathFor::Pitch { xlsx, html } => Command::ExportPitch { folder: path, xlsx, html },
            PathFor::ExportRoster => Command::ExportRoster(path),
            PathFor::Picture(picture) => Command::SavePicture(picture, path),
            PathFor::ExportResults(campaign) => Command::ExportResults(campaign, path),
        }
    }

    /// The path as it will be used: with the ending the file must have, where the user left it out.
    pub fn complete(&self, path: PathBuf) -> PathBuf {
        match self {
            PathFor::New => with_suffix(path, "smallmighty"),
            PathFor::ExportRoster | PathFor::ExportResults(_) => with_suffix(path, "csv"),
            PathFor::Picture(_) => with_suffix(path, "svg"),
            _ => path,
        }
    }

    fn writes_a_file(&self) -> bool {
        matches!(self, PathFor::ExportRoster | PathFor::ExportResults(_) | PathFor::Picture(_))
    }

    /// Whether a file that is there already would be lost.
    pub fn replaces(&self, path: &Path) -> bool {
        self.writes_a_file() && path.exists()
    }

    /// What is wrong with a path, as a sentence; `None` if it can be used. `open` is the roster that is open.
    pub fn wrong(&self, path: &Path, open: &Path) -> Option<&'static str> {
        if !self.writes_a_file() {
            return None;
        }
        let roster = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("smallmighty"));
        if roster || same_file(path, open) {
            return Some("This would be written over a roster; choose another name");
        }
        path.is_dir().then_some("This is a folder; add a name for the file")
    }

    /// Why it can't be asked for now, as a sentence; `None` if it can.
    pub fn obstacle(&self, model: &Model) -> Option<&'static str> {
        self.clone().command(PathBuf::new()).obstacle(model)
    }
}

fn with_suffix(path: PathBuf, suffix: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(suffix) }
}

/// Whether two paths lead to the same file.
pub fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

impl Asks {
    /// Goes to the assumptions in the settings, to those that hold `words`.
    pub fn assumptions(&mut self, words: &'static str) {
        (self.page, self.sought) = (Some(Page::Settings), Some(words));
    }

    /// Asks for a command.
    pub fn run(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks for a command before all others: for what was typed before the click that asks for something else.
    pub fn run_first(&mut self, command: Command) {
        self.commands.insert(0, command);
    }
}
