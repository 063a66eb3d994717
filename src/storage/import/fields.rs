//! A creator's own fields and accounts, from all rows about them.

use super::Work;
use super::clues::has_all_words;
use super::people::{Person, Slot};
use crate::domain::text::{clean, fold};
use crate::domain::{Account, AccountId, Creator, CreatorId, Draft, Sex};
use crate::storage::accounts::{self, row_to_account};
use crate::storage::creators::read_creator;
use crate::storage::error::StoreError;
use crate::storage::tx::LONGEST_TEXT;

/// A field that the last row speaking about it decides.
struct Field {
    name: &'static str,
    said: fn(&Draft) -> Option<&String>,
    of: fn(&mut Creator) -> &mut String,
}

const FIELDS: [Field; 5] = [
    Field { name: "Place", said: |draft| draft.place.as_ref(), of: |creator| &mut creator.place },
    Field { name: "Country", said: |draft| draft.country.as_ref(), of: |creator| &mut creator.country },
    Field { name: "Language", said: |draft| draft.language.as_ref(), of: |creator| &mut creator.language },
    Field { name: "E-mail", said: |draft| draft.email.as_ref(), of: |creator| &mut creator.email },
    Field { name: "Phone", said: |draft| draft.phone.as_ref(), of: |creator| &mut creator.phone },
];

