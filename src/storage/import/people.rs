//! Who a row is about: found among the creators of the roster and of the rows before.
//!
//! Order of trust: the handle, then the e-mail address, then the name of a row without handle. Rows that say more go
//! first, so that what they teach helps to place the vaguer ones, in whatever order they stand, now and the next time.

use std::collections::HashMap;

use rusqlite::Connection;

use super::clues::{account_need, email_key, has_all_words, has_identity, has_numbers, says_who, url_key, vagueness};
use super::{STRIDE, Work};
use crate::domain::account::handle_key;
use crate::domain::text::{clean, fold};
use crate::domain::{AccountId, Cancelled, CreatorId, Draft, Platform};
use crate::storage::error::StoreError;
use crate::storage::tx::read;

/// Everyone the roster or the file knows.
pub(super) struct People {
    list: Vec<Person>,
    by_account: HashMap<(Platform, String), Spot>,
    by_handle: HashMap<String, Vec<Spot>>,
    by_url: HashMap<String, Spot>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Which person, and which of their slots.
type Spot = (usize, usize);

/// One creator, of the roster or new.
pub(super) struct Person {
    /// The number in the roster; `None` if new.
    pub(super) id: Option<CreatorId>,
    /// Folded names it goes by.
    names: Vec<String>,
    /// Lower-case addresses it goes by.
    emails: Vec<String>,
    /// Its accounts.
    pub(super) slots: Vec<Slot>,
    /// The rows about it, in order of the file.
    pub(super) rows: Vec<RowOf>,
}

/// One account, of the roster or new.
pub(super) struct Slot {
    /// The number in the roster; `None` if new.
    pub(super) id: Option<AccountId>,
    /// Where it lives.
    pub(super) platform: Platform,
    /// Its handle as written; empty where unknown.
    pub(super) handle: String,
    /// The row that brought it, or that told its platform.
    pub(super) told_by: Option<usize>,
    /// The platform before this file, if it has changed.
    pub(super) was: Option<Platform>,
    /// What identifies its first known address; empty where none is.
    url_key: String,
    /// The last address a row gave, with that row.
    pub(super) url: Option<(usize, String)>,
}

/// A row of a person.
#[derive(Clone, Copy)]
pub(super) struct RowOf {
    /// Its place in the list of drafts.
    pub(super) draft: usize,
    /// The account it speaks about.
    pub(super) slot: Option<usize>,
    /// Whether it may give the creator any other name, as a row with the handle may; others only a fuller one.
    pub(super) names_freely: bool,
}

impl People {
    /// Everyone in the roster.
    pub(super) fn of_roster(conn: &Connection) -> Result<People, StoreError> {
        let mut people = People {
            list: Vec::new(),
            by_account: HashMap::new(),
            by_handle: HashMap::new(),
            by_url: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
        };
        let mut places: HashMap<i64, usize> = HashMap::new();
        let mut names: Vec<String> = Vec::new();
        let mut statement = conn.prepare_cached("SELECT id, name, email FROM creators ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            places.insert(id, people.list.len());
            let person = people.add(Some(CreatorId(id)));
            people.learn(person, "", &row.get::<_, String>(2)?);
            names.push(row.get::<_, String>(1)?);
        }
        let sql = "SELECT id, creator_id, platform, handle, url FROM accounts ORDER BY id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(person) = places.get(&row.get(1)?) else { continue };
            let platform = read(row, 2, Platform::from_key)?;
            let at = people.add_slot(*person, Some(AccountId(row.get(0)?)), platform, row.get(3)?, None);
            people.learn_url((*person, at), &row.get::<_, String>(4)?);
        }
        for (person, name) in names.iter().enumerate() {
            // A stand-in for a name nobody told must not catch rows that tell it as a name.
            if !people.list[person].is_stand_in(name) {
                people.learn(person, name, "");
            }
        }
        Ok(people)
    }

    /// Finds or makes the person of every row.
    pub(super) fn find_all(
        &mut self,
        work: &mut Work<'_>,
        report: &mut dyn FnMut(usize) -> Result<(), Cancelled>,
    ) -> Result<(), StoreError> {
        let mut order: Vec<usize> = (0..work.drafts.len()).collect();
        order.sort_by_key(|at| vagueness(&work.drafts[*at]));
        for (done, at) in order.into_iter().enumerate() {
            if done % STRIDE == 0 {
                report(done)?;
            }
            let draft = &work.drafts[at];
            match self.find(draft, at) {
                Ok((person, row)) => self.list[person].rows.push(row),
                Err(reason) => work.tally.refuse(at, reason),
            }
        }
        for person in &mut self.list {
            person.rows.sort_by_key(|row| row.draft);
        }
        self.place_vague_rows(work);
        Ok(())
    }

