//! What a page asks for while it is painted; carried out after the last panel.

use std::path::PathBuf;

use super::page::Page;
use crate::app::Command;

/// What a page asks for.
#[derive(Default)]
pub struct Asks {
    /// Commands for the planner, in order.
    pub commands: Vec<Command>,
    /// A page to go to.
    pub page: Option<Page>,
    /// A file to ask the user for.
    pub path: Option<PathFor>,
}

/// What a path is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PathFor {
    /// A list to import.
    Import,
    /// A roster to open.
    Open,
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
}

impl PathFor {
    /// The question, as the title of a dialog.
    pub fn title(&self) -> &'static str {
        match self {
            PathFor::Import => "Import a list",
            PathFor::Open => "Open a roster",
            PathFor::New => "New roster",
            PathFor::Pitch { .. } => "Folder for the pitch",
            PathFor::ExportRoster => "Export the roster as CSV",
        }
    }

    /// The word on the button that answers it.
    pub fn verb(&self) -> &'static str {
        match self {
            PathFor::Import => "Import",
            PathFor::Open => "Open",
            PathFor::New => "Create",
            PathFor::Pitch { .. } | PathFor::ExportRoster => "Write",
        }
    }

    /// The command that follows from the user's answer.
    pub fn command(self, path: PathBuf) -> Command {
        match self {
            PathFor::Import => Command::ReadImport(crate::app::ImportSource::File(path)),
            PathFor::Open => Command::OpenFile(path),
            PathFor::New => Command::OpenFile(with_suffix(path, "smallmighty")),
            PathFor::Pitch { xlsx, html } => Command::ExportPitch { folder: path, xlsx, html },
            PathFor::ExportRoster => Command::ExportRoster(with_suffix(path, "csv")),
        }
    }
}

fn with_suffix(path: PathBuf, suffix: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(suffix) }
}

impl Asks {
    /// Asks for a command.
    pub fn run(&mut self, command: Command) {
        self.commands.push(command);
    }
}
