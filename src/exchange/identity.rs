//! Whose row it is: name, handle, address and platform from the cells that tell them.

use super::shape::is_handleable;
use super::value;
use crate::domain::account::{HandleText, handle_key};
use crate::domain::{Draft, Platform};

/// What the cells of one row say about whose row it is.
#[derive(Default)]
pub(super) struct Identity {
    name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    /// Handles with the platform and the column that told them.
    handles: Vec<(Option<Platform>, HandleText, usize)>,
    address: Option<HandleText>,
    platform: Option<Platform>,
}

/// A problem with one cell: its column, what is wrong, what was done.
pub(super) type Trouble = (usize, &'static str, String);

impl Identity {
    /// Takes a name; a handle on its second line, as ranking pages have it, is taken too.
    pub(super) fn take_name(&mut self, cell: &str, column: usize) {
        let (first, second) = cell.split_once('\n').unwrap_or((cell, ""));
        let handle = Some(second.trim()).filter(|line| line.starts_with('@')).and_then(HandleText::parse);
        match handle {
            Some(handle) => {
                self.name = value::text(first);
                self.handles.push((None, handle, column));
            }
            None => self.name = value::text(&cell.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }

    /// Takes the first name, or the last.
    pub(super) fn take_part(&mut self, cell: &str, first: bool) {
        let part = if first { &mut self.first_name } else { &mut self.last_name };
        *part = value::text(cell);
    }

    /// Takes a handle or the address of a profile; other text stands in for a missing name.
    pub(super) fn take_handle(&mut self, cell: &str, platform: Option<Platform>, column: usize) -> Option<Trouble> {
        let text = value::text(cell)?;
        // "name)" is left over from "Name (name)".
        let bare = if text.contains('(') { text.as_str() } else { text.trim_end_matches(')') };
        match HandleText::parse(bare) {
            Some(read) if !read.handle.is_empty() => {
                self.handles.push((read.platform.or(platform), read, column));
                None
            }
            Some(read) => {
                self.address.get_or_insert(read);
                None
            }
            None => {
                let done = if self.name.is_none() { "Taken as the name where there is no other" } else { "Left out" };
                self.name.get_or_insert(text);
                Some((column, "isn't a handle", done.to_owned()))
            }
        }
    }

    /// Takes the address of a profile.
    pub(super) fn take_address(&mut self, cell: &str, platform: Option<Platform>, column: usize) -> Option<Trouble> {
        let text = value::text(cell)?;
        match HandleText::parse(&text) {
            Some(read) if read.url.is_some() => {
                self.address.get_or_insert(read);
                None
            }
            Some(read) if is_handleable(&text) => {
                self.handles.push((platform, read, column));
                None
            }
            _ => Some((column, "isn't the address of a profile", "Left out; write it with https://".to_owned())),
        }
    }

    /// Takes the platform.
    pub(super) fn take_platform(&mut self, cell: &str, column: usize) -> Option<Trouble> {
        let first = cell.split([',', ';', '|']).next().unwrap_or_default();
        self.platform = Platform::parse(cell).or_else(|| Platform::parse(first));
        let known = Platform::ALL.map(Platform::label)[..4].join(", ");
        self.platform
            .is_none()
            .then(|| (column, "isn't a platform known here", format!("Write {known} or another one of the list")))
    }

    /// Writes into `draft` whose row it is. Accounts beyond the one of the row come back as troubles.
    pub(super) fn settle(self, draft: &mut Draft, default: Option<Platform>) -> Result<Vec<Trouble>, &'static str> {
        let mut troubles = Vec::new();
        let told = self.address.as_ref().and_then(|address| address.platform).or(self.platform);
        // The account is the one of the platform told; without that, the first one named.
        let chosen = self.handles.iter().position(|(platform, ..)| told.is_some() && *platform == told);
        let chosen =
            chosen.or_else(|| self.handles.iter().position(|(platform, ..)| platform.is_none() || told.is_none()));
        let chosen = chosen.or(if self.address.is_none() && !self.handles.is_empty() { Some(0) } else { None });
        let parts: Vec<String> = self.first_name.into_iter().chain(self.last_name).collect();
        draft.name = self.name.or(Some(parts.join(" ")).filter(|name| !name.is_empty()));
        draft.platform = told;
        if let Some(address) = &self.address {
            draft.url = address.url.clone();
            draft.handle = Some(address.handle.clone()).filter(|handle| !handle.is_empty());
        }
        for (index, (platform, read, column)) in self.handles.iter().enumerate() {
            if Some(index) == chosen {
                draft.handle = Some(read.handle.clone());
                draft.platform = platform.or(told);
                draft.url = draft.url.take().or_else(|| read.url.clone());
            } else if draft.handle.as_deref().map(handle_key) != Some(handle_key(&read.handle)) || platform.is_some() {
                let hint = format!(
                    "\u{201c}{}\u{201d} was left out; import the file once more with this column as the handle",
                    read.handle
                );
                troubles.push((*column, "names another account of the same creator", hint));
            }
        }
        draft.platform = draft.platform.or(default);
        match (&draft.name, &draft.handle, &draft.url) {
            (None, None, None) => Err("The row has no name, handle or address"),
            _ => Ok(troubles),
        }
    }
}
