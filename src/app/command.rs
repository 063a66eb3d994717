//! Everything the program can be told to do, as one list that buttons, shortcuts, the palette and the terminal share.

use std::path::PathBuf;

use jiff::civil::Date;

use super::import::{ImportSource, ImportState};
use super::model::Model;
use super::settings::Settings;
use crate::domain::{
    Account, AccountId, AudienceShare, Audit, BookingId, Brief, CampaignId, Creator, CreatorId, Offer, OfferId,
    Outcome, Overlap, Platform, Post, PostId, ScenarioId,
};
use crate::exchange::Style;
use crate::exchange::field::Field;
use crate::report::picture::Picture;

/// Something the program can be told to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Open a roster file, or make it if there is none.
    OpenFile(PathBuf),
    /// Open a roster file without changing it.
    OpenReadOnly(PathBuf),
    /// Open the user's copy of the sample roster.
    OpenSample,
    /// Take back the last change.
    Undo,
    /// Do the last undone change again.
    Redo,
    /// Add a creator with one account and, if named, a fee.
    AddCreator(Box<NewCreator>),
    /// Change a creator and their accounts in one step.
    SaveCreator(Box<CreatorChange>),
    /// Remove creators with all that belongs to them.
    RemoveCreators(Vec<CreatorId>),
    /// Add an offer.
    AddOffer(Box<Offer>),
    /// Change an offer.
    UpdateOffer(Box<Offer>),
    /// Remove an offer.
    RemoveOffer(OfferId),
    /// Add a post to its account.
    AddPost(Box<Post>),
    /// Change a post.
    UpdatePost(Box<Post>),
    /// Remove a post.
    RemovePost(PostId),
    /// Read a list and prepare its import.
    ReadImport(ImportSource),
    /// Say what a column of the list means.
    AssignColumn(usize, Field),
    /// Say how the values of a column are read.
    ReadColumn(usize, Style),
    /// Say which platform a list without one is about.
    AssignPlatform(Option<Platform>),
    /// Bring the prepared list into the roster.
    RunImport,
    /// Stop the running import, or close the prepared one; the roster stays as it is.
    CancelImport,
    /// Add a campaign and open it.
    AddCampaign {
        /// Its name.
        name: String,
        /// Whom it is for; may be empty.
        client: String,
    },
    /// Rename a campaign and its client.
    RenameCampaign(CampaignId, String, String),
    /// Gives a scenario another name, which no other of its campaign may have.
    RenameScenario(ScenarioId, String),
    /// Remove a campaign with its scenarios.
    RemoveCampaign(CampaignId),
    /// Open a scenario.
    OpenScenario(ScenarioId),
    /// Copy the open scenario under the next free letter and open the copy.
    CopyScenario,
    /// Copy the open scenario with another brief and open the copy.
    AddScenario(Box<Brief>),
    /// Remove the open scenario.
    RemoveScenario(ScenarioId),
    /// See what another brief would bring, without storing it.
    TryBrief(Box<Brief>),
    /// Store a brief; the text names the change.
    KeepBrief(&'static str, Box<Brief>),
    /// Ask why a creator isn't in the shortlist, or stop asking.
    Focus(Option<CreatorId>),
    /// Make these offers the user's own list of the open scenario, to compare the best one with.
    SetOwn(Vec<OfferId>),
    /// Fix the day on which an offer of the open scenario is posted, or leave it to the plan.
    SetPosting(OfferId, Option<Date>),
    /// Book the open scenario's shortlist: its projections are frozen, and its results can be entered.
    BookShortlist,
    /// Write down what came of a booking.
    SetResult(BookingId, Box<Outcome>),
    /// Write down what came of several bookings, in one step.
    SetResults(Vec<(BookingId, Outcome)>),
    /// Write down the code and the link of a booking.
    SetTracking(BookingId, String, String),
    /// Remove a booking with its result.
    RemoveBooking(BookingId),
    /// Write down where an account's audience lives.
    SetAudience(AccountId, Vec<AudienceShare>),
    /// Write down what a look at an account's audience found.
    AddAudit(Audit),
    /// Write down how much two audiences overlap, or that it isn't known any more.
    SetOverlap(Overlap, bool),
    /// Assume another number, with the sd of its logarithm where it has one; `None` brings the usual one back.
    Assume(String, Option<(f64, Option<f64>)>),
    /// Bring every usual assumption back.
    RestoreAssumptions,
    /// Add a niche below another, or move it there, with synonyms parted by semicolons; without a parent, forget what
    /// was said about it.
    SetNiche {
        /// Its name.
        name: String,
        /// The key of the niche above it; empty at the top.
        parent: Option<String>,
        /// Other words for it.
        synonyms: String,
    },
    /// Write the open scenario's pitch into a folder.
    ExportPitch {
        /// Where to.
        folder: PathBuf,
        /// Whether to write the workbook.
        xlsx: bool,
        /// Whether to write the page.
        html: bool,
    },
    /// Write the bookings of a campaign with their results as a CSV file.
    ExportResults(CampaignId, PathBuf),
    /// Write the roster as a CSV file.
    ExportRoster(PathBuf),
    /// Write a chart as a file.
    SavePicture(Box<Picture>, PathBuf),
    /// Store what the user chose.
    SetSettings(Box<Settings>),
    /// Make a dated copy of the file now.
    BackUp,
    /// Take a notice away.
    Dismiss(u64),
}

