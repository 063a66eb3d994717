//! The form that changes a creator and their accounts, stored as one step.

use eframe::egui::{ComboBox, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::form::{self, Pressed, field_ui, foot_ui, platform_ui};
use crate::app::Command;
use crate::app::command::CreatorChange;
use crate::app::model::Model;
use crate::app::typed::{self, Typed};
use crate::domain::account::{HandleText, handle_key};
use crate::domain::{Account, AccountId, Creator, Entry, NumberStyle, Platform, Sex};
use crate::ui::asks::Asks;
use crate::ui::format::UNKNOWN;
use crate::ui::theme::{size, strong};
use crate::ui::widget::{divider_ui, flush_link_ui, group_label_ui, heading_ui, link_button_ui};

/// The form for one creator.
pub struct Editor {
    before: Creator,
    creator: Creator,
    niches: String,
    tags: String,
    accounts: Vec<AccountForm>,
    removed: Vec<AccountId>,
    wrong: Option<String>,
}

struct AccountForm {
    account: Account,
    /// The account as it is stored, if it is.
    before: Option<Account>,
    handle: String,
    followers: String,
    followers_before: String,
}

impl Editor {
    /// A form that holds what is known.
    pub fn new(entry: &Entry, numbers: NumberStyle) -> Editor {
        let account = |account: &Account| {
            let followers = account.followers().map(|n| numbers.count(n as f64)).unwrap_or_default();
            AccountForm {
                account: account.clone(),
                before: Some(account.clone()),
                handle: account.handle.clone(),
                followers_before: followers.clone(),
                followers,
            }
        };
        Editor {
            before: entry.creator.clone(),
            creator: entry.creator.clone(),
            niches: entry.creator.niches.join(", "),
            tags: entry.creator.tags.join(", "),
            accounts: entry.accounts.iter().map(account).collect(),
            removed: Vec::new(),
            wrong: None,
        }
    }

    /// What has to be stored. The error is a sentence.
    fn read(&self, model: &Model) -> Result<CreatorChange, String> {
        if self.creator.name.trim().is_empty() {
            return Err("A creator needs a name".to_owned());
        }
        let mut creator = self.creator.clone();
        // A list that wasn't touched stays as it is, also where a name in it holds a comma.
        if self.niches != self.before.niches.join(", ") {
            creator.niches = list(&self.niches);
        }
        if self.tags != self.before.tags.join(", ") {
            creator.tags = list(&self.tags);
        }
        let removed = self.removed.clone();
        let mut change = CreatorChange { creator, removed, changed: vec![], added: vec![], followers: vec![] };
        let mut seen = Vec::new();
        for form in &self.accounts {
            let (account, followers) = form.read(model)?;
            let key = (account.platform, handle_key(&account.handle));
            if !key.1.is_empty() && seen.contains(&key) {
                return Err(format!("@{} on {} is in this form twice", key.1, key.0.label()));
            }
            seen.push(key);
            match &form.before {
                None => change.added.push((account, followers)),
                Some(before) => {
                    change.followers.extend(followers.map(|followers| (before.id, followers)));
                    if *before != account {
                        change.changed.push(account);
                    }
                }
            }
        }
        Ok(change)
    }

    /// Asks for the change, if there is one.
    fn send(&self, model: &Model, asks: &mut Asks) -> Result<(), String> {
        let change = self.read(model)?;
        let nothing = CreatorChange {
            creator: self.before.clone(),
            removed: vec![],
            changed: vec![],
            added: vec![],
            followers: vec![],
        };
        if change == nothing { Ok(()) } else { form::send(Command::SaveCreator(Box::new(change)), model, asks) }
    }
}

impl AccountForm {
    fn new(creator: &Creator) -> AccountForm {
        let account = Account {
            id: AccountId(0),
            creator: creator.id,
            platform: Platform::Instagram,
            handle: String::new(),
            url: String::new(),
            latest: Vec::new(),
        };
        let (handle, followers, followers_before) = (String::new(), String::new(), String::new());
        AccountForm { account, before: None, handle, followers, followers_before }
    }

    /// The account as it shall be, with followers if they were typed in.
    fn read(&self, model: &Model) -> Result<(Account, Option<u64>), String> {
        let mut account = self.account.clone();
        let typed = self.handle.trim();
        if typed != account.handle {
            match HandleText::parse(typed) {
                Some(read) => {
                    account.handle = read.handle;
                    account.platform = read.platform.unwrap_or(account.platform);
                    account.url = read.url.unwrap_or(account.url);
                }
                None if typed.is_empty() => account.handle.clear(),
                None => {
                    return Err(format!(
                        "\u{201c}{typed}\u{201d} isn't a handle: paste the address of the profile or type @name"
                    ));
                }
            }
        }
        if let Some(taken) = form::taken(model, account.platform, &account.handle, Some(account.creator)) {
            return Err(taken);
        }
        let followers = match typed::count(&self.followers, model.settings.numbers) {
            _ if self.followers == self.followers_before => None,
            Typed::Value(followers) => Some(followers),
            Typed::Empty => {
                return Err(format!("Followers were {}; type how many there are now", self.followers_before));
            }
            Typed::Wrong => {
                let example = model.settings.numbers.count(12_400.0);
                return Err(format!(
                    "\u{201c}{}\u{201d} isn't a number of followers; write it like {example}",
                    self.followers
                ));
            }
        };
        Ok((account, followers))
    }
}

/// Names between commas or semicolons.
pub fn list(text: &str) -> Vec<String> {
    text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Paints the form, while it is open.
pub fn editor_ui(ui: &mut Ui, model: &Model, open: &mut Option<Editor>, asks: &mut Asks) {
    let Some(editor) = open else { return };
    let mut done = false;
    let modal = Modal::new(Id::unique("creator")).show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        ui.label(RichText::new("Edit creator").font(strong(size::LEAD)));
        let height = ui.ctx().content_rect().height() - 220.0;
        let fields = ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            // Beside the fields there is room for the scroll bar.
            ui.set_max_width(ui.available_width() - 10.0);
            let entered = fields_ui(ui, editor);
            entered | accounts_ui(ui, editor)
        });
        match foot_ui(ui, "Save creator", "Cancel", editor.wrong.as_deref(), fields.inner) {
            Pressed::Nothing => {}
            Pressed::Cancel => done = true,
            Pressed::Send => {
                let sent = editor.send(model, asks);
                done = sent.is_ok();
                editor.wrong = sent.err();
            }
        }
    });
    if done || form::left(&modal) {
        *open = None;
    }
}

