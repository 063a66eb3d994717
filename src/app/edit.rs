//! Commands that change the roster file, as named steps of its one door.

use super::clock;
use super::command::{Command, CreatorChange, NewCreator, TYPED_IN};
use crate::domain::account::HandleText;
use crate::domain::{
    Account, AccountId, BookingId, Brief, Creator, CreatorId, Measure, OfferId, Outcome, Platform, Reading, ScenarioId,
};
use crate::storage::{StoreError, Tx};

/// A change to the file: its name for undo, and what it does.
pub struct Edit {
    /// Shown as "Undo …", in lower case after it.
    pub name: String,
    /// What it does; the scenario to open afterwards, if it made one.
    pub work: Work,
}

/// What an edit does inside its transaction.
pub type Work = Box<dyn FnOnce(&Tx<'_>) -> Result<Option<ScenarioId>, StoreError> + Send>;

/// The edit that carries out `command`; `None` if it isn't one that changes the roster.
/// `open` is the scenario that is open, `copy_name` the next free name for a copy of it.
pub fn edit(command: Command, open: Option<ScenarioId>, copy_name: String, brief: Brief) -> Option<Edit> {
    let step = |name: &str, work: Work| Some(Edit { name: name.to_owned(), work });
    match command {
        Command::AddCreator(new) => step("Add creator", Box::new(move |tx| add_creator(tx, *new).map(|_| None))),
        Command::SaveCreator(change) => {
            step("Change creator", Box::new(move |tx| save_creator(tx, *change).map(|()| None)))
        }
        Command::RemoveCreators(ids) => remove_creators(ids),
        Command::AddOffer(offer) => step("Add offer", Box::new(move |tx| tx.add_offer(&offer).map(|_| None))),
        Command::UpdateOffer(offer) => step("Change offer", Box::new(move |tx| tx.update_offer(&offer).map(|()| None))),
        Command::RemoveOffer(id) => step("Remove offer", Box::new(move |tx| tx.remove_offer(id).map(|()| None))),
        Command::AddPost(post) => step("Add post", Box::new(move |tx| tx.add_post(&post).map(|_| None))),
        Command::UpdatePost(post) => step("Change post", Box::new(move |tx| tx.update_post(&post).map(|()| None))),
        Command::RemovePost(id) => step("Remove post", Box::new(move |tx| tx.remove_post(id).map(|()| None))),
        Command::AddCampaign { name, client } => step(
            "Add campaign",
            Box::new(move |tx| tx.add_campaign(&name, &client, &brief).map(|(_, scenario)| Some(scenario))),
        ),
        Command::RenameCampaign(id, name, client) => {
            step("Rename campaign", Box::new(move |tx| tx.rename_campaign(id, &name, &client).map(|()| None)))
        }
        Command::RenameScenario(id, name) => {
            step("Rename scenario", Box::new(move |tx| tx.rename_scenario(id, &name).map(|()| None)))
        }
        Command::RemoveCampaign(id) => {
            step("Remove campaign", Box::new(move |tx| tx.remove_campaign(id).map(|()| None)))
        }
        Command::CopyScenario => {
            let open = open?;
            step("Copy scenario", Box::new(move |tx| tx.copy_scenario(open, &copy_name).map(Some)))
        }
        Command::AddScenario(brief) => {
            let open = open?;
            let work: Work = Box::new(move |tx| {
                let copy = tx.copy_scenario(open, &copy_name)?;
                tx.update_brief(copy, &brief)?;
                Ok(Some(copy))
            });
            step("Add scenario", work)
        }
        Command::RemoveScenario(id) => {
            step("Remove scenario", Box::new(move |tx| tx.remove_scenario(id).map(|()| None)))
        }
        Command::KeepBrief(name, brief) => {
            let open = open?;
            step(name, Box::new(move |tx| tx.update_brief(open, &brief).map(|()| None)))
        }
        other => note(other, open),
    }
}

/// Steps that write down what the user knows, books or assumes.
fn note(command: Command, open: Option<ScenarioId>) -> Option<Edit> {
    let step = |name: &str, work: Work| Some(Edit { name: name.to_owned(), work });
    match command {
        Command::SetOwn(offers) => {
            let open = open?;
            step("Change own list", Box::new(move |tx| tx.set_own(open, &offers).map(|()| None)))
        }
        Command::SetPosting(offer, day) => {
            let open = open?;
            step("Change posting day", Box::new(move |tx| tx.set_posting(open, offer, day).map(|()| None)))
        }
        Command::SetResult(id, outcome) => {
            step("Enter result", Box::new(move |tx| tx.set_result(id, &outcome).map(|()| None)))
        }
        Command::SetResults(results) => Some(Edit { name: results_name(results.len()), work: set_results(results) }),
        Command::SetTracking(id, code, link) => {
            step("Change code and link", Box::new(move |tx| tx.set_tracking(id, &code, &link).map(|()| None)))
        }
        Command::RemoveBooking(id) => step("Remove booking", Box::new(move |tx| tx.remove_booking(id).map(|()| None))),
        Command::SetAudience(account, shares) => {
            step("Change audience", Box::new(move |tx| tx.set_audience(account, &shares).map(|()| None)))
        }
        Command::AddAudit(audit) => step("Add audit", Box::new(move |tx| tx.add_audit(&audit).map(|()| None))),
        Command::SetOverlap(overlap, known) => {
            step("Change overlap", Box::new(move |tx| tx.set_overlap(&overlap, known).map(|()| None)))
        }
        Command::Assume(key, value) => {
            step("Change assumption", Box::new(move |tx| tx.set_assumption(&key, value).map(|()| None)))
        }
        Command::RestoreAssumptions => {
            step("Restore assumptions", Box::new(move |tx| tx.restore_assumptions().map(|()| None)))
        }
        Command::SetNiche { name, parent, synonyms } => {
            step("Change niche", Box::new(move |tx| tx.set_niche(&name, parent.as_deref(), &synonyms).map(|()| None)))
        }
        _ => None,
    }
}

/// The step that notes which shortlist was taken into a pitch.
pub fn keep_picks(scenario: ScenarioId, picks: Vec<OfferId>) -> Edit {
    Edit {
        name: "Keep the pitched shortlist".to_owned(),
        work: Box::new(move |tx| tx.set_picks(scenario, &picks).map(|()| None)),
    }
}

fn results_name(count: usize) -> String {
    if count == 1 { "Enter result".to_owned() } else { format!("Enter {count} results") }
}

fn set_results(results: Vec<(BookingId, Outcome)>) -> Work {
    Box::new(move |tx| {
        for (id, outcome) in &results {
            tx.set_result(*id, outcome)?;
        }
        Ok(None)
    })
}

fn remove_creators(ids: Vec<CreatorId>) -> Option<Edit> {
    let name = if ids.len() == 1 { "Remove creator".to_owned() } else { format!("Remove {} creators", ids.len()) };
    let work: Work = Box::new(move |tx| {
        for id in ids {
            tx.remove_creator(id)?;
        }
        Ok(None)
    });
    Some(Edit { name, work })
}

fn save_creator(tx: &Tx<'_>, change: CreatorChange) -> Result<(), StoreError> {
    tx.update_creator(&change.creator)?;
    // Handles of removed accounts are free for the others.
    for id in change.removed {
        tx.remove_account(id)?;
    }
    for account in &change.changed {
        tx.update_account(account)?;
    }
    for (mut account, followers) in change.added {
        account.latest = followers.map(typed_followers).into_iter().collect();
        tx.add_account(&account)?;
    }
    for (account, followers) in change.followers {
        tx.add_reading(account, &typed_followers(followers))?;
    }
    Ok(())
}

fn add_creator(tx: &Tx<'_>, new: NewCreator) -> Result<CreatorId, StoreError> {
    let read = HandleText::parse(&new.handle);
    let handle = read.as_ref().map(|read| read.handle.clone()).unwrap_or_default();
    let name = if new.name.trim().is_empty() { handle.clone() } else { new.name.trim().to_owned() };
    let mut creator = Creator::named(name);
    creator.place = new.place.trim().to_owned();
    creator.niches = new.niches;
    let id = tx.add_creator(&creator)?;
    let url = read.as_ref().and_then(|read| read.url.clone()).unwrap_or_default();
    let platform = read.and_then(|read| read.platform).or(new.platform);
    let mut account_id = None;
    if platform.is_some() || !handle.is_empty() || !url.is_empty() || new.followers.is_some() {
        let account = Account {
            id: AccountId(0),
            creator: id,
            platform: platform.unwrap_or(Platform::Other),
            handle,
            url,
            latest: new.followers.map(typed_followers).into_iter().collect(),
        };
        account_id = Some(tx.add_account(&account)?);
    }
    if let Some(mut offer) = new.offer {
        offer.creator = id;
        offer.account = account_id;
        tx.add_offer(&offer)?;
    }
    Ok(id)
}

fn typed_followers(followers: u64) -> Reading {
    Reading {
        measure: Measure::Followers,
        value: followers as f64,
        taken_on: clock::today(),
        source: TYPED_IN.to_owned(),
    }
}