    /// Those the file speaks of, in order of their first row.
    pub(super) fn spoken_of(&self) -> Vec<&Person> {
        let mut found: Vec<&Person> = self.list.iter().filter(|person| !person.rows.is_empty()).collect();
        found.sort_by_key(|person| person.rows.first().map(|row| row.draft));
        found
    }

    fn find(&mut self, draft: &Draft, at: usize) -> Result<(usize, RowOf), String> {
        let spot = self.by_handle_or_url(draft, at)?;
        let known = match spot {
            Some((person, _)) => Some(person),
            None => self.by_email_or_name(draft)?,
        };
        let person = match known {
            Some(person) => person,
            None if says_who(draft) => self.add(None),
            None => return Err(String::from("It has no name, handle or e-mail address")),
        };
        let slot = match spot {
            Some((_, slot)) => Some(slot),
            None => self.own_slot(person, draft, at),
        };
        self.learn(person, draft.name.as_deref().unwrap_or_default(), draft.email.as_deref().unwrap_or_default());
        if let (Some(slot), Some(url)) = (slot, draft.url.as_deref().map(clean).filter(|url| !url.is_empty())) {
            self.learn_url((person, slot), &url);
            self.list[person].slots[slot].url = Some((at, url));
        }
        Ok((person, RowOf { draft: at, slot, names_freely: has_identity(draft) }))
    }

    fn by_handle_or_url(&mut self, draft: &Draft, at: usize) -> Result<Option<Spot>, String> {
        let key = handle_key(draft.handle.as_deref().unwrap_or_default());
        if key.is_empty() {
            let url = url_key(draft.url.as_deref().unwrap_or_default());
            return Ok(self.by_url.get(&url).copied().or_else(|| self.named_by_handle(draft)));
        }
        let spots = self.by_handle.get(&key).map(Vec::as_slice).unwrap_or_default();
        let Some(platform) = draft.platform else {
            return match spots {
                [] => Ok(None),
                [only] => Ok(Some(*only)),
                _ => Err(format!("Several accounts are called “{key}”; a column with the platform would tell which")),
            };
        };
        if let Some(spot) = self.by_account.get(&(platform, key.clone())) {
            return Ok(Some(*spot));
        }
        // An account of which no platform was known yet.
        let nameless = match spots {
            [only] if self.slot(*only).platform == Platform::Other => *only,
            _ => return Ok(None),
        };
        let slot = &mut self.list[nameless.0].slots[nameless.1];
        slot.was = Some(Platform::Other);
        slot.platform = platform;
        slot.told_by = Some(at);
        self.by_account.remove(&(Platform::Other, key.clone()));
        self.by_account.insert((platform, key), nameless);
        Ok(Some(nameless))
    }

    /// The account of a row whose name nobody has, but whose name is a handle: lists of posts often call creators so.
    fn named_by_handle(&self, draft: &Draft) -> Option<Spot> {
        let name = draft.name.as_deref().filter(|_| !has_identity(draft))?;
        let key = handle_key(name);
        let spots = self.by_handle.get(&key).filter(|_| !self.by_name.contains_key(&fold(name)))?;
        match (draft.platform, spots.as_slice()) {
            (Some(platform), _) => self.by_account.get(&(platform, key)).copied(),
            (None, [only]) => Some(*only),
            (None, _) => None,
        }
    }

    fn slot(&self, spot: Spot) -> &Slot {
        &self.list[spot.0].slots[spot.1]
    }