/// True if Enter was pressed in a field.
fn fields_ui(ui: &mut Ui, editor: &mut Editor) -> bool {
    let creator = &mut editor.creator;
    let fields = [
        ("Name", &mut creator.name),
        ("Place", &mut creator.place),
        ("Country", &mut creator.country),
        ("Language", &mut creator.language),
        ("E-mail", &mut creator.email),
        ("Phone", &mut creator.phone),
        ("Niches, with commas between", &mut editor.niches),
        ("Tags, with commas between", &mut editor.tags),
    ];
    let mut entered = false;
    for (name, value) in fields {
        entered |= field_ui(ui, name, value).1;
    }
    sex_ui(ui, &mut creator.sex);
    let label = group_label_ui(ui, "Notes");
    ui.add(TextEdit::multiline(&mut editor.creator.notes).desired_rows(2).desired_width(f32::INFINITY))
        .labelled_by(label.id);
    entered
}

/// Quotas may ask for it; it is never guessed, so it stays unknown until somebody says it.
fn sex_ui(ui: &mut Ui, sex: &mut Option<Sex>) {
    let label = group_label_ui(ui, "Sex, for quotas");
    let shown = sex.map_or(UNKNOWN, Sex::label);
    let combo = ComboBox::from_id_salt("sex").selected_text(shown).show_ui(ui, |ui| {
        ui.selectable_value(sex, None, UNKNOWN);
        for known in Sex::ALL {
            ui.selectable_value(sex, Some(known), known.label());
        }
    });
    combo.response.labelled_by(label.id);
}

/// True if Enter was pressed in a field.
fn accounts_ui(ui: &mut Ui, editor: &mut Editor) -> bool {
    ui.add_space(8.0);
    heading_ui(ui, "Accounts");
    divider_ui(ui);
    let (mut entered, mut removed) = (false, None);
    for (place, form) in editor.accounts.iter_mut().enumerate() {
        let number = place + 1;
        ui.push_id(place, |ui| {
            ui.horizontal(|ui| {
                let platform = form.account.platform;
                let (shown, picked) = platform_ui(ui, platform.label(), Some(platform));
                shown.accessible_name(format!("Platform of account {number}"));
                form.account.platform = picked.unwrap_or(platform);
                let handle = TextEdit::singleline(&mut form.handle).hint_text("handle").desired_width(130.0);
                let handle = ui.add(handle).accessible_name(format!("Handle of account {number}"));
                if handle.changed()
                    && let Some(platform) = HandleText::parse(&form.handle).and_then(|read| read.platform)
                {
                    form.account.platform = platform;
                }
                let followers = TextEdit::singleline(&mut form.followers).hint_text("followers").desired_width(84.0);
                let followers = ui.add(followers).accessible_name(format!("Followers of account {number}"));
                entered |= form::entered(ui, &handle) || form::entered(ui, &followers);
                if link_button_ui(ui, "×").accessible_name(format!("Remove account {number}")).clicked() {
                    removed = Some(place);
                }
            });
        });
    }
    if let Some(place) = removed {
        let form = editor.accounts.remove(place);
        editor.removed.extend(form.before.map(|account| account.id));
    }
    if flush_link_ui(ui, "+ Add account").clicked() {
        editor.accounts.push(AccountForm::new(&editor.creator));
    }
    entered
}