/// Where the numbers a user types come from.
pub const TYPED_IN: &str = "typed in";

/// What is typed in for a new creator.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct NewCreator {
    /// Name; the handle stands in where it is empty.
    pub name: String,
    /// Platform of the account; `None` while none is chosen. There is an account if any of platform, handle and
    /// followers is known.
    pub platform: Option<Platform>,
    /// Handle or address of the account; may be empty.
    pub handle: String,
    /// Followers, where known.
    pub followers: Option<u64>,
    /// Home town; may be empty.
    pub place: String,
    /// Niches.
    pub niches: Vec<String>,
    /// What they sell, with its fee; its numbers are given when it is stored.
    pub offer: Option<Offer>,
}

/// What is changed about a creator.
#[derive(Clone, PartialEq, Debug)]
pub struct CreatorChange {
    /// Their own fields as they shall be.
    pub creator: Creator,
    /// Accounts to remove with their posts and readings.
    pub removed: Vec<AccountId>,
    /// Accounts with another platform, handle or address.
    pub changed: Vec<Account>,
    /// New accounts with their followers, where known; their numbers are given when they are stored.
    pub added: Vec<(Account, Option<u64>)>,
    /// Followers of accounts as of today.
    pub followers: Vec<(AccountId, u64)>,
}

impl Command {
    /// Why the command can't run now, as a sentence; `None` if it can.
    pub fn obstacle(&self, model: &Model) -> Option<&'static str> {
        use Command::*;
        let importing = model.import.as_ref().is_some_and(ImportState::is_running);
        match self {
            Undo if model.file.undo.is_none() => Some("There is nothing to undo"),
            Redo if model.file.redo.is_none() => Some("There is nothing to do again"),
            OpenScenario(_) | TryBrief(_) | Focus(_) | CancelImport | Dismiss(_) | ExportRoster(_)
            | SavePicture(..) | ExportResults(..) => None,
            OpenFile(_) | OpenReadOnly(_) | OpenSample if importing => Some("An import is running"),
            OpenFile(_) | OpenReadOnly(_) | OpenSample => None,
            ExportPitch { .. } => match &model.plan.answer {
                Some(Ok(plan)) if model.brief() != Some(&plan.brief) => Some("The shortlist is still being worked out"),
                Some(Ok(_)) => model.plan.awaited.before_a_pitch(),
                _ => Some("There is no shortlist yet"),
            },
            BookShortlist if !matches!(&model.plan.answer, Some(Ok(plan)) if !plan.rows.is_empty()) => {
                Some("There is no shortlist yet")
            }
            BookShortlist if model.brief() != shown_brief(model) || model.plan.awaited.shortlist => {
                Some("The shortlist is still being worked out")
            }
            _ if model.file.read_only => Some("This file is open for reading only"),
            _ if importing => Some("An import is running"),
            _ => None,
        }
    }
}

/// The brief that the shortlist in sight answers.
fn shown_brief(model: &Model) -> Option<&Brief> {
    model.plan.answer.as_ref()?.as_ref().ok().map(|plan| &plan.brief)
}
