//! The form that changes a creator and their accounts.

use eframe::egui::{ComboBox, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Account, AccountId, Creator, Entry, Measure, NumberStyle, Platform};
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, size, strong};
use crate::ui::typed::{self, Typed};
use crate::ui::widget::{divider_ui, group_label_ui, heading_ui, link_button_ui, plain_button_ui, primary_button_ui};

/// The form for one creator.
pub struct Editor {
    creator: Creator,
    niches: String,
    tags: String,
    accounts: Vec<AccountForm>,
    wrong: Option<String>,
}

struct AccountForm {
    account: Account,
    before: Option<Account>,
    followers: String,
    followers_before: String,
}

impl Editor {
    /// A form that holds what is known.
    pub fn new(entry: &Entry, numbers: NumberStyle) -> Editor {
        let account = |account: &Account| {
            let followers = account.followers().map(|n| numbers.count(n as f64)).unwrap_or_default();
            let before = Some(account.clone());
            AccountForm { account: account.clone(), before, followers_before: followers.clone(), followers }
        };
        Editor {
            creator: entry.creator.clone(),
            niches: entry.creator.niches.join(", "),
            tags: entry.creator.tags.join(", "),
            accounts: entry.accounts.iter().map(account).collect(),
            wrong: None,
        }
    }

    /// What has to be done to store the form. The error is a sentence.
    fn commands(&self, numbers: NumberStyle) -> Result<Vec<Command>, String> {
        if self.creator.name.trim().is_empty() {
            return Err("A creator needs a name".to_owned());
        }
        let mut creator = self.creator.clone();
        creator.niches = list(&self.niches);
        creator.tags = list(&self.tags);
        let mut commands = vec![Command::UpdateCreator(Box::new(creator))];
        for form in &self.accounts {
            let followers = match typed::count(&form.followers, numbers) {
                Typed::Wrong => return Err(format!("\u{201c}{}\u{201d} isn't a number of followers", form.followers)),
                typed => typed.value().filter(|_| form.followers != form.followers_before),
            };
            match &form.before {
                None => commands.push(Command::AddAccount(Box::new(form.account.clone()))),
                Some(before) if *before != form.account => {
                    commands.push(Command::UpdateAccount(Box::new(form.account.clone())));
                }
                Some(_) => {}
            }
            if let (Some(followers), Some(before)) = (followers, &form.before) {
                commands.push(Command::AddReading(before.id, Measure::Followers, followers as f64));
            }
        }
        Ok(commands)
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
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            fields_ui(ui, editor);
            accounts_ui(ui, editor, asks);
        });
        if let Some(wrong) = &editor.wrong {
            ui.label(RichText::new(wrong).color(palette(ui).bad));
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if primary_button_ui(ui, "Save creator").clicked() {
                match editor.commands(model.settings.numbers) {
                    Err(wrong) => editor.wrong = Some(wrong),
                    Ok(commands) => {
                        asks.commands.extend(commands);
                        done = true;
                    }
                }
            }
            done |= plain_button_ui(ui, "Cancel").clicked();
        });
    });
    if done || modal.should_close() {
        *open = None;
    }
}

fn fields_ui(ui: &mut Ui, editor: &mut Editor) {
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
    for (name, value) in fields {
        let label = group_label_ui(ui, name);
        ui.add(TextEdit::singleline(value).desired_width(f32::INFINITY)).labelled_by(label.id);
    }
    let label = group_label_ui(ui, "Notes");
    ui.add(TextEdit::multiline(&mut editor.creator.notes).desired_rows(2).desired_width(f32::INFINITY))
        .labelled_by(label.id);
}

fn accounts_ui(ui: &mut Ui, editor: &mut Editor, asks: &mut Asks) {
    ui.add_space(8.0);
    heading_ui(ui, "Accounts");
    divider_ui(ui);
    let mut removed = None;
    for (place, form) in editor.accounts.iter_mut().enumerate() {
        let number = place + 1;
        ui.push_id(place, |ui| {
            ui.horizontal(|ui| {
                let shown = ComboBox::from_id_salt("platform").selected_text(form.account.platform.label()).width(96.0);
                let shown = shown.show_ui(ui, |ui| {
                    for platform in Platform::ALL {
                        ui.selectable_value(&mut form.account.platform, platform, platform.label());
                    }
                });
                shown.response.accessible_name(format!("Platform of account {number}"));
                let handle = TextEdit::singleline(&mut form.account.handle).hint_text("handle").desired_width(130.0);
                ui.add(handle).accessible_name(format!("Handle of account {number}"));
                if form.before.is_some() {
                    let followers =
                        TextEdit::singleline(&mut form.followers).hint_text("followers").desired_width(84.0);
                    ui.add(followers).accessible_name(format!("Followers of account {number}"));
                }
                if link_button_ui(ui, "×").accessible_name(format!("Remove account {number}")).clicked() {
                    removed = Some(place);
                }
            });
        });
    }
    if let Some(place) = removed {
        let form = editor.accounts.remove(place);
        if let Some(before) = form.before {
            asks.run(Command::RemoveAccount(before.id));
        }
    }
    if link_button_ui(ui, "+ Add account").clicked() {
        let account = Account {
            id: AccountId(0),
            creator: editor.creator.id,
            platform: Platform::Instagram,
            handle: String::new(),
            url: String::new(),
            latest: Vec::new(),
        };
        let (followers, followers_before) = (String::new(), String::new());
        editor.accounts.push(AccountForm { account, before: None, followers, followers_before });
    }
}