impl Work<'_> {
    /// Stores the creator as all rows together say, and gives the number.
    pub(super) fn apply_fields(&mut self, person: &Person) -> Result<CreatorId, StoreError> {
        let mut creator = match (person.id, person.rows.first()) {
            (Some(id), _) => read_creator(self.tx.conn, id)?.ok_or(StoreError::NotFound("creator"))?,
            (None, first) => {
                // What the first row says is no change but the beginning; later rows are measured against it.
                let mut creator = Creator::named(fallback_name(self.drafts, person));
                if let Some(first) = first {
                    self.tally.is_new(first.draft);
                    self.start_from(&mut creator, first.draft);
                }
                creator
            }
        };
        let before = creator.clone();
        self.apply_name(person, &mut creator);
        for field in &FIELDS {
            let rows = person.rows.iter().rev();
            let last = rows.filter_map(|row| self.said(row.draft, field).map(|said| (row.draft, said))).next();
            if let Some((at, said)) = last {
                let known = (field.of)(&mut creator);
                self.tally.charge(at, field.name, known.as_str(), said.as_str());
                *known = said;
            }
        }
        if let Some((at, said)) =
            person.rows.iter().rev().find_map(|row| Some((row.draft, self.drafts[row.draft].sex?)))
        {
            self.tally.charge(at, "Sex", creator.sex.map_or("", Sex::key), said.key());
            creator.sex = Some(said);
        }
        for row in &person.rows {
            self.apply_notes(row.draft, &mut creator);
            self.apply_labels(row.draft, &mut creator);
        }
        for row in &person.rows {
            self.tally.is_about(row.draft, &creator.name);
        }
        match person.id {
            None => self.tx.add_creator(&creator),
            Some(id) if creator == before => Ok(id),
            Some(id) => self.tx.update_creator(&creator).map(|()| id),
        }
    }

    fn start_from(&mut self, creator: &mut Creator, at: usize) {
        if let Some(name) = self.text(at, "Name", self.drafts[at].name.as_ref()) {
            creator.name = name;
        }
        creator.sex = self.drafts[at].sex;
        for field in &FIELDS {
            if let Some(said) = self.said(at, field) {
                *(field.of)(creator) = said;
            }
        }
    }

    /// Rows found by the handle rename; others only complete a name ("Ana" becomes "Ana Lima", not the reverse).
    fn apply_name(&mut self, person: &Person, creator: &mut Creator) {
        let mut spoken: Option<(usize, String)> = None;
        for row in &person.rows {
            let Some(name) = self.text(row.draft, "Name", self.drafts[row.draft].name.as_ref()) else { continue };
            let current = spoken.as_ref().map_or(creator.name.as_str(), |(_, name)| name.as_str());
            let fuller = person.is_stand_in(current) || has_all_words(&fold(&name), &fold(current));
            if row.names_freely || fuller {
                spoken = Some((row.draft, name));
            }
        }
        if let Some((at, name)) = spoken {
            self.tally.charge(at, "Name", creator.name.as_str(), name.as_str());
            creator.name = name;
        }
    }

    fn said(&mut self, at: usize, field: &Field) -> Option<String> {
        self.text(at, field.name, (field.said)(&self.drafts[at]))
    }

    /// The text as it would be stored; `None` if the row is silent or the text can't be held.
    fn text(&mut self, at: usize, field: &str, said: Option<&String>) -> Option<String> {
        let said = said?;
        if said.len() > LONGEST_TEXT {
            self.tally.issue(at, field, "The text is longer than a million characters", "It was left out");
            return None;
        }
        Some(clean(said)).filter(|text| !text.is_empty())
    }

    /// Notes are never replaced, only added to: they are the user's own.
    fn apply_notes(&mut self, at: usize, creator: &mut Creator) {
        let Some(said) = self.text(at, "Notes", self.drafts[at].notes.as_ref()) else { return };
        if creator.notes.contains(&said) {
            return;
        }
        let mut notes = creator.notes.clone();
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(&said);
        if notes.len() > LONGEST_TEXT {
            self.tally.issue(at, "Notes", "The notes would become longer than a million characters", "It was left out");
            return;
        }
        self.tally.charge(at, "Notes", creator.notes.as_str(), notes.as_str());
        creator.notes = notes;
    }

    /// Niches and tags are added to those known; two that differ only in case or accents are one.
    fn apply_labels(&mut self, at: usize, creator: &mut Creator) {
        let drafts = self.drafts;
        let draft = &drafts[at];
        let lists = [("Niches", &draft.niches, &mut creator.niches), ("Tags", &draft.tags, &mut creator.tags)];
        for (field, said, known) in lists {
            for label in said {
                let Some(label) = self.text(at, field, Some(label)) else { continue };
                if known.iter().any(|one| fold(one) == fold(&label)) {
                    continue;
                }
                self.tally.charge(at, field, "", label.as_str());
                known.push(label);
            }
        }
    }

    /// Stores an account, and what a row told about its platform or address.
    pub(super) fn apply_account(&mut self, creator: CreatorId, slot: &Slot) -> Result<AccountId, StoreError> {
        let url = slot.url.clone().and_then(|(at, url)| self.text(at, "Address", Some(&url)).map(|url| (at, url)));
        let Some(id) = slot.id else {
            let account = Account {
                id: AccountId(0),
                creator,
                platform: slot.platform,
                handle: slot.handle.clone(),
                url: url.map(|(_, url)| url).unwrap_or_default(),
                latest: Vec::new(),
            };
            if let Some(at) = slot.told_by {
                let name = if slot.handle.is_empty() { "unnamed" } else { &slot.handle };
                self.tally.charge(at, "Account", "", format!("{name} on {}", slot.platform.label()));
            }
            return self.tx.add_account(&account);
        };
        if slot.was.is_none() && url.is_none() {
            return Ok(id);
        }
        let sql = format!("SELECT {} FROM accounts WHERE id = ?1", accounts::COLUMNS);
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.0])?;
        let mut account = row_to_account(rows.next()?.ok_or(StoreError::NotFound("account"))?)?;
        let before = account.clone();
        if let (Some(was), Some(at)) = (slot.was, slot.told_by) {
            self.tally.charge(at, "Platform", was.label(), slot.platform.label());
            account.platform = slot.platform;
        }
        if let Some((at, url)) = url {
            self.tally.charge(at, "Address", account.url.as_str(), url.as_str());
            account.url = url;
        }
        drop(rows);
        if account != before {
            self.tx.update_account(&account)?;
        }
        Ok(id)
    }
}

/// What a creator is called whose first row doesn't tell: by the first row that does, else handle, address before the "@", or web address.
fn fallback_name(drafts: &[Draft], person: &Person) -> String {
    let said = person.rows.iter().map(|row| &drafts[row.draft]);
    let told = said.clone().filter_map(|draft| draft.name.as_deref()).map(clean).find(|name| !name.is_empty());
    if let Some(name) = told {
        return name;
    }
    let names = said.flat_map(|draft| {
        let email = draft.email.as_deref().and_then(|email| email.split('@').next());
        [draft.handle.as_deref(), email, draft.url.as_deref()]
    });
    names.flatten().map(clean).find(|name| !name.is_empty()).unwrap_or_else(|| String::from("Unnamed"))
}