    /// By e-mail address if the names don't speak against it (agencies share one address), else by the name of a row
    /// without handle if exactly one creator has it and no address speaks against it.
    fn by_email_or_name(&self, draft: &Draft) -> Result<Option<usize>, String> {
        let email = draft.email.as_deref().map(email_key).unwrap_or_default();
        let name = draft.name.as_deref().map(fold).unwrap_or_default();
        let several = |what: &str| Err(format!("Several creators have this {what}; a handle would tell which"));
        if !email.is_empty() {
            let sharing = self.by_email.get(&email).map(Vec::as_slice).unwrap_or_default();
            let exact: Vec<usize> = sharing.iter().copied().filter(|p| self.list[*p].names.contains(&name)).collect();
            let alike: Vec<usize> = sharing.iter().copied().filter(|p| self.list[*p].may_be_called(&name)).collect();
            match (exact.as_slice(), alike.as_slice()) {
                ([only], _) | ([], [only]) => return Ok(Some(*only)),
                ([], []) => {}
                _ if has_identity(draft) => return Ok(None),
                _ => return several("e-mail address"),
            }
        }
        if has_identity(draft) || name.is_empty() {
            return Ok(None);
        }
        let same_name = self.by_name.get(&name).map(Vec::as_slice).unwrap_or_default();
        let fitting = |p: &usize| email.is_empty() || self.list[*p].emails.is_empty();
        let fitting: Vec<usize> = same_name.iter().copied().filter(fitting).collect();
        match fitting.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            _ => several("name"),
        }
    }

    /// The account a row names by handle or web address, which nobody had so far.
    fn own_slot(&mut self, person: usize, draft: &Draft, at: usize) -> Option<usize> {
        if !has_identity(draft) {
            return None;
        }
        let handle = draft.handle.as_deref().map(clean).unwrap_or_default();
        let platform = draft.platform.unwrap_or(Platform::Other);
        if handle_key(&handle).is_empty() {
            // An account of this platform of which neither was known.
            let slots = &self.list[person].slots;
            let bare = |slot: &Slot| slot.platform == platform && slot.handle.is_empty() && slot.url_key.is_empty();
            if let Some(slot) = slots.iter().position(bare) {
                return Some(slot);
            }
        }
        Some(self.add_slot(person, None, platform, handle, Some(at)))
    }

    /// Gives the rows that name no account the one they can only mean: first the rows that may bring one.
    fn place_vague_rows(&mut self, work: &mut Work<'_>) {
        for person in 0..self.list.len() {
            for pass in 0..3 {
                for row in 0..self.list[person].rows.len() {
                    let RowOf { draft: at, slot, .. } = self.list[person].rows[row];
                    let draft = &work.drafts[at];
                    if slot.is_some() || account_need(draft) != pass {
                        continue;
                    }
                    let slot = self.only_slot(person, draft, at);
                    self.list[person].rows[row].slot = slot;
                    if slot.is_none() && has_numbers(draft) {
                        let problem = "The creator has several accounts, and the row doesn't say which it is about";
                        let hint = "Its numbers were left out; add the platform or handle";
                        work.tally.issue(at, "Platform", problem, hint);
                    }
                }
            }
        }
    }

    /// The one account of this platform, or at all; made if there is none and the row says something about one.
    fn only_slot(&mut self, person: usize, draft: &Draft, at: usize) -> Option<usize> {
        let fits = |slot: &Slot| draft.platform.is_none_or(|platform| platform == slot.platform);
        let slots = self.list[person].slots.iter().enumerate();
        let fitting: Vec<usize> = slots.filter(|(_, slot)| fits(slot)).map(|(at, _)| at).collect();
        match fitting.as_slice() {
            [only] => Some(*only),
            [] if account_need(draft) < 2 => {
                let platform = draft.platform.unwrap_or(Platform::Other);
                Some(self.add_slot(person, None, platform, String::new(), Some(at)))
            }
            _ => None,
        }
    }

    fn add(&mut self, id: Option<CreatorId>) -> usize {
        let person = Person { id, names: Vec::new(), emails: Vec::new(), slots: Vec::new(), rows: Vec::new() };
        self.list.push(person);
        self.list.len() - 1
    }

    fn add_slot(
        &mut self,
        person: usize,
        id: Option<AccountId>,
        platform: Platform,
        handle: String,
        told_by: Option<usize>,
    ) -> usize {
        let key = handle_key(&handle);
        let slots = &mut self.list[person].slots;
        let spot = (person, slots.len());
        slots.push(Slot { id, platform, handle, told_by, was: None, url_key: String::new(), url: None });
        if !key.is_empty() {
            self.by_handle.entry(key.clone()).or_default().push(spot);
            self.by_account.insert((platform, key), spot);
        }
        spot.1
    }

    fn learn(&mut self, person: usize, name: &str, email: &str) {
        let (name, email) = (fold(name), email_key(email));
        let Person { names, emails, .. } = &mut self.list[person];
        if !name.is_empty() && !names.contains(&name) {
            names.push(name.clone());
            self.by_name.entry(name).or_default().push(person);
        }
        if !email.is_empty() && !emails.contains(&email) {
            emails.push(email.clone());
            self.by_email.entry(email).or_default().push(person);
        }
    }

    fn learn_url(&mut self, spot: Spot, url: &str) {
        let key = url_key(url);
        if !key.is_empty() {
            let slot = &mut self.list[spot.0].slots[spot.1];
            if slot.url_key.is_empty() {
                slot.url_key = key.clone();
            }
            self.by_url.entry(key).or_insert(spot);
        }
    }
}

impl Person {
    /// Whether `name` (folded) can be another spelling of one of its names: one has all words of the other. A row
    /// without name, and a creator without one, go with any.
    fn may_be_called(&self, name: &str) -> bool {
        let alike = |known: &String| has_all_words(known, name) || has_all_words(name, known);
        name.is_empty() || self.names.is_empty() || self.names.iter().any(alike)
    }

    /// Whether `name` only stands in for one that nobody told: a handle, an address, or the part before its "@".
    pub(super) fn is_stand_in(&self, name: &str) -> bool {
        let (name, address) = (fold(name), url_key(name));
        let in_email = |email: &String| email.split('@').next().is_some_and(|local| fold(local) == name);
        self.slots.iter().any(|slot| fold(&slot.handle) == name || (slot.url_key == address && !address.is_empty()))
            || self.emails.iter().any(in_email)
    }
}
